"""What an install will do is known before it begins: which files, how many bytes, what is there, what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from loopback_hub import LoopbackHub

from core.models.hub import Hub
from core.models.install_plan import CORE, PlannedModel, Planner, files_to_ask_about
from core.models.listing import Listing, RemoteFile
from core.models.model_files_map import ModelMap
from core.words.errors import NetworkError, UnknownModel, UsageError
from core.words.values import ModelCard, ModelFile

ROOT = Path(__file__).resolve().parents[1]
MAP = ModelMap.load(ROOT / "config" / "models.yaml")
CWD = Path("/nowhere")
TINY = "tinyllama-1.1b-chat-v1.0.Q4_K_M.gguf"
SMALL, EYE, PART = b"small" * 400, b"eye" * 700, b"part" * 500
SIGHT = "acme/Sight-GGUF"


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def small_map(*, known: str | None = None) -> ModelMap:
    """Two models of a hub on loopback: one file whose digest is `known`, and a split one that sees."""
    return ModelMap([
        ModelCard("small:1b", parameters=1_000_000_000, tier=0, verification="sha256", files=(
            ModelFile("acme/Small-GGUF", "small-Q4_K_M.gguf", "Q4_K_M", sha256=known),)),
        ModelCard("sight:2b", parameters=2_000_000_000, tier=0, files=(
            ModelFile(SIGHT, "sight-Q8_0-00001-of-00002.gguf", "Q8_0", part=1, parts=2),
            ModelFile(SIGHT, "sight-Q8_0-00002-of-00002.gguf", "Q8_0", part=2, parts=2),
            ModelFile(SIGHT, "mmproj-F16.gguf", "F16", projector=True)))])


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with LoopbackHub({"acme/Small-GGUF": {"small-Q4_K_M.gguf": SMALL, "small-Q8_0.gguf": SMALL * 2},
                      SIGHT: {"sight-Q8_0-00001-of-00002.gguf": PART, "sight-Q8_0-00002-of-00002.gguf": PART * 2,
                              "mmproj-F16.gguf": EYE}}) as server:
        yield server


def online(server: LoopbackHub, models: ModelMap, folder: Path,
           installed: dict[Path, str | None] | None = None) -> Planner:
    return Planner(models, folder, installed or {}, Hub(server.url, lambda _: None, False).files)


def offline(folder: Path, installed: dict[Path, str | None] | None = None, models: ModelMap = MAP) -> Planner:
    return Planner(models, folder, installed or {})


def one(planner: Planner, words: str, quant: str | None = None) -> PlannedModel:
    (model,) = planner.plan(words, CWD, quant).models
    return model


def targets(model: PlannedModel) -> list[str]:
    return [planned.target for planned in model.files]


# --- one model -----------------------------------------------------------------------------------------------------

def test_a_named_model_is_its_first_file_under_its_real_name(tmp_path: Path) -> None:
    model = one(offline(tmp_path), "tinyllama")
    assert (model.name, targets(model)) == ("tinyllama:1.1b", [TINY])
    assert (model.fetch_bytes, model.about) == (668_788_096, False)
    assert model.files[0].file.revision == "52e7645ba7c309695bec7ac98f4f005b139cf465"
    assert one(offline(tmp_path), "tinyllama:1.1b:Q8_0").fetch_bytes == 1_170_781_568
    assert one(offline(tmp_path), "tinyllama", "q3_k_m").fetch_bytes == 550_819_200


def test_a_quant_that_is_not_known_is_said_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match=r"no Q2_K of tinyllama:1\.1b is known") as caught:
        offline(tmp_path).plan("tinyllama", CWD, "Q2_K")
    assert caught.value.hint.startswith("known: Q4_K_M, Q8_0, Q3_K_M; ")


def test_sizes_that_nobody_stated_are_estimated_and_called_so(tmp_path: Path) -> None:
    model = one(offline(tmp_path), "mixtral:8x22b")
    assert (model.about, len(model.files)) == (True, 2)
    assert model.fetch_bytes == 2 * round(141e9 * 4.9 / 8 / 2)


def test_the_hub_completes_what_the_map_does_not_know(hub: LoopbackHub, tmp_path: Path) -> None:
    model = one(online(hub, small_map(), tmp_path), "small:1b")
    assert model.files[0].file == ModelFile("acme/Small-GGUF", "small-Q4_K_M.gguf", "Q4_K_M", 2000, digest(SMALL),
                                            hub.commit("acme/Small-GGUF"))
    assert (model.fetch_bytes, model.about, model.replaced, model.license) == (2000, False, (), "apache-2.0")
    assert files_to_ask_about([model]) == []


@pytest.mark.parametrize(("stated", "told"), [(None, "mit"), ("gpl-3.0", "gpl-3.0")])
def test_a_license_that_the_hub_does_not_state_is_that_of_the_map(tmp_path: Path, stated: str | None, told: str
                                                                  ) -> None:
    def look_up(repo: str, _: str | None) -> Listing:
        return Listing(repo, "c" * 40, (RemoteFile("small-Q4_K_M.gguf", 2000, None),), stated)
    card = replace(small_map().cards[0], license="mit")
    assert one(Planner(ModelMap([card]), tmp_path, {}, look_up), "small:1b").license == told


def test_a_file_that_the_publisher_replaced_is_asked_about_never_taken_silently(hub: LoopbackHub,
                                                                                tmp_path: Path) -> None:
    model = one(online(hub, small_map(known="0" * 64), tmp_path), "small:1b")
    assert [planned.file.sha256 for planned in model.replaced] == [digest(SMALL)]
    assert files_to_ask_about([model]) == [
        "small-Q4_K_M.gguf: the publisher has replaced this file since the map was written: it was SHA-256 "
        f"000000000000..., now it is SHA-256 {digest(SMALL)[:12]}..."]
    assert one(online(hub, small_map(known=digest(SMALL)), tmp_path), "small:1b").replaced == ()


def test_a_file_that_the_hub_no_longer_holds_is_named_with_what_it_holds(hub: LoopbackHub, tmp_path: Path) -> None:
    card = replace(small_map().cards[0], files=(ModelFile("acme/Small-GGUF", "gone-Q4_0.gguf", "Q4_0"),))
    with pytest.raises(UnknownModel, match=r"acme/Small-GGUF no longer holds gone-Q4_0\.gguf") as caught:
        online(hub, ModelMap([card]), tmp_path).plan("small:1b", CWD)
    assert caught.value.hint == "`install hf:acme/Small-GGUF:QUANT` takes another: Q4_K_M, Q8_0"


def test_split_parts_and_projector_are_one_set_in_a_folder_of_their_own(hub: LoopbackHub, tmp_path: Path) -> None:
    model = one(online(hub, small_map(), tmp_path), "sight:2b")
    assert targets(model) == ["Sight-GGUF/sight-Q8_0-00001-of-00002.gguf", "Sight-GGUF/sight-Q8_0-00002-of-00002.gguf",
                              "Sight-GGUF/mmproj-F16.gguf"]
    assert model.fetch_bytes == 2000 + 4000 + 2100
    assert len(hub.seen) == 1


def test_any_repository_of_the_hub_can_be_planned(hub: LoopbackHub, tmp_path: Path) -> None:
    planner = online(hub, small_map(known=digest(SMALL)), tmp_path)
    model = one(planner, "hf:acme/Small-GGUF:q8_0")
    assert (model.name, model.card, model.fetch_bytes) == ("small-Q8_0", None, 4000)
    assert one(planner, "https://huggingface.co/acme/Small-GGUF").name == "small:1b"
    file = one(planner, "hf.co/acme/Small-GGUF/blob/main/small-Q8_0.gguf").files[0].file
    assert (file.size_bytes, file.revision) == (4000, hub.commit("acme/Small-GGUF"))
    with pytest.raises(NetworkError, match="has no repository acme/none"):
        planner.plan("hf:acme/none", CWD)
    with pytest.raises(UnknownModel, match="acme/Small-GGUF has no Q2_K"):
        planner.plan("hf:acme/Small-GGUF", CWD, "Q2_K")


def test_a_repository_of_the_map_can_be_planned_without_the_network(tmp_path: Path) -> None:
    model = one(offline(tmp_path), "hf:unsloth/Llama-3.2-3B-Instruct-GGUF")
    assert (model.name, model.files[0].file.repo) == ("llama3.2:3b", "unsloth/Llama-3.2-3B-Instruct-GGUF")
    for words in ("hf:unsloth/Llama-3.2-3B-Instruct-GGUF:Q2_K", "hf:unsloth/Llama-3.2-3B-Instruct-GGUF@abc"):
        with pytest.raises(NetworkError, match=r"what unsloth/Llama-3\.2-3B-Instruct-GGUF holds is not known"):
            offline(tmp_path).plan(words, CWD)


def test_an_address_is_planned_as_it_is(tmp_path: Path) -> None:
    model = one(offline(tmp_path), "https://example.org/a/my%20model-Q5_K_M.gguf?x=1")
    (planned,) = model.files
    assert (model.name, planned.target, planned.file.quant) == (
        "my model-Q5_K_M", "my model-Q5_K_M.gguf", "Q5_K_M")
    assert planned.url == "https://example.org/a/my%20model-Q5_K_M.gguf?x=1"
    assert (model.fetch_bytes, model.about) == (None, True)
    assert files_to_ask_about([model]) == [
        "my model-Q5_K_M.gguf: nobody states its SHA-256, so it cannot be checked on arrival"]
    with pytest.raises(UsageError, match=r"x-00001-of-00002\.gguf is part 1 of 2"):
        offline(tmp_path).plan("https://example.org/x-00001-of-00002.gguf", CWD)


def test_a_file_of_this_machine_is_sent_to_import(tmp_path: Path) -> None:
    (tmp_path / "x.gguf").write_bytes(b"GGUF")
    with pytest.raises(UsageError, match="is on this machine already"):
        offline(tmp_path).plan("./x.gguf", tmp_path)
    with pytest.raises(UnknownModel, match="there is no file"):
        offline(tmp_path).plan("./y.gguf", tmp_path)


# --- what is there already -----------------------------------------------------------------------------------------

def test_a_file_with_the_right_digest_is_there_under_any_name(tmp_path: Path) -> None:
    known = MAP.find("tinyllama").files[0].sha256
    model = one(offline(tmp_path, {tmp_path / "renamed.gguf": known}), "tinyllama")
    assert (model.is_there, model.files[0].there, model.fetch_bytes) == (True, tmp_path / "renamed.gguf", 0)


def test_a_file_of_the_right_name_and_size_is_there_and_nothing_is_asked(hub: LoopbackHub, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    path = tmp_path / "deep" / "small-Q4_K_M.gguf"
    path.write_bytes(SMALL)
    model = one(online(hub, small_map(), tmp_path, {path: None}), "small:1b")
    assert (model.is_there, hub.seen) == (True, [])


def test_a_file_of_the_same_name_and_another_content_is_kept_and_the_new_one_lies_beside(hub: LoopbackHub,
                                                                                         tmp_path: Path) -> None:
    path = tmp_path / "small-Q4_K_M.gguf"
    path.write_bytes(b"another publisher's")
    sized = ModelMap([replace(small_map().cards[0], files=(
        ModelFile("acme/Small-GGUF", "small-Q4_K_M.gguf", "Q4_K_M", size_bytes=2000),))])
    assert targets(one(offline(tmp_path, {path: None}, sized), "small:1b")) == ["Small-GGUF/small-Q4_K_M.gguf"]
    model = one(online(hub, small_map(known=digest(SMALL)), tmp_path, {path: "1" * 64}), "small:1b")
    assert targets(model) == ["Small-GGUF/small-Q4_K_M.gguf"]
    (tmp_path / "Small-GGUF").mkdir()
    (tmp_path / "Small-GGUF" / "small-Q4_K_M.gguf").write_bytes(b"?")
    model = one(online(hub, small_map(known=digest(SMALL)), tmp_path,
                       {path: "1" * 64, tmp_path / "Small-GGUF" / "small-Q4_K_M.gguf": "2" * 64}), "small:1b")
    assert targets(model) == ["acme_Small-GGUF/small-Q4_K_M.gguf"]


def test_only_the_missing_part_of_a_set_is_fetched(hub: LoopbackHub, tmp_path: Path) -> None:
    (tmp_path / "Sight-GGUF").mkdir()
    for name, content in (("sight-Q8_0-00001-of-00002.gguf", PART), ("mmproj-F16.gguf", EYE)):
        (tmp_path / "Sight-GGUF" / name).write_bytes(content)
    model = one(online(hub, small_map(), tmp_path), "sight:2b")
    assert [planned.file.part for planned in model.missing] == [2]
    assert (model.fetch_bytes, model.is_there) == (4000, False)


def test_projectors_of_one_name_and_two_models_are_told_apart(tmp_path: Path) -> None:
    other = tmp_path / "Other-GGUF" / "mmproj-F16.gguf"
    other.parent.mkdir()
    other.write_bytes(EYE)
    model = one(offline(tmp_path, {other: None}, small_map()), "sight:2b")
    assert model.files[2].there is None
    assert one(offline(tmp_path), "minicpm-v:8b").files[0].target == "MiniCPM-V-2_6-gguf/ggml-model-Q4_K_M.gguf"


# --- sets ----------------------------------------------------------------------------------------------------------

def test_core_is_the_four_of_the_plans_smallest_first_and_every_digest_is_known(tmp_path: Path) -> None:
    plan = offline(tmp_path).plan("core", CWD)
    assert [(model.name, model.card.tier if model.card else None) for model in plan.models] == [
        ("tinyllama:1.1b", 0), ("llama3.2:3b", 1), ("deepseek-coder:6.7b", 1), ("mistral:7b", 2)]
    assert {model.name for model in plan.models} == set(CORE)
    assert (plan.fetch_bytes, plan.about) == (668_788_096 + 2_019_377_696 + 3_858_751_712 + 4_368_439_584, False)
    assert files_to_ask_about(plan.models) == []


@pytest.mark.parametrize(("words", "count"), [
    ("all", 268), ("all models", 268), ("core models", 4), ("ALL", 268), ("tier 0", 52), ("tier 4", 14),
    ("tier  1", 105), ("priority high", 5), ("priority medium", 6), ("priority low", 4)])
def test_sets_hold_what_they_say_and_ask_the_hub_nothing(hub: LoopbackHub, tmp_path: Path, words: str,
                                                        count: int) -> None:
    plan = online(hub, MAP, tmp_path).plan(words, CWD)
    assert (len(plan.models), hub.seen) == (count, [])
    sizes = [model.fetch_bytes or 0 for model in plan.models]
    assert sizes == sorted(sizes) and all(sizes)


@pytest.mark.parametrize(("words", "hint"), [
    ("tier 5", "tiers are 0 to 4: `install tier 1`"), ("tier", "tiers are 0 to 4: `install tier 1`"),
    ("tier one", "tiers are 0 to 4: `install tier 1`"), ("priority urgent", "`install priority high|medium|low`")])
def test_a_set_that_is_not_is_said(tmp_path: Path, words: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        offline(tmp_path).plan(words, CWD)
    assert caught.value.hint == hint


def test_a_quant_asked_of_a_set_is_taken_where_there_is_one(tmp_path: Path) -> None:
    plan = offline(tmp_path).plan("core", CWD, "q8_0")
    assert {model.name: model.choice.quant for model in plan.models} == {
        "tinyllama:1.1b": "Q8_0", "llama3.2:3b": "Q8_0", "mistral:7b": "Q4_K_M", "deepseek-coder:6.7b": "Q4_K_S"}


def test_a_set_counts_what_is_there_out_and_is_settled_model_by_model(hub: LoopbackHub, tmp_path: Path) -> None:
    planner = online(hub, small_map(), tmp_path, {tmp_path / "x.gguf": None})
    (tmp_path / "small-Q4_K_M.gguf").write_bytes(SMALL)
    plan = planner.plan("tier 0", CWD)
    assert [(model.name, model.is_there) for model in plan.models] == [("small:1b", True), ("sight:2b", False)]
    assert [model.name for model in plan.to_fetch] == ["sight:2b"]
    assert (plan.about, plan.fetch_bytes) == (True, 2 * round(2e9 * 8.5 / 8 / 2) + 2 * 340_000_000)
    assert (planner.settle(plan.models[1]).fetch_bytes, len(hub.seen)) == (8100, 1)
    assert planner.settle(plan.models[0]) is plan.models[0]


def test_a_repository_that_was_emptied_is_said(tmp_path: Path) -> None:
    def look_up(repo: str, _: str | None) -> Listing:
        return Listing(repo, "c" * 40, ())
    with pytest.raises(UnknownModel, match="no longer holds") as caught:
        Planner(small_map(), tmp_path, {}, look_up).plan("small:1b", CWD)
    assert caught.value.hint == "choose another model"
