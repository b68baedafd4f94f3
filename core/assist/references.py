"""What was lately at hand in a session: files, folders, commands and their output, for "it" and "that file"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Literal, Protocol, TypeAlias, get_args

from core.assist.listed import ROWS_MAX, points_into_list, rows_meant
from core.store.session_log import Line
from core.words.errors import DiskError, UsageError
from core.words.safe_text import clean_input, visible
from core.words.values import Json

Kind: TypeAlias = Literal["file", "folder", "command", "output"]
KINDS: tuple[Kind, ...] = get_args(Kind)
REFERENCES_MAX = 50
OUTPUT_CHARACTERS_MAX = 16_000
_HEAD_CHARACTERS = 4_000
_TEXT_CHARACTERS_MAX = 8_000
_SHOWN_CHARACTERS = 60
LINE_TYPE, FORGET_TYPE = "reference", "reference forgotten"

# A word that points, by what it may point at. "it" is what was at hand last; output is only meant when it is said.
_THINGS: tuple[Kind, ...] = ("file", "folder", "command")
_POINTS = (r"(?:(?:the|that|this|my|those|these|our) (?:(?:same|very|last|latest|previous|most recent|recent) )*"
           r"|(?:last|latest|previous|most recent) )")
_WORDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (r"it|that|this|(?:that|this|the|the same|the last) (?:one|thing)|the same", _THINGS),
    (rf"{_POINTS}(?:file|document|script|program|code|source|module|page)(?: (?:again|there))?", ("file",)),
    (rf"{_POINTS}(?:folder|directory|dir)|there|in there|inside it", ("folder",)),
    (rf"{_POINTS}(?:command|command line|line i ran|thing i ran)", ("command",)),
    (rf"{_POINTS}(?:output|results?|errors?|error message|message|failure|traceback)|what it (?:printed|said|wrote)",
     ("output",)))
_BEFORE = re.compile(r"the (other|one before|previous|file before)(?: (one|file|folder|command))?(?: (?:that|it))?")
_NUMBERED = re.compile(r"(?:#|number |reference )(\d{1,6})")
_SUFFIXES = {"script": (".py", ".sh", ".bash", ".js", ".mjs", ".rb", ".pl", ".ts", ".zsh", ".fish"),
             "python": (".py",), "bash": (".sh", ".bash"), "shell": (".sh", ".bash", ".zsh"),
             "javascript": (".js", ".mjs"), "json": (".json",), "text": (".txt", ".md"),
             "markdown": (".md",), "yaml": (".yaml", ".yml"),
             "csv": (".csv",), "log": (".log",), "config": (".ini", ".toml", ".yaml", ".yml", ".conf", ".cfg")}
_OF_SORT = re.compile(rf"(?:the|that|this|my) (?:last )?({'|'.join(_SUFFIXES)})(?: (?:file|script|one))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing that was at hand: a path, a command, or what a command wrote; `how` says what was done with it."""

    number: int
    kind: Kind
    text: str
    how: str
    at: str

    @property
    def name(self) -> str:
        """How it is named to the person: a file by its last part, anything else by its first line."""
        if self.kind in ("file", "folder"):
            return visible(PurePath(self.text).name or self.text)
        line = visible(self.text.strip().partition("\n")[0])
        return line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS - 1] + "…"


class Kept(Protocol):
    """Where references are written down: a session's log, or nowhere."""

    def event(self, type_: str, **facts: Json) -> None:
        """Keep a remark."""

    def lines(self) -> list[Line]:
        """Return everything kept, in order."""


