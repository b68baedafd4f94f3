"""`delete`: into the trash, from where `undo` brings it back."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from core.app import App
from core.assist.file_work import refuse_needed
from core.commands.declare import command
from core.commands.file_kinds import ChoosingWords
from core.commands.file_requests import Choosing
from core.commands.file_rows import counted, link_target
from core.commands.files_meant import exactly, files_meant, selected_files
from core.commands.which_files import refuse_standing, shown
from core.store.carry import Measure, measure, same_disk
from core.store.typed_path import typed_path
from core.words.errors import Declined, UsageError
from core.words.events import Answer, Event, Events, Question
from core.words.safe_text import visible
from core.words.units import bytes_text

_SHOWN_MAX = 12


@command("delete", group="files")
def delete(app: App, what: ChoosingWords) -> Events:
    """Move files and folders into the trash: `delete old.log`, `delete the folder build`, `delete all log files`.

    One file here goes at once, since `undo` brings it back; folders, several files, and files elsewhere are shown with
    their size and asked about. A link is deleted itself, never what it leads to.
    """
    app.journal.refuse_without_trash()
    what = replace(what, files=exactly(app, what.whole, what.files))
    paths = yield from _meant(app, what)
    for path in paths:
        refuse_needed(path, app.home.root, "deleted")
        refuse_standing(app, path)
    measured = [measure(path) for path in paths]
    if not _sure(app, what, paths) and (yield Question(_question(app, paths, measured))) != "y":
        raise Declined("nothing was deleted")
    app.files.delete_all(paths)
    size = sum(each.size_bytes for each in measured)
    name = shown(app, paths[0]) if len(paths) == 1 else f"{len(paths)} things"
    yield Answer(f"deleted {name} ({bytes_text(size)}); `undo` brings {'it' if len(paths) == 1 else 'them'} back",
                 {"deleted": [str(path) for path in paths], "size_bytes": size})
    return 0


def _meant(app: App, what: Choosing) -> Generator[Event, str, list[Path]]:
    paths = (yield from selected_files(app, what.selected)) if what.selected else (
        yield from files_meant(app, what.files, folders=True))
    if what.what == "folder" and len(paths) == 1 and not paths[0].is_dir():
        raise UsageError(f"{shown(app, paths[0])} is a file, not a folder", hint=f"`delete {shown(app, paths[0])}`")
    return paths


def _sure(app: App, what: Choosing, paths: Sequence[Path]) -> bool:
    """Say whether nothing need be asked: one file in the folder stood in, named exactly, and quick to bring back."""
    (first, *others) = paths
    if others or what.selected is not None or len(what.files) != 1:
        return False
    typed = os.path.normpath(typed_path(what.files[0], app.cwd)) == os.path.normpath(first)
    here = first.absolute().parent == app.cwd
    return typed and here and (first.is_symlink() or first.is_file()) and same_disk(first, app.home.root)


def _question(app: App, paths: Sequence[Path], measured: Sequence[Measure]) -> str:
    lines = [f"  {_line(app, path, size)}" for path, size in zip(paths[:_SHOWN_MAX], measured, strict=False)]
    if len(paths) > _SHOWN_MAX:
        rest = measured[_SHOWN_MAX:]
        lines.append(f"  and {len(paths) - _SHOWN_MAX} more ({bytes_text(sum(each.size_bytes for each in rest))})")
    far = [path for path in paths if not same_disk(path, app.home.root)]
    if far:
        lines.append("  on another disk than the trash: copied there first, which can take a while")
    total = bytes_text(sum(each.size_bytes for each in measured))
    what, back = ("this", "it") if len(paths) == 1 else (f"these {len(paths)}", "them")
    return "\n".join(["To the trash:", *lines, f"Delete {what} ({total})? `undo` brings {back} back."])


def _line(app: App, path: Path, found: Measure) -> str:
    name = shown(app, path)
    if path.is_symlink():
        return f"{name} -> {visible(link_target(path))}  only the link"
    if not path.is_dir():
        return f"{name}  {bytes_text(found.size_bytes)}"
    parts = [counted(found.files, "file")] * bool(found.files)
    parts += [counted(found.folders - 1, "folder")] * (found.folders > 1)
    inside = ", ".join([*parts, bytes_text(found.size_bytes)]) if parts else "empty"
    return f"{name}/  {'more than ' if found.more else ''}{inside}"
