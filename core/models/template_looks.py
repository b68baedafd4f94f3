"""Which chat templates a person has yet to look at before they are used, and which they agreed to, by digest."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.models.chat_templates import Compared, KnownTemplates
from core.models.gguf_header import read_header
from core.store.atomic import write_file
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import InstalledModel, Json

_BYTES_MAX = 4_000_000
_TEMPLATE = "tokenizer.chat_template"


@dataclass(frozen=True, slots=True)
class Look:
    """A model's template as its file has it, and what it is beside the known ones; None where the file has none."""

    template: str
    compared: Compared | None


class TemplateLooks:
    """What is remembered of templates, in one file of the home.

    `trusted` says that a model's file is one whose digest the map states: its template is the publisher's.
    """

    def __init__(self, file: Path, known: Path, trusted: Callable[[InstalledModel], bool]) -> None:
        self._file, self._known_file, self._trusted = file, known, trusted

    @cached_property
    def _known(self) -> KnownTemplates:
        return KnownTemplates.load(self._known_file)

    def look(self, model: InstalledModel) -> Look:
        """Read a model's template and compare it."""
        try:
            template = read_header(model.path).text(_TEMPLATE) or ""
        except (BrokenFile, DiskError):
            template = ""
        # A file in another program's folder may be called by its digest, and its model by what people call it.
        names = (model.name, model.path.stem, *(str(model.metadata.get(key) or "")
                                                for key in ("general.basename", "general.name")))
        return Look(template, self._known.compare(template, names) if template.strip() else None)

    def waits(self, model: InstalledModel) -> bool:
        """Whether a person should look at a model's template before it is used; remembered until the file changes."""
        if model.problem:
            return False
        facts, stamp = self._read(), _stamp(model.path)
        seen = facts["seen"].get(str(model.path))
        if not isinstance(seen, dict) or seen.get("stamp") != stamp:
            compared = self.look(model).compared
            seen = {"stamp": stamp, "odd": bool(compared and compared.odd), "sha256": compared and compared.sha256}
            facts["seen"] = {path: each for path, each in facts["seen"].items() if Path(path).exists()}
            self._write(facts | {"seen": {**facts["seen"], str(model.path): seen}})
        return seen.get("odd") is True and seen.get("sha256") not in facts["agreed"] and not self._trusted(model)

    def is_agreed(self, sha256: str) -> bool:
        """Whether a person agreed to a template."""
        return sha256 in self._read()["agreed"]

    def agree(self, model: InstalledModel, sha256: str) -> None:
        """Remember that a person agreed to a template; every model that has it may be used then."""
        facts = self._read()
        self._write(facts | {"agreed": {**facts["agreed"], sha256: model.name}})

    def _read(self) -> dict[str, dict[str, Json]]:
        try:
            facts = json.loads(read_plain(self._file, size_max=_BYTES_MAX))
        except (BrokenFile, DiskError, ValueError, RecursionError):
            facts = {}
        kept = facts if isinstance(facts, dict) else {}
        return {name: kept[name] if isinstance(kept.get(name), dict) else {} for name in ("agreed", "seen")}

    def _write(self, facts: dict[str, dict[str, Json]]) -> None:
        """Keep what is known. Failing to costs only time, and the question once more."""
        try:
            write_file(self._file, json.dumps({"version": 1, **facts}, indent=1))
        except DiskError:
            return


def _stamp(path: Path) -> list[int]:
    try:
        status = path.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns, status.st_ino]
