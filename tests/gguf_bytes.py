"""GGUF heads written byte by byte, so that a test can write what no honest program would."""

from __future__ import annotations

import struct

TEXT, ARRAY, U32 = 8, 9, 4


def text(value: bytes | str) -> bytes:
    content = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(content)) + content


def fact(key: bytes | str, kind: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + value


def text_fact(key: bytes | str, value: bytes | str) -> bytes:
    return fact(key, TEXT, text(value))


def number_fact(key: bytes | str, value: int) -> bytes:
    return fact(key, U32, struct.pack("<I", value))


def array_fact(key: str, kind: int, count: int, content: bytes) -> bytes:
    return fact(key, ARRAY, struct.pack("<IQ", kind, count) + content)


def tensor(name: bytes | str, shape: tuple[int, ...], kind: int, offset: int) -> bytes:
    dimensions = struct.pack("<I", len(shape)) + b"".join(struct.pack("<Q", size) for size in shape)
    return text(name) + dimensions + struct.pack("<IQ", kind, offset)


def head(facts: list[bytes], tensors: list[bytes], *, version: int = 3, fact_count: int | None = None,
         tensor_count: int | None = None) -> bytes:
    counts = struct.pack("<IQQ", version, len(tensors) if tensor_count is None else tensor_count,
                         len(facts) if fact_count is None else fact_count)
    return b"GGUF" + counts + b"".join(facts) + b"".join(tensors)


def whole(facts: list[bytes] | None = None, tensors: list[bytes] | None = None, *, data: int = 128,
          alignment: int = 32) -> bytes:
    """Return a complete file: llama with two small tensors unless told otherwise."""
    facts = [text_fact("general.architecture", "llama")] if facts is None else facts
    tensors = [tensor("a", (16,), 0, 0), tensor("b", (4, 4), 0, 64)] if tensors is None else tensors
    content = head(facts, tensors)
    return content + b"\0" * (-len(content) % alignment) + b"\0" * data
