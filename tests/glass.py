"""A terminal without a process, for tests of what is drawn: a stream whose writes pyte turns into a screen."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import struct
import termios

import pyte

from core.render.terminal import TerminalScreen
from core.render.theme import Theme
from core.words.events import PieceEvent
from core.words.values import Piece


class Glass(io.StringIO):
    """Standard output as a terminal of some size; with `blind` only the bytes are kept, which is much quicker."""

    def __init__(self, columns: int = 80, rows: int = 24, *, blind: bool = False) -> None:
        super().__init__()
        self._ends = pty.openpty()
        self.screen = pyte.HistoryScreen(columns, rows, history=100_000, ratio=0.5)
        self._stream = pyte.Stream(self.screen)
        self.writes = 0
        self._blind = blind
        self.resize(columns, rows)

    def fileno(self) -> int:
        return self._ends[1]

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.writes += 1
        if not self._blind:
            self._stream.feed(text.replace("\n", "\r\n"))
        return super().write(text)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._ends[1], termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def close(self) -> None:
        for end in self._ends:
            os.close(end)
        super().close()

    @property
    def raw(self) -> str:
        """Everything that was written."""
        return self.getvalue()

    @property
    def rows(self) -> list[str]:
        """All rows there ever were, blank ones at the end left out."""
        above = ["".join(row[column].data for column in range(self.screen.columns))
                 for row in self.screen.history.top]
        found = [row.rstrip() for row in (*above, *self.screen.display)]
        while found and not found[-1]:
            found.pop()
        return found


def open_glass(columns: int = 80, rows: int = 24, theme: Theme | None = None, *, blind: bool = False,
               **options: bool) -> tuple[Glass, TerminalScreen]:
    """Return a terminal and the screen that draws on it; nobody types there."""
    glass = Glass(columns, rows, blind=blind)
    given = {"quiet": False, "yes": False, "show_thinking": False} | options
    return glass, TerminalScreen(io.StringIO(), glass, glass, theme=theme or Theme(), **given)


def stream(screen: TerminalScreen, text: str, size: int = 3) -> None:
    """Show a text as an answer in pieces."""
    for at in range(0, len(text), size):
        screen.show(PieceEvent(Piece(text[at : at + size])))
