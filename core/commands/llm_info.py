"""`llm info`: everything a model's file says about it."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ModelName
from core.commands.llm_list import active_name, model_data
from core.models.gguf_header import LongArray, read_header
from core.words.errors import BrokenFile, DiskError
from core.words.events import Answer, Events, Notice
from core.words.safe_text import visible
from core.words.units import bytes_text, count_text
from core.words.values import InstalledModel, Json


@command("llm info", group="models")
def llm_info(app: App, name: ModelName) -> Events:
    """Show a model's card, its files, what it can do and how that is known, and its metadata."""
    model = app.shelf.find(name)
    try:
        template = read_header(model.path).metadata.get("tokenizer.chat_template", "")
    except (BrokenFile, DiskError) as error:
        yield Notice(error.message, "warning")
        template = ""
    capabilities = _capabilities(model, "" if isinstance(template, LongArray) else str(template or ""))
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


def _flat(value: Json) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 100 else text[:99] + "…"
