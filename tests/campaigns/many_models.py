#!/usr/bin/env python3
"""Take many small models through the tier tests in one run: is each verdict right, does anything hang or stay behind?

Prints how long it took, the verdicts that are not what they must be, how the program's memory grew, the longest
silence, and what was left: processes, and files in the folder for temporary ones.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from at_hand import START  # noqa: E402 - found through the line above
from exam_family import FAMILY, Kind, expected_right  # noqa: E402

from core.exam.harness import Plan  # noqa: E402
from core.words.units import bytes_text  # noqa: E402
from core.words.values import Json  # noqa: E402

HANG_SECONDS = 60.0


@dataclass
class Seen:
    """What was seen of a run while it ran: memory of the program and of all its processes, most processes at once."""

    own: list[int] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    at_once: int = 0
    silence_seconds: float = 0.0
    hung: bool = False
    started: set[psutil.Process] = field(default_factory=set)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=100, help="how many models (default 100)")
    options.add_argument("--limit", type=int, default=6, help="questions of each tier (default 6)")
    options.add_argument("--jobs", type=int, default=1, help="models at once (default 1)")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="many-models-") as scratch:
        home, temporary = Path(scratch) / "home", Path(scratch) / "tmp"
        (home / "models").mkdir(parents=True)
        temporary.mkdir()
        kinds = made(home / "models", chosen.count)
        print(f"{len(kinds)} files of {len(FAMILY)} kinds, and Spark; {chosen.limit} questions of each tier, "
              f"{chosen.jobs} at once", flush=True)
        begun = time.monotonic()
        out = Path(scratch) / "report"
        with out.open("w") as file:
            run = subprocess.Popen([sys.executable, "-c", START, "--home", str(home), "--json", "--quiet", "test",
                                    "all", "--limit", str(chosen.limit), "--jobs", str(chosen.jobs)], stdout=file,
                                   stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env={**os.environ, "TMPDIR": str(temporary)})
            seen = watch(run, home / "exams")
        seconds = time.monotonic() - begun
        if seen.hung:
            print(f"HANGS: nothing came for {HANG_SECONDS:.0f} s")
            return 1
        report = json.loads(out.read_text().splitlines()[-1])["models"]
        wrong = judged(report, kinds, Plan(limit=chosen.limit))
        return told(seconds, report, kinds, wrong, seen, [path.name for path in temporary.iterdir()])


def made(folder: Path, count: int) -> dict[str, Kind]:
    """Make the files, kind after kind; return what each must be judged."""
    kinds = {f"{FAMILY[number % len(FAMILY)].name}-{number}": FAMILY[number % len(FAMILY)] for number in range(count)}
    for name, kind in kinds.items():
        kind.make(folder / f"{name}.gguf")
    return kinds


def watch(run: subprocess.Popen[bytes], exams: Path) -> Seen:
    """Follow a run to its end; one that says nothing for long is ended."""
    program, seen = psutil.Process(run.pid), Seen()
    size, at = 0, time.monotonic()
    while run.poll() is None:
        try:
            children = program.children(recursive=True)
            seen.own.append(program.memory_info().rss)
            seen.whole.append(seen.own[-1] + sum(resident(child) for child in children))
        except psutil.Error:
            break
        seen.started.update(children)
        seen.at_once = max(seen.at_once, len(children))
        now = sum(file.stat().st_size for file in exams.glob("run-*.jsonl"))
        if now != size:
            size, at = now, time.monotonic()
        seen.silence_seconds = max(seen.silence_seconds, time.monotonic() - at)
        if seen.silence_seconds > HANG_SECONDS:
            seen.hung = True
            run.kill()
        time.sleep(0.1)
    run.wait()
    return seen


def resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def judged(report: dict[str, Json], kinds: dict[str, Kind], plan: Plan) -> list[str]:
    """Return what is not as it must be, by model."""
    wrong = []
    for name, kind in kinds.items():
        model = report.get(name)
        if (model is not None) != kind.listed:
            wrong.append(f"{name}: {'missing' if kind.listed else 'should not be there'}")
        elif model is not None and kind.problem:
            if kind.problem.replace(kind.name, name) not in model["problem"] or model["passes_tier_0"]:
                wrong.append(f"{name}: {model['verdict']}")
        elif model is not None:
            details = model["tier_results"]["0"]["details"]
            right = {detail["id"] for detail in details if detail["passed"]}
            said = {detail["response"] for detail in details if detail["lane"] == "model"}
            if right != expected_right(kind, plan) or model["verdict"] != kind.verdict or kind.says not in ("", *said):
                wrong.append(f"{name}: {model['verdict']}; right are {sorted(right)}")
    return wrong


def told(seconds: float, report: dict[str, Json], kinds: dict[str, Kind], wrong: list[str], seen: Seen,
         files: list[str]) -> int:
    """Print the figures; return the exit status."""
    _, alive = psutil.wait_procs(list(seen.started), 2)
    verdicts = Counter("FAIL: cannot be tested" if model["problem"]
                       else model["verdict"] for model in report.values())
    tenth = max(1, len(seen.own) // 10)
    first, last = min(seen.own[tenth:2 * tenth]), min(seen.own[-tenth:])
    print(f"{seconds:.0f} s, {seconds / len(report):.2f} s a model\n"
          f"verdicts right: {len(kinds) - len(wrong)} of {len(kinds)} (" + ", ".join(
              f"{count} {text}" for text, count in verdicts.most_common())
          + f", {sum(not kind.listed for kind in kinds.values())} that answer no questions left out)\n"
          f"hangs: 0; longest silence {seen.silence_seconds:.1f} s; processes at once: {seen.at_once} at most, of "
          f"{len(seen.started)}\n"
          f"memory of the program at rest: {bytes_text(first)} in the second tenth of the run, {bytes_text(last)} in "
          f"the last ({bytes_text(max(0, last - first) // max(1, len(report)))} a model); {bytes_text(max(seen.own))} "
          f"for a moment; with all its processes {bytes_text(max(seen.whole))} at most\n"
          f"left: processes {[process.pid for process in alive] or 'none'}, temporary files {files or 'none'}")
    print(*wrong, sep="\n")
    return int(bool(wrong or alive or files))


if __name__ == "__main__":
    sys.exit(main())
