"""Several units in smaller ones, and times on the clock; worked out, and practised within the everyday facts."""

import random

from models.spark.lessons.asking import ask
from models.spark.lessons.names import spoken_number
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import upper_first

# the larger unit, the smaller, how many of it, and how many of the larger may be asked for
_MULTIPLES = (
    ("minute", "second", 60, 6), ("hour", "minute", 60, 6), ("day", "hour", 24, 4), ("week", "day", 7, 10),
    ("year", "month", 12, 5), ("decade", "year", 10, 9), ("century", "year", 100, 9), ("kilometer", "meter", 1000, 10),
    ("meter", "centimeter", 100, 10), ("centimeter", "millimeter", 10, 10), ("kilogram", "gram", 1000, 10),
    ("liter", "milliliter", 1000, 5), ("dollar", "cent", 100, 10), ("euro", "cent", 100, 10), ("foot", "inch", 12, 5),
    ("yard", "foot", 3, 6), ("ton", "kilogram", 1000, 9), ("dozen", "egg", 12, 5), ("pair", "shoe", 2, 10),
)  # fmt: skip
_PLURALS = {"century": "centuries", "foot": "feet", "inch": "inches", "dozen": "dozen"}
_INTO = (
    "how many {t} [are|are there] in {n} {w}", "how many {t} do {n} {w} have", "{n} {w} in {t}", "{n} {w} to {t}",
    "{n} {w} is how many {t}", "{n} {w} are how many {t}", "convert {n} {w} to {t}", "{n} {w} = how many {t}",
    "{n} {w} = ? {t}", "how many {t} is {n} {w}", "how many {t} make {n} {w}", "what is {n} {w} in {t}",
    "{t} in {n} {w}", "if something takes {n} {w}, how many {t} is that", "i have {n} {w}, how many {t} is that",
    "{n} {w} make how many {t}", "turn {n} {w} into {t}", "how much is {n} {w} in {t}", "express {n} {w} in {t}",
    "{n} {w}, how many {t}", "tell me {n} {w} in {t}", "change {n} {w} into {t}", "how many {t} do i get from {n} {w}",
    "{n} {w} equal how many {t}", "i need {n} {w} written in {t}", "{t} for {n} {w}", "number of {t} in {n} {w}",
    "{n} {w} as {t}",
)  # fmt: skip
_BACK = (
    "how many {w} are {m} {t}", "{m} {t} in {w}", "{m} {t} to {w}", "{m} {t} is how many {w}", "convert {m} {t} to {w}",
    "{m} {t} = how many {w}", "how many {w} is {m} {t}", "what is {m} {t} in {w}", "{m} {t} make how many {w}",
    "turn {m} {t} into {w}", "{m} {t} are how many {w}", "if i have {m} {t}, how many {w} is it", "{m} {t} = ? {w}",
)  # fmt: skip
_PARTS = (
    (("half a minute",), "seconds", "Half a minute is 30 seconds."),
    (("half an hour", "a half hour", "half hour", "1/2 hour"), "minutes", "Half an hour is 30 minutes."),
    (("a quarter of an hour", "a quarter hour"), "minutes", "A quarter of an hour is 15 minutes."),
    (("three quarters of an hour", "three quarter hours"), "minutes", "Three quarters of an hour are 45 minutes."),
    (("an hour and a half", "one and a half hours", "1.5 hours"), "minutes", "An hour and a half is 90 minutes."),
    (("two and a half hours", "2.5 hours"), "minutes", "Two and a half hours are 150 minutes."),
    (("half a day",), "hours", "Half a day is 12 hours."),
    (("a day and a half", "one and a half days"), "hours", "A day and a half is 36 hours."),
    (("a fortnight", "two weeks"), "days", "Two weeks are 14 days."),
    (("half a year", "half year"), "months", "Half a year is six months (6)."),
    (("a quarter of a year", "a quarter year"), "months", "A quarter of a year has three months (3)."),
    (("a year and a half", "one and a half years", "1.5 years"), "months", "A year and a half is 18 months."),
    (("half a decade",), "years", "Half a decade is five years (5)."),
    (("half a century",), "years", "Half a century is 50 years."),
    (("a quarter of a century", "a quarter century"), "years", "A quarter of a century is 25 years."),
    (("half a millennium",), "years", "Half a millennium is 500 years."),
    (("half a kilo", "half a kilogram", "0.5 kg"), "grams", "Half a kilogram is 500 grams."),
    (("a quarter of a kilo", "a quarter kilo"), "grams", "A quarter of a kilogram is 250 grams."),
    (("half a kilometer", "half a kilometre", "0.5 km"), "meters", "Half a kilometer is 500 meters."),
    (("half a meter", "half a metre", "0.5 m"), "centimeters", "Half a meter is 50 centimeters."),
    (("half a liter", "half a litre", "0.5 l"), "milliliters", "Half a liter is 500 milliliters."),
    (("a quarter of a liter", "a quarter liter"), "milliliters", "A quarter of a liter is 250 milliliters."),
    (("half a dollar",), "cents", "Half a dollar is 50 cents."),
    (("a quarter of a dollar",), "cents", "A quarter of a dollar is 25 cents."),
    (("half a ton", "half a tonne"), "kilograms", "Half a ton is 500 kilograms."),
)  # fmt: skip
_PART = (
    "how many {t} are in {w}", "how many {t} is {w}", "{w} in {t}", "{w} is how many {t}", "{w} has how many {t}",
    "{t} in {w}", "how many {t} make {w}", "what is {w} in {t}", "{w} to {t}", "convert {w} to {t}",
    "{w}, how many {t}", "how many {t} does {w} have", "{w} = how many {t}", "if i wait {w}, how many {t} is that",
    "{w}: {t}", "how much is {w} in {t}", "how many {t} do i have in {w}", "express {w} in {t}",
    "{w} lasts how many {t}", "number of {t} in {w}",
)  # fmt: skip
_TO_24 = (
    "what is {h} [pm|p.m.] in 24 hour [time|format]", "{h} pm in 24 hour time", "how do i write {h} pm in 24 hour time",
    "{h} pm in military time", "convert {h} pm to 24 hour time", "{h} pm is what on a 24 hour clock",
    "{h} pm 24 hour clock", "{h} in the [afternoon|evening] on a 24 hour clock", "in europe, how do you write {h} pm",
    "{h} pm as 24h",
)  # fmt: skip
_TO_12 = (
    "what time is {m}:00 in am and pm", "{m}:00 in 12 hour time", "{m}:00 is what in pm", "convert {m}:00 to pm",
    "what is {m}:00 on a 12 hour clock", "{m}:00 is how many o'clock in the afternoon", "{m}:00 to am pm",
    "the train leaves at {m}:00, what is that in pm", "what does {m}:00 mean on a normal clock", "{m} hours in pm",
)  # fmt: skip
_SPOKEN = {"half past": "30", "quarter past": "15", "quarter to": "45", "ten past": "10", "ten to": "50",
           "five past": "05", "five to": "55", "twenty past": "20", "twenty to": "40"}  # fmt: skip
