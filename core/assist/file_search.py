"""Looks for files: by name, sort, size, time and text, below a folder, within bounds of number and time."""

from __future__ import annotations

import heapq
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from core.store.plain_file import open_plain
from core.words.errors import LuciferError, UsageError

Order = Literal["name", "size", "date", "sort"]
What = Literal["file", "folder", "all"]

ENTRIES_MAX = 300_000
SECONDS_MAX = 20.0
FOUND_MAX = 2_000
MATCHES_MAX = 500
_TEXT_BYTES_MAX = 20_000_000
_LINE_SHOWN_MAX = 240
# Folders of copies and caches; and what the system makes up, where files have no end.
SKIPPED = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".cache", ".mypy_cache",
                     ".pytest_cache", ".ruff_cache", ".tox"))
_MADE_UP = frozenset(("/proc", "/sys", "/dev", "/run"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `hidden`: "no", "too" or "only"; times are words such as "today" or "3 days"."""

    what: What = "all"
    sort: str = ""
    suffixes: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    holds: str = ""
    text: str = ""
    size_min: int | None = None
    size_max: int | None = None
    newer: str = ""
    older: str = ""
    empty: bool = False
    hidden: Literal["no", "too", "only"] = "no"
    order: Order = "name"
    backwards: bool = False
    count: int | None = None
    place: str = ""
    deep: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One entry: its path and what it is, itself, a link not followed."""

    path: Path
    status: os.stat_result

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.status.st_mode)

    @property
    def size_bytes(self) -> int:
        return 0 if self.is_folder else self.status.st_size


@dataclass(frozen=True, slots=True)
class Match:
    """One line that holds the text."""

    path: Path
    number: int
    line: str


@dataclass(slots=True)
class Look:
    """One look at what lies below a folder; afterwards, what it did not see. `closed` could not be read."""

    wanted: Wanted
    now: datetime
    skipped: set[str] = field(default_factory=set)
    closed: int = 0
    seen: int = 0
    stopped: str = ""
    more: int = 0

    def found(self, root: Path) -> Iterator[Found]:
        """Yield what is wanted, as it is come across."""
        newer, older = _moment(self.wanted.newer, self.now), _moment(self.wanted.older, self.now)
        for entry in self._entries(root):
            if self._fits(entry, root, newer, older):
                yield entry

    def ordered(self, root: Path, shown_max: int = FOUND_MAX) -> list[Found]:
        """Return what is wanted in order, at most so many; `more` says how many others there are."""
        most = self.wanted.count or shown_max
        found = list(self.found(root))
        key = {"name": _by_name, "size": _by_size, "date": _by_date, "sort": _by_sort}[self.wanted.order]
        first = heapq.nsmallest(most, found, key=key) if not self.wanted.backwards else (
            heapq.nlargest(most, found, key=key))
        self.more = 0 if self.wanted.count else len(found) - len(first)
        return first

    def matches(self, root: Path) -> Iterator[Match]:
        """Yield the lines that hold the wanted text; a text in small letters is found in large ones too."""
        text = self.wanted.text
        pattern = re.compile(re.escape(text), 0 if text != text.lower() else re.IGNORECASE)
        given = 0
        for entry in [Found(root, root.stat())] if root.is_file() else self.found(root):
            if not stat.S_ISREG(entry.status.st_mode):
                continue
            for number, line in _text_lines(entry.path):
                at = pattern.search(line)
                if at is None:
                    continue
                given += 1
                if given > MATCHES_MAX:
                    self.stopped = f"only the first {MATCHES_MAX} lines are shown"
                    return
                yield Match(entry.path, number, _around(line, at.start()))

    def _entries(self, root: Path) -> Iterator[Found]:
        pending = [root]
        deadline = time.monotonic() + SECONDS_MAX
        while pending:
            folder = pending.pop()
            try:
                with os.scandir(folder) as listed:
                    names = sorted((entry.name, entry) for entry in listed)
            except OSError:
                self.closed += 1
                if folder == root:
                    raise
                continue
            deeper = []
            for name, entry in names:
                self.seen += 1
                if self.seen > ENTRIES_MAX or time.monotonic() > deadline:
                    self.stopped = f"stopped after {self.seen - 1:,} files and folders: name a folder below"
                    return
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:
                    self.closed += 1
                    continue
                yield Found(Path(entry.path), status)
                if self.wanted.deep and stat.S_ISDIR(status.st_mode) and self._enters(name, entry.path):
                    deeper.append(Path(entry.path))
            pending += reversed(deeper)

    def _enters(self, name: str, path: str) -> bool:
        if path in _MADE_UP:
            self.skipped.add(path)
            return False
        if self.wanted.everything or not (name in SKIPPED or (name.startswith(".") and self.wanted.hidden == "no")):
            return True
        self.skipped.add(name)
        return False

    def _fits(self, entry: Found, root: Path, newer: float | None, older: float | None) -> bool:
        wanted, name = self.wanted, entry.path.name
        if wanted.what != "all" and entry.is_folder != (wanted.what == "folder"):
            return False
        if not _hidden_fits(wanted, name):
            return False
        if wanted.suffixes and Path(name).suffix.lower() not in wanted.suffixes and name.lower() not in wanted.suffixes:
            return False
        if wanted.patterns and not any(_like(entry.path, root, pattern) for pattern in wanted.patterns):
            return False
        if wanted.holds and wanted.holds.casefold() not in name.casefold():
            return False
        return _size_fits(wanted, entry) and _time_fits(entry, newer, older)


def _hidden_fits(wanted: Wanted, name: str) -> bool:
    hidden = name.startswith(".")
    if wanted.hidden == "only":
        return hidden
    asked = wanted.everything or any(pattern.rpartition("/")[2].startswith(".") for pattern in wanted.patterns)
    return not hidden or wanted.hidden == "too" or asked


def _like(path: Path, root: Path, pattern: str) -> bool:
    """Say whether a name, or a path where the pattern has a slash, is like a pattern; case counts where it is mixed."""
    text = str(path.relative_to(root)) if "/" in pattern else path.name
    pattern = pattern.removeprefix("./")
    if pattern == pattern.lower():
        text = text.lower()
    return fnmatchcase(text, pattern)


def _size_fits(wanted: Wanted, entry: Found) -> bool:
    if wanted.empty:
        return _is_empty(entry)
    if wanted.size_min is None and wanted.size_max is None:
        return True
    size = entry.status.st_size
    return not entry.is_folder and size > (wanted.size_min if wanted.size_min is not None else -1) and (
        wanted.size_max is None or size < wanted.size_max)


def _is_empty(entry: Found) -> bool:
    if not entry.is_folder:
        return stat.S_ISREG(entry.status.st_mode) and entry.status.st_size == 0
    try:
        with os.scandir(entry.path) as inside:
            return next(inside, None) is None
    except OSError:
        return False


def _time_fits(entry: Found, newer: float | None, older: float | None) -> bool:
    at = entry.status.st_mtime
    return (newer is None or at >= newer) and (older is None or at < older)


def _by_name(entry: Found) -> tuple[str, str]:
    return entry.path.name.casefold(), str(entry.path)


def _by_size(entry: Found) -> tuple[int, str]:
    return -entry.size_bytes, str(entry.path)


def _by_date(entry: Found) -> tuple[float, str]:
    return -entry.status.st_mtime, str(entry.path)


def _by_sort(entry: Found) -> tuple[bool, str, str]:
    return not entry.is_folder, entry.path.suffix.lower(), entry.path.name.casefold()


def _text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a text file; none of one that is none, cannot be read, or is very large."""
    try:
        descriptor, status = open_plain(path)
    except LuciferError:
        return
    with os.fdopen(descriptor, "rb") as file:
        try:
            if not 0 < status.st_size <= _TEXT_BYTES_MAX:
                return
            content = file.read(_TEXT_BYTES_MAX)
        except OSError:
            return
    if b"\0" in content[:8192]:
        return
    for number, raw in enumerate(content.split(b"\n"), 1):
        yield number, raw.decode("utf-8", "replace").rstrip("\r")


def _around(line: str, at: int) -> str:
    line = line.rstrip()
    if len(line) <= _LINE_SHOWN_MAX:
        return line.strip()
    start = max(0, at - _LINE_SHOWN_MAX // 3)
    return ("…" if start else "") + line[start:start + _LINE_SHOWN_MAX].strip() + "…"


# --- times -------------------------------------------------------------------------------------------------------

_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 7 * 86_400, "month": 30 * 86_400,
          "year": 365 * 86_400}


def _moment(words: str, now: datetime) -> float | None:
    """Return when a span of time begins: "today", "last week", "3 days" (ago), "2026-01-31"; None for no words."""
    if not words:
        return None
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    day = timedelta(days=1)
    ago = re.fullmatch(r"(\d+) (\w+?)s?", words)
    week, month = today - day * today.weekday(), today.replace(day=1)
    year = today.replace(month=1, day=1)
    begins = {"today": today, "yesterday": today - day, "this week": week, "last week": week - 7 * day,
              "this month": month, "last month": (month - day).replace(day=1), "this year": year,
              "last year": year.replace(year=year.year - 1)}
    try:
        if ago and ago[2] in _UNITS:
            return (now - timedelta(seconds=int(ago[1]) * _UNITS[ago[2]])).timestamp()
        begin = begins.get(words) or datetime.strptime(words, "%Y-%m-%d").replace(tzinfo=now.tzinfo)
        return begin.timestamp()
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{words!r} is no time", hint="say today, yesterday, this week, or 3 days") from error
