"""SHA-256 of bytes as they pass, beside the transfer: the second core hashes while the first one receives."""

from __future__ import annotations

import hashlib
import os
import queue
import threading
from collections.abc import Generator
from pathlib import Path

from core.store.atomic import disk_error
from core.store.plain_file import open_plain

# Handed over in batches: every hand-over costs two threads a turn. Few batches wait, for they are kept in memory.
_BATCH_BYTES, _BATCHES_MAX = 1024 * 1024, 4
_READ_BYTES = 1024 * 1024


class Hashing:
    """The digest of everything passed to `update`. Its thread begins with the first batch and ends with `close`."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._batch: list[bytes | memoryview] = []
        self._batch_bytes = 0
        self._waiting: queue.Queue[list[bytes | memoryview] | None] = queue.Queue(_BATCHES_MAX)
        self._thread: threading.Thread | None = None

    def update(self, block: bytes | memoryview) -> None:
        """Take the next bytes, which must not change afterwards."""
        self._batch.append(block)
        self._batch_bytes += len(block)
        if self._batch_bytes >= _BATCH_BYTES:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="hashing", daemon=True)
                self._thread.start()
            self._waiting.put(self._batch)
            self._batch, self._batch_bytes = [], 0

    def digest(self) -> str:
        """Return the digest of all bytes so far, in hexadecimal."""
        self._waiting.join()
        for block in self._batch:
            self._sha256.update(block)
        self._batch, self._batch_bytes = [], 0
        return self._sha256.hexdigest()

    def close(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread = None

    def _work(self) -> None:
        while (batch := self._waiting.get()) is not None:
            for block in batch:
                self._sha256.update(block)
            self._waiting.task_done()


def file_digest(path: Path) -> Generator[int, None, str]:
    """Return a file's SHA-256, yielding how many bytes are read; raise DiskError or BrokenFile when it cannot be."""
    sha256, done = hashlib.sha256(), 0
    descriptor, _ = open_plain(path)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        try:
            while block := file.read(_READ_BYTES):
                sha256.update(block)
                done += len(block)
                yield done
        except OSError as error:
            raise disk_error("read", path, error) from error
    return sha256.hexdigest()
