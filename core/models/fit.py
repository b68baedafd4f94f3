"""Does a model fit this machine, with how much context, and how fast will it be: computed before anything is loaded."""

from __future__ import annotations

import time
from dataclasses import dataclass

from core.models.gguf_header import Header
from core.models.kv_layers import Layer, bytes_per_token, kv_bytes, layers_of, padded
from core.store.machine import Machine
from core.words.errors import DoesNotFit
from core.words.units import bytes_text

_BATCH = 512
# Tokens scored at once when a guess ahead is as long as it gets; llama.cpp sets more aside but takes only what it uses.
SCORED = 25
_CONTEXT_MIN = 512
_CONTEXT_AUTO_MAX = 32_768
_CONTEXT_DEFAULT = 4096
# The worker itself with llama_cpp imported, and what must stay free for everything else on the machine.
PROCESS_BYTES = 50_000_000
# What llama.cpp's tables of tokens and merge rules take, as measured with the vocabularies of six families.
_TOKEN_BYTES, _MERGE_BYTES = 150, 130
_RESERVE_PART = 0.05
_PROBE_BYTES = 32 * 1024**2
# Starting and joining threads, which is what bounds a tiny model.
_TOKEN_SECONDS, _LAYER_SECONDS = 2e-4, 3e-5
# Of the memory left beside the weights, an automatic context takes at most this much.
_CONTEXT_PART = 0.5


@dataclass(frozen=True, slots=True)
class Fit:
    """The figures of `llm fit`; `advice` is empty when nothing stands in the way. Memory includes the projector."""

    weights_bytes: int
    kv_bytes_per_token: int
    context: int
    memory_needed_bytes: int
    memory_available_bytes: int
    fits: bool
    tokens_per_second_expected: float
    advice: str
    projector_bytes: int = 0


def estimate(header: Header, size_bytes: int, context: int, kv_type: str = "f16", machine: Machine | None = None,
             memory_speed: float | None = None, *, projector_bytes: int = 0) -> Fit:
    """Work out memory and speed for a context; `size_bytes` is that of all parts of the model.

    `projector_bytes` is the file that lets the model see. `memory_speed` in bytes per second is measured now unless
    it is given.
    """
    machine = machine or Machine.probe()
    layers = layers_of(header)
    weights = weights_of(header, size_bytes)
    resident = weights + projector_bytes
    needed = memory_needed(header, layers, resident, context, kv_type)
    usable = usable_bytes(machine)
    per_token = bytes_per_token(layers, kv_type)
    return Fit(weights, per_token, context, needed, machine.memory_available_bytes, needed <= usable,
               round(tokens_per_second(active_bytes(header, weights), kv_bytes(layers, context, kv_type),
                                       header.whole("block_count") or 0, memory_speed or measured_speed()), 1),
               _advice(header, layers, resident, context, kv_type, usable), projector_bytes)


def context_for(header: Header, machine: Machine, wanted: int | None, kv_type: str = "f16",
                size_bytes: int = 0) -> int:
    """Return the context to load with: `wanted`, or the best for this model and machine; raise DoesNotFit."""
    layers = layers_of(header)
    weights = weights_of(header, size_bytes)
    usable = usable_bytes(machine)
    if wanted is not None:
        needed = memory_needed(header, layers, weights, wanted, kv_type)
        if needed > usable:
            raise DoesNotFit(f"a context of {wanted} tokens needs {bytes_text(needed)}; {bytes_text(usable)} are free",
                             hint=_advice(header, layers, weights, wanted, kv_type, usable))
        return wanted
    trained = header.context_length or _CONTEXT_DEFAULT
    bare = memory_needed(header, layers, weights, 0, kv_type)
    room = bare + int(max(0, usable - bare) * _CONTEXT_PART)
    smallest = min(_CONTEXT_MIN, trained)
    best = _largest(header, layers, weights, kv_type, room, min(trained, _CONTEXT_AUTO_MAX))
    if best < smallest and memory_needed(header, layers, weights, smallest, kv_type) > usable:
        raise DoesNotFit(f"the model needs {bytes_text(memory_needed(header, layers, weights, smallest, kv_type))} "
                         f"of memory; {bytes_text(usable)} are free",
                         hint=_advice(header, layers, weights, smallest, kv_type, usable))
    return max(best, smallest)


def weights_of(header: Header, size_bytes: int) -> int:
    """Return the weights' bytes; of one part out of several, only the files' sizes tell."""
    return max(header.weights_bytes, size_bytes) if header.part[1] > 1 else header.weights_bytes or size_bytes


def memory_needed(header: Header, layers: tuple[Layer, ...], weights: int, context: int, kv_type: str) -> int:
    """Return the bytes of the worker: weights, context, buffers for computing, vocabulary, and the process."""
    return (weights + kv_bytes(layers, context, kv_type) + _compute_bytes(header, layers, context)
            + vocabulary_bytes(header) + PROCESS_BYTES)


