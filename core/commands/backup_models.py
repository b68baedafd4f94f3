"""`backup models`: a second folder for models, used when the home's disk is full."""

from __future__ import annotations

import os
from typing import Annotated

from core.app import App
from core.commands.declare import command
from core.store.atomic import disk_error, make_folder
from core.store.typed_path import typed_path
from core.words.command import Kind
from core.words.errors import Declined, DiskError
from core.words.events import Answer, Events, Question
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import Json


def _folder(text: str, bare: bool) -> str:
    if not text or "\0" in text or (bare and not text.startswith(("/", "~", "./", "../")) and text[1:2] != ":"):
        raise ValueError("expected a folder such as /mnt/disk/models")
    return text


Folder = Annotated[str, Kind("path", _folder)]


@command("backup models", group="models")
def backup_models(app: App, folder: Folder = "", *, off: bool = False) -> Events:
    """Show or name the second folder for models: searched like the first, and used when that one's disk is full.

    Nothing is moved. `--off` goes on without it; the models there stay where they are.
    """
    if off:
        app.shelf.use_backup(None)
    elif folder:
        path = typed_path(folder, app.cwd).absolute()
        if not path.exists():
            if (yield Question(f"There is no folder {visible(str(path))}. Make it, for models that do not fit in "
                               f"{visible(str(app.home.models))}?")) != "y":
                raise Declined("nothing was changed")
            try:
                make_folder(path)
            except OSError as error:
                raise disk_error("make", path, error) from error
        if not path.is_dir() or not os.access(path, os.W_OK | os.X_OK):
            raise DiskError(f"{visible(str(path))} is no folder that can be written to", hint="name another folder")
        app.shelf.use_backup(path)
    facts = _facts(app)
    yield Answer(_written(facts), facts)
    return 0


def _facts(app: App) -> dict[str, Json]:
    backup = app.shelf.backup
    return {"folder": str(backup) if backup else None,
            "free_bytes": app.shelf.free_bytes(backup) if backup else None,
            "models": [model.name for model in app.shelf.models() if backup and model.path.is_relative_to(backup)],
            "first_folder": str(app.home.models), "first_free_bytes": app.shelf.free_bytes(app.home.models)}


def _written(facts: dict[str, Json]) -> str:
    first = f"models go to {visible(facts['first_folder'])} ({bytes_text(facts['first_free_bytes'])} free)"
    if facts["folder"] is None:
        return f"{first}; there is no second folder: `backup models FOLDER` names one"
    return (f"{first}; when that is full, to {visible(facts['folder'])} ({bytes_text(facts['free_bytes'])} free), "
            f"which holds {len(facts['models'])} now")
