#!/usr/bin/env python3
"""The progressive tier test: `python3 tests/progressive_tier_test.py [--model NAME] [--tier N] [--limit N] [--jobs N]
[--html FILE] [--json] [--diagnostic] [--fresh]` takes every installed model through tier 0, then its own tier.

It is `python3 lucifer.py test` under the name that the plans gave it; exit status 1 when a model fails tier 0.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

LUCIFER = Path(__file__).resolve().parents[1] / "lucifer.py"
# These belong to the whole program and stand before the command.
GLOBAL = {"--json": 0, "--plain": 0, "--quiet": 0, "--yes": 0, "--debug": 0, "--model": 1, "--home": 1, "--profile": 1}


def arranged(arguments: list[str]) -> list[str]:
    """Return the arguments of `lucifer.py`: the program's own flags, then the command with its flags."""
    before: list[str] = []
    after: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        name, equals, _ = argument.partition("=")
        if name in GLOBAL:
            before += [argument, *([next(rest, "")] if GLOBAL[name] and not equals else [])]
        else:
            after.append(argument)
    return [*before, "help", "test"] if {"--help", "-h"} & set(after) else [*before, "test", *after]


def main() -> int:
    """Become the program: Ctrl-C is its own then. Where no process can become another, wait for it, deaf to Ctrl-C."""
    command = [sys.executable, str(LUCIFER), *arranged(sys.argv[1:])]
    if os.name == "posix":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # lucifer.py lets it through once it listens
        os.execv(sys.executable, command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())
