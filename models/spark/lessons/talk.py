"""Small talk: greetings, thanks, goodbyes, moods, jokes, and saying what one is asked to say."""

import random
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from models.spark.lessons import kinds
from models.spark.lessons.names import PEOPLE, WORDS, made_up
from models.spark.lessons.phrasing import fill, rough
from models.spark.lessons.spoken import is_answered_as
from models.spark.lessons.tables import words

WEIGHT = 3.0

Conversation = list[tuple[str, str]]

# Kinds that strangers word in the most ways are practised the most.
_SHARE = {"greeting": 6, "how are you": 5, "thanks": 4, "bye": 4, "praise": 3, "insult": 3, "joke": 3, "help": 3,
          "ok": 3, "user sad": 2, "user fine": 2, "morning": 2, "evening": 2, "night": 2, "say hello": 2,
          "greeting and how": 3, "thanks and bye": 2, "there": 3, "wish": 2, "statement": 3, "again": 2, "chat": 2,
          "called else": 2, "user bored": 2, "favourite": 2}  # fmt: skip
_SAY = (
    "say {x}", "say {x}", "repeat {x}", "repeat after me: {x}", "please say {x}", "can you say {x}",
    "say the word {x}", "say: {x}", "repeat: {x}", 'say "{x}"', 'repeat "{x}"', "repeat the word {x}",
    "repeat this: {x}", "echo {x}", "write {x}", "write the word {x}", "type {x}", "just say {x}",
    "could you say {x}", "say {x} please", "now say {x}", "repeat after me {x}", "answer with {x}", "reply with {x}",
    "respond with {x}", "answer only with {x}", 'answer "{x}"', "print the word {x}", 'write "{x}"', "only say {x}",
    'reply only with the word "{x}"', "say {x} to me", "say it after me: {x}", "i want you to say {x}",
    "would you say {x} for me", "can you repeat {x}", 'please write "{x}" back to me', "echo back {x}", "parrot {x}",
    'just answer with "{x}"', "say nothing but {x}", 'your answer must be "{x}"', "copy this: {x}", "send back {x}",
    "give me back the word {x}", 'type exactly "{x}"', "spit out {x}", "say back to me: {x}", "reply just {x}",
)  # fmt: skip
_TAKEN = ("hello", "goodbye", "bye", "thanks", "something", "joke", "hi", "story", "song")
_NAMED = ("greeting", "morning", "evening", "afternoon", "night", "how are you", "thanks", "bye", "praise", "joke",
          "help", "there", "ok", "yes", "no", "wish", "sorry", "nice meet", "welcome", "how was", "doing")  # fmt: skip
_PERSON = ("spark", "Spark", "lucifer", "luciferai", "my friend", "friend", "buddy", "mate", "dear", "my dear",
           "little one", "computer", "everyone", "again", "sir", "pal", "bro", "dude", "please", "little spark",
           "bot", "machine", "man", "my little friend", "assistant", "old friend", "love", "champ", "boss", "bruv",
           "fam", "y'all", "guys", "team", "folks", "amigo", "miss", "darling", "comrade", "homie")  # fmt: skip
# One-word and two-word messages that people pull out: "heyyy", "thaaanks".
_PULLED = frozenset(
    words(
        """hello hi hey hiya yo bye goodbye thanks thank thx please yes yeah no nope ok okay wow cool nice great sorry
        night
        morning help well so love good ugh damn sup oh ah hmm lol ha test ciao hola howdy heya tell stop wait"""
    )
)
_ENDS = (*[""] * 14, " :)", " :)", "!", "!", "!!", "!!!", ".", ".", " ...", "..", " :-)", " :D", " xD", " ^^", " <3",
         " ;-)", "~", " 🙂", " 😊")  # fmt: skip
