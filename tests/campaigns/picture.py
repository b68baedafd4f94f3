#!/usr/bin/env python3
"""Make docs/session.svg: a real session in a real terminal with the bundled model, typed by a script."""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from rich.console import Console  # noqa: E402 - found through the line above
from rich.style import Style  # noqa: E402
from rich.text import Text  # noqa: E402
from terminal import Terminal  # noqa: E402

COLUMNS, ROWS = 92, 34
TYPED = ("hello, who are you?", "what is 47 + 38?", "what is the capital of Norway?",
         "do show the 3 largest files here")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=ROOT / "docs" / "session.svg")
    chosen = options.parse_args()
    with session(columns=COLUMNS, rows=ROWS) as (terminal, folder):
        for name, size in (("report.pdf", 81_000), ("photo.jpg", 240_000), ("notes.txt", 900), ("data.csv", 12_500)):
            (folder / name).write_bytes(b"x" * size)
        for line in TYPED:
            terminal.send(line + "\r")
            terminal.settle(2.0)
        terminal.send("y\r")
        terminal.settle(1.5)
        draw(terminal, chosen.out, title="python3 lucifer.py")
    print(f"wrote {chosen.out.name}: {chosen.out.stat().st_size} bytes")
    return 0


@contextmanager
def session(*, columns: int, rows: int) -> Iterator[tuple[Terminal, Path]]:
    """Start the program in a throw-away home; give its terminal, and the empty folder that it stands in."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "project"
        folder.mkdir()
        environ = {"LUCIFER_HOME": f"{scratch}/home", "HOME": scratch, "COLORTERM": "truecolor",
                   "PATH": os.environ["PATH"]}
        command = [str(ROOT / ".venv" / "bin" / "python"), str(ROOT / "lucifer.py")]
        with Terminal(command, columns=columns, rows=rows, environ=environ, folder=folder) as terminal:
            terminal.wait_for("fetches the first of", 20)  # the hint of the first start
            yield terminal, folder


def at_prompt(terminal: Terminal) -> bool:
    """True when an empty prompt stands above the toolbar."""
    lines = [line for line in terminal.lines if line]
    return len(lines) > 1 and lines[-2] == ">"


def draw(terminal: Terminal, out: Path, *, title: str) -> None:
    """Write what pyte's screen shows as an SVG with its colours; blank rows at its end are left out."""
    columns = terminal.screen.columns
    rows = max(number for number, line in enumerate(terminal.lines, 1) if line)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=columns, file=nowhere, force_terminal=True, color_system="truecolor")
        for row in range(rows):
            text = Text(no_wrap=True)
            cells = (terminal.screen.buffer[row][column] for column in range(columns))
            for (front, back, bold, italic, reverse), run in groupby(
                    cells, lambda cell: (cell.fg, cell.bg, cell.bold, cell.italics, cell.reverse)):
                text.append("".join(cell.data for cell in run), Style(
                    color=colour(front), bgcolor=colour(back), bold=bold, italic=italic, reverse=reverse))
            console.print(text, end="\n")
        svg = console.export_svg(title=title)
    # The fonts rich would load from the net are left out: the picture must look the same offline.
    svg = re.sub(r"@font-face\s*{.*?}", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono, Menlo")
    out.write_text(svg, encoding="utf-8")


def colour(name: str) -> str | None:
    """Turn pyte's name of a colour into rich's."""
    if name == "default":
        return None
    if len(name) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in name):
        return f"#{name}"
    bright = name.startswith("bright")
    plain = {"brown": "yellow"}.get(name.removeprefix("bright"), name.removeprefix("bright"))
    return f"bright_{plain}" if bright else plain


if __name__ == "__main__":
    sys.exit(main())
