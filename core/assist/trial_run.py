"""A command tried on a copy of its folder: what it would change is shown, and exactly that is done after a yes.

The kernel holds the command back while it is tried: it can write nowhere but in the copy, and reaches no network.
Where the system cannot do that, there is no trial.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import time
from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.assist.file_work import FileWork, diff_text
from core.assist.run_shell import Ended, Limits, run_shell, shell_of
from core.assist.trial_folder import Change, TrialFolder
from core.engine.spawn import command
from core.store.atomic import disk_error, make_folder
from core.store.home import Home
from core.store.landlock import version
from core.words.errors import LuciferError, Refused
from core.words.events import Answer, Choice, Event, Notice, Progress, Question
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import Json, Proposal

_NAMES_MAX = 40
_DIFF_LINES_MAX = 40
_DIFFS_LINES_MAX = 160
_DIFF_BYTES_MAX = 200_000
_STALE_SECONDS = 86_400.0
_SOCKET_FOLDERS = ("/run",)
_SIGNS = {"created": "+", "changed": "~", "deleted": "-", "moved": ">", "mode": "m"}


class Owner(Protocol):
    """What of the app a trial needs."""

    interactive: bool
    home: Home

    @property
    def environ(self) -> Mapping[str, str]:
        """What the command finds in its environment."""

    @property
    def files(self) -> FileWork:
        """What changes the person's files, so that it can be undone."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What came of a trial. `held` is what the kernel held back; `applied`: the changes are made, after a yes."""

    ended: Ended
    found: tuple[Change, ...]
    held: tuple[str, ...]
    placed: bool
    applied: bool = False

    def data(self) -> dict[str, Json]:
        """Write it as JSON."""
        return {**self.ended.data(), "applied": self.applied, "held_back": list(self.held), "changes": [
            {"kind": change.kind, "path": str(change.path), **({"from": str(change.source)} if change.source else {})}
            for change in self.found]}


def unavailable() -> str:
    """Say why nothing can be tried on this system; "" where it can."""
    return "" if version() else "this system cannot hold a command back (that takes Linux 5.13 or later with Landlock)"


def trial(app: Owner, proposal: Proposal) -> Generator[Event, str, Changes]:
    """Try a command on a copy of its folder, show what it would change, and do exactly that after a yes."""
    if reason := unavailable():
        raise Refused(f"no trial: {reason}", hint="`y` runs it, after a look at what it does")
    place = _scratch(app.home)
    try:
        copy = TrialFolder(proposal.folder, place / "copy", leave_out=app.home.root)
        for done, total in copy.copy():
            yield Progress("copying the folder", done, total)
        if copy.special:
            yield Notice(f"not in the copy, being no file or folder: {_names(copy.special)}", "warning")
        changes = yield from _tried(app, proposal, copy, place)
        copy.seal(list(changes.found), place / "sealed")
        yield Answer(_written(changes, copy), changes.data(), "code", "diff")
        if not changes.found:
            return changes
        answer = yield Question("do exactly this in the folder itself?", default="n",
                                choices=(Choice("y", "yes"), Choice("n", "no")))
        if answer != "y":
            return changes
        if altered := copy.altered(list(changes.found)):
            raise Refused(f"changed since the trial: {_names(altered)}", hint="nothing was done; try it again")
        yield from _apply(app.files, changes, copy)
        yield Notice("done; `undo` takes all of it back")
        return Changes(changes.ended, changes.found, changes.held, changes.placed, applied=True)
    finally:
        _remove(place)


