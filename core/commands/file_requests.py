"""What follows `read`, `tree`, `copy`, `move`, `rename`, `delete`, `open` and `cd`, read. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.assist.file_search import Wanted
from core.commands.file_selection import number_of, place_of, selection
from core.commands.file_words import (
    ARTICLES,
    FILE_NOUNS,
    FOLDER_NOUNS,
    Cursor,
    Named,
    has_pattern,
    is_name,
    is_reference,
    named,
    several,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Which files to read, and which of their lines: `last` counts from the end; an end of None is the last line.

    Here and below, `whole` is the name of the one file with the words before it that may belong to it: "my notes.txt".
    """

    files: tuple[str, ...]
    begin: int = 1
    end: int | None = None
    last: int | None = None
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """What to copy, move or rename, and where to."""

    sources: tuple[str, ...]
    target: str
    selected: Wanted | None = None
    into_folder: bool = False
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Choosing:
    """What to delete or open: names, or a selection; `what` is the noun said with it; `program` opens it."""

    files: tuple[str, ...] = ()
    selected: Wanted | None = None
    what: str = ""
    program: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Branching:
    """Which folder to draw as a tree, and how deep."""

    place: str = ""
    levels: int | None = None
    hidden: bool = False
    folders: bool = False


def reading(text: str, *, bare: bool) -> Reading:
    """Read what follows `read`; ValueError where it is something else."""
    cursor = Cursor(text, bare=bare)
    if cursor.word() == "me" and cursor.left > 1:
        cursor.at += 1
    span = _lines_first(cursor)
    if span is not None and not cursor.take("of", "from", "in"):
        raise ValueError("expected: the first 20 lines of FILE")
    if span is None:
        cursor.take("all of", "the whole of", "the contents of", "the content of", "what is in", "the text of")
    files = several(cursor)
    if span is None and files:
        span = _lines_last(cursor)
    if not files or not cursor.done:
        raise ValueError("expected a file, such as main.py")
    begin, end, last = span or (1, None, None)
    return Reading(tuple(_text_of(each) for each in files), begin, end, last, _whole(files))


_Span = tuple[int, int | None, int | None]


def _lines_first(cursor: Cursor) -> _Span | None:
    """Take "the first 20 lines", "lines 10 to 20", "line 5"."""
    start = cursor.at
    cursor.take("only")
    cursor.take("the")
    if cursor.take("first line", "top line"):
        return 1, 1, None
    if cursor.take("last line", "final line"):
        return 1, None, 1
    side = cursor.take("first", "top", "last", "final", "bottom")
    count = number_of(cursor.word()) if side else None
    if side and count and cursor.word(1) in ("lines", "line"):
        cursor.at += 2
        return (1, count, None) if side in ("first", "top") else (1, None, count)
    cursor.at = start
    cursor.take("the")
    if cursor.take("beginning", "start", "head"):
        return 1, 10, None
    if cursor.take("end", "tail"):
        return 1, None, 10
    span = _span(cursor)
    if span is None:
        cursor.at = start
    return span


def _span(cursor: Cursor) -> _Span | None:
    """Take "lines 10 to 20", "lines 10-20", "line 5", "from line 10"."""
    start = cursor.at
    opened = cursor.take("from line", "starting at line", "from")
    if not opened and not cursor.take("lines", "line"):
        return None
    if opened == "from" and not cursor.take("lines", "line"):
        cursor.at = start
        return None
    both = re.fullmatch(r"(\d{1,9})[-:–](\d{1,9})", cursor.word())
    if both:
        cursor.at += 1
        return int(both[1]), int(both[2]), None
    begin = number_of(cursor.word())
    if begin is None:
        cursor.at = start
        return None
    cursor.at += 1
    if cursor.take("to the end", "on", "onwards", "onward"):
        return begin, None, None
    if cursor.take("to line", "to", "-", "until line", "until", "through", "and"):
        end = number_of(cursor.word())
        if end is None:
            cursor.at = start
            return None
        cursor.at += 1
        return begin, end, None
    return begin, None if opened else begin, None


def _lines_last(cursor: Cursor) -> _Span | None:
    start = cursor.at
    cursor.take(",")
    span = _span(cursor) or _lines_first(cursor)
    if span is None:
        cursor.at = start
    return span


