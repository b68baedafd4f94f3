"""Whether the text of an awk program can run a command or write a file."""

from __future__ import annotations

import re

_WAYS_OUT = re.compile(r"system|getline|@|\\\n|fflush|extension|-i\s*inplace")


def reaches_out(program: str) -> bool:
    """Comparisons and "or" are harmless; `>` and `|` matter after print, and so do system() and getline."""
    return bool(_WAYS_OUT.search(program)) or any(
        _printing_elsewhere(program, match.end()) for match in re.finditer("print", program))


def _printing_elsewhere(program: str, place: int) -> bool:
    """Read on from a print to the certain end of its statement.

    A delimiter in a string, a pattern or a comment is no end, and neither is a line end: awk goes on after a comma.
    """
    quotes, doubtful = 0, False
    while place < len(program):
        letter = program[place]
        if letter == "\"":
            quotes += 1
        doubtful = doubtful or letter in "/\\#"
        if letter in ";}" and quotes % 2 == 0 and not doubtful:
            return False
        if letter == "|" and program[place:place + 2] == "||":
            place += 1
        elif letter in ">|":
            return True
        place += 1
    return False
