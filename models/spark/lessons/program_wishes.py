"""What people want of LuciferAI: the table wishes.txt, whose answers stand there or in commands.tsv."""

import random
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from models.spark.lessons.phrasing import fill
from models.spark.lessons.program_wordings import RULES, noun, typed, wish
from models.spark.lessons.tables import BadTable, lines, names

_TABLE = Path(__file__).parent / "tables" / "wishes.txt"


@dataclass(slots=True)
class Wish:
    """One thing people want, the ways they say it, and the answer."""

    name: str
    weight: int = 1
    answer: str = ""
    verbs: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    def ask(self, rng: random.Random) -> str:
        """Word the wish once, as typed; a kind with many ways to say it is drawn more often."""
        kinds = (self.verbs, self.nouns, self.sentences)
        shares = (8 * bool(self.verbs), 2 * bool(self.nouns), min(10, len(self.sentences)))
        which = rng.choices((0, 1, 2), shares)[0]
        pattern = rng.choice(kinds[which])
        if which == 2:
            return typed(fill(pattern, rng, RULES), rng)
        return typed((wish, noun)[which](pattern, rng), rng)


def commands() -> list[list[str]]:
    """The rows of commands.tsv: names, what it does, what one may want."""
    return _COMMANDS


@lru_cache(maxsize=1)
def wishes() -> tuple[tuple[Wish, ...], tuple[int, ...]]:
    """Every wish of commands.tsv and wishes.txt, and how often each is practised."""
    found = {}
    for spelled, does, wants in _COMMANDS:
        wanted = Wish(names(spelled)[0], answer=does, verbs=list(names(wants)))
        found[wanted.name] = wanted
    current = Wish("")
    for number, line in enumerate(_TABLE.read_text(encoding="utf-8").splitlines(), 1):
        kind, _, rest = line.partition(" ")
        if kind == "==":
            name, _, weight = rest.partition(" *")
            current = found.setdefault(name, Wish(name))
            current.weight = int(weight or 1)
        elif kind == "A":
            current.answer = rest
        elif kind in ("V", "N", "S"):
            ways = {"V": current.verbs, "N": current.nouns, "S": current.sentences}[kind]
            ways += names(rest)
        elif line.strip() and kind != "#":
            raise BadTable(f"wishes.txt:{number}: expected ==, A, V, N or S")
    return tuple(found.values()), tuple(wanted.weight for wanted in found.values())


_COMMANDS = lines("commands.tsv", 3)
