"""The engine's log, which is its standard error: on a full disk a line is lost, and the answer goes on."""

from __future__ import annotations

import os
from contextlib import suppress

_STANDARD_ERROR = 2


def note(text: str) -> None:
    """Write at once and past Python's buffer, whose rest would fail again at the end of the process."""
    with suppress(OSError):
        os.write(_STANDARD_ERROR, text.encode("utf-8", "replace"))
