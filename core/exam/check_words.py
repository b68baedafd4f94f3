"""Checks by numbers and words: what an answer states, not which letters it happens to hold."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from core.exam.said import Number, admits, mentions, numbers, outside_code, plain, repeats_itself, says
from core.exam.verdict import Verdict

# What announces a result; the number must follow at once.
_ANNOUNCED = re.compile(r"(?:=|≈|:|\b(?:is|are|equals?|was|'s|makes|gives|get|gets|be|to|answer|result|total|sum|x))\s*"
                        r"(?:(?:about|exactly|approximately|equal to|just|therefore|x =)\s*)?[\"'(]?$", re.IGNORECASE)
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """The answer states this number: as its result, or as the only number that the question did not name."""

    value: float
    tolerance: float = _TOLERANCE

    def judge(self, question: str, answer: str) -> Verdict:
        text = plain(answer)
        stated = numbers(text)
        if not stated:
            return Verdict(False, "states no number")
        claims = [number for number in stated if _ANNOUNCED.search(text[max(0, number.start - 24):number.start])]
        named = [number.value for number in numbers(plain(question))]
        own = [number for number in stated if not any(self._same(number.value, value) for value in named)]
        decisive = _decisive(claims, own, stated)
        right = self._same(decisive.value, self.value)
        return Verdict(right, f"states {decisive.value:g}" + ("" if right else f", not {self.value:g}"))

    def _same(self, left: float, right: float) -> bool:
        return math.isclose(left, right, rel_tol=self.tolerance, abs_tol=self.tolerance)


def _decisive(claims: list[Number], own: list[Number], stated: list[Number]) -> Number:
    """The last number announced as a result; else the first that is the answer's own; else the first of all."""
    return claims[-1] if claims else own[0] if own else stated[0]


@dataclass(frozen=True, slots=True)
class SaysCheck:
    """The answer says one phrase of every group, and none that it must not say; denied phrases do not count."""

    groups: tuple[tuple[str, ...], ...]
    never: tuple[str, ...] = ()
    words_max: int | None = None

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        text = plain(answer)
        if not text.strip():
            return Verdict(False, "says nothing")
        if repeats_itself(text):
            return Verdict(False, "repeats itself without end")
        if self.words_max is not None and len(text.split()) > self.words_max:
            return Verdict(False, f"{len(text.split())} words, {self.words_max} were asked for at most")
        for phrase in self.never:
            if says(text, phrase):
                return Verdict(False, f"says {phrase!r}")
        missing = [group for group in self.groups if not any(says(text, phrase) for phrase in group)]
        if missing:
            return Verdict(False, "does not say " + "; nor ".join(" or ".join(group[:3]) for group in missing))
        return Verdict(True, "says it")


@dataclass(frozen=True, slots=True)
class ChoiceCheck:
    """Of several possible answers this one is stated, and no other that the question did not name."""

    right: tuple[str, ...]
    among: tuple[str, ...]

    def judge(self, question: str, answer: str) -> Verdict:
        text = plain(answer)
        if repeats_itself(text):
            return Verdict(False, "repeats itself without end")
        wrong = [other for other in self.among if other not in self.right and says(text, other)
                 and not says(question, other)]
        if wrong:
            return Verdict(False, f"says {wrong[0]!r}")
        right = any(says(text, phrase) for phrase in self.right)
        return Verdict(right, "says it" if right else f"does not say {self.right[0]!r}")


@dataclass(frozen=True, slots=True)
class SequenceCheck:
    """The answer lists exactly these things in this order: numbers as numbers, anything else as words."""

    items: tuple[str, ...]

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        text = plain(answer)
        wanted = [numbers(item) for item in self.items]
        if all(len(one) == 1 for one in wanted):
            return self._judge_numbers([one[0].value for one in wanted], text)
        at = -1
        for item in self.items:
            place = next((place for place in mentions(text, item) if place > at), None)
            if place is None:
                return Verdict(False, f"{item!r} is missing or out of order")
            at = place
        return Verdict(True, "in order")

    def _judge_numbers(self, wanted: list[float], text: str) -> Verdict:
        # In a list with a number before each line, those numbers are the items where nothing else counts.
        said = [number.value for number in numbers(text)] or [
            float(found) for found in re.findall(r"^\s*(\d+)[.)]", text, re.MULTILINE)]
        runs = range(max(0, len(said) - len(wanted)) + 1)
        place = next((start for start in runs if said[start:start + len(wanted)] == wanted), None)
        if place is None:
            return Verdict(False, f"counts {' '.join(f'{value:g}' for value in said[:12]) or 'nothing'}")
        # An announcement may name a number before the list ("Counting to 5: 1 2 3 4 5"), but the list may not go on.
        after = said[place + len(wanted):]
        step = wanted[-1] - wanted[-2] if len(wanted) > 1 else 1
        if after and math.isclose(after[0], wanted[-1] + step):
            return Verdict(False, f"goes on after {wanted[-1]:g}")
        return Verdict(True, "in order")


@dataclass(frozen=True, slots=True)
class AdmitsCheck:
    """The question cannot be answered, and the answer owns up instead of inventing something."""

    never: tuple[str, ...] = ()

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        invented = next((phrase for phrase in self.never if says(plain(answer), phrase)), None)
        if invented:
            return Verdict(False, f"invents {invented!r}")
        honest = admits(outside_code(answer))
        return Verdict(honest, "owns up" if honest else "does not say that it cannot know")


@dataclass(frozen=True, slots=True)
class FormCheck:
    """The answer, as a whole, has this form (a regular expression over the text without dress)."""

    pattern: str

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        right = re.fullmatch(self.pattern, plain(answer).strip(), re.IGNORECASE | re.DOTALL) is not None
        return Verdict(right, "has the form asked for" if right else "has another form than asked for")
