"""How many connections one file is worth: begin with one, add as long as more bring more, go back where they do not."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Several:
    """When one connection is joined by others.

    A rate is taken over `weigh_seconds`, after `warm_seconds` that do not count. Twice as many connections stay when
    they bring `gain_min` times as much. A line that brings `fast_bytes` a second needs no help, and what is here in
    `worth_seconds` neither. A connection is given what it brings in `stretch_seconds`.
    """

    connections_max: int = 8
    warm_seconds: float = 1.0
    weigh_seconds: float = 2.0
    gain_min: float = 1.25
    fast_bytes: int = 200_000_000
    worth_seconds: float = 6.0
    stretch_seconds: float = 8.0
    stretch_bytes_min: int = 4 * MIB
    stretch_bytes_max: int = 128 * MIB


class Pace:
    """Weighs what arrives; `connections` is how many there should be."""

    def __init__(self, several: Several) -> None:
        self.connections = 1
        self.rate = 0.0
        self._several = several
        self._settled = several.connections_max <= 1
        self._fewer, self._rate_of_fewer = 1, 0.0
        self._began: tuple[float, int] | None = None
        self._warm = False

    def weigh(self, now: float, received: int, left: int) -> None:
        """Take note of how many bytes have arrived in all, and how many are still to come."""
        if self._settled:
            return
        if self._began is None or received < self._began[1]:
            self._began, self._warm = (now, received), False
        began, first = self._began
        if not self._warm:
            if now - began >= self._several.warm_seconds:
                self._began, self._warm = (now, received), True
        elif now - began >= self._several.weigh_seconds:
            self._judge((received - first) / (now - began), left)
            self._began, self._warm = (now, received), False

    def settle(self, connections: int) -> None:
        """Stay with so many: a server let us know that it wants no more."""
        self.connections, self._settled = max(1, connections), True

    @property
    def stretch_bytes(self) -> int:
        """How much to give one connection at a time."""
        several = self._several
        brings = int(self.rate / self.connections * several.stretch_seconds)
        return max(several.stretch_bytes_min, min(several.stretch_bytes_max, brings))

    def _judge(self, rate: float, left: int) -> None:
        if self.connections > 1 and rate < self._rate_of_fewer * self._several.gain_min:
            self.settle(self._fewer)
            return
        self.rate = rate
        if rate >= self._several.fast_bytes or left < rate * self._several.worth_seconds:
            return
        if self.connections == self._several.connections_max:
            self._settled = True
            return
        self._fewer, self._rate_of_fewer = self.connections, rate
        self.connections = min(self._several.connections_max, self.connections * 2)
