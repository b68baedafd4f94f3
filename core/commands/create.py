"""`create`: files with a text, folders with folders in them."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

from core.app import App
from core.assist.file_work import refuse_unwritable
from core.commands.declare import command
from core.commands.file_kinds import MakingWords
from core.commands.file_making import Making
from core.commands.file_rows import counted
from core.commands.replacing import question, refuse_changed, same_content, seal
from core.commands.which_files import folder_of, shown, standing
from core.store.typed_path import typed_path
from core.words.errors import Declined, LuciferError
from core.words.events import Answer, Event, Events, Notice


@command("create", group="files")
def create(app: App, what: MakingWords) -> Events:
    """Create files and folders: `create a folder called notes with subfolders a and b`, `create a file todo.txt`.

    `create a file todo.txt with the text buy milk` writes the text; on a command line a pipe can bring it. A file that
    is there already is replaced only after a yes. `undo` takes it back.
    """
    place = folder_of(app, what.place) if what.place else standing(app)
    if what.file:
        return (yield from _file(app, typed_path(what.file, place), what))
    return (yield from _folders(app, [typed_path(name, place) for name in what.folders], what.inside))


def _folders(app: App, tops: list[Path], inside: tuple[str, ...]) -> Events:
    wanted = [path for top in tops for path in (top, *(typed_path(name, top) for name in inside))]
    there = [path for path in wanted if os.path.lexists(path)]
    for path in there:
        if not path.is_dir():
            raise LuciferError(f"{shown(app, path)} is a file, so no folder can have that name")
    missing = [path for path in wanted if path not in there]
    if not missing:
        raise LuciferError(f"{', '.join(shown(app, path) for path in there)} exists already"
                           if len(there) == 1 else "all of these folders exist already")
    group = 0
    for path in missing:
        if not path.is_dir():
            group = app.files.folder(path, group).group
    for path in there:
        yield Notice(f"{shown(app, path)} was there already")
    app.references.note("folder", str(tops[0]), "created")
    names = ", ".join(shown(app, path) + "/" for path in missing)
    yield Answer(f"created {names}", {"created": [str(path) for path in missing], "kind": "folder"})
    return 0


def _file(app: App, path: Path, what: Making) -> Events:
    text = what.text if what.text is not None else app.piped_text(wait=False)
    content = text if not text or text.endswith("\n") else text + "\n"
    if os.path.lexists(path):
        agreed = yield from _agreed(app, path, content, said=bool(text))
        if not agreed:
            return 0
    entry = app.files.write(path, content)
    app.references.note("file", str(path), "created" if entry.kind == "create" else "changed")
    lines = counted(content.count("\n"), "line") if content else "empty"
    yield Answer(f"{'created' if entry.kind == 'create' else 'replaced'} {shown(app, path)} ({lines})",
                 {"created": [str(path)], "kind": "file", "replaced": entry.kind == "overwrite"})
    return 0


def _agreed(app: App, path: Path, content: str, *, said: bool) -> Generator[Event, str, bool]:
    """Ask whether what is there may be replaced; False where it need not be."""
    if path.is_dir():
        raise LuciferError(f"{shown(app, path)} is a folder, so no file can have that name")
    if not said:
        raise LuciferError(f"{shown(app, path)} exists already", hint=f"`read {shown(app, path)}` shows it")
    refuse_unwritable(Path(os.path.realpath(path)))
    new = content.encode("utf-8", "surrogateescape")
    if same_content(path, new):
        yield Answer(f"{shown(app, path)} holds that already", {"created": [], "kind": "file", "replaced": False})
        return False
    if path.exists() and path.stat().st_nlink > 1:
        yield Notice("the file has other names (hard links): those keep the old text")
    sealed = seal([path])
    if (yield question(app, [(path, new, len(new))], others=False)) != "y":
        raise Declined(f"{shown(app, path)} stays as it is")
    refuse_changed(app, sealed)
    return True
