"""`llm select`: which model a program should use for a purpose, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from core.app import App
from core.choose.recommend import Candidate, Rejected, Scored, Wishes, confidence, rank, reason
from core.commands.candidates import from_catalog, from_shelf
from core.commands.declare import command
from core.commands.kinds import Count
from core.commands.use_case import UseCase
from core.models.card_fit import CONTEXT_SMALL
from core.words.command import Kind
from core.words.errors import DoesNotFit, UnknownModel
from core.words.events import Answer, Events, Notice
from core.words.safe_text import visible
from core.words.values import Json

_ALTERNATIVES = 3


def _share(text: str, bare: bool) -> float:
    del bare
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ValueError("expected a number from 0 to 1")
    return share


def _one_of(*words: str) -> Callable[[str, bool], str]:
    def check(text: str, bare: bool) -> str:
        del bare
        if text.lower() not in words:
            raise ValueError(f"expected {', '.join(words[:-1])} or {words[-1]}")
        return text.lower()

    return check


Share = Annotated[float, Kind("share", _share)]
Privacy = Annotated[str, Kind("privacy", _one_of("public", "internal", "confidential", "restricted"))]
Place = Annotated[str, Kind("place", _one_of("installed", "catalog"))]


@command("llm select", group="models")
def llm_select(app: App, *, use_case: UseCase = "general", privacy: Privacy = "internal", max_latency: Count = 0,
               min_quality: Share = 0.0, context: Count = 0, from_: Place = "installed") -> Events:
    """Choose the model for a use case, with confidence, rationale and three alternatives.

    Among the installed models, or with --from catalog among all that are known. --max-latency is in milliseconds for
    the first 20 tokens; up to 1000, speed decides. --min-quality is from 0 to 1; from 0.9, quality decides. A wish that
    no model meets is said in the rationale and halves the confidence. What `test` has measured of an installed model
    counts in the place of what is expected, and one that failed tier 0 comes last. --privacy is public, internal,
    confidential or restricted: every model here runs on this machine, so all of them serve each.
    """
    wishes = Wishes(use_case, max_latency or None, min_quality or None, context)
    for warning in app.models_map.warnings:
        yield Notice(warning, "warning")
    source = from_catalog if from_ == "catalog" else from_shelf
    ranked, rejected = rank(list(source(app, context or CONTEXT_SMALL)), wishes)
    if not ranked:
        raise _nothing_for(wishes, rejected, from_)
    first, others = ranked[0], ranked[1:1 + _ALTERNATIVES]
    sure = confidence(ranked)
    rationale = f"{reason(first, wishes)}; it runs on this machine, which is enough for {privacy} material"
    lines = [f"{visible(first.candidate.name)} (confidence {sure:.2f})", rationale]
    lines += [f"  or {visible(one.candidate.name)}: {reason(one, wishes)}" for one in others]
    yield Answer("\n".join(lines), {
        "model": first.candidate.name, "confidence": sure, "rationale": rationale,
        "alternatives": [_data(one, wishes) for one in others], **_figures(first)})
    return 0


def _data(one: Scored, wishes: Wishes) -> Json:
    return {"model": one.candidate.name, "rationale": reason(one, wishes), **_figures(one)}


def _figures(one: Scored) -> dict[str, Json]:
    candidate = one.candidate
    return {"score": one.score, "parts": one.shares, "quality": round(one.quality, 2),
            "quant": candidate.quant,
            "size_bytes": candidate.size_bytes, "memory_needed_bytes": candidate.memory_bytes,
            "tokens_per_second_expected": candidate.tokens_per_second, "latency_ms_expected": candidate.latency_ms,
            "measured": measured_of(candidate),
            "installed": candidate.installed, "unmet": list(one.misses)}


def measured_of(candidate: Candidate) -> Json:
    """Write what of a candidate's figures the tier tests have measured; None for a model that was not tested."""
    proof = candidate.proof
    return None if proof is None else {"words": proof.words, "level": proof.level, "skills": dict(proof.skills),
                                       "fails_tier_0": proof.fails, "speed": proof.speed_here}


def _nothing_for(wishes: Wishes, rejected: list[Rejected], place: str) -> UnknownModel | DoesNotFit:
    """Say why no model is left."""
    told = f"no {'installed' if place == 'installed' else 'known'} model for {wishes.use_case}"
    further = "`llm select --from catalog` looks among all known models" if place == "installed" else (
        "`llm list all` shows the known models")
    if any(one.why == "memory" for one in rejected):
        wide = f" with a context of {wishes.context} tokens" if wishes.context else ""
        return DoesNotFit(f"{told} fits the free memory{wide}", hint=further)
    if any(one.why == "context" for one in rejected):
        return DoesNotFit(f"{told} takes a context of {wishes.context} tokens", hint=further)
    return UnknownModel(f"{told} is there", hint=further)