# What makes "all" a part of words that point: "all of them", "all those files".
_OF_THEM = frozenset(("of", "them", "these", "those"))
_TARGETS = ("to", "into", "in", "onto", "inside", "under", "as", "over to")
_INTO = ("into", "in", "inside", "under")
# Words that open what is said of a name, and are none.
_NO_NAMES = frozenset(("that", "which", "with", "for", "to", "in", "of", "about", "and", "from", "where", "on"))
NO_TARGETS = frozenset((
    "me", "you", "us", "him", "her", "them", "clipboard", "english", "french", "german", "spanish", "left", "right",
    "up", "down", "top", "bottom", "on", "it", "that", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "tomorrow", "life", "work", "other", "another", "different", "uppercase", "lowercase"))


def sending(text: str, *, bare: bool) -> Sending:
    """Read what follows `copy` and `move`; ValueError where it is something else."""
    cursor = Cursor(text, bare=bare)
    selected = _selected(cursor)
    sources = [] if selected is not None else several(cursor, plain=not bare)
    if selected is None and len(sources) > 1 and cursor.done:  # "a.txt b.txt backup/", but not "a.txt and b.txt"
        if any(token.word in ("and", "&", ",") for token in cursor.tokens):
            raise ValueError("expected where to: a.txt and b.txt to backup/")
        *first, last = sources
        return Sending(tuple(_text_of(each) for each in first), last.text, into_folder=len(first) > 1)
    said = cursor.take(*_TARGETS) if selected is not None or sources else ""
    if not said:
        raise ValueError("expected: a.txt to backup/")
    pointing = any(each.is_reference for each in sources)
    target = _target(cursor, plain=not bare or (not pointing and said in ("to", "into", "over to")))
    if target is None or not cursor.done:
        raise ValueError("expected where to: a folder, or a name")
    many = selected is not None or len(sources) > 1 or any(has_pattern(each.text) for each in sources)
    # What goes into something that is called like no file makes a folder of it, where there is none.
    into = said in _INTO and not re.search(r"[^/.]\.\w{1,5}$|/$", target.text)
    return Sending(tuple(_text_of(each) for each in sources), target.text, selected,
                   into_folder=many or into or target.noun == "folder", whole=_whole(sources))


def _target(cursor: Cursor, *, plain: bool) -> Named | None:
    start = cursor.at
    cursor.take("a new", "a")
    if cursor.at > start and cursor.word() not in FOLDER_NOUNS | FILE_NOUNS:
        cursor.at = start
    if cursor.word() in ("my", "the", "home"):
        begin = cursor.at
        place = place_of(cursor)
        if place.startswith("~"):
            return Named(place, "folder")
        cursor.at = begin
    token = cursor.peek()
    fits = plain and cursor.left == 1 and token is not None and token.word not in NO_TARGETS | ARTICLES
    return named(cursor, plain=fits)


def _selected(cursor: Cursor) -> Wanted | None:
    """Take "all python files in src", up to the words that say where to."""
    start = cursor.at
    if not cursor.take("all the", "all", "every", "everything") and cursor.word() != "empty":
        return None
    cursor.at = start
    place = next((at for at in range(len(cursor.tokens) - 1, start, -1) if cursor.tokens[at].word in ("to", "into")),
                 len(cursor.tokens))
    inner = Cursor(cursor.line[:cursor.tokens[place].start] if place < len(cursor.tokens) else cursor.line,
                   bare=cursor.bare)
    inner.at = start
    found = selection(inner, deep=False)
    if found is not None and inner.done:
        cursor.at = place
        return found
    return None


def renaming(text: str, *, bare: bool) -> Sending:
    """Read what follows `rename`; ValueError where it is something else."""
    cursor = Cursor(text, bare=bare)
    cursor.take("all")
    source = named(cursor)
    if source is None:
        raise ValueError("expected: a.txt to b.txt")
    said = cursor.take("files to", "to", "as", "into")
    token = cursor.take_token()
    fits = token is not None and token.text != "," and (is_name(token) or (
        (said or not bare) and token.word not in _NO_NAMES | ARTICLES | {"something", "anything", "what"}))
    if token is None or not fits or not cursor.done:
        raise ValueError("expected the new name")
    return Sending((_text_of(source),), token.text, whole=source.whole)


