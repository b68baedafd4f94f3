"""A text too long for its place taken in part: its beginning, its end, and the lines that a question's words are in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_SAMPLE_CHARACTERS = 30_000
_WHOLE_COUNT_CHARACTERS = 400_000
_TRIES_MAX = 8
_AROUND = 2
_MATCHES_MAX = 400
_NO_CONTENT = frozenset(re.findall(
    r"\w+", "the and for are was were what which when where why how who does did has have had this that these those "
    "with from into about not you your can could would should will its our they them there here please show tell give "
    "find all any some file files line lines text explain fix make summarise summarize list mean means happened"))
_TROUBLE = re.compile(r"error|exception|traceback|fail|fatal|panic|denied|cannot", re.IGNORECASE)
_TROUBLED = re.compile(r"\b(?:error|errors|fail\w*|wrong|crash\w*|problem|bug|bugs|exception|trouble"
                       r"|why)\b", re.IGNORECASE)

Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken of a text; `what` says which lines, in words."""

    text: str
    what: str
    tokens: int


def tokens_of(text: str, count: Count) -> int:
    """Count a text's tokens; of a very long one, reckon them from three samples."""
    if len(text) <= _WHOLE_COUNT_CHARACTERS:
        return count(text)
    middle = len(text) // 2
    samples = [text[at:at + _SAMPLE_CHARACTERS] for at in (0, middle, len(text) - _SAMPLE_CHARACTERS)]
    return sum(map(count, samples)) * len(text) // sum(map(len, samples))


def content_words(question: str) -> tuple[str, ...]:
    """Return the words of a question that may stand in a text, without the @names in it."""
    words = re.findall(r"[^\W_]\w{2,}", re.sub(r"(?:^|\s)@\S+", " ", question).lower())
    return tuple(dict.fromkeys(word for word in words if word not in _NO_CONTENT))


def part_of(text: str, room: int, question: str, count: Count) -> Taken:
    """Return as much of a text as `room` tokens hold, and which lines that is."""
    whole = tokens_of(text, count)
    budget = len(text) * room // max(1, whole)
    for _ in range(_TRIES_MAX):
        taken, what = _cut(text, budget, question)
        tokens = count(taken)
        if tokens <= room:
            return Taken(taken, what, tokens)
        budget = budget * room * 95 // (tokens * 100)
    return Taken("", "nothing", 0)


def _cut(text: str, budget: int, question: str) -> tuple[str, str]:
    lines = text.splitlines()
    sizes = [len(line) + 1 for line in lines]
    if max(sizes) > budget // 4:
        return _cut_characters(text, budget)
    matches = _matching(lines, question)
    chosen: set[int] = set()
    left = budget - 60
    spent = _take(range(len(lines)), sizes, left // (4 if matches else 2), chosen)
    spent += _take(reversed(range(len(lines))), sizes, left // (4 if matches else 2), chosen)
    for at in matches:
        around = range(max(0, at - _AROUND), min(len(lines), at + _AROUND + 1))
        near = [place for place in around if place not in chosen]
        cost = sum(sizes[place] for place in near) + 40
        if near and spent + cost <= left:
            chosen.update(near)
            spent += cost
    spent += _take((at for at in range(len(lines)) if at not in chosen), sizes, left - spent, chosen)
    return _joined(lines, sorted(chosen))


def _matching(lines: list[str], question: str) -> list[int]:
    """Return the lines that hold the question's words, those with most of them first."""
    words = content_words(question)
    pattern = re.compile("|".join(rf"\b{re.escape(word.rstrip('s') if len(word) > 4 else word)}" for word in words),
                         re.IGNORECASE) if words else None
    troubled = _TROUBLED.search(question) is not None
    scores = []
    for at, line in enumerate(lines):
        score = len({found.lower() for found in pattern.findall(line)}) if pattern else 0
        score += troubled and _TROUBLE.search(line) is not None
        if score:
            scores.append((-score, at))
    # The last of equals first: in a log, what matters is what happened last.
    return [at for _, at in sorted(scores, key=lambda found: (found[0], -found[1]))[:_MATCHES_MAX]]


def _take(places: Iterable[int], sizes: list[int], budget: int, chosen: set[int]) -> int:
    spent = 0
    for at in places:
        if at in chosen:
            continue
        if spent + sizes[at] > budget:
            break
        chosen.add(at)
        spent += sizes[at]
    return spent


def _joined(lines: list[str], chosen: list[int]) -> tuple[str, str]:
    """Write the chosen lines with a mark where some are left out, and say which they are."""
    spans: list[tuple[int, int]] = []
    for at in chosen:
        if spans and spans[-1][1] == at - 1:
            spans[-1] = (spans[-1][0], at)
        else:
            spans.append((at, at))
    pieces: list[str] = []
    following = 0
    for first, last in spans:
        if first > following:
            pieces.append(f"[… lines {following + 1:,} to {first:,} are left out …]")
        pieces += lines[first:last + 1]
        following = last + 1
    if following < len(lines):
        pieces.append(f"[… lines {following + 1:,} to {len(lines):,} are left out …]")
    return "\n".join(pieces), f"{_spans_text(spans)} of {len(lines):,}"


def _spans_text(spans: list[tuple[int, int]]) -> str:
    if not spans:
        return "no line"
    written = [f"{first + 1:,}" if first == last else f"{first + 1:,} to {last + 1:,}" for first, last in spans]
    shown = written if len(written) <= 8 else [*written[:4], f"{len(written) - 7} more places", *written[-3:]]
    return "lines " + (shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1])


def _cut_characters(text: str, budget: int) -> tuple[str, str]:
    """Cut a text of few, very long lines by its characters."""
    half = max(0, budget - 60) // 2
    if half < 1:
        return "", "nothing"
    gap = f"\n[… characters {half + 1:,} to {len(text) - half:,} are left out …]\n"
    return text[:half] + gap + text[-half:], (f"characters 1 to {half:,} and {len(text) - half + 1:,} to {len(text):,}")
