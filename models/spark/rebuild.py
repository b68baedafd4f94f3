"""Make Spark again from nothing: tokenizer, training, GGUF, exams. `--quick` walks the same path in about a minute."""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

import torch

from models.spark.convert import convert
from models.spark.evaluate import GRADERS, evaluate
from models.spark.model import Shape
from models.spark.tokenizer import train_tokenizer
from models.spark.train import Plan, keep_memory, train

FOLDER = Path(__file__).parent
QUICK_SHAPE = Shape(width=128, layers=3, heads=2, heads_kv=1, hidden=256, context_max=512)
QUICK_PLAN = Plan(
    minutes=0.3,
    row_lengths=((128, 0.9), (512, 0.1)),
    batches_per_step=2,
    growth=((2, 0.5),),
    save_seconds=60,
    conversations_per_shard=2000,
    quick=True,
)


def rebuild(work: Path, out: Path, *, quick: bool, minutes: float, seed: int, workers: int) -> Path:
    """Every step in order; a training that was stopped goes on where it was."""
    tokenizer = work / "tokenizer.json"
    if quick:
        shutil.rmtree(work, ignore_errors=True)
    if not tokenizer.exists():
        print("1/4 the tokenizer learns its merges", flush=True)
        train_tokenizer(tokenizer, seed=seed, conversations_count=4000 if quick else 80_000)
    print("2/4 training", flush=True)
    plan = QUICK_PLAN if quick else Plan(minutes=minutes)
    settings = vars(plan) | {"seed": seed, "workers": workers}
    train(Plan(**settings), QUICK_SHAPE if quick else Shape(), work)
    print("3/4 conversion and quantization", flush=True)
    convert(work / "checkpoint.pt", tokenizer, out)
    print(f"{out}: {out.stat().st_size} bytes", flush=True)
    print("4/4 exams", flush=True)
    evaluate(out, list(GRADERS), out=work / "scores.json", limit=4 if quick else None)
    return out


def main() -> None:
    options = argparse.ArgumentParser(description="Rebuild Spark from nothing.")
    options.add_argument("--quick", action="store_true", help="a tiny model, in about a minute")
    options.add_argument("--minutes", type=float, default=Plan.minutes, help="of training")
    options.add_argument("--seed", type=int, default=Plan.seed)
    options.add_argument("--workers", type=int, default=Plan.workers)
    options.add_argument("--work", type=Path, help="where checkpoints, token files and scores go")
    options.add_argument("--out", type=Path, help="the GGUF to write")
    chosen = options.parse_args()
    work = chosen.work or FOLDER / "work" / ("quick" if chosen.quick else "")
    out = chosen.out or (work / "quick.gguf" if chosen.quick else FOLDER / "spark.gguf")
    torch.set_num_threads(1)
    keep_memory()
    begun = time.monotonic()
    workers = 1 if torch.cuda.is_available() else chosen.workers
    rebuild(work, out, quick=chosen.quick, minutes=chosen.minutes, seed=chosen.seed, workers=workers)
    print(f"done in {(time.monotonic() - begun) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
