"""One file on its way into its part: which bytes of an answer may be kept, and when to start over."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from core.models.crew import Crew, Place
from core.models.pace import Several
from core.models.part_file import Part
from core.models.patience import Course, Patience
from core.models.rate import Rate
from core.models.transfer import Answer, Linked, Transfer
from core.models.trouble import Trouble, status_trouble
from core.words.errors import BrokenFile, DiskError
from core.words.events import Notice, Progress
from core.words.safe_text import visible
from core.words.units import bytes_text

Moving: TypeAlias = Generator[Progress | Notice, None, None]
_MAGIC = b"GGUF"
_GATHER_BYTES, _GATHER_SECONDS = 1024 * 1024, 0.2
# Left free on the disk beside the file: a system without any room misbehaves.
_SPARE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to fetch: from where, to where, and what it must be. None: nobody stated it.

    Addresses after the first are mirrors, asked only for a file whose digest is known. `replace` lets the file take
    the place of another one that has its name.
    """

    name: str
    urls: tuple[str, ...]
    target: Path
    size_bytes: int | None = None
    sha256: str | None = None
    replace: bool = False


class Replaced(BrokenFile):
    """The publisher has put another file in this one's place; `facts` has the sha256 and size_bytes of today."""


class Arrival:
    """Fills a part. After `run`, the part holds the whole file; `verified` says whether its digest was known before."""

    def __init__(self, wanted: Wanted, part: Part, transfer: Transfer, patience: Patience, several: Several) -> None:
        self.part = part
        self.digest = ""
        self._wanted, self._transfer, self._patience = wanted, transfer, patience
        self._size, self._sha256 = wanted.size_bytes, wanted.sha256
        self._crew = Crew(part, transfer, several)
        self._rate = Rate(wanted.name)
        self._sources: set[str] = set()
        self._etag: str | None = None
        self._ended = False

    @property
    def verified(self) -> bool:
        return self._sha256 is not None

    @property
    def etag(self) -> str | None:
        """What the server calls this version."""
        return self._etag

    def run(self) -> Moving:
        """Bring the part to its end; raise NetworkError, BrokenFile or DiskError when that cannot be."""
        try:
            yield from self._adopt()
            began_whole = False
            while True:
                yield from self._fill()
                yield self._progress()
                self.digest = self.part.hashing.digest()
                if self._sha256 in (None, self.digest):
                    return
                if began_whole or not (self.part.resumed or len(self._sources) > 1 or self._crew.helped):
                    raise self._wrong()
                # Bytes of two runs, servers or connections do not add up; one may still have all the right ones.
                yield Notice(f"{self._name}: the bytes that came together here are not the file; fetching it again "
                             "whole", "warning")
                began_whole = True
                self._crew.retire()
                self._start_over()
        finally:
            self._crew.close()

    @property
    def _name(self) -> str:
        return visible(self._wanted.name)

    def _adopt(self) -> Moving:
        for at in self.part.adopt():
            if self._rate.due:
                yield self._rate.progress(at, self._size)
        part = self.part
        self._crew.adopt()
        self._rate = Rate(self._wanted.name)  # reading is not fetching
        if not part.size:
            return
        if self._size is not None and part.size > self._size:
            yield Notice(f"{self._name}: what an earlier try left is longer than the file; starting over", "warning")
            self._restart()
        elif self._is_gguf and part.first_bytes(4) != _MAGIC[:part.size]:
            yield Notice(f"{self._name}: what an earlier try left is no model file; starting over", "warning")
            self._restart()
        elif self._size is None and self._sha256 is not None and part.hashing.digest() == self._sha256:
            self._size = part.size
        elif part.size != self._size:
            yield Notice(f"{self._name}: going on at {bytes_text(part.size + self._crew.held)}")

    @property
    def _is_gguf(self) -> bool:
        return self._wanted.target.suffix.lower() == ".gguf"

    def _progress(self) -> Progress:
        return self._rate.progress(self.part.size + self._crew.held, self._size)

    def _restart(self) -> None:
        """Drop every byte that is here."""
        self._crew.forget()
        self.part.restart()

    def _start_over(self) -> None:
        self._restart()
        self._sources, self._ended = set(), False

    def _fill(self) -> Moving:
        urls = list(self._wanted.urls if self._sha256 is not None else self._wanted.urls[:1])
        course = Course(self._wanted.name, urls, self._patience, best=self.part.size)
        broken = 0
        while not self._ended and (self._size is None or self.part.size < self._size):
            try:
                if self._crew.is_next:
                    yield from self._gather()
                else:
                    yield from self._attempt(course.url)
            except Trouble as trouble:
                broken += trouble.broken
                if self.part.size and (trouble.changed or (trouble.broken and broken == 2)):
                    yield Notice(f"{self._name}: {trouble}; starting over", "warning")
                    self._restart()
                for event in course.after(trouble, self.part.size, hopeless=trouble.broken and broken > 2):
                    yield event or self._progress()

    def _gather(self) -> Moving:
        """Append what further connections brought ahead of its turn, as it comes."""
        while True:
            self._crew.steer(first=False)
            if not self._crew.is_next:
                return
            if block := self._crew.take(_GATHER_BYTES):
                self._append(block)
            elif self._crew.is_next:
                self._crew.wait(_GATHER_SECONDS)
            if self._rate.due:
                yield self._progress()

    def _attempt(self, url: str) -> Moving:
        """Ask one address for what is missing, and keep what comes of it."""
        place = hashlib.sha256(url.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        etag = self.part.etag(place)
        if self.part.size and self._sha256 is None and etag is None:
            yield Notice(f"{self._name}: nothing tells whether what an earlier try left is of the same file; "
                         "starting over")
            self._restart()
        with self._transfer.open(url, start=self.part.size, end=self._crew.limit(), if_range=etag,
                                 on_linked=self._compare) as answer:
            stop, opening = self._agree(answer, etag)
            if answer.status == 416:
                return
            if answer.status == 200 and self.part.size:
                changed = etag is not None and answer.etag not in (None, etag)
                yield Notice(f"{self._name}: " + (f"the file at {answer.host} has changed; starting over" if changed
                             else f"{answer.host} does not send the rest of a file; starting over"))
                self._restart()
            self._sources.add(url)
            self._etag = answer.etag
            if answer.etag:
                self.part.note_etag(place, answer.etag)
            if answer.etag and self._size and self._sha256 and not self.part.is_apart:
                self._crew.join(Place(url, answer.etag, self._size, self._compare))
            yield from self._keep(answer, stop, opening)

    def _compare(self, linked: Linked) -> None:
        """Take over what a hub says of its file today; raise Replaced when it is another than the one wanted."""
        if linked.sha256 is None:
            return
        if self._sha256 is None:
            self._sha256, self._size = linked.sha256, linked.size_bytes if self._size is None else self._size
        elif linked.sha256 != self._sha256:
            raise Replaced(f"the publisher has replaced {self._name}: it is no longer the file that is known here",
                           hint="look at the model's page; only you can say whether the new file is welcome",
                           facts={"sha256": linked.sha256, "size_bytes": linked.size_bytes})

    def _agree(self, answer: Answer, etag: str | None) -> tuple[int | None, bytes]:
        """Return where the answer ends in the file, and its first bytes; raise Trouble when it is not our file."""
        if answer.status == 416 and self._size is None and answer.total_beyond == self.part.size:
            self._size = self.part.size
            return self._size, b""
        if answer.status == 416:
            raise Trouble(f"{answer.host} says that the file is shorter than what it sent", broken=True)
        if answer.status not in (200, 206):
            raise status_trouble(answer.host, answer.status, answer.header("Retry-After"))
        if (answer.header("Content-Encoding") or "identity").strip().lower() != "identity":
            raise Trouble(f"{answer.host} sends the file compressed, which was not asked for")
        if answer.status == 206:
            return self._agree_on_part(answer, etag), b""
        total = answer.length
        if self._sha256 is None:
            self._size = self._wanted.size_bytes or total  # a new answer, perhaps a new version
        if total is not None and self._size not in (None, total):
            raise Trouble(f"{answer.host} sends {bytes_text(total)} instead of {bytes_text(self._size)}"
                          + _page(answer), broken=True)
        opening = b""
        while self._is_gguf and len(opening) < len(_MAGIC) and (block := answer.read()) != b"":
            opening += block or b""
        if self._is_gguf and not opening:
            raise Trouble(f"{answer.host} broke off the connection")
        if self._is_gguf and opening[:4] != _MAGIC:
            raise Trouble(f"{answer.host} sends something that is no model file" + _page(answer), broken=True)
        return (total if self._size is None else self._size), opening

    def _agree_on_part(self, answer: Answer, etag: str | None) -> int:
        if etag is not None and answer.etag is not None and answer.etag != etag:
            raise Trouble(f"the file at {answer.host} has changed", changed=True)
        start, end, total = answer.content_range
        fits = start == self.part.size > 0 and (total is None or (end <= total and self._size in (None, total)))
        if not fits or (self._size is not None and end > self._size) or answer.length not in (None, end - start):
            raise Trouble(f"{answer.host} sends another part of the file than it was asked for", broken=True)
        if self._size is None:
            self._size = total
        return end

    def _keep(self, answer: Answer, stop: int | None, opening: bytes) -> Moving:
        part = self.part
        block: bytes | None = opening or None
        while stop is None or part.size < stop:
            if block:
                self._append(block if stop is None else block[:stop - part.size])
            if self._rate.due:
                yield self._progress()
            self._crew.steer(first=True)
            if self._crew.is_next:
                return
            limit = self._crew.limit() or stop
            if stop is not None and part.size >= stop:
                break
            block = answer.read() if limit is None else answer.read(limit - part.size)
            if block == b"":
                break
        if stop is not None and part.size < stop:
            raise Trouble(f"{answer.host} broke off the connection")
        if stop is None:
            self._ended = True
        elif answer.length is None and answer.read(1):
            raise Trouble(f"{answer.host} sends more than the file holds", broken=True)

    def _append(self, block: bytes) -> None:
        self.part.append(block)
        if self.part.check_due:
            self.part.check()
            check_room(self._wanted.name, self.part.path.parent,
                       (self._size or 0) - self.part.size - self._crew.held)

    def _wrong(self) -> BrokenFile:
        aside = self.part.set_aside()
        return BrokenFile(f"what arrived as {self._name} is not the file that was promised: its SHA-256 is "
                          f"{self.digest[:12]}..., not {(self._sha256 or '')[:12]}...",
                          hint=f"the wrong bytes are kept in {aside}; the same command fetches the file again")


def check_room(name: str, folder: Path, needed_bytes: int) -> None:
    """Raise DiskError when a folder's disk has no room for so many bytes more."""
    while not folder.exists():
        folder = folder.parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return  # a file system that does not tell will say so when it is full
    if needed_bytes > 0 and free < needed_bytes + _SPARE_BYTES:
        raise DiskError(f"{visible(name)} needs {bytes_text(needed_bytes)} more on the disk of {folder}; "
                        f"{bytes_text(free)} are free", hint="free some space, then type the same command again")


def _page(answer: Answer) -> str:
    """Say that it is a web page, which is what a network's sign-in page looks like."""
    is_page = "html" in (answer.header("Content-Type") or "").lower()
    return ": a web page, perhaps this network's sign-in page" if is_page else ""
