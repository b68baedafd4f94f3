"""Markdown within one line: emphasis, code and links become styled runs; whatever does not pair stays as typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Delimiters that enclose a run, outermost first: ("**", "*"). "[" is a link's label, "(" its real target.
Marks = tuple[str, ...]

_TOKEN = re.compile(
    r"""\\[!-/:-@\[-`{-~]            # an escaped sign
    |(?P<code>`+)
    |(?P<mark>\*{1,3}|_{1,3}|~~)
    |!?\[(?P<label>[^\[\]\n]{1,500})\]\(\s*<?(?P<target>[^()\s<>]{1,2000}(?:\([^()\s]*\)[^()\s<>]*)?)>?
        (?:\s+"[^"\n]{0,500}")?\s*\)
    |<(?P<auto>[a-z][a-z0-9+.-]{1,20}:[^\s<>]{1,2000})>
    |[^\\`*_~\[!<]+|.""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Some text, what encloses it, and where it began in the source."""

    text: str
    marks: Marks
    start: int


def runs(source: str, *, unfinished: bool = False) -> list[Run]:
    """Read one line. With `unfinished`, an opener without its closer counts: more of the line is still to come."""
    found: list[tuple[str, int, str]] = []  # text, start, what it is: "" plain, a mark, or "`", "[", "("
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            break
        end = match.end()
        if match["code"]:
            end = _code(source, at, match["code"], found, unfinished=unfinished)
        elif match["mark"]:
            found.append((match["mark"], at, "mark"))
        elif match["label"] is not None:
            _link(match, at, found)
        elif match["auto"]:
            found.append((match["auto"], at, "("))
        elif match[0][0] == "\\" and len(match[0]) == 2:
            found.append((match[0][1], at, ""))
        else:
            found.append((match[0], at, ""))
        at = end
    return _pair(found, source, unfinished=unfinished)


def _code(source: str, at: int, ticks: str, found: list[tuple[str, int, str]], *, unfinished: bool) -> int:
    begin = at + len(ticks)
    close = re.compile(rf"(?<!`){ticks}(?!`)").search(source, begin)
    if close is None and not unfinished:
        found.append((ticks, at, ""))
        return begin
    end = close.start() if close else len(source)
    code = source[begin:end]
    if code.startswith(" ") and code.endswith(" ") and code.strip():
        code, begin = code[1:-1], begin + 1
    found.append((code, begin, ticks))
    return close.end() if close else len(source)


def _link(match: re.Match[str], at: int, found: list[tuple[str, int, str]]) -> None:
    """A label never stands without its real target: a label can name another bank than the link leads to."""
    label, target = match["label"], match["target"]
    if label.strip() != target:
        found.append((label, at, "["))
        found.append((f" ({target})", at, "("))
    else:
        found.append((target, at, "("))


def _pair(found: list[tuple[str, int, str]], source: str, *, unfinished: bool) -> list[Run]:
    closed_by: dict[int, int] = {}
    stack: list[int] = []
    for index, (mark, start, kind) in enumerate(found):
        if kind != "mark":
            continue
        can_open, can_close = _flanks(source, start, mark)
        opener = next((i for i in reversed(stack) if found[i][0] == mark), None) if can_close else None
        if opener is not None:
            closed_by[opener] = index
            del stack[stack.index(opener) :]
        elif can_open and len(stack) < 16:
            stack.append(index)
    if unfinished:
        closed_by |= {index: len(found) for index in stack}
    closers = set(closed_by.values())
    result: list[Run] = []
    marks: list[str] = []
    for index, (text, start, kind) in enumerate(found):
        if index in closed_by:
            marks.append(text)
        elif index in closers and kind == "mark":
            del marks[len(marks) - 1 - marks[::-1].index(text) :]
        else:
            result.append(Run(text, (*marks, kind) if kind not in ("", "mark") else tuple(marks), start))
    return result


def _flanks(source: str, start: int, mark: str) -> tuple[bool, bool]:
    before = source[start - 1 : start] or " "
    after = source[start + len(mark) : start + len(mark) + 1] or " "
    can_open = not after.isspace() and (before.isspace() or not before.isalnum() or after.isalnum())
    can_close = not before.isspace() and (after.isspace() or not after.isalnum() or before.isalnum())
    if mark[0] == "_":  # snake_case is a name
        return can_open and not before.isalnum(), can_close and not after.isalnum()
    return can_open, can_close
