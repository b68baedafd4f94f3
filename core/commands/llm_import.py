"""`llm import`: a model file from anywhere becomes one of the person's own models."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from core.app import App
from core.commands.declare import command
from core.commands.kinds import FilePath, ModelName
from core.commands.template_shown import template_notice
from core.models.custom_names import suggested_name
from core.models.importing import Taken, blocks_of, copy, link, parts_named, refuse_taken
from core.models.llamafile import packed_model, unpack
from core.models.names import split_part
from core.models.records import InstallRecord
from core.store.typed_path import typed_path
from core.words.errors import BrokenFile, Refused, UsageError
from core.words.events import Answer, Event, Events, Notice, Progress
from core.words.safe_text import visible
from core.words.units import bytes_text, count_text
from core.words.values import InstalledModel


@command("llm import", group="models")
def llm_import(app: App, file: FilePath, *, name: ModelName = "") -> Events:
    """Take a GGUF file, or the one inside a .llamafile, into the custom models under its own name, or `--name NAME`.

    On the same disk it only gets a second name there, and takes no further room; else it is copied. The file itself
    stays as it is. A split model is taken with all its parts. Then the model is tried out: loaded, and asked a sum.
    """
    path = typed_path(str(file), app.cwd)
    if not path.is_file():
        raise UsageError(f"{visible(str(path))} is no file" if path.exists() else f"there is no {visible(str(path))}",
                         hint="`llm import FILE` takes a .gguf or .llamafile")
    _check_name(name)
    taken = yield from (_from_gguf(app, path, name) if path.suffix.lower() == ".gguf"
                        else _from_llamafile(app, path, name))
    first = taken[0].path
    record = InstallRecord(split_part(first.stem)[0], str(path), tuple(each.sha256 for each in taken))
    model = app.shelf.add([each.path for each in taken], record)
    if model is None:
        raise BrokenFile(f"{visible(first.name)} is in place but cannot be used as a model", hint="`llm list` says why")
    how = "linked" if taken[0].linked else "llamafile" if path.suffix.lower() != ".gguf" else "copied"
    yield Progress(f"trying {visible(model.name)}", 0)
    verdict = app.tried(model).verdict
    app.shelf.add([each.path for each in taken], replace(record, verdict=verdict))
    yield Answer(_written(model, how, verdict), {
        "name": model.name, "path": str(model.path), "source": str(path), "how": how, "verdict": verdict,
        "tier": model.tier, "quant": model.quant, "size_bytes": model.size_bytes})
    told = template_notice(app, model)
    if told is not None:
        yield told
    better = suggested_name(model.path.stem, model.metadata, model.quant) if len(model.paths) == 1 else None
    if better:
        yield Notice(f"its name says little; a better one is {better}: `uninstall` it and use `llm import FILE --name "
                     f"{better}`" if not name else f"a name that says more is {better}")
    return 0


def _check_name(name: str) -> None:
    if name and ("/" in name or "\\" in name or name.startswith(("-", ".")) or ":" in name or len(name) > 200):
        raise UsageError(f"{visible(name)} can be no file's name", hint="use letters, digits, dashes and points")


def _from_gguf(app: App, path: Path, name: str) -> Generator[Event, str, list[Taken]]:
    model = app.shelf.at(path)
    if model is None:
        raise BrokenFile(f"{visible(path.name)} is no model but a file that goes with one",
                         hint="import the model's own .gguf file")
    if model.problem:
        raise BrokenFile(f"{visible(path.name)} cannot be imported: {model.problem}", hint="get it again, whole")
    if model in app.shelf.models():
        raise Refused(f"{visible(model.name)} is on the shelf already", hint=f"`llm use {visible(model.name)}`")
    stem = name.removesuffix(".gguf")
    names = parts_named(stem, model.paths) if stem else [each.name for each in model.paths]
    folder = app.home.custom_models
    for source, file_name in zip(model.paths, names, strict=True):
        refuse_taken(folder / file_name, source)
    linked = [link(source, folder / file_name) for source, file_name in zip(model.paths, names, strict=True)]
    taken = []
    for source, file_name, is_linked in zip(model.paths, names, linked, strict=True):
        if is_linked:
            taken.append(Taken(folder / file_name, None, linked=True))
        else:
            size = source.stat().st_size
            where = folder if any(linked) else _custom(app, size)
            taken.append((yield from copy(blocks_of(source), size, where / file_name)))
    return taken


def _from_llamafile(app: App, path: Path, name: str) -> Generator[Event, str, list[Taken]]:
    packed = packed_model(path)
    file_name = f"{name.removesuffix('.gguf')}.gguf" if name else packed.name
    target = _custom(app, packed.size_bytes) / file_name
    refuse_taken(target, path)
    return [(yield from copy(unpack(path, packed), packed.size_bytes, target))]


def _custom(app: App, size_bytes: int) -> Path:
    """Return the folder of custom models, on the second disk when only that has the room."""
    folder = app.shelf.folder_for(size_bytes)
    return app.home.custom_models if folder == app.home.models else folder / "custom_models"


def _written(model: InstalledModel, how: str, verdict: str) -> str:
    room = {"linked": "a second name for the same file: it takes no further room",
            "copied": f"copied: {bytes_text(model.size_bytes)}",
            "llamafile": f"taken out of the llamafile: {bytes_text(model.size_bytes)}"}[how]
    facts = (f"tier {model.tier}", f"{count_text(model.card.parameters)} parameters", model.quant or "unknown quant")
    return (f"{visible(model.name)} ({', '.join(facts)}) is one of your models now\n  {visible(str(model.path))}\n"
            f"  {room}\n  tried out: {visible(verdict)}\n  `llm use {visible(model.name)}` lets it answer")
