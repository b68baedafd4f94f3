"""A process that leads the session of a pty and starts the person's programs there, each in a group of its own.

Without it Ctrl-Z could not work: the system stops no program whose group nobody else of its session looks after.
Wishes come as JSON lines over a socket whose number is the first argument; what became of them goes back the same way.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import socket
import sys
import termios
import time
from typing import Any

_OURS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTOU, signal.SIGTTIN)


def main() -> int:
    """Carry out wishes until the other side is gone."""
    link = socket.socket(fileno=int(sys.argv[1]))
    with contextlib.suppress(OSError):  # on some systems the first terminal opened is ours already
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number in _OURS:
        signal.signal(number, signal.SIG_IGN)

    def tell(**facts: Any) -> None:  # noqa: ANN401
        link.sendall(json.dumps(facts).encode() + b"\n")

    with contextlib.suppress(OSError):
        for line in link.makefile("rb"):
            wish = json.loads(line.decode("utf-8", "surrogateescape"))
            if "end" in wish:
                _end(wish["end"], wish["seconds"])
                continue
            if "argv" in wish:
                pid = _start(wish)
                tell(began=pid)
            else:
                pid = wish["go on"]
                _to_front(pid)
                os.killpg(pid, signal.SIGCONT)
            status = os.waitpid(pid, os.WUNTRACED)[1]
            _to_front(os.getpgrp())
            if os.WIFSTOPPED(status):
                tell(pid=pid, suspended=True)
            else:
                code = os.waitstatus_to_exitcode(status)
                tell(pid=pid, status=128 - code if code < 0 else code, interrupted=code == -signal.SIGINT)
    return 0


def _start(wish: dict[str, Any]) -> int:
    """Start a program in front."""
    pid = os.fork()
    if pid:
        with contextlib.suppress(OSError):  # it may have done so itself, or have begun
            os.setpgid(pid, pid)
        return pid
    try:
        os.setpgid(0, 0)
        _to_front(os.getpid())
        for number in (*_OURS, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        os.chdir(wish["folder"])
        os.execve(wish["argv"][0], wish["argv"], wish["environ"])
    except OSError as error:
        os.write(2, f"cannot run it: {error.strerror}: {error.filename}\n".encode("utf-8", "replace"))
    os._exit(126)


def _to_front(group: int) -> None:
    """Let a group read from the terminal and get its Ctrl-C."""
    with contextlib.suppress(OSError):
        os.tcsetpgrp(0, group)


def _end(group: int, seconds: float) -> None:
    """End a program that waits: asked first, then made to."""
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGCONT):
        with contextlib.suppress(OSError):
            os.killpg(group, number)
    deadline = time.monotonic() + seconds
    with contextlib.suppress(OSError):
        while not os.waitpid(group, os.WNOHANG)[0]:
            if time.monotonic() > deadline:
                os.killpg(group, signal.SIGKILL)
                os.waitpid(group, 0)
                return
            time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main())
