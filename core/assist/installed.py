"""Which programs a command starts that this machine has not, and what it has that is spelt or works alike."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.assist.harmful import program
from core.assist.shell_tree import Simple, parse
from core.assist.wrappers import wrapped
from core.words.spelling import nearest


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What bash and sh do themselves, and words that begin a construct.
_OWN = _set("""
    . : [ [[ alias bg bind break builtin caller case cd command compgen complete continue declare dirs disown do done
    echo elif else enable esac eval exec exit export false fc fg fi for function getopts hash help history if in jobs
    kill let local logout mapfile popd printf pushd pwd read readarray readonly return select set shift shopt source
    suspend test then time times trap true type typeset ulimit umask unalias unset until wait while { }""")
# Programs that do nearly the same: where one is missing, another may be there.
ALIKE = (
    ("python", "python3"), ("pip", "pip3"), ("ifconfig", "ip"), ("netstat", "ss", "lsof"), ("tree", "find"),
    ("curl", "wget"), ("bat", "batcat", "cat"), ("fd", "fdfind", "find"), ("rg", "ripgrep", "grep"), ("htop", "top"),
    ("exa", "eza", "ls"), ("vim", "vi", "nano"), ("open", "xdg-open"), ("md5", "md5sum"), ("shasum", "sha256sum"),
    ("gsed", "sed"), ("gawk", "awk", "mawk"), ("nslookup", "dig", "host", "getent"), ("make", "gmake"),
    ("zip", "tar", "7z"), ("unzip", "bsdtar", "7z"), ("pgrep", "ps"), ("ncdu", "du"), ("node", "nodejs"))
_NAMES_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Missing:
    """A program that is not there; `instead` is what is, or ""."""

    name: str
    instead: str

    def __str__(self) -> str:
        if "/" in self.name:
            return f"there is no program {self.name}, or it may not be run"
        there = f"; {self.instead} is" if self.instead else ""
        return f"{self.name} is not installed here{there}"


def missing_programs(command: str, folder: Path, path: str) -> tuple[Missing, ...]:
    """Look the first program of every simple command up, also behind sudo, env, xargs and find -exec."""
    tree = parse(command)
    defined = set(re.findall(r"(?:^|[;&{(\n])\s*(?:function\s+)?([\w-]+)\s*\(\)", command))
    found: dict[str, Missing] = {}
    for simple in tree.simples:
        for name in _started(simple, 0):
            if name not in defined and name not in _OWN and not _there(name, folder, path):
                found.setdefault(name, Missing(name, _instead(name, path)))
    return tuple(found.values())


def _started(simple: Simple, depth: int) -> Iterator[str]:
    if not simple.words or not simple.words[0].certain or "$" in simple.words[0].raw:
        return
    name = simple.words[0].text
    if name:
        yield name
    inner = wrapped(program(name), simple.words) if depth < 3 else ()
    if inner and inner[0].text and not inner[0].text.startswith("-"):
        yield from _started(Simple(tuple(inner), (), (), False, ""), depth + 1)


def _there(name: str, folder: Path, path: str) -> bool:
    if "/" in name:
        place = Path(os.path.expanduser(name))  # noqa: PTH111 - ~ must stay as it is where there is no such person
        return os.access(folder / place, os.X_OK)
    return shutil.which(name, path=path) is not None


def _instead(name: str, path: str) -> str:
    for group in ALIKE:
        if name in group:
            return next((other for other in group if other != name and shutil.which(other, path=path)), "")
    if len(name) < 2 or "/" in name:
        return ""
    known = programs(path)
    swapped = (name[:at] + name[at + 1] + name[at] + name[at + 2:] for at in range(len(name) - 1))
    found = next((other for other in swapped if other in known), None)
    return found or (nearest(name, known, cutoff=0.8) if len(name) > 2 else None) or ""


@lru_cache(maxsize=2)
def programs(path: str) -> frozenset[str]:
    """Return the names of all programs on a PATH."""
    found: set[str] = set()
    for folder in path.split(os.pathsep):
        try:
            with os.scandir(folder or ".") as entries:
                found |= {entry.name for entry in entries}
        except OSError:
            continue
        if len(found) > _NAMES_MAX:
            break
    return frozenset(found)
