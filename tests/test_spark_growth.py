"""A network that grew deeper says exactly what it said before, and its new blocks start from nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="growing Spark needs torch: pip install -r models/spark/requirements.txt")

import torch

from models.spark.grow import MOMENTS, PARTS, grow, grow_checkpoint, origins
from models.spark.model import Shape, Spark
from models.spark.optimizer import look_into, spans
from models.spark.train import Plan, Progress, rate_factor, save_checkpoint
from models.spark.train import SharedState as State

SMALL = Shape(vocab=64, width=32, layers=2, heads=2, heads_kv=1, hidden=48, context_max=32)


def trained(shape: Shape) -> dict[str, torch.Tensor]:
    """Numbers as after some training: nothing is zero."""
    torch.manual_seed(3)
    count = Spark(shape).parameters_count()
    return {part: torch.randn(count) * 0.1 for part in PARTS}


def logits(shape: Shape, flat: torch.Tensor, tokens: torch.Tensor) -> torch.Tensor:
    model = Spark(shape)
    look_into(model, flat)
    with torch.no_grad():
        return model.logits(model.states(tokens))


@pytest.mark.parametrize("layers", [2, 3, 4])
def test_a_deeper_network_says_the_same(layers: int) -> None:
    parts = trained(SMALL)
    deeper, grown = grow(SMALL, parts, layers)
    tokens = torch.arange(24).view(2, 12)
    assert deeper.layers == layers
    for part in ("weights", "mean"):
        assert torch.equal(logits(SMALL, parts[part], tokens), logits(deeper, grown[part], tokens))


def test_a_new_block_is_a_silent_copy_without_momentum() -> None:
    parts = trained(SMALL)
    deeper, grown = grow(SMALL, parts, 3)
    assert [number for number, (_, new) in enumerate(origins(2, 3)) if new] == [1]
    where = {name: span for name, _, span in spans(Spark(deeper))}
    zero = {name for name, span in where.items() if not grown["weights"][span].any()}
    assert zero == {"blocks.1.o.weight", "blocks.1.down.weight"}
    assert torch.equal(grown["weights"][where["blocks.1.qkv.weight"]], grown["weights"][where["blocks.0.qkv.weight"]])
    for part in MOMENTS:
        still = {name for name, span in where.items() if not grown[part][span].any()}
        assert still == {name for name in where if name.startswith("blocks.1.")}


def test_new_blocks_are_spread_over_the_depth() -> None:
    assert [number for number, (_, new) in enumerate(origins(6, 9)) if new] == [1, 4, 7]
    assert origins(2, 2) == [(0, False), (1, False)]
    with pytest.raises(ValueError, match="2 blocks can grow to at most 4, not to 5"):
        origins(2, 5)


def test_a_checkpoint_grows_once_and_remembers_when(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.pt"
    save_checkpoint(path, SMALL, State.of(Spark(SMALL), 1), Progress(step=70, tokens=9000, seconds=5.0), Plan())
    grow_checkpoint(path, 3)
    once = path.read_bytes()
    grow_checkpoint(path, 3)
    assert path.read_bytes() == once
    saved = torch.load(path, weights_only=True)
    assert (saved["shape"]["layers"], saved["progress"]["grown_at"], saved["progress"]["step"]) == (3, 70, 70)


def test_the_rate_rises_again_after_growth() -> None:
    assert [rate_factor(0.5, step, 0.4) for step in (0, 29, 59, 500)] == [1 / 60, 0.5, 1.0, 1.0]
