"""Signals to the prompt: a terminal that closes ends the program in order, a stopped one gives its modes back."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from prompt_toolkit.application import Application, get_app_or_none

from core.render.keyboard import Keyboard


@contextlib.contextmanager
def handled(keyboard: Keyboard) -> Iterator[None]:
    """Handle hang-up, termination and stop for the duration."""
    if sys.platform == "win32":
        yield
        return

    def leave(number: int, frame: FrameType | None) -> None:
        del frame
        # Once is enough: what runs on the way out must not be interrupted again.
        signal.signal(number, signal.SIG_IGN)
        if number == signal.SIGHUP:
            # Nobody reads any more; what is still written on the way out must not fail.
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
        raise SystemExit(128 + number)

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        app = get_app_or_none()
        if app is not None and app.is_running and not app._running_in_terminal:
            app.suspend_to_background()
            return
        with keyboard.stopped():
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            # Here the program goes on after SIGCONT.
            signal.signal(number, stop)

    before = [(number, signal.signal(number, handler)) for number, handler in (
        (signal.SIGHUP, leave), (signal.SIGTERM, leave), (signal.SIGTSTP, stop))]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


@contextlib.contextmanager
def interrupts_as_keys(app: Application[Any]) -> Iterator[Callable[[], None]]:
    """Hand every interrupt of the duration to the line editor as a key; one that it cannot take is raised at the end.

    An exception in the midst of the editor's own work (its event loop begins or ends, the terminal is not raw yet)
    would be reported by the event loop as a fault of the program. Yields what is to be called when the editor runs.
    """
    pressed = False

    def deliver() -> None:
        nonlocal pressed
        if pressed and app.is_running and not app.is_done:
            pressed = False
            app.key_processor.send_sigint()

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        del number, frame
        pressed = True
        loop = app.loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(deliver)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield deliver
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
