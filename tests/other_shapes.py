"""GGUF files of several architectures, all weights zero: what memory estimates are compared with llama.cpp on."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gguf
import numpy as np


@dataclass(frozen=True, slots=True)
class Shape:
    """An architecture with its metadata and its tensors (name -> shape as llama.cpp names them, innermost first)."""

    architecture: str
    facts: dict[str, Any]
    tensors: dict[str, tuple[int, ...]] = field(default_factory=dict)
    vocabulary: int = 8000
    type: gguf.GGMLQuantizationType = gguf.GGMLQuantizationType.BF16


def add_fact(writer: gguf.GGUFWriter, name: str, value: Any) -> None:
    """Write one entry of a file's metadata in the type that its value has."""
    if isinstance(value, bool):
        writer.add_bool(name, value)
    elif isinstance(value, int):
        writer.add_uint32(name, value)
    elif isinstance(value, float):
        writer.add_float32(name, value)
    else:
        writer.add_array(name, value)


def write(path: Path, shape: Shape) -> Path:
    """Write the file: matrices in the shape's type, vectors in F32; sparse, so that a large model is made at once."""
    writer = gguf.GGUFWriter(path, shape.architecture)
    writer.add_file_type(1)
    for key, value in shape.facts.items():
        add_fact(writer, f"{shape.architecture}.{key}", value)
    writer.add_tokenizer_model("llama")
    texts = [b"<unk>", b"<s>", b"</s>", *(b"<0x%02X>" % byte for byte in range(256))]
    texts += [b"w%d" % number for number in range(shape.vocabulary - len(texts))]
    writer.add_token_list(texts)
    writer.add_token_scores([0.0] * len(texts))
    writer.add_token_types([2, 3, 3] + [6] * 256 + [1] * (len(texts) - 259))
    data_bytes = 0
    for name, size in shape.tensors.items():
        matrix = len(size) > 1 and "ssm_a" not in name and "conv" not in name
        values, size_bytes = gguf.GGML_QUANT_SIZES[shape.type]
        fits = matrix and size[0] % values == 0
        kind = shape.type if fits else gguf.GGMLQuantizationType.F32
        whole = math.prod(size) // values * size_bytes if fits else 4 * math.prod(size)
        writer.add_tensor_info(name, tuple(reversed(size)), np.dtype(np.float32), whole, raw_dtype=kind)
        data_bytes += gguf.GGUFWriter.ggml_pad(whole, writer.data_alignment)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    begin = gguf.GGUFWriter.ggml_pad(path.stat().st_size, writer.data_alignment)
    os.truncate(path, begin + data_bytes)  # zeros that take no room on disk
    return path


def _head(width: int, vocabulary: int, *, tied: bool = False) -> dict[str, tuple[int, ...]]:
    tensors: dict[str, tuple[int, ...]] = {"token_embd.weight": (width, vocabulary), "output_norm.weight": (width,)}
    return tensors if tied else {**tensors, "output.weight": (width, vocabulary)}


