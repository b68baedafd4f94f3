"""A real worker with a tiny model whose answers are known."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from build_gguf import build, build_words

from core.engine.engine import ChatOptions, Engine, LoadOptions
from core.engine.random_model import Vocabulary, follow_chain
from core.words.errors import DoesNotFit, LuciferError, Refused, UsageError
from core.words.values import Json, Message, Role

pytestmark = pytest.mark.model

HELLO = ("Hello", " there", ", friend", "!\n", "\u00e9\u00e8", "```sh\nls\n```")
GREEDY = ChatOptions(temperature=0)
TRIAL_SECONDS_MAX = 3.0  # as in core/engine/constraint.py, which only a worker may import


def user(text: str) -> Message:
    return Message(Role.USER, text)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine()
    engine.load(LoadOptions(build(tmp_path_factory.mktemp("model") / "hello.gguf", says=HELLO)))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def endless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine whose answer goes on for ever."""
    engine = Engine()
    engine.load(LoadOptions(build(tmp_path_factory.mktemp("model") / "chain.gguf", chain=True, words=600)))
    yield engine
    engine.close()


def test_answer_streams_token_by_token(engine: Engine) -> None:
    reply = engine.chat([user("hi")])
    assert [piece.text for piece in reply] == list(HELLO)
    assert (reply.text, reply.stop, reply.usage.generated) == ("".join(HELLO), "end", 6)


def test_second_turn_reads_only_the_new_tokens(engine: Engine) -> None:
    first = [user("good morning to you")]
    reply = engine.chat(first)
    list(reply)
    second = engine.chat([*first, Message(Role.ASSISTANT, reply.text), user("and now")])
    list(second)
    assert second.usage.reused == reply.usage.prompt + reply.usage.generated
    assert second.usage.prompt == engine.count([*first, Message(Role.ASSISTANT, reply.text), user("and now")])


def test_generation_stops_at_the_token_limit(engine: Engine) -> None:
    reply = engine.chat([user("hi")], ChatOptions(max_tokens=2))
    list(reply)
    assert (reply.text, reply.stop) == ("Hello there", "length")


def test_stop_string_across_pieces_is_never_shown(engine: Engine) -> None:
    reply = engine.chat([user("hi")], ChatOptions(stop=("re, fr",)))
    list(reply)
    assert (reply.text, reply.stop) == ("Hello the", "end")


def test_prefill_continues_and_is_not_repeated(engine: Engine) -> None:
    reply = engine.chat([user("hi")], ChatOptions(prefill=", friend"))
    list(reply)
    assert reply.text == "".join(HELLO[3:])


def test_leaving_the_loop_cancels_and_the_next_answer_is_whole(endless: Engine) -> None:
    for _ in range(5):
        reply = endless.chat([user("hi")], GREEDY)
        for piece in reply:
            assert piece.text
            break
        reply.close()
        assert reply.stop == "cancelled"
    reply = endless.chat([user("hi")], ChatOptions(temperature=0, max_tokens=3))
    assert len(list(reply)) == 3


def test_keyboard_interrupt_in_the_consumer_leaves_a_usable_worker(endless: Engine) -> None:
    def consume() -> None:
        for _ in endless.chat([user("hi")], GREEDY):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        consume()
    reply = endless.chat([user("hi")], ChatOptions(temperature=0, max_tokens=3))
    assert len(list(reply)) == 3


def test_context_end_stops_with_length(tmp_path: Path) -> None:
    engine = Engine()
    engine.load(LoadOptions(build(tmp_path / "chain.gguf", chain=True), context=256))
    reply = engine.chat([user("hi")], GREEDY)
    list(reply)
    assert (reply.stop, reply.usage.prompt + reply.usage.generated) == ("length", 256)
    engine.close()


def test_prompt_longer_than_the_context_is_refused_with_numbers(engine: Engine) -> None:
    with pytest.raises(DoesNotFit, match=r"has \d+ tokens, the context holds 2048"):
        list(engine.chat([user("hello " * 3000)]))
    assert len(list(engine.chat([user("hi")]))) == 6


def test_count_equals_the_tokens_that_are_read(engine: Engine) -> None:
    messages = [Message(Role.SYSTEM, "be brief"), user("what is this")]
    reply = engine.chat(messages)
    list(reply)
    assert engine.count(messages) == reply.usage.prompt


