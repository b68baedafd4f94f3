"""What a file may be called in a typed line: a path, a phrase such as "the file notes.txt", or "it"."""

from __future__ import annotations

from typing import Annotated

from core.commands.file_words import Cursor, named
from core.words.command import Kind


def _file_words(text: str, bare: bool) -> str:
    """In a line that nothing else marks as a command, only what can be nothing but a file's name, or points at one."""
    cursor = Cursor(text, bare=bare)
    found = named(cursor)
    if found is not None and cursor.done:
        return found.text
    if bare or not text.strip():
        raise ValueError("expected a file")
    return text


FileWords = Annotated[str, Kind("files", _file_words, rest=True)]
