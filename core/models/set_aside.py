"""Model files that ended the engine or could not be loaded: not chosen by themselves until they load, or change."""

from __future__ import annotations

from pathlib import Path

from core.models.file_facts import FileFacts, stamp_of, still_there

_WHY_MAX = 300


class SetAside:
    """The files and why, by path, size and time of change."""

    def __init__(self, file: Path) -> None:
        self._facts = FileFacts(file, "files")

    def why(self, path: Path) -> str:
        """Return why a file is set aside; "" when it is not, or has changed since."""
        entry = self._facts.read()["files"].get(str(path))
        if not isinstance(entry, dict) or entry.get("stamp") != stamp_of(path):
            return ""
        return str(entry.get("why") or "it could not be loaded")

    def put(self, path: Path, why: str) -> None:
        """Set a file aside. Failing to remember it costs another try."""
        kept = still_there(self._facts.read()["files"])
        self._facts.write({"files": {**kept, str(path): {"stamp": stamp_of(path), "why": why[:_WHY_MAX]}}})

    def release(self, path: Path) -> None:
        """Let a file be chosen again."""
        files = self._facts.read()["files"]
        if files.pop(str(path), None) is not None:
            self._facts.write({"files": files})
