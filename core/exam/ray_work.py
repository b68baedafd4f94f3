"""What one node of a Ray cluster does: it starts a process for one task and hands on each answer as it is written.

Ray sends these functions as they are, so they use nothing but what every Python has.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import fcntl

_LOOK_SECONDS = 0.2
_SECRET = re.compile(r"TOKEN|SECRET|PASSW|API_?KEY|CREDENTIAL", re.IGNORECASE)
_START = "import sys;sys.path[:0]=[sys.argv.pop(1)];from core.commands import exam_child;sys.exit(exam_child.main())"


def ask(root: str, task: dict[str, Any]) -> Iterator[bytes]:
    """Do a task in a process of the program at `root`; give the new lines of its run as they come."""
    with _folder() as scratch:
        run = Path(scratch) / "run.jsonl"
        complaint = Path(scratch) / "complaint"
        told = {**task, "run": str(run), "home": str(Path(scratch) / "home")}
        kept = {name: value for name, value in os.environ.items() if not _SECRET.search(name)}
        with complaint.open("wb") as errors:
            child = subprocess.Popen([sys.executable, "-c", _START, root], stdin=subprocess.PIPE, stderr=errors,
                                     stdout=subprocess.DEVNULL, cwd=scratch,
                                     env={**kept, "TMPDIR": scratch, "GGML_NO_BACKTRACE": "1"})
        try:
            assert child.stdin is not None
            child.stdin.write(json.dumps(told).encode() + b"\n")
            child.stdin.flush()
            yield from _lines(child, run)
        finally:
            child.kill()
            child.wait()
        if child.returncode:
            last = complaint.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
            raise RuntimeError(last[0][:300] if last else f"its process ended with status {child.returncode}")


@contextmanager
def _folder() -> Iterator[str]:
    """Give a folder that is named and held as those of scratch.py, whose sweep finds it if this process is killed."""
    with tempfile.TemporaryDirectory(prefix=f"lucifer-exam-{os.getpid()}-") as path:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            if sys.platform != "win32":
                with suppress(OSError):  # not every file system has locks
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield path
        finally:
            os.close(descriptor)


def _lines(child: subprocess.Popen[bytes], run: Path) -> Iterator[bytes]:
    """Give what is added to a file until the process that writes it has ended."""
    seen = 0
    over = False
    while not over:
        over = child.poll() is not None
        if run.exists():
            with run.open("rb") as file:
                file.seek(seen)
                added = file.read()
            whole = added[:added.rfind(b"\n") + 1]
            if whole:
                seen += len(whole)
                yield whole
        if not over:
            time.sleep(_LOOK_SECONDS)
