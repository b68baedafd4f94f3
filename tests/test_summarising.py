"""A conversation that the context cannot hold is summarised in parts; nothing of it is left out unread."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_hand import Heard, prompt, say
from build_gguf import build

from core.app import App
from core.assist.summarising import split
from core.words.events import Notice, Progress

LONG = "x" * 620 + "?"
NEXT = "y" * 330 + "?"
CUT = "the summary was cut off"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("home")
    (root / "models").mkdir()
    build(root / "models" / "hello.gguf", says=["Hello", " there"], context=1024)
    build(root / "models" / "large.gguf", says=["Hello", " there"], context=4096)
    build(root / "models" / "endless.gguf", chain=True, words=600, context=1024)
    return root


def notices(heard: Heard, words: str) -> list[str]:
    return [event.text for event in heard.events if isinstance(event, Notice) and words in event.text]


@pytest.mark.model
@pytest.mark.timeout(120)
def test_a_full_context_is_compacted_in_parts_and_the_question_answered(
        opened: list[App], home: Path, tmp_path: Path) -> None:
    app = prompt(opened, home, tmp_path, "hello")
    assert say(app, f"?{LONG}").status == 0
    heard = say(app, f"?{NEXT}", answers=["c", "y"])
    assert heard.status == 0, heard.failure
    assert len(notices(heard, "parts, one after the other")) == 1
    labels = {event.label for event in heard.events if isinstance(event, Progress)}
    assert {"summarising part 1 of 2", "summarising part 2 of 2"} <= labels
    assert notices(heard, CUT) == []
    assert [message.text for message in app.conversation.turns] == [LONG, "Hello there", NEXT, "Hello there"]
    assert app.conversation.summary is not None
    assert (app.conversation.summary.text, app.conversation.summary.covers) == ("Hello there", 2)


@pytest.mark.model
@pytest.mark.timeout(120)
def test_an_answer_that_filled_the_context_is_compacted_and_a_cut_summary_is_said_to_be_one(
        opened: list[App], home: Path, tmp_path: Path) -> None:
    app = prompt(opened, home, tmp_path, "endless")
    assert len(notices(say(app, "?hi"), "the answer was cut off")) == 1
    before = [message.text for message in app.conversation.turns]
    assert say(app, "?and then").status == 6  # asked what to do; the answer is to leave it
    heard = say(app, "compact", answers=["y"])
    assert heard.status == 0, heard.failure
    assert (len(notices(heard, "parts, one after the other")), len(notices(heard, CUT))) == (1, 1)
    assert heard.data["tokens_after"] < heard.data["tokens_before"]
    assert [message.text for message in app.conversation.turns] == before
    assert say(app, "?and then").status == 0
    assert [say(app, "undo").data["undone"] for _ in range(2)] == ["turn", "compact"]
    assert [message.text for message in app.conversation.turns] == before


@pytest.mark.model
@pytest.mark.timeout(120)
def test_a_long_session_goes_on_with_a_model_of_a_smaller_context(
        opened: list[App], home: Path, tmp_path: Path) -> None:
    app = prompt(opened, home, tmp_path, "large")
    for _ in range(3):
        assert say(app, f"?{LONG}").status == 0
    again = prompt(opened, home, tmp_path, "hello")
    assert say(again, f"resume {app.conversation.session.id}").status == 0
    done = say(again, "compact", answers=["y"])
    assert done.status == 0, done.failure
    assert done.data["messages"] == 6
    assert say(again, f"?{NEXT}").status == 0


@pytest.mark.parametrize("text", ["one two three " * 40, "line\n" * 90, "x" * 300, "", "short", " " * 200 + "end"])
def test_the_parts_of_a_text_are_all_of_it_and_none_is_too_long(text: str) -> None:
    parts = split(text, 50, len)
    assert "".join(parts) == text
    assert all(0 < len(part) <= 50 for part in parts)


def test_a_part_ends_between_words_where_it_can() -> None:
    assert split("one two three", 9, len) == ["one two ", "three"]
