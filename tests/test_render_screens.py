"""Without a terminal: answers on standard output, everything else on standard error, no escape codes, no questions."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.render.asking import proposal_lines
from core.render.drive import drive
from core.render.json_lines import JsonScreen
from core.render.plain import PlainScreen
from core.render.screen import Screen, open_screen
from core.render.terminal import TerminalScreen
from core.words.errors import BrokenFile
from core.words.events import (
    Answer,
    Event,
    Events,
    Failure,
    Notice,
    Output,
    PieceEvent,
    Progress,
    Question,
    ReplyDone,
    Table,
)
from core.words.values import Json, Piece, Proposal, Risk, Usage
from tests.glass import Glass, open_glass
from tests.hostile_text import FORBIDDEN, hostile_text, missing, split_at_random

ROOT = Path(__file__).resolve().parents[1]

ANSWERED = (PieceEvent(Piece("Hel")), PieceEvent(Piece("hm", thought=True)), PieceEvent(Piece("lo")),
            ReplyDone("Hello", Usage(), {"text": "Hello", "stop": "end"}))
EVENTS: tuple[Event, ...] = (
    Notice("a remark"), Progress("work", 1, 2), *ANSWERED,
    Table(("name", "size"), (("tiny", "1"), ("中文", "2")), [1, 2]),
    Output("out\n"), Output("err\n", error=True), Answer("done", {"done": True}),
    Failure("x", "it broke", "mend it", 1),
)


def plain(*, quiet: bool = False, yes: bool = False, thinking: bool = False, typed: str = ""
          ) -> tuple[PlainScreen, io.StringIO, io.StringIO]:
    out, err = io.StringIO(), io.StringIO()
    return PlainScreen(io.StringIO(typed), out, err, quiet=quiet, yes=yes, show_thinking=thinking), out, err


def lines_of_json(*events: Event, yes: bool = False) -> tuple[list[Json], str]:
    out, err = io.StringIO(), io.StringIO()
    screen = JsonScreen(io.StringIO(), out, err, quiet=False, yes=yes)
    for event in events:
        screen.show(event)
    screen.close()
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_plain_output_holds_the_answers_only() -> None:
    screen, out, err = plain()
    for event in EVENTS:
        screen.show(event)
    assert out.getvalue() == "Hello\nname  size\ntiny  1\n中文  2\nout\ndone\n"
    assert err.getvalue() == "a remark\nwork: 1 of 2\nerr\nerror: it broke\n  mend it\n"


def test_an_answer_that_was_not_streamed_is_printed_once() -> None:
    screen, out, _ = plain()
    screen.show(ReplyDone("Hello", Usage(), {}))
    for event in ANSWERED:
        screen.show(event)
    assert out.getvalue() == "Hello\nHello\n"


def test_quiet_leaves_out_remarks_but_no_warning() -> None:
    screen, _, err = plain(quiet=True)
    for event in (Notice("a"), Progress("b", 1), Notice("c", "warning")):
        screen.show(event)
    assert err.getvalue() == "warning: c\n"


def test_thinking_goes_to_standard_error_when_asked_for() -> None:
    screen, out, err = plain(thinking=True)
    for event in ANSWERED:
        screen.show(event)
    assert (out.getvalue(), err.getvalue()) == ("Hello\n", "hm\n")


def test_json_is_one_value_per_line_and_nothing_else() -> None:
    found, err = lines_of_json(*EVENTS, Progress("down", 1, 2, data={"event": "progress", "done_bytes": 1}))
    assert found == [{"text": "Hello", "stop": "end"}, [1, 2], {"done": True},
                     {"error": {"kind": "x", "message": "it broke", "hint": "mend it"}},
                     {"event": "progress", "done_bytes": 1}]
    assert err == "a remark\nout\nerr\n"


def test_json_of_hostile_text_is_harmless_and_complete() -> None:
    for seed in range(1_000):
        text, _ = hostile_text(seed)
        out = io.StringIO()
        JsonScreen(io.StringIO(), out, io.StringIO(), quiet=False, yes=False).show(Answer(text))
        assert FORBIDDEN.search(out.getvalue()) is None
        assert json.loads(out.getvalue()) == {"text": text}


def test_10_000_hostile_answers_through_plain_output() -> None:
    screen, out, err = plain(thinking=True)
    words = []
    for seed in range(10_000):
        text, inside = hostile_text(seed)
        words += inside
        for chunk in split_at_random(text, seed) if seed % 20 == 0 else (text,):
            screen.show(PieceEvent(Piece(chunk, thought=seed % 7 == 0)))
        screen.show(ReplyDone("", Usage(), {}))
        screen.show((Notice, Answer, Output)[seed % 3](text))
    screen.show(Table(("a",), tuple((hostile_text(seed)[0],) for seed in range(100)), []))
    screen.close()
    everything = out.getvalue() + err.getvalue()
    assert FORBIDDEN.search(everything) is None
    assert missing(words, everything) == set()


@pytest.mark.parametrize(("yes", "answer"), [(False, "n"), (True, "y")])
@pytest.mark.parametrize("kind", ["plain", "json", "terminal"])
def test_without_somebody_typing_the_answer_is_no_unless_yes_was_given(kind: str, yes: bool, answer: str) -> None:
    out, err = io.StringIO(), io.StringIO()
    screens: dict[str, Screen] = {
        "plain": PlainScreen(io.StringIO("y\n"), out, err, quiet=False, yes=yes, show_thinking=False),
        "json": JsonScreen(io.StringIO("y\n"), out, err, quiet=False, yes=yes),
        "terminal": open_glass(yes=yes)[1],
    }
    proposal = Proposal("rm x", "deletes", Risk.DANGEROUS, ("deletes",), Path("/tmp"))
    assert screens[kind].ask(Question("Run it?", proposal=proposal)) == answer
    assert out.getvalue() == ""
    if kind != "terminal":
        assert all(told in err.getvalue() for told in ("| rm x", "folder: /tmp", "risk: dangerous"))
        assert ("Run it?" in err.getvalue(), "the answer is no" in err.getvalue()) == (not yes, not yes)


@pytest.mark.parametrize("terminal", [False, True], ids=["lines", "terminal"])
@pytest.mark.parametrize(("question", "told"), [
    (Question("Go on?", default="y"), "no terminal to ask at: the answer is yes"),
    (Question("command:", (), "ls"), "no terminal to ask at: the answer is ls"),
    (Question("command:", (), ""), "no terminal to ask at: the answer is nothing")])
def test_what_is_said_to_nobody_is_the_default_in_words(question: Question, told: str, terminal: bool) -> None:
    if terminal:
        glass, on_terminal = open_glass()
        assert on_terminal.ask(question) == question.default
        assert told in glass.raw
    else:
        screen, _, err = plain()
        assert screen.ask(question) == question.default
        assert told in err.getvalue()


@pytest.mark.parametrize(
    ("options", "environ", "wanted"),
    [
        ({"json": True}, {}, JsonScreen),
        ({"plain": True}, {}, PlainScreen),
        ({}, {"TERM": "dumb"}, PlainScreen),
        ({}, {"TERM": "xterm"}, TerminalScreen),
        ({}, {}, TerminalScreen),
    ],
)
def test_the_screen_fits_where_the_output_goes(options: dict[str, bool], environ: dict[str, str], wanted: type) -> None:
    given = {"json": False, "plain": False, "quiet": False, "yes": False} | options
    screen = open_screen(**given, environ=environ, stdin=io.StringIO(), stdout=Glass(), stderr=Glass(),
                         show_thinking=False, theme="auto")
    assert type(screen) is wanted
    screen = open_screen(**given, environ=environ, stdin=io.StringIO(), stdout=io.StringIO(), stderr=io.StringIO(),
                         show_thinking=False, theme="auto")
    assert type(screen) in (JsonScreen, PlainScreen)


# --- drive -----------------------------------------------------------------------------------------------------------


def test_drive_hands_over_answers_and_returns_the_status() -> None:
    def handler() -> Events:
        given = yield Question("Sure?", default="n", yes="y")
        yield Answer(given)
        return 3

    screen, out, _ = plain(yes=True)
    assert (drive(handler(), screen), out.getvalue()) == (3, "y\n")


def test_drive_turns_an_error_into_its_status_and_words() -> None:
    def handler() -> Events:
        yield Notice("so far")
        raise BrokenFile("bad bytes", hint="fetch it again")

    screen, _, err = plain()
    assert drive(handler(), screen) == 4
    assert err.getvalue() == "so far\nerror: bad bytes\n  fetch it again\n"


def test_drive_closes_the_handler_at_ctrl_c_and_keeps_what_came() -> None:
    closed = []

    def handler() -> Events:
        try:
            yield PieceEvent(Piece("half an ans"))
            yield Notice("never")
        finally:
            closed.append(True)
        return 0

    class Interrupting(PlainScreen):
        def show(self, event: Event) -> None:
            if isinstance(event, Notice):
                raise KeyboardInterrupt
            super().show(event)

    out, err = io.StringIO(), io.StringIO()
    screen = Interrupting(io.StringIO(), out, err, quiet=False, yes=False, show_thinking=False)
    assert drive(handler(), screen) == 130
    assert (closed, out.getvalue(), err.getvalue()) == ([True], "half an ans\n", "stopped\n")


WRITER = """
import sys
from core.render.drive import drive
from core.render.plain import PlainScreen
from core.words.events import Answer
def handler():
    while True:
        yield Answer("line " * 100)
