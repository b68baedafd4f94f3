"""Token bytes to pieces: characters, thinking, stop strings, at every possible cut."""

from __future__ import annotations

import pytest

from core.engine.stream import AnswerStream, Thinking, thinking_of

USUAL = thinking_of("", "")


def run(data: bytes, size: int, thinking: Thinking = USUAL, stop: tuple[str, ...] = ()) -> tuple[str, str]:
    stream = AnswerStream(thinking, stop)
    pieces = [piece for at in range(0, len(data), size) for piece in stream.feed(data[at:at + size])]
    pieces += stream.finish()
    return "".join(t for t, thought in pieces if not thought), "".join(t for t, thought in pieces if thought)


CASES = [
    pytest.param("plain words", "plain words", "", id="plain"),
    pytest.param("  leading space", "  leading space", "", id="leading space kept"),
    pytest.param("<think>\nhm\n</think>\n\nyes", "yes", "hm", id="thought"),
    pytest.param("<think></think>yes", "yes", "", id="empty thought"),
    pytest.param("<think>never closed", "", "never closed", id="unclosed thought"),
    pytest.param("<thin air", "<thin air", "", id="almost a mark"),
    pytest.param("I say <think> aloud", "I say <think> aloud", "", id="mark in mid-answer is text"),
    pytest.param("<think>a < b </thin </think>c", "c", "a < b </thin ", id="almost a close"),
    pytest.param("caf\u00e9 \U0001f600 \u4f60", "caf\u00e9 \U0001f600 \u4f60", "", id="wide characters"),
]


@pytest.mark.parametrize(("given", "answer", "thought"), CASES)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_pieces_are_the_same_however_the_bytes_are_cut(given: str, answer: str, thought: str, size: int) -> None:
    assert run(given.encode(), size) == (answer, thought)


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_nothing_of_a_stop_string_is_shown(size: int) -> None:
    assert run(b"one STO two STOP three", size, stop=("STOP",)) == ("one STO two ", "")


def test_stop_string_inside_a_thought_does_not_stop() -> None:
    assert run(b"<think>a STOP b</think>c", 3, stop=("STOP",)) == ("c", "a STOP b")


def test_prompt_that_ends_inside_a_thought_begins_with_one() -> None:
    begun = thinking_of("", "<|assistant|>\n<think>\n")
    assert run(b"hm\n</think>\nyes", 2, begun) == ("yes", "hm")


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_harmony_channels_are_told_apart(size: int) -> None:
    harmony = thinking_of("... <|channel|> ...", "<|start|>assistant")
    text = b"<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>yes"
    assert run(text, size, harmony) == ("yes", "hm")
    assert run(b"<|channel|>final<|message|>yes", size, harmony) == ("yes", "")


def test_broken_utf8_becomes_a_replacement_character() -> None:
    assert run(b"a\xff\xe9b", 1) == ("a\ufffd\ufffdb", "")
