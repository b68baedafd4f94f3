"""Files of JSON objects, one a line, as a kill or a person's editor may have left them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, UsageError
from core.words.values import Json

_FILE_BYTES_MAX = 4_000_000


def facts_in(raw: bytes) -> dict[str, Json] | None:
    """Read one line; None for one that is cut off, damaged, or no object."""
    try:
        facts = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return facts if isinstance(facts, dict) else None


def whole_lines(content: bytes) -> Iterator[dict[str, Json]]:
    """Yield the lines that make sense; the others are passed over."""
    return (facts for raw in content.splitlines() if (facts := facts_in(raw)) is not None)


def read_lines(path: Path) -> Iterator[dict[str, Json]]:
    """Yield the lines of a small file of the home; none where there is no file; raise UsageError for an odd one."""
    if not os.path.lexists(path):
        return iter(())
    try:
        return whole_lines(read_plain(path, size_max=_FILE_BYTES_MAX))
    except BrokenFile as error:
        raise UsageError(error.message, hint="move it away to start afresh") from error
