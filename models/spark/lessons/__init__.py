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

import yaml

Conversation = list[tuple[str, str]]

# The share of all conversations for what the exams of earlier trainings found slow to learn; the other
# lessons divide what is left by their own weights.
SHARES = {
    "facts": 0.25,
    "world": 0.22,
    "sums": 0.04,
    "beyond": 0.11,
    "talk": 0.085,
    "program": 0.075,
    "identity": 0.055,
    "snippets": 0.015,
    "lists": 0.015,
}

_EXAMS = Path(__file__).parent.parent / "exams"
_TIER_TESTS = Path(__file__).parents[3] / "config" / "tier_tests.yaml"
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


def held_back() -> frozenset[str]:
    """What no lesson may ask, normalised: the fixed exams, and what the program's own exam asks a bare model.

    A greeting of one or two words stays: everybody begins with it.
    """
    tiers = yaml.safe_load(_TIER_TESTS.read_text(encoding="utf-8"))["tiers"]
    asks = [ask for tier in tiers.values() for item in tier["model"] for ask in item["asks"]]
    # One that is several lines is a talk: each line of it.
    lines = [line for ask in asks for line in ([ask] if isinstance(ask, str) else ask)]
    return exam_questions() | {normal(line) for line in lines if line.count(" ") > 1}


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
    held = held_back()
    lessons = all_lessons()
    streams = [lesson.examples(rng) for lesson in lessons.values()]
    weights = [share_of(name, lessons) for name in lessons]
    while True:
        conversation: Conversation = next(rng.choices(streams, weights)[0])
        if not any(normal(asked) in held for asked, _ in conversation):
            yield conversation
