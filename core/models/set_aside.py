"""Model files that ended the engine or could not be loaded: not chosen by themselves until they load, or change."""

from __future__ import annotations

import json
from pathlib import Path

from core.store.atomic import write_file
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_BYTES_MAX = 4_000_000
_WHY_MAX = 300


class SetAside:
    """The files and why, by path, size and time of change; in a file that may be lost at any time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def why(self, path: Path) -> str:
        """Return why a file is set aside; "" when it is not, or has changed since."""
        entry = self._read().get(str(path))
        if not isinstance(entry, dict) or entry.get("stamp") != _stamp(path):
            return ""
        return str(entry.get("why") or "it could not be loaded")

    def put(self, path: Path, why: str) -> None:
        """Set a file aside. Failing to remember it costs another try."""
        kept = {name: entry for name, entry in self._read().items() if Path(name).exists()}
        self._write({**kept, str(path): {"stamp": _stamp(path), "why": why[:_WHY_MAX]}})

    def release(self, path: Path) -> None:
        """Let a file be chosen again."""
        entries = self._read()
        if entries.pop(str(path), None) is not None:
            self._write(entries)

    def _read(self) -> dict[str, Json]:
        if not self._file.exists():
            return {}
        try:
            files = json.loads(read_plain(self._file, size_max=_BYTES_MAX))["files"]
        except (BrokenFile, DiskError, ValueError, KeyError, TypeError, RecursionError):
            return {}
        return files if isinstance(files, dict) else {}

    def _write(self, files: dict[str, Json]) -> None:
        try:
            write_file(self._file, json.dumps({"version": 1, "files": files}, indent=1))
        except DiskError:
            return


def _stamp(path: Path) -> list[int]:
    try:
        status = path.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns, status.st_ino]
