"""Files that hold secrets or what a person typed: reading one is never called read-only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from core.assist.harmless import find_runs
from core.assist.shell_tree import Word

_PRIVATE = re.compile(
    r"(^|/)(\.ssh/|id_(rsa|dsa|ecdsa|ed25519)|\.gnupg(/|$)|\.aws(/|$)|\.env(\.[\w.-]+)?$|\.envrc$|\.netrc|\.pgpass|"
    r"\.npmrc$|\.pypirc|\.git-credentials|\.kube/config|\.password-store|wallet\.dat|Login Data|cookies\.sqlite|"
    r"\.docker/config\.json|\.luciferai/(vault|keys)|\.?[\w.-]*_history$|\.lesshst$|\.viminfo$|\.config/gh(/|$)|"
    r"\.config/gcloud|\.?huggingface/(token|stored_tokens)$|\.config/rclone|\.azure(/|$)|\.mozilla/|credentials(\.json)?$)|"
    r"^/etc/(shadow|gshadow|sudoers)|/proc/[^/]+/(environ|mem)|keychain|\.kdbx$|\.pem$|\.p12$", re.IGNORECASE)
# Folders in which there are private ones, if anywhere; a relative one cannot be known here.
_HOLDERS = re.compile(
    r"^(/|/home|/Users|((~\w*|\$HOME|\$\{HOME\}|/home/[^/]+|/Users/[^/]+|/root)(/\.config|/\.\*)?)|/etc)?/*$")
_SEARCHERS = frozenset(("grep", "egrep", "fgrep", "rg"))
_RECURSIVE = re.compile(r"-\w*[rRd]|--(recursive|dereference-recursive|directories)")
_FOLDERS = re.compile(r"(^|/)\.ssh$", re.IGNORECASE)
# What a pattern is tried against: it is private when it could stand for one of these.
_SAMPLES = (
    ".ssh/id_rsa", ".ssh/id_ed25519", ".ssh/config", ".env", ".env.local", ".bash_history", ".zsh_history",
    ".python_history", ".config/gh/hosts.yml", ".netrc", ".git-credentials", ".npmrc", ".pypirc", ".pgpass",
    ".aws/credentials", ".gnupg/secring.gpg", ".docker/config.json", ".kube/config", ".password-store/x.gpg",
    "id_rsa", "id_ed25519", "etc/shadow", "etc/sudoers", "self/environ")
# Programs that tell names, sizes and times but not what is inside.
_ONLY_NAMES = frozenset(("ls", "stat", "du", "test", "[", "[[", "realpath", "readlink", "dirname", "basename"))


def is_private(word: Word, program: str) -> bool:
    """Say whether a word names, or as a pattern could stand for, a private file that the program would open."""
    text = word.text
    if _PRIVATE.search(text):
        return True
    if program in _ONLY_NAMES:
        return False
    return bool(_FOLDERS.search(text.rstrip("/"))) or ((word.glob or not word.literal) and _could_be(text))


def is_private_path(path: Path) -> bool:
    """Say whether a file is one that holds secrets or what a person typed."""
    return _PRIVATE.search(str(path)) is not None


def private_below(program: str, words: tuple[Word, ...]) -> Iterator[str]:
    """Yield what leads a program that opens everything below a folder to what a person keeps private there."""
    if program == "find":
        runs = find_runs(words)
        if runs.opens:
            yield from (word.text for word in runs.rest if _holds(word) or _could_be(word.text))
    elif program in _SEARCHERS and (program == "rg" or any(_RECURSIVE.match(word.text) for word in words)):
        yield from (f"all below {word.text}" for word in words if _holds(word))


def _holds(word: Word) -> bool:
    return bool(word.text) and _HOLDERS.match(re.sub(r"/\.(?=/|$)", "", word.text)) is not None


def _could_be(text: str) -> bool:
    pattern = re.sub(r"\$\{?\w+\}?|\{[^{}]*\}", "*", re.sub(r"^(~|\$HOME|\$\{HOME\})/", "", text)).lower()
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    for sample in _SAMPLES:
        wanted = sample.split("/")
        tail = parts[-len(wanted):]
        sure = 1 if wanted[0].startswith(".") else 2
        if len(tail) == len(wanted) and tail[0][:sure] == wanted[0][:sure] and any("*" in part or "?" in part or "[" in
                part for part in tail) and all(map(fnmatchcase, wanted, tail)):
            return True
    return False
