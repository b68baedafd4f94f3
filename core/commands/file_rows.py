"""Files found, as rows of a table and as data: names made visible, links with what they lead to."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from core.app import App
from core.assist.file_search import Found, Look
from core.commands.which_files import shown
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import Json

_KINDS = {stat.S_IFIFO: "pipe", stat.S_IFSOCK: "socket", stat.S_IFCHR: "device", stat.S_IFBLK: "device"}


def file_row(app: App, found: Found, *, by_path: bool) -> tuple[str, str, str]:
    """Return name, size and time of change; a folder has a slash, a link says where it leads."""
    name = shown(app, found.path) if by_path else visible(found.path.name)
    kind = kind_of(found)
    if kind == "link":
        target = visible(link_target(found.path))
        name += f" -> {target}" + ("" if found.path.exists() else " (leads nowhere)")
    elif kind not in ("file", "folder"):
        name += f" ({kind})"
    size = bytes_text(found.size_bytes) if kind == "file" else ""
    return name + ("/" if found.is_folder else ""), size, _time_text(found.status.st_mtime)


def file_data(found: Found) -> Json:
    """Return what is known of a file, for `--json`."""
    kind = kind_of(found)
    data: dict[str, Json] = {"name": found.path.name, "path": str(found.path), "kind": kind,
                             "size_bytes": found.size_bytes, "modified": _iso(found.status.st_mtime)}
    return data | ({"target": link_target(found.path)} if kind == "link" else {})


def kind_of(found: Found) -> str:
    """Say what an entry is: file, folder, link, pipe, socket or device."""
    mode = found.status.st_mode
    if stat.S_ISLNK(mode):
        return "link"
    return "folder" if stat.S_ISDIR(mode) else _KINDS.get(stat.S_IFMT(mode), "file")


def link_target(path: Path) -> str:
    """Return what is written in a link; "?" where it cannot be read."""
    try:
        return os.readlink(path)  # noqa: PTH115 - as it is written, not as a Path would tidy it
    except OSError:
        return "?"


def summary(found: Sequence[Found]) -> str:
    """Count what is shown: "3 files, 1 folder, 12 kB"."""
    folders = sum(each.is_folder for each in found)
    files = len(found) - folders
    parts = [counted(files, "file")] * bool(files) + [counted(folders, "folder")] * bool(folders)
    size = sum(each.size_bytes for each in found)
    return ", ".join(parts + [bytes_text(size)] * bool(size))


def counted(count: int, noun: str) -> str:
    """Write a count with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def unseen(look: Look) -> list[str]:
    """Say what was left out of a look, and why."""
    said = []
    if look.more:
        said.append(f"{look.more:,} more are not shown: `list` and `find` take a name, a size, a time, or a number")
    if look.stopped:
        said.append(look.stopped)
    if look.closed:
        said.append(f"{counted(look.closed, 'place')} could not be looked at")
    if look.skipped:
        names = sorted(look.skipped)
        more = f" and {len(names) - 4} more" if len(names) > 4 else ""
        said.append(f"not looked into: {visible(', '.join(names[:4]))}{more}")
    return said


def _time_text(at: float) -> str:
    try:
        return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return "?"


def _iso(at: float) -> str | None:
    try:
        return datetime.fromtimestamp(at).astimezone().isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return None
