"""Ctrl-C while the program begins: no traceback, exit status 130, the terminal as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from build_gguf import build

from tests.terminal import Terminal

ROOT = Path(__file__).resolve().parents[1]
BASE = str(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info[1]}")
# The interpreter tells every import as it is done: that says how far the program has come.
TOLD = {"PYTHONPROFILEIMPORTTIME": "1"}
IN_ORDER = ["core.repl", "core.repl.start", "core.words.errors", "core.store.settings"]

PRESSES_MAX = 200

pytestmark = pytest.mark.skipif(not (ROOT / ".venv" / "ready.lock").exists(), reason="the program is not set up")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose model never comes to an end."""
    home = tmp_path_factory.mktemp("home")
    (home / "models").mkdir()
    build(home / "models" / "endless.gguf", chain=True)
    return home


def start(home: Path, *words: str, **environ: str) -> Terminal:
    return Terminal([BASE, str(ROOT / "lucifer.py"), *words], columns=120,
                    environ={"HOME": str(home), "LUCIFER_HOME": str(home), "LUCIFER_MODEL": "endless", **environ})


def has_imported(terminal: Terminal, name: str) -> bool:
    return any(line.endswith(b" " + name.encode()) for line in terminal.raw.splitlines())


@pytest.mark.parametrize("reached", [*IN_ORDER, "core.app"])
def test_one_command_ends_without_a_word(home: Path, reached: str) -> None:
    with start(home, "ask", "hi", **TOLD) as terminal:
        terminal.wait_for(lambda: has_imported(terminal, reached))
        terminal.send("\x03")
        assert terminal.wait_for_end() == 130
        assert b"Traceback" not in terminal.raw and b"Exception" not in terminal.raw


@pytest.mark.parametrize("reached", [*IN_ORDER, "prompt_toolkit.document"])
def test_the_prompt_that_is_not_there_yet_ends_without_a_word(home: Path, reached: str) -> None:
    with start(home, **TOLD) as terminal:
        terminal.wait_for(lambda: has_imported(terminal, reached))
        terminal.send("\x03")
        # On a quick machine the prompt may have come first: there the first Ctrl-C asks, and the second leaves.
        terminal.wait_for(lambda: not terminal._read(0.05) or "press Ctrl-C again" in terminal.text)
        # One that falls between the first prompt and the rest of the program drops a line without a word.
        for _ in range(PRESSES_MAX):
            try:
                terminal.wait_for_end(0.02)
                break
            except AssertionError:
                terminal.send("\x03")
        assert terminal.wait_for_end() in (130, 0)
        assert b"Traceback" not in terminal.raw and b"Exception" not in terminal.raw


@pytest.mark.model
def test_a_model_that_is_loading_does_not_keep_the_program(home: Path) -> None:
    with start(home, "ask", "hi", **TOLD) as terminal:
        terminal.wait_for(lambda: has_imported(terminal, "core.engine.engine"))
        terminal.send("\x03")
        assert terminal.wait_for_end() == 130
        assert "Traceback" not in terminal.scrollback and "engine keeper" not in terminal.scrollback
