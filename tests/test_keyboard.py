"""Keys while an answer streams: a lone Esc stops it, the first byte of an arrow key does not."""

from __future__ import annotations

import os
import pty
import time
from collections.abc import Iterator

import pytest

from core.render.keyboard import Keyboard

pytestmark = pytest.mark.timeout(20)


@pytest.fixture
def typing() -> Iterator[tuple[int, Keyboard]]:
    """The typing end of a terminal, and a keyboard that listens at the other."""
    person, program = pty.openpty()
    with os.fdopen(program, "r") as stdin:
        keyboard = Keyboard(stdin)
        keyboard.open()
        keyboard.listen()
        yield person, keyboard
        keyboard.close()
    os.close(person)


def test_an_arrow_key_that_comes_in_two_parts_is_kept(typing: tuple[int, Keyboard]) -> None:
    person, keyboard = typing
    try:
        os.write(person, b"\x1b")
        time.sleep(0.01)
        os.write(person, b"[D")
        time.sleep(0.3)
    except KeyboardInterrupt:
        pytest.fail("the arrow key was taken for Esc")
    keyboard.rest()
    assert keyboard.take() == b"\x1b[D"


def test_a_lone_escape_stops(typing: tuple[int, Keyboard]) -> None:
    person, keyboard = typing
    with pytest.raises(KeyboardInterrupt):
        os.write(person, b"\x1b")
        time.sleep(5)
    keyboard.rest()
    assert keyboard.take() == b""
