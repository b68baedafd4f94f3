"""Starts the program that a desktop opens a file with, on its own, and says when it could not."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from core.words.errors import LuciferError

# An opener that fails does so at once; one that goes on is at work.
_FAILS_WITHIN_SECONDS = 1.0
_OPENERS = ("open",) if sys.platform == "darwin" else ("xdg-open", "gio", "kde-open", "wslview")
# What a desktop may run rather than show.
_RUNS = frozenset((".desktop", ".sh", ".command", ".app", ".exe", ".bat", ".jar", ".appimage", ".run", ".py", ".js",
                   ".ps1", ".cmd", ".scpt", ".workflow"))


def opening_command(path: Path, program: str, environ: Mapping[str, str]) -> list[str]:
    """Return what would be started; raise LuciferError where nothing can be."""
    if program:
        found = shutil.which(program, path=environ.get("PATH"))
        if found is None:
            raise LuciferError(f"there is no program {program!r} here")
        return [found, str(path)]
    if sys.platform != "darwin" and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        raise LuciferError("there is no desktop here to open it on",
                           hint="`read` shows a text, `list` a folder; `open FILE with PROGRAM` starts a program")
    for name in _OPENERS:
        found = shutil.which(name, path=environ.get("PATH"))
        if found:
            return [found, *(["open"] if name == "gio" else []), str(path)]
    raise LuciferError(f"there is no {_OPENERS[0]} here, which knows what opens a file",
                       hint="`open FILE with PROGRAM` starts a program")


def may_run(path: Path) -> bool:
    """Say whether opening may run what is in the file."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return True
    return stat.S_ISREG(mode) and (path.suffix.lower() in _RUNS or bool(mode & 0o111))


def start(command: list[str], folder: Path, environ: Mapping[str, str]) -> None:
    """Start a program that lives on after us; raise LuciferError when it ends at once with a failure."""
    try:
        with open(os.devnull, "r+b") as nowhere:  # noqa: PTH123
            child = subprocess.Popen(command, cwd=folder, env=dict(environ), stdin=nowhere, stdout=nowhere,
                                     stderr=nowhere, start_new_session=True)
        status = child.wait(_FAILS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        return
    except OSError as error:
        raise LuciferError(f"{command[0]} cannot be started: {error.strerror or error}") from error
    if status:
        raise LuciferError(f"{Path(command[0]).name} could not open it (status {status})",
                           hint="`open FILE with PROGRAM` starts a program that can")
