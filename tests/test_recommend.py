"""Recommending and selecting: the three best for a machine, by stated rules, with reasons that follow from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.choose.recommend import (
    QUALITY,
    WEIGHTS,
    Candidate,
    Wishes,
    best_three,
    confidence,
    rank,
    reason,
    use_case_of,
)
from core.models.card_fit import best_choice, card_fit
from core.models.model_files_map import ModelMap
from core.store.machine import Machine
from core.words.values import ModelCard

ROOT = Path(__file__).resolve().parents[1]
GB = 10**9
MAP = ModelMap.load(ROOT / "config" / "models.yaml")
# The fifteen models of the plan whose three examples of selecting are below.
PLANNED = ("deepseek-coder-v2:16b", "mistral-nemo:12b", "llama3.1:8b", "phi-4-mini:3.8b", "qwen3:4b", "gemma3:4b",
           "qwen2.5vl:3b", "stable-code:3b", "llama3.2:3b", "smollm3:3b", "tiny-agent:3b", "octopus-v2:2b",
           "qwen3:0.6b", "gemma3:270m", "tinyllama:1.1b")


def machine(memory: int) -> Machine:
    return Machine(memory_total_bytes=memory, memory_available_bytes=memory, cores_physical=4, cores_logical=8,
                   os_name="Linux", arch="x86_64")


def known(memory: int, speed: float) -> list[Candidate]:
    """All models of the map, as they would fit a machine."""
    found = []
    for card in MAP.cards:
        fits = [fit for each in MAP.choices(card) if (fit := card_fit(card, each, machine(memory), speed))]
        if fits:
            fit = fits[best_choice(fits)]
            found.append(Candidate(card, fit.quant, fit.size_bytes, fit.memory_small_bytes, fit.tokens_per_second,
                                   fit.fits))
    return found


def one(name: str = "m:8b", *, cases: tuple[str, ...] = ("general",), parameters: int = 8 * GB, speed: float = 8.0,
        fits: bool = True, installed: bool = False, **card: object) -> Candidate:
    facts = {"verification": "sha256", "family": name, **card}
    made = ModelCard(name, parameters=parameters, use_cases=cases, **facts)  # type: ignore[arg-type]
    return Candidate(made, "Q4_K_M", parameters // 2, parameters // 2 + GB, speed, fits, installed)


def names(candidates: list[Candidate], wishes: Wishes) -> list[str]:
    return [each.candidate.name for each in rank(candidates, wishes)[0]]


def test_weights_are_shares_of_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert sum(QUALITY.values()) == pytest.approx(1)
    best = rank([one(parameters=100 * GB, speed=10, context_length=131_072, priority="high")], Wishes())[0][0]
    assert best.score == pytest.approx(1)


@pytest.mark.parametrize(("wishes", "chosen"), [
    (Wishes("code", quality_min=0.9), "deepseek-coder-v2:16b"),
    (Wishes("reasoning", quality_min=0.9), "mistral-nemo:12b"),
    (Wishes("agent", latency_ms_max=1000), "octopus-v2:2b"),
], ids=["code", "reasoning", "fast agents"])
def test_the_three_examples_of_the_plan_come_out(wishes: Wishes, chosen: str) -> None:
    shelf = [replace(each, installed=True) for each in known(64 * GB, 100e9) if each.name in PLANNED]
    assert len(shelf) == 15
    assert names(shelf, wishes)[0] == chosen


@pytest.mark.parametrize(("memory", "largest"), [(2, 4 * GB), (8, 9 * GB), (32, 40 * GB), (200, 10**12)])
@pytest.mark.parametrize("use_case", ["general", "code", "reasoning", "vision", "embedding"])
def test_what_is_recommended_fits_is_confirmed_and_serves_the_use_case(memory: int, largest: int, use_case: str
                                                                      ) -> None:
    ranked, rejected = rank(known(memory * GB, 15e9), Wishes(use_case))
    three = best_three(ranked)
    assert len(three) == 3
    for each in three:
        assert each.candidate.memory_bytes <= memory * GB
        assert each.candidate.card.verification != "mentioned"
        assert use_case in each.candidate.card.use_cases
        assert (each.candidate.card.parameters or 0) <= largest
        assert reason(each, Wishes(use_case))
    unconfirmed = {card.name for card in MAP.cards if card.verification == "mentioned"}
    assert {each.name for each in rejected if each.why == "unconfirmed"} == unconfirmed & {
        each.name for each in known(memory * GB, 15e9)}


def test_more_memory_and_speed_recommend_abler_models() -> None:
    sizes = [max(each.candidate.card.parameters or 0 for each in best_three(rank(known(memory, speed), Wishes())[0]))
             for memory, speed in ((3 * GB, 8e9), (16 * GB, 25e9), (64 * GB, 200e9))]
    assert sizes == sorted(sizes)
    assert sizes[0] < 4 * GB < 20 * GB < sizes[2]


def test_three_are_of_three_families_where_there_are_three() -> None:
    ranked, _ = rank([one("a:8b"), one("a2:7b", family="a:8b", parameters=7 * GB), one("b:6b", parameters=6 * GB),
                      one("c:5b", parameters=5 * GB)], Wishes())
    assert [each.candidate.name for each in best_three(ranked)] == ["a:8b", "b:6b", "c:5b"]
    assert [each.candidate.name for each in best_three(ranked[:2])] == ["a:8b", "a2:7b"]


@pytest.mark.parametrize(("better", "worse", "wishes"), [
    (one("a"), one("b", speed=2.5), Wishes()),
    (one("a"), one("b", parameters=2 * GB), Wishes()),
    (one("a", cases=("code",)), one("b", cases=("general", "code")), Wishes("code")),
    (one("a", cases=("general", "code")), one("b"), Wishes("code")),
    (one("a", context_length=65_536), one("b", context_length=8192), Wishes()),
    (one("a", context_length=8192), one("b"), Wishes()),
    (one("a"), one("b", verification="listed"), Wishes()),
    (one("a", priority="high"), one("b"), Wishes()),
    (one("a", parameters=30 * GB), one("b", parameters=30 * GB, active_parameters=3 * GB), Wishes()),
    (one("a", parameters=20 * GB, speed=3), one("b"), Wishes(quality_min=0.9)),
    (one("a", parameters=2 * GB, speed=60), one("b", speed=25), Wishes(latency_ms_max=1000)),
    (one("a", speed=11), one("b", speed=9, parameters=12 * GB), Wishes(latency_ms_max=2000)),
], ids=["speed", "ability", "made for it", "also does it", "longer texts",
        "stated length", "evidence", "wanted", "all work", "quality first", "speed first", "within the limit"])
def test_of_two_models_that_differ_in_one_thing_the_better_comes_first(better: Candidate, worse: Candidate,
                                                                      wishes: Wishes) -> None:
    assert names([worse, better], wishes) == [better.name, worse.name]


@pytest.mark.parametrize(("candidate", "wishes", "why"), [
    (one(verification="mentioned"), Wishes(), "unconfirmed"), (one(fits=False), Wishes(), "memory"),
    (one(cases=("code",)), Wishes(), "use case"), (one(), Wishes("vision"), "use case"),
    (one(cases=("embedding",)), Wishes("code"), "use case"),
    (one(context_length=8192), Wishes(context=9000), "context"),
], ids=["unconfirmed", "memory", "other use", "no stand-in for vision", "embedding", "context"])
def test_what_cannot_serve_is_rejected_with_the_reason(candidate: Candidate, wishes: Wishes, why: str) -> None:
    ranked, rejected = rank([candidate], wishes)
    assert (ranked, [each.why for each in rejected]) == ([], [why])


def test_the_reason_holds_only_facts_of_the_card_and_of_this_machine() -> None:
    ranked, _ = rank([one(context_length=131_072, active_parameters=2 * GB)], Wishes())
    assert reason(ranked[0], Wishes()) == (
        "made for general, 8B parameters (2B at work), about reading speed, takes 128k tokens at once")
    ranked, _ = rank([one(verification="listed", speed=1.5, parameters=120 * GB)], Wishes("code"))
    assert reason(ranked[0], Wishes("code")) == (
        "general, stands in for code, 120B parameters, slow, nobody states its digest")


def test_what_is_installed_needs_no_source_and_may_be_of_unknown_use() -> None:
    own = one("mine", cases=(), verification=None, installed=True)
    assert names([own, one("b", verification="mentioned", installed=True)], Wishes()) == ["b", "mine"]
    assert names([own], Wishes("vision")) == []


def test_confidence_grows_with_score_and_lead_and_halves_for_a_wish_that_is_missed() -> None:
    alone, close = [rank(each, Wishes())[0] for each in ([one()], [one(), one("b", parameters=7_900_000_000)])]
    assert 0 < confidence(close) < confidence(alone) <= 1
    missed = rank([one()], Wishes(quality_min=0.8))[0]
    assert missed[0].misses == ("a quality of 0.65 is below 0.8",)
    assert confidence(missed) == pytest.approx(confidence(alone) / 2, abs=0.01)


@pytest.mark.parametrize(("typed", "meant"), [
    ("code", "code"), ("CodeGeneration", "code"), ("code-generation", "code"), ("function calling", "function_calling"),
    ("FunctionCalling", "function_calling"), ("AgentTask", "agent"), ("Chat", "general"), ("poetry", None)])
def test_use_cases_are_understood_as_others_write_them(typed: str, meant: str | None) -> None:
    assert use_case_of(typed) == meant
