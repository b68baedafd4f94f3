"""A change to a script as a model writes it: what it is asked, and the answer read as whole lines or not at all."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from core.assist.script_error import ScriptError
from core.assist.script_text import Repair, indent_of

WHOLE_LINES_MAX = 80
_AROUND = 20
_ALIKE_MIN = 0.4
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*[\w+#-]*[ \t]*\n(.*?)(?:\n {0,3}\1|\Z)", re.DOTALL | re.MULTILINE)
_REASON_CHARACTERS_MAX = 200


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The lines of a script that a model is shown and writes again; the first has number 1."""

    text: str
    first: int
    last: int

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")[self.first - 1:self.last]


def excerpt_of(text: str, error: ScriptError) -> Excerpt:
    """Return a small script whole, of a large one the lines around the error."""
    lines = text.split("\n")
    count = len(lines) - 1 if lines and not lines[-1] else len(lines)
    if count <= WHOLE_LINES_MAX or not 1 <= error.line <= count:
        return Excerpt(text, 1, min(count, WHOLE_LINES_MAX))
    return Excerpt(text, max(1, error.line - _AROUND), min(count, error.line + _AROUND))


def patch_request(excerpt: Excerpt, error: ScriptError, path: Path) -> str:
    """Write what a model is asked."""
    body = "\n".join(excerpt.lines)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", body)), default=0))
    place = f" in line {error.line}" if error.line else ""
    return (f"The {error.language} script {path.name} fails{place}:\n{error.title}\n\n"
            f"These are its lines {excerpt.first} to {excerpt.last}:\n{fence}{error.language}\n{body}\n{fence}\n\n"
            f"Write these lines again with the error mended, and change nothing else. Answer with one {fence}"
            f"{error.language} block that holds all of these lines, then one short sentence that says what was wrong.")


def read_patch(answer: str, excerpt: Excerpt, error: ScriptError) -> Repair | None:
    """Return the script as an answer has it; None where the answer holds no such lines, or quite other ones."""
    found = _FENCE.search(answer)
    if found is None:
        return None
    old, new = excerpt.lines, found[2].rstrip().split("\n")
    first, last = excerpt.first, excerpt.last
    if len(new) <= 3 < len(old) and error.line:
        # Only the line itself was written again.
        at = error.line - excerpt.first
        old, first, last = old[at:at + 1], error.line, error.line
        if old and new and not indent_of(new[0]):
            new = [indent_of(old[0]) + line if line.strip() else line for line in new]
    if not old or difflib.SequenceMatcher(None, "\n".join(old), "\n".join(new), autojunk=False).ratio() < _ALIKE_MIN:
        return None
    lines = excerpt.text.split("\n")
    text = "\n".join([*lines[:first - 1], *new, *lines[last:]])
    said = " ".join(answer[found.end():].split()).lstrip("`~ ")
    sentence = re.match(r".{5,}?[.!?](?=\s|$)", said)
    reason = (sentence[0] if sentence else said)[:_REASON_CHARACTERS_MAX]
    return Repair(text, reason or "the model gave no reason") if text != excerpt.text else None
