"""The check by a number: what an answer states as its result, not which numbers it happens to hold.

Which number of an answer is its result, in this order:
1. What only backs the answer up, and what it asks itself, is left out, unless there is nothing else.
2. A number that is denied, left open ("at least 4"), or one end of a range is none; nor is one in another unit of
   measure than the question asks for, where one in that unit stands ("0°C, which is 32°F").
3. Of the rest the last one announced as a result wins ("is 54"): one behind "answer" before all others, and where
   the question is about someone (`about`), one said of that person. Next comes the first that the question did not
   name, at last the first of all.
4. A second number beside it that would do as well ("54 or 56") spoils it, unless it is the same said otherwise: in
   percent, rounded, or counted in something else ("7 days or 168 hours").
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

from core.exam.number_text import stated_numbers, written_out
from core.exam.numbers_said import Number, counted_by, in_another_unit, measure_of, measures_asked, numbers
from core.exam.said import denied_before, denied_behind, plain
from core.exam.verdict import Verdict

# What announces a result; the number must follow at once.
_ANNOUNCED = re.compile(
    r"(?:=|≈|:|→|⇒|[-=]>|\b(?:is|are|equals?|was|'s|makes?|gives|giving|get|gets|be|to|answer|result|total|sum|x|needs?|"
    r"takes|will take|they take|so|hence|thus|therefore|leaves|leaving),?)\s*"
    r"(?:(?:about|exactly|approximately|equal to|just|therefore|x =)\s*)?[\"'(]?$", re.IGNORECASE)
# "42. No wait, 48."
_CORRECTED = re.compile(r"(?:\b(?:wait|correction|sorry|actually|i mean)\b[,:.]?\s*(?:(?:it|that)(?:'s| is)\s+)?|"
                        r"[.!?\n]\s*no,\s+)$", re.IGNORECASE)
# What announces it from behind: "8 in total"; and "3 are left", where that is asked.
_IN_TOTAL = re.compile(r"\s*(?:[A-Za-z]+\s+){0,2}(?:in total|altogether|in all)\b", re.IGNORECASE)
_LEFT = re.compile(r"\s*(?:[a-z]+\s+){0,2}?(?:(?:is|are|were)\s+)?(?:left|remain(?:s|ing)?)\b", re.IGNORECASE)
_ASKS_WHAT_IS_LEFT = re.compile(r"\b(?:left|remain\w*)\b", re.IGNORECASE)
_OF_WHOM = re.compile(r"\bof\s+(?:(?:his|her|its|my|our|your|their|the|those|these)\s+)?$", re.IGNORECASE)
# This announces more than "=" and "is" do: what is told besides does not count against it.
_ANSWER = re.compile(r"\banswer\b(?:\s+\w+){0,4}?\s*(?:is|are|was|=|:)\s*(?:(?:about|exactly|just)\s+)?[\"'(]?$",
                     re.IGNORECASE)
# Behind the number that an answer begins with: it stands for the whole, and no sum goes on.
_OPENS = re.compile(r"\s*(?:[%°]?\s*[A-Za-z]{0,8}\s*)?(?:$|[.!;(\n]|,\s*[A-Za-z])|\s+[A-Za-z]+(?:\s[A-Za-z]+)?\s*:")
# "Four wheels: two in front": what follows the colon are parts of the four, and announced by nothing.
_COUNTED = re.compile(r"(?:^|[.!?\n]|\b(?:has|have|is|are))\s*$", re.IGNORECASE)
_ITS_PARTS = re.compile(r"\s+[A-Za-z]+(?:\s[A-Za-z]+)?\s*:\s*")
_SUM_GOES_ON = re.compile(r"\s*[*×·+/÷−–x-]\s*[\d(]|\s+(?:times|plus|minus|multiplied by|divided by)\b", re.IGNORECASE)
# A bound is no number, unless the question wants one ("how many must you take to be sure?").
_THAN = "(?:more|less|fewer|greater|larger|higher|lower|smaller) than"
_BOUND = re.compile(rf"\b(?:at (?:least|most)|{_THAN}|up to|between)\s+(?:\w+\s+)?$", re.IGNORECASE)
_WANTS_A_BOUND = re.compile(
    r"\b(?:least|most|minimum|maximum|minimal|maximal|smallest|largest|fewest|sure|certain|guarantee\w*|enough|must|"
    rf"needs?|needed|required?|limit|between|{_THAN})\b", re.IGNORECASE)
_WANTS_PERCENT = re.compile(r"\b(?:what|which|how many|as an?|in|the)\s+(?:%|per ?cent)", re.IGNORECASE)
_MAYBE = r"(?:(?:maybe|perhaps|possibly|even|also|about|around|it is|it's|is it)\s+)*"
# Between a number and "or" its unit may stand: "0°C or", "0 degrees Celsius, or".
_UNIT = r"(?:\s?[%°])?\s?[A-Za-z]{0,20}(?:\s[A-Za-z]{1,20})?"
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_OTHER_END = re.compile(rf"{_UNIT}\s+and\s+", re.IGNORECASE)
_OR = re.compile(rf"{_UNIT},?\s+or\s+{_MAYBE}|,\s+(?:maybe|perhaps|possibly)\s+", re.IGNORECASE)
_TO = re.compile(rf",?\s+to\s+{_MAYBE}|\s?[–-]\s?", re.IGNORECASE)
_AND = re.compile(rf",?\s+and\s+{_MAYBE}", re.IGNORECASE)
# "12, and 365 days": another number of something else is told besides.
_OF_SOMETHING = re.compile(r"\s+(?!(?:is|are)\b)[A-Za-z]")
_ROUGHLY = re.compile(r"\s*[(,]?\s*(?:≈|~|≃|(?:or|which is) (?:about|roughly|approximately))\s*", re.IGNORECASE)
_ASKS_A_YEAR = re.compile(r"\b(?:what|which) year\b", re.IGNORECASE)
# "Max: 24", "Max (24)", "Max is 24"
_OWNER = re.compile(r"\b([A-Z]\w+)(?:'s\s+\w+)?(?:\s+(?:is|was|has|gets?|weighs)\b)?[\s:=(–-]*$")
_LIST_ALONE = re.compile(r"[\s,;*•-]*(?:and\s*)?[.!]?\s*")
_CLAUSE = re.compile(r"[;:\n]|[.,](?!\d)")
_TOLERANCE = 1e-6
# So far before a number the name of the one it belongs to may stand.
_WHOSE_MAX = 200


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """The answer states this number: as its result, or as the only number that the question did not name.

    `about` is whose number is asked for, where an answer may well name those of others.
    """

    value: float
    tolerance: float = _TOLERANCE
    about: str = ""

    def judge(self, question: str, answer: str) -> Verdict:
        text, stated = stated_numbers(written_out(plain(answer), share=0 < self.value < 1), question)
        if not stated:
            return Verdict(False, "states no number")
        kept = [number for number in stated if not _is_left_open(question, text, number)]
        if not kept:
            return Verdict(False, "states no number without taking it back or leaving it open")
        kept = [number for number in kept if not self._is_anothers(question, text, number)]
        if not kept:
            return Verdict(False, f"states no number of {self.about}")
        kept = _in_the_unit_asked(question, text, _without_ranges(text, stated, kept))
        named = [number.value for number in numbers(plain(question))]
        own = [number for number in kept if not self._is_one_of(number, named)]
        if len({number.value for number in own}) > 1 and _LIST_ALONE.fullmatch(_without_numbers(text, stated)):
            return Verdict(False, "lists several numbers")
        sound = set(kept)
        claims = [number for number in self._claims(question, text, stated) if number in sound]
        decisive = _decisive(self._of_this_sum(text, stated, claims, named), own, kept)
        if unit := in_another_unit(question, text, decisive):
            return Verdict(False, f"states {decisive.value:g} in another unit than asked for: {unit}")
        other = self._joined(text, stated, decisive, named)
        if other is not None:
            return Verdict(False, f"states {decisive.value:g} and {other.value:g}")
        right = self._is_right(question, text, decisive) or any(
            _rounds(text, number, decisive) and self._is_right(question, text, number) for number in kept)
        return Verdict(right, f"states {decisive.value:g}" + ("" if right else f", not {self.value:g}"))

    def _is_right(self, question: str, text: str, number: Number) -> bool:
        """Compare; 25% is a quarter, and 25 only where percent are asked for."""
        if not _is_percent(text, number):
            return self._same(number.value, self.value)
        return self._same(number.value / 100, self.value) or (
            abs(self.value) >= 1 and _WANTS_PERCENT.search(question) is not None
            and self._same(number.value, self.value))

    def _claims(self, question: str, text: str, stated: list[Number]) -> list[Number]:
        """The numbers announced as a result, or that the answer begins with; those of `about` alone, if any."""
        claims = [number for number in stated if _is_announced(question, text, number)
                  and not _SUM_GOES_ON.match(text, number.end) and not _is_a_part(text, stated, number)]
        if _OPENS.match(text, stated[0].end) and not text[:stated[0].start].strip():
            claims.insert(0, stated[0])
        claims = [number for number in claims if _ANSWER.search(text[max(0, number.start - 60):number.start])] or claims
        if not self.about:
            return claims
        whose = re.compile(rf"\b{re.escape(self.about)}\b(?:(?!\sand\s)[^.;,\n])*$", re.IGNORECASE)
        return [number for number in claims
                if whose.search(text[max(0, number.start - _WHOSE_MAX):number.start])] or claims

    def _is_anothers(self, question: str, text: str, number: Number) -> bool:
        """Say whether a number is said of somebody else in the question than who is asked about: "Max: 12"."""
        owner = _OWNER.search(text[max(0, number.start - 40):number.start]) if self.about else None
        return owner is not None and owner[1].lower() != self.about.lower() and owner[1] in re.findall(r"\w+", question)

    def _of_this_sum(self, text: str, stated: list[Number], claims: list[Number], named: list[float]) -> list[Number]:
        """Leave out what comes of another sum than the question's, where that stands too: "6 × 7 = 42; 6 × 8 = 48"."""
        kept, asked_for = [], False
        results: list[float] = []
        for claim in claims:
            begins = max((end.end() for end in _CLAUSE.finditer(text, 0, claim.start)), default=0)
            summed = [number for number in stated if begins <= number.start < claim.start]
            whole = len(named) > 1 and all(any(self._same(one.value, value) for one in summed) for value in named)
            strange = [number for number in summed if not self._is_one_of(number, named)]
            goes_on = any(self._is_one_of(number, results) for number in summed)
            if whole or not asked_for or not strange or goes_on:
                kept.append(claim)
                results.append(claim.value)
            asked_for = asked_for or whole
        return kept

    def _is_one_of(self, number: Number, values: list[float]) -> bool:
        return any(self._same(number.value, value) for value in values)

    def _joined(self, text: str, stated: list[Number], decisive: Number, named: list[float]) -> Number | None:
        """The other number that stands beside the decisive one as if either would do: "54 or 56", "4 to 6"."""
        place = stated.index(decisive)
        beside = stated[max(0, place - 1):place + 2]
        for first, second in pairwise(beside):
            gap, other = text[first.end:second.start], first if second is decisive else second
            if _SUM_GOES_ON.match(text, second.end):
                continue
            spans = _TO.fullmatch(gap) or (_AND.fullmatch(gap) and not _OF_SOMETHING.match(text, second.end))
            if re.match(r"\s*[=/–-]", text[second.end:]) or self._is_one_of(other, named):
                spans = None
            alternatives = _OR.fullmatch(gap) and not _counts_something_else(text, first, second)
            if (alternatives or spans) and not self._agree(text, first, second):
                return other
        return None

    def _agree(self, text: str, first: Number, second: Number) -> bool:
        values = [number.value / 100 if _is_percent(text, number) else number.value for number in (first, second)]
        return self._same(*values) or _rounds(text, first, second) or (
            _is_percent(text, first) == _is_percent(text, second) and self._same(first.value, second.value))

    def _same(self, left: float, right: float) -> bool:
        return math.isclose(left, right, rel_tol=self.tolerance, abs_tol=self.tolerance)


