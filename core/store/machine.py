"""What this machine has: memory and cores that this process may really use, containers and limits included."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")
_UNLIMITED = 1 << 60
_OS_NAMES = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}


@dataclass(frozen=True, slots=True)
class Machine:
    """Facts at the moment of probing; `memory_available_bytes` changes all the time."""

    memory_total_bytes: int
    memory_available_bytes: int
    cores_physical: int
    cores_logical: int
    os_name: str
    arch: str

    @classmethod
    def probe(cls, *, proc: Path = Path("/proc"), cgroup: Path = _CGROUP) -> Machine:
        """Measure now. No network, no child process; a few file reads on Linux."""
        total, available = _memory(proc)
        limit, room = _container_memory(proc, cgroup)
        space = min(limit, _address_space())
        available = min(available, room)
        logical = _usable_cores(proc, cgroup)
        return cls(memory_total_bytes=min(total, space), memory_available_bytes=min(available, space),
                   cores_physical=max(1, min(_physical_cores(proc), logical)), cores_logical=logical,
                   os_name=_OS_NAMES.get(sys.platform, sys.platform),
                   arch=os.uname().machine if hasattr(os, "uname") else "")


def _memory(proc: Path) -> tuple[int, int]:
    facts: dict[str, int] = {}
    try:
        for line in (proc / "meminfo").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name in ("MemTotal", "MemAvailable"):
                facts[name] = int(rest.split()[0]) * 1024
    except (OSError, ValueError, IndexError):
        facts.clear()
    if len(facts) == 2:
        return facts["MemTotal"], facts["MemAvailable"]
    import psutil  # noqa: PLC0415 - only where there is no /proc

    memory = psutil.virtual_memory()
    return memory.total, memory.available


def _container_memory(proc: Path, cgroup: Path) -> tuple[int, int]:
    """Return the smallest memory limit and the smallest room of the control groups above us; huge ones if none.

    They may be those of two groups: the one with the larger limit may be all but full.
    """
    smallest, room = _UNLIMITED, _UNLIMITED
    for folder, limit_name, used_name in _group_folders(proc, cgroup, "memory"):
        # Beyond memory.high a group is not ended but slowed down to a standstill.
        limits = [each for name in (limit_name, "memory.high") if (each := _number(folder / name)) is not None]
        limit, used = min(limits, default=None), _number(folder / used_name)
        if limit is not None:
            taken = max(0, (used or 0) - _reclaimable(folder))
            smallest, room = min(smallest, limit), min(room, max(0, limit - taken))
    return smallest, room


def _group_folders(proc: Path, cgroup: Path, controller: str) -> list[tuple[Path, str, str]]:
    """Return our control group's folder and those above it, with the names of the memory files in them."""
    found = []
    try:
        lines = (proc / "self" / "cgroup").read_text().splitlines()
    except OSError:
        return []
    for line in lines:
        parts = line.split(":", 2)
        if len(parts) != 3:
            continue
        if parts[0] == "0" and not parts[1]:
            base, names = cgroup, ("memory.max", "memory.current")
        elif controller in parts[1].split(","):
            base, names = cgroup / controller, ("memory.limit_in_bytes", "memory.usage_in_bytes")
        else:
            continue
        inside = Path(parts[2].lstrip("/"))
        # Inside a container the path may be the host's, and our group is the mount itself.
        found += [(folder, *names) for folder in (base / inside, *(base / above for above in inside.parents))
                  if (folder / names[0]).exists()]
    return found


def _reclaimable(folder: Path) -> int:
    """Page cache counts as used in a control group but gives way."""
    try:
        facts = dict(line.split(" ", 1) for line in (folder / "memory.stat").read_text().splitlines() if " " in line)
        return int(facts.get("inactive_file", facts.get("total_inactive_file", "0")))
    except (OSError, ValueError):
        return 0


def _address_space() -> int:
    """Return `ulimit -v`, within which every mapping must fit."""
    if sys.platform == "win32":
        return _UNLIMITED
    import resource  # noqa: PLC0415 - not on Windows

    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return _UNLIMITED if soft == resource.RLIM_INFINITY else soft


def _usable_cores(proc: Path, cgroup: Path) -> int:
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    for folder, _, _ in _group_folders(proc, cgroup, "memory"):
        try:
            quota, period = (folder / "cpu.max").read_text().split()
        except (OSError, ValueError):
            continue
        if quota != "max":
            cores = min(cores, max(1, round(int(quota) / int(period))))
    quota_v1, period_v1 = _number(cgroup / "cpu" / "cpu.cfs_quota_us"), _number(cgroup / "cpu" / "cpu.cfs_period_us")
    if quota_v1 and period_v1 and quota_v1 > 0:
        cores = min(cores, max(1, round(quota_v1 / period_v1)))
    return max(1, cores)


def _physical_cores(proc: Path) -> int:
    """Count cores, not hyper-threads: llama.cpp is slower with a thread on each hyper-thread."""
    if sys.platform != "linux":
        import psutil  # noqa: PLC0415 - only where there is no /proc

        return psutil.cpu_count(logical=False) or os.cpu_count() or 1
    usable = os.sched_getaffinity(0)
    cores: set[tuple[str, str]] = set()
    processor, physical = -1, "0"
    try:
        for line in (proc / "cpuinfo").read_text().splitlines():
            name, _, value = (part.strip() for part in line.partition(":"))
            if name == "processor":
                processor, physical = int(value), "0"
            elif name == "physical id":
                physical = value
            elif name == "core id" and processor in usable:
                cores.add((physical, value))
    except (OSError, ValueError):
        cores.clear()
    return len(cores) or len(usable)


def _number(path: Path) -> int | None:
    try:
        text = path.read_text().strip()
        return int(text) if text.lstrip("-").isdigit() else None
    except OSError:
        return None
