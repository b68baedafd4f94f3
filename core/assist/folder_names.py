"""The files a command and a request name, held against what lies in the folder: misspelt names, and what is touched."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from core.assist.harmful import program
from core.assist.shell_tree import Simple, Word, parse
from core.assist.wrappers import wrapped
from core.words.spelling import nearest

NAMES_MAX = 400
_OFFERED_MAX = 40
_TOUCHED_MAX = 6
_LOOKED_AT_MAX = 40
_COUNTED_MAX = 2000
_LEAVES_OUT = re.compile(
    r"\b(?:except|excepting|excluding|exclude|but|without|besides|save|other than|apart from|not|never|unless|keep"
    r"|keeping|leave|leaving|instead)\b|n't\b", re.IGNORECASE)


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Programs whose operands must be there already; for cp, mv and ln all but the last.
_READERS = _set("""
    cat head tail wc sort uniq cut tac nl less more file stat du rm rmdir chmod chown chgrp diff cmp sha256sum md5sum
    sha1sum unzip gunzip zcat base64 od xxd strings python python3 bash sh node source . shuf paste join comm rev fold
    truncate shred split gzip bzip2 xz""")
_ALL_BUT_LAST = frozenset(("cp", "mv", "ln", "rsync"))
_AFTER_FIRST = frozenset(("grep", "egrep", "fgrep", "sed", "awk", "gawk", "jq", "chmod", "chown", "chgrp"))
# Flags that take a word of their own, whatever the program; after others only a number is taken for one.
_VALUED = re.compile(r"-[dtkfeoIS]$|--(lines|bytes|field|delimiter|key|include|exclude)$")
_NAME = re.compile(r"(?<![\w./~*-])[\w~./-]*[\w-]+\.[A-Za-z][A-Za-z0-9]{0,6}(?:\.[a-z0-9]{1,4})?(?![\w*/])"
                   r"|(?<![\w/])[\w.~-]*/[\w./-]+")
_QUOTED = re.compile(r"\"([^\"]{1,200})\"|(?<!\w)'([^']{1,200})'(?!\w)|`([^`]{1,200})`")


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A file that a command reads and that is not there; `near` is one that is."""

    name: str
    near: str

    def __str__(self) -> str:
        return f"there is no {self.name} here; there is {self.near}"


def names_in(folder: Path) -> tuple[str, ...]:
    """Return what lies in a folder, files and folders, hidden ones last; bounded."""
    try:
        with os.scandir(folder) as entries:
            found = [entry.name for entry in islice(entries, NAMES_MAX)]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda name: (name.startswith("."), name)))


def offered_names(request: str, folder: Path) -> tuple[str, ...]:
    """Return the names of a folder that a model is shown: those that the request may mean first."""
    names = names_in(folder)
    said = set(re.findall(r"[a-z0-9]+", request.lower()))
    return tuple(sorted(names, key=lambda name: (not said & set(re.findall(r"[a-z0-9]+", name.lower())),
                                                 name.startswith("."), name)))[:_OFFERED_MAX]


def misnamed(command: str, folder: Path) -> tuple[Misnamed, ...]:
    """Return the files that a command reads, that are not there, and that are nearly called like one that is."""
    found: dict[str, Misnamed] = {}
    visits = any(simple.words and simple.words[0].text in ("cd", "pushd") for simple in parse(command).simples)
    for simple in () if visits else parse(command).simples:
        for word in _operands(simple):
            path = Path(os.path.expanduser(word.text))  # noqa: PTH111
            place = folder / path
            if not word.certain or word.text.startswith("-") or _lies_there(place) or _made(command, word):
                continue
            near = nearest(place.name, names_in(place.parent), cutoff=0.8)
            if near:
                found.setdefault(word.text, Misnamed(word.text, str(path.parent / near)))
    return tuple(found.values())


def _operands(simple: Simple) -> list[Word]:
    """The words of a simple command that must name files which are there."""
    words = simple.words
    while words and (inner := wrapped(program(words[0].text), words)):
        words = tuple(inner)
    if not words:
        return []
    name = program(words[0].text)
    plain: list[Word] = []
    for before, word in pairwise(words):
        number = before.text.startswith("-") and word.text.isdigit()
        if not word.text.startswith("-") and not _VALUED.match(before.text) and not number:
            plain.append(word)
    if name in _ALL_BUT_LAST:
        found = plain[:-1]
    elif name in _AFTER_FIRST:
        found = plain[1:]
    else:
        found = plain if name in _READERS else []
    return found + [redirect.target for redirect in simple.redirects if redirect.operator == "<"]


def _made(command: str, word: Word) -> bool:
    """Whether an earlier part of the command may make the file: it then stands in it twice."""
    return command.count(word.text) > 1


