"""What a list showed, row by row, for "the second one", "the last two files" and "them"."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Collection, Sequence
from glob import glob, has_magic
from pathlib import Path

ROWS_MAX = 200
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")  # "the last one" is a row
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ANY_ROW = r"one|entry|item|hit|result"
_SORT = r"file|document|script|folder|directory"
_PLACE = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
_SINGLE = re.compile(rf"the (?P<place>{_PLACE})(?: (?P<sort>{_ANY_ROW}|{_SORT}))?"
                     rf"|(?P<bare>{_PLACE}) (?P<noun>{_ANY_ROW}|{_SORT})|the (?P<last>last)(?: (?:{_ANY_ROW}))?")
_PLURAL = r"(?: (?P<sort>ones|entries|items|hits|results|files|documents|scripts|folders|directories))?"
_SOME = re.compile(rf"the (?P<side>first|last) (?P<count>{'|'.join(_NUMBERS)}|\d{{1,3}}){_PLURAL}")
_ALL = re.compile(rf"(?:(?P<both>both)|(?:(?:all|both)(?: of)? )?(?:them|these|those)){_PLURAL}")
_SINGULAR = {"files": "file", "documents": "document", "scripts": "script", "folders": "folder",
             "directories": "directory"}
# Only these print names as seen from the folder they run in; a list within a list of folders does not.
_PRINTS_NAMES = re.compile(r"(?P<program>ls|find|fd|fdfind|du|wc|grep|rg|file)(?= |$)[^|;&`$()<>\n]*"
                           r"(?:\| *(?:sort|head|tail)(?= |$)[^|;&`$()<>\n]*)*")
# Flags with which they print something else than names as seen from there.
_PRINTS_OTHERS = {
    "find": r"-f?print[f0]|-fls|-(?:exec|ok)(?:dir)?", "grep": r"-[a-zA-Z]*[hZ][a-zA-Z]*|--no-filename|--null",
    "rg": r"-[a-zA-Z]*[Ir0][a-zA-Z]*|--no-filename|--replace.*|--null", "du": r"-[a-zA-Z]*0[a-zA-Z]*|--null",
    "fd": r"-[a-zA-Z]*[xX0][a-zA-Z]*|--(?:exec|format|base-directory|print0).*"}
_OUTPUT_MAX = 12_000  # what is longer may have lost its beginning
_TOTAL = re.compile(r"\s*(?:total\s+\S+|[\d.,]+\w?\s+total)")
_PLACED = re.compile(r"(?P<path>[^:]+):(?:\d+:|\s)")


def points_into_list(words: str) -> bool:
    """Say whether words stand for rows of a list and nothing else: "the second one", "them"; not "the last one"."""
    said = " ".join(words.lower().split())
    one = _SINGLE.fullmatch(said)
    return (one is not None and not one["last"]) or bool(_SOME.fullmatch(said) or _ALL.fullmatch(said))


def rows_meant(words: str, rows: Sequence[Collection[str]]) -> tuple[int, ...] | None:
    """Return which rows, from 0, words in small letters mean; none for what there is not. `rows` are what each may be
    called: file, script, folder ... Only those of the sort that was said are counted.

    None for words that do not speak of a list.
    """
    one, some, every = _SINGLE.fullmatch(words), _SOME.fullmatch(words), _ALL.fullmatch(words)
    found = one or some or every
    if found is None:
        return None
    noun = found["sort"] or (one["noun"] if one else None) or ""
    noun = _SINGULAR.get(noun, noun)
    sorted_ = [at for at, names in enumerate(rows) if noun not in _SORT.split("|") or noun in names]
    if one is not None:
        at = len(sorted_) - 1 if one["last"] else _place(one["place"] or one["bare"]) - 1
        return tuple(sorted_[at:at + 1]) if at >= 0 else ()
    if some is not None:
        wanted = _NUMBERS.index(some["count"]) + 2 if some["count"] in _NUMBERS else int(some["count"])
        part = sorted_[:wanted] if some["side"] == "first" else sorted_[-wanted:]
        return tuple(part) if 0 < wanted <= len(sorted_) else ()
    return tuple(sorted_) if not words.startswith("both") or len(sorted_) == 2 else ()


def paths_printed(command: str, output: str, folder: Path) -> list[Path]:
    """Return the files that a command printed, one a line, as `ls -l`, `find`, `du` and `grep -n` do.

    None unless every line is just that: from anything else a row would be a guess.
    """
    prints = _PRINTS_NAMES.fullmatch(command.strip())
    if prints is None or len(output) > _OUTPUT_MAX or _lists_another(command, prints["program"], folder):
        return []
    lines = [line for line in output.splitlines() if line.strip() and not _TOTAL.fullmatch(line)]
    found = [path for path in (_path_in(line, folder) for line in lines) if path is not None]
    return found if len(found) == len(lines) else []


def _lists_another(command: str, program: str, folder: Path) -> bool:
    """Whether what is printed may be names in another folder, or no names: `ls` of a folder, `find -printf`."""
    try:
        words = shlex.split(command.partition("|")[0])[1:]
    except ValueError:
        return True
    others = _PRINTS_OTHERS.get(program.removesuffix("find") if program == "fdfind" else program)
    if others and any(re.fullmatch(others, word) for word in words):
        return True
    if program != "ls" or any(re.fullmatch(r"-\w*d\w*|--directory", word) for word in words):
        return False
    named = [os.path.expanduser(word) for word in words if not word.startswith("-")]  # noqa: PTH111 - as the shell
    found = [each for word in named for each in (glob(word, root_dir=folder)  # noqa: PTH207 - as the shell
                                               if has_magic(word) else [word])]
    return any((folder / each).is_dir() for each in found)


def _path_in(line: str, folder: Path) -> Path | None:
    """Return the one thing here that a line names: its longest end that is a name, with no other name before it."""
    line = line.rstrip()
    placed = _PLACED.match(line)
    if placed and os.path.lexists(folder / placed["path"]):
        return folder / placed["path"]
    name, arrow, _ = line.partition(" -> ")
    for start in re.finditer(r"^\s*|\s+", name):
        end = name[start.end():]
        quoted = re.fullmatch(r"'([^']+)'", end)
        path = folder / (quoted[1] if quoted else end)
        if end not in ("", ".", "..") and os.path.lexists(path):
            others = name[:start.end()].split()
            alone = not any(os.path.lexists(folder / other) for other in others)
            return path if alone and (not arrow or path.is_symlink()) else None
    return None


def _place(word: str) -> int:
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else int(re.sub(r"\D", "", word))
