"""A conversation's state on disk: taken up again in a new process, refused when damaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from build_gguf import build

from core.engine.engine import ChatOptions, Engine, LoadOptions
from core.store.home import Home
from core.store.kv_states import KvStates
from core.words.values import Message, Role

pytestmark = pytest.mark.model

TALK = [Message(Role.SYSTEM, "a rule"), Message(Role.USER, "bababa dodo " * 40)]
OPTIONS = ChatOptions(temperature=0, max_tokens=12)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return build(tmp_path / "random.gguf", words=600)


@pytest.fixture
def states(tmp_path: Path) -> KvStates:
    return KvStates(Home.open(str(tmp_path / "home"), {}), 1 << 30)


@pytest.fixture
def engines(model: Path, states: KvStates) -> Iterator[list[Engine]]:
    pair = [Engine(kv=states), Engine(kv=states)]
    for engine in pair:
        engine.load(LoadOptions(model))
    yield pair
    for engine in pair:
        engine.close()


def talk(engine: Engine, messages: list[Message]) -> tuple[str, int]:
    reply = engine.chat(messages, OPTIONS)
    list(reply)
    return reply.text, reply.usage.reused


def test_restored_session_reads_only_what_is_new_and_says_the_same(engines: list[Engine]) -> None:
    first, second = engines
    text, _ = talk(first, TALK)
    saved = first.save_kv("s1", TALK)
    longer = [*TALK, Message(Role.ASSISTANT, text), Message(Role.USER, "more")]
    expected, reused_here = talk(first, longer)
    restored = second.restore_kv("s1", longer)
    got, reused_there = talk(second, longer)
    assert got == expected
    assert reused_there == reused_here
    assert 0 < restored <= saved and restored >= reused_there


def test_unknown_session_restores_nothing(engines: list[Engine]) -> None:
    assert engines[0].restore_kv("never saved", TALK) == 0


@pytest.mark.parametrize("where", [0, 0.2, 0.5, 0.9, 0.999])
def test_damaged_state_is_dropped_and_the_text_is_read_again(engines: list[Engine], tmp_path: Path,
                                                             where: float) -> None:
    first, second = engines
    expected, _ = talk(first, TALK)
    assert first.save_kv("s1", TALK) > 0
    file = next((tmp_path / "home").rglob("*.kv"))
    data = bytearray(file.read_bytes())
    data[int(where * len(data))] ^= 0xFF
    file.write_bytes(data)
    assert second.restore_kv("s1", TALK) == 0
    assert not file.exists()
    assert talk(second, TALK) == (expected, 0)


def test_cut_state_is_dropped(engines: list[Engine], tmp_path: Path) -> None:
    first, second = engines
    talk(first, TALK)
    first.save_kv("s1", TALK)
    file = next((tmp_path / "home").rglob("*.kv"))
    file.write_bytes(file.read_bytes()[:-100])
    assert second.restore_kv("s1", TALK) == 0
    assert len(talk(second, TALK)[0]) > 0


def test_state_of_another_model_is_not_taken(engines: list[Engine], states: KvStates, tmp_path: Path) -> None:
    talk(engines[0], TALK)
    engines[0].save_kv("s1", TALK)
    other = Engine(kv=states)
    other.load(LoadOptions(build(tmp_path / "other.gguf", words=600, layers=3)))
    assert other.restore_kv("s1", TALK) == 0
    other.close()


def test_state_of_another_conversation_is_not_saved_under_this_one(engines: list[Engine]) -> None:
    talk(engines[0], [Message(Role.USER, "something else entirely")])
    assert engines[0].save_kv("s1", TALK) == 0
