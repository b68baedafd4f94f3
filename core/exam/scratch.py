"""Folders that the tests throw away: each bears the number of its process, so that what a killed one left is found."""

from __future__ import annotations

import contextlib
import errno
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

from core.models.part_file import lock_of
from core.store.atomic import disk_error
from core.words.units import bytes_text

PREFIX = "lucifer-exam-"
# What is laid out for a question, and what an answer to it may write.
ROOM_BYTES = 16_000_000
# Exactly what `mkdtemp` makes of it: whatever else has such a name is somebody's own.
_NAME = re.compile(rf"{PREFIX}(\d{{1,7}})-[a-z0-9_]{{8}}", re.ASCII)
_FOLDER_ONLY = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def folder(room_bytes: int = ROOM_BYTES) -> Iterator[Path]:
    """Give a folder that is gone afterwards, whatever a command has made of it.

    Raise DiskError where there is none to be had, or no room in it: a model is not to blame for what fails of that.
    """
    try:
        path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")).resolve()
    except OSError as error:
        raise disk_error("make a folder in", Path(tempfile.gettempdir()), error) from error
    with _opened(path) as descriptor:
        if descriptor is not None:  # held as long as this process lives, for those who cannot see its number
            lock_of(descriptor)
        try:
            _refuse_full(path, room_bytes)
            yield path
        finally:
            remove(path)


def _refuse_full(path: Path, room_bytes: int) -> None:
    if shutil.disk_usage(path).free < room_bytes:
        raise disk_error("work in", path.parent, OSError(errno.ENOSPC, f"less than {bytes_text(room_bytes)} are free"))


def remove(path: Path) -> None:
    """Remove a folder, also where a command has taken away the right to."""
    shutil.rmtree(path, ignore_errors=True)
    if path.exists():
        with contextlib.suppress(OSError):
            subprocess.run(["chmod", "-R", "u+rwX", str(path)], check=False, capture_output=True)
        shutil.rmtree(path, ignore_errors=True)


def sweep() -> None:
    """Remove what processes of this person left that had no time to: they were killed."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        named = _NAME.fullmatch(path.name)
        if named is None or not _is_own_folder(path) or psutil.pid_exists(int(named[1])):
            continue
        with _opened(path) as descriptor:
            # Who made it may live where its number means nothing here: in a container that shares this folder.
            if descriptor is not None and lock_of(descriptor) == "yes":
                remove(path)


@contextmanager
def _opened(path: Path) -> Iterator[int | None]:
    """Open a folder to lock it; None where that cannot be done."""
    descriptor = None
    with contextlib.suppress(OSError):
        descriptor = os.open(path, _FOLDER_ONLY)
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _is_own_folder(path: Path) -> bool:
    """Say whether a name stands for a folder of ours: anybody may put a link there."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and (os.name == "nt" or found.st_uid == os.geteuid())
