"""Train Spark for a given time: bf16 on the CPU (or a GPU when there is one), stopped and resumed at will.

On a CPU every core is a process of its own, with one thread: threads that meet hundreds of times a second crawl
as soon as anything else runs on the machine, while processes that meet once a step only lose what was taken.
"""

from __future__ import annotations

import argparse
import ctypes
import signal
import sys
import time
from dataclasses import dataclass, replace
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier
from pathlib import Path

import torch
import torch.multiprocessing as mp
import torch.nn.functional as F
from torch import Tensor

from models.spark.grow import PARTS, grow_checkpoint
from models.spark.model import Shape, Spark
from models.spark.optimizer import Optimizer, SharedState, look_into
from models.spark.progress import print_scores
from models.spark.shards import CONVERSATIONS_PER_SHARD, Batches, ShardStream

AVERAGE = 0.998  # how much of the running mean of the weights stays at each step
# How much of the mean goes into the model file, beside the last weights: alone it is behind with what was learned last.
MEAN_SHARE = 0.75
WARM_STEPS = 60
WAIT_SECONDS_MAX = 900.0


@dataclass(frozen=True)
class Plan:
    """How one training goes; everything a rerun needs."""

    minutes: float = 90.0
    seed: int = 7
    workers: int = 2
    batch_tokens: int = 2048
    # Rows of one or two conversations are cheapest; longer ones teach to find the last question among many turns.
    row_lengths: tuple[tuple[int, float], ...] = ((128, 0.55), (256, 0.42), (2048, 0.03))
    batches_per_step: int = 6
    falling_share: float = 0.4  # of the time: the learning rate falls in a straight line to zero
    # Layers, and until which share of the time: a shallow network's steps are cheaper. The rest is at full depth.
    growth: tuple[tuple[int, float], ...] = ((6, 0.43), (9, 0.75))
    save_seconds: float = 180.0
    score_seconds: float = 1800.0
    conversations_per_shard: int = CONVERSATIONS_PER_SHARD
    quick: bool = False  # nothing is compiled: right for a run of seconds


@dataclass
class Progress:
    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    grown_at: int = 0  # the step at which new layers came in: from there the rate rises again


@dataclass
class Meeting:
    """What the workers of one training share besides the numbers."""

    barrier: Barrier
    batches_left: Synchronized[int]
    tokens: Synchronized[int]
    factor: Synchronized[float]  # of the learning rate; negative: stop


def keep_memory() -> None:
    """Tell glibc to keep freed memory: giving 16 MB tensors back to the system costs 5 % of the speed."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        trim, top_pad, mmap_max = -1, -2, -4
        libc.mallopt(mmap_max, 0)
        libc.mallopt(trim, 2**31 - 1)
        libc.mallopt(top_pad, 2**26)


def rate_factor(done: float, step: int, falling_share: float) -> float:
    """Up in the first steps, level, then straight down to zero when the time is over."""
    return min(1.0, (step + 1) / WARM_STEPS) * min(1.0, max(0.0, (1.0 - done) / falling_share))


def save_checkpoint(path: Path, shape: Shape, state: SharedState, progress: Progress, plan: Plan) -> None:
    side = path.with_suffix(".part")
    numbers = {part: getattr(state, part) for part in PARTS}
    torch.save({"shape": shape.as_dict(), "progress": vars(progress), "plan": vars(plan), **numbers}, side)
    side.replace(path)


def load_model(checkpoint: Path, *, mean_share: float = MEAN_SHARE) -> Spark:
    """The network of a checkpoint: its last weights, and so much of their running mean (all of it: 1)."""
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    model = Spark(Shape(**saved["shape"]))
    look_into(model, mean_share * saved["mean"] + (1 - mean_share) * saved["weights"])
    return model.eval()


class Worker:
    """One process: its own batches and gradients, the common weights, its share of the update."""

    def __init__(
        self, plan: Plan, shape: Shape, work: Path, state: SharedState, meeting: Meeting, number: int, start: int
    ) -> None:
        self.plan, self.meeting, self.number = plan, meeting, number
        self.device = state.weights.device
        self.model = Spark(shape).to(self.device)
        look_into(self.model, state.weights, state.gradients[number])
        self.gradients = state.gradients[number]
        self.states = self.model.states if plan.quick else torch.compile(self.model.states, dynamic=False)
        self.optimizer = Optimizer(self.model, state, number, plan.workers)
        self.stream = ShardStream(
            work / f"shards-{number}",
            work / "tokenizer.json",
            seed=(plan.seed * 1009 + start) * 16 + number,
            count=plan.conversations_per_shard,
        )
        self.batches = Batches(
            self.stream, seed=plan.seed + number, tokens_count=plan.batch_tokens, lengths=plan.row_lengths
        )

    def step(self, factor: float, step: int) -> float:
        """Take batches while there are any, meet, and apply this worker's share of the update."""
        losses: list[float] = []
        while self._take_batch():
            losses.append(self._learn(*(part.to(self.device) for part in self.batches.next())))
        self.meeting.barrier.wait(WAIT_SECONDS_MAX)
        self.optimizer.step(factor, step, min(AVERAGE, (step + 1) / (step + 10)))
        return sum(losses) / max(1, len(losses))

    def _take_batch(self) -> bool:
        with self.meeting.batches_left.get_lock():
            self.meeting.batches_left.value -= 1
            return self.meeting.batches_left.value >= 0

    def _learn(self, tokens: Tensor, targets: Tensor, learned: Tensor) -> float:
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            scores = self.model.logits(self.states(tokens)[learned])
        loss = F.cross_entropy(scores.float(), targets[learned])
        (loss / self.plan.batches_per_step).backward()
        with self.meeting.tokens.get_lock():
            self.meeting.tokens.value += tokens.numel()
        return float(loss.detach())

    def release(self) -> None:
        """Wait until all weights are new; then this worker's gradients start from zero."""
        self.meeting.barrier.wait(WAIT_SECONDS_MAX)
        self.gradients.zero_()


