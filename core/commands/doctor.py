"""`doctor`: what works on this machine, and what to type where something does not."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from core.app import App
from core.commands.declare import command
from core.engine.fence import held_back
from core.model_parts import has_library
from core.words.errors import LuciferError
from core.words.events import Events, Table
from core.words.units import bytes_text

_DISK_LOW_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    check: str
    status: Literal["ok", "warn", "fail"]
    detail: str
    remedy: str = ""


@command("doctor", group="settings")
def doctor(app: App) -> Events:
    """Look at everything the program needs, and say what to do where something is missing. Changes nothing.

    Exit status 1: a check failed.
    """
    checks = [found for look in _LOOKS for found in look(app)]
    yield Table(("check", "status", "detail", "remedy"),
                tuple((check.check, check.status, check.detail, check.remedy) for check in checks),
                [{"check": check.check, "status": check.status, "detail": check.detail, "remedy": check.remedy}
                 for check in checks])
    return 1 if any(check.status == "fail" for check in checks) else 0


def _python(app: App) -> Iterator[Check]:
    del app
    version = platform.python_version()
    good = (3, 10) <= sys.version_info[:2] <= (3, 13)
    yield Check("python", "ok" if good else "fail", f"{version} on {platform.system()} {platform.machine()}",
                "" if good else "use Python 3.10 to 3.13")


def _libraries(app: App) -> Iterator[Check]:
    del app
    for name, what in (("llama_cpp", "runs the models"), ("prompt_toolkit", "the prompt"), ("rich", "the screen"),
                       ("yaml", "the settings"), ("psutil", "the machine"), ("tree_sitter_bash", "judging commands")):
        there = has_library(name)
        yield Check(name, "ok" if there else "fail", what if there else f"missing: {what}",
                    "" if there else "`python3 lucifer.py` sets it up")


def _home(app: App) -> Iterator[Check]:
    if app.home.problem:
        yield Check("home", "warn", f"{app.home.problem}; nothing is kept after this run",
                    "set LUCIFER_HOME to a folder")
    else:
        loose = os.name == "posix" and app.home.root.stat().st_mode & 0o077
        yield Check("home", "warn" if loose else "ok", str(app.home.root),
                    f"chmod 700 {app.home.root}" if loose else "")
    free = shutil.disk_usage(app.home.root).free
    yield Check("disk", "ok" if free > _DISK_LOW_BYTES else "warn", f"{bytes_text(free)} free",
                "" if free > _DISK_LOW_BYTES else "models need room: make some")


def _settings(app: App) -> Iterator[Check]:
    for warning in app.settings.warnings:
        yield Check("settings", "warn", warning, "`config` shows them")
    if not app.settings.warnings:
        yield Check("settings", "ok", str(app.home.settings_file))


def _memory(app: App) -> Iterator[Check]:
    machine = app.machine
    yield Check("memory", "ok", f"{bytes_text(machine.memory_available_bytes)} of "
                f"{bytes_text(machine.memory_total_bytes)} free")
    yield Check("processor", "ok", f"{machine.cores_physical} cores, {machine.cores_logical} threads")


def _log(app: App) -> Iterator[Check]:
    yield Check("engine log", "ok", str(app.home.logs / "engine.log"))


def _models(app: App) -> Iterator[Check]:
    models = app.shelf.models()
    for model in models:
        if model.problem:
            yield Check("model", "warn", f"{model.name}: {model.problem}", f"take {model.path} away or fetch it again")
    whole = [model for model in models if not model.problem]
    try:
        yield Check("models", "ok", f"{len(whole)} usable; {app.chosen().name} answers")
    except LuciferError as error:
        yield Check("models", "fail", error.message, f"put a GGUF file into {app.home.custom_models}")


def _shell(app: App) -> Iterator[Check]:
    shell = shutil.which("bash", path=app.environ.get("PATH"))
    yield Check("shell", "ok" if shell else "warn", shell or "no bash: commands run with sh",
                "" if shell else "install bash")


def _fence(app: App) -> Iterator[Check]:
    told = held_back(app.environ)
    yield Check("engine fence", "warn" if told.startswith("none") else "ok", told,
                "Linux 5.13 or later keeps model files from touching anything else" if told.startswith("none") else "")


_LOOKS: tuple[Callable[[App], Iterator[Check]], ...] = (_python, _libraries, _home, _settings, _memory, _models, _fence,
                                                           _log, _shell)
