"""A line that is a shell command already is proposed as it stands; words that only begin like one are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from at_hand import open_app, say
from build_gguf import build

from core.assist.typed_command import is_typed_command
from core.words.errors import DoesNotFit
from core.words.events import Answer


@pytest.mark.parametrize(("line", "typed"), [
    ('mkdir "a b"', True), ('touch "x y.txt"', True), ('cp notes.txt "notes 2.txt"', True), ("ls -la", True),
    ("find . -name '*.py'", True), ("head -n 5 notes.txt", True), ('echo "x" > a.txt', True),
    ("find files with 'milk' in them", False), ("sort lines -u", False), ("list files", False), ('mkdir "a', False),
    ("rm notes.txt", False), ("ls -l | head", False), ('find the "big" file', False), ("nosuchprogram -x", False),
    ("./mkdir -p a", False), ("ls -l\nls -l", False)])
def test_a_line_is_a_command_where_no_word_of_it_could_be_plain(line: str, typed: bool, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    assert is_typed_command(line, tmp_path, os.environ["PATH"]) is typed


@pytest.mark.model
def test_its_quotes_stay_as_they_were_typed(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "model.gguf", says=["mkdir", " a b", "\n```\n", "Makes a b."])
    app = open_app(tmp_path)
    app.cwd = tmp_path
    heard = say(app, '/do mkdir "a b"', ["y"])
    assert (heard.status, (tmp_path / "a b").is_dir(), (tmp_path / "a").exists()) == (0, True, False)
    app.close()


@pytest.mark.model
def test_undo_says_that_what_a_command_did_stays(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "model.gguf", says=["mkdir", " made", "\n```\n", "Makes it."])
    app = open_app(tmp_path)
    app.cwd = tmp_path
    assert (say(app, "/do make a folder", ["y"]).status, (tmp_path / "made").is_dir()) == (0, True)
    told = [event.text for event in say(app, "undo").events if isinstance(event, Answer)]
    assert told == ["took back the last question and its answer: make a folder\n  what `mkdir made` did stays: a "
                    "command that ran is not taken back"]
    app.close()


@pytest.mark.model
def test_a_text_that_fits_no_conversation_is_said_to_be_too_long_itself(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "model.gguf", says=["Hello"], context=512)
    app = open_app(tmp_path)
    assert say(app, "ask hello").status == 0
    failed = say(app, "ask " + "many words " * 400).failure
    assert isinstance(failed, DoesNotFit)
    assert failed.message.startswith("the question alone has ") and failed.message.endswith("the context holds 512")
    app.close()
