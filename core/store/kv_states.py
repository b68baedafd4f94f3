"""Saved contexts of sessions on disk: found by a key the engine makes, the least used given up when space is short."""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path

from core.store.atomic import disk_error, make_folder
from core.store.home import Home
from core.words.errors import DiskError

_KEY = re.compile(r"[0-9a-f]{16,128}")
_PART_SECONDS_MAX = 3600


class KvStates:
    """A folder of files named by key. A budget of 0 keeps none."""

    def __init__(self, home: Home, budget_bytes: int) -> None:
        self._folder = home.kv
        self._budget_bytes = 0 if home.in_memory else budget_bytes

    @property
    def enabled(self) -> bool:
        return self._budget_bytes > 0

    @property
    def folder(self) -> Path | None:
        """Where they lie; None when none are kept. It is made when it is not there yet."""
        if not self.enabled:
            return None
        try:
            make_folder(self._folder)
        except OSError:
            return None
        return self._folder

    def path(self, key: str) -> Path:
        """Return a fresh place to write the state of `key` to; `commit` then puts it under its name."""
        _check(key)
        try:
            make_folder(self._folder)
        except OSError as error:
            raise disk_error("write", self._folder, error) from error
        return self._folder / f"{key}.{os.getpid()}.{os.urandom(3).hex()}.part"

    def commit(self, part: Path, key: str) -> bool:
        """Put a finished file under its key and give up others beyond the budget; False when it alone is too large."""
        _check(key)
        try:
            if part.stat().st_size > self._budget_bytes:
                part.unlink()
                return False
            part.chmod(0o600)
            target = self._folder / f"{key}.kv"
            part.replace(target)
            os.utime(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise disk_error("write", part, error) from error
        self._give_up(keep=key)
        return True

    def find(self, key: str) -> Path | None:
        """Return the file of a key and mark it as used, or None."""
        _check(key)
        path = self._folder / f"{key}.kv"
        try:
            if not self.enabled or not path.is_file():
                return None
            os.utime(path)
        except OSError:
            return None
        return path

    def forget(self, key: str) -> None:
        """Remove a state that turned out to be unusable."""
        _check(key)
        # One that cannot be removed is found unusable again: that costs time and no more.
        with contextlib.suppress(OSError):
            (self._folder / f"{key}.kv").unlink(missing_ok=True)

    def _give_up(self, keep: str) -> None:
        files = sorted(self._files())
        total = sum(size for _, size, _ in files)
        for used_at, size, path in files:
            stale_part = path.suffix == ".part" and abs(time.time() - used_at) > _PART_SECONDS_MAX
            if stale_part or (total > self._budget_bytes and path.suffix == ".kv" and path.stem != keep):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
                    total -= size

    def _files(self) -> list[tuple[float, int, Path]]:
        found = []
        try:
            for path in self._folder.iterdir():
                with contextlib.suppress(FileNotFoundError):  # another process gave it up meanwhile
                    status = path.lstat()
                    found.append((status.st_mtime, status.st_size, path))
        except FileNotFoundError:
            pass
        except OSError as error:
            raise disk_error("read", self._folder, error) from error
        return found


def _check(key: str) -> None:
    if _KEY.fullmatch(key) is None:
        raise DiskError(f"{key!r} is not a key of a saved context")
