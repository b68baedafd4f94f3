#!/usr/bin/env python3
"""Damage small GGUF files in thousands of ways and try each: the prompt must outlive all of them.

Every mutant goes through the header check; what passes is loaded and asked by a real worker process. Mutants that end
a worker are tried once more through the whole engine, with a good model loaded before: that one must answer afterwards.
A worker that makes no progress for a minute is ended, and counted as hung. The same --count and --seed give the same
mutants. Exit status 0 only when no prompt died, and after every death the good model answered.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import other_shapes as shapes  # noqa: E402 - found through the line above
from build_gguf import build  # noqa: E402
from gguf_mutants import mutate  # noqa: E402

from core.engine.engine import ChatOptions, Engine, LoadOptions  # noqa: E402
from core.engine.preflight import plan_load  # noqa: E402
from core.engine.process import WorkerProcess  # noqa: E402
from core.words.errors import BrokenFile, DoesNotFit, EngineDied, LuciferError  # noqa: E402
from core.words.values import Message, Role  # noqa: E402

MEMORY_BYTES_MAX = 1_000_000_000
DEADLINE_SECONDS = 60.0
REPLAYS_MAX = 25
QUESTION = ChatOptions(max_tokens=4, seed=1)
OUTCOMES = ("refused by header", "refused as too large", "rejected by worker", "loaded and answered", "child died",
            "hung", "prompt died")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=5000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--from", dest="first", type=int, default=0, help="the first mutant's number")
    options.add_argument("--keep", type=Path, help="a folder for mutants that end a worker, hang it, or end a prompt")
    options.add_argument("--prompt", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.prompt:
        return be_a_prompt(range(chosen.first, chosen.count, chosen.jobs), chosen.seed, chosen.keep)
    begun = time.monotonic()
    results = Results()
    watchers = [threading.Thread(target=watch, args=(results, chosen, job)) for job in range(chosen.jobs)]
    for watcher in watchers:
        watcher.start()
    for watcher in watchers:
        watcher.join()
    results.print(time.monotonic() - begun)
    return 0 if results.good else 1


class Results:
    """What became of the mutants."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.replays: Counter[str] = Counter()
        self.header_seconds_max = 0.0
        self.memory_bytes_max = 0
        self.notes: list[str] = []
        self._lock = threading.Lock()

    @property
    def good(self) -> bool:
        return not self.outcomes["prompt died"] and set(self.replays) <= {"the good model answered"}

    def take(self, line: dict[str, Any]) -> None:
        with self._lock:
            if "replay" in line:
                self.replays[line["replay"]] += 1
                return
            self.outcomes[line["outcome"]] += 1
            self.header_seconds_max = max(self.header_seconds_max, line.get("header_seconds", 0.0))
            self.memory_bytes_max = max(self.memory_bytes_max, line.get("memory_bytes", 0))
            if line["outcome"] in ("child died", "hung", "prompt died"):
                self.kinds[line.get("why", "")[:100]] += 1
            done = self.outcomes.total()
            if done % 250 == 0:
                print(f"{done} tried: {dict(self.outcomes)}", file=sys.stderr, flush=True)

    def print(self, seconds: float) -> None:
        print(f"{self.outcomes.total()} mutants in {seconds:.0f} s")
        for outcome in OUTCOMES:
            print(f"{self.outcomes[outcome]:7} {outcome}")
        print(f"slowest header check {self.header_seconds_max * 1000:.0f} ms, "
              f"largest worker {self.memory_bytes_max / 1e6:.0f} MB")
        for outcome, count in self.replays.most_common():
            print(f"{count:7} times after a death through the whole engine: {outcome}")
        for why, count in self.kinds.most_common(12):
            print(f"{count:7} x {why}")


def watch(results: Results, chosen: argparse.Namespace, job: int) -> None:
    """Run one prompt after another until its share of mutants is tried; each end before that is a death."""
    first = chosen.first + job
    while first < chosen.count:
        command = [sys.executable, __file__, "--prompt", "--from", str(first), "--count", str(chosen.count),
                   "--seed", str(chosen.seed), "--jobs", str(chosen.jobs)]
        command += ["--keep", str(chosen.keep)] if chosen.keep else []
        prompt = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert prompt.stdout is not None
        for text in prompt.stdout:
            line = json.loads(text)
            results.take(line)
            if "number" in line:
                first = line["number"] + chosen.jobs
        status = prompt.wait()
        if status == 0:
            return
        results.take({"number": first, "outcome": "prompt died", "why": f"prompt: status {status} at mutant {first}"})
        first += chosen.jobs


