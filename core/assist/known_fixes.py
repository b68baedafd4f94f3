"""Fixes that worked, remembered in the home with how often: few, visible, to be forgotten one by one."""

from __future__ import annotations

import builtins
import difflib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from core.assist.script_error import ScriptError
from core.assist.script_text import Repair, indent_of, masked, replaced_word
from core.store.atomic import alone, write_file
from core.store.home import Home
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, LuciferError, UsageError
from core.words.safe_text import clean_input
from core.words.values import Json

KNOWN_MAX = 200
_FILE_BYTES_MAX = 2_000_000
_LINES_MAX = 6
_LINE_CHARACTERS_MAX = 300
# How far from the line of the error a line is still taken for the one that was changed.
_NEAR_LINES = 3
# As difflib counts it: below this a name is another one, and no slip.
_LIKE_MIN = 0.6
_TOP = re.compile(r"\s*(?:import|from|const|let|var|source|\.|set|#include|use|require)\b")


@dataclass(frozen=True, slots=True)
class KnownFix:
    """For an error like `sign`: the lines `old` become `new`; no `old` means that `new` is put at the top.

    What an error quotes stands in all of them as ⟦0⟧, ⟦1⟧.
    """

    number: int
    language: str
    sign: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    reason: str
    worked: int
    failed: int
    at: str

    @property
    def record(self) -> str:
        """How often it worked, in words."""
        times = "once" if self.worked == 1 else f"{self.worked} times"
        return f"worked {times}" + (f", failed {self.failed}" if self.failed else "")

    def data(self) -> dict[str, Json]:
        """Write it as JSON."""
        return {**asdict(self), "old": list(self.old), "new": list(self.new)}


class KnownFixes:
    """The remembered fixes of one home."""

    def __init__(self, home: Home) -> None:
        self._path = home.root / "fixes.json"

    def all(self) -> tuple[KnownFix, ...]:
        """Return all of them, those that worked most often first."""
        return tuple(sorted(self._read(), key=lambda fix: (fix.failed - fix.worked, fix.number)))

    def repairs(self, text: str, error: ScriptError) -> Iterator[tuple[Repair, KnownFix]]:
        """Yield what is known to mend an error like this, where the script has the lines for it."""
        sign, quoted = sign_of(error)
        for fix in self.all():
            if fix.language != error.language or fix.sign != sign or fix.failed > fix.worked:
                continue
            changed = _applied(text, error, [_filled(line, quoted) for line in fix.old],
                               [_filled(line, quoted) for line in fix.new])
            if changed is not None and changed != text:
                yield Repair(changed, _filled(fix.reason, quoted)), fix

    def worked(self, error: ScriptError, old: str, new: str, reason: str) -> KnownFix | None:
        """Remember that a change mended an error; None where the change is too large to be told apart."""
        found = _change(old, new)
        if found is None:
            return None
        sign, quoted = sign_of(error)
        before, after = (tuple(_signed(line, quoted) for line in lines) for lines in found)
        with alone(self._path):
            fixes = self._read()
            same = next((fix for fix in fixes if (fix.language, fix.sign, fix.old, fix.new) == (
                error.language, sign, before, after)), None)
            if same:
                made = replace(same, worked=same.worked + 1, at=_now())
                fixes[fixes.index(same)] = made
            else:
                number = max((fix.number for fix in fixes), default=0) + 1
                # The number of a line is left out: it is another one the next time.
                made = KnownFix(number, error.language, sign, before, after,
                                _signed(re.sub(r"\bline \d+: ", "", reason), quoted), 1, 0, _now())
                fixes.append(made)
            self._write(fixes)
        return made

    def failed(self, number: int) -> None:
        """Remember that a known fix did not help this time."""
        with alone(self._path):
            self._write([replace(fix, failed=fix.failed + 1) if fix.number == number else fix
                         for fix in self._read()])

    def forget(self, number: int | None) -> int:
        """Forget one by its number, or all of them; return how many that were."""
        with alone(self._path):
            fixes = self._read()
            left = [] if number is None else [fix for fix in fixes if fix.number != number]
            if number is not None and len(left) == len(fixes):
                raise UsageError(f"no known fix has the number {number}", hint="`fix known` lists them")
            self._write(left)
        return len(fixes) - len(left)

    def _read(self) -> list[KnownFix]:
        if not os.path.lexists(self._path):
            return []
        try:
            facts = json.loads(read_plain(self._path, size_max=_FILE_BYTES_MAX))
        except (ValueError, RecursionError):
            return []  # damaged: what was known is learned again
        except BrokenFile as error:
            raise LuciferError(error.message, hint="move it away to start afresh") from error
        found = [_fix(each) for each in facts] if isinstance(facts, list) else []
        return [fix for fix in found if fix]

    def _write(self, fixes: list[KnownFix]) -> None:
        # When there are too many, those go that helped least, the oldest first.
        kept = sorted(fixes, key=lambda fix: (fix.worked - fix.failed, fix.at))[-KNOWN_MAX:]
        write_file(self._path, json.dumps([fix.data() for fix in sorted(kept, key=lambda fix: fix.number)], indent=1))


