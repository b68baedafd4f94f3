"""Keeping a shelf: models are verified, uninstalled and brought back; room is shown and freed; nothing goes unasked."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from pathlib import Path

import pytest
from at_hand import open_app, program, say
from build_gguf import build

from core.app import App
from core.models.records import InstallRecord
from core.words.events import Notice

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An App at the prompt with one model of its own beside the bundled one."""
    home = tmp_path / "home"
    (home / "models").mkdir(parents=True)
    build(home / "models" / "tiny-chat.gguf", says=["It is", " 4"])
    made = open_app(home, model="tiny-chat")
    made.cwd = tmp_path
    return made


def row(app: App, name: str = "tiny-chat") -> dict[str, object]:
    return next(each for each in say(app, f"/llm verify {name}").data if each["name"] == name)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def flip_a_bit(path: Path, place: int = -200) -> None:
    """Change one bit of the weights and keep the file's size and times, as a failing disk does."""
    times = path.stat()
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.model
def test_a_sound_model_is_measured_first_and_found_the_same_later(app: App) -> None:
    first = row(app)
    assert (first["size_ok"], first["sha256_ok"], first["header_ok"], first["loads"]) == (None, None, True, True)
    assert first["verdict"] == "works"
    second = row(app)
    assert (second["size_ok"], second["sha256_ok"], second["header_ok"], second["loads"]) == (True, True, True, True)
    assert second["sha256"] == [digest(app.home.models / "tiny-chat.gguf")]
    record = app.shelf.record_of(app.shelf.find("tiny-chat"))
    assert record is not None
    assert (record.verified, record.verdict) == (False, "works")


def test_a_file_whose_digest_the_map_states_is_known_to_be_right_at_once(app: App) -> None:
    path = build(app.home.models / "mine-1b.gguf", words=1000)
    (app.home.root / "models.yaml").write_text(
        "- name: anvil\n  files:\n    - {repo: owner/repo, filename: anvil-1b-F16.gguf, quant: F16,\n"
        f"       size_bytes: {path.stat().st_size}, sha256: {digest(path)}}}\n")
    found = row(app, "mine-1b")
    record = app.shelf.record_of(app.shelf.find("mine-1b"))
    assert record is not None
    assert (found["sha256_ok"], record.verified) == (True, True)


def test_one_changed_bit_in_a_file_from_nowhere_sends_it_to_the_trash_only_after_a_yes(app: App) -> None:
    path = app.home.models / "tiny-chat.gguf"
    app.shelf.add([path], InstallRecord("tiny-chat", str(path), (digest(path),), verified=True))
    flip_a_bit(path)
    heard = say(app, "llm verify tiny-chat")
    found = heard.data[0]
    assert (heard.status, found["size_ok"], found["sha256_ok"], found["header_ok"], found["loads"]) == (
        4, True, False, True, None)
    assert (found["bad_files"], [question.default for question in heard.questions]) == ([str(path)], ["n"])
    assert path.exists()
    heard = say(app, "llm verify tiny-chat", ["y"])
    assert not path.exists()
    assert any("fetch it again from where it came" in event.text for event in heard.events
               if isinstance(event, Notice))
    assert say(app, "undo").data["undone"] == "file"
    assert path.exists()


