"""A command that failed, put right where it is certain what was meant: a slip in a name, a flag that lacks a letter."""

from __future__ import annotations

import re
from pathlib import Path

from core.assist.folder_names import misnamed
from core.assist.harmful import program
from core.assist.installed import missing_programs
from core.assist.own_help import strange_flags
from core.assist.shell_tree import parse

_SIMILAR = re.compile(r"'([\w-]+)' is not a (?:\w+ )*(?:command|subcommand).*?"
                      r"(?:most similar commands? (?:is|are)|[Dd]id you mean(?: this| one of these)?\??)"
                      r"[:\s]+([\w-]+)", re.DOTALL)
_UPSTREAM = re.compile(r"^\s*(git push --set-upstream [\w./-]+ [\w./-]+)\s*$", re.MULTILINE)
_SAME_THING = {"python": "python3", "pip": "pip3", "gsed": "sed", "gawk": "awk", "md5": "md5sum", "shasum": "sha256sum"}


def mended(command: str, output: str, folder: Path, path: str) -> tuple[str, str] | None:
    """Return the command put right, and what was wrong with it; None where that is not certain."""
    changed = command
    why: list[str] = []
    for missing in missing_programs(command, folder, path):
        near = missing.instead
        if near and (_close(missing.name, near) or _SAME_THING.get(missing.name) == near):
            changed, why = _replaced(changed, missing.name, near), [*why, str(missing)]
    for flag in strange_flags(command):
        if flag.near:
            changed, why = _replaced(changed, flag.flag, flag.near), [*why, str(flag)]
    for name in misnamed(command, folder):
        changed, why = _replaced(changed, name.name, name.near), [*why, str(name)]
    similar = _SIMILAR.search(output)
    if similar:
        changed = _replaced(changed, similar[1], similar[2])
        why.append(f"there is no {similar[1]}; it has {similar[2]}")
    if changed != command:
        return changed, "; ".join(why)
    return _by_message(command, output)


def _by_message(command: str, output: str) -> tuple[str, str] | None:
    """What the error message itself says is missing."""
    simples = parse(command).simples
    name = program(simples[0].words[0].text) if len(simples) == 1 and simples[0].words else ""
    upstream = _UPSTREAM.search(output)
    if upstream and name == "git":
        return upstream[1], "the branch has no place yet to be pushed to"
    if name in ("cp", "scp") and re.search(r"omitting directory|is a directory|not a regular file", output):
        return command.replace(name, f"{name} -r", 1), "a folder is copied with -r"
    if name == "rm" and re.search(r"is a directory", output, re.IGNORECASE):
        return command.replace("rm", "rm -r", 1), "a folder is deleted with -r, with all that is in it"
    if name == "mkdir" and "No such file or directory" in output:
        return command.replace("mkdir", "mkdir -p", 1), "the folder above is not there: -p makes it too"
    if name and "/" in simples[0].words[0].text and "Permission denied" in output:
        first = simples[0].words[0].raw
        return f"chmod u+x {first} && {command.strip()}", "the file may not be run yet"
    return None


def _close(name: str, other: str) -> bool:
    """Whether two names differ by slips of the finger only, and do not just begin alike."""
    if sorted(name) == sorted(other):
        return True
    return abs(len(name) - len(other)) <= 1 and len(set(name) ^ set(other)) <= 2 and name[:1] == other[:1]


def _replaced(command: str, word: str, other: str) -> str:
    """Put one whole word in the place of another, once."""
    return re.sub(rf"(?<![\w./-]){re.escape(word)}(?![\w./-])", lambda _: other, command, count=1)
