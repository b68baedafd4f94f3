"""`timeline`: what our tools changed on the disk, and the trash that makes it possible to undo that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Annotated

from core.app import App
from core.commands.declare import command
from core.commands.file_rows import counted
from core.commands.file_selection import number_of
from core.commands.file_words import Cursor, is_name
from core.commands.which_files import shown
from core.store.journal import Entry
from core.store.trash import Kept, erase, kept
from core.words.command import Kind
from core.words.errors import Declined, DiskError
from core.words.events import Answer, Events, Notice, Question, Table
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import Json

_SHOWN_MAX = 50
_LISTED_MAX = 12
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_STATES = {"done": "", "undone": "undone", "gone": "gone for good"}


def _search(text: str, bare: bool) -> str:
    """In a line that nothing else marks as a command, only a name, a quoted text, a date or a kind of change."""
    cursor = Cursor(text, bare=bare)
    token = cursor.peek()
    if not text.strip() or (bare and not (cursor.left == 1 and token and (
            is_name(token) or re.fullmatch(r"\d{4}-\d\d(-\d\d)?|today|deleted|moved|created|changed|undone|all",
                                           token.word)))):
        raise ValueError("expected words to look for")
    return cursor.rest()


def _age(text: str, bare: bool) -> int:
    """Read "30 days" or "30d" as days; "older than" may stand in front."""
    del bare
    said = re.fullmatch(r"(?:older[ -]than )?(\w+?) ?(d|day|w|week|month|y|year)?s?", " ".join(text.lower().split()))
    count = number_of(said[1]) if said else None
    if said is None or count is None:
        raise ValueError("expected an age such as: 30 days")
    unit = said[2] or "day"
    return count * next(days for name, days in _DAYS.items() if name.startswith(unit))


Search = Annotated[str, Kind("files", _search, rest=True)]
Age = Annotated[int, Kind("age", _age, rest=True)]


@command("timeline", group="files")
def timeline(app: App, words: Search = "") -> Events:
    """Show what this program changed on the disk, latest first: `timeline`, `timeline notes.txt`, `timeline all`.

    `undo NUMBER` takes one change back. What was deleted or replaced lies in the trash; `timeline clear` empties it.
    """
    groups = _groups(app.journal.history())
    wanted = words.lower().split() if words.lower() != "all" else []
    hits = [group for group in groups if all(word in _searched(group) for word in wanted)]
    most = len(hits) if words.lower() == "all" else _SHOWN_MAX
    rows = tuple((str(group[0].group), _when(group[0].at), _what(app, group), _state(group))
                 for group in hits[::-1][:most])
    yield Table(("number", "when", "what", ""), rows, [_data(group) for group in hits[::-1][:most]],
                empty="no change has that in it" if words else "nothing was changed yet")
    if len(hits) > most:
        yield Notice(f"the latest {most} of {len(hits):,}; `timeline all` shows all, `timeline NAME` looks for a name")
    aside = [each for each in kept(app.journal) if each.name]
    if aside:
        size = bytes_text(sum(each.size_bytes for each in aside))
        yield Notice(f"the trash holds {counted(len(aside), 'thing')}, {size}; `timeline clear` empties it, "
                     "`timeline clear 30 days` in part")
    return 0


@command("timeline clear", group="files")
def timeline_clear(app: App, age: Age | None = None, *, older_than: Age | None = None) -> Events:
    """Empty the trash for good, after a yes: all of it, or `timeline clear 30 days` what is older than that.

    What is deleted here can no longer be undone.
    """
    days = older_than if older_than is not None else age
    going = kept(app.journal, timedelta(days=days) if days is not None else None)
    if not going:
        yield Answer("there is nothing in the trash" + (f" older than {counted(days, 'day')}" if days else ""),
                     {"freed_bytes": 0, "deleted": 0})
        return 0
    size = sum(each.size_bytes for each in going)
    if (yield Question(_question(app, going, size))) != "y":
        raise Declined("nothing was deleted")
    failed = 0
    for each in going:
        try:
            erase(app.journal, each)
        except DiskError as error:
            failed += 1
            size -= each.size_bytes
            yield Notice(error.message, "warning")
    yield Answer(f"freed {bytes_text(size)}", {"freed_bytes": size, "deleted": len(going) - failed})
    return DiskError.status if failed else 0


def _question(app: App, going: Sequence[Kept], size: int) -> str:
    lines = [f"  {each.at:%Y-%m-%d}  {bytes_text(each.size_bytes):>8}  {_name(app, each)}"
             for each in going[:_LISTED_MAX] if each.name]
    more = [f"  and {len(going) - _LISTED_MAX} more"] if len(going) > _LISTED_MAX else []
    return "\n".join(["In the trash:", *lines, *more, f"Delete all of this for good ({bytes_text(size)})? `undo` "
                      "cannot bring it back then."])


def _name(app: App, each: Kept) -> str:
    return _path(app, each.entry) if each.entry else visible(each.name)


def _path(app: App, entry: Entry) -> str:
    return shown(app, entry.paths[0])


def _groups(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Put together what one command did, in order of the commands."""
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    return list(groups.values())


def _searched(group: Sequence[Entry]) -> str:
    return " ".join(f"{entry.description} {entry.at} {entry.state} {entry.group}" for entry in group).lower()


def _what(app: App, group: Sequence[Entry]) -> str:
    first = next((entry for entry in group if entry.kind != "create"), group[0])
    verb = {"create": "created", "overwrite": "changed", "delete": "deleted", "move": "moved"}[first.kind]
    to = f" to {shown(app, first.paths[-1])}" if first.kind == "move" else ""
    more = f" and {len(group) - 1} more" if len(group) > 1 else ""
    return f"{verb} {_path(app, first)}{to}{more}"


def _state(group: Sequence[Entry]) -> str:
    states = {entry.state for entry in group}
    return _STATES[group[0].state] if len(states) == 1 else "undone in part"


def _when(at: str) -> str:
    return at[:16].replace("T", " ")


def _data(group: Sequence[Entry]) -> Json:
    return {"number": group[0].group, "at": group[0].at, "state": _state(group) or "done",
            "changes": [{"kind": entry.kind, "paths": [str(path) for path in entry.paths], "state": entry.state}
                        for entry in group]}
