"""How well a model foretells a text, and how far its foretelling is from another's. Worker only."""

from __future__ import annotations

import ctypes
import hashlib
import math
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.native import OUTPUTS_MAX, Context
from core.engine.speaker import Speaker
from core.words.errors import DoesNotFit, LuciferError

WINDOW = 512
_SHORTEST = 8
_TOP = struct.Struct("<i")

Scores = NDArray[np.float32]


def score(speaker: Speaker, text: str, *, tokens_max: int, save: Path | None, against: Path | None) -> dict[str, Any]:
    """Read a text window by window and add up what each token costs.

    As llama.cpp's perplexity tool does it: the text in windows of 512 tokens, each read from nothing, and only the
    second half of each counts, so that every counted token has 256 before it; a text of one window counts all of it.
    `save` keeps the whole distribution at each counted token (half precision); `against` compares with a kept one:
    the Kullback-Leibler divergence of this model's distribution from that one, and how often both foretell the same.
    """
    context = speaker.context
    vocabulary = context.model.vocabulary
    tokens = vocabulary.tokenize(text, special=False)[:tokens_max]
    if len(tokens) < _SHORTEST:
        raise LuciferError(f"a text of {len(tokens)} tokens is too short to be scored", hint="give a longer one")
    if context.size < min(WINDOW, len(tokens)) + 1:
        raise DoesNotFit(f"the context holds {context.size} tokens, {WINDOW + 1} are needed")
    speaker.clear()
    mark = hashlib.sha256(repr((tokens, vocabulary.size)).encode()).hexdigest()
    kept = _Kept(against, mark, vocabulary.size) if against else None
    written = save.open("wb") if save else None
    nats = 0.0
    counted = size_bytes = 0
    divergences: list[float] = []
    same = 0
    try:
        if written:
            written.write(mark.encode())
        for token, chances in _distributions(context, tokens):
            nats -= float(chances[token])
            counted += 1
            size_bytes += len(vocabulary.piece(token))
            if written:
                written.write(_TOP.pack(int(chances.argmax())) + chances.astype(np.float16).tobytes())
            if kept is not None:
                top, theirs = kept.next()
                divergences.append(_divergence(theirs, chances))
                same += int(top == chances.argmax())
    finally:
        speaker.clear()
        if written:
            written.close()
    facts = {"tokens": counted, "nats": nats, "perplexity": math.exp(nats / counted),
             "bits_per_byte": nats / math.log(2) / max(1, size_bytes)}
    if kept is not None:
        facts |= {"divergence": float(np.mean(divergences)), "divergence_99": float(np.quantile(divergences, 0.99)),
                  "same_top": same / counted}
    return facts


def _distributions(context: Context, tokens: Sequence[int]) -> Iterator[tuple[int, Scores]]:
    """Yield each counted token with the logarithms of what the model held each token for, before it."""
    vocabulary = context.model.vocabulary
    window = min(WINDOW, len(tokens))
    first = [vocabulary.bos] if vocabulary.adds_bos else []
    for start in range(0, len(tokens) - window + 1, window):
        part = [*first, *tokens[start:start + window]]
        counted_from = len(part) // 2 if len(tokens) >= 2 * WINDOW else 1
        context.forget_all()
        for place in range(0, len(part) - 1, OUTPUTS_MAX):
            rows = part[place:min(place + OUTPUTS_MAX, len(part) - 1)]
            context.decode(rows, place, every_output=True)
            for row in range(len(rows)):
                if place + row + 1 >= counted_from:
                    yield part[place + row + 1], _log_softmax(context, row)


def _log_softmax(context: Context, row: int) -> Scores:
    pointer = ctypes.cast(context.logits(row), ctypes.POINTER(ctypes.c_float))
    values = np.ctypeslib.as_array(pointer, shape=(context.model.vocabulary.size,)).astype(np.float32)
    values -= values.max()
    return np.asarray(values - np.log(np.exp(values).sum()), dtype=np.float32)


def _divergence(theirs: Scores, ours: Scores) -> float:
    """KL(theirs || ours) in nats: what it costs to hold ours for true where theirs is."""
    return float(np.sum(np.exp(theirs) * (theirs - ours)))


class _Kept:
    """The distributions that another model left, in the order of the text."""

    def __init__(self, path: Path, mark: str, vocabulary: int) -> None:
        self._file = path.open("rb")
        self._vocabulary = vocabulary
        if self._file.read(len(mark)) != mark.encode():
            self._file.close()
            raise LuciferError("the two models cut the text into other tokens, so their distributions do not compare",
                               hint="bits per byte compare them all the same")

    def next(self) -> tuple[int, Scores]:
        """Return the likeliest token, which half precision may not tell from the next, and the distribution."""
        top: int = _TOP.unpack(self._file.read(_TOP.size))[0]
        data = self._file.read(2 * self._vocabulary)
        values = np.frombuffer(data, dtype=np.float16).astype(np.float32)
        # Half precision rounds; made whole again, so that a model differs from itself by nothing.
        return top, np.asarray(values - np.log(np.exp(values).sum()), dtype=np.float32)
