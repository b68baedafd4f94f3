"""Work on a person's files: made aside, written down, then put in place; what was there goes to the trash."""

from __future__ import annotations

import contextlib
import difflib
import os
import shutil
import stat
import sys
from collections.abc import Generator
from pathlib import Path

from core.assist.sides import Sides
from core.store.atomic import disk_error
from core.store.carry import carry, copy_into, fingerprint, refuse_special, remove, same_disk, same_entry, side_of
from core.store.entry import EMPTY_FOLDER, Deed, Entry
from core.store.journal import Journal
from core.words.errors import BrokenFile, DiskError, Refused
from core.words.safe_text import visible
from core.words.units import bytes_text

# Below this much room left after a copy, other programs begin to fail.
_ROOM_BYTES_MIN = 10_000_000


class FileWork:
    """What our tools do to files. Every deed is in the journal before it is done; `group` joins those of one command.

    Whether something may be overwritten is asked before, by whoever calls.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.sides = Sides(journal.root / "journal.sides")

    def write(self, path: Path, text: str, *, group: int = 0) -> Entry:
        """Create or overwrite a text file; see `write_bytes`."""
        return self.write_bytes(path, text.encode("utf-8", "surrogateescape"), group=group)

    def write_bytes(self, path: Path, content: bytes, *, group: int = 0) -> Entry:
        """Create or overwrite a file, whole or not at all; its mode stays, its old content goes to the trash.

        A link is followed. Other hard links of the file keep the old content.
        """
        target = _real(path)
        refuse_unwritable(target)
        group = self._parents(target, group)
        with self.sides.noted(target):
            return self._written(path, target, content, group)

    def _written(self, path: Path, target: Path, content: bytes, group: int) -> Entry:
        side = side_of(target)
        try:
            descriptor = os.open(side, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
            with os.fdopen(descriptor, "wb") as file:
                if target.exists():
                    _keep_owner(target, side)
                    shutil.copystat(target, side)
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            # copystat took over the old time as well, and the new content must not look old.
            os.utime(side)
            return self._put(side, target, group)
        except OSError as error:
            raise disk_error("write", path, error) from error
        finally:
            side.unlink(missing_ok=True)

    def folder(self, path: Path, group: int = 0) -> Entry:
        """Make a folder and those above it that are missing; Refused where something is there."""
        self.sides.sweep()
        path = path.absolute()
        if os.path.lexists(path):
            raise Refused(f"{visible(str(path))} exists already")
        group = self._parents(path, group)
        return self._make(path, group)

    def copying(self, source: Path, target: Path, group: int = 0) -> Generator[int, None, Entry]:
        """Copy a file, link or folder to exactly `target`; yield the bytes done. What was there goes to the trash."""
        source, target = source.absolute(), target.absolute()
        refuse_inside(source, target)
        found = refuse_special(source)
        target = target if source.is_symlink() else _real(target)
        refuse_unwritable(target)
        _refuse_without_room(target, found.size_bytes)
        group = self._parents(target, group)
        side = side_of(target)
        with self.sides.noted(target):
            try:
                yield from copy_into(source, side)
                return self._put(side, target, group)
            except OSError as error:
                if str(error.filename).startswith(str(side)):
                    raise disk_error("write", target, error) from error
                raise disk_error("copy", source, error) from error
            finally:
                if os.path.lexists(side):
                    remove(side)

    def copy(self, source: Path, target: Path, group: int = 0) -> Entry:
        """Copy a file, link or folder to exactly `target`, to the end."""
        work = self.copying(source, target, group)
        while True:
            try:
                next(work)
            except StopIteration as end:
                entry: Entry = end.value
                return entry

    def move(self, source: Path, target: Path, group: int = 0) -> Entry:
        """Move or rename to exactly `target`; what was there goes to the trash. A link is moved, not what it names."""
        source, target = source.absolute(), target.absolute()
        self.sides.sweep()
        refuse_inside(source, target)
        refuse_needed(source, self._journal.root, "moved")
        near = same_disk(source, _standing(target))
        if not near:
            _refuse_without_room(target, refuse_special(source).size_bytes)
        group = self._parents(target, group)
        replaced = None
        if os.path.lexists(target) and not same_entry(source, target):
            (replaced,) = self._to_trash([target], group)
            group = replaced.group
        (entry,) = self._journal.record_all([Deed("move", (source, target), slow=not near)], group=group)
        try:
            if same_entry(source, target):
                source.rename(target)
            else:
                with contextlib.nullcontext() if near else self.sides.noted(source, target):
                    carry(source, target)
        except OSError as error:
            if not os.path.lexists(target):
                self._journal.withdraw([entry])
                self._bring_back(replaced)
            raise disk_error("move", source, error) from error
        self._journal.finish(entry)
        return entry

    def _bring_back(self, replaced: Entry | None) -> None:
        """Give its place back to what made room for something that did not come."""
        if replaced is not None and replaced.backup is not None:
            with contextlib.suppress(OSError):  # then it is in the trash, and `undo` knows of it
                carry(replaced.backup, replaced.paths[0])
                self._journal.withdraw([replaced])

    def delete(self, path: Path, group: int = 0) -> Entry:
        """Move into the trash; a link goes, what it names stays."""
        return self.delete_all([path], group)[0]

    def delete_all(self, paths: list[Path], group: int = 0) -> list[Entry]:
        """Move several into the trash."""
        self.sides.sweep()
        for path in paths:
            refuse_needed(path, self._journal.root, "deleted")
        return self._to_trash(paths, group)

    def _to_trash(self, paths: list[Path], group: int) -> list[Entry]:
        paths = [path.absolute() for path in paths]
        places = [self._journal.place(path) for path in paths]
        # To another disk something is made ready on both sides: the copy in the trash, and then what is going.
        far = [each for path, place in zip(paths, places, strict=True) if not same_disk(path, place.parent)
               for each in (path, place)]
        with self.sides.noted(*far) if far else contextlib.nullcontext():
            return self._journal.discard_all(paths, group=group, places=places)

    def _parents(self, path: Path, group: int) -> int:
        """Make the folders above a path that are missing; return the group of those made, or `group`."""
        missing = []
        folder = path.parent
        while not os.path.lexists(folder):
            missing.append(folder)
            folder = folder.parent
        if not folder.is_dir():
            raise DiskError(f"{visible(str(folder))} is not a folder")
        for each in reversed(missing):
            group = self._make(each, group).group
        return group

    def _make(self, path: Path, group: int) -> Entry:
        (entry,) = self._journal.record_all([Deed("create", (path,), left=EMPTY_FOLDER)], group=group)
        try:
            path.mkdir()
        except OSError as error:
            self._journal.withdraw([entry])
            raise disk_error("make the folder", path, error) from error
        return entry

    def _put(self, side: Path, target: Path, group: int) -> Entry:
        """Bring what is ready into place; what was there is in the trash before."""
        left = fingerprint(side)
        if not os.path.lexists(target):
            (entry,) = self._journal.record_all([Deed("create", (target,), left=left)], group=group)
            self._bring(side, target, [entry])
            return entry
        if target.is_dir() and not target.is_symlink():
            raise Refused(f"{visible(str(target))} is a folder")
        backup = self._journal.place(target)
        _keep(target, backup)
        (entry,) = self._journal.record_all([Deed("overwrite", (target,), backup, left)], group=group)
        self._bring(side, target, [entry])
        return entry

    def _bring(self, side: Path, target: Path, entries: list[Entry]) -> None:
        try:
            side.replace(target)
        except OSError:
            self._journal.withdraw(entries)
            raise


def diff_text(old: str, new: str, name: str) -> str:
    """Return the unified diff from one text to another; "" when they are equal."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), f"{name} (now)", f"{name} (new)", lineterm="")
    text = "\n".join(lines)
    if text or old == new:
        return text
    return f"--- {name} (now)\n+++ {name} (new)\n the lines are the same, the ends of lines are not"


