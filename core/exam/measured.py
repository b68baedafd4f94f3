"""What a run measured of a model: shares with their intervals, speed, memory; kept for lists and for choices."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.exam.harness import Sat
from core.exam.record import Record, model_key
from core.store.atomic import write_file
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_FILE_BYTES_MAX = 20_000_000
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the 95 % interval of Wilson (1927), which is right for few trials and near 0 and 1."""

    right: int
    total: int

    @property
    def value(self) -> float:
        return self.right / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.total:
            return 0.0, 1.0
        below = 1 + _Z * _Z / self.total
        middle = (self.value + _Z * _Z / (2 * self.total)) / below
        half = _Z * math.sqrt(self.value * (1 - self.value) / self.total + _Z * _Z / (4 * self.total**2)) / below
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def text(self) -> str:
        """Write it for a person: "17/20 85 % (64-95)"."""
        low, high = self.interval
        return f"{self.right}/{self.total} {self.value:.0%} ({low * 100:.0f}-{high * 100:.0f})"

    def data(self) -> dict[str, Json]:
        low, high = self.interval
        return {"right": self.right, "total": self.total, "share": round(self.value, 4),
                "low": round(low, 4), "high": round(high, 4)}


def share_of(records: Iterable[Record]) -> Share:
    """Count the records that are right."""
    verdicts = [record.passed for record in records]
    return Share(sum(verdicts), len(verdicts))


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a model was in these tests; None where nothing was asked of it."""

    tokens_per_second: float | None
    prompt_tokens_per_second: float | None
    first_token_seconds: float | None
    memory_peak_bytes: int

    def data(self) -> dict[str, Json]:
        return {"tokens_per_second": _rounded(self.tokens_per_second),
                "prompt_tokens_per_second": _rounded(self.prompt_tokens_per_second),
                "first_token_seconds": _rounded(self.first_token_seconds, 4),
                "memory_peak_bytes": self.memory_peak_bytes}


def speed_of(records: Iterable[Record]) -> Speed:
    """Add up what the bare model's answers took; the time to the first token is the median of the prompts."""
    asked = [record for record in records if record.lane == "model" and record.generated]
    prompt_seconds = sum(record.prompt_seconds for record in asked)
    generate_seconds = sum(record.generate_seconds for record in asked)
    return Speed(
        sum(record.generated for record in asked) / generate_seconds if generate_seconds else None,
        sum(record.prompt_tokens for record in asked) / prompt_seconds if prompt_seconds else None,
        statistics.median(record.prompt_seconds for record in asked) if asked else None,
        max((record.memory_bytes for record in asked), default=0))


def skills_of(sat: Sat) -> dict[str, Share]:
    """Return the share of right answers in each skill, over everything that was asked."""
    by_skill: dict[str, list[Record]] = {}
    for records in sat.records.values():
        for record in records:
            by_skill.setdefault(record.skill, []).append(record)
    return {skill: share_of(records) for skill, records in sorted(by_skill.items()) if skill}


class Measured:
    """What was measured on this machine, by model file; a file that changed counts as never measured."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[str, Json]:
        """Return the facts by model key; what is damaged counts as never measured."""
        try:
            facts = json.loads(read_plain(self._file, size_max=_FILE_BYTES_MAX))
        except (BrokenFile, DiskError, ValueError, RecursionError):
            return {}
        models = facts.get("models") if isinstance(facts, dict) else None
        return {str(key): value for key, value in models.items() if isinstance(value, dict)} if isinstance(
            models, dict) else {}

    def keep(self, sats: Iterable[Sat], *, at: str, machine: str) -> None:
        """Add what a run measured; a tier that was not asked keeps what was known of it."""
        models = self.read()
        for sat in sats:
            if not sat.records and not sat.failed:
                continue
            key = model_key(sat.model)
            tiers: Mapping[str, Json] = models.get(key, {}).get("tiers", {})
            mine = {str(tier): share_of(sat.records[tier]).data() for tier in sat.tiers}
            every = [record for records in sat.records.values() for record in records]
            models[key] = {"name": sat.model.name, "at": at, "machine": machine, "tiers": {**tiers, **mine},
                           "skills": {skill: share.data() for skill, share in skills_of(sat).items()},
                           "passes_tier_0": sat.passed(0), "problem": sat.problem, **speed_of(every).data()}
        write_file(self._file, json.dumps({"version": 1, "models": models}, indent=1))


def _rounded(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)
