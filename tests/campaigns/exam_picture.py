#!/usr/bin/env python3
"""Make docs/exam.svg: the tier tests in a real terminal over the bundled model and four generated ones.

One of the four is a download that never ended, one says the same to everything, one knows half of tier 0. The first run
is killed (kill -9) while the bundled model answers; the same command goes on where it was. The run fails unless every
question was asked exactly once.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from exam_family import FAMILY  # noqa: E402 - found through the line above
from install_picture import at_shell, child_of  # noqa: E402
from picture import draw  # noqa: E402
from terminal import Terminal  # noqa: E402

COLUMNS, ROWS = 100, 60
SECONDS = 300.0
# As a person would call them.
NAMES = {"scholar": "good-student", "half-scholar": "half-student", "llama-bpe": "parrot",
         "cut-short": "half-downloaded"}
COMMAND = "lucifer test all --html report.html"
KILL_AT = 40


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, default=ROOT / "docs" / "exam.svg")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home, folder = Path(scratch) / ".luciferai", Path(scratch) / "project"
        (home / "models").mkdir(parents=True)
        folder.mkdir()
        for kind in FAMILY:
            if kind.name in NAMES:
                kind.make(home / "models" / f"{NAMES[kind.name]}.gguf")
        environ = {"HOME": scratch, "COLORTERM": "truecolor", "PS1": "$ ", "PROMPT_COMMAND": "",
                   "PATH": f"{installed(Path(scratch))}:{os.environ['PATH']}"}
        with Terminal(["/bin/bash", "--norc", "--noprofile", "-i"], columns=COLUMNS, rows=ROWS, environ=environ,
                      folder=folder) as terminal:
            record(terminal, home)
            draw(terminal, chosen.out, title="bash")
        asked = answers(home)
    print(f"wrote {chosen.out.name}: {chosen.out.stat().st_size} bytes; {len(asked)} questions asked, "
          f"{len(asked) - len(set(asked))} twice")
    return int(len(asked) != len(set(asked)))


def installed(scratch: Path) -> Path:
    """Make the folder with the program in it, as `pip install .` does."""
    folder = scratch / "bin"
    folder.mkdir()
    script = folder / "lucifer"
    script.write_text(f'#!/bin/sh\nexec "{ROOT / ".venv" / "bin" / "python"}" "{ROOT / "lucifer.py"}" "$@"\n')
    script.chmod(0o755)
    return folder


def record(terminal: Terminal, home: Path) -> None:
    """Type what a person would, and kill the first run while Spark answers."""
    at_shell(terminal)
    terminal.send(COMMAND + "\r")
    terminal.wait_for(lambda: sum(name == "spark" for name, _ in answers(home)) >= KILL_AT, SECONDS)
    os.kill(child_of(terminal.pid), signal.SIGKILL)
    at_shell(terminal)
    terminal.send(COMMAND + "\r")
    terminal.wait_for("native tier  tier 0", SECONDS)
    at_shell(terminal)
    terminal.send("echo status $?\r")
    at_shell(terminal)
    terminal.settle(0.5)


def answers(home: Path) -> list[tuple[str, str]]:
    lines = [line for file in (home / "exams").glob("run-*.jsonl") for line in file.read_text().splitlines()]
    found = []
    for line in lines:
        try:
            facts = json.loads(line)
        except ValueError:  # being written just now
            continue
        if "id" in facts:
            found.append((facts["model"], facts["id"]))
    return found


if __name__ == "__main__":
    sys.exit(main())