def _is_announced(question: str, text: str, number: Number) -> bool:
    before = text[max(0, number.start - 24):number.start]
    if _ANNOUNCED.search(before) or _CORRECTED.search(before) or _IN_TOTAL.match(text, number.end):
        return True
    return (_ASKS_WHAT_IS_LEFT.search(question) is not None and _LEFT.match(text, number.end) is not None
            and _OF_WHOM.search(before) is None)


def _without_numbers(text: str, stated: list[Number]) -> str:
    for number in reversed(stated):
        text = text[:number.start] + text[number.end:]
    return text


def _is_left_open(question: str, text: str, number: Number) -> bool:
    return (denied_before(text, number.start) or text[:number.start].rstrip().endswith("±")
            or denied_behind(text, number.end, question)
            or (_BOUND.search(text[max(0, number.start - 40):number.start]) is not None
                and _WANTS_A_BOUND.search(question) is None))


def _without_ranges(text: str, stated: list[Number], kept: list[Number]) -> list[Number]:
    """Leave out both ends of "between 7 and 3", where another number stands."""
    ends = {end for pair in pairwise(stated) for end in pair
            if _BETWEEN.search(text[max(0, pair[0].start - 20):pair[0].start])
            and _OTHER_END.fullmatch(text, pair[0].end, pair[1].start)}
    return [number for number in kept if number not in ends] or kept


