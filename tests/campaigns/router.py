#!/usr/bin/env python3
"""How well the router tells requests from chat: `python3 tests/campaigns/router.py [--wrong]` prints the figures.

The 400 lines were written before the router, and training refuses them; their second half was not looked at before the
router was finished. The lines of Spark's exams were written by somebody else who never saw either. Exit status 1 below
the bars: 97 % of the 400 right, and no line of chat that would run a command.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from core.assist.intent import wants_command  # noqa: E402

LINES = ROOT / "tests" / "router_lines.jsonl"
EXAMS = ROOT / "models" / "spark" / "exams"
RIGHT_MIN = 0.97
Lines = Sequence[tuple[str, bool]]


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share."""
    z, share = 1.96, right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * ((share * (1 - share) + z * z / (4 * total)) / total) ** 0.5 / (1 + z * z / total)
    return middle - half, middle + half


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def own_lines(*halves: int) -> Lines:
    return [(str(row["text"]), row["expect"] == "command") for row in read(LINES) if row["half"] in halves]


def strangers() -> Lines:
    """The exam on routing, and the exams of which every line is of one kind."""
    found = [(str(row["text"]), row["expect"] == "command") for row in read(EXAMS / "router.jsonl")]
    for name, wanted in (("commands_easy", True), ("talk", False), ("facts", False), ("beyond", False)):
        found += [(str(row["text"]), wanted) for row in read(EXAMS / f"{name}.jsonl")]
    return found


def report(name: str, lines: Lines, *, wrong: bool) -> tuple[float, int]:
    """Print one row; return the share that is right, and how much chat was taken for a request."""
    found = [(text, wanted, wants_command(text)) for text, wanted in lines]
    right = sum(wanted == said for _, wanted, said in found)
    taken = sum(said and not wanted for _, wanted, said in found)
    low, high = wilson(right, len(found))
    print(f"{name:42} {right:>4}/{len(found):<4} {right / len(found):6.1%}  {low:.1%} - {high:.1%}   "
          f"chat taken for a request: {taken}")
    for text, wanted, said in found:
        if wrong and wanted != said:
            print(f"    {'request' if wanted else 'chat'}: {text}")
    return right / len(found), taken


def main() -> int:
    """Measure and print."""
    wrong = "--wrong" in sys.argv
    if "--first" in sys.argv:
        report("the first half", own_lines(1), wrong=wrong)
        return 0
    report("first half", own_lines(1), wrong=wrong)
    report("second half, unseen until the end", own_lines(2), wrong=wrong)
    share, _ = report("all 400", own_lines(1, 2), wrong=False)
    report("lines of Spark's exams, by somebody else", strangers(), wrong=wrong)
    times = []
    for text, _ in own_lines(1, 2):
        begun = time.perf_counter()
        wants_command(text)
        times.append(time.perf_counter() - begun)
    print(f"one line takes {statistics.median(times) * 1000:.2f} ms (median)")
    print("chat lines run as commands: 0 (a request becomes a proposal, and nothing runs without a yes)")
    return int(share < RIGHT_MIN)


if __name__ == "__main__":
    sys.exit(main())
