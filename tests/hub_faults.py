"""What a hub answers, and every way in which that can go wrong: the misbehaviours of the loopback hub."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

Kind = Literal["file", "resolve", "api"]
BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Blob:
    """One file's content, in memory or on disk. `lfs` files are served by the second origin, under their SHA-256."""

    source: bytes | Path
    size: int
    sha256: str
    sha1: str
    lfs: bool = True

    @classmethod
    def of(cls, name: str, source: bytes | Path) -> Blob:
        sha256, sha1, size = hashlib.sha256(), hashlib.sha1(), 0
        for block in _blocks(source):
            sha256.update(block)
            sha1.update(block)
            size += len(block)
        return cls(source, size, sha256.hexdigest(), sha1.hexdigest(), lfs=not name.endswith((".md", ".json", ".txt")))

    def read(self, start: int, end: int) -> bytes:
        if isinstance(self.source, bytes):
            return self.source[start:end]
        with self.source.open("rb") as file:
            file.seek(start)
            return file.read(max(0, end - start))

    @property
    def etag(self) -> str:
        """What the second origin calls the file: as on the real hub, no SHA-256."""
        return f'"{self.sha1[:32]}-{max(1, self.size >> 23)}"'


def _blocks(source: bytes | Path) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


@dataclass(frozen=True, slots=True)
class Reply:
    """What is about to be answered. `content` None: the bytes `start` to `end` of `blob`.

    After `cut_at` body bytes `act` is called and the connection is closed, or left hanging, or reset. `raw` replaces
    head and body.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes | None = b""
    blob: Blob | None = None
    start: int = 0
    end: int = 0
    cut_at: int | None = None
    ending: Literal["close", "hang", "reset"] = "close"
    bytes_per_second: int | None = None
    raw: bytes | None = None
    act: Callable[[], None] | None = None

    def body(self) -> bytes:
        return self.content if self.content is not None else self.blob.read(self.start, self.end) if self.blob else b""


@dataclass(slots=True)
class Seen:
    """A request as it arrived, and how it was answered."""

    kind: Kind
    method: str
    path: str
    headers: dict[str, str]
    port: int
    status: int = 0
    sent: int = 0

    @property
    def range_start(self) -> int:
        found = re.match(r"bytes=(\d+)-", self.headers.get("range", ""))
        return int(found[1]) if found else 0


Misbehaviour = Callable[[Seen, Reply], Reply]


def fine() -> Misbehaviour:
    return lambda _, reply: reply


def cut(after: int, ending: Literal["close", "hang", "reset"] = "close") -> Misbehaviour:
    """Send so many bytes of the body, then close, hang or reset the connection."""
    return lambda _, reply: replace(reply, cut_at=after, ending=ending)


def struck(after: int, act: Callable[[], None]) -> Misbehaviour:
    """Do something when so many bytes of the body are sent, then hang up."""
    return lambda _, reply: replace(reply, cut_at=after, act=act)


def slow(bytes_per_second: int) -> Misbehaviour:
    return lambda _, reply: replace(reply, bytes_per_second=bytes_per_second)


def status(code: int, **headers: str) -> Misbehaviour:
    """Answer with a status and headers (underscores become hyphens)."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda *_: Reply(code, {"Content-Length": "5", **named}, b"sorry")


def redirect(location: str, body: int = 0) -> Misbehaviour:
    return lambda *_: Reply(302, {"Location": location, "Content-Length": str(body)}, bytes(min(body, 1 << 22)))


def raw(content: bytes, ending: Literal["close", "hang", "reset"] = "close") -> Misbehaviour:
    """Send these bytes in place of an answer."""
    return lambda _, reply: replace(reply, raw=content, ending=ending)


def ignored_range() -> Misbehaviour:
    """Answer 200 with the whole file."""
    def change(_: Seen, reply: Reply) -> Reply:
        if reply.blob is None:
            return reply
        headers = {name: value for name, value in reply.headers.items() if name != "Content-Range"}
        return replace(reply, status=200, start=0, end=reply.blob.size,
                       headers={**headers, "Content-Length": str(reply.blob.size)})
    return change


def header(name: str, value: str | None) -> Misbehaviour:
    """Replace one header, or leave it out."""
    def change(_: Seen, reply: Reply) -> Reply:
        kept = {key: old for key, old in reply.headers.items() if key.lower() != name.lower()}
        return replace(reply, headers=kept if value is None else {**kept, name: value})
    return change


def replaced_etag(etag: str = '"another"') -> Misbehaviour:
    """Name another version and ignore If-Range, as a careless server does."""
    return header("ETag", etag)


def body(content: Callable[[bytes], bytes], *, length: int | None = None) -> Misbehaviour:
    """Change the bytes sent; `length` lies about how many they are."""
    def change(_: Seen, reply: Reply) -> Reply:
        changed = content(reply.body())
        return replace(reply, content=changed, headers={
            **reply.headers, "Content-Length": str(len(changed) if length is None else length)})
    return change


def flipped(at: int) -> Misbehaviour:
    """Turn one bit of the body over."""
    return body(lambda sent: sent[:at] + bytes([sent[at] ^ 1]) + sent[at + 1:] if at < len(sent) else sent)


def both(*each: Misbehaviour) -> Misbehaviour:
    def change(seen: Seen, reply: Reply) -> Reply:
        for one in each:
            reply = one(seen, reply)
        return reply
    return change
