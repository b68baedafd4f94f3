"""What is known of a model because it was installed, imported, found in another program or checked before."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from core.store.atomic import lock, make_folder, write_file
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_VERSION = 1
_BYTES_MAX = 20_000_000


@dataclass(frozen=True, slots=True)
class InstallRecord:
    """One model's record; `sha256` has one value for each file, None where nobody knows it.

    `source` is what `install` takes to fetch it again, or a path. `verified`: somebody else stated these digests.
    `aliases` are further names the model goes by. `program` is the one whose folder holds the files, when they are
    used where they are.
    """

    name: str
    source: str
    sha256: tuple[str | None, ...] = ()
    verified: bool = False
    verdict: str = ""
    program: str = ""
    files: tuple[Path, ...] = ()
    sizes_bytes: tuple[int, ...] = ()
    at: str = ""
    aliases: tuple[str, ...] = ()

    def digest_of(self, path: Path) -> str | None:
        """Return the digest a file must have."""
        return dict(zip(self.files, self.sha256, strict=False)).get(path)

    def size_of(self, path: Path) -> int | None:
        """Return the size a file must have."""
        return dict(zip(self.files, self.sizes_bytes, strict=False)).get(path)


class Records:
    """The records of one home, in one file; damaged ones are left out."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> list[InstallRecord]:
        """Return every record, oldest first."""
        try:
            entries = json.loads(read_plain(self._file, size_max=_BYTES_MAX))["models"]
        except (BrokenFile, DiskError, ValueError, KeyError, TypeError, RecursionError):
            return []
        found = [_record(entry) for entry in entries] if isinstance(entries, list) else []
        return [record for record in found if record is not None]

    def change(self, edit: Callable[[list[InstallRecord]], list[InstallRecord]]) -> None:
        """Read, edit and write as one step, also beside another process that does the same."""
        with self._locked():
            records = edit(self.read())
            entries = [{**asdict(record), "files": [str(path) for path in record.files]} for record in records]
            write_file(self._file, json.dumps({"version": _VERSION, "models": entries}, indent=1))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            make_folder(self._file.parent)
            descriptor = os.open(self._file.with_name(f".{self._file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:  # writing says what is wrong with the folder
            yield
            return
        try:
            lock(descriptor)
            yield
        finally:
            os.close(descriptor)


def _record(entry: Json) -> InstallRecord | None:
    """Read one entry; None when it is not what was written."""
    if not isinstance(entry, dict):
        return None
    texts = [entry.get(key, "") for key in ("name", "source", "verdict", "program", "at")]
    lists = [entry.get(key) or [] for key in ("files", "sizes_bytes", "sha256", "aliases")]
    if not all(isinstance(text, str) and "\0" not in text for text in texts) or not texts[0]:
        return None
    if not all(isinstance(each, list) for each in lists) or not all(
            isinstance(text, str) for text in (*lists[0], *lists[3])):
        return None
    files, sizes, digests, aliases = lists
    if not files or len(sizes) != len(files) or len(digests) != len(files):
        return None
    if not all(type(size) is int for size in sizes) or not all(each is None or is_digest(each) for each in digests):
        return None
    name, source, verdict, program, at = texts
    return InstallRecord(name, source, tuple(digests), entry.get("verified") is True, verdict, program,
                         tuple(Path(path) for path in files), tuple(sizes), at, tuple(aliases))


def is_digest(value: Json) -> bool:
    """Say whether a value is a SHA-256 in the form we write it."""
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")
