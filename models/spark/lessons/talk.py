"""Small talk: greetings, thanks, goodbyes, moods, jokes, and saying what one is asked to say."""

import random
from collections.abc import Callable, Iterator
from functools import lru_cache

from models.spark.lessons.names import PEOPLE, WORDS, made_up
from models.spark.lessons.phrasing import fill, rough
from models.spark.lessons.tables import lines, names

WEIGHT = 3.0

Conversation = list[tuple[str, str]]

# Kinds that strangers word in the most ways are practised the most.
_SHARE = {"greeting": 5, "how are you": 5, "thanks": 4, "bye": 4, "praise": 3, "insult": 3, "joke": 3, "help": 3,
          "ok": 3, "user sad": 2, "user fine": 2, "morning": 2, "evening": 2, "night": 2, "say hello": 2}  # fmt: skip
_SAY = (
    "say {x}", "say {x}", "repeat {x}", "repeat after me: {x}", "please say {x}", "can you say {x}",
    "say the word {x}", "say: {x}", "repeat: {x}", 'say "{x}"', 'repeat "{x}"', "repeat the word {x}",
    "repeat this: {x}", "echo {x}", "write {x}", "write the word {x}", "type {x}", "just say {x}",
    "could you say {x}", "say {x} please", "now say {x}", "repeat after me {x}", "answer with {x}", "reply with {x}",
    "respond with {x}", "answer only with {x}", 'answer "{x}"', "print the word {x}", 'write "{x}"', "only say {x}",
    'reply only with the word "{x}"', "say {x} to me",
)  # fmt: skip
_TAKEN = ("hello", "goodbye", "bye", "thanks", "something", "joke", "hi", "story", "song")
_NAMED = (
    "greeting",
    "morning",
    "evening",
    "afternoon",
    "night",
    "how are you",
    "thanks",
    "bye",
    "praise",
    "joke",
    "help",
)
_PERSON = ("spark", "Spark", "lucifer", "luciferai", "my friend", "friend", "buddy", "mate", "dear", "my dear",
           "little one", "computer", "everyone", "again", "sir", "pal", "bro", "dude", "please")  # fmt: skip
_ENDS = ("", "", "", "", "", " :)", "!", ".", " ...")


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless small talk."""
    kinds: list[Callable[[random.Random], Conversation]] = [_one, _say, _several]
    while True:
        yield rng.choices(kinds, (80, 12, 8))[0](rng)


@lru_cache(maxsize=1)
def _wheel() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    wheel = []
    for kind, questions, answers in lines("talk.tsv", 3):
        row = (kind, names(questions), tuple(answer.strip() for answer in answers.split(" / ")))
        wheel += [row] * _SHARE.get(kind, 1)
    return tuple(wheel)


def _one(rng: random.Random) -> Conversation:
    kind, questions, answers = rng.choice(_wheel())
    text = fill(rng.choice(questions), rng)
    if kind in _NAMED and text[-1:].isalnum() and rng.random() < 0.12:
        text += rng.choice((", ", " ")) + rng.choice(_PERSON)
    if text[-1:].isalnum():
        text += "?" if _asks(text) and rng.random() < 0.7 else rng.choice(_ENDS)
    return [(rough(text, rng) or text, rng.choice(answers))]


def _asks(text: str) -> bool:
    return text.split(" ")[0] in ("how", "what", "can", "do", "are", "is", "will", "which", "could", "may", "got")


def _say(rng: random.Random) -> Conversation:
    said = _saying(rng)
    ask = fill(rng.choice(_SAY), rng, x=said)
    return [(ask if rng.random() < 0.6 else ask[0].upper() + ask[1:], said)]


def _saying(rng: random.Random) -> str:
    style = rng.random()
    if style < 0.45:
        word = rng.choice([word for word in (rng.choice(WORDS), rng.choice(WORDS)) if word not in _TAKEN] or ["banana"])
    elif style < 0.6:
        word = made_up(rng)
    elif style < 0.7:
        word = str(rng.randrange(1000))
    elif style < 0.8:
        word = rng.choice(PEOPLE).capitalize()
    else:
        pattern = (
            "[i like|i see|we need|this is|where is|i love|my] [the |a |my |][w] [now|today|again|here|and go home|]"
        )
        word = fill(pattern.replace("[w]", "{w}"), rng, w=rng.choice(WORDS))
    return word.capitalize() if rng.random() < 0.2 else word


def _several(rng: random.Random) -> Conversation:
    return [turn for _ in range(rng.choice((2, 2, 3))) for turn in _one(rng)]
