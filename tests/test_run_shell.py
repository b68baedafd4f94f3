"""A command that runs: output kept for the next question, a time-out can be lifted, Ctrl-C is for the command first."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from core.assist.heard import FILES_MAX, TAIL_BYTES_MAX, plain_output
from core.assist.run_shell import Ended, Limits, run_shell
from core.words.errors import Interrupted
from core.words.events import Event, Notice, Output, Question
from tests.at_hand import open_app, program, say

ENVIRON = {"PATH": os.environ["PATH"]}


def run(command: str, folder: Path, limits: Limits, answers: tuple[str, ...] = (), keep: Path | None = None,
        seen: Callable[[Event], None] | None = None) -> tuple[Ended, list[Event]]:
    """Run a command to its end, questions answered in turn."""
    running = run_shell(command, folder, ENVIRON, limits=limits, keep=keep)
    left, events, answer = list(answers), [], None
    try:
        while True:
            event = next(running) if answer is None else running.send(answer)
            events.append(event)
            answer = left.pop(0) if isinstance(event, Question) else None
            if seen is not None:
                seen(event)
    except StopIteration as end:
        return end.value, events


def notices(events: list[Event]) -> list[str]:
    return [event.text for event in events if isinstance(event, Notice)]


def test_the_last_of_both_streams_is_kept_without_what_only_a_terminal_obeys(tmp_path: Path) -> None:
    ended, _ = run("printf '\\033[31mred\\033[0m 10%%\\r20%%\\n'; echo wrong >&2; exit 4", tmp_path, Limits())
    assert (ended.status, ended.output) == (4, "20%\nwrong\n")
    long, _ = run("seq 20000", tmp_path, Limits(output_bytes=None))
    assert (long.output.endswith("19999\n20000\n"), len(long.output)) == (True, TAIL_BYTES_MAX)


@pytest.mark.parametrize(("raw", "seen"), [
    (b"a\x1b[?1049hpicture\x1b[?1049lb\n", "ab\n"),
    (b"a\x1b[?1049hpicture that never ended", "a"),
    (b"\x1b]0;title\x07text\r\n", "text\n"),
    (b"passx\bword\n", "password\n"),
    (b"50%\r\x1b[K100%\r\n", "100%\n"),
    (b"\xff\xfe ok\n", "\ufffd\ufffd ok\n"),
], ids=["full screen", "killed in it", "title", "rubbed out", "written over", "no text"])
def test_output_is_what_a_person_read(raw: bytes, seen: str) -> None:
    assert plain_output(raw) == seen


def test_output_that_is_cut_is_whole_in_a_file_that_is_named(tmp_path: Path) -> None:
    ended, events = run("seq 2000", tmp_path, Limits(output_bytes=100), keep=tmp_path)
    whole = "".join(f"{number}\n" for number in range(1, 2001))
    assert ended.file is not None and ended.file.read_text() == whole
    assert ended.file.stat().st_mode & 0o777 == 0o600
    assert notices(events) == [f"8.79 kB more output not shown; all of it is in {ended.file}"]
    assert ended.data() == {"exit_status": 0, "truncated_bytes": len(whole) - 100, "output_file": str(ended.file)}
    for _ in range(FILES_MAX + 2):
        run("seq 100", tmp_path, Limits(output_bytes=10), keep=tmp_path)
    assert len(list(tmp_path.glob("output-*.txt"))) == FILES_MAX
    few, _ = run("echo few", tmp_path, Limits(output_bytes=100), keep=tmp_path)
    assert few.file is None


def test_a_person_who_is_there_lets_a_command_take_longer(tmp_path: Path) -> None:
    limits = Limits(seconds=0.3, liftable=True)
    ended, events = run("sleep 0.9; echo done", tmp_path, limits, ("y", "a"))
    asked = [event for event in events if isinstance(event, Question)]
    assert (ended.status, len(asked), asked[0].text) == (0, 2, "still running after 0 s: keep waiting?")
    assert events[-1] == Output("done\n")


@pytest.mark.parametrize("limits", [Limits(seconds=0.3), Limits(seconds=0.3, liftable=True)], ids=["nobody", "no"])
def test_without_a_yes_a_command_that_takes_too_long_ends(tmp_path: Path, limits: Limits) -> None:
    ended, events = run("sleep 60", tmp_path, limits, ("n",))
    assert (ended.status, "longer than" in notices(events)[-1]) == (124, True)
    assert sum(isinstance(event, Question) for event in events) == (1 if limits.liftable else 0)


def press(event: Event) -> None:
    if event == Output("ready\n"):
        os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_goes_to_the_command_which_may_go_on(tmp_path: Path) -> None:
    command = "trap 'echo caught' INT; echo ready; while ! [ \"$n\" = xx ]; do sleep 0.1; n=x$n; done; exit 5"
    ended, events = run(command, tmp_path, Limits(), seen=press)
    assert (ended.status, Output("caught\n") in events) == (5, True)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_command_that_ends_by_ctrl_c_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        run("echo ready; sleep 60", tmp_path, Limits(), seen=press)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_second_ctrl_c_ends_a_command_that_ignores_the_first(tmp_path: Path) -> None:
    pressed: list[str] = []

    def twice(event: Event) -> None:
        press(event)
        if isinstance(event, Notice):
            pressed.append(event.text)
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        run("trap '' INT; echo $$ > pid; echo ready; sleep 60", tmp_path, Limits(), seen=twice)
    assert pressed == ["Ctrl-C went to the command; once more ends it"]
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_what_ran_is_at_hand_for_the_next_question(tmp_path: Path) -> None:
    app = open_app(tmp_path)
    heard = say(app, "!echo no such thing >&2; exit 3")
    assert (heard.status, notices(heard.events)) == (3, ["exit status 3"])
    command, output = app.references.last("command"), app.references.last("output")
    assert command is not None and output is not None
    assert (command.text, command.how) == ("echo no such thing >&2; exit 3", "failed with exit status 3")
    assert (output.text, output.how) == ("no such thing\n", "exit status 3")


def test_one_command_from_a_pipe_says_no_status_and_writes_no_escape(tmp_path: Path) -> None:
    done = program(tmp_path, "run", "sh", "-c", "echo out; exit 7")
    assert (done.stdout, done.stderr, done.returncode) == ("out\n", "", 7)
