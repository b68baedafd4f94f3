"""Sums in endless wordings, worked out digit by digit before the answer; the exam's pairs are never used."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from models.spark.lessons import scratch
from models.spark.lessons import sum_wordings as wordings
from models.spark.lessons.names import person, spoken_number
from models.spark.lessons.phrasing import ask

WEIGHT = 2.2

Conversation = list[tuple[str, str]]
Lesson = tuple[str, str]

EQUATION = re.compile(r"\b(\d+)(?:[+-]| [+-] )(\d+)(?::| =)")
_EXAM = Path(__file__).parent.parent / "exams" / "sums.jsonl"


_RULES = {
    "ask": wordings.ASK,
    "end": wordings.END,
    "plus": wordings.PLUS,
    "minus": wordings.MINUS,
    "by": wordings.BY,
    "over": wordings.OVER,
    "thing": wordings.THING,
    "other": wordings.OTHER,
}


def held_pairs() -> frozenset[tuple[int, int]]:
    """The exam's pairs of sums and differences, in both orders; products are a table and must all be learned."""
    if not _EXAM.exists():
        return frozenset()
    rows = [json.loads(line) for line in _EXAM.read_text(encoding="utf-8").splitlines() if line.strip()]
    return frozenset(pair for r in rows if r["op"] in "+-" for pair in ((r["a"], r["b"]), (r["b"], r["a"])))


def _operand(rng: random.Random) -> int:
    style = rng.random()
    if style < 0.14:
        return rng.randrange(0, 10)
    if style < 0.82:
        return rng.randrange(10, 100)
    if style < 0.97:
        return rng.randrange(100, 1000)
    return rng.randrange(1000, 10000)


def _typed(rng: random.Random, number: int, words: bool) -> str:
    if not words or number > 999:
        return str(number)
    spoken = spoken_number(number)
    style = rng.random()
    if style < 0.35:
        spoken = spoken.replace("-", " ")
    elif style < 0.42:
        spoken = spoken.replace("-", "")
    elif style < 0.5:
        spoken = spoken.capitalize()
    return spoken.replace(" and ", " ") if rng.random() < 0.3 else spoken


def _worded(rng: random.Random, pattern: str, a: int, b: int, words_share: float = 0.16) -> str:
    style = rng.random()
    first = style < words_share
    second = style < words_share * 0.85 or words_share < style < words_share * 1.15
    return ask(
        pattern,
        rng,
        _RULES,
        a=_typed(rng, a, first),
        b=_typed(rng, b, second),
        p=person(rng),
    )


def _answer(work: str, said: str) -> str:
    return f"<think>{work}</think>{said}"


def _sum(rng: random.Random, a: int, b: int) -> Lesson:
    pattern = wordings.STORY_ADD if rng.random() < 0.2 else wordings.ADD
    return _worded(rng, pattern, a, b), _answer(scratch.add(a, b), f"{a} + {b} = {a + b}.")


def _difference(rng: random.Random, a: int, b: int) -> Lesson:
    if a < b and rng.random() < 0.85:
        a, b = b, a
    story = rng.random() < 0.25 and a >= b
    return _worded(rng, wordings.STORY_TAKE if story else wordings.TAKE, a, b), _answer(
        scratch.subtract(a, b), f"{a} - {b} = {a - b}."
    )


def _product(rng: random.Random, a: int, b: int) -> Lesson:
    style = rng.random()
    a, b = (rng.randrange(0, 13), rng.randrange(0, 13)) if style < 0.5 else (a % 100, b % 100)
    if 0.5 <= style < 0.8:
        b = b % 10
        a, b = (a, b) if rng.random() < 0.7 else (b, a)
    story = rng.random() < 0.15 and min(a, b) > 0
    return _worded(rng, wordings.STORY_TIMES if story else wordings.TIMES, a, b), _answer(
        scratch.multiply(a, b), f"{a} x {b} = {a * b}."
    )


def _quotient(rng: random.Random, a: int, b: int) -> Lesson:
    b = rng.randrange(1, 13) if rng.random() < 0.9 else rng.randrange(1, 26)
    exact = rng.random() < 0.7
    a = b * rng.randrange(1, 13 if rng.random() < 0.6 else 40) if exact else a % 200
    rest = f" remainder {a % b}" if a % b else ""
    story = rng.random() < 0.2 and exact
    return _worded(rng, wordings.STORY_SHARE if story else wordings.SHARE, a, b), _answer(
        scratch.divide(a, b), f"{a} / {b} = {a // b}{rest}."
    )


def _three(rng: random.Random, a: int, b: int) -> Lesson:
    c = rng.randrange(1, 60)
    a, b = a % 100, b % 100
    sign = rng.choice((" + ", "+", " plus ", " and ", ", "))
    listed = sign.join(_typed(rng, n, False) for n in (a, b, c))
    pattern = wordings.FIRST_OF
    if sign in (" and ", ", "):
        pattern = wordings.THREE
    said = f"{a} + {b} + {c} = {a + b + c}."
    return ask(pattern, rng, _RULES, x=listed), _answer(f"{scratch.add(a, b)} {scratch.add(a + b, c)}", said)