def sign_of(error: ScriptError) -> tuple[str, tuple[str, ...]]:
    """Return what errors of one sort have in common, and what this one quotes: names, signs, values."""
    quoted: list[str] = []

    def note(match: re.Match[str]) -> str:
        found = match[1] or match[2] or match[3]
        if found not in quoted:
            quoted.append(found)
        return f"⟦{quoted.index(found)}⟧"

    message = re.sub(r"\s*\(?(?:Did you mean|Did you forget|Perhaps you forgot).*$|\s*\(<?[\w./-]+>?, line \d+\)", "",
                     error.message)
    message = re.sub(r"['\"`]([^'\"`]{1,80})['\"]|^([\w./-]{1,80})(?=: command not found|: unbound variable)|"
                     r"^([\w$.]{1,80})(?= is not (?:defined|a function))", note, message)
    return f"{error.kind}: {re.sub(r'(?<!⟦)[0-9]+', '#', message).rstrip('. ')}", tuple(quoted)


def _signed(line: str, quoted: tuple[str, ...]) -> str:
    for place, text in enumerate(quoted):
        line = re.sub(rf"(?<![\w⟦]){re.escape(text)}(?!\w)", f"⟦{place}⟧", line)
    return line


def _filled(line: str, quoted: tuple[str, ...]) -> str:
    return re.sub(r"⟦(\d+)⟧", lambda match: quoted[int(match[1])] if int(match[1]) < len(quoted) else match[0], line)


def _change(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the one group of lines that differs, without its indentation; None where there are several, or many."""
    before, after = old.split("\n"), new.split("\n")
    groups = [group for group in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
              if group[0] != "equal"]
    if len(groups) != 1:
        return None
    _, left, right, begin, end = groups[0]
    lines = before[left:right], after[begin:end]
    if max(map(len, lines)) > _LINES_MAX or any(len(line) > _LINE_CHARACTERS_MAX for part in lines for line in part):
        return None
    if not lines[0] and not all(_TOP.match(line) for line in lines[1]):
        return None
    depth = min((len(indent_of(line)) for part in lines for line in part if line.strip()), default=0)
    return tuple(line[depth:] for line in lines[0]), tuple(line[depth:] for line in lines[1])


def _applied(text: str, error: ScriptError, old: list[str], new: list[str]) -> str | None:
    lines = text.split("\n")
    if not old:
        place = next((at for at, line in enumerate(lines) if _TOP.match(line)), None)
        if place is None:
            place = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
        return "\n".join([*lines[:place], *new, *lines[place:]])
    for distance in sorted(range(-_NEAR_LINES, _NEAR_LINES + 1), key=abs):
        place = error.line - 1 + distance
        if place < 0 or place + len(old) > len(lines):
            continue
        there = lines[place:place + len(old)]
        depth = indent_of(there[0])
        if [line.removeprefix(depth) for line in there] == old:
            made = [depth + line if line.strip() else line for line in new]
            return "\n".join([*lines[:place], *made, *lines[place + len(old):]])
    return _word_replaced(text, error, old, new)


def _word_replaced(text: str, error: ScriptError, old: list[str], new: list[str]) -> str | None:
    """Where only one name of one line was changed, change that name in whatever line it stands now."""
    if len(old) != 1 or len(new) != 1:
        return None
    before, after = (re.findall(r"\w+|[^\w\s]", line) for line in (old[0], new[0]))
    if len(before) != len(after):
        return None
    changed = [(left, right) for left, right in zip(before, after, strict=True) if left != right]
    if len(set(changed)) != 1 or not all(part.isidentifier() for part in changed[0]):
        return None
    lines = text.split("\n")
    if not 1 <= error.line <= len(lines) or not _may_mean(*changed[0], text, error):
        return None
    hidden = masked(text, error.language).split("\n")[error.line - 1]
    lines[error.line - 1] = replaced_word(lines[error.line - 1], hidden, *changed[0])
    return "\n".join(lines)


def _may_mean(name: str, other: str, text: str, error: ScriptError) -> bool:
    """Whether a name can be a slip for another here: what was meant in one script is not what any script means."""
    if difflib.SequenceMatcher(None, name, other, autojunk=False).ratio() < _LIKE_MIN:
        return False
    known = error.language != "python" or hasattr(builtins, other)
    return known or re.search(rf"\b{re.escape(other)}\b", masked(text, error.language)) is not None


def _fix(facts: Json) -> KnownFix | None:
    """Return a fix as it was written; None for what someone damaged."""
    if not isinstance(facts, dict):
        return None
    texts = [facts.get(name) for name in ("language", "sign", "reason", "at")]
    counts = [facts.get(name) for name in ("number", "worked", "failed")]
    parts = [facts.get(name) for name in ("old", "new")]
    if not all(isinstance(text, str) for text in texts) or not all(type(count) is int for count in counts):
        return None
    if not all(isinstance(part, list) and all(isinstance(line, str) for line in part) for part in parts):
        return None
    old, new = (tuple(clean_input(line) for line in part or ()) for part in parts)
    return KnownFix(counts[0] or 0, str(texts[0]), str(texts[1]), old, new, clean_input(str(texts[2])),
                    counts[1] or 0, counts[2] or 0, str(texts[3]))


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
