"""The models on this machine: found in the person's folders, named, and switched on or off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from core.models.inspection import Facts, Inspections
from core.models.model_folder import FileSet, file_sets
from core.models.model_tiers import tier_of
from core.models.names import aliases_of, meanings, split_quant
from core.store.atomic import write_file
from core.store.home import Home
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError, UnknownModel
from core.words.safe_text import visible
from core.words.spelling import did_you_mean
from core.words.values import InstalledModel, ModelCard

BUNDLED_NAME = "spark"
_STATE_BYTES_MAX = 1_000_000
_PATH_MAX = 4096


class Shelf:
    """Installed models. `folders` are searched after the home; `bundled` is the model that ships, if it is there."""

    def __init__(self, home: Home, folders: Sequence[Path], bundled: Path) -> None:
        self._home = home
        self._folders = (home.models, home.root / "custom_models", *folders, bundled.parent.parent / "custom_models")
        self._bundled = bundled
        self._inspections = Inspections(home.shelf_file)
        self._models: list[InstalledModel] | None = None

    def models(self, *, fresh: bool = False) -> list[InstalledModel]:
        """Return every model found, broken ones with their `problem`; look again when `fresh`."""
        if self._models is None or fresh:
            disabled = self._disabled()
            self._models = [replace(model, enabled=model.name.lower() not in disabled)
                            for model in _named_apart(self._found())]
            self._inspections.save(keep={str(path) for model in self._models for path in model.paths})
        return list(self._models)

    def find(self, name: str) -> InstalledModel:
        """Return the model of that name, alias or path, in letters of any case; raise UnknownModel with a hint."""
        models = self.models()
        for wanted in meanings(name):
            for names in (lambda model: (model.name,), lambda model: model.card.aliases):
                found = [model for model in models if any(
                    wanted in (alias.lower(), visible(alias).lower()) for alias in names(model))]
                usable = [model for model in found if model.problem is None] or found
                if len(usable) == 1:
                    return usable[0]
                if usable:
                    raise UnknownModel(f"{len(usable)} installed models are called {name!r}",
                                       hint="say which: " + ", ".join(visible(model.name) for model in usable[:8]))
        by_path = self._at(name)
        if by_path:
            return by_path
        known = [alias for model in models for alias in (model.name, *model.card.aliases)]
        raise UnknownModel(f"no installed model is called {name!r}",
                           hint=did_you_mean(name, known) or "`llm list` shows the installed models")

    def enable(self, name: str) -> InstalledModel:
        """Let a model be chosen again; remembered."""
        return self._switch(name, on=True)

    def disable(self, name: str) -> InstalledModel:
        """Keep a model from being chosen; remembered."""
        return self._switch(name, on=False)

    def _at(self, name: str) -> InstalledModel | None:
        """Return the model in a file that lies anywhere, when `name` is a path to a GGUF file."""
        path = Path(name.strip())
        if "\0" in name or path.suffix.lower() != ".gguf" or len(name) > _PATH_MAX:
            return None
        path = path.absolute()
        on_shelf = next((model for model in self.models() if path in model.paths), None)
        sets = () if on_shelf else file_sets(path.parent, depth_max=0)
        files = next((files for files in sets if path in files.parts.values()), None)
        return self._inspect(files) if files else on_shelf

    def _switch(self, name: str, *, on: bool) -> InstalledModel:
        model = self.find(name)
        disabled = self._disabled() - {model.name.lower()} if on else self._disabled() | {model.name.lower()}
        write_file(self._home.models_state_file, json.dumps({"version": 1, "disabled": sorted(disabled)}, indent=1))
        self._models = None
        return self.find(model.name)

    def _disabled(self) -> frozenset[str]:
        path = self._home.models_state_file
        if not path.exists():
            return frozenset()
        try:
            names = json.loads(read_plain(path, size_max=_STATE_BYTES_MAX))["disabled"]
            return frozenset(name for name in names if isinstance(name, str))
        except (BrokenFile, DiskError, ValueError, KeyError, TypeError, RecursionError):
            return frozenset()

    def _found(self) -> Iterator[InstalledModel]:
        seen: set[Path] = set()
        if self._bundled.is_file():
            seen.add(self._bundled.resolve())
            bundled = self._inspect(FileSet(BUNDLED_NAME, {1: self._bundled}, 1))
            if bundled:
                yield bundled
        for folder in self._folders:
            for files in file_sets(folder):
                first = next(iter(files.parts.values()))
                real = first.resolve() if first.exists() else first
                if real not in seen:
                    seen.add(real)
                    model = self._inspect(files)
                    if model:
                        yield model

    def _inspect(self, files: FileSet) -> InstalledModel | None:
        inspected = [self._inspections.facts(path) for path in files.parts.values()]
        facts = inspected[0][0]
        if facts.problem and facts.problem.startswith("it is no model"):
            return None
        parameters = sum(each.parameters for each, _ in inspected)
        quant = split_quant(files.stem)[1] or facts.quant
        return InstalledModel(
            name=files.stem, paths=tuple(files.parts.values()), size_bytes=sum(size for _, size in inspected),
            enabled=True, card=_card(files.stem, facts, parameters), quant=quant, tier=tier_of(parameters),
            problem=_problem(files, [each for each, _ in inspected]), metadata=facts.metadata)


def _card(stem: str, facts: Facts, parameters: int) -> ModelCard:
    architecture = facts.text("general.architecture") or ""
    context = facts.metadata.get(f"{architecture}.context_length")
    embedding = "bert" in architecture or f"{architecture}.pooling_type" in facts.metadata
    return ModelCard(
        name=stem, aliases=aliases_of(stem), family=facts.text("general.basename") or architecture or None,
        publisher=facts.text("general.organization") or facts.text("general.author"), parameters=parameters or None,
        context_length=context if type(context) is int else None, license=facts.text("general.license"),
        use_cases=("embedding",) if embedding else (), tier=tier_of(parameters) if parameters else None)


def _problem(files: FileSet, parts: list[Facts]) -> str | None:
    if files.missing:
        shown = ", ".join(str(number) for number in files.missing[:5]) + (" ..." if len(files.missing) > 5 else "")
        return f"part {shown} of {files.count} is missing" if len(files.missing) == 1 else (
            f"parts {shown} of {files.count} are missing")
    for (number, path), facts in zip(files.parts.items(), parts, strict=True):
        if facts.problem:
            return facts.problem
        if (facts.part, facts.parts) != (number, files.count):
            return f"{path.name} holds part {facts.part} of {facts.parts}"
    return None


def _named_apart(models: Iterable[InstalledModel]) -> Iterator[InstalledModel]:
    """Give a second file of the same name its folder's name in front, so that every name means one model."""
    taken: set[str] = set()
    for model in models:
        name, folder = model.name, model.path.parent
        while name.lower() in taken:
            name, folder = f"{folder.name}/{name}", folder.parent
            if folder == folder.parent:
                break
        taken.add(name.lower())
        yield model if name == model.name else replace(model, name=name, card=replace(model.card, name=name))
