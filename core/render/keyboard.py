"""The terminal's input side: keys pressed while an answer streams are kept, unseen, for the next prompt."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from typing import Any, TextIO

if sys.platform != "win32":
    import termios

KEPT_MAX = 1_000_000
# So long the rest of an arrow key may be on its way, over a slow line, behind the Esc that it begins with.
ESCAPE_SECONDS = 0.05
PASTE_ON, PASTE_OFF = "\x1b[?2004h", "\x1b[?2004l"


class Keyboard:
    """Owns the terminal's modes from `open` to `close`. In between, keys are not echoed and Enter is a carriage
    return, so that what is typed early means at the next prompt what it meant when it was typed.
    """

    def __init__(self, stdin: TextIO) -> None:
        self._stdin = stdin
        self._kept = bytearray()
        self._thread: threading.Thread | None = None
        self._wake: tuple[int, int] | None = None
        self._found: list[Any] | None = None
        self._lent = False

    def open(self) -> None:
        """Take the terminal; does nothing where there is none."""
        if sys.platform == "win32":
            return
        try:
            found = termios.tcgetattr(self._stdin.fileno())
        except (termios.error, OSError, ValueError):
            return
        self._found = self._found or found
        quiet = [*self._found[:6], list(self._found[6])]
        quiet[0] &= ~(termios.ICRNL | termios.INLCR)
        # Without NOFLSH, Ctrl-C would also drop what the terminal has not drawn yet.
        quiet[3] = quiet[3] & ~(termios.ICANON | termios.ECHO) | termios.NOFLSH
        quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
        self._set(quiet)

    def close(self) -> None:
        """Give the terminal back as it was found."""
        self.rest()
        if self._found is not None:
            self._mark_pastes(PASTE_OFF)
            self._set(self._found)
            self._found = None

    @contextlib.contextmanager
    def lines(self) -> Iterator[None]:
        """For the duration, let the terminal edit and echo a whole line; nothing typed before counts."""
        listened = self.rest()
        self.take()
        found = self._found
        self._lent = True
        if found is not None:
            self._set(found)
        try:
            yield
        finally:
            self._lent = False
            if found is not None:
                self.open()
            if listened:
                self.listen()

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """For the duration, the whole program is stopped and the terminal the shell's; then all is as before."""
        listened, typed = self.rest(), self.take()
        marked = listened or self._lent
        found = self._found
        self.close()
        yield
        if self._lent and found is not None:
            # Somebody reads a line: without echo and with Enter as a carriage return it would never end.
            self._found = found
            self._set(found)
        else:
            self.open()
        if marked:
            self._mark_pastes(PASTE_ON)
        self.keep(typed)
        if listened:
            self.listen()

    @contextlib.contextmanager
    def away(self) -> Iterator[bytes]:
        """For the duration, the terminal is as it was found and somebody else's; yields what was typed before."""
        listened = self.rest()
        if self._found is not None:
            self._set(self._found)
        try:
            yield self.take()
        finally:
            if self._found is not None:
                self.open()
            if listened:
                self.listen()

    def listen(self) -> None:
        """Begin to keep keys; Ctrl-C stays a signal, a lone Esc becomes one."""
        if self._found is None or self._thread is not None:
            return
        self._wake = os.pipe()
        arguments = (self._stdin.fileno(), self._wake[0])
        self._thread = threading.Thread(target=self._read, args=arguments, daemon=True, name="keyboard")
        self._thread.start()

    def rest(self) -> bool:
        """Stop keeping keys; say whether they were kept."""
        if self._thread is None or self._wake is None:
            return False
        os.write(self._wake[1], b".")
        self._thread.join()
        for end in self._wake:
            os.close(end)
        self._thread = self._wake = None
        return True

    def take(self) -> bytes:
        """Return what was typed since the last time."""
        kept, self._kept = bytes(self._kept), bytearray()
        return kept

    def keep(self, typed: bytes) -> None:
        """Put back what was taken too early."""
        self._kept[:0] = typed

    def _mark_pastes(self, code: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            os.write(self._stdin.fileno(), code.encode())

    def _set(self, modes: list[Any]) -> None:
        if sys.platform != "win32":
            with contextlib.suppress(termios.error, OSError, ValueError):
                termios.tcsetattr(self._stdin.fileno(), termios.TCSANOW, modes)

    def _read(self, fd: int, wake: int) -> None:
        while True:
            ready, _, _ = select.select([fd, wake], [], [])
            if wake in ready:
                return
            typed = _keys(fd)
            if typed == b"\x1b" and select.select([fd], [], [], ESCAPE_SECONDS)[0]:
                typed += _keys(fd)
            if not typed:
                # The terminal is gone; whoever is working must hear of it.
                os.kill(os.getpid(), signal.SIGHUP)
                return
            if typed == b"\x1b":
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
            elif len(self._kept) < KEPT_MAX:
                self._kept += typed


def _keys(fd: int) -> bytes:
    """Return what was typed; nothing where the terminal is gone."""
    try:
        return os.read(fd, 65_536)
    except OSError:
        return b""
