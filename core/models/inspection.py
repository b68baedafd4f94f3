"""What the shelf knows of a model file, taken from its header once and remembered until the file changes."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core.models.gguf_header import Header, LongArray, read_header
from core.store.atomic import write_file
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_VERSION = 1
_CACHE_BYTES_MAX = 50_000_000
_KEPT_TEXT = 300


@dataclass(frozen=True, slots=True)
class Facts:
    """The header's part in a shelf entry; `problem` says why the file cannot be used."""

    problem: str | None = None
    quant: str | None = None
    parameters: int = 0
    part: int = 1
    parts: int = 1
    metadata: dict[str, Json] = field(default_factory=dict)

    def text(self, key: str) -> str | None:
        value = self.metadata.get(key)
        return value if isinstance(value, str) and value else None


class Inspections:
    """Facts by path, size and time of change, kept in a file that may be lost at any time."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._known: dict[str, Json] | None = None
        self._changed = False

    def facts(self, path: Path) -> tuple[Facts, int]:
        """Return what the file says, and its size."""
        try:
            status = path.stat()
        except OSError as error:
            return Facts(problem=f"{path.name} cannot be read: {error.strerror or error}"), 0
        stamp = [status.st_size, status.st_mtime_ns, status.st_ino]
        known = self._load()
        entry = known.get(str(path))
        if isinstance(entry, dict) and entry.get("stamp") == stamp:
            facts = _facts_from(entry.get("facts"))
            if facts:
                return facts, status.st_size
        facts = _inspect(path)
        known[str(path)] = {"stamp": stamp, "facts": asdict(facts)}
        self._changed = True
        return facts, status.st_size

    def save(self, *, keep: set[str]) -> None:
        """Write the cache if anything is new; leave out files that are gone. Failing to costs only time."""
        if self._known is None or not self._changed:
            return
        entries = {path: entry for path, entry in self._known.items() if path in keep}
        try:
            write_file(self._cache, json.dumps({"version": _VERSION, "files": entries}))
            self._changed = False
        except DiskError:
            return

    def _load(self) -> dict[str, Json]:
        if self._known is None:
            self._known = {}
            try:
                cached = json.loads(read_plain(self._cache, size_max=_CACHE_BYTES_MAX))
                if isinstance(cached, dict) and cached.get("version") == _VERSION and isinstance(cached["files"], dict):
                    self._known = cached["files"]
            except (BrokenFile, DiskError, ValueError, KeyError, RecursionError):
                pass
        return self._known


def _inspect(path: Path) -> Facts:
    try:
        header = read_header(path)
    except (BrokenFile, DiskError) as error:
        return Facts(problem=error.message)
    part, parts = header.part
    return Facts(problem=_unusable(header), quant=header.quant, parameters=header.parameters, part=part, parts=parts,
                 metadata=_short(header))


def _unusable(header: Header) -> str | None:
    kind = header.text("general.type")
    if kind in ("adapter", "imatrix", "mmproj") or header.architecture == "clip":
        return f"it is no model but {'an' if kind in ('adapter', 'imatrix') else 'a'} {kind or 'vision'} file"
    if not header.architecture:
        return "it does not say which architecture it has"
    if not header.tensors and header.part[1] == 1:
        return "it holds a vocabulary but no weights"
    return None


def _short(header: Header) -> dict[str, Json]:
    """Return the metadata that `llm info` shows: long texts cut, arrays as what they are."""
    shown: dict[str, Json] = {}
    for key, value in header.metadata.items():
        if isinstance(value, LongArray):
            shown[key] = f"[{value.count} {value.kind}s]"
        elif isinstance(value, tuple):
            shown[key] = list(value) if len(value) <= 64 and len(str(value)) <= _KEPT_TEXT else f"[{len(value)} values]"
        elif isinstance(value, str) and len(value) > _KEPT_TEXT:
            shown[key] = value[: _KEPT_TEXT - 1] + "…"
        elif isinstance(value, float) and not math.isfinite(value):
            shown[key] = str(value)
        else:
            shown[key] = value
    return shown


def _facts_from(entry: Json) -> Facts | None:
    try:
        facts = Facts(**entry)
    except TypeError:
        return None
    whole = all(type(number) is int for number in (facts.parameters, facts.part, facts.parts))
    texts = all(text is None or isinstance(text, str) for text in (facts.problem, facts.quant))
    return facts if whole and texts and isinstance(facts.metadata, dict) else None
