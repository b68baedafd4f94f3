"""`move`: files and folders to another place."""

from __future__ import annotations

import os

from core.app import App
from core.commands.declare import command
from core.commands.file_kinds import SendingWords
from core.commands.sending_files import moved, planned
from core.store.typed_path import typed_path
from core.words.errors import UsageError
from core.words.events import Events

_TRASH = frozenset(("trash", "bin", "the trash", "the bin", "recycle-bin"))


@command("move", group="files")
def move(app: App, what: SendingWords) -> Events:
    """Move files and folders: `move *.jpg to pictures`, `move notes.txt to archive/`; a link is moved itself.

    What would be replaced is shown and asked about. `undo` moves them back.
    """
    if what.target.lower() in _TRASH and not os.path.lexists(typed_path(what.target, app.cwd)):
        raise UsageError(f"there is no folder {what.target!r} here", hint="`delete` moves into the trash")
    steps = yield from planned(app, what)
    return (yield from moved(app, steps))