def _unknown(rng: random.Random, a: int, b: int) -> Lesson:
    a, b = a % 50, b % 50
    name = rng.choice(("x", "x", "x", "n", "y", "a", "?", "_"))
    first = f"{name}{rng.choice(('+', ' + ', ' plus '))}{a}"
    if rng.random() < 0.3:
        first = f"{a} + {name}"
    spread = rng.choice(("=", " = ", " equals ", " is "))
    said = f"{name if name.isalpha() else 'it'} = {b}."
    worded = ask(
        wordings.SOLVE,
        rng,
        x=f"{first}{spread}{a + b}",
        n=name,
    )
    return worded, _answer(scratch.subtract(a + b, a), said)


def _double_or_half(rng: random.Random, a: int, _b: int) -> Lesson:
    a %= 100
    if rng.random() < 0.4:
        pattern = wordings.DOUBLE
        return ask(pattern, rng, _RULES, x=str(a)), _answer(scratch.multiply(a, 2), f"{a} x 2 = {a * 2}.")
    if rng.random() < 0.25:
        pattern = wordings.SQUARE
        n = a % 21
        return ask(pattern, rng, _RULES, x=str(n)), _answer(scratch.multiply(n, n), f"{n} x {n} = {n * n}.")
    a *= 2 if rng.random() < 0.8 else 1
    pattern = wordings.HALF
    rest = " remainder 1" if a % 2 else ""
    return ask(pattern, rng, _RULES, x=str(a)), _answer(scratch.divide(a, 2), f"{a} / 2 = {a // 2}{rest}.")


def _compare(rng: random.Random, a: int, b: int) -> Lesson:
    if rng.random() < 0.3:
        b = max(0, a + rng.randrange(-12, 13))
    if a == b:
        b += 1
    big = rng.random() < 0.6
    size = wordings.BIGGER if big else wordings.SMALLER
    most = wordings.BIGGEST if big else wordings.SMALLEST
    rules = {"size": size, "most": most}
    if rng.random() < 0.2:
        said = "Yes" if (a > b) == big else "No"
        top = max(a, b) if big else min(a, b)
        asked = ask("is {a} <size> than {b} (?)", rng, rules, a=a, b=b)
        return asked, _answer(
            scratch.larger(a, b), f"{said}, {top} is {'bigger' if big else 'smaller'} than {a + b - top}."
        )
    top = max(a, b) if big else min(a, b)
    said = f"{top} is {'bigger' if big else 'smaller'} than {a + b - top}."
    return ask(wordings.COMPARE, rng, rules, a=a, b=b), _answer(scratch.larger(a, b), said)


def _neighbour(rng: random.Random, a: int, _b: int) -> Lesson:
    if rng.random() < 0.6:
        pattern = wordings.AFTER
        return ask(pattern, rng, x=a), _answer(scratch.add(a, 1), f"{a + 1} comes after {a}.")
    a = max(a, 1)
    pattern = wordings.BEFORE
    return ask(pattern, rng, x=a), _answer(scratch.subtract(a, 1), f"{a - 1} comes before {a}.")


def _parity(rng: random.Random, a: int, _b: int) -> Lesson:
    kind = "even" if a % 2 == 0 else "odd"
    if rng.random() < 0.5:
        said = f"{a} is {kind}."
        pattern = wordings.PARITY
        return ask(pattern, rng, x=a), _answer(f"{a % 10} {kind}", said)
    asked = rng.choice(("even", "odd"))
    said = f"{'Yes' if asked == kind else 'No'}, {a} is {kind}."
    worded = ask(wordings.IS_PARITY, rng, x=a, kind=asked)
    return worded, _answer(f"{a % 10} {kind}", said)


def _written(rng: random.Random, a: int, _b: int) -> Lesson:
    a %= 1000
    if rng.random() < 0.5:
        pattern = wordings.IN_WORDS
        return ask(pattern, rng, x=a), f"{a} in words is {spoken_number(a)}."
    pattern = wordings.IN_DIGITS
    spoken = _typed(rng, a, True)
    return ask(pattern, rng, x=spoken), f"{spoken_number(a).capitalize()} in digits is {a}."


_KINDS: tuple[tuple[float, Callable[[random.Random, int, int], Lesson]], ...] = (
    (0.50, _sum),
    (0.13, _difference),
    (0.11, _product),
    (0.06, _quotient),
    (0.04, _three),
    (0.03, _unknown),
    (0.03, _double_or_half),
    (0.03, _compare),
    (0.03, _neighbour),
    (0.02, _parity),
    (0.02, _written),
)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless sums; a pair of the exam is drawn again, whatever the sum would have been."""
    held = held_pairs()
    shares = [share for share, _ in _KINDS]
    makers = [maker for _, maker in _KINDS]
    while True:
        a, b = _operand(rng), _operand(rng)
        asked, answered = rng.choices(makers, shares)[0](rng, a, b)
        if not uses_pair(answered, held):
            yield [(asked, answered)]


def uses_pair(answered: str, held: frozenset[tuple[int, int]]) -> bool:
    """Whether any sum or difference that is laid out or said is of two numbers of the exam."""
    return any((int(a), int(b)) in held for a, b in EQUATION.findall(answered))
