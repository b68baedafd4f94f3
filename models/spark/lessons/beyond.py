"""Questions that are too much for a very small model, endlessly varied, and the honest answer."""

import random
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from models.spark.lessons import facts
from models.spark.lessons import made_names as made
from models.spark.lessons.asking import ask
from models.spark.lessons.names import PEOPLE, WORDS
from models.spark.lessons.phrasing import fill, rough
from models.spark.lessons.same_words import rare_animals, same_words
from models.spark.lessons.tables import countries, families, names, plural
from models.spark.lessons.unknown import content, known_names, known_questions, real_things

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


class _Slot:
    """A value that is made up anew each time it is written."""

    def __init__(self, rng: random.Random, make: Callable[[random.Random], str]) -> None:
        self._rng, self._make = rng, make

    def __str__(self) -> str:
        return self._make(self._rng)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless questions beyond Spark with an honest answer."""
    slots: dict[str, object] = {name: _Slot(rng, make) for name, make in _makers().items()}
    wheel = [domain for domain in domains() for _ in range(domain.share)]
    known = facts.examples(rng)
    while True:
        domain = rng.choice(wheel)
        pattern = rng.choice(domain.patterns)
        first, second = rng.sample(PEOPLE, 2)
        slots |= {"firstname": first.capitalize(), "firstname2": second.capitalize()}
        asked = fill(pattern, rng, rules(), **slots)
        if content(asked) in known_questions():
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


def _mostly(kind: str, invent: Callable[[random.Random], str], share: float) -> Callable[[random.Random], str]:
    """Make a value that is real with this share and invented otherwise."""
    real = real_things()[kind]
    return lambda rng: rng.choice(real) if rng.random() < share else invent(rng)


def _one_of(values: tuple[str, ...]) -> Callable[[random.Random], str]:
    return lambda rng: rng.choice(values)


def _short_country(rng: random.Random) -> str:
    name = rng.choice(countries()).name
    while name in ("the United States", "Vatican City"):
        name = rng.choice(countries()).name
    return name


@lru_cache(maxsize=1)
def _known_animals() -> tuple[str, ...]:
    people = {"human", "person", "man", "insect", "bird", "fish"}
    rows = families()["legs"].rows + families()["eats"].rows
    return tuple(sorted({key for row in rows for key in row.keys} - people))


@lru_cache(maxsize=1)
def _plain_things() -> tuple[str, ...]:
    opposites = {key for row in families()["opposite"].rows for key in (*row.keys, row.value)}
    spoken = {word for value in opposites for word in value.split()}
    return tuple(word for word in WORDS if word not in spoken | {"love", "light", "question", "answer"})


def _makers() -> dict[str, Callable[[random.Random], str]]:
    """The maker of each slot that a pattern may name."""
    lists = {name: _one_of(names(values)) for name, values in made.LISTS.items()}
    for kind in ("framework", "framework2"):
        lists[kind] = _one_of(tuple(name for name in names(made.LISTS[kind]) if name not in known_names()))
    lists |= {name: _one_of(values) for name, values in real_things().items()}
    animals = _one_of(_known_animals())
    rare = rare_animals()
    return {
        **lists,
        "title": _mostly("books", made.title, 0.45),
        "film": _mostly("films", made.title, 0.6),
        "song": _mostly("songs", made.title, 0.5),
        "band": _mostly("bands", made.band, 0.6),
        "person": _mostly("people", made.person, 0.5),
        "person2": _mostly("people", made.person, 0.6),
        "place": _mostly("places", made.place, 0.6),
        "place2": _mostly("places", made.place, 0.6),
        "event": _mostly("events", made.event, 0.65),
        "concept": _mostly("concepts", made.concept, 0.85),
        "concept2": _mostly("concepts", made.concept, 0.85),
        "company": _mostly("companies", made.company, 0.6),
        "company2": _mostly("companies", made.company, 0.6),
        "product": _mostly("products", made.product, 0.6),
        "product2": _mostly("products", made.product, 0.6),
        "topic": _mostly("topics", made.topic, 0.7),
        "topic2": _mostly("topics", made.topic, 0.7),
        "disease": _one_of(real_things()["diseases"]),
        "disease2": _one_of(real_things()["diseases"]),
        "medicine": _one_of(real_things()["medicines"]),
        "medicine2": _one_of(real_things()["medicines"]),
        "language": _one_of(real_things()["languages"]),
        "dish": _one_of(real_things()["dishes"]),
        "team": _mostly("teams", made.team, 0.7),
        "team2": _mostly("teams", made.team, 0.7),
        "element": _one_of(real_things()["elements"]),
        "compound": _one_of(real_things()["compounds"]),
        "compound2": _one_of(real_things()["compounds"]),
        "country": _short_country,
        "capital": lambda rng: rng.choice(countries()).capital,
        "newname": made.name,
        "invented": made.word,
        "invented2": made.word,
        "inventeds": lambda rng: plural(made.word(rng)),
        "animal": animals,
        "animals": lambda rng: plural(animals(rng)),
        "rare": _one_of(rare),
        "thing": _one_of(_plain_things()),
        "sentence": made.sentence,
        "quote": made.sentence,
        "year": lambda rng: str(rng.randrange(800, 2030)) if rng.random() < 0.4 else str(rng.randrange(1900, 2030)),
        "day": lambda rng: str(rng.randrange(1, 29)),
        "bignum": made.big_number,
        "bignum2": lambda rng: str(rng.randrange(2, 100)),
        "midnum": lambda rng: str(rng.randrange(13, 999)),
        "smallnum": lambda rng: str(rng.randrange(2, 20)),
        "power": lambda rng: str(rng.randrange(3, 40)),
        "num3": lambda rng: str(rng.randrange(101, 1000)),
        "dec": lambda rng: f"{rng.randrange(1, 400) / rng.choice((8, 10, 100, 16)):.{rng.choice((1, 2, 3))}f}",
        "frac": lambda rng: f"{rng.randrange(1, 30)}/{rng.randrange(3, 40)}",
        "long": lambda rng: str(rng.randrange(10**7, 10 ** rng.choice((8, 9, 10, 12, 15)))),
        "geo": lambda rng: f"{rng.choice(('mount', 'the river', 'lake', 'the island of', 'cape'))} {made.name(rng)}",
        "discovery": lambda rng: rng.choice((made.name(rng), made.concept(rng), *rng.sample(_discoveries(), 3))),
    }


@lru_cache(maxsize=1)
def _discoveries() -> tuple[str, ...]:
    return (*real_things()["elements"], *names(made.LISTS["found"]))
