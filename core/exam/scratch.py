"""Folders that the tests throw away: each bears the number of its process, so that what a killed one left is found."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

_NAME = re.compile(r"exam-(\d{1,10})-.*")


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards, whatever a command has made of it."""
    path = Path(tempfile.mkdtemp(prefix=f"exam-{os.getpid()}-")).resolve()
    try:
        yield path
    finally:
        remove(path)


def remove(path: Path) -> None:
    """Remove a folder, also where a command has taken away the right to."""
    shutil.rmtree(path, ignore_errors=True)
    if path.exists():
        with contextlib.suppress(OSError):
            subprocess.run(["chmod", "-R", "u+rwX", str(path)], check=False, capture_output=True)
        shutil.rmtree(path, ignore_errors=True)


def sweep() -> None:
    """Remove what processes of this person left that had no time to: they were killed."""
    for path in Path(tempfile.gettempdir()).glob("exam-*"):
        named = _NAME.fullmatch(path.name)
        if named is not None and not psutil.pid_exists(int(named[1])) and _is_own_folder(path):
            remove(path)


def _is_own_folder(path: Path) -> bool:
    """Say whether a name stands for a folder of ours: anybody may put a link there."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and (os.name == "nt" or found.st_uid == os.geteuid())