_IN_DIGITS = (
    "what time is {s}", "what does {s} mean", "{s} in numbers", "{s} in digits", "write {s} in digits", "{s} as digits",
    "how do i write {s} with numbers", "{s} on a digital clock", "what does a digital clock show at {s}",
    "the clock says {s}, write it in numbers", "we meet at {s}, what is that in numbers", "{s} is what time",
    "i do not understand {s}, what time is it", "{s} digital",
)  # fmt: skip


def clock_fact(rng: random.Random) -> tuple[str, str]:
    """One question about amounts of units or times of day, with its answer."""
    return rng.choices((_multiple, _part, _half_day, _spoken_time), (10, 7, 3, 4))[0](rng)


def _units(word: str, count: int) -> str:
    return word if count == 1 else _PLURALS.get(word, word + "s")


def _multiple(rng: random.Random) -> tuple[str, str]:
    large, small, each, most = rng.choice(_MULTIPLES)
    count = rng.randint(2, most)
    total = f"{count * each:,}"
    wholes, parts = _units(large, count), _units(small, 2)
    answer = f"{upper_first(spoken_number(count))} {wholes} are {total} {parts}."
    if rng.random() < 0.25:
        typed = total if rng.random() < 0.4 else total.replace(",", "")
        asked = fill(rng.choice(_BACK), rng, m=typed, t=parts, w=wholes)
        return ask(asked, rng), f"{total} {parts} are {count} {wholes}."
    number = spoken_number(count) if rng.random() < 0.5 else str(count)
    return ask(fill(rng.choice(_INTO), rng, n=number, w=wholes, t=parts), rng), answer


def _part(rng: random.Random) -> tuple[str, str]:
    wholes, parts, answer = rng.choice(_PARTS)
    return ask(fill(rng.choice(_PART), rng, w=rng.choice(wholes), t=parts), rng), answer


def _half_day(rng: random.Random) -> tuple[str, str]:
    hour = rng.randint(1, 11)
    answer = f"{hour} pm is {hour + 12}:00."
    if rng.random() < 0.5:
        return ask(fill(rng.choice(_TO_24), rng, h=hour), rng), answer
    return ask(fill(rng.choice(_TO_12), rng, m=hour + 12), rng), f"{hour + 12}:00 is {hour} pm."


def _spoken_time(rng: random.Random) -> tuple[str, str]:
    hour = rng.randint(1, 12)
    words = rng.choice(tuple(_SPOKEN))
    said = f"{words} {spoken_number(hour)}"
    shown = (hour - 2) % 12 + 1 if words.endswith("to") else hour
    asked = said if rng.random() < 0.7 else f"{words} {hour}"
    lead = "a " if words.startswith("quarter") and rng.random() < 0.5 else ""
    question = fill(rng.choice(_IN_DIGITS), rng, s=lead + asked)
    return ask(question, rng), f"{upper_first(said)} is {shown}:{_SPOKEN[words]}."
