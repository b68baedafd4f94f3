"""What a program of this machine says of itself with --help, and which flags a command uses that it does not know.

Only programs of the system for which asking is known to be harmless are started, never one from a folder of the
person's. What was heard is kept as long as the program's file stays the same.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.assist.harmful import program
from core.assist.shell_tree import Simple, Word, parse
from core.assist.wrappers import wrapped
from core.words.spelling import nearest

_SECONDS_MAX = 2.0
_BYTES_MAX = 100_000
_PLACES = ("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/")
_SAFE_TO_ASK = frozenset((
    "ls", "cat", "head", "tail", "wc", "grep", "sort", "uniq", "cut", "tr", "sed", "cp", "mv", "rm", "mkdir", "rmdir",
    "touch", "ln", "chmod", "chown", "chgrp", "date", "uname", "df", "du", "stat", "file", "ps", "tar", "gzip", "curl",
    "wget", "rsync", "diff", "cmp", "tee", "xargs", "find", "od", "tac", "nl", "seq", "split", "paste", "base64",
    "sha256sum", "md5sum", "basename", "dirname", "realpath", "readlink", "free", "tree", "awk", "git", "jq", "shuf",
    "comm", "join", "fold", "fmt", "expand", "unexpand", "rev", "column", "sha1sum", "sha512sum", "truncate", "install",
    "nproc", "uptime", "who", "id", "lsblk", "lscpu", "pgrep", "less", "bzip2", "xz", "zcat", "numfmt", "env", "nice"))
# Their flags are words of a language of their own, or letters without a dash: nothing to compare.
_NOT_COMPARED = frozenset(("chmod", "find", "ps", "awk", "git", "sed", "date", "id", "env", "nice", "xargs", "jq"))
_LONG = re.compile(r"(?<![\w-])--([a-zA-Z][\w-]*)")
_LONG_BRANCHES = re.compile(r"--\[no-\]([a-zA-Z][\w-]*)")
_SHORT = re.compile(r"(?:^|[\s,\[|(])-([a-zA-Z0-9])(?![\w-]{2})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class StrangeFlag:
    """A flag that the program's own help does not name; `near` is one it names."""

    program: str
    flag: str
    near: str

    def __str__(self) -> str:
        return f"this machine's {self.program} has no {self.flag}" + (f"; it has {self.near}" if self.near else "")


def own_help(name: str) -> str:
    """Return what `NAME --help` prints; nothing for a program that is not known to be harmless to ask."""
    found = shutil.which(name)
    if name not in _SAFE_TO_ASK or found is None or not found.startswith(_PLACES):
        return ""
    try:
        facts = Path(found).stat()
    except OSError:
        return ""
    return _heard(found, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=64)
def _heard(path: str, changed: int, size: int) -> str:
    """Ask a program once for each state of its file."""
    del changed, size
    try:
        said = subprocess.run([path, "--help"], capture_output=True, timeout=_SECONDS_MAX, check=False,
                              stdin=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"})
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (said.stdout or said.stderr)[:_BYTES_MAX].decode("utf-8", "replace")


def strange_flags(command: str) -> tuple[StrangeFlag, ...]:
    """Return the flags of a command that the help of their program does not name."""
    found: dict[str, StrangeFlag] = {}
    for simple in parse(command).simples:
        for flag in _strange(simple, 0):
            found.setdefault(f"{flag.program} {flag.flag}", flag)
    return tuple(found.values())


def _strange(simple: Simple, depth: int) -> Iterator[StrangeFlag]:
    if not simple.words or not simple.words[0].certain:
        return
    name = program(simple.words[0].text)
    inner = wrapped(name, simple.words) if depth < 3 else ()
    if inner:
        yield from _strange(Simple(tuple(inner), (), (), False, ""), depth + 1)
        return
    if "/" in simple.words[0].text or name in _NOT_COMPARED:
        return
    longs = [word for word in _flags(simple.words[1:]) if word.startswith("--")]
    shorts = [word for word in _flags(simple.words[1:]) if not word.startswith("--")]
    said = own_help(name) if longs or shorts else ""
    known = frozenset(_LONG.findall(said)) | frozenset(_LONG_BRANCHES.findall(said))
    if not known:
        return
    for word in longs:
        text = word[2:].partition("=")[0]
        if text not in known and not any(each.startswith(text) for each in known):
            near = nearest(text, known, cutoff=0.7)
            yield StrangeFlag(name, f"--{text}", f"--{near}" if near else "")
    letters = frozenset(_SHORT.findall(said))
    # A help that names few letters may leave others out; then nothing is said of them.
    if len(letters) >= 4:
        for word in shorts:
            # Behind a letter that is not there, or that takes a value, the rest of the word may be anything.
            if re.fullmatch(r"-[a-zA-Z]", word) and word[1] not in letters:
                yield StrangeFlag(name, word, "")


def _flags(words: tuple[Word, ...]) -> list[str]:
    found: list[str] = []
    for word in words:
        if word.text == "--":
            break
        if word.literal and re.match(r"--?[a-zA-Z]", word.text):
            found.append(word.text)
    return found
