"""How a model of the map would fit this machine, before a byte of it is here: worked out from what its card says.

A card has no layers or heads, so these are those of typical models of its size: an estimate, and it says so. Of the
154 files of the map whose size is stated, 95 in a hundred come out within 15% of it; `fit.py` knows better once a
file's head can be read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.models.fit import PROCESS_BYTES, tokens_per_second, usable_bytes
from core.models.model_files_map import FileChoice
from core.store.machine import Machine
from core.words.values import ModelCard, ModelFile

CONTEXT_SMALL, CONTEXT_MEDIUM = 4096, 16384
# Bits that a value takes in a file of each kind, the better types of some tensors included.
_BITS = {
    "F32": 32.0, "F16": 16.0, "FP16": 16.0, "BF16": 16.0, "Q8_0": 8.5, "Q6_K": 6.57, "Q5_K_M": 5.7, "Q5_K_S": 5.55,
    "Q5_0": 5.55, "Q5_1": 6.0, "Q4_K_M": 4.9, "Q4_K_S": 4.6, "Q4_0": 4.6, "Q4_1": 5.1, "IQ4_XS": 4.35, "IQ4_NL": 4.6,
    "Q3_K_L": 4.3, "Q3_K_M": 3.95, "Q3_K_S": 3.55, "IQ3_M": 3.7, "IQ3_S": 3.5, "IQ3_XS": 3.35, "IQ3_XXS": 3.1,
    "Q2_K": 3.2, "Q2_K_S": 3.0, "IQ2_M": 2.75, "IQ2_S": 2.6, "IQ2_XS": 2.4, "IQ2_XXS": 2.15, "IQ1_M": 1.9,
    "IQ1_S": 1.7, "MXFP4": 4.55, "MXFP4_MOE": 4.55, "TQ1_0": 1.8, "TQ2_0": 2.2,
}
_BITS_UNKNOWN = 4.9
# Parameters -> bytes that a token of context takes in F16, for models whose heads share keys and values.
_KV_BYTES = ((0.1e9, 20_000), (0.5e9, 50_000), (1.2e9, 60_000), (3e9, 100_000), (8e9, 131_000), (14e9, 180_000),
             (32e9, 262_000), (70e9, 328_000), (400e9, 520_000))
# Before sharing was usual, every head had its own.
_OWN_HEADS = re.compile(
    r"llama2:(7|13)b|vicuna|orca-|wizardlm:|wizardcoder|codellama:(7|13)b|deepseek-(llm|coder):|phi-2|phi-3|nexusraven|"
    r"qwen:(0\.5|7|14)b|codeqwen|stablelm|stable-code|gemma:7b|moondream|smollm[12]?:1\.7b|olmo|minicpm-v:")
_OWN_HEADS_TIMES = 3.5
# The tokenizer's tables and the scores of its tokens, and what one batch needs: both grow with the model.
_VOCABULARY_BYTES = 45_000_000
_BATCH_BYTES_1B, _BATCH_GROWTH = 55_000_000, 0.4
_MASK_BYTES = 1024
# Parameters of a model that sees -> values of its projector, as those are whose size is stated.
_PROJECTOR_VALUES = ((1e9, 1e8), (8e9, 3.4e8), (math.inf, 4.6e8))


@dataclass(frozen=True, slots=True)
class CardFit:
    """The figures of one choice. Sizes are of all its files; `size_stated` is False where they were worked out.

    Memory includes the projector, which lets a model see; 0 bytes where it has none.
    """

    quant: str
    size_bytes: int
    size_stated: bool
    weights_bytes: int
    kv_bytes_per_token: int
    memory_small_bytes: int
    memory_medium_bytes: int
    memory_full_bytes: int | None
    context_full: int | None
    tokens_per_second: float
    fits: bool
    projector_bytes: int = 0

    def memory_bytes(self, context: int) -> int:
        """Return the memory with a context of that many tokens."""
        return self.memory_small_bytes + (self.kv_bytes_per_token + _MASK_BYTES) * (context - CONTEXT_SMALL)


def card_fit(card: ModelCard, choice: FileChoice, machine: Machine, memory_speed: float,
             context: int = CONTEXT_SMALL) -> CardFit | None:
    """Work out how a choice of a card fits with that context; None where the card states no number of parameters."""
    if not card.parameters:
        return None
    stated = sum(file.size_bytes or 0 for file in choice.files)
    known = all(file.size_bytes for file in choice.files)
    weights = stated if known else size_from(card.parameters, choice.quant)
    projector = projector_size(choice.projector, card.parameters)
    per_token = kv_bytes_per_token(card)
    base = weights + projector + PROCESS_BYTES + _VOCABULARY_BYTES + _batch_bytes(card.parameters)
    active = round(weights * min(1.0, (card.active_parameters or card.parameters) / card.parameters))
    layers = round(16 * math.pow(card.parameters / 1e9, 0.35))

    def memory(context: int) -> int:
        return base + (per_token + _MASK_BYTES) * context

    return CardFit(
        choice.quant, weights + projector, choice.size_bytes is not None, weights, per_token, memory(CONTEXT_SMALL),
        memory(CONTEXT_MEDIUM), memory(card.context_length) if card.context_length else None, card.context_length,
        round(tokens_per_second(active, per_token * CONTEXT_SMALL, layers, memory_speed), 1),
        memory(min(context, card.context_length or context)) <= usable_bytes(machine), projector)


def best_choice(fits: Sequence[CardFit]) -> int:
    """Return which choice to take: the first, which the map prefers, if it fits; else the largest that does; else 0."""
    if fits[0].fits:
        return 0
    fitting = [index for index, fit in enumerate(fits) if fit.fits]
    return max(fitting, key=lambda index: fits[index].size_bytes) if fitting else 0


def size_from(parameters: int, quant: str) -> int:
    """Return the bytes that a file of a model should have. Small models keep more of their values in better types."""
    bits = _BITS.get(quant.upper(), _BITS_UNKNOWN)
    small = max(0.0, 1 - parameters / 3e9) * (0.9 if bits < 8 else 0.0)
    return round(parameters * (bits + small) / 8)


def projector_size(projector: ModelFile | None, parameters: int) -> int:
    """Return the bytes of a projector: as stated, else as those of models of that size are; 0 where there is none."""
    if projector is None:
        return 0
    values = next(values for below, values in _PROJECTOR_VALUES if parameters < below)
    return projector.size_bytes or round(values * _BITS.get(projector.quant.upper(), _BITS["F16"]) / 8)


def kv_bytes_per_token(card: ModelCard) -> int:
    """Return what a token of context takes, as in typical models of that size (of its active part, for a mixture)."""
    size = card.active_parameters or card.parameters or 0
    (low, low_bytes), (high, high_bytes) = _KV_BYTES[0], _KV_BYTES[-1]
    if size <= low:
        found = float(low_bytes)
    elif size >= high:
        found = float(high_bytes)
    else:
        at = next(index for index, (edge, _) in enumerate(_KV_BYTES) if size < edge)
        (low, low_bytes), (high, high_bytes) = _KV_BYTES[at - 1], _KV_BYTES[at]
        part = math.log(size / low) / math.log(high / low)
        found = low_bytes * math.pow(high_bytes / low_bytes, part)
    return round(found * (_OWN_HEADS_TIMES if _OWN_HEADS.match(card.name) else 1))


def _batch_bytes(parameters: int) -> int:
    return round(_BATCH_BYTES_1B * math.pow(parameters / 1e9, _BATCH_GROWTH))
