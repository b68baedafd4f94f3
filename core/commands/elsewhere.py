"""Lines that are plainly commands, but of parts this program comes without: what a person can do instead."""

from __future__ import annotations

import re

from core.words.command import Nothing

_FILE = r"[\w/~-]*[./][\w./~-]+"
# The words of a command, what may follow them in a line that nothing else marks as one, and the remedy.
_ELSEWHERE = (
    ("task", "", "`do` turns a request into one command, `ask` answers a question"),
    ("index", rf"(?: {_FILE}| \.)?", "name a file with @file, and it goes along with the question"),
    ("serve", "", "`batch --json` answers other programs, one line of JSON for each request"),
)
_FLAGS = re.compile(r"(?: --?[a-z][a-z-]*(?:[ =](?!-)[\w./:-]*\d[\w./:-]*)?)+$")


def missing_command(line: str, *, forced: bool) -> Nothing | None:
    """Say what to do in the place of a command this program lacks; None where the line is a sentence.

    `forced`: something else than the words says that they are a command, so anything may follow them.
    """
    text = " ".join(line.split())
    for name, rest, remedy in _ELSEWHERE:
        if not re.match(rf"{name}(?: |$)", text, re.IGNORECASE):
            continue
        if forced or re.fullmatch(rest, _FLAGS.sub("", text[len(name):]), re.IGNORECASE):
            return Nothing(f"there is no command {name!r}", remedy)
    return None
