"""Which installed model answers: the one that was asked for, else the most able one that fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.words.errors import UnknownModel
from core.words.values import InstalledModel

BUNDLED = "spark"
# A model needs its weights in memory, a context, and the rest of the machine some air.
_MEMORY_PER_BYTE = 1.15
_MEMORY_BASE_BYTES = 300_000_000


def needed_bytes(model: InstalledModel) -> int:
    """Say roughly how much memory a model takes, without reading its header."""
    return round(model.size_bytes * _MEMORY_PER_BYTE) + (_MEMORY_BASE_BYTES if model.size_bytes > 10**8 else 0)


def choose(models: Sequence[InstalledModel], memory_available_bytes: int,
           fails: Callable[[InstalledModel], bool] = lambda _: False) -> InstalledModel:
    """Return the best enabled model that fits: highest tier, then largest; the bundled one only when it is alone.

    One that `fails` what every model must pass is chosen only when all do.
    """
    usable = [model for model in models if model.enabled and model.problem is None
              and "embedding" not in model.card.use_cases]
    if not usable:
        raise UnknownModel("no model is installed that could answer" if not models else
                           "no installed model is enabled and in order",
                           hint="`llm list` shows what is there, `doctor` what is wrong")
    usable = [model for model in usable if not fails(model)] or usable
    own = [model for model in usable if model.name != BUNDLED]
    fitting = [model for model in own if needed_bytes(model) <= memory_available_bytes]
    if fitting:
        return max(fitting, key=lambda model: (model.tier, model.size_bytes, model.name))
    bundled = next((model for model in usable if model.name == BUNDLED), None)
    return bundled or min(own, key=lambda model: model.size_bytes)
