"""What an answer says, apart from how it is dressed: its code and its words (its numbers: numbers_said.py)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# A fence may be indented, as under an item of a list; its end stands as far to the left or further.
_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<language>[\w+#-]*)[^\n]*\n(?P<code>.*?)"
                    r"(?:^(?:(?P=indent)| {0,3})(?P=marks)|\Z)", re.DOTALL | re.MULTILINE)
# A thinking part that a template did not tell apart; one that never ends has no answer after it.
_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
# A template may have opened it in the question: then its end stands alone.
_THOUGHT_BEFORE = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
# One star or dash on each side of words, as for slanted letters; that of a product has none such.
_SLANTED = re.compile(r"(?<![\w*])([*_])(?=[^\W_])([^*_\n]*?[\w.!?])\1(?![\w*])")
_DRESS = re.compile(r"\*\*|__|`|\\boxed|\\text|\\[()\[\]]|\$")

_FRACTION = re.compile(r"\\[dt]?frac\{([^{}\n]{1,20})\}\{([^{}\n]{1,20})\}")

_LOOP_CHARACTERS_MIN = 120


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code and the language its fence names, "" when it names none."""

    text: str
    language: str


def answer_alone(text: str) -> str:
    """Return an answer without the thinking that some models write into it."""
    return _THOUGHT_BEFORE.sub("", _THINKING.sub("", text)).strip()


def plain(text: str) -> str:
    """Return a text without the marks that only dress it: emphasis, code, formulas, braces around a value."""
    # Composed letters keep their place when their accents go.
    text = unicodedata.normalize("NFC", text.replace("’", "'"))
    bare = _SLANTED.sub(r"\2", _DRESS.sub("", _FRACTION.sub(r"\1/\2", text)))
    return re.sub(r"\{([^{}\n]{1,40})\}", r"\1", bare)


def code_blocks(text: str) -> list[Code]:
    """Return the fenced blocks of an answer, in order; the last fence may be left open."""
    return [Code(_unindented(match["code"], len(match["indent"])).strip("\n"), match["language"].lower())
            for match in _FENCE.finditer(text)]


def _unindented(code: str, blanks: int) -> str:
    return re.sub(rf"^[ \t]{{0,{blanks}}}", "", code, flags=re.MULTILINE)


def outside_code(text: str) -> str:
    """Return an answer without its fenced blocks."""
    return _FENCE.sub("\n", text)


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


_NEGATION = re.compile(r"\b(?:not|never|no|isn't|aren't|wasn't|weren't|doesn't|don't|didn't|cannot|can't|neither|"
                       r"nor)\b", re.IGNORECASE)
# These deny nothing of what they stand before.
_NO_DENIAL = re.compile(r"\b(?:no (?:doubt|problem|question|wonder|worries)|not only|without (?:a |any )?doubt|"
                        r"no other(?: \w+){0,2} than)\b", re.IGNORECASE)
# These leave open whatever their clause goes on to say.
_DOUBT = re.compile(
    r"(?:n't|\b(?:not|cannot|never|nobody|no one)) (?:really |actually |quite )?"
    r"(?:knows?|thinks?|believes?|say|tell|sure|certain|clear|convinced)\b|\b(?:i doubt|unsure)\b",
    re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:unlike|instead of|rather than|as opposed to|anything but)\s+(?:the\s+|an?\s+)?[\"']?$|"
                      r"\bwithout(?:\s+(?!(?:it|he|she|they|we|you|i|is|are)\b)[\w']+){0,3}\s+[\"']?$", re.IGNORECASE)
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_CLAUSE = re.compile(r"[!?;:\n]|[.,](?!\d)|\b(?:but|although|however|while)\b", re.IGNORECASE)
_REJECTED = re.compile(
    r"[\"')]*(?:\s+\w+)?\s*(?:\?\s*(?:no(?! doubt| question)|nope|wrong|not)\b|"
    r"\b(?:is|was|are|would be|sounds)\s+(?:simply |just |also )?(?:wrong|incorrect|false|a mistake)\b|"
    r"\b(?:is not|isn't|was not|wasn't|are not|aren't)\s+(?:right|correct|it|true|the (?:right|correct|answer))\b)",
    re.IGNORECASE)
_NOT_SO = re.compile(r"[\"')]*(?:\s+\w+)?\s+(?:is|was|are|were|does|do)(?:\s+(?:\w+\s+)?not\b|n't\b)"
                     r"(?!\s+(?:only|just|merely))", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?P<asked>\?(?!\s{0,3}(?:yes|yeah|correct|right)\b))|[!?\n]|\.(?!\d)", re.IGNORECASE)


def denied_before(text: str, start: int) -> bool:
    """Say whether the clause up to this place denies what comes now, or leaves it open."""
    before = text[max(0, start - 120):start]
    clause = _NO_DENIAL.sub("", _CLAUSE.split(before)[-1])
    return bool(_NEGATION.search(" ".join(clause.split()[-4:])) or _DOUBT.search(clause) or _INSTEAD.search(before))


def rejected_behind(text: str, end: int) -> bool:
    """Say whether what stood up to this place is called wrong at once: "54 is wrong", "54? No"."""
    return _REJECTED.match(text, end) is not None


def denied_behind(text: str, end: int, question: str) -> bool:
    """Say whether what stood up to this place is said not to be so; a question may well ask for what is not."""
    return rejected_behind(text, end) or (_NEGATION.search(question) is None and _NOT_SO.match(text, end) is not None)


def without_questions(text: str) -> str:
    """Return a text with its questions left out ("Is it 56? No, 54."), each blanked so that all places stay."""
    parts, start = [], 0
    for end in _SENTENCE_ENDS.finditer(text):
        parts.append(" " * (end.end() - start) if end["asked"] else text[start:end.end()])
        start = end.end()
    return "".join(parts) + text[start:]


def mentions(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Yield where, from and to, a text says a word or phrase as whole words and does not deny it.

    A `*` at the end of a word stands for its endings: `photosynth*`; ` ... ` for anything within a line. Accents do
    not count: Zürich is said by Zurich too.
    """
    text = _unaccented(text)
    pattern = re.escape(_unaccented(phrase)).replace(r"\ \.\.\.\ ", r"[^\n]{0,40}?[\s=]")
    pattern = r"(?<!\w)" + re.sub(r"(?:\\ )+", r"[\\s-]+", pattern).replace(r"\*", r"\w*") + r"(?!\w)"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if not denied_before(text, match.start()) and not rejected_behind(text, match.end()):
            yield match.span()


def _unaccented(text: str) -> str:
    """Return a text without accents and lowered digits (H₂O), and with a point for the star of a product.

    In phrases a star is an ending.
    """
    letters = unicodedata.normalize("NFD", re.sub(r"(?<=\w)\*(?=\w)", "·", text).translate(_LOWERED))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def says(text: str, phrase: str) -> bool:
    """Say whether a text says a phrase anywhere without denying it."""
    return next(mentions(text, phrase), None) is not None
