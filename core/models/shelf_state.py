"""What the person decided about their shelf: which models are off, and the second folder for what overflows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from core.store.atomic import write_file
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_BYTES_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class ShelfState:
    """`disabled` holds names in small letters; `backup` is a folder on another disk."""

    disabled: frozenset[str] = frozenset()
    backup: Path | None = None


def read_state(path: Path) -> ShelfState:
    """Return the state; what is damaged counts as never said."""
    if not path.exists():
        return ShelfState()
    try:
        facts = json.loads(read_plain(path, size_max=_BYTES_MAX))
    except (BrokenFile, DiskError, ValueError, RecursionError):
        return ShelfState()
    return ShelfState(_names(facts.get("disabled")), _folder(facts.get("backup"))) if isinstance(facts, dict) else (
        ShelfState())


def write_state(path: Path, state: ShelfState) -> None:
    """Keep the state."""
    write_file(path, json.dumps({"version": 1, "disabled": sorted(state.disabled),
                                 "backup": str(state.backup) if state.backup else None}, indent=1))


def _names(value: Json) -> frozenset[str]:
    return frozenset(name for name in value if isinstance(name, str)) if isinstance(value, list) else frozenset()


def _folder(value: Json) -> Path | None:
    return Path(value) if isinstance(value, str) and "\0" not in value and Path(value).is_absolute() else None
