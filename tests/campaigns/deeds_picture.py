#!/usr/bin/env python3
"""Make docs/deeds.svg and docs/mended.svg: deeds asked for in plain words, in a real terminal with the bundled model.

The first picture: five requests that become commands and are run. The second: a broken script is mended, a chain refers
back with "it", a deleted and an overwritten file come back. Nothing is written into a picture whose deeds did not have
their effect on the files: then it says which, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import os
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from picture import at_prompt, draw, session  # noqa: E402 - found through the line above
from terminal import Terminal  # noqa: E402

COLUMNS, ROWS = 102, 110
SECONDS = 60.0  # for one step, on a machine that may be busy
TITLE = "python3 lucifer.py"
PHOTOS = ("beach.jpg", "cat.jpg")
NOTES = "call Ann about the trip\nbuy milk\npay the rent\n"
BROKEN = ('numbers = [4, 8, 15, 16, 23, 42]\n\ndef average(values)\n    return sum(values) / len(values)\n\n'
          'print(f"average: {avrage(numbers)}")\n')
FILES: dict[str, str | int] = {
    "report.pdf": 81_000, "beach.jpg": 240_000, "cat.jpg": 131_000, "old-backup.zip": 512_000,
    "data.csv": "city,people\n" + "".join(f"city {number},{number * 7919 % 1000}\n" for number in range(400)),
    "server.log": "09:00 started\n09:12 ERROR disk full\n09:13 cleaned up\n10:40 ERROR no route to host\n10:41 ok\n",
    "trip.txt": "train to Oslo on Friday\nhotel in Oslo: two nights\n", "backup.sh": "#!/bin/sh\necho saved\n",
    "notes.txt": NOTES, "draft.txt": "buy bread\n", "average.py": BROKEN}


@dataclass(frozen=True, slots=True)
class Deed:
    """A line, the answers to its questions (the end of each, and the key), and what must then be so."""

    typed: str
    answers: tuple[tuple[str, str], ...]
    has_effect: Callable[[Path, str], bool]


RUN = ("N = no]", "y")
ASKED = (
    Deed("show the 3 largest files here", (RUN,), lambda _, said: after(said, "N = no] y", 3) == [
        "old-backup.zip", "beach.jpg", "cat.jpg"]),
    Deed("which lines of server.log contain ERROR", (RUN,), lambda _, said: said.endswith(
        "y\n09:12 ERROR disk full\n10:40 ERROR no route to host")),
    Deed("compress the jpg files into photos.zip", (RUN,), lambda folder, _: sorted(
        zipfile.ZipFile(folder / "photos.zip").namelist()) == list(PHOTOS)),
    Deed("make backup.sh executable", (RUN,), lambda folder, _: os.access(folder / "backup.sh", os.X_OK)),
    Deed("replace Oslo with Bergen in trip.txt", (("N = no]", "t"), ("N = no]", "y")), lambda folder, _: (
        folder / "trip.txt").read_text() == "train to Bergen on Friday\nhotel in Bergen: two nights\n"),
)
MENDED = (
    Deed("read average.py", (), lambda _, said: said.endswith(BROKEN.strip().rpartition("\n")[2])),
    Deed("fix the error in it", (("N = no]", "y"), ("N = no]", "y")), lambda folder, said: (
        "average: 18.0\n" in said and (folder / "average.py").read_text() == BROKEN.replace(
            "(values)\n ", "(values):\n ").replace("avrage", "average"))),
    Deed("rename it to mean.py", (), lambda folder, _: (folder / "mean.py").exists()
         and not (folder / "average.py").exists()),
    Deed("how many lines does it have?", (RUN,), lambda _, said: said.endswith("\n6 mean.py")),
    Deed("delete cat.jpg", (), lambda folder, _: not (folder / "cat.jpg").exists()),
    Deed("put it back", (), lambda folder, _: (folder / "cat.jpg").stat().st_size == FILES["cat.jpg"]),
    Deed("copy draft.txt to notes.txt", (("N = no]", "y"),), lambda folder, _: (
        folder / "notes.txt").read_text() == FILES["draft.txt"]),
    Deed("undo", (), lambda folder, _: (folder / "notes.txt").read_text() == NOTES),
    Deed("what did I ask about the lines?", (), lambda _, said: "how many lines does mean.py have?" in said),
)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--folder", type=Path, default=ROOT / "docs", help="where the pictures go")
    chosen = options.parse_args()
    for name, deeds in (("deeds.svg", ASKED), ("mended.svg", MENDED)):
        failed = play(deeds, chosen.folder / name)
        if failed:
            print(failed)
            return 1
        print(f"wrote {name}: {(chosen.folder / name).stat().st_size} bytes")
    return 0


def play(deeds: Sequence[Deed], out: Path) -> str:
    """Have the deeds done one after another and draw them; return what had no effect, with the screen."""
    with session(columns=COLUMNS, rows=ROWS) as (terminal, folder):
        lay_out(folder)
        for deed in deeds:
            begun = len(terminal.text)
            do(terminal, deed)
            said = terminal.text[begun:].rpartition("\n>")[0]
            if not deed.has_effect(folder, said):
                return f"no effect: {deed.typed}\n{terminal.text}"
        draw(terminal, out, title=TITLE)
    return ""


def lay_out(folder: Path) -> None:
    """Put everyday files into a folder: those of a size hold noise, as pictures do."""
    for name, content in FILES.items():
        if isinstance(content, int):
            (folder / name).write_bytes(os.urandom(content))
        else:
            (folder / name).write_text(content, encoding="utf-8")


def do(terminal: Terminal, deed: Deed) -> None:
    """Type a line, give each question its key once it is asked, and wait for the next prompt."""
    begun = len(terminal.raw)
    terminal.send(deed.typed + "\r")
    terminal.wait_for(lambda: len(terminal.raw) > begun and deed.typed in terminal.text, SECONDS)
    for question, key in deed.answers:
        terminal.wait_for(lambda question=question: last_line(terminal).endswith(question), SECONDS)
        terminal.settle(0.7)  # what is typed before a question stands is thrown away, on purpose
        terminal.send(key + "\r")
        terminal.wait_for(lambda question=question: not last_line(terminal).endswith(question), SECONDS)
    terminal.wait_for(lambda: at_prompt(terminal), SECONDS)
    terminal.settle(0.3)


def last_line(terminal: Terminal) -> str:
    """Return the last line on screen that holds anything."""
    return next((line for line in reversed(terminal.lines) if line), "")


def after(said: str, begin: str, count: int) -> list[str]:
    """Return the last words of the lines that follow one that ends in `begin`, without their folder."""
    lines = said.split("\n")
    at = next((place for place, line in enumerate(lines, 1) if line.endswith(begin)), len(lines))
    return [line.rpartition("/")[2] for line in lines[at:at + count]]


if __name__ == "__main__":
    sys.exit(main())
