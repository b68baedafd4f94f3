"""`cd`: to another folder."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

from core.app import App
from core.commands.declare import command
from core.commands.file_kinds import FolderWords
from core.commands.which_files import folder_of, like_name, picked, shown
from core.store.atomic import disk_error
from core.words.errors import UsageError
from core.words.events import Answer, Event, Events, Notice
from core.words.safe_text import visible


@command("cd", group="files")
def cd(app: App, folder: FolderWords = "~") -> Events:
    """Go to another folder: `cd src`, `cd ..`, `cd -` to the one before, `cd` alone to your home folder."""
    path = yield from _meant(app, folder)
    try:
        real = Path(os.path.normpath(path))
        if not real.is_dir():
            raise UsageError(f"{visible(str(path))} is no folder", hint=f"`read {shown(app, path)}` shows a file")
        with os.scandir(real):  # a folder that cannot be looked into says so now
            app.cwd_before, app.cwd = app.cwd, real
    except OSError as error:
        raise disk_error("go to", path, error) from error
    app.references.note("folder", str(real), "entered")
    yield Answer(visible(str(real)), {"folder": str(real)}, "code")
    if not app.interactive:
        yield Notice("this lasts only at the prompt: the shell you came from stays where it is")
    return 0


def _meant(app: App, words: str) -> Generator[Event, str, Path]:
    if words == "-":
        if app.cwd_before is None:
            raise UsageError("there is no folder before this one")
        return app.cwd_before
    if words in ("..", "../") and not app.cwd.is_dir():
        # The folder is gone: the next one above it that is left.
        return next(folder for folder in app.cwd.parents if folder.is_dir())
    if not app.cwd.is_dir() and not words.startswith(("/", "~")):
        return folder_of(app, words)
    try:
        return folder_of(app, words)
    except UsageError:
        found = [path for path in like_name(app.cwd, words, folders=True) if path.is_dir()] if "/" not in words else []
        if not found:
            raise
    if len(found) == 1:
        return found[0]
    return (yield from picked(app, words, found))
