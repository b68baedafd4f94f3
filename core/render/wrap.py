"""Styled runs broken into rows that fit a width, at blanks where there are any."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.render.columns import cells
from core.render.inline import Marks, Run
from core.render.theme import Theme, style_names

# An indent, or a first column with the gap after it; a word with the blanks before it.
_COLUMN = re.compile(r" *(?:[-*•>] |\d{1,3}[.)] |\S+(?: \S+)* {2,})?")
_WORD = re.compile(r" *[^ ]+| +$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of characters; `start` is where it began in the source, `marks` what is open there."""

    text: str
    start: int
    marks: Marks


def wrap(parts: list[Run], first: int, rest: int, theme: Theme, *names: str) -> list[Row]:
    """Break runs into painted rows: the first may hold `first` columns, the others `rest`."""
    chars = [(char, run.marks, run.start + offset) for run in parts for offset, char in enumerate(run.text)]
    rows: list[Row] = []
    begin = 0
    while begin < len(chars):
        end, following = _row_end(chars, begin, max(2, rest if rows else first))
        rows.append(Row(_painted(chars[begin:end], theme, names), chars[begin][2], chars[begin][1]))
        begin = following
    return rows


def fold(line: str, width: int) -> list[str]:
    """Break a line of plain text at blanks; what follows stands below the last column the line has, or its indent.

    A word wider than the row stays whole, so that it can be copied.
    """
    if cells(line) <= width:
        return [line]
    column = _COLUMN.match(line)
    indent = " " * (len(column[0]) if column and len(column[0]) <= width // 2 else 0)
    rows: list[str] = []
    row = line[: len(indent)] if column else ""
    for word in _WORD.findall(line[len(row) :]):
        if row.strip() and cells(row + word.rstrip(" ")) > width:
            rows.append(row.rstrip(" "))
            row = indent + word.lstrip(" ")
        else:
            row += word
    return [*rows, row]


def _row_end(chars: list[tuple[str, Marks, int]], begin: int, width: int) -> tuple[int, int]:
    """Return where the row ends and where the next begins (blanks between are dropped)."""
    used = 0
    blank = wide = begin
    for at in range(begin, len(chars)):
        char = chars[at][0]
        size = cells(char)
        if size == 2 and at > begin:
            wide = at  # Chinese, Japanese and Korean lines may break before any character
        if used + size > width:
            if char == " ":
                blank = at
            if blank <= begin or wide > blank:
                end = wide if wide > begin else max(at, begin + 1)
                return end, end
            return blank, _after_blanks(chars, blank)
        used += size
        if char == " " and at > begin:
            blank = at
    return len(chars), len(chars)


def _after_blanks(chars: list[tuple[str, Marks, int]], at: int) -> int:
    while at < len(chars) and chars[at][0] == " ":
        at += 1
    return at


def _painted(chars: list[tuple[str, Marks, int]], theme: Theme, names: tuple[str, ...]) -> str:
    pieces: list[str] = []
    text = ""
    marks: Marks | None = None
    for char, char_marks, _ in chars:
        if char_marks != marks:
            if marks is not None:
                pieces.append(theme.paint(text, *names, *style_names(marks)))
            text, marks = "", char_marks
        text += char
    if marks is not None:
        pieces.append(theme.paint(text, *names, *style_names(marks)))
    return "".join(pieces)
