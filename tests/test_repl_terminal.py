"""The prompt as a guest of the terminal: it leaves when the terminal does, asks before it acts, draws nothing odd."""

from __future__ import annotations

import re
import signal
import termios
import time
from pathlib import Path

import pytest

from tests.hostile_text import FORBIDDEN, hostile_text
from tests.terminal import Terminal
from tests.test_repl_keys import clear, open_prompt, said, waiting

LOCAL_MODES = 3


def ended_within(terminal: Terminal, seconds: float) -> int:
    begun = time.monotonic()
    status = terminal.wait_for_end(seconds=20)
    # The machine that runs this may be busy: what counts is that nothing waits for a time to pass.
    assert time.monotonic() - begun < max(seconds, 5.0)
    return status


@pytest.mark.parametrize("busy", [False, True], ids=["at the prompt", "during an answer"])
def test_a_terminal_that_closes_ends_the_program(tmp_path: Path, busy: bool) -> None:
    with open_prompt(tmp_path) as terminal:
        if busy:
            terminal.send("forever\r")
            terminal.wait_for("word5 ")
        terminal.hang_up()
        assert ended_within(terminal, 1.0) == 128 + signal.SIGHUP
    if busy:
        assert "word5 " in (tmp_path / "came.txt").read_text()


@pytest.mark.parametrize("busy", [False, True], ids=["at the prompt", "during an answer"])
def test_termination_gives_the_terminal_back_as_it_was(tmp_path: Path, busy: bool) -> None:
    with Terminal(["/bin/sh"], folder=tmp_path, environ={"PS1": "shell$ "}) as shell:
        shell.wait_for("shell$")
        wanted = shell.modes
    with open_prompt(tmp_path) as terminal:
        if busy:
            terminal.send("forever\r")
            terminal.wait_for("word5 ")
        terminal.signal(signal.SIGTERM)
        terminal.wait_for_end()
        assert terminal.status == 128 + signal.SIGTERM
        lines, echo = termios.ICANON, termios.ECHO
        assert terminal.modes[LOCAL_MODES] & (lines | echo) == wanted[LOCAL_MODES] & (lines | echo) == lines | echo
        assert terminal.raw.rindex(b"\x1b[?2004l") > terminal.raw.rindex(b"\x1b[?2004h")


def test_stopping_and_going_on_during_an_answer(tmp_path: Path) -> None:
    with open_prompt(tmp_path) as terminal:
        terminal.send("slow 60\r")
        terminal.wait_for("word3 ")
        terminal.signal(signal.SIGTSTP)
        terminal.settle(0.3)
        terminal.signal(signal.SIGCONT)
        terminal.send("typed later")
        terminal.wait_for("> typed later")


def test_200_resizes_during_an_answer_leave_no_trace(tmp_path: Path) -> None:
    with open_prompt(tmp_path) as terminal:
        terminal.send("slow 100\r")
        terminal.wait_for("word1 ")
        for turn in range(200):
            terminal.resize(*((80, 24), (40, 10), (1, 1), (200, 50), (7, 3))[turn % 5])
            terminal.settle(0.0)
        terminal.resize(80, 24)
        terminal.wait_for(lambda: waiting(terminal))
        terminal.send("x\r")
        said(terminal, "x")
        assert "Traceback" not in terminal.scrollback


def test_a_long_wait_is_told_and_leaves_no_row(tmp_path: Path) -> None:
    with open_prompt(tmp_path) as terminal:
        terminal.send("wait 2.5\r")
        terminal.wait_for("working: 1 s, Ctrl-C stops")
        terminal.wait_for("at last")
        terminal.wait_for(lambda: waiting(terminal))
        assert "working" not in terminal.scrollback
        terminal.send("wait 600\r")
        terminal.wait_for("working: 1 s")
        terminal.send("\x03")
        terminal.wait_for("stopped")
        assert "working" not in terminal.scrollback


