"""One thing done to a person's files, as a line of the journal and as what later lines made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from core.words.values import Json

# `paths` is the file; for a move, source and target. What an overwrite or delete replaces is kept aside as `backup`.
Kind = Literal["create", "overwrite", "delete", "move"]
State = Literal["done", "undone", "gone"]
EMPTY_FOLDER = "empty folder"
# What a later line says of an entry.
_CHANGES: tuple[tuple[str, dict[str, Json]], ...] = (
    ("undone", {"state": "undone"}), ("erased", {"state": "gone"}), ("undoing", {"half": True}),
    ("done", {"half": False}))


@dataclass(frozen=True, slots=True)
class Deed:
    """What is about to be done. `left` is the fingerprint of what it leaves; `slow`: it takes more than one step."""

    kind: Kind
    paths: tuple[Path, ...]
    backup: Path | None = None
    left: str = ""
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done. Entries of one command share `group` and are undone together.

    `state` is "gone" where what was put aside has been deleted for good; `half` where a kill may have come between.
    """

    number: int
    at: str
    kind: Kind
    paths: tuple[Path, ...]
    backup: Path | None
    group: int
    left: str = ""
    half: bool = False
    state: State = "done"

    @property
    def description(self) -> str:
        names = [str(path) for path in self.paths]
        return {"create": f"created {names[0]}", "overwrite": f"changed {names[0]}", "delete": f"deleted {names[0]}",
                "move": f"moved {names[0]} to {names[-1]}"}[self.kind]


def history(lines: Iterable[dict[str, Json]]) -> list[Entry]:
    """Return everything that was done, undone or not, oldest first."""
    entries: dict[int, Entry] = {}
    for facts in lines:
        for word, change in _CHANGES:
            number = facts.get(word)
            if type(number) is int:
                if number in entries:
                    entries[number] = replace(entries[number], **change)
                break
        else:
            entry = _entry(facts)
            if entry:
                entries[entry.number] = entry
    return [entries[number] for number in sorted(entries)]


def line_of(entry: Entry) -> dict[str, Json]:
    """Return the line that tells of an entry."""
    facts: dict[str, Json] = {
        "seq": entry.number, "at": entry.at, "kind": entry.kind, "paths": [str(path) for path in entry.paths],
        "backup": str(entry.backup) if entry.backup else None, "group": entry.group}
    return facts | ({"left": entry.left} if entry.left else {}) | ({"slow": True} if entry.half else {})


def _entry(facts: dict[str, Json]) -> Entry | None:
    """Return the entry a line tells of; None for a line that someone damaged."""
    number, kind, paths, backup = facts.get("seq"), facts.get("kind"), facts.get("paths"), facts.get("backup")
    known: Kind | None = next((each for each in get_args(Kind) if each == kind), None)
    if type(number) is not int or known is None or not isinstance(paths, list):
        return None
    if len(paths) != (2 if known == "move" else 1) or not all(isinstance(path, str) for path in paths):
        return None
    group, left = facts.get("group"), facts.get("left")
    return Entry(number, str(facts.get("at", "")), known, tuple(Path(path) for path in paths),
                 Path(backup) if isinstance(backup, str) else None, group if type(group) is int else number,
                 left if isinstance(left, str) else "", facts.get("slow") is True)
