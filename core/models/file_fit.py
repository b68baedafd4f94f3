"""How a file whose head was read would fit this machine, in each quantisation that its repository offers."""

from __future__ import annotations

from collections.abc import Sequence

from core.models.card_fit import CONTEXT_MEDIUM, CONTEXT_SMALL, CardFit, projector_size
from core.models.fit import active_bytes, memory_needed, tokens_per_second, usable_bytes, weights_of
from core.models.gguf_header import Header
from core.models.kv_layers import bytes_per_token, kv_bytes, layers_of
from core.models.model_files_map import FileChoice
from core.store.machine import Machine


def file_fits(header: Header, read: FileChoice, choices: Sequence[FileChoice], machine: Machine, memory_speed: float,
              kv_type: str = "f16") -> list[CardFit]:
    """Work out how each choice fits, from the head of the one that was `read`: the others differ in their weights."""
    layers = layers_of(header)
    size_read = _stated(read)
    weights_read = weights_of(header, size_read or 0)
    head = max(0, size_read - weights_read) if size_read is not None else header.data_start
    share = active_bytes(header, weights_read) / max(1, weights_read)

    def fit(choice: FileChoice) -> CardFit:
        stated = _stated(choice)
        weights = weights_read if choice == read or stated is None else max(1, stated - head)
        projector = projector_size(choice.projector, header.parameters)

        def memory(context: int) -> int:
            return memory_needed(header, layers, weights + projector, context, kv_type)

        full = header.context_length
        speed = tokens_per_second(round(weights * share), kv_bytes(layers, CONTEXT_SMALL, kv_type),
                                  header.whole("block_count") or 0, memory_speed)
        return CardFit(
            choice.quant, (stated or weights + head) + projector, choice.size_bytes is not None, weights,
            bytes_per_token(layers, kv_type), memory(CONTEXT_SMALL), memory(CONTEXT_MEDIUM),
            memory(full) if full else None, full, round(speed, 1),
            memory(min(CONTEXT_SMALL, full or CONTEXT_SMALL)) <= usable_bytes(machine), projector)

    return [fit(choice) for choice in choices]


def _stated(choice: FileChoice) -> int | None:
    """Return the bytes of all parts of a model, without its projector; None when nobody stated one of them."""
    sizes = [file.size_bytes for file in choice.files]
    return sum(size for size in sizes if size) if all(sizes) else None
