"""What a typed line says of a script: which file is meant, and the arguments that it gets. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from core.commands.file_words import is_name, is_reference, tokens_of
from core.words.command import Kind

_FAULTS = r"errors?|bugs?|problems?|mistakes?|faults?|issues?|typos?|crash|traceback|failure|indentation|syntax"
# "the error in", "all bugs of", "the syntax error in the script".
_IN = re.compile(rf"(?:(?:all|any|every|the|an?|my|that|this|those|these|its)\s+)*(?:[a-z-]+\s+)?(?:{_FAULTS})"
                 r"(?:\s+(?:in|of|with|from|inside)\s+(?:(?:the|my)\s+(?:file|script|program)\s+(?=\S*[./]))?|\s*$)",
                 re.IGNORECASE)
_AGAIN = re.compile(r"(?:\s+(?:again|please|for me))+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScriptNamed:
    """A script as it was named, with the rest of the line as its arguments; `said` is the whole of it."""

    file: str
    arguments: str
    said: str


def script_named(text: str, *, bare: bool) -> ScriptNamed:
    """Read a file and its arguments; raise ValueError where no file is named.

    `bare`: nothing else says that the line is a command, so nothing but arguments may follow the file.
    """
    said = text.strip()
    rest = _AGAIN.sub("", said)
    faults = _IN.match(rest)
    rest = rest[faults.end():].strip() if faults else rest
    if faults and not rest:
        return ScriptNamed("it", "", said)
    if is_reference(rest):
        return ScriptNamed(rest, "", said)
    tokens = tokens_of(rest)
    if not tokens:
        raise ValueError("expected the name of a script")
    arguments = rest[tokens[0].end:].strip()
    if bare and not (is_name(tokens[0]) and (not arguments or arguments.startswith("-"))):
        raise ValueError("not the name of a script")
    return ScriptNamed(tokens[0].text, arguments, said)


def _script(text: str, bare: bool) -> ScriptNamed:
    return script_named(text, bare=bare)


ScriptWords = Annotated[ScriptNamed, Kind("files", _script, rest=True)]
