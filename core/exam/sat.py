"""What came of one model in a run: its answers by tier, or why it could not be tested."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from core.exam.record import Record
from core.words.values import InstalledModel

PASS_SHARE = 0.8


@dataclass
class Sat:
    """What came of one model. `problem` says why it could not be tested; `failed` whether that is its own fault.

    `unfinished` are the tiers (None: the probes) of which not everything was asked because of that.
    """

    model: InstalledModel
    records: dict[int | None, list[Record]] = field(default_factory=dict)
    problem: str = ""
    failed: bool = False
    unfinished: frozenset[int | None] = frozenset()

    def share(self, tier: int | None) -> float:
        records = self.records.get(tier, [])
        return sum(record.passed for record in records) / len(records) if records else 0.0

    def passed(self, tier: int) -> bool:
        return bool(self.records.get(tier)) and tier not in self.unfinished and self.share(tier) >= PASS_SHARE

    def finished(self) -> Sat:
        """Return it with the tiers alone that were asked to their end: the others are no measure of a model."""
        return replace(self, records={tier: found for tier, found in self.records.items()
                                      if tier not in self.unfinished}, unfinished=frozenset())

    @property
    def tiers(self) -> list[int]:
        return sorted(tier for tier in self.records if tier is not None)
