"""Questions that are too much for a very small model, endlessly varied, and the honest answer."""

import random
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from models.spark.lessons import facts
from models.spark.lessons.asking import ask
from models.spark.lessons.names import PEOPLE
from models.spark.lessons.phrasing import fill, rough
from models.spark.lessons.same_words import same_words
from models.spark.lessons.spoken import is_claimed
from models.spark.lessons.tables import countries
from models.spark.lessons.unknown import content, known_questions
from models.spark.lessons.unknown_slots import Slot, makers

WEIGHT = 6.0

Conversation = list[tuple[str, str]]

_TABLES = Path(__file__).parent / "tables"
_RULE = re.compile(r"<(\w+)> = (.*)")
# An order begins with one of these rules, a question does not.
_ORDERS = ("<do>", "<want>")
# Every answer of a group begins alike, so that a model that wavers still says that it does not know.
ANSWERS = {
    "fact": (
        "I do not know that. I am a very small model; a bigger one may know: `install llama3.2`.",
        "I do not know. That is beyond a very small model like me; try `install llama3.2`.",
        "I do not know the answer: I am very small and know few facts. You can `install llama3.2`.",
        "I do not know this one, and I will not guess. A bigger model may help: `install llama3.2`.",
        "I do not know that, sorry. For such questions type `install llama3.2`.",
        "I do not know enough about this: I am a very small model. Try `install llama3.2`.",
    ),
    "now": (
        "I do not know that: I work offline and see no news, weather or prices. "
        "A bigger model, `install llama3.2`, knows more, but not what happens today.",
        "I do not know: I am a very small model, offline, and cannot look things up or act outside. "
        "For other questions there is `install llama3.2`.",
        "I do not know that, because I have no internet. A bigger model, `install llama3.2`, has none either, "
        "but knows more.",
    ),
    "own": (
        "I do not know that: you have not told me.",
        "I do not know, because you have not told me.",
    ),
    "health": (
        "I do not know, and I cannot give medical advice. Please ask a doctor or a pharmacist; "
        "for general reading you can `install llama3.2`.",
        "I do not know: health questions are beyond a very small model. Please ask a doctor. "
        "A bigger model is `install llama3.2`.",
    ),
    "advice": (
        "I do not know that: I am a very small model. Ask somebody who knows the matter, or try `install llama3.2`.",
        "I do not know enough to advise you. A bigger model may help: `install llama3.2`.",
        "I do not know. That is beyond a very small model like me; try `install llama3.2`.",
    ),
    "text": (
        "I cannot do that well: I am a very small model. For longer texts and translations, `install llama3.2`.",
        "I cannot do that: it is too much for a very small model. Try a bigger one: `install llama3.2`.",
        "I cannot write or translate such texts, because I am very small. A bigger model can: `install llama3.2`.",
    ),
    "hard": (
        "I do not know: that is too hard for a very small model. For hard problems, `install deepseek-r1`.",
        "I do not know that. I can only do small sums; for hard maths, `install deepseek-r1`.",
        "I do not know the answer, and I will not guess. For hard reasoning, `install deepseek-r1`.",
    ),
    "tech": (
        "I do not know that: I am a very small model. For programming questions, `install qwen2.5-coder`.",
        "I do not know enough about this. A bigger model for code may help: `install qwen2.5-coder`.",
    ),
    "code": (
        "I cannot do that: it is too much for a very small model. For code, `install qwen2.5-coder`.",
        "I cannot do that well: I only know small snippets. A bigger model for code: `install qwen2.5-coder`.",
        "I cannot help with code that large, because I am very small. Try `install qwen2.5-coder`.",
    ),
}  # fmt: skip


_FURTHER = (
    "and how many people live there", "how big is it", "who is the mayor", "and its population",
    "when was it founded", "how old is it", "what can i see there", "who is the president", "tell me more about {c}",
    "what is {c} famous for", "and the second largest city", "how far is it from here", "what is the weather there",
    "how many people live in {c}", "who rules there", "what is the area of {k}", "and who is the king of {k}",
    "name three streets there", "what is the best hotel there", "what is its history", "and the time zone",
    "how do i get there", "who built it",
)  # fmt: skip


class Domain(NamedTuple):
    name: str
    share: int
    group: str
    patterns: tuple[str, ...]


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless questions beyond Spark with an honest answer."""
    slots: dict[str, object] = {name: Slot(rng, make) for name, make in makers().items()}
    wheel = [domain for domain in domains() for _ in range(domain.share)]
    known = facts.examples(rng)
    while True:
        domain = rng.choice(wheel)
        pattern = rng.choice(domain.patterns)
        first, second = rng.sample(PEOPLE, 2)
        slots |= {"firstname": first.capitalize(), "firstname2": second.capitalize()}
        asked = fill(pattern, rng, rules(), **slots)
        if content(asked) in known_questions() or is_claimed(asked):
            continue
        typed = _ordered(asked, rng) if pattern.startswith(_ORDERS) else ask(asked, rng)
        turn = (typed, rng.choice(ANSWERS[domain.group]))
        style = rng.random()
        if style < 0.06:
            yield [*next(known), turn]
        elif style < 0.12:
            yield [turn, *next(known)]
        elif style < 0.16:
            yield _further(rng)
        elif style < 0.36:
            yield same_words(rng, ANSWERS["fact"])
        else:
            yield [turn]


def _ordered(text: str, rng: random.Random) -> str:
    """An order as somebody might type it: no lead of a question goes before it."""
    if rng.random() < 0.12:
        text = fill("[hi|hello|hey|hey spark|ok|so|spark|good morning|thanks|sorry|quick][,|!|,] ", rng) + text
    return rough(text.lower() if rng.random() < 0.28 else text, rng)


def _further(rng: random.Random) -> Conversation:
    """A known fact, and then more than Spark knows about the same thing."""
    country = rng.choice(countries())
    first = (ask(f"what is the capital of {country.name}", rng), facts.capital_answer(country.name, country))
    asked = fill(rng.choice(_FURTHER), rng, c=country.capital, k=country.name)
    return [first, (ask(asked, rng), rng.choice(ANSWERS["fact"]))]


@lru_cache(maxsize=1)
def rules() -> dict[str, str]:
    """The turns of phrase that many patterns of beyond.txt share."""
    lines = (_TABLES / "beyond.txt").read_text(encoding="utf-8").splitlines()
    return dict(found.groups() for line in lines if (found := _RULE.fullmatch(line)))


@lru_cache(maxsize=1)
def domains() -> tuple[Domain, ...]:
    """The domains of beyond.txt with their ways to ask."""
    found: list[Domain] = []
    for line in (_TABLES / "beyond.txt").read_text(encoding="utf-8").splitlines():
        if _RULE.fullmatch(line):
            continue
        if line.startswith("== "):
            name, share, group = (part.strip() for part in line[3:].split("|"))
            found.append(Domain(name, int(share), group, ()))
        elif line.strip() and not line.startswith("# "):
            found[-1] = found[-1]._replace(patterns=(*found[-1].patterns, line))
    return tuple(found)
