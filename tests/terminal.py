"""A person at a terminal, for tests: a program on a real pty, its screen kept by pyte, every byte kept too."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

WAIT_SECONDS = 30.0


class Terminal:
    """Use as a context manager; whatever still runs at the end is killed."""

    def __init__(self, command: Sequence[str], *, columns: int = 80, rows: int = 24,
                 environ: Mapping[str, str] | None = None, folder: Path | None = None) -> None:
        self.screen = pyte.HistoryScreen(columns, rows, history=20_000, ratio=0.5)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.status: int | None = None
        started = {"PATH": os.environ.get("PATH", ""), "TERM": "xterm-256color", "LANG": "C.UTF-8", **(environ or {})}
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            with contextlib.suppress(OSError):
                os.chdir(folder or Path.cwd())
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execve(command[0], list(command), started)
            os._exit(127)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()
        if self.status is None:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)

    # --- doing -------------------------------------------------------------------------------------------------------

    def send(self, keys: str | bytes) -> None:
        """Type or paste; a large amount is handed over as fast as the program takes it, its output read meanwhile."""
        data = memoryview(keys.encode() if isinstance(keys, str) else keys)
        while data:
            _, ready, _ = select.select([], [self._fd], [], 0.02)
            if ready:
                data = data[os.write(self._fd, data[:4096]):]
            self._read(0)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self) -> None:
        """Close the window."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    # --- seeing ------------------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """The rows on screen, blanks at their ends left out."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines).rstrip()

    @property
    def scrollback(self) -> str:
        """All rows there ever were, those that left the screen at its top first."""
        above = ["".join(row[column].data for column in range(self.screen.columns)).rstrip()
                 for row in self.screen.history.top]
        return "\n".join([*above, *self.lines]).rstrip()

    @property
    def modes(self) -> list[object]:
        """The terminal's modes as termios has them."""
        return termios.tcgetattr(self._fd)

    def wait_for(self, wanted: str | Callable[[], object], seconds: float = WAIT_SECONDS) -> str:
        """Wait until a text is on screen or a condition holds; return the screen."""
        holds = wanted if callable(wanted) else lambda: wanted in self.text
        deadline = time.monotonic() + seconds
        while not holds():
            left = deadline - time.monotonic()
            if left <= 0 or not self._read(min(left, 0.05)):
                if holds():
                    break
                raise AssertionError(f"not seen: {wanted!r}; the screen:\n{self.text}\nlast bytes: {self.raw[-400:]!r}")
        return self.text

    def settle(self, quiet_seconds: float = 0.15) -> str:
        """Wait until nothing more is drawn; return the screen."""
        while self._read(quiet_seconds, until_quiet=True):
            pass
        return self.text

    def wait_for_end(self, seconds: float = WAIT_SECONDS) -> int:
        """Wait until the program has ended; return its exit status (a signal's number negative)."""
        deadline = time.monotonic() + seconds
        while self.status is None:
            if self._fd >= 0:
                self._read(0.01)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > deadline:
                raise AssertionError(f"still running; the screen:\n{self.text}")
            elif self._fd < 0:
                select.select([], [], [], 0.01)
        if self._fd >= 0:
            while self._read(0):
                pass
        return self.status

    def _read(self, wait: float, *, until_quiet: bool = False) -> bool:
        """Take what the program wrote; False when it has closed the terminal (or was quiet, when that is asked)."""
        ready, _, _ = select.select([self._fd], [], [], wait)
        if not ready:
            return not until_quiet and wait > 0
        try:
            data = os.read(self._fd, 65_536)
        except OSError:
            return False
        self.raw += data
        self._stream.feed(data)
        return bool(data)
