"""What a list showed, row by row, for "the second one", "the last two" and "them"."""

from __future__ import annotations

import os
import re
from pathlib import Path

ROWS_MAX = 200
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")  # "the last one" is a row
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ONE = r"(?:one|file|folder|directory|script|document|entry|item|hit|result)"
_MANY = r"(?:ones|files|folders|scripts|documents|entries|items|hits|results)"
_PLACE = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
_SINGLE = re.compile(rf"the (?P<place>{_PLACE})(?: {_ONE})?|(?P<bare>{_PLACE}) {_ONE}|the (?P<last>last)(?: {_ONE})?")
_SOME = re.compile(rf"the (?P<side>first|last) (?P<count>{'|'.join(_NUMBERS)}|\d{{1,3}})(?: {_MANY})?")
_ALL = re.compile(rf"(?:(?:all|both)(?: of)? )?(?:them|these|those)(?: {_MANY})?|both(?: {_MANY})?")
# How a tree and a recursive list write names: without the folder they are in.
_NESTED = re.compile(r"[│├└]|^[^\n]*:$", re.MULTILINE)
_PLACED = re.compile(r"(?P<path>[^:]+):\d+(?::|$)")


def points_into_list(words: str) -> bool:
    """Say whether words stand for rows of a list and nothing else: "the second one", "them"; not "the last one"."""
    one = _SINGLE.fullmatch(words)
    return (one is not None and not one["last"]) or bool(_SOME.fullmatch(words) or _ALL.fullmatch(words))


def rows_meant(words: str, count: int) -> tuple[int, ...] | None:
    """Return which of a list's rows, from 0, words in small letters mean; none for what it does not have.

    None for words that do not speak of a list.
    """
    one = _SINGLE.fullmatch(words)
    if one is not None:
        at = count - 1 if one["last"] else _place(one["place"] or one["bare"]) - 1
        return (at,) if 0 <= at < count else ()
    some = _SOME.fullmatch(words)
    if some is not None:
        wanted = _NUMBERS.index(some["count"]) + 2 if some["count"] in _NUMBERS else int(some["count"])
        rows = range(count)[:wanted] if some["side"] == "first" else range(count)[-wanted:]
        return tuple(rows) if 0 < wanted <= count else ()
    if _ALL.fullmatch(words) is None:
        return None
    return tuple(range(count)) if not words.startswith("both") or count == 2 else ()


def paths_printed(output: str, folder: Path) -> list[Path]:
    """Return the files that a command's output names, line by line, as `ls -l`, `du` and `grep -n` write them."""
    if _NESTED.search(output):
        return []
    found = (_path_in(line, folder) for line in output.splitlines()[:ROWS_MAX])
    return [path for path in found if path is not None]


def _path_in(line: str, folder: Path) -> Path | None:
    """Return the longest end of a line that is the name of something there."""
    placed = _PLACED.match(line)
    ends = [placed["path"]] if placed else []
    ends += [line[match.end():].rstrip() for match in re.finditer(r"^\s*|\s+", line.rstrip())]
    return next((folder / end for end in ends if end not in ("", ".", "..") and os.path.lexists(folder / end)), None)


def _place(word: str) -> int:
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else int(re.sub(r"\D", "", word))
