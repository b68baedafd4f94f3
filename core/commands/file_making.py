"""What follows `create`, read: a file and its text, or folders and what is in them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from core.commands.file_selection import SORTS, place_of
from core.commands.file_words import Cursor, is_name


@dataclass(frozen=True, slots=True)
class Making:
    """What to create: folders, or one file and its text (None: not said). `place` is the folder it goes into."""

    folders: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    file: str = ""
    text: str | None = None
    place: str = ""


def making(text: str, *, bare: bool) -> Making:
    """Read what follows `create`; ValueError where it is something else."""
    cursor = Cursor(text, bare=bare)
    cursor.take("me")
    cursor.take("a", "an", "the", "another", "some", "two", "three")
    cursor.take("new")
    cursor.take("empty", "blank", "new")
    one = cursor.word() in ("folder", "directory", "dir")
    if cursor.take("folders", "folder", "directories", "directory", "dirs", "dir"):
        return _making_folders(cursor, one=one)
    sort = cursor.word() if cursor.word() in SORTS and cursor.word(1) in ("file", "script", "document") else ""
    cursor.at += 1 if sort else 0
    noun = cursor.take("file", "document") or (cursor.take("script") if sort else "")
    if noun:
        cursor.take("called", "named", "with the name", "with name")
    token = cursor.take_token()
    fits = token is not None and token.text != "," and (is_name(token) or not bare or (
        noun and token.word not in _NO_NAMES))
    if token is None or not fits:
        raise ValueError("expected a file or a folder, such as: a folder called notes")
    if token.text.endswith("/") and not noun:
        cursor.at -= 1
        return _making_folders(cursor, one=False)
    name = token.text if not sort or "." in token.text else token.text + _ending(sort)
    place = _into(cursor)
    said = _content(cursor)
    if not cursor.done:
        raise ValueError("a file is created with: the text ...")
    return Making(file=name, text=said, place=place)


_NO_NAMES = frozenset((
    "that", "which", "with", "for", "to", "in", "of", "about", "and", "system", "structure", "format", "from", "where",
    "containing", "on", "like", "explorer", "manager", "upload", "sharing", "server", "reader", "parser", "is"))


# Words that can stand after a folder's name, and join it to something else.
_AFTER_NAME = frozenset(("and", "&", ",", "in", "inside", "under", "into", "at", "with", "containing", "here"))
_NAME_WORDS_MAX = 4


def _ending(sort: str) -> str:
    """Return the usual suffix of a sort of file."""
    usual = {"text": ".txt", "python": ".py", "shell": ".sh", "bash": ".sh", "javascript": ".js", "markdown": ".md",
             "script": "", "html": ".html", "typescript": ".ts", "rust": ".rs", "ruby": ".rb", "yaml": ".yaml",
             "c++": ".cpp", "config": ".conf"}
    return usual.get(sort, f".{sort}")


def _into(cursor: Cursor) -> str:
    start = cursor.at
    if cursor.take("here", "in this folder", "in the current folder"):
        return ""
    if cursor.take("in", "inside", "under", "into", "at"):
        place = place_of(cursor)
        if place:
            return place
    cursor.at = start
    return ""


def _content(cursor: Cursor) -> str | None:
    """Take the text a file is to hold: everything to the end of the line."""
    if cursor.done:
        return None
    opened = cursor.take(
        "with the text", "with text", "with the contents", "with the content", "with contents", "with content",
        "with the following text", "with the following content", "with the words", "with the line",
        "containing the text", "containing", "that says", "which says", "saying", "that contains the text", "and write",
        "with:", ":", "and put", "reading")
    if not opened and cursor.word() == "with" and cursor.left == 2 and cursor.tokens[cursor.at + 1].quoted:
        cursor.at += 1
        opened = "with"
    if not opened or cursor.done:
        return None
    cursor.take(":")
    quoted = cursor.left == 1 and cursor.tokens[cursor.at].raw[:1] == '"'
    said = cursor.rest()
    return said.replace("\\n", "\n").replace("\\t", "\t") if quoted else said


def _making_folders(cursor: Cursor, *, one: bool) -> Making:
    called = cursor.take("called", "named", "with the name", "with name", "with the names")
    names = (_name_with_blanks(cursor, one=one) if called else []) or _names(cursor)
    place = _into(cursor)
    inside: list[str] = []
    if names and cursor.take("with the", "with", "containing the", "containing", "and in it the", "and in it"):
        cursor.take("two", "three", "four", "five")
        if not cursor.take("subfolders", "subfolder", "folders", "folder", "subdirectories", "subdirectory",
                           "directories", "sub-folders"):
            raise ValueError("expected: with subfolders a and b")
        cursor.take("called", "named", "in it", "inside", ":")
        inside = _names(cursor)
        if not inside:
            raise ValueError("expected the names of the subfolders")
    place = place or _into(cursor)
    if not names or not cursor.done:
        raise ValueError("expected the folder's name")
    return Making(folders=tuple(names), inside=tuple(inside), place=place)


def _name_with_blanks(cursor: Cursor, *, one: bool) -> list[str]:
    """Take "old stuff" after "called": words that are together one name, since nothing joins them.

    `one`: a single folder was asked for; then "My Docs" is one though Docs alone would be a name.
    """
    start = cursor.at
    taken = []
    while not cursor.done and cursor.word() not in _AFTER_NAME:
        taken.append(cursor.tokens[cursor.at])
        cursor.at += 1
    words = [token.word for token in taken]
    fits = 2 <= len(taken) <= _NAME_WORDS_MAX and all(words) and not _NO_NAMES & set(words) and (
        not is_name(taken[1]) or (one and not is_name(taken[0])))
    if not fits or cursor.word() in ("and", "&", ","):
        cursor.at = start
        return []
    return [cursor.line[taken[0].start:taken[-1].end]]


def _names(cursor: Cursor) -> list[str]:
    """Take names one after another: "a, b and c"; any word is a name where one is expected."""
    found: list[str] = []
    while not cursor.done:
        start = cursor.at
        if found and not cursor.take(", and", ",", "and", "&") and not is_name(cursor.tokens[cursor.at]):
            break
        token = cursor.take_token()
        if token is None or token.text == "," or token.word in _NO_NAMES:
            cursor.at = start
            break
        found.append(token.text.rstrip("/") or token.text)
    return found
