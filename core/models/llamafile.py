"""The model inside a .llamafile: a zip archive at the end of a program, whose GGUF entry is stored as it is."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.store.atomic import disk_error
from core.store.plain_file import open_plain
from core.words.errors import BrokenFile, DiskError
from core.words.safe_text import visible

_ENTRIES_MAX = 10_000
_BLOCK_BYTES = 4 * 1024**2
_NAME = re.compile(r"[\w.+@=-][\w.+@= -]{0,200}\.gguf", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Packed:
    """A GGUF file inside another file: its own name, its size, and where its bytes begin."""

    name: str
    size_bytes: int
    offset: int


def packed_model(path: Path) -> Packed:
    """Find the model in a llamafile: the largest GGUF entry that is not a projector; raise BrokenFile without one."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise BrokenFile(f"{visible(path.name)} holds no zip archive, so it is no llamafile: {error}",
                         hint="download it again, or import a .gguf file") from error
    except (NotImplementedError, RuntimeError) as error:
        raise BrokenFile(f"{visible(path.name)} cannot be opened: {error}") from error
    except OSError as error:
        raise disk_error("read", path, error) from error
    if len(entries) > _ENTRIES_MAX:
        raise BrokenFile(f"{visible(path.name)} claims to hold {len(entries)} files")
    models = [entry for entry in entries if entry.filename.lower().endswith(".gguf")
              and "mmproj" not in entry.filename.lower()]
    if not models:
        raise BrokenFile(f"{visible(path.name)} holds no GGUF file",
                         hint="it is only the program; import the .gguf file that goes with it")
    return _packed(path, max(models, key=lambda entry: entry.file_size))


def unpack(path: Path, packed: Packed) -> Iterator[bytes]:
    """Yield the model's bytes; raise BrokenFile when the llamafile ends before they do."""
    descriptor, _ = open_plain(path)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        file.seek(packed.offset)
        left = packed.size_bytes
        while left:
            try:
                block = file.read(min(left, _BLOCK_BYTES))
            except OSError as error:
                raise disk_error("read", path, error) from error
            if not block:
                raise BrokenFile(f"{visible(path.name)} is incomplete: it ends {left} bytes too early",
                                 hint="download it again")
            left -= len(block)
            yield block


def _packed(path: Path, entry: zipfile.ZipInfo) -> Packed:
    """Return where an entry's bytes lie. Only the local header says so, and it may lie about everything."""
    name = entry.filename.rpartition("/")[2]
    shown = visible(entry.filename[:200])
    if not _NAME.fullmatch(name):
        raise BrokenFile(f"{visible(path.name)} holds a model with the impossible name {shown}")
    if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 0x1 or entry.file_size != entry.compress_size:
        raise BrokenFile(f"{shown} in {visible(path.name)} is packed; a llamafile's model is stored as it is",
                         hint="unpack it with `unzip` and import the .gguf file")
    try:
        with path.open("rb") as file:
            file.seek(entry.header_offset)
            head = file.read(30)
            offset = entry.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(
                head[28:30], "little")
            file.seek(offset)
            start = file.read(4)
    except (OSError, ValueError) as error:
        raise DiskError(f"cannot read {path}: {error}") from error
    if head[:4] != b"PK\x03\x04" or start != b"GGUF" or offset + entry.file_size > path.stat().st_size:
        raise BrokenFile(f"{shown} in {visible(path.name)} is not a whole GGUF file", hint="download it again")
    return Packed(name, entry.file_size, offset)
