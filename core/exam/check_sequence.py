"""The check by a list: these things, in this order, and nothing else in the list that holds them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.exam.numbers_said import numbers
from core.exam.said import denied_behind, mentions, plain, without_questions
from core.exam.verdict import Verdict


@dataclass(frozen=True, slots=True)
class _Entry:
    """One of the things that are looked for, and where it stands."""

    value: float | str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SequenceCheck:
    """The answer lists exactly these things in this order: numbers as numbers, anything else as words."""

    items: tuple[str, ...]

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        text = without_questions(plain(answer))
        wanted = [numbers(item) for item in self.items]
        if all(len(one) == 1 for one in wanted):
            return _judge_numbers([one[0].value for one in wanted], text)
        return self._judge_words(text)

    def _judge_words(self, text: str) -> Verdict:
        said = _in_order(_Entry(item, *place) for item in self.items for place in mentions(text, item))
        for run in _runs(text, said, self.items):
            stranger = _stranger(text, run)
            return Verdict(False, f"lists {stranger!r} among them") if stranger else Verdict(True, "in order")
        # Told in sentences: what counts is when each is named first; a bare list may not name one twice.
        first: list[_Entry] = []
        for place, entry in enumerate(said):
            if entry.value not in [one.value for one in first]:
                first.append(entry)
            elif _is_joined(_gap(text, said[place - 1], entry), frozenset()):
                return Verdict(False, f"lists {entry.value!r} twice")
        if [entry.value for entry in first] == list(self.items) and not (stranger := _stranger(text, first)):
            return Verdict(True, "in order")
        order = iter([entry.value for entry in first])
        missing = next((item for item in self.items if item not in order), "")
        why = f"{missing!r} is missing or out of order" if missing else f"lists {stranger!r} among them"
        return Verdict(False, why)


def _judge_numbers(wanted: Sequence[float], text: str) -> Verdict:
    if all(value.is_integer() for value in wanted):
        text = text.replace("/", " ")
    text, marks = _without_marks(text)
    said = [_Entry(number.value, number.start, number.end) for number in numbers(text, listed=True)] or marks
    said = [entry for place, entry in enumerate(said) if not place or not _is_said_again(text, said[place - 1], entry)]
    step = wanted[-1] - wanted[-2] if len(wanted) > 1 else 1
    found = ""
    for run in _runs(text, said, wanted):
        # An announcement may name a number before the list ("Counting to 5: 1 2 3 4 5"), but the list may not go on.
        after = said[said.index(run[-1]) + 1:]
        if (not after or not math.isclose(float(after[0].value), wanted[-1] + step)
                or denied_behind(text, after[0].end, "")):
            return Verdict(True, "in order")
        found = f"goes on after {wanted[-1]:g}"
    return Verdict(False, found or f"counts {' '.join(f'{entry.value:g}' for entry in said[:12]) or 'nothing'}")


def _is_said_again(text: str, one: _Entry, other: _Entry) -> bool:
    """Say whether a number follows in words that stands there in digits: "1 (one)", "2: two"."""
    return (one.value == other.value and text[one.end - 1].isdigit() and text[other.end - 1].isalpha()
            and re.fullmatch(r"[ \t]*[(:=–-]?[ \t]*", text[one.end:other.start]) is not None)


def _without_marks(text: str) -> tuple[str, list[_Entry]]:
    """Blank what numbers a list, on lines or within one: "1. One 2. Two"; where nothing else counts, it is the list."""
    marks = list(re.finditer(r"(?<!\S)(\d{1,4})[.)](?=\s|$)", text))
    if len(marks) < 2 or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)):
        return text, []
    for mark in marks:
        text = text[:mark.start()] + " " * len(mark[0]) + text[mark.end():]
    return text, [_Entry(float(mark[1]), mark.start(), mark.end()) for mark in marks]


def _in_order(entries: Iterator[_Entry]) -> list[_Entry]:
    """Sort by place, and of two at one place keep the longer."""
    kept: list[_Entry] = []
    for entry in sorted(entries, key=lambda one: (one.start, -one.end)):
        if not kept or entry.start >= kept[-1].end:
            kept.append(entry)
    return kept


def _runs(text: str, said: list[_Entry], wanted: Sequence[float | str]) -> Iterator[list[_Entry]]:
    """Yield where the wanted things stand one after the other as a list of their own."""
    size = len(wanted)
    for start in range(len(said) - size + 1):
        run = said[start:start + size]
        if [entry.value for entry in run] != list(wanted):
            continue
        inside = frozenset(_gap(text, one, other) for one, other in pairwise(run))
        before = start > 0 and _is_joined(_gap(text, said[start - 1], run[0]), inside | {"."})
        after = start + size < len(said) and _is_joined(_gap(text, run[-1], said[start + size]), inside)
        if not before and not after:
            yield run


def _gap(text: str, left: _Entry, right: _Entry) -> str:
    """What stands between two entries, without blanks, quotes and "and"; a word or an empty line parts two lists."""
    between = text[left.end:right.start]
    in_words = re.search(r"[^\W\d]", text[text.rfind("\n", 0, left.start) + 1:left.start])
    if re.search(r"\n\s*\n", between) or ("\n" in between and in_words):
        return "another list"
    bare = re.sub(r"(?m)\b(?:and|then)\b|^\s*(?:\d{1,3}[.)]|[-*•])(?=\s)", "", between.lower())
    return re.sub(r"[\s\"'\ufe0f\u20e3]", "", bare)


def _is_joined(gap: str, kinds: frozenset[str]) -> bool:
    return gap in {"", ",", ";", "&", "...", "…"} or (gap in kinds and not re.search(r"\w", gap))


_THING = r"[A-Z][\w-]*(?: [A-Z][\w-]*)?"
_PARTS_BEHIND = r"\s*,\s*(?:and\s+)?|\s*\n\s*(?:\d{1,3}[.)]|[-*•])\s+"
_ENDS = r"\s*(?:[.,;\n]|$)"
# These only begin an answer.
_NO_THINGS = frozenset(("sure", "okay", "ok", "yes", "well", "so", "hello", "hi", "certainly", "absolutely", "here",
                        "alright", "great", "answer", "then", "first", "of course"))
_PARTS = r"(?:\s*,\s*(?:and\s+)?|\s*\n\s*(?:\d{1,3}[.)]\s+|[-*•]\s+)?)"


def _stranger(text: str, run: Sequence[_Entry]) -> str:
    """Name a thing that stands in a list of names as one more of them, though nobody asked for it."""
    if not all(text[entry.start:entry.end][:1].isupper() for entry in run):
        return ""
    for one, other in pairwise(run):
        between = re.fullmatch(rf"{_PARTS}({_THING}){_PARTS}", text[one.end:other.start])
        if between:
            return between[1]
    gap = text[run[-2].end:run[-1].start] if len(run) > 1 else ""
    if re.search(r"[^\W\d]", gap):
        return _one_more(_PARTS_BEHIND, text[run[-1].end:], _ENDS)
    # The same stands between any two of a list, but for the numbers of its lines.
    joint = re.sub(r"\d+", r"\\d+", re.escape(gap))
    before = re.search(rf"(?:^|[\n:(\[{{])\W*({_THING}){joint}$", text[:run[0].start]) if gap.strip() else None
    if before and before[1].lower() not in _NO_THINGS:
        return before[1]
    # A line behind the last may be a word of goodbye: of bare lines it is one of the list where no point ends it.
    ends = rf"{_ENDS}|[\"'|→\])}}]| [-–>→|]" if gap.strip() else r"[ \t]*(?:\n|$)"
    return _one_more(_PARTS_BEHIND, text[run[-1].end:], _ENDS) or _one_more(joint, text[run[-1].end:], ends)


def _one_more(joint: str, behind: str, ends: str) -> str:
    """Name the thing that stands behind a list as one more of it."""
    further = re.match(rf"(?:{joint})({_THING})(?:{ends})", behind)
    return further[1] if further else ""
