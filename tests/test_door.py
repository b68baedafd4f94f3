"""The whole program once, from a command line or a pipe: streams, statuses, JSON, and no waiting for a silent pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from at_hand import ROOT, START, program
from build_gguf import build

from tests.terminal import Terminal

pytestmark = pytest.mark.timeout(120)
_NO_ENGINE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
class Hide:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] == 'llama_cpp':
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hide())
from core.repl.door import main
sys.exit(main())
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("home")
    (root / "models").mkdir()
    build(root / "models" / "hello.gguf", says=["Hello", " there"])
    return root


@pytest.mark.parametrize(("words", "status", "kind"), [
    (["frobnicate"], 2, "usage"), (["config", "set"], 2, "usage"), (["--nosuch"], 2, "usage"),
    (["--model"], 2, "usage"),
    (["llm", "info", "nosuch"], 8, "no-such-model"), (["--model", "nosuch", "ask", "hi"], 8, "no-such-model"),
    (["resume", "19990101"], 2, "usage"), (["ask"], 2, "usage"), (["--profile", "nosuch", "help"], 2, "usage")])
def test_a_failure_has_its_status_and_says_so_on_the_right_stream(
        words: list[str], status: int, kind: str, home: Path) -> None:
    plain = program(home, *words)
    assert (plain.returncode, plain.stdout, "error: " in plain.stderr) == (status, "", True)
    told = program(home, "--json", *words)
    assert (told.returncode, json.loads(told.stdout)["error"]["kind"]) == (status, kind)
    assert set(json.loads(told.stdout)["error"]) == {"kind", "message", "hint"}


@pytest.mark.model
def test_an_answer_is_all_that_reaches_standard_output(home: Path) -> None:
    ended = program(home, "ask", "hi", "--model", "hello")
    assert (ended.stdout, ended.returncode) == ("Hello there\n", 0)
    told = json.loads(program(home, "ask", "--json", "hi", "--model", "hello").stdout)
    assert (told["text"], told["stop"], told["model"]) == ("Hello there", "end", "hello")


@pytest.mark.model
def test_a_pipe_is_context_and_a_silent_one_is_not_waited_for(home: Path) -> None:
    data = "the sea is deep"
    asked = program(home, "ask", "what?", "--model", "hello", "--json", stdin=data)
    alone = program(home, "ask", "what?", "--model", "hello", "--json")
    assert json.loads(asked.stdout)["tokens"]["prompt"] > json.loads(alone.stdout)["tokens"]["prompt"] + 5
    assert program(home, "ask", "--model", "hello", stdin="only this").stdout == "Hello there\n"
    silent, held = os.pipe()
    try:
        begun = time.monotonic()
        ended = program(home, "ask", "hi", "--model", "hello", stdin=silent, seconds=50)
        assert (ended.stdout, time.monotonic() - begun < 45) == ("Hello there\n", True)
    finally:
        os.close(silent)
        os.close(held)


@pytest.mark.model
def test_lines_from_a_pipe_are_carried_out_in_order_until_exit(home: Path) -> None:
    ended = program(home, "--model", "hello", stdin="hi\n!echo from the shell\nhlep\nrisk ls\nexit\nhi\n")
    assert (ended.stdout, ended.returncode) == ("Hello there\nfrom the shell\nread-only\n", 0)
    assert "did you mean help" in ended.stderr
    assert "\x1b" not in ended.stdout + ended.stderr


def test_without_a_terminal_nothing_proposed_runs_unless_yes(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "model.gguf", says=["touch", " made", "\n```\n", "Makes a file."])
    refused = program(tmp_path, "do", "make a file", stdin="y\ny\ny\n")
    assert (refused.returncode, (tmp_path / "made").exists(), refused.stdout) == (6, False, "")
    assert all(told in refused.stderr for told in ("| touch made", f"folder: {tmp_path}", "risk: changes", "--yes"))
    told = program(tmp_path, "do", "--json", "make a file")
    assert (told.returncode, json.loads(told.stdout)["error"]["command"]) == (6, "touch made")
    shown = program(tmp_path, "do", "--dry-run", "--json", "make a file")
    assert json.loads(shown.stdout) == {
        "command": "touch made", "explanation": "Makes a file.", "risk": "changes",
        "reasons": ["touch makes files or changes their times"], "folder": str(tmp_path), "origin": "the model",
        "parts": [{"text": "touch", "meaning": "makes empty files, or sets their time to now"}],
        "touches": [], "remarks": []}
    assert program(tmp_path, "do", "--yes", "make a file").returncode == 0
    assert (tmp_path / "made").exists()


def test_run_gives_the_child_the_pipe_and_returns_its_status(home: Path) -> None:
    ended = program(home, "run", "tr", "a-z", "A-Z", stdin="shout")
    assert (ended.stdout.strip(), ended.returncode) == ("SHOUT", 0)
    assert program(home, "run", "exit 42").returncode == 42
    assert program(home, "run", "ls", "--nosuchflag").returncode == 2
    told = program(home, "--json", "run", "echo hi; exit 3")
    assert json.loads(told.stdout) == {"command": "echo hi; exit 3", "exit_status": 3, "stdout": "hi\n", "stderr": ""}
    assert told.stderr == ""


def test_flags_may_stand_before_or_after_the_command(home: Path) -> None:
    for words in (["--json", "risk", "ls -la"], ["risk", "--json", "ls -la"], ["risk", "ls -la", "--json"]):
        assert json.loads(program(home, *words).stdout) == {"risk": "read-only", "reasons": []}
    assert program(home, "--version").stdout.startswith("lucifer ")
    assert "config set" in program(home, "--help").stdout


@pytest.mark.parametrize("words", [
    ["explain", "useradd", "--home", "bob"], ["/explain", "useradd", "--home", "bob"], ["run", "echo", "--home", "bob"],
    ["/run", "echo", "--home", "bob"], ["RUN", "echo", "--home", "bob"], ["!echo", "--home", "bob"],
    ["!", "echo", "--home", "bob"], ["risk", "echo", "--home", "bob"]])
def test_the_flags_of_a_shell_command_are_its_own(words: list[str], home: Path, tmp_path: Path) -> None:
    ended = program(home, "--json", *words, cwd=tmp_path)
    told = json.loads(ended.stdout)
    assert (list(tmp_path.iterdir()), ended.returncode) == ([], 0)
    assert told.get("stdout", "--home bob\n") == "--home bob\n"
    assert told.get("command", words[-3].lstrip("!") + " --home bob").endswith(" --home bob")


def test_an_exclamation_mark_runs_the_words_as_the_outer_shell_cut_them(home: Path) -> None:
    assert program(home, "!echo", "a;echo INJECTED").stdout == "a;echo INJECTED\n"
    assert program(home, "!", "echo", "a  b").stdout == "a  b\n"
    assert program(home, "!echo a; echo b").stdout == "a\nb\n"


@pytest.mark.parametrize("words", [
    ["help"], ["config"], ["doctor"], ["llm", "list"], ["llm", "list", "all"], ["llm", "info", "hello"],
    ["llm", "fit", "hello"], ["sessions"], ["memory"], ["memory", "add", "x"], ["profile"], ["risk", "ls"],
    ["explain", "ls -la"], ["run", "true"], ["llm", "use", "auto"], ["llm", "enable", "all"], ["export"], ["undo"],
    ["history"], ["resume"]])
def test_all_but_answers_work_without_the_engine_library(words: list[str], home: Path, tmp_path: Path) -> None:
    place = tmp_path / "home"
    (place / "models").mkdir(parents=True)
    (place / "models" / "hello.gguf").write_bytes((home / "models" / "hello.gguf").read_bytes())
    ended = program(place, "--json", *words, start=_NO_ENGINE)
    empty = words[0] in ("export", "undo", "history", "resume")
    # The missing engine is what `doctor` fails for.
    assert ended.returncode == (2 if empty else 1 if words == ["doctor"] else 0), ended.stderr
    assert isinstance(json.loads(ended.stdout), dict | list)


def test_an_answer_without_the_engine_library_says_what_is_missing(home: Path) -> None:
    ended = program(home, "--model", "hello", "ask", "hi", start=_NO_ENGINE)
    assert (ended.returncode, "llama-cpp-python is not installed" in ended.stderr) == (7, True)


_OPENING = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from core.repl.start import main; sys.exit(main())"
_BROKEN = f"""
import sys
class Break:
    def find_spec(self, name, path=None, target=None):
        if name == 'core.repl.prompting':
            raise RuntimeError('a broken part')
