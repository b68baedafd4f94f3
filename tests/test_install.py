"""`install`: from a hub on loopback to a model that answers; what is asked, what is refused, what stays on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_hand import Heard, open_app, say
from build_gguf import build
from hub_faults import flipped
from loopback_hub import LoopbackHub

from core.app import App
from core.models.model_files_map import ModelMap
from core.words.events import Answer, Notice, Table
from core.words.values import Json

pytestmark = [pytest.mark.timeout(240)]

REPO, FILE = "owner/calm-GGUF", "Calm-1B-Instruct-F16.gguf"
CARD = """\
- name: calm:1b
  aliases: [calm]
  family: calm
  parameters: {parameters}
  context_length: 2048
  license: mit
  use_cases: [general]
  files:
  - quant: F16
    repo: owner/calm-GGUF
    filename: Calm-1B-Instruct-F16.gguf
    sha256: {sha256}
"""


@pytest.fixture
def model(tmp_path: Path) -> bytes:
    return build(tmp_path / "made.gguf", says=["It is", " 4"]).read_bytes()


@pytest.fixture
def hub(model: bytes) -> Iterator[LoopbackHub]:
    with LoopbackHub({REPO: {FILE: model, "README.md": b"calm"}}) as server:
        yield server


@pytest.fixture
def app(tmp_path: Path, hub: LoopbackHub) -> Iterator[App]:
    made = open_app(tmp_path / "home")
    made.environ = {**made.environ, "LUCIFER_ENDPOINT": hub.url}
    made.cwd = tmp_path
    yield made
    made.close()


def own_card(app: App, *, sha256: str | None, parameters: int = 50_000) -> None:
    text = CARD.format(sha256=sha256 or "null", parameters=parameters)
    (app.home.root / "models.yaml").write_text(text)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def outcome(heard: Heard) -> Json:
    """The data of the last answer."""
    assert heard.failure is None
    return [event.data for event in heard.events if isinstance(event, Answer)][-1]


def notices(heard: Heard) -> str:
    return "\n".join(event.text for event in heard.events if isinstance(event, Notice))


@pytest.mark.model
def test_a_model_of_the_hub_is_fetched_checked_tried_and_answers(app: App, hub: LoopbackHub, model: bytes) -> None:
    heard = say(app, f"install hf:{REPO}")
    path = app.home.models / FILE
    assert outcome(heard) == {
        "event": "installed", "name": "Calm-1B-Instruct-F16", "path": str(path), "sha256": digest(model),
        "verified": True, "verdict": "works", "size_bytes": len(model)}
    assert (heard.status, heard.questions, path.read_bytes()) == (0, [], model)
    assert say(app, "llm use calm:1b").status == 0
    assert "It is 4" in "".join(event.piece.text for event in say(app, "ask hello there").events
                                if hasattr(event, "piece"))
    asked = len(hub.bodies())
    again = say(app, f"install hf:{REPO}")
    assert (outcome(again)["verified"], len(hub.bodies())) == (True, asked)


@pytest.mark.model
def test_a_known_name_shows_its_quants_and_is_called_by_that_name(app: App, model: bytes) -> None:
    own_card(app, sha256=digest(model))
    heard = say(app, "install calm")
    choices = next(event for event in heard.events if isinstance(event, Table)).data
    assert (choices["taken"], choices["recommended"], choices["choices"][0]["fits"]) == ("F16", "F16", True)
    assert outcome(heard)["name"] == "calm:1b"
    assert app.shelf.find("calm").path == app.home.models / FILE
    assert app.shelf.find("Calm-1B-Instruct-F16").name == "calm:1b"


def test_a_file_that_the_publisher_replaced_is_fetched_only_after_a_yes(app: App, hub: LoopbackHub) -> None:
    own_card(app, sha256="1" * 64)
    refused = say(app, "install calm", ["n"])
    assert (refused.failure.status if refused.failure else 0, len(refused.questions)) == (6, 1)
    assert "the publisher has replaced this file" in notices(refused)
    assert (hub.bodies(), list(app.home.models.glob("*.gguf"))) == ([], [])


@pytest.mark.model
def test_after_the_yes_the_digest_of_today_counts(app: App, model: bytes) -> None:
    own_card(app, sha256="1" * 64)
    heard = say(app, "install calm", ["y"])
    assert (outcome(heard)["sha256"], outcome(heard)["verified"]) == (digest(model), True)


def test_bytes_that_are_not_the_promised_ones_never_get_the_real_name(app: App, hub: LoopbackHub) -> None:
    hub.always(flipped(1000))
    heard = say(app, f"install hf:{REPO}")
    assert heard.failure is not None
    assert heard.failure.status == 4
    assert not (app.home.models / FILE).exists()


def test_what_this_machine_cannot_run_is_refused_before_the_first_byte(app: App, hub: LoopbackHub) -> None:
    own_card(app, sha256=None, parameters=900_000_000_000)
    heard = say(app, "install calm")
    assert (heard.failure.status if heard.failure else 0, hub.bodies()) == (9, [])
    assert "--force" in (heard.failure.hint if heard.failure else "")


def test_a_dry_run_fetches_nothing(app: App, hub: LoopbackHub, model: bytes) -> None:
    own_card(app, sha256=digest(model))
    heard = say(app, "install calm --dry-run")
    assert (heard.status, hub.bodies()) == (0, [])
    assert f"calm:1b (F16, license apache-2.0): {len(model) // 1000} kB to fetch" in notices(heard)


def test_a_set_asks_once_with_sizes_and_the_default_is_no(app: App, hub: LoopbackHub) -> None:
    heard = say(app, "install core")
    assert [question.default for question in heard.questions] == ["n"]
    assert "4 models, 10.9 GB together" in heard.questions[0].text
    assert (heard.failure.status if heard.failure else 0, hub.seen) == (6, [])


@pytest.mark.model
def test_a_set_goes_on_where_one_fails_and_ends_with_a_true_summary(app: App, model: bytes) -> None:
    lost = CARD.format(sha256="null", parameters=50_000).replace("calm", "lost").replace("Calm", "Lost")
    own_card(app, sha256=digest(model))
    path = app.home.root / "models.yaml"
    path.write_text((path.read_text() + lost).replace("  license: mit", "  license: mit\n  priority: low"))
    app.models_map = ModelMap(card for card in app.models_map.cards if card.name in ("calm:1b", "lost:1b"))
    heard = say(app, "install priority low", ["y"])
    summary = [event.data for event in heard.events if isinstance(event, Table)][-1]
    assert (heard.status, summary["installed"], list(summary["failed"])) == (3, ["calm:1b"], ["lost:1b"])


def test_offline_nothing_is_asked_of_the_network(app: App, hub: LoopbackHub, model: bytes) -> None:
    own_card(app, sha256=digest(model))
    app.environ = {**app.environ, "LUCIFER_OFFLINE": "1"}
    heard = say(app, "install calm")
    assert (heard.failure.status if heard.failure else 0, hub.seen) == (3, [])


@pytest.mark.parametrize("line", ["install the heater in my room", "install a new kitchen please",
                                  "install something nice", "install windows on the left side"])
def test_a_sentence_that_begins_with_install_goes_to_the_model(app: App, line: str) -> None:
    from core.commands.route import route
    from core.words.command import AskModel
    assert route(line, app.table) == AskModel(line)
