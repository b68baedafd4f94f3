"""Reading the head of a GGUF file that nobody vouches for: bounded, fast, refusing what llama.cpp would choke on."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from core.models.quants import FILE_TYPES, TENSOR_TYPES
from core.store.atomic import read_at
from core.store.plain_file import open_plain
from core.words.errors import BrokenFile
from core.words.values import Json

# A real file stays far below each of these.
_PAIRS_MAX = 65_536
_TENSORS_MAX = 65_536
_KEY_BYTES_MAX = 65_535
_STRING_BYTES_MAX = 64 * 1024**2
_ARRAY_VALUES_MAX = 16 * 1024**2
_STRINGS_MAX = 2 * 1024**2  # in all arrays together; the largest vocabularies have half of that
_HEAD_BYTES_MAX = 512 * 1024**2
_ALIGNMENT_MAX = 1024**2
_TENSOR_NAME_MAX = 63
_DIMENSIONS_MAX = 4
# What is kept; longer is only measured.
_KEPT_STRING_BYTES = 256 * 1024
_KEPT_VALUES = 1024
_KEPT_STRINGS = 64
_WINDOW_BYTES = 1024**2

_FORMATS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT, _ARRAY, _U32 = 8, 9, 4
_U64 = struct.Struct("<Q")


class IncompleteFile(BrokenFile):
    """The file ends before it should: a download that was cut off."""


@dataclass(frozen=True, slots=True)
class LongArray:
    """An array too long to keep, such as a vocabulary."""

    count: int
    kind: str


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies in the file's data part, and its shape."""

    name: str
    shape: tuple[int, ...]
    type: str
    offset: int
    size_bytes: int

    @property
    def elements(self) -> int:
        product = 1
        for size in self.shape:
            product *= size
        return product


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a GGUF file says. `data_start` is where the tensors begin."""

    version: int
    metadata: dict[str, Json | LongArray]
    tensors: tuple[Tensor, ...]
    data_start: int
    size_bytes: int
    types: dict[str, int] = field(default_factory=dict)

    @property
    def architecture(self) -> str:
        return self.text("general.architecture") or ""

    @property
    def parameters(self) -> int:
        """Values in all tensors of this file."""
        return sum(tensor.elements for tensor in self.tensors)

    @property
    def weights_bytes(self) -> int:
        return sum(tensor.size_bytes for tensor in self.tensors)

    @property
    def context_length(self) -> int | None:
        return self.whole("context_length")

    @property
    def vocabulary(self) -> int | None:
        """Number of tokens, from the token list or the architecture's own figure."""
        return self.length("tokenizer.ggml.tokens") or self.whole("vocab_size")

    @property
    def quant(self) -> str | None:
        """The quantisation's usual name, or that of most of the values when the file does not say."""
        named = self.metadata.get("general.file_type")
        if type(named) is int and named in FILE_TYPES:
            return FILE_TYPES[named]
        sums: dict[str, int] = {}
        for tensor in self.tensors:
            sums[tensor.type] = sums.get(tensor.type, 0) + tensor.elements
        return max(sums, key=lambda name: sums[name]) if sums else None

    @property
    def part(self) -> tuple[int, int]:
        """Which part of a split file this is, from 1, and of how many."""
        number, count = self.metadata.get("split.no"), self.metadata.get("split.count")
        return (number + 1, count) if type(number) is int and type(count) is int and count > 0 else (1, 1)

    def text(self, key: str) -> str | None:
        value = self.metadata.get(key)
        return value if isinstance(value, str) else None

    def whole(self, key: str) -> int | None:
        """Return a whole number of the architecture (`block_count`), or None."""
        value = self.metadata.get(f"{self.architecture}.{key}")
        return value if type(value) is int else None

    def largest(self, key: str) -> int:
        """Return the architecture's number, or the largest when it differs by layer; 0 when there is none."""
        value = self.metadata.get(f"{self.architecture}.{key}")
        values = value if isinstance(value, tuple) else (value,)
        return max((number for number in values if type(number) is int), default=0)

    def length(self, key: str) -> int | None:
        """Return how many values an array has."""
        value = self.metadata.get(key)
        return value.count if isinstance(value, LongArray) else len(value) if isinstance(value, tuple) else None


def read_header(path: Path) -> Header:
    """Read and check the head of a GGUF file; raise BrokenFile with the reason, IncompleteFile when it is cut off."""
    descriptor, status = open_plain(path)
    try:
        return read_header_by(path.name, partial(read_at, descriptor), status.st_size)
    finally:
        os.close(descriptor)


def read_header_by(name: str, read: Callable[[int, int], bytes], size_bytes: int) -> Header:
    """Read the head of a file that lies anywhere: `read(start, count)` returns its bytes, fewer at its end."""
    return _Reader(name, read, size_bytes).header()


