"""`llm recommend`: the three models to install on this machine for a purpose."""

from __future__ import annotations

from core.app import App
from core.choose.recommend import Scored, Wishes, best_three, rank, reason
from core.commands.candidates import from_catalog
from core.commands.declare import command
from core.commands.llm_select import measured_of
from core.commands.use_case import UseCase
from core.models.card_fit import CONTEXT_SMALL
from core.words.errors import DoesNotFit, UnknownModel
from core.words.events import Events, Notice, Table
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import InstalledModel, Json


@command("llm recommend", group="models")
def llm_recommend(app: App, use_case: UseCase = "general") -> Events:
    """Name the three best models for this machine, with size, memory, expected speed and the reason for each.

    Use cases: general, code, reasoning, vision, agent, function_calling, micro, embedding. Memory is that of a context
    of 4096 tokens. Models whose files no source confirms are left out. Of one that is installed and was tested, what
    `test` measured counts.
    """
    wishes = Wishes(use_case)
    for warning in app.models_map.warnings:
        yield Notice(warning, "warning")
    ranked, rejected = rank(list(from_catalog(app, CONTEXT_SMALL)), wishes)
    memory = app.machine.memory_available_bytes
    if not ranked:
        too_large = any(one.why == "memory" for one in rejected)
        raise (DoesNotFit if too_large else UnknownModel)(
            f"no known model for {use_case} fits the {bytes_text(memory)} of memory that are free",
            hint="close other programs, or see `llm list all`")
    installed = app.shelf.models()
    chosen = best_three(ranked)
    rows = tuple((visible(one.candidate.name), one.candidate.quant, bytes_text(one.candidate.size_bytes),
                  bytes_text(one.candidate.memory_bytes), _speed(one))
                 for one in chosen)
    yield Table(("model", "quant", "size", "memory", "speed"), rows,
                [_data(one, wishes, installed) for one in chosen],
                title=f"for {use_case.replace('_', ' ')}, with {bytes_text(memory)} of memory free")
    for one in chosen:
        yield Notice(f"{visible(one.candidate.name)}: {reason(one, wishes)}")
    yield Notice(f"`install {visible(chosen[0].candidate.name)}` installs the first; memory and speed are estimates"
                 + (", but for what was measured here" if any(_is_measured(one) for one in chosen) else ""))
    return 0


def _is_measured(one: Scored) -> bool:
    proof = one.candidate.proof
    return proof is not None and proof.speed_here


def _speed(one: Scored) -> str:
    rate = one.candidate.tokens_per_second
    return f"{rate:.0f} tokens/s" + (", measured" if _is_measured(one) else "")


def _data(one: Scored, wishes: Wishes, installed: list[InstalledModel]) -> Json:
    candidate = one.candidate
    files = {file.filename.rsplit("/", 1)[-1].lower() for file in candidate.card.files}
    return {"name": candidate.name, "quant": candidate.quant, "size_bytes": candidate.size_bytes,
            "memory_needed_bytes": candidate.memory_bytes, "context": CONTEXT_SMALL,
            "tokens_per_second_expected": candidate.tokens_per_second, "score": one.score,
            "measured": measured_of(candidate), "parts": one.shares, "reason": reason(one, wishes),
            "license": candidate.card.license,
            "installed": any(path.name.lower() in files for model in installed for path in model.paths)}
