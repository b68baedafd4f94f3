"""Where the program begins: the shortest way to what was asked for, importing nothing that it does not need."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments and return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # Importing makes only objects that stay; looking for garbage among them costs a tenth of the start.
    gc.disable()
    try:
        status: int
        if not arguments and _at_terminal():
            status = import_module("core.repl.opening").open_prompt()
        else:
            door = import_module("core.repl.door")
            gc.enable()
            status = door.main(arguments)
        return status
    except Exception as error:  # noqa: BLE001 - the last door: a person never meets a traceback
        status = import_module("core.repl.door").report(error, arguments)
        return status


def _at_terminal() -> bool:
    """Say whether a person types and looks here, on a terminal that can do more than lines."""
    try:
        return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
    except (AttributeError, OSError, ValueError):
        return False
