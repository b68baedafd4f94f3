"""What our own tools did to a person's files, and the way back: nothing is destroyed, only put aside."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from core.store.atomic import append_line, disk_error, make_folder
from core.store.home import Home
from core.store.numbers import next_number
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError, Refused
from core.words.values import Json

# `paths` is the file; for a move, source and target. What an overwrite or delete replaces is kept aside as `backup`.
Kind = Literal["create", "overwrite", "delete", "move"]
_FILE_BYTES_MAX = 100_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done. Entries of one command share `group` and are undone together."""

    number: int
    at: str
    kind: Kind
    paths: tuple[Path, ...]
    backup: Path | None
    group: int

    @property
    def description(self) -> str:
        names = [str(path) for path in self.paths]
        return {"create": f"created {names[0]}", "overwrite": f"changed {names[0]}", "delete": f"deleted {names[0]}",
                "move": f"moved {names[0]} to {names[-1]}"}[self.kind]


class Journal:
    """The journal and trash of one home."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def keep(self, path: Path) -> Path:
        """Copy a file or folder into the trash before it is changed; return the copy."""
        aside = self._aside(path)
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.copytree(path, aside, symlinks=True)
            else:
                shutil.copy2(path, aside, follow_symlinks=False)
        except OSError as error:
            raise disk_error("keep a copy of", path, error) from error
        return aside

    def discard(self, path: Path, *, group: int = 0) -> Entry:
        """Delete by moving into the trash, and record it."""
        path = path.absolute()
        aside = self._aside(path)
        try:
            shutil.move(path, aside)
        except OSError as error:
            raise disk_error("move to the trash", path, error) from error
        return self.record("delete", (path,), aside, group=group)

    def record(self, kind: Kind, paths: tuple[Path, ...], backup: Path | None = None, *, group: int = 0) -> Entry:
        """Write down what was done; `backup` is what `keep` returned."""
        number = self._next_number()
        entry = Entry(number, datetime.now().astimezone().isoformat(timespec="seconds"), kind,
                      tuple(path.absolute() for path in paths), backup, group or number)
        append_line(self._home.journal, json.dumps({
            "seq": number, "at": entry.at, "kind": kind, "paths": [str(path) for path in entry.paths],
            "backup": str(backup) if backup else None, "group": entry.group}), sync=True)
        return entry

    def erase(self, path: Path) -> None:
        """Delete a file for good and write that down; `undo` goes past it."""
        path = path.absolute()
        try:
            path.unlink()
        except OSError as error:
            raise disk_error("delete", path, error) from error
        self._note_erased(path)

    def erase_kept(self, entry: Entry) -> None:
        """Delete for good what an entry has put aside; the entry can no longer be undone."""
        kept = entry.backup
        if kept is None:
            return
        try:
            kept.unlink(missing_ok=True)
        except OSError as error:
            raise disk_error("delete", kept, error) from error
        with contextlib.suppress(OSError):  # something else lies beside it
            kept.parent.rmdir()
        self._note_erased(entry.paths[0], erased=entry.number)

    def _note_erased(self, path: Path, **facts: int) -> None:
        # Written afterwards: on a full disk it is the deleting that makes room for the line.
        append_line(self._home.journal, json.dumps({
            "seq": self._next_number(), "at": datetime.now().astimezone().isoformat(timespec="seconds"),
            "kind": "erase", "paths": [str(path)], **facts}), sync=True)

    def last(self) -> Entry | None:
        """Return the latest entry that is not undone."""
        entries = self.entries()
        return entries[-1] if entries else None

    def entries(self) -> list[Entry]:
        """Return what was done and not undone, oldest first."""
        entries: dict[int, Entry] = {}
        for facts in self._lines():
            gone = facts.get("undone", facts.get("erased"))
            if type(gone) is int:
                entries.pop(gone, None)
            else:
                entry = _entry(facts)
                if entry:
                    entries[entry.number] = entry
        return [entries[number] for number in sorted(entries)]

    def undo(self) -> str:
        """Take back the last command's doing; raise Refused when there is none, or newer work would be lost."""
        entries = self.entries()
        if not entries:
            raise Refused("there is nothing to undo")
        group = [entry for entry in entries if entry.group == entries[-1].group]
        for entry in reversed(group):
            self._undo(entry)
            append_line(self._home.journal, json.dumps({"seq": self._next_number(), "undone": entry.number}),
                        sync=True)
        return "undone: " + "; ".join(entry.description for entry in group)

    def _undo(self, entry: Entry) -> None:
        try:
            if entry.kind == "create":
                if os.path.lexists(entry.paths[0]):
                    shutil.move(entry.paths[0], self._aside(entry.paths[0]))
            elif entry.kind == "move":
                self._return(entry.paths[1], entry.paths[0])
            elif entry.backup is not None:
                if entry.kind == "overwrite" and os.path.lexists(entry.paths[0]):
                    shutil.move(entry.paths[0], self._aside(entry.paths[0]))
                self._return(entry.backup, entry.paths[0])
        except OSError as error:
            raise disk_error("restore", entry.paths[0], error) from error

    def _return(self, source: Path, target: Path) -> None:
        if not os.path.lexists(source):
            raise Refused(f"{source} is no longer there, so {target} cannot be put back")
        if os.path.lexists(target):
            raise Refused(f"{target} exists again", hint="move it away, then undo")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)

    def _aside(self, path: Path) -> Path:
        """Return a fresh place in the trash that keeps the file's name."""
        try:
            place = self._home.trash / f"{datetime.now():%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"
            make_folder(place)
        except OSError as error:
            raise disk_error("write", self._home.trash, error) from error
        return place / path.name

    def _next_number(self) -> int:
        """Return the number of the next line: it is undone first, even where the counter of all logs was lost."""
        numbers = [facts["seq"] for facts in self._lines() if type(facts.get("seq")) is int]
        return next_number(self._home.logs, max(numbers, default=0))

    def _lines(self) -> list[dict[str, Json]]:
        if not self._home.journal.exists():
            return []
        try:
            content = read_plain(self._home.journal, size_max=_FILE_BYTES_MAX)
        except BrokenFile as error:
            raise DiskError(error.message, hint="move it away to start a new journal") from error
        lines = []
        for raw in content.splitlines():
            try:
                facts = json.loads(raw)
            except (ValueError, RecursionError):
                continue
            if isinstance(facts, dict):
                lines.append(facts)
        return lines


def _entry(facts: dict[str, Json]) -> Entry | None:
    """Return the entry a line tells of; None for a line that someone damaged."""
    number, kind, paths, backup = facts.get("seq"), facts.get("kind"), facts.get("paths"), facts.get("backup")
    known: Kind | None = next((each for each in get_args(Kind) if each == kind), None)
    if type(number) is not int or known is None or not isinstance(paths, list):
        return None
    if len(paths) != (2 if known == "move" else 1) or not all(isinstance(path, str) for path in paths):
        return None
    group = facts.get("group")
    return Entry(number, str(facts.get("at", "")), known, tuple(Path(path) for path in paths),
                 Path(backup) if isinstance(backup, str) else None, group if type(group) is int else number)
