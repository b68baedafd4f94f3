"""A worker process as its owner sees it: started, spoken to, watched, ended."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Any, TypeVar

import psutil

from core.engine.frames import BadFrame, Frame, read_frame, write_frame
from core.engine.spawn import command, environment
from core.store.atomic import have_mode
from core.store.landlock import Fence
from core.words import errors
from core.words.errors import EngineDied, LuciferError

SILENCE_SECONDS_MAX = 600.0  # one batch of the largest model on the slowest machine
PING_SECONDS = 1.0
PING_ANSWER_SECONDS_MAX = 12.0
# A wait of PING_SECONDS that lasted this long says that our own process stood still (Ctrl-Z), and not the worker.
_STOOD_STILL_SECONDS = 3.0
_LOG_TAIL_BYTES = 4096
_LOG_BYTES_MAX = 4 << 20
_Result = TypeVar("_Result")


class Keeper:
    """One thread that lives as long as the program and starts the workers.

    Linux ends a child marked PDEATHSIG when the thread that started it ends, so that thread must be this one.
    """

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="engine keeper", daemon=True).start()

    def submit(self, work: Callable[[], _Result]) -> Future[_Result]:
        """Queue some work; the future holds what it returned or raised."""
        future: Future[_Result] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = work()
            # Whoever waits for the future gets the failure, whatever it is.
            except BaseException as error:  # noqa: BLE001
                future.set_exception(error)
            else:
                future.set_result(result)

        self._jobs.put(job)
        return future

    def _run(self) -> None:
        while True:
            self._jobs.get()()


class WorkerProcess:
    """One worker. `on_death` is called from another thread when it ends without having been closed."""

    def __init__(self, log: Path | None, on_death: Callable[[WorkerProcess], None], fence: Fence | None = None, *,
                 silence_seconds_max: float = SILENCE_SECONDS_MAX) -> None:
        self.fence = fence
        self.silence_seconds_max = silence_seconds_max
        self._log = log
        self._on_death = on_death
        self._lock = threading.Lock()
        self._inboxes: dict[int, queue.SimpleQueue[Frame | None]] = {}
        self._number = 0
        self._closing = False
        self.death = ""
        self.heard_at = self.progressed_at = time.monotonic()
        with _open_log(log) as errors_file:
            self._log_start = errors_file.tell() if log is not None else 0
            line = command("core.engine.worker") if fence is None else [
                *command("core.engine.fenced"), fence.to_json(), "core.engine.worker"]
            self._process = subprocess.Popen(
                line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors_file,
                env=environment(os.environ), start_new_session=True)
        self.pid = self._process.pid
        self._reader = threading.Thread(target=self._listen, name=f"engine worker {self.pid}", daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        return not self.death and not self._closing

    def call(self, operation: str, **facts: Any) -> Call:  # noqa: ANN401
        """Send a request; raise EngineDied when the worker is gone."""
        inbox: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        with self._lock:
            self._number += 1
            number = self._number
            self._inboxes[number] = inbox
        if not self._send({"id": number, "op": operation, **facts}) or self.death:
            inbox.put(None)
        return Call(self, number, inbox)

    def cancel(self, number: int) -> None:
        self._send({"id": number, "op": "cancel"})

    def ping(self) -> None:
        self._send({"id": 0, "op": "ping"})

    def forget(self, number: int) -> None:
        with self._lock:
            self._inboxes.pop(number, None)

    def memory_bytes(self) -> int:
        """Return how much memory the process occupies."""
        return resident_bytes(self.pid)

    def private_bytes(self) -> int:
        """Return how much memory becomes free when the process ends."""
        return private_bytes(self.pid)

    def kill(self, why: str) -> None:
        """End it at once; `why` becomes the cause of death."""
        self.death = self.death or why
        self._process.kill()

    def close(self) -> None:
        """End it in order: it leaves when its input ends, or is killed after a second."""
        self._closing = True
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
        if threading.current_thread() is not self._reader:
            self._reader.join(5.0)

    def _send(self, frame: Frame) -> bool:
        assert self._process.stdin is not None
        try:
            with self._lock:
                write_frame(self._process.stdin, frame)
        except (OSError, ValueError):  # it is gone, or was closed
            return False
        return True

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while True:
            try:
                frame = read_frame(self._process.stdout)
            except BadFrame:
                self._process.kill()
                frame = None
            if frame is None:
                break
            self.heard_at = time.monotonic()
            if frame["id"]:  # not an answer to a ping: some request got further
                self.progressed_at = self.heard_at
            with self._lock:
                inbox = self._inboxes.get(frame["id"])
            if inbox is not None:
                inbox.put(frame)
        status = self._process.wait()
        self._process.stdout.close()
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        self.death = self.death or _cause(status, self._log_tail())
        with self._lock:
            inboxes = list(self._inboxes.values())
        for inbox in inboxes:
            inbox.put(None)
        if not self._closing:
            self._on_death(self)

    def _log_tail(self) -> str:
        if self._log is None:
            return ""
        try:
            with self._log.open("rb") as file:
                end = file.seek(0, os.SEEK_END)
                file.seek(max(self._log_start, end - _LOG_TAIL_BYTES))
                return file.read().decode("utf-8", "replace")
        except OSError:
            return ""


class Call:
    """A request under way."""

    def __init__(self, worker: WorkerProcess, number: int, inbox: queue.SimpleQueue[Frame | None]) -> None:
        self._worker = worker
        self._number = number
        self._inbox = inbox
        self.finished = False
        self.last: dict[str, Any] | None = None
        """The result, when it came after a cancel."""

    def next(self) -> Frame:
        """Wait for the next message; raise what the worker reports, or EngineDied when it dies or stops answering."""
        frame = self._wait()
        if frame is None or "done" in frame or "error" in frame:
            self.finished = True
            self._worker.forget(self._number)
        if frame is None:
            raise EngineDied(f"the engine stopped: {self._worker.death}")
        if "error" in frame:
            raise _error_of(frame["error"])
        return frame

    def result(self) -> dict[str, Any]:
        """Wait for the end and return the result."""
        while True:
            frame = self.next()
            if "done" in frame:
                return dict(frame["done"])

    def ask_to_stop(self) -> None:
        self._worker.cancel(self._number)

    def cancel(self, wait_seconds: float) -> bool:
        """Ask the worker to stop; return whether it did within that time."""
        if self.finished:
            return True
        self.ask_to_stop()
        deadline = time.monotonic() + wait_seconds
        while not self.finished:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            try:
                frame = self._inbox.get(timeout=left)
            except queue.Empty:
                return False
            self.finished = frame is None or "done" in frame or "error" in frame
            self.last = frame.get("done") if frame is not None else None
        self._worker.forget(self._number)
        return True

    def _wait(self) -> Frame | None:
        begun = now = time.monotonic()
        asked = 0.0
        while True:
            before = now
            try:
                return self._inbox.get(timeout=PING_SECONDS)
            except queue.Empty:
                now = time.monotonic()
            if now - before > _STOOD_STILL_SECONDS:
                begun, asked = now, 0.0
            # Requests are done one after another: while an earlier one gets further, this one only waits its turn.
            if now - max(begun, self._worker.progressed_at) > self._worker.silence_seconds_max:
                self._worker.kill(f"it made no progress for {self._worker.silence_seconds_max:.0f} s")
            elif asked <= self._worker.heard_at:
                asked = now
                self._worker.ping()
            elif now - asked > PING_ANSWER_SECONDS_MAX:
                self._worker.kill(f"it did not answer for {PING_ANSWER_SECONDS_MAX:.0f} s")


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process, 0 when it is gone."""
    try:
        return _pages(pid)[0] * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        pass
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def private_bytes(pid: int) -> int:
    """Return the resident memory of a process without mapped files, whose pages the system counts as available."""
    try:
        resident, shared = _pages(pid)
        return (resident - shared) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        pass
    try:
        return int(psutil.Process(pid).memory_full_info().uss)
    except psutil.Error:
        return 0


