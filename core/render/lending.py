"""The terminal lent to a program that the person started: bytes go both ways as they are, afterwards all is as before.

A person's own program may write whatever it likes to their own terminal, as under any shell. What it wrote is also
kept, so that it can be asked about; where that goes to a model it is made harmless.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any, TextIO

from core.render.sink import ScreenGone, Sink
from core.render.traces import Traces
from core.words.lent import Lent

if sys.platform != "win32":
    import termios
    import tty

_READ_BYTES = 65_536
_KEYS_WAITING_MAX = 1_000_000


def can_lend(stdin: TextIO, out: Sink, err: Sink) -> bool:
    """Say whether a person sits at one terminal that is all three streams, so that a program may have it."""
    if sys.platform == "win32":
        return False
    try:
        return stdin.isatty() and out.is_terminal and err.is_terminal and os.tcgetpgrp(stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError):
        return False


def lend(program: Lent, keys: int, out: Sink, typed: bytes = b"") -> bytes:
    """Let a program have the terminal until it ends or is suspended; return what was typed and not read by it."""
    lending = _Lending(program, keys, out, typed)
    try:
        with lending.signals():
            lending.begin()
            try:
                lending.relay()
            finally:
                lending.restore()
    finally:
        left = program.finish()
    return left


class _Lending:
    """One loan of the terminal."""

    def __init__(self, program: Lent, keys: int, out: Sink, typed: bytes) -> None:
        self._program = program
        self._keys = keys
        self._out = out
        self._waiting = bytearray(typed)
        self._traces = Traces()
        self._found: list[Any] = termios.tcgetattr(keys)

    def begin(self) -> None:
        """Start the program with the modes the terminal has, and make the terminal pass every key on."""
        self._program.begin(*self._size(), self._found)
        self._make_raw()

    def restore(self) -> None:
        """Put the terminal back as it was."""
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._keys, termios.TCSADRAIN, self._found)
        with contextlib.suppress(ScreenGone):
            self._out.write(self._traces.undo())

    def relay(self) -> None:
        """Pass bytes both ways until the program is over."""
        master, news = self._program.master, self._program.news
        while True:
            wanted = [master, news] + ([self._keys] if len(self._waiting) < _KEYS_WAITING_MAX else [])
            ready, writable, _ = select.select(wanted, [master] if self._waiting else [], [])
            if self._keys in ready:
                self._read_keys()
            if writable:
                with contextlib.suppress(BlockingIOError):
                    del self._waiting[:os.write(master, self._waiting[:4096])]
            if master in ready:
                self._show()
            if news in ready and self._program.is_over():
                while self._show():
                    pass
                return

    @contextlib.contextmanager
    def signals(self) -> Iterator[None]:
        """For the duration, signals to us are the program's: a new size, Ctrl-C; a stop gives the modes back."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def resized(number: int, frame: FrameType | None) -> None:
            del number, frame
            self._program.resize(*self._size())

        def interrupted(number: int, frame: FrameType | None) -> None:
            del number, frame
            self._program.interrupt()

        def stopped(number: int, frame: FrameType | None) -> None:
            del frame
            termios.tcsetattr(self._keys, termios.TCSADRAIN, self._found)
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            signal.signal(number, stopped)
            self._make_raw()
            self._program.resize(*self._size())

        before = [(number, signal.signal(number, handler)) for number, handler in (
            (signal.SIGWINCH, resized), (signal.SIGINT, interrupted), (signal.SIGTSTP, stopped))]
        try:
            yield
        finally:
            for number, handler in before:
                signal.signal(number, handler)

    def _make_raw(self) -> None:
        with contextlib.suppress(termios.error):
            tty.setraw(self._keys, termios.TCSANOW)

    def _size(self) -> tuple[int, int]:
        with contextlib.suppress(OSError):
            columns, rows = os.get_terminal_size(self._out.fileno())
            if columns and rows:
                return columns, rows
        return 80, 24

    def _read_keys(self) -> None:
        try:
            typed = os.read(self._keys, _READ_BYTES)
        except OSError:
            typed = b""
        if not typed:  # the terminal is gone, and whoever works must hear of it
            os.kill(os.getpid(), signal.SIGHUP)
            raise ScreenGone(OSError(5, "the terminal is gone"))
        self._waiting += typed

    def _show(self) -> bool:
        """Pass on what the program wrote; say whether there was any."""
        try:
            data = os.read(self._program.master, _READ_BYTES)
        except OSError:
            return False
        if not data:
            return False
        self._program.heard(data)
        self._traces.feed(data)
        left = memoryview(data)
        while left:
            try:
                left = left[os.write(self._out.fileno(), left):]
            except BlockingIOError:
                select.select([], [self._out.fileno()], [])
            except OSError as error:
                raise ScreenGone(error) from error
        return True