sys.meta_path.insert(0, Break())
{_OPENING}
"""


@pytest.mark.parametrize("words", [[], ["help"]], ids=["prompt", "command"])
def test_a_deleted_folder_is_said_in_words(words: list[str], home: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    line = 'cd "$1"; rmdir "$1"; shift; exec "$@"'
    with Terminal(["/bin/sh", "-c", line, "sh", str(gone), sys.executable, "-c", _OPENING, *words], columns=120,
                  environ={"LUCIFER_HOME": str(home)}) as terminal:
        terminal.wait_for("the folder you stand in is gone")
        assert "`cd` somewhere else" in terminal.text and "Traceback" not in terminal.text
        assert terminal.wait_for_end() == 5


def test_a_fault_behind_the_first_prompt_is_no_traceback(home: Path) -> None:
    with Terminal([sys.executable, "-c", _BROKEN], columns=120, environ={"LUCIFER_HOME": str(home)}) as terminal:
        terminal.wait_for(">")
        terminal.send("hi\r")
        terminal.wait_for("an error of the program itself: RuntimeError: a broken part")
        assert "Traceback" not in terminal.text
        assert terminal.wait_for_end() == 1


def test_a_child_that_ends_with_130_does_not_end_the_script(home: Path) -> None:
    ended = program(home, stdin="!exit 130\n!echo after\n")
    assert (ended.stdout, ended.returncode) == ("after\n", 0)


def test_a_reader_that_leaves_early_is_no_error(home: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", START, "--home", str(home), "help"], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    assert child.stdout is not None
    child.stdout.close()
    _, told = child.communicate(timeout=60)
    assert (told, child.returncode in (0, 1)) == ("", True)
