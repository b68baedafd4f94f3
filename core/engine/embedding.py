"""Texts as vectors of length one. Worker only."""

from __future__ import annotations

import math
from collections.abc import Sequence

from llama_cpp import llama_cpp as api

from core.engine.native import Context, Model
from core.words.errors import DoesNotFit, LuciferError


def embed(model: Model, texts: Sequence[str], threads: int) -> list[list[float]]:
    """Return one vector per text, from a context of its own; the conversation's is left alone."""
    vocabulary = model.vocabulary
    if not all(vocabulary.tokenize(text, special=False) for text in texts):
        raise LuciferError("an empty text has no meaning to measure")
    rows = [vocabulary.tokenize(text, special=False, ends=True) for text in texts]
    longest = max((len(row) for row in rows), default=0)
    if longest > model.context_trained:
        raise DoesNotFit(f"a text has {longest} tokens, the model reads {model.context_trained} at most")
    context = Context(model, context=max(longest, 32), threads=threads, flash_attention=None, kv_type="f16",
                      embeddings=True)
    try:
        return [_embed_one(context, row) for row in rows]
    finally:
        context.close()


def _embed_one(context: Context, tokens: Sequence[int]) -> list[float]:
    context.forget_all()
    context.decode(tokens, 0, every_output=True)
    pointer = api.llama_get_embeddings_seq(context.pointer, 0)
    if not pointer:
        raise LuciferError("this model gives no embeddings")
    width = api.llama_model_n_embd_out(context.model.pointer)
    vector = [float(pointer[place]) for place in range(width)]
    length = math.sqrt(sum(value * value for value in vector)) or 1.0
    return [value / length for value in vector]
