"""A known fact put as a claim, right or wrong, and the answer with Yes or No before the fact."""

import random
import re
from functools import lru_cache

from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import (
    Family,
    Row,
    article,
    families,
    family_answer,
    lines,
    names,
    pairs,
    plural,
    words,
)
from models.spark.lessons.verdict import verdict

Claim = tuple[str, str]

# {s} is the claim as a statement: "a baby dog is called a kitten".
_STATED = (
    "is it true that {s}", "{s}, right", "{s}, true or false", "true or false: {s}", "is it right that {s}",
    "{s}, correct", "am i right that {s}", "i think {s}, is that so", "{s}, yes or no", "{s}, is that true",
    "my [friend|kid|teacher|brother] says {s}, is that right", "i heard that {s}, is it true", "so {s}, right",
    "can i say that {s}", "would you say {s}", "is it a fact that {s}", "yes or no: {s}", "{s}, true",
    "somebody told me {s}. is that correct", "isn't it true that {s}", "check this: {s}", "{s} - right or wrong",
    "right or wrong: {s}", "do you agree that {s}", "i always thought that {s}, is that right", "{s}, no?",
    "{s}, or not",
)  # fmt: skip
# The ways to ask whether {v} belongs to {k}, of the families where one key never has the value of another.
_ASKED = {
    "young": ("is a baby {k} called {v}", "is {v} a baby {k}", "is {v} the young of {a}", "do you call a baby {k} {v}",
              "is the baby of {a} {v}", "does {a} have {v} as a baby", "is {v} a young {k}"),
    "opposite": ("is {v} the opposite of {k}", "is the opposite of {k} {v}", "are {k} and {v} opposites",
                 "is {v} the antonym of {k}", "do {k} and {v} mean opposite things"),
    "language": ("is {v} the main language of {k}", "is {v} the language of {k}", "do most people in {k} speak {v}",
                 "is the language of {k} {v}", "do they speak mainly {v} in {k}"),
    "currency": ("is {v} the currency of {k}", "do people pay with {v} in {k}", "is the money of {k} {v}",
                 "is the currency in {k} {v}"),
    "landmark": ("{is} {k} in {v}", "can i see {k} in {v}", "do i find {k} in {v}", "does {v} have {k}"),
    "wrote": ("did {v} write {k}", "was {k} written by {v}", "is {v} the author of {k}", "is {k} by {v}"),
    "symbol": ("is {v} the [chemical symbol|symbol] for {k}", "does {v} mean {k} in chemistry",
               "is the symbol of {k} {v}"),
    "formula": ("is {v} the formula of {k}", "is the [chemical formula|formula] of {k} {v}"),
    "shape": ("does {a} have {v}", "has {a} {v}", "do {ks} have {v}", "are there {v} in {a}"),
    "mixing": ("do {k} make {v}", "does mixing {k} make {v}", "do i get {v} from {k}", "if i mix {k}, do i get {v}"),
    "female": ("is a female {k} called {v}", "is {v} a female {k}"),
    "male": ("is a male {k} called {v}", "is {v} a male {k}"),
    "planet-number": ("is {k} the {v} planet from the sun", "is the {v} planet {k}", "is {k} {v} from the sun"),
    "roman": ("is {k} {v} in roman numerals", "is {v} the roman numeral for {k}"),
    "demonym": ("is a person from {k} {v}", "is somebody from {k} called {v}"),
    "abbreviation": ("does {k} stand for {v}", "is {k} short for {v}", "does {k} mean {v}"),
    "measures": ("does {a} measure {v}", "do you measure {v} with {a}", "is {a} for {v}"),
    "unit-of": ("is {a} a unit of {v}", "do you measure {v} in {ks}"),
    "state": ("is {k} {v}", "is {k} really {v}"),
    "makes": ("do {ks} give us {v}", "does {a} give us {v}", "do we get {v} from {ks}", "does {v} come from {ks}"),
    "kind": ("is {a} {v}", "is {a} really {v}", "{a}, is that {v}", "does {a} count as {v}", "could {a} be {v}"),
    "sound": ("does {a} say {v}", "do {ks} say {v}", "does {a} go {v}", "is {v} what {a} says", "do {ks} go {v}"),
}  # fmt: skip
_OFTEN = {"young": 6, "opposite": 6, "kind": 6, "sound": 5, "landmark": 4, "wrote": 4, "language": 3}
_FAMILIES = tuple(name for name in _ASKED for _ in range(_OFTEN.get(name, 2)))
_CHOSEN = ("{q} or {w}", "{q} or {w}, which one", "{q}, or {w}")
# Where a wrong ending of a beginner is the best wrong claim.
_BENT = {"plural": "s", "past": "ed", "comparative": "er"}
_BENT_ASKED = {
    "plural": ("is the plural of {k} {v}", "is {v} the plural of {k}", "do you say {v} for more than one {k}"),
    "past": ("is the past tense of {k} {v}", "is {v} the past of {k}", "do you say {v} for yesterday"),
    "comparative": ("is the comparative of {k} {v}", "is {v} the comparative of {k}"),
}
_PLANTS = frozenset(words("cow horse sheep goat rabbit koala giraffe elephant deer zebra caterpillar"))
_MEAT = frozenset(words("lion tiger shark crocodile snake eagle owl"))
_ON_LAND = frozenset(words("lion rabbit horse camel giraffe gorilla tiger squirrel koala kangaroo llama panda spider"))
_FLIPS = dict(
    pair.split("/")
    for pair in words(
        """east/west west/east north/south south/north hot/cold cold/hot summer/winter winter/summer left/right
        largest/smallest smallest/largest longest/shortest hottest/coldest highest/lowest biggest/smallest
        right/left fastest/slowest before/after after/before above/below below/above sour/sweet dry/wet wet/dry"""
    )
)
# Values that a reasonable person would not call wrong for one another.
_NEAR = (
    frozenset(("baa", "maa")), frozenset(("tweet", "peep", "chirp chirp", "coo")), frozenset(("roar", "grrr")),
    frozenset(("caw", "kraa")), frozenset(("woof", "arf", "awoo")), frozenset(("quack", "honk")),
    frozenset(("buzz", "bzzz")), frozenset(("a cub", "a pup", "a puppy", "a kitten", "a kit")),
    frozenset(("a chick", "a duckling", "a gosling", "a cygnet", "an owlet", "an eaglet", "a poult", "a squab")),
    frozenset(("a calf", "a fawn", "a foal", "a kid", "a lamb")),
)  # fmt: skip
_NOT_TURNED = re.compile(r"[.;:()`]|\b(?:not|no|never|Yes|No|and|or|face|looks|you|means|They|angles)\b")
_NUMBER_WORDS = words("one two three four five six seven eight nine ten twelve")
_COUNTED = re.compile(
    r"^((?:An?|The|One|Our) [\w ]+?) (has|is) ([a-z]+|[\d,]+) ([a-z]+(?: [a-z]+)?)(?: \(\d+\))?$"
)
_PERSON = re.compile(r"^((?:The )?[A-Z][\w.-]+(?: (?:da|van|brothers|[A-Z][\w.-]+))+) ")
_DONE = {"invented": "invent", "painted": "paint", "discovered": "discover", "created": "create", "composed": "compose",
         "founded": "found", "developed": "develop", "wrote": "write", "built": "build"}  # fmt: skip


