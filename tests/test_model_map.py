"""The map: every record is whole and plausible, every name leads to one model, a person's own records join in."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from core.models.model_files_map import FileChoice, ModelMap
from core.models.model_tiers import tier_of
from core.models.models_page import models_page
from core.models.source import Named, checked_filename, parse_source
from core.words.errors import BrokenFile, UnknownModel
from core.words.values import ModelCard, ModelFile

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "config" / "models.yaml"
MAP = ModelMap.load(SHIPPED)
DIGEST = "ab" * 32
USE_CASES = {"agent", "code", "embedding", "function_calling", "general", "micro", "reasoning", "vision"}
# Bits that one parameter takes, by quant, in files as llama.cpp makes them.
BITS = {"Q3_K_M": 3.9, "Q4_0": 4.6, "Q4_K_S": 4.65, "Q4_K_M": 4.9, "Q5_K_M": 5.7, "Q6_K": 6.6, "Q8_0": 8.5,
        "F16": 16.0, "BF16": 16.0, "F32": 32.0, "MXFP4": 4.5, "IQ4_XS": 4.3}
# Their vision tower is counted in the parameters but lies in the projector; or their word table is most of them.
ODD_SIZES = {"smolvlm:256m", "qwen2.5vl:3b", "qwen2.5:0.5b", "gemma3:270m"}
# The plans' tier of these is one step off what their parameters say, and the plans' is kept.
TIERS_OF_THE_PLANS = {
    "codellama:7b": 2, "codellama:13b": 3, "gemma2:9b": 1, "llama3.1:8b": 2, "llama3:8b": 2, "mistral:7b": 2,
    "mixtral:8x7b": 2, "neural-chat:7b": 2, "orca-mini:3b": 0, "phi-2:2.7b": 0, "qwen2:7b": 2, "qwen:7b": 2,
    "wizardcoder:13b": 3, "wizardlm:13b": 3, "yi:6b": 2}
# Every name that the original plans and programs use for a model.
PLANNED = {
    "tinyllama:1.1b": "tinyllama tiny tinyllama-1.1b", "phi-2:2.7b": "phi-2 phi2 phi-2-2.7b-Q4_K_M.gguf",
    "stablelm-2:1.6b": "stablelm stablelm-2 stablelm-1.6b-Q4_K_M.gguf",
    "orca-mini:3b": "orca-mini orca-mini-3b orca-mini-3b-Q4_K_M.gguf",
    "llama3.2:3b": "llama3.2 llama-3.2 llama3.2-3b llama-3.2-3b llama-3.2-3b-instruct-Q4_K_M.gguf",
    "llama2:7b": "llama2 llama-2 llama2-7b llama-2-7b-chat llama-2-7b-chat-Q4_K_M.gguf",
    "phi-3:mini": "phi-3 phi3 phi-3-mini phi-3-3.8b-instruct-Q4_K_M.gguf", "gemma:7b": "gemma gemma-7b",
    "gemma2:9b": "gemma2 gemma-2-9b", "vicuna:7b": "vicuna vicuna-7b", "orca-2:7b": "orca-2 orca-2-7b",
    "openchat:7b": "openchat openchat-3.5", "starling:7b": "starling starling-7b",
    "mistral:7b": "mistral-7b mistral mistral-7b-instruct mistral:latest", "mixtral:8x7b": "mixtral mixtral-8x7b",
    "llama3:8b": "llama3 llama-3 llama3-8b",
    "llama3.1:8b": "llama3.1 llama-3.1 llama3.1-8b llama-3.1-8b llama3.1:8b",
    "codellama:7b": "codellama code-llama codellama-7b", "neural-chat:7b": "neural-chat neural-chat-7b",
    "solar:10.7b": "solar solar-10.7b", "yi:6b": "yi yi-6b", "qwen:7b": "qwen qwen-7b", "qwen2:7b": "qwen2 qwen2-7b",
    "deepseek-coder:6.7b": "deepseek-coder deepseek deepseek-coder-6.7b", "deepseek-coder:33b": "deepseek-coder-33b",
    "codellama:13b": "codellama-13b", "codellama:34b": "codellama-34b", "yi:34b": "yi-34b", "qwen:14b": "qwen-14b",
    "wizardcoder:13b": "wizardcoder wizardcoder-15b", "wizardcoder:33b": "wizardcoder-33b",
    "wizardlm:13b": "wizardlm wizardlm-13b", "dolphin-mixtral:8x7b": "dolphin dolphin-mixtral",
    "nous-hermes2:8x7b": "nous-hermes nous-hermes-2", "phind-codellama:34b": "phind-codellama phind-codellama-34b",
    "llama3:70b": "llama3-70b", "llama3.1:70b": "llama3.1-70b llama3.1:70b", "mixtral:8x22b": "mixtral-8x22b",
    "qwen2:72b": "qwen-72b qwen2-72b", "deepseek-coder-v2:16b": "deepseek-coder-v2",
    "mistral-nemo:12b": "mistral-nemo-12b mistral-nemo", "phi-4-mini:3.8b": "phi-4-mini", "qwen3:4b": "qwen3-4b",
    "gemma3:4b": "gemma-3-4b", "qwen2.5vl:3b": "qwen2.5-vl-3b", "stable-code:3b": "stable-code-3b stablecode",
    "smollm3:3b": "smollm3-3b", "tiny-agent:3b": "tiny-agent-3b", "octopus-v2:2b": "octopus-v2",
    "qwen3:0.6b": "qwen3-0.6b", "gemma3:270m": "gemma-3-270m", "openthinker:7b": "openthinker-7b",
    "magistral:24b": "magistral-small-2509", "mistral-small:24b": "mistral-small-24b",
    "mistral:7b-v0.1": "mistral-7b-v0.1", "qwen2.5:7b": "qwen2.5:7b qwen2.5-7b qwen2.5-7b-instruct",
    "qwen2.5:14b": "qwen2.5:14b qwen2.5-14b qwen2.5-14b-instruct", "qwen2.5-coder:14b": "qwen2.5-coder:14b",
}


def card(name: str) -> ModelCard:
    return next(card for card in MAP.cards if card.name == name)


def own(tmp_path: Path, text: str) -> ModelMap:
    path = tmp_path / "models.yaml"
    path.write_text(text)
    return ModelMap.load(SHIPPED, path)


# --- the records ---------------------------------------------------------------------------------------------------

def test_the_map_holds_268_models_in_478_files() -> None:
    files = {(file.repo, file.filename) for card in MAP.cards for file in card.files}
    assert (len(MAP.cards), sum(len(card.files) for card in MAP.cards), len(files)) == (268, 478, 478)
    assert sum(file.sha256 is not None for card in MAP.cards for file in card.files) == 414
    assert sum(file.size_bytes is not None for card in MAP.cards for file in card.files) == 170
    assert {level: sum(card.verification == level for card in MAP.cards) for level in (
        "sha256", "listed", "mentioned")} == {"sha256": 229, "listed": 21, "mentioned": 18}


def test_names_and_aliases_are_lower_case_and_belong_to_one_model_each() -> None:
    names = [name for card in MAP.cards for name in (card.name, *card.aliases)]
    assert len(names) == len(set(names))
    assert [name for name in names if name != name.lower()] == []


def test_no_name_is_dead_or_read_as_something_else() -> None:
    for known in MAP.cards:
        for name in (known.name, *known.aliases):
            assert MAP.find(name) is known, name
            assert parse_source(name, ROOT / "tests") == Named(name, None)


def test_every_name_of_the_plans_leads_to_its_model() -> None:
    found = {name: MAP.find(name).name for names in PLANNED.values() for name in names.split()}
    assert found == {name: known for known, names in PLANNED.items() for name in names.split()}


def test_digests_are_64_hex_digits_and_no_two_files_share_one() -> None:
    digests = [file.sha256 for card in MAP.cards for file in card.files if file.sha256]
    assert [digest for digest in digests if not re.fullmatch("[0-9a-f]{64}", digest)] == []
    assert len(digests) == len(set(digests))


def test_pinned_revisions_are_whole_commits() -> None:
    pins = {file.repo: file.revision for card in MAP.cards for file in card.files if file.revision}
    assert len(pins) == 7
    assert [pin for pin in pins.values() if not re.fullmatch("[0-9a-f]{40}", pin or "")] == []


def test_sizes_are_plausible_for_the_parameters_and_the_quant() -> None:
    odd = set()
    for known in MAP.cards:
        for choice in MAP.choices(known):
            sizes = [file.size_bytes for file in choice.files if file.size_bytes]
            if len(sizes) == len(choice.files) and known.parameters:
                ratio = sum(sizes) * 8 / known.parameters / BITS[choice.quant]
                if not 0.88 < ratio < 1.35:
                    odd.add(known.name)
    assert odd == ODD_SIZES


def test_tiers_follow_the_parameters_but_where_the_plans_say_otherwise() -> None:
    assert [card.name for card in MAP.cards if not card.parameters] == []
    other = {card.name: card.tier for card in MAP.cards if card.tier != tier_of(card.parameters or 0)}
    assert other == TIERS_OF_THE_PLANS
    assert [name for name, tier in other.items() if abs((tier or 0) - tier_of(card(name).parameters or 0)) != 1] == []


def test_facts_are_named_and_of_known_kinds() -> None:
    for known in MAP.cards:
        assert known.license and known.publisher and known.family and known.verification
        assert known.use_cases and set(known.use_cases) <= USE_CASES, known.name
        assert known.active_parameters is None or known.active_parameters < (known.parameters or 0)
        assert known.context_length is None or 256 <= known.context_length <= 10_500_000
    assert {card.name for card in MAP.cards if card.context_length is None} == {"minicpm5:1b", "nanbeige4.2:3b"}


def test_verification_says_what_the_first_file_rests_on() -> None:
    for known in MAP.cards:
        first = MAP.choices(known)[0]
        assert (first.files[0].sha256 is not None) == (known.verification == "sha256"), known.name


def test_file_names_are_safe_and_their_quant_stands_in_them() -> None:
    for known in MAP.cards:
        for file in known.files:
            assert checked_filename(file.filename) == file.filename and file.filename.endswith(".gguf")
            assert file.quant in BITS
            assert file.projector == ("mmproj" in file.filename.lower())


def test_split_files_are_whole_sets() -> None:
    split = {card.name: choice for card in MAP.cards for choice in MAP.choices(card) if len(choice.files) > 1}
    assert set(split) == {"llama4:scout", "mixtral:8x22b"}
    assert all([file.part for file in choice.files] == [1, 2] for choice in split.values())
    assert all(file.parts == 2 for choice in split.values() for file in choice.files)


def test_vision_models_come_with_their_projector() -> None:
    without = {card.name for card in MAP.cards if "vision" in card.use_cases
               and not all(choice.projector for choice in MAP.choices(card))}
    assert [choice.projector.repo for choice in MAP.choices(card("gemma3:4b")) if choice.projector] == [
        "lmstudio-community/gemma-3-4b-it-GGUF", "unsloth/gemma-3-4b-it-GGUF", "lmstudio-community/gemma-3-4b-it-GGUF"]
    assert without == set()


def test_the_file_is_plain_yaml_that_any_reader_understands() -> None:
    records = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    assert [record["name"] for record in records] == [card.name for card in MAP.cards]
    assert records[0]["parameters"] == MAP.cards[0].parameters
    assert all(isinstance(alias, str) for record in records for alias in record["aliases"])


def test_docs_models_is_what_the_map_says() -> None:
    assert (ROOT / "docs" / "MODELS.md").read_text(encoding="utf-8") == models_page(MAP)


# --- finding -------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("typed", [
    "llama3.2", "LLAMA3.2:3B", " llama3.2:3b ", "llama3.2:3b:Q8_0", "llama3.2:Q8_0", "llama3.2:3b-q8_0", "Llama 3.2 3B",
    "llama3.2:latest", "hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M", "hf:unsloth/Llama-3.2-3B-Instruct-GGUF",
    "https://huggingface.co/bartowski/Llama-3.2-3B-Instruct-GGUF", "bartowski/Llama-3.2-3B-Instruct-GGUF",
    "Llama-3.2-3B-Instruct-Q4_K_M.gguf", "llama-3.2-3b-instruct-q4_k_m"])
def test_every_way_of_naming_a_model_finds_it(typed: str) -> None:
    assert MAP.find(typed).name == "llama3.2:3b"


@pytest.mark.parametrize(("typed", "hint"), [
    ("lama3.2", "did you mean llama3.2?"), ("mistrall", "did you mean mistral?"),
    ("gemma4:e", "say which: gemma4:e2b, gemma4:e4b"),
    ("\x1b[2Jx", "`llm list all search WORDS` looks among the known models, `llm search WORDS` on the hub")])
def test_unknown_names_are_answered_with_what_was_meant(typed: str, hint: str) -> None:
    with pytest.raises(UnknownModel) as caught:
        MAP.find(typed)
    assert caught.value.hint == hint
    assert "\x1b" not in caught.value.message


def test_search_finds_by_any_words_of_a_card() -> None:
    assert {card.name for card in MAP.search("moondream")} == {"moondream2:1.9b"}
    assert {card.name for card in MAP.search("Dria agent")} == {"tiny-agent:3b"}
    assert [card.name for card in MAP.search("tier 4 mixtral")] == ["mixtral:8x22b"]
    assert {card.tier for card in MAP.search("tier 0")} == {0}
    assert MAP.search("qwen2.5")[0].name.startswith("qwen2.5")
    assert (len(MAP.search("")), MAP.search("no such words")) == (268, [])


def test_a_file_is_recognised_by_its_digest_also_an_earlier_one_else_by_its_name() -> None:
    digest = card("tinyllama:1.1b").files[0].sha256
    assert MAP.card_of_file("renamed.gguf", digest) is card("tinyllama:1.1b")
    earlier = "bb99120d551d"
    whole = re.search(rf"{earlier}[0-9a-f]+", SHIPPED.read_text(encoding="utf-8"))
    assert whole and MAP.card_of_file("renamed.gguf", whole[0]) is card("smollm3:3b")
    assert MAP.card_of_file("TINYLLAMA-1.1b-chat-v1.0.Q4_K_M.gguf") is card("tinyllama:1.1b")
    assert MAP.card_of_file("tinyllama-1.1b-chat-v1.0.Q4_K_M.gguf", "00" * 32) is card("tinyllama:1.1b")
    for unclear in ("mmproj-F16.gguf", "ggml-model-Q4_K_M.gguf", "mine.gguf"):
        assert MAP.card_of_file(unclear) is None


def test_choices_begin_with_the_first_file_and_a_quant_can_be_asked_for() -> None:
    known = card("llama3.2:3b")
    assert MAP.choices(known)[0] == FileChoice("Q4_K_M", (known.files[0],), None)
    assert MAP.choice(known, "q8_0").files[0].filename == "Llama-3.2-3B-Instruct-Q8_0.gguf"
    assert MAP.choice(known) == MAP.choices(known)[0]
    with pytest.raises(UnknownModel, match=r"no Q2_K of llama3\.2:3b is known") as caught:
        MAP.choice(known, "Q2_K")
    assert "Q4_K_M, " in caught.value.hint and "`hf:bartowski/Llama-3.2-3B-Instruct-GGUF:Q2_K`" in caught.value.hint
    scout = MAP.choices(card("mixtral:8x22b"))[0]
    assert (len(scout.every_file), scout.size_bytes) == (2, None)
    assert MAP.choices(card("smolvlm:256m"))[0].size_bytes == sum(
        file.size_bytes or 0 for file in card("smolvlm:256m").files)


# --- a person's own records ----------------------------------------------------------------------------------------

def test_own_records_come_first_and_hide_our_names_aloud(tmp_path: Path) -> None:
    found = own(tmp_path, f"""
