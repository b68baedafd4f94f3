"""The head of a GGUF file that lies on a server, read by asking for ranges of it: a few megabytes instead of all."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from core.models.gguf_header import Header, read_header_by
from core.words.errors import BrokenFile

# A large vocabulary with its merge rules takes 4 to 10 MB, so that most heads need one to three questions.
_BLOCK_BYTES = 4 * 1024**2
_BLOCKS_MAX = 16
_SIZE_UNKNOWN = 1 << 60


def remote_header(url: str, get: Callable[[int, int], bytes], size_bytes: int | None = None) -> Header:
    """Read the head through `get(start, end)`, which returns the bytes before `end`, fewer at the file's end.

    Raise BrokenFile when the file is no GGUF or its head is longer than any real one; without `size_bytes` nobody can
    tell whether the file is whole.
    """
    name = urlsplit(url).path.rpartition("/")[2] or url
    size = _SIZE_UNKNOWN if size_bytes is None else size_bytes
    return read_header_by(name, _Blocks(name, get).read, size)


class _Blocks:
    """Holds the last stretch that was fetched, and counts how often the server was asked."""

    def __init__(self, name: str, get: Callable[[int, int], bytes]) -> None:
        self._name = name
        self._get = get
        self._start = 0
        self._block = b""
        self._asked = 0

    def read(self, start: int, count: int) -> bytes:
        if start < self._start or start + count > self._start + len(self._block):
            if self._asked >= _BLOCKS_MAX:
                raise BrokenFile(f"the head of {self._name} is longer than {_BLOCKS_MAX * _BLOCK_BYTES // 1024**2} MiB",
                                 hint="download it to look into it")
            self._asked += 1
            self._start, self._block = start, self._get(start, start + max(count, _BLOCK_BYTES))
        begin = start - self._start
        return self._block[begin:begin + count]
