"""What Spark cannot know about things, asked for exactly as what it knows, and the honest answer."""

import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from models.spark.lessons import gaps, naming, things
from models.spark.lessons import made_names as made
from models.spark.lessons.asking import ask
from models.spark.lessons.beyond import ANSWERS
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import article, countries
from models.spark.lessons.unknown import content, known_questions
from models.spark.lessons.unknown_slots import Slot, makers

WEIGHT = 2.5

Conversation = list[tuple[str, str]]

_FILE = Path(__file__).parent / "tables" / "odd_things.txt"


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless questions about what things do that nobody taught Spark."""
    rare = [animal for animal in made.RARE_ANIMALS if animal not in _known()]
    lands = [country.name for country in countries() if _bare(country.name) not in _known()]
    slots: dict[str, object] = {name: Slot(rng, make) for name, make in makers().items()}
    slots |= {"rare": Slot(rng, lambda rng: rng.choice(rare)), "other": Slot(rng, lambda rng: rng.choice(lands))}
    while True:
        question = _question(rng, slots)
        if content(question) not in known_questions():
            yield [(ask(question, rng), rng.choice(ANSWERS["fact"]))]


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("a ").removeprefix("an ")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(_bare(thing.name) for thing in things.things())


@lru_cache(maxsize=1)
def _odd() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    kind = ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            kind = line[3:]
        elif line.strip() and not line.startswith("# "):
            found.setdefault(kind, []).append(line)
    return found


@lru_cache(maxsize=1)
def _nouns() -> dict[str, tuple[str, ...]]:
    return {thing.kind: thing.nouns for thing in things.things()}


def _body_act(rng: random.Random, act: str) -> str:
    doing = fill("<v+ing>", rng, {"v": act})
    return fill(rng.choice(naming.BODY), rng, v=act, g=doing)


def _question(rng: random.Random, slots: dict[str, object]) -> str:
    style = rng.random()
    if style < 0.12:
        return fill(rng.choice(gaps.GAP), rng, p=fill(rng.choice(_odd()["gaps"]), rng, **slots))
    if style < 0.26:
        return fill(rng.choice(naming.NAMED), rng, d=fill(rng.choice(_odd()["described"]), rng, **slots))
    if style < 0.30:
        return _body_act(rng, fill(rng.choice(_odd()["body acts"]), rng, **slots))
    if style < 0.70:
        kind = rng.choice([kind for kind in _odd() if kind in _nouns()])
        said = fill(rng.choice(_odd()[kind]), rng, **slots)
        noun = rng.choice(_nouns()[kind])
        patterns = things.WHICH if kind != "job" or rng.random() < 0.3 else things.WHO
        return fill(rng.choice(patterns), rng, c=said, n=noun, an=article(noun))
    if style < 0.86:
        use = fill(rng.choice(_odd()["uses"]), rng, **slots)
        kind, patterns = rng.choice((("tool", things.USE), ("place", things.PLACE)))
        noun = rng.choice(_nouns()[kind])
        return fill(rng.choice(patterns), rng, {"v": use}, n=noun, an=article(noun), v=use)
    if style < 0.93:
        return fill(rng.choice(things.FOR + things.DOES + things.WORK), rng, x=article(made.word(rng)))
    name = fill(rng.choice(_odd()["names"]), rng, **slots)
    return fill(rng.choice(things.ABOUT), rng, x=name) if _bare(name) not in _known() else _question(rng, slots)
