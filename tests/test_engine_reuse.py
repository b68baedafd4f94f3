"""What a stopped answer leaves in the context is read again for none of its text: exact numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from build_gguf import build

from core.engine.engine import ChatOptions, Engine, LoadOptions
from core.engine.prompt import Unit, _match
from core.words.values import Message, Role

ANSWERS = 25


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine()
    engine.load(LoadOptions(build(tmp_path_factory.mktemp("models") / "random.gguf", words=600)))
    yield engine
    engine.close()


@pytest.mark.model
def test_after_a_stopped_answer_only_what_comes_after_its_text_is_read(engine: Engine) -> None:
    """A random model writes bytes that are no text, characters of several tokens, control characters: all of it."""
    after = None
    for seed in range(ANSWERS):
        asked = [Message(Role.USER, f"bababa dodo {seed}")]
        reply = engine.chat(asked, ChatOptions(temperature=1.2, seed=seed, max_tokens=80))
        for number, _ in enumerate(reply):
            if number == 2 * seed:
                break
        reply.close()
        # A control token that the model wrote is given back as plain text, never as that token again.
        if "<" in reply.text or reply.text.endswith("\ufffd") or reply.stop != "cancelled":
            continue
        follow_up = engine.chat([*asked, Message(Role.ASSISTANT, reply.text), Message(Role.USER, "next")],
                                ChatOptions(max_tokens=1, temperature=0))
        list(follow_up)
        read = follow_up.usage.prompt - follow_up.usage.reused
        after = after or read
        # The last token of the text may have been chosen, and not yet read, when the stop came.
        assert read - after in (0, 1, -1), (seed, reply.text)
    assert after is not None


@pytest.mark.parametrize(("units", "text", "place", "count"), [
    ((b"ab", b"c"), b"abcd", 3, 2),
    ((b"ab", b"", "\U0001f642".encode()), b"ab" + "\U0001f642".encode() + b"x", 6, 3),
    ((b"ab", b"", "\U0001f642".encode()), b"ab", 2, 1),
    ((b"ab", b"", "\U0001f642".encode()), b"abx", 2, 1),
    ((b"ab", "\ufffd".encode(), b"c"), "ab\ufffdcd".encode(), 6, 3),
    ((b"ab",), b"ab" + "\u00e9".encode(), 2, 1),
    ((b"ax",), b"ab", 0, 0),
], ids=["whole", "a character of several tokens", "stopped before its last", "another came", "no text", "new text",
        "another text"])
def test_the_tokens_kept_are_those_of_whole_characters(units: tuple[bytes, ...], text: bytes, place: int, count: int
                                                       ) -> None:
    spoken: list[Unit] = [(data, (number,)) for number, data in enumerate(units)]
    assert _match(spoken, text) == (place, spoken[:count])


def test_bytes_of_no_character_stay_when_the_token_that_showed_it_was_not_kept() -> None:
    sign = "\ufffd".encode()
    spoken: list[Unit] = [(b"ab", (0,)), (b"", (1,))]
    place, units = _match(spoken, b"ab" + sign + b" and more")
    assert (place, units) == (5, [(b"ab", (0,)), (sign, (1,))])
    assert _match(units, b"ab" + sign + b" and more") == (5, units)
