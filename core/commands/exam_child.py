"""The other process of a run: asks what its task says, writes each answer down, and ends with whoever started it."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import FrameType

from core.app import App, Flags
from core.commands.declare import table
from core.commands.exam_desk import PAPER, ProgramDesk
from core.exam import scratch
from core.exam.harness import Harness
from core.exam.paper import read_paper
from core.exam.record import RunLog
from core.exam.task import WHOLE, Task
from core.words.errors import Interrupted, LuciferError, UnknownModel
from core.words.values import InstalledModel, Json

_END_SECONDS = 5.0


def main() -> int:
    """Do the task that is the first line of standard input."""
    try:
        # All that is laid out for the questions lies in here, and goes with it however this ends.
        with scratch.folder() as folder:
            signal.signal(signal.SIGTERM, _stop)
            tempfile.tempdir = str(folder)
            task = Task.from_json(json.loads(sys.stdin.readline()))
            threading.Thread(target=_end_with_starter, args=(folder,), daemon=True).start()
            sys.stdout.write(json.dumps(_done(task)))
    except LuciferError as error:
        sys.stderr.write(f"{error.message}\n")
        return error.status
    except KeyboardInterrupt:
        return Interrupted.status
    return 0


def _done(task: Task) -> Json:
    environ = dict(os.environ)
    environ["LUCIFER_MODELS"] = os.pathsep.join(
        part for part in (str(Path(task.path).parent), environ.get("LUCIFER_MODELS", "")) if part)
    app = App(Flags(home=task.home, quiet=True, plain=True), environ, table(), io.StringIO())
    model = _found(app, task)
    log = RunLog.at(Path(task.run), task.plan.options())
    harness = Harness(read_paper(PAPER), task.plan, log,
                      lambda model: ProgramDesk(app, model, threads=task.threads), keys={model.path: task.key})
    if task.part != WHOLE:
        for _ in harness.sit_part(model, task.tier, frozenset(task.known)):
            pass
        return {}
    events = harness.sit(model)
    while True:
        try:
            next(events)
        except StopIteration as end:
            return {"problem": end.value.problem, "failed": end.value.failed}


def _found(app: App, task: Task) -> InstalledModel:
    """Return the model of the task, if this machine has that very file."""
    path = Path(task.path).resolve()
    for model in app.shelf.models():
        if path in (part.resolve() for part in model.paths) and model.size_bytes == task.size_bytes:
            return model
    raise UnknownModel(f"there is no {path} of {task.size_bytes} bytes on {os.uname().nodename}")


def _stop(number: int, frame: FrameType | None) -> None:
    """End as Ctrl-C does, once: what is open is closed."""
    del number, frame
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _end_with_starter(folder: Path) -> None:
    """Wait for the end of standard input, which comes when whoever started this process ends, however it ends."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_END_SECONDS)  # an answer that is cancelled by it may have taken the signal for itself
    scratch.remove(folder)
    os._exit(Interrupted.status)
