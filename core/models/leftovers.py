"""What takes room among the models without being one: parts, what is in the trash, companions left alone, doubles."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.models.digests import Digests
from core.models.hashing import file_digest
from core.models.model_folder import file_sets
from core.models.shelf import Shelf
from core.store.atomic import disk_error
from core.store.journal import Entry, Journal
from core.words.errors import BrokenFile, DiskError
from core.words.events import Progress
from core.words.failing import if_it_fails
from core.words.safe_text import visible
from core.words.values import InstalledModel

if sys.platform != "win32":
    import fcntl

Kind = Literal["part", "trash", "companion", "double"]
_DEPTH_MAX = 8
_PART, _JOURNAL = ".part", ".part.json"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file that can go. `twin` holds the same bytes, for a double; `entry` is the journal's, for the trash."""

    kind: Kind
    path: Path
    size_bytes: int
    twin: Path | None = None
    entry: Entry | None = None


def parts(shelf: Shelf) -> Iterator[Leftover]:
    """Yield what downloads left behind in our folders; not those that go on just now."""
    for path in _files(shelf.own_folders):
        # The journal of a download has no lock of its own: whoever holds the part's holds both.
        held = path.with_suffix("") if path.name.endswith(_JOURNAL) else path
        if path.name.endswith((_PART, _JOURNAL)) and not _in_use(held):
            yield Leftover("part", path, _size(path))


def in_trash(shelf: Shelf, journal: Journal) -> Iterator[Leftover]:
    """Yield the models that were uninstalled and can still be brought back."""
    for entry in journal.entries():
        if entry.kind == "delete" and entry.backup is not None and entry.backup.is_file() and (
                entry.paths[0].suffix.lower() == ".gguf" and shelf.owner_folder(entry.paths[0]) is not None):
            yield Leftover("trash", entry.backup, _size(entry.backup), entry=entry)


def companions(shelf: Shelf) -> Iterator[Leftover]:
    """Yield projectors in our folders whose folder holds no model any more."""
    needed = {path for record in shelf.records() if record.files[0].exists() for path in record.files}
    for path in _files(shelf.own_folders):
        alone = path.suffix.lower() == ".gguf" and "mmproj" in path.name.lower() and path not in needed
        if alone and not any(True for _ in file_sets(path.parent, depth_max=0)):
            yield Leftover("companion", path, _size(path))


def doubles(shelf: Shelf, models: Sequence[InstalledModel], digests: Digests
            ) -> Generator[Progress, None, list[Leftover]]:
    """Find files of ours whose bytes another model file holds too; files of equal size are read to be sure."""
    by_size: dict[int, dict[tuple[int, int], Path]] = {}
    for path in (path for model in models for path in model.paths if path.is_file()):
        status = path.stat()
        by_size.setdefault(status.st_size, {}).setdefault((status.st_dev, status.st_ino), path)
    found = []
    for size, group in by_size.items():
        twins: dict[str, list[Path]] = {}
        for path in group.values() if len(group) > 1 else ():
            digest = digests.known(path) or (yield from _measured(path, size, digests))
            twins.setdefault(digest or str(path), []).append(path)
        for same in twins.values():
            theirs = [path for path in same if shelf.owner_folder(path) is None]
            kept = (theirs or same)[0]
            found += [Leftover("double", path, size, twin=kept) for path in same
                      if path != kept and shelf.owner_folder(path) is not None]
    return found


def join(double: Leftover) -> None:
    """Make a double a second name of its twin's file: both names stay, the bytes are there once."""
    assert double.twin is not None
    side = double.path.with_name(f".{double.path.name}.{os.getpid()}.{os.urandom(4).hex()}.part")
    try:
        os.link(double.twin.resolve(), side)
        with if_it_fails(side.unlink, missing_ok=True):
            side.replace(double.path)
    except OSError as error:
        raise disk_error("join", double.path, error) from error


def _measured(path: Path, size_bytes: int, digests: Digests) -> Generator[Progress, None, str | None]:
    reading = file_digest(path)
    try:
        while True:
            yield Progress(f"comparing {visible(path.name)}", next(reading), size_bytes, unit="bytes")
    except StopIteration as end:
        digests.note(path, str(end.value))
        return str(end.value)
    except (BrokenFile, DiskError):
        return None


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the plain files below folders, hidden ones too, each once; links are not followed."""
    seen: set[Path] = set()
    for top in folders:
        for folder, names, files in os.walk(top):
            names[:] = [name for name in names if name != ".trash" and len(
                Path(folder, name).relative_to(top).parts) <= _DEPTH_MAX]
            for name in sorted(files):
                path = Path(folder, name)
                if path not in seen and path.is_file() and not path.is_symlink():
                    seen.add(path)
                    yield path


def _in_use(path: Path) -> bool:
    """Whether another process holds the file's lock."""
    if sys.platform == "win32":
        return False
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    except OSError:
        return True
    finally:
        os.close(descriptor)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
