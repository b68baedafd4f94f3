"""What our own tools did to a person's files, and the way back: nothing is destroyed, only put aside.

A line is written before the deed. Where a kill leaves the line without the deed, the files tell that it was not done.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from core.store.atomic import alone, append_line, disk_error, make_folder
from core.store.carry import carry, remove, same_disk
from core.store.entry import Deed, Entry, Kind, history, line_of
from core.store.home import Home
from core.store.json_lines import facts_in, whole_lines
from core.store.numbers import next_number
from core.store.plain_file import open_plain
from core.store.way_back import aside_needed, refuse_to_lose, take_back
from core.words.errors import BrokenFile, DiskError, LuciferError, Refused
from core.words.failing import if_it_fails
from core.words.values import Json

__all__ = ["Deed", "Entry", "Journal"]

_FILE_BYTES_MAX = 100_000_000
_TOLD_MAX = 5
_RECENT = 1000


class Journal:
    """The journal and trash of one home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._facts: list[dict[str, Json]] = []
        self._made: set[int] = set()
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

    def discard_all(self, paths: Sequence[Path], *, group: int = 0, places: Sequence[Path] = ()) -> list[Entry]:
        """Delete by moving into the trash; where one cannot be moved, those before it are deleted.

        `places` are those in the trash, from `place`, where they have to be known before.
        """
        absolute = [path.absolute() for path in paths]
        places = places or [self.place(path) for path in absolute]
        entries = self.record_all([Deed("delete", (path,), place, slow=not same_disk(path, self.trash))
                                   for path, place in zip(absolute, places, strict=True)], group=group)
        for number, entry in enumerate(entries):
            try:
                with if_it_fails(self._withdraw_after, entries, number):
                    carry(entry.paths[0], _sure(entry.backup))
            except OSError as error:
                raise disk_error("move to the trash", entry.paths[0], error) from error
            self.finish(entry)
        return entries

    def _withdraw_after(self, entries: list[Entry], number: int) -> None:
        """Withdraw what did not come into the trash: what is there whole can still be brought back."""
        self.withdraw(entries[number + os.path.lexists(_sure(entries[number].backup)):])

    def record(self, kind: Kind, paths: tuple[Path, ...], backup: Path | None = None, *, group: int = 0) -> Entry:
        """Write down what was done, or is to be; `backup` is what `keep` returned."""
        return self.record_all([Deed(kind, paths, backup)], group=group)[0]

    def record_all(self, deeds: Sequence[Deed], *, group: int = 0) -> list[Entry]:
        """Write down, with one write, what is about to be done."""
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        last = self._highest()
        entries = []
        for deed in deeds:
            last = next_number(self._home.logs, last)
            group = group or last
            entries.append(Entry(last, at, deed.kind, tuple(path.absolute() for path in deed.paths), deed.backup,
                                 group, deed.left, deed.slow))
        if entries:
            append_line(self._home.journal, "\n".join(json.dumps(line_of(entry)) for entry in entries), sync=True)
        self._made.update(entry.number for entry in entries)
        return entries

    def made(self, entry: Entry) -> bool:
        """Say whether an entry was written down here, and not by another run of the program."""
        return entry.number in self._made

    def withdraw(self, entries: Sequence[Entry]) -> None:
        """Take back what was written down and then could not be done."""
        self._note(*({"undone": entry.number} for entry in entries))

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
        return history(self._lines())

    def undo(self, number: int | None = None, *, anyway: bool = False) -> str:
        """Take back the last command's doing, or that of the command with this number.

        Refused where there is none, or where newer work would be lost; `anyway` puts the newer work into the trash.
        """
        with alone(self._home.journal):
            group = self._group(number)
            later = [entry for entry in self.entries() if entry.number > group[-1].number]
            for place, entry in enumerate(group):
                refuse_to_lose(entry, group[place + 1:], later, anyway=anyway)
            self._take_back(group)
        told = [entry.description for entry in group[:_TOLD_MAX]]
        more = [f"and {len(group) - _TOLD_MAX} more"] if len(group) > _TOLD_MAX else []
        return "undone: " + "; ".join(told + more)

    def _take_back(self, group: Sequence[Entry]) -> None:
        asides = {entry.number: self.place(entry.paths[0]) for entry in group if aside_needed(entry)}
        self._note(*({"undoing": entry.number, "aside": str(asides.get(entry.number, ""))} for entry in group))
        # With a move among them one name can stand for two files, and only the line tells how far it went.
        step_by_step = any(entry.kind == "move" for entry in group)
        undone: set[int] = set()
        try:
            for entry in reversed(group):
                take_back(entry, asides.get(entry.number))
                undone.add(entry.number)
                if step_by_step:
                    self.withdraw([entry])
        finally:
            # What could not be taken back is as it was; only a kill leaves it open how far that went.
            self._note(*({"undone" if entry.number in undone else "done": entry.number} for entry in group
                         if not (step_by_step and entry.number in undone)))
            for aside in asides.values():
                with contextlib.suppress(OSError):  # it was needed
                    aside.parent.rmdir()

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

    def place(self, path: Path) -> Path:
        """Return a fresh place in the trash that keeps the file's name; DiskError where nothing can be kept."""
        self.refuse_without_trash()
        try:
            place = self._home.trash / f"{datetime.now():%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"
            make_folder(place)
        except OSError as error:
            raise disk_error("write", self._home.trash, error) from error
        return place / path.name

    def refuse_without_trash(self) -> None:
        """Raise DiskError where what is put aside would be gone with this run of the program."""
        if self._home.in_memory:
            raise DiskError(f"there is no trash: {self._home.problem}", hint="`--home FOLDER` names a folder to keep "
                            "things in; `!rm` and `!cp` work without a way back")

    def _note(self, *lines: dict[str, Json]) -> None:
        """Add lines with one write."""
        number = self._highest()
        written = []
        for facts in lines:
            number = next_number(self._home.logs, number)
            written.append(json.dumps({"seq": number, **facts}))
        if written:
            append_line(self._home.journal, "\n".join(written), sync=True)

    def _highest(self) -> int:
        """Return the last number: what comes later is undone first, even where the counter of all logs was lost."""
        # Later lines have larger numbers, but for those that another hand wrote.
        return max((facts["seq"] for facts in self._lines()[-_RECENT:] if type(facts.get("seq")) is int), default=0)

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
        self._facts += whole_lines(content[:whole])
        self._read_to = (status.st_ino, offset + whole)
        torn = facts_in(content[whole:])
        return self._facts + ([torn] if torn is not None else [])


def _sure(path: Path | None) -> Path:
    """Return the place of what is deleted, which a delete always has."""
    if path is None:
        raise LuciferError("a delete without a place in the trash")
    return path
