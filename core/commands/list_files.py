"""`list`: what is in a folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.app import App
from core.assist.file_search import ENTRIES_MAX, Found, Look, Wanted
from core.commands.declare import command
from core.commands.file_kinds import Listing
from core.commands.file_rows import file_data, file_row, summary, unseen
from core.commands.which_files import folder_of, named_place
from core.store.atomic import disk_error
from core.words.events import Events, Notice, Table

_SHOWN_MAX = 200


@command("list", aliases=("ls",), group="files")
def list_files(app: App, what: Listing | None = None) -> Events:
    """Show what is in a folder: `list`, `list src`, `list hidden files`, `list python files by size, largest first`.

    `ls -la` works as well. At most 200 are shown at the prompt, and it says how many more there are.
    Its rows can be named afterwards: `read the second one`, `delete the first two`, `move them to old`.
    """
    wanted = what or Wanted()
    root = folder_of(app, wanted.place)
    look = Look(wanted, datetime.now().astimezone())
    try:
        found = look.ordered(root, _SHOWN_MAX if app.interactive else ENTRIES_MAX) if root.is_dir() else [
            Found(root, root.lstat())]
    except OSError as error:
        raise disk_error("list", root, error) from error
    by_path = wanted.deep or not root.is_dir()
    empty = f"nothing is {named_place(app, root)}" if wanted == replace(Wanted(), place=wanted.place) else (
        f"nothing like that is {named_place(app, root)}")
    yield Table(("name", "size", "changed"), tuple(file_row(app, each, by_path=by_path) for each in found),
                [file_data(each) for each in found], empty=empty)
    for remark in unseen(look):
        yield Notice(remark)
    if app.interactive and len(found) > 1:
        yield Notice(summary(found))
    app.references.note("folder" if root.is_dir() else "file", str(root), "listed")
    app.references.note_list([each.path for each in found])
    return 0
