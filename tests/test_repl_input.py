"""Bytes of a terminal become the right keys: pastes whole and unsent, late replies dropped, early keys kept."""

from __future__ import annotations

import os
import pty
import time
from collections.abc import Iterator
from typing import TextIO

import pytest
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from core.repl.pastes import BYTES_MAX, Pastes
from core.repl.terminal_input import TerminalInput

BEGIN, END = "\x1b[200~", "\x1b[201~"


class Typist:
    """Feeds a TerminalInput as a terminal would."""

    def __init__(self, stdin: TextIO) -> None:
        self.refused: list[int] = []
        self.input = TerminalInput(stdin, self.refused.append)

    def type(self, *bursts: str) -> list[KeyPress]:
        return [key for burst in bursts for key in self.input.keys_of(burst)]


@pytest.fixture
def typist() -> Iterator[Typist]:
    leader, follower = pty.openpty()
    with os.fdopen(follower, "r") as stdin:
        yield Typist(stdin)
    os.close(leader)


def texts(keys: list[KeyPress]) -> list[str]:
    return [key.data for key in keys]


def test_typed_letters_are_keys(typist: Typist) -> None:
    assert [key.key for key in typist.type("ab\r\x1b[A")] == ["a", "b", Keys.ControlM, Keys.Up]


def test_a_paste_is_one_key(typist: Typist) -> None:
    keys = typist.type(f"{BEGIN}one\ntwo{END}x")
    assert [(key.key, key.data) for key in keys] == [(Keys.BracketedPaste, "one\ntwo"), ("x", "x")]


def test_an_end_mark_inside_a_paste_does_not_end_it(typist: Typist) -> None:
    (key,) = typist.type(f"{BEGIN}ls{END}\nrm -rf ~\n{END}")
    assert (key.key, key.data) == (Keys.BracketedPaste, "ls\nrm -rf ~\n")


def test_a_smuggled_end_without_a_real_one_submits_nothing(typist: Typist) -> None:
    (key,) = typist.type(f"{BEGIN}ls{END}\nrm -rf ~\n")
    assert key.key == Keys.BracketedPaste


def test_enter_pressed_right_after_a_paste_is_enter(typist: Typist) -> None:
    assert [key.key for key in typist.type(f"{BEGIN}ls{END}\r")] == [Keys.BracketedPaste, Keys.ControlM]


@pytest.mark.parametrize("cut", range(1, 24))
def test_a_paste_cut_anywhere_is_the_same_paste(typist: Typist, cut: int) -> None:
    whole = f"{BEGIN}some\npasted{END}"
    keys = typist.type(whole[:cut], whole[cut:])
    assert [(key.key, key.data) for key in keys] == [(Keys.BracketedPaste, "some\npasted")]


def test_a_large_amount_at_once_is_a_paste_even_without_marks(typist: Typist) -> None:
    (key,) = typist.type("line\r" * 20_000)
    assert key.key == Keys.BracketedPaste


def test_a_paste_of_a_megabyte_is_quick_and_ten_are_refused(typist: Typist) -> None:
    begun = time.thread_time()
    text = "x" * 1_000_000
    pieces = [BEGIN, *(text[at : at + 4096] for at in range(0, len(text), 4096)), END]
    (key,) = typist.type(*pieces)
    assert (len(key.data), typist.refused) == (1_000_000, [])
    assert typist.type(BEGIN, *(["y" * 65_536] * 160), END) == []
    assert typist.refused[0] > BYTES_MAX
    assert texts(typist.type("ok")) == ["o", "k"]
    assert time.thread_time() - begun < 2


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("\x1b[12;40R", id="cursor position"),
        pytest.param("\x1b]11;rgb:0000/0000/0000\x1b\\", id="background, ended by ST"),
        pytest.param("\x1b]10;rgb:ffff/ffff/ffff\x07", id="foreground, ended by BEL"),
        pytest.param("\x1b[?62;1;22c", id="device attributes"),
        pytest.param("\x1b[>0;276;0c", id="secondary device attributes"),
        pytest.param("\x1bP>|xterm(370)\x1b\\", id="version"),
        pytest.param("\x1bP1$r0m\x1b\\", id="settings"),
        pytest.param("\x1b[?2026;2$y", id="mode"),
        pytest.param("\x1b[?1u", id="keyboard flags"),
        pytest.param("\x1b[8;24;80t", id="window size"),
        pytest.param("\x1b[0n", id="status"),
        pytest.param("\x1b[I", id="focus"),
    ],
)
def test_a_late_reply_is_not_typed(typist: Typist, reply: str) -> None:
    assert texts(typist.type(f"a{reply}b")) == ["a", "b"]
    for cut in range(1, len(reply)):
        assert texts(typist.type("a" + reply[:cut], reply[cut:] + "b")) == ["a", "b"], cut


def test_escape_alone_is_escape_after_a_moment(typist: Typist) -> None:
    assert typist.type("\x1b") == []
    assert [key.key for key in typist.input.flush_keys()] == [Keys.Escape]


@pytest.mark.parametrize("key", ["\x1b[13;2u", "\x1b[27;2;13~", "\x1b[13;5u", "\x1b\r"])
def test_enter_with_shift_alt_or_ctrl_is_a_new_line(typist: Typist, key: str) -> None:
    assert [press.key for press in typist.type(key)] == [Keys.Escape, Keys.ControlM]


def test_what_was_typed_before_the_terminal_was_ours_keeps_its_enter() -> None:
    leader, follower = pty.openpty()
    with os.fdopen(follower, "r") as stdin:
        os.write(leader, b"early\n")
        keys = Typist(stdin).input.read_keys()
    os.close(leader)
    assert [key.key for key in keys][-1] == Keys.ControlM


def test_a_closed_terminal_is_noticed() -> None:
    leader, follower = pty.openpty()
    with os.fdopen(follower, "r") as stdin:
        typist = Typist(stdin)
        os.close(leader)
        assert typist.input.read_keys() == []
        assert typist.input.closed


def test_pastes_fold_when_long_and_unfold_when_sent() -> None:
    pastes = Pastes()
    long = "\n".join(f"line {number}" for number in range(80))
    assert pastes.fold("short\ntext") == "short\ntext"
    assert pastes.fold(long) == "[Pasted #1 +80 lines]"
    assert pastes.fold("x" * 5000) == "[Pasted #2 +5000 characters]"
    assert pastes.expand("see [Pasted #1 +80 lines]; [Pasted #9 +1 lines]") == f"see {long}; [Pasted #9 +1 lines]"


def test_what_is_pasted_is_cleaned() -> None:
    assert Pastes().fold("a\x1b[31m\x00\x07b\udcff\r\nc") == "a\ufffdb\ufffd\nc"
