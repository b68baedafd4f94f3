"""The numbers that a text states, in digits and in words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * place for place, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_SHARES = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
           "eighth": 8, "ninth": 9, "tenth": 10}
_COUNTED = "|".join((*_VALUES, *_SCALES))
_VULGAR = "[¼½¾⅐-⅞]"
# A blank or points between thousands, and a comma before decimals, are so only where no list of numbers can be meant:
# "1 166" with nothing of the kind on either side, "1.000.000", "0,25".
_THOUSANDS = (r"(?<!\d )(?<!\d, )(?<![\d.])[1-9]\d{0,2}(?: \d{3})+(?!\d)(?!,? \d)|"
              r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3}){2,}(?![\d.])|")
_DECIMAL_COMMA = r"(?<![\d.,])0,\d+(?![\d,]|\.\d)"


def _pattern(thousands: str, comma: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<sign>(?<![\w.)])(?:[-−–]|(?<!\d )minus |negative ))?"
        rf"(?:(?P<comma>{comma})"
        rf"|(?P<digits>{thousands}\d{{1,3}}(?:[,'_\u00a0\u2009\u202f]\d{{3}})+(?!\d)|\d+)(?P<decimals>\.\d+)?"
        rf"(?:\s?/\s?(?P<below>[1-9]\d*)|(?P<part>{_VULGAR})|\s(?P<scale>{'|'.join(_SCALES)})\b)?"
        rf"|(?<![\w.])(?P<point>\.\d+)|(?P<vulgar>{_VULGAR})"
        rf"|\b(?P<words>(?:{_COUNTED})(?:(?:[\s-]+|\s+and\s+)(?:{_COUNTED}))*)(?:[\s-](?P<share>{'|'.join(_SHARES)})s?)?\b)",
        re.IGNORECASE)


_NUMBER, _LISTED = _pattern(_THOUSANDS, _DECIMAL_COMMA), _pattern("", "(?!)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a value, and where in the text it stands."""

    value: float
    start: int
    end: int


def numbers(text: str, *, listed: bool = False) -> list[Number]:
    """Return the numbers of a text, in digits and in words: "1,000", "-2.5", "3/4", "forty-two", "two hundred".

    A digit that is part of a word ("x2", "3rd", "H2O") is no number, nor is what numbers a line of a list ("1. ").
    Where a list is asked for (`listed`), "one two three" are three numbers and "100 200" are two.
    """
    found = []
    lines = {int(line) for line in re.findall(r"^[ \t]*(\d{1,4})[.)](?=\s)", text, re.MULTILINE)}
    matches = list((_LISTED if listed else _NUMBER).finditer(text))
    for match in matches:
        if match["digits"] and (_glued(text, match) or _numbers_a_line(text, match, lines, len(matches) == 1)):
            continue
        if listed and match["words"] and spoken_number(match["words"]) is None:
            found += _apart(match)
            continue
        value = None if _stands_for_a_thing(text, match) else _value(match)
        if value is not None:
            found.append(Number(-value if match["sign"] else value, match.start(), match.end()))
    return found


