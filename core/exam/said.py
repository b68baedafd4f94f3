"""What an answer says, apart from how it is dressed: its code, its numbers and its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*([\w+#-]*)[^\n]*\n(.*?)(?:^ {0,3}\1|\Z)", re.DOTALL | re.MULTILINE)
# A thinking part that a template did not tell apart; one that never ends has no answer after it.
_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_DRESS = re.compile(r"\*\*|__|`|\\boxed|\\text|\\[()\[\]]|\$")

_FRACTION = re.compile(r"\\[dt]?frac\{([^{}\n]{1,20})\}\{([^{}\n]{1,20})\}")

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * place for place, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_COUNTED = "|".join((*_VALUES, *_SCALES))
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\w.)])(?:-|−|minus |negative ))?"
    rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?P<decimals>\.\d+)?(?:\s?/\s?(?P<below>[1-9]\d*))?"
    rf"|\b(?P<words>(?:{_COUNTED})(?:(?:[\s-]+|\s+and\s+)(?:{_COUNTED}))*)\b)", re.IGNORECASE)

_LOOP_CHARACTERS_MIN = 120


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code and the language its fence names, "" when it names none."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a value, and where in the text it stands."""

    value: float
    start: int
    end: int


def answer_alone(text: str) -> str:
    """Return an answer without the thinking that some models write into it."""
    return _THINKING.sub("", text).strip()


def plain(text: str) -> str:
    """Return a text without the marks that only dress it: emphasis, code, formulas, braces around a value."""
    bare = _DRESS.sub("", _FRACTION.sub(r"\1/\2", text.replace("’", "'")))
    return re.sub(r"\{([^{}\n]{1,40})\}", r"\1", bare)


def code_blocks(text: str) -> list[Code]:
    """Return the fenced blocks of an answer, in order; the last fence may be left open."""
    return [Code(match[3].strip("\n"), match[2].lower()) for match in _FENCE.finditer(text)]


def outside_code(text: str) -> str:
    """Return an answer without its fenced blocks."""
    return _FENCE.sub("\n", text)


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text, in digits and in words: "1,000", "-2.5", "3/4", "forty-two", "two hundred".

    A digit that is part of a word ("x2", "3rd", "H2O") is no number, nor is what numbers a line of a list ("1. ").
    """
    found = []
    for match in _NUMBER.finditer(text):
        if match["digits"] and (_glued(text, match) or _numbers_a_line(text, match)):
            continue
        value = None if _stands_for_a_thing(text, match) else _value(match)
        if value is not None:
            found.append(Number(-value if match["sign"] else value, match.start(), match.end()))
    return found


def _glued(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
    return bool(re.match(r"[A-Za-z_]", before) or re.match(r"[A-Za-z_]", after)) and not re.match(
        r"(?:%|°|cm|mm|km|kg|kB|GB|MB|ms|am|pm|[mgsChx])\b", text[match.end():match.end() + 3])


def _numbers_a_line(text: str, match: re.Match[str]) -> bool:
    alone = not text[text.rfind("\n", 0, match.start()) + 1:match.start()].strip()
    return alone and re.match(r"[.)]\s+\S", text[match.end():match.end() + 4]) is not None


# "one" is a number after these, at the beginning, and after a sign; "a bigger one", "this one" are none.
_COUNTS_ONE = re.compile(r"(?:^|[^\w\s]|\b(?:is|are|was|equals?|to|from|and|or|plus|minus|times|by|than|of|least|most|"
                         r"exactly|only|just|about|answer|number|have|has|leaves|remains|count))\s*$", re.IGNORECASE)


def _stands_for_a_thing(text: str, match: re.Match[str]) -> bool:
    return match[0].lower() == "one" and _COUNTS_ONE.search(text[max(0, match.start() - 20):match.start()]) is None


def _value(match: re.Match[str]) -> float | None:
    if match["words"]:
        return spoken_number(match["words"])
    value = float(match["digits"].replace(",", "") + (match["decimals"] or ""))
    return value / float(match["below"]) if match["below"] else value


def spoken_number(words: str) -> float | None:
    """Return the value of a number in words; None where they are several numbers ("one two three" is not one)."""
    total, current, before = 0, 0, ""
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "and":
            continue
        if word in _SCALES:
            scale = _SCALES[word]
            if scale == 100:
                current = max(1, current) * 100
            else:
                total, current = total + max(1, current) * scale, 0
        elif before in _VALUES and not (_VALUES[before] >= 20 and 0 < _VALUES[word] < 10):
            return None
        else:
            current += _VALUES[word]
        before = word
    return float(total + current)


def repeats_itself(text: str) -> bool:
    """Say whether a text has fallen into a loop: the same 8 to 200 letters three times and more, up to its end."""
    flat = " ".join(text.split())
    if len(flat) < _LOOP_CHARACTERS_MIN:
        return False
    tail = flat[-4000:]
    for length in range(8, min(200, len(tail) // 3) + 1):
        piece = tail[-length:]
        count = 1
        while tail.endswith(piece * (count + 1)):
            count += 1
        if count >= 3 and count * length >= _LOOP_CHARACTERS_MIN and piece.strip("-=*_. |"):
            return True
    return False


_NEGATION = re.compile(r"\b(?:not|never|no|isn't|aren't|wasn't|doesn't|don't|cannot|can't|without|neither|nor)\b",
                       re.IGNORECASE)
_CLAUSE = re.compile(r"[.!?;:,\n]|\b(?:but|although|however|while)\b", re.IGNORECASE)


def mentions(text: str, phrase: str) -> Iterator[int]:
    """Yield the places where a text says a word or phrase as whole words and does not deny it just before.

    A `*` at the end of a word stands for its endings: `photosynth*`; ` ... ` for anything within a line. Accents do
    not count: Zürich is said by Zurich too.
    """
    text = _unaccented(text)
    pattern = re.escape(_unaccented(phrase)).replace(r"\ \.\.\.\ ", r"[^\n]{0,40}?[\s=]")
    pattern = r"(?<!\w)" + re.sub(r"(?:\\ )+", r"[\\s-]+", pattern).replace(r"\*", r"\w*") + r"(?!\w)"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        clause = _CLAUSE.split(text[max(0, match.start() - 60):match.start()])[-1]
        if not _NEGATION.search(" ".join(clause.split()[-4:])):
            yield match.start()


def _unaccented(text: str) -> str:
    """Return a text without accents, and with a point for the star of a product: in phrases a star is an ending."""
    letters = unicodedata.normalize("NFD", re.sub(r"(?<=\w)\*(?=\w)", "·", text))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def says(text: str, phrase: str) -> bool:
    """Say whether a text says a phrase anywhere without denying it."""
    return next(mentions(text, phrase), None) is not None