def choosing(text: str, *, bare: bool) -> Choosing:
    """Read what follows `delete`; ValueError where it is something else."""
    cursor = Cursor(text, bare=bare)
    selected = _selected(cursor)
    if selected is not None and cursor.done:
        return Choosing(selected=selected)
    cursor.at = 0
    if cursor.word(1) not in _OF_THEM:
        cursor.take("all")
    files = several(cursor, plain=not bare)
    if not files or not cursor.done:
        raise ValueError("expected a file or a folder, such as: old.log, or: the folder build")
    return Choosing(tuple(_text_of(each) for each in files), what=files[0].noun, whole=_whole(files))


def opening(text: str, *, bare: bool) -> Choosing:
    """Read what follows `open`; ValueError where it is something else."""
    cursor = Cursor(text, bare=bare)
    if cursor.take("this folder", "the current folder", "the folder here") and cursor.done:
        return Choosing((".",), what="folder")
    cursor.at = 0
    if cursor.word() == "my":
        place = place_of(cursor)
        if place.startswith("~") and cursor.done:
            return Choosing((place,), what="folder")
        cursor.at = 0
    file = named(cursor, plain=not bare)
    program = ""
    if file is not None and cursor.take("with", "in", "using"):
        token = cursor.take_token()
        program = token.text if token is not None and re.fullmatch(r"[\w./+-]+", token.text) else ""
        file = file if program else None
    if file is None or not cursor.done:
        raise ValueError("expected a file, such as report.pdf")
    return Choosing((_text_of(file),), what=file.noun, program=program, whole=file.whole)


def branching(text: str, *, bare: bool) -> Branching:
    """Read what follows `tree`; ValueError where it is something else."""
    cursor = Cursor(text, bare=bare)
    found = Branching()
    while not cursor.done:
        levels = _levels(cursor)
        if levels is not None:
            found = Branching(found.place, levels, found.hidden, found.folders)
        elif cursor.take("-a", "with hidden files", "with hidden"):
            found = Branching(found.place, found.levels, True, found.folders)
        elif cursor.take("-d", "folders only", "of folders", "only folders"):
            found = Branching(found.place, found.levels, found.hidden, True)
        elif not found.place and (place := _tree_place(cursor)):
            found = Branching(place, found.levels, found.hidden, found.folders)
        else:
            raise ValueError("expected a folder, or: 2 levels")
    return found


def _levels(cursor: Cursor) -> int | None:
    start = cursor.at
    if cursor.take("-l", "--levels", "to level", "levels", "level", "depth"):
        count = number_of(cursor.word())
        cursor.at += 1
    else:
        cursor.take("with", "to", "down to", "up to", "only", ",")
        count = number_of(cursor.word())
        cursor.at += 1
        if count and not cursor.take("levels deep", "level deep", "levels", "level", "deep") and cursor.at < len(
                cursor.tokens):
            count = None
    if count is None or cursor.at > len(cursor.tokens):
        cursor.at = start
        return None
    return count


def _tree_place(cursor: Cursor) -> str:
    cursor.take("of", "for", "in")
    if cursor.take("this folder", "the current folder", "here", "this directory"):
        return "."
    found = named(cursor)
    return found.text if found else ""


def changing(text: str, *, bare: bool) -> str:
    """Read what follows `cd`: a folder in any words; "-" is the one before. ValueError where there is none."""
    cursor = Cursor(text, bare=False)
    cursor.take("to", "into", "in")
    if cursor.take("back", "-") and cursor.done:
        return "-"
    if cursor.take("home", "my home", "my home folder", "~") and cursor.done:
        return "~"
    if cursor.take("up", "one up", "up one level") and cursor.done:
        return ".."
    place = place_of(cursor)
    if place and cursor.done:
        return place
    cursor = Cursor(text, bare=False)
    if bare and cursor.left > 1:
        raise ValueError("not a folder")
    return cursor.rest()


def _whole(files: list[Named]) -> str:
    return files[0].whole if len(files) == 1 else ""


def _text_of(name: Named) -> str:
    """Return a name so that what points and what was quoted stay apart."""
    return f"./{name.text}" if name.noun == "quoted" and is_reference(name.text) else name.text
