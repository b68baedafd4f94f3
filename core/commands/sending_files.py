"""Copying and moving, worked out before anything is done: what goes where, what is replaced, what is refused."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.app import App
from core.assist.file_work import refuse_inside, refuse_needed, refuse_unwritable
from core.assist.references import Kind
from core.commands.file_requests import Sending
from core.commands.file_rows import counted
from core.commands.files_meant import exactly, files_meant, selected_files
from core.commands.replacing import content_of, question, refuse_changed, same_content, seal
from core.commands.which_files import folder_of, refuse_standing, shown, standing
from core.store.carry import measure, same_entry
from core.store.typed_path import typed_path
from core.words.errors import Declined, UsageError
from core.words.events import Answer, Event, Events, Notice, Progress

_SHOWN_BYTES_MIN = 50_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """One file or folder and the exact place it goes to."""

    source: Path
    target: Path


def planned(app: App, what: Sending) -> Generator[Event, str, list[Step]]:
    """Work out what goes where, and ask about what would be replaced; nothing is done yet."""
    sources = (yield from selected_files(app, what.selected)) if what.selected else (
        yield from files_meant(app, exactly(app, what.whole, what.sources), folders=True))
    steps = _targets(app, sources, what)
    for step in steps:
        refuse_inside(step.source, step.target)
    return (yield from _settled(app, steps))


def _targets(app: App, sources: Sequence[Path], what: Sending) -> list[Step]:
    folder = _target(app, what.target)
    into = len(sources) > 1 or what.into_folder or what.target.endswith(("/", "/.")) or folder.is_dir()
    if into and os.path.lexists(folder) and not folder.is_dir():
        raise UsageError(f"{shown(app, folder)} is a file, and several things cannot become one")
    if not into:
        return [Step(sources[0], folder)]
    named: dict[str, Path] = {}
    for source in sources:
        name = source.name or source.resolve().name
        if name in named:
            raise UsageError(f"{shown(app, named[name])} and {shown(app, source)} would become one file",
                             hint="send them to different folders")
        named[name] = source
    return [Step(source, folder / name) for name, source in named.items()]


def _target(app: App, words: str) -> Path:
    path = typed_path(words, standing(app))
    if os.path.lexists(path) or "/" in words:
        return path
    try:
        return folder_of(app, words)
    except UsageError:
        return path


def _settled(app: App, steps: list[Step]) -> Generator[Event, str, list[Step]]:
    """Ask about what is there already; leave out what is the same, and what is to be skipped."""
    replaced, left = [], []
    for step in steps:
        there = os.path.lexists(step.target) and not same_entry(step.source, step.target)
        if there and step.target.is_dir() and not step.target.is_symlink():
            raise UsageError(f"{shown(app, step.target)} exists already", hint="give another name, or another folder")
        if there and step.source.is_dir():
            raise UsageError(f"{shown(app, step.target)} is a file, so no folder can have that name")
        if there:
            refuse_unwritable(Path(os.path.realpath(step.target)))
            replaced.append(step)
        else:
            left.append(step)
    if not replaced:
        return left
    asked = [(step.target, content_of(step.source), step.source.lstat().st_size) for step in replaced]
    same = {path for path, new, _ in asked if same_content(path, new)}
    asked = [each for each in asked if each[0] not in same]
    if not asked:
        return steps
    sealed = seal(path for path, *_ in asked)
    answer = yield question(app, asked, others=len(asked) < len(steps))
    if answer == "s":
        return [step for step in steps if step.target not in sealed]
    if answer != "y":
        raise Declined("nothing was changed")
    refuse_changed(app, sealed)
    return steps


def copied(app: App, steps: Sequence[Step]) -> Events:
    """Copy, showing how far it is where there is much."""
    group = 0
    sizes = [measure(step.source).size_bytes for step in steps]
    done_before = 0
    for step, size in zip(steps, sizes, strict=True):
        work = app.files.copying(step.source, step.target, group)
        try:
            while True:
                done = next(work)
                if sum(sizes) >= _SHOWN_BYTES_MIN:
                    yield Progress(f"copying {shown(app, step.source)}", done_before + done, sum(sizes), "bytes")
        except StopIteration as end:
            group = end.value.group
        finally:
            work.close()
        done_before += size
    return (yield from told(app, steps, "copied"))


def moved(app: App, steps: Sequence[Step], verb: str = "moved") -> Events:
    """Move, one after another, as one command."""
    group = 0
    for step in steps:
        refuse_needed(step.source, app.home.root, "moved")
        refuse_standing(app, step.source)
    for step in steps:
        group = app.files.move(step.source, step.target, group).group
    return (yield from told(app, steps, verb))


def told(app: App, steps: Sequence[Step], verb: str) -> Events:
    """Say what was done, and have it at hand."""
    if not steps:
        yield Notice("nothing was left to do")
        return 0
    for step in steps:
        if step.target.is_symlink() and not step.target.exists():
            yield Notice(f"{shown(app, step.target)} is a link, {verb} as it is: from there it leads nowhere",
                         "warning")
    for step in steps[-5:]:
        kind: Kind = "folder" if step.target.is_dir() else "file"
        app.references.note(kind, str(step.target), verb, source=str(step.source))
    if len(steps) > 1:
        app.references.note_list([step.target for step in steps])
    if len(steps) == 1:
        text = f"{verb} {shown(app, steps[0].source)} to {shown(app, steps[0].target)}"
    else:
        text = f"{verb} {counted(len(steps), 'file')} to {shown(app, steps[0].target.parent)}/"
    yield Answer(text, {"done": verb, "files": [{"from": str(step.source), "to": str(step.target)} for step in steps]})
    return 0
