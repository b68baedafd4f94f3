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
    failures = 0
    leaving_asked = False
    try:
        while failures < FAILURES_MAX:
            line, leaving = "", False
            try:
                line = read()
            except EOFError:
                return 0
            except KeyboardInterrupt:
                leaving = True
            except OSError as error:
                raise ScreenGone(error) from error
            except Exception as error:  # noqa: BLE001 - the loop is a door: a fault of the line editor ends one line
                failures += 1
                work().fail(error)
                continue
            if leaving and leaving_asked:
                return 0
            if leaving:
                work().say("press Ctrl-C again, or Ctrl-D, to leave")
            leaving_asked = leaving
            if line.strip():
                failures = 0 if _carried_out(work(), line) else failures + 1
                if work().leaving:
                    return 0
    except ScreenGone as gone:
        return gone.status
    return 1


def _carried_out(work: Work, line: str) -> bool:
    """Carry out one line; say whether the program itself behaved."""
    try:
        work.carry_out(line)
    except KeyboardInterrupt:
        work.stop()
    except ScreenGone:
        raise
    except LuciferError as error:
        work.fail(error)
    except Exception as error:  # noqa: BLE001 - the loop is a door: one line goes wrong, the next may not
        work.fail(error)
        return False
    return True