def test_text_is_counted_while_an_answer_is_made(endless: Engine) -> None:
    reply = endless.chat([user("hi")], GREEDY)
    next(iter(reply))
    assert endless.count_text("bababa") >= 1
    assert not reply.finished
    reply.close()


def test_same_seed_gives_the_same_text(tmp_path: Path) -> None:
    engine = Engine()
    engine.load(LoadOptions(build(tmp_path / "random.gguf")))
    texts = set()
    for _ in range(3):
        reply = engine.chat([user("hi")], ChatOptions(temperature=1.5, seed=7, max_tokens=30))
        list(reply)
        texts.add(reply.text)
    assert len(texts) == 1
    engine.close()


@pytest.mark.parametrize("options", [
    {"repeat_penalty": 1.3}, {"top_k": 0}, {"top_p": 1.0}, {"min_p": 0.0}, {"temperature": 5.0}, {"seed": 2**40},
], ids=str)
def test_every_sampling_setting_answers(engine: Engine, options: dict[str, float]) -> None:
    reply = engine.chat([user("hi")], ChatOptions(**options))
    assert "".join(piece.text for piece in reply) == reply.text != ""


def test_log_probabilities_come_with_alternatives(engine: Engine) -> None:
    reply = engine.chat([user("hi")], ChatOptions(temperature=0, logprobs=3, max_tokens=2))
    list(reply)
    first = reply.logprobs[0]
    assert first["text"] == "Hello" and first["logprob"] > -0.01
    assert len(first["top"]) == 3 and first["top"][0]["text"] == "Hello"


def test_grammar_bends_the_answer(engine: Engine) -> None:
    reply = engine.chat([user("hi")], ChatOptions(temperature=0, grammar='root ::= "yes" | "no"'))
    list(reply)
    assert reply.text in ("yes", "no")


def test_json_schema_gives_valid_json(engine: Engine) -> None:
    schema = {"type": "object", "properties": {"sure": {"type": "boolean"}, "kind": {"enum": ["a", "b"]}},
              "required": ["sure", "kind"], "additionalProperties": False}
    reply = engine.chat([user("hi")], ChatOptions(temperature=0, json_schema=schema, max_tokens=200))
    list(reply)
    answer = json.loads(reply.text)
    assert isinstance(answer["sure"], bool) and answer["kind"] in ("a", "b")


@pytest.mark.parametrize("grammar", ["root ::= root", "root ::= root root | \"a\"", "root ::= a\na ::= b\nb ::= a"])
def test_hostile_grammar_kills_only_a_throw_away_child(engine: Engine, grammar: str) -> None:
    pid = engine.worker_pid
    with pytest.raises((Refused, UsageError)):
        list(engine.chat([user("hi")], ChatOptions(grammar=grammar)))
    assert len(list(engine.chat([user("hi")]))) == 6
    assert engine.worker_pid == pid


@pytest.mark.parametrize("temperature", [0, 0.7])
def test_a_grammar_that_leads_nowhere_is_refused_and_the_worker_lives_on(engine: Engine, temperature: float) -> None:
    pid = engine.worker_pid
    options = ChatOptions(temperature=temperature, grammar='root ::= "a" "\\x00" "b"')
    with pytest.raises(Refused, match="the grammar leaves nothing that could come next"):
        list(engine.chat([user("hi")], options))
    with pytest.raises(Refused, match="the grammar leaves nothing that could come next"):
        list(engine.batch([], ["one", "two"], options))
    assert len(list(engine.chat([user("hi")]))) == 6
    assert engine.worker_pid == pid


