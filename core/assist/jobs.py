"""Programs that the person started and that get the terminal: on a pty of their own, so that Ctrl-Z can suspend them.

All of them share one pty and one session, as in a window of its own: `sudo` asks for the password once. A small
process, the keeper, leads that session and tells how each program fares; see job_keeper.py.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.assist.heard import Heard
from core.assist.run_shell import Ended, shell_of
from core.engine.spawn import command as own_command
from core.words.errors import DiskError
from core.words.safe_text import visible

if sys.platform != "win32":
    import fcntl
    import pty
    import struct
    import termios

SUSPENDED_STATUS = 148  # what bash says of a command that Ctrl-Z stopped
_NAME_CHARS = 60
_END_SECONDS = 3.0
_LEFT_BYTES_MAX = 65_536


class Jobs:
    """The programs of one prompt. Nothing is started before the first one gets the terminal."""

    def __init__(self) -> None:
        self._keeper: _Keeper | None = None
        self._waiting: list[Job] = []

    @property
    def suspended(self) -> tuple[Job, ...]:
        """The programs that wait, the one suspended last at the end."""
        return tuple(self._waiting)

    def begin(self, command: str, folder: Path, environ: Mapping[str, str]) -> Job:
        """Return a program that begins when it gets the terminal."""
        return Job(self, command, folder, environ)

    def keeper(self) -> _Keeper:
        """Return the process that leads the session, a new one when there is none."""
        if self._keeper is None or not self._keeper.alive:
            self._waiting = []
            self._keeper = _Keeper()
        return self._keeper

    def settle(self, job: Job) -> None:
        """Take note of whether a program waits."""
        self._waiting = [one for one in self._waiting if one is not job] + ([job] if job.suspended else [])

    def end(self, job: Job) -> None:
        """End a suspended program."""
        if job.pid is not None and job.suspended:
            self.keeper().tell({"end": job.pid, "seconds": _END_SECONDS})
            job.suspended = False
        self.settle(job)

    def close(self) -> None:
        """Close the window that the programs are in; what is suspended there is hung up on."""
        keeper, self._keeper, self._waiting = self._keeper, None, []
        if keeper is not None:
            keeper.close()


class Job:
    """One program, as the terminal that is lent to it sees it (core.words.lent.Lent)."""

    def __init__(self, jobs: Jobs, command: str, folder: Path, environ: Mapping[str, str]) -> None:
        self._jobs = jobs
        self.folder = folder
        self._environ = environ
        self._heard = Heard()
        self._modes: list[Any] | None = None
        self.command = command
        self.pid: int | None = None
        self.status: int | None = None
        self.interrupted = False
        self.suspended = False

    @property
    def name(self) -> str:
        """How it is named to the person."""
        line = visible(self.command.strip().partition("\n")[0])
        return line if len(line) <= _NAME_CHARS else line[:_NAME_CHARS - 1] + "…"

    @property
    def master(self) -> int:
        """Our side of the pty."""
        return self._jobs.keeper().master

    @property
    def news(self) -> int:
        """What can be read from when the program has ended or was suspended."""
        return self._jobs.keeper().link.fileno()

    def begin(self, columns: int, rows: int, modes: list[Any]) -> None:
        """Start it, or go on with it; `modes` are those that a terminal begins with."""
        keeper = self._jobs.keeper()
        keeper.rest()
        self.resize(columns, rows)
        keeper.set_modes(self._modes or modes)
        if self.suspended:
            self.suspended = False
            keeper.tell({"go on": self.pid})
            return
        keeper.tell({"argv": [shell_of(self._environ), "-c", self.command], "folder": str(self.folder),
                     "environ": {**self._environ, "LUCIFER": "1"}})

    def resize(self, columns: int, rows: int) -> None:
        """Tell it the size of the window."""
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def heard(self, data: bytes) -> None:
        """Take what it wrote."""
        self._heard.add(data)

    def is_over(self) -> bool:
        """Read the news; say whether it has ended or was suspended."""
        keeper = self._jobs.keeper()
        for told in keeper.read():
            if "began" in told:
                self.pid = told["began"]
            elif told.get("pid") == self.pid and "suspended" in told:
                self.suspended = True
                self._modes = keeper.modes()
            elif told.get("pid") == self.pid:
                self.status, self.interrupted = told["status"], told["interrupted"]
        if not keeper.alive and self.status is None:
            self.status = 128 + signal.SIGHUP
        return self.suspended or self.status is not None

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        with contextlib.suppress(OSError):
            os.write(self.master, b"\x03")

    def finish(self) -> bytes:
        """Give up the terminal; return what was typed and not read by the program."""
        keeper = self._jobs.keeper()
        self._jobs.settle(self)
        left = keeper.unread() if not self.suspended else b""
        keeper.drain()
        return left

    def ended(self) -> Ended:
        """Return how it ended, so far."""
        status = SUSPENDED_STATUS if self.suspended or self.status is None else self.status
        return Ended(status, output=self._heard.text(), interrupted=self.interrupted)


class _Keeper:
    """The process that leads the session of the pty, as its owner sees it."""

    def __init__(self) -> None:
        if sys.platform == "win32":
            raise DiskError("this system has no terminal that can be lent")
        self.master, self._slave = pty.openpty()
        self.link, theirs = socket.socketpair()
        self._unread = b""
        self._drainer: threading.Thread | None = None
        self._wake = os.pipe()
        self.alive = True
        line = own_command("core.assist.job_keeper")
        try:
            self._process = subprocess.Popen([*line, str(theirs.fileno())], stdin=self._slave, stdout=self._slave,
                                             stderr=self._slave, start_new_session=True, pass_fds=(theirs.fileno(),))
        except OSError as error:
            self._close_ends()
            raise DiskError(f"cannot start a terminal for it: {error.strerror}") from error
        finally:
            theirs.close()
        os.set_blocking(self.master, False)
        self.link.setblocking(False)

    def tell(self, wish: Mapping[str, Any]) -> None:
        self.link.setblocking(True)
        try:
            self.link.sendall(json.dumps(wish).encode("utf-8", "surrogateescape") + b"\n")
        except OSError:
            self.alive = False
        finally:
            self.link.setblocking(False)

    def read(self) -> list[dict[str, Any]]:
        """Return what was told since the last time."""
        try:
            while data := self.link.recv(65_536):
                self._unread += data
            self.alive = False
        except BlockingIOError:
            pass
        except OSError:
            self.alive = False
        *lines, self._unread = self._unread.split(b"\n")
        return [json.loads(line) for line in lines]

    def set_modes(self, modes: list[Any]) -> None:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._slave, termios.TCSANOW, modes)

    def modes(self) -> list[Any]:
        return termios.tcgetattr(self._slave)

    def unread(self) -> bytes:
        """Return the keys that no program has read."""
        found = self.modes()
        raw = [*found[:6], list(found[6])]
        raw[0] &= ~termios.ICRNL
        raw[3] &= ~(termios.ICANON | termios.ECHO)
        raw[6][termios.VMIN], raw[6][termios.VTIME] = 0, 0
        self.set_modes(raw)
        left = b""
        with contextlib.suppress(OSError):
            while len(left) < _LEFT_BYTES_MAX and (data := os.read(self._slave, 4096)):
                left += data
        self.set_modes(found)
        return left.replace(b"\n", b"\r")

    def drain(self) -> None:
        """Until the next program begins, read what those in the background write, so that they need not wait."""
        self._drainer = threading.Thread(target=self._read_away, daemon=True, name="pty")
        self._drainer.start()

    def rest(self) -> None:
        """Stop reading."""
        if self._drainer is not None:
            os.write(self._wake[1], b".")
            self._drainer.join()
            self._drainer = None

    def close(self) -> None:
        self.rest()
        self.link.close()
        self._close_ends()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _close_ends(self) -> None:
        for end in (self.master, self._slave, *self._wake):
            os.close(end)

    def _read_away(self) -> None:
        while True:
            ready, _, _ = select.select([self.master, self._wake[0]], [], [])
            if self._wake[0] in ready:
                os.read(self._wake[0], 1)
                return
            try:
                if not os.read(self.master, 65_536):
                    return
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:
                return
