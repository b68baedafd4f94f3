"""`llm fit`: whether a model fits this machine, before it is loaded, and before it is here at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.app import App
from core.commands.declare import command
from core.commands.kinds import Count, ModelName
from core.models.card_fit import CONTEXT_SMALL, CardFit, best_choice, card_fit
from core.models.fit import context_for, estimate
from core.models.gguf_header import Header, as_one, read_headers
from core.models.remote_header import remote_header
from core.models.source import Named, parse_source
from core.words.errors import BrokenFile, DoesNotFit, UnknownModel
from core.words.events import Answer, Events, Progress
from core.words.later import Later
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import Json, ModelCard

if TYPE_CHECKING:
    from core.models import hub as hubs
    from core.models import transfer as transfers
else:
    # A model on this machine is looked into without what speaks to the network.
    hubs, transfers = Later("core.models.hub"), Later("core.models.transfer")

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
    return (yield from _from_header(app, model.name, header, model.size_bytes, model.quant, context))


def _from_header(app: App, name: str, header: Header, size_bytes: int, quant: str | None, context: int) -> Events:
    """Show what a file's own head says."""
    machine = app.machine
    kv_type = str(app.settings.get("kv_type"))
    wanted = context or (None if app.settings.get("context") == "auto" else int(app.settings.get("context")))
    if wanted is None:
        try:
            wanted = context_for(header, machine, None, kv_type, size_bytes)
        except DoesNotFit:
            wanted = _CONTEXT_SMALLEST
    fit = estimate(header, size_bytes, wanted, kv_type, machine, app.memory_speed)
    text = (f"{visible(name)} {_verdict(fit.fits)}: it needs {bytes_text(fit.memory_needed_bytes)} of memory with a "
            f"context of {fit.context} tokens; {bytes_text(fit.memory_available_bytes)} are free\n"
            f"weights {bytes_text(fit.weights_bytes)}, context {bytes_text(fit.kv_bytes_per_token)} per token, "
            f"about {fit.tokens_per_second_expected:.1f} tokens per second")
    yield Answer(f"{text}\n{fit.advice}" if fit.advice else text, {
        "quant": quant, "weights_bytes": fit.weights_bytes, "kv_bytes_per_token": fit.kv_bytes_per_token,
        "context": fit.context, "memory_needed_bytes": fit.memory_needed_bytes,
        "memory_available_bytes": fit.memory_available_bytes, "fits": fit.fits,
        "tokens_per_second_expected": fit.tokens_per_second_expected, "advice": fit.advice})
    return 0 if fit.fits else DoesNotFit.status


def _from_afar(app: App, name: str, context: int) -> Events:
    """Read the head of a file that is on a server, part by part, and show what it says."""
    (planned,) = app.planner().plan(name, app.cwd).models
    environ = {**app.environ, "LUCIFER_OFFLINE": "1"} if app.offline else app.environ
    transfer = transfers.Transfer(hubs.token_of(app.environ), environ)
    headers: list[Header] = []
    parts = [each for each in planned.files if not each.file.projector]
    for number, part in enumerate(parts):
        yield Progress("reading heads", number, len(parts))
        url = app.addresses(part)[0]

        def get(start: int, end: int, url: str = url) -> bytes:
            return transfer.read_range(url, start, end)

        headers.append(remote_header(url, get, part.file.size_bytes))
    header = as_one(headers)
    sizes = [part.file.size_bytes for part in parts]
    size = sum(each or 0 for each in sizes) if all(sizes) else header.weights_bytes
    return (yield from _from_header(app, planned.name, header, size, header.quant or planned.choice.quant, context))


def _from_card(app: App, card: ModelCard, quant: str | None, context: int) -> Events:
    """Show every choice of a model that is known but not here."""
    machine, speed = app.machine, app.memory_speed
    found = app.models_map.choices(card) if quant is None else (app.models_map.choice(card, quant),)
    each_quant = {choice.quant: choice for choice in reversed(found)}  # the first of those that offer the same
    fits = [fit for choice in reversed(each_quant.values())
            if (fit := card_fit(card, choice, machine, speed, context or CONTEXT_SMALL))]
    if not fits:
        raise UnknownModel(f"nobody states how large {visible(card.name)} is", hint=(
            f"`llm fit hf:{card.files[0].repo}` reads the head of its file" if card.files else "install it to see"))
    best = fits[best_choice(fits)]
    tokens = context or CONTEXT_SMALL
    too_long = card.context_length is not None and tokens > card.context_length
    advice = f"the model was trained for {card.context_length} tokens" if too_long else "" if best.fits else (
        "`llm recommend` names models for this machine")
    yield Answer(_choices_text(card, fits, best, machine.memory_available_bytes, advice), {
        "quant": best.quant, "weights_bytes": best.weights_bytes, "kv_bytes_per_token": best.kv_bytes_per_token,
        "context": tokens, "memory_needed_bytes": best.memory_bytes(tokens),
        "memory_available_bytes": machine.memory_available_bytes, "fits": best.fits,
        "tokens_per_second_expected": best.tokens_per_second, "advice": advice,
        "choices": [_choice_data(fit) for fit in fits]}, form="code")
    return 0 if best.fits else DoesNotFit.status


def _choices_text(card: ModelCard, fits: list[CardFit], best: CardFit, free: int, advice: str) -> str:
    full = f"{card.context_length} tokens" if card.context_length else "full context"
    lines = [f"{visible(card.name)} {_verdict(best.fits)}: {bytes_text(free)} of memory are free (estimates; it is not "
             "installed)", f"  {'quant':<10}{'on disk':<14}{'memory: 4k':<12}{'16k':<10}{full:<16}tokens/s"]
    for fit in fits:
        whole = bytes_text(fit.memory_full_bytes) if fit.memory_full_bytes else ""
        size = ("" if fit.size_stated else "about ") + bytes_text(fit.size_bytes)
        lines.append(f"{'*' if fit is best else ' '} {fit.quant:<10}{size:<14}{bytes_text(fit.memory_small_bytes):<12}"
                     f"{bytes_text(fit.memory_medium_bytes):<10}{whole:<16}{fit.tokens_per_second:.1f}"
                     f"{'' if fit.fits else '  does not fit'}")
    return "\n".join([*lines, advice] if advice else lines)


def _choice_data(fit: CardFit) -> Json:
    return {"quant": fit.quant, "size_bytes": fit.size_bytes, "size_stated": fit.size_stated,
            "memory_4k_bytes": fit.memory_small_bytes, "memory_16k_bytes": fit.memory_medium_bytes,
            "memory_full_bytes": fit.memory_full_bytes, "tokens_per_second_expected": fit.tokens_per_second,
            "fits": fit.fits}


def _verdict(fits: bool) -> str:
    return "fits" if fits else "does not fit"
