"""`test --jobs N`: several models at once, one of which is killed, stopped with Ctrl-C, or left alone."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil
import pytest
from at_hand import START, program
from exam_family import FAMILY, asked, build_family
from terminal import Terminal

from core.exam.harness import Plan

pytestmark = [pytest.mark.model, pytest.mark.timeout(200)]
PLAN = Plan(limit=6)
COMMAND = ("test", "all", "--limit", "6", "--jobs", "2")
KINDS = tuple(kind for kind in FAMILY if kind.name in ("gemma2-echo", "qwen2-chatml", "cut-short"))
# Spark passes tier 0 and is asked the probes too.
ANSWERING = ("spark", "gemma2-echo", "qwen2-chatml")
WANTED = sorted([(name, question.id) for name in ANSWERING for question in asked(0, PLAN)]
                + [("spark", question.id) for question in asked(None, PLAN)])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    build_family(tmp_path / "models", KINDS)
    return tmp_path


def answers(home: Path) -> list[tuple[str, str]]:
    # The last line may be half written.
    lines = [line for file in (home / "exams").glob("run-*.jsonl")
             for line in file.read_text().rpartition("\n")[0].splitlines()]
    return sorted((record["model"], record["id"]) for record in map(json.loads, lines) if "id" in record)


def start(home: Path) -> subprocess.Popen[bytes]:
    (home / "tmp").mkdir()
    with (home / "out").open("w") as out, (home / "said").open("w") as said:
        return subprocess.Popen([sys.executable, "-c", START, "--json", *COMMAND], cwd=home, stdout=out, stderr=said,
                                stdin=subprocess.DEVNULL,
                                env={**os.environ, "LUCIFER_HOME": str(home), "TMPDIR": str(home / "tmp")})


def jobs_of(pid: int) -> list[psutil.Process]:
    """The jobs that run; one that has just ended is none."""
    found = []
    for child in psutil.Process(pid).children():
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            if "exam_child" in " ".join(child.cmdline()):
                found.append(child)
    return found


def until(holds: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_held(job: psutil.Process) -> bool:
    """Stop a job where it is; say whether it still was under way, and so goes no further before it is told to."""
    with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
        job.suspend()
        until(lambda: job.status() in (psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE))
        return job.status() == psutil.STATUS_STOPPED
    return False


def hold_jobs(home: Path, pid: int, *, answered: int) -> list[psutil.Process]:
    """Return two jobs that were stopped under way, so many questions being answered."""
    held: list[psutil.Process] = []

    def are_held() -> bool:
        jobs = jobs_of(pid) if len(answers(home)) >= answered else []
        held[:] = [job for job in jobs if len(jobs) == 2 and is_held(job)]
        if len(held) == 1:
            held[0].resume()
        return len(held) == 2

    until(are_held)
    return held


def is_told_to_end(job: psutil.Process) -> bool:
    """Say whether a signal waits for a job that is stopped."""
    return re.search(r"^ShdPnd:\s*0*[1-9a-f]", Path(f"/proc/{job.pid}/status").read_text(), re.MULTILINE) is not None


def test_a_job_that_is_killed_is_finished_afterwards_and_nothing_is_asked_twice(home: Path) -> None:
    run = start(home)
    killed, other = hold_jobs(home, run.pid, answered=1)
    killed.kill()
    other.resume()
    assert run.wait(120) == 1
    said = "its process was killed by signal 9; what it left is asked afterwards"
    assert (home / "said").read_text().count(said) == 1
    assert answers(home) == WANTED
    report = json.loads((home / "out").read_text())["models"]
    assert {name: model["passes_tier_0"] for name, model in report.items()} == {
        "spark": True, "gemma2-echo": False, "qwen2-chatml": False, "cut-short": False}


def test_ctrl_c_ends_the_jobs_too_and_the_same_command_goes_on_where_it_was(home: Path) -> None:
    environ = {"LUCIFER_HOME": str(home), "HOME": str(home)}
    with Terminal([sys.executable, "-c", START, *COMMAND], columns=100, environ=environ, folder=home) as person:
        person.wait_for("of 4 models done, 2 at once")
        held = hold_jobs(home, person.pid, answered=4)
        children = psutil.Process(person.pid).children(recursive=True)
        person.send("\x03")
        for job in held:  # which else would answer on before they hear of it
            until(partial(is_told_to_end, job))
            job.resume()
        assert person.wait_for_end() == 130
        assert "the test was stopped; what was answered is kept" in person.text
        assert "Traceback" not in person.scrollback
        # The row of the progress is gone, and the cursor is to be seen.
        assert "models done" not in person.text and person.screen.cursor.hidden is False
    _, alive = psutil.wait_procs(children, 20)
    assert alive == []
    before = answers(home)
    assert 3 < len(before) < len(WANTED)
    done = program(home, "--json", *COMMAND, seconds=120)
    assert f": {len(before)} questions are answered already, " in done.stderr
    assert (done.returncode, answers(home)) == (1, WANTED)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["ended", "killed"])
def test_no_job_outlives_the_program(home: Path, number: signal.Signals) -> None:
    run = start(home)
    until(lambda: answers(home) and len(jobs_of(run.pid)) == 2)
    children = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(number)
    run.wait(30)
    _, alive = psutil.wait_procs(children, 20)
    assert alive == []
    assert list((home / "tmp").glob("lucifer-exam-*")) == []
