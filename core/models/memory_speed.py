"""How fast this machine's memory is: measured once, then kept for a day, because that is what bounds a model."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path

from core.models.fit import measured_speed
from core.store.atomic import write_file
from core.store.machine import Machine
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError

_KEPT_SECONDS = 24 * 3600
_FILE_BYTES_MAX = 4096
# No memory is slower or faster than this; a file that says so is not believed.
_SPEED_MIN, _SPEED_MAX = 1e8, 1e13


def memory_speed(file: Path, machine: Machine, now: float | None = None) -> float:
    """Return bytes per second: from `file` if measured on this machine within a day, else measured now and kept."""
    now = time.time() if now is None else now
    kept = _kept(file, _mark(machine), now)
    if kept is not None:
        return kept
    speed = measured_speed()
    with contextlib.suppress(DiskError):
        write_file(file, json.dumps({"machine": _mark(machine), "bytes_per_second": round(speed), "at": int(now)}))
    return speed


def _mark(machine: Machine) -> str:
    """Tell machines apart that share a home folder."""
    return f"{machine.os_name} {machine.arch} {machine.cores_logical} {machine.memory_total_bytes}"


def _kept(file: Path, mark: str, now: float) -> float | None:
    try:
        facts = json.loads(read_plain(file, size_max=_FILE_BYTES_MAX))
        speed, at = float(facts["bytes_per_second"]), float(facts["at"])
    except (BrokenFile, DiskError, ValueError, KeyError, TypeError, RecursionError):
        return None
    fresh = facts.get("machine") == mark and 0 <= now - at < _KEPT_SECONDS
    return speed if fresh and _SPEED_MIN < speed < _SPEED_MAX else None