def refuse_inside(source: Path, target: Path) -> None:
    """Raise Refused where a folder would come to lie in itself, or a file upon itself."""
    if not os.path.lexists(source):
        raise DiskError(f"{visible(str(source))} is not there")
    real, into = _real(source.parent) / source.name, _real(target.parent) / target.name
    if real == into:
        raise Refused(f"{visible(str(source))} is the same place")
    if source.is_dir() and not source.is_symlink() and real in into.parents:
        raise Refused(f"{visible(str(source))} cannot be put into itself")


def refuse_needed(path: Path, home: Path, done: str) -> None:
    """Raise Refused for a folder that everything else rests on: the root, a home, a disk, the one stood in, ours."""
    real = _real(path.absolute().parent) / path.name
    shown = visible(str(path))
    if path.is_symlink():
        return
    if not real.name or os.path.ismount(real):
        raise Refused(f"{shown} is a whole disk, and is not {done}")
    person = _real(Path(os.path.expanduser("~")))  # noqa: PTH111
    for needed, what in ((person, "your home folder"), (_real(home), "what this program keeps")):
        if real == needed or real in needed.parents:
            raise Refused(f"{shown} holds {what}, and is not {done}")
    if _real(home) in real.parents:
        raise Refused(f"{shown} is kept by this program, and is not {done}",
                      hint="`timeline clear` empties the trash, `uninstall` removes models")


