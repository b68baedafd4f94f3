"""A table that fits its terminal: columns give way to each other, cells wrap, nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence

from core.render.columns import cells, pad
from core.render.inline import Run
from core.render.theme import Theme
from core.render.wrap import wrap
from core.words.safe_text import safe_line

GAP = 2
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
    """Share the room: what is narrow keeps its width, the widest give up first; None when there is too little."""
    widths = [max(1, *(cells(cell) for cell in column)) for column in zip(*table, strict=True)]
    least = [min(width, 8) for width in widths]
    if sum(least) > room:
        return None
    while sum(widths) > room:
        widest = max(widths)
        below = max([width for width in widths if width < widest], default=0)
        at_most = [index for index, width in enumerate(widths) if width == widest]
        excess = sum(widths) - room
        step = max(1, min(widest - max(below, 8), -(-excess // len(at_most))))
        for index in at_most:
            widths[index] -= min(step, max(0, sum(widths) - room))
    return widths


def _fields(table: list[list[str]], width: int, theme: Theme) -> list[str]:
    lines = []
    for row in table[1:]:
        for name, cell in zip(table[0], row, strict=True):
            if cell:
                first, *rest = _wrapped(f"{name}: {cell}" if name else cell, max(4, width))
                lines += [first, *(f"  {line}" for line in _wrapped(" ".join(rest), max(4, width - 2)) if line)]
        lines.append(theme.paint(("─" if theme.unicode else "-") * min(width, 20), "rule"))
    return lines
