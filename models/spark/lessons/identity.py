"""Who Spark is: its name, makers, limits, privacy, size and what it can do."""

import random
from collections.abc import Iterator
from functools import lru_cache

from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import lines, names

WEIGHT = 1.8

Conversation = list[tuple[str, str]]

_SHARE = {"who": 4, "name": 3, "maker": 3, "program": 3, "can": 3, "cannot": 3, "privacy": 3, "online": 3,
          "human": 2, "model": 2, "size": 2, "chatgpt": 2, "robot": 2, "runs": 2, "live": 2, "bigger": 2}  # fmt: skip
_JOINED = {
    "name": ("what is your name", "what's your name", "what are you called", "how are you called"),
    "maker": ("who made you", "who created you", "who built you", "where do you come from", "who is your maker"),
    "can": ("what can you do", "what are you good at", "how can you help me", "what do you do", "what are you for"),
    "who": ("who are you", "what are you"),
    "online": ("do you work offline", "do you need the internet", "can you use the internet"),
}  # fmt: skip
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
        if rng.random() < 0.05:
            yield [_both(rng)]
        else:
            yield [_one(rng) for _ in range(rng.choice((1, 1, 1, 1, 1, 1, 1, 2)))]


@lru_cache(maxsize=1)
def _wheel() -> tuple[tuple[tuple[str, ...], str], ...]:
    wheel = []
    for kind, questions, answer in lines("identity.tsv", 3):
        wheel += [(names(questions), answer)] * _SHARE.get(kind, 1)
    return tuple(wheel)


def _both(rng: random.Random) -> tuple[str, str]:
    """Two questions in one sentence, answered one after the other."""
    first, second = rng.sample(tuple(_JOINED), 2)
    asked = f"{rng.choice(_JOINED[first])} and {rng.choice(_JOINED[second])}"
    answers = {kind: answer for kind, _, answer in lines("identity.tsv", 3)}
    return ask(asked, rng), f"{answers[first]} {answers[second]}"


def _one(rng: random.Random) -> tuple[str, str]:
    questions, answer = rng.choice(_wheel())
    text = fill(rng.choice(questions), rng)
    if rng.random() < 0.08:
        plain, typed = rng.choice(_YOU)
        text = text.replace(plain, typed)
    return ask(text, rng), answer
