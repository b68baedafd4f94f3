"""A module that is imported when something of it is first used: the first prompt does not wait for it."""

from __future__ import annotations

import importlib
from typing import Any


class Later:
    """Stands for a module; only what imports at the top under TYPE_CHECKING too may be named here."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:  # noqa: ANN401 - whatever the module holds
        return getattr(importlib.import_module(self._name), attribute)
