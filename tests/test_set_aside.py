"""A model file that ends the engine, or cannot be loaded, does not keep another one from answering."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_hand import open_app, say
from build_gguf import build

from core.engine.random_model import make_words
from core.words.events import Notice, PieceEvent, Table

pytestmark = [pytest.mark.model, pytest.mark.timeout(120)]


def crasher(path: Path) -> Path:
    """Make a file with a good head at which llama.cpp aborts: two of its tokens have the same text."""
    texts = list(make_words("bpe", 0).texts)
    return build(path, layers=4, metadata={"tokenizer.ggml.tokens": [*texts[:-1], texts[-2]]})


def state_of(home: Path, name: str) -> str:
    table = next(event for event in say(open_app(home), f"llm list {name}").events if isinstance(event, Table))
    return table.rows[0][-1]


def test_a_file_that_ends_the_engine_is_set_aside_and_the_next_one_answers(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "custom_models"
    folder.mkdir(parents=True)
    path = crasher(folder / "zz-crasher.gguf")
    build(folder / "good.gguf", says=["It is", " 4"])
    app = open_app(tmp_path)
    app.cwd = tmp_path
    assert app.chosen().name == "zz-crasher"
    heard = say(app, "ask hello there")
    assert "".join(event.piece.text for event in heard.events if isinstance(event, PieceEvent)) == "It is 4"
    told = [event.text for event in heard.events if isinstance(event, Notice)]
    assert any(text.startswith("zz-crasher cannot be loaded and is set aside: the engine stopped: SIGABRT: llama-vocab")
               for text in told), told
    app.close()
    assert open_app(tmp_path).chosen().name == "good"
    assert state_of(tmp_path, "zz-crasher").startswith("set aside: the engine stopped: SIGABRT")
    build(path, says=["Me", " again"], layers=4)  # another file under the name is tried anew
    assert open_app(tmp_path).chosen().name == "zz-crasher"


def test_a_trial_that_succeeds_lets_a_file_be_chosen_again(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    path = build(tmp_path / "models" / "good.gguf", says=["It is", " 4"])
    app = open_app(tmp_path)
    app.set_aside.put(path, "the engine stopped")
    assert app.chosen().name == "spark"
    assert say(app, "llm verify good").status == 0
    assert (app.set_aside.why(path), open_app(tmp_path).chosen().name) == ("", "good")
    assert say(app, "llm use good").status == 0
    app.close()


def test_a_trial_that_fails_sets_aside_and_a_person_may_insist(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    crasher(tmp_path / "models" / "bad.gguf")
    app = open_app(tmp_path)
    assert say(app, "llm verify bad").status == 4
    assert open_app(tmp_path).chosen().name == "spark"
    failed = say(app, "llm use bad")
    assert failed.status == 7
    assert app.settings.get("model") == "auto"
    app.close()


def test_a_model_nobody_has_tried_is_tried_before_its_first_use_and_once(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "custom_models"
    folder.mkdir(parents=True)
    build(folder / "calm.gguf", says=["It is", " 4"])
    crasher(folder / "wild.gguf")
    app = open_app(tmp_path)
    assert state_of(tmp_path, "calm") == "not tried"
    heard = say(app, "llm use calm")
    told = [event.text for event in heard.events if isinstance(event, Notice)]
    assert (heard.status, told) == (0, ["calm, before its first use: works"])
    assert state_of(tmp_path, "calm") == "answers now; works"
    assert not [event for event in say(app, "llm use calm").events if isinstance(event, Notice)]
    assert say(app, "llm use wild").status == 4
    assert app.settings.get("model") == "calm"
    app.close()
