"""How fast bytes come in, and how long the rest will take: over the last seconds, not since the beginning."""

from __future__ import annotations

import time
from collections import deque

from core.words.events import Progress

_WINDOW_SECONDS = 8.0
_SHOW_SECONDS = 0.25


class Rate:
    """Makes the progress of one file; `due` keeps it to a few a second."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._marks: deque[tuple[float, int]] = deque()
        self._shown = 0.0

    @property
    def due(self) -> bool:
        return time.monotonic() - self._shown >= _SHOW_SECONDS

    def progress(self, done: int, total: int | None) -> Progress:
        """Return how far the file is; `data` also has the rate and the time left, null until they are known."""
        now = self._shown = time.monotonic()
        if self._marks and done < self._marks[-1][1]:
            self._marks.clear()
        self._marks.append((now, done))
        while now - self._marks[0][0] > _WINDOW_SECONDS:
            self._marks.popleft()
        began, first = self._marks[0]
        rate = (done - first) / (now - began) if now - began >= _SHOW_SECONDS else None
        left = (total - done) / rate if rate and total is not None else None
        return Progress(self._name, done, total, "bytes", {
            "event": "progress", "name": self._name, "done_bytes": done, "total_bytes": total,
            "bytes_per_second": None if rate is None else round(rate), "seconds_left": None if left is None
            else round(left, 1)})
