"""A model file from anywhere becomes one's own: linked, copied, or out of a llamafile; never over another file."""

from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path

import pytest
from at_hand import open_app, say
from build_gguf import build

from core.app import App
from core.models.custom_names import suggested_name
from core.models.importing import copy
from core.models.llamafile import packed_model, unpack
from core.words.errors import BrokenFile, DiskError
from core.words.events import Notice

pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An App whose person stands in a folder of downloads."""
    (tmp_path / "downloads").mkdir()
    made = open_app(tmp_path / "home")
    made.cwd = tmp_path / "downloads"
    return made


def llamafile(path: Path, entries: dict[str, bytes], *, way: int = zipfile.ZIP_STORED) -> Path:
    """Write a program with an archive at its end, as a llamafile is one."""
    path.write_bytes(b"MZqFpD='\n" + b"\x90" * 5000)
    with zipfile.ZipFile(path, "a", way) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_a_file_on_the_same_disk_gets_a_second_name_and_stays(app: App) -> None:
    source = build(app.cwd / "Anvil-1B-Q8_0.gguf")
    told = say(app, "llm import Anvil-1B-Q8_0.gguf").data
    assert told.pop("verdict") == "loads, but does not end its answers by itself"  # its weights are made up
    target = app.home.custom_models / "Anvil-1B-Q8_0.gguf"
    assert told == {"name": "Anvil-1B-Q8_0", "path": str(target), "source": str(source), "how": "linked", "tier": 0,
                    "quant": "Q8_0", "size_bytes": source.stat().st_size}
    assert target.samefile(source)
    assert say(app, "llm disable Anvil-1B-Q8_0").status == 0
    assert say(app, "uninstall Anvil-1B-Q8_0", ["y"]).status == 0
    assert (source.exists(), target.exists()) == (True, False)


def test_a_file_on_another_disk_is_copied_whole(app: App) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == app.home.root.stat().st_dev:
        pytest.skip("there is no second disk here")
    source = build(memory / f"lucifer-{os.getpid()}.gguf")
    try:
        told = say(app, f"llm import {source} --name copied-1b").data
        assert (told["how"], told["name"]) == ("copied", "copied-1b")
        assert (app.home.custom_models / "copied-1b.gguf").read_bytes() == source.read_bytes()
        record = app.shelf.record_of(app.shelf.find("copied-1b"))
        assert record is not None
        assert len(record.sha256[0] or "") == 64
    finally:
        source.unlink()


def test_the_model_in_a_llamafile_is_taken_out(app: App) -> None:
    content = build(app.cwd / "made.gguf", words=300).read_bytes()
    (app.cwd / "made.gguf").unlink()
    llamafile(app.cwd / "chat.llamafile", {".args": b"-m\nAnvil.gguf", "mmproj-Anvil.gguf": b"GGUF" * 200_000,
                                           "Anvil-1B.Q8_0.gguf": content})
    told = say(app, "llm import chat.llamafile").data
    target = app.home.custom_models / "Anvil-1B.Q8_0.gguf"
    assert (told["how"], told["path"], told["quant"]) == ("llamafile", str(target), "Q8_0")
    assert target.read_bytes() == content
    assert sorted(path.name for path in target.parent.iterdir()) == ["Anvil-1B.Q8_0.gguf"]


@pytest.mark.parametrize(("entries", "way", "reason"), [
    ({"a.txt": b"x"}, zipfile.ZIP_STORED, "holds no GGUF file"),
    ({"a.gguf": b"GGUF" + b"\0" * 5000}, zipfile.ZIP_DEFLATED, "is packed"),
    ({"a.gguf": b"<html>" + b"\0" * 500}, zipfile.ZIP_STORED, "is not a whole GGUF file"),
    ({"a.gguf": b"GGUF" + b"\xff" * 500}, zipfile.ZIP_STORED, "a.gguf is not a usable GGUF file"),
    ({"..\\..\\x\x1b.gguf": b"GGUF" + b"\0" * 50}, zipfile.ZIP_STORED, "impossible name")])
def test_a_llamafile_without_a_usable_model_is_refused_and_leaves_nothing(
        app: App, entries: dict[str, bytes], way: int, reason: str) -> None:
    llamafile(app.cwd / "bad.llamafile", entries, way=way)
    heard = say(app, "llm import bad.llamafile")
    assert heard.failure is not None
    assert (heard.status, reason in heard.failure.message, "\x1b" in heard.failure.message) == (4, True, False)
    assert list(app.home.custom_models.iterdir()) == []


def test_names_in_a_llamafile_never_lead_out_of_the_folder(app: App) -> None:
    content = build(app.cwd / "made.gguf").read_bytes()
    llamafile(app.cwd / "sly.llamafile", {"../../../../sly-1b.gguf": content})
    assert say(app, "llm import sly.llamafile").data["path"] == str(app.home.custom_models / "sly-1b.gguf")


def test_every_cut_of_a_llamafile_is_refused(app: App) -> None:
    content = build(app.cwd / "made.gguf").read_bytes()
    whole = llamafile(app.cwd / "whole.llamafile", {"m-1b.gguf": content}).read_bytes()
    for percent in range(0, 100, 5):
        (app.cwd / "cut.llamafile").write_bytes(whole[: len(whole) * percent // 100])
        assert say(app, "llm import cut.llamafile").status == 4
    assert list(app.home.custom_models.iterdir()) == []


def test_a_header_that_lies_about_its_place_or_size_is_refused(app: App) -> None:
    content = build(app.cwd / "made.gguf").read_bytes()
    path = llamafile(app.cwd / "lies.llamafile", {"m-1b.gguf": content})
    raw = path.read_bytes()
    central = raw.rindex(b"PK\x01\x02")
    for place, value in ((20, len(content) * 50), (24, len(content) * 50), (42, 2**31), (42, 7)):
        lying = bytearray(raw)
        struct.pack_into("<I", lying, central + place, value)
        path.write_bytes(lying)
        assert say(app, "llm import lies.llamafile").status in (4, 5)
    assert list(app.home.custom_models.iterdir()) == []


def test_an_interrupted_copy_leaves_nothing_and_a_full_disk_is_said_before(app: App) -> None:
    content = build(app.cwd / "made.gguf", words=3000).read_bytes()
    path = llamafile(app.cwd / "chat.llamafile", {"m-1b.gguf": content})
    packed = packed_model(path)
    target = app.home.custom_models / packed.name
    copying = copy(unpack(path, packed), packed.size_bytes, target)
    next(copying)
    assert len(list(target.parent.iterdir())) == 1
    copying.close()
    assert list(target.parent.iterdir()) == []
    with pytest.raises(DiskError, match="are needed"):
        next(copy(iter(()), 10**18, target))
    os.truncate(path, packed.offset + 100)
    with pytest.raises(BrokenFile, match=r"ends .* bytes too early"):
        list(copy(unpack(path, packed), packed.size_bytes, target))
    assert list(target.parent.iterdir()) == []


def test_a_split_model_comes_with_all_its_parts_or_not_at_all(app: App) -> None:
    parts = [build(app.cwd / f"big-0000{number}-of-00002.gguf", metadata={"split.no": number - 1, "split.count": 2})
             for number in (1, 2)]
    told = say(app, f"llm import {parts[1].name} --name anvil-2b").data
    assert [path.name for path in app.shelf.find("anvil-2b").paths] == [
        "anvil-2b-00001-of-00002.gguf", "anvil-2b-00002-of-00002.gguf"]
    assert (told["name"], app.shelf.find("anvil-2b").problem) == ("anvil-2b", None)
    say(app, "uninstall anvil-2b", ["y"])
    parts[0].unlink()
    assert say(app, f"llm import {parts[1].name}").status == 4


def test_a_file_of_the_same_name_is_never_replaced(app: App) -> None:
    build(app.cwd / "x-1b.gguf", words=300)
    there = build(app.home.custom_models / "x-1b.gguf", words=400)
    before = there.read_bytes()
    assert (say(app, "llm import x-1b.gguf").status, there.read_bytes() == before) == (6, True)
    assert say(app, f"llm import {there}").status == 6  # it is on the shelf already
    assert say(app, "llm import x-1b.gguf --name y-1b").status == 0


@pytest.mark.parametrize("line", ["llm import nowhere.gguf", "llm import x.gguf --name ../up", "llm import . ",
                                  "llm import x.gguf --name -rf"])
def test_what_is_no_file_or_no_name_is_refused(app: App, line: str) -> None:
    build(app.cwd / "x.gguf")
    assert say(app, line).status in (2, 4)
    assert list(app.home.custom_models.iterdir()) == []


def test_companions_and_other_files_are_no_models(app: App) -> None:
    build(app.cwd / "lora.gguf", metadata={"general.type": "adapter"})
    (app.cwd / "page.gguf").write_text("<html>")
    (app.cwd / "notes.txt").write_text("notes")
    assert [say(app, f"llm import {name}").status for name in ("lora.gguf", "page.gguf", "notes.txt")] == [4, 4, 4]


def test_what_is_imported_is_tried_out_at_once(app: App) -> None:
    (app.cwd / "pocket-1b.gguf").write_bytes(app.bundled.read_bytes())
    heard = say(app, "llm import pocket-1b.gguf")
    assert heard.data["verdict"] == "works"
    record = app.shelf.record_of(app.shelf.find("pocket-1b"))
    assert record is not None
    assert record.verdict == "works"


def test_a_name_that_says_little_gets_a_suggestion(app: App) -> None:
    build(app.cwd / "model.gguf", metadata={"general.basename": "Anvil", "general.size_label": "3B"})
    heard = say(app, "llm import model.gguf")
    assert heard.data["name"] == "model"
    assert any("--name Anvil-3B-F16" in event.text for event in heard.events if isinstance(event, Notice))


@pytest.mark.parametrize(("stem", "better"), [
    ("Llama-3.2-3B-Instruct-Q4_K_M", None), ("my-custom-7b-q4", None), ("tinyllama", None),
    ("model", "Anvil-3B-Q4_K_M"), ("ggml-model-Q4_K_M", "Anvil-3B-Q4_K_M"), ("download (2)", "Anvil-3B-Q4_K_M"),
    ("my model", "my-model-Q4_K_M"), ("anvil (copy)", "anvil-Q4_K_M"), ("Q4_K_M", "Anvil-3B-Q4_K_M"),
    ("0123456789abcdef0123", "Anvil-3B-Q4_K_M"), ("-rf", "rf-Q4_K_M"), ("a\x1b[31mb", "a-31mb-Q4_K_M"),
    ("模型", "Anvil-3B-Q4_K_M"), ("x" * 120, "x" * 96 + "-Q4_K_M")])
def test_suggestions_are_easy_to_type_and_say_which_model_it_is(stem: str, better: str | None) -> None:
    facts = {"general.basename": "Anvil", "general.size_label": "3B", "general.architecture": "llama"}
    assert suggested_name(stem, facts, "Q4_K_M") == better
