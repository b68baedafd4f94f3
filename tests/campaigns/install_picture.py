#!/usr/bin/env python3
"""Make docs/install.svg: a model installed in a real terminal from a hub on loopback, with a kill -9 in the middle.

A shell runs the real program: install, killed half-way; install again, which goes on; verify, use, chat, uninstall. The
file served is the bundled model under another name. The run fails unless only the rest was fetched the second time.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hub_faults import Seen, slow  # noqa: E402 - found through the line above
from loopback_hub import LoopbackHub  # noqa: E402
from picture import at_prompt, draw  # noqa: E402
from terminal import Terminal  # noqa: E402

COLUMNS, ROWS = 100, 80
REPO, FILE = "demo/pocket-GGUF", "Pocket-Q8_0.gguf"
BYTES_PER_SECOND = 3_000_000
KILL_AT_BYTES = 4_000_000
SECONDS = 150.0  # for one step, on a machine that may be busy
# A part is written down once in this many bytes: at most that is fetched again.
AGAIN_BYTES_MAX = 1024 * 1024
INSTALL = f"python3 lucifer.py install hf:{REPO}"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, default=ROOT / "docs" / "install.svg")
    chosen = options.parse_args()
    model = ROOT / "models" / "spark" / "spark.gguf"
    with tempfile.TemporaryDirectory() as scratch, LoopbackHub({REPO: {FILE: model}}) as hub:
        hub.always(lambda seen, reply: reply if is_head(seen) else slow(BYTES_PER_SECOND)(seen, reply))
        environ = {"HOME": scratch, "COLORTERM": "truecolor", "PATH": os.environ["PATH"], "PS1": "$ ",
                   "LUCIFER_ENDPOINT": hub.url, "PROMPT_COMMAND": ""}
        with Terminal(["/bin/bash", "--norc", "--noprofile", "-i"], columns=COLUMNS, rows=ROWS, environ=environ,
                      folder=ROOT) as terminal:
            record(terminal, hub)
            draw(terminal, chosen.out, title="bash")
        first, again = (seen for seen in hub.bodies() if not is_head(seen))
        size = model.stat().st_size
        print(f"killed at {first.sent} of {size} bytes; then {again.headers['range']}: "
              f"{first.sent + again.sent - size} bytes fetched twice")
    print(f"wrote {chosen.out.name}: {chosen.out.stat().st_size} bytes")
    return int(first.sent + again.sent - size > AGAIN_BYTES_MAX)


def record(terminal: Terminal, hub: LoopbackHub) -> None:
    """Type what a person would, and kill the first install half-way."""
    at_shell(terminal)
    terminal.send(INSTALL + "\r")
    terminal.wait_for(lambda: any(seen.sent > KILL_AT_BYTES for seen in hub.bodies() if not is_head(seen)), SECONDS)
    os.kill(child_of(terminal.pid), signal.SIGKILL)
    at_shell(terminal)
    terminal.send(INSTALL + "\r")
    terminal.wait_for("lets it answer", SECONDS)
    at_shell(terminal)
    terminal.send("python3 lucifer.py llm verify pocket\r")
    terminal.wait_for("verdict", SECONDS)
    at_shell(terminal)
    terminal.send("python3 lucifer.py\r")
    terminal.wait_for(lambda: at_prompt(terminal), SECONDS)
    for line, wanted in (("llm use pocket", "answers now"), ("what is the capital of Norway?", "Oslo"),
                         ("llm list", "comes with the program")):
        terminal.send(line + "\r")
        terminal.wait_for(lambda wanted=wanted: wanted in terminal.text and at_prompt(terminal), SECONDS)
    terminal.send("uninstall pocket\r")
    terminal.wait_for("Uninstall it?", SECONDS)
    terminal.settle(1.0)
    terminal.send("y\r")
    terminal.wait_for(lambda: "brings back" in terminal.text and at_prompt(terminal), SECONDS)
    terminal.send("exit\r")
    at_shell(terminal)


def is_head(seen: Seen) -> bool:
    """Whether a request is for the head of the file alone, which is read before anything is fetched."""
    return seen.headers.get("range", "").startswith("bytes=0-")


def at_shell(terminal: Terminal) -> None:
    """Wait until the shell asks for the next line."""
    terminal.wait_for(lambda: [row for row in terminal.lines if row][-1:] == ["$"], SECONDS)


def child_of(pid: int) -> int:
    """Return the one process that the shell runs."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        if len(children) == 1:
            return int(children[0])
    raise AssertionError("the shell runs nothing")


if __name__ == "__main__":
    sys.exit(main())
