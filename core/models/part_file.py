"""A file that is still arriving: append-only bytes, a journal beside them, a lock on both, and the rename at the end.

Beside `model.gguf` lies `model.gguf.<key>.part` while it arrives; the key is the beginning of its SHA-256, so that a
part never grows into another file, whichever mirror its bytes come from. `model.gguf.<key>.part.json` is the journal:
one line per fact, safe to lose. What it cannot vouch for is settled by the digest of the whole.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from core.models.hashing import Hashing
from core.store.atomic import append_line, disk_error, make_folder, read_at, sync_folder
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError, Refused
from core.words.safe_text import visible
from core.words.values import Json

if sys.platform != "win32":
    import fcntl

# Every so many bytes the part is synced and the journal says what its digest was: what a power cut may cost.
CHECK_BYTES = 64 * 1024 * 1024
_READ_BYTES = 1024 * 1024
_JOURNAL_BYTES_MAX = 4_000_000
_KEY_DIGITS = 16
_FLAGS = (os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
          | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_LOCKED = (errno.EAGAIN, errno.EACCES, errno.EINTR)


class Part:
    """An open part. `size` is how many bytes it holds, `hashing` their digest so far."""

    def __init__(self, path: Path, descriptor: int, key: str, *, apart: bool = False) -> None:
        self.path = path
        self.key = key
        self.size = os.fstat(descriptor).st_size
        self.resumed = self.size > 0
        self.hashing = Hashing()
        self._descriptor = descriptor
        self._journal = path.with_name(path.name + ".json")
        self._etags: dict[str, str] = {}
        self._checks: list[tuple[int, str]] = []
        self.is_apart = apart  # nothing will ever resume it
        self._boot_of_ahead: Json = None
        self._open = True

    @classmethod
    def open(cls, target: Path, key: str) -> Part | None:
        """Open the part of a target; None while another process has it. A folder without locks gets a part apart."""
        path = part_path(target, key)
        try:
            make_folder(target.parent)
            while True:
                descriptor = open_to_append(path)
                held = lock_of(descriptor)
                if held == "no":
                    os.close(descriptor)
                    return None
                if held == "never":
                    os.close(descriptor)
                    path = part_path(target, f"{key[:_KEY_DIGITS]}-{os.getpid()}-{os.urandom(4).hex()}")
                    return cls(path, open_to_append(path), key, apart=True)
                # Whoever held it before may have renamed or removed it: then this is no longer that name's file.
                if is_still(path, descriptor):
                    return cls(path, descriptor, key)
                os.close(descriptor)
        except OSError as error:
            raise disk_error("write", path, error) from error

    def adopt(self) -> Iterator[int]:
        """Read what an earlier run left, and keep the beginning that can be right; yield how far the reading is."""
        boot = self._read_journal()
        end = self.size
        if self._checks and boot != boot_id():
            # The machine went down since: only what was synced is sure to be on the disk.
            end = min(end, self._checks[-1][0])
        good = 0
        for place, digest in [*self._checks, (end, None)]:
            yield from self._read(good, place)
            if digest is not None and self.hashing.digest() != digest:
                break
            good = place
        else:
            if end == self.size:
                return
        self._shorten(good)
        yield from self._read(0, good)

    def _read(self, start: int, end: int) -> Iterator[int]:
        try:
            while start < end and (block := read_at(self._descriptor, start, min(_READ_BYTES, end - start))):
                self.hashing.update(block)
                start += len(block)
                yield start
        except OSError as error:
            raise disk_error("read", self.path, error) from error

    def _shorten(self, size: int) -> None:
        try:
            os.ftruncate(self._descriptor, size)
        except OSError as error:
            raise disk_error("write", self.path, error) from error
        self.hashing.close()
        self.size, self.hashing = size, Hashing()
        self._checks = [check for check in self._checks if check[0] <= size]

    def first_bytes(self, count: int) -> bytes:
        """Return the beginning, as far as it is there."""
        return read_at(self._descriptor, 0, count)

    def append(self, content: bytes) -> None:
        """Add bytes at the end; raise DiskError when they do not fit, and keep those that did."""
        view = memoryview(content)
        try:
            while view:
                written = os.write(self._descriptor, view)
                self.size += written
                self.hashing.update(view[:written])
                view = view[written:]
        except OSError as error:
            raise disk_error("write", self.path, error) from error

    @property
    def check_due(self) -> bool:
        return self.size - (self._checks[-1][0] if self._checks else 0) >= CHECK_BYTES

    def check(self) -> None:
        """Bring the bytes to the disk, then note their digest."""
        self._sync()
        self._checks.append((self.size, self.hashing.digest()))
        self._note({"bytes": self.size, "sha256": self._checks[-1][1], "boot": boot_id()})

    def etag(self, place: str) -> str | None:
        """Return what a server called the version these bytes are of."""
        return self._etags.get(place)

    def note_etag(self, place: str, etag: str) -> None:
        if self._etags.get(place) != etag:
            self._etags[place] = etag
            self._note({"place": place, "etag": etag})

    @property
    def ahead_is_sure(self) -> bool:
        """True when this machine has been up since something was put ahead of the part; else it may be torn."""
        return bool(self._boot_of_ahead == boot_id())

    def note_ahead(self) -> None:
        """Note that from now on something is put ahead of the part."""
        if not self.ahead_is_sure:
            self._boot_of_ahead = boot_id()
            self._note({"ahead": boot_id()})

    def restart(self) -> None:
        """Drop all bytes and what was known of them."""
        self._shorten(0)
        self._etags, self.resumed, self._boot_of_ahead = {}, False, None
        try:
            self._journal.unlink(missing_ok=True)
        except OSError as error:
            raise disk_error("remove", self._journal, error) from error

    def set_aside(self) -> Path:
        """Give a part whose bytes are wrong a name under which nothing resumes it; return that name."""
        aside = self.path.with_name(self.path.name.removesuffix(".part") + ".bad.part")
        try:
            self.path.replace(aside)
            self._journal.unlink(missing_ok=True)
        except OSError as error:
            raise disk_error("rename", self.path, error) from error
        self._close()
        return aside

    def install(self, target: Path) -> None:
        """Give the complete file its real name: bytes to the disk, rename, folder to the disk."""
        self._sync()
        try:
            if sys.platform == "win32":
                self._close()  # an open file cannot be renamed there
            self.path.replace(target)
            sync_folder(target.parent)
            self._journal.unlink(missing_ok=True)
        except OSError as error:
            raise disk_error("write", target, error) from error
        self._close()

    def close(self) -> None:
        """Let go of the part, which stays for the next run unless it is empty or apart."""
        if not self._open:
            return
        if self.size == 0 or self.is_apart:
            with contextlib.suppress(OSError):
                if is_still(self.path, self._descriptor):
                    self.path.unlink()
                    self._journal.unlink(missing_ok=True)
        self._close()

    def _close(self) -> None:
        if self._open:
            self._open = False
            self.hashing.close()
            try:
                os.close(self._descriptor)
            except OSError as error:
                raise disk_error("write", self.path, error) from error

    def _sync(self) -> None:
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            raise disk_error("write", self.path, error) from error

    def _note(self, facts: dict[str, Json]) -> None:
        if not self._journal.exists():
            append_line(self._journal, json.dumps({"part of": self.key}))
        append_line(self._journal, json.dumps(facts))

    def _read_journal(self) -> str | None:
        """Take over what the journal says, if it is this part's; return the boot its last check was made in."""
        lines = _json_lines(self._journal)
        if not lines or lines[0].get("part of") != self.key:
            with contextlib.suppress(OSError):
                self._journal.unlink(missing_ok=True)
            return None
        boot = None
        for facts in lines[1:]:
            self._boot_of_ahead = facts.get("ahead", self._boot_of_ahead)
            place, etag, size, digest = (facts.get(name) for name in ("place", "etag", "bytes", "sha256"))
            if isinstance(place, str) and isinstance(etag, str):
                self._etags[place] = etag
            elif type(size) is int and isinstance(digest, str) and 0 < size <= self.size:
                self._checks = [check for check in self._checks if check[0] < size] + [(size, digest)]
                boot = facts.get("boot")
        return boot if isinstance(boot, str) else None


