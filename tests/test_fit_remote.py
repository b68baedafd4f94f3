"""Fit before the first byte: heads read over ranges, figures from a card alone, and the speed of memory kept a day."""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from pathlib import Path

import other_shapes as shapes
import pytest
from build_gguf import build
from loopback_hub import LoopbackHub

from core.models.card_fit import best_choice, card_fit, projector_size, size_from
from core.models.fit import estimate
from core.models.gguf_header import IncompleteFile, read_header
from core.models.memory_speed import memory_speed
from core.models.model_files_map import FileChoice, ModelMap
from core.models.remote_header import remote_header
from core.models.transfer import Transfer
from core.store.machine import Machine
from core.words.errors import BrokenFile, NetworkError
from core.words.values import ModelCard, ModelFile

ROOT = Path(__file__).resolve().parents[1]
GB = 10**9
MACHINE = Machine(memory_total_bytes=16 * GB, memory_available_bytes=12 * GB, cores_physical=4, cores_logical=8,
                  os_name="Linux", arch="x86_64")
SPEED = 20e9


def choice(*sizes: int | None, quant: str = "Q4_K_M", projector: int = 0) -> FileChoice:
    files = tuple(ModelFile("o/r", f"m-{quant}-{number}.gguf", quant, size, part=number + 1, parts=len(sizes))
                  for number, size in enumerate(sizes))
    return FileChoice(quant, files, ModelFile("o/r", "mmproj.gguf", "F16", projector, projector=True)
                      if projector else None)


