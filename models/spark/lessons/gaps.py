"""A known sentence with a gap in it: "the sun rises in the ..."; the gap must have one filling only."""

import random
import re
from functools import lru_cache

from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import families, family_answer, pairs, words

_TABLES = ("everyday.tsv", "described.tsv")
GAP = (
    "{p} ...", "{p} ___", "{p}...", "{p}", "{p} what", "fill in: {p} ...", "fill in the gap: {p} ___", "complete: {p}",
    "complete the sentence: {p} ...", "finish the sentence: {p}", "finish this: {p} ...", "{p} [blank]", "{p} ?",
    "{p} ____", "{p} _____", "{p} ______", "{p} ____.", "{p} [____|__|_____]?", "complete: {p} ____", "{p} ..... ?",
    "fill the gap: {p} ____", "fill in the blank: {p} ____", "finish the sentence: {p} ____", "{p} \\[ \\]",
    "{p} \\(?\\)", "{p}:", "{p} xxx", "{p} dot dot dot", "{p} ... which word goes there",
    "how does it go on: {p}", "i say \"{p}\", you say", "{p}, and then what", "what is missing: {p} ...", "{p} -",
    "{p} what exactly", "which word is missing: {p} ...", "so {p}", "and {p}", "{p} \\(fill in\\)", "end this: {p}",
)  # fmt: skip
_HEAD = (
    "... {t}", "___ {t}", "what {t}", "which one {t}", "it {t}, what is it", "fill in: ___ {t}", "who or what {t}",
    "complete: ... {t}", "what is missing: ... {t}", "the thing that {t}", "something {t}, what", "[blank] {t}",
    "the gap: ___ {t}", "{t}: what is it", "can you name what {t}", "name what {t}", "i forgot what {t}",
)  # fmt: skip
_WITH_GAP = words(
    """young young group polygon opposite opposite plural past symbol formula language currency landmark
    home eats makes from comparative female male roman measured-in abbreviation meat synonym in-digits mixing"""
)
_LOWER = frozenset(words("the a an we you our most water ice fire air plants trees people wool muscles milk"))
_STARTS = re.compile(
    r"^(?:The|An?) ([a-z]+) ((?:is|has|can|comes|makes|gives|looks|goes|pumps|digests|turns|measures|tells|opens|keeps|"
    r"bakes|flies|travels|grows|shows|carries|sleeps|lasts|covers|becomes)\b .+)\.$"
)
_LINKS = frozenset(words("is are means in on with from called at into for than after before eats learn our"))


@lru_cache(maxsize=1)
def _starts() -> dict[str, int]:
    """How many different answers begin with these words."""
    counted: dict[str, int] = {}
    answers = {answer for table in _TABLES for _, answer in pairs(table)}
    for family in families().values():
        for row in family.rows:
            for key in row.keys:
                answers.add(f"{key.lstrip('*')} {row.value}")
    for answer in answers:
        said = re.sub(r"[.,;:]", "", answer).lower().split()
        for end in range(1, len(said) + 1):
            start = " ".join(said[:end])
            counted[start] = counted.get(start, 0) + 1
    return counted


@lru_cache(maxsize=2048)
def gaps(answer: str) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """The gaps that fit an answer: the ways to ask, the name of the slot, and what fills it."""
    sentence = answer.removesuffix(".")
    if re.search(r"[.;:,()=*#@&\"`\[\]|?]", sentence) or answer.startswith(("Yes", "No", "They", "It ", "Press")):
        return ()
    said = sentence.split()
    if not 4 <= len(said) <= 12:
        return ()
    found = []
    for end in range(max(3, len(said) - 4), len(said)):
        start = " ".join(said[:end])
        least = 4 if said[end - 1] in ("is", "are") else 3
        linked = said[end - 1] in _LINKS or said[end - 2 : end] in (["in", "the"], ["at", "the"], ["from", "the"])
        if linked and end >= least and _starts().get(start.lower(), 0) == 1:
            found.append((GAP, "p", _lowered(start)))
    if head := _STARTS.match(answer):
        found.append((_HEAD, "t", head.group(2)))
    return tuple(found)


def gap_pattern(answer: str, rng: random.Random) -> tuple[str, dict[str, object]] | None:
    """A way to ask for an answer by leaving something out of it, with its slots."""
    fitting = gaps(answer)
    if not fitting:
        return None
    patterns, slot, filling = rng.choice(fitting)
    return rng.choice(patterns).replace("[blank]", "\\[blank\\]"), {slot: filling}


def family_gap(rng: random.Random) -> tuple[str, str]:
    """A fact of a family with its value left out: "the opposite of hot is ____"."""
    family = families()[rng.choice(_WITH_GAP)]
    row = rng.choice([row for row in family.rows if not row.rare] or family.rows)
    fact = family_answer(family, rng.choice(row.keys), row.value)
    left = _lowered(fact[: fact.rindex(row.value)].rstrip())
    return fill(rng.choice(GAP).replace("[blank]", "\\[blank\\]"), rng, p=left), fact


def _lowered(text: str) -> str:
    first, blank, rest = text.partition(" ")
    return (first.lower() if first.lower() in _LOWER else first) + blank + rest
