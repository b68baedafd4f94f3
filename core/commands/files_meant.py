"""All the files that a line names: several names, and patterns such as *.py."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from core.app import App
from core.assist.file_search import Look, Wanted
from core.commands.file_words import has_pattern
from core.commands.which_files import chosen_file, folder_of, named_place, several_at_hand
from core.store.atomic import disk_error
from core.store.typed_path import typed_path
from core.words.errors import LuciferError, UsageError
from core.words.events import Event, Notice

FILES_MAX = 10_000


def files_meant(app: App, names: Iterable[str], *, folders: bool = False) -> Generator[Event, str, list[Path]]:
    """Return every file that the names and patterns mean, each once; UsageError where one means none."""
    found: dict[Path, None] = {}
    for name in names:
        if has_pattern(name) and not os.path.lexists(typed_path(name, app.cwd)):
            found |= dict.fromkeys(_like_pattern(app, name, folders=folders))
        elif several := (yield from several_at_hand(app, name, folders=folders)):
            found |= dict.fromkeys(several)
        else:
            found[(yield from chosen_file(app, name, folders=folders))] = None
    return list(found)


def exactly(app: App, whole: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one name that is there whole, with the words before it that are none elsewhere; else the names."""
    return (f"./{whole}",) if whole and os.path.lexists(typed_path(whole, app.cwd)) else names


def selected_files(app: App, wanted: Wanted) -> Generator[Event, str, list[Path]]:
    """Return the files of a selection; UsageError where there are none."""
    root = folder_of(app, wanted.place)
    look = Look(wanted, datetime.now().astimezone())
    try:
        found = [each.path for each in look.ordered(root, FILES_MAX)]
    except OSError as error:
        raise disk_error("look into", root, error) from error
    if look.more:
        raise LuciferError(f"{look.more + len(found):,} files are too many for one command, which takes {FILES_MAX:,}")
    if look.closed:
        yield Notice(f"{look.closed} could not be looked at", "warning")
    if not found:
        raise UsageError(f"nothing like that is {named_place(app, root)}")
    return found


def _like_pattern(app: App, name: str, *, folders: bool) -> list[Path]:
    """Return what is like a pattern: its last part may hold stars, and `**/` in front means all folders below."""
    place, _, pattern = name.rpartition("/")
    deep = place.endswith("**")
    root = typed_path(place.removesuffix("**") or ".", app.cwd) if not place.startswith("/") or place != "" else (
        Path("/"))
    if has_pattern(str(place.removesuffix("**"))):
        raise UsageError(f"only the last part of {name} may hold * or ?", hint="`find` looks below a folder")
    if name.startswith("/") and not place:
        root = Path("/")
    look = Look(replace(Wanted(), what="all" if folders else "file", patterns=(pattern,), deep=deep),
                datetime.now().astimezone())
    try:
        found = look.ordered(root, FILES_MAX)
    except OSError as error:
        raise disk_error("look into", root, error) from error
    if look.more:
        raise LuciferError(f"{look.more + len(found):,} files are like {name}: a command takes {FILES_MAX:,}")
    if not found:
        raise UsageError(f"no file here is like {name}", hint="`list` shows what is there")
    return [each.path for each in found]
