"""What our own tools did to a person's files, and the way back: nothing is destroyed, only put aside.

A line is written before the deed. Where a kill leaves the line without the deed, the files tell that it was not done.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from core.store.atomic import alone, append_line, disk_error, make_folder
from core.store.carry import carry, fingerprint, remove, same_disk, same_entry
from core.store.home import Home
from core.store.numbers import next_number
from core.store.plain_file import open_plain
from core.words.errors import BrokenFile, DiskError, LuciferError, Refused
from core.words.values import Json

# `paths` is the file; for a move, source and target. What an overwrite or delete replaces is kept aside as `backup`.
Kind = Literal["create", "overwrite", "delete", "move"]
State = Literal["done", "undone", "gone"]
_FILE_BYTES_MAX = 100_000_000
EMPTY_FOLDER = "empty folder"
_TOLD_MAX = 5


@dataclass(frozen=True, slots=True)
class Deed:
    """What is about to be done. `left` is the fingerprint of what it leaves; `slow`: it takes more than one step."""

    kind: Kind
    paths: tuple[Path, ...]
    backup: Path | None = None
    left: str = ""
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done. Entries of one command share `group` and are undone together.

    `state` is "gone" where what was put aside has been deleted for good; `half` where a kill may have come between.
    """

    number: int
    at: str
    kind: Kind
    paths: tuple[Path, ...]
    backup: Path | None
    group: int
    left: str = ""
    half: bool = False
    state: State = "done"

    @property
    def description(self) -> str:
        names = [str(path) for path in self.paths]
        return {"create": f"created {names[0]}", "overwrite": f"changed {names[0]}", "delete": f"deleted {names[0]}",
                "move": f"moved {names[0]} to {names[-1]}"}[self.kind]


