"""Models of other programs are found where those programs keep them, by the names people know, and used in place."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from at_hand import open_app, say
from build_gguf import build

from core.app import App
from core.models.discover import Places, discover

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's home folder in which our own lies too."""
    (tmp_path / ".luciferai").mkdir()
    return tmp_path


def opened(home: Path, **environ: str) -> App:
    app = open_app(home / ".luciferai")
    app.environ = {"HOME": str(home), **environ}
    return app


def put(path: Path, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return build(path, **options)  # type: ignore[arg-type]


def ollama(root: Path, place: str, *, words: int = 1000, layers: list[dict[str, str]] | None = None) -> Path:
    """Put a model where Ollama would; return its blob."""
    made = put(root / "making.gguf", words=words)
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    blob = root / "blobs" / f"sha256-{digest}"
    blob.parent.mkdir(exist_ok=True)
    made.rename(blob)
    manifest = root / "manifests" / place
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text(json.dumps({"schemaVersion": 2, "layers": layers or [
        {"mediaType": "application/vnd.ollama.image.template", "digest": "sha256:" + "0" * 64},
        {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}"}]}))
    return blob


def found(home: Path, platform: str = "linux", **environ: str) -> dict[str, tuple[str, str]]:
    """Return (program, path below the home) by name."""
    places = Places({"HOME": str(home), **environ}, platform)
    return {each.name: (each.program, str(each.files[0].relative_to(home))) for each in discover(places)}


def test_ollama_models_have_their_own_names_and_digests(home: Path) -> None:
    root = home / ".ollama" / "models"
    blobs = {name: ollama(root, place, words=1000 + number) for number, (place, name) in enumerate((
        ("registry.ollama.ai/library/llama3.2/3b", "llama3.2:3b"),
        ("registry.ollama.ai/someone/theirs/latest", "someone/theirs:latest"),
        ("hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF/Q4_K_M", "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M")))}
    models = {each.name: each for each in discover(Places({"HOME": str(home)}, "linux"))}
    assert models.keys() == blobs.keys()
    for name, blob in blobs.items():
        assert models[name].files == (blob,)
        assert models[name].sha256 == (blob.name.removeprefix("sha256-"),)


@pytest.mark.parametrize("content", [
    "", "[]", "{", '{"layers": 5}', '{"layers": [5, null, {}]}', "[" * 100_000,
    '{"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:../../../etc/passwd"}]}',
    '{"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:' + "a" * 64 + '"}]}'])
def test_manifests_that_make_no_sense_are_passed_over(home: Path, content: str) -> None:
    root = home / ".ollama" / "models"
    ollama(root, "registry.ollama.ai/library/good/1b")
    bad = root / "manifests" / "registry.ollama.ai" / "library" / "bad"
    bad.mkdir()
    (bad / "1b").write_text(content)
    assert list(found(home)) == ["good:1b"]


def test_every_program_is_found_in_its_place_on_each_system(home: Path) -> None:
    for path in (".lmstudio/models/pub/repo/A-1B-Q8_0.gguf", ".local/share/nomic.ai/GPT4All/B-1B.gguf",
                 ".local/share/Jan/data/llamacpp/models/janhq/C-1B/model.gguf",
                 ".cache/llama.cpp/owner_repo_D-1B.gguf", "Library/Caches/llama.cpp/E.gguf",
                 "Library/Application Support/Jan/data/llamacpp/models/F/model.gguf", "jan/models/G/G.gguf"):
        put(home / path)
    (home / ".cache/llama.cpp/manifest=owner=repo=latest.json").write_text("{}")
    put(home / ".lmstudio/models/pub/repo/mmproj-A.gguf")
    assert found(home) == {
        "A-1B-Q8_0": ("lm-studio", ".lmstudio/models/pub/repo/A-1B-Q8_0.gguf"),
        "B-1B": ("gpt4all", ".local/share/nomic.ai/GPT4All/B-1B.gguf"),
        "janhq/C-1B": ("jan", ".local/share/Jan/data/llamacpp/models/janhq/C-1B/model.gguf"),
        "D-1B": ("llama.cpp", ".cache/llama.cpp/owner_repo_D-1B.gguf"), "G": ("jan", "jan/models/G/G.gguf")}
    assert {"E", "F"} <= found(home, "darwin").keys()


def test_places_that_were_moved_are_followed(home: Path) -> None:
    for path in ("disk/ollama-x/keep", "disk/lm/models/p/r/A.gguf", "disk/lm2/p/r/B.gguf", "disk/lc/C.gguf",
                 "disk/hub/models--o--r/snapshots/abc/D.gguf"):
        put(home / path)
    (home / ".lmstudio-home-pointer").write_text(f"{home}/disk/lm\n")
    (home / ".lmstudio").mkdir()
    (home / ".lmstudio" / "settings.json").write_text(json.dumps({"downloadsFolder": f"{home}/disk/lm2"}))
    ollama(home / "disk" / "ollama", "registry.ollama.ai/library/e/1b")
    names = found(home, OLLAMA_MODELS=f"{home}/disk/ollama", LLAMA_CACHE=f"{home}/disk/lc",
                  HF_HUB_CACHE=f"{home}/disk/hub")
    assert {name: program for name, (program, _) in names.items()} == {
        "e:1b": "ollama", "A": "lm-studio", "B": "lm-studio", "C": "llama.cpp", "D": "huggingface"}


def test_gpt4all_is_followed_to_the_folder_in_its_settings_and_its_unfinished_files_are_left_alone(home: Path) -> None:
    put(home / "disk/gpt/Meta-Llama-3-8B-Instruct.Q4_0.gguf")
    put(home / "disk/gpt/incomplete-Phi-3-mini.gguf")
    settings = home / ".config/nomic.ai/GPT4All.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[General]\nchatTheme=Dark\nmodelPath={home}/disk/gpt/\nthreadCount=4\n")
    assert found(home) == {"Meta-Llama-3-8B-Instruct.Q4_0": (
        "gpt4all", "disk/gpt/Meta-Llama-3-8B-Instruct.Q4_0.gguf")}


def test_jan_is_followed_to_its_data_folder_and_to_files_it_was_told_of(home: Path) -> None:
    put(home / "disk/jan/llamacpp/models/janhq/Jan-v1-4B/model.gguf")
    put(home / "elsewhere/Mine-Q8_0.gguf")
    for name, path in (("janhq/Jan-v1-4B", "llamacpp/models/janhq/Jan-v1-4B/model.gguf"),
                       ("mine", f"{home}/elsewhere/Mine-Q8_0.gguf"), ("gone", f"{home}/elsewhere/Gone.gguf"),
                       ("odd", "../../../../etc/passwd")):
        card = home / "disk/jan/llamacpp/models" / name / "model.yml"
        card.parent.mkdir(parents=True, exist_ok=True)
        card.write_text(f"embedding: false\nmodel_path: {path}\nname: {name}\nsize_bytes: 5\n")
    settings = home / ".local/share/jan.ai.app/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"data_folder": f"{home}/disk/jan"}))
    assert found(home) == {
        "janhq/Jan-v1-4B": ("jan", "disk/jan/llamacpp/models/janhq/Jan-v1-4B/model.gguf"),
        "mine": ("jan", "elsewhere/Mine-Q8_0.gguf")}


def test_a_cache_of_llama_cpp_may_have_the_folders_of_hugging_face(home: Path) -> None:
    put(home / "lc/models--ggml-org--gemma-3-1b-it-GGUF/snapshots/abc/gemma-3-1b-it-Q4_K_M.gguf")
    put(home / "lc/models--ggml-org--gemma-3-1b-it-GGUF/snapshots/abc/mmproj-model-f16.gguf")
    assert found(home, LLAMA_CACHE=f"{home}/lc") == {"gemma-3-1b-it-Q4_K_M": (
        "llama.cpp", "lc/models--ggml-org--gemma-3-1b-it-GGUF/snapshots/abc/gemma-3-1b-it-Q4_K_M.gguf")}


def test_the_hugging_face_cache_gives_digests_and_one_model_for_two_snapshots(home: Path) -> None:
    repo = home / ".cache/huggingface/hub/models--owner--repo-GGUF"
    digest = hashlib.sha256(put(repo / "blobs" / "x").read_bytes()).hexdigest()
    (repo / "blobs" / "x").rename(repo / "blobs" / digest)
    put(repo / "blobs" / "1234567890123456789012345678901234567890")
    for snapshot in ("aaa", "bbb"):
        (repo / "snapshots" / snapshot).mkdir(parents=True)
        (repo / "snapshots" / snapshot / "M-Q4_K_M.gguf").symlink_to(f"../../blobs/{digest}")
    (repo / "snapshots" / "bbb" / "short.gguf").symlink_to("../../blobs/1234567890123456789012345678901234567890")
    models = {each.name: each.sha256 for each in discover(Places({"HOME": str(home)}, "linux"))}
    assert models == {"M-Q4_K_M": (digest,), "short": (None,)}  # 40 digits are no SHA-256


@pytest.mark.parametrize("environ", [{}, {"HOME": ""}, {"HOME": "not/whole"}, {"HOME": "/nowhere", "HF_HOME": "a\0b"}])
def test_without_a_home_folder_nothing_is_found_and_nothing_breaks(environ: dict[str, str]) -> None:
    found = [str(each.files[0]) for each in discover(Places(environ, "linux"))]
    assert [path for path in found if not path.startswith(("/usr/", "/var/"))] == []


def test_discover_takes_models_up_where_they_are_and_uninstall_forgets_them(home: Path) -> None:
    blob = ollama(home / ".ollama" / "models", "registry.ollama.ai/library/llama3.2/3b")
    put(home / ".lmstudio/models/p/r/Other-1B-Q8_0.gguf", template=None)
    app = opened(home)
    looked = say(app, "llm discover --dry-run")
    assert [(each["name"], each["state"]) for each in looked.data] == [
        ("llama3.2:3b", "new"), ("Other-1B-Q8_0", "new")]
    assert {each["name"]: each["template"] for each in looked.data} == {"llama3.2:3b": True, "Other-1B-Q8_0": False}
    assert app.shelf.records() == []
    say(app, "llm discover")
    again = opened(home)
    assert [each["state"] for each in say(again, "llm discover").data] == ["known", "known"]
    for name in ("llama3.2:3b", "llama3.2", "ollama/llama3.2:3b", "LLAMA3.2:3B"):
        assert again.shelf.find(name).paths == (blob,)
    assert say(again, "llm disable llama3.2:3b").data == [{"name": "llama3.2:3b", "enabled": False}]
    assert say(again, "uninstall llama3.2:3b", ["y"]).data[0]["done"] == "forgotten"
    assert blob.exists()
    assert [each["state"] for each in say(again, "llm discover ollama").data] == ["new"]
    assert again.shelf.find("llama3.2:3b").enabled


@pytest.mark.model
def test_a_discovered_model_is_checked_against_the_digest_in_its_name_and_loads(home: Path) -> None:
    blob = ollama(home / ".ollama" / "models", "registry.ollama.ai/library/llama3.2/3b")
    app = opened(home)
    say(app, "llm discover")
    checked = say(app, "llm verify llama3.2:3b").data[0]
    assert (checked["size_ok"], checked["sha256_ok"], checked["loads"]) == (True, True, True)
    content = bytearray(blob.read_bytes())
    content[-300] ^= 4
    blob.write_bytes(content)
    heard = say(app, "llm verify llama3.2:3b", ["y"])
    assert (heard.status, heard.data[0]["sha256_ok"], heard.questions, blob.exists()) == (4, False, [], True)


def test_a_link_of_our_own_outlives_the_other_program(home: Path) -> None:
    blob = ollama(home / ".ollama" / "models", "registry.ollama.ai/library/llama3.2/3b")
    app = opened(home)
    assert say(app, "llm discover --link").data[0]["state"] == "new"
    ours = app.home.models / "llama3.2-3b.gguf"
    assert ours.samefile(blob)
    shutil.rmtree(home / ".ollama")
    model = opened(home).shelf.find("llama3.2-3b")
    assert (model.problem, model.path) == (None, ours)


def test_broken_and_unfit_files_are_listed_and_not_taken_up(home: Path) -> None:
    content = put(home / ".lmstudio/models/p/r/Cut.gguf").read_bytes()
    (home / ".lmstudio/models/p/r/Cut.gguf").write_bytes(content[:-500])
    put(home / ".lmstudio/models/p/r/Lora.gguf", metadata={"general.type": "adapter"})
    os.mkfifo(home / ".lmstudio/models/p/r/pipe.gguf")
    app = opened(home)
    states = {each["name"]: each["state"] for each in say(app, "llm discover").data}
    assert "incomplete" in states["Cut"]
    assert "no model" in states["Lora"]
    assert "a pipe" in states["pipe"]
    assert app.shelf.records() == []


def test_two_programs_models_of_one_name_are_told_apart(home: Path) -> None:
    put(home / ".lmstudio/models/p/r/Same.gguf", words=301)
    put(home / "jan/models/x/Same.gguf", words=302)
    put(home / ".luciferai/models/Same.gguf", words=303)
    app = opened(home)
    say(app, "llm discover")
    names = [model.name for model in app.shelf.models() if "ame" in model.name]
    assert names == ["Same", "lm-studio/Same", "jan/Same"]
    assert len({app.shelf.find(name).path for name in names}) == 3
