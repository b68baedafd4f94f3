"""Days, months and seasons as strangers ask for them; practised within the everyday facts."""

import random

from models.spark.lessons import calendar_wordings as wider
from models.spark.lessons.asking import ask
from models.spark.lessons.clock_facts import clock_fact
from models.spark.lessons.phrasing import fill
from models.spark.lessons.verdict import verdict

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_THIRTY = ("April", "June", "September", "November")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth")  # fmt: skip
_LENGTH = (
    "how many days [in|are in|are there in|has|has got|in the month of|are in the month of] {m}",
    "how many days does {m} have", "how many days does the month (of) {m} have", "{m} has how many days",
    "{m} how many days", "days in {m}", "days of {m} how many", "{m} days", "number of days [in|of|for] {m}",
    "{m}, how many days", "{m} number of days", "how long is {m} (in days)", "how long is the month (of) {m}",
    "{m} lasts how many days", "how many days long is {m}", "does {m} have [30 or 31|31 or 30] days",
    "is {m} [30 or 31|31 or 30] days (long)", "{m}: [30 or 31|31 or 30] (days)", "how much days has {m}",
    "how much days are in {m}", "{m} is how many days long", "the month {m} has how many days", "day count of {m}",
    "what is the number of days in {m}", "in {m} there are how many days", "the number of days in {m} is",
    "how many days do we have in {m}", "how many days will {m} have", "count the days of {m}", "length of {m}",
    "length of the month {m} in days", "how many day in {m}", "tell the days in {m}", "what is the length of {m}",
    *wider.LENGTH,
)  # fmt: skip
_AFTER = (
    "[what|which] {t} [comes|is|comes right|is right|comes next] after {x}", "what comes (right) after {x}",
    "[what|which] {t} follows {x}", "the {t} after {x}", "{t} after {x}", "{t} following {x}", "next {t} after {x}",
    "after {x} comes what (\\(a {t}\\)|)", "after {x} comes which {t}", "after {x} is which {t}",
    "after {x} what {t} is", "{x} is followed by [what|which {t}]", "{x} and then what {t}", "{x}, then which {t}",
    "{x}, and the next {t} is", "what is the {t} [after|following|that follows] {x}",
    "name the {t} [after|following|that follows] {x}", "the {t} that comes after {x}",
    "the {t} that comes after {x} is", "which is the next {t} after {x}", "if it is {x} now, what {t} is next",
    "what {t} do we have after {x}", "when {x} is over, which {t} begins", "what {t} starts when {x} ends",
    "[the |]{t} [right|just|directly|immediately] after {x}", "after {x}, what {t}", "the next {t} after {x} is called",
    "{x} comes before [what|which] {t}", "{x} is before which {t}", "which {t} do you get after {x}",
    "what {t} come after {x}", "following {x} is which {t}", *wider.AFTER,
)  # fmt: skip
_BEFORE = (
    "[what|which] {t} [comes|is|comes right|is right|was] before {x}", "what comes (right) before {x}",
    "the {t} before {x}", "{t} before {x}", "previous {t} of {x}", "before {x} comes what", "before {x} is which {t}",
    "before {x} comes which {t}", "what is the {t} before {x}", "name the {t} [before|that comes before] {x}",
    "the {t} that comes before {x}", "which {t} precedes {x}", "what {t} goes before {x}", "before {x}, what {t}",
    "[the |]{t} [right|just|directly|immediately] before {x}", "{x} comes after [what|which] {t}",
    "{x} is after which {t}", "{x} follows [what|which] {t}", "which {t} do we have before {x}", "{t} preceding {x}",
    "the {t} before {x} is called", "what {t} came before {x}", "what {t} come before {x}", "{x} comes right after",
    "if it is {x} now, which {t} was before", *wider.BEFORE,
)  # fmt: skip
_NUMBERED = (
    "[what|which] is the {o} month (of the year|in the year)", "[what|which] month is the {o} (one)", "{o} month",
    "{o} month of the year", "the {o} month of a year is (called)", "name the {o} month", "month number {n}",
    "[what|which] month is number {n}", "month {n} of the year", "month {n} is called what", "the {n}th month",
    "what do we call the {o} month (of the year)", "what is the name of the {o} month", "{o} month name",
    "which month comes {o} in the year", "which month has number {n}", "which month is {o}", "{o} of the twelve months",
    *wider.NUMBERED,
)  # fmt: skip
_NUMBER_OF = (
    "[which|what] number is {m}", "[which|what] number is the month {m}", "{m} is [which|what] number month",
    "number of the month {m}", "{m} is month number what", "{m} month number", "what number has {m} in the calendar",
    "{m} as a number", "which month of the year is {m}", "what month number is {m}", "{m} is which month of the year",
    *wider.NUMBER_OF,
)  # fmt: skip
_ENDS = {
    "January is the first month of the year.": (
        "[what|which] month [starts|begins|opens] the year", "the year [starts|begins] with which month",
        "first month (of the year|in the calendar)", "with [what|which] month does the year [start|begin]",
        "the first month of the year is (called)", "what do we call the first month", "name the first month",
        "when the year begins, which month is it", "month one", "name of the first month (of the year)",
        "in [what|which] month does the year [start|begin]",
    ),
    "December is the last month of the year.": (
        "[what|which] month [ends|closes|finishes] the year", "the year ends with which month", "the final month",
        "last month (of the year|in the calendar|of the calendar)", "with [what|which] month does the year end",
        "the last month of the year is (called)", "what do we call the last month of the year", "month twelve",
        "name the last month (of the year)", "in [what|which] month does the year end", "final month of the year",
        "which month comes at the end of the year", "last of the twelve months", "the year's last month",
        "which is the last month of a year", "name of the last month of the year",
    ),
    "February is the shortest month, with 28 days and 29 in a leap year.": (
        "[what|which] month is [the |]shortest", "shortest month (of the year)", "which month has only 28 days",
        "month with the fewest days", "what is the shortest month called", "which month has the least days",
        "month with 28 days", "name the shortest month", "the month with 28 or 29 days", "which month has 29 days",
    ),
    "A year has twelve months (12).": (
        "months a year", "months per year", "a year in months", "year in months", "months year how many",
        "how many months [a year|in the year|per year|in a full year|has the year|make a year|are a year]",
        "how many months are there (in all)", "how many month in a year", "how much months has a year",
        "the year has how many months", "twelve or ten months in a year", "one year is how many months",
        "if a year passes, how many months is that", "number of months a year has", "how many months make up the year",
    ),
    "A week has seven days (7).": (
        "days a week", "days per week", "a week in days", "week in days", "how many day in a week",
        "how many days [a week|in the week|per week|in a full week|has the week|make a week|are a week]",
        "one week is how many days", "how long is a week (in days)", "how much days has a week", "week how many days",
    ),
    "A day has 24 hours.": (
        "hours a day", "hours per day", "a day in hours", "day in hours", "one day is how many hours", "24 hours or 12",
        "how many hours [a day|in the day|per day|in a full day|has the day|are a day|in a day and a night]",
        "how long is a day (in hours)", "how much hours has a day", "day how many hours", "how many hour in one day",
        "how long does a day last (in hours)", "length of a day (in hours)", "how many hours is one day",
    ),
    "A year has 365 days, and 366 in a leap year.": (
        "days a year", "days per year", "a year in days", "year in days", "one year is how many days",
        "how long is a year",
        "how many days [a year|in the year|per year|in a normal year|has the year|make a year|are a year]",
        "how long is a year in days", "how much days has a year", "year how many days", "length of a year (in days)",
    ),
}  # fmt: skip
_SEASON_AFTER = {
    "winter": "Spring comes after winter; many flowers bloom then.",
    "spring": "Summer comes after spring.",
    "summer": "Autumn comes after summer.",
    "autumn": "Winter comes after autumn and before spring.",
    "fall": "Winter comes after autumn and before spring.",
}
_SEASON_IS = {
    "Winter is the coldest season.": (
        "[what|which] season is (the) cold(est)", "coldest season (of the year)", "season of snow", "the snowy season",
        "the cold season is called", "[what|which] season has snow", "what do we call the cold season",
        "name the coldest season", "in which season is it coldest", "season with snow and ice",
    ),
    "Summer is the hottest season.": (
        "[what|which] season is (the) [hot|hottest|warmest]", "[hottest|warmest] season (of the year)",
        "the hot season is called", "what do we call the [hot|warm] season", "in which season is it hottest",
        "when do people go to the beach, in which season", "name the [hottest|warmest] season",
    ),
    "The four seasons are spring, summer, autumn and winter.": (
        "name all [four |]seasons", "seasons", "what seasons are there", "the seasons (of the year) are", "4 seasons",
        "seasons in order", "what seasons does a year have", "list all four seasons", "names of the four seasons",
        "which are the four seasons", "say the four seasons", "give me the seasons of a year",
    ),
}  # fmt: skip


