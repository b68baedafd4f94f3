"""Which model suits a job on this machine: candidates from the map or the shelf, scored by one table of weights.

A candidate must serve the use case, fit the memory with the context that is asked for, and, in the map, be confirmed
by a source. What remains is scored from 0 to 1 by WEIGHTS:

    quality   how good its answers should be, by QUALITY: its ability from the number of parameters (a hundred million
              is 0, a hundred billion is 1; of a mixture, the mean of all and of the active ones), how much it was made
              for the use case, and how much text it takes at once (4096 tokens are 0, 131072 are 1)
    speed     expected tokens per second, from 2 (0) to 10 (1), faster than which few people read
    evidence  how well its file is known: a stated digest, or only a name in a list
    wanted    the priority that the plans of this program give it

Where the tier tests have measured an installed model, what they found takes the place of what is expected: the share
of right answers over the five tiers for the ability, for PROVEN use cases the probes of those skills for how much it is
made for them, and its speed on this machine. A model that failed tier 0 comes after all that did not.

From a wish for a quality of QUALITY_FIRST, quality decides alone; from a limit of SPEED_FIRST_MS, speed does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.words.values import ModelCard

WEIGHTS = {"quality": 0.70, "speed": 0.20, "evidence": 0.05, "wanted": 0.05}
QUALITY = {"ability": 0.55, "made for": 0.30, "context": 0.15}
QUALITY_FIRST, SPEED_FIRST_MS = 0.9, 1000
# How much a model is made for a use case: it does little else, does it among others, or is a general one standing in.
_ONLY, _AMONG_OTHERS, _STANDS_IN = 1.0, 0.8, 0.3
_OWN_FILE = 0.5  # a file of one's own does not say what it is for
_NO_STAND_IN = ("vision", "embedding", "micro")
USE_CASES = ("general", "code", "reasoning", "vision", "agent", "function_calling", "micro", "embedding")
# How other programs and people call them.
_MEANS = {
    "chat": "general", "questionanswering": "general", "documentation": "general", "translation": "general",
    "summarization": "general", "writing": "general", "codegeneration": "code", "codeanalysis": "code",
    "coding": "code", "programming": "code", "math": "reasoning", "thinking": "reasoning", "images": "vision",
    "agenttask": "agent", "agents": "agent", "tools": "function_calling", "small": "micro", "embeddings": "embedding",
    "search": "embedding",
}
# The skills of the tests' probes that show what a model is worth for a use case.
PROVEN = {"function_calling": ("json", "tools"), "agent": ("shell", "tools")}
# A first answer of this many tokens is what a limit on latency is about.
LATENCY_TOKENS = 20
_SPEED_LOW, _SPEED_READING, _SPEED_HIGH = 2.0, 5.0, 10.0
_ABILITY_LOW, _ABILITY_HIGH = 1e8, 1e11
_CONTEXT_LOW, _CONTEXT_HIGH = 4096, 131_072
_CONTEXT_UNIT = 1024
_EVIDENCE = {"sha256": 1.0, "listed": 0.5, "mentioned": 0.0, None: 0.5}
_WANTED = {"high": 1.0, "medium": 0.6, "low": 0.2, None: 0.4}


@dataclass(frozen=True, slots=True)
class Proof:
    """What the tier tests measured of a model: its level and the shares of single skills, 0 to 1, and in words.

    `speed_here`: the candidate's tokens per second were measured on this machine.
    """

    level: float | None
    skills: Mapping[str, float]
    words: str
    fails: bool = False
    speed_here: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model with what it would need and do here; `installed` ones need no source to vouch for them."""

    card: ModelCard
    quant: str
    size_bytes: int
    memory_bytes: int
    tokens_per_second: float
    fits: bool
    installed: bool = False
    proof: Proof | None = None

    @property
    def fails(self) -> bool:
        """Whether it failed what every model must pass."""
        return self.proof is not None and self.proof.fails

    @property
    def name(self) -> str:
        return self.card.name

    @property
    def latency_ms(self) -> int:
        """Return the milliseconds for the first LATENCY_TOKENS tokens."""
        return round(1000 * LATENCY_TOKENS / max(self.tokens_per_second, 1e-3))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a model is wanted for; a context of 0 asks for none in particular."""

    use_case: str = "general"
    latency_ms_max: int | None = None
    quality_min: float | None = None
    context: int = 0


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the parts of it, and what it fails of the wishes."""

    candidate: Candidate
    score: float
    parts: dict[str, float]
    misses: tuple[str, ...] = ()

    @property
    def quality(self) -> float:
        return self.parts["quality"]

    @property
    def shares(self) -> dict[str, float]:
        """The parts as they are printed, 0 to 1; WEIGHTS and QUALITY say how they are added up."""
        return {part: round(share, 3) for part, share in self.parts.items()}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A model that is out of the question, and why."""

    name: str
    why: Literal["use case", "memory", "context", "unconfirmed"]


def use_case_of(text: str) -> str | None:
    """Return the use case that a word means, or None: "CodeGeneration", "code-generation" and "code" are one."""
    bare = re.sub(r"[-_ ]", "", text.lower())
    return next((case for case in USE_CASES if case.replace("_", "") == bare), _MEANS.get(bare))


def rank(candidates: Sequence[Candidate], wishes: Wishes) -> tuple[list[Scored], list[Rejected]]:
    """Return the candidates that may be chosen, best first, and those that may not."""
    scored: list[Scored] = []
    rejected: list[Rejected] = []
    for candidate in candidates:
        why = _against(candidate, wishes)
        if why:
            rejected.append(Rejected(candidate.name, why))
        else:
            scored.append(_score(candidate, wishes))
    quality_first = wishes.quality_min is not None and wishes.quality_min >= QUALITY_FIRST
    speed_first = wishes.latency_ms_max is not None and wishes.latency_ms_max <= SPEED_FIRST_MS

    def order(one: Scored) -> tuple[float, ...]:
        first = one.quality if quality_first else one.candidate.tokens_per_second if speed_first else one.score
        stands_in = (quality_first or speed_first) and one.parts["made for"] <= _STANDS_IN
        return (one.candidate.fails, len(one.misses), stands_in, -first, -one.score, one.candidate.size_bytes)

    return sorted(scored, key=order), rejected


def best_three(ranked: Sequence[Scored]) -> list[Scored]:
    """Return the three best of different families, so that they are a choice; of fewer families, the best there are."""
    chosen: list[Scored] = []
    for one in ranked:
        if all(_family(one.candidate.card) != _family(other.candidate.card) for other in chosen):
            chosen.append(one)
    chosen = chosen[:3] + [one for one in ranked if one not in chosen[:3]][:max(0, 3 - len(chosen))]
    return sorted(chosen, key=ranked.index)


def confidence(ranked: Sequence[Scored]) -> float:
    """Return how sure the first place is, 0 to 1: how good it is, how far ahead, and half for every wish it misses."""
    first = ranked[0]
    ahead = first.score - ranked[1].score if len(ranked) > 1 else 0.2
    proof = first.candidate.proof
    known = 1.0 if first.candidate.card.parameters or (proof and proof.level is not None) else 0.5
    known = 0.5 * known if first.candidate.fails else known
    sure = (0.7 * first.score + 0.3 * min(1.0, max(0.0, ahead) / 0.1)) * known * 0.5 ** len(first.misses)
    return round(sure, 2)


def reason(one: Scored, wishes: Wishes) -> str:
    """Say in a line why a model was chosen; only facts that went into its score."""
    card = one.candidate.card
    made = {_ONLY: "made for", _AMONG_OTHERS: "also does", _OWN_FILE: "your own file for"}.get(
        one.parts["made for"], "general, stands in for")
    speed = one.candidate.tokens_per_second
    pace = ("faster than you read" if speed >= _SPEED_HIGH else "about reading speed" if speed >= _SPEED_READING
            else "slow")
    proof = one.candidate.proof
    if proof and proof.speed_here:
        pace = f"{speed:.{0 if speed >= _SPEED_HIGH else 1}f} tokens/s measured here, {pace}"
    facts = [f"{made} {wishes.use_case.replace('_', ' ')}", proof.words if proof else "", _able(card), pace]
    facts += [f"takes {card.context_length // _CONTEXT_UNIT}k tokens at once"] if card.context_length else []
    facts += ["nobody states its digest"] if not one.candidate.installed and card.verification != "sha256" else []
    return ", ".join([fact for fact in facts if fact] + list(one.misses))


def _able(card: ModelCard) -> str:
    if not card.parameters:
        return ""
    billions = card.parameters / 1e9
    if billions < 0.1:
        return f"{card.parameters / 1e6:.2g}M parameters"
    shown = f"{billions:.2g}B parameters" if billions < 100 else f"{billions:.0f}B parameters"
    return shown + (f" ({card.active_parameters / 1e9:.2g}B at work)" if card.active_parameters else "")


def _against(candidate: Candidate, wishes: Wishes) -> Literal["use case", "memory", "context", "unconfirmed"] | None:
    card = candidate.card
    if not candidate.installed and card.verification == "mentioned":
        return "unconfirmed"
    if _made_for(card, wishes.use_case) == 0:
        return "use case"
    if card.context_length is not None and card.context_length < wishes.context:
        return "context"
    return None if candidate.fits else "memory"


def _score(candidate: Candidate, wishes: Wishes) -> Scored:
    card = candidate.card
    good = {"ability": _ability(candidate), "made for": _proven(candidate, wishes.use_case),
            "context": _between(card.context_length or 0, _CONTEXT_LOW, _CONTEXT_HIGH)}
    parts = {
        "quality": sum(weight * good[name] for name, weight in QUALITY.items()),
        "speed": _between(candidate.tokens_per_second, _SPEED_LOW, _SPEED_HIGH),
        "evidence": 1.0 if candidate.installed else _EVIDENCE[card.verification],
        "wanted": _WANTED[card.priority],
    }
    misses = []
    if wishes.quality_min is not None and parts["quality"] < wishes.quality_min:
        misses.append(f"a quality of {parts['quality']:.2f} is below {wishes.quality_min:g}")
    if wishes.latency_ms_max is not None and candidate.latency_ms > wishes.latency_ms_max:
        misses.append(f"{candidate.latency_ms} ms for {LATENCY_TOKENS} tokens is more than {wishes.latency_ms_max}")
    score = sum(weight * parts[name] for name, weight in WEIGHTS.items())
    return Scored(candidate, round(score, 4), parts | good, tuple(misses))


def _made_for(card: ModelCard, use_case: str) -> float:
    """Return how much a model is made for a use case, 0 when it does not serve it at all."""
    cases = card.use_cases
    if use_case in cases:
        return _AMONG_OTHERS if "general" in cases and use_case != "general" else _ONLY
    if "embedding" in cases or use_case in _NO_STAND_IN:
        return 0.0
    if not cases:
        return _OWN_FILE if use_case == "general" else _STANDS_IN
    return _STANDS_IN if "general" in cases else 0.0


def _proven(candidate: Candidate, use_case: str) -> float:
    """Return how much a model is made for a use case: as the probes of its skills found it, else as its card says."""
    skills = candidate.proof.skills if candidate.proof else {}
    wanted = PROVEN.get(use_case, ())
    if wanted and all(skill in skills for skill in wanted):
        return sum(skills[skill] for skill in wanted) / len(wanted)
    return _made_for(candidate.card, use_case)


def _ability(candidate: Candidate) -> float:
    """Return how able a model is: as the tests found it, else by its size, which comes to about the same."""
    card, proof = candidate.card, candidate.proof
    if proof is not None and proof.level is not None:
        return proof.level
    total = card.parameters or 0
    return _between(math.sqrt(total * (card.active_parameters or total)), _ABILITY_LOW, _ABILITY_HIGH)


def _between(value: float, low: float, high: float) -> float:
    """Place a value between two others by its logarithm: 0 at or below `low`, 1 at or above `high`."""
    return min(1.0, max(0.0, math.log(value / low) / math.log(high / low))) if value > 0 else 0.0


def _family(card: ModelCard) -> str:
    return card.family or card.name.partition(":")[0]
