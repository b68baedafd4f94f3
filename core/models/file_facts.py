"""What is remembered about files by path, size and time of change, in a file of JSON that may be lost at any time."""

from __future__ import annotations

import json
from pathlib import Path

from core.store.atomic import write_file
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_BYTES_MAX = 20_000_000


def stamp_of(path: Path) -> list[int]:
    """Return what changes when a file does: size in bytes, time in nanoseconds, inode; [] where there is none."""
    try:
        status = path.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns, status.st_ino]


class FileFacts:
    """Facts by file path under the names of `parts`, each of them an object; what is damaged counts as not there."""

    def __init__(self, file: Path, *parts: str) -> None:
        self._file, self._parts = file, parts

    def read(self) -> dict[str, dict[str, Json]]:
        """Return each part; an empty one where nothing is remembered."""
        try:
            facts = json.loads(read_plain(self._file, size_max=_BYTES_MAX))
        except (BrokenFile, DiskError, ValueError, RecursionError):
            facts = {}
        kept = facts if isinstance(facts, dict) else {}
        return {part: kept[part] if isinstance(kept.get(part), dict) else {} for part in self._parts}

    def write(self, facts: dict[str, dict[str, Json]]) -> None:
        """Keep the parts. Failing to costs only the time to learn them again."""
        try:
            write_file(self._file, json.dumps({"version": 1, **facts}, indent=1))
        except DiskError:
            return


def still_there(facts: dict[str, Json]) -> dict[str, Json]:
    """Leave out the files that are gone."""
    return {path: fact for path, fact in facts.items() if Path(path).exists()}
