"""`copy`: files and folders to another place."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.file_kinds import SendingWords
from core.commands.sending_files import copied, planned
from core.words.events import Events


@command("copy", group="files")
def copy(app: App, what: SendingWords) -> Events:
    """Copy files and folders: `copy a.txt to backup/`, `copy *.jpg to pictures`, `copy a.txt b.txt`.

    What would be replaced is shown and asked about. `undo` takes the copies away again.
    """
    steps = yield from planned(app, what)
    return (yield from copied(app, steps))
