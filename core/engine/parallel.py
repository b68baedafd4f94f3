"""Many prompts that share a beginning, answered side by side. Worker only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from llama_cpp import llama_cpp as api

from core.engine.native import BATCH, SEQUENCES, DecodeAborted
from core.engine.options import ChatOptions
from core.engine.prompt import Prompt
from core.engine.sampling import Sampler
from core.engine.speaker import Speaker, shared_count
from core.engine.stream import AnswerStream
from core.words.errors import DoesNotFit
from core.words.values import Message, Role


@dataclass(slots=True)
class _Lane:
    """One answer in the making, in a sequence of its own."""

    index: int
    sequence: int
    tokens: list[int]
    position: int
    limit: int
    sampler: Sampler
    stream: AnswerStream
    generated: int = 0
    next: int = 0
    row: int = 0


class Parallel:
    """Answers prompts in up to eight lanes over one context; `emit` gets (index, text) as it comes."""

    def __init__(self, speaker: Speaker, options: ChatOptions, grammar: str | None,
                 emit: Callable[[int, str], None]) -> None:
        self._speaker = speaker
        self._context = speaker.context
        self._options = options
        self._grammar = grammar
        self._emit = emit
        self._lanes: list[_Lane] = []

    def answer(self, shared: Sequence[Message], texts: Sequence[str]) -> dict[str, Any]:
        """Answer every prompt; the shared beginning is read once and copied to each lane for nothing."""
        prompts = [self._speaker.prompts.build([*shared, Message(Role.USER, text)], prefill=self._options.prefill)
                   for text in texts]
        common = _common([prompt.tokens for prompt in prompts])
        waiting = list(enumerate(prompts))
        self._refuse_too_long(prompts)
        lanes_max = 1 if self._context.model.recurrent else SEQUENCES - 1
        generated = 0
        try:
            if common:
                self._speaker.read(common)
            else:
                self._speaker.clear()
            while waiting or self._lanes:
                while waiting and len(self._lanes) < lanes_max and self._fits(waiting[0][1], len(common)):
                    self._open(*waiting.pop(0), len(common))
                generated += self._step()
        except DecodeAborted:
            return {"generated": generated, "stop": "cancelled"}
        finally:
            for lane in list(self._lanes):
                self._close(lane)
        return {"generated": generated, "stop": "end"}

    def _need(self, prompt: Prompt, common: int) -> int:
        most = self._options.max_tokens
        return len(prompt.tokens) - common + (self._context.size // 4 if most is None else most)

    def _fits(self, prompt: Prompt, common: int) -> bool:
        used = common + sum(len(lane.tokens) - common + lane.limit for lane in self._lanes)
        return not self._lanes or used + self._need(prompt, common) <= self._context.size

    def _refuse_too_long(self, prompts: Sequence[Prompt]) -> None:
        for index, prompt in enumerate(prompts):
            if len(prompt.tokens) >= self._context.size:
                raise DoesNotFit(f"prompt {index + 1} has {len(prompt.tokens)} tokens, "
                                 f"the context holds {self._context.size}")

    def _open(self, index: int, prompt: Prompt, common: int) -> None:
        """Read the rest of a prompt in a free sequence and choose its first token."""
        sequence = min(set(range(1, SEQUENCES)) - {lane.sequence for lane in self._lanes})
        if self._context.model.recurrent:
            sequence = 0
            self._speaker.clear()
            common = 0
        else:
            api.llama_memory_seq_cp(self._context.memory, 0, sequence, 0, -1)
        tokens = prompt.tokens
        room = self._context.size - len(tokens)
        most = self._options.max_tokens
        options = self._options
        lane = _Lane(index, sequence, tokens, common, min(room, self._context.size // 4 if most is None else most),
                     Sampler(self._context.model.vocabulary, options, self._grammar),
                     AnswerStream(prompt.thinking, (*options.stop, *prompt.stop)))
        self._lanes.append(lane)
        for start in range(common, len(tokens), BATCH):
            part = tokens[start:start + BATCH]
            self._compute([(token, start + n, sequence, start + n == len(tokens) - 1) for n, token in enumerate(part)])
        lane.position = len(tokens)
        lane.next = lane.sampler.choose(self._context, -1)

    def _step(self) -> int:
        """Give every lane one token; return how many were given."""
        vocabulary = self._context.model.vocabulary
        given = 0
        for lane in list(self._lanes):
            if vocabulary.ends_turn(lane.next) or lane.generated >= lane.limit:
                self._close(lane)
                continue
            lane.generated += 1
            given += 1
            self._show(lane, lane.stream.feed(vocabulary.piece(lane.next)))
            if lane.stream.stopped or lane.generated >= lane.limit:
                self._close(lane)
        if not self._lanes:
            return given
        self._compute([(lane.next, lane.position, lane.sequence, True) for lane in self._lanes])
        for row, lane in enumerate(self._lanes):
            lane.position += 1
            lane.next = lane.sampler.choose(self._context, row)
        return given

    def _compute(self, rows: Sequence[tuple[int, int, int, bool]]) -> None:
        if self._context.flag.is_set:
            raise DecodeAborted
        self._context.decode_rows(rows)

    def _show(self, lane: _Lane, pieces: Sequence[tuple[str, bool]]) -> None:
        for text, thought in pieces:
            if text and not thought:
                self._emit(lane.index, text)

    def _close(self, lane: _Lane) -> None:
        self._lanes.remove(lane)
        self._show(lane, lane.stream.finish())
        lane.sampler.close()
        if lane.sequence:
            self._context.forget(0, lane.sequence)
        else:
            self._speaker.clear()


def _common(rows: Sequence[Sequence[int]]) -> list[int]:
    """Return the tokens that all rows begin with, leaving each at least one of its own."""
    if not rows:
        return []
    return list(rows[0][:min(shared_count(rows[0], row[:-1]) for row in rows)])
