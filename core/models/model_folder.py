"""Looking for GGUF files under a folder: nested, through links, never blocking, never without end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.models.names import split_part

_DEPTH_MAX = 8
_ENTRIES_MAX = 50_000


@dataclass(frozen=True, slots=True)
class FileSet:
    """The files of one model: one, or the parts of a split set that are there, by their number."""

    stem: str
    parts: dict[int, Path]
    count: int

    @property
    def missing(self) -> tuple[int, ...]:
        return tuple(number for number in range(1, min(self.count, 1000) + 1) if number not in self.parts)


def file_sets(folder: Path, *, depth_max: int = _DEPTH_MAX) -> Iterator[FileSet]:
    """Yield the models under a folder, sorted by path; companions such as mmproj files are left out."""
    sets: dict[tuple[Path, str, int], dict[int, Path]] = {}
    for path in sorted(_gguf_files(folder, depth_max)):
        stem, number, count = split_part(path.stem)
        if "mmproj" not in stem.lower():
            sets.setdefault((path.parent, stem, count), {})[number] = path
    for (_, stem, count), parts in sets.items():
        yield FileSet(stem, parts, count)


def _gguf_files(folder: Path, depth_max: int) -> Iterator[Path]:
    left = [(folder, 0)]
    seen: set[tuple[int, int]] = set()
    entries = 0
    while left:
        place, depth = left.pop()
        try:
            status = place.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue  # a link back up
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(place) as found:
                for entry in found:
                    entries += 1
                    if entries > _ENTRIES_MAX:
                        return
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir():
                        if depth < depth_max:
                            left.append((place / entry.name, depth + 1))
                    elif entry.name.lower().endswith(".gguf"):
                        yield place / entry.name
        except OSError:
            continue  # a folder that cannot be read holds no models for us
