"""The one place where a typed path becomes a Path, or an error in words: it may hold anything."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from core.store.atomic import disk_error
from core.words.errors import DiskError, UsageError
from core.words.safe_text import visible

_FINE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_SHOWN_MAX = 80


def standing_folder() -> Path:
    """Return the folder the person stands in; raise DiskError when it was deleted or closed meanwhile."""
    try:
        return Path.cwd()
    except OSError as error:
        raise DiskError("the folder you stand in is gone", hint="`cd` somewhere else and start again") from error


def typed_path(text: str, folder: Path) -> Path:
    """Return the path that was typed, seen from `folder`; ~ and ~name are the home folders of people.

    What is there, if anything, is the caller's to find out. Raise UsageError for what can be no path, and DiskError
    where the system cannot even look: a name too long, a folder closed to us.
    """
    expanded = os.path.expanduser(text)  # noqa: PTH111 - Path's own raises RuntimeError for an unknown person
    shown = visible(text if len(text) <= _SHOWN_MAX else text[:_SHOWN_MAX - 1] + "…")
    if expanded.startswith("~"):
        raise UsageError(f"there is no home folder for {shown}", hint="a file of that name is written ./~...")
    path = folder / expanded
    try:
        path.lstat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise DiskError(f"the name {shown} is too long", hint="shorten it") from error
        if error.errno not in _FINE:
            raise disk_error("look at", path, error) from error
    except ValueError as error:  # a NUL, or half a character
        raise UsageError(f"{shown} can be no file's name") from error
    return path