def calendar_fact(rng: random.Random) -> tuple[str, str]:
    """One question about the calendar with its answer."""
    kinds = (_length, _length_yes, _neighbour, _around, _further, _between, _next_yes, _numbered, _day_numbered,
             _workday, _leap, _century, _fixed, _season, clock_fact)  # fmt: skip
    return rng.choices(kinds, (22, 5, 36, 9, 5, 5, 4, 12, 5, 4, 5, 4, 24, 8, 22))[0](rng)


def _asked(patterns: tuple[str, ...], rng: random.Random, **slots: object) -> str:
    return ask(fill(rng.choice(patterns), rng, **slots), rng)


def _days_in(month: str) -> str:
    if month == "February":
        return "February has 28 days, and 29 in a leap year."
    return f"{month} has {30 if month in _THIRTY else 31} days."


def _length(rng: random.Random) -> tuple[str, str]:
    month = rng.choice(_MONTHS)
    patterns = _LENGTH[:24] if month == "February" else _LENGTH
    return _asked(patterns, rng, m=month), _days_in(month)


def _length_yes(rng: random.Random) -> tuple[str, str]:
    month = rng.choice(_MONTHS)
    answer = _days_in(month)
    days = rng.choice(("30", "31", "30", "31", "28"))
    right = f" {days} days" in answer
    return _asked(wider.LENGTH_YES, rng, m=month, n=days), verdict(right, answer, f"{days} days")


