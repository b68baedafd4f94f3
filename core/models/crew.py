"""Further connections that fetch what comes later in a file, where that makes it faster.

They are for fair weather: each fills a stretch ahead of the part with Range and If-Range, and whatever goes wrong with
one only makes the crew smaller. What is wrong with the server or the file is for the first connection to find out.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from core.models.ahead import Stretch, stretches_of
from core.models.pace import Pace, Several
from core.models.part_file import Part
from core.models.transfer import Answer, Linked, Transfer
from core.models.trouble import Trouble, status_trouble
from core.words.errors import LuciferError

# What a kill costs is what was read and not yet written, times the connections: small bites.
_BITE_BYTES = 64 * 1024
_FAILURES_MAX = 3
_END_SECONDS, _LOOK_SECONDS = 0.3, 0.05
_BUSY = (403, 408, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the crew fetches from: the same version of the same file as the first connection."""

    url: str
    etag: str
    size: int
    on_linked: Callable[[Linked], None]


@dataclass(slots=True, eq=False)
class _Hand:
    """One connection of the crew, at work on one stretch."""

    stretch: Stretch
    thread: threading.Thread | None = None
    answer: Answer | None = None
    stopped: bool = False
    ended: bool = False
    trouble: Trouble | LuciferError | None = None

    def may_write(self) -> bool:
        return not self.stopped

    def stop(self) -> None:
        self.stopped = True
        if self.answer and not self.ended:
            self.answer.abort()


