"""Muon for the matrices (each step made orthogonal), Adam for the rest; workers share the weights and the work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from models.spark.model import Shape, Spark

MATRIX_RATE = 0.02
REST_RATE = 0.004
MOMENTUM = 0.95
SHRINK = 0.05
ADAM_FIRST, ADAM_SECOND = 0.9, 0.95


@dataclass
class SharedState:
    """All numbers of a training as long flat tensors that every worker process sees."""

    weights: Tensor
    mean: Tensor  # running mean of the weights
    first: Tensor  # momentum of Muon, first moment of Adam
    second: Tensor  # second moment of Adam
    gradients: Tensor  # one row for each worker

    @classmethod
    def of(cls, model: Spark, workers: int) -> SharedState:
        flat = torch.cat([weight.detach().reshape(-1) for weight in model.parameters()])
        zero = torch.zeros_like(flat)
        state = cls(flat, flat.clone(), zero, zero.clone(), zero.repeat(workers, 1))
        if workers > 1:
            for tensor in vars(state).values():
                tensor.share_memory_()
        return state


def spans(model: Spark) -> Iterator[tuple[str, nn.Parameter, slice]]:
    """Where each parameter lies in the flat tensors."""
    at = 0
    for name, weight in model.named_parameters():
        yield name, weight, slice(at, at + weight.numel())
        at += weight.numel()


def look_into(model: Spark, flat: Tensor, gradients: Tensor | None = None) -> None:
    """Make the model's parameters windows into the flat tensors; nothing is copied."""
    for _, weight, span in spans(model):
        weight.data = flat[span].view_as(weight)
        if gradients is not None:
            weight.grad = gradients[span].view_as(weight)


def orthogonal(stack: Tensor, steps: int = 5) -> Tensor:
    """Newton-Schulz on a stack of equal matrices: all singular values pushed towards one."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = stack.bfloat16()
    tall = x.size(-2) > x.size(-1)
    if tall:
        x = x.transpose(-2, -1)
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        square = x @ x.transpose(-2, -1)
        x = a * x + (b * square + c * (square @ square)) @ x
    return x.transpose(-2, -1) if tall else x


def _matrix_heights(name: str, height: int, shape: Shape) -> tuple[int, ...]:
    """The joined matrices (q, k and v; gate and up) are taken apart: each is a map of its own."""
    kv = shape.heads_kv * shape.head_width
    return {"qkv": (shape.width, kv, kv), "gate_up": (shape.hidden, shape.hidden)}.get(name.split(".")[2], (height,))


class Optimizer:
    """One worker's share of the update: every n-th block; the first worker has the rest as well."""

    def __init__(self, model: Spark, state: SharedState, worker: int, workers: int) -> None:
        self.state, self.shape = state, model.shape
        self.matrices: list[tuple[slice, int, int]] = []  # span in the flat tensors, rows, columns
        self.rest: list[slice] = []
        for name, weight, span in spans(model):
            is_matrix = name.startswith("blocks.") and weight.dim() == 2
            owner = int(name.split(".")[1]) % workers if is_matrix else 0
            if owner != worker:
                continue
            if not is_matrix:
                self.rest.append(span)
                continue
            at, width = span.start, weight.size(1)
            for height in _matrix_heights(name, weight.size(0), model.shape):
                self.matrices.append((slice(at, at + height * width), height, width))
                at += height * width
        self.mine = self.rest + [span for span, _, _ in self.matrices]

    @torch.no_grad()
    def step(self, factor: float, step: int, average: float) -> None:
        """Apply all workers' gradients to this worker's share, at `factor` of the full rates."""
        self._turn_matrices(factor * MATRIX_RATE)
        self._move_rest(factor * REST_RATE, step)
        for span in self.mine:
            self.state.mean[span].lerp_(self.state.weights[span], 1 - average)

    def _turn_matrices(self, rate: float) -> None:
        groups: dict[tuple[int, int], list[slice]] = {}
        for span, height, width in self.matrices:
            groups.setdefault((height, width), []).append(span)
        for (height, width), members in groups.items():
            ahead: list[Tensor] = []
            for span in members:
                gradient = self.state.gradients[:, span].sum(0)
                momentum = self.state.first[span].lerp_(gradient, 1 - MOMENTUM)
                ahead.append(gradient.lerp_(momentum, MOMENTUM).view(height, width))
            moves = orthogonal(torch.stack(ahead)).float()
            size = rate * max(1.0, height / width) ** 0.5
            for span, move in zip(members, moves, strict=True):
                self.state.weights[span].mul_(1 - rate * SHRINK).sub_(move.reshape(-1), alpha=size)

    def _move_rest(self, rate: float, step: int) -> None:
        for span in self.rest:
            gradient = self.state.gradients[:, span].sum(0)
            gradient.mul_(1.0 / max(1.0, float(gradient.norm())))
            first = self.state.first[span].lerp_(gradient, 1 - ADAM_FIRST)
            second = self.state.second[span].lerp_(gradient.square(), 1 - ADAM_SECOND)
            depth = (second / (1 - ADAM_SECOND ** (step + 1))).sqrt_().add_(1e-8)
            self.state.weights[span].sub_(first / depth, alpha=rate / (1 - ADAM_FIRST ** (step + 1)))
