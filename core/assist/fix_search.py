"""Changes that may mend a script: what is known to work, then built-in rules; each is checked before it is offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.assist.bash_repairs import bash_repairs
from core.assist.interpreter import Interpreter
from core.assist.javascript_repairs import javascript_repairs
from core.assist.known_fixes import KnownFixes
from core.assist.python_repairs import python_repairs
from core.assist.script_check import can_check, syntax_errors
from core.assist.script_error import ScriptError
from core.assist.script_text import Repair

CANDIDATES_MAX = 40
OFFERED_MAX = 6
_STEPS_MAX = 6
_RULES: dict[str, Callable[[str, ScriptError], Iterator[Repair]]] = {
    "python": python_repairs, "bash": bash_repairs, "javascript": javascript_repairs}


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that is offered: the whole new text, why, where it comes from, and what was checked."""

    text: str
    reason: str
    source: str
    checked: str
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """A script to be mended: where it is, what runs it, and in what environment."""

    path: Path
    interpreter: Interpreter
    environ: Mapping[str, str]

    def check(self, texts: list[str]) -> list[ScriptError | None]:
        """Return what keeps each text from being run; nothing is said of a language that cannot be checked."""
        if not can_check(self.interpreter):
            return [None] * len(texts)
        return syntax_errors(texts, self.path, self.interpreter, self.environ)


def known_offers(text: str, error: ScriptError, patient: Patient, known: KnownFixes) -> list[Fix]:
    """Return remembered changes that this script has the lines for, and that leave it readable."""
    found = list(islice(known.repairs(text, error), CANDIDATES_MAX))
    verdicts = patient.check([repair.text for repair, _ in found])
    return [Fix(repair.text, repair.reason, f"a fix you have used before ({fix.record})", _verdict(error), fix.number)
            for (repair, fix), verdict in zip(found, verdicts, strict=True) if verdict is None]


def rule_offers(text: str, error: ScriptError, patient: Patient) -> list[Fix]:
    """Return changes by built-in rules that leave the script readable; of an unreadable one several steps at once."""
    if error.kind in ("SyntaxError", "IndentationError", "TabError"):
        return _readable(text, error, patient)
    found = _candidates(text, error)
    verdicts = patient.check([repair.text for repair in found])
    return [Fix(repair.text, repair.reason, "a built-in rule", _verdict(error))
            for repair, verdict in zip(found, verdicts, strict=True) if verdict is None][:OFFERED_MAX]


def _readable(text: str, error: ScriptError, patient: Patient) -> list[Fix]:
    """Mend one error after the other until the script can be read; what only moves the error on is a step."""
    reasons: list[str] = []
    for _ in range(_STEPS_MAX):
        found = _candidates(text, error)
        verdicts = patient.check([repair.text for repair in found])
        whole = [repair for repair, verdict in zip(found, verdicts, strict=True) if verdict is None]
        if whole:
            return [Fix(repair.text, "; ".join([*reasons, repair.reason]), "a built-in rule", _verdict(error))
                    for repair in whole[:OFFERED_MAX]]
        step = next(((repair, verdict) for repair, verdict in zip(found, verdicts, strict=True)
                     if verdict and _further(verdict, error)), None)
        if step is None or step[1] is None:
            break
        text, error = step[0].text, step[1]
        reasons.append(step[0].reason)
    return []


def _further(verdict: ScriptError, error: ScriptError) -> bool:
    """Say whether a change mended one error and another is left."""
    # Quotes, brackets and tabs are looked at before anything else: what is wrong besides may stand further up.
    first = re.search(r"unterminated|never closed|unmatched|does not match|EOL|TabError|Invalid or unexpected",
                      error.title)
    return verdict.line > error.line or bool(first and verdict.title != error.title and verdict.line)


def _candidates(text: str, error: ScriptError) -> list[Repair]:
    rules = _RULES.get(error.language)
    if rules is None or not error.own:
        return []
    found: dict[str, Repair] = {}
    for repair in islice(rules(text, error), 4 * CANDIDATES_MAX):
        if repair.text != text:
            found.setdefault(repair.text, repair)
        if len(found) >= CANDIDATES_MAX:
            break
    return list(found.values())


def _verdict(error: ScriptError) -> str:
    if error.kind in ("SyntaxError", "IndentationError", "TabError"):
        return "checked: with this change the whole file can be read"
    return "checked: the file can be read with it; only running it shows whether it helps"