def _glued(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
    return bool(re.match(r"[A-Za-z_]", before) or re.match(r"[A-Za-z_]", after)) and not re.match(
        r"(?:%|°|cm|mm|km|kg|kB|GB|MB|ms|ml|am|pm|mins?|sec|hrs?|[mgsCFhx])\b", text[match.end():match.end() + 5])


def _numbers_a_line(text: str, match: re.Match[str], lines: set[int], only: bool) -> bool:
    """Say whether a number only numbers its line: another line has the number before or behind, or it is the first."""
    alone = not text[text.rfind("\n", 0, match.start()) + 1:match.start()].strip()
    if not alone or re.match(r"[.)]\s+\S", text[match.end():match.end() + 4]) is None or not match[0].isdecimal():
        return False
    number = float(match[0])
    return number - 1 in lines or number + 1 in lines or (number == 1 and not only)


# Each line is one unit of measure, by its names.
_MEASURES = {name: names.split()[0] for names in (
    "second seconds sec secs s", "minute minutes min mins", "hour hours hr hrs h", "day days", "week weeks",
    "month months", "year years", "celsius c centigrade", "fahrenheit f", "kelvin kelvins k", "millimeter millimeters "
    "millimetre millimetres mm", "centimeter centimeters centimetre centimetres cm", "meter meters metre metres m",
    "kilometer kilometers kilometre kilometres km", "inch inches", "foot feet ft", "yard yards", "mile miles",
    "gram grams g", "kilogram kilograms kilo kilos kg", "pound pounds lb lbs", "ounce ounces oz", "liter liters litre "
    "litres l", "milliliter milliliters millilitre millilitres ml", "dollar dollars", "cent cents", "dozen dozens",
    "bit bits", "byte bytes", "kilobyte kilobytes kb", "megabyte megabytes mb", "gigabyte gigabytes gb")
    for name in names.split()}
_DEGREES = r"(?:°\s?|degrees?\s+)?"
_BEHIND = re.compile(rf"\s?{_DEGREES}(?P<word>[A-Za-z]+)")
_ASKED = re.compile(rf"\b(?:how many|how much|what|which|in)\s+{_DEGREES}(?P<word>[A-Za-z]+)", re.IGNORECASE)
# These end in "s" and are counted by no number.
_UNCOUNTED = frozenset(("always", "besides", "degrees", "equals", "gives", "makes", "minus", "perhaps", "plus", "says",
                        "sometimes", "this", "thus", "times", "unless", "less"))


def measure_of(text: str, number: Number) -> str:
    """Return the unit of measure that follows a number, by its first name ("180 min": minute); "" if none does."""
    behind = _BEHIND.match(text, number.end)
    return _MEASURES.get(behind["word"].lower(), "") if behind else ""


def counted_by(text: str, number: Number) -> str:
    """Return what a number counts: its unit of measure, or the things ("4 wheels"); "" if it names neither."""
    behind = _BEHIND.match(text, number.end)
    word = behind["word"].lower() if behind else ""
    things = word if len(word) > 3 and word.endswith("s") and word not in _UNCOUNTED else ""
    return _MEASURES.get(word, things)


def measures_asked(question: str) -> set[str]:
    """Return the units of measure in which a question wants its answer: "how many minutes", "in Celsius"."""
    return {_MEASURES[word.lower()] for word in _ASKED.findall(question) if word.lower() in _MEASURES}


def in_another_unit(question: str, text: str, number: Number) -> str:
    """Return the unit of a number where a question asks for another one ("180 hours" for minutes); "" else."""
    asked, measure = measures_asked(question), measure_of(text, number)
    behind = _BEHIND.match(text, number.end)
    # "m" may be metres and minutes.
    sign = behind["word"].lower() if behind and len(behind["word"]) == 1 else None
    if not asked or measure in asked or (sign is not None and any(unit.startswith(sign) for unit in asked)):
        return ""
    return measure


# "one" is a number after these, at the beginning, and after a sign; "a bigger one", "this one" are none.
_COUNTS_ONE = re.compile(r"(?:^|[^\w\s]|\b(?:is|are|was|equals?|to|from|and|or|plus|minus|times|by|than|of|least|most|"
                         r"exactly|only|just|about|answer|number|have|has|leaves|remains|count))\s*$", re.IGNORECASE)


def _stands_for_a_thing(text: str, match: re.Match[str]) -> bool:
    return match[0].lower() == "one" and _COUNTS_ONE.search(text[max(0, match.start() - 20):match.start()]) is None


def _value(match: re.Match[str]) -> float | None:
    if match["words"]:
        spoken = spoken_number(match["words"])
        return spoken / _SHARES[match["share"].lower()] if spoken is not None and match["share"] else spoken
    if match["vulgar"]:
        return unicodedata.numeric(match["vulgar"])
    if match["point"] or match["comma"]:
        return float((match["point"] or match["comma"]).replace(",", "."))
    value = float(re.sub(r"\D", "", match["digits"]) + (match["decimals"] or ""))
    if match["part"]:
        return value + unicodedata.numeric(match["part"])
    if match["scale"]:
        return value * _SCALES[match["scale"].lower()]
    return value / float(match["below"]) if match["below"] else value


def _apart(match: re.Match[str]) -> list[Number]:
    """Several numbers in words that stand side by side: each as long as it goes."""
    found: list[Number] = []
    start = match.start("words")
    for word in re.finditer(r"[a-z]+", match["words"], re.IGNORECASE):
        first = found[-1].start if found else start
        longer = spoken_number(match.string[first:start + word.end()]) if found else None
        if longer is not None:
            found[-1] = Number(longer, first, start + word.end())
        else:
            value = spoken_number(word[0])
            if value is not None:
                found.append(Number(value, start + word.start(), start + word.end()))
    return found


def spoken_number(words: str) -> float | None:
    """Return the value of a number in words; None where they are several numbers ("one two three" is not one)."""
    total, current, before, least = 0, 0, "", 10**12
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "and":
            continue
        if word == "hundred":
            if current >= 100:
                return None
            current = max(1, current) * 100
        elif word in _SCALES:
            # Each scale once, from the greatest down: two "million" in a row are two numbers.
            if _SCALES[word] >= least:
                return None
            least = _SCALES[word]
            total, current = total + max(1, current) * least, 0
        elif before in _VALUES and not (_VALUES[before] >= 20 and 0 < _VALUES[word] < 10):
            return None
        else:
            current += _VALUES[word]
        before = word
    return float(total + current)
