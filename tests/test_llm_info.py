"""`llm info` and the map: the file's own word wins, the map fills what it does not say, and each says which it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_hand import open_app, say
from build_gguf import build
from loopback_hub import LoopbackHub, Repo

from core.app import App
from core.words.events import Answer

CARD = """\
- name: calm:1b
  publisher: Acme
  parameters: 1000000000
  context_length: 131072
  license: mit
  use_cases: [vision, code]
  files:
  - {repo: owner/calm-GGUF, filename: calm-F16.gguf}
"""


@pytest.fixture
def app(tmp_path: Path) -> App:
    made = open_app(tmp_path)
    (made.home.root / "models.yaml").write_text(CARD)
    return made


def told(app: App, line: str) -> str:
    return next(event.text for event in say(app, line).events if isinstance(event, Answer))


def test_what_the_file_says_of_itself_wins_over_the_map(app: App) -> None:
    build(app.home.models / "calm-F16.gguf", metadata={"general.license": "apache-2.0", "general.organization": "Own"})
    data = say(app, "llm info calm-F16").data
    assert (data["license"], data["publisher"], data["context_length"]) == ("apache-2.0", "Own", 2048)
    assert data["parameters"] < 100_000
    assert data["capabilities"]["context_length"] == {"value": 2048, "source": "gguf"}
    assert "(from the map)" not in told(app, "llm info calm-F16").partition("good for")[0]


def test_what_the_file_does_not_say_comes_from_the_map_and_is_called_so(app: App) -> None:
    build(app.home.models / "calm-F16.gguf")
    data = say(app, "llm info calm-F16").data
    assert (data["license"], data["publisher"], data["use_cases"]) == ("mit", "Acme", ["vision", "code"])
    assert data["capabilities"]["vision"] == {"value": True, "source": "catalog"}
    shown = told(app, "llm info calm-F16")
    assert "  license     mit (from the map)\n" in shown
    assert "  good for    vision, code (from the map)\n" in shown
    assert "vision" not in shown.partition("  has")[2].partition("\n")[0]


def test_a_file_that_no_map_knows_is_what_it_says_and_no_more(app: App) -> None:
    build(app.home.models / "other-F16.gguf")
    data = say(app, "llm info other-F16").data
    assert (data["license"], data["use_cases"], "vision" in data["capabilities"]) == (None, [], False)


def test_a_repository_is_asked_of_the_hub_and_an_address_at_its_head(tmp_path: Path, app: App) -> None:
    path = build(tmp_path / "wild-F16.gguf", metadata={"general.license": "\x1b[2Jmit"})
    repo = Repo({"wild-F16.gguf": path, "mmproj-F16.gguf": b"GGUF" + bytes(2000), "README.md": b"x"}, license="mit")
    with LoopbackHub({"owner/wild-GGUF": repo}) as hub:
        app.environ = {**app.environ, "LUCIFER_ENDPOINT": hub.url}
        data = say(app, "llm info hf:owner/wild-GGUF").data
        assert (data["license"], data["installed"], data["tier"]) == ("mit", False, None)
        assert [(file["filename"], file["projector"], file["size_bytes"]) for file in data["files"]] == [
            ("wild-F16.gguf", False, path.stat().st_size), ("mmproj-F16.gguf", True, 2004)]
        assert "`install hf:owner/wild-GGUF` fetches it" in told(app, "llm info hf:owner/wild-GGUF")
        address = f"{hub.url}/owner/wild-GGUF/resolve/main/wild-F16.gguf"
        found = say(app, f"llm info {address}")
        assert (found.data["quant"], found.data["context_length"]) == ("F16", 2048)
        assert "\x1b" not in told(app, f"llm info {address}")
        seen = len(hub.seen)
        app.environ = {**app.environ, "LUCIFER_OFFLINE": "1"}
        assert (say(app, "llm info hf:owner/wild-GGUF").status, len(hub.seen)) == (3, seen)
    assert say(app, "llm info ./nothing.gguf").status == 8


def test_what_is_known_of_a_model_that_is_not_here_is_shown_by_repository(app: App) -> None:
    shown = told(app, "llm info gemma3:4b")
    assert shown.count("\nfiles of ") == 3
    assert "  Q4_K_M   2.49 GB  gemma-3-4b-it-Q4_K_M.gguf" in shown
    assert max(len(line) for line in shown.partition("\nfiles of ")[2].splitlines()) < 60


@pytest.mark.parametrize(("name", "verification", "shown"), [
    ("llama3.2:3b", "sha256", "known by    a source states the SHA-256 of its file"),
    ("apertus:8b", "listed", "known by    a listing names its file, without a SHA-256"),
    ("octopus-v2:2b", "mentioned", "known by    only hand-written lists name its file: it may not exist")])
def test_how_well_a_file_is_known_is_shown(app: App, name: str, verification: str, shown: str) -> None:
    assert say(app, f"llm info {name}").data["verification"] == verification
    assert shown in told(app, f"llm info {name}")
