"""Messages to tokens: the template's scaffold may form control tokens, what people and files wrote never does."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.engine.fallback import Form, form_for, render
from core.engine.native import Vocabulary
from core.engine.stream import Thinking, thinking_of
from core.engine.template import BrokenTemplate, TemplateProcess
from core.words.errors import LuciferError
from core.words.values import Message, Role

# In a marked text, what stands between these two was written by somebody else and happens to look like a control token.
_OPEN, _CLOSE = "\x00", "\x01"
_MARKED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_NO_CHARACTER = "\ufffd".encode()  # what bytes are shown as that are no character
_SPM = 1
# What a template is tried on: capitals and all signs that JSON writes as they are, longer than what is cut to be short.
_EVERY_SIGN, _PROBE_WORDS = "aZ 09 !#$%&()*+,-./:;<=>?@[]^_`{|}~", 8

# A stretch of marked text and the tokens that stand for it in the KV cache.
Unit = tuple[bytes, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rendered conversation: text with foreign marks set apart, and its tokens."""

    marked: str
    units: tuple[Unit, ...]
    thinking: Thinking
    stop: tuple[str, ...] = ()

    @property
    def tokens(self) -> list[int]:
        return [token for _, tokens in self.units for token in tokens]


def _match(units: Sequence[Unit], text: bytes) -> tuple[int, list[Unit]]:
    """Return how many bytes of `text` are units that stand at its beginning, and those units."""
    ends = [0]
    for data, _ in units:
        if not text.startswith(data, ends[-1]):
            break
        ends.append(ends[-1] + len(data))
    if len(ends) > 1 and ends[-1] == ends[-2] and text.startswith(_NO_CHARACTER, ends[-1]):
        # The bytes that begin there were followed by a token that was shown and not kept: no character came of them.
        return ends[-1] + len(_NO_CHARACTER), [*units[:len(ends) - 2], (_NO_CHARACTER, units[len(ends) - 2][1])]
    # Inside a character, or in front of one whose last token is not there.
    while len(ends) > 1 and ((ends[-1] < len(text) and text[ends[-1]] & 0xC0 == 0x80) or ends[-1] == ends[-2]):
        ends.pop()
    return ends[-1], list(units[:len(ends) - 1])


def as_given(text: str) -> str:
    """Return text as it may stand in a message: the two signs that set foreign marks apart are not in it."""
    return text.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")


