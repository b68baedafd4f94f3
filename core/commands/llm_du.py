"""`llm du`: how much room the models take, and what else does."""

from __future__ import annotations

from pathlib import Path

from core.app import App
from core.commands.declare import command
from core.models.digests import Digests
from core.models.leftovers import Leftover, companions, doubles, in_trash, parts
from core.words.events import Events, Notice, Table
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import InstalledModel, Json


@command("llm du", group="models")
def llm_du(app: App) -> Events:
    """Show the room that each model takes, largest first, with doubles, unfinished downloads and the trash.

    Files of equal size are compared, which reads them once.
    """
    models = sorted(app.shelf.models(fresh=True), key=lambda model: -model.size_bytes)
    same = yield from doubles(app.shelf, models, Digests(app.home.root / "digests.json"))
    rest = [*parts(app.shelf), *in_trash(app.shelf, app.journal), *companions(app.shelf)]
    listed = [_model(app, model, {each.path: each for each in same}) for model in models]
    _note_second_names(models, listed)
    rows = [(visible(each["name"]), bytes_text(each["size_bytes"]), visible(each["folder"]), _remark(each))
            for each in listed]
    rows += [(visible(each.path.name), bytes_text(each.size_bytes), visible(str(each.path.parent)),
              {"part": "unfinished download", "trash": "in the trash"}.get(each.kind, "without its model"))
             for each in rest]
    can_free = sum(each.size_bytes for each in (*same, *rest))
    total = _room(models) + sum(each.size_bytes for each in rest)
    free = {str(folder): app.shelf.free_bytes(folder) for folder in app.shelf.own_folders if folder.is_dir()}
    yield Table(("name", "size", "folder", "remark"), tuple(rows), {
        "models": listed, "others": [{"path": str(each.path), "kind": each.kind, "size_bytes": each.size_bytes}
                                     for each in rest],
        "total_bytes": total, "can_free_bytes": can_free, "free_bytes": free}, empty="no models")
    yield Notice(f"{bytes_text(total)} in all; {bytes_text(app.shelf.free_bytes(app.home.models))} free"
                 + (f"; `llm gc` frees {bytes_text(can_free)}" if can_free else ""))
    return 0


def _model(app: App, model: InstalledModel, same: dict[Path, Leftover]) -> dict[str, Json]:
    record = app.shelf.record_of(model)
    twins = [str(same[path].twin) for path in model.paths if path in same]
    return {"name": model.name, "size_bytes": model.size_bytes, "folder": str(model.path.parent),
            "program": record.program if record else "", "ours": app.shelf.owner_folder(model.path) is not None,
            "double_of": twins[0] if twins else None}


def _note_second_names(models: list[InstalledModel], listed: list[dict[str, Json]]) -> None:
    """Say of each model whose files another one has too, under another name, that it takes no further room."""
    first: dict[tuple[int, int], str] = {}
    for model, facts in zip(models, listed, strict=True):
        files = [(status.st_dev, status.st_ino) for status in (path.stat() for path in model.paths if path.is_file())]
        known = {first[file] for file in files if file in first}
        facts["second_name_of"] = known.pop() if len(known) == 1 and all(file in first for file in files) else None
        for file in files:
            first.setdefault(file, model.name)


def _room(models: list[InstalledModel]) -> int:
    """Return the bytes on disk: a file with two names counts once."""
    files: dict[tuple[int, int], int] = {}
    for path in (path for model in models for path in model.paths if path.is_file()):
        status = path.stat()
        files[status.st_dev, status.st_ino] = status.st_size
    return sum(files.values())


def _remark(facts: dict[str, Json]) -> str:
    if facts["second_name_of"]:
        return f"a second name of {visible(facts['second_name_of'])}: no further room"
    if facts["double_of"]:
        return f"the same bytes as {visible(facts['double_of'])}"
    return f"kept by {facts['program']}" if facts["program"] else ""