def test_an_idle_prompt_writes_nothing(tmp_path: Path) -> None:
    with open_prompt(tmp_path) as terminal:
        terminal.settle(0.5)
        before = len(terminal.raw)
        terminal.settle(1.5)
        assert len(terminal.raw) == before


def test_nothing_asks_the_terminal_about_itself_or_leaves_its_scrollback(tmp_path: Path) -> None:
    with open_prompt(tmp_path) as terminal:
        terminal.send("hello\r")
        said(terminal, "hello")
        terminal.send("\x04")
        terminal.wait_for_end()
        assert re.search(rb"\x1b\[6n|\x1b\]|\x1b\[\?1049|\x1b\[\?47|\x1b\[>?c", terminal.raw) is None


@pytest.mark.parametrize("columns", [40, 300])
def test_narrow_and_wide_windows(tmp_path: Path, columns: int) -> None:
    with open_prompt(tmp_path, columns=columns) as terminal:
        terminal.send("你好 " * 30 + "\r")
        terminal.wait_for("you said")
        terminal.wait_for(lambda: waiting(terminal))
        assert "".join(terminal.scrollback.split()).count("你好") == 60


def test_without_colour_none_is_sent(tmp_path: Path) -> None:
    with open_prompt(tmp_path, NO_COLOR="1") as terminal:
        terminal.send("/he\t\x03hello\r")
        said(terminal, "hello")
        terminal.send("\x04")
        terminal.wait_for_end()
        assert re.search(rb"\x1b\[[0-9;]*\b(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;]*m", terminal.raw) is None


@pytest.mark.parametrize(("arguments", "environ"), [(["--plain"], {}), ([], {"TERM": "dumb"})], ids=["plain", "dumb"])
def test_a_terminal_of_lines_gets_lines_and_no_codes(tmp_path: Path, arguments: list[str], environ: dict[str, str]
                                                     ) -> None:
    with open_prompt(tmp_path, *arguments, **environ) as terminal:
        terminal.send("say \\\nmore\n")
        said(terminal, "say \nmore")
        terminal.send('"""a\nb"""\n')
        said(terminal, "a\nb")
        terminal.send("consent rm x\n")
        terminal.wait_for("Run it?")
        terminal.settle()
        terminal.send("\n")
        terminal.wait_for("the answer was n")
        terminal.send("slow 100000\n")
        terminal.wait_for("word3 ")
        terminal.send("\x03")
        terminal.wait_for("stopped")
        terminal.settle()
        terminal.send("\x03")
        terminal.wait_for("press Ctrl-C again, or Ctrl-D, to leave")
        assert any(line.startswith("press Ctrl-C again") for line in terminal.lines)
        terminal.send("\x03" if arguments else "\x04")
        assert terminal.wait_for_end() == 0
        assert terminal.screen.cursor.x == 0, "the shell's prompt stands in a line of its own"
        assert b"\x1b" not in terminal.raw


def test_hostile_answers_on_a_real_terminal(tmp_path: Path) -> None:
    attack = "".join(hostile_text(seed)[0] for seed in range(300))
    (tmp_path / "attack").write_bytes(attack.encode("utf-8", "surrogateescape"))
    with open_prompt(tmp_path) as terminal:
        terminal.settle()
        before = len(terminal.raw)
        terminal.send("stream attack 7\r")
        terminal.wait_for("word299x", seconds=30)
        terminal.wait_for(lambda: waiting(terminal))
        sent = terminal.raw[before:].decode().replace("\r", "")
        ours = re.compile("\x1b\\[(?:\\?[0-9]+[hl]|[0-9;]*[mACDJKH])")
        assert FORBIDDEN.search(ours.sub("", sent)) is None


def test_history_and_names_cannot_command_the_terminal(tmp_path: Path) -> None:
    (tmp_path / ".luciferai").mkdir(mode=0o700)
    (tmp_path / ".luciferai" / "history").write_text('"git \\u001b]0;x\\u0007\\u009b31m\\u202e evil"\nnot json\n"torn')
    (tmp_path / "na\x1b]0;me\x07\u202e.txt").touch()
    (tmp_path / "name.txt").touch()
    with open_prompt(tmp_path) as terminal:
        terminal.send("git")
        terminal.wait_for("evil")
        terminal.send("\x03@na\t")
        terminal.wait_for("@name.txt")
        assert b"\x1b]" not in terminal.raw and "\u202e".encode() not in terminal.raw
        assert b"\xc2\x9b" not in terminal.raw


