"""Moving a model's files here: resumed after anything, mirrors included, nothing under its real name until it is right.

Bytes are appended to a part beside the target (`part_file`), asked for with Range and If-Range (`transfer`), hashed as
they pass and judged (`arrival`), and only when all files of a model are right are they renamed. Whatever ends the
program leaves parts that the next run goes on with.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from core.models.ahead import bytes_ahead
from core.models.arrival import Arrival, Replaced, Wanted, check_room
from core.models.gguf_header import read_header
from core.models.hashing import file_digest
from core.models.mirrors import Mirrors
from core.models.names import split_part
from core.models.pace import Several
from core.models.part_file import Part, check_name, forget, part_path
from core.models.patience import Patience
from core.models.rate import Rate
from core.models.transfer import Limits, Transfer
from core.models.web_address import first_address, is_loopback
from core.words.errors import BrokenFile, Refused
from core.words.events import Notice, Progress
from core.words.safe_text import visible

__all__ = ["Downloader", "Fetched", "Limits", "Patience", "Replaced", "Several", "Wanted"]
_WAIT_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file in its place. `verified`: its digest was known before; otherwise `sha256` is only what arrived."""

    path: Path
    sha256: str
    size_bytes: int
    verified: bool
    etag: str | None = None


class Downloader:
    """Fetches files. `token` gives the secret for an origin such as "https://huggingface.co", or None.

    `mirrors` are asked after a file's own addresses, and only when its digest is known.
    """

    def __init__(self, token: Callable[[str], str | None], environ: Mapping[str, str], *,
                 mirrors: Mirrors | None = None, limits: Limits | None = None,
                 patience: Patience | None = None, several: Several | None = None) -> None:
        self._environ = environ
        self._mirrors = mirrors or Mirrors(())
        self._patience = patience or Patience()
        self._several = several or Several()
        self._transfer = Transfer(token, environ, limits)

    def fetch(self, wanted: Wanted) -> Generator[Progress | Notice, None, Fetched]:
        """Fetch one file. Closing the generator, or Ctrl-C, keeps what has arrived for the next call."""
        (fetched,) = yield from self.fetch_set([wanted])
        return fetched

    def fetch_set(self, wanted: Sequence[Wanted], beside: Sequence[str] = ()
                  ) -> Generator[Progress | Notice, None, tuple[Fetched, ...]]:
        """Fetch all files of one model; none appears under its real name before all are complete and right.

        `beside` names the files of the model that are here and stay.
        """
        wanted = [self._checked(each) for each in wanted]
        _check_names([each.target for each in wanted], beside)
        found: dict[Path, Fetched] = {}
        arrivals: dict[Path, Arrival] = {}
        with contextlib.ExitStack() as stack:
            for each in wanted:
                here = yield from _already_here(each)
                if here:
                    found[each.target] = here
            missing = [each for each in wanted if each.target not in found]
            for folder in {each.target.parent for each in missing}:
                check_room(wanted[0].name, folder, sum(_bytes_to_come(each) for each in missing
                                                       if each.target.parent == folder))
            for each in missing:
                arrival = yield from self._arrive(each, stack)
                if isinstance(arrival, Fetched):
                    found[each.target] = arrival
                else:
                    arrivals[each.target] = arrival
            yield from _check_headers(wanted, arrivals)
            for target, arrival in arrivals.items():
                size = arrival.part.size
                arrival.part.install(target)
                found[target] = Fetched(target, arrival.digest, size, arrival.verified, arrival.etag)
        return tuple(found[each.target] for each in wanted)

    def _checked(self, wanted: Wanted) -> Wanted:
        """Refuse what must not be fetched at all, and send every request to the endpoint that was asked for."""
        check_name(wanted.target)
        if wanted.sha256 is not None and not re.fullmatch(r"[0-9a-f]{64}", wanted.sha256):
            raise Refused(f"{visible(wanted.sha256)[:80]!r} is no SHA-256 (64 hexadecimal digits)")
        everywhere = [*wanted.urls, *(other for url in wanted.urls for other in self._mirrors.urls_beside(url))]
        urls = tuple(dict.fromkeys(self._placed(url) for url in everywhere))
        for url in urls:
            first_address(url)
        if not urls:
            raise Refused(f"nobody says where {visible(wanted.name)} can be fetched from")
        return replace(wanted, urls=urls)

    def _placed(self, url: str) -> str:
        endpoint = self._environ.get("LUCIFER_ENDPOINT", "").rstrip("/")
        parts = urlsplit(url)
        if not endpoint or is_loopback(parts.hostname or ""):
            return url
        base = urlsplit(endpoint)
        return urlunsplit((base.scheme, base.netloc, base.path + parts.path, parts.query, ""))

    def _arrive(self, wanted: Wanted, stack: contextlib.ExitStack) -> Generator[Progress | Notice, None,
                                                                                 Arrival | Fetched]:
        """Bring one file's part to its end, or wait until another process has."""
        waited = False
        rate = Rate(wanted.name)
        while (part := Part.open(wanted.target, _key(wanted))) is None:
            if not waited:
                yield Notice(f"another LuciferAI is fetching {visible(wanted.name)}: waiting for it")
            waited = True
            time.sleep(_WAIT_SECONDS)
            if rate.due:
                yield rate.progress(_bytes_here(wanted), wanted.size_bytes)
        stack.callback(part.close)
        if waited:
            here = yield from _already_here(wanted)
            if here:
                return here
        arrival = Arrival(wanted, part, self._transfer, self._patience, self._several)
        yield from arrival.run()
        return arrival


