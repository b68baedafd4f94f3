"""What everybody has heard of, asked from every side: who made it, where it is, what it means, yes or no."""

import random
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from models.spark.lessons import facts
from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import countries, families, family_answer, wheel
from models.spark.lessons.verdict import considered, verdict
from models.spark.lessons.world_table import Fact, Subject, subjects, worded
from models.spark.turns import THINK, THOUGHT

WEIGHT = 6.0

Conversation = list[tuple[str, str]]

# How often the facts of a subject are practised, where it is not once.
_OFTEN = {"shortform": 0.6, "translation": 0.7, "nationality": 0.7, "partner": 1.3}
_CHOSEN = ("{q}, {v} or {w}", "{q}: {v} or {w}", "{v} or {w}, {q}", "{q} - {v} or {w}")
_DOUBTED = ("{y}", "{y}", "{y}", "is it true that {s}", "{s}, right", "{s}, true or false", "i think {s}, am i right")
_ANALOGY = (
    "{a} is to {b} as {c} is to", "{a} is to {b} as {c} is to ...", "{a} is to {b} what {c} is to",
    "{a} : {b} = {c} : ?", "if {a} is to {b}, then {c} is to", "{a} goes with {b}, {c} goes with",
    "{a} -> {b}, {c} -> ?", "{a} and {b} belong together like {c} and", "{a} is to {b} like {c} is to what",
)  # fmt: skip
_PRIME = (
    "is {n} a prime number", "is {n} prime", "{n} prime?", "is {n} a prime", "is the number {n} prime",
    "{n} is a prime number, right", "is {n} prime or not", "prime or not: {n}", "can {n} be a prime number",
    "does {n} count as a prime number", "is it true that {n} is a prime number", "{n}, prime number or not",
)  # fmt: skip
_ROOT = (
    "what is the square root of {n}", "square root of {n}", "the square root of {n} is", "sqrt {n}", "sqrt\\({n}\\)",
    "root of {n}", "what number times itself is {n}", "{n} square root", "which number squared gives {n}",
)  # fmt: skip
_PRIME_MAX, _ROOT_MAX = 60, 12


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless questions about the best known facts."""
    kinds: list[Callable[[random.Random], tuple[str, str]]] = [_common, _fact, _back, _doubted, _analogy, _number]
    while True:
        yield [rng.choices(kinds, (60, 32, 7, 11, 3, 4))[0](rng)]


@lru_cache(maxsize=1)
def _wheel() -> tuple[tuple[Subject, Fact], ...]:
    found: list[tuple[Subject, Fact]] = []
    for subject in subjects():
        found += [(subject, fact) for fact in subject.facts] * round(10 * _OFTEN.get(subject.name, 1))
    return tuple(found)


def _common(rng: random.Random) -> tuple[str, str]:
    questions, answer = rng.choice(wheel("common.tsv"))
    return ask(fill(rng.choice(questions), rng), rng), considered(answer)


def _fact(rng: random.Random) -> tuple[str, str]:
    subject, fact = rng.choice(_wheel())
    key = fact.keys[0] if rng.random() < 0.4 else rng.choice(fact.keys)
    asked = worded(rng.choice(subject.questions), rng, key)
    others = [other.value for other in subject.facts if other.value != fact.value]
    if subject.checks and rng.random() < 0.05:
        both = rng.sample((fact.value, rng.choice(others)), 2)
        asked = fill(rng.choice(_CHOSEN), rng, q=asked, v=both[0], w=both[1])
    keep = (key.lstrip("*"),) if rng.random() < 0.8 else ()
    return ask(asked, rng, keep=keep), fact.said


def _back(rng: random.Random) -> tuple[str, str]:
    """From the value to the key, where only one key has it."""
    subject, fact = rng.choice(_wheel())
    alone = sum(other.value == fact.value for other in subject.facts) == 1
    if not subject.backwards or not alone:
        return _fact(rng)
    value = rng.choice((fact.value, *fact.other_values))
    return ask(worded(rng.choice(subject.backwards), rng, fact.keys[0], value), rng, keep=(value,)), fact.said


def _doubted(rng: random.Random) -> tuple[str, str]:
    """Is it so? Half of the time it is not."""
    subject, fact = rng.choice(_wheel())
    if not subject.checks:
        return _fact(rng)
    key = rng.choice(fact.keys)
    right = rng.random() < 0.5
    value = fact.value
    # One key may stand in several rows: Leonardo painted more than one picture.
    own = {other.value for other in subject.facts if set(other.keys) & set(fact.keys)}
    while not right and not _apart(value, own):
        value = rng.choice(subject.facts).value
    asked = worded(rng.choice(subject.checks), rng, key, value)
    pattern = rng.choice(_DOUBTED)
    if "{s}" in pattern:
        claimed = worded(subject.answer.removesuffix("."), rng, key, value)
        asked = fill(pattern, rng, s=claimed, y=asked)
    return ask(asked, rng, keep=(value,)), verdict(right, fact.said, value)


def _apart(value: str, own: set[str]) -> bool:
    """True if nobody could take the value for one of these."""
    heard = set(re.findall(r"\w+", value.lower())) - {"the", "in", "of"}
    return not any(heard & set(re.findall(r"\w+", other.lower())) for other in own)


def _analogy(rng: random.Random) -> tuple[str, str]:
    if rng.random() < 0.5:
        first, second = rng.sample([country for country in countries() if country.weight > 1], 2)
        pairs = ((first.capital, first.name), (second.capital, second.name))
        if rng.random() < 0.6:
            said = f"{second.capital} is the capital of {second.name}."
        else:
            pairs = ((first.name, first.capital), (second.name, second.capital))
            said = facts.capital_answer(second.name, second)
    else:
        family = families()[rng.choice(("opposite", "young", "plural"))]
        rows = rng.sample([row for row in family.rows if not row.rare], 2)
        pairs = ((rows[0].keys[0], rows[0].value), (rows[1].keys[0], rows[1].value))
        said = family_answer(family, rows[1].keys[0], rows[1].value)
    asked = fill(rng.choice(_ANALOGY), rng, a=pairs[0][0], b=pairs[0][1], c=pairs[1][0])
    return ask(asked, rng, keep=tuple(part for pair in pairs for part in pair)), said


def _number(rng: random.Random) -> tuple[str, str]:
    return rng.choice((_prime, _prime, _root))(rng)


def _prime(rng: random.Random) -> tuple[str, str]:
    number = rng.randrange(3, _PRIME_MAX)
    divisor = next(factor for factor in range(2, number + 1) if number % factor == 0)
    said = f"Yes. {number} is a prime number." if divisor == number else f"No. {number} can be divided by {divisor}."
    parts = f"{number} = {1 if divisor == number else divisor} x {number if divisor == number else number // divisor}"
    return ask(fill(rng.choice(_PRIME), rng, n=number), rng), f"{THINK}{parts}{THOUGHT}{said}"


def _root(rng: random.Random) -> tuple[str, str]:
    root = rng.randrange(2, _ROOT_MAX + 1)
    return ask(fill(rng.choice(_ROOT), rng, n=root * root), rng), f"The square root of {root * root} is {root}."
