"""A run of the tests loses nothing: not by an answer, a lost model, another run beside it, or a kill."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from at_hand import ROOT, START, open_app, program, say
from build_gguf import build
from exam_family import PAPER, asked

from core.exam import scratch
from core.exam.check_code import PythonCheck
from core.exam.desk import Answered
from core.exam.harness import Harness, Plan, sit_all
from core.exam.paper import Item, Paper
from core.exam.record import RunLog, model_key
from core.exam.report import failed_tier_0, markdown, report_data, tier_line, verdict_of
from core.exam.sat import Sat
from core.exam.verdict import Check, Verdict
from core.store.machine import Machine
from core.words.errors import DiskError, LuciferError
from core.words.events import Notice
from core.words.values import InstalledModel, ModelCard

OPTIONS = {"what": "all"}


class Fragile:
    """Judges nothing but numbers: anything else is more than it can take."""

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        return Verdict(int(answer) == 4, "a number")


class Crowded:
    """A check on a machine on which no further file can be opened."""

    def judge(self, question: str, answer: str) -> Verdict:
        del question, answer
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))


class OneAnswer:
    """A desk at which everything is answered alike; from some answer on it has trouble."""

    def __init__(self, says: str, trouble: LuciferError | None = None, *, after: int = 0) -> None:
        self._says, self._trouble, self._left = says, trouble, after

    def answer(self, text: str, tokens_max: int) -> Answered:
        del text, tokens_max
        if self._trouble is not None and not self._left:
            raise self._trouble
        self._left -= 1
        return Answered(self._says, cut=False, seconds=0.1, prompt_tokens=1, prompt_seconds=0.1, generated=1,
                        generate_seconds=0.1)

    def suggest(self, text: str, folder: Path) -> Answered:
        del folder
        return self.answer(text, 0)

    def say(self, lines: Sequence[str], folder: Path) -> list[str]:
        del folder
        return list(lines)

    def memory_bytes(self) -> int:
        return 1

    def close(self) -> None:
        """There is nothing to free."""


def paper(count: int, check: Check) -> Paper:
    return Paper(tuple(Item(f"q{number}", 0, "model", "sums", (("What is 2+2?",),), check=check,
                            digest=f"d{number}") for number in range(count)))


def model_in(folder: Path, name: str) -> InstalledModel:
    path = folder / f"{name}.gguf"
    path.write_bytes(b"x")
    return InstalledModel(name, (path,), 1, enabled=True, card=ModelCard(name), quant=None, tier=0)


def taken(log: RunLog, desks: Mapping[str, Callable[[], OneAnswer]], models: Sequence[InstalledModel], count: int = 2,
          check: Check | None = None) -> tuple[Harness, list[Sat]]:
    """Take models through a run to its end."""
    harness = Harness(paper(count, check or Fragile()), Plan(probes=False), log, lambda model: desks[model.name]())
    events = sit_all(harness, models, lambda sat: Notice(sat.model.name), done={})
    while True:
        try:
            next(events)
        except StopIteration as end:
            return harness, end.value


def test_an_answer_that_a_check_cannot_take_is_wrong_and_the_run_goes_on(tmp_path: Path) -> None:
    models = [model_in(tmp_path, "odd"), model_in(tmp_path, "four")]
    log = RunLog.open(tmp_path / "exams", OPTIONS, fresh=False)
    _, (odd, four) = taken(log, {"odd": lambda: OneAnswer("pears"), "four": lambda: OneAnswer("4")}, models)
    why = "could not be judged: ValueError: invalid literal for int() with base 10: 'pears'"
    assert [(each.passed, each.why, each.response) for each in odd.records[0]] == [(False, why, "pears")] * 2
    assert four.passed(0)
    again = RunLog.open(tmp_path / "exams", OPTIONS, fresh=False)
    assert (again.file, again.resumed) == (log.file, 4)


def test_what_was_answered_before_trouble_is_reported_and_is_no_pass(tmp_path: Path) -> None:
    model = model_in(tmp_path, "four")
    log = RunLog.open(tmp_path / "exams", OPTIONS, fresh=False)
    trouble = LuciferError("the engine is busy")
    harness, (sat,) = taken(log, {"four": lambda: OneAnswer("4", trouble, after=2)}, [model], count=3)
    assert (len(sat.records[0]), sat.passed(0), failed_tier_0(sat)) == (2, False, True)
    assert verdict_of(sat) == "not finished: the engine is busy"
    assert tier_line(sat, 0).startswith("tier 0: not finished (2/2)")
    told = report_data({}, Machine.probe(), [sat], "")["models"]["four"]
    assert (told["passes_tier_0"], told["tier_results"]["0"]["success"]) == (False, False)
    assert sat.finished().records == {}
    assert verdict_of(harness.sat_of(model, problem="lost")) == "not finished: lost"


def test_a_model_whose_file_goes_in_mid_run_keeps_its_answers(tmp_path: Path) -> None:
    model = model_in(tmp_path, "four")
    log = RunLog.open(tmp_path / "exams", OPTIONS, fresh=False)
    harness, _ = taken(log, {"four": lambda: OneAnswer("4")}, [model])
    model.path.unlink()
    assert verdict_of(harness.sat_of(model)) == "passes its tier 0"
    # And in another process, which never saw the file.
    again = RunLog.open(tmp_path / "exams", OPTIONS, fresh=False)
    (gone,) = again.gone()
    later = Harness(paper(2, Fragile()), Plan(probes=False), again, lambda _: OneAnswer("5"))
    assert (gone.name, gone.tier, later.open_parts(gone), later.sat_of(gone).passed(0)) == ("four", 0, [], True)


def test_only_one_process_goes_on_with_a_run(tmp_path: Path) -> None:
    first = RunLog.open(tmp_path / "exams", OPTIONS, fresh=False)
    first.begin()
    second = RunLog.open(tmp_path / "exams", OPTIONS, fresh=False)
    assert second.file == first.file
    with first.held():
        with pytest.raises(LuciferError, match=f"another `test` is at work on this run: {first.file}"), second.held():
            pass
        with RunLog.open(tmp_path / "exams", OPTIONS, fresh=True).held():
            first.introduce(model_in(tmp_path, "four"), "key")
    with second.held():
        assert second.key_of(tmp_path / "four.gguf") == "key"
    assert list((tmp_path / "exams").glob("*.lock")) == []


def test_a_run_that_another_has_finished_meanwhile_is_not_added_to(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    late, early = RunLog.at(file, OPTIONS), RunLog.at(file, OPTIONS)
    with early.held():
        taken(early, {"four": lambda: OneAnswer("4")}, [model_in(tmp_path, "four")])
    with late.held():  # it had seen no file yet, and goes on with what there is now
        assert (late.resumed, late.head) == (2, early.head)
        late.finish()
    finished = file.read_bytes()
    with pytest.raises(LuciferError, match="another `test` has just finished or removed this run"), early.held():
        pass
    assert (file.read_bytes(), list(tmp_path.glob("*.lock"))) == (finished, [])


def test_a_file_of_somebodys_own_is_no_lock(tmp_path: Path) -> None:
    own = [tmp_path / name for name in ("poetry.lock", ".poetry.lock")]
    for path in own:
        path.write_text("mine")
    with RunLog.at(tmp_path / "poetry", OPTIONS).held():
        pass
    assert [path.read_text() for path in own] == ["mine", "mine"]


LITTLE_ROOM = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)); {START}"


@pytest.mark.timeout(200)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_where_answers_cannot_be_written_down_the_run_ends_and_goes_on_when_they_can(tmp_path: Path, jobs: str) -> None:
    names = ("a-four", "b-four")
    for name in names:
        four(tmp_path, name)
    # Large already, so that its size is what is hit: bytecode that is cut off would be kept.
    run = tmp_path / "run.jsonl"
    run.write_text(f'{{"run": "mine", "at": "2026-01-02T03:04:05+00:00", "options": {{}}}}\n"{"x" * 997_000}"\n')
    command = ["test", "tier", "0", "--limit", "8", "--jobs", jobs, "--run", str(run)]
    full = program(tmp_path, *command, start=LITTLE_ROOM, seconds=100)
    assert (full.returncode, full.stdout) == (5, ""), full.stderr
    assert f"error: cannot write {run}: " in full.stderr
    assert ("ended with status 5: cannot write" in full.stderr) == (jobs == "2")
    before = answers_in(run)
    done = program(tmp_path, "--json", *command, seconds=150)
    assert f": {len(before)} questions are answered already" in done.stderr
    after = answers_in(run)
    assert 0 < len(before) < len(after)
    assert (after[:len(before)], len(set(after))) == (before, len(after))
    assert {name for name, _ in after} >= set(names)
    assert json.loads(run.read_text().splitlines()[-1]) == {"finished": True}


def test_a_disk_error_is_no_problem_of_the_model(tmp_path: Path) -> None:
    log = RunLog.open(tmp_path / "exams", OPTIONS, fresh=False)
    log.file.mkdir(parents=True)
    with pytest.raises(DiskError, match=f"cannot write {log.file}: "):
        taken(log, {"four": lambda: OneAnswer("4")}, [model_in(tmp_path, "four")])


def test_a_machine_that_cannot_judge_leaves_the_question_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model, said = model_in(tmp_path, "adds"), {"adds": lambda: OneAnswer("def add(a, b): return a + b")}
    log = RunLog.open(tmp_path / "exams", OPTIONS, fresh=False)
    adds = PythonCheck("add", (([2, 2], 4),))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(DiskError, match=f"cannot make a folder in {tmp_path / 'gone'}: "):
        taken(log, said, [model], check=adds)
    monkeypatch.setattr(tempfile, "tempdir", None)
    with pytest.raises(DiskError, match=os.strerror(errno.EMFILE)):
        taken(log, said, [model], check=Crowded())
    assert log.resumed == 0
    _, (sat,) = taken(log, said, [model], check=adds)
    assert sat.passed(0)


def test_a_folder_without_room_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(DiskError, match=f"cannot work in {tmp_path}: less than 1000000 TB are free"), \
            scratch.folder(room_bytes=10**18):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_limit_holds_for_the_probes_too() -> None:
    every = [question.id for question in PAPER.questions(None)]
    some = [question.id for question in asked(None, Plan(limit=5))]
    assert (len(some), set(some) <= set(every)) == (5, True)


def test_nothing_a_model_says_reaches_the_terminal_from_the_report(tmp_path: Path) -> None:
    log = RunLog.open(tmp_path / "exams", OPTIONS, fresh=False)
    hostile = "\x1b]52;c;AAAA\x07pears\x9b2J \u202egnp"
    _, sats = taken(log, {"odd": lambda: OneAnswer(hostile)}, [model_in(tmp_path, "odd")])
    text = markdown({"at": "now"}, Machine.probe(), sats, "")
    assert [letter for letter in text if (letter < " " and letter != "\n") or letter in "\x9b\u202e"] == []
    assert "| pears <U+202E>gnp |".replace("<", "&lt;") in text


def homes(folder: Path) -> list[Path]:
    return list((folder / "exams").glob("run-*.jsonl"))


def answers(home: Path) -> list[tuple[str, str]]:
    return [answer for file in homes(home) for answer in answers_in(file)]


def answers_in(run: Path) -> list[tuple[str, str]]:
    lines = [json.loads(line) for line in run.read_text().rpartition("\n")[0].splitlines()]
    return [(line["model"], line["id"]) for line in lines if "id" in line]


def started(home: Path, *command: str, answered: int) -> subprocess.Popen[str]:
    """Start a run and wait until so many questions are answered."""
    child = subprocess.Popen(command, env={**os.environ, "LUCIFER_HOME": str(home)}, start_new_session=True, text=True,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while len(answers(home)) < answered:
        assert child.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)
    return child


def four(home: Path, name: str) -> Path:
    (home / "models").mkdir(exist_ok=True)
    return build(home / "models" / f"{name}.gguf", says=["It is 4."])


@pytest.mark.timeout(240)
def test_a_run_goes_on_when_models_have_come_and_gone_and_not_beside_another(tmp_path: Path) -> None:
    removed = four(tmp_path, "a-four")
    command = ["test", "all", "--limit", "20"]
    child = started(tmp_path, sys.executable, "-c", START, *command, answered=23)
    os.killpg(child.pid, signal.SIGSTOP)
    beside = program(tmp_path, *command, seconds=100)
    os.killpg(child.pid, signal.SIGKILL)
    child.communicate()
    assert (beside.returncode, beside.stdout) == (1, "")
    assert beside.stderr.startswith(f"error: another `test` is at work on this run: {homes(tmp_path)[0]}\n")
    before = answers(tmp_path)
    four(tmp_path, "b-four")
    removed.unlink()
    done = program(tmp_path, "--json", *command, seconds=200)
    assert "questions are answered already" in done.stderr
    after = answers(tmp_path)
    assert (after[:len(before)], len(after), len(homes(tmp_path))) == (before, len(set(after)), 1)
    models = json.loads(done.stdout)["models"]
    assert {name: len(model["tier_results"]["0"]["details"]) for name, model in models.items()} == {
        "spark": 20, "a-four": 20, "b-four": 20}
    assert [model_key(open_app(tmp_path).shelf.find("b-four"))] == [
        key for key, facts in json.loads((tmp_path / "measured.json").read_text())["models"].items()
        if facts["name"] != "spark"]


@pytest.mark.timeout(200)
def test_ctrl_c_in_the_plans_script_is_the_programs_own(tmp_path: Path) -> None:
    four(tmp_path, "four")
    script = str(ROOT / "tests" / "progressive_tier_test.py")
    child = started(tmp_path, sys.executable, script, "--model", "four", answered=2)
    os.killpg(child.pid, signal.SIGINT)
    _, said = child.communicate(timeout=100)
    assert (child.returncode, "Traceback" in said) == (130, False), said
    assert "the test was stopped; what was answered is kept" in said


@pytest.mark.parametrize(("line", "said"), [
    ("test spark", "`--model four` and spark do not go together: it is another model"),
    ("test tier 3", "no installed model is of tier 3")])
def test_a_model_named_beside_another_is_not_passed_over(tmp_path: Path, line: str, said: str) -> None:
    four(tmp_path, "four")
    done = program(tmp_path, *line.split(), "--model", "four")
    assert (done.returncode in (2, 8), done.stdout) == (True, "")
    assert done.stderr.startswith(f"error: {said}\n")


def test_a_model_named_beside_a_tier_is_the_one_of_it_that_is_tested(tmp_path: Path) -> None:
    four(tmp_path, "four")
    done = program(tmp_path, "--json", "test", "tier", "0", "--limit", "1", "--model", "four")
    assert list(json.loads(done.stdout)["models"]) == ["four"]


def test_at_the_prompt_what_is_typed_counts_and_not_the_model_that_it_was_opened_with(tmp_path: Path) -> None:
    four(tmp_path, "four")
    heard = say(open_app(tmp_path, model="spark"), "test four --limit 1")
    assert (heard.failure, list(heard.data["models"])) == (None, ["four"])


def test_what_a_killed_process_left_is_swept_away_when_a_run_begins(tmp_path: Path) -> None:
    four(tmp_path, "four")
    places = tmp_path / "tmp"
    ended = subprocess.Popen(["true"])
    ended.wait()
    left, held, link = (places / f"lucifer-exam-{ended.pid}-{name}" for name in ("aaaaaaaa", "bbbbbbbb", "cccccccc"))
    alive = places / f"lucifer-exam-{os.getpid()}-dddddddd"
    others = [places / name for name in (
        "exam-2024-notes", "exam-9999999999-x", f"exam-{ended.pid}-aaaaaaaa", "lucifer-exam-9999999999-aaaaaaaa",
        *(f"lucifer-exam-{ended.pid}-{name}" for name in ("notes", "my-notes", "aaaaaaaa.d")))]
    for place in (left / "here", held, alive, *others):
        place.mkdir(parents=True)
    link.symlink_to(others[0])
    descriptor = os.open(held, os.O_RDONLY)
    try:  # as a process does whose number means nothing here: it is in a container
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        done = program(tmp_path, "test", "four", "--limit", "1", environ={"TMPDIR": str(places)})
        assert "report: " in done.stderr
        assert sorted(places.iterdir()) == sorted([held, link, alive, *others])
    finally:
        os.close(descriptor)
    program(tmp_path, "test", "four", "--limit", "1", environ={"TMPDIR": str(places)})
    assert sorted(places.iterdir()) == sorted([link, alive, *others])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_what_is_anothers_is_not_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen(["true"])
    ended.wait()
    place = tmp_path / f"lucifer-exam-{ended.pid}-aaaaaaaa"
    place.mkdir()
    os.chown(place, 12345, -1)
    scratch.sweep()
    assert place.exists()


def test_a_folder_in_use_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen(["true"])
    ended.wait()
    with scratch.folder() as folder:
        # Under the number of a process that is not to be seen from here.
        moved = folder.rename(tmp_path / f"lucifer-exam-{ended.pid}-aaaaaaaa")
        scratch.sweep()
        assert moved.exists()
    scratch.sweep()
    assert not moved.exists()


def test_a_folder_is_gone_afterwards_whatever_was_done_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch.folder() as folder:
        assert folder.name.startswith(f"lucifer-exam-{os.getpid()}-")
        (folder / "a" / "b").mkdir(parents=True)
        (folder / "a").chmod(0)
    assert list(tmp_path.iterdir()) == []
