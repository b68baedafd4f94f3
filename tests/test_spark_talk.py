"""Spark's lessons in talking are well formed, agree with themselves, name real commands and show code that runs."""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import itertools
import os
import random
import re
import shutil
import subprocess
from collections import defaultdict
from itertools import islice
from pathlib import Path

import pytest

from models.spark.lessons import (
    beyond,
    capitals,
    claims,
    facts,
    kinds,
    mistakes,
    program,
    snippets,
    tables,
    unknown,
    world_table,
)
from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill

LESSONS = ("talk", "identity", "memory", "program", "facts", "world", "lists", "snippets", "beyond")
# The names of the commands that LuciferAI promises, one line a group.
_WORDS = """ask do explain new sessions resume undo retry edit context compact export history memory install uninstall
list ls pwd cd read cat find tree create copy move rename delete open run fix watch test bench config profile role keys
doctor help exit quit task index serve batch risk ! !command"""
_PAIRS = """install core;install tier;install tier N;install all;install --dry-run;llm list;llm list all;llm enable;
llm disable;llm use;llm info;llm fit;llm verify;llm recommend;llm select;llm discover;llm import;llm du;llm gc;
models info;backup models;short test;config show;llm convert;llm quantize;llm finetune;llm merge;batch --json;
memory list;memory add;memory forget;config set;config unset;profile use;profile create;profile delete"""
COMMANDS = {*_WORDS.split(), *(pair.strip() for pair in _PAIRS.split(";"))}
ENDLESS_SAMPLE = 4000


def sample(lesson: str, count: int = ENDLESS_SAMPLE, seed: int = 5) -> list[list[tuple[str, str]]]:
    module = importlib.import_module(f"models.spark.lessons.{lesson}")
    return list(islice(module.examples(random.Random(seed)), count))


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_conversation_is_turns_of_text(lesson: str) -> None:
    for conversation in sample(lesson):
        assert conversation
        for asked, answer in conversation:
            assert asked.strip() and answer.strip() == answer and answer, (asked, answer)
            assert not re.search(
                r"\ue000|\ue001|<\|im_|\{[a-z]+\}|[\[(]\||\|[\])]", re.sub("```.*```", "", answer, flags=re.S)
            )
            assert "\ue000" not in asked and "<|" not in asked, asked
            assert len(answer) < 800


def normal(text: str) -> str:
    return re.sub(r"[^a-z0-9@#&*+/ ]", "", text.lower()).strip()


def test_no_clean_question_has_two_answers() -> None:
    answers: dict[str, set[str]] = defaultdict(set)
    rng = random.Random(1)
    tables_read = ("everyday.tsv", "common.tsv", "program.tsv")
    for questions, answer in (pair for table in tables_read for pair in tables.pairs(table)):
        for question in questions:
            for _ in range(12):
                answers[normal(fill(question, rng))].add(answer)
    for family in tables.families().values():
        for row in family.rows:
            for key in row.keys:
                for _ in range(30):
                    asked = facts.family_question(family, key, rng)
                    answers[normal(asked)].add(tables.family_answer(family, key, row.value))
    for subject in world_table.subjects():
        for fact in subject.facts:
            for key, question in itertools.product(fact.keys, subject.questions):
                answers[normal(world_table.worded(question, rng, key))].add(fact.said)
    clashes = {asked: found for asked, found in answers.items() if len(found) > 1}
    assert not clashes


def meanings() -> dict[str, str]:
    """Answers that say the same thing, each with a name for it."""
    found = {answer: "does not know" for answers in beyond.ANSWERS.values() for answer in answers}
    for lesson in ("talk", "identity"):
        for kind in kinds.read(f"{lesson}.tsv").kinds.values():
            named = next((found[answer] for answer in kind.answers if answer in found), f"{lesson}: {kind.name}")
            found |= dict.fromkeys(kind.answers, named)
    return found