def be_a_prompt(numbers: range, seed: int, keep: Path | None) -> int:
    """Try mutants as the program's own process would; say on standard output what became of each."""
    replays = 0
    with tempfile.TemporaryDirectory() as folder:
        seeds = list(seed_files(Path(folder)))
        worker = Trial(Path(folder) / "worker.log")
        for number in numbers:
            chance = random.Random(f"{seed} {number}")
            path = Path(folder) / "mutant.gguf"
            content = mutate(chance.choice(seeds), chance)
            path.write_bytes(content)
            told = worker.of(path)
            print(json.dumps({"number": number, **told}), flush=True)
            if told["outcome"] in ("child died", "hung") and keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{number}.gguf").write_bytes(content)
            if told["outcome"] == "child died" and replays < REPLAYS_MAX:
                replays += 1
                print(json.dumps({"replay": through_the_engine(path, Path(folder))}), flush=True)
        worker.close()
    return 0


class Trial:
    """One worker that is given mutant after mutant, and replaced when it dies."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._worker: WorkerProcess | None = None

    def of(self, path: Path) -> dict[str, Any]:
        """Check, load and ask one mutant."""
        begun = time.perf_counter()
        try:
            plan = plan_load(LoadOptions(path, memory_limit_bytes=MEMORY_BYTES_MAX), in_use_bytes=0)
        except BrokenFile:
            return {"outcome": "refused by header", "header_seconds": time.perf_counter() - begun}
        except DoesNotFit:
            return {"outcome": "refused as too large"}
        options = LoadOptions(path, context=plan.context, threads=1).to_json()
        worker = self._alive()
        alarm = threading.Timer(DEADLINE_SECONDS, worker.kill, args=("hung",))
        alarm.start()
        try:
            worker.call("load", options=options).result()
            loaded = worker.memory_bytes()
            worker.call("chat", messages=[["user", "hello there", ""]], options=QUESTION.to_json()).result()
            return {"outcome": "loaded and answered", "memory_bytes": loaded}
        except EngineDied:
            self._worker = None
            return {"outcome": "hung" if worker.death == "hung" else "child died", "why": worker.death}
        except LuciferError as error:
            return {"outcome": "rejected by worker", "why": error.message}
        finally:
            alarm.cancel()

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()

    def _alive(self) -> WorkerProcess:
        if self._worker is None or not self._worker.alive:
            self._worker = WorkerProcess(self._log, lambda _: None)
        return self._worker


def through_the_engine(mutant: Path, folder: Path) -> str:
    """Load a good model, then the mutant; say what the good one does afterwards."""
    engine = Engine(log=folder / "engine.log")
    try:
        engine.load(LoadOptions(folder / "tiny.gguf"))
        try:
            engine.load(LoadOptions(mutant, threads=1, memory_limit_bytes=MEMORY_BYTES_MAX))
            _ask(engine)  # some die only when asked; the engine then starts again by itself, or gives up
        except LuciferError:
            pass
        engine.load(LoadOptions(folder / "tiny.gguf"))
        return "the good model answered" if _ask(engine) else "the good model said nothing"
    except LuciferError as error:
        return f"the good model failed: {error.message}"
    finally:
        engine.close()


def _ask(engine: Engine) -> str:
    return "".join(piece.text for piece in engine.chat([Message(Role.USER, "hello there")], QUESTION))


def seed_files(folder: Path) -> Iterator[bytes]:
    """Yield the good files that mutants are made of: several vocabularies, kinds of weights and architectures."""
    yield build(folder / "tiny.gguf", words=400).read_bytes()
    yield build(folder / "spm.gguf", vocab="spm", quant="q8_0").read_bytes()
    yield build(folder / "bare.gguf", template=None, layers=1).read_bytes()
    yield vocabulary_only(build(folder / "vocabulary.gguf", words=3000).read_bytes())
    small = {"width": 32, "heads": 4, "inner": 64, "layers": 2}
    for number, shape in enumerate((shapes.windowed(**small, head=8, vocabulary=300),
                                    shapes.experts(width=32, heads=4, inner=32, layers=2, count=4, vocabulary=300),
                                    shapes.hybrid(**{**small, "layers": 4}, vocabulary=300),
                                    shapes.recurrent(width=32, layers=2, rank=4, vocabulary=300))):
        yield shapes.write(folder / f"shape{number}.gguf", shape).read_bytes()


def vocabulary_only(content: bytes) -> bytes:
    """Leave out the tensors of a file: count 0, nothing after the metadata that is read."""
    return content[:8] + bytes(8) + content[16:]


if __name__ == "__main__":
    sys.exit(main())
