"""Everyday facts: capitals, families of facts, computing terms, explanations and free questions."""

import random
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from models.spark.lessons import capital_wordings, wordings
from models.spark.lessons.asking import ask
from models.spark.lessons.calendar_facts import calendar_fact
from models.spark.lessons.claims import claim
from models.spark.lessons.gaps import family_gap, gap_pattern
from models.spark.lessons.naming import described
from models.spark.lessons.phrasing import fill, rough
from models.spark.lessons.tables import (
    Country,
    Family,
    Row,
    article,
    countries,
    families,
    family_answer,
    lines,
    names,
    plural,
    upper_first,
    wheel,
)
from models.spark.lessons.things import thing_fact
from models.spark.lessons.verdict import considered, verdict

# Many facts share this lesson, and each must come round often enough to stay.
WEIGHT = 16.0

Conversation = list[tuple[str, str]]

# How often a fact is practised, by how likely somebody asks for it.
_FAMILY_WEIGHT = {"colour": 2.2, "mixing": 2.5, "sound": 2.2, "young": 2.0, "legs": 1.8, "parts": 2.0, "units": 2.4,
                  "shape": 2.4, "polygon": 1.5, "opposite": 1.0, "plural": 1.0, "past": 0.6, "comparative": 1.5,
                  "symbol": 0.5, "formula": 0.6, "language": 0.7, "currency": 0.4, "landmark": 0.6, "wrote": 1.2,
                  "made": 1.8, "home": 1.2, "eats": 0.6, "makes": 0.7, "from": 0.5, "group": 0.3, "kind": 0.7,
                  "sort": 0.2, "job": 0.8, "synonym": 0.8, "demonym": 0.8, "roman": 1.5, "roman-of": 1.3,
                  "planet-number": 1.5, "planet-at": 1.5, "state": 1.3, "organ-place": 1.3}  # fmt: skip
# Rows that few people ask for are practised a third as often as the others of their family.
_ROW, _ROW_RARE = 10, 3
_BROAD = ("love", "music", "history", "friendship", "bread", "tea", "pizza", "gold", "water", "iron")
_PLAIN = r"(?!(?:are|in|does|do|on|has|is|make)\b)[\w-]+"
_COUNTED = re.compile(
    rf"^({_PLAIN}(?: {_PLAIN})*) (?:are there in|are in|are on|in|on|does|has) ((?:a|an|the|one|our) .*?)(?: have)?$"
)
_SIMPLE_COLOURS = ("blue", "green", "yellow", "white", "red", "black", "brown", "orange", "purple", "grey", "pink")


def bare(name: str, rng: random.Random) -> str:
    """A country's name as asked: now and then without its article."""
    return name[4:] if name.startswith("the ") and rng.random() < 0.4 else name


def family_question(family: Family, key: str, rng: random.Random) -> str:
    """One way to ask for a fact of this family about the key."""
    are = "are" if key.startswith("*") else "is"
    key = key.lstrip("*")
    return fill(rng.choice(family.questions), rng, k=key, ks=plural(key), a=article(key), **{"is": are})


