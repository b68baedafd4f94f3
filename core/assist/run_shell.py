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
import threading
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from core.assist.heard import FILE_BYTES_MAX, Heard
from core.words.errors import DiskError, Interrupted
from core.words.events import Choice, Event, Notice, Output, Question
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
_HINT_SECONDS = 0.7
# In the environment of all that a command starts, so that none of it is lost sight of.
MARK = "LUCIFER_RUN"
_WAITING = (Choice("y", "yes"), Choice("a", "as long as it takes"), Choice("n", "no, end it"))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a command may use; None is no limit. `leftovers` False ends what it left running.

    `liftable`: a person is there, who is asked whether a command that takes longer may go on. `until` is asked again
    and again while it runs, and ends it when it says so.
    """

    output_bytes: int | None = OUTPUT_MAX_BYTES
    seconds: float | None = SECONDS_MAX
    leftovers: bool = False
    liftable: bool = False
    until: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its status, how much of its output was not yielded, and the last of it as text.

    `file` holds all of the output when some was not yielded. `interrupted`: SIGINT ended it, as Ctrl-C does; a
    program may also end itself with that status.
    """

    status: int
    truncated_bytes: int = 0
    output: str = ""
    file: Path | None = None
    interrupted: bool = False

    def data(self) -> dict[str, Json]:
        """Write it as JSON."""
        cut = {"truncated_bytes": self.truncated_bytes} if self.truncated_bytes else {}
        return {"exit_status": self.status, **cut, **({"output_file": str(self.file)} if self.file else {})}


def run_shell(command: str, folder: Path, environ: Mapping[str, str], *, limits: Limits,
              stdin: int | None = None, keep: Path | None = None) -> Generator[Event, str, Ended]:
    """Run a command with bash (or sh), yield what it writes, return how it ended; closing this ends the command.

    `keep` is a folder for output that is longer than is shown. The first Ctrl-C goes to the command, and Interrupted
    is raised if it ends by that; the second ends it.
    """
    mark = os.urandom(8).hex()
    child = _start(command, folder, {**environ, MARK: mark}, stdin)
    run = _Run(child, limits, Heard(keep, limits.output_bytes))
    finished = False
    try:
        with run.interrupts:
            timed_out = yield from run.relay()
        finished = not timed_out
        status = 124 if timed_out else child.wait()
        if run.interrupts.pressed and status in (-signal.SIGINT, 128 + signal.SIGINT):
            raise Interrupted("stopped")
        return Ended(128 - status if status < 0 else status, run.left_out, run.heard.text(), run.heard.path,
                     interrupted=status == -signal.SIGINT)
    finally:
        if not finished:
            _end(child, mark)
        elif not limits.leftovers:
            _signal_all(_started_by(child, mark), signal.SIGKILL)
        run.heard.close()
        for stream in (child.stdout, child.stderr):
            if stream is not None:
                stream.close()


def with_output(running: Generator[Event, str, Ended]) -> Generator[Event, str, tuple[Ended, str, str]]:
    """Hold back what a command writes; return how it ended, and its two outputs whole."""
    heard: dict[bool, list[str]] = {False: [], True: []}
    try:
        while True:
            event = next(running)
            if isinstance(event, Output):
                heard[event.error].append(event.text)
            else:
                yield event
    except StopIteration as end:
        ended: Ended = end.value
        return ended, "".join(heard[False]), "".join(heard[True])
    finally:
        running.close()