def _lies_there(path: Path) -> bool:
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return True


def said_names(request: str) -> tuple[str, ...]:
    """Return the names that a request spells out: files, paths and what stands in quotes."""
    quoted = [next(part for part in match.groups() if part) for match in _QUOTED.finditer(request)]
    bare = _NAME.findall(_QUOTED.sub(" ", request))
    return tuple(dict.fromkeys(name.rstrip(".,;:!?") for name in (*quoted, *bare) if "://" not in name))


def left_out(request: str, command: str) -> tuple[str, ...]:
    """Return the names of a request that its command does not hold as they were spelt."""
    flat = command.replace("\\", "").replace("'", "").replace('"', "")
    return tuple(name for name in said_names(request)
                 if name.removeprefix("./").rstrip("/") not in flat and not _as_pattern(name, flat))


def _as_pattern(name: str, command: str) -> bool:
    """A name that the command covers by a pattern, or that stands in it with signs escaped."""
    suffix = name.rpartition(".")[2]
    return f"*.{suffix}" in command or re.sub(r"\W", "", name) in re.sub(r"\W", "", command)


def as_spelt(command: str, request: str, folder: Path) -> tuple[str, str, str] | None:
    """Return the command with a name that the request spells out in the place of one that a model made of it.

    With it, what stood there and what stands there now. None unless it is certain which two those are: a request that
    leaves something out may name what must not be touched.
    """
    if _LEAVES_OUT.search(request):
        return None
    words = {word.text: word.raw for simple in parse(command).simples
             for word in (*simple.words[1:], *(redirect.target for redirect in simple.redirects)) if word.certain}
    # "my notes.txt" of which only notes.txt came through: the whole name is there, and stands in the request.
    cut = {text: name for text in words for name in names_in(folder)
           if name != text and name.endswith(text) and name in request and " " in name and text[:1].isalnum()
           and not _lies_there(folder / text)}
    names = left_out(request, command)
    made_up = [text for text in words
               if _NAME.fullmatch(text) and text not in request and not _lies_there(folder / text)]
    if len(cut) == 1:
        ((text, name),) = cut.items()
    elif len(names) == 1 and len(made_up) == 1:
        (text,), (name,) = made_up, names
    else:
        return None
    suffix = os.path.splitext(name)[1]  # noqa: PTH122 - a name, also with blanks in it
    if not suffix or suffix != os.path.splitext(text)[1]:  # noqa: PTH122
        return None
    found = re.compile(rf"(?<![\w./~-]){re.escape(words[text])}(?![\w./-])")
    if len(found.findall(command)) != 1:
        return None
    return found.sub(lambda _: shlex.quote(name), command), text, name


def touched(command: str, folder: Path) -> tuple[str, ...]:
    """Return what of the folder a command names: files by name, patterns with how many names they stand for."""
    words = {word.raw: word for simple in parse(command).simples
             for word in (*simple.words[1:], *(redirect.target for redirect in simple.redirects))}
    found: dict[str, None] = {}
    for word in islice(words.values(), _LOOKED_AT_MAX):
        found |= dict.fromkeys(_stands_for(word, folder))
    named = list(found)
    more = [f"and {len(named) - _TOUCHED_MAX} more"] if len(named) > _TOUCHED_MAX else []
    return (*named[:_TOUCHED_MAX], *more)


def _stands_for(word: Word, folder: Path) -> Iterator[str]:
    text = word.text
    if not text or text.startswith("-") or not word.literal or "\0" in text or "\n" in text or len(text) > 400:
        return
    if word.glob:
        count = _matches(text, folder)
        if count:
            yield f"{text} ({'more than ' if count >= _COUNTED_MAX else ''}{count} name{'s' if count != 1 else ''})"
        return
    place = folder / os.path.expanduser(text)  # noqa: PTH111
    try:
        if text not in (".", "..", "/") and os.path.lexists(place):
            yield f"{text} ({_inside(place)})" if place.is_dir() else text
    except (OSError, ValueError):
        return


def _matches(pattern: str, folder: Path) -> int:
    if "**" in pattern or sum(map(pattern.count, "*?[")) > 4 or pattern.startswith(("/", "~")):
        return 0
    try:
        return sum(1 for path in islice(folder.glob(pattern), _COUNTED_MAX)
                   if pattern.startswith(".") or not path.name.startswith("."))
    except (OSError, ValueError, NotImplementedError, IndexError):
        return 0


def _inside(folder: Path) -> str:
    """How much a folder holds, as far as it is quick to see."""
    files = 0
    for _, _, names in islice(os.walk(folder), 200):
        files += len(names)
        if files > _COUNTED_MAX:
            return f"a folder with more than {_COUNTED_MAX} files"
    return f"a folder with {files} file{'s' if files != 1 else ''}"
