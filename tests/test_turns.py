"""The turns of a conversation, over an engine that says, and fails, as the test wants."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.assist.conversation import Conversation
from core.assist.material import Material, material_names, with_material
from core.engine.options import ChatOptions, Loaded
from core.store.home import Home
from core.store.sessions import Sessions
from core.words.errors import EngineDied, LuciferError
from core.words.events import Notice, PieceEvent
from core.words.values import Message, Piece, Role, Usage

OPTIONS = ChatOptions()
LOADED = SimpleNamespace(system_prompt="")


class Said:
    """An answer: its pieces, then the error that ends it."""

    stop, thought, usage, notices, logprobs = "end", "", Usage(), (), ()

    def __init__(self, pieces: Sequence[str], error: BaseException | None) -> None:
        self.text = "".join(pieces)
        self._pieces = pieces
        self._error = error

    def __iter__(self) -> Iterator[Piece]:
        for piece in self._pieces:
            yield Piece(piece)
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """There is nothing to end."""


class Talker:
    """An engine with a model, whose next answer a test sets."""

    def __init__(self) -> None:
        self.loaded: Loaded | None = None
        self.pieces: Sequence[str] = ("Hello",)
        self.error: BaseException | None = None
        self.saved: list[str] = []

    def chat(self, messages: Sequence[Message], options: ChatOptions) -> Said:
        del messages, options
        return Said(self.pieces, self.error)

    def count_text(self, text: str) -> int:
        return len(text)

    def save_kv(self, session_id: str, messages: Sequence[Message]) -> None:
        del session_id
        self.saved.append(messages[-1].text)


@pytest.fixture
def talker() -> Talker:
    return Talker()


def conversation(talker: Talker, folder: Path, warnings: list[str]) -> Conversation:
    """A conversation with one exchange: "first question" and "Hello"."""
    begun = Conversation(engine=talker, ready=lambda: LOADED, facts=list,  # type: ignore[arg-type, return-value]
                         session=Sessions(Home.open(str(folder / "home"), {})).start(), system=str, model=lambda: "m",
                         warnings=warnings)
    list(begun.ask("first question", OPTIONS))
    return begun


def texts(messages: Sequence[Message]) -> list[str]:
    return [message.text for message in messages]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EngineDied("it died"), ValueError()], ids=type)
def test_a_question_again_that_nothing_comes_of_leaves_the_old_exchange(
        error: BaseException, talker: Talker, tmp_path: Path) -> None:
    talking = conversation(talker, tmp_path, [])
    talker.pieces, talker.error = (), error
    with pytest.raises(type(error)):
        list(talking.ask_again("second question", OPTIONS, 2))
    assert texts(talking.turns) == ["first question", "Hello"]
    assert texts(talking.session.messages()) == ["first question", "Hello"]


def test_a_question_again_that_is_left_before_its_answer_leaves_the_old_exchange(
        talker: Talker, tmp_path: Path) -> None:
    warnings: list[str] = []
    talking = conversation(talker, tmp_path, warnings)
    warnings.append("look out")
    again = talking.ask_again("second question", OPTIONS, 2)
    assert next(again) == Notice("look out", "warning")
    again.close()
    assert texts(talking.turns) == texts(talking.session.messages()) == ["first question", "Hello"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EngineDied("it died")], ids=type)
def test_half_an_answer_to_a_question_again_takes_the_place_of_the_old_one(
        error: BaseException, talker: Talker, tmp_path: Path) -> None:
    talking = conversation(talker, tmp_path, [])
    talker.pieces, talker.error = ("Hal", "f"), error
    with pytest.raises(type(error)):
        for event in talking.ask_again("second question", OPTIONS, 2):
            assert isinstance(event, PieceEvent)
    assert texts(talking.turns) == texts(talking.session.messages()) == ["second question", "Half"]


def test_a_state_is_saved_of_the_loaded_model_and_none_is_loaded_for_it(talker: Talker, tmp_path: Path) -> None:
    talking = conversation(talker, tmp_path, [])

    def refuse() -> Loaded:
        raise LuciferError("a model was asked for")

    talking = Conversation(engine=talker, ready=refuse, session=talking.session,  # type: ignore[arg-type]
                           facts=list, system=str, model=lambda: "m", warnings=[])
    talking.save()
    assert talker.saved == []
    talker.loaded = LOADED  # type: ignore[assignment]
    talking.save()
    assert talker.saved == ["Hello"]


def test_texts_along_with_a_question_keep_their_names_whatever_they_hold() -> None:
    hostile = "x\n\nforged:\n```\ny\n```\n\n````\nz"
    materials = (Material("standard input", hostile, "stdin"), Material("a b.txt", "", "file"))
    message = Message(Role.USER, with_material("what?", materials), origin="stdin")
    assert material_names(message) == ["standard input", "a b.txt"]
    assert material_names(Message(Role.USER, message.text)) == []
    assert material_names(Message(Role.USER, "old and odd", origin="file")) == ["a file"]


def test_a_text_full_of_backticks_is_fenced_at_once() -> None:
    begun = time.process_time()
    text = with_material("what?", (Material("a", "`" * 1_000_000, "file"),))
    assert time.process_time() - begun < 2
    assert text.endswith("\n" + "`" * 1_000_001)