def test_what_is_set_at_the_prompt_counts_from_the_next_line(tmp_path: Path) -> None:
    with open_prompt(tmp_path) as terminal:
        terminal.send("first words\r")
        said(terminal, "first words")
        terminal.send("config set history off\r")
        terminal.wait_for("history")
        terminal.wait_for(lambda: waiting(terminal))
        terminal.send("private words\r")
        said(terminal, "private words")
        assert b"\x1b[0;34;1m> " not in terminal.raw
        terminal.send("config set theme light\r")
        terminal.wait_for("theme")
        terminal.wait_for(lambda: waiting(terminal))
        terminal.send("in blue\r")
        said(terminal, "in blue")
        terminal.wait_for(lambda: b"\x1b[0;34;1m> " in terminal.raw)
        terminal.send("config set keys vi\r")
        terminal.wait_for("keys")
        terminal.wait_for(lambda: waiting(terminal))
        terminal.send("abcd")
        terminal.wait_for("> abcd")
        terminal.send("\x1b")
        terminal.settle(0.4)
        terminal.send("x\r")
        said(terminal, "abc")
        terminal.send("\x04")
        terminal.wait_for_end()
    kept = next(tmp_path.rglob("history")).read_text()
    assert "first words" in kept and "config set history off" in kept
    assert "private" not in kept and "keys vi" not in kept


# --- consent ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        pytest.param("\r", "n", id="Enter"),
        pytest.param(" \r", "n", id="space"),
        pytest.param("n\r", "n", id="n"),
        pytest.param("Y\u0435s\r", "n", id="a Cyrillic e"),
        pytest.param("yy\r", "n", id="yy"),
        pytest.param("\x1b[200~y\x1b[201~\r", "n", id="a pasted y"),
        pytest.param("\x1b[200~y\r\x1b[201~", "n", id="a pasted y and Enter"),
        pytest.param("\x04", "n", id="end of input"),
        pytest.param(b"\xff\r", "n", id="no text"),
        pytest.param("y\r", "y", id="y"),
        pytest.param("YES\r", "y", id="YES"),
    ],
)
def test_only_a_typed_yes_is_consent(consenting: Terminal, typed: str | bytes, answer: str) -> None:
    consenting.send("consent rm -r x\r")
    consenting.wait_for("Run it? [y = yes, N = no]")
    consenting.settle(0.05)
    consenting.send(typed)
    consenting.wait_for(f"the answer was {answer}")
    consenting.wait_for(lambda: waiting(consenting))
    assert consenting.lines[consenting.screen.cursor.y] == ">"
    clear(consenting)


