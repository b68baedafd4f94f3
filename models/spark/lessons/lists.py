"""Counting, spelling, days, months, letters and what comes next."""

import random
from collections.abc import Callable, Iterator

from models.spark.lessons.asking import ask
from models.spark.lessons.names import PEOPLE, WORDS, made_up, spoken_number
from models.spark.lessons.phrasing import fill

WEIGHT = 1.8

Conversation = list[tuple[str, str]]

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
MONTH_DAYS = dict(zip(MONTHS, ("31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31"), strict=True))
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth")  # fmt: skip
_COUNT = (
    "count [to|up to|until|till] {n}", "count from 1 to {n}", "count from one to {n}",
    "list the numbers [from 1 |]to {n}", "numbers [from 1 |1 ]to {n}", "please count to {n}", "can you count to {n}",
    "write the numbers from 1 to {n}", "give me the numbers 1 to {n}", "name the numbers up to {n}",
    "say the numbers from 1 to {n}", "the first {n} numbers", "show me numbers 1 through {n}", "1 to {n}",
    "counting to {n}", "could you count up to {n} (for me)", "count {n}", "print the numbers 1 to {n}",
    "count from [one|1] [till|until|up to|through] {n}", "count [one|1] to {n}", "from 1 to {n} please count",
    "{n} numbers, count them", "i want you to count [to|till|until] {n}", "count it to {n}", "counting from 1 till {n}",
    "all numbers from 1 [to|till|until] {n}", "go from 1 to {n}", "numbers [one|1] [till|to|through] {n}",
    "let's count to {n}", "recite the numbers up to {n}", "first {n} natural numbers",
    "start at 1 and count to {n}", "begin with one and stop at {n}", "my kid wants to hear you count to {n}",
    "i bet you can't count to {n}", "can u count to {n}", "1 2 3 and so on up to {n}", "count out loud to {n}",
    "numbers from one up to {n} please", "what are the numbers from 1 to {n}", "all the numbers until {n}",
    "every number from 1 to {n}", "type the numbers 1 to {n}", "help me count to {n}", "do the counting up to {n}",
    "show how to count to {n}", "let me hear you count to {n}", "the numbers 1 till {n} in order",
)  # fmt: skip
_FROM = (
    "count from {a} to {b}", "list the numbers from {a} to {b}", "numbers {a} to {b}", "count up from {a} to {b}",
    "write the numbers from {a} to {b}", "start at {a} and count to {b}",
    "numbers between {a} and {b} with both ends",
    "go from {a} to {b}", "all numbers from {a} to {b}", "which numbers are there from {a} to {b}",
    "can you count from {a} to {b}", "count on from {a} until {b}", "from {a} up to {b}, count", "{a} to {b}, count it",
    "begin at {a}, end at {b}, count", "say the numbers {a} to {b}", "type all numbers from {a} through {b}",
)  # fmt: skip
_DOWN = (
    "count [down|backwards|back] from {n} (to 1)", "count down from {n}", "countdown from {n}",
    "count backwards from {n}", "count from {n} to 1", "count from {n} down to 1", "numbers from {n} to 1",
    "please count down from {n} to one", "start a countdown at {n}", "backward count from {n}",
    "list the numbers from {n} to 1 backwards",
    "rocket countdown from {n}", "{n} down to 1", "go backwards from {n} to 1", "count {n} to 1",
    "count from {n} in reverse", "start at {n} and go down to one", "say the numbers backwards from {n}",
    "can you count backwards from {n}", "the numbers from {n} down", "countdown {n}", "count down for me from {n}",
)  # fmt: skip
_BY_TWO = {
    "even": ("even numbers [up to|to|until] {n}", "list the even numbers up to {n}",
             "what are the even numbers up to {n}",
             "name the even numbers to {n}", "give me all even numbers up to {n}", "count to {n} by twos"),
    "odd": ("odd numbers [up to|to|until] {n}", "list the odd numbers up to {n}", "what are the odd numbers up to {n}",
            "name the odd numbers to {n}", "give me all odd numbers up to {n}"),
}  # fmt: skip
_DAYS_ASKED = (
    "what are the days of the week", "name the days of the week", "list the days of the week", "days of the week",
    "list all the days", "tell me the days of the week", "name all seven days", "which days are in a week",
    "name the seven days of the week", "what days does a week have", "days of a week in order",
    "list weekdays and weekend", "say the days of the week", "the names of the days", "give me the days of the week",
    "list the 7 days",
    "what days are there", "tell me all the days", "which days does the week have", "monday tuesday and so on",
    "my kid is learning the days of the week, list them", "days of the week in english", "the week, day by day",
    "what are the seven days called", "all days of a week please", "from monday on, name the days",
    "i forgot the days of the week", "how are the days of the week called", "every day of the week, listed",
)  # fmt: skip
_MONTHS_ASKED = (
    "what are the months of the year", "name the months of the year", "list the months", "months of the year",
    "list all twelve months", "tell me the months", "name all the months", "which months are in a year",
    "name the twelve months", "what months does a year have", "months in order", "say the months of the year",
    "the names of the months", "give me the months of the year", "list the 12 months",
    "what months are there", "tell me all the months", "which months does the year have", "january february and so on",
    "my kid is learning the months, list them", "months of the year in english", "the year, month by month",
    "what are the twelve months called", "all months of a year please", "from january on, name the months",
    "i forgot the months of the year", "how are the months called", "every month of the year, listed",
)  # fmt: skip
_ALPHABET_ASKED = (
    "say the alphabet", "what is the alphabet", "list the alphabet", "alphabet", "recite the alphabet",
    "the alphabet", "write the alphabet", "list all the letters", "name the letters of the alphabet",
    "letters of the alphabet", "abc", "what are the letters of the alphabet", "can you say the alphabet",
    "tell me the alphabet", "the english alphabet", "say the abc", "give me all letters from a to z",
    "letters from a to z", "a to z",
    "which letters are in the alphabet", "do you know the alphabet", "all the letters in order", "type the alphabet",
    "my kid is learning the alphabet, list it", "show me the alphabet", "what letters does the alphabet have",
    "the abc please", "can you recite the abc", "letters in alphabetical order", "sing the abc", "alphabet from a to z",
    "write down all 26 letters", "what is the abc", "i forgot the alphabet", "abc of english",
)  # fmt: skip
_AFTER = (
    "what {t} comes after {x}", "which {t} comes after {x}", "what comes after {x}", "what {t} is after {x}",
    "which {t} follows {x}", "what follows {x}", "{t} after {x}", "the {t} after {x}", "name the {t} after {x}",
    "what is the {t} after {x}", "after {x} comes", "after {x} comes what {t}", "what is the next {t} after {x}",
    "{x} is followed by which {t}", "which {t} is next after {x}", "tell me the {t} that comes after {x}",
    "{x} and then which {t}", "once {x} is over, what {t} is it", "{x}, and then", "what's the {t} right after {x}",
    "the {t} following {x}", "tell me what follows {x}", "which {t} do we get after {x}", "next {t} after {x}",
    "{x} is gone, which {t} comes", "what is behind {x} in the row of {t}s", "my kid asks which {t} is after {x}",
    "i know {x}, what is the next {t}", "if this is {x}, what is the {t} after it",
)  # fmt: skip
_BEFORE = (
    "what {t} comes before {x}", "which {t} comes before {x}", "what comes before {x}", "what {t} is before {x}",
    "{t} before {x}", "the {t} before {x}", "name the {t} before {x}", "what is the {t} before {x}",
    "before {x} comes what {t}", "what is the previous {t} before {x}", "which {t} is just before {x}",
    "which {t} came before {x}", "{x} follows which {t}", "{x} comes after which {t}",
    "what's the {t} right before {x}",
    "the {t} preceding {x}", "tell me the {t} that comes before {x}", "which {t} is in front of {x}",
    "the last {t} before {x}", "one {t} back from {x}", "my kid asks which {t} is before {x}",
    "if this is {x}, what was the {t} before it", "what precedes {x}",
)  # fmt: skip
_SPELL = (
    "spell {w}", "spell the word {w}", "how do you spell {w}", "how is {w} spelled", "how do i spell {w}",
    "spelling of {w}", "can you spell {w}", "please spell {w}", 'spell "{w}"', "how to spell {w}", "spell out {w}",
    "spell {w} for me", "how do you write {w} letter by letter", "could you spell the word {w}", "spell it: {w}",
    "letters in {w} one by one", "spelling: {w}", "{w}, spell it", "{w} spelled out", "{w} spelling",
    "how is the word {w} [spelled|spelt|written]", "how do you write {w}, spell it",
    "how to write {w}, letter by letter",
    "spell {w} letter by letter", "can you spell the word {w}", "give me the spelling of {w}", "i can't spell {w}",
    "what is the [correct |right |]spelling of {w}", "how does one spell {w}", "how does {w} spell",
    "{w} letter by letter",
    "say the letters of {w}", "which letters make the word {w}", "spel {w}", "how u spell {w}", "help me spell {w}",
)  # fmt: skip
_LETTER = (
    "what is the {o} letter of {w}", "{o} letter of {w}", "what is the {o} letter of the word {w}",
    "which letter is {o} in {w}", "what letter does {w} {v} with", "tell me the {o} letter in {w}", "{w}, {o} letter",
    'what is the {o} letter in "{w}"', "give me the {o} letter of {w}", "the word {w} {v}s with which letter",
    "with which letter does {w} {v}", "{w} {v}s with", "{w} {v}s with what letter", "which letter {v}s the word {w}",
    "the {o} letter in {w}", "look at the word {w}: which letter is {o}", "what does {w} {v} with",
)  # fmt: skip
_LENGTH = (
    "how many letters are in {w}", "how many letters does {w} have", "how many letters are in the word {w}",
    "number of letters in {w}", "how long is the word {w}", "count the letters of {w}", "how many letters has {w}",
    "letters in {w}", 'how many characters are in "{w}"', "length of the word {w}",
    "{w} how many letters", "{w} has how many letters", "how many letters in {w}", "letter count of {w}",
    "count how many letters {w} has", "the word {w}: how many letters", "how many letters make up {w}",
    "what is the length of the word {w}", "my kid wrote {w}, how many letters is that",
)  # fmt: skip
_BACKWARDS = (
    "spell {w} backwards", "reverse the word {w}", "{w} backwards", "write {w} backwards", "what is {w} backwards",
    "{w} spelled backwards", "reverse {w} as text", "say {w} backwards", "turn the word {w} around",
    "what is {w} reversed",
    "{w} in reverse", "{w} the other way round", "how do you write {w} backwards", "read {w} from the end",
    "flip the word {w}", "{w} from back to front", "what do i get if i reverse {w}",
    "put the letters of {w} in reverse",
    "can you say {w} backwards", "{w} mirrored", "{w} written from right to left",
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless small lists and letters."""
    kinds: list[Callable[[random.Random], tuple[str, str]]] = [
        _count, _from, _down, _by_two, _fixed, _neighbour, _month_fact, _spell, _letter, _length, _backwards,
        _letter_place, _month_in_season,
    ]  # fmt: skip
    shares = (14, 4, 7, 4, 12, 18, 8, 12, 9, 4, 5, 5, 3)
    while True:
        yield [rng.choices(kinds, shares)[0](rng)]


def _join(values: list[int]) -> str:
    return ", ".join(map(str, values)) + "."


def _typed(number: int, rng: random.Random) -> str:
    return spoken_number(number) if number <= 20 and rng.random() < 0.35 else str(number)


def _count(rng: random.Random) -> tuple[str, str]:
    most = rng.choice((3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 25, 30))
    return ask(fill(rng.choice(_COUNT), rng, n=_typed(most, rng)), rng), _join(list(range(1, most + 1)))


def _from(rng: random.Random) -> tuple[str, str]:
    start = rng.randrange(0, 90)
    end = start + rng.randrange(2, 12)
    asked = fill(rng.choice(_FROM), rng, a=_typed(start, rng), b=_typed(end, rng))
    return ask(asked, rng), _join(list(range(start, end + 1)))


def _down(rng: random.Random) -> tuple[str, str]:
    most = rng.choice((3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 10, 12, 15, 20))
    return ask(fill(rng.choice(_DOWN), rng, n=_typed(most, rng)), rng), _join(list(range(most, 0, -1)))


def _by_two(rng: random.Random) -> tuple[str, str]:
    kind = rng.choice(("even", "odd"))
    most = rng.choice((6, 8, 9, 10, 10, 12, 15, 20, 20))
    start = 2 if kind == "even" else 1
    return ask(fill(rng.choice(_BY_TWO[kind]), rng, n=_typed(most, rng)), rng), _join(list(range(start, most + 1, 2)))


def _fixed(rng: random.Random) -> tuple[str, str]:
    backwards = rng.random() < 0.25
    tail = rng.choice((" backwards", " in reverse", " in reverse order", " backward")) if backwards else ""
    step = -1 if backwards else 1
    style = rng.random()
    if style < 0.4:
        return ask(rng.choice(_DAYS_ASKED) + tail, rng), ", ".join(DAYS[::step]) + "."
    if style < 0.75:
        return ask(rng.choice(_MONTHS_ASKED) + tail, rng), ", ".join(MONTHS[::step]) + "."
    return ask(rng.choice(_ALPHABET_ASKED) + tail, rng), ", ".join(LETTERS.upper()[::step]) + "."


def _neighbour(rng: random.Random) -> tuple[str, str]:
    style = rng.random()
    step = 1 if rng.random() < 0.65 else -1
    if style < 0.4:
        kind, row, at = "day", list(DAYS), rng.randrange(7)
        if rng.random() < 0.15:
            return _around_today(rng)
    elif style < 0.65:
        kind, row, at = "month", list(MONTHS), rng.randrange(12)
    else:
        kind, row, at = "letter", list(LETTERS.upper()), rng.randrange(1, 25)
    word, other = row[at], row[(at + step) % len(row)]
    asked = fill(rng.choice(_AFTER if step == 1 else _BEFORE), rng, t=kind, x=word)
    keep = (word,) if kind == "letter" else ()
    return ask(asked, rng, keep=keep), f"{other} comes {'after' if step == 1 else 'before'} {word}."


def _around_today(rng: random.Random) -> tuple[str, str]:
    at = rng.randrange(7)
    step, when = rng.choice(((1, "tomorrow"), (-1, "yesterday")))
    tense = "is" if step == 1 else "was"
    asked = rng.choice(
        (f"if today is {DAYS[at]}, what day {tense} {when}", f"today is {DAYS[at]}, which day {tense} {when}",
         f"what day {tense} {when} if today is {DAYS[at]}", f"if it is {DAYS[at]} today, {when} {tense}")
    )  # fmt: skip
    word = "after" if step == 1 else "before"
    return ask(asked, rng), f"{DAYS[(at + step) % 7]} comes {word} {DAYS[at]}."


def _month_fact(rng: random.Random) -> tuple[str, str]:
    at = rng.randrange(12)
    month = MONTHS[at]
    style = rng.random()
    if style < 0.5 and month != "February":
        asked = fill(rng.choice((
            "how many days [are in|are there in|does] {m} (have)", "how many days has {m}", "number of days in {m}",
            "days in {m}", "how long is {m}", "how many days in {m}", "{m} has how many days",
        )), rng, m=month)  # fmt: skip
        return ask(asked, rng), f"{month} has {MONTH_DAYS[month]} days."
    if style < 0.75:
        asked = fill(rng.choice((
            "what is the {o} month (of the year)", "which month is the {o}", "{o} month of the year",
            "name the {o} month", "the {o} month is", "which is the {o} month of the year",
            "what month is number {n}", "month number {n}",
        )), rng, o=ORDINALS[at], n=at + 1)  # fmt: skip
        return ask(asked, rng), f"{month} is the {ORDINALS[at]} month of the year."
    asked = fill(rng.choice((
        "which number is {m}", "what number month is {m}", "which month of the year is {m}",
        "what month number is {m}", "is {m} the {o} month", "{m} is which month of the year",
        "what number is {m} in the year",
    )), rng, m=month, o=ORDINALS[at])  # fmt: skip
    return ask(asked, rng), f"{month} is the {ORDINALS[at]} month of the year."


def _word(rng: random.Random) -> str:
    style = rng.random()
    if style < 0.6:
        return rng.choice(WORDS)
    if style < 0.75:
        return rng.choice(PEOPLE)
    return made_up(rng) + (made_up(rng) if rng.random() < 0.3 else "")


def _spell(rng: random.Random) -> tuple[str, str]:
    word = _word(rng)
    return ask(fill(rng.choice(_SPELL), rng, w=word), rng, keep=(word,)), "-".join(word.upper())


def _letter(rng: random.Random) -> tuple[str, str]:
    word = _word(rng)
    last = rng.random() < 0.5
    order, verb = ("last", "end") if last else ("first", "start")
    asked = fill(rng.choice(_LETTER), rng, w=word, o=order, v=verb)
    return ask(asked, rng, keep=(word,)), f"The {order} letter of {word} is {(word[-1] if last else word[0]).upper()}."


def _length(rng: random.Random) -> tuple[str, str]:
    word = rng.choice([word for word in (_word(rng), _word(rng)) if len(word) <= 7] or ["apple"])
    laid_out = "-".join(word.upper())
    plural = "letter" if len(word) == 1 else "letters"
    return ask(fill(rng.choice(_LENGTH), rng, w=word), rng, keep=(word,)), f"{laid_out}: {len(word)} {plural}."


def _backwards(rng: random.Random) -> tuple[str, str]:
    word = rng.choice([word for word in (_word(rng), _word(rng)) if len(word) <= 7] or ["apple"])
    laid_out = "-".join(word.upper())
    return ask(fill(rng.choice(_BACKWARDS), rng, w=word), rng, keep=(word,)), f"{laid_out} backwards is {word[::-1]}."


def _letter_place(rng: random.Random) -> tuple[str, str]:
    at = rng.randrange(12)
    letter = LETTERS[at].upper()
    asked = fill(rng.choice((
        "what is the {o} letter of the alphabet", "{o} letter of the alphabet", "which letter is {o} in the alphabet",
        "name the {o} letter of the alphabet", "the {o} letter in the alphabet", "alphabet {o} letter",
    )), rng, o=ORDINALS[at])  # fmt: skip
    return ask(asked, rng), f"The {ORDINALS[at]} letter of the alphabet is {letter}."


def _month_in_season(rng: random.Random) -> tuple[str, str]:
    seasons = {"winter": (11, 0, 1), "spring": (2, 3, 4), "summer": (5, 6, 7), "autumn": (8, 9, 10)}
    season = rng.choice(tuple(seasons))
    first, second, third = (MONTHS[at] for at in seasons[season])
    answer = f"In the north, {season} is in {first}, {second} and {third}."
    if rng.random() < 0.5:
        asked = fill(rng.choice((
            "in which season is {m}", "what season is {m} in", "which season is {m}", "{m} is in which season",
        )), rng, m=rng.choice((first, second, third)))  # fmt: skip
        return ask(asked, rng), answer
    asked = fill(rng.choice((
        "which months are in {s}", "what are the {s} months", "months of {s}", "when is {s}",
        "in which months is {s}",
    )), rng, s=season)  # fmt: skip
    return ask(asked, rng), answer