@dataclass(slots=True)
class Crew:
    """The stretches ahead of a part, and the connections that fill them. `helped`: some of the file came so."""

    part: Part
    transfer: Transfer
    several: Several
    helped: bool = False
    _pace: Pace = field(init=False)
    _place: Place | None = None
    _hands: list[_Hand] = field(default_factory=list)
    _stretches: list[Stretch] = field(default_factory=list)
    _failures: int = 0
    _looked: float = 0.0
    _news: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._pace = Pace(self.several)

    def adopt(self) -> None:
        """Take over what an earlier run left ahead of the part, unless the machine went down since."""
        self._stretches = stretches_of(self.part.path)
        if not self.part.size or not self.part.ahead_is_sure:
            self.forget()
        self.helped = bool(self._stretches)

    @property
    def held(self) -> int:
        """How many bytes are here that the part does not have yet."""
        size = self.part.size
        return sum(max(0, each.reach - max(each.start, size)) for each in self._stretches)

    @property
    def connections(self) -> int:
        """How many connections the crew has."""
        return len(self._hands)

    def limit(self) -> int | None:
        """Where the first connection must stop, as the crew goes on from there."""
        return min((each.start for each in self._stretches if each.start > self.part.size), default=None)

    @property
    def is_next(self) -> bool:
        """True when what the part needs next is in a stretch, or is about to be."""
        return self._next() is not None

    def take(self, count: int) -> bytes:
        """Return the next bytes for the part; none when they have not come yet, or the stretch is used up."""
        stretch = self._next()
        if stretch is None:
            return b""
        content = stretch.read(self.part.size, count)
        if not content and not self._hand_of(stretch):
            self._drop(stretch)
        return content

    def wait(self, seconds: float) -> None:
        """Wait until more has arrived, or a connection has ended."""
        self._news.wait(seconds)
        self._news.clear()

    def join(self, place: Place) -> None:
        """Fetch from where the first connection does."""
        if self._place and (self._place.url, self._place.etag) != (place.url, place.etag):
            self.dismiss()
        self._place = place

    def steer(self, *, first: bool) -> None:
        """Have as many connections as are worth it; `first` says that the first one is at work too."""
        now, place = time.monotonic(), self._place
        if place is None or (now - self._looked < _LOOK_SECONDS and not any(hand.ended for hand in self._hands)):
            return
        self._looked = now
        self._muster(first=first)
        received = self.part.size + self.held
        self._pace.weigh(now, received, place.size - received)
        wanted = self._pace.connections
        for hand in sorted(self._hands, key=lambda each: each.stretch.start)[wanted if wanted > 1 else 0:]:
            hand.stop()
        while len(self._hands) + first < wanted and wanted > 1 and self._send_out(place, first=first):
            pass

    def dismiss(self) -> None:
        """End all connections; what they brought stays."""
        for hand in self._hands:
            hand.stop()
        until = time.monotonic() + _END_SECONDS
        for hand in self._hands:
            if hand.thread:
                hand.thread.join(max(0.0, until - time.monotonic()))
        self._muster(gone=True)
        self._place = None

    def retire(self) -> None:
        """Do without a crew from now on."""
        self.dismiss()
        self.forget()
        self._pace.settle(1)

    def forget(self) -> None:
        """Drop everything that is ahead of the part."""
        self.dismiss()
        for stretch in self._stretches:
            stretch.drop()
        self._stretches, self.helped = [], False

    def close(self) -> None:
        """End all connections; what is ahead stays for the next run, if there is a part that it is ahead of."""
        self.dismiss()
        if not self.part.size:
            self.forget()
        for stretch in self._stretches:
            stretch.close()

    # --- the connections -----------------------------------------------------------------------------------------

    def _next(self) -> Stretch | None:
        for stretch in self._stretches:
            if stretch.start <= self.part.size and (stretch.reach > self.part.size or self._hand_of(stretch)):
                return stretch
        return None

    def _hand_of(self, stretch: Stretch) -> _Hand | None:
        return next((hand for hand in self._hands if hand.stretch is stretch and not (hand.ended or hand.stopped)),
                    None)

    def _muster(self, *, first: bool = False, gone: bool = False) -> None:
        """Let those go that have ended (`gone`: all), and draw the lesson from what ended them."""
        for hand in [hand for hand in self._hands if hand.ended or gone]:
            self._hands.remove(hand)
            stretch, trouble = hand.stretch, hand.trouble
            stretch.end = stretch.reach
            wrong = isinstance(trouble, Trouble) and (trouble.changed or trouble.broken)
            if stretch.reach == stretch.start or wrong:
                self._drop(stretch)
            if hand.stopped or trouble is None:
                continue
            self._failures += 1
            if wrong or not isinstance(trouble, Trouble) or self._failures >= _FAILURES_MAX:
                self._pace.settle(1)
            elif not trouble.again or trouble.wait_seconds is not None:
                self._pace.settle(len(self._hands) + first)
        for stretch in [each for each in self._stretches if each.reach <= self.part.size and not self._hand_of(each)]:
            self._drop(stretch)

    def _drop(self, stretch: Stretch) -> None:
        stretch.drop()
        if stretch in self._stretches:
            self._stretches.remove(stretch)

    def _send_out(self, place: Place, *, first: bool) -> bool:
        """Begin one more connection; False when there is nothing to fetch for it, or no room."""
        share = self._pace.stretch_bytes
        start = max([self.part.size + share * first, *(each.end for each in self._stretches)])
        free = place.size - start
        if free < self.several.stretch_bytes_min or start - self.part.size > 2 * self.several.connections_max * share:
            return False
        end = start + min(free, max(self.several.stretch_bytes_min, min(share, free // self._pace.connections)))
        end = place.size if place.size - end < self.several.stretch_bytes_min // 2 else end
        if not self._has_room(place.size - self.part.size - self.held + 2 * share):
            self._pace.settle(1)
            return False
        self.part.note_ahead()
        stretch = Stretch.begin(self.part.path, start, end)
        if stretch is None:
            self._pace.settle(1)
            return False
        hand = _Hand(stretch)
        self._stretches.append(stretch)
        self._hands.append(hand)
        self.helped = True
        hand.thread = threading.Thread(target=self._work, args=(hand, place), name="fetching", daemon=True)
        hand.thread.start()
        return True

    def _has_room(self, needed_bytes: int) -> bool:
        try:
            return shutil.disk_usage(self.part.path.parent).free > needed_bytes
        except OSError:
            return False

    def _work(self, hand: _Hand, place: Place) -> None:
        stretch = hand.stretch
        try:
            with self.transfer.open(place.url, start=stretch.start, end=stretch.end, if_range=place.etag,
                                    on_linked=place.on_linked, sharers=self.several.connections_max) as answer:
                hand.answer = answer
                _agree(answer, stretch, place)
                while stretch.reach < stretch.end and not hand.stopped:
                    block = answer.read(min(_BITE_BYTES, stretch.end - stretch.reach))
                    if block == b"":
                        raise Trouble(f"{answer.host} broke off the connection")
                    if block:
                        stretch.append(block, hand.may_write)
                        self._news.set()
        except (Trouble, LuciferError) as trouble:
            hand.trouble = trouble
        finally:
            hand.ended = True
            self._news.set()


def _agree(answer: Answer, stretch: Stretch, place: Place) -> None:
    """Raise Trouble unless the answer is just the range that was asked for, of the same version."""
    if answer.status in _BUSY:
        raise status_trouble(answer.host, answer.status, answer.header("Retry-After") or "0")
    if answer.status != 206 or (answer.header("Content-Encoding") or "identity").strip().lower() != "identity":
        raise Trouble(f"{answer.host} sends no part of the file", again=False, changed=True)
    if answer.etag != place.etag:
        raise Trouble(f"the file at {answer.host} has changed", changed=True)
    start, end, total = answer.content_range
    if (start, end) != (stretch.start, stretch.end) or total not in (None, place.size):
        raise Trouble(f"{answer.host} sends another part of the file than it was asked for", broken=True)
