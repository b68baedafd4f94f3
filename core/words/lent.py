"""A program that a terminal can be lent to, as the one who lends it sees it."""

from __future__ import annotations

from typing import Any, Protocol


class Lent(Protocol):
    """It runs on a pty: what it writes goes to the terminal as it is, keys go to it as they are."""

    @property
    def master(self) -> int:
        """Our side of the pty."""

    @property
    def news(self) -> int:
        """What can be read from when `is_over` may have changed."""

    def begin(self, columns: int, rows: int, modes: list[Any]) -> None:
        """Start it, or go on with it."""

    def resize(self, columns: int, rows: int) -> None:
        """Tell it the size of the window."""

    def heard(self, data: bytes) -> None:
        """Take a copy of what it wrote."""

    def is_over(self) -> bool:
        """Say whether it has ended or was suspended."""

    def interrupt(self) -> None:
        """Press Ctrl-C."""

    def finish(self) -> bytes:
        """Take the terminal back; return the keys that it has not read."""
