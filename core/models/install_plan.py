"""What an install will do, before it does anything: which models, which files, how many bytes, what is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args
from urllib.parse import unquote, urlsplit

from core.models.card_fit import projector_size, size_from
from core.models.listing import Listing
from core.models.model_files_map import FileChoice, ModelMap
from core.models.model_tiers import TIER_MAX
from core.models.names import split_part, split_quant
from core.models.source import Hub, Local, Named, Web, parse_source
from core.words.errors import NetworkError, UnknownModel, UsageError
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import ModelCard, ModelFile, Priority

# As the original plans chose them: for the smallest machine, for every day, for longer texts, for code; 11 GB together.
CORE = ("tinyllama:1.1b", "llama3.2:3b", "mistral:7b", "deepseek-coder:6.7b")
# Asks the hub for a repository at a revision (None: as it is now).
LookUp = Callable[[str, str | None], Listing]


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of a plan. `target` is its place in the models folder, `there` where it lies already.

    `replaced` says that the hub's file of today is not the one the map knows; `url` is set where the person gave it.
    """

    file: ModelFile
    target: str
    there: Path | None = None
    replaced: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedModel:
    """One model of a plan. `about` says that `fetch_bytes` is an estimate, as nobody stated a size.

    `choices` are the quantisations it comes in; `wished` says that the person named this one. `settled`: what its
    server states today is in it.
    """

    name: str
    choice: FileChoice
    files: tuple[PlannedFile, ...]
    card: ModelCard | None = None
    license: str | None = None
    gated: bool = False
    choices: tuple[FileChoice, ...] = ()
    wished: bool = False
    settled: bool = False

    @property
    def missing(self) -> tuple[PlannedFile, ...]:
        return tuple(file for file in self.files if file.there is None)

    @property
    def is_there(self) -> bool:
        return not self.missing

    @property
    def replaced(self) -> tuple[PlannedFile, ...]:
        """The files that the publisher has replaced since the map was written: ask before they are fetched."""
        return tuple(file for file in self.missing if file.replaced)

    @property
    def about(self) -> bool:
        return any(planned.file.size_bytes is None for planned in self.missing)

    @property
    def fetch_bytes(self) -> int | None:
        """The bytes to fetch; None when there is nothing to tell them from."""
        stated = sum(planned.file.size_bytes or 0 for planned in self.missing)
        unknown = [planned.file for planned in self.missing if planned.file.size_bytes is None]
        parts = [file for file in unknown if not file.projector]
        if parts and (self.card is None or self.card.parameters is None):
            return None
        parameters = (self.card.parameters or 0) if self.card else 0
        stated += sum(size_from(parameters, file.quant) // file.parts for file in parts)
        return stated + sum(projector_size(file, parameters) for file in unknown if file.projector)


@dataclass(frozen=True, slots=True)
class InstallPlan:
    """The models of one install, in the order in which they are fetched."""

    models: tuple[PlannedModel, ...]

    @property
    def to_fetch(self) -> tuple[PlannedModel, ...]:
        return tuple(model for model in self.models if not model.is_there)

    @property
    def about(self) -> bool:
        return any(model.about for model in self.to_fetch)

    @property
    def fetch_bytes(self) -> int | None:
        """The bytes to fetch; None when one model's cannot be told."""
        each = [model.fetch_bytes for model in self.to_fetch]
        return None if None in each else sum(size or 0 for size in each)


class Planner:
    """Makes plans from the map, what lies on the shelf (each file with its digest, where one is recorded) and the hub.

    `look_up` None: nothing is asked of the network, and the map's word stands.
    """

    def __init__(self, models: ModelMap, folder: Path, installed: Mapping[Path, str | None],
                 look_up: LookUp | None = None) -> None:
        self._map = models
        self._folder = folder
        self._installed = installed
        self._look_up = look_up

    def plan(self, words: str, cwd: Path, quant: str | None = None) -> InstallPlan:
        """Plan one model, or a set: core, tier N, all, priority high. For a set, `settle` each when its turn comes."""
        cards = self.set_of(words)
        if cards is None:
            return InstallPlan((self.settle(self.draft(words, cwd, quant)),))
        models = [self._planned(card, self._wished(card, quant)) for card in cards]
        return InstallPlan(tuple(sorted(models, key=lambda model: model.fetch_bytes or 0)))

    def set_of(self, words: str) -> list[ModelCard] | None:
        """Return the cards of a set, or None when the words name one model."""
        said = words.lower().split()
        if said[-1:] == ["models"]:
            said.pop()
        match said:
            case ["all"]:
                return list(self._map.cards)
            case ["core"]:
                return [self._map.find(name) for name in CORE]
            case ["tier", number] if re.fullmatch(r"\d", number) and int(number) <= TIER_MAX:
                return [card for card in self._map.cards if card.tier == int(number)]
            case ["tier", *_]:
                raise UsageError(f"there is no {visible(words[:40])}",
                                 hint=f"tiers are 0 to {TIER_MAX}: `install tier 1`")
            case ["priority", level] if level in get_args(Priority):
                return [card for card in self._map.cards if card.priority == level]
            case ["priority", *_]:
                raise UsageError(f"there is no {visible(words[:40])}", hint="`install priority high|medium|low`")
        return None

    def draft(self, words: str, cwd: Path, quant: str | None = None) -> PlannedModel:
        """Plan one model, a named one by the map alone; `settle` it before it is fetched."""
        source = parse_source(words, cwd)
        if isinstance(source, Named):
            card, wished = self._map.find(source.name), quant or source.quant
            return replace(self._planned(card, self._map.choice(card, wished)), wished=wished is not None)
        if isinstance(source, Hub):
            return self._from_hub(source, quant or source.quant)
        if isinstance(source, Web):
            return self._from_web(source)
        return self._from_disk(source)

    def taking(self, model: PlannedModel, choice: FileChoice) -> PlannedModel:
        """Return the model in another of its choices; one from a listing states its commit, and is settled."""
        return replace(model, choice=choice, files=tuple(self._placed(file, choice) for file in choice.every_file),
                       settled=model.settled and all(file.revision for file in choice.files))

    def settle(self, model: PlannedModel) -> PlannedModel:
        """Complete a model with what the hub states today: sizes, digests, the commit, what was replaced."""
        if self._look_up is None or model.is_there or model.settled:
            return model
        listings: dict[tuple[str, str | None], Listing] = {}
        files = []
        for planned in model.files:
            file = planned.file
            where = (file.repo, file.revision)
            if planned.there is None and where not in listings:
                listings[where] = self._look_up(*where)
            files.append(planned if planned.there else self._as_on_hub(planned, listings[where]))
        first = next(iter(listings.values()), None)
        return replace(model, files=tuple(files), license=(first and first.license) or model.license, settled=True,
                       gated=any(listing.gated for listing in listings.values()))

    def _from_hub(self, source: Hub, quant: str | None) -> PlannedModel:
        """Plan from a repository as it is today; without the network, from what the map knows of it."""
        if self._look_up is None:
            return self._from_known(source, quant)
        listing = self._look_up(source.repo, source.revision)
        choice = listing.choice(quant, source.filename)
        first = choice.files[0]
        known = self._map.card_of_file("", first.sha256) if first.sha256 else None
        name = known.name if known else split_part(first.filename.rsplit("/", 1)[-1][: -len(".gguf")])[0]
        files = tuple(self._placed(file, choice) for file in choice.every_file)
        wished = bool(quant or source.filename)
        return PlannedModel(name, choice, files, known, listing.license, listing.gated,
                            (choice,) if wished else _each_quant(listing.choices(), choice), wished, settled=True)

    def _from_known(self, source: Hub, quant: str | None) -> PlannedModel:
        unknown = NetworkError(f"offline: what {source.repo} holds is not known here",
                               hint="the hub must be asked: go online, or choose from `llm list all`")
        try:
            card = self._map.find(f"hf:{source.repo}")
        except UnknownModel:
            raise unknown from None
        choices = [choice for choice in self._map.choices(card) if choice.files[0].repo == source.repo
                   and (quant is None or choice.quant == quant.upper())]
        if not choices or source.revision or source.filename:
            raise unknown
        return replace(self._planned(card, choices[0]), wished=quant is not None)

    def _from_web(self, source: Web) -> PlannedModel:
        filename = unquote(urlsplit(source.url).path).rsplit("/", 1)[-1]
        stem, part, parts = split_part(filename[: -len(".gguf")])
        if parts > 1:
            raise UsageError(f"{visible(filename[-80:])} is part {part} of {parts}",
                             hint="a split model is installed from its repository: hf:owner/repo")
        file = ModelFile("", filename, split_quant(stem)[1] or "unknown")
        choice = FileChoice(file.quant, (file,))
        return PlannedModel(stem, choice, (replace(self._placed(file, choice), url=source.url),), choices=(choice,),
                            wished=True, settled=True)

    def _from_disk(self, source: Local) -> PlannedModel:
        if source.path.exists():
            raise UsageError(f"{visible(str(source.path))} is on this machine already",
                             hint="`llm import FILE` puts it on the shelf")
        raise UnknownModel(f"there is no file {visible(str(source.path))}",
                           hint="check the path, or name a model: `llm list all`")

    def _wished(self, card: ModelCard, quant: str | None) -> FileChoice:
        """Return the asked-for quant of a card in a set, else its first: not every model has every quant."""
        choices = self._map.choices(card)
        return next((choice for choice in choices if quant and choice.quant == quant.upper()), choices[0])

    def _planned(self, card: ModelCard, choice: FileChoice) -> PlannedModel:
        files = tuple(self._placed(file, choice) for file in choice.every_file)
        return PlannedModel(card.name, choice, files, card, card.license,
                            choices=_each_quant(self._map.choices(card), choice))

    def _placed(self, file: ModelFile, choice: FileChoice) -> PlannedFile:
        """Give a file its place: under its real name, in a folder of its own where it is one of several.

        Publishers use the same names; what lies there under one is never overwritten by another's file.
        """
        name = file.filename.rsplit("/", 1)[-1]
        home = choice.files[0].repo
        targets = [f"{home.rpartition('/')[2]}/{name}", f"{home.replace('/', '_')}/{name}"] if home else [name]
        alone = len(choice.every_file) == 1 and not re.match(r"(?i)ggml-model|model\b|mmproj", name)
        if alone:
            targets = [name, *targets]
        for target in dict.fromkeys(targets):
            there = self._there(file, target, anywhere=alone)
            if there or not self._taken(target):
                return PlannedFile(file, target, there)
        raise UsageError(f"{name} lies in the models folder already, and is another file",
                         hint=f"move {self._folder / targets[-1]} away first")

    def _there(self, file: ModelFile, target: str, *, anywhere: bool) -> Path | None:
        """Return where a file lies already: the same digest, or the same name and size where no digest is recorded."""
        place = self._folder / target
        for path, digest in self._installed.items():
            if digest and file.sha256:
                if digest == file.sha256:
                    return path
            elif (path == place or (anywhere and path.name == place.name)) and _has_size(path, file.size_bytes):
                return path
        return place if place not in self._installed and place.is_file() and _has_size(place, file.size_bytes) else None

    def _taken(self, target: str) -> bool:
        place = self._folder / target
        return place in self._installed or place.exists()

    def _as_on_hub(self, planned: PlannedFile, listing: Listing) -> PlannedFile:
        file, remote = planned.file, listing.file(planned.file.filename)
        if remote is None:
            known = ", ".join(dict.fromkeys(choice.quant for choice in listing.choices()))
            raise UnknownModel(f"{file.repo} no longer holds {visible(file.filename[-80:])}", hint=(
                f"`install hf:{file.repo}:QUANT` takes another: {known}" if known else "choose another model"))
        replaced = bool(file.sha256 and remote.sha256 and file.sha256 != remote.sha256) or bool(
            file.size_bytes and remote.size_bytes and file.size_bytes != remote.size_bytes)
        settled = replace(file, size_bytes=remote.size_bytes or file.size_bytes, revision=listing.commit,
                          sha256=remote.sha256 or (None if replaced else file.sha256))
        there = self._there(settled, planned.target, anywhere=False)
        return replace(planned, file=settled, replaced=replaced, there=there)


def _each_quant(choices: Iterable[FileChoice], taken: FileChoice) -> tuple[FileChoice, ...]:
    """Keep one choice of each quant: the first, or the one that is taken."""
    first: dict[str, FileChoice] = {}
    for choice in choices:
        if choice.quant not in first or choice == taken:
            first[choice.quant] = choice
    return tuple(first.values())


def _has_size(path: Path, size_bytes: int | None) -> bool:
    try:
        return size_bytes is None or path.stat().st_size == size_bytes
    except OSError:
        return False


def files_to_ask_about(models: Iterable[PlannedModel]) -> list[str]:
    """Say, a line each, what a person must know before the bytes flow: files replaced since, digests nobody stated."""
    lines = []
    for model in models:
        known = {(file.repo, file.filename): file for file in model.choice.every_file}
        for planned in model.missing:
            name = visible(planned.file.filename)
            if planned.replaced:
                before = known.get((planned.file.repo, planned.file.filename), planned.file)
                lines.append(f"{name}: the publisher has replaced this file since the map was written: it was "
                             f"{_told(before)}, now it is {_told(planned.file)}")
            elif planned.file.sha256 is None:
                lines.append(f"{name}: nobody states its SHA-256, so it cannot be checked on arrival")
    return lines


def _told(file: ModelFile) -> str:
    """Say which file is meant: by its digest, else by its size."""
    return f"SHA-256 {file.sha256[:12]}..." if file.sha256 else bytes_text(file.size_bytes)
