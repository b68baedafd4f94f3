"""Which lesson answers a wording that more than one could claim, so that one question has one answer."""

import random
from collections.abc import Iterator
from functools import lru_cache

from models.spark.lessons import kinds
from models.spark.lessons.phrasing import fill
from models.spark.lessons.program_wishes import wishes
from models.spark.lessons.program_wordings import RULES
from models.spark.lessons.tables import pairs

# How often each way is worded to learn what it may become.
_WORDED = 6


def is_answered_as(text: str, owner: str) -> bool:
    """True if nobody but this owner, such as "talk:thanks", claims the wording."""
    return _owners().get(kinds.bare(text), owner) == owner


def is_claimed(text: str) -> bool:
    """True if the wording is one of talk, of Spark itself or of the program."""
    return kinds.bare(text) in _owners()


@lru_cache(maxsize=1)
def _owners() -> dict[str, str]:
    """Who answers a wording: terms first, then the program, Spark itself, and small talk."""
    found: dict[str, str] = {}
    rng = random.Random(0)
    for table in ("terms.tsv", "explain.tsv"):
        for keys, _ in pairs(table):
            found |= {kinds.bare(key): "facts" for key in keys}
    for owner, pattern in _program():
        for _ in range(_WORDED if "[" in pattern or "(" in pattern or "<" in pattern else 1):
            found.setdefault(kinds.bare(fill(pattern, rng, RULES)), owner)
    for name in ("identity", "talk"):
        table = kinds.read(f"{name}.tsv")
        for said, kind in table.written.items():
            found.setdefault(said, f"{name}:{kind}")
        for kind in table.kinds.values():
            for way in kind.ways:
                for _ in range(_WORDED if "[" in way or "(" in way or "<" in way else 0):
                    found.setdefault(kinds.bare(table.word(way, rng)), f"{name}:{kind.name}")
    return found


def _program() -> Iterator[tuple[str, str]]:
    for questions, answer in pairs("program.tsv"):
        yield from ((answer, question) for question in questions)
    for wanted in wishes()[0]:
        yield from ((wanted.answer, said) for said in (*wanted.sentences, *wanted.nouns))
