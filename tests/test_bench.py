"""`bench` measures a model through the same engine that answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from build_gguf import build

from core.engine.bench import Bench
from core.words.errors import UsageError

pytestmark = pytest.mark.model
REPO = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("bench") / "chain.gguf", chain=True, words=600)


# Memory is that of the process itself, so the command measures it below, not the one that runs all the tests.
@pytest.mark.parametrize("name", ["crash", "cancel"])
def test_figure_is_measured_and_met(model: Path, name: str) -> None:
    figures = list(Bench(model, rounds=1).figures([name]))
    assert len(figures) == 1
    assert figures[0].value > 0 and figures[0].met


def test_resumed_session_says_the_same(model: Path) -> None:
    assert "the text is the same" in next(iter(Bench(model, rounds=1).figures(["resume"]))).detail


def test_unknown_figure_is_refused(model: Path) -> None:
    with pytest.raises(UsageError):
        list(Bench(model).figures(["colour"]))


def test_command_prints_figures_as_json(model: Path, tmp_path: Path) -> None:
    environment = os.environ | {"LUCIFER_HOME": str(tmp_path), "LUCIFER_MODELS": str(model.parent)}
    done = subprocess.run(
        [sys.executable, "lucifer.py", "--json", "--model", "chain", "bench", "memory", "--rounds", "1"],
        cwd=REPO, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["met"] is True
