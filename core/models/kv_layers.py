"""What one token of context costs, layer by layer, read from a GGUF header the way llama.cpp will read it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.models.gguf_header import Header
from core.models.quants import KV_TYPES

# Architectures whose windowed layers follow a pattern that files need not state: (every how many, dense one first).
_WINDOW_PATTERNS = {
    "afmoe": (4, False), "cohere2": (4, False), "cohere2moe": (4, True), "exaone-moe": (4, False),
    "exaone4": (4, False), "gemma2": (2, False), "gemma3": (6, False), "gemma3n": (5, False), "laguna": (4, True),
    "llama4": (4, False), "mellum": (4, False), "muse-glimmer": (4, False), "olmo2": (4, False), "gpt-oss": (2, False),
    "plamo3": (8, False), "smallthinker": (4, True), "deepseek4": (0, False),
}
_LLAMA4_WINDOW = 8192
_CELLS_PADDING = 256
_BATCH = 512
_NO_CACHE = frozenset(("bert", "jina-bert-v2", "jina-bert-v3", "nomic-bert", "nomic-bert-moe", "neo-bert", "eurobert",
                       "modern-bert", "gemma-embedding", "dream", "llada", "llada-moe", "rnd1", "t5encoder"))
_RECURRENT = frozenset(("mamba", "mamba2", "rwkv6", "rwkv6qwen2", "rwkv7", "arwkv7"))
_LAYER = r"blk\.(\d+)\.(.+)"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's memory: values of K and V per token, within a window or not, and a fixed recurrent state."""

    k_values: int = 0
    v_values: int = 0
    window: int = 0
    state_bytes: int = 0


def layers_of(header: Header) -> tuple[Layer, ...]:
    """Return the layers that hold memory. Layers that read another one's are left out."""
    if header.architecture in _NO_CACHE:
        return ()
    names = _tensors_by_layer(header)
    count = (header.whole("block_count") or len(names)) - (header.whole("nextn_predict_layers") or 0)
    count = max(0, min(count, 65_536))
    shared = header.whole("attention.shared_kv_layers") or 0
    windows = _windows(header, count)
    own = count - shared if 0 <= shared < count else count
    return tuple(_layer(header, index, windows[index], names.get(index, frozenset())) for index in range(own))


def kv_bytes(layers: tuple[Layer, ...], context: int, kv_type: str, *, whole_windows: bool = True) -> int:
    """Return the bytes of memory for a context: cells for every token, and recurrent states.

    With `whole_windows` the windowed layers keep all cells too, which is what reusing a prefix needs.
    """
    cells = padded(context)
    total = 0
    for layer in layers:
        layer_cells = cells
        if layer.window and not whole_windows:
            layer_cells = padded(min(cells, layer.window + _BATCH))
        total += layer_cells * (row_bytes(layer.k_values, kv_type) + row_bytes(layer.v_values, kv_type))
        total += layer.state_bytes
    return total


def bytes_per_token(layers: tuple[Layer, ...], kv_type: str) -> int:
    """Return what one more token costs while no window is full."""
    return sum(row_bytes(layer.k_values, kv_type) + row_bytes(layer.v_values, kv_type) for layer in layers)


def row_bytes(values: int, kv_type: str) -> int:
    block_values, block_bytes = KV_TYPES[kv_type]
    return -(-values // block_values) * block_bytes


def _layer(header: Header, index: int, window: int, tensors: frozenset[str]) -> Layer:
    recurrent = header.architecture in _RECURRENT or any(
        name.startswith(("ssm_", "shortconv", "time_mix", "channel_mix")) for name in tensors)
    state = _state_bytes(header, index) if recurrent else 0
    separate = any(name.startswith(("attn_k.", "attn_kv_a_mqa", "attn_k_b", "attn_kv_b")) for name in tensors)
    if header.architecture in _RECURRENT or (recurrent and not separate):
        return Layer(state_bytes=state)
    if tensors and not separate and not any(name.startswith("attn_") for name in tensors):
        return Layer(state_bytes=state)  # a layer without attention, as hybrids have
    heads = _per_layer(header, "attention.head_count", index) or 0
    kv_heads = _per_layer(header, "attention.head_count_kv", index)
    kv_heads = heads if kv_heads is None else kv_heads
    width = (header.whole("embedding_length") or 0) // heads if heads else 0
    suffix = "_swa" if window and header.whole("attention.key_length_swa") else ""
    key = header.whole(f"attention.key_length{suffix}")
    value = header.whole(f"attention.value_length{suffix}")
    k_values = (width if key is None else key) * kv_heads
    v_values = 0 if _is_mla(header) else (width if value is None else value) * kv_heads
    return Layer(k_values + (header.whole("attention.indexer.key_length") or 0), v_values, window, state)


def _is_mla(header: Header) -> bool:
    """Multi-head latent attention keeps one compressed row per token and no V."""
    return bool(header.whole("attention.key_length_mla") and header.whole("attention.value_length_mla"))


def _state_bytes(header: Header, index: int) -> int:
    """Return the 32-bit recurrent state of a layer, as llama_hparams::n_embd_r and n_embd_s compute it."""
    width = header.whole("embedding_length") or 0
    head = header.whole("wkv.head_size") or 0
    if head:
        shifts = header.whole("token_shift_count")
        return 4 * width * ((2 if shifts is None else shifts) + head)
    short = header.whole("shortconv.l_cache") or 0
    if short:
        return 4 * width * (short - 1)
    convolution, inner = header.whole("ssm.conv_kernel") or 0, header.whole("ssm.inner_size") or 0
    linear = header.whole("kda.head_dim") or 0
    if linear:
        heads = _per_layer(header, "attention.head_count", index) or 0
        return 4 * heads * linear * (3 * (convolution - 1 if convolution else 3) + linear)
    state, groups = header.whole("ssm.state_size") or 0, header.whole("ssm.group_count") or 0
    return 4 * (max(0, convolution - 1) * (inner + 2 * groups * state) + state * inner)


def _windows(header: Header, count: int) -> list[int]:
    """Return each layer's sliding window, 0 for none."""
    window = header.whole("attention.sliding_window")
    if header.architecture == "llama4":
        window = 0 if window == 0 else _LLAMA4_WINDOW
    pattern = header.metadata.get(f"{header.architecture}.attention.sliding_window_pattern")
    if not window or (header.architecture not in _WINDOW_PATTERNS and not isinstance(pattern, tuple)):
        return [0] * count
    if isinstance(pattern, tuple):
        return [window if index < len(pattern) and pattern[index] else 0 for index in range(count)]
    every, dense_first = _WINDOW_PATTERNS[header.architecture]
    every = pattern if type(pattern) is int else every
    if every <= 0:
        return [window] * count
    return [window if (index % every != 0 if dense_first else index % every < every - 1) else 0
            for index in range(count)]


def _per_layer(header: Header, key: str, index: int) -> int | None:
    value = header.metadata.get(f"{header.architecture}.{key}")
    if isinstance(value, tuple):
        value = value[index] if index < len(value) else None
    return value if type(value) is int and value >= 0 else None


def _tensors_by_layer(header: Header) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for tensor in header.tensors:
        match = re.fullmatch(_LAYER, tensor.name)
        if match:
            found.setdefault(int(match[1]), set()).add(match[2])
    return {index: frozenset(names) for index, names in found.items()}


def padded(cells: int) -> int:
    """Round a context up to what llama.cpp allocates."""
    return -(-cells // _CELLS_PADDING) * _CELLS_PADDING