def _in_the_unit_asked(question: str, text: str, kept: list[Number]) -> list[Number]:
    """Leave out what is told in another unit than asked for ("180 minutes, which is 10,800 seconds"), and no year."""
    if _ASKS_A_YEAR.search(question):
        return [number for number in kept if re.fullmatch(r"\d{4}", text[number.start:number.end])] or kept
    asked = measures_asked(question)
    if not any(measure_of(text, number) in asked for number in kept):
        return kept
    return [number for number in kept if measure_of(text, number) in asked | {""}]


def _counts_something_else(text: str, first: Number, second: Number) -> bool:
    units = counted_by(text, first), counted_by(text, second)
    return all(units) and units[0] != units[1]


def _is_a_part(text: str, stated: list[Number], number: Number) -> bool:
    before = next((other for other in reversed(stated) if other.end <= number.start), None)
    return (before is not None and _ITS_PARTS.fullmatch(text[before.end:number.start]) is not None
            and _COUNTED.search(text[:before.start]) is not None)


def _is_percent(text: str, number: Number) -> bool:
    return re.match(r"\s?(?:%|per ?cent\b)", text[number.end:number.end + 10]) is not None


def _rounds(text: str, exact: Number, rounded: Number) -> bool:
    """Say whether the second number is said to be about the first, and is, to the digits that it shows."""
    digits = len(text[rounded.start:rounded.end].partition(".")[2])
    return (exact.end <= rounded.start and _ROUGHLY.fullmatch(text[exact.end:rounded.start]) is not None
            and abs(exact.value - rounded.value) <= 0.5000001 * 10.0 ** -digits)


def _decisive(claims: list[Number], own: list[Number], stated: list[Number]) -> Number:
    """The last number announced as a result; else the first that is the answer's own; else the first of all."""
    return claims[-1] if claims else own[0] if own else stated[0]
