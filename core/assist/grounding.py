"""A suggested command held against this machine: what does not fit it, in words for the person and for the model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from core.assist.folder_names import Misnamed, left_out, misnamed
from core.assist.installed import Missing, missing_programs
from core.assist.own_help import StrangeFlag, strange_flags
from core.assist.shell_tree import parse

_GAP = re.compile(r"<[a-z][\w -]*>|\bpath/to/|/path/to\b|\byour[_-]\w+|\bFILENAME\b|\[filename\]")


@dataclass(frozen=True, slots=True)
class Grounding:
    """What does not fit, of each sort; `readable` False: it is not valid shell."""

    readable: bool
    missing: tuple[Missing, ...]
    flags: tuple[StrangeFlag, ...]
    misnamed: tuple[Misnamed, ...]
    left_out: tuple[str, ...]
    gap: str
    request: str

    @property
    def faults(self) -> int:
        """How bad it is, to choose between suggestions: what cannot run counts most, what was asked for not at all."""
        return ((0 if self.readable else 8) + 4 * len(self.missing) + 4 * bool(self.gap) + 3 * len(self.flags)
                + 2 * sum(each.name not in self.request for each in self.misnamed) + 2 * len(self.left_out))

    @property
    def runs(self) -> bool:
        """Whether nothing is known that keeps it from running: names may be misspelt, or left out on purpose."""
        return self.readable and not (self.missing or self.flags or self.gap)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Say each in a line."""
        found = [] if self.readable else ["this cannot be read as a shell command"]
        found += [f"{self.gap} stands for something that you have to fill in"] if self.gap else []
        found += [str(each) for each in (*self.missing, *self.flags, *self.misnamed)]
        return (*found, *(f"you named {name}, and the command does not" for name in self.left_out))


def ground(command: str, request: str, folder: Path, path: str) -> Grounding:
    """Hold a command against the programs on PATH, their own help, the folder's names and the request's."""
    gap = _GAP.search(command)
    return Grounding(parse(command).readable, missing_programs(command, folder, path), strange_flags(command),
                     misnamed(command, folder), left_out(request, command) if request else (),
                     gap[0] if gap else "", request)
