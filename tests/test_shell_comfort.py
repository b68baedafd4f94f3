"""Our key and our completion in the person's own shells, each on a real terminal where the shell is installed."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from at_hand import ROOT, open_app, program, say
from build_gguf import build

from core.commands.completions import names, offered
from core.commands.shell_widget import key_text
from core.words.errors import UsageError
from tests.terminal import Terminal

pytestmark = [pytest.mark.model, pytest.mark.timeout(120)]
LUCIFER = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'lucifer.py'))}"
STARTS = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"], "fish": ["--no-config", "-i"]}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose model always writes the same harmless command."""
    root = tmp_path_factory.mktemp("home")
    (root / "models").mkdir()
    build(root / "models" / "shell.gguf", says=["```sh\n", "touch", " made", "\n```\n", "Makes a file."])
    (root / "settings.yaml").write_text("model: shell\n")
    return root


def installed(shell: str) -> str:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed")
    return found


def opened(shell: str, home: Path, folder: Path) -> Terminal:
    environ = {"HOME": str(folder), "LUCIFER_HOME": str(home), "LUCIFER_MODELS": "", "PS1": "$ ", "PROMPT": "$ "}
    return Terminal([installed(shell), *STARTS[shell]], columns=200, environ=environ, folder=folder)


def evaluated(shell: str, words: str) -> str:
    return f"{LUCIFER} {words} {shell} | source\r" if shell == "fish" else f'eval "$({LUCIFER} {words} {shell})"\r'


@pytest.mark.parametrize(("shell", "key"), [("bash", "\x18\x0c"), ("zsh", "\x18\x0c"), ("fish", "\x1b\\")])
def test_the_key_puts_a_command_into_the_line_and_runs_nothing(
        shell: str, key: str, home: Path, tmp_path: Path) -> None:
    with opened(shell, home, tmp_path) as terminal:
        terminal.settle()
        terminal.send(evaluated(shell, "shell-widget"))
        terminal.send("echo re''ady\r")
        terminal.wait_for("\nready")
        terminal.send("make me a file")
        terminal.wait_for("make me a file")
        terminal.send(key)
        terminal.wait_for(lambda: terminal.settle().rstrip().endswith("touch made"))
        assert not (tmp_path / "made").exists()
        terminal.send(key)
        terminal.wait_for(lambda: terminal.settle().rstrip().endswith("make me a file"))
        terminal.send(key)
        terminal.wait_for(lambda: terminal.settle().rstrip().endswith("touch made"))
        terminal.send("\r")
        terminal.wait_for((tmp_path / "made").exists)
        terminal.send("exit\r")
        terminal.wait_for_end()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_tab_completes_commands_models_and_settings(shell: str, home: Path, tmp_path: Path) -> None:
    (tmp_path / "notes and more.txt").touch()
    with opened(shell, home, tmp_path) as terminal:
        terminal.settle()
        if shell == "zsh":
            terminal.send("autoload -Uz compinit && compinit -u -d ./dump\r")
        terminal.send(evaluated(shell, "completion"))
        terminal.send("echo re''ady\r")
        terminal.wait_for("\nready")
        for typed, whole in (("lucifer memor\t", "lucifer memory"), ("lucifer llm use she\t", "lucifer llm use shell"),
                             ("lucifer config set temper\t", "lucifer config set temperature"),
                             ("lucifer read not\t", "lucifer read notes\\ and\\ more.txt")):
            terminal.send(typed)
            terminal.wait_for(lambda whole=whole: terminal.settle().rstrip().endswith(whole))
            terminal.send("\x15")
        terminal.send("exit\r")
        terminal.wait_for_end()


@pytest.mark.parametrize("name", ["widget", "completion"])
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_is_printed_is_good_in_the_eyes_of_its_shell(shell: str, name: str, home: Path) -> None:
    code = program(home, "shell-widget" if name == "widget" else name, shell)
    assert (code.returncode, "@PROGRAM@" in code.stdout, "@KEY@" in code.stdout) == (0, False, False)
    checked = subprocess.run([installed(shell), "-n"], input=code.stdout, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(("key", "shell", "written"), [
    ("ctrl-x ctrl-l", "bash", r"\C-x\C-l"), ("alt-l", "bash", r"\el"), ("alt-\\", "bash", r"\e\\"),
    ("ctrl-g", "zsh", "^G"), ("alt-\\", "zsh", r"^[\\"), ("ctrl-x l", "zsh", "^Xl"), ("ctrl-g", "fish", r"\cg"),
    ("alt-\\", "fish", r"\e\\"), ("Alt-L", "fish", r"\el")])
def test_a_key_is_written_as_each_shell_has_it(key: str, shell: str, written: str) -> None:
    assert key_text(key, shell) == written


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-m", "enter", "", "a b c", "ctrl-1", "$(rm)", "alt-xx"])
def test_a_key_that_is_none_or_needed_is_refused(key: str) -> None:
    with pytest.raises(UsageError, match="is no key"):
        key_text(key, "bash")


@pytest.mark.parametrize(("line", "expected"), [
    ("lucifer mem", ["memory"]), ("lucifer MEM", ["memory"]), ("lucifer llm us", ["use"]),
    ("lucifer --json llm us", ["use"]), ("lucifer --model sh", ["shell"]), ("lucifer --model shell llm us", ["use"]),
    ("lucifer llm use sh", ["shell"]), ("lucifer config set temp", ["temperature"]),
    ("lucifer completion ", ["bash", "fish", "zsh"]), ("lucifer export j", [":files", "json"]),
    ("lucifer read ", [":files"]),
    ("lucifer run ", [":files", "again"]), ("lucifer --home ", [":files"]), ("lucifer do --dr", ["--dry-run"]),
    ("lucifer --pl", ["--plain"]), ("lucifer nosuch x", []), ("lucifer history search lo", []), ("", None)])
def test_what_may_stand_next(line: str, expected: list[str] | None, home: Path) -> None:
    app = open_app(home)
    found = sorted({text for text, _ in offered(app.table, names(app), line)})
    assert found == expected if expected is not None else {"ask", "memory", "llm"} <= set(found)


def test_a_suggestion_is_one_command_and_leaves_no_session(home: Path) -> None:
    ended = program(home, "--quiet", "suggest", "--", "make me a file")
    assert (ended.stdout, ended.returncode) == ("touch made\n", 0)
    assert not list((home / "logs").glob("session_*"))
    assert say(open_app(home), "suggest a name for my cat").failure is None