sys.exit(drive(handler(), PlainScreen(sys.stdin, sys.stdout, sys.stderr, quiet=False, yes=False, show_thinking=False)))
"""


def test_a_reader_that_leaves_ends_the_program_quietly() -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
                          ) as writer:
        assert writer.stdout is not None and writer.stderr is not None
        writer.stdout.readline()
        writer.stdout.close()
        assert (writer.wait(20), writer.stderr.read()) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_said_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        writer = subprocess.run([sys.executable, "-c", WRITER], cwd=ROOT, stdout=full, stderr=subprocess.PIPE,
                                timeout=20, check=False)
    assert writer.returncode == 5
    assert writer.stderr == b"error: the output cannot be written: No space left on device\n"


def test_what_explains_a_command_is_not_said_again_below_the_answer_that_says_it() -> None:
    proposal = Proposal("ls -a", "It lists all files.", Risk.READ_ONLY, ("only reads",), Path("/tmp"))
    question = Question("run this?", proposal=proposal)
    answer = "```sh\nls -a\n```\nIt lists\nall files."
    assert "  It lists all files." in proposal_lines(question)
    assert proposal_lines(question, answer) == ["  | ls -a", "  folder: /tmp", "  risk: read-only\n    - only reads"]
    for event, told_again in ((Notice("aside"), False), (Answer("something else"), True)):
        glass, screen = open_glass()
        screen.show(ReplyDone(answer, Usage(), {}))
        screen.show(event)
        rows = screen._proposal(question)
        assert any("It lists" in row for row in rows) is told_again
        assert "  | ls -a" in [re.sub("\x1b\\[[0-9;]*m", "", row) for row in rows]
        assert any("folder: /tmp" in row for row in rows)
        glass.close()
