"""LoRA adapters: applied with their strength, refused when they fit another model."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from build_gguf import build

from core.engine.engine import ChatOptions, Engine, LoadOptions
from core.engine.random_model import Tensor, write_gguf
from core.words.errors import BrokenFile
from core.words.values import Message, Role

pytestmark = pytest.mark.model

RANK, WIDTH = 2, 32


def write_adapter(path: Path, width: int = WIDTH) -> Path:
    keys = {"general.architecture": "llama", "general.type": "adapter", "adapter.type": "lora",
            "adapter.lora.alpha": 2.0}
    write_gguf(path, keys, [Tensor("blk.0.attn_q.weight.lora_a", RANK, width, "f32", seed=5),
                            Tensor("blk.0.attn_q.weight.lora_b", width, RANK, "f32", seed=6),
                            Tensor("output.weight.lora_a", RANK, width, "f32", seed=7),
                            Tensor("output.weight.lora_b", 461, RANK, "f32", seed=8)])
    return path


def answer(model: Path, adapters: tuple[tuple[Path, float], ...]) -> tuple[str, str]:
    engine = Engine()
    loaded = engine.load(LoadOptions(model, adapters=adapters))
    reply = engine.chat([Message(Role.USER, "hi")], ChatOptions(temperature=0, max_tokens=20))
    list(reply)
    engine.close()
    return reply.text, loaded.fingerprint


def test_adapter_changes_the_answer_in_proportion_to_its_strength(tmp_path: Path) -> None:
    model = build(tmp_path / "model.gguf")
    adapter = write_adapter(tmp_path / "adapter.gguf")
    plain, mark = answer(model, ())
    unmoved, other_mark = answer(model, ((adapter, 0.0),))
    moved, _ = answer(model, ((adapter, 500.0),))
    assert unmoved == plain != moved
    assert mark != other_mark


def test_adapter_for_another_model_is_refused(tmp_path: Path) -> None:
    engine = Engine()
    with pytest.raises(BrokenFile):
        engine.load(LoadOptions(build(tmp_path / "model.gguf"),
                                adapters=((write_adapter(tmp_path / "adapter.gguf", 64), 1.0),)))
    engine.close()


def test_an_adapter_that_is_no_file_is_refused_at_once_and_one_of_any_name_is_read(tmp_path: Path) -> None:
    model = build(tmp_path / "model.gguf")
    os.mkfifo(tmp_path / "pipe.gguf")
    engine = Engine()
    with pytest.raises(BrokenFile, match="is a pipe"):
        engine.load(LoadOptions(model, adapters=((tmp_path / "pipe.gguf", 1.0),)))
    engine.close()
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.gguf"))
    assert answer(model, ((write_adapter(odd), 500.0),)) != answer(model, ())
