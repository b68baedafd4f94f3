"""The parts of the program that fetch and measure models, each built once, when it is first asked for."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from core.store.home import Home
from core.store.settings import Settings
from core.words.later import Later
from core.words.values import InstalledModel

if TYPE_CHECKING:
    from core.engine import trial as trials
    from core.engine.trial import Trial
    from core.exam import measured as measurements
    from core.exam.measured import Measured
    from core.models import hub as hubs
    from core.models import install_plan, memory_speed, mirrors, model_download
    from core.models import model_files_map as maps
    from core.models import set_aside as asides
    from core.models import shelf as shelves
    from core.models import template_looks as looks
    from core.models.hub import Hub
    from core.models.install_plan import PlannedFile, Planner
    from core.models.mirrors import Mirrors
    from core.models.model_download import Downloader
    from core.models.model_files_map import ModelMap
    from core.models.set_aside import SetAside
    from core.models.shelf import Shelf
    from core.models.template_looks import TemplateLooks
    from core.store import machine
    from core.store.machine import Machine
else:
    hubs, maps, trials = Later("core.models.hub"), Later("core.models.model_files_map"), Later("core.engine.trial")
    install_plan, model_download = Later("core.models.install_plan"), Later("core.models.model_download")
    memory_speed, mirrors = Later("core.models.memory_speed"), Later("core.models.mirrors")
    shelves, machine = Later("core.models.shelf"), Later("core.store.machine")
    measurements = Later("core.exam.measured")
    asides, looks = Later("core.models.set_aside"), Later("core.models.template_looks")

ROOT = Path(__file__).resolve().parent.parent


class ModelParts:
    """Where models come from, where they lie, and what this machine makes of them."""

    environ: Mapping[str, str]
    home: Home
    settings: Settings
    _folders: list[Path]

    @cached_property
    def shelf(self) -> Shelf:
        return shelves.Shelf(self.home, [*self._folders, ROOT / "models" / "custom_models"], self.bundled)

    @cached_property
    def models_map(self) -> ModelMap:
        """Every model that has a name: ours, and the person's own in models.yaml of the home."""
        return maps.ModelMap.load(ROOT / "config" / "models.yaml", self.home.root / "models.yaml")

    @cached_property
    def templates(self) -> TemplateLooks:
        """Which chat templates are to be looked at before their first use."""
        return looks.TemplateLooks(self.home.root / "templates.json", ROOT / "config" / "chat_templates.json",
                                   self._is_publishers)

    @cached_property
    def set_aside(self) -> SetAside:
        """The model files that could not be loaded."""
        return asides.SetAside(self.home.root / "set_aside.json")

    @cached_property
    def measured(self) -> Measured:
        """What the tier tests found of the installed models."""
        return measurements.Measured(self.home.root / "measured.json")

    def is_doubtful(self, model: InstalledModel) -> bool:
        """Whether a model is used only when the person says so: it did not load, or its template was not looked at."""
        return model.path != self.bundled and bool(self.set_aside.why(model.path) or self.templates.waits(model))

    def template_waits(self, model: InstalledModel) -> bool:
        """Whether a model's chat template is to be looked at before it is used."""
        return model.path != self.bundled and self.templates.waits(model)

    def _is_publishers(self, model: InstalledModel) -> bool:
        """Whether a model came with a digest that the map states of it."""
        record = self.shelf.record_of(model)
        if record is None or not record.verified or not record.sha256:
            return False
        return self.models_map.card_of_file("", record.sha256[0]) is not None

    @property
    def offline(self) -> bool:
        """Whether every network call is refused."""
        return hubs.is_offline(self.environ) or bool(self.settings.get("offline"))

    @cached_property
    def hub(self) -> Hub:
        return hubs.Hub(hubs.endpoint_of(self.environ), hubs.token_of(self.environ), self.offline)

    @cached_property
    def mirrors(self) -> Mirrors:
        """Further places that serve the hub's files: the person's own, then ours."""
        return mirrors.Mirrors.load(ROOT / "config" / "mirrors.yaml", self.home.root / "mirrors.yaml")

    @cached_property
    def downloader(self) -> Downloader:
        environ = {**self.environ, "LUCIFER_OFFLINE": "1"} if self.offline else self.environ
        return model_download.Downloader(hubs.token_of(self.environ), environ, mirrors=self.mirrors)

    def planner(self) -> Planner:
        """Return what plans an install; without the network, from the map alone."""
        digests: dict[Path, str | None] = {path: None for model in self.shelf.models() for path in model.paths}
        for record in self.shelf.records():
            # A record outlives its files, which `undo` may bring back.
            digests |= {path: digest for path, digest in zip(record.files, record.sha256, strict=False)
                        if path.is_file()}
        return install_plan.Planner(self.models_map, self.home.models, digests,
                                    None if self.offline else self.hub.files)

    def addresses(self, planned: PlannedFile) -> tuple[str, ...]:
        """Return where a planned file can be fetched."""
        file = planned.file
        return (planned.url or self.hub.url(file.repo, file.filename, file.revision),)

    @property
    def memory_speed(self) -> float:
        """Bytes per second that this machine reads from memory."""
        return memory_speed.memory_speed(self.home.root / "memory_speed.json", self.machine)

    def tried(self, model: InstalledModel) -> Trial:
        """Try a model out in a worker of its own."""
        if not has_library("llama_cpp"):
            return trials.Trial(None, "not tried: llama-cpp-python is not installed")
        trial = trials.try_out(model.path, embedding="embedding" in model.card.use_cases,
                               log=self.home.logs / "engine.log")
        if trial.loads is False:
            self.set_aside.put(model.path, trial.verdict)
        elif trial.loads:
            self.set_aside.release(model.path)
        return trial

    @property
    def bundled(self) -> Path:
        """The model that ships with the program."""
        return ROOT / "models" / "spark" / "spark.gguf"

    @property
    def machine(self) -> Machine:
        return machine.Machine.probe()


def has_library(name: str) -> bool:
    """Say whether a library could be imported, without importing it."""
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False
