"""`llm gc`: frees the room that is taken by what is no model in use."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from core.app import App
from core.commands.declare import command
from core.models.digests import Digests
from core.models.leftovers import Leftover, companions, doubles, in_trash, join, parts
from core.models.records import InstallRecord
from core.words.errors import Declined, DiskError
from core.words.events import Answer, Event, Events, Notice, Question
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import Json

_SHOWN_MAX = 40
_WHAT = {"part": "an unfinished download", "trash": "uninstalled, and in the trash",
         "companion": "goes with a model that is not there", "double": "the same bytes as"}


@command("llm gc", group="models")
def llm_gc(app: App, *, dry_run: bool = False) -> Events:
    """Delete for good, after a yes, what takes room among the models and is none: `--dry-run` only shows it.

    That is: unfinished downloads, uninstalled models in the trash, companions without their model. Two files with the
    same bytes become one file with two names. Models of other programs that are gone are forgotten.
    """
    found = yield from _leftovers(app)
    gone = _gone(app)
    freed = sum(each.size_bytes for each in found)
    if dry_run or not (found or gone):
        yield Answer(_listed(found, gone) or "nothing to free", _data(found, gone, freed_bytes=0, can_free=freed))
        return 0
    asked = f"Free {bytes_text(freed)}? What is deleted here cannot be brought back." if found else "Forget them?"
    if (yield Question(f"{_listed(found, gone)}\n{asked}")) != "y":
        raise Declined("nothing was deleted")
    failed = []
    for each in found:
        try:
            _free(app, each)
        except DiskError as error:
            failed.append(each)
            yield Notice(error.message, "warning")
    app.shelf.forget(gone)
    app.shelf.models(fresh=True)
    freed -= sum(each.size_bytes for each in failed)
    done = [each for each in found if each not in failed]
    forgot = f"forgot {', '.join(visible(record.name) for record in gone)}" if gone else ""
    text = "; ".join(filter(None, (f"freed {bytes_text(freed)}" if found else "", forgot)))
    yield Answer(text, _data(done, gone, freed_bytes=freed, can_free=freed))
    return DiskError.status if failed else 0


def _leftovers(app: App) -> Generator[Event, str, list[Leftover]]:
    found = [*parts(app.shelf), *in_trash(app.shelf, app.journal), *companions(app.shelf)]
    same = yield from doubles(app.shelf, app.shelf.models(fresh=True), Digests(app.home.root / "digests.json"))
    return found + [each for each in same if each.twin and each.path.stat().st_dev == each.twin.stat().st_dev]


def _gone(app: App) -> list[InstallRecord]:
    """Return records whose files are nowhere, not even in the trash."""
    kept = {each.entry.paths[0] for each in in_trash(app.shelf, app.journal) if each.entry}
    return [record for record in app.shelf.records()
            if not any(path.exists() or path in kept for path in record.files) and record.program]


def _free(app: App, leftover: Leftover) -> None:
    if leftover.kind == "double":
        join(leftover)
    elif leftover.entry is not None:
        app.journal.erase_kept(leftover.entry)
        path = leftover.entry.paths[0]
        app.shelf.forget([record for record in app.shelf.records() if path in record.files and not path.exists()])
    else:
        app.journal.erase(leftover.path)


def _listed(found: Sequence[Leftover], gone: Sequence[InstallRecord]) -> str:
    lines = [f"  {bytes_text(each.size_bytes):>8}  {visible(str(each.path))}  {_WHAT[each.kind]}"
             + (f" {visible(str(each.twin))}" if each.twin else "") for each in found]
    lines += [f"{'':10}  {visible(record.name)}  is gone from {record.program}, and is forgotten" for record in gone]
    more = [f"  and {len(lines) - _SHOWN_MAX} more"] if len(lines) > _SHOWN_MAX else []
    return "\n".join(lines[:_SHOWN_MAX] + more)


def _data(found: Sequence[Leftover], gone: Sequence[InstallRecord], *, freed_bytes: int, can_free: int) -> Json:
    return {"freed_bytes": freed_bytes, "can_free_bytes": can_free, "forgotten": [record.name for record in gone],
            "files": [{"path": str(each.path), "kind": each.kind, "size_bytes": each.size_bytes,
                       "twin": str(each.twin) if each.twin else None} for each in found]}