def nested(depth: int) -> Json:
    schema: Json = {"type": "integer"}
    for _ in range(depth // 2):
        schema = {"items": schema, "type": "array"}
    return schema


HOSTILE_SCHEMAS = {
    "takes ever longer": ({"anyOf": [{"type": "object", "properties": {f"p{m}-{n}": {"type": "null"}
                          for n in range(600)}} for m in range(40)]}, Refused, "the JSON schema takes too long"),
    "fills the memory": ({"type": "array", "items": {"type": "null"}, "minItems": 10**9},
                         Refused, "the JSON schema takes too (long|much memory)"),
    "is long": ({"description": "x" * (1 << 20)}, UsageError, "JSON schema has 10[0-9]+ characters"),
    "is deep": (nested(10_000), UsageError, "JSON schema is nested too deeply"),
    "is rather deep": (nested(900), UsageError, "JSON schema is nested too deeply"),
    "is quoted in the error": ({"x": "x" * 100_000}, UsageError, "JSON schema cannot be followed.{,300}$"),
    "names what is not there": ({"$ref": "#/$defs/nothing"}, UsageError, "JSON schema cannot be followed"),
    "is no schema": ([1], UsageError, "JSON schema cannot be followed"),
}


@pytest.mark.parametrize("case", HOSTILE_SCHEMAS)
def test_a_hostile_schema_ends_as_soon_as_a_hostile_grammar(engine: Engine, case: str) -> None:
    schema, kind, message = HOSTILE_SCHEMAS[case]
    pid, begun = engine.worker_pid, time.monotonic()
    with pytest.raises(kind, match=message):
        list(engine.chat([user("hi")], ChatOptions(json_schema=schema)))
    assert time.monotonic() - begun < 2 * TRIAL_SECONDS_MAX
    assert len(list(engine.chat([user("hi")]))) == 6
    assert engine.worker_pid == pid


def test_broken_grammar_is_named(engine: Engine) -> None:
    with pytest.raises(UsageError, match="grammar has a mistake"):
        list(engine.chat([user("hi")], ChatOptions(grammar="root = oops")))


def test_embeddings_have_length_one_and_tell_texts_apart(engine: Engine) -> None:
    one, same, other = engine.embed(["bababa", "bababa", "xyz"])
    assert sum(value * value for value in one) == pytest.approx(1)
    assert one == same and one != other


def test_embeddings_read_the_closing_token_where_the_vocabulary_wants_one(tmp_path: Path) -> None:
    vectors = []
    for name, closes in (("open", False), ("closed", True)):
        engine = Engine()
        try:
            engine.load(LoadOptions(build(tmp_path / f"{name}.gguf", vocab="spm",
                                          metadata={"tokenizer.ggml.add_eos_token": closes})))
            vectors += engine.embed(["bababa"])
        finally:
            engine.close()
    assert vectors[0] != vectors[1]


@pytest.mark.parametrize("vocab", ["bpe", "spm"], ids=["adds no BOS", "adds BOS"])
def test_an_empty_text_has_no_embedding_whatever_the_vocabulary_adds(tmp_path: Path, vocab: Vocabulary) -> None:
    engine = Engine()
    try:
        engine.load(LoadOptions(build(tmp_path / "model.gguf", vocab=vocab)))
        with pytest.raises(LuciferError, match="an empty text"):
            engine.embed(["bababa", ""])
    finally:
        engine.close()


def test_batch_answers_every_prompt_with_a_shared_beginning(engine: Engine) -> None:
    answers: dict[int, str] = {}
    for index, text in engine.batch([Message(Role.SYSTEM, "answer")], [f"question {n}" for n in range(20)]):
        answers[index] = answers.get(index, "") + text
    assert answers == {index: "".join(HELLO) for index in range(20)}
    assert len(list(engine.chat([user("hi")]))) == 6


def test_draft_gives_the_same_greedy_text(endless: Engine) -> None:
    story = [user("continue: " + follow_chain(build_words_of_endless(endless), 40, 60))]
    texts = []
    for draft in (False, True):
        reply = endless.chat(story, ChatOptions(temperature=0, draft=draft, max_tokens=200))
        list(reply)
        texts.append(reply.text)
    assert texts[0] == texts[1] and len(texts[0]) > 200


def build_words_of_endless(engine: Engine):
    assert engine.loaded is not None
    return build_words(engine.loaded.path.with_name("again.gguf"), chain=True, words=600)


def test_cancel_while_a_long_prompt_is_read_is_quick(tmp_path: Path) -> None:
    engine = Engine()
    engine.load(LoadOptions(build(tmp_path / "wide.gguf", width=256, layers=8, context=8192), context=8192))
    reply = engine.chat([user("bababa " * 2500)], GREEDY)
    iterator = iter(reply)
    begun = time.monotonic()
    engine.cancel()
    assert list(iterator) == []
    assert reply.stop == "cancelled" and time.monotonic() - begun < 2
    assert len(list(engine.chat([user("hi")], ChatOptions(max_tokens=3)))) >= 1
    engine.close()
