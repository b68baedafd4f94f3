"""The tests themselves, read from config/tier_tests.yaml: tiers of items, each asked in several wordings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from core.exam.checks import read_check
from core.exam.shell_effect import ShellCheck
from core.exam.verdict import BadTest, Check
from core.words.values import Json

Lane = Literal["assistant", "model"]
TIERS = (0, 1, 2, 3, 4)
ITEMS_MIN = 25
TOKENS_MAX = 256
_ITEM_KEYS = {"id", "skill", "asks", "check", "tokens", "haystack", "folder", "effect", "classic"}
_FILLER = (
    "The ferry leaves the old harbour at noon and comes back when the lamps are lit.",
    "Every spring the gardener paints the gate green and counts the pear trees.",
    "A letter lay on the table for weeks because nobody knew the handwriting.",
    "The baker opens before sunrise and sells what is left to the school.",
    "Rain fell on the hills, and the river carried branches past the mill.",
    "The clock in the hall is slow, so the guests are always told to come early.",
    "Two brothers keep bees behind the station and never agree about the honey.",
    "On market days the square smells of fish, oranges and new rope.",
)


@dataclass(frozen=True, slots=True)
class Haystack:
    """A long text with one sentence in it that matters: `words` long, the sentence at `depth` (0 to 1)."""

    words: int
    depth: float
    needle: str

    def text(self) -> str:
        """Write the text; the same each time."""
        sentences: list[str] = []
        count = 0
        while count < self.words:
            sentence = _FILLER[(len(sentences) * 5 + len(sentences) // 8) % len(_FILLER)]
            sentences.append(sentence)
            count += len(sentence.split())
        sentences.insert(round(self.depth * len(sentences)), self.needle)
        return " ".join(sentences)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be tested. An ask is one line, or several that are said one after the other.

    `classic` marks the prompts of the original tests. `folder` is laid out before an item of the assistant lane, and
    `effect` says what must then be true; an item of the model lane has a `check` for its answer.
    """

    id: str
    tier: int | None
    lane: Lane
    skill: str
    asks: tuple[tuple[str, ...], ...]
    check: Check | None = None
    tokens_max: int = TOKENS_MAX
    haystack: Haystack | None = None
    folder: Mapping[str, str | None] = field(default_factory=dict)
    effect: Mapping[str, Json] = field(default_factory=dict)
    classic: bool = False
    digest: str = ""

    def question(self, wording: int) -> str:
        """Return what the model is asked in this wording, with the long text in front where there is one."""
        asked = "\n".join(self.asks[wording])
        return f"{self.haystack.text()}\n\n{asked}" if self.haystack else asked


@dataclass(frozen=True, slots=True)
class Question:
    """One wording of an item: what is counted."""

    item: Item
    wording: int

    @property
    def command_in(self) -> Mapping[str, Json] | None:
        """What lies in the folder that a shell command is asked for; None where none is."""
        return self.item.check.setup if isinstance(self.item.check, ShellCheck) else None

    @property
    def id(self) -> str:
        return f"{self.item.id}.{self.wording + 1}"

    @property
    def text(self) -> str:
        return "\n".join(self.item.asks[self.wording])


@dataclass(frozen=True, slots=True)
class Paper:
    """All items: those of the tiers, and the probes that measure single skills (`tier` None)."""

    items: tuple[Item, ...]

    def questions(self, tier: int | None, *, lane: Lane | None = None, short: bool = False) -> tuple[Question, ...]:
        """Return the questions of a tier; `short`: of the classic items, the first wording alone."""
        return tuple(Question(item, wording) for item in self.items
                     if item.tier == tier and lane in (None, item.lane) and (item.classic or not short)
                     for wording in range(1 if short else len(item.asks)))


def read_paper(file: Path) -> Paper:
    """Read the tests; raise BadTest where one is not what it should be."""
    try:
        whole = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BadTest(f"{file}: {error}") from error
    items = tuple(_items(whole["tiers"], whole["probes"], file.name))
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise BadTest(f"{file.name}: {item.id} stands there twice")
        seen.add(item.id)
    return Paper(items)


def _items(tiers: Mapping[int, Mapping[str, Any]], probes: Sequence[Mapping[str, Any]], where: str) -> Iterator[Item]:
    for tier, lanes in tiers.items():
        for spec in lanes.get("assistant", ()):
            yield _item(spec, tier, "assistant", where)
        for spec in lanes.get("model", ()):
            yield _item(spec, tier, "model", where)
    for spec in probes:
        yield _item(spec, None, "model", where)


def _item(spec: Mapping[str, Any], tier: int | None, lane: Lane, where: str) -> Item:
    place = f"{where}: {spec.get('id', spec)}"
    unknown = set(spec) - _ITEM_KEYS
    if unknown or "id" not in spec or not spec.get("asks"):
        raise BadTest(f"{place}: unknown {sorted(unknown)}" if unknown else f"{place}: an item needs an id and asks")
    needs = "check" if lane == "model" else "effect"
    if needs not in spec:
        raise BadTest(f"{place}: an item of the {lane} lane needs {needs}")
    asks = tuple(tuple(ask) if isinstance(ask, list) else (str(ask),) for ask in spec["asks"])
    return Item(
        id=str(spec["id"]), tier=tier, lane=lane, skill=str(spec.get("skill", "")), asks=asks,
        check=read_check(spec["check"], place) if lane == "model" else None,
        tokens_max=int(spec.get("tokens", TOKENS_MAX)),
        haystack=Haystack(**spec["haystack"]) if "haystack" in spec else None,
        folder=dict(spec.get("folder", {})), effect=dict(spec.get("effect", {})), classic=bool(spec.get("classic")),
        digest=hashlib.sha256(json.dumps(spec, sort_keys=True, default=str).encode()).hexdigest()[:16])
