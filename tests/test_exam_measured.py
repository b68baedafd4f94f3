"""What the tests measured of a model is kept by its file, shown, and decides which model is chosen."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from at_hand import open_app, say
from build_gguf import build

from core.app import App
from core.choose.choice import choose
from core.choose.recommend import Candidate, Proof, Wishes, rank, reason
from core.exam.measured import Facts, Measured, Share, machine_text
from core.exam.record import Record, model_key
from core.exam.sat import Sat
from core.words.events import Answer
from core.words.values import InstalledModel, ModelCard

AT = "2026-03-04T05:06:07+00:00"
GB = 10**9


def record(passed: bool, number: int, *, tier: int | None = 0, skill: str = "facts", generated: int = 10) -> Record:
    return Record("m", "k", tier, "model", skill, f"q{number}", "asked", "said", passed, "why", 1.0, prompt_tokens=20,
                  prompt_seconds=0.1, generated=generated, generate_seconds=0.5, memory_bytes=50_000_000)


def answers(right: int, total: int, *, tier: int | None = 0, skill: str = "facts") -> list[Record]:
    return [record(number < right, number, tier=tier, skill=skill) for number in range(total)]


def sat(model: InstalledModel, *, zero: tuple[int, int], probes: dict[str, tuple[int, int]] | None = None) -> Sat:
    found: dict[int | None, list[Record]] = {0: answers(*zero)}
    for skill, (right, total) in (probes or {}).items():
        found.setdefault(None, []).extend(answers(right, total, tier=None, skill=skill))
    return Sat(model, found)


def home_with(folder: Path, **names: int) -> App:
    """A home with models of these names and widths."""
    (folder / "models").mkdir()
    for name, width in names.items():
        build(folder / "models" / f"{name}.gguf", width=width)
    return open_app(folder)


def keep(app: App, *sats: Sat, machine: str | None = None) -> None:
    app.measured.keep(sats, at=AT, machine=machine or machine_text(app.machine))


@pytest.mark.parametrize(("tiers", "level"), [
    ({0: (50, 50)}, 0.2), ({0: (50, 50), 2: (25, 50)}, 0.45), ({0: (10, 50)}, 0.04), ({0: (9, 10)}, None), ({}, None),
    ({0: (40, 40), 1: (40, 40), 2: (40, 40), 3: (40, 40), 4: (20, 40)}, 0.9)])
def test_the_level_is_the_share_over_all_five_tiers(tiers: dict[int, tuple[int, int]], level: float | None) -> None:
    facts = Facts(AT, "here", {tier: Share(*counts) for tier, counts in tiers.items()}, {})
    assert facts.level == (level if level is None else pytest.approx(level))


@pytest.mark.parametrize(("right", "total", "fails"), [
    (79, 100, True), (80, 100, False), (19, 25, True), (7, 10, False), (3, 10, True), (0, 2, True), (1, 2, False)])
def test_a_model_fails_surely_with_enough_questions_or_with_far_too_few_right(right: int, total: int, fails: bool
                                                                              ) -> None:
    assert Facts(AT, "here", {0: Share(right, total)}, {}).fails is fails


def test_a_short_look_does_not_replace_a_whole_test_and_a_changed_file_was_never_measured(tmp_path: Path) -> None:
    app = home_with(tmp_path, bee=32)
    model = app.shelf.find("bee")
    keep(app, sat(model, zero=(80, 86), probes={"json": (6, 8)}))
    keep(app, sat(model, zero=(4, 10)))
    facts = Measured(tmp_path / "measured.json").of(model)
    assert facts is not None
    assert (facts.tiers[0], facts.probes["json"], facts.day) == (Share(80, 86), Share(6, 8), "2026-03-04")
    assert (facts.tokens_per_second, facts.memory_peak_bytes) == (20.0, 50_000_000)
    os.utime(model.path, (1, 1))
    assert app.measured.of(model) is None


@pytest.mark.parametrize("kept", [
    "", "[]", "{", '{"models": []}', '{"models": {"KEY": {}}}', '{"models": {"KEY": {"tiers": 3, "probes": null}}}',
    '{"models": {"KEY": {"at": "x", "machine": "y", "problem": "", "tokens_per_second": null, '
    '"prompt_tokens_per_second": null, "first_token_seconds": null, "memory_peak_bytes": 0, "probes": {}, '
    '"tiers": {"0": {"right": 9, "total": 3}}}}}'])
def test_damaged_facts_count_as_never_measured(tmp_path: Path, kept: str) -> None:
    app = home_with(tmp_path, bee=32)
    model = app.shelf.find("bee")
    (tmp_path / "measured.json").write_text(kept.replace("KEY", model_key(model)))
    assert app.measured.of(model) is None
    assert say(app, "llm list").status == 0


def test_a_model_that_failed_tier_0_is_not_chosen_by_itself_while_another_is_there(tmp_path: Path) -> None:
    app = home_with(tmp_path, bee=64, ant=32)
    bee, ant = app.shelf.find("bee"), app.shelf.find("ant")
    assert app.chosen().name == "bee"
    keep(app, sat(bee, zero=(20, 86)))
    assert app.chosen().name == "ant"
    assert choose([bee, ant], 10 * GB, lambda _: True).name == "bee"
    rows = {row["name"]: row for row in say(app, "llm list").data}
    assert rows["bee"]["verdict"] is None
    assert rows["bee"]["measured"]["tiers"]["0"]["right"] == 20
    app.settings.set("model", "bee")
    assert app.chosen().name == "bee"


def test_the_list_shows_what_was_measured_in_eighty_columns(tmp_path: Path) -> None:
    app = home_with(tmp_path, bee=32, ant=32)
    keep(app, sat(app.shelf.find("bee"), zero=(80, 86), probes={"json": (6, 8), "tools": (2, 8), "shell": (18, 20)}))
    heard = say(app, "llm list --measured")
    table = heard.events[-1]
    assert [row for row in table.rows if row[0] != "spark"] == [  # type: ignore[union-attr]
        ("ant", "untested", "", "", "", "", "", ""),
        ("bee", "93%", "", "75%", "25%", "90%", "20", "50.0 MB")]
    widths = [max(map(len, column)) for column in zip(*table.rows, table.columns, strict=True)]  # type: ignore[union-attr]
    assert sum(widths) + 2 * len(widths) <= 80 - 20  # a name of 20 letters more has room
    assert [each["name"] for each in heard.data if each["measured"]] == ["bee"]


def test_info_names_the_source_the_day_and_the_machine(tmp_path: Path) -> None:
    app = home_with(tmp_path, bee=32)
    assert "not tested yet" in say(app, "llm info bee").events[-1].text  # type: ignore[union-attr]
    keep(app, sat(app.shelf.find("bee"), zero=(80, 86), probes={"shell": (18, 20)}), machine="a box, 1 core")
    heard = say(app, "llm info bee")
    can = heard.data["capabilities"]
    assert can["tier_0"] == {"value": 0.9302, "right": 80, "total": 86, "share": 0.9302, "low": 0.856, "high": 0.9676,
                             "source": "measured", "at": AT, "machine": "a box, 1 core"}
    assert (can["words_to_command"]["value"], can["tokens_per_second"]["source"]) == (0.9, "measured")
    shown = next(event.text for event in heard.events if isinstance(event, Answer))
    assert "measured on 2026-03-04 (a box, 1 core)\n  tier 0             80/86 93% (86-97)\n" in shown


def candidate(name: str, parameters: int, proof: Proof | None = None) -> Candidate:
    card = ModelCard(name, parameters=parameters, use_cases=("general", "function_calling"), family=name)
    return Candidate(card, "Q4_K_M", GB, GB, 8.0, True, installed=True, proof=proof)


def test_what_was_measured_ranks_above_what_is_expected() -> None:
    large, small = candidate("large", 8 * GB), candidate("small", GB)

    def first(*candidates: Candidate, use: str = "general") -> str:
        return rank(candidates, Wishes(use))[0][0].candidate.name

    assert first(large, small) == "large"
    assert first(replace(large, proof=Proof(0.1, {}, "")), small) == "small"
    assert first(replace(large, proof=Proof(None, {}, "", fails=True)), small) == "small"
    calls = {"json": 1.0, "tools": 1.0}
    assert first(replace(large, proof=Proof(0.5, {"json": 0.1, "tools": 0.0}, "")),
                 replace(small, proof=Proof(0.4, calls, "")), use="function_calling") == "small"
    words = "tested 2026-03-04: 93% in tier 0"
    ranked, _ = rank([replace(small, proof=Proof(0.3, {}, words, speed_here=True))], Wishes())
    assert reason(ranked[0], Wishes()) == (
        "made for general, tested 2026-03-04: 93% in tier 0, 1B parameters, 8.0 tokens/s measured here, about reading "
        "speed")


def test_select_takes_the_measured_speed_of_this_machine_alone(tmp_path: Path) -> None:
    app = home_with(tmp_path, bee=32)
    model = app.shelf.find("bee")
    expected = next(each for each in [say(app, "llm select").data, *say(app, "llm select").data["alternatives"]]
                    if each["model"] == "bee")
    assert expected["measured"] is None
    keep(app, sat(model, zero=(80, 86)), machine="another machine")
    other = say(app, "llm select").data
    figures = next(each for each in [other, *other["alternatives"]] if each["model"] == "bee")
    assert figures["tokens_per_second_expected"] == expected["tokens_per_second_expected"]
    keep(app, sat(model, zero=(80, 86)))
    here = say(app, "llm select").data
    figures = next(each for each in [here, *here["alternatives"]] if each["model"] == "bee")
    assert figures["tokens_per_second_expected"] == 20.0
    assert figures["measured"]["words"] == "tested 2026-03-04: 93% in tier 0"
    assert "tested 2026-03-04: 93% in tier 0" in figures["rationale"]