class Journal:
    """The journal and trash of one home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._facts: list[dict[str, Json]] = []
        self._read_to = (0, 0)  # the file's inode, and how far it was read

    @property
    def trash(self) -> Path:
        return self._home.trash

    @property
    def root(self) -> Path:
        """The folder of everything that this program keeps."""
        return self._home.root

    def keep(self, path: Path) -> Path:
        """Copy a file or folder into the trash before it is changed; return the copy."""
        aside = self.place(path)
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
        return self.discard_all([path], group=group)[0]

    def discard_all(self, paths: Sequence[Path], *, group: int = 0) -> list[Entry]:
        """Delete by moving into the trash; where one cannot be moved, those before it are deleted."""
        absolute = [path.absolute() for path in paths]
        entries = self.record_all([Deed("delete", (path,), self.place(path), slow=not same_disk(path, self.trash))
                                   for path in absolute], group=group)
        for number, entry in enumerate(entries):
            try:
                carry(entry.paths[0], _sure(entry.backup))
            except OSError as error:
                # What is in the trash whole can still be brought back, whatever was left behind.
                kept = os.path.lexists(_sure(entry.backup))
                self.withdraw(entries[number + kept:])
                raise disk_error("move to the trash", entry.paths[0], error) from error
            except BaseException:
                self.withdraw(entries[number + os.path.lexists(_sure(entry.backup)):])
                raise
            self.finish(entry)
        return entries

    def record(self, kind: Kind, paths: tuple[Path, ...], backup: Path | None = None, *, group: int = 0) -> Entry:
        """Write down what was done, or is to be; `backup` is what `keep` returned."""
        return self.record_all([Deed(kind, paths, backup)], group=group)[0]

    def record_all(self, deeds: Sequence[Deed], *, group: int = 0) -> list[Entry]:
        """Write down, with one write, what is about to be done."""
        entries, lines = [], []
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        last = 0
        for deed in deeds:
            last = self._next_number(last)
            group = group or last
            entry = Entry(last, at, deed.kind, tuple(path.absolute() for path in deed.paths), deed.backup, group,
                          deed.left, deed.slow)
            entries.append(entry)
            lines.append(json.dumps({
                "seq": last, "at": at, "kind": deed.kind, "paths": [str(path) for path in entry.paths],
                "backup": str(deed.backup) if deed.backup else None, "group": group}
                | ({"left": deed.left} if deed.left else {}) | ({"slow": True} if deed.slow else {})))
        if lines:
            append_line(self._home.journal, "\n".join(lines), sync=True)
        return entries

    def withdraw(self, entries: Sequence[Entry]) -> None:
        """Take back what was written down and then could not be done."""
        for entry in entries:
            self._note({"undone": entry.number})

    def finish(self, entry: Entry) -> None:
        """Write down that a deed of more than one step came to its end."""
        if entry.half:
            self._note({"done": entry.number})

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
            remove(kept)
        except OSError as error:
            raise disk_error("delete", kept, error) from error
        with contextlib.suppress(OSError):  # something else lies beside it
            kept.parent.rmdir()
        self._note_erased(entry.paths[0], erased=entry.number)

    def _note_erased(self, path: Path, **facts: int) -> None:
        # Written afterwards: on a full disk it is the deleting that makes room for the line.
        self._note({"at": datetime.now().astimezone().isoformat(timespec="seconds"), "kind": "erase",
                    "paths": [str(path)], **facts})

    def last(self) -> Entry | None:
        """Return the latest entry that is not undone."""
        entries = self.entries()
        return entries[-1] if entries else None

    def entries(self) -> list[Entry]:
        """Return what was done and not undone, oldest first."""
        return [entry for entry in self.history() if entry.state == "done"]

    def history(self) -> list[Entry]:
        """Return everything that was done, undone or not, oldest first."""
        entries: dict[int, Entry] = {}
        for facts in self._lines():
            for word, change in _CHANGES:
                number = facts.get(word)
                if type(number) is int:
                    if number in entries:
                        entries[number] = replace(entries[number], **change)
                    break
            else:
                entry = _entry(facts)
                if entry:
                    entries[entry.number] = entry
        return [entries[number] for number in sorted(entries)]

    def undo(self, number: int | None = None, *, anyway: bool = False) -> str:
        """Take back the last command's doing, or that of the command with this number.

        Refused where there is none, or where newer work would be lost; `anyway` puts the newer work into the trash.
        """
        with alone(self._home.journal):
            group = self._group(number)
            for place, entry in enumerate(group):
                self._refuse_to_lose(entry, group[place + 1:], anyway)
            for entry in reversed(group):
                self._undo(entry)
        told = [entry.description for entry in group[:_TOLD_MAX]]
        more = [f"and {len(group) - _TOLD_MAX} more"] if len(group) > _TOLD_MAX else []
        return "undone: " + "; ".join(told + more)

    def _group(self, number: int | None) -> list[Entry]:
        history = self.history()
        done = [entry for entry in history if entry.state == "done"]
        if number is None:
            if not done:
                raise Refused("there is nothing to undo")
            return [entry for entry in done if entry.group == done[-1].group]
        meant = next((entry.group for entry in history if entry.number == number), number)
        group = [entry for entry in history if entry.group == meant]
        if not group:
            raise Refused(f"there is no change number {number}", hint="`timeline` shows the numbers")
        left = [entry for entry in group if entry.state == "done"]
        if not left:
            gone = any(entry.state == "gone" for entry in group)
            raise Refused(f"change {number} " + ("cannot be undone: its copy in the trash was deleted for good" if gone
                                                 else "is undone already"))
        return left

    def _refuse_to_lose(self, entry: Entry, after: Sequence[Entry], anyway: bool) -> None:
        """Raise Refused when an entry cannot be undone, or not without hiding newer work."""
        path = entry.paths[0]
        if entry.kind == "move":
            _refuse_return(entry.paths[1], path, half=entry.half)
            return
        there = os.path.lexists(path)
        if entry.kind != "create":
            kept = entry.backup is not None and os.path.lexists(entry.backup)
            if not kept and not there:
                raise Refused(f"{path} cannot be put back: {entry.backup} is no longer there")
            if not kept or (entry.backup is not None and there and fingerprint(path) == fingerprint(entry.backup)):
                return  # it was never done, or is undone already
        if anyway or entry.half or not there:
            return
        if entry.kind == "delete":
            raise Refused(f"{path} exists again", hint=f"`undo {entry.group} --anyway` puts what is there now into the "
                          "trash, or move it away, then undo")
        inner = {other.paths[0] for other in after if other.kind == "create"}
        if _changed(path, entry.left, inner):
            later = next((other for other in reversed(self.entries()) if other.number > entry.number
                          and other.group != entry.group and path in other.paths), None)
            first = f"`undo {later.group}` first, or " if later else ""
            raise Refused(f"{path} was changed after that", hint=f"{first}`undo {entry.group} --anyway` puts what is "
                          "there now into the trash")

    def _undo(self, entry: Entry) -> None:
        path = entry.paths[0]
        try:
            if entry.kind == "move":
                self._move_back(entry.paths[1], path)
            else:
                kept = entry.backup if entry.backup is not None and os.path.lexists(entry.backup) else None
                if os.path.lexists(path) and (kept is not None or entry.kind == "create"):
                    aside = self.place(path)
                    self._note({"undoing": entry.number, "aside": str(aside)})
                    carry(path, aside)
                elif kept is not None:
                    self._note({"undoing": entry.number})
                if kept is not None and entry.kind != "create":
                    path.parent.mkdir(parents=True, exist_ok=True)
                    carry(kept, path)
                    with contextlib.suppress(OSError):  # something else lies beside it
                        kept.parent.rmdir()
        except OSError as error:
            raise disk_error("restore", path, error) from error
        self._note({"undone": entry.number})

    def _move_back(self, source: Path, target: Path) -> None:
        if not os.path.lexists(source):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        if same_entry(source, target):
            source.rename(target)
            return
        if os.path.lexists(target):  # what a kill left of the original, after all of it was copied
            carry(target, self.place(target))
        carry(source, target)

    def place(self, path: Path) -> Path:
        """Return a fresh place in the trash that keeps the file's name."""
        try:
            place = self._home.trash / f"{datetime.now():%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"
            make_folder(place)
        except OSError as error:
            raise disk_error("write", self._home.trash, error) from error
        return place / path.name

    def _note(self, facts: dict[str, Json]) -> None:
        append_line(self._home.journal, json.dumps({"seq": self._next_number(), **facts}), sync=True)

    def _next_number(self, at_least: int = 0) -> int:
        """Return the number of the next line: it is undone first, even where the counter of all logs was lost."""
        numbers = [facts["seq"] for facts in self._lines()[-_RECENT:] if type(facts.get("seq")) is int]
        return next_number(self._home.logs, max([at_least, *numbers]))

    def _lines(self) -> list[dict[str, Json]]:
        """Return the lines of the file; what was read before is not read again."""
        if not self._home.journal.exists():
            self._facts, self._read_to = [], (0, 0)
            return []
        try:
            descriptor, status = open_plain(self._home.journal)
            with os.fdopen(descriptor, "rb") as file:
                if status.st_size > _FILE_BYTES_MAX:
                    raise BrokenFile(f"{self._home.journal} is too large")
                inode, offset = self._read_to
                if inode != status.st_ino or offset > status.st_size:
                    self._facts, offset = [], 0
                file.seek(offset)
                content = file.read(_FILE_BYTES_MAX)
        except BrokenFile as error:
            raise DiskError(error.message, hint="move it away to start a new journal") from error
        whole = content.rfind(b"\n") + 1
        self._facts += [facts for raw in content[:whole].splitlines() if (facts := _facts_in(raw)) is not None]
        self._read_to = (status.st_ino, offset + whole)
        torn = _facts_in(content[whole:])
        return self._facts + ([torn] if torn is not None else [])


