"""A loaded model in conversation: reads what is new, answers token by token, keeps its memory. Worker only."""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.engine.drafting import Costs, Drafter
from core.engine.native import BATCH, OUTPUTS_MAX, Context, DecodeAborted
from core.engine.options import ChatOptions
from core.engine.prompt import Prompt, PromptBuilder, Unit, as_given
from core.engine.sampling import Sampler, log_probabilities
from core.engine.stream import AnswerStream
from core.words.errors import DoesNotFit
from core.words.failing import if_it_fails
from core.words.values import Message, Stop

Emit = Callable[[dict[str, Any]], None]


@dataclass(slots=True)
class Answer:
    """What one reply amounted to."""

    prompt: int = 0
    reused: int = 0
    generated: int = 0
    drafted: int = 0
    prompt_seconds: float = 0.0
    generate_seconds: float = 0.0
    stop: Stop = "cancelled"
    logprobs: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def shared_count(ours: Sequence[int], theirs: Sequence[int]) -> int:
    """Return how many tokens two sequences begin with in common."""
    return next((place for place, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]),
                min(len(ours), len(theirs)))


class Speaker:
    """Owns sequence 0 of a context: which tokens it holds, and which text they stand for."""

    def __init__(self, context: Context, prompts: PromptBuilder) -> None:
        self.context = context
        self.prompts = prompts
        self.cached: list[int] = []
        self.spoken: list[Unit] = []
        self._costs = Costs()
        # As in the stream that shows the answer, so that bytes which are no text are the same sign here and there.
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def prompt(self, messages: Sequence[Message], *, opening: bool = True, prefill: str = "") -> Prompt:
        return self.prompts.build(messages, opening=opening, prefill=prefill, spoken=self.spoken)

    def answer(self, messages: Sequence[Message], options: ChatOptions, grammar: str | None, emit: Emit) -> Answer:
        """Read what is new of a conversation and emit the pieces of an answer."""
        result = Answer()
        sampler = Sampler(self.context.model.vocabulary, options, grammar)
        try:
            prompt = self.prompt(messages, prefill=options.prefill)
            tokens = prompt.tokens
            begun = time.perf_counter()
            result.prompt = len(tokens)
            result.reused = self.read(tokens, emit, units=prompt.units)
            result.prompt_seconds = time.perf_counter() - begun
            begun = time.perf_counter()
            try:
                self._speak(prompt, tokens, options, sampler, result, emit)
            finally:
                result.generate_seconds = time.perf_counter() - begun
        except DecodeAborted:
            result.stop = "cancelled"
        finally:
            sampler.close()
        return result

    def read(self, tokens: Sequence[int], emit: Emit | None = None, *, units: Sequence[Unit] = ()) -> int:
        """Bring the context to hold exactly `tokens`; return how many it held already."""
        if len(tokens) >= self.context.size:
            raise DoesNotFit(f"the conversation has {len(tokens)} tokens, the context holds {self.context.size}",
                             hint="`compact` or `new` makes room, and a larger `context` may fit the machine")
        reused = self._rewind(shared_count(self.cached, tokens[:-1]))
        self.spoken = list(units)
        for start in range(reused, len(tokens), BATCH):
            part = tokens[start:start + BATCH]
            self._decode(part, every_output=False)
            self.cached += part
            if emit is not None and len(tokens) - reused > BATCH:
                emit({"progress": {"label": "reading", "done": len(self.cached) - reused,
                                   "total": len(tokens) - reused}})
        return reused

    def clear(self) -> None:
        """Forget everything."""
        self.context.forget_all()
        self.cached, self.spoken = [], []

    def _decode(self, tokens: Sequence[int], *, every_output: bool) -> None:
        """Compute tokens after the cached ones; when that is cut short, leave the context as it was."""
        with if_it_fails(self._rewind, len(self.cached)):
            if self.context.flag.is_set:
                raise DecodeAborted
            self.context.decode(tokens, len(self.cached), every_output=every_output)

    def _rewind(self, count: int) -> int:
        """Keep the first `count` cached tokens; a recurrent model can only keep all or none. Return how many stay."""
        if not self.context.forget(count):
            self.context.forget_all()
            count = 0
        del self.cached[count:]
        return count

    def _speak(self, prompt: Prompt, tokens: Sequence[int], options: ChatOptions, sampler: Sampler, result: Answer,
               emit: Emit) -> None:
        vocabulary = self.context.model.vocabulary
        self._decoder.reset()
        stream = AnswerStream(prompt.thinking, (*options.stop, *prompt.stop))
        drafter = Drafter(tokens, self._costs) if options.draft and not self.context.model.recurrent else None
        room = self.context.size - len(tokens)
        limit = room if options.max_tokens is None else min(room, options.max_tokens)
        result.stop = "end" if limit > 0 else "length"
        steps = self._steps(sampler, drafter, limit)
        try:
            for token, row in steps:
                result.generated += 1
                if options.logprobs:
                    result.logprobs.append(
                        log_probabilities(self.context, vocabulary, row, token, options.logprobs))
                self._emit_pieces(stream.feed(vocabulary.piece(token)), emit)
                if stream.stopped:
                    break
                if result.generated >= limit:
                    result.stop = "length"
                    break
        except DecodeAborted:
            result.stop = "cancelled"
        finally:
            steps.close()
            result.drafted = drafter.accepted if drafter is not None else 0
        self._emit_pieces(stream.finish(), emit)

    @staticmethod
    def _emit_pieces(pieces: Sequence[tuple[str, bool]], emit: Emit) -> None:
        for text, thought in pieces:
            if text:
                emit({"piece": text, "thought": thought})

    def _steps(self, sampler: Sampler, drafter: Drafter | None, limit: int) -> Generator[tuple[int, int], None, None]:
        """Yield each token of the answer and the output row it was chosen from; end when the model ends its turn."""
        vocabulary, context = self.context.model.vocabulary, self.context
        token, row, spoken = sampler.choose(context, -1), -1, 0
        while limit > spoken and not vocabulary.ends_turn(token):
            yield token, row
            spoken += 1
            if spoken == limit:
                return
            draft: list[int] = []
            if drafter is not None:
                drafter.add(token)
                draft = drafter.propose(min(limit - spoken - 1, OUTPUTS_MAX - 1))
            begun = time.perf_counter()
            self._decode([token, *draft], every_output=True)
            self._keep(token)
            row, token, accepted = 0, sampler.choose(context, 0), 0
            try:
                while accepted < len(draft) and token == draft[accepted] and not vocabulary.ends_turn(token):
                    if drafter is not None:
                        drafter.add(token)
                    self._keep(token)
                    yield token, row
                    spoken += 1
                    accepted += 1
                    row, token = accepted, sampler.choose(context, accepted)
            finally:
                if draft:
                    self._rewind(len(self.cached))
            if drafter is not None:
                drafter.learn(len(draft), accepted, time.perf_counter() - begun)

    def _keep(self, token: int) -> None:
        """Note a token with the text it is shown as: a character of several tokens counts with the last of them."""
        self.cached.append(token)
        text = self._decoder.decode(self.context.model.vocabulary.piece(token))
        self.spoken.append((as_given(text).encode(), (token,)))