def claim(rng: random.Random) -> Claim:
    """A question for yes or no, half of them with No."""
    kinds = (_family, _bent, _eaten, _lives, _number, _person, _most, _flipped)
    return rng.choices(kinds, (50, 6, 4, 4, 16, 9, 6, 5))[0](rng)


def _told(asked: str, right: bool, fact: str, claimed: str, rng: random.Random) -> Claim:
    return ask(asked, rng), verdict(right, fact, claimed)


def _stated(statement: str, rng: random.Random) -> str:
    """A sentence of an answer as a claim within a question."""
    first, blank, rest = statement.rstrip(".").partition(" ")
    first = first.lower() if first in ("The", "A", "An", "One", "You", "Our", "Most", "It") else first
    return fill(rng.choice(_STATED), rng, s=first + blank + rest)


def _value(family: Family, row: Row) -> str:
    """The value as it is asked for; empty where it cannot be."""
    if family.name == "sound":
        return row.value.partition(": ")[2]
    if family.name == "shape":
        return re.sub(r" \(\d+\)$", "", row.value)
    if row.value in ("Africa", "Asia", "Europe", "South America", "North America", "Antarctica"):
        return ""
    return "" if re.search(r"[,(;:]| or |such as", row.value) and family.name not in ("landmark",) else row.value


@lru_cache(maxsize=64)
def _rows(name: str) -> tuple[tuple[Row, str], ...]:
    family = families()[name]
    found = [(row, _value(family, row)) for row in family.rows for _ in range(1 if row.rare else 4)]
    return tuple((row, value) for row, value in found if value)


