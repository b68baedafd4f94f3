"""`rename`: another name for a file or folder, or for all that are like a pattern."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

from core.app import App
from core.assist.file_work import refuse_inside
from core.commands.declare import command
from core.commands.file_kinds import RenamingWords
from core.commands.file_words import has_pattern
from core.commands.files_meant import exactly, files_meant
from core.commands.replacing import content_of, question, refuse_changed, seal
from core.commands.sending_files import Step, moved
from core.commands.which_files import chosen_file, shown
from core.store.carry import same_entry
from core.store.typed_path import typed_path
from core.words.errors import Declined, UsageError
from core.words.events import Event, Events, Question
from core.words.safe_text import visible

_SHOWN_MAX = 12


@command("rename", group="files")
def rename(app: App, what: RenamingWords) -> Events:
    """Rename a file or folder: `rename a.txt to b.txt`, `rename it to notes.txt`, `rename *.jpeg to *.jpg`.

    A file of that name is replaced only after a yes. `undo` gives the old name back.
    """
    (words,) = exactly(app, what.whole, what.sources)
    if has_pattern(words) and not os.path.lexists(typed_path(words, app.cwd)):
        return (yield from _renamed_all(app, words, what.target))
    source = yield from chosen_file(app, words, folders=True)
    target = typed_path(what.target, app.cwd) if "/" in what.target else source.parent / what.target.rstrip("/")
    if has_pattern(what.target):
        raise UsageError(f"{visible(what.target)} would be a name with a star in it", hint="rename *.a to *.b renames "
                         "all of them")
    typed_path(str(target), app.cwd)
    refuse_inside(source, target)
    if os.path.lexists(target) and not same_entry(source, target):
        yield from _asked(app, source, target)
    return (yield from moved(app, [Step(source, target)], "renamed"))


def _asked(app: App, source: Path, target: Path) -> Generator[Event, str, None]:
    if target.is_dir() or source.is_dir():
        raise UsageError(f"{shown(app, target)} exists already", hint="give another name, or `move` it into the folder")
    sealed = seal([target])
    if (yield question(app, [(target, content_of(source), source.lstat().st_size)], others=False)) != "y":
        raise Declined("nothing was renamed")
    refuse_changed(app, sealed)


def _renamed_all(app: App, pattern: str, to: str) -> Events:
    """Give the part that the one star stands for to the new name: *.jpeg to *.jpg."""
    before, star, after = pattern.rpartition("/")[2].partition("*")
    if not star or has_pattern(after) or has_pattern(before) or to.count("*") != 1 or "/" in to or "?" in to:
        raise UsageError("several files are renamed with one star on each side", hint="such as: rename *.jpeg to *.jpg")
    sources = yield from files_meant(app, [pattern], folders=True)
    steps = []
    for source in sources:
        part = source.name[len(before):len(source.name) - len(after)]
        steps.append(Step(source, source.parent / to.replace("*", part)))
    taken = [step for step in steps if os.path.lexists(step.target) and not same_entry(step.source, step.target)]
    if taken:
        raise UsageError(f"{shown(app, taken[0].target)} exists already", hint="nothing was renamed")
    listed = [f"  {shown(app, step.source)} -> {visible(step.target.name)}" for step in steps[:_SHOWN_MAX]]
    more = [f"  and {len(steps) - _SHOWN_MAX} more"] if len(steps) > _SHOWN_MAX else []
    if (yield Question("\n".join([f"Rename {len(steps)}:", *listed, *more, "?"]))) != "y":
        raise Declined("nothing was renamed")
    return (yield from moved(app, steps, "renamed"))