def _tried(app: Owner, proposal: Proposal, copy: TrialFolder, place: Path) -> Generator[Event, str, Changes]:
    """Run the command in the copy."""
    temporary, told = place / "tmp", place / "told.json"
    temporary.mkdir()
    inside = copy.folder == place or copy.folder in place.parents
    plan = {"command": proposal.command, "shell": shell_of(app.environ), "copy": str(copy.place),
            "folder": str(copy.folder), "temporary": str(temporary), "told": str(told), "in place": not inside,
            "hidden": [name for name in _SOCKET_FOLDERS if not str(copy.folder).startswith(name)]}
    line = shlex.join([*command("core.assist.trial_child"), json.dumps(plan)])
    ended = yield from run_shell(f"exec {line}", place, app.environ, limits=Limits(liftable=app.interactive),
                                 keep=app.home.logs)
    try:
        facts = json.loads(told.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        facts = {"held": [], "placed": False}
    if "files" not in facts["held"]:
        raise LuciferError("the trial could not be held back, and was not begun", hint="`doctor` shows what is there")
    if ended.status:
        yield Notice(f"exit status {ended.status}")
    return Changes(ended, tuple(copy.changes()), tuple(facts["held"]), bool(facts["placed"]))


def _apply(files: FileWork, changes: Changes, copy: TrialFolder) -> Generator[Event, str, None]:
    """Make the changes in the folder itself, as one group of the journal."""
    by_kind: dict[str, list[Change]] = {kind: [] for kind in _SIGNS}
    for change in changes.found:
        by_kind[change.kind].append(change)
    moves = by_kind["moved"]
    group = 0

    def within(paths: Iterable[Path], path: Path) -> bool:
        return any(path in other.parents for other in paths)

    def here(path: Path) -> Path:
        return copy.folder / path

    gone = [change.path for change in by_kind["deleted"]]
    gone = [path for path in gone if not any(other in path.parents for other in gone)]
    later = [path for path in gone if within([move.source for move in moves if move.source], path)]
    if first := [path for path in gone if path not in later]:
        group = files.delete_all([here(path) for path in first], group)[0].group
    for change in moves:
        assert change.source is not None
        group = files.move(here(change.source), here(change.path), group).group
    if later:
        group = files.delete_all([here(path) for path in later], group)[0].group
    whole: set[Path] = set()
    for change in (*by_kind["created"], *by_kind["changed"], *by_kind["mode"]):
        if any(other in change.path.parents for other in whole):
            continue
        if change.kind == "mode" and change.is_folder:
            yield Notice(f"the permissions of the folder {visible(str(change.path))} stay as they are", "warning")
            continue
        group = files.copy(copy.place / change.path, here(change.path), group).group
        if change.is_folder:
            whole.add(change.path)


def _written(changes: Changes, copy: TrialFolder) -> str:
    """Write what the command would change, with the differences of texts."""
    caution = _caution(changes)
    if not changes.found:
        return "\n".join(["it would change no file in this folder", *caution])
    counted = Counter(change.kind for change in changes.found)
    names = {"mode": "with other permissions"}
    head = ", ".join(f"{count} {names.get(kind, kind)}" for kind, count in sorted(counted.items()))
    lines = [f"it would leave, in {visible(str(copy.folder))}: {head}"]
    for change in changes.found[:_NAMES_MAX]:
        came = f"{visible(str(change.source))} -> " if change.source else ""
        lines.append(f"  {_SIGNS[change.kind]} {came}{visible(str(change.path))}{'/' if change.is_folder else ''}"
                     f"{_size(copy, change)}")
    if len(changes.found) > _NAMES_MAX:
        lines.append(f"  ... and {len(changes.found) - _NAMES_MAX} more")
    left = _DIFFS_LINES_MAX
    for change in changes.found:
        shown = _difference(copy, change)[:left] if change.kind == "changed" and left else []
        left -= len(shown)
        lines += shown
    return "\n".join([*lines, *caution])


def _caution(changes: Changes) -> list[str]:
    """Say what a trial cannot show or hold back here."""
    said = [] if changes.placed else [
        "  full paths led to the folder itself, where nothing could be written; other programs could be reached"]
    if not {"network", "tcp"} & set(changes.held):
        said.append("  the network was within its reach")
    elif "network" not in changes.held:
        said.append("  the network was out of reach but for datagrams")
    return said


def _size(copy: TrialFolder, change: Change) -> str:
    if change.kind != "created" or change.is_folder:
        return ""
    with contextlib.suppress(OSError):
        return f" ({bytes_text((copy.place / change.path).lstat().st_size)})"
    return ""


def _difference(copy: TrialFolder, change: Change) -> list[str]:
    """Return the lines in which a text differs; nothing for what is no text or too long."""
    texts = []
    for root in (copy.folder, copy.place):
        path = root / change.path
        try:
            if path.is_symlink() or path.stat().st_size > _DIFF_BYTES_MAX:
                return []
            texts.append(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
    lines = diff_text(texts[0], texts[1], visible(str(change.path))).splitlines()
    if len(lines) > _DIFF_LINES_MAX:
        lines = [*lines[:_DIFF_LINES_MAX], f"... {len(lines) - _DIFF_LINES_MAX} more lines of this difference"]
    return lines


def _names(paths: Sequence[Path]) -> str:
    shown = ", ".join(visible(str(path)) for path in paths[:3])
    return f"{shown} and {len(paths) - 3} more" if len(paths) > 3 else shown


def _scratch(home: Home) -> Path:
    """Make a place for one trial; those that a kill has left behind are removed."""
    root = home.root / "trials"
    place = root / os.urandom(6).hex()
    try:
        make_folder(root)
        for old in root.iterdir():
            if time.time() - old.lstat().st_mtime > _STALE_SECONDS:
                _remove(old)
        place.mkdir(mode=0o700)
    except OSError as error:
        raise disk_error("write", root, error) from error
    return place


def _remove(place: Path) -> None:
    """Remove a copy, folders that the command has closed included."""
    for folder, _, _ in os.walk(place):
        with contextlib.suppress(OSError):
            os.chmod(folder, 0o700)  # noqa: PTH101
    shutil.rmtree(place, ignore_errors=True)