def _start(command: str, folder: Path, environ: Mapping[str, str], stdin: int | None) -> subprocess.Popen[bytes]:
    own = {"LUCIFER": "1", "GIT_TERMINAL_PROMPT": "0", "PAGER": "cat", "GIT_PAGER": "cat"}
    try:
        return subprocess.Popen([shell_of(environ), "-c", command], cwd=folder, env={**environ, **own}, bufsize=0,
                                stdin=subprocess.DEVNULL if stdin is None else stdin,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    except (OSError, ValueError) as error:
        raise DiskError(f"cannot run it in {folder}: {error}") from error


def shell_of(environ: Mapping[str, str]) -> str:
    """Return the shell that reads commands."""
    return shutil.which("bash", path=environ.get("PATH")) or "/bin/sh"


class _Interrupts:
    """While a command runs, the first Ctrl-C is the command's; the second is ours."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self._child = child
        self._before: signal.Handlers | Callable[[int, FrameType | None], object] | int | None = None
        self._taken = False
        self.pressed = 0
        self.pressed_at = 0.0

    def __enter__(self) -> None:
        # Only the main thread hears signals; who ignores them goes on doing so.
        if threading.current_thread() is threading.main_thread() and callable(signal.getsignal(signal.SIGINT)):
            self._before = signal.signal(signal.SIGINT, self._press)
            self._taken = True

    def __exit__(self, *_: object) -> None:
        if self._taken:
            signal.signal(signal.SIGINT, self._before)
            self._taken = False

    def _press(self, number: int, frame: FrameType | None) -> None:
        del frame
        self.pressed += 1
        if self.pressed > 1:
            raise KeyboardInterrupt
        self.pressed_at = time.monotonic()
        with contextlib.suppress(OSError):
            os.killpg(self._child.pid, number)


class _Run:
    """A command under way."""

    def __init__(self, child: subprocess.Popen[bytes], limits: Limits, heard: Heard) -> None:
        self._child = child
        self._limits = limits
        self._seconds = limits.seconds
        self._begun = time.monotonic()
        self._deadline = None if limits.seconds is None else self._begun + limits.seconds
        self._hinted = False
        self._seen = 0
        self.heard = heard
        self.interrupts = _Interrupts(child)

    @property
    def left_out(self) -> int:
        """How many bytes were too many to yield."""
        return 0 if self._limits.output_bytes is None else max(0, self._seen - self._limits.output_bytes)

    def relay(self) -> Generator[Event, str, bool]:
        """Yield output until the child has ended and its pipes are empty; return whether time ran out first."""
        late = 0.0
        whole: int | None = None
        decode = {error: codecs.getincrementaldecoder("utf-8")("replace") for error in (False, True)}
        with selectors.DefaultSelector() as waiting:
            for stream, error in ((self._child.stdout, False), (self._child.stderr, True)):
                if stream is not None:
                    waiting.register(stream, selectors.EVENT_READ, error)
            while waiting.get_map():
                if (yield from self._is_over()):
                    return True
                ready = waiting.select(0.05)
                # A process it left in the background may hold the pipes open, or fill them, for ever: the child's end
                # is what counts, and what it wrote itself is read.
                if self._child.poll() is not None:
                    if whole is None:
                        whole = self._seen + sum(_held(key.fd) for key in waiting.get_map().values())
                        late = time.monotonic() + _DRAIN_SECONDS
                    if self._seen >= whole and (not ready or time.monotonic() > late):
                        break
                for key, _ in ready:
                    data = os.read(key.fd, _READ_BYTES)
                    if not data:
                        waiting.unregister(key.fileobj)
                    text = decode[key.data].decode(data[:self._room(len(data))], final=not data)
                    self._seen += len(data)
                    self.heard.add(data)
                    if text:
                        yield Output(text, key.data)
        while self._child.poll() is None:
            if (yield from self._is_over()):
                return True
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(0.05)
        yield from self._say_what_is_left_out()
        return False

    def _room(self, size: int) -> int:
        most = self._limits.output_bytes
        return size if most is None else max(0, min(size, most - self._seen))

    def _say_what_is_left_out(self) -> Generator[Event, str, None]:
        if not self.left_out:
            return
        where = ""
        if self.heard.path is not None:
            where = f"; the first {bytes_text(FILE_BYTES_MAX)} are in" if self.heard.cut else "; all of it is in"
            where = f"{where} {self.heard.path}"
        yield Notice(f"{bytes_text(self.left_out)} more output not shown{where}", "warning")

    def _is_over(self) -> Generator[Event, str, bool]:
        """Say whether the command's time is up; a person who is there may give it more."""
        pressed = self.interrupts.pressed
        if pressed and not self._hinted and time.monotonic() - self.interrupts.pressed_at > _HINT_SECONDS:
            self._hinted = True
            yield Notice("Ctrl-C went to the command; once more ends it")
        if self._limits.until is not None and self._limits.until():
            return True
        if self._deadline is None or self._seconds is None or time.monotonic() <= self._deadline:
            return False
        if self._limits.liftable:
            self.interrupts.__exit__()
            answer = yield Question(f"still running after {time.monotonic() - self._begun:.0f} s: keep waiting?",
                                    choices=_WAITING, default="n", yes="n")
            self.interrupts.__enter__()
            if answer in ("y", "a"):
                self._deadline = time.monotonic() + self._seconds if answer == "y" else None
                return False
        yield Notice(f"stopped: it ran longer than {time.monotonic() - self._begun:.0f} seconds", "warning")
        return True


def _held(pipe: int) -> int:
    """How many bytes wait in a pipe."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


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
