"""What a process inside a fence can do, told as JSON: arguments are the fence, this module, and places to try."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path


def tried(work: Callable[[], object]) -> str:
    """Return "ok", or the name of the error."""
    try:
        work()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)
    return "ok"


def connect(kind: int, port: int) -> None:
    with socket.socket(socket.AF_INET, kind) as link:
        link.settimeout(2)
        link.connect(("127.0.0.1", port))
        link.send(b"x")


def main() -> int:
    places = json.loads(sys.argv[3])
    sh = "/bin/sh"
    found = {f"read {name}": tried(Path(path).read_bytes) for name, path in places["read"].items()}
    found |= {f"list {name}": tried(lambda path=path: list(Path(path).iterdir()))  # type: ignore[misc]
              for name, path in places["list"].items()}
    found |= {f"write {name}": tried(lambda path=path: Path(path).write_bytes(b"x"))  # type: ignore[misc]
              for name, path in places["write"].items()}
    found["tcp"] = tried(lambda: connect(socket.SOCK_STREAM, places["port"]))
    found["udp"] = tried(lambda: connect(socket.SOCK_DGRAM, places["port"]))
    found["signal"] = tried(lambda: os.kill(os.getppid(), signal.SIGCONT))
    found["exec"] = tried(lambda: os.posix_spawn(sh, [sh, "-c", "exit 0"], {}))
    sys.stdout.write(json.dumps(found))
    return 0
