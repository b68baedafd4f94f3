"""SHA-256 digests of model files, remembered for as long as the file stays as it is."""

from __future__ import annotations

from pathlib import Path

from core.models.file_facts import FileFacts, stamp_of, still_there
from core.models.records import is_digest


class Digests:
    """Digests by path, size and time of change."""

    def __init__(self, cache: Path) -> None:
        self._facts = FileFacts(cache, "files")

    def known(self, path: Path) -> str | None:
        """Return the digest a file had when it was last read, if it has not changed since."""
        entry = self._facts.read()["files"].get(str(path))
        if not isinstance(entry, dict) or entry.get("stamp") != stamp_of(path):
            return None
        digest = entry.get("sha256")
        return digest if isinstance(digest, str) and is_digest(digest) else None

    def note(self, path: Path, digest: str) -> None:
        """Remember a digest. Failing to costs only time."""
        kept = still_there(self._facts.read()["files"])
        self._facts.write({"files": {**kept, str(path): {"stamp": stamp_of(path), "sha256": digest}}})
