"""Reading a file whose kind and size nobody promised: never blocks on a FIFO, never swallows a gigabyte."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from core.words.errors import BrokenFile, DiskError
from core.words.failing import if_it_fails

# Windows has no such flags; 0 changes nothing there.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def open_plain(path: Path) -> tuple[int, os.stat_result]:
    """Open a regular file for reading; raise BrokenFile for anything else, DiskError when it cannot be read.

    The caller closes the descriptor. The kind is checked before and after opening: opening a FIFO would block,
    opening a device may do things, and the name may change its meaning in between.
    """
    try:
        _refuse_other_kinds(path, path.stat())
        descriptor = os.open(path, _OPEN_FLAGS)
    except OSError as error:
        raise DiskError(f"cannot read {path}: {error.strerror or error}") from error
    with if_it_fails(os.close, descriptor):
        status = os.fstat(descriptor)
        _refuse_other_kinds(path, status)
    return descriptor, status


def read_plain(path: Path, *, size_max: int) -> bytes:
    """Return the bytes of a regular file; raise BrokenFile when it is larger than `size_max` or not a file."""
    descriptor, status = open_plain(path)
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > size_max:
            raise BrokenFile(f"{path} is too large: {status.st_size} bytes, at most {size_max} are read")
        try:
            content = file.read(size_max + 1)
        except OSError as error:
            raise DiskError(f"cannot read {path}: {error.strerror or error}") from error
    if len(content) > size_max:
        raise BrokenFile(f"{path} is too large: it grew past {size_max} bytes while being read")
    return content


def _refuse_other_kinds(path: Path, status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket",
             stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}
    raise BrokenFile(f"{path} is {kinds.get(stat.S_IFMT(status.st_mode), 'something else')}, not a file")