def _far(one: str, other: str) -> bool:
    """True if two values have no word of weight in common."""
    if any({one, other} <= near for near in _NEAR):
        return False
    small = {"a", "an", "the", "of", "in", "sides"}
    return not (set(re.findall(r"\w+", one.lower())) - small) & (set(re.findall(r"\w+", other.lower())) - small)


def _family(rng: random.Random) -> Claim:
    name = rng.choice(_FAMILIES)
    family = families()[name]
    row, value = rng.choice(_rows(name))
    key = rng.choice(row.keys)
    own = {other.value for other in family.rows for k in other.keys if k.lstrip("*") == key.lstrip("*")}
    wrong = rng.choice(_rows(name))[1]
    while not all(_far(wrong, known) for known in own) or wrong.lower() == key.lower():
        wrong = rng.choice(_rows(name))[1]
    fact = family_answer(family, key, row.value)
    right = rng.random() < 0.5
    asked = _asked(name, key, value if right else wrong, rng)
    if rng.random() < 0.1 and name not in ("sound", "roman"):
        both = rng.sample((value, wrong), 2)
        question = _asked(name, key, both[0], rng)
        if question.endswith(both[0]):
            return ask(fill(rng.choice(_CHOSEN), rng, q=question, w=both[1]), rng), fact
    if name != "sound" and rng.random() < 0.35:
        asked = _stated(family_answer(family, key, value if right else wrong), rng)
    return _told(asked, right, fact, value if right else wrong, rng)


def _asked(name: str, key: str, value: str, rng: random.Random) -> str:
    are = "are" if key.startswith("*") else "is"
    key = key.lstrip("*")
    return fill(rng.choice(_ASKED[name]), rng, k=key, ks=plural(key), a=article(key), v=value, **{"is": are})


def _bent(rng: random.Random) -> Claim:
    """A form of a word as a learner gets it wrong: mouses, goed."""
    name = rng.choice(("plural", "plural", "past", "comparative"))
    family = families()[name]
    row = rng.choice(family.rows)
    key = rng.choice(row.keys)
    wrong = key + _BENT[name].removeprefix("e" if key.endswith("e") else "")
    right = wrong == row.value or rng.random() < 0.5
    if " " in row.value or "," in row.value:
        return _bent(rng)
    claimed = row.value if right else wrong
    asked = fill(rng.choice(_BENT_ASKED[name]), rng, k=key, v=claimed)
    return _told(asked, right, family_answer(family, key, row.value), claimed, rng)


def _eaten(rng: random.Random) -> Claim:
    family = families()["eats"]
    row, key = rng.choice([(row, key) for row in family.rows for key in row.keys if key in _PLANTS | _MEAT])
    wrong = rng.choice(("meat", "fish", "mice") if key in _PLANTS else ("grass", "hay", "leaves", "bananas"))
    right = rng.random() < 0.4
    pattern = rng.choice(("does {a} eat {v}", "do {ks} eat {v}", "can {a} live on {v}"))
    claimed = row.value if right else wrong
    asked = fill(pattern, rng, a=article(key), ks=plural(key), v=claimed)
    return _told(asked, right, family_answer(family, key, row.value), claimed, rng)


def _lives(rng: random.Random) -> Claim:
    family = families()["home"]
    row, key = rng.choice([(row, key) for row in family.rows for key in row.keys if key in _ON_LAND])
    wrong = rng.choice([place for place in ("the sea", "a hive", "a web", "a shell") if place != row.value])
    right = rng.random() < 0.4
    pattern = rng.choice(("does {a} live in {v}", "do {ks} live in {v}"))
    claimed = row.value if right else wrong
    asked = fill(pattern, rng, a=article(key), ks=plural(key), v=claimed)
    return _told(asked, right, family_answer(family, key, row.value), claimed, rng)


@lru_cache(maxsize=1)
def _counts() -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for name in ("parts", "units"):
        for row in families()[name].rows:
            counted = _COUNTED.match(row.value)
            if counted and counted[3] != "one" and (counted[3] in _NUMBER_WORDS or counted[3][0].isdigit()):
                found.append((row.value, counted.groups()))
    return tuple(found)


def _number(rng: random.Random) -> Claim:
    """A number of parts or of units, right or not: "does a week have eight days"."""
    fact, (whole, verb, number, things) = rng.choice(_counts())
    right = rng.random() < 0.5
    said = number if right else _other_number(number, rng)
    whole = (whole[0].lower() + whole[1:]).removesuffix(" usually")
    asking = ("does {w} have {n} {t}", "are there {n} {t} in {w}", "has {w} {n} {t}", "do {n} {t} make {w}")
    pattern = rng.choice(asking if verb == "has" else ("is {w} {n} {t}", "does {w} have {n} {t}", "are {n} {t} {w}"))
    asked = fill(pattern, rng, w=whole, n=said, t=things)
    if said == "one" or rng.random() < 0.4:
        asked = fill(rng.choice(_STATED), rng, s=f"{whole} {verb} {said} {things}")
    return _told(asked, right, f"{fact}.", f"{said} {things}", rng)


