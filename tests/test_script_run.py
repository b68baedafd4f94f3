"""`run` runs a script by the right program, with its arguments as typed, and returns its status."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from at_hand import ROOT, open_app, program, say, values
from terminal import Terminal

from core.app import App
from core.assist.interpreter import interpreter_for
from core.commands.declare import table
from core.commands.route import route
from core.words.command import AskModel, RunCommand
from core.words.errors import UsageError
from core.words.events import Output

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An App at the prompt, in a folder of its own."""
    made = open_app(tmp_path / "home")
    made.cwd = tmp_path / "work"
    made.cwd.mkdir()
    return made


def script(app: App, name: str, text: str) -> Path:
    path = app.cwd / name
    path.write_text(text)
    return path


def bare(app: App, *names: str) -> Path:
    """Make a folder with these programs alone."""
    folder = app.home.root / "bin"
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(shutil.which(name) or name)
    return folder


def written(app: App, line: str) -> str:
    return "".join(event.text for event in say(app, line).events if isinstance(event, Output))


@pytest.mark.parametrize(("name", "text", "program_name"), [
    ("a.py", "", "python3"), ("a.sh", "", "bash"), ("a", "#!/usr/bin/env bash\n", "bash"),
    ("a.py", "#!/bin/sh\n", "sh"),
    ("a.pl", "", "perl"), ("a.PY", "", "python3")])
def test_the_first_line_decides_and_then_the_name(tmp_path: Path, name: str, text: str, program_name: str) -> None:
    (tmp_path / name).write_text(text)
    found = interpreter_for(tmp_path / name, os.environ)
    assert found is not None
    assert Path(found.program).name == program_name


