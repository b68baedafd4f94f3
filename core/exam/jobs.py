"""Several models at once: each in a process of this program's own, all writing to the file of one run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Mapping, Sequence

import psutil

from core.choose.choice import needed_bytes
from core.exam.harness import Harness
from core.exam.record import RunLog
from core.exam.sat import Sat
from core.exam.task import Task, TaskProcess
from core.store.machine import Machine
from core.words.events import Event, Notice, Progress
from core.words.values import InstalledModel

_LOOK_SECONDS = 0.5
_END_SECONDS = 0.05
MakeTask = Callable[[InstalledModel, int], Task]


class Jobs:
    """Tests models side by side, as many as memory allows; a model whose process fails is left to be asked later."""

    def __init__(self, harness: Harness, log: RunLog, jobs: int, make_task: MakeTask, environ: Mapping[str, str]
                 ) -> None:
        self._harness = harness
        self._log = log
        self._jobs = jobs
        self._make_task = make_task
        self._environ = environ
        self._running: dict[str, tuple[InstalledModel, TaskProcess]] = {}
        self._done: dict[str, Sat] = {}

    def run(self, models: Sequence[InstalledModel], said: Callable[[Sat], Event]
            ) -> Generator[Event, str, dict[str, Sat]]:
        """Return what came of the models that were asked to their end; `said` makes what is shown of each."""
        self._log.begin()
        waiting = sorted(models, key=lambda model: -model.size_bytes)
        clock = Remaining(self._harness, models)
        try:
            while waiting or self._running:
                self._log.catch_up()
                yield from self._collect(said)
                while len(self._running) < self._jobs and (model := self._fitting(waiting)) is not None:
                    waiting.remove(model)
                    task = self._make_task(model, max(1, (os.cpu_count() or 1) // self._jobs))
                    self._running[model.name] = (model, TaskProcess(task, self._environ))
                yield clock.progress(f"{len(self._done)} of {len(models)} models done, {len(self._running)} at once")
                self._wait()
        finally:
            for _, process in self._running.values():
                process.close()
            self._log.catch_up()
        return self._done

    def _wait(self) -> None:
        """Wait until it is time for the next look, or a process has ended: there is room for another then."""
        looking = time.monotonic() + _LOOK_SECONDS
        while self._running and time.monotonic() < looking:
            if any(process.status is not None for _, process in self._running.values()):
                return
            time.sleep(_END_SECONDS)

    def _collect(self, said: Callable[[Sat], Event]) -> Generator[Event, str, None]:
        """Take in the processes that ended."""
        for name, (model, process) in list(self._running.items()):
            if process.status is None:
                continue
            del self._running[name]
            self._log.catch_up()  # what it wrote between the last look and its end
            sat = self._harness.sat_of(model, **process.ending()) if process.status == 0 else None
            if sat is not None and (sat.failed or not sat.problem):
                self._done[name] = sat
                yield said(sat)
            else:  # alone it may have what it lacked beside others: memory, for one
                why = sat.problem if sat is not None else f"its process {process.reason()}"
                yield Notice(f"{name}: {why}; what it left is asked afterwards", "warning")
            process.close()

    def _fitting(self, waiting: Sequence[InstalledModel]) -> InstalledModel | None:
        """Return the largest model that fits beside those that run; any model where none runs."""
        if not self._running:
            return next(iter(waiting), None)
        # What runs has not taken all of its memory yet.
        coming = sum(max(0, needed_bytes(model) - _resident_bytes(process.pid))
                     for model, process in self._running.values())
        free_bytes = Machine.probe().memory_available_bytes - coming
        return next((model for model in waiting if needed_bytes(model) <= free_bytes), None)


class Remaining:
    """How many questions are answered of all, and how long the rest takes at the pace so far."""

    def __init__(self, harness: Harness, models: Sequence[InstalledModel]) -> None:
        self._harness = harness
        self._models = models
        self._begun = time.monotonic()
        self._first = self._count()[0]

    def progress(self, label: str) -> Progress:
        done, total = self._count()
        asked = done - self._first
        left = (time.monotonic() - self._begun) / asked * (total - done) if asked else None
        return Progress(label, done, total, seconds_left=left)

    def _count(self) -> tuple[int, int]:
        each = [self._harness.progress(model) for model in self._models]
        return sum(done for done, _ in each), sum(total for _, total in each)


def _resident_bytes(pid: int) -> int:
    """Return what a process and those it started occupy now; 0 when it is gone."""
    try:
        process = psutil.Process(pid)
        return sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
    except psutil.Error:
        return 0