def _other_number(number: str, rng: random.Random) -> str:
    if number in _NUMBER_WORDS:
        others = [word for word in _NUMBER_WORDS[1:] if word != number]
        return rng.choice(others)
    amount = int(number.replace(",", ""))
    others = [other for other in (amount * 10, amount // 10, amount * 2, amount // 2, amount + 10) if other > 1]
    return f"{rng.choice([other for other in others if other != amount]):,}"


@lru_cache(maxsize=1)
def _people() -> tuple[tuple[str, str, str], ...]:
    """Who did what: the person, the deed as in the key, and the answer."""
    found = []
    for row in families()["made"].rows:
        person = _PERSON.match(row.value)
        deeds = [key for key in row.keys if key.split(" ")[0] in _DONE]
        found += [(person[1], deed, row.value) for deed in deeds if person]
    return tuple(found)


def _person(rng: random.Random) -> Claim:
    who, deed, fact = rng.choice(_people())
    right = rng.random() < 0.5
    name = who
    while not right and (name == who or any((name, deed) == (p, d) for p, d, _ in _people())):
        name = rng.choice(_people())[0]
    verb, _, thing = deed.partition(" ")
    pattern = rng.choice(
        ("did {p} {v} {t}", "did {p} {v} {t}", "was it {p} who {d}", "was {t} {e} by {p}", "is it true that {p} {d}",
         "{p} {d}, right", "{p} {d}, true or false", "i think {p} {d}, am i right", "is {p} the one who {d}")
    )  # fmt: skip
    done = "written" if verb == "wrote" else verb
    name = name[0].lower() + name[1:] if name.startswith("The ") else name
    asked = fill(pattern, rng, p=name, v=_DONE[verb], t=thing, d=deed, e=done)
    return _told(asked, right, f"{fact}.", name, rng)


@lru_cache(maxsize=1)
def _records() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """By noun: what stands out, how, and the answer."""
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for adjectives, nouns, _, answer in lines("superlatives.tsv", 4):
        adjective, noun = names(adjectives)[0], names(nouns)[0]
        named = re.match(r"^((?:The )?[\w ]+?) is (?:the|usually)", answer)
        if named:
            found[noun] = (*found.get(noun, ()), (named[1], adjective, answer))
    return {noun: rows for noun, rows in found.items() if len({row[0] for row in rows}) > 1}


def _most(rng: random.Random) -> Claim:
    noun = rng.choice(tuple(_records()))
    holder, adjective, answer = rng.choice(_records()[noun])
    others = [name for name, _, _ in _records()[noun] if name != holder]
    right = not others or rng.random() < 0.5
    name = holder if right else rng.choice(others)
    name = name[0].lower() + name[1:] if name.startswith(("The ", "A ")) else name
    pattern = rng.choice(("is {x} the {j} {n}", "is the {j} {n} {x}", "{x} is the {j} {n}, right",
                          "is it true that {x} is the {j} {n}", "{x} is the {j} {n}, true or false"))  # fmt: skip
    return _told(fill(pattern, rng, x=name, j=adjective, n=noun), right, answer, name, rng)


@lru_cache(maxsize=1)
def _turnable() -> tuple[tuple[str, str], ...]:
    """Known sentences, each with what they become when their one word with an opposite is turned round."""
    answers = {answer for table in ("everyday.tsv", "described.tsv") for _, answer in pairs(table)}
    found = []
    for answer in sorted(answers):
        said = answer.removesuffix(".").split(" ")
        at = [i for i, word in enumerate(said) if word.lower() in _FLIPS]
        if len(at) == 1 and said[at[0]] in _FLIPS and not _NOT_TURNED.search(answer[:-1]) and 4 <= len(said) <= 14:
            found.append((answer, " ".join([*said[: at[0]], _FLIPS[said[at[0]]], *said[at[0] + 1 :]])))
    return tuple(found)


def _flipped(rng: random.Random) -> Claim:
    answer, wrong = rng.choice(_turnable())
    right = rng.random() < 0.5
    claimed = answer if right else wrong
    return _told(_stated(claimed, rng), right, answer, claimed, rng)
