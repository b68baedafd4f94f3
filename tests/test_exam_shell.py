"""A model's shell command is judged by what it does, in a folder that is thrown away and that it cannot leave."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from core.exam.paper import read_paper
from core.exam.shell_effect import ShellCheck, is_held_back, read_tree, run_in_copy
from models.spark.lessons import exam_questions, normal

ROOT = Path(__file__).resolve().parents[1]
PAPER = read_paper(ROOT / "config" / "tier_tests.yaml")


def test_twenty_requests_measure_words_to_command() -> None:
    assert len([item for item in PAPER.items if isinstance(item.check, ShellCheck)]) == 20


def test_no_question_of_the_tests_stands_in_the_exams_of_the_bundled_model() -> None:
    exam = exam_questions()
    questions = [question for tier in (None, 0, 1, 2, 3, 4) for question in PAPER.questions(tier)]
    assert {normal(question.text) for question in questions} & exam == set()


@pytest.mark.skipif(not is_held_back(), reason="this kernel holds no command back")
def test_a_command_on_trial_writes_nowhere_else(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    line = f"touch here.txt; echo x > {outside}; cat a.txt; echo y > $TMPDIR/t && cat $TMPDIR/t"
    outcome = run_in_copy({"a.txt": "1\n"}, line)
    assert outcome is not None
    assert (outcome.output, sorted(outcome.tree), outside.exists()) == ("1\ny\n", ["a.txt", "here.txt"], False)


@pytest.mark.parametrize(("command", "why"), [
    ("rm -rf /home/somebody", "could reach beyond its folder"), ("sudo rm a.txt", "could reach beyond its folder"),
    ("touch b.txt\nrm a.txt", ""), ("", "holds no command"), ("touch c.txt", "another effect than asked for")])
def test_what_could_reach_out_is_not_run_and_several_lines_may_be_one_command(command: str, why: str) -> None:
    check = ShellCheck({"setup": {"a.txt": "1\n"}, "reference": "mv a.txt b.txt; : > b.txt", "one_line": False,
                        "check": "effect", "compare": "tree"})
    verdict = check.judge("", command)
    assert (verdict.passed, why in verdict.why) == (not why, True), verdict.why


@pytest.mark.timeout(30)
@pytest.mark.parametrize(("command", "right"), [("mkdir made", False), ("mkfifo made", True), ("touch made", False), (
    "python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('made')\"", False)])
def test_what_is_no_file_is_told_apart_and_not_read(command: str, right: bool) -> None:
    check = ShellCheck({"setup": {"a.txt": "1\n"}, "reference": "mkfifo made", "check": "effect", "compare": "tree"})
    assert check.judge("", command).passed is right


def test_large_files_are_told_apart(tmp_path: Path) -> None:
    for name, last in (("one", b"1"), ("two", b"2"), ("same", b"1")):
        (tmp_path / name).write_bytes(b"x" * 3_000_000 + last)
    tree = read_tree(tmp_path)
    assert (tree["one"] == tree["same"], tree["one"] == tree["two"], len(tree["one"]) < 200) == (True, False, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("1")
    (tmp_path / "secret").chmod(0)
    assert read_tree(tmp_path) == {"secret": "(cannot be read: Permission denied)"}


def runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("start", ["sleep 77 >/dev/null 2>&1 &", "set -m; sleep 77 >/dev/null 2>&1 &"])
def test_nothing_outlives_its_command(start: str) -> None:
    outcome = run_in_copy({}, f"{start} echo $!")
    assert outcome is not None
    time.sleep(0.1)
    assert not runs(int(outcome.output))


def test_ctrl_c_ends_the_command_too(tmp_path: Path) -> None:
    code = (f"import pathlib, sys; sys.path.insert(0, {str(ROOT)!r}); from core.exam.shell_effect import run_line; "
            f"run_line('echo $$ > pid; sleep 77 & wait', pathlib.Path({str(tmp_path)!r}))")
    child = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    try:
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
            assert child.poll() is None
            time.sleep(0.02)
        bash = int((tmp_path / "pid").read_text())
        started = [bash, *(each.pid for each in psutil.Process(bash).children())]
        child.send_signal(signal.SIGINT)
        child.wait(20)
    finally:
        child.kill()
    time.sleep(0.1)
    assert [pid for pid in started if runs(pid)] == []


def test_output_without_end_is_cut_off_and_is_no_answer() -> None:
    begun = time.monotonic()
    assert run_in_copy({}, "yes") is None
    assert time.monotonic() - begun < 5