class Ranges:
    """A file that is asked for in ranges, with a note of each."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.asked: list[tuple[int, int]] = []

    def get(self, start: int, end: int) -> bytes:
        self.asked.append((start, end))
        return self.content[start:end]


def test_remote_head_says_what_the_file_says(tmp_path: Path) -> None:
    path = build(tmp_path / "tiny.gguf", layers=3, words=3000)
    served = Ranges(path.read_bytes())
    header = remote_header("https://host/o/r/resolve/main/tiny.gguf", served.get, path.stat().st_size)
    assert header == read_header(path)
    assert len(served.asked) == 1


def test_a_vocabulary_of_many_megabytes_takes_few_questions(tmp_path: Path) -> None:
    path = shapes.write(tmp_path / "wide.gguf", shapes.llama(width=64, heads=4, kv_heads=2, inner=64, layers=1,
                                                             vocabulary=300_000))
    served = Ranges(path.read_bytes()[:10_000_000])
    assert remote_header("https://host/wide.gguf", served.get).vocabulary == 300_000
    assert [start for start, _ in served.asked] == sorted({start for start, _ in served.asked})
    assert len(served.asked) <= 4


def test_remote_head_comes_over_the_hub_in_one_range(tmp_path: Path) -> None:
    path = shapes.write(tmp_path / "model.gguf", shapes.llama())
    with LoopbackHub({"owner/repo": {"model.gguf": path}}) as hub:
        transfer = Transfer({}.get, {})
        url = f"{hub.url}/owner/repo/resolve/main/model.gguf"
        header = remote_header(url, lambda start, end: transfer.read_range(url, start, end), path.stat().st_size)
        assert header == read_header(path)
        assert sum(body.sent for body in hub.bodies()) < 5 * 1024**2 < path.stat().st_size
        with pytest.raises(NetworkError):
            remote_header(url, lambda start, end: transfer.read_range(url + "x", start, end))


@pytest.mark.parametrize(("content", "kind", "told"), [
    (b"<!doctype html><title>log in</title>" + bytes(64), BrokenFile, "it is a web page"),
    (b"", IncompleteFile, "incomplete"),
    (b"GGUF" + struct.pack("<IQQ", 3, 1, 1), IncompleteFile, "incomplete"),
    (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<IIQ", 9, 8, 2**20) + bytes(2**20),
     IncompleteFile, "incomplete"),
], ids=["web page", "empty", "cut", "cut in the vocabulary"])
def test_what_is_no_head_is_refused(content: bytes, kind: type[BrokenFile], told: str) -> None:
    with pytest.raises(kind, match=told):
        remote_header("https://host/model.gguf", Ranges(content).get)


def test_a_head_without_an_end_is_given_up() -> None:
    begin = b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<IIQ", 9, 8, 2**20)

    def endless(start: int, end: int) -> bytes:
        strings = (struct.pack("<Q", 92) + bytes(92)) * ((end - start) // 100 + 1)
        return begin + strings if start == 0 else strings[: end - start]

    with pytest.raises(BrokenFile, match=r"longer than 64 MiB|past the end|not a usable GGUF"):
        remote_header("https://host/endless.gguf", endless)


# What these models really are; the vocabulary is made up, of the right size.
REAL = {
    "llama3.2:1b": (shapes.llama(layers=16, width=2048, heads=32, kv_heads=8, inner=8192, vocabulary=128_256,
                                 tied=True), 131_072),
    "llama3.2:3b": (shapes.llama(layers=28, width=3072, heads=24, kv_heads=8, head=128, inner=8192,
                                 vocabulary=128_256, tied=True), 131_072),
    "llama3.1:8b": (shapes.llama(layers=32, width=4096, heads=32, kv_heads=8, inner=14_336, vocabulary=128_256),
                    131_072),
    "llama2:7b": (shapes.llama(layers=32, width=4096, heads=32, kv_heads=32, inner=11_008, vocabulary=32_000), 4096),
    "qwen3:14b": (shapes.llama(layers=40, width=5120, heads=40, kv_heads=8, head=128, inner=17_408,
                               vocabulary=151_936), 40_960),
}


@pytest.mark.parametrize("name", REAL)
def test_a_card_alone_gives_the_memory_of_the_real_model_within_a_fifth(tmp_path: Path, name: str) -> None:
    shape, _ = REAL[name]
    path = shapes.write(tmp_path / "model.gguf", shape)  # sparse: it takes no room
    header = read_header(path)
    card = replace(ModelMap.load(ROOT / "config" / "models.yaml").find(name), parameters=header.parameters)
    fit = card_fit(card, choice(header.weights_bytes), MACHINE, SPEED)
    assert fit is not None
    for context, told in ((4096, fit.memory_small_bytes), (16384, fit.memory_medium_bytes)):
        known = estimate(header, 0, context, "f16", MACHINE, SPEED)
        assert told == pytest.approx(known.memory_needed_bytes, rel=0.20)
        assert fit.memory_bytes(context) == told
    assert fit.tokens_per_second == pytest.approx(
        estimate(header, 0, 4096, "f16", MACHINE, SPEED).tokens_per_second_expected, rel=0.20)


def test_sizes_worked_out_are_near_those_that_are_stated() -> None:
    known = ModelMap.load(ROOT / "config" / "models.yaml")
    wrong = [abs(size_from(card.parameters, choice.quant) / sum(file.size_bytes or 0 for file in choice.files) - 1)
             for card in known.cards if card.parameters and "embedding" not in card.use_cases
             for choice in known.choices(card) if all(file.size_bytes for file in choice.files)]
    assert len(wrong) >= 150
    assert sum(each <= 0.15 for each in wrong) / len(wrong) >= 0.94


def test_stated_sizes_count_parts_and_projector_and_worked_out_ones_say_so() -> None:
    card = ModelCard("m:8b", parameters=8 * GB, context_length=32_768)
    fit = card_fit(card, choice(2 * GB, 3 * GB, projector=GB), MACHINE, SPEED)
    assert fit is not None
    assert (fit.size_bytes, fit.weights_bytes, fit.size_stated) == (6 * GB, 5 * GB, True)
    assert fit.memory_small_bytes < fit.memory_medium_bytes < (fit.memory_full_bytes or 0)
    blind = card_fit(card, choice(2 * GB, 3 * GB), MACHINE, SPEED)
    assert blind is not None
    assert (fit.projector_bytes, fit.memory_small_bytes - blind.memory_small_bytes) == (GB, GB)
    guessed = card_fit(card, choice(None), MACHINE, SPEED)
    assert guessed is not None
    assert (guessed.size_bytes, guessed.size_stated) == (size_from(8 * GB, "Q4_K_M"), False)
    assert card_fit(ModelCard("m"), choice(GB), MACHINE, SPEED) is None


@pytest.mark.parametrize(("parameters", "quant", "size_bytes"), [
    (500_000_000, "Q8_0", 106_250_000), (4 * GB, "F16", 680_000_000), (27 * GB, "F32", 1_840_000_000)])
def test_a_projector_whose_size_nobody_states_counts_as_those_of_its_kind(parameters: int, quant: str,
                                                                          size_bytes: int) -> None:
    assert projector_size(ModelFile("o/r", "mmproj.gguf", quant, projector=True), parameters) == size_bytes
    assert projector_size(None, parameters) == 0


def test_projector_sizes_worked_out_are_near_most_that_are_stated() -> None:
    known = ModelMap.load(ROOT / "config" / "models.yaml")
    ratios = [projector_size(replace(file, size_bytes=None), card.parameters or 0) / file.size_bytes
              for card in known.cards for file in card.files if file.projector and file.size_bytes]
    assert len(ratios) == 10
    assert sum(0.79 < ratio < 1.25 for ratio in ratios) >= 7
    assert all(0.3 < ratio < 2.1 for ratio in ratios)


def test_a_mixture_is_as_fast_as_its_active_part() -> None:
    dense = card_fit(ModelCard("m:30b", parameters=30 * GB), choice(18 * GB), MACHINE, SPEED)
    mixed = ModelCard("m:30b", parameters=30 * GB, active_parameters=3 * GB)
    mixture = card_fit(mixed, choice(18 * GB), MACHINE, SPEED)
    assert dense is not None and mixture is not None
    assert mixture.tokens_per_second > 6 * dense.tokens_per_second
    assert not dense.fits and not mixture.fits


def test_the_choice_to_take_is_the_first_that_fits_else_the_largest_that_does() -> None:
    card = ModelCard("m:8b", parameters=8 * GB)

    def best(*sizes: int) -> int:
        fits = [card_fit(card, choice(size), MACHINE, SPEED) for size in sizes]
        return best_choice([fit for fit in fits if fit])

    assert best(5 * GB, 8 * GB) == 0
    assert best(16 * GB, 3 * GB, 8 * GB) == 2
    assert best(16 * GB, 20 * GB) == 0


def test_a_speed_measured_in_this_second_is_not_measured_again(tmp_path: Path) -> None:
    file = tmp_path / "memory_speed.json"
    measured = memory_speed(file, MACHINE, now=1e9 + 0.7)
    kept = file.read_bytes()
    assert memory_speed(file, MACHINE, now=1e9 + 0.8) == pytest.approx(measured, abs=1)
    assert file.read_bytes() == kept


def test_memory_speed_is_measured_once_a_day_and_for_each_machine(tmp_path: Path) -> None:
    file = tmp_path / "memory_speed.json"
    measured = memory_speed(file, MACHINE, now=1e9)
    assert 1e8 < measured < 1e13
    kept = json.loads(file.read_text())
    assert kept["bytes_per_second"] == round(measured)
    file.write_text(json.dumps({**kept, "bytes_per_second": 123_456_789}))
    assert memory_speed(file, MACHINE, now=1e9 + 86_399) == 123_456_789
    assert memory_speed(file, replace(MACHINE, cores_logical=2), now=1e9) != 123_456_789
    file.write_text(json.dumps({**kept, "bytes_per_second": 123_456_789}))
    assert memory_speed(file, MACHINE, now=1e9 + 86_400) != 123_456_789


@pytest.mark.parametrize("content", ["", "[]", "{}", "[" * 3000, '{"bytes_per_second": "fast", "at": 1}',
                                     '{"bytes_per_second": 1e99, "at": 1e9}', '{"bytes_per_second": NaN, "at": 1e9}'])
def test_a_damaged_measurement_is_made_again(tmp_path: Path, content: str) -> None:
    file = tmp_path / "memory_speed.json"
    file.write_text(content)
    assert 1e8 < memory_speed(file, MACHINE, now=1e9) < 1e13
    assert json.loads(file.read_text())["at"] == 10**9


def test_a_home_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert memory_speed(tmp_path / "file" / "memory_speed.json", MACHINE) > 1e8