# Later lines have larger numbers, but for those that another hand wrote.
_RECENT = 1000
_CHANGES: tuple[tuple[str, dict[str, Json]], ...] = (
    ("undone", {"state": "undone"}), ("erased", {"state": "gone"}), ("undoing", {"half": True}),
    ("done", {"half": False}))


def _sure(path: Path | None) -> Path:
    """Return the place of what is deleted, which a delete always has."""
    if path is None:
        raise LuciferError("a delete without a place in the trash")
    return path


def _refuse_return(source: Path, target: Path, *, half: bool) -> None:
    back = os.path.lexists(target)
    if not os.path.lexists(source):
        if back:  # it was never moved, or somebody moved it back
            return
        raise Refused(f"{source} is no longer there, so {target} cannot be put back")
    if back and not half and not same_entry(source, target):
        raise Refused(f"{target} exists again", hint="move it away, then undo")


def _changed(path: Path, left: str, inner: set[Path]) -> bool:
    if left == EMPTY_FOLDER:
        try:
            return not path.is_dir() or not {path / name for name in os.listdir(path)} <= inner  # noqa: PTH208
        except OSError:
            return True
    return bool(left) and fingerprint(path) != left


def _facts_in(raw: bytes) -> dict[str, Json] | None:
    try:
        facts = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return facts if isinstance(facts, dict) else None


def _entry(facts: dict[str, Json]) -> Entry | None:
    """Return the entry a line tells of; None for a line that someone damaged."""
    number, kind, paths, backup = facts.get("seq"), facts.get("kind"), facts.get("paths"), facts.get("backup")
    known: Kind | None = next((each for each in get_args(Kind) if each == kind), None)
    if type(number) is not int or known is None or not isinstance(paths, list):
        return None
    if len(paths) != (2 if known == "move" else 1) or not all(isinstance(path, str) for path in paths):
        return None
    group, left = facts.get("group"), facts.get("left")
    return Entry(number, str(facts.get("at", "")), known, tuple(Path(path) for path in paths),
                 Path(backup) if isinstance(backup, str) else None, group if type(group) is int else number,
                 left if isinstance(left, str) else "", facts.get("slow") is True)
