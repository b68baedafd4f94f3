"""`llm list`: the models, and what is known about each."""

from __future__ import annotations

import re

from core.app import App
from core.choose.choice import needed_bytes
from core.commands.declare import command
from core.commands.kinds import All, Words
from core.exam.measured import Facts, Share
from core.models.card_fit import card_fit, size_from
from core.words.errors import UnknownModel
from core.words.events import Events, Notice, Table
from core.words.safe_text import visible
from core.words.units import bytes_text, count_text
from core.words.values import InstalledModel, Json, ModelCard

_COLUMNS = ("model", "tier", "params", "quant", "size", "state")


@command("llm list", group="models")
def llm_list(app: App, all: All = "", words: Words = "", *, measured: bool = False) -> Events:
    """List the installed models (`all`: every model that is known), or those whose name or kind holds the words.

    `llm list all search WORDS` and `llm list all WORDS` are the same; neither uses the network, `llm search` does.
    The state says which model answers, which are disabled or do not fit, and what came of the trial: each model is
    loaded once after it was fetched, or by `llm verify`, and must answer a sum and end its answer by itself.
    `--measured` shows what `test` found instead: right answers in tier 0 and in the model's own tier, of JSON, of calls
    of tools and of shell commands from words, speed and memory.
    """
    words = _searched(words)
    if measured:
        yield _measured(app, [model for model in app.shelf.models() if _holds(model, words)])
        return 0
    active = active_name(app)
    memory = app.machine.memory_available_bytes
    verdicts = {path: record.verdict for record in app.shelf.records() for path in record.files}
    models = [model for model in app.shelf.models() if _holds(model, words)]
    data = [model_data(model, active, memory, verdicts.get(model.path, ""), app.measured.of(model)) for model in models]
    verdicts.setdefault(app.bundled, "comes with the program")
    for model in models:
        verdicts[model.path] = _doubt(app, model) or verdicts.get(model.path, "")
    rows: list[tuple[str, ...]] = [
        (visible(model.name), str(model.tier), count_text(model.card.parameters), model.quant or "",
         bytes_text(model.size_bytes), _state(model, memory, verdicts.get(model.path, ""), active)) for model in models]
    if all:
        for warning in app.models_map.warnings:
            yield Notice(warning, "warning")
        known = _known(app, words)
        rows += [_card_row(card, each) for card, each in known]
        data += [each for _, each in known]
    further = f"`llm search {visible(words)}` asks the hub" if all else (
        f"`llm list all search {visible(words)}` looks among all known models")
    yield Table(_COLUMNS, tuple(rows), data, empty=f"no {'known' if all else 'installed'} model like "
                f"{visible(words)!r}; {further}" if words else "no models; `llm recommend` names some for this machine")
    return 0


def _searched(words: str) -> str:
    """Return the words to look for: `llm list all search qwen` and `llm list all qwen` are the same."""
    return re.sub(r"(?i)^search(?:\s+|$)", "", words.strip())


def _doubt(app: App, model: InstalledModel) -> str:
    """Say why a model is not chosen by itself; "" when it can be."""
    why = app.set_aside.why(model.path)
    if why:
        return f"set aside: {why}"
    facts = app.measured.of(model)
    if facts is not None and facts.fails:
        return f"failed the tests: {_tier_0(facts)}"
    return "not used yet: its chat template is not a known one" if app.template_waits(model) else ""


def _tier_0(facts: Facts) -> str:
    return f"{facts.tiers[0].value:.0%} of tier 0" if 0 in facts.tiers and not facts.problem else "it cannot be run"


