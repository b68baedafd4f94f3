"""Checks by numbers and words: what an answer states, not which letters it happens to hold."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from core.exam.admission import admits
from core.exam.said import Number, mentions, numbers, outside_code, plain, repeats_itself, says
from core.exam.verdict import Verdict

# What announces a result; the number must follow at once.
_ANNOUNCED = re.compile(
    r"(?:=|≈|:|\b(?:is|are|equals?|was|'s|makes|gives|get|gets|be|to|answer|result|total|sum|x|needs?|takes|will take|"
    r"they take))\s*(?:(?:about|exactly|approximately|equal to|just|therefore|x =)\s*)?[\"'(]?$", re.IGNORECASE)
# What only backs an answer up, to the end of its sentence.
_ASIDE = re.compile(
    r"\b(?:because|since|if you|check(?:ing)?|verif(?:y|ication)|note that|for example)\b[^\n;]*?(?=[.;](?:\s|$)|\n|$)",
    re.IGNORECASE)
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """The answer states this number: as its result, or as the only number that the question did not name.

    `about` is whose number is asked for, where an answer may well name those of others.
    """

    value: float
    tolerance: float = _TOLERANCE
    about: str = ""

    def judge(self, question: str, answer: str) -> Verdict:
        whole = plain(answer)
        text = _ASIDE.sub("", whole)
        stated = numbers(text)
        if not stated:
            text = whole
            stated = numbers(text)
        if not stated:
            return Verdict(False, "states no number")
        named = [number.value for number in numbers(plain(question))]
        own = [number for number in stated if not any(self._same(number.value, value) for value in named)]
        decisive = _decisive(self._claims(text, stated), own, stated)
        right = self._same(decisive.value, self.value) or (
            text[decisive.end:decisive.end + 2].lstrip().startswith("%")
            and self._same(decisive.value / 100, self.value))
        return Verdict(right, f"states {decisive.value:g}" + ("" if right else f", not {self.value:g}"))

    def _claims(self, text: str, stated: list[Number]) -> list[Number]:
        """The numbers announced as a result, or that the answer begins with; those of `about` alone, if any."""
        claims = [number for number in stated if _ANNOUNCED.search(text[max(0, number.start - 24):number.start])]
        if _OPENS.match(text, stated[0].end) and not text[:stated[0].start].strip():
            claims.insert(0, stated[0])
        if not self.about:
            return claims
        whose = re.compile(rf"\b{re.escape(self.about)}\b[^.;,\n]*$", re.IGNORECASE)
        return [number for number in claims if whose.search(text[:number.start])] or claims

    def _same(self, left: float, right: float) -> bool:
        return math.isclose(left, right, rel_tol=self.tolerance, abs_tol=self.tolerance)


# Behind the number that an answer begins with: it stands for the whole, and no sum goes on.
_OPENS = re.compile(r"\s*(?:[%°]?\s*[A-Za-z]{0,8}\s*)?(?:$|[.!;(\n]|,\s*[A-Za-z])")


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


# What stands between two answers given at once: "blue and green", "Lyon, or perhaps Paris".
_JOINS = re.compile(r"(?:[\s,/&]|\b(?:and|or|either|also|maybe|perhaps|possibly|sometimes|in|at|the|a|an|it|is|could|"
                    r"be|to)\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ChoiceCheck:
    """Of several possible answers this one is stated first, and no other together with it.

    Further ones may follow in what is told besides: "blue; at sunset it can be red". Answers that the question itself
    names count where they are said to be what `about` asks for ("Cem is the shortest"), or where one stands alone.
    """

    right: tuple[str, ...]
    among: tuple[str, ...]
    about: str = ""

    def judge(self, question: str, answer: str) -> Verdict:
        text = plain(answer)
        if repeats_itself(text):
            return Verdict(False, "repeats itself without end")
        every = {*self.right, *self.among}
        if self.about:
            claimed = {option for option in every if self._is_claimed(text, option)}
            claimed = claimed or {option for option in every if says(text, option)}
            return self._verdict(min(claimed, default="", key=lambda option: option in self.right), bool(claimed))
        options = [option for option in every if option in self.right or not says(question, option)]
        said = sorted((place, option) for option in options for place in mentions(text, option))
        if not said:
            return self._verdict("", False)
        place, first = said[0]
        for next_place, other in said[1:]:
            if other not in self.right and _JOINS.fullmatch(text[place + len(first):next_place]):
                return self._verdict(other, True)
            place, first = (next_place, other) if other in self.right else (place, first)
        return self._verdict(said[0][1], True)

    def _is_claimed(self, text: str, option: str) -> bool:
        name, about = rf"\b{re.escape(option)}\b", rf"\b(?:{self.about})\b"
        is_it = r"(?:is|was|be|:|=)"
        return re.search(rf"{name}(?:\s+\w+){{0,2}}?\s+{is_it}(?:\s+(?!not\b)\w+){{0,3}}?\s+{about}|"
                         rf"{about}(?:\s+\w+){{0,4}}?\s*{is_it}\s+{name}", text, re.IGNORECASE) is not None

    def _verdict(self, said: str, any_said: bool) -> Verdict:
        right = said in self.right
        return Verdict(right, "says it" if right else f"says {said!r}" if any_said
                       else f"does not say {self.right[0]!r}")


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
    """The question cannot be answered, and the answer owns up instead of inventing something about the `subjects`."""

    subjects: tuple[str, ...] = ()

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        honest = admits(outside_code(plain(answer)), self.subjects)
        return Verdict(honest, "owns up" if honest else "does not say that it cannot know")


# What stands around an answer that was asked for in one word, and does not count.
_LABEL = re.compile(r"(?:answer|output|result|review)\s*:\s*", re.IGNORECASE)
_AROUND = " \t\r\n\"'“”«»"


@dataclass(frozen=True, slots=True)
class FormCheck:
    """The answer, as a whole, has this form (a regular expression over the text without dress)."""

    pattern: str

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        shown = "".join(letter for letter in plain(answer) if unicodedata.category(letter) not in ("So", "Mn", "Cf"))
        text = _LABEL.sub("", shown.strip(_AROUND), count=1).strip(_AROUND)
        right = re.fullmatch(self.pattern, text, re.IGNORECASE | re.DOTALL) is not None
        return Verdict(right, "has the form asked for" if right else "has another form than asked for")
