"""How well each lesson is learned so far, measured on fresh examples during training."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import torch

from models.spark import lessons
from models.spark.model import Spark
from models.spark.tokenizer import encode_conversations, load_tokenizer

LONGEST = 512


@torch.no_grad()
def lesson_scores(model: Spark, tokenizer_path: Path, seed: int, count: int = 48) -> Iterator[tuple[str, float]]:
    """For each lesson, the share of fresh examples answered word for word, as greedy decoding would."""
    tokenizer = load_tokenizer(tokenizer_path)
    device = next(model.parameters()).device
    for name, lesson in lessons.all_lessons().items():
        talks = list(itertools.islice(lesson.examples(random.Random(seed)), count))
        encoded = [(t, m) for t, m in encode_conversations(tokenizer, talks) if len(t) <= LONGEST]
        longest = max(len(t) for t, _ in encoded)
        tokens = torch.zeros(len(encoded), longest, dtype=torch.long, device=device)
        learned = torch.zeros(len(encoded), longest, dtype=torch.bool, device=device)
        for row, (t, m) in enumerate(encoded):
            tokens[row, : len(t)], learned[row, : len(t)] = torch.tensor(t), torch.tensor(m) > 0
        with torch.autocast(device.type, dtype=torch.bfloat16):
            guesses = model.logits(model.states(tokens[:, :-1])).argmax(-1)
        wrong = ((guesses != tokens[:, 1:]) & learned[:, 1:]).any(1)
        yield name, 1 - float(wrong.float().mean())


def print_scores(model: Spark, tokenizer_path: Path, *, seed: int) -> None:
    try:
        scores = " ".join(f"{name} {score:.2f}" for name, score in lesson_scores(model, tokenizer_path, seed))
    except Exception as broken:  # noqa: BLE001 - a lesson being edited must not end an hour of training
        scores = f"not measured: {broken!r}"
    print(f"lessons: {scores}", flush=True)
