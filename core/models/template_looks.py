"""Which chat templates a person has yet to look at before they are used, and which they agreed to, by digest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.models.chat_templates import Compared, KnownTemplates
from core.models.file_facts import FileFacts, stamp_of, still_there
from core.models.gguf_header import read_header
from core.words.errors import BrokenFile, DiskError
from core.words.values import InstalledModel

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
        self._facts = FileFacts(file, "agreed", "seen")
        self._known_file, self._trusted = known, trusted

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
        facts, stamp = self._facts.read(), stamp_of(model.path)
        seen = facts["seen"].get(str(model.path))
        if not isinstance(seen, dict) or seen.get("stamp") != stamp:
            compared = self.look(model).compared
            seen = {"stamp": stamp, "odd": bool(compared and compared.odd), "sha256": compared and compared.sha256}
            self._facts.write(facts | {"seen": {**still_there(facts["seen"]), str(model.path): seen}})
        return seen.get("odd") is True and seen.get("sha256") not in facts["agreed"] and not self._trusted(model)

    def is_agreed(self, sha256: str) -> bool:
        """Whether a person agreed to a template."""
        return sha256 in self._facts.read()["agreed"]

    def agree(self, model: InstalledModel, sha256: str) -> None:
        """Remember that a person agreed to a template; every model that has it may be used then."""
        facts = self._facts.read()
        self._facts.write(facts | {"agreed": {**facts["agreed"], sha256: model.name}})