def refuse_unwritable(path: Path) -> None:
    """Raise where something stands that cannot be overwritten: a folder, a pipe, a device, a read-only file."""
    try:
        status = path.lstat()
    except OSError:
        return
    if stat.S_ISDIR(status.st_mode):
        raise Refused(f"{visible(str(path))} is a folder")
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISLNK(status.st_mode):
        raise BrokenFile(f"{visible(str(path))} is no ordinary file, and is not overwritten")
    if not os.access(path, os.W_OK, follow_symlinks=True):
        raise DiskError(f"{visible(str(path))} is read-only", hint=f"`!chmod u+w` on {visible(path.name)} changes that")


def _keep(path: Path, backup: Path) -> None:
    """Keep what is about to be replaced: its own bytes under a second name where that is safe, else a copy."""
    if path.lstat().st_nlink == 1 and not path.is_symlink():
        try:
            # Nobody else writes to these bytes: the name that led to them is about to lead elsewhere.
            backup.hardlink_to(path)
        except OSError:
            pass
        else:
            return
    for _ in copy_into(path, backup):
        pass


def _keep_owner(path: Path, side: Path) -> None:
    """Let a file that is replaced stay whose it is, where we may say so."""
    owner = path.stat()
    if sys.platform != "win32" and (owner.st_uid, owner.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(OSError):
            os.chown(side, owner.st_uid, owner.st_gid)


def _real(path: Path) -> Path:
    """Return a path with every link on the way resolved."""
    try:
        return Path(os.path.realpath(path))
    except OSError as error:
        raise disk_error("look at", path, error) from error


def _standing(path: Path) -> Path:
    """Return the lowest folder above a path that is there."""
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _refuse_without_room(target: Path, size_bytes: int) -> None:
    try:
        disk = shutil.disk_usage(_standing(target))
    except OSError:
        return
    free = disk.free if disk.total else size_bytes + _ROOM_BYTES_MIN  # one that does not say
    if size_bytes + (_ROOM_BYTES_MIN if size_bytes > _ROOM_BYTES_MIN else 0) > free:
        raise DiskError(f"{visible(str(target))} does not fit: it takes {bytes_text(size_bytes)}, and "
                        f"{bytes_text(free)} are free there", hint="free some space and try again")
