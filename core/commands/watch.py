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
from core.words.errors import LuciferError
from core.words.events import Event, Events, Notice
from core.words.safe_text import safe

LOOK_SECONDS = 0.3
# An editor may write a file in several steps: it is read when it has been left alone for this long.
_SETTLE_SECONDS = 0.1


@command("watch", group="scripts")
def watch(app: App, script: ScriptWords, *, fix: bool = False) -> Events:
    """Run a script now and again after each change of its file, until Ctrl-C: `watch FILE [arguments]`.

    `--fix` offers changes when it fails, each to be agreed to, as `fix` does.
    """
    if is_reference(script.file) and app.references.resolve(script.file, "file") is None:
        return (yield from app.table.by_name["ask"].handler(app, f"watch {script.said}"))
    watched = script_at(app, (yield from chosen_file(app, script.file)), script.arguments)
    runs = 0
    while True:
        seen = _state(watched.path)
        runs += 1
        yield from _once(app, watched, offers=fix)
        changed = _state(watched.path) != seen and not fix
        if not changed:
            yield Notice(f"watching {shown(app, watched.path)} (run {runs} ended {time.strftime('%H:%M:%S')}); "
                         "Ctrl-C leaves")
            seen = _state(watched.path)
            _wait_for_change(watched.path, seen)
        yield Notice(f"{shown(app, watched.path)} was changed: running it again")


def _once(app: App, script: Script, *, offers: bool) -> Generator[Event, str, None]:
    """Run the script, say what went wrong, and offer changes where that is wanted."""
    try:
        current = script_at(app, script.path, script.arguments)
        trial = yield from tried(app, current, Wishes())
        if trial.error is None:
            return
        if offers:
            yield from mended(app, current, trial, Wishes())
        else:
            yield from _explained(trial)
    except LuciferError as error:
        if error.status == 130:
            raise
        # A file that is away for a moment, or half written, is there again after the next change.
        yield Notice(error.message, "warning")


def _explained(trial: Trial) -> Generator[Event, str, None]:
    if trial.error is not None:
        means, _ = meaning_of(trial.error)
        place = f"line {trial.error.line}: " if trial.error.line else ""
        yield Notice(f"{place}{safe(trial.error.title)}" + ("" if safe(means) in safe(trial.error.title)
                                                            else f" ({safe(means)})"), "warning")


def _wait_for_change(path: Path, seen: tuple[int, ...]) -> None:
    """Wait until a file is another than it was, and has been left alone for a moment."""
    while True:
        time.sleep(LOOK_SECONDS)
        now = _state(path)
        if now in (seen, ()):
            continue
        while True:
            time.sleep(_SETTLE_SECONDS)
            later = _state(path)
            if later == now:
                return
            now = later


def _state(path: Path) -> tuple[int, ...]:
    """Return what tells one state of a file from another; nothing while it is away."""
    try:
        found = os.stat(path)  # noqa: PTH116 - the three numbers, whatever the name leads to
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns
