"""Nothing runs without a yes to exactly this command, in exactly this folder, with exactly these scripts."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

from core.assist.risk import file_words
from core.assist.shell import propose
from core.words.errors import Refused
from core.words.events import Choice, Event, Notice, Question
from core.words.values import Proposal

_SCRIPT_MAX_BYTES = 4_000_000
_KEYS = (Choice("y", "run"), Choice("e", "edit"), Choice("x", "explain"), Choice("n", "no"))


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
    for word in file_words(proposal.command):
        seal.update(_of_file(word, folder))
    return seal.hexdigest()


def _of_file(word: str, folder: Path) -> bytes:
    """What a word stands for now: a file by its bytes, a program by where PATH finds it."""
    path = folder / word
    try:
        if path.is_file() and path.stat().st_size <= _SCRIPT_MAX_BYTES:
            inner = hashlib.sha256(path.read_bytes()).digest()
            return os.fsencode(path.resolve()) + b"\0" + inner
    except (OSError, ValueError):
        return b"unreadable\0"
    if "/" not in word and "\0" not in word:
        return os.fsencode(shutil.which(word) or "") + b"\0"
    return b"\0"


def settle(proposal: Proposal, explain: Callable[[str], Event], *, yes: str = "y") -> Generator[Event, str, Proposal]:
    """Ask until the person says yes to what is shown, and return that; raise Refused for anything else.

    `yes` is what `--yes` answers: "n" where the words came without being asked for.
    """
    while True:
        seal = digest(proposal)
        answer = yield Question("run this?", choices=_KEYS, default="n", yes=yes, proposal=proposal)
        if answer == "y":
            if digest(proposal) == seal:
                return proposal
            yield Notice("the folder or a file it uses has changed since this was shown: look again", "warning")
            proposal = propose(proposal.command, proposal.explanation, proposal.folder, proposal.origin)
        elif answer == "e":
            typed = yield Question("command:", choices=(), default=proposal.command, yes=proposal.command)
            if typed.strip() and typed != proposal.command:
                proposal = propose(typed.strip(), "", proposal.folder, "you")
        elif answer == "x":
            yield explain(proposal.command)
        else:
            raise Refused("not run")