class References:
    """The things at hand, the one used last at the end. They come back with the session's log."""

    def __init__(self, log: Kept | None = None) -> None:
        self._log = log
        self._found: list[Reference] = []
        self._listed: tuple[Reference, ...] = ()
        self._number = 0
        for line in log.lines() if log is not None else ():
            self._read(line)

    def note(self, kind: Kind, text: str, how: str, *, source: str = "") -> Reference:
        """Say that something is at hand now; what was so before keeps its number. Output is bounded.

        `source` is what it was made of: a list that shows that one stays at hand.
        """
        text = _bounded(clean_input(text)) if kind == "output" else text[:_TEXT_CHARACTERS_MAX]
        known = next((one for one in self._found if one.kind == kind and one.text == text and kind != "output"), None)
        number = known.number if known else self._number + 1
        noted = Reference(number, kind, text, how, datetime.now().astimezone().isoformat(timespec="milliseconds"))
        if all(row.text not in (text, source) for row in self._listed):
            self.forget_list()
        self._put(noted)
        self._write(LINE_TYPE, number=number, kind=kind, text=text, how=how)
        return noted

    def note_list(self, paths: Sequence[Path]) -> None:
        """Say what a list showed, row by row, for "the second one" and "them".

        It is at hand until something else is: a row of it may be shown, no other file and no answer. Nothing of it is
        kept with the session, so that "delete them" can mean no list of another day.
        """
        at = datetime.now().astimezone().isoformat(timespec="milliseconds")
        self._listed = tuple(Reference(0, "folder" if path.is_dir() else "file", str(path), "listed", at)
                             for path in paths[:ROWS_MAX])

    def forget_list(self) -> None:
        """Say that something else was talked of since the last list."""
        self._listed = ()

    def resolve_all(self, words: str, *kinds: Kind) -> tuple[Reference, ...]:
        """Return all that words stand for: the rows of a list for "them" and "the first two", else the one thing."""
        said = _said(words)
        if not points_into_list(said):
            one = self.resolve(words, *kinds)
            return (one,) if one is not None else ()
        rows = (self._listed[row] for row in rows_meant(said, [_names_of(one) for one in self._listed]) or ())
        once = {one.text: one for one in rows}
        return tuple(once.values()) if all(not kinds or one.kind in kinds for one in once.values()) else ()

    def last(self, *kinds: Kind) -> Reference | None:
        """Return what was at hand last, of these kinds (of any, when none is named)."""
        return next((one for one in reversed(self._found) if not kinds or one.kind in kinds), None)

    def last_run(self) -> tuple[Reference | None, Reference | None]:
        """Return the command that ran last, and what it wrote: None where it wrote nothing."""
        ran, wrote = self.last("command"), self.last("output")
        earlier = ran is not None and wrote is not None and self._found.index(wrote) < self._found.index(ran)
        return ran, None if earlier else wrote

    def resolve(self, words: str, *kinds: Kind) -> Reference | None:
        """Return what words such as "it", "that file", "the last command" or "there" stand for, if anything.

        Where `kinds` are given only those can be meant: "it" after `delete` is no command.
        """
        said = _said(words)
        if points_into_list(said):
            rows = self.resolve_all(said, *kinds)
            return rows[0] if len(rows) == 1 else None
        if len(self._listed) > 1 and rows_meant(said, [()] * len(self._listed)):
            row = self._listed[-1]  # "the last one", just below a list
            return row if not kinds or row.kind in kinds else None
        numbered = _NUMBERED.fullmatch(said)
        if numbered:
            return next((one for one in self._found if one.number == int(numbered[1])
                         and (not kinds or one.kind in kinds)), None)
        sort = _OF_SORT.fullmatch(said)
        if sort and (not kinds or "file" in kinds):
            return next((one for one in reversed(self._found) if one.kind == "file"
                         and PurePath(one.text).suffix.lower() in _SUFFIXES[sort[1]]), None) or (
                self.last("file") if sort[1] == "script" else None)
        before = _BEFORE.fullmatch(said)
        if before:
            return self._one_before(_meant((before[2] or "one"), kinds))
        for pattern, meant in _WORDS:
            if re.fullmatch(pattern, said):
                wanted = tuple(kind for kind in meant if not kinds or kind in kinds)
                return self.last(*wanted) if wanted else None
        return None

    def list(self) -> tuple[Reference, ...]:
        """Return everything at hand, the latest first."""
        return tuple(reversed(self._found))

    def forget(self, number: int) -> Reference:
        """Take one away; "it" then means the one before."""
        gone = self._numbered(number)
        self._found.remove(gone)
        self._write(FORGET_TYPE, number=number)
        return gone

    def use(self, number: int) -> Reference:
        """Make one the thing that "it" means."""
        chosen = self._numbered(number)
        self._put(chosen)
        self._write(LINE_TYPE, number=number, kind=chosen.kind, text=chosen.text, how=chosen.how)
        return chosen

    def _one_before(self, kinds: Sequence[Kind]) -> Reference | None:
        last = self.last(*kinds)
        return next((one for one in reversed(self._found) if one is not last and last and one.kind == last.kind), None)

    def _numbered(self, number: int) -> Reference:
        found = next((one for one in self._found if one.number == number), None)
        if found is None:
            raise UsageError(f"nothing at hand has the number {number}", hint="`context refs` lists what is at hand")
        return found

    def _put(self, noted: Reference) -> None:
        self._found = [one for one in self._found if one.number != noted.number] + [noted]
        del self._found[:-REFERENCES_MAX]
        self._number = max(self._number, noted.number)

    def _read(self, line: Line) -> None:
        number, kind, text = line.facts.get("number"), line.facts.get("kind"), line.facts.get("text")
        if type(number) is not int:
            return
        if line.type == FORGET_TYPE:
            self._found = [one for one in self._found if one.number != number]
        elif line.type == LINE_TYPE and kind in KINDS and isinstance(text, str):
            self._put(Reference(number, kind, text, str(line.facts.get("how", "")), line.at))

    def _write(self, type_: str, **facts: Json) -> None:
        if self._log is not None:
            with suppress(DiskError):
                self._log.event(type_, **facts)


def _said(words: str) -> str:
    return " ".join(words.lower().strip(" .,;:!?\"'`").split())


def _names_of(one: Reference) -> tuple[str, ...]:
    """What a row may be called."""
    if one.kind == "folder":
        return ("folder", "directory")
    script = PurePath(one.text).suffix.lower() in _SUFFIXES["script"]
    return ("file", "document", *(("script",) if script else ()))


def _meant(word: str, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    named: tuple[Kind, ...] = tuple(kind for kind in _THINGS if kind == word) or ("file", "folder")
    return tuple(kind for kind in named if not kinds or kind in kinds)


def _bounded(text: str) -> str:
    """Keep the beginning and, more of it, the end: an error stands at the end of what a command writes."""
    if len(text) <= OUTPUT_CHARACTERS_MAX:
        return text
    tail = OUTPUT_CHARACTERS_MAX - _HEAD_CHARACTERS
    left_out = len(text) - OUTPUT_CHARACTERS_MAX
    return f"{text[:_HEAD_CHARACTERS]}\n[… {left_out:,} characters left out …]\n{text[-tail:]}"
