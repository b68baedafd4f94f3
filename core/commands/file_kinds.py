"""What the commands about files take: each kind reads the words that follow its command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from core.assist.file_search import Wanted
from core.commands.file_lookups import find_selection, list_selection
from core.commands.file_making import Making, making
from core.commands.file_requests import (
    Branching,
    Choosing,
    Reading,
    Sending,
    branching,
    changing,
    choosing,
    opening,
    reading,
    renaming,
    sending,
)
from core.words.command import Kind
from core.words.values import Json


def _kind(read: Callable[..., Json]) -> Kind:
    """A kind that takes all the words that are left and has them read by a function of this grammar."""
    return Kind("files", lambda text, bare: read(text, bare=bare), rest=True)


Listing = Annotated[Wanted, _kind(list_selection)]
Finding = Annotated[Wanted, _kind(find_selection)]
ReadingWords = Annotated[Reading, _kind(reading)]
MakingWords = Annotated[Making, _kind(making)]
SendingWords = Annotated[Sending, _kind(sending)]
RenamingWords = Annotated[Sending, _kind(renaming)]
ChoosingWords = Annotated[Choosing, _kind(choosing)]
OpeningWords = Annotated[Choosing, _kind(opening)]
BranchingWords = Annotated[Branching, _kind(branching)]
FolderWords = Annotated[str, _kind(changing)]
