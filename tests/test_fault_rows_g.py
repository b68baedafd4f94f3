"""Every row of the faults of model files is held by a test that is there; and the two that no other file has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from at_hand import open_app, program, say
from build_gguf import build
from fault_rows import check_rows
from fault_rows_g import ROWS

from core.engine.random_model import CHATML
from core.words.events import PieceEvent

FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")


def test_every_row_has_a_test_that_is_there() -> None:
    check_rows(ROWS, "G", 14)


def test_no_escape_code_of_a_model_file_reaches_the_screen(tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\x9b31m\x08\u202eHarmless"
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "evil.gguf", metadata={
        "general.name": evil, "general.basename": evil, "general.license": evil, "general.organization": evil,
        "general.author": evil, "llama.\x1b[2Jkey": evil})
    for words in (("llm", "list"), ("llm", "info", "evil"), ("llm", "list", "Harmless"), ("models", "info"),
                  ("llm", "info", "evil", "--template")):
        done = program(tmp_path, *words)
        assert (done.returncode, FORBIDDEN.findall(done.stdout + done.stderr)) == (0, []), words


@pytest.mark.model
def test_a_template_that_is_no_text_leaves_the_model_usable(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    path = build(tmp_path / "models" / "odd.gguf", says=["It is", " 4"], template=CHATML + "{# wxyz #}")
    path.write_bytes(path.read_bytes().replace(b"wxyz", b"\xff\xfe\x80\xc0"))
    app = open_app(tmp_path, model="odd")
    app.cwd = tmp_path
    heard = say(app, "ask hello there")
    assert "".join(event.piece.text for event in heard.events if isinstance(event, PieceEvent)) == "It is 4"
    assert "\ufffd" in say(app, "llm info odd --template").data["template"]
    app.close()
