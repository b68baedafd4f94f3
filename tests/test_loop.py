"""The prompt's loop: what Ctrl-C means between two lines, at any place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from core.repl.loop import serve


class Worker:
    """Does nothing, and is interrupted by what `pressed` says of each thing it is asked to do."""

    leaving = False

    def __init__(self, pressed: Iterator[bool]) -> None:
        self._pressed = pressed
        self.done: list[str] = []

    def _note(self, what: str) -> None:
        self.done.append(what)
        if next(self._pressed):
            raise KeyboardInterrupt

    def may_leave(self) -> bool:
        self._note("asked whether to leave")
        return True

    def carry_out(self, line: str) -> None:
        self._note(line)

    def stop(self) -> None:
        self._note("stopped")

    def say(self, remark: str) -> None:
        self._note(remark)

    def fail(self, error: Exception) -> None:
        raise AssertionError from error


def reader(lines: list[str]) -> Callable[[], str]:
    """What is typed: "^C" is Ctrl-C on an empty line, "^D" the end."""
    left = iter(lines)

    def read() -> str:
        line = next(left)
        if line == "^C":
            raise KeyboardInterrupt
        if line == "^D":
            raise EOFError
        return line
    return read


AGAIN = "press Ctrl-C again, or Ctrl-D, to leave"


@pytest.mark.parametrize(("lines", "pressed", "done"), [
    (["^C", "^C"], [False], [AGAIN]),
    (["^C", "lost"], [True], [AGAIN]),
    (["^C", "go on", "^D"], [False, False, False], [AGAIN, "go on", "asked whether to leave"]),
    (["work", "^D"], [True, True, False], ["work", "stopped", "asked whether to leave"]),
    (["work", "^C"], [True, True, True, False], ["work", "stopped", AGAIN, "asked whether to leave"]),
    (["work", "^C", "^C"], [False, False, True, False], ["work", AGAIN, *["asked whether to leave"] * 2]),
], ids=["twice", "again while it is said", "not again", "while the first is answered", "after that, twice",
        "while leaving"])
def test_the_second_ctrl_c_in_a_row_leaves_wherever_it_comes(lines: list[str], pressed: list[bool], done: list[str]
                                                             ) -> None:
    worker = Worker(iter(pressed))
    assert serve(reader(lines), lambda: worker) == 0
    assert worker.done == done
