"""Taking a model's file away so that it can be brought back: into a trash on the same disk, and into the journal."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from core.store.atomic import disk_error, make_folder
from core.store.journal import Journal


def put_aside(journal: Journal, trash: Path, path: Path, folder: Path | None, *, group: int = 0) -> int:
    """Move a file into the trash and return its group in the journal; `group` joins it to what went before.

    A model on another disk than the trash stays there, in a hidden folder of its `folder`: moving it would copy it.
    """
    path = path.absolute()
    if folder is None or _disk(path.parent) == _disk(trash):
        return journal.discard(path, group=group).group
    aside = folder / ".trash" / f"{datetime.now():%Y%m%d-%H%M%S}-{os.urandom(4).hex()}" / path.name
    try:
        make_folder(aside.parent)
        path.rename(aside)
    except OSError as error:
        raise disk_error("move to the trash", path, error) from error
    return journal.record("delete", (path,), aside, group=group).group


def _disk(folder: Path) -> int | None:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return folder.stat().st_dev
    except OSError:
        return None
