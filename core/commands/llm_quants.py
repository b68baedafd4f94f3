"""`llm quants`: which quantisation of a model is the best for how much memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ModelName
from core.models.card_fit import CONTEXT_MEDIUM, CONTEXT_SMALL, CardFit, card_fit, size_from
from core.models.fit import usable_bytes
from core.models.model_files_map import FileChoice
from core.models.quants import LADDER
from core.models.source import Named, parse_source
from core.words.errors import UnknownModel, UsageError
from core.words.events import Events, Notice, Table
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import ModelCard, ModelFile

# What a machine of that size leaves for a model beside its own work: three quarters.
_MACHINES_GB = (8, 16, 32)
_LEFT_SHARE = 0.75


@command("llm quants", group="models")
def llm_quants(app: App, name: ModelName) -> Events:
    """Say which quantisation of a model is the best one for 8, 16 and 32 GB of memory, and for this machine.

    The best is the one that keeps most of the model and still fits with 16k tokens of context (4k where none does).
    Those that the map names files for are marked; of the others the size is worked out. `llm compare` measures what a
    quantisation that you have loses.
    """
    source = parse_source(name, app.cwd)
    if not isinstance(source, Named):
        raise UsageError(f"llm quants takes a name of the map, not {name!r}", hint="`llm fit` looks at any file")
    card = app.models_map.find(source.name)
    if not card.parameters:
        raise UnknownModel(f"nobody states how many parameters {card.name} has", hint="`llm fit` reads a file's head")
    machine, speed = app.machine, app.memory_speed
    listed = {choice.quant.upper(): choice for choice in app.models_map.choices(card)}
    fits = [fit for quant in LADDER
            if (fit := card_fit(card, listed.get(quant) or _imagined(card, quant), machine, speed)) is not None]
    rooms = {f"{size} GB": round(size * 1e9 * _LEFT_SHARE) for size in _MACHINES_GB}
    rooms["this machine"] = usable_bytes(machine)
    best = {room: _best(fits, room_bytes) for room, room_bytes in rooms.items()}
    rows = tuple((visible(fit.quant), "yes" if fit.quant.upper() in listed else "",
                  _disk(fit, listed), bytes_text(fit.memory_bytes(CONTEXT_SMALL)),
                  bytes_text(fit.memory_bytes(CONTEXT_MEDIUM)), f"{fit.tokens_per_second:.1f}",
                  ", ".join(room for room, chosen in best.items() if chosen is fit)) for fit in fits)
    yield Table(("quant", "in the map", "disk", "mem 4k", "mem 16k", "tok/s", "best for"), rows,
                {"name": card.name, "best": {room: fit and fit.quant for room, fit in best.items()},
                 "quants": [{"quant": fit.quant, "in_map": fit.quant.upper() in listed, "size_bytes": fit.size_bytes,
                             "size_stated": fit.quant.upper() in listed and fit.size_stated,
                             "memory_4k_bytes": fit.memory_bytes(CONTEXT_SMALL),
                             "memory_16k_bytes": fit.memory_bytes(CONTEXT_MEDIUM),
                             "tokens_per_second_expected": fit.tokens_per_second} for fit in fits]},
                title=visible(card.name))
    yield Notice(_advice(card, best["this machine"], listed))
    return 0


def _imagined(card: ModelCard, quant: str) -> FileChoice:
    """A choice that the map names no file of, for its figures alone."""
    size = size_from(card.parameters or 0, quant)
    return FileChoice(quant, (ModelFile("", f"{card.name}.{quant}.gguf", quant, size_bytes=size),))


def _advice(card: ModelCard, best: CardFit | None, listed: Mapping[str, FileChoice]) -> str:
    if best is None:
        return f"none of them fits this machine now; `llm recommend` names models that do, in the place of {card.name}"
    if best.quant.upper() in listed:
        return f"`install {card.name} --quant {best.quant}` fetches the one for this machine"
    return (f"the map names no {best.quant} file of {card.name}; `llm search {card.name}` asks the hub, and "
            f"`install {card.name}` fetches {', '.join(choice.quant for choice in listed.values())}")


def _disk(fit: CardFit, listed: Mapping[str, FileChoice]) -> str:
    return ("" if fit.quant.upper() in listed and fit.size_stated else "~") + bytes_text(fit.size_bytes)


def _best(fits: Sequence[CardFit], room_bytes: int) -> CardFit | None:
    """The first of the ladder, which goes from the best down, that fits; with much context if one does."""
    for context in (CONTEXT_MEDIUM, CONTEXT_SMALL):
        for fit in fits:
            if fit.memory_bytes(context) <= room_bytes:
                return fit
    return None
