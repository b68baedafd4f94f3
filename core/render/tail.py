"""The unfinished end of what is shown: rows that may be drawn again, below rows that never are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from core.render.columns import cells
from core.render.sink import Sink

ROWS_MAX = 12

_CODES = re.compile("\x1b\\[[0-9;]*m")


class LiveTail:
    """Draws with one write per step and touches only the rows that changed, so nothing flickers."""

    def __init__(self, sink: Sink, size: Callable[[], tuple[int, int]]) -> None:
        self._sink = sink
        self._size = size
        self._rows: list[str] = []
        self._columns = 0

    def update(self, done: Sequence[str], rows: Sequence[str]) -> None:
        """Put finished rows above the tail and draw the tail's rows anew; each must fit the terminal's width."""
        columns, height = self._size()
        room = max(1, min(ROWS_MAX, height - 1))
        shown = list(rows[-room:])
        old = self._rows
        start = ""
        if old and columns < self._columns and (len(old) > height or any(_wide(row, columns) for row in old)):
            # The terminal may have folded these rows or cut them: only the row of the cursor is surely ours.
            start, old = "\r\x1b[J", []
        after = [*done, *shown]
        same = 0
        while same < min(len(old), len(after)) and old[same] == after[same]:
            same += 1
        self._sink.write(start + _steps(old, after, same, ends=not shown))
        self._rows, self._columns = shown, columns


def _wide(row: str, columns: int) -> bool:
    return cells(_CODES.sub("", row)) > columns


def _steps(old: list[str], after: list[str], same: int, *, ends: bool) -> str:
    """Return what turns the old rows into those after; the cursor stands at the end of the last old row.

    It ends at the end of the last row, or with `ends` at the start of the row below.
    """
    last = len(old) - 1
    newline = "\n" if ends else ""
    if not old:
        return "\n".join(after) + (newline if after else "")
    if same > last:
        return "".join(f"\n{row}" for row in after[same:]) + newline
    rest = "".join(f"\n{row}" for row in after[same + 1 :]) + newline
    if same == last and len(after) > same and after[same].startswith(old[same]):
        return after[same][len(old[same]) :] + rest  # the row only grew
    clear = "\r" + (f"\x1b[{last - same}A" if last > same else "") + "\x1b[J"
    if same < len(after):
        return clear + after[same] + rest
    # Rows vanish; the cursor stands below what stays.
    return clear if ends else f"{clear}\x1b[A{_to_end(after[-1])}"


def _to_end(row: str) -> str:
    width = cells(_CODES.sub("", row))
    return f"\x1b[{width}C" if width else ""
