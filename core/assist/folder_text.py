"""A folder for the model: a tree of its names and its text files, both bounded, with what was passed over."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from core.assist.private import is_private_path
from core.store.plain_file import open_plain
from core.words.errors import DiskError, LuciferError
from core.words.safe_text import clean_input, visible

NAMES_MAX = 300
FILES_MAX = 200
FILE_BYTES_MAX = 256_000
TOTAL_BYTES_MAX = 4_000_000
DEPTH_MAX = 8
_TOO_LARGE = f"over {FILE_BYTES_MAX // 1000} kB"
# Made by programs, not written by people: their names are shown, what is in them is not looked at.
_MADE = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".mypy_cache",
                   ".pytest_cache", ".ruff_cache", ".tox", "dist", "build", "target", ".idea", ".cache"))


@dataclass(frozen=True, slots=True)
class FolderText:
    """The tree as text, the text files as (name below the folder, text), and what was passed over in words."""

    tree: str
    files: tuple[tuple[str, str], ...]
    passed_over: str


def folder_text(folder: Path) -> FolderText:
    """Read a folder; raise DiskError when it cannot be listed."""
    lines: list[str] = []
    files: list[tuple[str, str]] = []
    passed = {"not text": 0, "private": 0, _TOO_LARGE: 0, "unreadable": 0, "beyond the limits": 0}
    total = 0
    pending = [(folder, 0)]
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise DiskError(f"cannot read {folder}: {error.strerror or error}") from error
    while pending:
        place, depth = pending.pop()
        if place != folder:
            lines.append(f"{'  ' * (depth - 1)}{visible(place.name)}/")
        if depth and (place.name in _MADE or depth >= DEPTH_MAX or place.is_symlink()):
            continue
        names, below = _listed(place)
        for path in names:
            if len(lines) >= NAMES_MAX:
                passed["beyond the limits"] += 1
                continue
            lines.append(f"{'  ' * depth}{visible(path.name)}")
            text, why = _text_of(path)
            if why:
                passed[why] += 1
            elif len(files) >= FILES_MAX or total + len(text) > TOTAL_BYTES_MAX:
                passed["beyond the limits"] += 1
            else:
                files.append((str(path.relative_to(folder)), text))
                total += len(text)
        pending += [(path, depth + 1) for path in reversed(below)] if len(lines) < NAMES_MAX else []
    told = ", ".join(f"{number} {why}" for why, number in passed.items() if number)
    return FolderText("\n".join(lines), tuple(files), told)


def _listed(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the files and the folders in a folder, by name; none where it cannot be read."""
    try:
        with os.scandir(folder) as found:
            entries = [(entry.is_dir(follow_symlinks=False), entry.name)
                       for entry, _ in zip(found, range(10 * NAMES_MAX), strict=False)]
    except OSError:
        return [], []
    return ([folder / name for below, name in sorted(entries) if not below],
            [folder / name for below, name in sorted(entries) if below])


def _text_of(path: Path) -> tuple[str, str]:
    """Return a file's text, and why it is passed over if it is."""
    if is_private_path(path):
        return "", "private"
    try:
        handle, facts = open_plain(path)
        with os.fdopen(handle, "rb") as file:
            if facts.st_size > FILE_BYTES_MAX:
                return "", _TOO_LARGE
            data = file.read(FILE_BYTES_MAX + 1)
    except (OSError, LuciferError):
        return "", "unreadable"
    return ("", "not text") if b"\0" in data else (clean_input(data.decode("utf-8", errors="replace")), "")
