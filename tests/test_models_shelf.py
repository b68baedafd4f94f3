"""The shelf: every model in the person's folders, by any name they use, broken ones with the reason."""

from __future__ import annotations

import json
import os
import stat
import time
from pathlib import Path

import pytest
from build_gguf import build

from core.models.names import aliases_of, meanings, split_part, split_quant
from core.models.shelf import Shelf
from core.store.home import Home
from core.words.errors import UnknownModel


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home", {})


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "checkout" / "models" / "spark").mkdir(parents=True)
    (tmp_path / "checkout" / "models" / "custom_models").mkdir()
    return tmp_path / "checkout" / "models"


def shelf(home: Home, checkout: Path, *folders: Path) -> Shelf:
    return Shelf(home, folders, checkout / "spark" / "spark.gguf")


def names(shelf: Shelf) -> list[str]:
    return [model.name for model in shelf.models()]


def split_set(folder: Path, stem: str, count: int) -> list[Path]:
    paths = []
    for number in range(count):
        path = folder / f"{stem}-{number + 1:05d}-of-{count:05d}.gguf"
        build(path, metadata={"split.no": number, "split.count": count})
        paths.append(path)
    return paths


def test_models_are_found_in_every_folder_nested_and_linked(home: Home, checkout: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    (home.custom_models / "deep" / "er").mkdir(parents=True)
    (home.root / "custom_models").mkdir()
    extra.mkdir()
    for path in (checkout / "spark" / "spark.gguf", home.models / "a.gguf", extra / "d.gguf",
                 home.custom_models / "deep" / "er" / "b.gguf", home.root / "custom_models" / "c.GGUF",
                 checkout / "custom_models" / "e.gguf"):
        build(path)
    (home.models / "linked.gguf").symlink_to(build(tmp_path / "elsewhere.gguf"))
    (home.models / "again").symlink_to(home.models)
    found = names(shelf(home, checkout, extra))
    assert found[0] == "spark"
    assert sorted(found[1:]) == ["a", "b", "c", "d", "e", "linked"]
    assert all(model.problem is None for model in shelf(home, checkout, extra).models())


def test_empty_home_has_the_bundled_model_alone_or_nothing(home: Home, checkout: Path) -> None:
    assert names(shelf(home, checkout)) == []
    build(checkout / "spark" / "spark.gguf")
    assert names(shelf(home, checkout)) == ["spark"]


def test_card_comes_from_the_file(home: Home, checkout: Path) -> None:
    build(home.models / "x.gguf", context=1024, metadata={
        "general.license": "mit", "general.organization": "Acme", "general.basename": "Anvil"})
    card = shelf(home, checkout).find("x").card
    assert (card.license, card.publisher, card.family) == ("mit", "Acme", "Anvil")
    assert (card.context_length, card.tier) == (1024, 0)
    assert card.parameters and card.parameters > 1000


def test_broken_files_are_listed_with_the_reason_and_never_block(home: Home, checkout: Path) -> None:
    content = build(home.models / "good.gguf").read_bytes()
    (home.models / "cut.gguf").write_bytes(content[:-200])
    (home.models / "text.gguf").write_text("<html>")
    os.mkfifo(home.models / "pipe.gguf")
    (home.models / "lost.gguf").symlink_to("/nonexistent")
    (home.models / "folder.gguf").mkdir()
    problems = {model.name: model.problem for model in shelf(home, checkout).models()}
    assert problems.keys() == {"good", "cut", "text", "pipe", "lost"}
    assert problems["good"] is None
    for name, reason in (("cut", "incomplete"), ("text", "web page"), ("pipe", "a pipe"), ("lost", "cannot be read")):
        assert reason in (problems[name] or "")


def test_companions_of_models_are_left_out(home: Home, checkout: Path) -> None:
    build(home.models / "mmproj-model-f16.gguf")
    build(home.models / "lora.gguf", metadata={"general.type": "adapter"})
    build(home.models / ".hidden.gguf")
    build(home.models / "model.gguf.part")
    assert names(shelf(home, checkout)) == []


def test_split_set_is_one_model_and_missing_or_swapped_parts_are_named(home: Home, checkout: Path) -> None:
    whole = split_set(home.models, "whole", 3)
    split_set(home.models, "lacking", 3)[1].unlink()
    swapped = split_set(home.models, "swapped", 2)
    content = swapped[0].read_bytes()
    swapped[0].write_bytes(swapped[1].read_bytes())
    swapped[1].write_bytes(content)
    build(home.models / "lonely-00001-of-00002.gguf")
    models = {model.name: model for model in shelf(home, checkout).models()}
    assert models.keys() == {"whole", "lacking", "swapped", "lonely"}
    assert models["whole"].paths == tuple(whole)
    assert models["whole"].size_bytes == sum(path.stat().st_size for path in whole)
    assert models["whole"].problem is None
    assert models["lacking"].problem == "part 2 of 3 is missing"
    assert models["swapped"].problem == "swapped-00001-of-00002.gguf holds part 2 of 2"
    assert models["lonely"].problem == "part 2 of 2 is missing"


def test_two_files_of_one_name_are_told_apart_by_their_folder(home: Home, checkout: Path) -> None:
    for folder in ("one", "two"):
        (home.custom_models / folder).mkdir()
        build(home.custom_models / folder / "same.gguf")
    found = shelf(home, checkout)
    assert names(found) == ["same", "two/same"]
    assert found.find("two/same").path.parent.name == "two"


def test_models_are_found_by_every_way_of_naming_them(home: Home, checkout: Path) -> None:
    build(home.models / "Llama-3.2-3B-Instruct-Q4_K_M.gguf")
    build(home.models / "mistral-7b-instruct-v0.2.Q5_K_S.gguf")
    found = shelf(home, checkout)
    for name in ("Llama-3.2-3B-Instruct-Q4_K_M", "llama-3.2-3b-instruct-q4_k_m.gguf", "llama3.2", "LLAMA3.2:3b",
                 "Llama-3.2-3B-Instruct", "llama3.2:Q4_K_M", "hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M",
                 "hf:bartowski/Llama-3.2-3B-Instruct-GGUF"):
        assert found.find(name).name == "Llama-3.2-3B-Instruct-Q4_K_M"
    assert found.find("mistral").name == found.find("mistral:7b").name == "mistral-7b-instruct-v0.2.Q5_K_S"


def test_model_anywhere_is_named_by_its_path(home: Home, checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    path = build(tmp_path / "downloads" / "x.gguf")
    parts = split_set(tmp_path / "downloads", "big", 2)
    shelved = build(home.models / "y.gguf")
    found = shelf(home, checkout)
    assert (found.find(str(path)).name, found.find(str(path)).path) == ("x", path)
    assert found.find(str(parts[1])).paths == tuple(parts)
    assert found.find(str(shelved)).name == "y"
    assert found.disable(str(shelved)).enabled is False
    for wrong in (tmp_path / "none.gguf", tmp_path / "downloads", tmp_path):
        with pytest.raises(UnknownModel):
            found.find(str(wrong))


def test_unknown_and_ambiguous_names_are_answered_with_suggestions(home: Home, checkout: Path) -> None:
    for quant in ("Q4_K_M", "Q8_0"):
        build(home.models / f"tinyllama-1.1b-chat-v1.0.{quant}.gguf")
    found = shelf(home, checkout)
    with pytest.raises(UnknownModel) as caught:
        found.find("tinylama")
    assert "did you mean tinyllama" in caught.value.hint
    with pytest.raises(UnknownModel, match="2 installed models") as caught:
        found.find("tinyllama")
    assert "Q4_K_M" in caught.value.hint and "Q8_0" in caught.value.hint
    assert found.find("tinyllama:q8_0").quant == "Q8_0"


def test_broken_file_does_not_hide_a_good_one_of_the_same_alias(home: Home, checkout: Path) -> None:
    content = build(home.models / "tinyllama-1.1b-chat-v1.0.Q8_0.gguf").read_bytes()
    (home.models / "tinyllama-1.1b-chat-v1.0.Q4_K_M.gguf").write_bytes(content[:500])
    assert shelf(home, checkout).find("tinyllama").quant == "Q8_0"


def test_disabled_is_remembered(home: Home, checkout: Path) -> None:
    build(home.models / "a.gguf")
    build(home.models / "b.gguf")
    assert not shelf(home, checkout).disable("A").enabled
    assert [model.enabled for model in shelf(home, checkout).models()] == [False, True]
    assert stat.S_IMODE(home.models_state_file.stat().st_mode) == 0o600
    assert shelf(home, checkout).enable("a").enabled
    assert [model.enabled for model in shelf(home, checkout).models()] == [True, True]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"disabled": 5}', b"\xff" * 100, b"[" * 100_000, b'{"version": 1}'])
def test_damaged_state_and_cache_mean_looking_again(home: Home, checkout: Path, content: bytes) -> None:
    build(home.models / "a.gguf")
    for path in (home.models_state_file, home.shelf_file):
        path.write_bytes(content)
    assert [model.enabled for model in shelf(home, checkout).models()] == [True]


def test_files_seen_before_are_not_read_again_until_they_change(home: Home, checkout: Path) -> None:
    path = build(home.models / "a.gguf", context=1024)
    shelf(home, checkout).models()
    cache = json.loads(home.shelf_file.read_text())
    cache["files"][str(path)]["facts"]["quant"] = "remembered"
    home.shelf_file.write_text(json.dumps(cache))
    assert shelf(home, checkout).models()[0].quant == "remembered"
    build(path, context=2048)
    model = shelf(home, checkout).models()[0]
    assert (model.quant, model.card.context_length) == ("F16", 2048)


def test_a_hundred_models_are_listed_at_once_when_seen_before(home: Home, checkout: Path) -> None:
    content = build(home.models / "0.gguf").read_bytes()
    for number in range(1, 100):
        (home.models / f"{number}.gguf").write_bytes(content)
    shelf(home, checkout).models()
    started = time.process_time()
    assert len(shelf(home, checkout).models()) == 100
    assert time.process_time() - started < 0.5


def test_models_that_come_and_go_are_seen_when_looking_again(home: Home, checkout: Path) -> None:
    found = shelf(home, checkout)
    assert found.models() == []
    path = build(home.models / "a.gguf")
    assert [model.name for model in found.models(fresh=True)] == ["a"]
    path.unlink()
    assert found.models(fresh=True) == []


def test_vocabulary_alone_is_no_model_to_talk_to(home: Home, checkout: Path) -> None:
    from gguf_bytes import text_fact, whole

    (home.models / "vocab.gguf").write_bytes(whole([text_fact("general.architecture", "llama")], [], data=0))
    assert "no weights" in (shelf(home, checkout).models()[0].problem or "")


@pytest.mark.parametrize(("stem", "aliases"), [
    ("Llama-3.2-3B-Instruct-Q4_K_M", {"llama3.2:3b", "llama3.2", "Llama-3.2-3B-Instruct"}),
    ("mistral-7b-instruct-v0.2.Q4_K_M", {"mistral:7b", "mistral"}),
    ("Qwen2.5-0.5B-Instruct-Q8_0", {"qwen2.5:0.5b", "qwen2.5"}), ("gemma-2-2b-it-Q4_K_M", {"gemma2:2b", "gemma2"}),
    ("DeepSeek-R1-Distill-Qwen-7B-Q4_K_M", {"deepseek-r1-distill-qwen:7b"}),
    ("tinyllama-1.1b-chat-v1.0.Q4_K_M", {"tinyllama:1.1b", "tinyllama"}),
    ("mixtral-8x7b-v0.1.Q4_K_M", {"mixtral:8x7b"}), ("Phi-3.5-mini-instruct-IQ4_XS", {"phi3.5-mini"}),
    ("SmolLM2-135M-Instruct-BF16", {"smollm2:135m"}), ("model", set())])
def test_file_names_give_the_names_people_use(stem: str, aliases: set[str]) -> None:
    assert aliases <= set(aliases_of(stem))
    assert stem not in aliases_of(stem)


@pytest.mark.parametrize(("stem", "quant"), [
    ("a-Q4_K_M", "Q4_K_M"), ("a.q8_0", "Q8_0"), ("a-IQ2_XXS", "IQ2_XXS"), ("a-UD-Q2_K_XL", "Q2_K_XL"), ("a-f16", "F16"),
    ("a-MXFP4_MOE", "MXFP4_MOE"), ("a", None), ("q4", None)])
def test_quantisation_is_read_from_the_name(stem: str, quant: str | None) -> None:
    assert split_quant(stem)[1] == quant


def test_part_numbers_are_read_from_the_name() -> None:
    assert split_part("big-00002-of-00003") == ("big", 2, 3)
    assert split_part("big-2-of-3") == ("big-2-of-3", 1, 1)


@pytest.mark.parametrize("text", ["", "   ", "/", "::", "a" * 10_000, "hf:", "../../etc/passwd", "x\x00y"])
def test_any_words_may_be_asked_for(home: Home, checkout: Path, text: str) -> None:
    assert isinstance(meanings(text), tuple)
    with pytest.raises(UnknownModel):
        shelf(home, checkout).find(text)
