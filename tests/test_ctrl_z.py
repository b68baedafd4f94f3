"""Ctrl-Z under a shell, and `fg`: the program goes on as if it had never been away."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.test_repl_keys import ROOT, line, said, waiting

pytestmark = pytest.mark.skipif(not hasattr(os, "setsid"), reason="job control is a Unix matter")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The prompt as a job of a shell."""
    with Terminal(["/bin/bash", "--norc", "-i"], folder=tmp_path,
                  environ={"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PS1": "shell$ "}) as terminal:
        terminal.wait_for("shell$")
        terminal.send(f"{sys.executable} -m tests.prompt_app\r")
        terminal.wait_for("scripted-1b", seconds=60)
        yield terminal


def away_and_back(terminal: Terminal) -> None:
    terminal.send("\x1a")
    terminal.wait_for("Stopped")
    terminal.send("echo in the sh''ell; fg\r")
    terminal.wait_for("in the shell")


def test_ctrl_z_stops_and_fg_goes_on(terminal: Terminal) -> None:
    terminal.send("half a li")
    away_and_back(terminal)
    line(terminal, "> half a li")
    terminal.send("ne\r")
    said(terminal, "half a line")
    assert terminal.raw.count(b"Stopped") == 1


def test_a_question_can_be_answered_after_ctrl_z_and_fg(terminal: Terminal) -> None:
    terminal.send("pick\r")
    terminal.wait_for("Which?")
    terminal.settle()
    away_and_back(terminal)
    terminal.settle(0.3)
    terminal.send("2\r")
    terminal.wait_for("picked 2")
    terminal.wait_for(lambda: waiting(terminal))
    terminal.send("x\r")
    said(terminal, "x")
    assert terminal.text.count("picked 2") == 1


@pytest.mark.parametrize(("typed", "begun"), [("forever\r", "word3 "), ("pick\r", "Which?")],
                         ids=["answer", "question"])
def test_pastes_are_told_apart_after_ctrl_z_and_fg(terminal: Terminal, typed: str, begun: str) -> None:
    terminal.send(typed)
    terminal.wait_for(begun)
    away_and_back(terminal)
    on, off = b"\x1b[?2004h", b"\x1b[?2004l"
    at_the_shell = terminal.raw.rindex(b"in the shell")
    terminal.wait_for(lambda: terminal.raw.rindex(on) > max(at_the_shell, terminal.raw.rindex(off)), seconds=10)
    assert off in terminal.raw[:at_the_shell]
