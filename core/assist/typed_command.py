"""Whether a line of plain words is a shell command already, and not words about one."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from core.assist.shell_tree import parse

_LINE_CHARACTERS_MAX = 2000
# What is never a word of a sentence: flags, paths, patterns, numbers.
_NO_WORD = re.compile(r"-.*|.*[/*?=].*|\d+|\.{1,2}")


def is_typed_command(line: str, folder: Path, path: str) -> bool:
    """Say whether a line begins with a program of this machine and holds nothing that could be plain words.

    Every other word stands in quotes, is a flag, a path or a number, or the name of something that is in the folder;
    and one at least is in quotes or a flag.
    """
    if "\n" in line or len(line) > _LINE_CHARACTERS_MAX:
        return False
    parsed = parse(line)
    if not parsed.readable or len(parsed.simples) != 1 or not parsed.simples[0].words:
        return False
    first, *others = parsed.simples[0].words
    if not first.certain or "/" in first.text or shutil.which(first.text, path=path) is None:
        return False
    marked = [word for word in others if word.raw[:1] in "\"'" or word.text.startswith("-")]
    return bool(marked) and all(word in marked or _NO_WORD.fullmatch(word.text) or os.path.lexists(folder / word.text)
                                for word in others)
