"""A model's shell command is judged by what it does, in a folder that is thrown away and that it cannot leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.exam.paper import read_paper
from core.exam.shell_effect import ShellCheck, is_held_back, run_in_copy
from models.spark.lessons import exam_questions, normal

PAPER = read_paper(Path(__file__).resolve().parents[1] / "config" / "tier_tests.yaml")


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
