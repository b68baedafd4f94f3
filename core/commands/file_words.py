"""How people name files in a typed line: the words as tokens, and the phrases that stand for a path. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from core.assist.listed import points_into_list
from core.commands.line import split_line


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _set("the a an my our")
FILE_NOUNS = _set("file document")
FOLDER_NOUNS = _set("folder directory dir subfolder")
# Names that are used so much that they are taken for files and folders although they look like words.
_KNOWN = _set(
    "readme license licence makefile dockerfile changelog gemfile rakefile vagrantfile jenkinsfile procfile authors "
    "src docs tests lib bin dist node_modules downloads documents desktop usr etc tmp venv __pycache__ todo.txt")
_SUFFIX = re.compile(r"[^\s/]\.[A-Za-z][A-Za-z0-9_-]{0,11}$|[^\s/]\.(?:7z|1|2|3)$|\w\.\d{1,3}$")
_ADDRESS = re.compile(r"^[a-z]+://|@[\w-]+\.\w|^(www\.[\w.-]+|[\w-]+\.(com|org|net|edu|gov|info))$", re.IGNORECASE)
_NO_SUFFIX = re.compile(r"^(\d+\.\d+|[A-Za-z]\.[A-Za-z])$")
_GLOB = re.compile(r"[*?\[]")
_REFERENCE = re.compile(
    r"it|that|this|((that|this|the same|the last|the other|the previous) )?(one|file|document|script|folder|directory)"
    r"|the (file|script|document|folder|directory)( before)?|(that|this) [a-z]+ (file|script)|#\d+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a line. `raw` is as typed; a quoted word is never a word of ours. It stands at `start` to `end`."""

    text: str
    raw: str
    start: int
    end: int

    @property
    def quoted(self) -> bool:
        return self.raw[:1] in "\"'"

    @property
    def word(self) -> str:
        """The word in small letters; "" for a quoted one, which is only ever a name or a text."""
        return "" if self.quoted else self.text.lower()


@dataclass(frozen=True, slots=True)
class Named:
    """The words for one path: what stands for it, and which noun was said with it.

    `whole` is the name with the "my" or "the" before it: a file may be called just so, and is meant then.
    """

    text: str
    noun: str = ""
    whole: str = ""

    @property
    def is_reference(self) -> bool:
        """Say whether it points at what was at hand, rather than naming something."""
        return self.noun != "quoted" and is_reference(self.text)


def is_reference(text: str) -> bool:
    """Say whether words such as "it", "that file" or "the second one" stand for something that was at hand."""
    return _REFERENCE.fullmatch(" ".join(text.lower().split())) is not None or points_into_list(text)


def has_pattern(text: str) -> bool:
    """Say whether a name stands for several, as *.py does."""
    return _GLOB.search(text) is not None


def tokens_of(text: str) -> list[Token]:
    """Cut a line into tokens; a comma after a word is a token of its own."""
    found = []
    for word in split_line(text).words:
        name = word.raw.rstrip(",") if word.raw[:1] not in "\"'" else word.raw
        if name and name != word.raw and not has_brace(name):
            end = word.start + len(name)
            found += [Token(word.text.rstrip(","), name, word.start, end), Token(",", ",", end, word.end)]
        elif word.raw[-1:] == "," and word.raw[:1] in "\"'" and len(word.raw) > 2:
            inner = word.raw[:-1]
            found += [Token(split_line(inner).words[0].text, inner, word.start, word.end - 1),
                      Token(",", ",", word.end - 1, word.end)]
        else:
            found.append(Token(word.text, word.raw, word.start, word.end))
    return found


def has_brace(text: str) -> bool:
    return "{" in text and "}" in text


def is_name(token: Token) -> bool:
    """Say whether a word can only be the name of a file or folder: main.py, src/, *.txt, ~, README, "any thing"."""
    text = token.text
    if not text or token.text == ",":
        return False
    if token.quoted:
        return True
    if _ADDRESS.search(text) or _NO_SUFFIX.match(text) or (
            re.fullmatch(r"[?!.…*]+", text) and text not in (".", "..", "*")):
        return False
    if text.endswith("?") and not _GLOB.search(text[:-1]):
        return False
    if re.fullmatch(r"\d+/\d+|[a-z]{1,8}/(or|her|him|his|hers)|w/o?|n/a|(and|yes|true|on)/\w+", text, re.IGNORECASE):
        return False
    return bool("/" in text or text in (".", "..", "*") or text[:1] == "~" or (text[:1] == "." and text[1:2].isalpha())
                or _GLOB.search(text) or _SUFFIX.search(text) or text.lower() in _KNOWN
                or ("_" in text.strip("_") and re.fullmatch(r"[\w.-]+", text))
                or (re.search(r"\d", text) and re.fullmatch(r"[A-Za-z][\w.-]*", text) and "-" in text))