def _attention(layer: int, width: int, q: int, k: int, v: int) -> dict[str, tuple[int, ...]]:
    place = f"blk.{layer}."
    return {f"{place}attn_norm.weight": (width,), f"{place}attn_q.weight": (width, q),
            f"{place}attn_k.weight": (width, k), f"{place}attn_v.weight": (width, v),
            f"{place}attn_output.weight": (q * v // k, width)}


def _feed_forward(layer: int, width: int, inner: int) -> dict[str, tuple[int, ...]]:
    place = f"blk.{layer}."
    return {f"{place}ffn_norm.weight": (width,), f"{place}ffn_gate.weight": (width, inner),
            f"{place}ffn_up.weight": (width, inner), f"{place}ffn_down.weight": (inner, width)}


def llama(*, layers: int = 4, width: int = 1024, heads: int = 16, kv_heads: int = 4, inner: int = 2816,
          vocabulary: int = 8000, tied: bool = False, head: int = 0, context: int = 8192, **options: Any) -> Shape:
    """Grouped-query attention; `kv_heads` equal to `heads` is the classic kind, `tied` has no output matrix."""
    size = head or width // heads
    facts = {"block_count": layers, "context_length": context, "embedding_length": width,
             "feed_forward_length": inner, "attention.head_count": heads, "attention.head_count_kv": kv_heads,
             "attention.layer_norm_rms_epsilon": 1e-5, "rope.dimension_count": size, "vocab_size": vocabulary}
    if head:
        facts |= {"attention.key_length": head, "attention.value_length": head}
    tensors = _head(width, vocabulary, tied=tied)
    for layer in range(layers):
        tensors |= _attention(layer, width, heads * size, kv_heads * size, kv_heads * size)
        tensors |= _feed_forward(layer, width, inner)
    return Shape("llama", facts, tensors, vocabulary, **options)


def experts(*, layers: int = 4, width: int = 512, heads: int = 8, inner: int = 1024, count: int = 8,
            vocabulary: int = 8000) -> Shape:
    """A mixture of experts, two of which answer for each token."""
    shape = llama(layers=layers, width=width, heads=heads, kv_heads=2, inner=inner, vocabulary=vocabulary)
    tensors = {name: size for name, size in shape.tensors.items() if ".ffn_" not in name}
    for layer in range(layers):
        place = f"blk.{layer}."
        tensors |= {f"{place}ffn_norm.weight": (width,), f"{place}ffn_gate_inp.weight": (width, count),
                    f"{place}ffn_gate_exps.weight": (width, inner, count),
                    f"{place}ffn_up_exps.weight": (width, inner, count),
                    f"{place}ffn_down_exps.weight": (inner, width, count)}
    return Shape("llama", {**shape.facts, "expert_count": count, "expert_used_count": 2}, tensors, vocabulary)


def windowed(*, layers: int = 12, width: int = 640, heads: int = 4, head: int = 256, inner: int = 2048,
             vocabulary: int = 16000) -> Shape:
    """Gemma 3: five of six layers look back 512 tokens only; tied, one KV head of 256."""
    facts = {"block_count": layers, "context_length": 32768, "embedding_length": width, "feed_forward_length": inner,
             "attention.head_count": heads, "attention.head_count_kv": 1, "attention.key_length": head,
             "attention.value_length": head, "attention.layer_norm_rms_epsilon": 1e-6,
             "attention.sliding_window": 512, "rope.dimension_count": head}
    tensors = _head(width, vocabulary, tied=True)
    for layer in range(layers):
        tensors |= _attention(layer, width, heads * head, head, head) | _feed_forward(layer, width, inner)
        place = f"blk.{layer}."
        tensors |= {f"{place}attn_output.weight": (heads * head, width), f"{place}post_attention_norm.weight": (width,),
                    f"{place}attn_q_norm.weight": (head,), f"{place}attn_k_norm.weight": (head,),
                    f"{place}post_ffw_norm.weight": (width,)}
    return Shape("gemma3", facts, tensors, vocabulary)


def latent(*, layers: int = 4, width: int = 512, heads: int = 8, rank: int = 256, rope: int = 64, nope: int = 64,
           value: int = 64, inner: int = 1024) -> Shape:
    """DeepSeek 2: one compressed row per token, no V."""
    facts = {"block_count": layers, "context_length": 16384, "embedding_length": width, "feed_forward_length": inner,
             "attention.head_count": heads, "attention.head_count_kv": 1, "attention.layer_norm_rms_epsilon": 1e-6,
             "attention.q_lora_rank": 192, "attention.kv_lora_rank": rank, "attention.key_length": rank + rope,
             "attention.value_length": rank, "attention.key_length_mla": nope + rope,
             "attention.value_length_mla": value, "rope.dimension_count": rope, "leading_dense_block_count": layers,
             "expert_feed_forward_length": 64, "expert_shared_count": 1, "expert_count": 4, "expert_used_count": 2,
             "expert_weights_scale": 1.0}
    tensors = _head(width, 8000)
    for layer in range(layers):
        place = f"blk.{layer}."
        tensors |= _feed_forward(layer, width, inner) | {
            f"{place}attn_norm.weight": (width,), f"{place}attn_q_a_norm.weight": (192,),
            f"{place}attn_kv_a_norm.weight": (rank,), f"{place}attn_q_a.weight": (width, 192),
            f"{place}attn_q_b.weight": (192, heads * (nope + rope)),
            f"{place}attn_kv_a_mqa.weight": (width, rank + rope),
            f"{place}attn_k_b.weight": (nope, rank, heads), f"{place}attn_v_b.weight": (rank, value, heads),
            f"{place}attn_output.weight": (heads * value, width)}
    return Shape("deepseek2", facts, tensors)


def recurrent(*, layers: int = 8, width: int = 512, state: int = 16, kernel: int = 4, rank: int = 32,
              vocabulary: int = 8000) -> Shape:
    """Mamba: a fixed state instead of a growing context."""
    inner = 2 * width
    facts = {"block_count": layers, "context_length": 1048576, "embedding_length": width, "feed_forward_length": 0,
             "attention.head_count": 0, "attention.layer_norm_rms_epsilon": 1e-5, "ssm.conv_kernel": kernel,
             "ssm.inner_size": inner, "ssm.state_size": state, "ssm.time_step_rank": rank}
    tensors = _head(width, vocabulary, tied=True)
    for layer in range(layers):
        place = f"blk.{layer}."
        tensors |= {f"{place}attn_norm.weight": (width,), f"{place}ssm_in.weight": (width, 2 * inner),
                    f"{place}ssm_conv1d.weight": (kernel, inner), f"{place}ssm_conv1d.bias": (inner,),
                    f"{place}ssm_x.weight": (inner, rank + 2 * state), f"{place}ssm_dt.weight": (rank, inner),
                    f"{place}ssm_dt.bias": (inner,), f"{place}ssm_a": (state, inner), f"{place}ssm_d": (inner,),
                    f"{place}ssm_out.weight": (inner, width)}
    return Shape("mamba", facts, tensors, vocabulary)


def hybrid(*, layers: int = 8, width: int = 512, heads: int = 8, inner: int = 1024, vocabulary: int = 8000) -> Shape:
    """LFM2: short convolutions, and attention in every fourth layer."""
    kv_heads = [2 if layer % 4 == 3 else 0 for layer in range(layers)]
    facts = {"block_count": layers, "context_length": 32768, "embedding_length": width, "feed_forward_length": inner,
             "attention.head_count": heads, "attention.head_count_kv": kv_heads, "shortconv.l_cache": 3,
             "attention.layer_norm_rms_epsilon": 1e-5, "rope.dimension_count": width // heads}
    tensors: dict[str, tuple[int, ...]] = {"token_embd.weight": (width, vocabulary),
                                           "token_embd_norm.weight": (width,)}
    for layer, count in enumerate(kv_heads):
        place = f"blk.{layer}."
        tensors |= _feed_forward(layer, width, inner) | {f"{place}attn_norm.weight": (width,)}
        if count:
            size = width // heads
            tensors |= _attention(layer, width, width, count * size, count * size)
            tensors |= {f"{place}attn_q_norm.weight": (size,), f"{place}attn_k_norm.weight": (size,),
                        f"{place}attn_output.weight": (width, width)}
        else:
            tensors |= {f"{place}shortconv.conv.weight": (3, width),
                        f"{place}shortconv.in_proj.weight": (width, 3 * width),
                        f"{place}shortconv.out_proj.weight": (width, width)}
    return Shape("lfm2", facts, tensors, vocabulary)