def part_path(target: Path, key: str) -> Path:
    """Return where the part of a target lies; a long key is cut, an apart one is taken whole."""
    return target.with_name(f"{target.name}.{key if '-' in key else key[:_KEY_DIGITS]}.part")


def forget(target: Path, key: str) -> None:
    """Remove the journal of a file that is in its place, which a kill right after the rename leaves."""
    part = part_path(target, key)
    with contextlib.suppress(OSError):
        if not part.exists():
            part.with_name(part.name + ".json").unlink(missing_ok=True)


def check_name(target: Path) -> None:
    """Refuse a name that could lead elsewhere, hide, or trouble a system it may be copied to."""
    name = target.name
    stem = name.split(".")[0].upper()
    reserved = {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))}
    odd = any(char in '/\\:*?"<>|' or not char.isprintable() for char in name)
    if not name or odd or name[0] in "-. " or name[-1] in ". " or stem in reserved or ".." in target.parts:
        raise Refused(f"a file will not be called {visible(name[:80])!r}", hint="names begin with a letter or digit")
    if len(os.fsencode(name)) > 200:
        raise Refused(f"the file name {visible(name[:60])}... is too long", hint="at most 200 bytes")
    if target.is_symlink():
        raise Refused(f"{target} is a link to somewhere else", hint="remove the link first")


def boot_id() -> str:
    """Return a name of this run of the machine, where the system gives one."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""


def open_to_append(path: Path) -> int:
    """Open a file that only grows; raise OSError when something else has its name."""
    descriptor = os.open(path, _FLAGS, 0o600)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file")
    return descriptor


def lock_of(descriptor: int) -> Literal["yes", "no", "never"]:
    """Take a part's lock, which the kernel frees however its holder ends; "never" where there are no locks."""
    if sys.platform == "win32":
        return "yes"
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return "no" if error.errno in _LOCKED else "never"
    return "yes"


def is_still(path: Path, descriptor: int) -> bool:
    """Say whether a name still stands for the open file: it may have been removed, or given to another."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _json_lines(path: Path) -> list[dict[str, Json]]:
    """Return the lines of a journal that are whole; none when it is not what it should be."""
    lines = []
    try:
        for raw in read_plain(path, size_max=_JOURNAL_BYTES_MAX).splitlines():
            facts = json.loads(raw)
            if not isinstance(facts, dict):
                return []
            lines.append(facts)
    except (OSError, BrokenFile, DiskError, RecursionError):
        return []
    except ValueError:  # a torn last line; what stands before it is whole
        return lines
    return lines