_GLAD = frozenset(
    words("greeting morning evening afternoon night thanks bye praise wish user_fine good_news say_hello")
)
_QUESTION = re.compile(
    r"(^|[,.!] )(and |so |but |ok |hey |hi |hello |spark |please )*"
    r"(how|what|what's|can|do|are|is|will|which|could|may|got|who|where|why|any|would|wanna|u|r)\b[^,.!]*$"
)
_MASH = ("asdfghjkl", "qwertyuiop", "zxcvbnm", "sdfghjk", "jkl", "wer")


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless small talk."""
    ways: list[Callable[[random.Random], Conversation]] = [_one, _say, _several, _mash, _introduced]
    while True:
        yield rng.choices(ways, (80, 9, 8, 1, 2))[0](rng)


@lru_cache(maxsize=1)
def _wheel() -> tuple[kinds.Kind, ...]:
    found = kinds.read("talk.tsv").kinds.values()
    return tuple(kind for kind in found for _ in range(_SHARE.get(kind.name, 1)))


def _one(rng: random.Random) -> Conversation:
    kind = rng.choice(_wheel())
    text = kinds.read("talk.tsv").draw(kind, rng)
    if not is_answered_as(text, f"talk:{kind.name}"):
        return _one(rng)
    if kind.name in _NAMED and text[-1:].isalnum() and text.count(" ") < 6 and rng.random() < 0.12:
        text += rng.choice((", ", " ")) + rng.choice(_PERSON)
    if rng.random() < 0.07:
        text = _pulled(text, rng)
    if text[-1:].isalnum():
        text += "?" if _QUESTION.search(text) and rng.random() < 0.7 else _end(kind.name, rng)
    if len(text) < 24 and rng.random() < 0.035:
        text = text.upper()
    return [(rough(text, rng) or text, rng.choice(kind.answers))]


def _end(kind: str, rng: random.Random) -> str:
    end = rng.choice(_ENDS)
    return end if kind.replace(" ", "_") in _GLAD or end.strip(".!~") == "" else ""


def _pulled(text: str, rng: random.Random) -> str:
    """The text with a letter of its first or last word pulled out, if that is a word people do it to."""
    parts = text.split(" ")
    at = rng.choice((0, -1))
    word = parts[at]
    if word not in _PULLED or len(parts) > 4:
        return text
    vowels = [i for i, letter in enumerate(word) if letter in "aeiouy"]
    i = rng.choice((len(word) - 1, len(word) - 1, vowels[-1] if vowels else 0))
    parts[at] = word[:i] + word[i] * rng.randrange(2, 7) + word[i + 1 :]
    return " ".join(parts)


def _mash(rng: random.Random) -> Conversation:
    """Keys hit without sense."""
    answers = kinds.read("talk.tsv").kinds["gibberish"].answers
    parts = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        row = rng.choice(_MASH)
        parts.append("".join(rng.choice(row) for _ in range(rng.randrange(4, 13))))
    if rng.random() < 0.15:
        parts = ["".join(rng.choice("?!.#$%&*@;,-") for _ in range(rng.randrange(2, 8)))]
    text = " ".join(parts)
    return [(text.upper() if rng.random() < 0.1 else text, rng.choice(answers))]


def _introduced(rng: random.Random) -> Conversation:
    """A greeting, a name and a question how one is, all at once."""
    name = rng.choice(PEOPLE) if rng.random() < 0.7 else made_up(rng)
    hello = fill("[hi|hello|hey|hey there|good morning|good evening|hi spark|howdy|heya][,|!|.|]", rng)
    told = fill("[my name is|i am|i'm|this is|the name's|call me|it's]", rng)
    asked = fill(
        "[,|.|!| and] [how are you(, doing| today)|how's it going|how do you do|how are things|are you well|you ok"
        "|what's up|how is your day|hope you are well]",
        rng,
    )
    shown = name.capitalize()
    name = shown if rng.random() < 0.7 else name
    text = rough(f"{hello} {told} {name}{asked}" + rng.choice(("", "?", "?")), rng, keep=(name,))
    return [(text, f"Nice to meet you, {shown}. I am doing fine, thank you. How can I help?")]


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
