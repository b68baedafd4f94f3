"""Who Spark is: its name, makers, limits, privacy, size and what it can do."""

import random
import re
from collections.abc import Iterator
from functools import lru_cache

from models.spark.lessons import kinds
from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import rough
from models.spark.lessons.spoken import is_answered_as

WEIGHT = 1.8

Conversation = list[tuple[str, str]]

_SHARE = {"who": 4, "name": 3, "maker": 3, "program": 3, "can": 3, "cannot": 3, "privacy": 3, "online": 3,
          "human": 2, "model": 2, "size": 2, "chatgpt": 3, "robot": 2, "runs": 2, "live": 2, "bigger": 2,
          "learn": 2, "free": 2, "different": 2, "see": 2}  # fmt: skip
_JOINED = {
    "name": ("what is your name", "what's your name", "what are you called", "how are you called"),
    "maker": ("who made you", "who created you", "who built you", "where do you come from", "who is your maker"),
    "can": ("what can you do", "what are you good at", "how can you help me", "what do you do", "what are you for"),
    "who": ("who are you", "what are you"),
    "online": ("do you work offline", "do you need the internet", "can you use the internet"),
    "free": ("are you free", "what do you cost", "do i have to pay"),
    "privacy": ("do you send my data anywhere", "is my data safe", "do you spy on me"),
    "live": ("where do you live", "where do you run"),
}  # fmt: skip
_YOU = (
    ("your ", "ur "),
    ("are you", "are u"),
    ("do you", "do u"),
    ("can you", "can u"),
    ("you are", "you're"),
    ("you are", "u r"),
    (" you", " ya"),
    ("what is ", "wats "),
    ("are you", "r u"),
)
# "are you", "can you" and "do you" from other sides; what follows them is \1.
_SIDES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(r"^are you ((?!not |really |actually |maybe ).*)$"),
        (
            *(
                r"you are \1, right",
                r"you are \1, aren't you",
                r"aren't you \1",
                r"so you are \1",
                r"is it true that you are \1",
            ),
            *(r"i heard you are \1", r"you are not \1, are you", r"i wonder if you are \1", r"tell me if you are \1"),
            *(r"would you say that you are \1", r"somebody said you are \1", r"you're \1, no", r"spark, are you \1"),
            *(
                r"what, are you \1",
                r"i guess you are \1",
                r"my friend asks if you are \1",
                r"how do i know if you are \1",
            ),
        ),
    ),
    (
        re.compile(r"^do you ((?!have to ).*)$"),
        (
            *(r"don't you \1", r"so you \1", r"is it true that you \1", r"i heard that you \1", r"you \1, right"),
            *(
                r"you don't \1, do you",
                r"you \1, don't you",
                r"i wonder if you \1",
                r"tell me if you \1",
                r"did you say you \1",
            ),
            *(
                r"my friend asks if you \1",
                r"would you \1",
                r"do you really \1",
                r"are you somebody who would \1",
                r"you never \1",
            ),
        ),
    ),
    (
        re.compile(r"^can you (.*)$"),
        (
            *(
                r"can't you \1",
                r"so you can \1",
                r"are you able to \1",
                r"is it possible for you to \1",
                r"you can \1, right",
            ),
            *(r"you can't \1, can you", r"you can \1, can't you", r"i wonder if you can \1", r"tell me if you can \1"),
            *(
                r"are you capable to \1",
                r"do you know how to \1",
                r"is it true that you can \1",
                r"would you be able to \1",
            ),
            *(r"my friend asks if you can \1", r"i heard you can \1", r"have you learned to \1", r"could you ever \1"),
        ),
    ),
)
_LEAD = "<story>[.|, so|. so|, and now:|. one question:|. tell me,|, i am curious:|. so now i wonder:]"
# A question of more words than these is a story that takes no other lead.
_WORDS_PLAIN_MAX = 9
_STORY_BEFORE_MAX = 45


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless questions about Spark with their answers."""
    while True:
        if rng.random() < 0.05:
            yield [_both(rng)]
        else:
            yield [_one(rng) for _ in range(rng.choice((1, 1, 1, 1, 1, 1, 1, 2)))]


@lru_cache(maxsize=1)
def _wheel() -> tuple[kinds.Kind, ...]:
    found = kinds.read("identity.tsv").kinds.values()
    return tuple(kind for kind in found for _ in range(_SHARE.get(kind.name, 1)))


def _both(rng: random.Random) -> tuple[str, str]:
    """Two questions in one sentence, answered one after the other."""
    first, second = rng.sample(tuple(_JOINED), 2)
    joint = rng.choice((" and ", " and ", ", and ", "? ", "? and ", ", also "))
    asked = f"{rng.choice(_JOINED[first])}{joint}{rng.choice(_JOINED[second])}"
    table = kinds.read("identity.tsv").kinds
    return ask(asked, rng), f"{table[first].answers[0]} {table[second].answers[0]}"


def _one(rng: random.Random) -> tuple[str, str]:
    kind = rng.choice(_wheel())
    text = kinds.read("identity.tsv").draw(kind, rng)
    if not is_answered_as(text, f"identity:{kind.name}"):
        return _one(rng)
    if rng.random() < 0.2:
        text = _from_another_side(text, rng)
    if rng.random() < 0.12:
        plain, typed = rng.choice(_YOU)
        text = text.replace(plain, typed)
    if len(text) < _STORY_BEFORE_MAX and text[:1].islower() and rng.random() < 0.05:
        text = kinds.read("identity.tsv").word(_LEAD, rng) + " " + text
    if text.count(" ") < _WORDS_PLAIN_MAX:
        return ask(text, rng), rng.choice(kind.answers)
    return rough(text + ("" if text[-1] in "?.!" else rng.choice(("", "?", "?", "."))), rng), rng.choice(kind.answers)


def _from_another_side(text: str, rng: random.Random) -> str:
    for pattern, becomes in _SIDES:
        if pattern.match(text) and " or " not in text and "," not in text:
            return pattern.sub(rng.choice(becomes), text.rstrip("?"))
    return text
