"""`llm fit`: whether a model fits this machine, before it is loaded."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import Count, ModelName
from core.models.fit import Fit, context_for, estimate
from core.models.gguf_header import read_headers
from core.words.errors import BrokenFile, DoesNotFit
from core.words.events import Answer, Events
from core.words.safe_text import visible
from core.words.units import bytes_text

_CONTEXT_SMALLEST = 512


@command("llm fit", group="models")
def llm_fit(app: App, name: ModelName, *, context: Count = 0) -> Events:
    """Work out the memory a model needs here, with which context, and how fast it will be. Exit status 9: too large."""
    model = app.shelf.find(name)
    if model.problem:
        raise BrokenFile(f"{visible(model.name)} cannot be used: {model.problem}")
    header = read_headers(model.paths)
    machine = app.machine
    kv_type = str(app.settings.get("kv_type"))
    wanted = context or (None if app.settings.get("context") == "auto" else int(app.settings.get("context")))
    if wanted is None:
        try:
            wanted = context_for(header, machine, None, kv_type, model.size_bytes)
        except DoesNotFit:
            wanted = _CONTEXT_SMALLEST
    fit = estimate(header, model.size_bytes, wanted, kv_type, machine)
    yield Answer(_written(model.name, fit), {
        "quant": model.quant, "weights_bytes": fit.weights_bytes, "kv_bytes_per_token": fit.kv_bytes_per_token,
        "context": fit.context, "memory_needed_bytes": fit.memory_needed_bytes,
        "memory_available_bytes": fit.memory_available_bytes, "fits": fit.fits,
        "tokens_per_second_expected": fit.tokens_per_second_expected, "advice": fit.advice})
    return 0 if fit.fits else DoesNotFit.status


def _written(name: str, fit: Fit) -> str:
    verdict = "fits" if fit.fits else "does not fit"
    advice = f"\n{fit.advice}" if fit.advice else ""
    return (f"{visible(name)} {verdict}: it needs {bytes_text(fit.memory_needed_bytes)} of memory with a context of "
            f"{fit.context} tokens; {bytes_text(fit.memory_available_bytes)} are free\n"
            f"weights {bytes_text(fit.weights_bytes)}, context {bytes_text(fit.kv_bytes_per_token)} per token, "
            f"about {fit.tokens_per_second_expected:.1f} tokens per second{advice}")