def test_what_no_name_and_no_first_line_explains_is_no_script(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    assert interpreter_for(tmp_path / "notes.txt", os.environ) is None


@pytest.mark.parametrize(("name", "remedy"), [
    ("a.js", "nodejs"), ("a.rb", "apt install ruby"), ("a.ts", "npm install")])
def test_a_missing_program_is_named_with_what_installs_it(tmp_path: Path, name: str, remedy: str) -> None:
    (tmp_path / name).write_text("")
    with pytest.raises(UsageError, match="not installed") as raised:
        interpreter_for(tmp_path / name, {"PATH": str(tmp_path)})
    assert remedy in raised.value.hint


def test_the_python_of_a_virtual_environment_beside_it_comes_first(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("")
    (folder / "python").symlink_to(sys.executable)
    found = interpreter_for(tmp_path / "a.py", os.environ)
    assert found is not None
    assert found.program == str(folder / "python")


ECHO = "import sys, json\nprint(json.dumps(sys.argv[1:]))\nsys.exit(7)\n"


def test_arguments_arrive_as_typed_and_the_status_is_the_scripts(app: App) -> None:
    script(app, "my echo.py", ECHO)
    heard = say(app, """run "my echo.py" 'a  b' "it's" --json -x=1 '$HOME' '*'""")
    out = "".join(event.text for event in heard.events if isinstance(event, Output) and not event.error)
    assert (json.loads(out), heard.status) == (["a  b", "it's", "--json", "-x=1", "$HOME", "*"], 7)


def test_a_command_line_keeps_each_argument_of_a_script(tmp_path: Path) -> None:
    (tmp_path / "echo.py").write_text(ECHO)
    ended = program(tmp_path, "run", "echo.py", "a  b", "$HOME", "--yes", "-")
    assert (json.loads(ended.stdout), ended.returncode) == (["a  b", "$HOME", "--yes", "-"], 7)


def test_a_script_whose_name_holds_blanks_is_run_and_no_program_of_the_first_word(app: App) -> None:
    script(app, "tidy the desk.py", "print('ran')\n")
    assert written(app, "/run tidy the desk.py") == "ran\n"
    # Where the first word is a program too, neither is taken for the other.
    script(app, "cat the desk.py", "print('ran')\n")
    heard = say(app, "run cat the desk.py")
    assert heard.failure is not None
    assert (heard.failure.message, heard.failure.hint) == (
        "cat is a program, and a file here is called cat the desk.py",
        "`run ./cat the desk.py` runs the file, `!command cat the desk.py` the program")
    assert written(app, "run ./cat the desk.py") == "ran\n"


@pytest.mark.parametrize("line", ["uname", "uname -s", "echo hello"])
def test_a_file_called_as_a_command_is_never_run_in_its_place(line: str, app: App) -> None:
    for name in (line, line.split()[0]):
        script(app, name, "#!/bin/sh\necho stolen\n")
    assert written(app, f"!{line}") == ("hello\n" if line.startswith("echo") else f"{os.uname().sysname}\n")
    assert written(app, f"run ./{line}") == "stolen\n"


def test_run_again_runs_what_it_judged_and_no_file_of_that_name(app: App) -> None:
    app.environ["PATH"] = str(bare(app, "bash", "sh"))
    assert say(app, "!nproc").status == 127
    script(app, "nproc", "#!/bin/sh\necho stolen\n")
    assert "stolen" not in written(app, "/run again")


def test_a_pipe_reaches_the_script(tmp_path: Path) -> None:
    (tmp_path / "up.py").write_text("import sys\nprint(sys.stdin.read().upper())\n")
    assert program(tmp_path, "run", "up.py", stdin="hello").stdout == "HELLO\n"


def test_a_shell_command_is_run_as_before(app: App) -> None:
    assert written(app, "run echo one && echo two") == "one\ntwo\n"
    assert say(app, "!exit 5").status == 5
    script(app, "count.py", "print(1)\nprint(2)\n")
    assert written(app, "run count.py | wc -l").strip() == "2"


def test_a_slip_in_a_scripts_name_is_answered_with_the_nearest(app: App) -> None:
    script(app, "tidy.py", "")
    heard = say(app, "run tydy.py --now")
    assert heard.failure is not None
    assert (heard.status, heard.failure.message, heard.failure.hint) == (
        2, "there is no file tydy.py", "did you mean tidy.py?")


def test_json_tells_what_ran_and_what_went_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("print('out')\nprint(nosuch)\n")
    ended = program(tmp_path, "--json", "run", "bad.py")
    data = json.loads(ended.stdout)
    assert (data["exit_status"], data["stdout"], data["file"]) == (1, "out\n", str(tmp_path / "bad.py"))
    assert (data["error"]["kind"], data["error"]["line"]) == ("NameError", 2)


def test_c_is_compiled_and_leaves_nothing_behind(app: App) -> None:
    if interpreter_for(script(app, "a.c", '#include <stdio.h>\nint main(void) { puts("hi"); return 3; }\n'),
                       os.environ) is None:
        pytest.skip("no compiler here")
    heard = say(app, "run a.c")
    assert heard.status == 3
    assert sorted(path.name for path in app.cwd.iterdir()) == ["a.c"]


def test_it_means_the_script_that_was_at_hand(app: App) -> None:
    path = script(app, "hello.py", "print('hello')\n")
    app.references.note("file", str(path), "read")
    assert written(app, "run it") == "hello\n"
    assert written(app, "run that script again") == "hello\n"
    assert [one.kind for one in app.references.list()[:3]] == ["file", "output", "command"]


@pytest.mark.parametrize("line", ["run me through it", "run a marathon", "run it by me first", "fix dinner",
                                  "fix my car", "watch out", "watch the sea", "write a poem",
                                  "write a script for a play",
                                  "write me a letter to my bank", "fix the bug in our process", "write"])
def test_everyday_sentences_stay_sentences(line: str) -> None:
    assert not isinstance(route(line, table()), RunCommand)
    if line != "write":
        assert route(line, table()) == AskModel(line)


@pytest.mark.parametrize(("line", "name"), [
    ("run it", "run"), ("run tidy.lua --dry", "run"), ("fix it", "fix"), ("fix the error in it", "fix"),
    ("fix main.py", "fix"), ("fix the bug in src/main.py", "fix"), ("fix main.py --verbose", "fix"),
    ("fix known", "fix known"), ("fix forget 3", "fix forget"), ("watch build.sh --fix", "watch"),
    ("write a python script to sort files by size", "write"), ("write templates", "write templates")])
def test_script_commands_are_found(line: str, name: str) -> None:
    found = route(line, table())
    assert isinstance(found, RunCommand)
    assert found.command.name == name


def test_a_script_is_named_with_its_arguments() -> None:
    named = values("fix the syntax error in 'my tool.py'")["script"]
    assert (named.file, named.arguments) == ("my tool.py", "")
    named = values("fix main.py --size 3 'a b'")["script"]
    assert (named.file, named.arguments) == ("main.py", "--size 3 'a b'")


def test_a_script_that_asks_can_be_answered_at_the_prompt_and_ctrl_c_ends_only_it(tmp_path: Path) -> None:
    (tmp_path / "ask.py").write_text("name = input('who? ')\nprint('hi ' + name)\n"
                                     "import time\nprint('waiting')\ntime.sleep(60)\n")
    line = [sys.executable, "-m", "tests.prompt_app"]
    with Terminal(line, environ={"HOME": str(tmp_path), "LUCIFER_HOME": str(tmp_path / "home"),
                                 "PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
                  folder=tmp_path) as terminal:
        terminal.wait_for(">")
        terminal.send(f"run {tmp_path}/ask.py\r")
        terminal.wait_for("who?")
        terminal.send("Ann\r")
        terminal.wait_for("waiting")
        assert "hi Ann" in terminal.text
        terminal.send("\x03")
        terminal.wait_for("KeyboardInterrupt")
        terminal.send("!echo still $((40+2))\r")
        terminal.wait_for("still 42")
