"""Make a trained network deeper without changing what it says: new blocks start silent and learn from there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from models.spark.model import Shape, Spark
from models.spark.optimizer import spans

# What a block adds to the stream goes through these two; at zero the block is not heard.
SILENT = ("o.weight", "down.weight")
MOMENTS = ("first", "second")
PARTS = ("weights", "mean", *MOMENTS)


def origins(layers: int, grown: int) -> list[tuple[int, bool]]:
    """For each block of the deeper network: which old block it comes from, and whether it is new."""
    if not layers <= grown <= 2 * layers:
        raise ValueError(f"{layers} blocks can grow to at most {2 * layers}, not to {grown}")
    extra = grown - layers
    copied = {round((number + 0.5) * layers / extra - 0.5) for number in range(extra)}
    found = []
    for block in range(layers):
        found.append((block, False))
        if block in copied:
            found.append((block, True))
    return found


def grow(shape: Shape, parts: dict[str, Tensor], layers: int) -> tuple[Shape, dict[str, Tensor]]:
    """The same function with more blocks; a new one copies the block before it, with silent outputs and no momentum."""
    old, deeper = Spark(shape), Spark(replace(shape, layers=layers))
    where = {name: span for name, _, span in spans(old)}
    come_from = origins(shape.layers, layers)
    grown = {part: torch.zeros(deeper.parameters_count()) for part in parts}
    for name, _, span in spans(deeper):
        source, new = name, False
        if name.startswith("blocks."):
            _, number, rest = name.split(".", 2)
            block, new = come_from[int(number)]
            source = f"blocks.{block}.{rest}"
        for part, flat in parts.items():
            if not new or (part not in MOMENTS and not name.endswith(SILENT)):
                grown[part][span] = flat[where[source]]
    return deeper.shape, grown


def grow_checkpoint(path: Path, layers: int) -> None:
    """Make the network of a checkpoint deeper, in place; one that is deep enough stays as it is."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    shape = Shape(**saved["shape"])
    if shape.layers >= layers:
        return
    shape, parts = grow(shape, {part: saved[part] for part in PARTS}, layers)
    progress = {**saved["progress"], "grown_at": saved["progress"]["step"]}
    side = path.with_suffix(".part")
    torch.save({**saved, **parts, "shape": shape.as_dict(), "progress": progress}, side)
    side.replace(path)
