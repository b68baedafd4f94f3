"""SHA-256 digests of model files, remembered for as long as the file stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

from core.models.records import is_digest
from core.store.atomic import write_file
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_CACHE_BYTES_MAX = 20_000_000


class Digests:
    """Digests by path, size and time of change, in a file that may be lost at any time."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def known(self, path: Path) -> str | None:
        """Return the digest a file had when it was last read, if it has not changed since."""
        entry = self._entries().get(str(path))
        if not isinstance(entry, dict) or entry.get("stamp") != _stamp(path):
            return None
        digest = entry.get("sha256")
        return digest if isinstance(digest, str) and is_digest(digest) else None

    def note(self, path: Path, digest: str) -> None:
        """Remember a digest. Failing to costs only time."""
        entries = {name: entry for name, entry in self._entries().items() if Path(name).exists()}
        entries[str(path)] = {"stamp": _stamp(path), "sha256": digest}
        try:
            write_file(self._cache, json.dumps({"version": 1, "files": entries}))
        except DiskError:
            return

    def _entries(self) -> dict[str, Json]:
        try:
            files = json.loads(read_plain(self._cache, size_max=_CACHE_BYTES_MAX))["files"]
        except (BrokenFile, DiskError, ValueError, KeyError, TypeError, RecursionError):
            return {}
        return files if isinstance(files, dict) else {}


def _stamp(path: Path) -> list[int]:
    try:
        status = path.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns, status.st_ino]
