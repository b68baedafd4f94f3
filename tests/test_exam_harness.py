"""The tier tests as a person runs them: real models, real processes, runs that are killed, reports that are read."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from at_hand import ROOT, START, program
from build_gguf import build
from exam_family import TIER_0, scholar

from core.exam.html_page import html_page
from core.exam.measured import Share
from core.words.values import Json

MARKUP = "<script>alert(1)</script>"
FOUR = ["It is 4."]


def parrot(home: Path, name: str, says: list[str]) -> Path:
    """Put a model into a home that gives one answer to everything."""
    (home / "models").mkdir(exist_ok=True)
    return build(home / "models" / f"{name}.gguf", says=says)


def report_of(home: Path, *arguments: str, environ: dict[str, str] | None = None) -> tuple[int, Json]:
    done = program(home, "--json", "--quiet", *arguments, environ=environ, seconds=300)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout.splitlines()[-1])


def test_a_model_that_always_says_four_is_right_only_where_four_is(tmp_path: Path) -> None:
    parrot(tmp_path, "four", FOUR)
    status, report = report_of(tmp_path, "test", "four")
    tier = report["models"]["four"]["tier_results"]["0"]
    right = {detail["id"] for detail in tier["details"] if detail["passed"] and detail["lane"] == "model"}
    assert status == 1
    assert right == {"sum.1", "sum.2", "sum.3", "legs.1", "legs.2", "legs.3"}
    assert report["models"]["four"]["verdict"] == "FAIL: below 80 % in tier 0"
    assert list(report["models"]["four"]["tier_results"]) == ["0"]
    assert (tier["passed"] + tier["failed"], tier["total"]) == (tier["total"], len(tier["details"]))
    assert tier["pass_rate"] == round(100 * tier["passed"] / tier["total"], 1)
    assert set(tier["details"][0]) >= {"id", "prompt", "response", "passed", "why", "seconds"}
    assert {detail["why"] for detail in tier["details"] if detail["id"] == "sum.1"} == {"states 4"}


def test_the_assistant_lane_is_judged_by_what_is_then_true(tmp_path: Path) -> None:
    parrot(tmp_path, "four", FOUR)
    _, report = report_of(tmp_path, "test", "four")
    details = report["models"]["four"]["tier_results"]["0"]["details"]
    wordings = {"a0-list": 3, "a0-where": 2, "a0-read": 3, "a0-memory": 2, "a0-help": 2, "a0-find": 2}
    assert {detail["id"]: detail["why"] for detail in details if detail["lane"] == "assistant"} == {
        f"{name}.{wording + 1}": "done" for name, count in wordings.items() for wording in range(count)}


def test_the_bundled_model_passes_the_short_test(tmp_path: Path) -> None:
    status, report = report_of(tmp_path, "short", "test", "spark")
    result = report["models"]["spark"]["tier_results"]["0"]
    assert (status, result["total"], result["success"]) == (0, 10, True)
    assert report["models"]["spark"]["tokens_per_second"] > 0
    assert report["models"]["spark"]["memory_peak_bytes"] > 10_000_000


def test_a_damaged_model_fails_with_a_reason_and_the_others_are_report_of(tmp_path: Path) -> None:
    parrot(tmp_path, "four", FOUR)
    whole = parrot(tmp_path, "damaged", FOUR).read_bytes()
    (tmp_path / "models" / "damaged.gguf").write_bytes(whole[:len(whole) * 2 // 3])
    status, report = report_of(tmp_path, "test", "all", "--limit", "3")
    assert status == 1
    assert report["models"]["damaged"]["verdict"].startswith("FAIL: ")
    assert "damaged" in report["models"]["damaged"]["problem"] or "bytes" in report["models"]["damaged"]["problem"]
    assert report["models"]["damaged"]["passes_tier_0"] is False
    assert report["models"]["four"]["tier_results"]["0"]["total"] == 3


def test_a_killed_run_goes_on_and_asks_nothing_twice(tmp_path: Path) -> None:
    parrot(tmp_path, "four", FOUR)
    child = subprocess.Popen([sys.executable, "-c", START, "--quiet", "test", "four"], start_new_session=True,
                             env={**os.environ, "LUCIFER_HOME": str(tmp_path)}, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and len(lines_of(tmp_path)) < 20:
        assert child.poll() is None
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    before = lines_of(tmp_path)
    assert len(before) >= 20
    done = program(tmp_path, "--json", "test", "four", seconds=300)
    assert "questions are answered already, 0 of 1 models are done" in done.stderr
    after = lines_of(tmp_path)
    assert after[:len(before) - 1] == before[:-1]
    ids = [json.loads(line)["id"] for line in after if '"id"' in line]
    assert len(ids) == len(set(ids)) == json.loads(done.stdout)["models"]["four"]["tier_results"]["0"]["total"]


def lines_of(home: Path) -> list[str]:
    files = list((home / "exams").glob("run-*.jsonl")) if (home / "exams").exists() else []
    return files[0].read_text().splitlines() if files else []


def test_a_finished_run_is_not_gone_on_with(tmp_path: Path) -> None:
    parrot(tmp_path, "four", FOUR)
    for _ in range(2):
        report_of(tmp_path, "test", "four", "--limit", "2")
    assert len(list((tmp_path / "exams").glob("run-*.jsonl"))) == 2


def test_several_models_at_once_give_one_report_with_everything_asked_once(tmp_path: Path) -> None:
    for number in range(3):
        parrot(tmp_path, f"four-{number}", FOUR)
    status, report = report_of(tmp_path, "test", "all", "--jobs", "3", "--limit", "4")
    totals = {name: model["tier_results"]["0"]["total"] for name, model in report["models"].items()}
    assert (status, totals) == (1, {"four-0": 4, "four-1": 4, "four-2": 4, "spark": 4})
    asked = [(json.loads(line)["model"], json.loads(line)["id"]) for line in lines_of(tmp_path) if '"id"' in line]
    assert len(asked) == len(set(asked))


def test_nothing_a_model_says_is_markup_in_the_page(tmp_path: Path) -> None:
    parrot(tmp_path, "markup", [MARKUP])
    page = tmp_path / "page.html"
    report_of(tmp_path, "test", "markup", "--limit", "3", "--html", str(page))
    text = page.read_text(encoding="utf-8")
    assert MARKUP not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "http" not in text.replace("http-equiv", "")


def test_a_page_that_cannot_be_written_is_found_out_before_the_run(tmp_path: Path) -> None:
    parrot(tmp_path, "four", FOUR)
    (tmp_path / "notes").write_text("mine")
    done = program(tmp_path, "--json", "test", "four", "--limit", "1", "--html", "notes/page.html")
    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["kind"], (tmp_path / "exams").exists()) == (5, "disk", False)
    assert error["message"] == f"cannot write {tmp_path}/notes/page.html: Not a directory"


def test_a_page_that_cannot_be_written_in_the_end_hides_no_result(tmp_path: Path) -> None:
    parrot(tmp_path, "four", FOUR)
    done = program(tmp_path, "test", "four", "--limit", "1", "--html", "x" * 250, seconds=300)
    assert (done.returncode, "File name too long" in done.stderr) == (5, True)
    assert "native tier" in done.stdout
    assert done.stderr.index(f"report: {tmp_path}/exams/") < done.stderr.index("File name too long")


def test_no_worker_is_left_and_the_results_are_kept(tmp_path: Path) -> None:
    parrot(tmp_path, "four", FOUR)
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    report_of(tmp_path, "test", "four", "--limit", "2")
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before
    kept = json.loads((tmp_path / "measured.json").read_text())["models"]
    assert [model["name"] for model in kept.values()] == ["four"]
    assert next(iter(kept.values()))["passes_tier_0"] is False


def test_the_plans_script_takes_the_flags_of_the_plans(tmp_path: Path) -> None:
    parrot(tmp_path, "four", FOUR)
    script = str(ROOT / "tests" / "progressive_tier_test.py")
    done = subprocess.run([sys.executable, script, "--model", "four", "--json", "--limit", "2", "--home",
                           str(tmp_path)], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
                          timeout=120)
    assert (done.returncode, list(json.loads(done.stdout.splitlines()[-1])["models"])) == (1, ["four"]), done.stderr


def test_the_plans_script_says_what_it_takes(tmp_path: Path) -> None:
    script = str(ROOT / "tests" / "progressive_tier_test.py")
    done = subprocess.run([sys.executable, script, "--help", "--home", str(tmp_path)], capture_output=True, text=True,
                          check=False, timeout=60)
    assert (done.returncode, done.stdout.startswith("test [what...] [--tier TIER] [--limit LIMIT]")) == (0, True)


def test_without_a_terminal_a_tier_is_a_line_when_it_begins_and_one_when_it_ends(tmp_path: Path) -> None:
    parrot(tmp_path, "four", FOUR)
    done = program(tmp_path, "test", "four", "--limit", "5")
    assert [line for line in done.stderr.splitlines() if " of " in line] == [
        "four: tier 0: 0 of 5", "four: tier 0: 5 of 5"]


@pytest.mark.skipif(not shutil.which("strace"), reason="strace takes the fence away, and is not installed")
def test_where_the_kernel_has_no_fence_no_command_is_run_and_that_is_said(tmp_path: Path) -> None:
    scholar(TIER_0)(tmp_path / "scholar.gguf")
    without = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=landlock_create_ruleset", "-e",
               "inject=landlock_create_ruleset:error=ENOSYS"]
    done = subprocess.run([*without, sys.executable, "-c", START, "--json", "test", "scholar", "--limit", "3"],
                          env={**os.environ, "LUCIFER_HOME": str(tmp_path), "LUCIFER_MODELS": str(tmp_path)},
                          text=True, capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=120)
    report = json.loads(done.stdout)
    said = ("no model's command is run where nothing can hold it back (this kernel has no Landlock): 20 probes of the "
            "shell are left out")
    assert (done.returncode, report["left_out"], done.stderr.count(said)) == (0, said, 1)
    probes = report["models"]["scholar"]["probes"]
    assert (len(probes), [probe["id"] for probe in probes if probe["skill"] == "shell"]) == (3, [])


@pytest.mark.parametrize(("share", "text"), [
    (Share(8, 10), "8/10 80% (49-94)"), (Share(0, 10), "0/10 0% (0-28)"), (Share(86, 86), "86/86 100% (96-100)")])
def test_shares_stand_with_their_interval(share: Share, text: str) -> None:
    assert share.text == text


def page_of(models: dict[str, Json]) -> str:
    return html_page({"test_run": {"at": "2026-03-04"}, "models": models, "machine": {
        "os": "Linux", "arch": "x86_64", "cores": 2, "memory_bytes": 8 * 10**9}})


def drawn(right: int, *, problem: str = "", prompt: str = "What is 2+2?") -> Json:
    details = [{"id": "q", "prompt": prompt, "response": MARKUP * 99, "passed": number < right, "why": "because",
                "seconds": 0.5} for number in range(10)]
    tiers = {} if problem else {"0": {
        "passed": right, "failed": 10 - right, "total": 10, "pass_rate": right * 10.0, "interval": [1.0, 99.0],
        "success": right >= 8, "diagnostic": False, "details": details}}
    return {"native_tier": 0, "verdict": f"FAIL: {problem}" if problem else "passes", "problem": problem, "skills": {},
            "passes_tier_0": right >= 8, "quant": "Q8_0", "tier_results": tiers, "probes": [], "tokens_per_second": 9.0,
            "memory_peak_bytes": 10**8, "first_token_seconds": 0.1}


def test_the_page_leads_with_the_best_and_says_why_one_is_broken_and_what_failed_first() -> None:
    page = page_of({"worst": drawn(2), "broken": drawn(0, problem="it ends too soon"), "best": drawn(9)})
    overview = page[:page.index("<h2>Tiers</h2>")]
    places = [overview.index(f"<td class=name>{name}<br>") for name in ("best", "worst", "broken")]
    assert places == sorted(places)
    assert "FAIL: it ends too soon" in overview
    assert "failed first: What is 2+2?; What is 2+2?; What is 2+2? and 5 more" in overview
    assert ("tier 1</th>" in overview, ">0.5 s<" in overview) == (False, True)


def test_the_page_says_the_run_in_four_figures_and_draws_a_bar_for_each_tier() -> None:
    page = page_of({"worst": drawn(2), "broken": drawn(0, problem="it ends too soon"), "best": drawn(9)})
    for figure, words in (("1 of 3", "pass tier 0"), ("best", "comes first"), ("20", "questions of tiers, 55% right"),
                          ("1", "could not be tested")):
        assert f"<b>{figure}</b><span class=soft>{words}</span>" in page
    bars = page[page.index("<div class=bars>"):page.index("<h2>Skills") if "<h2>Skills" in page else None]
    assert bars.count("class='track first'") == 2
    assert "style='width:90.0%;background:var(--good)'" in bars and "4 March 2026, 00:00" in page


def test_hostile_names_and_answers_stay_text_and_the_page_needs_nothing_else() -> None:
    page = page_of({MARKUP + "\x1b[2J" + "x" * 500: drawn(2, prompt="</pre><img src=x>")})
    assert [word for word in ("<script", "<img", "\x1b", "http:", "https:", "<link", "onerror=") if word in page] == []
    assert "x" * 100 not in page