def _row(rng: random.Random) -> tuple[str, tuple[str, ...], int]:
    kind, row = rng.choice((("day", _DAYS), ("month", _MONTHS)))
    return kind, row, rng.randrange(len(row))


def _neighbour(rng: random.Random) -> tuple[str, str]:
    kind, row, at = _row(rng)
    step, order = rng.choice(((1, "after"), (-1, "before")))
    asked = _asked(_AFTER if step == 1 else _BEFORE, rng, t=kind, x=row[at])
    return asked, f"{row[(at + step) % len(row)]} comes {order} {row[at]}."


def _around(rng: random.Random) -> tuple[str, str]:
    at = rng.randrange(7)
    if rng.random() < 0.5:
        return _asked(wider.TOMORROW, rng, x=_DAYS[at]), f"{_DAYS[(at + 1) % 7]} comes after {_DAYS[at]}."
    return _asked(wider.YESTERDAY, rng, x=_DAYS[at]), f"{_DAYS[at - 1]} comes before {_DAYS[at]}."


def _further(rng: random.Random) -> tuple[str, str]:
    kind, row, at = _row(rng)
    step, order, patterns = rng.choice(((2, "after", wider.TWO_AFTER), (-2, "before", wider.TWO_BEFORE)))
    found = row[(at + step) % len(row)]
    return _asked(patterns, rng, t=kind, x=row[at]), f"{found} comes two {kind}s {order} {row[at]}."


def _between(rng: random.Random) -> tuple[str, str]:
    kind, row, at = _row(rng)
    first, found, last = row[at - 1], row[at], row[(at + 1) % len(row)]
    return _asked(wider.BETWEEN, rng, t=kind, x=first, y=last), f"{found} comes between {first} and {last}."


def _next_yes(rng: random.Random) -> tuple[str, str]:
    kind, row, at = _row(rng)
    step, order = rng.choice(((1, "after"), (-1, "before")))
    found = row[(at + step) % len(row)]
    said = found if rng.random() < 0.5 else rng.choice([other for other in row if other != row[at]])
    asked = _asked(wider.NEXT_YES, rng, t=kind, x=row[at], y=said, o=order)
    return asked, verdict(said == found, f"{found} comes {order} {row[at]}.", said)


def _numbered(rng: random.Random) -> tuple[str, str]:
    at = rng.randrange(1, 11)
    answer = f"{_MONTHS[at]} is the {_ORDINALS[at]} month of the year."
    if rng.random() < 0.4:
        return _asked(_NUMBER_OF, rng, m=_MONTHS[at]), answer
    return _asked(_NUMBERED, rng, o=_ORDINALS[at], n=at + 1).replace("2th", "2nd").replace("3th", "3rd"), answer


def _day_numbered(rng: random.Random) -> tuple[str, str]:
    at = rng.randrange(1, 6)
    answer = f"{_DAYS[at]} is the {_ORDINALS[at]} day of the week, counting from Monday."
    if rng.random() < 0.4:
        return _asked(wider.DAY_NUMBER_OF, rng, d=_DAYS[at]), answer
    return _asked(wider.DAY_NUMBERED, rng, o=_ORDINALS[at], n=at + 1), answer


def _workday(rng: random.Random) -> tuple[str, str]:
    day = rng.choice(_DAYS)
    kind = "part of the weekend" if day in _DAYS[5:] else "a weekday, not part of the weekend"
    return _asked(wider.WORKDAY, rng, d=day), f"{day} is {kind}."


def _leap(rng: random.Random) -> tuple[str, str]:
    year = rng.randrange(1901, 2100)
    if year % 4:
        return _asked(wider.LEAP, rng, n=year), f"{year} is not a leap year: it has 365 days, 28 of them in February."
    return _asked(wider.LEAP, rng, n=year), f"{year} is a leap year: it has 366 days, 29 of them in February."


def _century(rng: random.Random) -> tuple[str, str]:
    hundreds = rng.randrange(10, 21)
    year = hundreds * 100 + rng.randrange(1, 100)
    number = f"{hundreds + 1}{'st' if hundreds == 20 else 'th'}"
    return _asked(wider.CENTURY, rng, n=year), f"{year} is in the {number} century."


def _fixed(rng: random.Random) -> tuple[str, str]:
    table = rng.choice((_ENDS, wider.FIXED, wider.FIXED))
    answer = rng.choice(tuple(table))
    return _asked(table[answer], rng), answer


def _season(rng: random.Random) -> tuple[str, str]:
    if rng.random() < 0.25:
        season = rng.choice(tuple(wider.SEASON_BEFORE))
        return _asked(_BEFORE, rng, t="season", x=season), wider.SEASON_BEFORE[season]
    if rng.random() < 0.4:
        season = rng.choice(tuple(_SEASON_AFTER))
        return _asked(_AFTER, rng, t="season", x=season), _SEASON_AFTER[season]
    answer = rng.choice(tuple(_SEASON_IS))
    return _asked(_SEASON_IS[answer], rng), answer
