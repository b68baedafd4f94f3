"""Nothing runs without a yes to exactly this command, in exactly this folder, with exactly these scripts."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from core.assist.named_files import named_files
from core.assist.shell import propose
from core.store.plain_file import open_plain
from core.words.errors import Declined, LuciferError
from core.words.events import Choice, Event, Notice, Question
from core.words.values import Proposal

Another: TypeAlias = Callable[[Proposal], Generator[Event, str, Proposal | None]]

_SCRIPT_MAX_BYTES = 4_000_000
_SCRIPTS_MAX_BYTES = 32_000_000
_TRY = Choice("t", "try on a copy")
_KEYS = (Choice("y", "run"), Choice("e", "edit"), Choice("x", "explain"))
_AGAIN, _COPY, _NO = Choice("a", "again"), Choice("c", "copy"), Choice("n", "no")


def digest(proposal: Proposal) -> str:
    """Return one number for the command, the folder, and every file and program that its words name."""
    seal = hashlib.sha256()
    folder = proposal.folder
    for part in (proposal.command, str(folder), os.environ.get("PATH", "")):
        seal.update(part.encode("utf-8", "surrogatepass") + b"\0")
    try:
        facts = folder.stat()
        seal.update(f"{facts.st_dev} {facts.st_ino} {folder.resolve()}\0".encode("utf-8", "surrogatepass"))
    except OSError:
        seal.update(b"no folder\0")
    left = _SCRIPTS_MAX_BYTES
    seen: set[Path] = set()
    for word, path in named_files(proposal.command, folder):
        if path in seen:
            continue
        seen.add(path)
        fact, read = _of_file(word, path, left)
        left -= read
        seal.update(fact)
    return seal.hexdigest()


def _of_file(word: str, path: Path, left: int) -> tuple[bytes, int]:
    """What a word stands for now: a file by its bytes, a large one by its place, size and time; and how much was read.

    A program is where PATH finds it. A file that says it is empty is not read: those of the kernel change by the
    moment, have no end, or wait for one to begin.
    """
    try:
        facts = path.stat()
    except (OSError, ValueError):
        found = "" if "/" in word else shutil.which(word) or ""
        return os.fsencode(f"{word}\0{found}\0"), 0
    try:
        known = os.fsencode(path.resolve()) + f"\0{facts.st_dev} {facts.st_ino} ".encode()
        if not stat.S_ISREG(facts.st_mode):
            return known, 0
        read = _bytes_of(path) if 0 < facts.st_size <= min(_SCRIPT_MAX_BYTES, left) else None
        if read is None:
            return known + f"{facts.st_size} {facts.st_mtime_ns}\0".encode(), 0
        return known + hashlib.sha256(read).digest(), len(read)
    except (OSError, ValueError, LuciferError):
        return b"unreadable\0", 0


def _bytes_of(path: Path) -> bytes | None:
    """Read a file; None where it holds more than it says, or would have to be waited for, as a kernel's own may."""
    handle, _ = open_plain(path)
    read = b""
    try:
        while len(read) <= _SCRIPT_MAX_BYTES:
            part = os.read(handle, 1 << 20)
            if not part:
                return read
            read += part
    except BlockingIOError:
        return None
    finally:
        os.close(handle)
    return None


class DoneByTrial(Exception):
    """What a trial showed was done, by the person's yes to exactly that: nothing is left to run."""


def settle(proposal: Proposal, explain: Callable[[str], Event], *, yes: str = "y",
           trial: Callable[[Proposal], Generator[Event, str, bool]] | None = None, again: Another | None = None,
           copy: Callable[[str], Generator[Event, str, bool]] | None = None) -> Generator[Event, str, Proposal]:
    """Ask until the person says yes to what is shown, and return that; raise Refused for anything else.

    `yes` is what `--yes` answers: "n" where the words came without being asked for, "t" where only a trial was.
    `trial` runs it on a copy, and says whether what came of it was done in earnest: then DoneByTrial is raised.
    `again` makes another suggestion, or none; `copy` puts the command on the clipboard. Neither runs anything.
    """
    keys = _KEYS if trial is None else (_TRY, *_KEYS[1:]) if yes == "t" else (_KEYS[0], _TRY, *_KEYS[1:])
    keys = (*keys, *([_AGAIN] if again else []), *([_COPY] if copy else []), _NO)
    known: Proposal | None = None
    while True:
        seal = digest(proposal)
        # What was just shown is shown again without what explains it.
        shown = replace(proposal, explanation="", parts=()) if proposal == known else proposal
        known = proposal
        answer = yield Question("run this?" if yes != "t" else "try this on a copy?", choices=keys, default="n",
                                yes=yes, proposal=shown)
        if answer in ("y", "t") and digest(proposal) != seal:
            yield Notice("the folder or a file it uses has changed since this was shown: look again", "warning")
            proposal = propose(proposal.command, proposal.explanation, proposal.folder, proposal.origin)
        elif answer == "y":
            return proposal
        elif answer == "t" and trial is not None:
            if (yield from trial(proposal)):
                raise DoneByTrial
            if yes == "t":
                raise Declined("not done")
        elif answer == "e":
            typed = yield Question("command:", choices=(), default=proposal.command, yes=proposal.command)
            if typed.strip() and typed != proposal.command:
                proposal = propose(typed.strip(), "", proposal.folder, "you")
        elif answer == "x":
            yield explain(proposal.command)
        elif answer == "a" and again is not None:
            proposal = (yield from again(proposal)) or proposal
        elif answer == "c" and copy is not None:
            yield from copy(proposal.command)
        else:
            raise Declined("not run")
