"""Damaging a GGUF file: blindly, and at the very numbers and texts that a reader trusts."""

from __future__ import annotations

import contextlib
import random
import struct
from dataclasses import dataclass

_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_TEXT, _ARRAY = 8, 9
_BOUNDARIES = (0, 1, 2, 3, 7, 31, 32, 63, 64, 127, 128, 255, 256, 512, 2**15, 2**16 - 1, 2**16, 2**24, 2**31 - 1, 2**31,
               2**32 - 1, 2**32, 2**40, 2**62, 2**63 - 1, 2**63, 2**64 - 1)
_TEXTS = (b"llama", b"gpt2", b"bert", b"mamba", b"gemma3", b"qwen2", b"clip", b"%s%n", b"\xff\xfe", b"\x00", b"..",
          b"{{ 10**10**7 }}", b"{% for i in range(10**9) %}{% endfor %}", b"{{ ''.__class__ }}", b"{% if",
          b"<|im_start|>")


@dataclass(frozen=True, slots=True)
class Spot:
    """Bytes of a head that mean one thing."""

    kind: str  # count, length, type, value, text, name, shape, offset
    start: int
    size: int


def mutate(content: bytes, chance: random.Random) -> bytes:
    """Return the file with one to three injuries."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        injure = chance.choices(_INJURIES, _WEIGHTS)[0]
        spots, end = spots_of(content)
        content = injure(content, spots, end, chance) or content[:1]
    return content


def spots_of(content: bytes) -> tuple[list[Spot], int]:
    """Return what can be told apart in a head, as far as it makes sense, and where it ends."""
    walker = _Walker(content)
    with contextlib.suppress(struct.error, KeyError):  # damaged before: what is found until there can be damaged more
        walker.walk()
    return walker.spots, min(walker.at, len(content))


class _Walker:
    def __init__(self, content: bytes) -> None:
        self.spots: list[Spot] = []
        self.at = 4
        self._content = content

    def walk(self) -> None:
        self._number("version", 4)
        tensors = self._number("count", 8)
        pairs = self._number("count", 8)
        for _ in range(min(pairs, 1000)):
            self._text("key")
            self._value(self._number("type", 4))
        for _ in range(min(tensors, 1000)):
            self._text("name")
            for _ in range(min(self._number("count", 4), 8)):
                self._number("shape", 8)
            self._number("type", 4)
            self._number("offset", 8)

    def _value(self, kind: int) -> None:
        if kind == _TEXT:
            self._text("text")
        elif kind == _ARRAY:
            inner, count = self._number("type", 4), self._number("count", 8)
            for _ in range(min(count, 20_000)):
                if inner == _TEXT:
                    self._text("word")
                else:
                    self._number("element", _SIZES[inner])
        else:
            self._number("value", _SIZES[kind])

    def _number(self, kind: str, size: int) -> int:
        data = self._content[self.at : self.at + size]
        if len(data) < size:
            raise struct.error("past the end")
        self.spots.append(Spot(kind, self.at, size))
        self.at += size
        return int.from_bytes(data, "little")

    def _text(self, kind: str) -> None:
        size = self._number("length", 8)
        if self.at + size > len(self._content):
            raise struct.error("past the end")
        self.spots.append(Spot(kind, self.at, size))
        self.at += size


def _spot(spots: list[Spot], chance: random.Random, *kinds: str) -> Spot | None:
    """Choose a spot, giving each kind the same chance: words of a vocabulary are many, other things few."""
    kind = chance.choice(kinds)
    chosen = [spot for spot in spots if spot.kind == kind and spot.size]
    return chance.choice(chosen) if chosen else None


def _put(content: bytes, start: int, data: bytes) -> bytes:
    return content[:start] + data + content[start + len(data) :]


def _flip(content: bytes, _: list[Spot], end: int, chance: random.Random) -> bytes:
    at = chance.randrange(max(1, end))
    return _put(content, at, bytes([content[at] ^ 1 << chance.randrange(8)]))


def _flip_weight(content: bytes, _: list[Spot], end: int, chance: random.Random) -> bytes:
    if end >= len(content):
        return content
    at = chance.randrange(end, len(content))
    run = bytes(chance.choice((0, 0x7C, 0x7F, 0xFF, chance.randrange(256))) for _ in range(chance.choice((1, 2, 64))))
    return _put(content, at, run[: len(content) - at])


def _number_at(content: bytes, spots: list[Spot], chance: random.Random, *kinds: str) -> bytes:
    spot = _spot(spots, chance, *kinds)
    if spot is None:
        return content
    old = int.from_bytes(content[spot.start : spot.start + spot.size], "little")
    new = chance.choice((*_BOUNDARIES, old + 1, old - 1, old * 2, old // 2, -old, chance.getrandbits(64)))
    return _put(content, spot.start, (new % 256**spot.size).to_bytes(spot.size, "little"))


def _structure(content: bytes, spots: list[Spot], _: int, chance: random.Random) -> bytes:
    return _number_at(content, spots, chance, "version", "count", "length", "type", "shape", "offset")


def _value(content: bytes, spots: list[Spot], _: int, chance: random.Random) -> bytes:
    return _number_at(content, spots, chance, "value", "value", "value", "element")


def _words(content: bytes, spots: list[Spot], _: int, chance: random.Random) -> bytes:
    spot = _spot(spots, chance, "key", "name", "text", "text", "word")
    if spot is None:
        return content
    wanted = chance.choice((chance.choice(_TEXTS), chance.randbytes(spot.size)))
    return _put(content, spot.start, (wanted * (spot.size // len(wanted) + 1))[: spot.size])


def _longer_words(content: bytes, spots: list[Spot], _: int, chance: random.Random) -> bytes:
    """Replace a text by one of another length, with the length told rightly: the rest of the head stays readable."""
    spot = _spot(spots, chance, "key", "text", "text", "word")
    if spot is None:
        return content
    wanted = chance.choice((*_TEXTS, b"", chance.randbytes(chance.choice((1, 100, 70_000)))))
    wanted *= chance.choice((1, 1, 50))
    return content[: spot.start - 8] + struct.pack("<Q", len(wanted)) + wanted + content[spot.start + spot.size :]


def _cut(content: bytes, _: list[Spot], end: int, chance: random.Random) -> bytes:
    return content[: chance.choice((chance.randrange(len(content)), chance.randrange(max(1, end))))]


def _insert(content: bytes, _: list[Spot], end: int, chance: random.Random) -> bytes:
    at = chance.randrange(max(1, end))
    return content[:at] + chance.randbytes(chance.choice((1, 4, 8, 32))) + content[at:]


def _delete(content: bytes, _: list[Spot], end: int, chance: random.Random) -> bytes:
    at = chance.randrange(max(1, end))
    return content[:at] + content[at + chance.choice((1, 4, 8, 32)) :]


_INJURIES = (_flip, _flip_weight, _structure, _value, _words, _longer_words, _cut, _insert, _delete)
_WEIGHTS = (3, 1, 5, 5, 3, 2, 1, 1, 1)
