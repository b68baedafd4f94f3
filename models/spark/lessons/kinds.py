"""Tables of what people say to Spark: kinds, each with its ways to be said and its answers."""

import random
import re
from functools import lru_cache
from typing import NamedTuple

from models.spark.lessons.names import PEOPLE, made_up
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import lines, names

# A way with many branches is drawn more often than a bare word, but never more than this much.
_WEIGHT_MAX = 8
_GRAMMAR = frozenset("[(<{")


class Kind(NamedTuple):
    name: str
    ways: tuple[str, ...]
    weights: tuple[int, ...]
    answers: tuple[str, ...]


class Table(NamedTuple):
    rules: dict[str, str]
    kinds: dict[str, Kind]
    written: dict[str, str]

    def word(self, pattern: str, rng: random.Random) -> str:
        """One wording of a way, with the rules of asides.tsv."""
        return fill(pattern, rng, self.rules, name=_Name(rng), Name=_Name(rng, capital=True))

    def draw(self, kind: Kind, rng: random.Random) -> str:
        """One wording of a kind, none that is written out for another kind."""
        while True:
            said = self.word(rng.choices(kind.ways, kind.weights)[0], rng)
            if self.written.get(bare(said), kind.name) == kind.name:
                return said


class _Name:
    """A person's name, another one each time it is written."""

    def __init__(self, rng: random.Random, capital: bool = False) -> None:
        self._rng, self._capital = rng, capital

    def __str__(self) -> str:
        name = self._rng.choice(PEOPLE) if self._rng.random() < 0.65 else made_up(self._rng)
        return name.capitalize() if self._capital else name


@lru_cache(maxsize=4)
def read(table: str) -> Table:
    """The kinds of a table; a row without an answer adds ways to the kind of its name."""
    rules = {name.strip("<>"): said for name, said, _ in lines("asides.tsv", 3)}
    ways: dict[str, list[str]] = {}
    answers: dict[str, tuple[str, ...]] = {}
    for name, said, answer in lines(table, 3):
        ways.setdefault(name, []).extend(names(said))
        if answer:
            answers[name] = tuple(part.strip() for part in answer.split(" / "))
    kinds = {
        name: Kind(name, tuple(found), tuple(_weight(way, rules) for way in found), answers[name])
        for name, found in ways.items()
    }
    written = {bare(way): name for name, found in ways.items() for way in found if not _GRAMMAR & set(way)}
    return Table(rules, kinds, written)


def bare(text: str) -> str:
    """The text without what does not change its meaning; signs alone stay as they are."""
    return re.sub(r"[^a-z0-9 ]", "", text.lower()).strip() or text


def _weight(way: str, rules: dict[str, str]) -> int:
    branches = sum(way.count(sign) for sign in "|(")
    branches += sum(rules[rule].count("|") for rule in rules if f"<{rule}>" in way)
    return min(_WEIGHT_MAX, 1 + branches // 3)
