"""Every lesson Spark learns from, mixed by weight; no question of the fixed exams can come out."""

from __future__ import annotations

import importlib
import json
import pkgutil
import random
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

Conversation = list[tuple[str, str]]

# The share of all conversations for what the exams of earlier trainings found slow to learn; the other
# lessons divide what is left by their own weights.
SHARES = {
    "facts": 0.25,
    "world": 0.22,
    "sums": 0.04,
    "beyond": 0.09,
    "talk": 0.085,
    "program": 0.075,
    "identity": 0.05,
    "snippets": 0.015,
    "lists": 0.015,
}

_EXAMS = Path(__file__).parent.parent / "exams"
_SIGNS = re.compile(r"[^a-z0-9]+")


def normal(text: str) -> str:
    """What makes two questions the same: lower case, letters and digits only."""
    return _SIGNS.sub("", text.lower())


def exam_questions(folder: Path = _EXAMS) -> frozenset[str]:
    """Every question of every exam, normalised."""
    found: set[str] = set()
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                found.add(normal(json.loads(line)["text"]))
    return frozenset(found)


def all_lessons() -> dict[str, ModuleType]:
    """The modules of this package that teach: those with a WEIGHT and examples()."""
    lessons: dict[str, ModuleType] = {}
    for found in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{found.name}")
        if hasattr(module, "WEIGHT") and hasattr(module, "examples"):
            lessons[found.name] = module
    return lessons


def share_of(name: str, lessons: dict[str, ModuleType]) -> float:
    """How much of the mix one lesson is."""
    if name in SHARES:
        return SHARES[name]
    others = sum(float(lesson.WEIGHT) for other, lesson in lessons.items() if other not in SHARES)
    return (1 - sum(SHARES.values())) * float(lessons[name].WEIGHT) / others


def conversations(rng: random.Random) -> Iterator[Conversation]:
    """An endless mix of all lessons; what an exam asks is left out."""
    exam = exam_questions()
    lessons = all_lessons()
    streams = [lesson.examples(rng) for lesson in lessons.values()]
    weights = [share_of(name, lessons) for name in lessons]
    while True:
        conversation: Conversation = next(rng.choices(streams, weights)[0])
        if not any(normal(asked) in exam for asked, _ in conversation):
            yield conversation
