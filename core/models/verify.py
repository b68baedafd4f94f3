"""Looking at a model's files anew: size, digest and head of each, so that a disk's slow decay is found."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from core.models.gguf_header import read_header
from core.models.hashing import file_digest
from core.models.records import InstallRecord
from core.words.errors import BrokenFile, DiskError
from core.words.events import Progress
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import InstalledModel


@dataclass(frozen=True, slots=True)
class FileChecked:
    """One file looked at; None where nobody has said what size or digest it must have."""

    path: Path
    size_ok: bool | None
    sha256_ok: bool | None
    header_ok: bool
    sha256: str | None
    problem: str = ""


def check_file(model: InstalledModel, path: Path, record: InstallRecord | None, is_stated: Callable[[str], bool]
               ) -> Generator[Progress, None, FileChecked]:
    """Check one file against its record; every byte is read.

    `is_stated` says whether a publisher stated that digest. It can only speak for a file: two publishers give one name
    to different files, so a digest that is nowhere stated is no damage.
    """
    size = record.size_of(path) if record else None
    digest = record.digest_of(path) if record else None
    try:
        found_bytes = path.stat().st_size
    except OSError as error:
        return FileChecked(path, False, None, False, None, f"{path.name} cannot be read: {error.strerror or error}")
    problem = ""
    try:
        read_header(path)
    except (BrokenFile, DiskError) as error:
        problem = error.message
    header_ok = not problem
    size_ok = None if size is None else found_bytes == size
    if size_ok is False:
        problem = f"{path.name} has {found_bytes} bytes and must have {size} ({bytes_text(size)})"
        return FileChecked(path, False, None if digest is None else False, header_ok, None, problem)
    try:
        sha256 = yield from _hashed(model, path, found_bytes)
    except (BrokenFile, DiskError) as error:
        return FileChecked(path, size_ok, None, header_ok, None, error.message)
    sha256_ok = (is_stated(sha256) or None) if digest is None else sha256 == digest
    if digest is not None and sha256_ok is False:
        stated_by = "must be" if record is None or record.verified else "was, when it was first measured,"
        problem = f"{path.name} is damaged: its SHA-256 is {sha256[:12]}... and {stated_by} {digest[:12]}..."
    return FileChecked(path, size_ok, sha256_ok, header_ok, sha256, problem)


def _hashed(model: InstalledModel, path: Path, size_bytes: int) -> Generator[Progress, None, str]:
    reading = file_digest(path)
    while True:
        try:
            done = next(reading)
        except StopIteration as end:
            return str(end.value)
        yield Progress(f"checking {visible(model.name)}", done, size_bytes, unit="bytes")