class PromptBuilder:
    """Renders with the model's template, or with a built-in form once that has failed."""

    def __init__(self, vocabulary: Vocabulary, metadata: dict[str, str], process: TemplateProcess) -> None:
        self._vocabulary = vocabulary
        self._process = process
        self._template = metadata.get("tokenizer.chat_template", "")
        control, declared = vocabulary.special_texts()
        self._split = frozenset(text for text in declared if len(text) > 1 and text in self._template)
        foreign = sorted(control | self._split, key=len, reverse=True)
        self._foreign = re.compile("|".join(map(re.escape, foreign))) if foreign else None
        self._form: Form = form_for(frozenset(control | declared))
        self._nonce = secrets.token_hex(4)
        self._has_prefix_space = vocabulary.kind == _SPM
        self._bos_text = vocabulary.text(vocabulary.bos) if vocabulary.bos >= 0 else ""
        eos = metadata.get("tokenizer.ggml.eos_token_id", "")
        self._eos_text = vocabulary.text(int(eos)) if eos.isdigit() and int(eos) < vocabulary.size else ""
        self.warning = "" if self._template else f"the model has no chat template: using the {self._form.name} form"

    @property
    def uses_file(self) -> bool:
        return bool(self._template)

    @property
    def form_stop(self) -> tuple[str, ...]:
        return () if self._template else self._form.stop

    def build(self, messages: Sequence[Message], *, opening: bool = True, prefill: str = "",
              spoken: Sequence[Unit] = ()) -> Prompt:
        """Render and tokenize a conversation, keeping the tokens of the part that `spoken` already holds."""
        marked = self._render(messages, opening=opening)
        thinking = thinking_of(self._template, marked)
        if prefill:
            if thinking.begun:
                marked = marked.rstrip() + "\n\n" + thinking.closes[0] + "\n\n"
                thinking = Thinking(thinking.opens, thinking.closes, thinking.drops)
            marked += self._mark(prefill)
        return Prompt(marked, tuple(self._units(marked, spoken)), thinking, self.form_stop)

    def check(self) -> None:
        """Try the template on some words; a broken one is replaced by a built-in form and a warning.

        One that changes a single sign of them could make a control token out of what was none.
        """
        if not self._template:
            return
        first, answer, second = (_probe() for _ in range(3))
        if first not in _unmarked(self._render([Message(Role.USER, first)], opening=True)):
            self._give_up_template("it leaves out or changes what is asked")
            return
        talk = [Message(Role.USER, first), Message(Role.ASSISTANT, answer), Message(Role.USER, second)]
        try:
            text = _unmarked(self._render_template(talk, opening=True))
        except BrokenTemplate:  # one for a single question; that is said when another is asked
            return
        if second not in text:
            self._give_up_template("it leaves out what is asked later")
        elif first not in text:
            self.warning = "the model's chat template leaves out what was said before: each question stands alone"

    def _render(self, messages: Sequence[Message], *, opening: bool) -> str:
        if self._template:
            attempts = (list(messages), _without_system(messages), _alternating(_without_system(messages)))
            for number, attempt in enumerate(attempts):
                if number and attempt == attempts[number - 1]:
                    continue
                try:
                    return self._render_template(attempt, opening=opening)
                except BrokenTemplate as error:
                    reason = str(error)
            self._give_up_template(reason)
        return render(self._form, messages, self._mark, opening=opening)

    def _give_up_template(self, reason: str) -> None:
        self._template = ""
        self.warning = f"the model's chat template does not work ({reason}): using the {self._form.name} form"

    def _render_template(self, messages: Sequence[Message], *, opening: bool) -> str:
        found: list[str] = []

        def hide(match: re.Match[str]) -> str:
            found.append(match[0])
            return f"\ue000{self._nonce}{len(found) - 1};"

        turns = []
        for message in messages:
            turn = {"role": message.role.value, "content": self._replace(message.text, hide)}
            if message.thought and message.role is Role.ASSISTANT:
                turn["reasoning_content"] = self._replace(message.thought, hide)
            turns.append(turn)
        text = self._process.render(self._template, {
            "messages": turns, "add_generation_prompt": opening, "bos_token": self._bos_text,
            "eos_token": self._eos_text})
        text = text.replace(_OPEN, "").replace(_CLOSE, "")
        text = re.sub(f"\ue000{self._nonce}(\\d+);", lambda match: _OPEN + found[int(match[1])] + _CLOSE, text)
        if self._nonce in text:
            raise BrokenTemplate("it changes what people wrote")
        if not text.strip():
            raise BrokenTemplate("it gives no text")
        return text

    def _replace(self, text: str, hide: Callable[[re.Match[str]], str]) -> str:
        text = as_given(text).encode("utf-8", "replace").decode()
        return self._foreign.sub(hide, text) if self._foreign else text

    def _mark(self, text: str) -> str:
        return self._replace(text, lambda match: _OPEN + match[0] + _CLOSE)

    def _units(self, marked: str, spoken: Sequence[Unit]) -> list[Unit]:
        data = marked.encode("utf-8", "replace")
        place, units = _match(spoken, data)
        rest = data[place:].decode("utf-8", "replace")
        tokens: list[int] = []
        if not units:
            while self._bos_text and rest.startswith(self._bos_text * 2):
                rest = rest[len(self._bos_text):]
            if self._vocabulary.adds_bos and not (self._bos_text and rest.startswith(self._bos_text)):
                tokens = [self._vocabulary.bos]
        last = next((unit[1][-1] for unit in reversed(units) if unit[1]), tokens[-1] if tokens else None)
        tokens += self._tokenize(rest, last)
        return [*units, (data[place:], tuple(tokens))] if rest else units

    def _tokenize(self, marked: str, last: int | None) -> list[int]:
        tokens: list[int] = []
        for number, run in enumerate(_MARKED.split(marked)):
            if not run:
                continue
            last = tokens[-1] if tokens else last
            if number % 2 == 0:
                tokens += self._run(run, last, special=True)
            elif run in self._split:
                tokens += self._run(run[:1], last, special=False) + self._run(run[1:], 0, special=False)
            else:
                tokens += self._run(run, last, special=False)
        return tokens

    def _run(self, text: str, last: int | None, *, special: bool) -> list[int]:
        """Tokenize text that follows token `last`; no space is put before it in the middle of a sentence."""
        tokenize = self._vocabulary.tokenize
        if not self._has_prefix_space or last is None or self._vocabulary.is_hidden(last):
            return tokenize(text, special=special)
        newline, both = tokenize("\n", special=False), tokenize("\n" + text, special=special)
        if both[:len(newline)] == newline:
            return both[len(newline):]
        return tokenize(text, special=special)


def _probe() -> str:
    return " ".join(f"{_EVERY_SIGN} {secrets.token_hex(4)}" for _ in range(_PROBE_WORDS))


def _unmarked(marked: str) -> str:
    return marked.replace(_OPEN, "").replace(_CLOSE, "")


def _without_system(messages: Sequence[Message]) -> list[Message]:
    """Put system texts before the first question, for templates that know no system turn."""
    system = "\n\n".join(message.text for message in messages if message.role is Role.SYSTEM)
    rest = [message for message in messages if message.role is not Role.SYSTEM]
    if system and rest and rest[0].role is Role.USER:
        return [Message(Role.USER, f"{system}\n\n{rest[0].text}"), *rest[1:]]
    return [Message(Role.USER, system), *rest] if system else rest


def _alternating(messages: Sequence[Message]) -> list[Message]:
    """Join neighbours of the same role, for templates that insist on taking turns."""
    joined: list[Message] = []
    for message in messages:
        if joined and joined[-1].role is message.role:
            joined[-1] = Message(message.role, f"{joined[-1].text}\n\n{message.text}")
        else:
            joined.append(message)
    if not joined:
        raise LuciferError("there is nothing to answer")
    return joined
