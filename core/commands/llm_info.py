"""`llm info`: everything that is known about a model: from its file, or from the map while it is not here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.app import App
from core.commands.card_shown import unseen
from core.commands.declare import command
from core.commands.kinds import ModelName
from core.commands.llm_list import active_name, model_data
from core.commands.template_shown import template_answer
from core.exam.measured import Facts
from core.models.gguf_header import LongArray, read_header
from core.words.errors import BrokenFile, DiskError, UnknownModel
from core.words.events import Answer, Events, Notice
from core.words.safe_text import visible
from core.words.units import bytes_text, count_text
from core.words.values import InstalledModel, Json

# What the map may say of a file that does not say it itself; and how these are called on screen.
_FROM_MAP = ("publisher", "license", "parameters", "context_length", "use_cases")
_NAMES = {"context_length": "context", "use_cases": "good for"}
# What the probes of the tests measure, and the figures beside it, as they are called here.
_PROBES = {"json": "valid_json", "tools": "tool_calls", "shell": "words_to_command", "honesty": "refuses_to_invent",
           "needle": "finds_in_long_text"}
_RATES: dict[str, tuple[str, Callable[[float], str]]] = {
    "tokens_per_second": ("speed", lambda rate: f"{rate:.1f} tokens/s"),
    "prompt_tokens_per_second": ("reading", lambda rate: f"{rate:.0f} tokens/s"),
    "first_token_seconds": ("first token", lambda seconds: f"{seconds * 1000:.0f} ms"),
    "memory_peak_bytes": ("memory", lambda size: bytes_text(int(size)))}


@command("llm info", group="models")
def llm_info(app: App, name: ModelName, *, template: bool = False) -> Events:
    """Show a model's card, its files, what it can do and how that is known, and its metadata.

    Of a model that is not installed: what `install` would fetch, and how well that is known; hf:owner/repo is asked
    of the hub, and of a file at an https address the head is read. `--template` shows the chat template in the file,
    and what in it is not in the known one of its family.
    """
    try:
        model = app.shelf.find(name)
    except UnknownModel as missing:
        if missing.hint.startswith("say which"):  # several that are installed have this name
            raise
        yield (yield from unseen(app, name))
        return 0
    if template:
        yield template_answer(app, model)
        return 0
    try:
        text = read_header(model.path).metadata.get("tokenizer.chat_template", "")
    except (BrokenFile, DiskError) as error:
        yield Notice(error.message, "warning")
        text = ""
    model, added = _with_map(app, model)
    facts = app.measured.of(model)
    capabilities = _capabilities(model, "" if isinstance(text, LongArray) else str(text or ""), added) | _found(facts)
    data = model_data(model, active_name(app), app.machine.memory_available_bytes, facts=facts) | {
        "family": model.card.family, "publisher": model.card.publisher, "use_cases": list(model.card.use_cases),
        "files": [{"path": str(path), "size_bytes": path.stat().st_size if path.exists() else None}
                  for path in model.paths],
        "capabilities": capabilities, "metadata": model.metadata}
    yield Answer(_written(model, capabilities, added, facts), data)
    return 0


def _with_map(app: App, model: InstalledModel) -> tuple[InstalledModel, tuple[str, ...]]:
    """Add what the file does not say of itself and the map does; where both speak, the file is right."""
    record = app.shelf.record_of(model)
    known = app.models_map.card_of_file(model.path.name, record.digest_of(model.path) if record else None)
    if known is None:
        return model, ()
    added = {name: getattr(known, name) for name in _FROM_MAP if not getattr(model.card, name) and getattr(known, name)}
    return replace(model, card=replace(model.card, **added)), tuple(added)


def _capabilities(model: InstalledModel, template: str, added: tuple[str, ...]) -> dict[str, dict[str, Json]]:
    """What the model can do, each with its source; unknown is left out."""
    facts: dict[str, Json] = {
        "parameters": model.card.parameters, "context_length": model.card.context_length, "quant": model.quant,
        "tier": model.tier, "chat_template": bool(template), "tools": "tool" in template,
        "thinking": "think" in template, "system_prompt": "system" in template,
        "embedding": "embedding" in model.card.use_cases}
    if "use_cases" in added:
        facts["vision"] = "vision" in model.card.use_cases
    of_map = {*added, *(("embedding", "vision") if "use_cases" in added else ())}
    return {name: {"value": value, "source": "catalog" if name in of_map else "gguf"} for name, value in facts.items()
            if value is not None}


def _found(facts: Facts | None) -> dict[str, dict[str, Json]]:
    """What the tier tests found the model to do, each with when and where."""
    if facts is None:
        return {}
    shares = {**{f"tier_{tier}": share for tier, share in sorted(facts.tiers.items())},
              **{_PROBES[skill]: share for skill, share in facts.probes.items() if skill in _PROBES}}
    rates = {name: value for name in _RATES if (value := getattr(facts, name))}
    how = {"source": "measured", "at": facts.at, "machine": facts.machine}
    return {**{name: {"value": round(share.value, 4), **share.data(), **how} for name, share in shares.items()},
            **{name: {"value": value, **how} for name, value in rates.items()}}


def _tests(facts: Facts | None) -> list[str]:
    """Write what the tier tests found, for a person."""
    if facts is None:
        return ["", "not tested yet: `test` measures what it can do"]
    lines = ["", f"measured on {facts.day} ({visible(facts.machine)})"]
    lines += [f"  problem            {visible(facts.problem)}"] if facts.problem else []
    shares = [*((f"tier {tier}", share) for tier, share in sorted(facts.tiers.items())),
              *((name.replace("_", " "), facts.probes[skill]) for skill, name in _PROBES.items()
                if skill in facts.probes)]
    lines += [f"  {name:<19}{share.text}" for name, share in shares]
    for name, (words, form) in _RATES.items():
        value = getattr(facts, name)
        lines += [f"  {words:<19}{form(value)}"] if value else []
    return lines


def _written(model: InstalledModel, capabilities: dict[str, dict[str, Json]], added: tuple[str, ...],
             facts_measured: Facts | None) -> str:
    card = model.card
    of_map = {_NAMES.get(name, name) for name in added}
    facts = (("aliases", ", ".join(map(visible, card.aliases))), ("family", card.family), ("publisher", card.publisher),
             ("license", card.license), ("parameters", count_text(card.parameters)), ("tier", str(model.tier)),
             ("context", f"{card.context_length} tokens" if card.context_length else None), ("quant", model.quant),
             ("good for", ", ".join(card.use_cases)), ("size", bytes_text(model.size_bytes)),
             ("state", model.problem or ("" if model.enabled else "disabled")))
    can = [name.replace("_", " ") for name, fact in capabilities.items()
           if fact["value"] is True and fact["source"] == "gguf"]
    lines = [visible(model.name), *(f"  {name:<12}{visible(value)}{' (from the map)' if name in of_map else ''}"
                                    for name, value in facts if value)]
    lines += [f"  {'has':<12}{', '.join(can)} (from the file)"] if can else []
    lines += [f"  {'file':<12}{visible(str(path))}" for path in model.paths]
    lines += _tests(facts_measured)
    lines += ["", "metadata", *(f"  {key} = {_flat(value)}" for key, value in model.metadata.items())]
    return "\n".join(lines)


def _flat(value: Json) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 100 else text[:99] + "…"
