"""The prompt loop: read a line, carry it out, again. One of the three doors that catch everything.

Nothing heavy is imported here: the first prompt is on screen before the rest of the program is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.render.sink import ScreenGone
from core.words.errors import LuciferError

FAILURES_MAX = 3


class Work(Protocol):
    """What the loop hands lines to."""

    @property
    def leaving(self) -> bool:
        """Say whether the person has asked to leave."""

    def may_leave(self) -> bool:
        """Say whether nothing would be lost by leaving; what would be is told, once."""

    def carry_out(self, line: str) -> None:
        """Do what a typed line asks for and show it."""

    def stop(self) -> None:
        """Finish what is half shown after Ctrl-C."""

    def say(self, remark: str) -> None:
        """Show a remark."""

    def fail(self, error: Exception) -> None:
        """Show what went wrong."""


def serve(read: Callable[[], str], work: Callable[[], Work]) -> int:
    """Serve lines until the person leaves or the terminal does; return the exit status.

    `read` raises EOFError at the end and KeyboardInterrupt at Ctrl-C on an empty line: twice in a row leaves.
    """
    loop = _Loop(read, work)
    pressed = False
    try:
        while loop.status is None:
            # A second Ctrl-C may come at any place, also where the first was only just answered.
            try:
                if pressed:
                    pressed = False
                    loop.leave_if_asked()
                else:
                    loop.step_safely()
            except KeyboardInterrupt:
                pressed = True
    except ScreenGone as gone:
        return gone.status
    return loop.status


class _Loop:
    def __init__(self, read: Callable[[], str], work: Callable[[], Work]) -> None:
        self._read = read
        self._work = work
        self._failures = 0
        self._leaving_asked = False
        self._worked = False
        self.status: int | None = None

    def step_safely(self) -> None:
        """Serve one line, and survive what goes wrong with it."""
        try:
            self._step()
        except ScreenGone:
            raise
        except Exception as error:  # noqa: BLE001 - the loop is a door: one line goes wrong, the next may not
            self._failed(error)

    def leave_if_asked(self) -> None:
        """Leave when the person was told that another Ctrl-C does."""
        if self._leaving_asked:
            self._leave()

    def _step(self) -> None:
        """Read one line and carry it out; `status` is set when that was the last."""
        try:
            line = self._read()
        except EOFError:
            self._leave()
            return
        except KeyboardInterrupt:
            self._leave_if_meant()
            return
        except OSError as error:
            raise ScreenGone(error) from error
        self._leaving_asked = False
        if line.strip():
            self._carry_out(line)

    def _leave(self) -> None:
        if not self._worked or self._work().may_leave():
            self.status = 0

    def _leave_if_meant(self) -> None:
        if self._leaving_asked:
            self._leave()
            return
        self._leaving_asked = True
        self._work().say("press Ctrl-C again, or Ctrl-D, to leave")

    def _carry_out(self, line: str) -> None:
        work = self._work()
        self._worked = True
        try:
            work.carry_out(line)
            self._failures = 0
        except KeyboardInterrupt:
            work.stop()
        except ScreenGone:
            raise
        except LuciferError as error:
            work.fail(error)
        if work.leaving and work.may_leave():
            self.status = 0

    def _failed(self, error: Exception) -> None:
        self._failures += 1
        self._work().fail(error)
        if self._failures >= FAILURES_MAX:
            self.status = 1
