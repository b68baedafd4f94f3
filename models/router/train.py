"""Trains the router, which tells a request from chat: `python3 -m models.router.train` writes its weights.

The lessons are composed from the frames beside this file and from what Spark is taught; no line of
tests/router_lines.jsonl and of Spark's exams comes up among them. A logistic regression over the features of
core/assist/intent.py, by plain gradient steps: a minute, no libraries.
"""

from __future__ import annotations

import base64
import json
import math
import random
import re
import sys
import zlib
from collections import Counter
from itertools import islice
from pathlib import Path

from core.assist.intent import PLACES, WORDS_MAX, features, place, read_words
from models.router.chat import TALK
from models.router.how_to import HOW
from models.router.requests import AFTER, BEFORE, BEFORE_NOUN, BEFORE_QUESTION, DO, LOOK, TERSE
from models.router.slots import SLOTS
from models.spark.lessons import conversations

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "core" / "assist" / "intent_weights.py"
ROUNDS, RATE, DECAY, SEEN_MIN = 10, 0.25, 1e-4, 4
# A weight is kept in steps to both sides; one that hardly counts is none.
STEPS, SMALL = 60, 0.08
# A line of chat taken for a request is worse than the other way round.
CHAT_WEIGHT = 1.5
# Talks drawn from Spark's lessons; about a quarter of them are requests.
TALKS = 16_000
_HOW_TO = re.compile(r"\b(how (do|does|can|could|would|should|must|might|shall|i|we|to|one)|which|commands?|ways? to|"
                     r"teach|explain|learn|possible)\b", re.IGNORECASE)
_SLOT = re.compile(r"\{(\w+)\}")
Lesson = tuple[str, bool]


def frames(text: str) -> list[str]:
    """Split a table of frames."""
    return [frame.strip() for line in text.strip().split("\n") for frame in line.split("|") if frame.strip()]


def filled(frame: str, chance: random.Random) -> str:
    """Fill every slot, and the slots in what was filled in."""
    while _SLOT.search(frame):
        frame = _SLOT.sub(lambda match: chance.choice(SLOTS[match[1]].split("|")), frame)
    return frame


def lessons(seed: int, times: int, talks: int = TALKS) -> list[Lesson]:
    """Compose lines of both kinds, `times` for each frame, some of them misspelt."""
    chance = random.Random(seed)
    made: list[Lesson] = []
    do, look, terse, how, talk = map(frames, (DO, LOOK, TERSE, HOW, TALK))
    for _ in range(times):
        made += [(_request(filled(frame, chance), BEFORE, chance), True) for frame in do]
        made += [(_request(filled(frame, chance) + chance.choice(("", "?", "")), BEFORE_QUESTION, chance, 0.12), True)
                 for frame in look]
        made += [(_request(filled(frame, chance), BEFORE_NOUN, chance), True) for frame in terse]
        for frame in how:
            for _ in range(4):
                made.append((filled(frame.replace("{do}", chance.choice(do)), chance), False))
        made += [(filled(frame, chance), False) for frame in talk]
    made += _of_spark(seed, talks)
    taken = {plain(json.loads(line)["text"]) for line in
             (ROOT / "tests" / "router_lines.jsonl").read_text(encoding="utf-8").splitlines()}
    return [(_mistyped(text, chance), wanted) for text, wanted in made if plain(text) not in taken]


def _of_spark(seed: int, talks: int) -> list[Lesson]:
    """Return what Spark learns to answer by a command, and the rest. How something is done is left out: Spark answers
    such a question by the command, which a router must not take for an order.
    """
    found: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for talk in islice(conversations(random.Random(seed)), talks):
        question, answer = talk[0]
        wanted = answer.lstrip().startswith("```sh")
        if not (wanted and _HOW_TO.search(question)) and "\n" not in question:
            found[wanted][question] = None
    requests, chat = list(found[True]), list(found[False])
    return [(text, True) for text in requests] + [(text, False) for text in chat[:len(requests) * 2]]


def plain(text: str) -> str:
    """Two lines that differ only in signs and capitals are the same line."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _request(text: str, before: str, chance: random.Random, share: float = 0.35) -> str:
    if chance.random() < share:
        text = f"{chance.choice(frames(before))} {text}"
    if chance.random() < 0.15:
        text = f"{text} {chance.choice(frames(AFTER))}"
    return text


def _mistyped(text: str, chance: random.Random) -> str:
    """Now and then: a capital, a lost article, two letters swapped, one lost or doubled."""
    if chance.random() < 0.15:
        text = text[0].upper() + text[1:]
    if chance.random() < 0.08:
        text = re.sub(r"\b(the|a|an|of|to) ", "", text, count=2)
    if chance.random() < 0.1:
        text = text.replace("'", "")
    if chance.random() < 0.1:
        places = [match.start() for match in re.finditer(r"(?<=\w)[a-z](?=[a-z])", text)]
        if places:
            at = chance.choice(places)
            pair = text[at:at + 2]
            text = text[:at] + chance.choice((pair[::-1], pair[1], pair[0] + pair)) + text[at + 2:]
    return text


def vocabulary(made: list[Lesson]) -> frozenset[str]:
    """Return the words that count as known: those of several lessons."""
    words = Counter(word for text, _ in made for word in set(read_words(text)))
    return frozenset(word for word, count in words.most_common(WORDS_MAX) if count >= SEEN_MIN)


def trained(made: list[Lesson], known: frozenset[str], seed: int) -> list[float]:
    """Return the weight of each place: the mean over the second half of the rounds."""
    chance = random.Random(seed)
    rows = [([place(feature) for feature in features(text, known)], wanted) for text, wanted in made]
    weights, mean = [0.0] * PLACES, [0.0] * PLACES
    for turn in range(ROUNDS):
        chance.shuffle(rows)
        rate = RATE * (1 - turn / ROUNDS) + 0.01
        for row, wanted in rows:
            score = sum(weights[at] for at in row)
            step = (1.0 if wanted else 0.0) - 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
            step *= rate * (1.0 if wanted else CHAT_WEIGHT)
            for at in row:
                weights[at] += step - DECAY * weights[at]
        if turn >= ROUNDS // 2:
            mean = [before + weight / (ROUNDS - ROUNDS // 2) for before, weight in zip(mean, weights, strict=True)]
        sys.stdout.write(f"round {turn + 1} of {ROUNDS}\n")
    return mean


def written(weights: list[float], known: frozenset[str]) -> str:
    """Write the weights as a module: a signed byte for each place, and the words that are known, packed."""
    scale = max(map(abs, weights)) / STEPS
    steps = bytes((0 if abs(weight) < SMALL else round(weight / scale)) & 0xFF for weight in weights)
    return "\n".join([
        '"""What the router has learned; made by `python3 -m models.router.train`, never by hand."""', "",
        f"SCALE = {scale:.6f}", 'WEIGHTS = r"""', *_packed(steps), '"""',
        'KNOWN = r"""', *_packed(" ".join(sorted(known)).encode()), '"""', ""])


def _packed(content: bytes) -> list[str]:
    text = base64.b85encode(zlib.compress(content, 9)).decode()
    return [text[at:at + 118] for at in range(0, len(text), 118)]


def main() -> None:
    made = lessons(seed=7, times=10)
    sys.stdout.write(f"{len(made)} lines, {sum(wanted for _, wanted in made)} of them requests\n")
    known = vocabulary(made)
    weights = trained(made, known, seed=8)
    TARGET.write_text(written(weights, known), encoding="utf-8")


if __name__ == "__main__":
    main()
