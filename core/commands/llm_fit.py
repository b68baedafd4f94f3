"""`llm fit`: whether a model fits this machine, before it is loaded, and before it is here at all."""

from __future__ import annotations

from dataclasses import replace

from core.app import App
from core.commands.declare import command
from core.commands.fit_table import choice_data, fit_table, head_of, projector_text
from core.commands.kinds import Count, ModelName
from core.models.card_fit import CONTEXT_SMALL, best_choice, card_fit, projector_size
from core.models.fit import context_for, estimate
from core.models.gguf_header import Header, read_headers
from core.models.source import Named, parse_source
from core.words.errors import BrokenFile, DoesNotFit, UnknownModel
from core.words.events import Answer, Events, Notice
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import InstalledModel, ModelCard

_CONTEXT_SMALLEST = 512


@command("llm fit", group="models")
def llm_fit(app: App, name: ModelName, *, context: Count = 0) -> Events:
    """Work out the memory a model needs here, with which context, and how fast it will be. Exit status 9: too large.

    An installed model is read from its file, one of `llm list all` worked out from what is known of it, and one at
    hf:owner/repo[:quant] or an https address from the head of its file, which is a few megabytes.
    """
    try:
        model = app.shelf.find(name)
    except UnknownModel as missing:
        if missing.hint.startswith("say which"):  # several that are installed have this name
            raise
        source = parse_source(name, app.cwd)
        if not isinstance(source, Named):
            return (yield from _from_afar(app, name, context))
        return (yield from _from_card(app, app.models_map.find(source.name), source.quant, context))
    if model.problem:
        raise BrokenFile(f"{visible(model.name)} cannot be used: {model.problem}")
    header = read_headers(model.paths)
    return (yield from _from_header(app, model.name, header, model.size_bytes, model.quant, context,
                                    _projector_of(app, model)))


def _from_header(app: App, name: str, header: Header, size_bytes: int, quant: str | None, context: int,
                 projector_bytes: int) -> Events:
    """Show what a file's own head says."""
    machine = app.machine
    kv_type = str(app.settings.get("kv_type"))
    wanted = context or (None if app.settings.get("context") == "auto" else int(app.settings.get("context")))
    if wanted is None:
        left = max(0, machine.memory_available_bytes - projector_bytes)
        try:
            wanted = context_for(header, replace(machine, memory_available_bytes=left), None, kv_type, size_bytes)
        except DoesNotFit:
            wanted = _CONTEXT_SMALLEST
    fit = estimate(header, size_bytes, wanted, kv_type, machine, app.memory_speed, projector_bytes=projector_bytes)
    lines = [f"{visible(name)} {_verdict(fit.fits)}: it needs {bytes_text(fit.memory_needed_bytes)} of memory with a "
             f"context of {fit.context} tokens; {bytes_text(fit.memory_available_bytes)} are free",
             f"weights {bytes_text(fit.weights_bytes)}, context {bytes_text(fit.kv_bytes_per_token)} per token, "
             f"about {fit.tokens_per_second_expected:.1f} tokens per second",
             projector_text(projector_bytes), fit.advice]
    yield Answer("\n".join(line for line in lines if line), {
        "quant": quant, "weights_bytes": fit.weights_bytes, "kv_bytes_per_token": fit.kv_bytes_per_token,
        "projector_bytes": projector_bytes, "context": fit.context, "memory_needed_bytes": fit.memory_needed_bytes,
        "memory_available_bytes": fit.memory_available_bytes, "fits": fit.fits,
        "tokens_per_second_expected": fit.tokens_per_second_expected, "advice": fit.advice})
    return 0 if fit.fits else DoesNotFit.status


def _from_afar(app: App, name: str, context: int) -> Events:
    """Read the head of a file that is on a server, part by part, and show what it says."""
    model = app.planner().draft(name, app.cwd)
    header = yield from head_of(app, model)
    sizes = [part.file.size_bytes for part in model.files if not part.file.projector]
    size = sum(each or 0 for each in sizes) if all(sizes) else header.weights_bytes
    projector = projector_size(model.choice.projector, header.parameters)
    quant = header.quant or model.choice.quant
    status = yield from _from_header(app, model.name, header, size, quant, context, projector)
    if not model.wished and len(model.choices) > 1:
        quants = ", ".join(visible(choice.quant) for choice in model.choices if choice != model.choice)
        yield Notice(f"this is {visible(model.choice.quant)}; there is also {quants}")
    return status


def _from_card(app: App, card: ModelCard, quant: str | None, context: int) -> Events:
    """Show every choice of a model that is known but not here."""
    machine, speed = app.machine, app.memory_speed
    tokens = context or min(CONTEXT_SMALL, card.context_length or CONTEXT_SMALL)
    found = app.models_map.choices(card) if quant is None else (app.models_map.choice(card, quant),)
    each_quant = {choice.quant: choice for choice in reversed(found)}  # the first of those that offer the same
    fits = [fit for choice in reversed(each_quant.values())
            if (fit := card_fit(card, choice, machine, speed, tokens))]
    if not fits:
        raise UnknownModel(f"nobody states how large {visible(card.name)} is", hint=(
            f"`llm fit hf:{card.files[0].repo}` reads the head of its file" if card.files else "install it to see"))
    best = fits[best_choice(fits)]
    advice = "" if best.fits else "`llm recommend` names models for this machine"
    if card.context_length is not None and tokens > card.context_length:
        advice = f"the model was trained for {card.context_length} tokens; beyond that it gets worse"
    yield Notice(f"{visible(card.name)} {_verdict(best.fits)}: as {best.quant} it needs about "
                 f"{bytes_text(best.memory_bytes(tokens))} of memory with a context of {tokens} tokens; "
                 f"{bytes_text(machine.memory_available_bytes)} are free")
    yield fit_table(card.name, fits, None, best, {
        "quant": best.quant, "weights_bytes": best.weights_bytes, "kv_bytes_per_token": best.kv_bytes_per_token,
        "projector_bytes": best.projector_bytes, "context": tokens, "memory_needed_bytes": best.memory_bytes(tokens),
        "memory_available_bytes": machine.memory_available_bytes, "fits": best.fits,
        "tokens_per_second_expected": best.tokens_per_second, "advice": advice,
        "choices": [choice_data(fit) for fit in fits]})
    for remark in (projector_text(best.projector_bytes), advice, "estimates: it is not installed"):
        if remark:
            yield Notice(remark)
    return 0 if best.fits else DoesNotFit.status


def _projector_of(app: App, model: InstalledModel) -> int:
    """Return the bytes of the projector that was installed with a model; 0 where there is none."""
    record = app.shelf.record_of(model)
    others = zip(record.files, record.sizes_bytes, strict=False) if record else ()
    return sum(size for path, size in others if path not in model.paths)


def _verdict(fits: bool) -> str:
    return "fits" if fits else "does not fit"
