"""`bench` measures a model through the same engine that answers."""

from __future__ import annotations

import getpass
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from build_gguf import build

from core.engine.bench import Bench, random_model
from core.words.errors import DiskError, UsageError

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


def test_decode_stands_beside_bare_llama_cpp_and_beside_memory(model: Path) -> None:
    ratio, memory = Bench(model, rounds=1).figures(["decode"])
    assert (ratio.bar, memory.bar, memory.met) == (">= 0.95", "none", True)
    assert ratio.value > 0
    assert 0 < memory.value < 1  # so small a model is held back by anything but memory


def test_resumed_session_says_the_same(model: Path) -> None:
    assert "the text is the same" in next(iter(Bench(model, rounds=1).figures(["resume"]))).detail


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder of somebody else")
def test_a_folder_of_somebody_else_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = tmp_path / f"luciferai-bench-{getpass.getuser()}"
    folder.mkdir()
    (folder / "random-1.1b.gguf").write_bytes(b"of somebody else")
    os.chown(folder, 12345, 12345)
    with pytest.raises(DiskError, match="is not a folder of yours"):
        random_model()


def test_a_model_that_cannot_be_built_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(DiskError, match="cannot be built"):
            random_model()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


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