def _pages(pid: int) -> tuple[int, int]:
    """Return how many pages Linux holds for a process, and how many of those are mapped files."""
    facts = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    return int(facts[1]), int(facts[2])


def _open_log(log: Path | None) -> IO[bytes]:
    """Open the log for appending; start it afresh when it has grown large."""
    if log is None:
        return Path(os.devnull).open("ab")
    try:
        fresh = log.exists() and log.stat().st_size > _LOG_BYTES_MAX
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | (os.O_TRUNC if fresh else 0)
        file = os.fdopen(os.open(log, flags, 0o600), "ab")
        have_mode(log, 0o600)
        file.seek(0, os.SEEK_END)
    except OSError:
        return Path(os.devnull).open("ab")
    return file


def _cause(status: int, log: str) -> str:
    """Say in words how a process ended."""
    if status < 0:
        try:
            what = signal.Signals(-status).name
        except ValueError:
            what = f"signal {-status}"
        if what == "SIGKILL":
            what += " (killed from outside, or out of memory)"
    else:
        what = f"exit status {status}"
    lines = [line.strip() for line in log.splitlines()]
    told = next((line for line in reversed(lines) if "GGML_ASSERT" in line or "Error" in line), "")
    told = re.sub(r"\S*[/\\](?=[\w.-]+:\d+: )", "", told)  # where it was built is nobody's business here
    return f"{what}: {told}" if told else what


def _error_of(facts: dict[str, Any]) -> LuciferError:
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, LuciferError) and kind.kind == facts["kind"]:
            return kind(facts["message"], hint=facts["hint"])
    return LuciferError(facts["message"], hint=facts["hint"])