def follow(plan: Plan, shape: Shape, work: Path, state: SharedState, meeting: Meeting, number: int, start: int) -> None:
    """A worker that does what the first one decides."""
    torch.set_num_threads(1)
    keep_memory()
    worker = Worker(plan, shape, work, state, meeting, number, start)
    step = start
    while meeting.factor.value >= 0:
        worker.step(meeting.factor.value, step)
        worker.release()
        step += 1
    worker.stream.stop()


def lead(
    plan: Plan, shape: Shape, work: Path, state: SharedState, meeting: Meeting, progress: Progress, until: float
) -> bool:
    """The first worker: it also keeps the time, prints, saves and ends the leg; False when it was told to stop."""
    worker = Worker(plan, shape, work, state, meeting, 0, progress.step)
    mean = Spark(shape).to(worker.device)
    look_into(mean, state.mean)
    last = time.monotonic()
    saved_at = scored_at = printed_at = progress.seconds
    printed_tokens = progress.tokens
    loss_mean = 0.0
    ended: list[int] = []
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda number, _: ended.append(number))
    while meeting.factor.value >= 0:
        factor = meeting.factor.value
        loss = worker.step(factor, progress.step)
        loss_mean = loss if loss_mean == 0 else 0.95 * loss_mean + 0.05 * loss
        now = time.monotonic()
        progress.seconds, last = progress.seconds + now - last, now
        progress.step, progress.tokens = progress.step + 1, meeting.tokens.value
        done = progress.seconds / (plan.minutes * 60)
        meeting.factor.value = rate_factor(done, progress.step - progress.grown_at, plan.falling_share)
        if done >= until or ended:
            meeting.factor.value = -1.0
        meeting.batches_left.value = plan.batches_per_step
        worker.release()
        if progress.step % (5 if plan.quick else 50) == 0:
            speed = (progress.tokens - printed_tokens) / max(1e-9, progress.seconds - printed_at)
            print(
                f"step {progress.step} minutes {progress.seconds / 60:.1f} tokens {progress.tokens / 1e6:.2f}M "
                f"loss {loss_mean:.4f} rate {factor:.3f} tokens/s {speed:.0f}",
                flush=True,
            )
            printed_at, printed_tokens = progress.seconds, progress.tokens
        if progress.seconds - saved_at > plan.save_seconds:
            save_checkpoint(work / "checkpoint.pt", shape, state, progress, plan)
            saved_at = progress.seconds
        if progress.seconds - scored_at > plan.score_seconds:
            print_scores(mean, work / "tokenizer.json", seed=plan.seed + progress.step)
            scored_at = progress.seconds
    save_checkpoint(work / "checkpoint.pt", shape, state, progress, plan)
    worker.stream.stop()
    return not ended


def train(plan: Plan, shape: Shape, work: Path) -> None:
    """Train until the time is over, from the last checkpoint when there is one: first shallow, then deeper."""
    checkpoint = work / "checkpoint.pt"
    for layers, until in (*plan.growth, (shape.layers, 1.0)):
        if checkpoint.exists():
            grow_checkpoint(checkpoint, layers)
        if not leg(plan, replace(shape, layers=layers), work, until=until):
            return


def leg(plan: Plan, shape: Shape, work: Path, *, until: float) -> bool:
    """Train to a share of the time; nothing is done when that is behind. False when it was told to stop."""
    checkpoint = work / "checkpoint.pt"
    progress = Progress()
    saved = None
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
        shape, progress = Shape(**saved["shape"]), Progress(**saved["progress"])
    done = progress.seconds / (plan.minutes * 60)
    if done >= until:
        return True
    torch.manual_seed(plan.seed)
    model = Spark(shape).to("cuda" if torch.cuda.is_available() else "cpu")
    state = SharedState.of(model, plan.workers)
    if saved is not None:
        for part in PARTS:
            getattr(state, part).copy_(saved[part])
    context = mp.get_context("spawn")
    meeting = Meeting(
        barrier=context.Barrier(plan.workers),
        batches_left=context.Value("i", plan.batches_per_step),
        tokens=context.Value("q", progress.tokens),
        factor=context.Value("d", rate_factor(done, progress.step - progress.grown_at, plan.falling_share)),
    )
    print(f"{model.parameters_count() / 1e6:.2f}M parameters, {plan}, starting at {progress}", flush=True)
    others = [
        context.Process(target=follow, args=(plan, shape, work, state, meeting, number, progress.step), daemon=True)
        for number in range(1, plan.workers)
    ]
    for other in others:
        other.start()
    whole = lead(plan, shape, work, state, meeting, progress, until)
    for other in others:
        other.join(60)
    return whole


def main() -> None:
    options = argparse.ArgumentParser(description="Train Spark; a second start resumes from the last checkpoint.")
    options.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    options.add_argument("--minutes", type=float, default=Plan.minutes, help="of training, earlier starts included")
    options.add_argument("--falling", type=float, default=Plan.falling_share, help="share of them with a falling rate")
    options.add_argument("--seed", type=int, default=Plan.seed)
    options.add_argument("--workers", type=int, default=Plan.workers, help="processes of one thread each")
    chosen = options.parse_args()
    torch.set_num_threads(1)
    keep_memory()
    workers = 1 if torch.cuda.is_available() else chosen.workers
    plan = Plan(minutes=chosen.minutes, seed=chosen.seed, workers=workers, falling_share=chosen.falling)
    train(plan, Shape(), chosen.work)


if __name__ == "__main__":
    main()
