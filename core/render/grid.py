"""A table that fits its terminal: columns give way to each other, cells wrap, nothing is lost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from core.render.columns import cells, pad
from core.render.inline import Run
from core.render.theme import Theme
from core.render.wrap import wrap
from core.words.safe_text import safe_line

GAP = 2
_LEAST, _WORD_MAX = 8, 20
_PLAIN = Theme(colour=False)


def grid(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, theme: Theme) -> list[str]:
    """Return the table's lines, none wider than `width`; a table with more columns than fit is one field per line."""
    count = max(len(columns), *(len(row) for row in rows)) if rows else len(columns)
    table = [[*(safe_line(cell) for cell in row), *[""] * (count - len(row))] for row in (columns, *rows)]
    widths = _widths(table, width - GAP * (count - 1))
    if widths is None:
        return _fields(table, width, theme)
    lines = []
    for index, row in enumerate(table):
        wrapped = [_wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
        for at in range(max(len(cell) for cell in wrapped)):
            line = (" " * GAP).join(
                pad(cell[at] if at < len(cell) else "", size) for cell, size in zip(wrapped, widths, strict=True)
            ).rstrip()
            lines.append(line if index else theme.paint(line, "bold"))
        if index == 0:
            dash = "─" if theme.unicode else "-"
            lines.append(theme.paint((" " * GAP).join(dash * size for size in widths), "rule"))
    return lines


def _wrapped(cell: str, size: int) -> list[str]:
    return [row.text for row in wrap([Run(cell, (), 0)], size, size, _PLAIN)] or [""]


def _widths(table: list[list[str]], room: int) -> list[int] | None:
    """Share the room: the widest give up first, words stay whole where they can; None when it is too little."""
    columns = list(zip(*table, strict=True))
    widths = [max(1, *(cells(cell) for cell in column)) for column in columns]
    words = [max(cells(word) for cell in column for word in cell.split() or [""]) for column in columns]
    least = [min(width, _LEAST) for width in widths]
    if sum(least) > room:
        return None
    for index, word in enumerate(words):  # the first column names the row: its words are kept whole first
        more = min(word, _WORD_MAX) - least[index]
        least[index] += more if 0 < more <= room - sum(least) else 0

    def at_level(level: int) -> list[int]:
        return [max(low, min(width, level)) for low, width in zip(least, widths, strict=True)]

    level = bisect_right(range(max(widths) + 1), room, key=lambda level: sum(at_level(level))) - 1
    shared = at_level(level)
    wider = [index for index, width in enumerate(widths) if width > shared[index] == level]
    for index in wider[::-1][:room - sum(shared)]:
        shared[index] += 1
    return shared


def _fields(table: list[list[str]], width: int, theme: Theme) -> list[str]:
    lines = []
    for row in table[1:]:
        for name, cell in zip(table[0], row, strict=True):
            if cell:
                first, *rest = _wrapped(f"{name}: {cell}" if name else cell, max(4, width))
                lines += [first, *(f"  {line}" for line in _wrapped(" ".join(rest), max(4, width - 2)) if line)]
        lines.append(theme.paint(("─" if theme.unicode else "-") * min(width, 20), "rule"))
    return lines
