"""Damaged model files end a worker at most, never the prompt."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from build_gguf import build
from gguf_mutants import mutate, spots_of

from core.engine.engine import ChatOptions, Engine, LoadOptions
from core.words.values import Message, Role

CAMPAIGN = Path(__file__).parent / "campaigns" / "mutated_gguf.py"


@pytest.mark.model
@pytest.mark.timeout(600)
def test_no_prompt_dies_of_fifty_damaged_files() -> None:
    done = subprocess.run([sys.executable, CAMPAIGN, "--count", "50", "--seed", "7"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    figures = {name: int(count) for count, name in re.findall(r"^ *(\d+) (\D+)$", done.stdout, re.MULTILINE)}
    assert figures["prompt died"] == 0
    assert figures["refused by header"] > 10
    assert figures["loaded and answered"] > 0


@pytest.mark.model
@pytest.mark.timeout(300)
@pytest.mark.parametrize("context", [2, 65, 300])
def test_context_that_is_no_round_number_reads_all_that_fits_it(tmp_path: Path, context: int) -> None:
    engine = Engine()
    try:
        loaded = engine.load(LoadOptions(build(tmp_path / "m.gguf"), context=context))
        assert loaded.context >= context
        message = Message(Role.USER, "a" * (loaded.context - 60))
        assert loaded.context - 60 <= engine.count([message]) < loaded.context
        reply = engine.chat([message], ChatOptions(max_tokens=2, seed=1))
        list(reply)
        assert reply.usage.prompt == engine.count([message])
    finally:
        engine.close()


def test_mutants_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    content = build(tmp_path / "m.gguf").read_bytes()
    mutants = [mutate(content, random.Random(f"1 {number}")) for number in range(50)]
    assert mutants == [mutate(content, random.Random(f"1 {number}")) for number in range(50)]
    assert len(set(mutants)) > 45


def test_every_part_of_a_head_can_be_hit(tmp_path: Path) -> None:
    spots, end = spots_of(build(tmp_path / "m.gguf").read_bytes())
    assert {spot.kind for spot in spots} == {"version", "count", "length", "type", "key", "value", "text", "word",
                                            "element", "name", "shape", "offset"}
    assert spots[-1].start + spots[-1].size == end
