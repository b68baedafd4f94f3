"""Several models at once: each in a process of this program's own, all writing to the file of one run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Generator, Sequence

from core.choose.choice import needed_bytes
from core.exam.record import RunLog
from core.store.machine import Machine
from core.words.events import Event, Notice, Progress
from core.words.values import InstalledModel

_LOOK_SECONDS = 0.5


def run_jobs(machine: Machine, log: RunLog, models: Sequence[InstalledModel], jobs: int, child: Sequence[str]
             ) -> Generator[Event, str, None]:
    """Test models side by side, as many as memory allows; what a process leaves unasked is asked afterwards."""
    log.begin()
    waiting = sorted(models, key=lambda model: -model.size_bytes)
    running: dict[str, tuple[subprocess.Popen[bytes], int]] = {}
    free_bytes = machine.memory_available_bytes
    try:
        while waiting or running:
            for name, (process, taken) in list(running.items()):
                if process.poll() is not None:
                    del running[name]
                    free_bytes += taken
                    if process.returncode not in (0, 1):
                        yield Notice(f"{name}: its process ended with status {process.returncode}", "warning")
            while len(running) < jobs and (model := _fitting(waiting, free_bytes, alone=not running)) is not None:
                waiting.remove(model)
                running[model.name] = (_start(child, model, log), needed_bytes(model))
                free_bytes -= needed_bytes(model)
            done = len(models) - len(waiting) - len(running)
            yield Progress(f"{len(running)} models at once", done, len(models))
            time.sleep(_LOOK_SECONDS)
    finally:
        for process, _ in running.values():
            process.terminate()
            process.wait()


def _fitting(waiting: Sequence[InstalledModel], free_bytes: int, *, alone: bool) -> InstalledModel | None:
    """The largest model that fits beside those that run; any model where none runs."""
    return next((model for model in waiting if alone or needed_bytes(model) <= free_bytes), None)


def _start(child: Sequence[str], model: InstalledModel, log: RunLog) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *child, model.name, "--run", str(log.file)], stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
