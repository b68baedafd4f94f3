"""Taking a model file from anywhere into the person's own models: linked where that can be, else copied and checked."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.models.gguf_header import read_header
from core.store.atomic import disk_error, have_mode, lock, make_folder
from core.store.plain_file import open_plain
from core.words.errors import BrokenFile, DiskError, Refused
from core.words.events import Progress
from core.words.safe_text import visible
from core.words.units import bytes_text

_BLOCK_BYTES = 4 * 1024**2
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is in place now; `linked` when it takes no further room. A link's bytes were not read."""

    path: Path
    sha256: str | None
    linked: bool


def refuse_taken(target: Path, source: Path) -> None:
    """Raise Refused when another file has that name already."""
    if os.path.lexists(target) and not _same(target, source):
        raise Refused(f"{target} exists already, and is another file",
                      hint="`llm import FILE --name NAME` gives it another name")


def link(source: Path, target: Path) -> bool:
    """Give a file a second name; return False where the disks or the system do not allow it."""
    if _same(target, source):
        return True
    try:
        make_folder(target.parent)
        os.link(source.resolve(), target)
    except OSError:
        return False
    return True


def blocks_of(path: Path) -> Iterator[bytes]:
    """Yield a file's bytes."""
    descriptor, _ = open_plain(path)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        while True:
            try:
                block = file.read(_BLOCK_BYTES)
            except OSError as error:
                raise disk_error("read", path, error) from error
            if not block:
                return
            yield block


def copy(blocks: Iterator[bytes], size_bytes: int, target: Path) -> Generator[Progress, None, Taken]:
    """Write a model beside its place, check its head, and put it there; what was begun is taken away on failure."""
    _refuse_without_room(target.parent, size_bytes)
    side = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(4).hex()}.part")
    try:
        digest = yield from _written(blocks, size_bytes, side, target.name)
        read_header(side)
        if os.path.lexists(target):
            raise Refused(f"{target} exists already")
        side.rename(target)
    except BrokenFile as error:
        raise BrokenFile(error.message.replace(side.name, visible(target.name)), hint=error.hint) from error
    except OSError as error:
        raise disk_error("write", target, error) from error
    finally:
        side.unlink(missing_ok=True)
    return Taken(target, digest, linked=False)


def _written(blocks: Iterator[bytes], size_bytes: int, side: Path, name: str) -> Generator[Progress, None, str]:
    digest, done = hashlib.sha256(), 0
    make_folder(side.parent)
    with os.fdopen(os.open(side, _NEW_FILE, 0o600), "wb", buffering=0) as file:
        have_mode(side, 0o600)
        lock(file.fileno())  # `llm gc` leaves alone what is locked
        for block in blocks:
            view = memoryview(block)
            while view:
                view = view[file.write(view):]
            digest.update(block)
            done += len(block)
            yield Progress(f"copying {visible(name)}", done, size_bytes, unit="bytes")
        os.fsync(file.fileno())
    return digest.hexdigest()


def _refuse_without_room(folder: Path, size_bytes: int) -> None:
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < size_bytes:
        raise DiskError(f"{folder} has {bytes_text(free)} free and {bytes_text(size_bytes)} are needed",
                        hint="free some space, or name a second disk with `backup models FOLDER`")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def parts_named(name: str, parts: Sequence[Path]) -> list[str]:
    """Return the file names of a model called `name`: one, or one for each part of a split model."""
    if len(parts) == 1:
        return [f"{name}.gguf"]
    return [f"{name}-{number:05d}-of-{len(parts):05d}.gguf" for number in range(1, len(parts) + 1)]