def _already_here(wanted: Wanted) -> Generator[Progress | Notice, None, Fetched | None]:
    """Return the file if it is in its place already; raise Refused when another file has its name."""
    if not wanted.target.exists():
        return None
    rate = Rate(f"checking {visible(wanted.name)}")
    digest, size = "", _size_of(wanted.target)
    if wanted.size_bytes in (None, size):
        reading = file_digest(wanted.target)
        while True:
            try:
                done = next(reading)
            except StopIteration as end:
                digest = end.value
                break
            if rate.due:
                yield rate.progress(done, size)
    if digest and wanted.sha256 in (None, digest) and not (wanted.sha256 is None and wanted.replace):
        forget(wanted.target, _key(wanted))
        return Fetched(wanted.target, digest, size, wanted.sha256 is not None)
    if wanted.replace:
        return None
    raise Refused(f"{wanted.target} is there already and is another file",
                  hint="`llm verify` checks it; move it away or `uninstall` it to fetch this one")


def _check_names(targets: Sequence[Path], beside: Sequence[str]) -> None:
    """Refuse a set in which a file comes twice, or a part of a split file is missing."""
    if len(set(targets)) < len(targets):
        raise Refused(f"{targets[0].name} and the files with it name one file twice")
    stems: dict[str, tuple[int, set[int]]] = {}
    for target in (*targets, *map(Path, beside)):
        stem, number, count = split_part(target.stem)
        if count > 1:
            stems.setdefault(stem, (count, set()))[1].add(number)
            if stems[stem][0] != count or not 0 < number <= count:
                raise BrokenFile(f"{visible(target.name)} does not belong to a set of {stems[stem][0]}")
    for stem, (count, numbers) in stems.items():
        absent = sorted(set(range(1, min(count, 10_000) + 1)) - numbers)
        if absent:
            raise BrokenFile(f"part {absent[0]} of {count} of {visible(stem)} is missing where it should come from",
                             hint="choose another quantisation")


def _check_headers(wanted: Sequence[Wanted], arrivals: Mapping[Path, Arrival]) -> Generator[Notice, None, None]:
    """Read the head of what arrived: parts must be of one set, and what nobody vouched for must be a model."""
    for each in wanted:
        if each.target.suffix.lower() != ".gguf":
            continue
        arrival = arrivals.get(each.target)
        expected = split_part(each.target.stem)[1:]
        if arrival is None and expected == (1, 1):
            continue
        try:
            found = read_header(arrival.part.path if arrival else each.target).part
        except BrokenFile as error:
            if arrival is None or not arrival.verified or expected != (1, 1):
                if arrival and not arrival.verified:
                    arrival.part.set_aside()
                raise BrokenFile(f"{visible(each.name)} is not a usable model file: {error.message}",
                                 hint="the same command fetches it again") from error
            yield Notice(f"{visible(each.name)} is the promised file, but cannot be used here: {error.message}",
                         "warning")
            continue
        if found != expected:
            raise BrokenFile(f"{visible(each.target.name)} holds part {found[0]} of {found[1]}",
                             hint="the publisher's set is wrong; choose another quantisation")


def _key(wanted: Wanted) -> str:
    return wanted.sha256 or "u" + hashlib.sha256(wanted.urls[0].encode("utf-8", "surrogateescape")).hexdigest()


def _bytes_to_come(wanted: Wanted) -> int:
    return max(0, (wanted.size_bytes or 0) - _bytes_here(wanted))


def _bytes_here(wanted: Wanted) -> int:
    part = part_path(wanted.target, _key(wanted))
    return _size_of(part) + bytes_ahead(part)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