def test_a_file_cut_short_fails_by_size_and_head(app: App) -> None:
    path = app.home.models / "tiny-chat.gguf"
    app.shelf.add([path], InstallRecord("tiny-chat", "tiny", (digest(path),), verified=True))
    os.truncate(path, path.stat().st_size // 2)
    heard = say(app, "llm verify tiny-chat")
    assert (heard.data[0]["size_ok"], heard.data[0]["sha256_ok"], heard.data[0]["header_ok"]) == (False, False, False)
    assert heard.status == 4


@pytest.mark.model
def test_a_model_that_never_ends_its_answer_is_told_apart(app: App) -> None:
    build(app.home.models / "babbler.gguf")
    assert str(row(app, "babbler")["verdict"]).startswith("loads, but does not end")


def test_uninstall_asks_moves_to_the_trash_and_undo_brings_back(app: App) -> None:
    path = app.home.models / "tiny-chat.gguf"
    content = path.read_bytes()
    refused = say(app, "uninstall tiny-chat")
    assert (refused.status, path.exists(), refused.questions[0].default) == (6, True, "n")
    done = say(app, "uninstall tiny-chat", ["y"])
    assert done.data == [{"name": "tiny-chat", "path": str(path), "size_bytes": len(content), "done": "trash"}]
    assert (path.exists(), say(app, "llm list tiny-chat").data) == (False, [])
    assert say(app, "undo").status == 0
    assert path.read_bytes() == content


def test_uninstall_takes_all_parts_and_the_projector_but_not_what_another_model_needs(app: App) -> None:
    folder = app.home.models
    parts = [build(folder / f"big-0000{number}-of-00002.gguf", metadata={"split.no": number - 1, "split.count": 2})
             for number in (1, 2)]
    mine, shared = folder / "mmproj-big.gguf", folder / "mmproj-shared.gguf"
    for path in (mine, shared):
        build(path, metadata={"general.type": "mmproj"})
    app.shelf.add([*parts, mine, shared], InstallRecord("big", "big"))
    app.shelf.add([folder / "tiny-chat.gguf"], InstallRecord("tiny-chat", "tiny"))
    app.shelf.add([build(folder / "other.gguf"), shared], InstallRecord("other", "other"))
    assert [record.name for record in app.shelf.records()] == ["big", "tiny-chat", "other"]
    assert say(app, "uninstall big", ["y"]).status == 0
    assert [path.exists() for path in (*parts, mine, shared)] == [False, False, False, True]
    assert say(app, "undo").status == 0
    assert [path.exists() for path in (*parts, mine)] == [True, True, True]


def test_uninstall_never_touches_what_is_not_ours(app: App, tmp_path: Path) -> None:
    theirs = build(tmp_path / "theirs.gguf")
    app.shelf.add([theirs], InstallRecord("theirs:1b", str(theirs), program="ollama"))
    linked = tmp_path / "elsewhere" / "linked-in.gguf"
    linked.parent.mkdir()
    build(linked)
    (app.home.models / "more").symlink_to(linked.parent)
    assert {"theirs:1b", "linked-in"} <= {model.name for model in app.shelf.models(fresh=True)}
    assert say(app, "uninstall theirs:1b", ["y"]).data[0]["done"] == "forgotten"
    assert (theirs.exists(), app.journal.entries()) == (True, [])
    assert "theirs:1b" not in {model.name for model in app.shelf.models()}
    kept = say(app, "uninstall linked-in", ["y"])
    assert (kept.status, kept.questions, linked.exists()) == (6, [], True)
    assert say(app, "uninstall spark", ["y"]).status == 6
    assert app.bundled.exists()
    assert say(app, "uninstall all", ["y"]).status == 0
    assert (linked.exists(), app.bundled.exists(), (app.home.models / "tiny-chat.gguf").exists()) == (True, True, False)


def test_without_a_terminal_nothing_is_deleted_unless_yes_is_given(app: App) -> None:
    path = app.home.models / "tiny-chat.gguf"
    ended = program(app.home.root, "uninstall", "tiny-chat", "--json")
    assert (ended.returncode, json.loads(ended.stdout)["error"]["kind"], path.exists()) == (6, "refused", True)
    ended = program(app.home.root, "--yes", "uninstall", "tiny-chat", "--json")
    assert (ended.returncode, json.loads(ended.stdout)[0]["done"], path.exists()) == (0, "trash", False)


def test_gc_frees_parts_trash_and_lonely_companions_and_leaves_what_is_in_use(app: App) -> None:
    folder = app.home.models
    (folder / "half.gguf.0123456789abcdef.part").write_bytes(b"x" * 5000)
    (folder / "half.gguf.0123456789abcdef.part.json").write_text("{}")
    lonely = build(folder / "custom_models" / "mmproj-lonely.gguf")
    kept = build(folder / "mmproj-kept.gguf")
    notes = folder / "notes.txt"
    notes.write_text("mine")
    assert say(app, "uninstall tiny-chat", ["y"]).status == 0
    build(folder / "stays.gguf", words=300)
    with (folder / "busy.gguf.ffffffffffffffff.part").open("wb") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        (folder / "busy.gguf.ffffffffffffffff.part.json").write_text("{}")
        looked = say(app, "llm gc --dry-run").data
        assert sorted(each["kind"] for each in looked["files"]) == ["companion", "part", "part", "trash"]
        assert (say(app, "llm gc").status, lonely.exists()) == (6, True)
        freed = say(app, "llm gc", ["y"]).data
    assert (freed["freed_bytes"], freed["files"]) == (looked["can_free_bytes"], looked["files"])
    assert sorted(path.name for path in folder.iterdir()) == [
        "busy.gguf.ffffffffffffffff.part", "busy.gguf.ffffffffffffffff.part.json", "custom_models", "mmproj-kept.gguf",
        "notes.txt", "stays.gguf"]
    assert (lonely.exists(), kept.exists(), list(app.home.trash.rglob("*.gguf"))) == (False, True, [])
    erased = [line["paths"][0] for line in map(json.loads, app.home.journal.read_text().splitlines())
              if line.get("kind") == "erase"]
    assert str(lonely) in erased
    assert str(folder / "tiny-chat.gguf") in erased
    assert say(app, "undo").status == 2  # what was deleted for good is no longer on offer


def test_two_files_with_the_same_bytes_become_one_with_two_names(app: App) -> None:
    folder = app.home.models
    one, two = folder / "tiny-chat.gguf", folder / "custom_models" / "the-same.gguf"
    two.write_bytes(one.read_bytes())
    other = folder / "almost.gguf"
    other.write_bytes(one.read_bytes())
    flip_a_bit(other)
    size = one.stat().st_size
    taken = say(app, "llm du").data
    assert taken["can_free_bytes"] == size
    assert {each["name"]: each["double_of"] for each in taken["models"] if each["double_of"]} == {"tiny-chat": str(two)}
    assert say(app, "llm gc", ["y"]).data["freed_bytes"] == size
    assert one.samefile(two)
    assert not one.samefile(other)
    after = say(app, "llm du").data
    assert (after["can_free_bytes"], taken["total_bytes"] - after["total_bytes"]) == (0, size)
    assert {"the-same", "almost", "tiny-chat"} <= {each["name"] for each in after["models"]}


def test_a_model_whose_other_program_deleted_it_is_forgotten_by_gc(app: App, tmp_path: Path) -> None:
    theirs = build(tmp_path / "theirs.gguf", words=100)
    app.shelf.add([theirs], InstallRecord("theirs", str(theirs), program="ollama"))
    theirs.unlink()
    listed = {model.name: model.problem for model in app.shelf.models(fresh=True)}
    assert listed["theirs"] == "it is gone from where ollama kept it; `llm gc` forgets it"
    assert say(app, "llm gc", ["y"]).data["forgotten"] == ["theirs"]
    assert "theirs" not in {model.name for model in app.shelf.models()}


def test_a_second_folder_is_made_after_a_yes_searched_and_kept(app: App, tmp_path: Path) -> None:
    disk = tmp_path / "disk two"
    assert (say(app, f'/backup models "{disk}"').status, disk.exists()) == (6, False)
    assert say(app, f'/backup models "{disk}"', ["y"]).data["folder"] == str(disk)
    build(disk / "far.gguf")
    again = open_app(app.home.root)
    assert "far" in {model.name for model in again.shelf.models()}
    assert say(again, "backup models").data["models"] == ["far"]
    assert say(again, "uninstall far", ["y"]).status == 0
    assert not (disk / "far.gguf").exists()
    (tmp_path / "file").write_text("")
    assert say(app, f"/backup models {tmp_path / 'file'}").status == 5
    assert say(again, "/backup models --off").data["folder"] is None


def test_a_model_goes_to_the_second_folder_only_when_the_first_is_full(app: App, tmp_path: Path) -> None:
    assert app.shelf.folder_for(1) == app.home.models
    app.shelf.use_backup(tmp_path)
    assert app.shelf.folder_for(1) == app.home.models
    assert app.shelf.folder_for(10**18) == app.home.models  # neither has the room: the first one says so
    shelf = open_app(app.home.root).shelf
    assert shelf.backup == tmp_path
    memory = Path("/dev/shm")
    if memory.is_dir() and shelf.free_bytes(memory) + 10**9 < shelf.free_bytes(tmp_path):
        full = open_app(memory / f"lucifer-test-{os.getpid()}")
        full.shelf.use_backup(tmp_path)
        needed = (full.shelf.free_bytes(memory) + full.shelf.free_bytes(tmp_path)) // 2 - 2_000_000_000
        assert full.shelf.folder_for(needed) == tmp_path


def test_all_and_tiers_are_switched_in_one_step_and_an_empty_choice_is_warned_about(app: App) -> None:
    build(app.home.models / "second.gguf")
    heard = say(app, "llm disable all")
    assert {each["enabled"] for each in heard.data} == {False}
    assert any("no model is left" in event.text for event in heard.events if isinstance(event, Notice))
    assert [model.enabled for model in open_app(app.home.root).shelf.models()] == [False] * len(heard.data)
    assert {each["name"] for each in say(app, "llm enable tier 0").data} == {each["name"] for each in heard.data}


def test_models_info_counts_and_suggests_names(app: App) -> None:
    (app.home.custom_models / "deep").mkdir()
    build(app.home.custom_models / "deep" / "model (1).gguf", metadata={
        "general.basename": "Anvil", "general.size_label": "3B", "general.finetune": "Chat"})
    facts = say(app, "models info").data
    assert facts["models"] == len(app.shelf.models())
    custom = next(each for each in facts["custom"] if each["name"] == "model (1)")
    assert (custom["tier"], custom["better_name"]) == (0, "Anvil-3B-Chat-F16")
    assert say(app, 'llm disable "model (1)"').data == [{"name": "model (1)", "enabled": False}]
    assert say(app, "models info tiny-chat").data["name"] == "tiny-chat"


def test_du_says_which_models_are_second_names_of_one_file(app: App) -> None:
    (app.home.models / "again.gguf").hardlink_to(app.home.models / "tiny-chat.gguf")
    app.shelf.models(fresh=True)
    data = say(app, "llm du").data
    second = {each["name"]: each["second_name_of"] for each in data["models"]}
    assert sorted(name for name in second.values() if name) in (["again"], ["tiny-chat"])
    alone = sum(each["size_bytes"] for each in data["models"] if each["second_name_of"] is None)
    assert (data["total_bytes"], data["can_free_bytes"]) == (alone, 0)


def test_gc_says_which_models_it_forgot(app: App, tmp_path: Path) -> None:
    theirs = build(tmp_path / "theirs.gguf")
    app.shelf.add([theirs], InstallRecord("theirs:1b", str(theirs), program="ollama"))
    theirs.unlink()
    heard = say(app, "llm gc", ["y"])
    assert (heard.data["forgotten"], heard.questions[0].text.splitlines()[-1]) == (["theirs:1b"], "Forget them?")
    assert [event.text for event in heard.events if hasattr(event, "form")] == ["forgot theirs:1b"]
