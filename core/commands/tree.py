"""`tree`: a folder and what is below it, drawn."""

from __future__ import annotations

from core.app import App
from core.assist.folder_tree import drawn, grow, tree_data
from core.commands.declare import command
from core.commands.file_kinds import BranchingWords
from core.commands.file_requests import Branching
from core.commands.file_rows import counted
from core.commands.which_files import folder_of, shown
from core.words.errors import UsageError
from core.words.events import Answer, Events, Notice

_LEVELS, _ENTRIES_MAX = 3, 200
_ONCE_LEVELS, _ONCE_ENTRIES_MAX = 32, 50_000


@command("tree", group="files")
def tree(app: App, what: BranchingWords | None = None) -> Events:
    """Draw a folder as a tree: `tree`, `tree src`, `tree 2 levels`, `tree folders only`.

    At the prompt 3 levels and 200 names are drawn if nothing else is said. Links are not entered.
    """
    asked = what or Branching()
    root = folder_of(app, asked.place)
    if not root.is_dir():
        raise UsageError(f"{shown(app, root)} is no folder", hint=f"`read {shown(app, root)}` shows a file")
    levels = asked.levels or (_LEVELS if app.interactive else _ONCE_LEVELS)
    trunk, count = grow(root, levels=levels, hidden=asked.hidden, folders_only=asked.folders,
                        most=_ENTRIES_MAX if app.interactive else _ONCE_ENTRIES_MAX)
    note = f" {trunk.note}" if trunk.note and trunk.note != "…" else ""
    lines = [shown(app, root) + "/" + note, *drawn(trunk, ruled=not app.flags.plain)]
    yield Answer("\n".join(lines), tree_data(trunk), "code")
    said = f"{counted(count.folders, 'folder')}, {counted(count.files, 'file')}"
    yield Notice(f"{said}; … stands for more: `tree {levels + 1} levels`, or name a folder" if count.more else said)
    app.references.note("folder", str(root), "shown as a tree")
    return 0
