"""What the person types gets the terminal itself, on a real pty; afterwards the prompt is as it was."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.render.traces import Traces
from tests.terminal import Terminal
from tests.test_repl_keys import ROOT, clear, open_prompt, waiting

PYTHON = sys.executable


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    (folder / "ask.py").write_text("name = input('name? ')\nprint('hello', name)\n")
    (folder / "size.py").write_text(
        "import os, signal\ndef told(*_):\n    os.write(1, b'%d %d\\n' % os.get_terminal_size())\n"
        "signal.signal(signal.SIGWINCH, told)\ntold()\ninput()\n")
    (folder / "stubborn.py").write_text(
        "import time\nwhile True:\n    try:\n        print('waiting', flush=True)\n        input()\n        break\n"
        "    except KeyboardInterrupt:\n        print('not me', flush=True)\n")
    (folder / "messy.sh").write_text(
        "stty raw -echo\nprintf '\\033[?1049h\\033[?25l\\033[?1000h\\033[?1h\\033=\\033[31mpicture'\n"
        "[ -z \"$1\" ] || kill -9 $$\nexit 3\n")
    (folder / "late.sh").write_text("echo $$ > late.pid; echo begun; exec sleep 60\n")
    return folder


@pytest.fixture(scope="module")
def shared(home: Path) -> Iterator[Terminal]:
    with open_prompt(home) as terminal:
        yield terminal


@pytest.fixture
def terminal(shared: Terminal) -> Iterator[Terminal]:
    yield shared
    clear(shared)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_command_has_a_terminal_of_the_right_size(terminal: Terminal) -> None:
    terminal.send(f"!{PYTHON} -c 'import os; print([os.isatty(n) for n in (0, 1, 2)], *os.get_terminal_size())'\r")
    terminal.wait_for("[True, True, True] 80 24")


def test_a_script_that_asks_is_answered_and_what_it_wrote_is_kept(terminal: Terminal) -> None:
    terminal.send(f"run {PYTHON} ask.py\r")
    terminal.wait_for("name?")
    terminal.send("Ada\r")
    terminal.wait_for("hello Ada")
    terminal.wait_for(lambda: waiting(terminal))
    terminal.send("kept\r")
    terminal.wait_for("kept 'name? Ada\\nhello Ada\\n'")


@pytest.mark.parametrize("killed", ["", " killed"], ids=["left", "killed"])
def test_the_prompt_is_intact_whatever_a_program_left_behind(terminal: Terminal, killed: str) -> None:
    before = terminal.modes
    seen = len(terminal.raw)
    terminal.send(f"!sh messy.sh{killed}\r")
    terminal.wait_for(f"exit status {137 if killed else 3}")
    terminal.wait_for(lambda: waiting(terminal))
    assert terminal.modes == before
    after = terminal.raw[seen:].partition(b"picture")[2]
    for back in (b"\x1b[0m", b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?1l", b"\x1b>"):
        assert back in after.partition(b"exit status")[0], back
    terminal.send("still here\r")
    terminal.wait_for("you said 'still here'")


def test_ctrl_c_is_the_programs_own(terminal: Terminal) -> None:
    terminal.send(f"!{PYTHON} stubborn.py\r")
    terminal.wait_for("waiting")
    terminal.send("\x03")
    terminal.wait_for(lambda: terminal.text.count("waiting") == 2 and "not me" in terminal.text)
    terminal.send("\r")
    terminal.wait_for(lambda: waiting(terminal))
    assert "exit status" not in terminal.text


def test_ctrl_z_suspends_a_program_and_fg_goes_on_with_it(terminal: Terminal) -> None:
    terminal.send(f"!{PYTHON} ask.py\r")
    terminal.wait_for("name?")
    terminal.send("\x1a")
    terminal.wait_for(lambda: "`fg --end` ends it" in " ".join(terminal.text.split()))
    terminal.wait_for(lambda: waiting(terminal))
    terminal.send("!echo between\r")
    terminal.wait_for(lambda: "\nbetween" in terminal.text and waiting(terminal))
    terminal.send("fg\r")
    terminal.wait_for("> fg")
    terminal.send("Grace\r")
    terminal.wait_for("hello Grace")
    terminal.wait_for(lambda: waiting(terminal))
    terminal.send("fg\r")
    terminal.wait_for("no program is suspended")


def test_a_suspended_program_can_be_ended(terminal: Terminal, home: Path) -> None:
    terminal.send("!sh late.sh\r")
    terminal.wait_for("begun")
    pid = int((home / "late.pid").read_text())
    terminal.send("\x1a")
    terminal.wait_for("suspended: sh late.sh")
    terminal.wait_for(lambda: waiting(terminal))
    terminal.send("fg --end\r")
    terminal.wait_for("ended: sh late.sh")
    terminal.wait_for(lambda: not is_running(pid) or not terminal._read(0.05))


def test_a_window_that_changes_its_size_tells_the_program(terminal: Terminal) -> None:
    terminal.send(f"!{PYTHON} size.py\r")
    terminal.wait_for("80 24")
    terminal.resize(90, 20)
    terminal.wait_for("90 20")
    terminal.resize(80, 24)
    terminal.wait_for(lambda: terminal.text.count("80 24") >= 1)
    terminal.send("\r")


def test_what_a_program_does_not_read_waits_for_the_prompt(terminal: Terminal) -> None:
    terminal.send("!echo begun; sleep 1\r")
    terminal.wait_for("\nbegun")
    terminal.send("typed meanwhile")
    terminal.wait_for(lambda: waiting(terminal))
    terminal.wait_for("> typed meanwhile")


@pytest.mark.parametrize("leave", ["exit\r", "\x04"], ids=["exit", "Ctrl-D"])
def test_leaving_with_a_program_suspended_is_asked_twice(home: Path, leave: str) -> None:
    with open_prompt(home) as terminal:
        terminal.send("!sh late.sh\r")
        terminal.wait_for("begun")
        pid = int((home / "late.pid").read_text())
        terminal.send("\x1a")
        terminal.wait_for("suspended: sh late.sh")
        terminal.wait_for(lambda: waiting(terminal))
        terminal.send(leave)
        terminal.wait_for("leaving once more ends")
        terminal.wait_for(lambda: waiting(terminal))
        terminal.send(leave)
        assert terminal.wait_for_end() == 0
    deadline = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(pid)


def test_the_first_status_is_that_of_the_command_on_the_command_line(home: Path) -> None:
    start = [PYTHON, str(ROOT / "lucifer.py")] if not (ROOT / ".venv").exists() else [
        str(ROOT / ".venv" / "bin" / "python"), "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from core.repl.door import main; sys.exit(main())"]
    with Terminal([*start, "run", "sh", "-c", "test -t 0 && test -t 1 && exit 9"], folder=home,
                  environ={"HOME": str(home), "LUCIFER_HOME": str(home / "own")}) as terminal:
        assert terminal.wait_for_end() == 9


def test_plain_lines_lend_the_terminal_too(home: Path) -> None:
    with open_prompt(home, "--plain") as terminal:
        terminal.send(f"!{PYTHON} ask.py\n")
        terminal.wait_for("name?")
        terminal.send("Plain\n")
        terminal.wait_for("hello Plain")


def test_a_window_that_closes_ends_the_program_in_it_and_one_that_is_suspended(tmp_path: Path) -> None:
    (tmp_path / "a.sh").write_text("echo $$ > $1.pid; echo begun $1; exec sleep 60\n")
    with open_prompt(tmp_path) as terminal:
        terminal.send("!sh a.sh one\r")
        terminal.wait_for("begun one")
        terminal.send("\x1a")
        terminal.wait_for("suspended")
        terminal.wait_for(lambda: waiting(terminal))
        terminal.send("!sh a.sh two\r")
        terminal.wait_for("begun two")
        terminal.hang_up()
        terminal.wait_for_end()
    pids = [int((tmp_path / f"{name}.pid").read_text()) for name in ("one", "two")]
    deadline = time.monotonic() + 10
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [is_running(pid) for pid in pids] == [False, False]


@pytest.mark.parametrize(("written", "undone"), [
    (b"plain\n", ""),
    (b"no end of line", "\r\n"),
    (b"\x1b[?25l\x1b[?25h done\r\n", ""),
    (b"\x1b[?1000;1006h\n", "\x1b[?1000l\x1b[?1006l"),
    (b"\x1b[?7l\n", "\x1b[?7h"),
    (b"\x1b[2;20r\n", "\x1b7\x1b[r\x1b8"),
    (b"\x1b[2;20r\x1b[r\n", ""),
    (b"\x1b[>1u\x1b[>5u\x1b[<u\n", "\x1b[<1u"),
    (b"\x1b(0lqqk\n", "\x1b(B\x0f"),
    (b"\x1b[?1049h\x1bc", ""),
    (b"\x1b[31mred\n", "\x1b[0m"),
    (b"\x1b[>4;2m\n", "\x1b[>4m"),
    (b"\x1b[31m\x1b[?25lred", "\x1b[0m\x1b[?25h\r\n"),
    (b"\x1b]0;a [?1049h title\x07\n", ""),
], ids=["nothing", "open line", "put back itself", "mouse", "folding", "region", "region put back", "keys", "drawing",
        "reset", "colour", "kind of keys", "colour and more", "only a title"])
def test_what_a_program_changed_is_changed_back_and_nothing_else(written: bytes, undone: str) -> None:
    whole, pieces = Traces(), Traces()
    whole.feed(written)
    for at in range(len(written)):
        pieces.feed(written[at : at + 1])
    assert (whole.undo(), pieces.undo()) == (undone, undone)
