"""Has the model write the summary of a conversation: at once, or part by part where the context cannot hold it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from core.assist import summary
from core.assist.fitting import answer_room
from core.assist.parts_of_text import Count
from core.engine.engine import Reply
from core.engine.options import ChatOptions
from core.words.errors import DoesNotFit, EngineDied
from core.words.events import Event, Notice, Progress
from core.words.values import Message, Role, Stop

_PART_TOKENS_MIN = 32
# No text has more characters than this for a token, but for rows of blanks: it bounds what is counted at once.
_CHARACTERS_A_TOKEN_MAX = 8
# A text counted alone may be some tokens shorter than the same text inside a message.
_SLACK_TOKENS = 8


class Writer(Protocol):
    """The part of the engine that writing a summary takes."""

    def chat(self, messages: Sequence[Message], options: ChatOptions) -> Reply:
        """Start an answer."""

    def count(self, messages: Sequence[Message]) -> int:
        """Count the tokens of a rendered conversation."""

    def count_text(self, text: str) -> int:
        """Count the tokens of a bare text."""


@dataclass(frozen=True, slots=True)
class _Written:
    text: str
    stop: Stop


def written_summary(engine: Writer, given: Sequence[Message], options: ChatOptions, context: int
                    ) -> Generator[Event, str, str]:
    """Have the model summarise these messages; say when it could not read them at once, or did not come to an end."""
    options = replace(options, temperature=0.0)
    room = answer_room(context, options.max_tokens)
    whole = [*given, Message(Role.USER, summary.REQUEST, origin="program")]
    if engine.count(whole) + room <= context:
        written = yield from _asked(engine, whole, options, "writing a summary")
        is_cut = written.stop == "length"
    else:
        written, is_cut = yield from _in_parts(engine, given, options, context)
    if is_cut:
        yield Notice("the summary was cut off: it reached max_tokens or the end of the context; what it leaves out is "
                     "still in `history`", "warning")
    return written.text


def _in_parts(engine: Writer, given: Sequence[Message], options: ChatOptions, context: int
              ) -> Generator[Event, str, tuple[_Written, bool]]:
    """Give the model part after part of what was said, each with its summary of those before."""
    room = answer_room(context, options.max_tokens)
    frame = engine.count([_request("", "")]) + _SLACK_TOKENS
    part_room = context - frame - 2 * room  # one room for the summary so far, one for the next
    if part_room < _PART_TOKENS_MIN:
        raise DoesNotFit(f"a context of {context} tokens is too small for summarising",
                         hint="`new` begins afresh, and a larger `context` may fit the machine")
    parts = split(_as_text(given), part_room, engine.count_text)
    yield Notice(f"the conversation is longer than the context of {context:,} tokens allows: it is summarised in "
                 f"{len(parts)} parts, one after the other")
    written, is_cut = _Written("", "end"), False
    for number, part in enumerate(parts, 1):
        label = f"summarising part {number} of {len(parts)}"
        written = yield from _asked(engine, [_request(written.text, part)], options, label)
        is_cut = is_cut or written.stop == "length"
        if engine.count_text(written.text) > room:
            written, is_cut = replace(written, text=split(written.text, room, engine.count_text)[0].strip()), True
    return written, is_cut


def _asked(engine: Writer, messages: Sequence[Message], options: ChatOptions, label: str
           ) -> Generator[Event, str, _Written]:
    reply = engine.chat(messages, options)
    try:
        for count, _ in enumerate(reply, 1):
            yield Progress(label, count, unit="tokens")
    finally:
        reply.close()
    text = reply.text.strip()
    if reply.stop == "cancelled" or not text:
        raise EngineDied("the model gave no summary; nothing was changed")
    return _Written(text, reply.stop)


def _request(so_far: str, part: str) -> Message:
    """Ask for the summary of one part: as a single message, so that questions and answers need not take turns."""
    before = f"The summary so far:\n{so_far}\n\n" if so_far else ""
    return Message(Role.USER, f"{before}What was said{' next' if so_far else ''}:\n{part}\n\n{summary.REQUEST}",
                   origin="program")


def _as_text(messages: Sequence[Message]) -> str:
    names = {Role.USER: "I", Role.ASSISTANT: "You"}
    return "\n\n".join(f"{names[message.role]}: {message.text}" for message in messages if message.role in names)


def split(text: str, room: int, count: Count) -> list[str]:
    """Cut a text into parts of at most `room` tokens, at the end of a line or a word where there is one near."""
    parts: list[str] = []
    start = 0
    while start < len(text):
        end = _end_of_part(text, start, room, count)
        parts.append(text[start:end])
        start = end
    return parts


def _end_of_part(text: str, start: int, room: int, count: Count) -> int:
    low, high = start + 1, min(len(text), start + room * _CHARACTERS_A_TOKEN_MAX)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(text[start:middle]) <= room else (low, middle - 1)
    if low == len(text):
        return low
    for sign in ("\n", " "):
        near = text.rfind(sign, start + (low - start) * 3 // 4, low)
        if near > start:
            return near + 1
    return low
