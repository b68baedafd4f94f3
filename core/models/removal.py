"""Taking a model's file away so that it can be brought back: into a trash on the same disk, and into the journal."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from core.store.atomic import disk_error, make_folder, sync_folder
from core.store.journal import Journal


def put_aside(journal: Journal, trash: Path, path: Path, folder: Path | None, *, group: int = 0) -> int:
    """Move a file into the trash and return its group in the journal; `group` joins it to what went before.

    A model on another disk than the trash stays there, in a hidden folder of its `folder`: moving it would copy it.
    """
    path = path.absolute()
    if _shares_disk(path, trash, folder):
        return journal.discard(path, group=group).group
    aside = _aside(path, folder)
    try:
        make_folder(aside.parent)
        path.rename(aside)
    except OSError as error:
        raise disk_error("move to the trash", path, error) from error
    return journal.record("delete", (path,), aside, group=group).group


def renew(journal: Journal, trash: Path, path: Path, fresh: Path, folder: Path | None, *, group: int = 0) -> int:
    """Put a good file in a bad one's place, which is in the trash then; at no moment is there no file of that name."""
    path = path.absolute()
    if path.exists():
        aside = journal.place(path) if _shares_disk(path, trash, folder) else _aside(path, folder)
        try:
            make_folder(aside.parent)
            os.link(path, aside)
        except OSError:  # a disk without second names
            group = put_aside(journal, trash, path, folder, group=group)
        else:
            group = journal.record("delete", (path,), aside, group=group).group
    try:
        make_folder(path.parent)
        fresh.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise disk_error("write", path, error) from error
    return group


def _shares_disk(path: Path, trash: Path, folder: Path | None) -> bool:
    return folder is None or _disk(path.parent) == _disk(trash)


def _aside(path: Path, folder: Path | None) -> Path:
    return (folder or path.parent) / ".trash" / f"{datetime.now():%Y%m%d-%H%M%S}-{os.urandom(4).hex()}" / path.name


def _disk(folder: Path) -> int | None:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return folder.stat().st_dev
    except OSError:
        return None
