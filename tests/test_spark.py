"""Spark can be made again from the tree, tokenizes as it was trained, never saw an exam, and answers."""

from __future__ import annotations

import itertools
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.exam.shell_effect import grade_command, may_run
from models.spark import lessons
from models.spark.evaluate import read_exam, said
from models.spark.lessons import scratch, sums
from models.spark.pupil import Pupil

ROOT = Path(__file__).resolve().parents[1]
SPARK = ROOT / "models" / "spark" / "spark.gguf"
TRAINING = "making Spark again needs torch and tokenizers: pip install -r models/spark/requirements.txt"
ODD_WORDS = "é ß 中 🙂 👩‍💻 ½ ٣ Ⅷ ’ “ a B 9 12 / - __ 's 'LL <think> </think> 한 … <|im_start ² ①"
ODD_SIGNS = ("\t", "\n", "  ", "   ", "\r\n", "\u00a0", "\x7f", "\ue000", "e\u0301", "\u200b")


@pytest.fixture(scope="module")
def spark() -> Pupil:
    if not SPARK.exists():
        pytest.skip("models/spark/spark.gguf is not in this checkout")
    return Pupil(SPARK)


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole path in a minute: tokenizer, training, GGUF, exams."""
    pytest.importorskip("torch", reason=TRAINING)
    pytest.importorskip("tokenizers", reason=TRAINING)
    pytest.importorskip("gguf", reason=TRAINING)
    work = tmp_path_factory.mktemp("spark")
    words = [sys.executable, "-m", "models.spark.rebuild", "--quick", "--work", str(work / "work")]
    done = subprocess.run(
        [*words, "--out", str(work / "quick.gguf")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4/4 exams" in done.stdout
    return work


@pytest.mark.model
@pytest.mark.timeout(300)
def test_one_command_makes_a_small_spark_from_nothing(rebuilt: Path) -> None:
    assert (rebuilt / "quick.gguf").stat().st_size < 1_000_000
    assert (rebuilt / "work" / "scores.json").exists()


@pytest.mark.model
@pytest.mark.timeout(300)
def test_llama_cpp_tokenizes_exactly_as_in_training(rebuilt: Path) -> None:
    trained = pytest.importorskip("tokenizers").Tokenizer.from_file(str(rebuilt / "work" / "tokenizer.json"))
    shipped = Pupil(rebuilt / "quick.gguf")
    rng = random.Random(5)
    odd = [*ODD_WORDS.split(), *ODD_SIGNS]
    talks = itertools.islice(lessons.conversations(rng), 1000)
    texts = [text for talk in talks for turn in talk for text in turn]
    texts += ["".join(rng.choices(odd, k=rng.randint(1, 14))) for _ in range(2000)]
    texts += [bytes(rng.choices(range(256), k=12)).decode("utf-8", "replace") for _ in range(500)]
    for text in texts:
        if text and "\x00" not in text:
            assert shipped.tokens(text) == trained.encode(text, add_special_tokens=False).ids, repr(text)


def test_no_exam_question_comes_out_of_the_lessons() -> None:
    held = lessons.held_back()
    assert held > lessons.exam_questions()
    talks = itertools.islice(lessons.conversations(random.Random(11)), 20_000)
    assert [asked for talk in talks for asked, _ in talk if lessons.normal(asked) in held] == []


def test_no_sum_or_difference_of_the_exam_is_ever_worked_out() -> None:
    held = sums.held_pairs()
    assert len(held) > 150
    talks = itertools.islice(sums.examples(random.Random(3)), 20_000)
    assert [answer for talk in talks for _, answer in talk if sums.uses_pair(answer, held)] == []


@pytest.mark.parametrize(
    ("work", "wanted"),
    [
        (scratch.add(47, 35), "47+35: 7+5=12 c1 4+3+1=8 =82"),
        (scratch.add(8, 956), "8+956: 8+6=14 c1 0+5+1=6 0+9=9 =964"),
        (scratch.subtract(82, 35), "82-35: 12-5=7 b1 8-3-1=4 =47"),
        (scratch.subtract(3, 11), "3<11 11-3: 11-3=8 b1 1-0-1=0 =8 so -8"),
        (scratch.multiply(23, 4), "23*4: 3*4=12 c1 2*4+1=9 =92"),
        (scratch.divide(85, 6), "85/6: 8/6=1 r2 25/6=4 r1 =14 r1"),
    ],
)
def test_scratch_work_is_laid_out_digit_by_digit(work: str, wanted: str) -> None:
    assert work == wanted


def test_every_sum_that_is_taught_is_true() -> None:
    for talk in itertools.islice(sums.examples(random.Random(4)), 5000):
        equation = re.fullmatch(r"(\d[\d +x/-]*) = (-?\d+)(?: remainder (\d+))?\.", said(talk[0][1]))
        if equation is None:
            continue
        terms, result, rest = equation.groups()
        whole = eval(terms.replace("x", "*").replace("/", "//"))  # digits and signs only
        assert whole == int(result), talk
        if rest:
            top, bottom = terms.split(" / ")
            assert int(top) % int(bottom) == int(rest), talk


@pytest.mark.parametrize("name", ["commands_easy", "commands_medium"])
def test_every_reference_passes_its_own_exam(name: str) -> None:
    wrong = [row["id"] for row in read_exam(name)[::4] if not grade_command(row, row["reference"])[0]]
    assert wrong == []


@pytest.mark.parametrize(
    "command",
    [
        "rm -rf /",
        "ls /etc",
        "cat ../x",
        "sudo ls",
        "curl x.org",
        "cp a /tmp/b",
        "ls ~root",
        "git push",
        "kill 1",
        "du -sh /*",
    ],
)
def test_a_command_that_reaches_out_of_its_folder_is_not_run(command: str) -> None:
    assert not may_run(command)


@pytest.mark.parametrize(
    "command",
    ["ls -la", "sed 's/a/b/g' x.txt", "grep -c x y 2>/dev/null", "sed '/^$/d' a", "mv a.txt b/", "find . -name '*.py'"],
)
def test_a_command_that_stays_in_its_folder_is_run(command: str) -> None:
    assert may_run(command)


def test_the_model_that_ships_is_small_enough() -> None:
    if not SPARK.exists():
        pytest.skip("models/spark/spark.gguf is not in this checkout")
    assert SPARK.stat().st_size <= 20_000_000


@pytest.mark.model
def test_spark_greets(spark: Pupil) -> None:
    assert any(word in spark.answer("hello").lower() for word in ("hello", "hi"))


@pytest.mark.model
def test_spark_adds(spark: Pupil) -> None:
    assert "82" in said(spark.answer("what is 47 + 35?"))


@pytest.mark.model
def test_spark_turns_a_request_into_a_command(spark: Pupil) -> None:
    assert spark.answer("make a folder called plans", prefill="```sh\n", stop="\n```") == "mkdir plans"
