"""The trash of one home: what lies in it, since when, and emptying it for good."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core.store.atomic import disk_error
from core.store.carry import measure, remove
from core.store.journal import Entry, Journal


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing put aside. `entry` tells of what did it, where that can still be undone."""

    folder: Path
    at: datetime
    entry: Entry | None
    size_bytes: int

    @property
    def name(self) -> str:
        """The name it had; "" for a place left empty."""
        try:
            return next(iter(os.listdir(self.folder)), "")  # noqa: PTH208
        except OSError:
            return ""


def kept(journal: Journal, older_than: timedelta | None = None) -> list[Kept]:
    """Return what lies in the trash, oldest first; of a certain age only, when one is given."""
    entries = {entry.backup.parent: entry for entry in journal.entries() if entry.backup is not None}
    try:
        with os.scandir(journal.trash) as found:
            folders = sorted(Path(entry.path) for entry in found if entry.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise disk_error("look into", journal.trash, error) from error
    latest = datetime.now().astimezone() - older_than if older_than is not None else None
    listed = []
    for folder in folders:
        at = _put_at(folder)
        if latest is None or at <= latest:
            listed.append(Kept(folder, at, entries.get(folder), measure(folder).size_bytes))
    return listed


def erase(journal: Journal, one: Kept) -> None:
    """Delete one thing for good; what did it can no longer be undone."""
    if one.entry is not None:
        journal.erase_kept(one.entry)
    try:
        remove(one.folder)
    except OSError as error:
        raise disk_error("delete", one.folder, error) from error


def _put_at(folder: Path) -> datetime:
    """Read the time from the name of the place; a file's own time says when it was changed, not when it came here."""
    try:
        return datetime.strptime(folder.name[:15], "%Y%m%d-%H%M%S").astimezone()
    except ValueError:
        return datetime.fromtimestamp(folder.lstat().st_mtime).astimezone()
