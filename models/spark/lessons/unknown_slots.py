"""The values that a question about the unknown may name: real things Spark is not taught, and made-up ones."""

import random
from collections.abc import Callable
from functools import lru_cache

from models.spark.lessons import made_names as made
from models.spark.lessons.names import WORDS
from models.spark.lessons.same_words import rare_animals
from models.spark.lessons.tables import countries, families, names, plural
from models.spark.lessons.unknown import known_names, real_things

Maker = Callable[[random.Random], str]


class Slot:
    """A value that is made up anew each time it is written."""

    def __init__(self, rng: random.Random, make: Maker) -> None:
        self._rng, self._make = rng, make

    def __str__(self) -> str:
        return self._make(self._rng)


def makers() -> dict[str, Maker]:
    """The maker of each slot that a pattern may name."""
    return {**_listed(), **_known_kinds(), **_invented(), **_numbers()}


def _listed() -> dict[str, Maker]:
    lists = {name: _one_of(names(values)) for name, values in made.LISTS.items()}
    for kind in ("framework", "framework2"):
        lists[kind] = _one_of(tuple(name for name in names(made.LISTS[kind]) if name not in known_names()))
    return lists | {name: _one_of(values) for name, values in real_things().items()}


def _known_kinds() -> dict[str, Maker]:
    return {
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
    }


def _invented() -> dict[str, Maker]:
    animals = _one_of(_known_animals())
    return {
        "country": _short_country,
        "capital": lambda rng: rng.choice(countries()).capital,
        "newname": made.name,
        "invented": made.word,
        "invented2": made.word,
        "inventeds": lambda rng: plural(made.word(rng)),
        "animal": animals,
        "animals": lambda rng: plural(animals(rng)),
        "rare": _one_of(rare_animals()),
        "thing": _one_of(_plain_things()),
        "sentence": made.sentence,
        "quote": made.sentence,
        "geo": lambda rng: f"{rng.choice(('mount', 'the river', 'lake', 'the island of', 'cape'))} {made.name(rng)}",
        "discovery": lambda rng: rng.choice((made.name(rng), made.concept(rng), *rng.sample(_discoveries(), 3))),
    }


def _numbers() -> dict[str, Maker]:
    return {
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
    }


def _mostly(kind: str, invent: Maker, share: float) -> Maker:
    """Make a value that is real with this share and invented otherwise."""
    real = real_things()[kind]
    return lambda rng: rng.choice(real) if rng.random() < share else invent(rng)


def _one_of(values: tuple[str, ...]) -> Maker:
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


@lru_cache(maxsize=1)
def _discoveries() -> tuple[str, ...]:
    return (*real_things()["elements"], *names(made.LISTS["found"]))
