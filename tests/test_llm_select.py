"""`llm recommend` and `llm select` as they are typed: what they answer, what they refuse, and what is only talk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from at_hand import ROOT, open_app, say, values
from build_gguf import build

from core.commands.declare import table
from core.commands.route import route
from core.models.model_files_map import ModelMap
from core.words.command import AskModel, RunCommand

GB = 10**9
MAP = ModelMap.load(ROOT / "config" / "models.yaml")


def test_recommend_names_three_with_size_memory_speed_and_reason(tmp_path: Path) -> None:
    app = open_app(tmp_path)
    (tmp_path / "memory_speed.json").unlink(missing_ok=True)
    heard = say(app, "llm recommend function calling")
    assert heard.status == 0, heard.failure
    assert len(heard.data) == 3
    for each in heard.data:
        assert "function_calling" in MAP.find(each["name"]).use_cases
        assert 0 < each["size_bytes"] < each["memory_needed_bytes"] + 2 * GB
        assert each["memory_needed_bytes"] <= app.machine.memory_available_bytes
        assert each["tokens_per_second_expected"] > 0
        assert "function calling" in each["reason"]
        assert each["installed"] is False
    assert json.loads((tmp_path / "memory_speed.json").read_text())["bytes_per_second"] == pytest.approx(
        app.memory_speed, abs=1)


def test_select_answers_in_the_shape_of_the_contract(tmp_path: Path) -> None:
    line = "llm select --use-case code --from catalog --max-latency 60000 --privacy restricted"
    heard = say(open_app(tmp_path), line)
    assert heard.status == 0, heard.failure
    assert set(heard.data) >= {"model", "confidence", "rationale", "alternatives"}
    assert "code" in MAP.find(heard.data["model"]).use_cases
    assert 0 < heard.data["confidence"] <= 1
    assert "restricted" in heard.data["rationale"]
    assert len(heard.data["alternatives"]) == 3
    assert [each["score"] for each in (heard.data, *heard.data["alternatives"])] == sorted(
        [each["score"] for each in (heard.data, *heard.data["alternatives"])], reverse=True)


def test_select_says_which_wish_no_model_meets(tmp_path: Path) -> None:
    asked = "llm select --from catalog --min-quality "
    met, missed = (say(open_app(tmp_path), asked + share).data for share in ("0.3", "1"))
    assert (met["unmet"], len(missed["unmet"])) == ([], 1)
    assert "is below 1" in missed["rationale"]
    assert missed["confidence"] < met["confidence"]


def test_select_takes_what_is_installed_and_says_when_that_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "Llama-3.2-3B-Instruct-Q4_K_M.gguf", context=4096)
    app = open_app(tmp_path)
    found = say(app, "llm select --use-case FunctionCalling --context 4096").data
    assert (found["model"], found["installed"]) == ("Llama-3.2-3B-Instruct-Q4_K_M", True)
    for line, status in (("--use-case vision", 8), ("--context 100000", 9)):
        failed = say(app, f"llm select {line}")
        assert failed.status == status
        assert failed.failure is not None and "--from catalog" in failed.failure.hint


@pytest.mark.parametrize("line", [
    "llm select --use-case poetry", "llm select --privacy secret", "llm select --from moon", "llm select code",
    "llm select --min-quality 2", "llm select --min-quality good", "llm select --max-latency 0"])
def test_select_refuses_what_it_does_not_know(tmp_path: Path, line: str) -> None:
    assert say(open_app(tmp_path), f"/{line}").status == 2


def test_recommend_and_select_are_commands_and_talk_about_them_is_not() -> None:
    assert values("llm recommend") == {}
    assert values("llm recommend agents") == {"use_case": "agent"}
    assert values("llm select --use-case=code --from catalog") == {"use_case": "code", "from_": "catalog"}
    assert isinstance(route("/llm recommend", table()), RunCommand)
    assert isinstance(route("llm recommend something to eat", table()), AskModel)
