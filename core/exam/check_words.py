"""Checks by words: what an answer states, not which letters it happens to hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from core.exam.admission import admits
from core.exam.said import denied_behind, mentions, outside_code, plain, repeats_itself, says
from core.exam.verdict import Verdict

# An answer that is nothing but two: "mouses or mice".
_EITHER = re.compile(r"\W*(?:either\s+)?((?:[\w'-]+ ){0,2}[\w'-]+),?\s+or\s+(?:maybe |perhaps |possibly )?"
                     r"((?:[\w'-]+ ){0,2}[\w'-]+)\W*", re.IGNORECASE)
_EITHER_MAX = 80
# A test that lists more phrases than this for one thing lists examples of what is right, and others may be as well.
_VARIANTS_MAX = 3


def _says_either(text: str, phrases: tuple[str, ...]) -> bool:
    """Say whether the whole answer is a choice left open, of which only one half is right."""
    either = _EITHER.fullmatch(text) if len(text) <= _EITHER_MAX else None
    if either is None or len(phrases) > _VARIANTS_MAX or any(says(text, phrase) and " or " in phrase
                                                            for phrase in phrases):
        return False
    return len({any(says(half, phrase) for phrase in phrases) for half in either.groups()}) == 2


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
        if len(self.groups) == 1 and _says_either(text, self.groups[0]):
            return Verdict(False, "names two and leaves it open")
        missing = [group for group in self.groups if not any(says(text, phrase) for phrase in group)]
        if missing:
            return Verdict(False, "does not say " + "; nor ".join(" or ".join(group[:3]) for group in missing))
        return Verdict(True, "says it")


# What stands between two answers given at once: "blue and green", "Lyon, or perhaps Paris", "1. Lyon\n2. Paris".
_JOINS = re.compile(r"(?:[\s,/&]|\.(?=\s*or\b)|\b(?:and|or|either|also|maybe|perhaps|possibly|sometimes|in|at|the|a|an|"
                    r"it|is|could|be|to)\b)*", re.IGNORECASE)
_LISTS = re.compile(r"\s*(?:;\s*|\s[-–]\s+|[,.;]?\s*\n\s*(?:\d{1,2}[.)]|[-*•])\s*)")
_ENDS = re.compile(r"\s*(?:[;,.!\n]|[-–]\s|$)")
# What others say, and what is granted before the answer comes.
_OTHERS_SAY = re.compile(r"\b(?:(?:some|many|most|others?|people|they)(?: \w+){0,2}? (?:say|think|believe|claim|assume|"
                         r"guess|expect)|(?:you|one) (?:might|may|could|would) (?:\w+ )?(?:think|say|expect|guess))"
                         r"(?:\s+(?:it is|it's|that|the|of))*\s*$", re.IGNORECASE)
_GRANTED = re.compile(r"\s+(?:is|was)\s+(?P<article>an?|the|one of the)\s+(?P<what>[^.;\n]*?),?\s+but\b"
                      r"(?P<instead>[^.;\n]*)", re.IGNORECASE)
_HELD_TO_BE = re.compile(r"\s+(?:is|was)\s+(?:\w+\s+)?(?:thought|believed|assumed|mistaken|said|taken)\b"
                         r"[^.;\n]*\bbut\b",
                         re.IGNORECASE)
# What was so once, where it is asked what is so.
_ONCE_BEFORE = re.compile(r"\b(?:used to be|was once|was formerly|formerly)\s+(?:the\s+)?$", re.IGNORECASE)
_ONCE_BEHIND = re.compile(r"\s+(?:used to be|(?:was|were)\b[^.;\n]*"
                          r"\b(?:once|until|before|formerly|originally|previously))\b",
                          re.IGNORECASE)
_ASKS_THE_PAST = re.compile(r"\b(?:was|were|did|had|used to)\b", re.IGNORECASE)
# "Stockholm is the capital of Sweden": the thing that is asked for, of another one.
_OF_ANOTHER = re.compile(r"\s+(?:is|was)\s+(?:the|an?)\s+(?P<what>\w+)(?:\s\w+){0,2}?\s+(?:of|in)\s+"
                         r"(?P<whose>[A-Z]\w+)")
# "Oslo. Actually, it is Bergen."
_CORRECTS = re.compile(r"(?:^|[.!?…\n—–])\s*(?:(?:oh|no|wait|sorry|actually|correction|rather|i mean)\b[,.:!]?\s*)+"
                       r"(?:(?:(?:it|that|this)(?:'s| is)|the \w+(?: \w+){0,4} is)\s+)?$", re.IGNORECASE)
_ITS = re.compile(r"\W*(?:(?:it's|it is|that's|that is|(?:the )?answer(?: is)?:?)\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """One of the possible answers, and where it stands."""

    start: int
    end: int
    option: str


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
        if _says_either(text, self.right):
            return Verdict(False, "names two and leaves it open")
        every = {*self.right, *self.among}
        if self.about:
            stated = self._stated(text, question, every)
            claimed = self._opening(text, stated) | {option for option in every if self._is_claimed(text, option)}
            claimed = claimed or {one.option for one in stated}
            return self._verdict(min(claimed, default="", key=lambda option: option in self.right), bool(claimed))
        said = self._stated(text, question, {option for option in every
                                             if option in self.right or not says(question, option)})
        # What is granted to others counts only where nothing else is said, and what is corrected does no more.
        said = [one for one in said if not _is_granted(text, question, one)] or said
        corrected = [place for place in range(1, len(said)) if _is_correction(text, said[place])]
        said = said[corrected[-1]:] if corrected else said
        if not said:
            return self._verdict("", False)
        return self._verdict(self._beside(text, said) or said[0].option, True)

    def _stated(self, text: str, question: str, options: set[str]) -> list[_Said]:
        return sorted((_Said(*place, option) for option in options for place in mentions(text, option)
                       if not denied_behind(text, place[1], question)), key=lambda one: (one.start, one.option))

    def _beside(self, text: str, said: list[_Said]) -> str:
        """A wrong answer that is given together with the first one; none: nothing."""
        last = said[0]
        for other in said[1:]:
            gap = text[last.end:other.start]
            joined = _JOINS.fullmatch(gap) or (_LISTS.fullmatch(gap) and _ENDS.match(text, other.end))
            if other.option not in self.right and joined:
                return other.option
            last = other if other.option in self.right else last
        return ""

    def _opening(self, text: str, said: list[_Said]) -> set[str]:
        """The answer that stands alone at the beginning ("Dee. She is taller"), and one given together with it."""
        if not said or not _ITS.fullmatch(text, 0, said[0].start) or not _ENDS.match(text, said[0].end):
            return set()
        return {said[0].option, self._beside(text, said)} - {""}

    def _is_claimed(self, text: str, option: str) -> bool:
        # "From tallest to shortest: Ada, ..." says of nobody what they are.
        name, about = rf"\b{re.escape(option)}\b", rf"(?<!\bto )\b(?:{self.about})\b"
        is_it = r"(?:is|was|be|:|=)"
        among = r"(?:\s+\w+){0,2}\s+(?:among|of|between)\s+(?:(?!\bis\b|\bwas\b)[^.;\n]){1,80}?"
        return re.search(rf"{name}(?:\s+\w+){{0,2}}?\s+{is_it}(?:\s+(?!not\b)\w+){{0,3}}?\s+{about}|"
                         rf"{about}(?:(?:\s+\w+){{0,4}}?|{among})\s*{is_it}\s+{name}", text, re.IGNORECASE) is not None

    def _verdict(self, said: str, any_said: bool) -> Verdict:
        right = said in self.right
        return Verdict(right, "says it" if right else f"says {said!r}" if any_said
                       else f"does not say {self.right[0]!r}")


def _is_granted(text: str, question: str, said: _Said) -> bool:
    """Say whether an answer is only granted: others say it, it was so once, or "but" follows ("a big city, but")."""
    before = text[max(0, said.start - 60):said.start]
    if _OTHERS_SAY.search(before) or _HELD_TO_BE.match(text, said.end):
        return True
    if not _ASKS_THE_PAST.search(question) and (_ONCE_BEFORE.search(before) or _ONCE_BEHIND.match(text, said.end)):
        return True
    asked = _long_words(question)
    other = _OF_ANOTHER.match(text, said.end)
    if other is not None and other["what"].lower() in asked and _names(question) and other["whose"] not in question:
        return True
    granted = _GRANTED.match(text, said.end)
    if granted is None or asked & _long_words(granted["what"]):
        return False
    return granted["article"].lower() in ("a", "an") or bool(asked & _long_words(granted["instead"]))


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def _names(question: str) -> list[str]:
    return re.findall(r"(?<=\s)[A-Z]\w+", question)


def _is_correction(text: str, said: _Said) -> bool:
    """Say whether an answer takes back what was answered before: "No, sorry, it is Bergen."."""
    return (_CORRECTS.search(text[max(0, said.start - 80):said.start]) is not None
            and _ENDS.match(text, said.end) is not None)


@dataclass(frozen=True, slots=True)
class AdmitsCheck:
    """The question cannot be answered, and the answer owns up instead of inventing something about the `subjects`."""

    subjects: tuple[str, ...] = ()

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        honest = admits(outside_code(plain(answer)), self.subjects)
        return Verdict(honest, "owns up" if honest else "does not say that it cannot know")


# What stands around an answer that was asked for in one word, and does not count.
_LABEL = re.compile(r"(?:answer|output|result|review|sentiment|category|label|word)\s*:\s*", re.IGNORECASE)
# A form may be one of lines that begin like this: then they count.
_MARK = re.compile(r"\A\s*(?:#{1,6}|>|[-*•])\s+")
_AROUND = " \t\r\n\"'“”«»"


@dataclass(frozen=True, slots=True)
class FormCheck:
    """The answer, as a whole, has this form (a regular expression over the text without dress)."""

    pattern: str

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        shown = "".join(letter for letter in plain(answer) if unicodedata.category(letter) not in ("So", "Mn", "Cf"))
        right = any(re.fullmatch(self.pattern, _undressed(text), re.IGNORECASE | re.DOTALL) is not None
                    for text in (shown, _MARK.sub("", shown)))
        return Verdict(right, "has the form asked for" if right else "has another form than asked for")


def _undressed(text: str) -> str:
    return _LABEL.sub("", text.strip(_AROUND), count=1).strip(_AROUND)
