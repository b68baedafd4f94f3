"""A stretch of a file that arrives before its turn, in a part of its own until the bytes before it are here.

It lies beside the file's part as `model.gguf.<key>.<start>.part` and only ever grows at its end, so that its name and
its size say all about it: a kill costs nothing that was written, and no journal can be torn.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

from core.models.part_file import lock_of, open_to_append
from core.store.atomic import disk_error, read_at


class Stretch:
    """Bytes from `start` on; `end` is where it is to end. It is locked for as long as it is open."""

    def __init__(self, path: Path, start: int, end: int, descriptor: int) -> None:
        self.path = path
        self.start = start
        self.end = end
        self._descriptor = descriptor
        self._size = os.fstat(descriptor).st_size
        # One file, one position: whoever reads moves it under the one who writes.
        self._turn = threading.Lock()

    @classmethod
    def begin(cls, part: Path, start: int, end: int) -> Stretch | None:
        """Make an empty one beside a part; None when its place is taken."""
        path = part.with_name(f"{part.name.removesuffix('.part')}.{start}.part")
        try:
            descriptor = open_to_append(path)
            stretch = cls(path, start, end, descriptor)
        except OSError as error:
            raise disk_error("write", path, error) from error
        if lock_of(descriptor) == "no" or stretch.reach > start:
            os.close(descriptor)
            return None
        return stretch

    @property
    def reach(self) -> int:
        """Up to which byte of the file it has come."""
        return self.start + self._size

    def append(self, content: bytes, allowed: Callable[[], bool]) -> None:
        """Add bytes at the end, unless that is no longer `allowed`; keep those that fit when the disk is full."""
        view = memoryview(content)
        with self._turn:
            try:
                while view and allowed():
                    written = os.write(self._descriptor, view)
                    self._size += written
                    view = view[written:]
            except OSError as error:
                raise disk_error("write", self.path, error) from error

    def read(self, place: int, count: int) -> bytes:
        """Return bytes from a place of the file on, as far as they are here."""
        with self._turn:
            try:
                return read_at(self._descriptor, place - self.start, max(0, min(count, self.reach - place)))
            except OSError as error:
                raise disk_error("read", self.path, error) from error

    def close(self) -> None:
        """Let go of it; what it holds stays for the next run."""
        with self._turn:
            if self._descriptor >= 0:
                os.close(self._descriptor)
                self._descriptor = -1

    def drop(self) -> None:
        """Remove it."""
        self.close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


def stretches_of(part: Path) -> list[Stretch]:
    """Return what an earlier run left ahead of a part, in order; what overlaps is removed."""
    found: list[Stretch] = []
    for start, path in sorted(_paths(part)):
        try:
            descriptor = open_to_append(path)
        except OSError:
            continue
        if lock_of(descriptor) == "no":
            os.close(descriptor)
            continue
        stretch = Stretch(path, start, 0, descriptor)
        stretch.end = stretch.reach
        if stretch.reach == start or (found and found[-1].reach > start):
            stretch.drop()
        else:
            found.append(stretch)
    return found


def bytes_ahead(part: Path) -> int:
    """Return how many bytes lie ahead of a part."""
    total = 0
    for _, path in _paths(part):
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total


def _paths(part: Path) -> list[tuple[int, Path]]:
    named = re.compile(re.escape(part.name.removesuffix(".part")) + r"\.(0|[1-9][0-9]{0,17})\.part")
    try:
        beside = list(part.parent.iterdir())
    except OSError:
        return []
    return [(int(match[1]), path) for path in beside if (match := named.fullmatch(path.name))]
