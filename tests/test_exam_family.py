"""The tier tests over a family of small models: the report is right for each, and one is gone when the next comes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from at_hand import START
from exam_family import FAMILY, Kind, asked, build_family, expected_right
from terminal import Terminal

from core.exam.harness import Plan
from core.words.values import Json

pytestmark = [pytest.mark.model, pytest.mark.timeout(300)]
LIMIT = 6
PLAN = Plan(limit=LIMIT)
KINDS = {kind.name: kind for kind in FAMILY}


@dataclass
class Run:
    """A run of the program, and what was seen of it while it ran."""

    status: int
    report: Json
    shown: str
    raw: str
    left: list[psutil.Process]
    workers: list[int] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


def run(home: Path, *arguments: str) -> Run:
    """Run the program in a terminal to its end, looking at the workers that it has all the time."""
    seen: set[psutil.Process] = set()
    found = Run(0, None, "", "", [])

    def look() -> bool:
        below = workers(person.pid)
        seen.update(below)
        found.workers.append(len(below))
        found.memory.append(sum(resident(process) for process in below))
        return "report: " in person.text

    with Terminal([sys.executable, "-c", START, *arguments], columns=120, rows=50, folder=home,
                  environ={"LUCIFER_HOME": str(home), "HOME": str(home)}) as person:
        person.wait_for(look, 250)
        found.status = person.wait_for_end()
        found.shown, found.raw = person.scrollback, person.raw.decode()
    found.report = json.loads(next((home / "exams").glob("run-*.json")).read_text())
    found.left = [process for process in seen if process.is_running()]
    return found


def workers(pid: int) -> list[psutil.Process]:
    """Return the processes that hold a model for a program."""
    return [process for process in psutil.Process(pid).children() if is_worker(process)]


def is_worker(process: psutil.Process) -> bool:
    try:
        return "core.engine.worker" in " ".join(process.cmdline())
    except psutil.Error:
        return False


def resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Run:
    home = tmp_path_factory.mktemp("family")
    build_family(home / "models")
    return run(home, "test", "all", "--limit", str(LIMIT))


@pytest.mark.parametrize("kind", [kind for kind in FAMILY if kind.listed and not kind.problem],
                         ids=lambda kind: kind.name)
def test_each_is_asked_everything_and_judged_by_what_it_says(whole: Run, kind: Kind) -> None:
    model = whole.report["models"][kind.name]
    details = model["tier_results"]["0"]["details"]
    assert [detail["id"] for detail in details] == [question.id for question in asked(0, PLAN)]
    assert {detail["id"] for detail in details if detail["passed"]} == expected_right(kind, PLAN)
    assert model["verdict"] == kind.verdict
    if kind.says:
        assert {detail["response"] for detail in details if detail["lane"] == "model"} == {kind.says}
    if kind.why:
        assert {detail["why"] for detail in details if not detail["passed"]} == {kind.why}


@pytest.mark.parametrize("kind", [kind for kind in FAMILY if kind.problem], ids=lambda kind: kind.name)
def test_what_cannot_be_tested_fails_with_its_reason(whole: Run, kind: Kind) -> None:
    model = whole.report["models"][kind.name]
    assert kind.problem in model["problem"]
    assert model["verdict"] == f"FAIL: {model['problem']}"
    assert (model["passes_tier_0"], model["tier_results"]) == (False, {})


def test_all_that_answer_are_in_the_report_and_the_run_fails(whole: Run) -> None:
    assert set(whole.report["models"]) == {"spark", *(kind.name for kind in FAMILY if kind.listed)}
    assert whole.status == 1


def test_the_terminal_shows_each_verdict_and_how_far_it_is(whole: Run) -> None:
    for kind in FAMILY:
        assert (f"\n{kind.name} (native tier 0)\n" in f"\n{whole.shown}") is kind.listed
    assert "scholar (native tier 0)\n  tier 0: PASS (6/6) 100.0 % [61-100]\n  passes its tier 0" in whole.shown
    assert "llama-bpe: tier 0: " in whole.raw and "llama-bpe: tier 0: " not in whole.shown


def test_one_model_is_held_at_a_time_and_none_afterwards(whole: Run) -> None:
    assert max(whole.workers) == 1
    assert whole.left == []
    largest = max(model.get("memory_peak_bytes", 0) for model in whole.report["models"].values())
    assert max(whole.memory) < 1.5 * largest


def test_a_worker_killed_while_it_answers_costs_that_question_alone(tmp_path: Path) -> None:
    build_family(tmp_path / "models", [KINDS["gemma2-echo"]])
    out = tmp_path / "report.json"
    with out.open("w") as file:
        child = subprocess.Popen([sys.executable, "-c", START, "--json", "test", "gemma2-echo", "--limit", str(LIMIT)],
                                 cwd=tmp_path, stdout=file, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                 env={**os.environ, "LUCIFER_HOME": str(tmp_path)})
    try:
        while not any('"lane": "model"' in file.read_text() for file in (tmp_path / "exams").glob("run-*.jsonl")):
            assert child.poll() is None
            time.sleep(0.01)
        workers(child.pid)[0].kill()
        assert child.wait(120) == 1
    finally:
        child.kill()
    details = json.loads(out.read_text())["models"]["gemma2-echo"]["tier_results"]["0"]["details"]
    wrong = [detail["why"] for detail in details if detail["lane"] == "model"]
    assert [why.split(":")[0] for why in wrong] == [KINDS["gemma2-echo"].why, "the engine stopped",
                                                     *[KINDS["gemma2-echo"].why] * (LIMIT - 3)]
