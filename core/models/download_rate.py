"""How fast files last came in, kept in the home: with it an install says beforehand how long it will take."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path

from core.store.atomic import write_file
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_FILE_BYTES_MAX = 4096
# Older than this, it was perhaps measured in another place.
_KEPT_SECONDS = 30 * 24 * 3600
_RATE_MIN, _RATE_MAX = 1e3, 1e11


def download_rate(file: Path, now: float | None = None) -> float | None:
    """Return the bytes per second of the last download, or None when none was measured of late."""
    now = time.time() if now is None else now
    try:
        facts = json.loads(read_plain(file, size_max=_FILE_BYTES_MAX))
        rate, at = float(facts["bytes_per_second"]), float(facts["at"])
    except (BrokenFile, DiskError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return rate if 0 <= now - at < _KEPT_SECONDS and _RATE_MIN < rate < _RATE_MAX else None


class RateKept:
    """Watches a download's progress; `keep` writes down how fast the last of it came in."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._rate: float | None = None

    def watch(self, progress: Json) -> None:
        """Take note of what a progress event says; what was read on this disk is no download."""
        if isinstance(progress, dict) and not str(progress.get("name", "")).startswith("checking "):
            self._rate = progress.get("bytes_per_second") or self._rate

    def keep(self, now: float | None = None) -> None:
        """Write the rate down, if there was one; a home that cannot be written costs only the estimate."""
        if self._rate is not None:
            facts = {"bytes_per_second": round(self._rate), "at": int(time.time() if now is None else now)}
            with contextlib.suppress(DiskError):
                write_file(self._file, json.dumps(facts))
