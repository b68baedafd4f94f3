"""What a command wrote: the last of it for the next question, and all of it in a file once it is more than is shown."""

from __future__ import annotations

import contextlib
import os
import re
from datetime import datetime
from pathlib import Path
from typing import IO

from core.words.safe_text import safe

TAIL_BYTES_MAX = 16_384
FILE_BYTES_MAX = 64_000_000
FILES_MAX = 10
_NAME = "output-"
_ALTERNATE = re.compile(r"\x1b\[\?(?:1049|1047|47)h.*?(?:\x1b\[\?(?:1049|1047|47)l|\Z)", re.DOTALL)
# Colours and the like stand within a line; they must be gone before what is written over it can be told.
_STYLE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


class Heard:
    """Takes bytes as they come. `folder` is where output goes that is longer than `shown_max`; None keeps no file."""

    def __init__(self, folder: Path | None = None, shown_max: int | None = None) -> None:
        self._folder = folder
        self._shown_max = shown_max
        self._tail = bytearray()
        self._begun: bytearray | None = bytearray() if folder is not None and shown_max is not None else None
        self._file: IO[bytes] | None = None
        self._room = FILE_BYTES_MAX
        self.path: Path | None = None

    @property
    def cut(self) -> bool:
        """Say whether even the file does not hold all of it."""
        return self._room <= 0

    def add(self, data: bytes) -> None:
        """Take what was written next."""
        self._tail += data
        del self._tail[:-TAIL_BYTES_MAX]
        if self._begun is not None:
            self._begun += data
            if len(self._begun) > (self._shown_max or 0):
                self._spill()
        elif self._file is not None:
            self._write(data)

    def text(self) -> str:
        """Return the last of it as text: what a person saw, without what only a terminal obeys."""
        return plain_output(bytes(self._tail))

    def close(self) -> None:
        """End the file."""
        file, self._file, self._begun = self._file, None, None
        if file is not None:
            with contextlib.suppress(OSError):
                file.close()

    def _spill(self) -> None:
        """Begin the file with all there was; without room on the disk there is none."""
        begun, self._begun = bytes(self._begun or b""), None
        assert self._folder is not None
        place = self._folder / f"{_NAME}{datetime.now():%Y%m%d-%H%M%S}-{os.urandom(2).hex()}.txt"
        try:
            self._file = os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        except OSError:
            return
        self.path = place
        self._write(begun)
        kept = sorted(self._folder.glob(f"{_NAME}*.txt"), key=lambda path: path.name)
        for old in kept[:-FILES_MAX]:
            with contextlib.suppress(OSError):
                old.unlink()

    def _write(self, data: bytes) -> None:
        assert self._file is not None
        data = data[:self._room]
        self._room -= len(data)
        try:
            self._file.write(data)
            self._file.flush()
        except OSError:  # the disk is full: what is there stays
            self._room = 0


def plain_output(raw: bytes) -> str:
    """Return what a person would have read: full-screen pictures, colours and what was written over are left out."""
    text = _ALTERNATE.sub("", raw.decode("utf-8", "replace"))
    text = _STYLE.sub("", text).replace("\r\n", "\n")
    while "\b" in text and (shorter := re.sub("[^\b\n]\b", "", text)) != text:
        text = shorter
    lines = []
    for line in text.split("\n"):
        written = [part for part in line.split("\r") if part.strip()]
        lines.append(written[-1] if written else "")
    return safe("\n".join(lines))
