"""Files and folders taken from one place to another, whole: what is under the target's name is complete.

Only files, folders, links and named pipes can be copied: a device has no end, a socket no content.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.store.plain_file import open_plain
from core.words.errors import BrokenFile, LuciferError
from core.words.failing import if_it_fails

_SIDE = re.compile(r"\..+\.\d+\.[0-9a-f]{8}\.part", re.DOTALL)
_CHUNK_BYTES = 1 << 20
# A folder with more in it is too large to tell at a glance whether it was changed.
_LOOKED_AT_MAX = 50_000


@dataclass(frozen=True, slots=True)
class Measure:
    """What a file or folder holds. `special` names one thing in it that cannot be copied; `more`: counting stopped."""

    files: int = 0
    folders: int = 0
    size_bytes: int = 0
    special: Path | None = None
    more: bool = False


def measure(path: Path, *, most: int = _LOOKED_AT_MAX) -> Measure:
    """Count what is below a path, the path itself included; links are counted and not followed."""
    files = folders = size = 0
    special: Path | None = None
    for place, status in walk(path):
        if files + folders >= most:
            return Measure(files, folders, size, special, more=True)
        if stat.S_ISDIR(status.st_mode):
            folders += 1
        else:
            files += 1
            size += status.st_size if stat.S_ISREG(status.st_mode) else 0
        if _is_special(status):
            special = special or place
    return Measure(files, folders, size, special)


def walk(path: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield a path and all below it, each folder before what is in it; links and unreadable folders are not entered."""
    pending = [path]
    while pending:
        place = pending.pop()
        try:
            status = place.lstat()
            yield place, status
            if stat.S_ISDIR(status.st_mode):
                with os.scandir(place) as found:
                    pending += sorted((Path(entry.path) for entry in found), reverse=True)
        except OSError:
            continue


def fingerprint(path: Path) -> str:
    """Say briefly what is there, so that a later change shows; "" where nothing is, or too much to look at."""
    seen = hashlib.sha256()
    try:
        status = path.lstat()
        if not stat.S_ISDIR(status.st_mode):
            return _print_of(path, status)
        for number, (place, each) in enumerate(walk(path)):
            if number >= _LOOKED_AT_MAX:
                return ""
            seen.update(os.fsencode(place.relative_to(path)) + b"\0" + _print_of(place, each).encode() + b"\0")
    except OSError:
        return ""
    return f"folder {seen.hexdigest()[:32]}"


def _print_of(path: Path, status: os.stat_result) -> str:
    if stat.S_ISLNK(status.st_mode):
        return f"link {hashlib.sha256(os.fsencode(path.readlink())).hexdigest()[:32]}"
    if stat.S_ISREG(status.st_mode):
        return f"file {status.st_size} {status.st_mtime_ns}"
    return f"kind {stat.S_IFMT(status.st_mode)}"


def copy_into(source: Path, target: Path) -> Iterator[int]:
    """Copy a file, link or folder to a place where nothing is; yield the bytes done so far. OSError when it fails."""
    done = 0
    closed: list[tuple[Path, Path]] = []
    for place, status in _everything(source):
        copy = target / place.relative_to(source) if place != source else target
        if stat.S_ISDIR(status.st_mode):
            copy.mkdir(mode=0o700)
            closed.append((place, copy))
        elif stat.S_ISLNK(status.st_mode):
            copy.symlink_to(place.readlink())
            shutil.copystat(place, copy, follow_symlinks=False)
        elif stat.S_ISFIFO(status.st_mode):
            os.mkfifo(copy, stat.S_IMODE(status.st_mode))
        elif _is_special(status):
            raise OSError(errno.EINVAL, "it is a device or a socket", str(place))
        else:
            for size in _copy_file(place, copy):
                yield done + size
            done += status.st_size
            yield done
    for place, copy in reversed(closed):
        shutil.copystat(place, copy)
        _sync(copy)


def _everything(source: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Walk as `walk` does, but fail where something cannot be read: a copy is whole or is none."""
    pending = [source]
    while pending:
        place = pending.pop()
        status = place.lstat()
        yield place, status
        if stat.S_ISDIR(status.st_mode):
            with os.scandir(place) as found:
                pending += sorted((Path(entry.path) for entry in found), reverse=True)


def _copy_file(source: Path, target: Path) -> Iterator[int]:
    try:
        reading, _ = open_plain(source)
    except LuciferError as error:
        cause = error.__cause__
        raise cause if isinstance(cause, OSError) else OSError(errno.EINVAL, error.message) from error
    try:
        writing = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            done = 0
            while chunk := os.read(reading, _CHUNK_BYTES):
                view = memoryview(chunk)
                while view:
                    view = view[os.write(writing, view):]
                done += len(chunk)
                yield done
            shutil.copystat(source, target)
            os.fsync(writing)
        finally:
            os.close(writing)
    finally:
        os.close(reading)


def carry(source: Path, target: Path) -> None:
    """Move to a place where nothing is; to another disk by a whole copy beside the target, and only then removal.

    OSError when it fails: the source is then still there, whole, unless the target is.
    """
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        side = side_of(target)
        with if_it_fails(remove, side):
            for _ in copy_into(source, side):
                pass
            side.rename(target)
        _sync(target.parent)
        _take_away(source, target)


def _take_away(source: Path, copy: Path) -> None:
    """Remove what was copied: its name goes at once, so that what is under a name is always whole."""
    going = side_of(source)
    try:
        source.rename(going)
    except OSError:
        remove(copy)
        raise
    remove(going)


def side_of(target: Path) -> Path:
    """Return a name beside the target under which it can be made ready."""
    name = target.name if len(os.fsencode(target.name)) < 200 else target.name[:40]
    return target.with_name(f".{name}.{os.getpid()}.{os.urandom(4).hex()}.part")


def is_side(name: str) -> bool:
    """Say whether a name is one of those; a kill can leave what is under it."""
    return _SIDE.fullmatch(name) is not None


def remove(path: Path) -> None:
    """Remove a copy, or what has been copied; folders closed to their owner are opened for it."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    for place, status in walk(path):
        if stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) & 0o700 != 0o700:
            place.chmod(0o700)
    shutil.rmtree(path)


def same_disk(path: Path, folder: Path) -> bool:
    """Say whether moving there is a rename; False where that cannot be known."""
    try:
        return path.lstat().st_dev == folder.stat().st_dev
    except OSError:
        return False


def same_entry(source: Path, target: Path) -> bool:
    """Say whether two names are one entry of a folder, written differently: a rename that changes only the case."""
    try:
        if not os.path.samestat(source.lstat(), target.lstat()):
            return False
        names = os.listdir(target.parent)  # noqa: PTH208
    except OSError:
        return False
    return source.parent == target.parent and not (source.name in names and target.name in names)


def refuse_special(path: Path) -> Measure:
    """Return what there is to copy; raise BrokenFile where something has no content to copy."""
    found = measure(path)
    if found.special is not None:
        raise BrokenFile(f"{found.special} is a device or a socket and cannot be copied")
    return found


def _is_special(status: os.stat_result) -> bool:
    return stat.S_IFMT(status.st_mode) in (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK)


def _sync(folder: Path) -> None:
    """Let a rename survive a power cut, where a folder can be synced."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)