@pytest.fixture(scope="module")
def consenting(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    with open_prompt(tmp_path_factory.mktemp("home")) as terminal:
        yield terminal


def test_what_was_typed_before_the_question_is_no_answer(consenting: Terminal) -> None:
    consenting.send("consent late rm\r")
    consenting.wait_for(lambda: b"\x1b[?2004l" in consenting.raw[-300:])
    consenting.send("y\r")
    consenting.wait_for("Run it?")
    consenting.settle(0.2)
    assert "the answer was" not in consenting.text
    consenting.send("n\r")
    consenting.wait_for("the answer was n")
    clear(consenting)


def test_a_request_typed_at_a_question_stands_in_the_next_line(consenting: Terminal) -> None:
    consenting.send("consent rm -r x\r")
    consenting.wait_for("Run it?")
    consenting.settle(0.05)
    consenting.send("show me large files\r")
    consenting.wait_for("the answer was n")
    consenting.wait_for("> show me large files")
    consenting.settle(0.2)
    assert consenting.text.count("large files") == 2, "it is not sent by itself"
    clear(consenting)


def test_a_second_question_does_not_lose_the_request(consenting: Terminal) -> None:
    consenting.send("twice\r")
    for question, typed in (("First?", "show me large files"), ("Second?", "")):
        consenting.wait_for(f"{question} [")
        consenting.settle(0.05)
        consenting.send(f"{typed}\r")
    consenting.wait_for("second n")
    consenting.wait_for("> show me large files")
    clear(consenting)


def test_what_is_typed_ahead_does_not_send_the_request(consenting: Terminal) -> None:
    consenting.send("dawdle\r")
    consenting.wait_for("Go on?")
    consenting.settle(0.05)
    consenting.send("show me large files\r")
    consenting.wait_for("waiting")
    consenting.send("ahead\r")
    said(consenting, "ahead")
    consenting.wait_for("> show me large files")
    clear(consenting)


def test_ctrl_c_at_a_question_runs_nothing(consenting: Terminal) -> None:
    consenting.send("consent rm -r x\r")
    consenting.wait_for("Run it?")
    consenting.send("\x03")
    consenting.wait_for("stopped")
    assert "the answer was" not in consenting.text
    clear(consenting)


def test_the_question_shows_all_of_the_command_and_nothing_else(consenting: Terminal) -> None:
    padded = "ls" + " " * 300 + "; rm -rf ~\\u202e\\r\\t\\u200b\\necho second line " + "long " * 30
    consenting.send(f"consent {padded}\r")
    consenting.wait_for("Run it?")
    shown = consenting.text
    for wanted in ("ls<300 spaces>; rm -rf ~<U+202E><U+000D><U+0009><U+200B>", "| echo second line", "  : ",
                   "risk: dangerous", "- deletes files", "cannot be seen: ", "long run of spaces", "folder: "):
        assert wanted in shown
    consenting.send("\r")
    consenting.wait_for("the answer was n")
    clear(consenting)


def test_a_question_with_more_choices(consenting: Terminal) -> None:
    consenting.send("pick\r")
    consenting.wait_for("Which? [1 = one, 2 = two, N = none]")
    consenting.settle(0.05)
    consenting.send("2\r")
    consenting.wait_for("picked 2")
    clear(consenting)


@pytest.mark.parametrize(("typed", "written"), [
    pytest.param("\x15\x1b[200~ls -la\x1b[201~\r", "'ls -la'", id="pasted"),
    pytest.param("\r", "'none'", id="as it stands"), pytest.param("\x7f\x7f\x1b[Dls\r", "'nlso'", id="changed"),
    pytest.param("\x01not \r", "'not none'", id="at its beginning"),
    pytest.param("\x05\x15\x04", "'none'", id="Ctrl-D")])
def test_a_text_to_be_changed_stands_in_the_line(consenting: Terminal, typed: str, written: str) -> None:
    consenting.send("write\r")
    consenting.wait_for("command: none")
    consenting.settle(0.05)
    consenting.send(typed)
    consenting.wait_for(f"written {written}")
    clear(consenting)


def test_what_comes_behind_the_changed_text_is_no_line_of_the_next_prompt(consenting: Terminal) -> None:
    consenting.send("write\r")
    consenting.wait_for("command: none")
    consenting.settle(0.05)
    consenting.send("\x15ls\rpick\r")
    consenting.wait_for("written 'ls'")
    consenting.send("write\r")
    consenting.wait_for(lambda: consenting.text.count("command: none") == 1)
    assert "Which?" not in consenting.text
    consenting.send("\r")
    consenting.wait_for("written 'none'")
    clear(consenting)


def test_the_keys_of_a_question_break_between_keys(consenting: Terminal) -> None:
    consenting.resize(24, 24)
    consenting.send("pick\r")
    consenting.wait_for("Which? [1 = one,\n2 = two, N = none]")
    consenting.settle(0.05)
    consenting.send("2\r")
    consenting.wait_for("picked 2")
    consenting.resize(80, 24)
    clear(consenting)
