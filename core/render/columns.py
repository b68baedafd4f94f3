"""Rows under headings, aligned by spaces."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from core.words.safe_text import safe_line


@lru_cache(maxsize=4096)
def _char_cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(text: str) -> int:
    """Return how many columns a line of text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_char_cells(char) for char in text)


def cut(text: str, width: int) -> str:
    """Return the start of a line that fits the width, with an ellipsis where something was left out."""
    if cells(text) <= width:
        return text
    kept, used = [], 0
    for char in text:
        used += _char_cells(char)
        if used > width - 1:
            break
        kept.append(char)
    return "".join(kept) + ("…" if width > 0 else "")


def pad(text: str, width: int) -> str:
    """Fill a line with spaces up to the width."""
    return text + " " * (width - cells(text))


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a line for the headings and one per row; every column as wide as its widest cell."""
    table = [[safe_line(cell) for cell in row] for row in ([*columns], *rows)]
    widths = [0] * max(len(row) for row in table)
    for row in table:
        for index, cell in enumerate(row):
            widths[index] = max(widths[index], cells(cell))
    return ["  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in table]
