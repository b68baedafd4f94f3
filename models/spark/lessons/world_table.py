"""Reading world.txt: subjects, the ways to ask about them from both sides, and the facts themselves."""

import random
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import BadTable, names, upper_first

_TABLE = Path(__file__).parent / "tables" / "world.txt"
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_PLAIN, _PLURAL = {"is": "is", "do": "does", "come": "comes"}, {"is": "are", "do": "do", "come": "come"}


@dataclass(frozen=True, slots=True)
class Fact:
    """The names of a thing, what is known about it, and the sentence that says so."""

    keys: tuple[str, ...]
    value: str
    other_values: tuple[str, ...]
    said: str


@dataclass(slots=True)
class Subject:
    name: str
    questions: list[str] = field(default_factory=list)
    backwards: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    answer: str = ""
    facts: list[Fact] = field(default_factory=list)


def worded(pattern: str, rng: random.Random, key: str, value: str = "") -> str:
    """A pattern of the table about one key; {k1} is the key without its article."""
    small = _PLURAL if key.startswith("*") else _PLAIN
    bare = key.lstrip("*")
    slots = {"k": bare, "K": upper_first(bare), "k1": _ARTICLE.sub("", bare), "U": bare.upper(), "v": value,
             "V": upper_first(value)}  # fmt: skip
    return fill(pattern, rng, **small, **slots)


@lru_cache(maxsize=1)
def subjects() -> tuple[Subject, ...]:
    """Every subject of world.txt. A row whose sentence is not given says each of its names in turn."""
    found: list[Subject] = []
    for number, line in enumerate(_TABLE.read_text(encoding="utf-8").splitlines(), 1):
        kind, _, rest = line.partition(" ")
        if kind == "#" or not line.strip():
            continue
        if kind == "==":
            found.append(Subject(rest))
        elif kind in ("Q", "B", "Y"):
            subject = found[-1]
            {"Q": subject.questions, "B": subject.backwards, "Y": subject.checks}[kind].append(rest)
        elif kind == "A":
            found[-1].answer = rest
        elif " | " in line:
            found[-1].facts += _facts(line, found[-1])
        else:
            raise BadTable(f"world.txt:{number}: expected ==, Q, B, Y, A or 'name | value'")
    return tuple(found)


def _facts(line: str, subject: Subject) -> list[Fact]:
    """One fact with all its names where the sentence is given, else one for each name."""
    cells = [cell.strip() for cell in line.split(" | ")]
    keys, (value, *others) = names(cells[0]), names(cells[1])
    if len(cells) > 2:
        return [Fact(keys, value, tuple(others), cells[2])]
    rng = random.Random(0)
    found: dict[str, str] = {}
    for key in keys:
        found.setdefault(_bare(key), worded(subject.answer, rng, key, value))
    return [Fact((key,), value, tuple(others), found[_bare(key)]) for key in keys]


def _bare(key: str) -> str:
    """What "the tango" and "Tango" have in common: they are said alike."""
    return _ARTICLE.sub("", key.lstrip("*")).lower()
