"""`llm info`: everything that is known about a model: from its file, or from the map while it is not here."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ModelName
from core.commands.llm_list import active_name, model_data
from core.commands.template_shown import template_answer
from core.models.gguf_header import LongArray, read_header
from core.words.errors import BrokenFile, DiskError, UnknownModel
from core.words.events import Answer, Events, Notice
from core.words.safe_text import visible
from core.words.units import bytes_text, count_text
from core.words.values import InstalledModel, Json, ModelCard


@command("llm info", group="models")
def llm_info(app: App, name: ModelName, *, template: bool = False) -> Events:
    """Show a model's card, its files, what it can do and how that is known, and its metadata.

    Of a model that is not installed: what `install` would fetch, and how well that is known. `--template` shows the
    chat template in the file, and what in it is not in the known one of its family.
    """
    try:
        model = app.shelf.find(name)
    except UnknownModel as missing:
        if missing.hint.startswith("say which"):  # several that are installed have this name
            raise
        card = app.models_map.find(name)
        yield Answer(_card_written(card), _card_data(card))
        return 0
    if template:
        yield template_answer(app, model)
        return 0
    try:
        text = read_header(model.path).metadata.get("tokenizer.chat_template", "")
    except (BrokenFile, DiskError) as error:
        yield Notice(error.message, "warning")
        text = ""
    capabilities = _capabilities(model, "" if isinstance(text, LongArray) else str(text or ""))
    data = model_data(model, active_name(app), app.machine.memory_available_bytes) | {
        "family": model.card.family, "publisher": model.card.publisher, "use_cases": list(model.card.use_cases),
        "files": [{"path": str(path), "size_bytes": path.stat().st_size if path.exists() else None}
                  for path in model.paths],
        "capabilities": capabilities, "metadata": model.metadata}
    yield Answer(_written(model, capabilities), data)
    return 0


def _capabilities(model: InstalledModel, template: str) -> dict[str, dict[str, Json]]:
    """What the model can do, each with its source; unknown is left out."""
    facts: dict[str, Json] = {
        "parameters": model.card.parameters, "context_length": model.card.context_length, "quant": model.quant,
        "tier": model.tier, "chat_template": bool(template), "tools": "tool" in template,
        "thinking": "think" in template, "system_prompt": "system" in template,
        "embedding": "embedding" in model.card.use_cases}
    return {name: {"value": value, "source": "gguf"} for name, value in facts.items() if value is not None}


def _written(model: InstalledModel, capabilities: dict[str, dict[str, Json]]) -> str:
    card = model.card
    facts = (("aliases", ", ".join(map(visible, card.aliases))), ("family", card.family), ("publisher", card.publisher),
             ("license", card.license), ("parameters", count_text(card.parameters)), ("tier", str(model.tier)),
             ("context", f"{card.context_length} tokens" if card.context_length else None), ("quant", model.quant),
             ("size", bytes_text(model.size_bytes)), ("state", model.problem or ("" if model.enabled else "disabled")))
    can = [name.replace("_", " ") for name, fact in capabilities.items() if fact["value"] is True]
    lines = [visible(model.name), *(f"  {name:<12}{value}" for name, value in facts if value)]
    lines += [f"  {'has':<12}{', '.join(can)} (from the file)"] if can else []
    lines += [f"  {'file':<12}{visible(str(path))}" for path in model.paths]
    lines += ["", "metadata", *(f"  {key} = {_flat(value)}" for key, value in model.metadata.items())]
    return "\n".join(lines)


def _card_data(card: ModelCard) -> dict[str, Json]:
    facts: dict[str, Json] = {"parameters": card.parameters, "context_length": card.context_length, "tier": card.tier,
                              "embedding": "embedding" in card.use_cases, "vision": "vision" in card.use_cases}
    return {"name": card.name, "aliases": list(card.aliases), "installed": False, "enabled": False, "active": False,
            "tier": card.tier, "parameters": card.parameters, "active_parameters": card.active_parameters,
            "context_length": card.context_length, "license": card.license, "family": card.family,
            "publisher": card.publisher, "use_cases": list(card.use_cases), "priority": card.priority,
            "verification": card.verification, "note": card.note or None,
            "files": [{"quant": file.quant, "repo": file.repo, "filename": file.filename, "part": file.part,
                       "parts": file.parts, "projector": file.projector, "size_bytes": file.size_bytes,
                       "sha256": file.sha256, "revision": file.revision} for file in card.files],
            "capabilities": {name: {"value": value, "source": "catalog"} for name, value in facts.items()
                             if value is not None}, "metadata": {}}


def _card_written(card: ModelCard) -> str:
    known = {"sha256": "a source states the SHA-256 of its file",
             "listed": "a listing names its file, without a SHA-256",
             "mentioned": "only hand-written lists name its file: it may not exist"}
    facts = (("aliases", ", ".join(map(visible, card.aliases))), ("family", card.family), ("publisher", card.publisher),
             ("license", card.license), ("parameters", count_text(card.parameters)), ("tier", str(card.tier)),
             ("context", f"{card.context_length} tokens" if card.context_length else None),
             ("good for", ", ".join(card.use_cases)), ("known by", known.get(card.verification or "")),
             ("note", card.note), ("state", f"not installed: `install {card.name}` fetches it"))
    lines = [visible(card.name), *(f"  {name:<12}{visible(value)}" for name, value in facts if value), "", "files"]
    lines += [f"  {file.quant:<8} {bytes_text(file.size_bytes) if file.size_bytes else 'size unknown':<13}"
              f"{file.repo}/{file.filename}" for file in card.files]
    return "\n".join(lines)


def _flat(value: Json) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 100 else text[:99] + "…"
