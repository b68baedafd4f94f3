"""Who Spark is: its name, makers, limits, privacy, size and what it can do."""

import random
from collections.abc import Iterator
from functools import lru_cache

from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import lines, names

WEIGHT = 1.4

Conversation = list[tuple[str, str]]

_SHARE = {"who": 4, "name": 3, "maker": 3, "program": 3, "can": 3, "cannot": 3, "privacy": 3, "online": 3,
          "human": 2, "model": 2, "size": 2, "chatgpt": 2, "robot": 2, "runs": 2, "live": 2, "bigger": 2}  # fmt: skip
_YOU = (
    ("your ", "ur "),
    ("are you", "are u"),
    ("do you", "do u"),
    ("can you", "can u"),
    ("you are", "you're"),
)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless questions about Spark with their answers."""
    while True:
        count = rng.choice((1, 1, 1, 1, 1, 1, 1, 2))
        yield [_one(rng) for _ in range(count)]


@lru_cache(maxsize=1)
def _wheel() -> tuple[tuple[tuple[str, ...], str], ...]:
    wheel = []
    for kind, questions, answer in lines("identity.tsv", 3):
        wheel += [(names(questions), answer)] * _SHARE.get(kind, 1)
    return tuple(wheel)


def _one(rng: random.Random) -> tuple[str, str]:
    questions, answer = rng.choice(_wheel())
    text = fill(rng.choice(questions), rng)
    if rng.random() < 0.08:
        plain, typed = rng.choice(_YOU)
        text = text.replace(plain, typed)
    return ask(text, rng), answer
