"""Real GGUF files for tests: tiny ones, made in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.engine.random_model import CHATML, Quant, Shape, Vocabulary, Words, build_model


def build(
    path: Path,
    *,
    layers: int = 2,
    width: int = 32,
    heads: int = 4,
    kv_heads: int = 2,
    context: int = 2048,
    vocab: Vocabulary = "bpe",
    words: int = 0,
    quant: Quant = "f16",
    template: str | None = CHATML,
    says: Sequence[str] = (),
    chain: bool = False,
    metadata: dict[str, Any] | None = None,
) -> Path:
    """Write a llama-architecture GGUF with random weights and return its path.

    A bare call gives 110 kB that talk nonsense. `says=["Hello", " there"]` gives a model whose every answer is
    "Hello there" (chunks are single tokens, none twice). `words=32000` gives a vocabulary of that many tokens.
    """
    build_words(path, layers=layers, width=width, heads=heads, kv_heads=kv_heads, context=context, vocab=vocab,
                words=words, quant=quant, template=template, says=says, chain=chain, metadata=metadata)
    return path


def build_words(
    path: Path, *, layers: int = 2, width: int = 32, heads: int = 4, kv_heads: int = 2, context: int = 2048,
    **options: Any,
) -> Words:
    """As `build`, and return the vocabulary instead."""
    shape = Shape(layers=layers, width=width, heads=heads, kv_heads=kv_heads, context=context)
    return build_model(path, shape=shape, **options)
