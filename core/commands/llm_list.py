"""`llm list`: the models, and what is known about each."""

from __future__ import annotations

from core.app import App
from core.choose.choice import needed_bytes
from core.commands.declare import command
from core.commands.kinds import All, Words
from core.words.errors import UnknownModel
from core.words.events import Events, Table
from core.words.safe_text import visible
from core.words.units import bytes_text, count_text
from core.words.values import InstalledModel, Json


@command("llm list", group="models")
def llm_list(app: App, all: All = "", words: Words = "") -> Events:
    """List the installed models (`all`: every model that is known), or those whose name or kind holds the words.

    The model that answers is marked with a star.
    """
    del all  # What is known is what is installed, for as long as there is no map of models.
    active = active_name(app)
    memory = app.machine.memory_available_bytes
    models = [model for model in app.shelf.models() if _holds(model, words)]
    rows = tuple((("* " if model.name == active else "  ") + visible(model.name), str(model.tier),
                  count_text(model.card.parameters), model.quant or "", bytes_text(model.size_bytes),
                  _state(model, memory)) for model in models)
    yield Table(("model", "tier", "parameters", "quant", "size", "state"), rows,
                [model_data(model, active, memory) for model in models],
                empty=f"no model like {words!r}" if words else "no models; put a GGUF file into "
                f"{app.home.custom_models}")
    return 0


def active_name(app: App) -> str | None:
    """Return the name of the model that answers, or None when none can."""
    try:
        return app.chosen().name
    except UnknownModel:
        return None


def model_data(model: InstalledModel, active: str | None, memory_available_bytes: int) -> dict[str, Json]:
    """Write an installed model as `llm list --json` prints it."""
    card = model.card
    return {"name": model.name, "aliases": list(card.aliases), "installed": True, "enabled": model.enabled,
            "active": model.name == active, "tier": model.tier, "parameters": card.parameters,
            "context_length": card.context_length, "quant": model.quant, "size_bytes": model.size_bytes,
            "path": str(model.path), "fits": needed_bytes(model) <= memory_available_bytes, "license": card.license,
            "problem": model.problem}


def _holds(model: InstalledModel, words: str) -> bool:
    text = " ".join([model.name, *model.card.aliases, *model.card.use_cases, model.card.family or "",
                     model.card.publisher or "", f"tier{model.tier}", model.quant or ""]).lower()
    return all(word in text for word in words.lower().split())


def _state(model: InstalledModel, memory_available_bytes: int) -> str:
    if model.problem:
        return model.problem
    if not model.enabled:
        return "disabled"
    return "" if needed_bytes(model) <= memory_available_bytes else "does not fit the free memory"