def test_drawn_questions_hardly_ever_have_two_answers() -> None:
    shares = {"facts": 20_000, "beyond": 9_000, "talk": 6_000, "program": 6_000, "identity": 5_000, "odd_things": 2_000}
    same = meanings()
    answers: dict[str, set[str]] = defaultdict(set)
    for lesson, count in shares.items():
        for conversation in sample(lesson, count, seed=8):
            asked, answer = conversation[0]
            if len(normal(asked)) > 3:
                answers[normal(asked)].add(same.get(answer, answer))
    clashes = {asked: found for asked, found in answers.items() if len(found) > 1}
    assert len(clashes) * 4_000 < len(answers), clashes


def test_a_claim_is_decided_from_its_fact_and_denied_as_often_as_affirmed() -> None:
    rng = random.Random(4)
    decided = re.compile(r"<think>(.+) Asked: (.+)\.</think>(Yes|No)\. (.+)")
    answers = [claims.claim(rng)[1] for _ in range(5000)]
    found = [parts.groups() for answer in answers if (parts := decided.fullmatch(answer))]
    for fact, claimed, said, repeated in found:
        assert fact == repeated
        inside = re.search(rf"(?<!\w){re.escape(claimed)}(?!\w)", fact, re.IGNORECASE)
        assert (said == "Yes") == bool(inside), (fact, claimed, said)
    no = sum(said == "No" for _, _, said, _ in found)
    assert len(found) > 4500 and 0.45 < no / len(found) < 0.55


@pytest.mark.parametrize("table", ["terms.tsv", "explain.tsv", "everyday.tsv", "program.tsv"])
def test_no_name_stands_in_two_rows(table: str) -> None:
    seen: dict[str, str] = {}
    for keys, answer in tables.pairs(table):
        for key in keys:
            assert seen.setdefault(normal(key), answer) == answer, key


def test_terms_and_explanations_do_not_overlap() -> None:
    terms = {normal(name) for keys, _ in tables.pairs("terms.tsv") for name in keys}
    topics = {normal(name) for keys, _ in tables.pairs("explain.tsv") for name in keys}
    assert not terms & topics


@pytest.mark.parametrize("family", tables.families().values(), ids=lambda family: family.name)
def test_a_family_has_questions_an_answer_and_each_key_once(family: tables.Family) -> None:
    keys = [key.lstrip("*") for row in family.rows for key in row.keys]
    assert len(family.questions) >= 5 and family.answer and len(keys) == len(set(keys))


def test_all_countries_have_one_capital() -> None:
    names = [country.name for country in tables.countries()]
    assert len(names) == len(set(names)) >= 195
    assert all(
        country.capital
        and country.continent in ("", "Africa", "Asia", "Europe", "Oceania", "North America", "South America")
        for country in tables.countries()
    )


def test_what_is_beyond_is_not_taught_as_known() -> None:
    known = {
        normal(name).removeprefix("the ").removeprefix("a ")
        for table in ("terms.tsv", "explain.tsv")
        for keys, _ in tables.pairs(table)
        for name in keys
    }
    real = unknown.real_things()
    assert not known & {normal(thing) for thing in real["concepts"]}
    families = tables.families()
    written = {normal(key) for row in families["wrote"].rows for key in row.keys}
    assert not written & {normal(book) for book in real["books"]}
    people = {
        normal(key.split(" ", 1)[1])
        for row in families["made"].rows
        for key in row.keys
        if key.startswith(("was ", "is "))
    }
    assert not people & {normal(person) for person in real["people"]}
    assert not {normal(country.name) for country in tables.countries()} & {normal(place) for place in real["places"]}
    symbols = {normal(key) for row in families["symbol"].rows for key in row.keys}
    assert not symbols & {normal(element) for element in real["elements"]}


def test_beyond_answers_claim_nothing() -> None:
    honest = {answer for answers in beyond.ANSWERS.values() for answer in answers}
    for answer in honest:
        assert answer.startswith(("I do not know", "I cannot")), answer
        assert "`install " in answer or "told me" in answer
    for conversation in sample("beyond"):
        assert any(answer in honest for _, answer in conversation)


def test_beyond_questions_hardly_repeat() -> None:
    asked = [normal(conversation[0][0]) for conversation in sample("beyond", 3000)]
    assert len(set(asked)) > 2500