def read_headers(paths: Sequence[Path]) -> Header:
    """Read the parts of a split model as one: the facts of the first, the tensors of all."""
    return as_one([read_header(path) for path in paths])


def as_one(headers: Sequence[Header]) -> Header:
    """Join the heads of a split model's parts."""
    tensors = tuple(tensor for header in headers for tensor in header.tensors)
    return replace(headers[0], tensors=tensors, size_bytes=sum(header.size_bytes for header in headers))


class _Reader:
    """A position in the file and a window of its bytes."""

    def __init__(self, name: str, read: Callable[[int, int], bytes], size: int) -> None:
        self._name = name
        self._read = read
        self._size = size
        self._window = b""
        self._start = 0
        self._at = 0
        self._strings = 0

    def header(self) -> Header:
        version = self._magic_and_version()
        tensor_count, pair_count = self._u64(), self._u64()
        if pair_count > _PAIRS_MAX or tensor_count > _TENSORS_MAX:
            raise self._broken(f"it claims {tensor_count} tensors and {pair_count} facts")
        metadata: dict[str, Json | LongArray] = {}
        types: dict[str, int] = {}
        for _ in range(pair_count):
            key = self._key()
            if key in metadata:
                raise self._broken(f"the key {key!r} is there twice")
            types[key], metadata[key] = self._value(key)
        alignment = self._alignment(metadata, types)
        tensors = self._tensors(tensor_count, alignment)
        data_start = _padded(self._at, alignment)
        end = max((data_start + tensor.offset + tensor.size_bytes for tensor in tensors), default=self._at)
        if end > self._size:
            raise self._incomplete(end)
        return Header(version, metadata, tensors, data_start, self._size, types)

    def _magic_and_version(self) -> int:
        magic = self._take(4) if self._size >= 4 else b""
        if magic != b"GGUF":
            raise self._broken(_what_else(self._read(0, 64)))
        (version,) = struct.unpack("<I", self._take(4))
        if version in (0x02000000, 0x03000000):
            raise self._broken("it is written for big-endian machines")
        if version not in (2, 3):
            raise self._broken(f"it is GGUF version {version}; versions 2 and 3 can be read")
        return int(version)

    def _key(self) -> str:
        size = self._u64()
        if not 0 < size <= _KEY_BYTES_MAX:
            raise self._broken(f"a key is {size} bytes long")
        try:
            return self._take(size).decode("utf-8")
        except UnicodeDecodeError as error:
            raise self._broken("a key is not UTF-8 text") from error

    def _value(self, key: str) -> tuple[int, Json | LongArray]:
        kind = self._u32()
        if kind == _TEXT:
            return kind, self._string(key)
        if kind == _ARRAY:
            return kind, self._array(key)
        if kind not in _FORMATS:
            raise self._broken(f"{key!r} has the unknown type {kind}")
        return kind, self._numbers(kind, 1)[0]

    def _string(self, key: str) -> str:
        size = self._u64()
        if size > _STRING_BYTES_MAX:
            raise self._broken(f"{key!r} is a text of {size} bytes")
        kept = self._take(min(size, _KEPT_STRING_BYTES))
        self._skip(size - len(kept))
        return kept.decode("utf-8", "replace")

    def _array(self, key: str) -> Json | LongArray:
        kind, count = self._u32(), self._u64()
        if kind == _ARRAY:
            raise self._broken(f"{key!r} is an array of arrays")
        if kind != _TEXT and kind not in _FORMATS:
            raise self._broken(f"{key!r} is an array of the unknown type {kind}")
        self._strings += count if kind == _TEXT else 0
        if count > _ARRAY_VALUES_MAX or self._strings > _STRINGS_MAX:
            raise self._broken(f"{key!r} is an array of {count} values")
        if kind == _TEXT:
            if count <= _KEPT_STRINGS:
                return tuple(self._string(key) for _ in range(count))
            self._skip_strings(count)
            return LongArray(count, "text")
        if count <= _KEPT_VALUES:
            return self._numbers(kind, count)
        self._skip(count * struct.calcsize(_FORMATS[kind]))
        return LongArray(count, "number")

    def _numbers(self, kind: int, count: int) -> tuple[Json, ...]:
        layout = f"<{count}{_FORMATS[kind]}"
        return struct.unpack(layout, self._take(struct.calcsize(layout)))

    def _alignment(self, metadata: dict[str, Json | LongArray], types: dict[str, int]) -> int:
        alignment = metadata.get("general.alignment", 32)
        if types.get("general.alignment", _U32) != _U32 or not isinstance(alignment, int):
            raise self._broken("its alignment is not a whole number")
        if not 0 < alignment <= _ALIGNMENT_MAX or alignment & (alignment - 1):
            raise self._broken(f"its alignment is {alignment}")
        return alignment

    def _tensors(self, count: int, alignment: int) -> tuple[Tensor, ...]:
        tensors: list[Tensor] = []
        names: set[str] = set()
        expected = 0
        for _ in range(count):
            tensor = self._tensor()
            if tensor.name in names:
                raise self._broken(f"the tensor {tensor.name!r} is there twice")
            if tensor.offset != expected:
                raise self._broken(f"the tensor {tensor.name!r} lies at {tensor.offset} where {expected} is due")
            names.add(tensor.name)
            tensors.append(tensor)
            expected = _padded(expected + tensor.size_bytes, alignment)
        return tuple(tensors)

    def _tensor(self) -> Tensor:
        size = self._u64()
        if size > _TENSOR_NAME_MAX:
            raise self._broken(f"a tensor's name is {size} bytes long")
        name = self._take(size).decode("utf-8", "replace")
        dimensions = self._u32()
        if dimensions > _DIMENSIONS_MAX:
            raise self._broken(f"the tensor {name!r} has {dimensions} dimensions")
        shape = struct.unpack(f"<{dimensions}Q", self._take(8 * dimensions))
        kind, offset = struct.unpack("<IQ", self._take(12))
        if kind not in TENSOR_TYPES:
            raise self._broken(f"the tensor {name!r} has the unknown type {kind}")
        type_name, block_values, block_bytes = TENSOR_TYPES[kind]
        elements = 1
        for length in shape:
            elements *= length
        if elements >= 2**56:
            raise self._broken(f"the tensor {name!r} has the impossible shape {shape}")
        if (shape[0] if shape else 1) % block_values:
            raise self._broken(f"the tensor {name!r} of shape {shape} is not made of blocks of {block_values}")
        return Tensor(name, shape, type_name, offset, elements // block_values * block_bytes)

    def _u32(self) -> int:
        return int.from_bytes(self._take(4), "little")

    def _u64(self) -> int:
        return int.from_bytes(self._take(8), "little")

    def _take(self, count: int) -> bytes:
        begin = self._at - self._start
        if begin < 0 or begin + count > len(self._window):
            self._fill(count)
            begin = 0
        self._at += count
        return self._window[begin : begin + count]

    def _skip(self, count: int) -> None:
        self._at += count
        if self._at > self._size:
            raise self._incomplete(self._at)

    def _skip_strings(self, count: int) -> None:
        """Walk over strings as fast as Python can: a vocabulary has hundreds of thousands."""
        unpack = _U64.unpack_from
        left = count
        while left:
            if self._at + 8 > self._start + len(self._window) or self._at < self._start:
                self._fill(8)
            window, at = self._window, self._at - self._start
            try:
                while left:
                    at += 8 + unpack(window, at)[0]
                    left -= 1
            except (struct.error, OverflowError):  # at the end of the window
                pass
            self._at = self._start + at
            if self._at > self._size:
                raise self._broken("a text runs past the end") if at > 2**40 else self._incomplete(self._at)
            if self._at > _HEAD_BYTES_MAX:
                raise self._broken("its head is too large")

    def _fill(self, count: int) -> None:
        """Read the window at the current position, at least `count` bytes of it."""
        if self._at + count > self._size:
            raise self._incomplete(self._at + count)
        if self._at > _HEAD_BYTES_MAX:
            raise self._broken("its head is too large")
        self._start = self._at
        self._window = self._read(self._at, max(count, _WINDOW_BYTES))
        if len(self._window) < count:
            raise self._incomplete(self._at + count)

    def _broken(self, reason: str) -> BrokenFile:
        return BrokenFile(f"{self._name} is not a usable GGUF file: {reason}",
                          hint="download it again, or remove it")

    def _incomplete(self, needed: int) -> IncompleteFile:
        return IncompleteFile(
            f"{self._name} is an incomplete file: it has {self._size} bytes and needs {needed} or more",
            hint="download it again; a part that is there is used")


def _padded(offset: int, alignment: int) -> int:
    return (offset + alignment - 1) // alignment * alignment


def _what_else(start: bytes) -> str:
    """Say what a file without GGUF's mark probably is."""
    if not start:
        return "it is empty"
    if start.startswith(b"version https://git-lfs"):
        return "it is only a git-lfs pointer; the file itself was not downloaded"
    if start.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        return "it is a web page"
    if start.lstrip().startswith(b"{"):
        return "it is JSON text"
    if start[:4] in (b"lmgg", b"tjgg", b"fmgg", b"algg"):
        return "it is in the old GGML format, from before GGUF"
    if start[:4] == b"GGUF"[: len(start)]:
        return "it is incomplete"
    if start.strip(b"\x00") == b"":
        return "it holds only zeros"
    return "it does not begin with GGUF"
