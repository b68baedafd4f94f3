"""A folder drawn as a tree: level by level within bounds, so that a large folder still shows its upper levels."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from core.assist.file_search import SKIPPED
from core.words.safe_text import visible
from core.words.values import Json

_MADE_UP = frozenset(("/proc", "/sys", "/dev"))


@dataclass(slots=True)
class Branch:
    """One entry and what is below it; `more` entries are not shown, `note` says why nothing below it is."""

    name: str
    is_folder: bool
    target: str = ""
    note: str = ""
    below: list[Branch] = field(default_factory=list)
    more: int = 0


@dataclass(slots=True)
class Counted:
    """How many are shown, and whether all are."""

    files: int = 0
    folders: int = 0
    more: bool = False


def grow(root: Path, *, levels: int, hidden: bool, folders_only: bool, most: int) -> tuple[Branch, Counted]:
    """Look below a folder, at most `levels` deep and `most` entries in all; a link is shown and not entered."""
    trunk, counted = Branch(str(root), is_folder=True), Counted()
    level = [(root, trunk)]
    depth = 0
    while level and depth < levels:
        deeper: list[tuple[Path, Branch]] = []
        # The upper level is shared out fairly, so that one large folder does not hide its neighbours.
        share = max(8, (most - counted.files - counted.folders) // len(level))
        for folder, branch in level:
            for entry in _entries(folder, branch, hidden=hidden, folders_only=folders_only):
                full = counted.files + counted.folders >= most
                if full or len(branch.below) >= share:
                    branch.more += 1
                    counted.more = True
                    continue
                grown = _branch(entry)
                branch.below.append(grown)
                counted.folders += grown.is_folder
                counted.files += not grown.is_folder
                if grown.is_folder and not grown.note:
                    deeper.append((Path(entry.path), grown))
        level, depth = deeper, depth + 1
    for _, branch in level:
        branch.note = branch.note or "…"
    counted.more = counted.more or bool(level)
    return trunk, counted


def _entries(folder: Path, branch: Branch, *, hidden: bool, folders_only: bool) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            entries = [entry for entry in found if (hidden or not entry.name.startswith("."))
                       and (not folders_only or entry.is_dir(follow_symlinks=False))]
    except OSError as error:
        branch.note = f"({(error.strerror or 'cannot be read').lower()})"
        return []
    return sorted(entries, key=lambda entry: (not entry.is_dir(follow_symlinks=False), entry.name.casefold()))


def _branch(entry: os.DirEntry[str]) -> Branch:
    if entry.is_symlink():
        try:
            target = os.readlink(entry.path)  # noqa: PTH115 - as it is written, not as a Path would tidy it
        except OSError:
            target = "?"
        return Branch(entry.name, is_folder=False, target=target, note="" if Path(entry.path).exists() else "(broken)")
    is_folder = entry.is_dir(follow_symlinks=False)
    closed = entry.name in SKIPPED or entry.path in _MADE_UP
    return Branch(entry.name, is_folder, note="(not shown)" if is_folder and closed else "")


def drawn(branch: Branch, *, ruled: bool = True) -> list[str]:
    """Return the lines of what is below a branch; without rules, blanks alone say how deep each stands."""
    middle, end, rule, gap = ("├── ", "└── ", "│   ", "    ") if ruled else ("  ", "  ", "  ", "  ")
    lines: list[str] = []
    pending: list[tuple[str, Branch, bool]] = [("", each, each is branch.below[-1] and not branch.more)
                                               for each in reversed(branch.below)]
    tail = [f"{end}… and {branch.more:,} more"] if branch.more else []
    while pending:
        before, each, last = pending.pop()
        slash = "/" if each.is_folder else f" -> {visible(each.target)}" if each.target else ""
        note = f" {each.note}" if each.note else ""
        lines.append(f"{before}{end if last else middle}{visible(each.name)}{slash}{note}")
        inner = before + (gap if last else rule)
        if each.more:
            pending.append((inner, Branch(f"… and {each.more:,} more", is_folder=False), True))
        pending += [(inner, below, below is each.below[-1] and not each.more) for below in reversed(each.below)]
    return lines + tail


def tree_data(branch: Branch) -> Json:
    """Return a branch for `--json`."""
    data: dict[str, Json] = {"name": branch.name, "kind": "folder" if branch.is_folder else
                             "link" if branch.target else "file"}
    if branch.target:
        data["target"] = branch.target
    if branch.is_folder:
        data["children"] = [tree_data(each) for each in branch.below]
    return data | ({"more": branch.more} if branch.more else {})