- name: mine:7b
  aliases: [mistral, my model-less]
  files: [{{repo: me/mine, filename: mine.Q5_K_M.gguf}}]
- name: anvil
  aliases: mistral
  parameters: 7000000000
  files:
  - {{repo: acme/Anvil-GGUF, filename: sub/anvil.Q5_K_M.gguf, sha256: {DIGEST}}}
""")
    assert found.cards[0] == ModelCard(
        "anvil", aliases=("mistral",), parameters=7_000_000_000, tier=1,
        files=(ModelFile("acme/Anvil-GGUF", "sub/anvil.Q5_K_M.gguf", "Q5_K_M", sha256=DIGEST),))
    assert found.find("mistral").name == "anvil"
    assert found.find("mistral-7b").name == "mistral:7b"
    assert found.warnings == (
        "models.yaml line 2: mine:7b: 'my model-less' cannot be a name: letters, digits and . _ : + - only",
        "mistral means your own anvil, not mistral:7b")


def test_own_record_of_our_name_replaces_ours(tmp_path: Path) -> None:
    found = own(tmp_path, "- name: Llama3.2:3B\n  files: [{repo: me/mine, filename: x.gguf}]\n")
    assert found.find("llama3.2:3b").files == (ModelFile("me/mine", "x.gguf", "unknown"),)
    assert found.warnings == ("llama3.2:3b means your own record of Llama3.2:3B, not ours",)


@pytest.mark.parametrize(("record", "reason"), [
    ("files: [{repo: a/b, filename: x.gguf}]", "it has no name"),
    ("name: x", "it names no files"),
    ("name: x\n  files: [{filename: x.gguf}]", "a file has no repo"),
    ("name: x\n  fils: 1", "no field is called 'fils'; did you mean files?"),
    ("name: x\n  files: [{repo: a/b, filename: ../../x.gguf}]", "the file name '../../x.gguf' is not safe to use"),
    ("name: x\n  files: [{repo: a/b, filename: x.bin}]", "filename must end in .gguf"),
    ("name: x\n  files: [{repo: a/b, filename: x.gguf, sha256: abc}]",
     "sha256 must be 64 lower-case hexadecimal digits, not 3 characters"),
    ("name: x\n  files: [{repo: https://h/a/b, filename: x.gguf}]", "repo must be owner/name"),
    ("name: x\n  files: [{repo: a/b, filename: x.gguf, part: 3, parts: 2}]", "x.gguf is part 3 of 2"),
    ("name: x\n  files: [{repo: a/b, filename: x.gguf, size_bytes: 0x10}]",
     "size_bytes must be a whole number from 1 to 100000000000000"),
    ("name: all\n  files: [{repo: a/b, filename: x.gguf}]",
     "'all' cannot be a name: letters, digits and . _ : + - only"),
    ("name: x\n  tier: 9\n  files: [{repo: a/b, filename: x.gguf}]", "tier must be a whole number from 0 to 4"),
    ("name: x\n  priority: urgent\n  files: [{repo: a/b, filename: x.gguf}]",
     "priority must be one of high, medium, low"),
], ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_own_record_that_is_wrong_is_left_out_with_the_line_and_reason(tmp_path: Path, record: str,
                                                                       reason: str) -> None:
    found = own(tmp_path, f"# mine\n- name: good\n  files: [{{repo: a/b, filename: y.gguf}}]\n- {record}\n")
    assert found.cards[0].name == "good"
    assert len(found.cards) == 269
    assert [re.sub(r"^models\.yaml line 4(: \w+)?: ", "", warning) for warning in found.warnings] == [reason]


@pytest.mark.parametrize(("text", "reason"), [
    ("name: x", "models.yaml: line 1: expected a list of `- name: ...`"),
    ("- name: [", "models.yaml: line 2: did not find expected node content"),
    ("- &a {name: x}\n- *a", "models.yaml: line 1: anchors, aliases and tags are not used here"),
    ("- !!python/object/apply:os.system [true]", "models.yaml: line 1: anchors, aliases and tags are not used here"),
    ("[" * 5000, "models.yaml: line 1: nested too deep"),
    ("- name: x\n  name: y\n", "models.yaml: line 2: a name must be plain text, and stand once"),
    ("- ''\n" * 210_000, "models.yaml: line 199999: far too many entries"),
    ("\xff", "models.yaml is not UTF-8 (byte 0)")], ids=range(8))
def test_own_file_that_is_no_list_of_records_costs_only_itself(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "models.yaml"
    path.write_bytes(text.encode("latin-1"))
    found = ModelMap.load(SHIPPED, path)
    assert (len(found.cards), found.warnings) == (268, (reason,))


def test_own_file_may_be_empty_or_absent_or_a_folder(tmp_path: Path) -> None:
    assert own(tmp_path, "# nothing yet\n").warnings == ()
    assert ModelMap.load(SHIPPED, tmp_path / "none.yaml").warnings == ()
    assert ModelMap.load(SHIPPED, tmp_path).warnings == (f"{tmp_path} is a folder, not a file",)


def test_two_own_records_of_one_name_keep_the_first(tmp_path: Path) -> None:
    record = "- name: {}\n  files: [{{repo: a/b, filename: {}.gguf}}]\n"
    found = own(tmp_path, record.format("one", "y") + record.format("ONE", "z"))
    assert [card.files[0].filename for card in found.cards[:2]] == ["y.gguf", MAP.cards[0].files[0].filename]
    assert found.warnings == ("models.yaml line 3: ONE: the name one is already that of one",)


def test_damaged_map_of_ours_is_said_and_not_used(tmp_path: Path) -> None:
    path = tmp_path / "models.yaml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace("tier: 2", "tier: 7", 1))
    with pytest.raises(BrokenFile, match=r"the model map is damaged: models.yaml line \d+: codellama:7b: tier must be"):
        ModelMap.load(path)


def test_reading_the_map_takes_no_longer_than_a_plain_yaml_load() -> None:
    script = ("import time, pathlib, yaml\nfrom core.models.model_files_map import ModelMap\n"
              "path = pathlib.Path('config/models.yaml')\n"
              "def seconds(work):\n    best = 9\n    for _ in range(5):\n"
              "        start = time.process_time(); work(); best = min(best, time.process_time() - start)\n"
              "    return best\n"
              "ours = seconds(lambda: ModelMap.load(path))\n"
              "theirs = seconds(lambda: yaml.load(path.read_text(), Loader=yaml.CSafeLoader))\n"
              "print(ours, theirs, ours / theirs)")
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(result.stdout.split()[2]) < 1.2, result.stdout
