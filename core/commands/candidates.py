"""The models that can be recommended or selected, with what each would need and do on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.app import App
from core.choose.recommend import Candidate
from core.models.card_fit import best_choice, card_fit
from core.models.fit import estimate
from core.models.gguf_header import read_headers
from core.words.errors import BrokenFile, DiskError


def from_catalog(app: App, context: int) -> Iterator[Candidate]:
    """Go through the models of the map, each in the quant to take here; one without a known size is left out."""
    machine, speed, known = app.machine, app.memory_speed, app.models_map
    for card in known.cards:
        choices = known.choices(card)
        fits = [fit for fit in (card_fit(card, choice, machine, speed, context) for choice in choices) if fit]
        if fits:
            fit = fits[best_choice(fits)]
            yield Candidate(card, fit.quant, fit.size_bytes, fit.memory_bytes(context), fit.tokens_per_second, fit.fits)


def from_shelf(app: App, context: int) -> Iterator[Candidate]:
    """Go through the installed models that can answer; what they are for is what the map says of their files."""
    machine, speed, known = app.machine, app.memory_speed, app.models_map
    kv_type = str(app.settings.get("kv_type"))
    for model in app.shelf.models():
        if model.problem or not model.enabled:
            continue
        try:
            header = read_headers(model.paths)
        except (BrokenFile, DiskError):
            continue
        tokens = min(context, header.context_length or context)
        fit = estimate(header, model.size_bytes, tokens, kv_type, machine, speed)
        card = known.card_of_file(model.path.name)
        use_cases = model.card.use_cases or (card.use_cases if card else ())
        own = replace(model.card, name=model.name, use_cases=use_cases, priority=card.priority if card else None,
                      active_parameters=card.active_parameters if card else None)
        yield Candidate(own, model.quant or "", model.size_bytes, fit.memory_needed_bytes,
                        fit.tokens_per_second_expected, fit.fits, installed=True)
