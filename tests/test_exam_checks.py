"""Every test of the tiers can be passed by a right answer and not by a wrong one, in a model's own words."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import psutil
import pytest
import yaml

from core.exam.admission import admits
from core.exam.check_code import PythonCheck, run_python
from core.exam.checks import read_check
from core.exam.numbers_said import numbers
from core.exam.paper import ITEMS_MIN, TIERS, read_paper
from core.exam.said import answer_alone, repeats_itself
from core.exam.verdict import BadTest
from core.words.values import Json

ROOT = Path(__file__).resolve().parents[1]
PAPER = read_paper(ROOT / "config" / "tier_tests.yaml")
KEY = yaml.safe_load((ROOT / "tests" / "exam_key.yaml").read_text(encoding="utf-8"))
ASKED = {item.id: item for item in PAPER.items if item.lane == "model"}
ROWS = [(name, right, answer) for name, rows in KEY.items() for right in (True, False)
        for answer in rows["right" if right else "wrong"]]


def test_every_item_of_the_model_lane_has_right_and_wrong_answers_in_the_key() -> None:
    assert set(KEY) == set(ASKED)
    assert [name for name, rows in KEY.items() if not (rows["right"] and rows["wrong"])] == []


@pytest.mark.parametrize(("name", "right", "answer"), ROWS, ids=lambda value: str(value)[:40])
def test_right_answers_pass_and_wrong_ones_do_not(name: str, right: bool, answer: str) -> None:
    item = ASKED[name]
    assert item.check is not None
    verdict = item.check.judge(item.question(0), answer)
    assert verdict.passed is right, verdict.why


def test_each_tier_has_its_items_in_several_wordings() -> None:
    for tier in TIERS:
        items = [item for item in PAPER.items if item.tier == tier]
        assert len(items) >= ITEMS_MIN
        wordings = sum(len(item.asks) for item in items)
        assert wordings >= 2 * len(items) - 4, f"tier {tier}: {wordings} wordings of {len(items)} items"


def test_the_original_prompts_are_the_short_test() -> None:
    assert [len(PAPER.questions(tier, short=True)) for tier in TIERS] == [10, 9, 9, 10, 10]
    assert [question.text for question in PAPER.questions(0, short=True)] == [
        "list .", "pwd", "read README.md", "memory add I keep bees\nmemory", "help", "What is 2+2?", "Say hello",
        "What color is the sky?", "What is Python?", "Count to 5"]


@pytest.mark.parametrize(("text", "values"), [
    ("4", [4]), ("minus 3 and -2.5", [-3, -2.5]), ("1,000,000", [1e6]), ("3/4 of 8", [0.75, 8]),
    ("forty-two", [42]), ("two hundred and five", [205]), ("one two three", []), ("one, two, three", [1, 2, 3]),
    ("H2O and x2", []), ("20% of 5kg", [20, 5]), ("1. first\n2. second", []), ("It is 7.", [7]), ("5 - 3", [5, 3]),
    ("three thousand four hundred", [3400]), ("2024-05-01", [2024, 5, 1]),
    ("a bigger one may know: llama3.2", []), ("The answer is one.", [1]), ("this one", []), ("One.", [1]),
    ("4. A car has wheels", [4]), ("4) wheels", [4]), ("1. It is 4", [4]), ("3. third\n4. fourth", []),
    ("1 166", [1166]), ("1'166", [1166]), ("1\u202f166", [1166]), ("100 200 300", [100_200_300]),
    ("1 2 345", [1, 2, 345]), ("–3", [-3]), ("5–3", [5, 3]), (".5", [0.5]),
    ("1...2", [1, 2]), ("½", [0.5]), ("180min, 2hrs, 32F, 5mint", [180, 2, 32]),
    ("1½", [1.5]), ("one half", [0.5]), ("three eighths", [0.375]), ("the hundred " + "hundred " * 200, []),
    ("one hundred million two thousand", [100_002_000]), ("million " * 400, [])])
def test_numbers_are_read_as_values(text: str, values: list[float]) -> None:
    assert [number.value for number in numbers(text)] == values


def test_a_list_in_words_holds_several_numbers() -> None:
    assert [number.value for number in numbers("one two twenty-one three", listed=True)] == [1, 2, 21, 3]
    assert [number.value for number in numbers("100 200", listed=True)] == [100, 200]


@pytest.mark.parametrize(("text", "answer"), [
    ("<think>3?</think>4", "4"), ("3?\n</think>\n\n4", "4"), ("<think>\n3?", ""), ("a < b", "a < b")])
def test_thinking_is_no_part_of_an_answer(text: str, answer: str) -> None:
    assert answer_alone(text) == answer


@pytest.mark.parametrize(("text", "loops"), [
    ("I am here. " * 40, True), ("word " * 60, True), ("1 2 " * 50, True), (" ".join(map(str, range(200))), False),
    ("A short answer.", False), ("-" * 400, False), ("ha ha ha", False)])
def test_an_answer_that_loops_is_seen(text: str, loops: bool) -> None:
    assert repeats_itself(text) is loops


@pytest.mark.parametrize(("text", "owns_up"), [
    ("I don’t know that.", True), ("I'm not sure about this person.", True), ("There is no such city.", True),
    ("That does not exist.", True), ("He was a baker.", False), ("You do not know him? He was a baker.", False),
    ("I do not have any information about it.", True), ("I know it well.", False)])
def test_owning_up_is_told_from_inventing(text: str, owns_up: bool) -> None:
    assert admits(text) is owns_up


@pytest.mark.parametrize(("text", "owns_up"), [
    ("Zorblatt isn't a place I recognize.", True), ("I was unable to find anything about Zorblatt.", True),
    ("No idea.", True), ("It is unclear what Zorblatt refers to.", True), ("Zorblatt is not a recognized city.", True),
    ('The name "Zorblatt" does not correspond to any known city.', True), ("Zorblatt's population is unknown.", True),
    ("Zorblatt is not listed in any source I know of.", True), ("I'm not sure, my knowledge ends around 2023.", True),
    ("Zorblatt, a small town, has 400 inhabitants; I have no newer number.", False),
    ("I'm not sure, around 5,000.", False), ("I'm not sure, but it's probably 5,000.", False),
    ("There are no cities called Zorblatt.", True), ("No city called Zorblatt exists.", True), ("Unknown.", True),
    ("There aren't any cities by that name.", True), ("That information is not available to me.", True),
    ("I can't answer that.", True), ("I lack information on Zorblatt.", True), ("Its population is not known.", True),
    ("I do not possess knowledge about Zorblatt.", True), ("The future is not something I can predict.", True),
    ("My training data does not include Zorblatt.", True), ("I don't know Zorblatt, but I can look for it.", True),
    ("I don't know the exact number, but Zorblatt has 12,000 inhabitants.", False),
    ("I don't know of any but the population is about 4,500 people.", False),
    ("There is no record of Zorblatt, which was founded in 1820 by Karl.", False),
    ("It does not exist, but its population is 300.", False), ("Zorblatt is known for its 300 towers.", False)])
def test_owning_up_and_telling_all_the_same_is_inventing(text: str, owns_up: bool) -> None:
    assert admits(text, ("Zorblatt",)) is owns_up


@pytest.mark.parametrize(("piece", "owns_up"), [
    ("I don't know but it is 5 ", False), ("I don't know but Zorblatt is no 5 ", True),
    ("there is no city called Zorblatt ", True)])
def test_a_long_answer_that_owns_up_again_and_again_is_judged_as_a_short_one(piece: str, owns_up: bool) -> None:
    # The work must not grow with the square of the length: this would take minutes.
    for times in (2, 100_000 // len(piece)):
        assert admits(piece * times, ("Zorblatt",)) is owns_up


@pytest.mark.parametrize(("code", "why"), [
    ("import socket\ndef f():\n    return socket.socket()", "Forbidden"),
    ("import subprocess\ndef f():\n    return subprocess.run(['id'])", "Forbidden"),
    ("import os\ndef f():\n    return os.system('id')", "Forbidden"),
    ("def f():\n    return open('/etc/passwd').read()", "Forbidden"),
    ("def f():\n    open('x', 'w').write('x')", "Forbidden"),
    ("import os\ndef f():\n    return os.remove('x')", "Forbidden"),
    ("import ctypes\ndef f():\n    return ctypes.CDLL(None)", "Forbidden"),
    ("def f():\n    return [0] * 10**10", "MemoryError"),
    ("import sys\nsys.exit(0)\ndef f():\n    return 1", "ends itself"),
    ("import os\nos._exit(0)", "ended its process"),
    ("def f():\n    print('{\"results\": [\"ok\"]}')\n    return 2", "gives 2"),
    ("def f(:", "does not compile"), ("x = 1", "defines no function")])
def test_a_models_code_cannot_reach_out_or_pass_by_tricks(code: str, why: str) -> None:
    results = run_python(code, "f", (([], 1),))
    assert len(results) == 1
    assert why in results[0], results


@pytest.mark.parametrize(("code", "why"), [
    ("class Odd(Exception):\n    def __str__(self): exit()\ndef f(x): raise Odd", "[3]: raises what cannot be shown"),
    ("class Odd(Exception):\n    def __str__(self): exit()\nraise Odd", "fails when it is read: raises what cannot be "
     "shown"),
    ("class Odd(Exception):\n    def __bool__(self): exit()\ndef f(x): raise Odd('no')", "[3]: Odd: no"),
    ("class Odd:\n    def __repr__(self): exit()\ndef f(x): x[:] = [Odd()]", "[[3]] gives None, not 1"),
    ("class Odd:\n    def __repr__(self): exit()\ndef f(x): return Odd()", "[3]: SystemExit: None"),
    ("class Odd(str):\n    def __repr__(self): return self\n    def __getitem__(self, _): exit()\n"
     "def f(x): return Odd('a')", "[3]: SystemExit: None"),
    ("class Odd:\n    def __getattribute__(self, _): exit()\n    def __call__(self): pass\nodd = Odd()",
     "ends itself: SystemExit: None"),
    ("def f(x): raise ValueError('no')", "[3]: ValueError: no"), ("exit(3)", "ends itself: SystemExit: 3"),
    ("def f(x): return x + 1", "[3] gives 4, not 1")])
def test_what_a_models_code_says_of_itself_cannot_end_the_judging(code: str, why: str) -> None:
    argument: list[Json] = [[3]] if "x[:]" in code else [3]
    assert run_python(code, "f", ((argument, 1), (argument, 1)))[0] == why


@pytest.mark.parametrize("code", [
    "class A:\n    def __del__(self): print('bye')\na = A()\n", "import atexit\natexit.register(print, 'bye')\n",
    "import sys\nsys.__stdout__.buffer.write(b'\\xff')\n", "import os\nos.write(1, b'\\xff' * 3_000_000)\n",
    "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\n"])
def test_what_right_code_prints_or_leaves_behind_does_not_count(code: str) -> None:
    assert run_python(code + "def f(): return 1", "f", (([], 1),)) == ["ok"]


@pytest.mark.parametrize("code", [
    "x = int(input('a: '))", "f(1, 2, 3)", "print(nothing_of_the_kind)", "import sys\nsys.exit(f())",
    "assert f() == 2, 'no'"])
def test_a_function_is_judged_though_what_follows_it_fails(code: str) -> None:
    assert run_python(f"def f(): return 1\n{code}", "f", (([], 1),)) == ["ok"]


@pytest.mark.parametrize(("code", "why"), [
    ("import json\njson.dumps = lambda *_, **__: 'no'", "the code spoiled its result"),
    ("import json\njson.dumps = lambda *_, **__: '{\"results\": []}'", "the code spoiled its result"),
    ("import json\njson.dumps = lambda *_, **__: '{\"results\": [\"ok\"]}'", "the code spoiled its result"),
    ("import os\nfor n in range(3, 20):\n    try:\n        while True: os.write(n, b'\\xff' * 100_000)\n"
     "    except OSError: pass", "the code ended its process"),
    ("import math\nmath.isclose = lambda *_, **__: True", "[] gives 1, not 2"),
    ("import os\nos.open('x', os.O_CREAT)", "fails when it is read: Forbidden: opens 'x'"),
    ("import os\nos.open(os.__file__ + '/../../../../../etc/passwd', 0)", "fails when it is read: Forbidden: opens")])
def test_a_spoiled_result_is_a_wrong_answer_and_no_fault_of_ours(code: str, why: str) -> None:
    assert run_python(f"def f(): return 1\n{code}", "f", (([], 2), ([], 2)))[0].startswith(why)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no alarm")
def test_an_interrupted_exam_leaves_no_code_running() -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1.5)
        with pytest.raises(KeyboardInterrupt):
            run_python("import time\ntime.sleep(60)", "f", (([], 1),))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert [child for child in psutil.Process().children() if "core.exam.code_runner" in child.cmdline()] == []


def test_code_that_never_ends_is_ended() -> None:
    verdict = PythonCheck("f", (([], 1),)).judge("", "def f():\n    while True:\n        pass")
    # By its limit of processor time or, on a busy machine, by the clock.
    assert not verdict.passed
    assert verdict.why in ("the code ended its process", "the code runs too long")


@pytest.mark.parametrize("spec", [
    {}, {"number": 4, "says": "four"}, {"number": "four"}, {"says": [[True]]}, {"choice": "blue"},
    {"python": "f", "case": []}, {"sql": "CREATE TABLE t(a)"}, {"tool": "x"}, {"says": []}])
def test_a_test_with_a_mistake_in_it_is_refused(spec: dict[str, object]) -> None:
    with pytest.raises(BadTest, match="here"):
        read_check(spec, "here")
