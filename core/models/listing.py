"""What a repository holds: its files as the hub states them now, and the ways to install a model from them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.models.model_files_map import FileChoice
from core.models.names import split_part, split_quant
from core.models.source import checked_filename
from core.words.errors import Refused, UnknownModel
from core.words.safe_text import visible
from core.words.values import ModelFile

# What is installed when no quant is asked for: the first of these that is there.
_QUANTS = ("Q4_K_M", "Q4_K_S", "Q4_0", "MXFP4", "IQ4_XS", "Q5_K_M", "Q3_K_M", "Q6_K", "Q8_0", "BF16", "F16", "F32")
_PROJECTORS = ("F16", "BF16", "Q8_0", "F32")
_SHOWN_MAX = 12


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a repository. `sha256` is None where the hub keeps no SHA-256 of it."""

    filename: str
    size_bytes: int | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A repository at one commit."""

    repo: str
    commit: str
    files: tuple[RemoteFile, ...]
    license: str | None = None
    gated: bool = False

    def file(self, filename: str) -> RemoteFile | None:
        return next((file for file in self.files if file.filename == filename), None)

    def choices(self) -> tuple[FileChoice, ...]:
        """Return the ways to install a model from here, the usual first; split sets that lack a part are left out."""
        sets: dict[tuple[str, int], dict[int, ModelFile]] = {}
        projectors = []
        for remote in self.files:
            file = self._model_file(remote)
            if file is None:
                continue
            if file.projector:
                projectors.append(file)
            else:
                stem = split_part(remote.filename[: -len(".gguf")])[0]
                sets.setdefault((stem, file.parts), {})[file.part] = file
        projector = min(projectors, key=lambda file: _rank(file.quant, _PROJECTORS), default=None)
        choices = [FileChoice(parts[1].quant, tuple(parts[number] for number in sorted(parts)), projector)
                   for (_, count), parts in sets.items() if sorted(parts) == list(range(1, count + 1))]
        return tuple(sorted(choices, key=lambda choice: _rank(choice.quant, _QUANTS)))

    def choice(self, quant: str | None, filename: str | None = None) -> FileChoice:
        """Return the choice of a quant or file, else the usual one; raise UnknownModel naming those there are."""
        choices = self.choices()
        if filename is not None:
            checked_filename(filename)
            found = [choice for choice in choices if any(file.filename == filename for file in choice.files)]
        else:
            found = [choice for choice in choices if quant is None or choice.quant == quant.upper()]
        if found:
            return found[0]
        if not choices:
            raise UnknownModel(f"{self.repo} holds no GGUF model", hint="look for a repository whose name ends in GGUF")
        known = list(dict.fromkeys(choice.quant for choice in choices))
        more = ", ..." if len(known) > _SHOWN_MAX else ""
        raise UnknownModel(f"{self.repo} has no {visible((filename or quant or '')[-80:])}",
                           hint=f"it has {', '.join(known[:_SHOWN_MAX])}{more}")

    def _model_file(self, remote: RemoteFile) -> ModelFile | None:
        """Return a file of the hub as one that may be installed; None for what is no model or not safely named."""
        name = remote.filename.rsplit("/", 1)[-1]
        if not name.lower().endswith(".gguf") or re.search(r"(?i)imatrix", name):
            return None
        try:
            checked_filename(remote.filename)
        except Refused:
            return None
        stem, part, parts = split_part(name[: -len(".gguf")])
        folder = remote.filename.rpartition("/")[0].rsplit("/", 1)[-1]
        quant = split_quant(stem)[1] or split_quant(f"-{folder}")[1] or "unknown"
        return ModelFile(self.repo, remote.filename, quant, remote.size_bytes, remote.sha256, self.commit, part, parts,
                         projector="mmproj" in name.lower())


def _rank(quant: str, order: tuple[str, ...]) -> tuple[int, str]:
    return (order.index(quant) if quant in order else len(order), quant)
