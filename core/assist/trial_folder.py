"""A copy of a folder that a command may do its work in, and what is different in it afterwards."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.store.atomic import disk_error
from core.store.carry import walk
from core.words.errors import Refused
from core.words.safe_text import visible
from core.words.units import bytes_text

if sys.platform == "linux":
    import fcntl

FILES_MAX = 20_000
BYTES_MAX = 1_000_000_000
# Where the disk lets two files share their bytes until one is written to, a copy costs next to nothing.
_BYTES_SHARED_MAX = 50 * BYTES_MAX
_ROOM_BYTES_MIN = 100_000_000
_FICLONE = 0x40049409
Kind = Literal["created", "changed", "deleted", "moved", "mode"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `path` and, for a move, `source` are below the folder."""

    kind: Kind
    path: Path
    source: Path | None = None
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class _Fact:
    """One thing as it was: in the person's folder, and where its copy lay when the command began."""

    original: tuple[int, int, int, int]
    copy: tuple[int, int]
    mode: int


class TrialFolder:
    """The copy at `place`, which must not be there yet."""

    def __init__(self, folder: Path, place: Path, *, leave_out: Path) -> None:
        self.folder = Path(os.path.realpath(folder))
        self.place = place
        self._leave_out = Path(os.path.realpath(leave_out))
        self._facts: dict[Path, _Fact] = {}
        self.special: list[Path] = []

    def copy(self) -> Iterator[tuple[int, int]]:
        """Copy everything; yield how many of how many things are done. Refused when it is too much."""
        found = self._measured()
        links: dict[tuple[int, int], Path] = {}
        try:
            for number, (path, status) in enumerate(found):
                name = path.relative_to(self.folder)
                self._copy_one(path, self.place / name, status, links)
                if number % 200 == 0:
                    yield number, len(found)
            for path, status in reversed(found):
                name = path.relative_to(self.folder)
                copy = self.place / name
                if stat.S_ISDIR(status.st_mode):
                    shutil.copystat(path, copy)
                if os.path.lexists(copy):
                    self._facts[name] = _Fact(_print_of(status), _place_of(copy.lstat()), status.st_mode)
        except OSError as error:
            raise disk_error("copy", Path(str(error.filename or self.folder)), error) from error

    def changes(self) -> list[Change]:
        """Return what is different now in the copy, what lies in a new or a deleted folder included."""
        now = {path.relative_to(self.place): status for path, status in walk(self.place)}
        gone = [name for name in self._facts if name not in now]
        fresh = [name for name in now if name not in self._facts]
        by_place = {self._facts[name].copy[0]: name for name in gone if stat.S_ISREG(self._facts[name].mode)}
        moved: dict[Path, Path] = {}
        for name in fresh:
            source = by_place.get(now[name].st_ino)
            # One that went into a new folder is part of that folder.
            if source is not None and name.parent in self._facts and stat.S_ISREG(now[name].st_mode) and (
                    self._same(source, name)):
                moved[name] = by_place.pop(now[name].st_ino)
        sources = set(moved.values())
        found = [Change("deleted", name, is_folder=stat.S_ISDIR(self._facts[name].mode))
                 for name in gone if name not in sources]
        for name, status in now.items():
            kind = stat.S_ISDIR(status.st_mode)
            if name in moved:
                found.append(Change("moved", name, moved[name]))
            elif name not in self._facts:
                found.append(Change("created", name, is_folder=kind))
            elif stat.S_IFMT(status.st_mode) != stat.S_IFMT(self._facts[name].mode):
                found += [Change("deleted", name, is_folder=stat.S_ISDIR(self._facts[name].mode)),
                          Change("created", name, is_folder=kind)]
            elif not kind and _place_of(status) != self._facts[name].copy and not self._same(name, name):
                found.append(Change("changed", name))
            elif stat.S_IMODE(status.st_mode) != stat.S_IMODE(self._facts[name].mode) and not (
                    stat.S_ISLNK(status.st_mode)):
                found.append(Change("mode", name, is_folder=kind))
        return sorted(found, key=lambda change: (change.path, change.kind != "deleted"))

    def seal(self, changes: list[Change], place: Path) -> None:
        """Put what is new aside, where nothing that the command may have left running can still change it."""
        try:
            place.mkdir()
            for change in changes:
                if change.kind in ("deleted", "moved") or (change.kind == "mode" and change.is_folder):
                    continue
                source, target = self.place / change.path, place / change.path
                target.parent.mkdir(parents=True, exist_ok=True)
                status = source.lstat()
                if stat.S_ISFIFO(status.st_mode) or stat.S_ISSOCK(status.st_mode):
                    raise Refused(f"it would make {visible(str(change.path))}, which is no file: that cannot be tried")
                self._copy_one(source, target, status, {})
            for change in reversed(changes):
                if change.kind == "created" and change.is_folder:
                    shutil.copystat(self.place / change.path, place / change.path)
        except OSError as error:
            raise disk_error("copy", Path(str(error.filename or place)), error) from error
        self.place = place

    def altered(self, changes: list[Change]) -> list[Path]:
        """Return what the person, or something else, has changed meanwhile of the things that are to be changed."""
        found = []
        for change in changes:
            for name in filter(None, (change.path, change.source)):
                fact = self._facts.get(name)
                path = self.folder / name
                try:
                    now = _print_of(path.lstat()) if fact is None or not stat.S_ISDIR(fact.mode) else fact.original
                except OSError:
                    now = None
                if now != (fact.original if fact else None):
                    found.append(name)
        return list(dict.fromkeys(found))

    def _measured(self) -> list[tuple[Path, os.stat_result]]:
        found: list[tuple[Path, os.stat_result]] = []
        size = 0
        shown = visible(str(self.folder))
        for path, status in walk(self.folder):
            if path == self._leave_out or self._leave_out in path.parents:
                continue
            if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode) or stat.S_ISLNK(status.st_mode)):
                self.special.append(path)
                continue
            found.append((path, status))
            size += status.st_size if stat.S_ISREG(status.st_mode) else 0
            if len(found) > FILES_MAX:
                raise Refused(f"{shown} holds more than {FILES_MAX:,} files: too many to try it on a copy")
        most = _BYTES_SHARED_MAX if self._shares(found) else BYTES_MAX
        if size > most:
            raise Refused(f"{shown} holds {bytes_text(size)}: too much to try it on a copy",
                          hint=f"at most {bytes_text(most)} can be copied")
        if most == BYTES_MAX and size + _ROOM_BYTES_MIN > shutil.disk_usage(self.place.parent).free:
            raise Refused(f"there is no room for a copy of {shown}: it holds {bytes_text(size)}")
        return found

    def _shares(self, found: list[tuple[Path, os.stat_result]]) -> bool:
        """Say whether a copy can share the bytes of the original."""
        first = next((path for path, status in found if stat.S_ISREG(status.st_mode) and status.st_size), None)
        probe = self.place.with_name(f"{self.place.name}.probe")
        try:
            return first is not None and _clone(first, probe)
        finally:
            probe.unlink(missing_ok=True)

    def _copy_one(self, path: Path, copy: Path, status: os.stat_result, links: dict[tuple[int, int], Path]) -> None:
        same = links.get((status.st_dev, status.st_ino))
        if stat.S_ISDIR(status.st_mode):
            copy.mkdir(mode=0o700, exist_ok=True)
        elif stat.S_ISLNK(status.st_mode):
            copy.symlink_to(path.readlink())
            shutil.copystat(path, copy, follow_symlinks=False)
        elif same is not None:
            # Two names of one file in the folder are two names of one file in the copy, never one of each.
            copy.hardlink_to(same)
        else:
            if not _clone(path, copy):
                shutil.copyfile(path, copy)
            shutil.copystat(path, copy)
            if status.st_nlink > 1:
                links[(status.st_dev, status.st_ino)] = copy

    def _same(self, original: Path, copy: Path) -> bool:
        """Compare contents; a link by where it leads."""
        before, after = self.folder / original, self.place / copy
        try:
            if before.is_symlink() or after.is_symlink():
                return before.readlink() == after.readlink()
            return filecmp.cmp(before, after, shallow=False)
        except OSError:
            return False


def _print_of(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_mode, status.st_size if not stat.S_ISDIR(status.st_mode) else 0, (
        status.st_mtime_ns if not stat.S_ISDIR(status.st_mode) else 0), status.st_ino


def _place_of(status: os.stat_result) -> tuple[int, int]:
    # The time of the last change of any kind, which no program can set back.
    return status.st_ino, status.st_ctime_ns


def _clone(source: Path, target: Path) -> bool:
    """Copy a file by sharing its bytes; False where the disk cannot."""
    if sys.platform != "linux":
        return False
    try:
        with source.open("rb") as reading, target.open("xb") as writing:
            fcntl.ioctl(writing.fileno(), _FICLONE, reading.fileno())
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.EACCES):
            raise
        target.unlink(missing_ok=True)
        return False
    return True