class Cursor:
    """Reads tokens from left to right; what does not fit leaves it where it was."""

    def __init__(self, text: str, *, bare: bool) -> None:
        self.line = text
        self.tokens = tokens_of(text)
        # "... please" is said to people and means nothing here.
        while self.tokens and self.tokens[-1].word in ("please", "pls"):
            self.tokens.pop()
        self.at = 0
        self.bare = bare

    @property
    def done(self) -> bool:
        return self.at >= len(self.tokens)

    @property
    def left(self) -> int:
        return len(self.tokens) - self.at

    def peek(self, ahead: int = 0) -> Token | None:
        """Return a token without taking it."""
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else None

    def word(self, ahead: int = 0) -> str:
        """Return a token's word, "" at the end and for a quoted one."""
        token = self.peek(ahead)
        return token.word if token else ""

    def take(self, *phrases: str) -> str:
        """Take the first of these phrases that stands here, and return it; else "" and nothing is taken."""
        for phrase in phrases:
            words = phrase.split()
            if [self.word(place) for place in range(len(words))] == words:
                self.at += len(words)
                return phrase
        return ""

    def take_in(self, words: Collection[str]) -> str:
        """Take one word that is in a set."""
        word = self.word()
        if word and word in words:
            self.at += 1
            return word
        return ""

    def take_token(self) -> Token | None:
        """Take whatever stands here."""
        token = self.peek()
        if token is not None:
            self.at += 1
        return token

    def rest(self) -> str:
        """Take all that is left, as it was typed; one quoted text without its quotes."""
        if self.done:
            return ""
        first, last = self.tokens[self.at], self.tokens[-1]
        alone = self.left == 1
        self.at = len(self.tokens)
        return first.text if alone else self.line[first.start:last.end]


def named(cursor: Cursor, *, plain: bool = False) -> Named | None:
    """Take the words for one path; None where there are none, and nothing is taken.

    `plain`: a word that could be any word is taken for a name too, as it is after a slash, a noun or "called".
    """
    start = cursor.at
    found = _pointed(cursor) or _called(cursor) or _single(cursor, plain=plain or not cursor.bare)
    if found is None:
        cursor.at = start
    return found


def _pointed(cursor: Cursor) -> Named | None:
    """Take "it", "that file", "the second one"; the longest run of words that points and is not followed by a name."""
    for count in (4, 3, 2, 1):
        words = [cursor.word(place) for place in range(count)]
        if not all(words) or not is_reference(" ".join(words)):
            continue
        if cursor.bare and points_into_list(" ".join(words)):
            continue  # whether a list is at hand is not seen from here: `names_here` looks
        if count == 1 and words[0] in _POINTS_ON and cursor.left > 1 and not _ends_phrase(cursor.word(1)):
            continue
        follows = cursor.peek(count)
        if follows is not None and words[-1] in FILE_NOUNS | FOLDER_NOUNS and (
                is_name(follows) or not _ends_phrase(follows.word)):
            continue  # "the folder build": the noun belongs to the name
        if words == ["file"] or words == ["folder"] or words == ["one"]:
            continue
        cursor.at += count
        return Named(" ".join(words))
    return None


# What stands before a noun as often as alone: "this file".
_POINTS_ON = _set("this that these those both")
_ENDS = _set("to into in as with and from by on at under inside please , here there lines line now again too first "
             "last then -")


# What stands between names, and is none.
_JOINS = _set("to into onto as with and , &")


def _ends_phrase(word: str) -> bool:
    return not word or word in _ENDS


def _called(cursor: Cursor) -> Named | None:
    """Take "[the] folder [called] build", "the build folder", "the notes.txt file"."""
    start = cursor.at
    article = cursor.take_in(ARTICLES)
    cursor.take("whole", "entire", "text") if article else ""
    noun = cursor.take_in(FILE_NOUNS | FOLDER_NOUNS)
    kind = "folder" if noun in FOLDER_NOUNS else "file"
    if noun:
        cursor.take("called", "named", "with the name")
        token = cursor.peek()
        if token is not None and (is_name(token) or (not _ends_phrase(token.word) and _plain(token))):
            cursor.at += 1
            return Named(token.text, "quoted" if token.quoted else kind)
    elif article or not cursor.bare:
        token, after = cursor.peek(), cursor.word(1)
        if token is not None and after in FILE_NOUNS | FOLDER_NOUNS and (is_name(token) or _plain(token)):
            cursor.at += 2
            return Named(token.text, "folder" if after in FOLDER_NOUNS else "file")
        if token is not None and article and is_name(token) and not token.quoted:
            cursor.at += 1
            return Named(token.text, whole=cursor.line[cursor.tokens[start].start:token.end])
    cursor.at = start
    return None


def _single(cursor: Cursor, *, plain: bool) -> Named | None:
    token = cursor.peek()
    if token is None or not (is_name(token) or (plain and _plain(token))):
        return None
    cursor.at += 1
    if cursor.word() in FILE_NOUNS | FOLDER_NOUNS and not token.quoted and _ends_phrase(cursor.word(1)):
        noun = cursor.take_in(FILE_NOUNS | FOLDER_NOUNS)
        return Named(token.text, "folder" if noun in FOLDER_NOUNS else "file")
    return Named(token.text, "quoted" if token.quoted else "")


def _plain(token: Token) -> bool:
    """Say whether a word that looks like any other may be a name where one is expected."""
    return token.word not in _JOINS and not _ADDRESS.search(token.text)


def several(cursor: Cursor, *, plain: bool = False) -> list[Named]:
    """Take one or more paths: "a.txt, b.txt and c.txt" or "a.txt b.txt"."""
    found: list[Named] = []
    while True:
        start = cursor.at
        if found:
            cursor.take(", and", ",", "and", "&")
        one = named(cursor, plain=plain and (not found or start != cursor.at))
        if one is None:
            cursor.at = start
            return found
        found.append(one)