def capital_answer(asked: str, country: Country) -> str:
    """The answer for a country under the name it was asked by."""
    return f"The capital of {asked} is {country.capital}{'' if country.capital.endswith('.') else '.'}" + (
        f" {country.note}" if country.note else ""
    )


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless questions with their answers."""
    kinds: list[Callable[[random.Random], Conversation]] = [
        _capital, _capital_reverse, _continent, _capital_yes_no, _family, _term, _explanation, _everyday,
        _superlative, _colour_yes_no, _leg_yes_no, _kind_yes_no, _follow_up, _calendar, _described, _thing,
        _claim,
    ]  # fmt: skip
    shares = (14, 3, 1.5, 5, 60, 14, 10, 62, 5, 3, 1.6, 1.6, 4, 13, 8, 30, 22)
    while True:
        yield rng.choices(kinds, shares)[0](rng)


@lru_cache(maxsize=1)
def _country_wheel() -> tuple[Country, ...]:
    return tuple(country for country in countries() for _ in range(country.weight**2 + 2))


@lru_cache(maxsize=1)
def _family_wheel() -> tuple[tuple[Family, Row], ...]:
    wheel = []
    for family in families().values():
        for row in family.rows:
            wheel += [(family, row)] * round((_ROW_RARE if row.rare else _ROW) * _FAMILY_WEIGHT.get(family.name, 1.0))
    return tuple(wheel)


def _asked_name(country: Country, rng: random.Random) -> tuple[str, str]:
    """The name as asked and the name as answered."""
    name = rng.choice(country.others) if country.others and rng.random() < 0.35 else country.name
    with_article = next((n for n in country.others if n == f"the {name}"), name)
    return bare(name, rng), with_article


def _capital(rng: random.Random) -> Conversation:
    country = rng.choice(_country_wheel())
    asked, answered = _asked_name(country, rng)
    question = ask(fill(rng.choice(capital_wordings.CAPITAL), rng, k=asked), rng, keep=(asked,))
    return [(question, capital_answer(answered, country))]


def _capital_reverse(rng: random.Random) -> Conversation:
    country = rng.choice(_country_wheel())
    if country.capital in (country.name, "Victoria", "Georgetown", "Kingston", "Luxembourg City"):
        return _capital(rng)
    question = ask(fill(rng.choice(capital_wordings.COUNTRY_OF), rng, c=country.capital), rng, keep=(country.capital,))
    return [(question, f"{country.capital} is the capital of {country.name}.")]


def _continent(rng: random.Random) -> Conversation:
    country = rng.choice(_country_wheel())
    if not country.continent:
        return _capital(rng)
    asked = bare(country.name, rng)
    question = ask(fill(rng.choice(capital_wordings.IN_CONTINENT), rng, k=asked), rng, keep=(asked,))
    return [(question, f"{upper_first(country.name)} is in {country.continent}.")]


@lru_cache(maxsize=1)
def _big_cities() -> dict[str, tuple[str, ...]]:
    """Well-known cities that are not the capital of their country."""
    return {country: names(cities) for country, cities in lines("big_cities.tsv", 2)}


def _no_capital(country: Country, rng: random.Random) -> str:
    """A city that is not the capital of this country; of its own ones the best known."""
    own = _big_cities().get(country.name, ())
    if own and rng.random() < 0.6:
        return rng.choice(own)
    return rng.choice([other.capital for other in countries() if other.capital != country.capital])


def _capital_yes_no(rng: random.Random) -> Conversation:
    country = rng.choice(_country_wheel())
    other = _no_capital(country, rng)
    if rng.random() < 0.25:
        cities = [country.capital, other]
        rng.shuffle(cities)
        asked = fill(rng.choice(capital_wordings.CAPITAL_OR), rng, k=bare(country.name, rng), a=cities[0], b=cities[1])
        return [(ask(asked, rng, keep=(*cities, country.name)), capital_answer(country.name, country))]
    right = rng.random() < 0.5
    city = country.capital if right else other
    question = fill(rng.choice(capital_wordings.CAPITAL_YES), rng, c=city, k=bare(country.name, rng))
    answer = verdict(right, capital_answer(country.name, country), city)
    return [(ask(question, rng, keep=(city, country.name)), answer)]


def _family(rng: random.Random) -> Conversation:
    if rng.random() < 0.04:
        asked, fact = family_gap(rng)
        return [(ask(asked, rng), fact)]
    family, row = rng.choice(_family_wheel())
    key = row.keys[0] if rng.random() < 0.5 else rng.choice(row.keys)
    keep = (key.lstrip("*"),) if rng.random() < 0.85 else ()
    countable = family.name in ("parts", "units") and rng.random() < 0.5
    text = _counting(key, rng, family.name == "units") if countable else ""
    question = ask(text or family_question(family, key, rng), rng, keep=() if text else keep)
    return [(question, family_answer(family, key, row.value))]


def _counting(key: str, rng: random.Random, units: bool) -> str:
    """Another way to ask how many things a whole has: "an hour has how many minutes"."""
    found = _COUNTED.match(key)
    if not found:
        return ""
    things, whole = found.groups()
    patterns = wordings.HOW_MANY + (wordings.HOW_MANY_UNITS if units else ())
    return fill(rng.choice(patterns), rng, t=things, w=whole, b=re.sub("^(an?|the|one|our) ", "", whole))


def _term(rng: random.Random) -> Conversation:
    terms, meaning = rng.choice(wheel("terms.tsv"))
    term = terms[0] if rng.random() < 0.6 else rng.choice(terms)
    pattern = rng.choice(wordings.WHAT_IS)
    plural_asked = "{ks}" in pattern
    if (plural_asked and not term[-1:].islower()) or (term in ("C", "Go") and pattern == "{k}"):
        pattern = "what is {k}"
    question = ask(fill(pattern, rng, k=term, ks=plural(term), a=_with_article(term, meaning)), rng, keep=(term,))
    return [(question, meaning)]


def _with_article(term: str, meaning: str) -> str:
    """The term with a or an where its definition shows that it takes one."""
    counted = meaning.startswith(("A ", "An ")) and not term.isupper() and term[-1:] != "s"
    return article(term) if counted and not term.startswith(("a ", "an ", "the ")) else term


def _explanation(rng: random.Random) -> Conversation:
    topics, text = rng.choice(wheel("explain.tsv"))
    topic = rng.choice(topics)
    pattern = rng.choice(wordings.EXPLAIN)
    if topic in _BROAD and ("work" in pattern or "know about" in pattern):
        pattern = "what is {k}"
    return [(ask(fill(pattern, rng, k=topic), rng, keep=(topic,)), text)]


def _everyday(rng: random.Random) -> Conversation:
    questions, answer = rng.choice(wheel("everyday.tsv"))
    gap = gap_pattern(answer, rng) if rng.random() < 0.12 else None
    if gap:
        return [(ask(fill(gap[0], rng, **gap[1]), rng), answer)]
    return [(ask(fill(rng.choice(questions), rng), rng), considered(answer))]


@lru_cache(maxsize=1)
def _superlatives() -> tuple[list[str], ...]:
    return tuple(lines("superlatives.tsv", 4))


def _calendar(rng: random.Random) -> Conversation:
    return [calendar_fact(rng)]


def _thing(rng: random.Random) -> Conversation:
    return [thing_fact(rng)]


def _claim(rng: random.Random) -> Conversation:
    return [claim(rng)]


def _described(rng: random.Random) -> Conversation:
    return [described(rng)]


def _superlative(rng: random.Random) -> Conversation:
    adjectives, nouns, places, answer = rng.choice(_superlatives())
    noun, place = rng.choice(names(nouns)), rng.choice(names(places))
    pattern = rng.choice(wordings.MOST)
    if " " in noun and "{a} {n}" not in pattern:
        pattern = "what is the {a} {n}"
    asked = fill(pattern, rng, a=rng.choice(names(adjectives)), n=noun, p=place)
    return [(ask(asked, rng), answer)]


def _colour_yes_no(rng: random.Random) -> Conversation:
    family = families()["colour"]
    row = rng.choice([row for row in family.rows if row.value in _SIMPLE_COLOURS])
    right = rng.random() < 0.5
    value = row.value if right else rng.choice([c for c in _SIMPLE_COLOURS if c != row.value])
    key = rng.choice(row.keys)
    are = "are" if key.startswith("*") else "is"
    if rng.random() < 0.3:
        other = rng.choice([c for c in _SIMPLE_COLOURS if c != row.value])
        first, second = rng.sample((row.value, other), 2)
        asked = fill("{is} {k} {a} or {b}", rng, k=key.lstrip("*"), a=first, b=second, **{"is": are})
        return [(ask(asked, rng), family_answer(family, key, row.value))]
    pattern = rng.choice(wordings.YES).replace("is {k}", are + " {k}") if are == "are" else rng.choice(wordings.YES)
    question = ask(fill(pattern, rng, k=key.lstrip("*"), v=value, **{"is": are}), rng)
    return [(question, verdict(right, family_answer(family, key, row.value), value))]


def _kind_yes_no(rng: random.Random) -> Conversation:
    family = families()[rng.choice(("kind", "kind", "sort"))]
    row = rng.choice(family.rows)
    key = rng.choice(row.keys)
    right = rng.random() < 0.5
    value = row.value if right else rng.choice([other.value for other in family.rows if other.value != row.value])
    pattern = rng.choice(
        ("is {a} {v}", "is {a} {v}", "{a} is {v}, right", "is it true that {a} is {v}", "are {ks} {v}s")
    )
    if "{ks}" in pattern and " " in value.split(" ", 1)[1]:
        pattern = "is {a} {v}"
    claimed = value
    value = value.split(" ", 1)[1] if "{ks}" in pattern else value
    value = {"fish": "fishe"}.get(value, value) if "{ks}" in pattern else value
    question = ask(fill(pattern, rng, a=article(key), ks=plural(key), v=value), rng)
    return [(question, verdict(right, family_answer(family, key, row.value), claimed))]


def _leg_yes_no(rng: random.Random) -> Conversation:
    family = families()["legs"]
    row = rng.choice([row for row in family.rows if row.value.endswith(")") and " legs (" in row.value])
    amounts = ("two", "four", "six", "eight", "ten", "three", "five")
    true_amount = row.value.split(" ")[0]
    amount = true_amount if rng.random() < 0.5 else rng.choice(amounts)
    key = rng.choice(row.keys)
    pattern = rng.choice(("does {a} have {n} legs", "do {ks} have {n} legs", "is it true that {a} has {n} legs"))
    question = ask(fill(pattern, rng, a=article(key), ks=plural(key), n=amount), rng)
    return [(question, verdict(amount == true_amount, family_answer(family, key, row.value), f"{amount} legs"))]


def _follow_up(rng: random.Random) -> Conversation:
    """A second question that leaves out what the first one asked, or thanks for the answer."""
    style = rng.random()
    if style < 0.3:
        thanks = rng.choice(("thanks", "thank you", "great, thanks", "ok thank you", "thx", "cool", "perfect", "nice"))
        return [*rng.choice((_capital, _family, _everyday, _term))(rng), (rough(thanks, rng), "You are welcome.")]
    if style < 0.7:
        turns = _capital(rng)
        for _ in range(rng.choice((1, 1, 2))):
            country = rng.choice(_country_wheel())
            asked, answered = _asked_name(country, rng)
            question = _follow(fill(rng.choice(wordings.FOLLOW), rng, k=asked), rng, asked)
            turns.append((question, capital_answer(answered, country)))
        return turns
    family = families()[rng.choice(("colour", "sound", "young", "legs", "opposite", "language", "currency"))]
    first, second = rng.sample(family.rows, 2)
    key, other = rng.choice(first.keys), rng.choice(second.keys)
    named = article(other) if family.name in ("sound", "young", "legs") and rng.random() < 0.7 else other.lstrip("*")
    follow = _follow(fill(rng.choice(wordings.FOLLOW[:4]), rng, k=named), rng, named)
    return [
        (ask(family_question(family, key, rng), rng), family_answer(family, key, first.value)),
        (follow, family_answer(family, other, second.value)),
    ]


def _follow(text: str, rng: random.Random, kept: str) -> str:
    return rough(text + "?" * (rng.random() < 0.7), rng, keep=(kept,))
