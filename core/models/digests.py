"""SHA-256 digests of model files: computed once, and remembered for as long as the file stays as it is."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Generator
from pathlib import Path

from core.models.records import is_digest
from core.store.atomic import disk_error, write_file
from core.store.plain_file import open_plain, read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_BLOCK_BYTES = 4 * 1024**2
_CACHE_BYTES_MAX = 20_000_000


def digest_of(path: Path) -> Generator[int, None, str]:
    """Read a whole file and return its SHA-256; yield the bytes done so far."""
    digest, done = hashlib.sha256(), 0
    descriptor, _ = open_plain(path)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        try:
            while block := file.read(_BLOCK_BYTES):
                digest.update(block)
                done += len(block)
                yield done
        except OSError as error:
            raise disk_error("read", path, error) from error
    return digest.hexdigest()


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
