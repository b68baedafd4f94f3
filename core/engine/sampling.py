"""Which token comes next: penalties, top-k, top-p, min-p, temperature, and an optional grammar. Worker only."""

from __future__ import annotations

import ctypes
import math
import secrets
from typing import Any

from llama_cpp import llama_cpp as api

from core.engine.native import Context, Vocabulary
from core.engine.options import ChatOptions
from core.words.errors import Refused

PENALTY_TOKENS = 64


class GrammarSampler:
    """Rules out tokens that a grammar does not allow next."""

    def __init__(self, pointer: Any) -> None:  # noqa: ANN401
        self._pointer = pointer

    @classmethod
    def make(cls, vocabulary: Vocabulary, grammar: str) -> GrammarSampler | None:
        """Compile a grammar; None when it has a mistake."""
        pointer = api.llama_sampler_init_grammar(vocabulary.pointer, grammar.encode("utf-8", "replace"), b"root")
        return cls(pointer) if pointer else None

    def allows(self, token: int) -> bool:
        one = (api.llama_token_data * 1)(api.llama_token_data(token, 1.0, 0.0))
        self.apply(api.llama_token_data_array(one, 1, -1, False))
        return not math.isinf(one[0].logit)

    def apply(self, array: api.llama_token_data_array) -> None:
        api.llama_sampler_apply(self._pointer, ctypes.byref(array))

    def accept(self, token: int) -> None:
        api.llama_sampler_accept(self._pointer, token)

    def close(self) -> None:
        api.llama_sampler_free(self._pointer)


class Sampler:
    """Chooses tokens and remembers what it chose. Close it."""

    def __init__(self, vocabulary: Vocabulary, options: ChatOptions, grammar: str | None) -> None:
        self._vocabulary = vocabulary
        self._grammar = None if grammar is None else GrammarSampler.make(vocabulary, grammar)
        self._chain: Any = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
        for part in self._parts(options):
            api.llama_sampler_chain_add(self._chain, part)

    def _parts(self, options: ChatOptions) -> list[Any]:
        parts = []
        if options.repeat_penalty != 1.0:
            parts.append(api.llama_sampler_init_penalties(
                self._vocabulary.size, PENALTY_TOKENS, options.repeat_penalty, 0.0, 0.0))
        if options.temperature <= 0:
            return [*parts, api.llama_sampler_init_greedy()]
        if options.top_k > 0:
            parts.append(api.llama_sampler_init_top_k(options.top_k))
        if options.top_p < 1:
            parts.append(api.llama_sampler_init_top_p(options.top_p, 1))
        if options.min_p > 0:
            parts.append(api.llama_sampler_init_min_p(options.min_p, 1))
        seed = secrets.randbits(32) if options.seed is None else options.seed & 0xFFFFFFFF
        return [*parts, api.llama_sampler_init_temp(options.temperature), api.llama_sampler_init_dist(seed)]

    def choose(self, context: Context, row: int) -> int:
        """Choose the token after output `row`; a grammar is asked only about the favourite unless it refuses that."""
        if self._grammar is None:
            return int(api.llama_sampler_sample(self._chain, context.pointer, row))
        token = self._favourite(context, row, constrained=False)
        if not self._grammar.allows(token):
            token = self._favourite(context, row, constrained=True)
            # llama.cpp ends the process when a token is accepted that the grammar refuses.
            if not self._grammar.allows(token):
                raise Refused("the grammar leaves nothing that could come next", hint="it asks for a character that "
                              "the model's vocabulary cannot write, or for something that cannot be")
        self._grammar.accept(token)
        api.llama_sampler_accept(self._chain, token)
        return token

    def _favourite(self, context: Context, row: int, *, constrained: bool) -> int:
        import numpy  # noqa: PLC0415

        size = self._vocabulary.size
        table = numpy.zeros(size, dtype=[("id", "<i4"), ("logit", "<f4"), ("p", "<f4")])
        table["id"] = numpy.arange(size)
        table["logit"] = numpy.ctypeslib.as_array(context.logits(row), shape=(size,))
        data = ctypes.cast(table.ctypes.data, ctypes.POINTER(api.llama_token_data))
        array = api.llama_token_data_array(data, size, -1, False)
        if constrained and self._grammar is not None:
            self._grammar.apply(array)
        api.llama_sampler_apply(self._chain, ctypes.byref(array))
        return int(array.data[array.selected].id)

    def close(self) -> None:
        api.llama_sampler_free(self._chain)
        if self._grammar is not None:
            self._grammar.close()


def log_probabilities(context: Context, vocabulary: Vocabulary, row: int, chosen: int, count: int) -> dict[str, Any]:
    """Return the log-probability of the chosen token and of the `count` likeliest ones."""
    import numpy  # noqa: PLC0415

    scores = numpy.ctypeslib.as_array(context.logits(row), shape=(vocabulary.size,)).astype("f8")
    scores -= scores.max()
    scores -= math.log(float(numpy.exp(scores).sum()))
    best = numpy.argsort(scores)[::-1][:count]

    def entry(token: int) -> dict[str, Any]:
        return {"text": vocabulary.piece(token).decode("utf-8", "replace"), "token": token,
                "logprob": round(float(scores[token]), 6)}

    return {**entry(chosen), "top": [entry(int(token)) for token in best]}
