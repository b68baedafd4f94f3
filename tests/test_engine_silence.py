"""When a worker counts as stuck: it gets no further, though our own process ran all the time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from build_gguf import build

from core.engine.options import ChatOptions, LoadOptions
from core.engine.process import WorkerProcess
from core.words.errors import EngineDied

pytestmark = [pytest.mark.model, pytest.mark.timeout(90)]

ROOT = Path(__file__).resolve().parents[1]
SILENCE_SECONDS_MAX = 4.0
STOPPED_SECONDS = 6.0
# A worker answers everything but a cancel: who waits for that one's answer waits for ever.
UNANSWERED = "cancel"
WAITS = f"""
import sys, threading, time
sys.path.insert(0, {str(ROOT)!r})
from core.engine.process import WorkerProcess
worker = WorkerProcess(None, lambda _: None, silence_seconds_max={SILENCE_SECONDS_MAX})
try:
    worker.call("count_text", text="").next()
except Exception as error:
    print(error, flush=True)
threading.Thread(target=worker.call({UNANSWERED!r}).next, daemon=True).start()
sys.stdin.readline()
time.sleep(1.5)
print("alive" if worker.alive else worker.death, flush=True)
worker.close()
"""


@pytest.fixture
def worker() -> Iterator[WorkerProcess]:
    worker = WorkerProcess(None, lambda _: None, silence_seconds_max=SILENCE_SECONDS_MAX)
    yield worker
    worker.close()


def make_progress(worker: WorkerProcess) -> None:
    with pytest.raises(EngineDied, match="no model is loaded"):
        worker.call("count_text", text="").next()


def test_a_request_that_waits_its_turn_is_not_taken_for_a_stuck_worker(worker: WorkerProcess) -> None:
    make_progress(worker)
    deaths: list[str] = []

    def wait() -> None:
        try:
            worker.call(UNANSWERED).next()
        except EngineDied as error:
            deaths.append(error.message)

    waiting = threading.Thread(target=wait)
    waiting.start()
    until = time.monotonic() + 2 * SILENCE_SECONDS_MAX
    while time.monotonic() < until:
        make_progress(worker)
        time.sleep(0.3)
    assert worker.alive
    waiting.join(4 * SILENCE_SECONDS_MAX)  # nothing gets further any more
    assert deaths == ["the engine stopped: it made no progress for 4 s"]


def test_the_time_in_which_our_own_process_was_stopped_does_not_count() -> None:
    script = subprocess.Popen([sys.executable, "-c", WAITS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert script.stdin is not None and script.stdout is not None
    try:
        assert script.stdout.readline() == "no model is loaded\n"
        time.sleep(0.5)
        os.kill(script.pid, signal.SIGSTOP)
        time.sleep(STOPPED_SECONDS)
        os.kill(script.pid, signal.SIGCONT)
        assert script.communicate("\n", timeout=30)[0] == "alive\n"
    finally:
        script.kill()
        script.wait()


def test_a_request_cancelled_while_it_waits_behind_others_is_never_begun(tmp_path: Path) -> None:
    path = build(tmp_path / "m.gguf", words=600, layers=6, width=256, context=8192)
    worker = WorkerProcess(None, lambda _: None)
    try:
        worker.call("load", options={**LoadOptions(path).to_json(), "context": 8192, "threads": 1}).result()
        long = {"messages": [["user", "bababa " * 3000, ""]],
                "options": ChatOptions(temperature=0, max_tokens=4000).to_json()}
        first = worker.call("chat", **long)
        worker.call("count", messages=[["user", "x", ""]])
        last = worker.call("chat", **long)
        last.ask_to_stop()
        first.ask_to_stop()
        told = last.result()
        assert (told["stop"], told["generated"]) == ("cancelled", 0)
    finally:
        worker.close()
