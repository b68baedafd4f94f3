"""Token files for training: each holds freshly composed conversations, written by a process beside the training."""

from __future__ import annotations

import argparse
import itertools
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.spark.lessons import conversations
from models.spark.tokenizer import encode_conversations, load_tokenizer

CONVERSATIONS_PER_SHARD = 5_000
Row = tuple[NDArray[np.int64], NDArray[np.bool_]]


def write_shard(path: Path, tokenizer_path: Path, *, seed: int, count: int) -> None:
    """Compose `count` conversations and write their tokens; a reader never sees half a file."""
    tokenizer = load_tokenizer(tokenizer_path)
    talks = list(itertools.islice(conversations(random.Random(seed)), count))
    encoded = encode_conversations(tokenizer, talks)
    path.parent.mkdir(parents=True, exist_ok=True)
    side = path.with_suffix(".part")
    with side.open("wb") as out:
        np.savez(
            out,
            tokens=np.concatenate([np.asarray(t, dtype=np.uint16) for t, _ in encoded]),
            learned=np.concatenate([np.asarray(m, dtype=np.uint8) for _, m in encoded]),
            lengths=np.asarray([len(t) for t, _ in encoded], dtype=np.int32),
        )
    side.replace(path)


class ShardStream:
    """Conversations without end: one shard is read while a background process writes the next.

    Every shard is composed by a fresh process, so lessons improved during a long training are used from the
    next shard on. When composing fails (a lesson is being edited), the newest good shard is read once more.
    """

    def __init__(self, folder: Path, tokenizer_path: Path, *, seed: int, count: int) -> None:
        self.folder = folder
        self.tokenizer_path = tokenizer_path
        self.seed = seed
        self.number = 0
        self.count = count
        self.writer = self._start_writer(0)

    def _path(self, number: int) -> Path:
        return self.folder / f"shard-{number:05d}.npz"

    def _start_writer(self, number: int) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "models.spark.shards", str(self._path(number)), str(self.tokenizer_path)]
        words += ["--seed", str(self.seed * 100_003 + number), "--count", str(self.count)]
        root = Path(__file__).resolve().parents[2]
        quiet = {**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", "RAYON_NUM_THREADS": "1"}
        return subprocess.Popen(["nice", "-n", "10", *words], cwd=root, env=quiet)

    def stop(self) -> None:
        self.writer.terminate()
        self.writer.wait()

    def pieces(self) -> Iterator[Row]:
        """One conversation after the other: tokens and where the answer is."""
        good: Path | None = None
        while True:
            failed = self.writer.wait() != 0
            path = self._path(self.number)
            if failed and good is None:
                raise RuntimeError("the first shard could not be composed; see the message above")
            if not failed:
                if good is not None:
                    good.unlink(missing_ok=True)
                good = path
                self.number += 1
            else:
                print(f"shard {self.number} failed; the one before is read again", flush=True)
            self.writer = self._start_writer(self.number)
            assert good is not None
            with np.load(good) as shard:
                tokens, learned, lengths = shard["tokens"].astype(np.int64), shard["learned"] > 0, shard["lengths"]
            order = np.random.default_rng(self.number).permutation(len(lengths))
            starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
            for i in order:
                span = slice(starts[i], starts[i] + lengths[i])
                yield tokens[span], learned[span]


def rows(pieces: Iterator[Row], length: int) -> Iterator[Row]:
    """Rows of `length` + 1 tokens: whole conversations one after the other, the last one cut off.

    No wall stands between them, so every row is also a talk of several unrelated turns.
    """
    while True:
        tokens: list[NDArray[np.int64]] = []
        learned: list[NDArray[np.bool_]] = []
        filled = 0
        while filled < length + 1:
            t, m = next(pieces)
            tokens.append(t)
            learned.append(m)
            filled += len(t)
        yield np.concatenate(tokens)[: length + 1], np.concatenate(learned)[: length + 1]


class Batches:
    """Batches of about the same number of tokens, in rows of several lengths: (tokens of a row, share of batches)."""

    def __init__(
        self, stream: ShardStream, *, seed: int, tokens_count: int, lengths: Sequence[tuple[int, float]]
    ) -> None:
        pieces = stream.pieces()
        self.rng = random.Random(seed)
        self.kinds = [(rows(pieces, length), max(1, tokens_count // length)) for length, _ in lengths]
        self.shares = [share for _, share in lengths]

    def next(self) -> tuple[Tensor, Tensor, Tensor]:
        """Tokens, the tokens that follow, and which of those the assistant says."""
        stream, count = self.rng.choices(self.kinds, self.shares)[0]
        taken = list(itertools.islice(stream, count))
        tokens = torch.from_numpy(np.stack([t for t, _ in taken]))
        learned = torch.from_numpy(np.stack([m for _, m in taken]))
        return tokens[:, :-1].contiguous(), tokens[:, 1:], learned[:, 1:]


def main() -> None:
    options = argparse.ArgumentParser(description="Compose one shard of training conversations.")
    options.add_argument("shard", type=Path)
    options.add_argument("tokenizer", type=Path)
    options.add_argument("--seed", type=int, required=True)
    options.add_argument("--count", type=int, default=CONVERSATIONS_PER_SHARD)
    chosen = options.parse_args()
    write_shard(chosen.shard, chosen.tokenizer, seed=chosen.seed, count=chosen.count)


if __name__ == "__main__":
    main()
