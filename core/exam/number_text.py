"""A text made ready for its numbers to be read: without what only backs the answer up, each number as one."""

from __future__ import annotations

import re

from core.exam.numbers_said import Number, numbers
from core.exam.said import without_questions

_ENDS = r"(?=[.;](?:\s|$)|\n|$)"
# What only backs an answer up, to the end of its sentence.
_ASIDE = re.compile(
    r"\b(?:because|since|if you|check(?:ing)?|verif(?:y|ication)|note that|for example)\b[^\n;]*?" + _ENDS,
    re.IGNORECASE)
# What is told of another thing to set it off: behind the answer to the end of its sentence, before it to the comma.
_SET_OFF = re.compile(
    rf",\s+(?:while|whereas|unlike)\b[^\n;]*?{_ENDS}|"
    r"(?:(?<=[.!?\n])|^)\s*(?:while|whereas|unlike)\b[^,.;\n]*(?:,\s+(?:which|who)\b[^,.;\n]*)?,", re.IGNORECASE)
_TOLD_OF = re.compile(r"(?:while|whereas|unlike)\s+(.*?)(?:,|$|\b(?:is|are|was|were|has|have|takes?|needs?)\b)",
                      re.IGNORECASE | re.DOTALL)
_BELOW_ZERO = re.compile(r"(?<!-)\b(\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)((?:\s?°C?|\s+degrees?(?:\s+Celsius)?)?)"
                         r"\s+below\s+(?:zero|0)\b", re.IGNORECASE)
# "Lea and Max are 24 and 12": so many names, so many numbers.
_COUNT = r"(?:\d+|[a-z]+(?:-[a-z]+)?)"
_NAME, _VALUE = r"[A-Z]\w+", rf"(?:\d[\d.,]*\d|{_COUNT})"
_JOINED = r"(?:,\s+and\s+|,\s+|\s+and\s+)"
_NAMES_WITH_VALUES = re.compile(rf"\b({_NAME}(?:{_JOINED}{_NAME})+)\s+(?:are|were|have|weigh|get|got)\s+"
                                rf"({_VALUE}(?:{_JOINED}{_VALUE})+)\b")
_SHARE = re.compile(rf"(?<![\d.,/])\b({_COUNT})(?:\s+in|(?:\s+[a-z]+){{0,2}}?\s+out of)\s+(?:every\s+)?"
                    rf"({_COUNT})\b(?![.,]\d)", re.IGNORECASE)


def stated_numbers(whole: str, question: str) -> tuple[str, list[Number]]:
    """Return a text without what backs it up, sets it off or is asked in it, and its numbers; the whole if none."""
    def told_of_another(found: re.Match[str]) -> str:
        what = _TOLD_OF.search(found[0])
        return found[0] if what is None or _words(what[1]) & _words(question) else " "

    alone = _ASIDE.sub("", whole)
    for text in (without_questions(_SET_OFF.sub(told_of_another, alone)), without_questions(alone), alone):
        stated = numbers(text)
        if stated:
            return text, stated
    return whole, numbers(whole)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.lower()))


def written_out(text: str, *, share: bool) -> str:
    """Write what stands for a number as that number: "3 below zero" as -3; as a `share`, "1 in 5" as 1/5.

    "Lea and Max are 24 and 12" becomes "Lea is 24, Max is 12".
    """
    text = _BELOW_ZERO.sub(_negative, text)
    text = _NAMES_WITH_VALUES.sub(_each_with_its_own, text)
    return _SHARE.sub(_fraction, text) if share else text


def _negative(found: re.Match[str]) -> str:
    return f"minus {found[1]}{found[2]}" if len(numbers(found[1])) == 1 else found[0]


def _each_with_its_own(found: re.Match[str]) -> str:
    names, values = (re.split(_JOINED, part) for part in found.groups())
    if len(names) != len(values) or any(len(numbers(value)) != 1 for value in values):
        return found[0]
    return ", ".join(f"{name} is {value}" for name, value in zip(names, values, strict=True))


def _fraction(found: re.Match[str]) -> str:
    some, all_of = (numbers(part) for part in found.groups())
    if len(some) != 1 or len(all_of) != 1 or not 0 < some[0].value <= all_of[0].value:
        return found[0]
    return f"{some[0].value:g}/{all_of[0].value:g}"
