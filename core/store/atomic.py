"""Writing so that a reader never sees half: whole files by rename, log lines by one append."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from core.words.errors import DiskError
from core.words.failing import if_it_fails

if sys.platform != "win32":
    import fcntl

_LOCK_WAIT_SECONDS = 1.0
# Reading, changing and writing a whole file takes longer than one line, and others may wait in front of us.
_EDIT_WAIT_SECONDS = 5.0
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_CLOEXEC = getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def write_file(path: Path, content: bytes | str, mode: int = 0o600) -> None:
    """Put `content` under `path` whole or not at all; raise DiskError and leave the old file otherwise.

    A symbolic link is followed, so that settings kept in someone's dotfiles stay there.
    """
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogateescape")
    target = Path(os.path.realpath(path))
    side = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(4).hex()}.part")
    try:
        make_folder(target.parent)
        descriptor = os.open(side, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CLOEXEC | _BINARY, mode)
        with if_it_fails(side.unlink, missing_ok=True):
            with os.fdopen(descriptor, "wb") as file:
                have_mode(side, mode)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            side.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise disk_error("write", path, error) from error


def append_line(path: Path, line: str, *, sync: bool = False, mode: int = 0o600) -> None:
    """Add one line with one write; a torn last line left by a crash or another program is closed off first.

    Safe for several processes on one file. A line that fits only partly (disk full) is taken back.
    """
    content = line.rstrip("\n").encode("utf-8", "surrogateescape") + b"\n"
    try:
        descriptor = _open_to_append(path, mode)
        try:
            locked = lock(descriptor)
            size_before = os.fstat(descriptor).st_size
            if size_before and read_at(descriptor, size_before - 1, 1) != b"\n":
                content = b"\n" + content
            written = os.write(descriptor, content)
            if written != len(content):
                if locked:
                    os.ftruncate(descriptor, size_before)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if sync:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise disk_error("write", path, error) from error


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """For the duration, let no other process of ours read `path` in order to change it. Not to be nested.

    The lock is a file beside it, since the file itself is replaced. Where none can be made, the writing says why.
    """
    side = path.with_name(f".{path.name}.lock")
    descriptor = -1
    with contextlib.suppress(OSError):
        make_folder(path.parent)
        descriptor = os.open(side, os.O_RDWR | os.O_CREAT | _NONBLOCK | _CLOEXEC, 0o600)
        have_mode(side, 0o600)
    try:
        if descriptor >= 0:
            lock(descriptor, _EDIT_WAIT_SECONDS)
        yield
    finally:
        if descriptor >= 0:
            os.close(descriptor)


def read_at(descriptor: int, offset: int, count: int) -> bytes:
    """Read at a place; as `os.pread`, which Windows lacks."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    return os.read(descriptor, count)


def make_folder(path: Path) -> None:
    """Create a folder and its parents, private to the person from the first moment."""
    missing = []
    while not path.exists():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
        have_mode(folder, 0o700)


def lock(descriptor: int, wait_seconds: float = _LOCK_WAIT_SECONDS) -> bool:
    """Take the exclusive lock of an open file, waiting a short while; return whether it is held.

    A file system without locks, or a stopped process that keeps one, must not stop a person's work.
    """
    if sys.platform == "win32":
        return False
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EINTR) or time.monotonic() > deadline:
                return False
        time.sleep(0.002)


def disk_error(verb: str, path: Path, error: OSError) -> DiskError:
    """Say in a person's words why a file could not be written or read."""
    hints = {errno.ENOSPC: "free some space and try again", errno.EDQUOT: "your quota is used up: free some space",
             errno.EROFS: "the disk is read-only", errno.EACCES: f"check the permissions of {path.parent}",
             errno.EPERM: f"check the permissions of {path.parent}"}
    return DiskError(f"cannot {verb} {path}: {error.strerror or error}", hint=hints.get(error.errno or 0, ""))


def _open_to_append(path: Path, mode: int) -> int:
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | _NONBLOCK | _CLOEXEC | _BINARY
    try:
        descriptor = os.open(path, flags, mode)
    except FileNotFoundError:  # the folder was deleted under us
        make_folder(path.parent)
        descriptor = os.open(path, flags, mode)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file")
    if not status.st_size:
        have_mode(path, mode)
    return descriptor


def have_mode(path: Path, mode: int) -> None:
    """Give back what an odd umask took from something just made: a person must be able to use what is theirs."""
    if stat.S_IMODE(path.stat().st_mode) & mode != mode:
        path.chmod(mode)


def sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system lets a folder be synced."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | _CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
