"""The models on this machine: found in the person's folders, named, and switched on or off."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from core.models.inspection import Facts, Inspections
from core.models.model_folder import FileSet, file_sets
from core.models.model_tiers import tier_of
from core.models.names import aliases_of, meanings, split_quant
from core.models.records import InstallRecord, Records
from core.models.shelf_state import ShelfState, read_state, write_state
from core.store.atomic import disk_error
from core.store.home import Home
from core.words.errors import UnknownModel
from core.words.safe_text import visible
from core.words.spelling import did_you_mean
from core.words.values import InstalledModel, ModelCard

BUNDLED_NAME = "spark"
_PATH_MAX = 4096
# What must stay free on a disk after a model was put there.
_RESERVE_BYTES = 2_000_000_000


class Shelf:
    """Installed models. `folders` are searched after the home; `bundled` is the model that ships, if it is there."""

    def __init__(self, home: Home, folders: Sequence[Path], bundled: Path) -> None:
        self._home = home
        self._named_folders = tuple(folders)
        self._bundled = bundled
        self._inspections = Inspections(home.shelf_file)
        self._records = Records(home.root / "installed.json")
        self._models: list[InstalledModel] | None = None

    @property
    def own_folders(self) -> tuple[Path, ...]:
        """The folders whose files are ours to take away; those named in the settings are not."""
        backup = self.backup
        return (self._home.models, self._home.root / "custom_models", *((backup,) if backup else ()),
                self._bundled.parent.parent / "custom_models")

    def owner_folder(self, path: Path) -> Path | None:
        """Return our folder that a file really lies in; None when it is somebody else's."""
        try:
            real = path.parent.resolve()
            return next((folder for folder in self.own_folders if real.is_relative_to(folder.resolve())), None)
        except OSError:
            return None

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder that is searched, in order."""
        first, custom, *rest = self.own_folders
        return tuple(dict.fromkeys((first, custom, *self._named_folders, *rest)))

    def models(self, *, fresh: bool = False) -> list[InstalledModel]:
        """Return every model found, broken ones with their `problem`; look again when `fresh`."""
        if self._models is None or fresh:
            disabled = self._state().disabled
            self._models = [replace(model, enabled=model.name.lower() not in disabled)
                            for model in _named_apart(self._found())]
            self._inspections.save(keep={str(path) for model in self._models for path in model.paths})
        return list(self._models)

    def find(self, name: str) -> InstalledModel:
        """Return the model of that name, alias or path, in letters of any case; raise UnknownModel with a hint."""
        by_path = self.at(Path(name.strip())) if "/" in name or "\\" in name else None
        if by_path:
            return by_path
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
        by_path = self.at(Path(name.strip()))
        if by_path:
            return by_path
        known = [alias for model in models for alias in (model.name, *model.card.aliases)]
        raise UnknownModel(f"no installed model is called {name!r}",
                           hint=did_you_mean(name, known) or "`llm list` shows the installed models")

    def enable(self, name: str) -> InstalledModel:
        """Let a model be chosen again; remembered."""
        return self._switched(name, on=True)

    def disable(self, name: str) -> InstalledModel:
        """Keep a model from being chosen; remembered."""
        return self._switched(name, on=False)

    def _switched(self, name: str, *, on: bool) -> InstalledModel:
        model = self.find(name)
        return next(iter(self.switch([model], on=on)), replace(model, enabled=on))

    def switch(self, models: Sequence[InstalledModel], *, on: bool) -> list[InstalledModel]:
        """Let models be chosen, or keep them from it; remembered. Return them as they are now."""
        names = {model.name.lower() for model in models}
        state = self._state()
        self._keep(replace(state, disabled=state.disabled - names if on else state.disabled | names))
        return [model for model in self.models() if model.name.lower() in names]

    @property
    def backup(self) -> Path | None:
        """The second folder for models, used when the first one's disk is full."""
        return self._state().backup

    def use_backup(self, folder: Path | None) -> None:
        """Take a folder as the second one; None goes on without."""
        self._keep(replace(self._state(), backup=folder))

    def folder_for(self, size_bytes: int) -> Path:
        """Return where a model of that size belongs: the home, or the second folder when only that has the room."""
        backup = self.backup
        if backup is None or self.free_bytes(self._home.models) >= size_bytes + _RESERVE_BYTES:
            return self._home.models
        return backup if self.free_bytes(backup) >= size_bytes + _RESERVE_BYTES else self._home.models

    def free_bytes(self, folder: Path) -> int:
        """Return the free bytes on a folder's disk; 0 when it is not there, such as a disk that is not plugged in."""
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            return 0

    def records(self) -> list[InstallRecord]:
        """Return what is recorded of models, oldest first."""
        return self._records.read()

    def record_of(self, model: InstalledModel) -> InstallRecord | None:
        """Return the record of a model, if there is one."""
        return next((record for record in self.records() if model.path in record.files), None)

    def add(self, files: Sequence[Path], record: InstallRecord) -> InstalledModel | None:
        """Register files that are in place, all parts and companions; return the model they are.

        A record of the same files from before is replaced. Raise DiskError when a file is not there.
        """
        self.add_all([(files, record)])
        paths = {path.absolute() for path in files}
        return next((model for model in self.models(fresh=True) if model.path in paths), None)

    def add_all(self, entries: Sequence[tuple[Sequence[Path], InstallRecord]]) -> None:
        """Register several models in one step."""
        added = [_complete(files, record) for files, record in entries]
        # Two quants of a model may share a projector: the first file alone says which model a record is about.
        new = {path for record in added for path in record.files}
        self._records.change(lambda kept: [each for each in kept if each.files[0] not in new] + added)
        self._models = None

    def remove(self, model: InstalledModel) -> None:
        """Forget a model: its record, and that it was switched off. Its files are the caller's to take away."""
        self.forget([record for record in self.records() if set(record.files) & set(model.paths)])
        state = self._state()
        if model.name.lower() in state.disabled:
            self._keep(replace(state, disabled=state.disabled - {model.name.lower()}))

    def forget(self, records: Sequence[InstallRecord]) -> None:
        """Drop records; a model that lies in another program's folder is no longer listed then."""
        if records:
            files = {record.files for record in records}
            self._records.change(lambda kept: [record for record in kept if record.files not in files])
        self._models = None

    def _state(self) -> ShelfState:
        return read_state(self._home.models_state_file)

    def _keep(self, state: ShelfState) -> None:
        write_state(self._home.models_state_file, state)
        self._models = None

    def at(self, path: Path) -> InstalledModel | None:
        """Return the model in a file that lies anywhere; None when it is no GGUF file."""
        if "\0" in str(path) or path.suffix.lower() != ".gguf" or len(str(path)) > _PATH_MAX:
            return None
        path = path.absolute()
        on_shelf = next((model for model in self.models() if path in model.paths), None)
        sets = () if on_shelf else file_sets(path.parent, depth_max=0)
        files = next((files for files in sets if path in files.parts.values()), None)
        return self._inspect(files) if files else on_shelf

    def _found(self) -> Iterator[InstalledModel]:
        seen: set[Path] = set()
        if self._bundled.is_file():
            seen.add(self._bundled.resolve())
            bundled = self._inspect(FileSet(BUNDLED_NAME, {1: self._bundled}, 1))
            if bundled:
                yield bundled
        installed = {path: record for record in self.records() if not record.program for path in record.files}
        for folder in self.folders:
            for files in file_sets(folder):
                first = next(iter(files.parts.values()))
                real = first.resolve() if first.exists() else first
                if real not in seen:
                    seen.add(real)
                    model = self._inspect(files)
                    if model:
                        yield _called(model, installed.get(first))
        for record in self.records():
            if record.program and record.files[0].resolve() not in seen:
                seen.add(record.files[0].resolve())
                model = self._elsewhere(record)
                if model:
                    yield model

    def _elsewhere(self, record: InstallRecord) -> InstalledModel | None:
        """Return a model that is used where another program keeps it."""
        parts = dict(enumerate(record.files, 1))
        model = self._inspect(FileSet(record.name, parts, len(parts)))
        if model is None:
            return None
        gone = not all(path.exists() for path in record.files)
        aliases = (f"{record.program}/{record.name}", record.name.partition(":")[0], *model.card.aliases)
        card = replace(model.card, aliases=tuple(dict.fromkeys(name for name in aliases if name != record.name)))
        return replace(model, card=card, problem=f"it is gone from where {record.program} kept it; `llm gc` forgets it"
                       if gone else model.problem)

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


def _called(model: InstalledModel, record: InstallRecord | None) -> InstalledModel:
    """Give an installed model the name it was installed by; its file's name stays one of its names."""
    if record is None or record.name == model.name:
        return model
    aliases = tuple(dict.fromkeys((*record.aliases, model.name, *model.card.aliases)))
    card = replace(model.card, name=record.name, aliases=tuple(name for name in aliases if name != record.name))
    return replace(model, name=record.name, card=card)


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


def _complete(files: Sequence[Path], record: InstallRecord) -> InstallRecord:
    """Put into a record what the files themselves say: where they are, and their sizes."""
    paths = tuple(path.absolute() for path in files)
    try:
        sizes = tuple(path.stat().st_size for path in paths)
    except OSError as error:
        raise disk_error("register", Path(error.filename or paths[0]), error) from error
    digests = (*record.sha256, *[None] * len(paths))[: len(paths)]
    return replace(record, files=paths, sizes_bytes=sizes, sha256=digests,
                   at=datetime.now().astimezone().isoformat(timespec="seconds"))
