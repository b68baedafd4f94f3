"""Parts of text files: some lines of a file of any size, in bounded time and memory."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from core.store.atomic import disk_error
from core.store.plain_file import open_plain
from core.words.errors import LuciferError
from core.words.safe_text import visible
from core.words.units import bytes_text

_LINE_BYTES_MAX = 1_000_000
_TAIL_BYTES = 16_000_000
_COUNTED_BYTES_MAX = 16_000_000
_SECONDS_MAX = 20.0
_LOOKED_AT_BYTES = 8192
_MARKS = ((b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
          (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP archive or office document"), (b"\x1f\x8b", "a gzip archive"),
          (b"\x7fELF", "a program"), (b"SQLite format 3", "an SQLite database"), (b"GGUF", "a model"),
          (b"RIFF", "sound, pictures or film"), (b"ID3", "music"), (b"OggS", "music"), (b"MZ", "a Windows program"))


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a file. `total` is None where the lines were not all counted; `cut`: less than what was asked."""

    text: str
    first: int
    last: int
    total: int | None
    size_bytes: int
    cut: bool = False


def read_lines(path: Path, *, begin: int = 1, end: int | None = None, last: int | None = None, lines_max: int,
               bytes_max: int) -> Part:
    """Return the lines from `begin` to `end`, or the `last` ones; raise where the file is no text or not to be read."""
    descriptor, status = open_plain(path)
    try:
        with os.fdopen(descriptor, "rb") as file:
            head = file.read(_LOOKED_AT_BYTES) or b""  # None: a kernel file that has nothing to say now
            encoding = _encoding(path, head, status.st_size)
            file.seek(0)
            if encoding != "utf-8":
                return _decoded(file, encoding, (begin, end, last), lines_max, status.st_size)
            if last is not None:
                return _last_lines(file, last, lines_max, bytes_max, status.st_size)
            return _some_lines(file, begin, end, lines_max, bytes_max, status.st_size)
    except OSError as error:
        raise disk_error("read", path, error) from error


def _encoding(path: Path, head: bytes, size_bytes: int) -> str:
    """Return how the bytes are to be read; raise LuciferError for what is no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" not in head and not any(head.startswith(mark) for mark, _ in _MARKS[:4]):
        return "utf-8"
    what = next((what for mark, what in _MARKS if head.startswith(mark)), "binary data")
    raise LuciferError(f"{visible(str(path))} cannot be read as text: it is {what}, {bytes_text(size_bytes)}",
                       hint=f"`open {visible(path.name)}` opens it")


def _some_lines(file: BufferedReader, begin: int, end: int | None, lines_max: int, bytes_max: int, size: int) -> Part:
    """Read on until the lines wanted have come, or as many as may be shown, or for as long as may be."""
    deadline = time.monotonic() + _SECONDS_MAX
    kept: list[bytes] = []
    number = kept_bytes = 0
    cut = False
    while raw := file.readline(_LINE_BYTES_MAX):
        number += 1
        if time.monotonic() > deadline:
            cut = True
            break
        if number < begin:
            continue
        if (end is not None and number > end) or len(kept) >= lines_max or kept_bytes + len(raw) > bytes_max:
            cut = end is None or number <= end
            if kept_bytes + len(raw) > bytes_max and not kept:
                kept.append(raw[:bytes_max])
            number -= 1
            break
        kept.append(raw)
        kept_bytes += len(raw)
    rest = _rest(file, size) if size <= _COUNTED_BYTES_MAX else 0
    total = number + rest if size <= _COUNTED_BYTES_MAX or not raw else None
    # A line too long to be read at once is counted with the rest of it.
    if raw and total is not None and (raw.endswith(b"\n") or not rest):
        total += 1
    return Part(_text(kept), begin, begin + len(kept) - 1, total, size, cut)


def _rest(file: BufferedReader, size: int) -> int:
    """Count the lines that follow in a file of moderate size."""
    content = file.read(max(size, _LINE_BYTES_MAX)) or b""
    return content.count(b"\n") + (0 if not content or content.endswith(b"\n") else 1)


def _last_lines(file: BufferedReader, last: int, lines_max: int, bytes_max: int, size: int) -> Part:
    skipped = max(0, size - _TAIL_BYTES)
    file.seek(skipped)
    lines = (file.read(_TAIL_BYTES + _LINE_BYTES_MAX) or b"").splitlines(keepends=True)
    wanted = lines[-min(last, lines_max):]
    while len(wanted) > 1 and sum(map(len, wanted)) > bytes_max:
        wanted = wanted[len(wanted) // 2:]
    wanted = [wanted[0][-bytes_max:]] if wanted and sum(map(len, wanted)) > bytes_max else wanted
    total = None if skipped else len(lines)
    first = 0 if total is None else total - len(wanted) + 1
    return Part(_text(wanted), first, total or 0, total, size, len(wanted) < last and (bool(skipped) or len(wanted) <
                                                                                      len(lines)))


def _decoded(file: BufferedReader, encoding: str, span: tuple[int, int | None, int | None], lines_max: int,
             size: int) -> Part:
    lines = file.read(_TAIL_BYTES).decode(encoding, "replace").splitlines(keepends=True)
    begin, end, last = span
    chosen = lines[-last:] if last else lines[begin - 1:end]
    shown = chosen[:lines_max]
    first = len(lines) - len(chosen) + 1 if last else begin
    return Part("".join(shown), first, first + len(shown) - 1, len(lines) if size <= _TAIL_BYTES else None, size,
                len(shown) < len(chosen))


def _text(lines: list[bytes]) -> str:
    return b"".join(lines).decode("utf-8", "replace").removeprefix("\ufeff")
