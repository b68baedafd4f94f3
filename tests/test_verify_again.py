"""`llm verify` mends: only what is bad is fetched again, and the bad file gives way to a good one, never to nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_hand import Heard, open_app, say
from build_gguf import build
from hub_faults import flipped, status, struck
from loopback_hub import LoopbackHub

from core.app import App
from core.models.records import InstallRecord
from core.words.events import Notice

pytestmark = [pytest.mark.timeout(240)]

REPO, FILE = "owner/calm-GGUF", "calm-F16.gguf"
PARTS = tuple(f"big-F16-{number:05}-of-00003.gguf" for number in (1, 2, 3))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("made")
    made = {FILE: build(folder / "made.gguf", says=["It is", " 4"])}
    for number, name in enumerate(PARTS):
        made[name] = build(folder / name, metadata={"split.no": number, "split.count": 3})
    return {name: path.read_bytes() for name, path in made.items()}


@pytest.fixture
def hub(files: dict[str, bytes]) -> Iterator[LoopbackHub]:
    with LoopbackHub({REPO: dict(files)}) as server:
        yield server


@pytest.fixture
def app(tmp_path: Path, hub: LoopbackHub) -> Iterator[App]:
    made = open_app(tmp_path / "home")
    made.environ = {**made.environ, "LUCIFER_ENDPOINT": hub.url}
    made.cwd = tmp_path
    yield made
    made.close()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put(app: App, files: dict[str, bytes], names: tuple[str, ...], *, name: str, source: str) -> list[Path]:
    """Have a model on the shelf as an install leaves it."""
    paths = [app.home.models / each for each in names]
    app.home.models.mkdir(parents=True, exist_ok=True)
    for path in paths:
        path.write_bytes(files[path.name])
    app.shelf.add(paths, InstallRecord(name, source, tuple(digest(files[path.name]) for path in paths), verified=True))
    return paths


def calm(app: App, files: dict[str, bytes]) -> Path:
    """Have one model whose file has gone bad."""
    (path,) = put(app, files, (FILE,), name="calm", source=f"hf:{REPO}/{FILE}")
    spoil(path)
    return path


def spoil(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[-200] ^= 1
    path.write_bytes(content)
    return bytes(content)


def notices(heard: Heard) -> str:
    return "\n".join(event.text for event in heard.events if isinstance(event, Notice))


def trashed(app: App) -> list[bytes]:
    return [path.read_bytes() for path in app.home.trash.rglob("*.gguf")] if app.home.trash.exists() else []


@pytest.mark.model
def test_after_a_yes_the_file_is_good_again_and_the_bad_one_in_the_trash(app: App, hub: LoopbackHub,
                                                                        files: dict[str, bytes]) -> None:
    path = calm(app, files)
    bad = path.read_bytes()
    heard = say(app, "llm verify calm", ["y"])
    size = f"{len(files[FILE]) / 1000:.0f} kB"
    assert [question.text for question in heard.questions] == [f"calm is damaged. Fetch {FILE} ({size}) again?"]
    assert (heard.status, path.read_bytes() == files[FILE], trashed(app)) == (0, True, [bad])
    assert notices(heard).splitlines()[-2:] == [f"{FILE} is new; what was bad is in the trash", "calm: works"]
    assert [each.name for each in app.home.models.rglob("*") if each.name != "custom_models"] == [FILE]
    assert say(app, "llm verify calm").status == 0
    assert len(hub.bodies()) == 1


def test_the_bad_file_stays_until_the_good_one_is_whole(app: App, hub: LoopbackHub, files: dict[str, bytes]) -> None:
    path = calm(app, files)
    bad, seen = path.read_bytes(), []
    hub.misbehave(struck(len(files[FILE]), lambda: seen.append((path.read_bytes() == bad, trashed(app)))))
    say(app, "llm verify calm", ["y"])
    assert (seen, path.read_bytes() == files[FILE]) == ([(True, [])], True)


def test_of_a_split_model_only_the_bad_part_is_fetched(app: App, hub: LoopbackHub, files: dict[str, bytes]) -> None:
    paths = put(app, files, PARTS, name="big", source=f"hf:{REPO}/{PARTS[0]}")
    spoil(paths[1])
    others = [path.stat().st_mtime_ns for path in (paths[0], paths[2])]
    heard = say(app, "llm verify big", ["y"])
    assert heard.data[0]["bad_files"] == [str(paths[1])]
    assert [path.read_bytes() == files[path.name] for path in paths] == [True, True, True]
    assert [seen.path.rpartition("/")[2].partition("?")[0] for seen in hub.bodies()] == [PARTS[1]]
    assert [path.stat().st_mtime_ns for path in (paths[0], paths[2])] == others


def test_a_part_that_is_gone_is_fetched_again_too(app: App, hub: LoopbackHub, files: dict[str, bytes]) -> None:
    paths = put(app, files, PARTS, name="big", source=f"hf:{REPO}/{PARTS[0]}")
    paths[2].unlink()
    app.shelf.models(fresh=True)
    say(app, "llm verify big", ["y"])
    assert [path.exists() and path.read_bytes() == files[path.name] for path in paths] == [True, True, True]
    assert (len(hub.bodies()), trashed(app)) == (1, [])


def test_without_a_yes_nothing_is_asked_and_nothing_moves(app: App, hub: LoopbackHub, files: dict[str, bytes]) -> None:
    path = calm(app, files)
    bad = path.read_bytes()
    heard = say(app, "llm verify calm")
    assert (heard.status, [question.default for question in heard.questions]) == (4, ["n"])
    assert (path.read_bytes() == bad, hub.seen, trashed(app)) == (True, [], [])


@pytest.mark.parametrize("name", ["LUCIFER_OFFLINE", "HF_HUB_OFFLINE"])
def test_offline_it_says_what_to_type_and_asks_nothing(app: App, hub: LoopbackHub, files: dict[str, bytes],
                                                       name: str) -> None:
    path = calm(app, files)
    app.environ = {**app.environ, name: "1"}
    heard = say(app, "llm verify calm")
    assert (heard.status, heard.questions, hub.seen, path.exists()) == (4, [], [], True)
    assert "`llm verify calm` fetches what is bad again once it is online" in notices(heard)


def test_a_hub_that_fails_leaves_everything_as_it_was(app: App, hub: LoopbackHub, files: dict[str, bytes]) -> None:
    path = calm(app, files)
    bad = path.read_bytes()
    hub.always(status(404), on="resolve")
    heard = say(app, "llm verify calm", ["y"])
    assert (heard.status, path.read_bytes() == bad, trashed(app)) == (4, True, [])
    assert f"calm is still damaged: {FILE} cannot be fetched: 127.0.0.1 has no such file" in notices(heard)


def test_bytes_that_are_wrong_again_do_not_take_its_place(app: App, hub: LoopbackHub, files: dict[str, bytes]) -> None:
    path = calm(app, files)
    bad = path.read_bytes()
    hub.always(flipped(1000))
    heard = say(app, "llm verify calm", ["y"])
    assert (heard.status, path.read_bytes() == bad, trashed(app)) == (4, True, [])
    assert "is not the file that was promised" in notices(heard)


def test_a_file_that_the_publisher_replaced_is_not_mixed_in(app: App, hub: LoopbackHub,
                                                           files: dict[str, bytes]) -> None:
    paths = put(app, files, PARTS, name="big", source=f"hf:{REPO}/{PARTS[0]}")
    bad = spoil(paths[1])
    hub.repos[REPO] = type(hub.repos[REPO])({**files, PARTS[1]: files[PARTS[1]] + b"newer"})
    heard = say(app, "llm verify big", ["y"])
    assert (heard.status, paths[1].read_bytes() == bad) == (4, True)
    assert "the publisher has replaced" in notices(heard)


def test_a_good_file_that_a_kill_left_waiting_is_taken_without_asking_for_a_byte(app: App, hub: LoopbackHub,
                                                                                 files: dict[str, bytes]) -> None:
    path = calm(app, files)
    (path.parent / ".fresh").mkdir()
    (path.parent / ".fresh" / FILE).write_bytes(files[FILE])
    say(app, "llm verify calm", ["y"])
    assert (path.read_bytes() == files[FILE], hub.bodies()) == (True, [])
    assert [each.name for each in app.home.models.rglob("*") if each.name != "custom_models"] == [FILE]


@pytest.mark.parametrize("gone", [PARTS, PARTS[1:2]], ids=["all", "one"])
def test_what_was_taken_away_can_be_installed_again(app: App, hub: LoopbackHub, files: dict[str, bytes],
                                                    gone: tuple[str, ...]) -> None:
    source = f"hf:{REPO}/{PARTS[0]}"
    put(app, files, PARTS, name="big", source=source)
    for name in gone:
        (app.home.models / name).unlink()
    heard = say(app, f"install {source}")
    whole = [seen for seen in hub.bodies() if "range" not in seen.headers]
    assert (heard.failure, len(whole)) == (None, len(gone))
    assert sorted(path.name for path in app.home.models.rglob("*.gguf")) == list(PARTS)
