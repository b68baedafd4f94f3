"""Sentences that mean a file command because of what is here: "delete pics" where pics is a folder. Asks the disk."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from core.app import App
from core.assist.file_search import Wanted
from core.assist.listed import points_into_list
from core.commands.file_requests import NO_TARGETS, Branching, Choosing, Reading, Sending
from core.commands.file_words import is_reference
from core.commands.line import read_arguments, split_line
from core.commands.script_words import ScriptNamed
from core.store.typed_path import typed_path
from core.words.command import Command, RunCommand
from core.words.errors import LuciferError, UsageError

_LINE_CHARACTERS_MAX = 400
_POLITE = re.compile(r"(?:(?:please|can you|could you|would you|will you|now|then|ok|okay|and|also|just)[, ]+)+",
                     re.IGNORECASE)
_THANKS = re.compile(r"(?:,? (?:please|now|for me|thanks|again))+[ .!]*$", re.IGNORECASE)
_CHANGES = frozenset(("copy", "move", "rename", "delete"))
_COMMANDS = frozenset(("list", "cd", "read", "tree", "copy", "move", "rename", "delete", "open", "fix", "watch"))
# What people say for a command's name, and which commands it may be: the first whose names are all there is meant.
_LOOK = ("list", "read")
_SAID = (("remove", ("delete",)), ("erase", ("delete",)), ("trash", ("delete",)), ("put", ("move",)),
         ("go to", ("cd",)), ("go into", ("cd",)), ("display", ("read", "list")),
         *((words, _LOOK) for words in (
             "what is in", "what's in", "what is inside", "what files are in", "show me what is in",
             "show me what's in", "show me the contents of", "show the contents of")))
_WHOLE: dict[str, tuple[str, dict[str, str]]] = {
    "go up": ("cd", {"folder": ".."}), "go back": ("cd", {"folder": "-"}), "go home": ("cd", {"folder": "~"}),
    "empty the trash": ("timeline clear", {}), "clear the trash": ("timeline clear", {})}
_COPY = re.compile(r"(?:make|create) (?:me )?a copy of (?P<source>.+?) (?:called|named|as) (?P<target>.+)",
                   re.IGNORECASE)
_MAKE = re.compile(r"make(?= (?:me )?(?:(?:a|an|another|some|two|three) )?(?:(?:new|empty|blank) )*"
                   r"(?:[a-z+]+ (?:file|document)|file|document|folders?|director(?:y|ies)|dirs?)\b)", re.IGNORECASE)
_BLANK_NAME = re.compile(r"(?:[\w()'&-]+ )+[\w()'&-]+\.\w{1,8}")
# Words that say which file is meant, and are no part of a name.
_MEANT = re.compile(r"\b(?:the|my|our|your|his|her|their|a|an|this|that|these|those|all|every|each|any|some|both|only|"
                    r"just|file|files|called|named|and|or|from|in|of|to|with|lines?|words?|old|new|whole|empty|it|them|"
                    r"everything|something|copy|contents?|document|script|image|picture|photo|folder)\b", re.IGNORECASE)
_SENT = re.compile(r"(?P<source>.+?) (?P<to>to|into|as) (?P<target>.+)", re.DOTALL)
_WHERE = re.compile(r"\s(?:to|into|onto|as|in|inside|under)\s")
# Words that point at anything at all, a thought too; "that file" is a file.
_BARE = re.compile(r"it|that|this|them|those|these|both|(?:all|both) of (?:them|those|these)|(?:this|that) one",
                   re.IGNORECASE)
_PLACE = re.compile(r"/|\w\.\w")
_FOLDER = re.compile(r"\b(?:folder|directory|dir|called|named)\b", re.IGNORECASE)
_BACK = re.compile(r"(?:put|bring|move|get) (?:it|that|them|those|this) back(?: again)?|(?:undelete|restore) "
                   r"(?:it|that|them)", re.IGNORECASE)


def command_here(app: App, text: str) -> RunCommand | None:
    """Return the file command that a sentence means here; None where it is for the model.

    Every name in it must be there, whole and exactly: nothing is guessed.
    """
    line = text.strip()
    if len(line) > _LINE_CHARACTERS_MAX or "\n" in line:
        return None
    begun = _POLITE.match(line)
    asked = line.endswith("?") and (begun is not None or line.lower().startswith("what"))
    said = _THANKS.sub("", line[begun.end() if begun else 0:].rstrip(" .!?" if asked else " "))
    if _BACK.fullmatch(said.rstrip(" .!?")) and _took_away(app):
        return RunCommand(app.table.by_name["undo"], {"change": "file"})
    if said.lower() in _WHOLE:
        name, values = _WHOLE[said.lower()]
        return RunCommand(app.table.by_name[name], dict(values))
    names, rest = _head(app, said)
    if names == ("create",):
        return _read(app, app.table.by_name["create"], rest, bare=True)
    for command in (app.table.by_name[name] for name in names if rest):
        quoted = _in_quotes(app, command, rest)
        if command.name in ("fix", "watch") and quoted == rest and said == line:
            continue  # what is no plain name of a script may be anything that people fix
        found = (None if quoted != rest else _read(app, command, rest, bare=True)) or _read(
            app, command, quoted, bare=False)
        if found is not None and _is_there(app, found, rest) and _goes_somewhere(app, found, said):
            return found
    if names == ("delete",) and _is_another(app, rest):
        return _read(app, app.table.by_name["delete"], shlex.quote(rest), bare=False)
    return None


def _is_another(app: App, rest: str) -> bool:
    """Whether words are the name of a file that is not here, and end in one that is: "meeting notes.txt".

    A model would take the one that is here.
    """
    begun, _, last = rest.rpartition(" ")
    return (_BLANK_NAME.fullmatch(rest) is not None and not _MEANT.search(begun) and _lies(app, last)
            and not _lies(app, rest))


def _head(app: App, said: str) -> tuple[tuple[str, ...], str]:
    """Return the names of the commands that the beginning of a sentence may stand for, and the rest of it."""
    copied = _COPY.fullmatch(said)
    if copied:
        return ("copy",), f"{copied['source']} to {copied['target']}"
    made = _MAKE.match(said)
    if made:
        return ("create",), said[made.end():].strip()
    for words, names in _SAID:
        if said.lower().replace("\u2019", "'").startswith(words + " "):
            return names, said[len(words):].strip()
    first, _, rest = said.partition(" ")
    if first.lower() == "run" and is_reference(rest):
        return ("run",), rest
    rest = rest.strip().removeprefix("me ") if first.lower() == "show" else rest.strip()
    command = app.table.get(first.lower())
    if command is None or command.name not in _COMMANDS:
        return (), ""
    return ("read", "list") if command.name == "read" else (command.name,), rest


def _in_quotes(app: App, command: Command, rest: str) -> str:
    """Put a name that holds blanks in quotes, where the words are together the name of something that is there."""
    if " " not in rest or rest[:1] in "\"'":
        return rest
    if command.name not in ("copy", "move", "rename"):
        return shlex.quote(rest) if _lies(app, rest) else rest
    sent = _SENT.fullmatch(rest)
    if sent is None or not (is_reference(sent["source"]) or _lies(app, sent["source"])):
        return rest
    source, target = sent["source"], sent["target"]
    whole = " " in target and (command.name == "rename" or _lies(app, target))
    return " ".join((source if is_reference(source) else shlex.quote(source), sent["to"],
                     shlex.quote(target) if whole else target))


def _read(app: App, command: Command, rest: str, *, bare: bool) -> RunCommand | None:
    try:
        return RunCommand(command, read_arguments(command, split_line(rest), bare=bare, names=app.table.names))
    except UsageError:
        return None


def _is_there(app: App, found: RunCommand, rest: str) -> bool:
    """Whether everything that a command names is there, and of the sort that it works on."""
    if any(isinstance(value, Choosing | Sending) and value.selected for value in found.values.values()):
        return True
    named = _named(found, rest)
    if found.command.name in _CHANGES and any(map(points_into_list, named)):
        # What is not at hand is said by the command.
        return all(points_into_list(name) or _path(app, name) is not None for name in named)
    paths = [_path(app, name) for name in named]
    if found.command.name in ("list", "tree", "cd"):
        return bool(paths) and all(path is not None and path.is_dir() for path in paths)
    if found.command.name in ("read", "fix", "watch"):
        return bool(paths) and all(path is not None and not path.is_dir() for path in paths)
    return bool(paths) and None not in paths


def _goes_somewhere(app: App, found: RunCommand, said: str) -> bool:
    """Whether what points goes to a place, and not "move that to monday" or "put it into words"."""
    sent = found.values.get(found.command.arguments[0].name)
    if not isinstance(sent, Sending) or found.command.name == "rename" or not any(map(_BARE.fullmatch, sent.sources)):
        return True
    target = _path(app, sent.target)
    if (target is not None and target.is_dir()) or _PLACE.search(sent.target) or _FOLDER.search(said):
        return True
    return not said.lower().startswith("put ") and sent.target.lower() not in NO_TARGETS


def _named(found: RunCommand, rest: str) -> tuple[str, ...]:
    """Return the names that must be there."""
    value = found.values.get(found.command.arguments[0].name)  # flags may stand beside it
    if isinstance(value, Choosing | Reading):
        return value.files
    if isinstance(value, ScriptNamed):
        return (value.file,)
    if isinstance(value, Sending):
        return value.sources if _WHERE.search(rest) else (*value.sources, value.target)
    if isinstance(value, Branching | Wanted):
        return (value.place,)
    return (value,) if isinstance(value, str) else ()


def _path(app: App, name: str) -> Path | None:
    """Return what a name stands for, or None: a path that is there, or something at hand."""
    if not name:
        return None
    if is_reference(name):
        known = (Path(one.text) for one in app.references.resolve_all(name, "file", "folder"))
        return next((path for path in known if os.path.lexists(path)), None)
    try:
        path = typed_path(name, app.cwd)
    except LuciferError:
        return None
    return path if os.path.lexists(path) else None


def _lies(app: App, name: str) -> bool:
    return not is_reference(name) and _path(app, name) is not None


def _took_away(app: App) -> bool:
    """Whether the last change to files was made by this session and took something from its place.

    Then "put it back" can mean nothing else; what was done elsewhere, or on another day, `undo` takes back.
    """
    entry = app.journal.last()
    return entry is not None and entry.kind in ("delete", "move") and app.journal.made(entry)
