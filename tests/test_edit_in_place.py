"""`edit` in a real terminal: the old question stands at the prompt, is changed there, and is asked again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.build_gguf import build
from tests.terminal import Terminal

PROGRAM = [sys.executable, str(Path(__file__).resolve().parents[1] / "lucifer.py")]
SECONDS = 60.0

pytestmark = [pytest.mark.model, pytest.mark.timeout(120)]


def test_the_old_question_stands_at_the_prompt_and_is_changed_there(tmp_path: Path) -> None:
    models = tmp_path / ".luciferai" / "models"
    models.mkdir(parents=True)
    build(models / "hello.gguf", says=["Hello", " there"])
    with Terminal(PROGRAM, rows=40, folder=tmp_path, environ={"HOME": str(tmp_path), "LUCIFER_MODEL": "hello"}
                  ) as terminal:
        terminal.wait_for(">", SECONDS)
        terminal.send("how deep is the sea?\r")
        terminal.wait_for("Hello there", SECONDS)
        terminal.send("edit\r")
        terminal.wait_for("> /edit how deep is the sea?", SECONDS)
        terminal.send("\x7f" * 4 + "lake?\r")
        terminal.wait_for("> /edit how deep is the lake?\nHello there", SECONDS)
        assert terminal.text.count("Hello there") == 2
