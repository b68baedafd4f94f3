"""What follows `list` and `find`, read: a selection of files, a folder, a text to look for. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from core.assist.file_search import Wanted
from core.commands.file_selection import HERE, extras, in_order, in_place, in_size, in_time, place_of, selection
from core.commands.file_words import ARTICLES, Cursor, has_pattern, is_name, named, several

# Words that are looked for by their meaning, which only a model can do, not as letters.
_MEANING = frozenset((
    "bug", "bugs", "error", "errors", "mistake", "mistakes", "typo", "typos", "problem", "problems", "issue", "issues",
    "it", "that", "this", "me", "something", "anything", "out", "love", "happiness", "peace", "joy", "comfort",
    "inspiration", "meaning", "solutions", "ideas", "ways", "us", "them", "hope", "beauty", "work", "information"))
_FIND_FLAG = re.compile(r"-(i?name|type|size|mtime|i?path|maxdepth|empty|newer|exec|delete|print0?)")


def list_selection(text: str, *, bare: bool) -> Wanted:
    """Read what follows `list`; ValueError where it is something else."""
    cursor = Cursor(text, bare=bare)
    flags = Wanted()
    while (step := extras(cursor, flags)) is not None:
        flags = step
    if cursor.done:
        return flags
    start = cursor.at
    if cursor.take("the contents of", "contents of", "everything in", "what is in", "in"):
        where = place_of(cursor)
        if where and cursor.done:
            return replace(flags, place=where)
        cursor.at = start
    found = selection(cursor, deep=False)
    if found is not None:
        # "the files here" are all that is here; hidden, large or python ones are files only.
        plain = found.what == "file" and not (found.suffixes or found.patterns or found.count or found.text
                                              or found.size_min or found.size_max or found.empty)
        return _joined(flags, replace(found, what="all") if plain else found)
    cursor.at = start
    where = place_of(cursor) if cursor.word() == "my" else ""
    if not where:
        path = named(cursor)
        where = path.text if path else ""
    if not where:
        raise ValueError("expected a folder, or words such as: python files by size")
    wanted = flags
    more = [] if "/" in where else [path.text for path in several(cursor) if "/" not in path.text]
    if more:  # "ls a.py b.py", or a pattern that a shell has made names of
        wanted = replace(wanted, patterns=(where, *more))
        where = ""
    while not cursor.done:
        step = in_order(cursor, wanted) or extras(cursor, wanted)
        if step is None:
            raise ValueError("not a folder")
        wanted = step
    if has_pattern(where):
        folder, _, pattern = where.rpartition("/")
        return replace(wanted, place=folder, patterns=(pattern,))
    return replace(wanted, place=where)


def _joined(flags: Wanted, found: Wanted) -> Wanted:
    hidden = flags.hidden if flags.hidden != "no" else found.hidden
    order = flags.order if flags.order != "name" else found.order
    return replace(found, hidden=hidden, order=order, backwards=flags.backwards != found.backwards)


def find_selection(text: str, *, bare: bool) -> Wanted:
    """Read what follows `find`; ValueError where it is something else."""
    cursor = Cursor(text, bare=bare)
    if any(_FIND_FLAG.fullmatch(token.raw) for token in cursor.tokens):
        return _shell_find(cursor)
    if cursor.word() == "me" and cursor.word(1) in ("all", "every", "files", "the"):
        cursor.at += 1
    start = cursor.at
    found = selection(cursor, deep=True)
    if found is not None:
        return found
    cursor.at = start
    return _text_in(cursor) or _by_name(cursor)


def _text_in(cursor: Cursor) -> Wanted | None:
    """Read "hello in *.py", "the text 'buy milk' in my notes folder"; None where it is something else."""
    start = cursor.at
    said = cursor.take("the text", "the word", "the string", "text")
    token = cursor.take_token()
    place = cursor.take("in", "inside", "within", "under")
    literal = token is not None and (
        said or token.quoted or not (is_name(token) or (cursor.bare and token.word in _MEANING | ARTICLES)))
    wanted = _text_place(cursor) if token is not None and place and literal else None
    if token is None or wanted is None or not cursor.done:
        cursor.at = start
        return None
    return replace(wanted, text=token.text, what="file", deep=True)


def _text_place(cursor: Cursor) -> Wanted | None:
    """Take where a text is looked for: "*.py", "all python files in src", "here", "main.py"."""
    if cursor.take("all files", "the files", "files", "every file", "all the files", "this folder", "here", *HERE):
        return Wanted()
    start = cursor.at
    sorts = selection(cursor, deep=True)
    if sorts is not None:
        return sorts
    cursor.at = start
    found = named(cursor)
    wanted: Wanted | None = None
    if found is not None:
        wanted = Wanted(patterns=(found.text,)) if has_pattern(found.text) else Wanted(place=found.text)
    while wanted is not None and not cursor.done:
        wanted = in_place(cursor, wanted)
    return wanted


def _by_name(cursor: Cursor) -> Wanted:
    """Read "main.py", "the folder build", "report.pdf in docs"."""
    name = named(cursor)
    if name is None or name.is_reference:
        raise ValueError("expected what to find, such as: all python files, *.txt, or hello in *.py")
    wanted = Wanted(deep=True, what="folder" if name.noun == "folder" else "all", patterns=(name.text.rstrip("/"),))
    while not cursor.done:
        step = in_place(cursor, wanted) or in_size(cursor, wanted) or in_time(cursor, wanted)
        if step is None:
            raise ValueError("not something to find")
        wanted = step
    return wanted


def _shell_find(cursor: Cursor) -> Wanted:
    """Read the part of the language of `find` itself that means the same here."""
    wanted = Wanted(deep=True, everything=True)
    token = cursor.peek()
    if token is not None and not token.raw.startswith("-"):
        wanted = replace(wanted, place=token.text)
        cursor.at += 1
    while not cursor.done:
        flag = cursor.word()
        value = cursor.peek(1)
        if flag in ("-print", "-empty"):
            wanted = replace(wanted, empty=wanted.empty or flag == "-empty")
            cursor.at += 1
            continue
        wanted = _flag_of_find(wanted, flag, value.text if value else "")
        cursor.at += 2
    return wanted


def _flag_of_find(wanted: Wanted, flag: str, value: str) -> Wanted:
    amount = re.fullmatch(r"([+-])(\d{1,9})([kMG]?)", value)
    if flag in ("-name", "-iname") and value:
        return replace(wanted, patterns=(value,))
    if flag == "-type" and value in ("f", "d"):
        return replace(wanted, what="file" if value == "f" else "folder")
    if flag == "-size" and amount and amount[3]:
        size = int(amount[2]) * 1024 ** (1 + "kMG".index(amount[3]))
        return replace(wanted, size_min=size) if amount[1] == "+" else replace(wanted, size_max=size)
    if flag == "-mtime" and amount and not amount[3]:
        days = f"{amount[2]} day"
        return replace(wanted, older=days) if amount[1] == "+" else replace(wanted, newer=days)
    raise ValueError(f"`!find ...` runs the program find, which knows {flag}")
