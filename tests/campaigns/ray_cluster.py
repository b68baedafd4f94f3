#!/usr/bin/env python3
"""The tier tests over a Ray cluster of two nodes on the loopback, one of which is killed in the middle.

Needs the package ray (`pip install ray`). Prints what the loss cost, and fails unless every question was answered once,
and the report is the one that a run without a cluster gives.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from at_hand import START  # noqa: E402 - found through the line above
from exam_family import FAMILY, build_family  # noqa: E402
from ray_nodes import Nodes, kill_tree  # noqa: E402

from core.words.values import Json  # noqa: E402


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--limit", type=int, default=12, help="questions of each tier (default 12)")
    options.add_argument("--nodes", type=int, default=2, help="how many nodes (default 2)")
    options.add_argument("--after", type=int, default=40, help="kill a node after so many answers (default 40)")
    options.add_argument("--no-kill", action="store_true", help="let all nodes live")
    chosen = options.parse_args()
    if importlib.util.find_spec("ray") is None:
        print("skipped: the package ray is not installed")
        return 0
    with tempfile.TemporaryDirectory(prefix="ray-exam-") as scratch, ExitStack() as stack:
        home = Path(scratch) / "home"
        build_family(home / "models")
        nodes = stack.enter_context(Nodes())
        others = [nodes.add() for _ in range(chosen.nodes - 1)]
        print(f"{chosen.nodes} nodes of one core at {nodes.address}; {len(FAMILY)} generated files and Spark, "
              f"{chosen.limit} questions of each tier", flush=True)
        begun = time.monotonic()
        run = start(home, chosen.limit, "--ray", nodes.address)
        if others and not chosen.no_kill:
            while len(answers(home)) < chosen.after and run.poll() is None:
                time.sleep(0.1)
            print(f"after {len(answers(home))} answers a node is killed", flush=True)
            kill_tree(others[-1])
        _, said = run.communicate()
        print(f"{time.monotonic() - begun:.0f} s over the cluster; it warned:")
        print(*(f"  {line}" for line in said.splitlines() if line.startswith("warning: ") and "native" not in line),
              sep="\n", flush=True)
        return judged(home, run.returncode, chosen.limit)


def start(home: Path, limit: int, *flags: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", START, "--home", str(home), "--plain", "test", "all", "--limit",
                             str(limit), *flags], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, text=True, env={**os.environ, "LUCIFER_OFFLINE": "1"})


def answers(home: Path) -> list[tuple[str, str, bool]]:
    # The last line may be half written.
    lines = [line for file in (home / "exams").glob("run-*.jsonl")
             for line in file.read_text().rpartition("\n")[0].splitlines()]
    return [(record["model"], record["id"], record["passed"]) for record in map(json.loads, lines) if "id" in record]


def verdicts(home: Path) -> dict[str, Json]:
    """Return what the report says of each model."""
    report = json.loads(next((home / "exams").glob("run-*.json")).read_text())
    return {name: [model["verdict"], model["skills"]] for name, model in report["models"].items()}


def judged(home: Path, status: int, limit: int) -> int:
    """Compare with a run without a cluster."""
    spread, told = answers(home), verdicts(home)
    (home / "exams").rename(home / "exams-of-the-cluster")
    begun = time.monotonic()
    alone = start(home, limit)
    alone.communicate()
    plain = answers(home)
    twice = [pair for pair, count in Counter((model, name) for model, name, _ in spread).items() if count > 1]
    other = {name for name, verdict in verdicts(home).items() if told.get(name) != verdict}
    print(f"{time.monotonic() - begun:.0f} s without it\n"
          f"answers: {len(spread)} over the cluster, {len(plain)} without it; twice: {len(twice)}; "
          f"lost: {len(set(plain) - set(spread))}; other verdicts: {sorted(other) or 'none'}; "
          f"models: {len(told)}; exit status {status} and {alone.returncode}")
    return int(bool(twice or other) or set(spread) != set(plain) or status != alone.returncode)


if __name__ == "__main__":
    sys.exit(main())
