"""Spark's tokenizer: a byte-level BPE of about a thousand tokens with digits one by one (llama.cpp's pre `smollm`)."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from models.spark.lessons import Conversation, conversations
from models.spark.turns import CONTROL, END, THINK, THOUGHT, WORDS, question

VOCAB_SIZE = 1024


def train_tokenizer(path: Path, *, seed: int, conversations_count: int = 60_000, vocab: int = VOCAB_SIZE) -> None:
    """Learn the merges from the lessons themselves and write tokenizer.json."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab,
        special_tokens=[AddedToken(t, special=True, normalized=False) for t in CONTROL]
        + [AddedToken(t, special=False, normalized=False) for t in WORDS],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    mix = itertools.islice(conversations(random.Random(seed)), conversations_count)
    texts = (text.replace(THINK, " ").replace(THOUGHT, " ") for talk in mix for turn in talk for text in turn)
    tokenizer.train_from_iterator(texts, trainer)
    path.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(path))


def load_tokenizer(path: Path) -> Tokenizer:
    return Tokenizer.from_file(str(path))


def encode_conversations(tokenizer: Tokenizer, talks: list[Conversation]) -> list[tuple[list[int], list[int]]]:
    """Tokens and a 0/1 list of the same length: 1 where the assistant speaks, its end mark included."""
    texts: list[str] = []
    for talk in talks:
        for asked, answered in talk:
            texts += [question(asked), f"{answered}{END}", "\n"]
    pieces = iter(tokenizer.encode_batch(texts, add_special_tokens=False))
    encoded: list[tuple[list[int], list[int]]] = []
    for talk in talks:
        tokens: list[int] = []
        learned: list[int] = []
        for _ in talk:
            for is_answer in (0, 1, 0):
                ids = next(pieces).ids
                tokens += ids
                learned += [is_answer] * len(ids)
        encoded.append((tokens, learned))
    return encoded