def _measured(app: App, models: list[InstalledModel]) -> Table:
    """What the tests found, one row a model; the interval of a share is in `llm info`."""
    rows, data = [], []
    for model in models:
        facts = app.measured.of(model)
        data.append({"name": model.name, "tier": model.tier, "measured": facts.data() if facts else None})
        if facts is None:
            rows.append((visible(model.name), "untested", *[""] * 6))
            continue
        own = facts.tiers.get(model.tier) if model.tier else None
        rate = facts.tokens_per_second
        rows.append((visible(model.name), "broken" if facts.problem else _percent(facts.tiers.get(0)),
                     f"{model.tier}: {_percent(own)}" if own else "", *(_percent(facts.probes.get(skill)) for skill in (
                         "json", "tools", "shell")), f"{rate:.{0 if rate >= 10 else 1}f}" if rate else "",
                     bytes_text(facts.memory_peak_bytes) if facts.memory_peak_bytes else ""))
    return Table(("model", "tier 0", "own", "JSON", "tools", "do", "tok/s", "memory"), tuple(rows), data,
                 empty="no models; `llm recommend` names some for this machine")


def _percent(share: Share | None) -> str:
    return f"{share.value:.0%}" if share is not None and share.total else ""


def active_name(app: App) -> str | None:
    """Return the name of the model that answers, or None when none can."""
    try:
        return app.chosen().name
    except UnknownModel:
        return None


def model_data(model: InstalledModel, active: str | None, memory_available_bytes: int, verdict: str = "",
               facts: Facts | None = None) -> dict[str, Json]:
    """Write an installed model as `llm list --json` prints it."""
    card = model.card
    return {"name": model.name, "aliases": list(card.aliases), "installed": True, "enabled": model.enabled,
            "active": model.name == active, "tier": model.tier, "parameters": card.parameters,
            "context_length": card.context_length, "quant": model.quant, "size_bytes": model.size_bytes,
            "path": str(model.path), "fits": needed_bytes(model) <= memory_available_bytes, "license": card.license,
            "problem": model.problem, "verdict": verdict or None, "measured": facts.data() if facts else None}


def _known(app: App, words: str) -> list[tuple[ModelCard, dict[str, Json]]]:
    """Return the cards of the map that are not installed, each as `llm list all --json` prints it."""
    here = {name.lower() for model in app.shelf.models() for name in (model.name, *model.card.aliases)}
    machine, speed = app.machine, app.memory_speed
    found = []
    for card in app.models_map.search(words):
        if card.name.lower() in here:
            continue
        choice = app.models_map.choice(card)
        fit = card_fit(card, choice, machine, speed)
        found.append((card, {
            "name": card.name, "aliases": list(card.aliases), "installed": False, "enabled": False, "active": False,
            "tier": card.tier, "parameters": card.parameters, "context_length": card.context_length,
            "quant": choice.quant, "size_bytes": choice.size_bytes, "path": None, "fits": fit.fits if fit else None,
            "license": card.license, "verification": card.verification, "use_cases": list(card.use_cases)}))
    return found


def _card_row(card: ModelCard, data: dict[str, Json]) -> tuple[str, ...]:
    size = data["size_bytes"]
    shown = bytes_text(size) if size else f"~{bytes_text(size_from(card.parameters, data['quant']))}" if (
        card.parameters) else ""
    state = "does not fit" if data["fits"] is False else "unconfirmed" if card.verification == "mentioned" else (
        "not installed")
    return (visible(card.name), str(card.tier), count_text(card.parameters), data["quant"], shown, state)


def _holds(model: InstalledModel, words: str) -> bool:
    text = " ".join([model.name, *model.card.aliases, *model.card.use_cases, model.card.family or "",
                     model.card.publisher or "", f"tier{model.tier}", model.quant or ""]).lower()
    return all(word in text for word in words.lower().split())


def _state(model: InstalledModel, memory_available_bytes: int, verdict: str, active: str | None) -> str:
    if model.problem:
        # The name stands at the beginning of the row.
        return visible(model.problem.removeprefix(f"{model.path.name} "))
    if not model.enabled:
        return "disabled"
    fits = needed_bytes(model) <= memory_available_bytes
    now = "answers now; " if model.name == active else ""
    return now + (visible(verdict) or "not tried" if fits else "does not fit the free memory")
