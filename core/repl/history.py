"""What was typed before, kept in a file that only its owner can read: one JSON string per line."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit.history import History

from core.store.atomic import append_line, write_file
from core.store.plain_file import open_plain
from core.words.errors import LuciferError
from core.words.safe_text import clean_input

ENTRIES_MAX = 10_000
ENTRY_CHARS_MAX = 20_000
FILE_BYTES_MAX = 2_000_000


class TypedHistory(History):
    """Feeds Ctrl-R, the arrow keys and suggestions. The prompt itself says what to `remember`, once a line is whole.

    While it does not keep, nothing is read from the file or goes into it.
    """

    def __init__(self, path: Path, *, keeps: bool = True) -> None:
        super().__init__()
        self._path = path
        self.keeps = keeps

    def load_history_strings(self) -> Iterable[str]:
        """Return the kept lines, newest first; a torn or foreign line is left out."""
        if not self.keeps:
            return []
        try:
            descriptor, status = open_plain(self._path)
            with os.fdopen(descriptor, "rb") as file:
                file.seek(max(0, status.st_size - FILE_BYTES_MAX))
                lines = file.read(FILE_BYTES_MAX).split(b"\n")
        except (OSError, LuciferError):
            return []
        found: dict[str, None] = {}
        for line in reversed(lines):
            with contextlib.suppress(ValueError):
                text = json.loads(line)
                if isinstance(text, str) and text and len(found) < ENTRIES_MAX:
                    found.setdefault(clean_input(text))
        if status.st_size > 2 * FILE_BYTES_MAX:
            with contextlib.suppress(LuciferError):
                write_file(self._path, b"".join(_written(text) for text in reversed(found)))
        return found

    def append_string(self, string: str) -> None:
        """Leave alone what the line editor hands over: pastes are still folded in it."""

    def store_string(self, string: str) -> None:
        """Append one line to the file, with one write."""
        if not self.keeps:
            return
        with contextlib.suppress(LuciferError):
            append_line(self._path, _written(string).decode())

    def remember(self, line: str) -> None:
        """Keep a line unless it begins with a blank, is empty, very long, or the same as the last."""
        if not line.strip() or line[0] in " \t" or len(line) > ENTRY_CHARS_MAX:
            return
        if self._loaded_strings[:1] != [line]:
            self._loaded_strings.insert(0, line)
            self.store_string(line)


def _written(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=True).encode() + b"\n"
