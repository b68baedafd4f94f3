"""`llm search`: the hub is asked only when a person says so; `install` takes a row's name; nothing foreign acts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_hand import open_app, program, say, values
from build_gguf import build
from hub_faults import body
from loopback_hub import LoopbackHub

from core.app import App
from core.commands.declare import table
from core.commands.route import route
from core.words.command import AskModel
from core.words.events import Notice, Table

REPO = "owner/calm-GGUF"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[LoopbackHub]:
    content = build(tmp_path / "made.gguf").read_bytes()
    with LoopbackHub({REPO: {"calm-F16.gguf": content}, "other/wild-GGUF": {"wild-F16.gguf": content}}) as server:
        yield server


@pytest.fixture
def app(tmp_path: Path, hub: LoopbackHub) -> App:
    made = open_app(tmp_path / "home")
    made.environ = {**made.environ, "LUCIFER_ENDPOINT": hub.url}
    return made


def test_a_search_shows_what_install_takes(app: App) -> None:
    heard = say(app, "llm search calm")
    assert (heard.status, [each["name"] for each in heard.data]) == (0, [f"hf:{REPO}"])
    shown = next(event for event in heard.events if isinstance(event, Table))
    assert shown.rows == ((f"hf:{REPO}", "7", "apache-2.0", ""),)
    assert say(app, f"install {heard.data[0]['name']} --dry-run").status == 0


def test_size_and_terms_are_shown_where_the_hub_states_them_and_hostile_rows_do_no_harm(app: App, hub: LoopbackHub
                                                                                        ) -> None:
    rows = [{"id": "owner/large-GGUF", "downloads": 1_234_567, "likes": 3, "gated": "auto",
             "tags": ["gguf", "license:llama3.2"], "gguf": {"total": 3_212_749_888, "architecture": "llama"}},
            {"id": "evil/x\x1b]0;owned\x07", "downloads": 9, "tags": []},
            {"id": "../../etc/passwd", "downloads": 9, "tags": []},
            {"id": "odd/row", "downloads": None, "tags": [7, "license:\x1b[2J" + "x" * 90], "gguf": {"total": "many"}}]
    hub.misbehave(body(lambda _: json.dumps(rows).encode()), on="api")
    heard = say(app, "llm search large")
    shown = next(event for event in heard.events if isinstance(event, Table))
    assert shown.rows[0] == ("hf:owner/large-GGUF", "1.2M", "llama3.2 (terms to accept)", "~1.97 GB")
    assert [row[0] for row in shown.rows] == ["hf:owner/large-GGUF", "hf:odd/row"]
    assert "\x1b" not in str(shown.rows)
    assert (len(shown.rows[1][2]), shown.rows[1][1], shown.rows[1][3]) == (24, "0", "")
    assert "expand" in hub.seen[0].path and "search=large" in hub.seen[0].path


def test_what_the_hub_lacks_is_no_error(app: App) -> None:
    heard = say(app, "llm search nothing there")
    shown = next(event for event in heard.events if isinstance(event, Table))
    assert (heard.status, shown.rows, shown.data) == (0, (), [])
    assert shown.empty == "the hub has no GGUF model for 'nothing there'; fewer or other words may find one"


def test_offline_nothing_is_asked_and_the_way_without_the_network_is_named(app: App, hub: LoopbackHub) -> None:
    app.environ = {**app.environ, "LUCIFER_OFFLINE": "1"}
    heard = say(app, "llm search calm")
    assert heard.failure is not None
    assert (heard.status, hub.seen, heard.failure.hint) == (3, [], (
        "`llm list all search calm` looks among the known models; to go online, unset LUCIFER_OFFLINE (or "
        "HF_HUB_OFFLINE)"))
    app.environ = {name: value for name, value in app.environ.items() if name != "LUCIFER_OFFLINE"}
    assert say(app, "config set offline on").status == 0
    heard = say(app, "llm search calm")
    assert heard.failure is not None
    assert heard.failure.hint.endswith("to go online, type `config set offline off`")


def test_a_hub_that_is_not_there_is_said_with_status_3(tmp_path: Path, hub: LoopbackHub) -> None:
    hub.close()
    done = program(tmp_path, "llm", "search", "calm", environ={"LUCIFER_ENDPOINT": hub.url})
    assert done.returncode == 3
    assert f"cannot reach {hub.url.removeprefix('http://')}" in done.stderr
    assert done.stdout == ""


def test_the_known_models_are_searched_without_the_network(app: App, hub: LoopbackHub) -> None:
    for words in ("search deepcoder:1.5b", "deepcoder:1.5b", "SEARCH DeepCoder:1.5b"):
        assert [each["name"] for each in say(app, f"llm list all {words}").data] == ["deepcoder:1.5b"], words
    for line, told in (
            ("llm list all search no such", "no known model like 'no such'; `llm search no such` asks the hub"),
            ("llm list no such", "no installed model like 'no such'; `llm list all search no such` looks among all "
                                 "known models")):
        heard = say(app, line)
        assert next(event.empty for event in heard.events if isinstance(event, Table)) == told
    assert len(say(app, "llm list all search").data) == len(app.models_map.cards) + len(app.shelf.models())
    assert hub.seen == []


def test_every_remark_of_a_search_is_quiet_and_its_words_are_free(app: App) -> None:
    heard = say(app, 'llm search "calm"')
    assert all(event.level == "info" for event in heard.events if isinstance(event, Notice))
    assert values("llm search llama 3.2 coder") == {"words": "llama 3.2 coder"}
    assert isinstance(route("search the web for llamas", table()), AskModel)
