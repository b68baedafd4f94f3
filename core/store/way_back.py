"""The way back from one entry of the journal: whether it can be gone without loss, and going it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from core.store.atomic import disk_error
from core.store.carry import carry, fingerprint, is_side, same_entry
from core.store.entry import EMPTY_FOLDER, Entry
from core.words.errors import Refused


def refuse_to_lose(entry: Entry, after: Sequence[Entry], later: Sequence[Entry], *, anyway: bool) -> None:
    """Raise Refused when an entry cannot be undone, or not without hiding newer work.

    `after` are the entries of its own command that are undone before it, `later` those of all later commands.
    """
    path = entry.paths[0]
    if entry.kind == "move":
        _refuse_return(entry, replaces=entry.half or anyway)
        return
    there = os.path.lexists(path)
    if entry.kind != "create":
        kept = entry.backup is not None and os.path.lexists(entry.backup)
        if not kept and not there:
            raise Refused(f"{path} cannot be put back: {entry.backup} is no longer there")
        if not kept or (entry.backup is not None and there and fingerprint(path) == fingerprint(entry.backup)):
            return  # it was never done, or is undone already
    moved_away = any(other.kind == "move" and other.paths[1] == path for other in after)
    if anyway or entry.half or not there or moved_away:
        return
    if entry.kind == "delete":
        raise Refused(f"{path} exists again", hint=f"`undo {entry.group} --anyway` puts what is there now into the "
                      "trash, or move it away, then undo")
    inner = {other.paths[-1] for other in after if other.kind in ("create", "move")}
    if _changed(path, entry.left, inner):
        newer = next((other for other in reversed(later) if path in other.paths), None)
        first = f"`undo {newer.group}` first, or " if newer else ""
        raise Refused(f"{path} was changed after that", hint=f"{first}`undo {entry.group} --anyway` puts what is "
                      "there now into the trash")


def aside_needed(entry: Entry) -> bool:
    """Say whether something lies where the entry's file belongs, or where it was created."""
    path = entry.paths[0]
    if not os.path.lexists(path):
        return False
    if entry.kind == "move":
        return os.path.lexists(entry.paths[1]) and not same_entry(entry.paths[1], path)
    return entry.kind == "create" or (entry.backup is not None and os.path.lexists(entry.backup))


def take_back(entry: Entry, aside: Path | None) -> None:
    """Undo one entry; what lies in the way goes `aside`."""
    path = entry.paths[0]
    try:
        if aside is not None and os.path.lexists(path):
            carry(path, aside)
        if entry.kind == "move":
            _bring(entry.paths[1], path)
        elif entry.kind != "create" and entry.backup is not None:
            _bring(entry.backup, path)
            with contextlib.suppress(OSError):  # something else lies beside it
                entry.backup.parent.rmdir()
    except OSError as error:
        if aside is not None and not os.path.lexists(path):
            with contextlib.suppress(OSError):  # it never went aside
                carry(aside, path)
        raise disk_error("restore", path, error) from error


def _bring(source: Path, target: Path) -> None:
    if not os.path.lexists(source):
        return  # it was never done, or is undone already
    target.parent.mkdir(parents=True, exist_ok=True)
    if same_entry(source, target):
        source.rename(target)
    else:
        carry(source, target)


def _refuse_return(entry: Entry, *, replaces: bool) -> None:
    target, source = entry.paths
    back = os.path.lexists(target)
    if not os.path.lexists(source):
        if back:  # it was never moved, or somebody moved it back
            return
        raise Refused(f"{source} is no longer there, so {target} cannot be put back")
    if back and not replaces and not same_entry(source, target):
        raise Refused(f"{target} exists again", hint=f"`undo {entry.group} --anyway` puts what is there now into the "
                      "trash, or move it away, then undo")


def _changed(path: Path, left: str, inner: set[Path]) -> bool:
    if left == EMPTY_FOLDER:
        try:
            names = [name for name in os.listdir(path) if not is_side(name)]  # noqa: PTH208
            return not path.is_dir() or not {path / name for name in names} <= inner
        except OSError:
            return True
    return bool(left) and fingerprint(path) != left
