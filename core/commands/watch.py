"""`watch`: a script run again each time its file is changed."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from pathlib import Path

from core.app import App
from core.assist.error_words import meaning_of
from core.commands.declare import command
from core.commands.file_words import is_reference
from core.commands.fix_loop import Trial, Wishes, mended, tried
from core.commands.script_run import Script, script_at
from core.commands.script_words import ScriptWords
from core.commands.which_files import chosen_file, shown
from core.words.errors import Interrupted, LuciferError
from core.words.events import Event, Events, Notice
from core.words.safe_text import safe

LOOK_SECONDS = 0.3
# An editor may write a file in several steps: it is read when it has been left alone for this long.
_SETTLE_SECONDS = 0.1


@command("watch", group="scripts")
def watch(app: App, script: ScriptWords, *, fix: bool = False) -> Events:
    """Run a script now and again after each change of its file, until Ctrl-C: `watch FILE [arguments]`.

    A run that is still going on when the file changes is ended. `--fix` offers changes when it fails, each to be
    agreed to, as `fix` does.
    """
    if is_reference(script.file) and app.references.resolve(script.file, "file") is None:
        return (yield from app.table.by_name["ask"].handler(app, f"watch {script.said}"))
    watched = script_at(app, (yield from chosen_file(app, script.file)), script.arguments)
    runs = 0
    while True:
        change = _Change(watched.path)
        runs += 1
        if (yield from _once(app, watched, change, offers=fix)):
            change = _Change(watched.path)  # what was changed here was run here
        if not change():
            yield Notice(f"watching {shown(app, watched.path)} (run {runs} ended {time.strftime('%H:%M:%S')}); "
                         "Ctrl-C leaves")
        change.wait()
        yield Notice(f"{shown(app, watched.path)} was changed: running it again")


class _Change:
    """Whether a file is another than it was when this was made."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _state(path)
        self._looked_at = 0.0
        self._came = False

    def __call__(self) -> bool:
        """Look again, though not more often than is of use."""
        if not self._came and time.monotonic() - self._looked_at >= LOOK_SECONDS:
            self._looked_at = time.monotonic()
            self._came = _state(self._path) not in (self._seen, ())
        return self._came

    def wait(self) -> None:
        """Wait for it, and until the file has been left alone for a moment."""
        while not self():
            time.sleep(LOOK_SECONDS)
        now = _state(self._path)
        while True:
            time.sleep(_SETTLE_SECONDS)
            later = _state(self._path)
            if later == now and later:
                return
            now = later


def _once(app: App, script: Script, change: _Change, *, offers: bool) -> Generator[Event, str, bool]:
    """Run the script, say what went wrong, and offer changes where that is wanted; return whether any were offered."""
    try:
        current = script_at(app, script.path, script.arguments)
        trial = yield from tried(app, current, Wishes(), change)
        if trial.error is None or change():
            return False
        if offers:
            yield from mended(app, current, trial, Wishes())
            return True
        yield from _explained(trial)
    except LuciferError as error:
        if isinstance(error, Interrupted):
            raise
        # A file that is away for a moment, or half written, is there again after the next change.
        yield Notice(error.message, "warning")
    return False


def _explained(trial: Trial) -> Generator[Event, str, None]:
    if trial.error is not None:
        means, _ = meaning_of(trial.error)
        place = f"line {trial.error.line}: " if trial.error.line else ""
        said = f"{place}{safe(trial.error.title)}"
        yield Notice(said if trial.error.message in means else f"{said} ({safe(means)})", "warning")


def _state(path: Path) -> tuple[int, ...]:
    """Return what tells one state of a file from another; nothing while it is away."""
    try:
        found = os.stat(path)  # noqa: PTH116 - the three numbers, whatever the name leads to
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns
