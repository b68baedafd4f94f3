"""Chat templates: the model's own, hostile ones, broken ones, and texts that imitate control tokens."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from build_gguf import build

from core.engine.engine import ChatOptions, Engine, LoadOptions
from core.engine.random_model import CHATML
from core.engine.template import BrokenTemplate, TemplateProcess
from core.words.values import Message, Role

pytestmark = pytest.mark.model

SAYS = ("fine", " thanks")
HOSTILE = {
    "nested loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "huge power": "{{ 10**10000000 }}",
    "huge text": "{{ 'a' * 2**32 }}",
    "endless output": "{% for a in range(99999) %}{{ 'a' * 100000 }}{% endfor %}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "attr": "{{ ''|attr('__class__')|attr('__mro__') }}",
    "format": "{{ '{0.__class__.__init__.__globals__}'.format(messages) }}",
    "syntax": "{% for message in messages %}{{ message.content",
    "unknown tag": "{% nonsense %}",
    "raises": "{{ raise_exception('no') }}",
    "nothing": "{{ '' }}",
    "leaves the question out": "fixed text",
    "power outside": "{{ 10**10**7 }}",
    # A text that is no control token could become one.
    "small letters": CHATML.replace("message['content']", "message['content']|lower"),
    "a sign left out": CHATML.replace("message['content']", "message['content']|replace('@', '')"),
    "marked up": CHATML.replace("message['content']", "message['content']|e"),
    "cut short": CHATML.replace("message['content']", "message['content']|truncate(200)"),
    "only the first question": "<|im_start|>user\n{{ messages[0].content }}<|im_end|>\n<|im_start|>assistant\n",
}


def answer(engine: Engine, *messages: Message) -> tuple[str, tuple[str, ...]]:
    reply = engine.chat(messages or [Message(Role.USER, "hi")], ChatOptions(temperature=0))
    list(reply)
    return reply.text, reply.notices


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_template_is_replaced_by_a_built_in_one(tmp_path: Path, name: str) -> None:
    engine = Engine()
    begun = time.monotonic()
    loaded = engine.load(LoadOptions(build(tmp_path / "m.gguf", says=SAYS, template=HOSTILE[name])))
    assert time.monotonic() - begun < 20
    assert loaded.template == "built-in"
    assert len(loaded.warnings) == 1 and "chat template" in loaded.warnings[0]
    assert answer(engine) == ("fine thanks", loaded.warnings)  # said with the first answer, once
    assert answer(engine) == ("fine thanks", ())
    engine.close()


@pytest.mark.parametrize("template", [None, "{{ 'x' }}" * (1 << 18)], ids=["missing", "two megabytes"])
def test_unusable_template_leaves_the_model_usable(tmp_path: Path, template: str | None) -> None:
    engine = Engine()
    loaded = engine.load(LoadOptions(build(tmp_path / "m.gguf", says=SAYS, template=template)))
    assert loaded.template == "built-in" and len(loaded.warnings) == 1
    assert answer(engine)[0] == "fine thanks"
    engine.close()


def test_built_in_form_gives_the_same_tokens_as_the_file(tmp_path: Path) -> None:
    messages = [Message(Role.SYSTEM, "be kind"), Message(Role.USER, "hi"), Message(Role.ASSISTANT, "yes"),
                Message(Role.USER, "more")]
    counts = []
    for template in (CHATML, None):
        engine = Engine()
        engine.load(LoadOptions(build(tmp_path / "m.gguf", says=SAYS, template=template)))
        counts.append(engine.count(messages))
        engine.close()
    assert counts[0] == counts[1]


def test_template_without_system_turn_still_gets_the_system_text(tmp_path: Path) -> None:
    picky = "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}" + CHATML
    engine = Engine()
    loaded = engine.load(LoadOptions(build(tmp_path / "m.gguf", says=SAYS, template=picky)))
    short = engine.count([Message(Role.USER, "hi")])
    assert engine.count([Message(Role.SYSTEM, "a rule"), Message(Role.USER, "hi")]) > short
    assert loaded.template == "file" and answer(engine)[0] == "fine thanks"
    engine.close()


@pytest.mark.parametrize("vocab", ["bpe", "spm"])
def test_begin_token_is_never_doubled(tmp_path: Path, vocab: str) -> None:
    counts = []
    for template in (CHATML, "{{ bos_token }}" + CHATML):
        engine = Engine()
        path = build(tmp_path / "m.gguf", says=SAYS, template=template, vocab=vocab,  # type: ignore[arg-type]
                     metadata={"tokenizer.ggml.add_bos_token": True})
        engine.load(LoadOptions(path))
        counts.append(engine.count([Message(Role.USER, "hi")]))
        engine.close()
    assert counts[0] == counts[1]


def test_one_stall_of_the_machine_does_not_cost_the_template() -> None:
    process = TemplateProcess()
    facts = {"messages": [{"role": "user", "content": "hi"}]}
    template = "{{ messages[0].content }}!"
    try:
        assert process.render(template, facts) == "hi!"
        assert process.pid is not None
        os.kill(process.pid, signal.SIGSTOP)
        assert process.render(template, facts) == "hi!"
        with pytest.raises(BrokenTemplate, match="took more than"):
            process.render(HOSTILE["nested loops"], facts)
    finally:
        process.close()


def test_a_template_that_forgets_what_was_said_before_is_used_and_said(tmp_path: Path) -> None:
    template = "<|im_start|>user\n{{ messages[-1].content }}<|im_end|>\n<|im_start|>assistant\n"
    engine = Engine()
    loaded = engine.load(LoadOptions(build(tmp_path / "m.gguf", says=SAYS, template=template)))
    engine.close()
    assert loaded.template == "file"
    assert loaded.warnings == ("the model's chat template leaves out what was said before: each question stands alone",)
