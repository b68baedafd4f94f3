"""`find`: files below a folder, by name, sort, size, time or text."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from core.app import App
from core.assist.file_search import ENTRIES_MAX, Found, Look, Match
from core.commands.declare import command
from core.commands.file_kinds import Finding
from core.commands.file_rows import counted, file_data, file_row, unseen
from core.commands.file_words import has_pattern
from core.commands.which_files import folder_of, missing, named_place, shown
from core.store.atomic import disk_error
from core.words.events import Event, Events, Notice, Table
from core.words.safe_text import visible

_SHOWN_MAX = 200
_LINES_SHOWN_MAX = 100


@command("find", group="files")
def find(app: App, what: Finding) -> Events:
    """Find files below a folder: `find all python files`, `find files bigger than 10 MB`, `find hello in *.py`.

    Sizes, times (`changed today`, `older than 30 days`), names (`*.txt`, `named report`) and a folder (`in src`) go
    together. Folders of caches and copies, and hidden ones, are not looked into; it says which.
    """
    root = folder_of(app, what.place)
    look = Look(what, datetime.now().astimezone())
    try:
        if what.text:
            yield from _lines(app, look, root)
        else:
            yield from _files(app, look, root)
    except OSError as error:
        raise disk_error("look into", root, error) from error
    for remark in unseen(look):
        yield Notice(remark)
    return 0


def _files(app: App, look: Look, root: Path) -> Generator[Event, str, None]:
    most = _SHOWN_MAX if app.interactive else ENTRIES_MAX
    found = look.ordered(root, most)
    wanted = look.wanted
    if not found and wanted.patterns and not any(has_pattern(pattern) for pattern in wanted.patterns):
        found = _nearly(look, root, most)
        if found:
            yield Notice(f"nothing is called {visible(wanted.patterns[0])} exactly; these names hold it")
    if not found and wanted.patterns and len(wanted.patterns) == 1 and not has_pattern(wanted.patterns[0]):
        hint = missing(app, root / wanted.patterns[0]).hint
        if hint.startswith("did you mean"):
            yield Notice(hint)
    yield _table(app, look, found, root)
    if len(found) == 1:
        app.references.note("folder" if found[0].is_folder else "file", str(found[0].path), "found")
    app.references.note_list([each.path for each in found])
    if app.interactive and len(found) > 1:
        yield Notice(counted(len(found) + look.more, "hit"))


def _nearly(look: Look, root: Path, most: int) -> list[Found]:
    """Find names that hold what no name is."""
    name = look.wanted.patterns[0].rpartition("/")[2]
    wider = Look(replace(look.wanted, patterns=(), holds=name), look.now)
    return wider.ordered(root, most)


def _table(app: App, look: Look, found: list[Found], root: Path) -> Table:
    rows = tuple(file_row(app, each, by_path=True) for each in found)
    return Table(("file", "size", "changed"), rows, [file_data(each) for each in found],
                 empty=f"nothing like that is {named_place(app, root)} ({counted(look.seen, 'name')} looked at)")


def _lines(app: App, look: Look, root: Path) -> Generator[Event, str, None]:
    matches: list[Match] = []
    for match in look.matches(root):
        if app.interactive and len(matches) == _LINES_SHOWN_MAX:
            look.stopped = look.stopped or f"the first {_LINES_SHOWN_MAX} lines are shown; there are more"
            break
        matches.append(match)
    rows = tuple((f"{shown(app, each.path)}:{each.number}", each.line) for each in matches)
    data = [{"path": str(each.path), "line": each.number, "text": each.line} for each in matches]
    text = visible(look.wanted.text)
    yield Table(("where", "line"), rows, data, empty=f"{text!r} is in no file there ({counted(look.seen, 'name')} "
                "looked at)")
    files = {each.path for each in matches}
    if len(files) == 1:
        app.references.note("file", str(matches[0].path), f"holds {look.wanted.text}")
    app.references.note_list([each.path for each in matches])
    if app.interactive and matches:
        yield Notice(f"{counted(len(matches), 'line')} in {counted(len(files), 'file')}")
