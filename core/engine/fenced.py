"""Puts a fence around this process before anything else, then becomes the part of the program that is named.

Arguments: the fence as JSON, and the module whose `main` is to run inside; none: only say what is held back.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

from core.engine.log import note
from core.store.landlock import Fence, confine


def main() -> NoReturn:
    """Confine and go on; without a fence the part runs all the same, and the log says so."""
    try:
        held = confine(Fence.from_json(sys.argv[1]))
        said = f"held back: {', '.join(held)}" if held else "none: this kernel has no Landlock"
    except OSError as error:
        said = f"none: {error.strerror}"
    note(f"fence: {said}\n")
    if len(sys.argv) < 3:
        sys.exit(0)
    sys.exit(import_module(sys.argv[2]).main())
