"""What Spark has facts about, so that a question meant to be beyond it is not one it can answer; and real unknowns."""

import random
import re
from functools import lru_cache
from pathlib import Path

from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import countries, families, pairs, words
from models.spark.lessons.world_table import subjects, worded

_TABLE = Path(__file__).parent / "tables" / "unknown.txt"
_WORD = re.compile(r"[a-z0-9]+")
_SMALL = frozenset(
    words(
        "a an the is are was do does did of in on to at for what which who how many much tell me name give have has "
        "there explain define describe definition meaning mean"
    )
)
# How often each question of everyday.tsv is worded to learn what Spark knows.
_WORDED = 12
# Of these subjects of world.txt nothing else is asked as unknown.
_NAMED = ("painting", "composition", "book", "partner")


def content(text: str) -> frozenset[str]:
    """The words of a question that carry its meaning, in any order, without the s of a plural."""
    spoken = frozenset(_WORD.findall(text.lower().replace("'", ""))) - _SMALL
    return frozenset(word.removesuffix("s") for word in spoken)


@lru_cache(maxsize=1)
def known_questions() -> frozenset[frozenset[str]]:
    """What the tables of questions and of terms answer, so that no made-up question asks for it."""
    rng = random.Random(0)
    patterns = [
        pattern for table in ("everyday.tsv", "common.tsv") for questions, _ in pairs(table) for pattern in questions
    ]
    known = [
        worded(pattern, rng, key, fact.value)
        for subject in subjects()
        for fact in subject.facts
        for key in fact.keys
        for pattern in (*subject.questions, *subject.backwards, *subject.checks)
    ]
    told = [name for table in ("terms.tsv", "explain.tsv") for keys, _ in pairs(table) for name in keys]
    return frozenset(
        (*map(content, [*told, *known]), *(content(fill(pattern, rng)) for pattern in patterns for _ in range(_WORDED)))
    )


@lru_cache(maxsize=1)
def known_names() -> frozenset[str]:
    """The names that some table has a fact about, in lower case."""
    told = [name for table in ("terms.tsv", "explain.tsv") for keys, _ in pairs(table) for name in keys]
    told += [key.lstrip("*") for family in families().values() for row in family.rows for key in row.keys]
    told += [name for country in countries() for name in (country.name, *country.others)]
    world = [fact for subject in subjects() if subject.name in _NAMED for fact in subject.facts]
    told += [name.lstrip("*") for fact in world for name in (*fact.keys, fact.value, *fact.other_values)]
    return frozenset(name.lower().removeprefix("the ") for name in told)


@lru_cache(maxsize=1)
def real_things() -> dict[str, tuple[str, ...]]:
    """Real things by kind that Spark is not taught about."""
    found: dict[str, tuple[str, ...]] = {}
    kind = ""
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            kind = line[3:]
        elif line.strip() and not line.startswith("# "):
            parts = (part.strip() for part in line.split(", "))
            fresh = (part for part in parts if part.lower().removeprefix("the ") not in known_names())
            found[kind] = (*found.get(kind, ()), *fresh)
    return found
