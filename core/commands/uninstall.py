"""`uninstall`: models that are not wanted any more."""

from __future__ import annotations

from pathlib import Path

from core.app import App
from core.commands.declare import command
from core.commands.which_models import WhichModels, named_models
from core.models.removal import put_aside
from core.words.errors import Declined, Refused
from core.words.events import Answer, Events, Notice, Question
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import InstalledModel, Json

_SHOWN_MAX = 12


@command("uninstall", group="models")
def uninstall(app: App, models: WhichModels) -> Events:
    """Uninstall models after a yes: a name, `all`, or `tier 2`. `undo` brings them back, `llm gc` frees their room.

    A model that lies in another program's folder is only forgotten; no file outside our own models folders is touched.
    """
    wanted = named_models(app, models)
    kept = {model.name: why for model in wanted if (why := _why_kept(app, model))}
    going = [model for model in wanted if model.name not in kept]
    if not going:
        raise Refused("; ".join(kept.values()) or "there is nothing to uninstall",
                      hint="`llm disable NAME` keeps a model from being chosen")
    for why in kept.values():
        yield Notice(why)
    if (yield Question(_question(app, going))) != "y":
        raise Declined("nothing was uninstalled")
    done, group = [], 0
    for model in going:
        facts, group = _take_away(app, model, group)
        done.append(facts)
    app.shelf.models(fresh=True)
    names = [visible(model.name) for model in going]
    yield Answer(f"uninstalled: {', '.join(names)}" + ("; `undo` brings back what is in the trash, `llm gc` frees its "
                 "room" if group else ""), done)
    if any(app.settings.value("model").value == model.name for model in going):
        app.settings.unset("model")
        yield Notice(f"the model that answered is gone; the setting `model` is now {app.settings.get('model')}")
    return 0


def _why_kept(app: App, model: InstalledModel) -> str:
    """Say why a model stays; "" when it can go."""
    name = visible(model.name)
    if model.path == app.bundled:
        return f"{name} comes with the program"
    record = app.shelf.record_of(model)
    if (record and record.program) or all(app.shelf.owner_folder(path) for path in model.paths):
        return ""
    return f"{name} lies in {visible(str(model.path.parent))}, which is not ours to empty: delete it there"


def _question(app: App, models: list[InstalledModel]) -> str:
    lines = []
    for model in models[:_SHOWN_MAX]:
        record = app.shelf.record_of(model)
        what = f"only forgotten: its file stays where {record.program} keeps it" if record and record.program else (
            f"{bytes_text(model.size_bytes)}, to the trash: {visible(str(model.path))}")
        lines.append(f"  {visible(model.name)}  {what}")
    if len(models) > _SHOWN_MAX:
        lines.append(f"  and {len(models) - _SHOWN_MAX} more")
    return "\n".join([*lines, "Uninstall it?" if len(models) == 1 else f"Uninstall these {len(models)}?"])


def _take_away(app: App, model: InstalledModel, group: int) -> tuple[dict[str, Json], int]:
    """Take one model away; return what was done and the group in the journal."""
    record = app.shelf.record_of(model)
    facts: dict[str, Json] = {"name": model.name, "path": str(model.path), "size_bytes": model.size_bytes}
    if record and record.program:
        app.shelf.remove(model)
        return facts | {"done": "forgotten"}, group
    for path in _files(app, model):
        group = put_aside(app.journal, app.home.trash, path, app.shelf.owner_folder(path), group=group)
    app.shelf.switch([model], on=True)
    return facts | {"done": "trash"}, group


def _files(app: App, model: InstalledModel) -> list[Path]:
    """Return the model's files, and companions that no other model needs. The record stays, for `undo`."""
    record = app.shelf.record_of(model)
    others = {path for other in app.shelf.records() if other != record for path in other.files}
    files = dict.fromkeys((*model.paths, *(record.files if record else ())))
    return [path for path in files if path not in others and path.exists() and app.shelf.owner_folder(path)]
