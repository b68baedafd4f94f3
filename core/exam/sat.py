"""What came of one model in a run: its answers by tier, or why it could not be tested."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.exam.record import Record
from core.words.values import InstalledModel

PASS_SHARE = 0.8


@dataclass
class Sat:
    """What came of one model. `problem` says why it could not be tested; `failed` whether that is its own fault."""

    model: InstalledModel
    records: dict[int | None, list[Record]] = field(default_factory=dict)
    problem: str = ""
    failed: bool = False

    def share(self, tier: int | None) -> float:
        records = self.records.get(tier, [])
        return sum(record.passed for record in records) / len(records) if records else 0.0

    def passed(self, tier: int) -> bool:
        return bool(self.records.get(tier)) and self.share(tier) >= PASS_SHARE

    @property
    def tiers(self) -> list[int]:
        return sorted(tier for tier in self.records if tier is not None)
