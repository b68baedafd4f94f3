"""The models that can be recommended or selected, with what each would need and do on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.app import App
from core.choose.recommend import Candidate, Proof
from core.exam.measured import Facts, machine_text
from core.models.card_fit import best_choice, card_fit
from core.models.fit import estimate
from core.models.gguf_header import read_headers
from core.store.machine import Machine
from core.words.errors import BrokenFile, DiskError


def from_catalog(app: App, context: int) -> Iterator[Candidate]:
    """Go through the models of the map, each in the quant to take here; one without a known size is left out."""
    machine, speed, known = app.machine, app.memory_speed, app.models_map
    proofs = _proofs(app, machine)
    for card in known.cards:
        choices = known.choices(card)
        fits = [fit for fit in (card_fit(card, choice, machine, speed, context) for choice in choices) if fit]
        if fits:
            fit = fits[best_choice(fits)]
            rate, proof = proofs.get((card.name, fit.quant), (None, None))
            yield Candidate(card, fit.quant, fit.size_bytes, fit.memory_bytes(context), rate or fit.tokens_per_second,
                            fit.fits, proof=proof)


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
        rate, proof = proof_of(app.measured.of(model), machine)
        yield Candidate(own, model.quant or "", model.size_bytes, fit.memory_needed_bytes,
                        rate or fit.tokens_per_second_expected, fit.fits, installed=True, proof=proof)


def proof_of(facts: Facts | None, machine: Machine) -> tuple[float | None, Proof | None]:
    """Return a model's speed on this machine, where that was measured, and what the tests prove of it."""
    if facts is None:
        return None, None
    rate = facts.tokens_per_second if facts.machine == machine_text(machine) else None
    shares = [f"{share.value:.0%} in tier {tier}" for tier, share in sorted(facts.tiers.items())]
    words = f"tested {facts.day}: {', '.join(shares) or 'it cannot be run'}" + (", which fails" if facts.fails else "")
    return rate, Proof(facts.level, {skill: share.value for skill, share in facts.probes.items()}, words, facts.fails,
                       rate is not None)


def _proofs(app: App, machine: Machine) -> dict[tuple[str, str], tuple[float | None, Proof | None]]:
    """What is proven of the models of the map that are installed, by name and quant."""
    found: dict[tuple[str, str], tuple[float | None, Proof | None]] = {}
    for model in app.shelf.models() if app.measured.read() else ():
        facts, card = app.measured.of(model), app.models_map.card_of_file(model.path.name)
        if facts is not None and card is not None:
            found[card.name, model.quant or ""] = proof_of(facts, machine)
    return found
