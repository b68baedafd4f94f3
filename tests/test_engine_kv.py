"""A conversation's state on disk: taken up again in a new process, refused when damaged."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from build_gguf import build
from gguf_bytes import fact, text

from core.engine.engine import ChatOptions, Engine, LoadOptions
from core.models.gguf_header import read_header
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
    said, _ = talk(first, TALK)
    saved = first.save_kv("s1", TALK)
    longer = [*TALK, Message(Role.ASSISTANT, said), Message(Role.USER, "more")]
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


def test_no_byte_of_a_saved_state_can_change_unseen(engines: list[Engine], tmp_path: Path) -> None:
    """Also not of what says which tokens stand for which text: a wrong token would be read in silence."""
    first, second = engines
    said, _ = talk(first, TALK)
    longer = [*TALK, Message(Role.ASSISTANT, said), Message(Role.USER, "more")]
    assert first.save_kv("s1", TALK) > 0
    file = next((tmp_path / "home").rglob("*.kv"))
    data = file.read_bytes()
    facts = data.rfind(b'{"tokens"')
    for place in (facts + 2, facts + 12, data.rfind(b'"units"') + 1, data.rfind(b"]]") - 1, len(data) - 50):
        file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1:])
        assert second.restore_kv("s1", longer) == 0
    file.write_bytes(data)
    assert second.restore_kv("s1", longer) > 0


def in_two(model: Path) -> tuple[Path, Path]:
    """Cut a model in two files as `gguf-split --no-tensor-first-split` does: what it says, and all its tensors."""
    header, data = read_header(model), model.read_bytes()
    infos = data.index(text(header.tensors[0].name))
    size = sum(len(text(each.name)) + 4 + 8 * len(each.shape) + 12 for each in header.tensors)
    pairs, count = int.from_bytes(data[16:24], "little"), len(header.tensors)
    contents = [b"", data[header.data_start:]]
    heads = [(0, pairs + 3, data[24:infos], b""), (count, 3, b"", data[infos:infos + size])]
    paths = []
    for number, (tensors, facts, said, names) in enumerate(heads):
        said += fact("split.no", 2, number.to_bytes(2, "little")) + fact("split.count", 2, b"\x02\0")
        said += fact("split.tensors.count", 5, count.to_bytes(4, "little"))
        head = b"GGUF" + struct.pack("<IQQ", 3, tensors, facts) + said + names
        paths.append(model.with_name(f"split-0000{number + 1}-of-00002.gguf"))
        paths[-1].write_bytes(head + bytes(-len(head) % 32) + contents[number])
    return paths[0], paths[1]


def test_a_state_belongs_to_every_part_of_a_split_model(model: Path) -> None:
    first, second = in_two(model)
    engine = Engine()
    before = engine.load(LoadOptions(first)).fingerprint
    data = bytearray(second.read_bytes())
    data[-3] ^= 1
    second.write_bytes(data)
    after = engine.load(LoadOptions(first)).fingerprint
    engine.close()
    assert before != after


def test_a_state_belongs_to_the_way_in_which_positions_are_turned(tmp_path: Path) -> None:
    """A model stretched beyond what it was trained for first turns them otherwise in a long context (Phi 3)."""
    model = build(tmp_path / "long.gguf", metadata={"llama.rope.scaling.original_context_length": 512})
    engine = Engine()
    marks = [engine.load(LoadOptions(model, context=context)).fingerprint for context in (256, 512, 1024)]
    engine.close()
    assert marks[0] == marks[1] != marks[2]