def test_commands_that_are_explained_exist() -> None:
    for commands, _, _ in program.lines_of_commands():
        assert set(tables.names(commands)) <= COMMANDS, commands


def test_commands_named_in_answers_exist() -> None:
    first_words = {command.split(" ")[0] for command in COMMANDS} | {
        "install",
        "llm",
        "pip",
        "python3",
        "cat",
        "explain",
        "ls",
    }
    for lesson in ("identity", "program", "talk", "beyond"):
        for conversation in sample(lesson, 2000):
            for _, answer in conversation:
                for quoted in re.findall(r"`([^`\n]+)`", answer):
                    named = quoted.split(" ")[0]
                    assert named in first_words or named.startswith(
                        ("!", "~", "-", "LUCIFER", "NO_COLOR", "/", "@", "?", ":", "`")
                    ), quoted


PYTHON = [snippet for snippet in snippets.snippets() if snippet.language == "python"]


@pytest.mark.parametrize("snippet", PYTHON, ids=lambda snippet: snippet.tasks[0])
def test_python_snippets_run_and_hold(
    snippet: snippets.Snippet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = snippet.code.replace("{n}", "7").replace("{w}", "word")
    tree = ast.parse(code)
    if any(word in code for word in ("urlopen", "input(", "serve_forever")):
        return
    monkeypatch.chdir(tmp_path)
    Path("file.txt").write_text("one\ntwo\n")
    Path("data.json").write_text('{"a": 1}')
    Path("data.csv").write_text("name,age\nAna,30\n")
    scope: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(tree, "snippet", "exec"), scope)
    assert not snippet.check or eval(snippet.check, scope), snippet.check


@pytest.mark.parametrize("snippet", [s for s in snippets.snippets() if s.language == "bash"], ids=lambda s: s.tasks[0])
def test_bash_snippets_parse(snippet: snippets.Snippet) -> None:
    if not shutil.which("bash"):
        pytest.skip("no bash here")
    code = snippet.code.replace("{n}", "7")
    done = subprocess.run(["bash", "-n"], input=code, text=True, capture_output=True, env={**os.environ}, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "snippet", [s for s in snippets.snippets() if s.language == "javascript"], ids=lambda s: s.tasks[0]
)
def test_javascript_snippets_parse(snippet: snippets.Snippet) -> None:
    if not shutil.which("node"):
        pytest.skip("no node here")
    code = snippet.code.replace("{n}", "7").replace("{w}", "word")
    done = subprocess.run(
        ["node", "--input-type=module", "--check"], input=code, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_mended_code_parses_and_broken_code_differs() -> None:
    rng = random.Random(3)
    for _ in range(3000):
        asked, right, sentence = mistakes.one(rng)
        ast.parse(right)
        assert right not in asked and sentence.endswith(".")


def test_a_name_told_is_the_name_recalled() -> None:
    told = 0
    for conversation in sample("memory"):
        first, last = conversation[0][1], conversation[-1][1]
        if first.startswith("Nice to meet you, ") and last.startswith("Your name is "):
            told += 1
            assert last == f"Your name is {first.removeprefix('Nice to meet you, ')}"
    assert told > 500


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("when did the second world war end", "when did the Second World War end"),
        ("who wrote romeo and juliet", "who wrote Romeo and Juliet"),
        ("do americans eat turkey on thanksgiving", "do Americans eat turkey on Thanksgiving"),
        ("let us pay the bill in the park", "let us pay the bill in the park"),
        ("which is the red planet", "which is the red planet"),
    ],
)
def test_names_are_written_with_their_capitals(typed: str, written: str) -> None:
    assert capitals.named(typed) == written


def test_a_question_in_small_letters_is_often_asked_with_the_capitals_of_its_names() -> None:
    rng = random.Random(6)
    asked = [ask("when did the second world war end", rng) for _ in range(1000)]
    assert 300 < sum("Second World War" in question for question in asked) < 600
    assert sum("second world war" in question for question in asked) > 300
