"""Runs one shell command in its own process group: streamed, bounded, stoppable, nothing left behind."""

from __future__ import annotations

import codecs
import contextlib
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.words.errors import DiskError
from core.words.events import Event, Notice, Output
from core.words.units import bytes_text
from core.words.values import Json

if sys.platform != "win32":
    import fcntl
    import termios

OUTPUT_MAX_BYTES = 60_000
SECONDS_MAX = 180.0
_GRACE_SECONDS = 1.0
_DRAIN_SECONDS = 0.5
_READ_BYTES = 16_384
# In the environment of all that a command starts, so that none of it is lost sight of.
MARK = "LUCIFER_RUN"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a command may use; None is no limit. `leftovers` False ends what it left running."""

    output_bytes: int | None = OUTPUT_MAX_BYTES
    seconds: float | None = SECONDS_MAX
    leftovers: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its status, and how much of its output went past the limit and was not yielded."""

    status: int
    truncated_bytes: int = 0

    def data(self) -> dict[str, Json]:
        """Write it as JSON."""
        cut = {"truncated_bytes": self.truncated_bytes} if self.truncated_bytes else {}
        return {"exit_status": self.status, **cut}


def run_shell(command: str, folder: Path, environ: Mapping[str, str], *, limits: Limits,
              stdin: int | None = None) -> Generator[Event, str, Ended]:
    """Run a command with bash (or sh), yield what it writes, return how it ended; closing this ends the command."""
    mark = os.urandom(8).hex()
    child = _start(command, folder, {**environ, MARK: mark}, stdin)
    deadline = time.monotonic() + limits.seconds if limits.seconds is not None else None
    finished = False
    try:
        timed_out, truncated = yield from _relay(child, deadline, limits.output_bytes)
        if timed_out:
            yield Notice(f"stopped: it ran longer than {limits.seconds:.0f} seconds", "warning")
            return Ended(124, truncated)
        finished = True
        status = child.wait()
        return Ended(128 - status if status < 0 else status, truncated)
    finally:
        if not finished:
            _end(child, mark)
        elif not limits.leftovers:
            _signal_all(_started_by(child, mark), signal.SIGKILL)
        for stream in (child.stdout, child.stderr):
            if stream is not None:
                stream.close()


def _start(command: str, folder: Path, environ: Mapping[str, str], stdin: int | None) -> subprocess.Popen[bytes]:
    shell = shutil.which("bash", path=environ.get("PATH")) or "/bin/sh"
    own = {"LUCIFER": "1", "GIT_TERMINAL_PROMPT": "0", "PAGER": "cat", "GIT_PAGER": "cat"}
    try:
        return subprocess.Popen([shell, "-c", command], cwd=folder, env={**environ, **own}, bufsize=0,
                                stdin=subprocess.DEVNULL if stdin is None else stdin,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    except (OSError, ValueError) as error:
        raise DiskError(f"cannot run it in {folder}: {error}") from error


def _relay(child: subprocess.Popen[bytes], deadline: float | None, most_bytes: int | None
           ) -> Generator[Event, str, tuple[bool, int]]:
    """Yield output until the child has ended and its pipes are empty.

    Return whether time ran out first, and how many bytes were too many to yield.
    """
    decode = {False: codecs.getincrementaldecoder("utf-8")("replace"),
              True: codecs.getincrementaldecoder("utf-8")("replace")}
    seen, late = 0, 0.0
    whole: int | None = None
    with selectors.DefaultSelector() as waiting:
        for stream, error in ((child.stdout, False), (child.stderr, True)):
            if stream is not None:
                waiting.register(stream, selectors.EVENT_READ, error)
        while waiting.get_map():
            if deadline is not None and time.monotonic() > deadline:
                return True, _left_out(seen, most_bytes)
            ready = waiting.select(0.05)
            # A process it left in the background may hold the pipes open, or fill them, for ever: the child's end is
            # what counts, and what it wrote itself is read.
            if child.poll() is not None:
                if whole is None:
                    whole = seen + sum(_held(key.fd) for key in waiting.get_map().values())
                    late = time.monotonic() + _DRAIN_SECONDS
                if seen >= whole and (not ready or time.monotonic() > late):
                    break
            for key, _ in ready:
                data = os.read(key.fd, _READ_BYTES)
                if not data:
                    waiting.unregister(key.fileobj)
                room = len(data) if most_bytes is None else max(0, min(len(data), most_bytes - seen))
                text = decode[key.data].decode(data[:room], final=not data)
                seen += len(data)
                if text:
                    yield Output(text, key.data)
        while child.poll() is None:
            if deadline is not None and time.monotonic() > deadline:
                return True, _left_out(seen, most_bytes)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(0.05)
    left_out = _left_out(seen, most_bytes)
    if left_out:
        yield Notice(f"{bytes_text(left_out)} more output not shown", "warning")
    return False, left_out


def _held(pipe: int) -> int:
    """How many bytes wait in a pipe."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


def _left_out(seen: int, most_bytes: int | None) -> int:
    return 0 if most_bytes is None else max(0, seen - most_bytes)


def _started_by(child: subprocess.Popen[bytes], mark: str) -> list[int]:
    """Every process that the command started and that is still there, also one that left its session."""
    import psutil  # noqa: PLC0415 - 10 ms that only the end of a command needs

    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid not in (os.getpid(), child.pid) and (
                    os.getsid(process.pid) == child.pid or process.environ().get(MARK) == mark):
                found.append(process.pid)
    return found


def _signal_all(processes: list[int], number: int) -> None:
    for process in processes:
        with contextlib.suppress(OSError):
            os.kill(process, number)


def _end(child: subprocess.Popen[bytes], mark: str) -> None:
    """Interrupt the child and all it started, then make sure."""
    everyone = [*_started_by(child, mark), *([child.pid] if child.poll() is None else [])]
    for number, seconds in ((signal.SIGINT, _GRACE_SECONDS), (signal.SIGTERM, _GRACE_SECONDS), (signal.SIGKILL, 5.0)):
        _signal_all(everyone, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
            break
    _signal_all([*everyone, *_started_by(child, mark)], signal.SIGKILL)
