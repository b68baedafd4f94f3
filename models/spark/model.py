"""Spark's network: the Llama shape (RMSNorm, RoPE, SwiGLU, grouped keys, tied embeddings) for two CPU cores."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    """The numbers that fix the network; they are written into every checkpoint and into the GGUF."""

    vocab: int = 1024
    width: int = 384
    layers: int = 11
    heads: int = 6
    heads_kv: int = 2
    hidden: int = 1024
    context_max: int = 2048
    rope_base: float = 10000.0
    norm_eps: float = 1e-5

    @property
    def head_width(self) -> int:
        return self.width // self.heads

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


class Norm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        wide = x.float()
        scale = torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + self.eps)
        return (wide * scale * self.weight).to(x.dtype)


def rope_tables(shape: Shape) -> tuple[Tensor, Tensor]:
    half = shape.head_width // 2
    speed = shape.rope_base ** (-torch.arange(half, dtype=torch.float32) / half)
    angle = torch.arange(shape.context_max, dtype=torch.float32)[:, None] * speed[None, :]
    return angle.cos(), angle.sin()


def turn(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotate the first half of each head against the second half (the order transformers uses)."""
    left, right = x.float().chunk(2, dim=-1)
    return torch.cat((left * cos - right * sin, right * cos + left * sin), dim=-1).to(x.dtype)


class Block(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        kv_width = shape.heads_kv * shape.head_width
        self.attn_norm = Norm(shape.width, shape.norm_eps)
        self.qkv = nn.Linear(shape.width, shape.width + 2 * kv_width, bias=False)
        self.o = nn.Linear(shape.width, shape.width, bias=False)
        self.ffn_norm = Norm(shape.width, shape.norm_eps)
        self.gate_up = nn.Linear(shape.width, 2 * shape.hidden, bias=False)
        self.down = nn.Linear(shape.hidden, shape.width, bias=False)

    def attend(self, x: Tensor, cos: Tensor, sin: Tensor, hide: Tensor) -> Tensor:
        """Plain matrix products: the fused attention's backward pass is three times slower than this on a CPU."""
        rows, length, _ = x.shape
        s = self.shape
        kv_width = s.heads_kv * s.head_width
        q, k, v = self.qkv(x).split((s.width, kv_width, kv_width), dim=-1)
        q = turn(q.view(rows, length, s.heads, s.head_width).transpose(1, 2), cos, sin) * s.head_width**-0.5
        k = turn(k.view(rows, length, s.heads_kv, s.head_width).transpose(1, 2), cos, sin)
        v = v.view(rows, length, s.heads_kv, s.head_width).transpose(1, 2)
        group = s.heads // s.heads_kv
        q = q.reshape(rows * s.heads_kv, group * length, s.head_width)
        k = k.reshape(rows * s.heads_kv, length, s.head_width)
        v = v.reshape(rows * s.heads_kv, length, s.head_width)
        scores = torch.bmm(q, k.transpose(1, 2)).view(rows * s.heads_kv, group, length, length) + hide
        weights = scores.softmax(dim=-1, dtype=torch.float32).to(v.dtype)
        mixed = torch.bmm(weights.view(rows * s.heads_kv, group * length, length), v)
        mixed = mixed.view(rows, s.heads, length, s.head_width)
        return self.o(mixed.transpose(1, 2).reshape(rows, length, s.width))

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, hide: Tensor) -> Tensor:
        x = x + self.attend(self.attn_norm(x), cos, sin, hide)
        gate, up = self.gate_up(self.ffn_norm(x)).chunk(2, dim=-1)
        return x + self.down(F.silu(gate) * up)


class Spark(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.vocab, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = Norm(shape.width, shape.norm_eps)
        cos, sin = rope_tables(shape)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self.start_weights()

    def start_weights(self) -> None:
        nn.init.normal_(self.embed.weight, std=0.02)
        for name, weight in self.named_parameters():
            if weight.dim() == 2 and "embed" not in name:
                depth = (2 * self.shape.layers) ** -0.5 if name.endswith(("o.weight", "down.weight")) else 1.0
                nn.init.normal_(weight, std=0.02 * depth)

    def states(self, tokens: Tensor) -> Tensor:
        """The last hidden state at every position; logits() turns the wanted ones into scores."""
        length = tokens.shape[1]
        cos, sin = self.cos[:length], self.sin[:length]  # type: ignore[index]
        hide = torch.full((length, length), -1e9, dtype=torch.bfloat16, device=tokens.device).triu(1)
        x = self.embed(tokens)
        for block in self.blocks:
            x = block(x, cos, sin, hide)
        return self.norm(x)

    def logits(self, states: Tensor) -> Tensor:
        return F.linear(states, self.embed.weight)

    def parameters_count(self) -> int:
        return sum(weight.numel() for weight in self.parameters())
