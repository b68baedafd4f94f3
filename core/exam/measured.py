"""What a run measured of a model: shares with their intervals, speed, memory; kept for lists and for choices."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.exam.record import Record, model_key
from core.exam.sat import PASS_SHARE, Sat
from core.store.atomic import write_file
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import InstalledModel, Json

if TYPE_CHECKING:
    from core.store.machine import Machine

# So many questions are enough to judge a model by.
ENOUGH = 25
TIER_COUNT = 5

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
                "first_token_seconds": _rounded(self.first_token_seconds),
                "memory_peak_bytes": self.memory_peak_bytes}


def speed_of(records: Iterable[Record]) -> Speed:
    """Add up what the bare model's answers took; the time to the first token is the median of the prompts."""
    asked = [record for record in records if record.lane == "model" and record.generated]
    prompt_seconds = sum(record.prompt_seconds for record in asked)
    generate_seconds = sum(record.generate_seconds for record in asked)
    return Speed(
        sum(record.generated for record in asked) / generate_seconds if generate_seconds else None,
        sum(record.prompt_tokens for record in asked) / prompt_seconds if prompt_seconds else None,
        sorted(record.prompt_seconds for record in asked)[len(asked) // 2] if asked else None,
        max((record.memory_bytes for record in asked), default=0))


def skills_of(sat: Sat) -> dict[str, Share]:
    """Return the share of right answers in each skill, over everything that was asked."""
    return _by_skill(record for records in sat.records.values() for record in records)


def _by_skill(records: Iterable[Record]) -> dict[str, Share]:
    by_skill: dict[str, list[Record]] = {}
    for record in records:
        by_skill.setdefault(record.skill, []).append(record)
    return {skill: share_of(found) for skill, found in sorted(by_skill.items()) if skill}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the tests found of one model file: shares by tier and by what the probes measure, speed and memory."""

    at: str
    machine: str
    tiers: Mapping[int, Share]
    probes: Mapping[str, Share]
    problem: str = ""
    tokens_per_second: float | None = None
    prompt_tokens_per_second: float | None = None
    first_token_seconds: float | None = None
    memory_peak_bytes: int = 0

    @property
    def day(self) -> str:
        return self.at[:10]

    @property
    def fails(self) -> bool:
        """Whether it surely fails tier 0: it cannot be run, or too few answers are right for luck to be the reason."""
        zero = self.tiers.get(0)
        return bool(self.problem) or (zero is not None and zero.value < PASS_SHARE and (
            zero.total >= ENOUGH or zero.interval[1] < PASS_SHARE))

    @property
    def level(self) -> float | None:
        """Return how able it is, 0 to 1: the share of right answers over all five tiers.

        A tier between two that were asked counts as their mean, one above the highest as nothing. None: not known.
        """
        if 0 not in self.tiers or self.tiers[0].total < ENOUGH:
            return None
        asked = sorted(self.tiers)
        total = self.tiers[0].value
        for below, above in itertools.pairwise(asked):
            between = (self.tiers[below].value + self.tiers[above].value) / 2
            total += between * (above - below - 1) + self.tiers[above].value
        return total / TIER_COUNT

    def data(self) -> dict[str, Json]:
        """Write it as `llm list --json` does, and as it is kept."""
        return {"at": self.at, "machine": self.machine, "problem": self.problem,
                "tiers": {str(tier): share.data() for tier, share in sorted(self.tiers.items())},
                "probes": {skill: share.data() for skill, share in sorted(self.probes.items())},
                "tokens_per_second": self.tokens_per_second, "prompt_tokens_per_second": self.prompt_tokens_per_second,
                "first_token_seconds": self.first_token_seconds, "memory_peak_bytes": self.memory_peak_bytes}

    @classmethod
    def read(cls, kept: Json) -> Facts:
        """Read what was kept; raise ValueError, TypeError, KeyError where it is damaged."""
        def rate(name: str) -> float | None:
            return None if kept[name] is None else float(kept[name])

        return cls(str(kept["at"]), str(kept["machine"]),
                   {int(tier): _share(share) for tier, share in dict(kept["tiers"]).items()},
                   {str(skill): _share(share) for skill, share in dict(kept["probes"]).items()},
                   str(kept["problem"]), rate("tokens_per_second"), rate("prompt_tokens_per_second"),
                   rate("first_token_seconds"), int(kept["memory_peak_bytes"]))


def _share(kept: Json) -> Share:
    share = Share(int(kept["right"]), int(kept["total"]))
    if not 0 <= share.right <= share.total:
        raise ValueError(f"{share.right} of {share.total}")
    return share


def machine_text(machine: Machine) -> str:
    """Name a machine, so that figures of another one are known for that."""
    memory = round(machine.memory_total_bytes / 1e9)
    return f"{machine.os_name} {machine.arch}, {machine.cores_physical} cores, {memory} GB"


class Measured:
    """What was measured, by model file; a file that changed counts as never measured."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp: tuple[int, int] | None = None
        self._models: dict[str, Json] = {}

    def read(self) -> dict[str, Json]:
        """Return the facts by model key; what is damaged counts as never measured."""
        try:
            found = self._file.stat()
        except OSError:
            return {}
        stamp = (found.st_mtime_ns, found.st_size)
        if stamp != self._stamp:
            self._models, self._stamp = self._read(), stamp
        return self._models

    def of(self, model: InstalledModel) -> Facts | None:
        """Return what was measured of a model; None for nothing."""
        kept = self.read().get(model_key(model))
        try:
            return None if kept is None else Facts.read(kept)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def fails(self, model: InstalledModel) -> bool:
        """Whether a model surely failed what every model must pass."""
        facts = self.of(model)
        return facts is not None and facts.fails

    def keep(self, sats: Iterable[Sat], *, at: str, machine: str) -> None:
        """Add what a run measured. What was not asked stays; so does what was measured with more questions."""
        models = dict(self.read())
        for sat in sats:
            if not sat.records and not sat.failed:
                continue
            before = self.of(sat.model)
            tiers, probes = (dict(before.tiers), dict(before.probes)) if before else ({}, {})
            for tier in sat.tiers:
                share = share_of(sat.records[tier])
                if tier not in tiers or share.total >= tiers[tier].total:
                    tiers[tier] = share
            probes |= _by_skill(sat.records.get(None, ()))
            speed = speed_of(record for records in sat.records.values() for record in records)
            problem = sat.problem if sat.failed else ""
            if before is not None and speed.tokens_per_second is None:
                facts = replace(before, at=at, machine=machine, tiers=tiers, probes=probes, problem=problem)
            else:
                facts = Facts(at, machine, tiers, probes, problem, _rounded(speed.tokens_per_second),
                              _rounded(speed.prompt_tokens_per_second), _rounded(speed.first_token_seconds),
                              speed.memory_peak_bytes)
            models[model_key(sat.model)] = {
                "name": sat.model.name, **facts.data(), "passes_tier_0": 0 in tiers and not problem
                and tiers[0].value >= PASS_SHARE, "fails_tier_0": facts.fails}
        write_file(self._file, json.dumps({"version": 2, "models": models}, indent=1))

    def _read(self) -> dict[str, Json]:
        try:
            facts = json.loads(read_plain(self._file, size_max=_FILE_BYTES_MAX))
        except (BrokenFile, DiskError, ValueError, RecursionError):
            return {}
        models = facts.get("models") if isinstance(facts, dict) else None
        return {str(key): value for key, value in models.items() if isinstance(value, dict)} if isinstance(
            models, dict) else {}


def _rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits)
