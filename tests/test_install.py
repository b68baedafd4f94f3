"""`install`: from a hub on loopback to a model that answers; what is asked, what is refused, what stays on the disk."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_hand import Heard, open_app, say
from build_gguf import build
from hub_faults import flipped
from loopback_hub import LoopbackHub, Repo

from core.app import App
from core.models.download_rate import RateKept, download_rate
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


TWO_QUANTS = """\
- name: calm:1b
  aliases: [calm]
  parameters: 50000
  context_length: 2048
  files:
  - {{quant: F16, repo: owner/calm-GGUF, filename: Calm-1B-Instruct-F16.gguf, size_bytes: 900000000000{more}}}
  - {{quant: Q8_0, repo: owner/calm-GGUF, filename: Calm-1B-Instruct-Q8_0.gguf, size_bytes: 1000}}
"""


def tables(heard: Heard) -> list[Json]:
    return [event.data for event in heard.events if isinstance(event, Table)]


def test_without_a_hub_the_choices_are_shown_and_what_to_type_later(app: App, hub: LoopbackHub) -> None:
    own_card(app, sha256="1" * 64)
    app.environ = {**app.environ, "LUCIFER_OFFLINE": "1"}
    heard = say(app, "install calm")
    assert [each["quant"] for each in tables(heard)[0]["choices"]] == ["F16"]
    assert heard.failure is not None
    assert (heard.status, heard.failure.message) == (3, "offline: calm:1b cannot be fetched")
    assert heard.failure.hint == "unset LUCIFER_OFFLINE (or HF_HUB_OFFLINE), then `install calm:1b`"
    assert hub.seen == []
    assert say(app, "install calm --dry-run").status == 0
    unknown = say(app, "install hf:owner/other")
    assert (unknown.status, unknown.failure and unknown.failure.hint) == (
        3, "unset LUCIFER_OFFLINE (or HF_HUB_OFFLINE), then `install hf:owner/other`")


def test_a_hub_that_cannot_be_reached_costs_neither_the_choices_nor_a_dry_run(app: App, hub: LoopbackHub) -> None:
    own_card(app, sha256="1" * 64)
    hub.close()
    heard = say(app, "install calm")
    assert (heard.status, len(tables(heard))) == (3, 1)
    assert heard.failure is not None
    assert heard.failure.hint == "`install calm:1b` once the hub can be reached"
    dry = say(app, "install calm --dry-run")
    assert (dry.status, len(tables(dry))) == (0, 1)
    assert "sizes are those of the map" in notices(dry)


def test_a_file_that_no_map_knows_is_read_at_its_head_and_its_quants_are_shown(tmp_path: Path, app: App) -> None:
    path = tmp_path / "sight-F16.gguf"
    build(path, layers=3, context=8192)
    small = path.read_bytes()
    with LoopbackHub({"owner/sight-GGUF": {"sight-F16.gguf": small + bytes(4096), "sight-Q8_0.gguf": small,
                                           "mmproj-F16.gguf": b"GGUF" + bytes(5_000_000)}}) as hub:
        app.environ = {**app.environ, "LUCIFER_ENDPOINT": hub.url}
        heard = say(app, "install hf:owner/sight-GGUF --dry-run")
        assert heard.status == 0, heard.failure
        (choices,) = tables(heard)
        assert [each["quant"] for each in choices["choices"]] == ["Q8_0", "F16"]
        first, second = choices["choices"]
        assert (second["size_bytes"] - first["size_bytes"], second["memory_4k_bytes"] - first["memory_4k_bytes"]
                ) == (4096, 4096)
        assert first["projector_bytes"] == 5_000_004
        assert first["memory_4k_bytes"] < first["memory_full_bytes"]
        assert "5.00 MB of the memory is for the projector" in notices(heard)
        (named,) = tables(say(app, "install hf:owner/sight-GGUF:F16 --dry-run"))
        assert [each["quant"] for each in named["choices"]] == ["F16"]
        alone = say(app, f"install {hub.url}/owner/sight-GGUF/resolve/main/sight-Q8_0.gguf --dry-run")
        assert tables(alone)[0]["choices"][0]["size_stated"] is False
        assert tables(alone)[0]["choices"][0]["size_bytes"] == pytest.approx(len(small), abs=64)
        assert "nobody states its SHA-256" in notices(alone)
    assert list(app.home.models.glob("*.gguf")) == []


def test_a_file_on_the_hub_that_cannot_run_here_is_a_plain_no(tmp_path: Path, app: App) -> None:
    path = tmp_path / "wide-Q8_0.gguf"
    build(path, metadata={"llama.attention.key_length": 2**24})
    with LoopbackHub({"owner/wide-GGUF": {"wide-Q8_0.gguf": path}}) as hub:
        app.environ = {**app.environ, "LUCIFER_ENDPOINT": hub.url}
        heard = say(app, "install hf:owner/wide-GGUF")
        assert heard.failure is not None
        late = time.monotonic() + 10  # the hub counts a block after it has sent it
        while sum(body.sent for body in hub.bodies()) < path.stat().st_size and time.monotonic() < late:
            time.sleep(0.01)
        assert (heard.status, "--force" in heard.failure.hint, sum(body.sent for body in hub.bodies())) == (
            9, True, path.stat().st_size)
        assert say(app, "install hf:owner/wide-GGUF --force --dry-run").status == 0
    assert list(app.home.models.glob("*.gguf")) == []


def test_the_best_that_fits_is_taken_but_never_in_the_place_of_a_quant_that_was_named(app: App) -> None:
    (app.home.root / "models.yaml").write_text(TWO_QUANTS.format(more=""))
    app.environ = {**app.environ, "LUCIFER_OFFLINE": "1"}
    heard = say(app, "install calm --dry-run")
    assert (tables(heard)[0]["taken"], heard.status) == ("Q8_0", 0)
    assert "F16 does not fit this machine: taking Q8_0" in notices(heard)
    for line in ("install calm:F16", "install calm --quant f16"):
        refused = say(app, line)
        assert refused.failure is not None
        assert (refused.status, refused.failure.hint.startswith("`--quant Q8_0` fits; ")) == (9, True)


def test_a_pinned_revision_is_fetched_also_when_the_publisher_has_replaced_the_file(app: App, model: bytes) -> None:
    pin, newer = "b" * 40, model + bytes(32)
    with LoopbackHub({REPO: Repo({FILE: newer}, older={pin: {FILE: model}})}) as hub:
        app.environ = {**app.environ, "LUCIFER_ENDPOINT": hub.url}
        own_card(app, sha256=digest(model))
        path = app.home.root / "models.yaml"
        heard = say(app, "install calm --dry-run")
        assert (f"it was SHA-256 {digest(model)[:12]}..., now it is SHA-256 {digest(newer)[:12]}..."
                in notices(heard))
        path.write_text(path.read_text() + f"    revision: {pin}\n")
        del app.models_map
        heard = say(app, "install calm --dry-run")
        assert (heard.status, "replaced" in notices(heard)) == (0, False)
        assert f"{len(model) // 1000} kB to fetch" in notices(heard)
        assert app.addresses(app.planner().plan("calm", app.cwd).models[0].files[0]) == (
            f"{hub.url}/{REPO}/resolve/{pin}/{FILE}",)


def test_a_record_that_states_no_size_is_read_at_the_head_of_its_file(app: App, hub: LoopbackHub) -> None:
    (app.home.root / "models.yaml").write_text(
        f"- name: calm:1b\n  aliases: [calm]\n  files:\n  - {{repo: {REPO}, filename: {FILE}}}\n")
    heard = say(app, "install calm --dry-run")
    (choices,) = tables(heard)
    assert (heard.status, choices["choices"][0]["fits"], len(hub.bodies())) == (0, True, 1)
    assert choices["choices"][0]["memory_full_bytes"] > 50_000_000
    app.environ = {**app.environ, "LUCIFER_OFFLINE": "1"}
    assert (say(app, "install calm").status, len(hub.bodies())) == (3, 1)


def test_the_time_left_is_said_beforehand_once_a_rate_was_measured(app: App) -> None:
    (app.home.root / "models.yaml").write_text(TWO_QUANTS.format(more="").replace("900000000000", "120000000"))
    app.environ = {**app.environ, "LUCIFER_OFFLINE": "1"}
    assert "at the last rate" not in notices(say(app, "install calm --dry-run"))
    kept = RateKept(app.home.root / "download_rate.json")
    kept.watch({"event": "progress", "name": "x.gguf", "bytes_per_second": 2_000_000})
    kept.watch({"event": "progress", "name": "checking x.gguf", "bytes_per_second": 900_000_000})
    kept.watch({"event": "progress", "name": "x.gguf", "bytes_per_second": None})
    kept.keep()
    said = notices(say(app, "install calm --dry-run"))
    assert "120 MB to fetch, about 1 min 0 s at the last rate (2.00 MB a second); " in said


@pytest.mark.parametrize("content", ["", "[]", '{"bytes_per_second": 5e6}', '{"bytes_per_second": -1, "at": 1}',
                                     '{"bytes_per_second": 5e6, "at": 2000000000}'])
def test_a_rate_that_is_damaged_or_of_another_time_is_not_believed(tmp_path: Path, content: str) -> None:
    file = tmp_path / "download_rate.json"
    file.write_text(content)
    assert download_rate(file, now=1_000_000_000) is None
    file.write_text('{"bytes_per_second": 5e6, "at": 1}')
    assert (download_rate(file, now=30 * 86_400), download_rate(file, now=30 * 86_400 + 1)) == (5e6, None)


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