def vocabulary_bytes(header: Header) -> int:
    """Return what the tables of the tokenizer take, which is half as much as the weights of the smallest models."""
    return (_TOKEN_BYTES * (header.vocabulary or 0)
            + _MERGE_BYTES * (header.length("tokenizer.ggml.merges") or 0))


def _compute_bytes(header: Header, layers: tuple[Layer, ...], context: int) -> int:
    """Return llama.cpp's scratch memory for one batch: its widest stage with the attention mask, and scored tokens.

    The sums of widths follow what llama.cpp reserves for shapes of 0.1 to 800 MB, see tests/other_shapes.py.
    """
    batch = min(_BATCH, max(context, 1))
    width = header.whole("embedding_length") or 0
    heads = header.largest("attention.head_count")
    key = header.whole("attention.key_length") or (width // heads if heads else 0)
    k_values = max((layer.k_values for layer in layers), default=0)
    # Latent attention has no V rows but unpacks one per head.
    unpacked = heads * (header.whole("attention.value_length") or 0)
    v_values = max((layer.v_values for layer in layers), default=0) or unpacked
    attention = 2 * width + 2 * heads * key + k_values + v_values if k_values else 0
    feed_forward = 4 * width + 3 * max(_inner_width(header), header.largest("feed_forward_length"))
    recurrence = width + 6 * (header.whole("ssm.inner_size") or 0)
    scores = 4 * SCORED * (header.vocabulary or 0)
    masks = bool(k_values) + any(layer.window for layer in layers)
    mask = masks * 2 * batch * padded(context)
    return max(4 * batch * max(attention, feed_forward, recurrence) + mask, scores) + scores


def _inner_width(header: Header) -> int:
    """Return the values per token between the two halves of a feed-forward layer, of all its active experts."""
    experts = header.largest("expert_used_count") if header.largest("expert_count") else 0
    own = header.largest("expert_feed_forward_length") or header.largest("feed_forward_length")
    return max(1, experts) * own


def usable_bytes(machine: Machine) -> int:
    """Return the memory to plan with: something stays free for everything else, less when little is free."""
    return int(max(machine.memory_available_bytes - machine.memory_total_bytes * _RESERVE_PART,
                   machine.memory_available_bytes * (1 - 2 * _RESERVE_PART)))


def _largest(header: Header, layers: tuple[Layer, ...], weights: int, kv_type: str, room: int, most: int) -> int:
    """Return the largest multiple of 256 tokens, up to `most`, that stays within `room`; 0 when none does."""
    if memory_needed(header, layers, weights, most, kv_type) <= room:
        return most
    low, high = 0, most // 256
    while low < high:
        middle = (low + high + 1) // 2
        if memory_needed(header, layers, weights, middle * 256, kv_type) <= room:
            low = middle
        else:
            high = middle - 1
    return low * 256


def _advice(header: Header, layers: tuple[Layer, ...], weights: int, context: int, kv_type: str, usable: int) -> str:
    trained = header.context_length
    if memory_needed(header, layers, weights, context, kv_type) <= usable:
        return f"the model was trained for {trained} tokens; beyond that it gets worse" if (
            trained and context > trained) else ""
    best = _largest(header, layers, weights, kv_type, usable, context)
    if best >= _CONTEXT_MIN:
        smaller = " or `config set kv_type q8_0`" if kv_type in ("f16", "bf16", "f32") else ""
        return f"`config set context {best}` would fit{smaller}"
    return "close other programs, or take a smaller quantisation or a smaller model"


def active_bytes(header: Header, weights: int) -> int:
    """Return the bytes of weights that one token reads: of a mixture, the experts at work."""
    active = weights
    experts, used = header.largest("expert_count"), header.largest("expert_used_count")
    if experts and used:
        idle = sum(tensor.size_bytes for tensor in header.tensors if "_exps." in tensor.name)
        active -= round(idle * max(0, 1 - used / experts))
    names = {tensor.name for tensor in header.tensors}
    if "output.weight" in names:  # otherwise the embedding table doubles as the last layer and is read whole
        active -= sum(tensor.size_bytes for tensor in header.tensors if tensor.name == "token_embd.weight")
    return active


def tokens_per_second(active: int, context_bytes: int, layers: int, memory_speed: float) -> float:
    """Every token reads all active weights once, and half of a full context: memory speed divided by that."""
    return 1 / (_TOKEN_SECONDS + _LAYER_SECONDS * layers + (active + context_bytes // 2) / memory_speed)


def measured_speed() -> float:
    """Measure how many bytes a second one core reads and writes; other programs' use of the core does not count."""
    source, target = bytearray(_PROBE_BYTES), memoryview(bytearray(_PROBE_BYTES))
    best = 0.0
    for _ in range(4):
        started = time.thread_time()
        target[:] = source
        best = max(best, 2 * _PROBE_BYTES / max(1e-6, time.thread_time() - started))
    return best
