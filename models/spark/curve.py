"""The learning curve of a training, as a table, from what the training printed (one log or several, in order)."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NamedTuple

_STEP = re.compile(r"^step \d+ minutes [\d.]+ tokens ([\d.]+)M loss ([\d.]+) rate ([\d.]+)", re.MULTILINE)
_SCORE = re.compile(r" ([a-z_]+) (\d\.\d\d)")
# Of the others many answers are equally right, so that being right word for word says little.
SHOWN = ("facts", "world", "identity", "program", "sums")


class Point(NamedTuple):
    """Millions of tokens, the loss, the share of the full rate, and the last scores on fresh lessons."""

    tokens: float
    loss: float
    rate: float
    scores: dict[str, float]


def points(log: str) -> list[Point]:
    """Every printed step, each with the scores that were printed before the next step."""
    found: list[Point] = []
    for line in log.splitlines():
        step = _STEP.match(line)
        if step:
            tokens, loss, rate = map(float, step.groups())
            found = [point for point in found if point.tokens < tokens]  # a run that went back starts again from there
            found.append(Point(tokens, loss, rate, {}))
        elif line.startswith("lessons:") and found:
            found[-1] = found[-1]._replace(scores=grouped(line))
    return found


def grouped(line: str) -> dict[str, float]:
    """The scores of the lessons shown, and the mean of all command lessons."""
    scores = {name: float(score) for name, score in _SCORE.findall(line)}
    shell = [score for name, score in scores.items() if name.startswith("shell_")]
    named = {name: scores[name] for name in SHOWN if name in scores}
    return named | ({"commands": sum(shell) / len(shell)} if shell else {})


def table(found: list[Point], every: float) -> str:
    """Markdown: the points with scores, and one about every so many million tokens."""
    names = [*SHOWN, "commands"]
    lines = ["| million tokens | loss | rate | " + " | ".join(names) + " |", "|---" * (3 + len(names)) + "|"]
    last = -every
    for number, point in enumerate(found):
        if not point.scores and point.tokens - last < every and number < len(found) - 1:
            continue
        last = point.tokens
        cells = [f"{100 * point.scores[name]:.0f}" if name in point.scores else "" for name in names]
        lines.append(f"| {point.tokens:.1f} | {point.loss:.3f} | {point.rate:.2f} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description="Print the learning curve of a training log as a table.")
    options.add_argument("logs", type=Path, nargs="+")
    options.add_argument("--every", type=float, default=5.0, help="million tokens between two rows without scores")
    chosen = options.parse_args()
    print(table(points("\n".join(log.read_text(encoding="utf-8") for log in chosen.logs)), chosen.every))


if __name__ == "__main__":
    main()
