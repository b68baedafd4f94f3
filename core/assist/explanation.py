"""What each part of a shell command does: from the parsed command, a table of programs, and the machine's manual."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.assist.harmful import program
from core.assist.own_help import own_help
from core.assist.program_notes import PROGRAMS
from core.assist.shell_tree import Redirect, Simple, Word, parse
from core.words.safe_text import safe_line, visible

_PARTS_MAX = 60
_KNOWN_CHARACTERS_MAX = 2_000
_MANUAL_SECONDS_MAX = 2.0
_A_PROGRAM = "a program"
# Said of a part of which nothing is known.
_SAYS_NOTHING = frozenset((_A_PROGRAM, "what it works on", "the pattern, text or file", "this folder",
                           "the place of each name", "the end of that command"))
_REDIRECTS = {">": "writes the output to {}, replacing what is there", ">>": "adds the output to the end of {}",
              "<": "takes the input from {}", "&>": "writes output and errors to {}", ">&": "sends it to where {} goes",
              "&>>": "adds output and errors to the end of {}", ">|": "writes the output to {}, whatever is there"}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the command and its meaning."""

    text: str
    meaning: str


def known_parts(command: str) -> list[Part]:
    """Explain a command from what is known here alone: no manual is read, no program asked, and no time lost."""
    if len(command) > _KNOWN_CHARACTERS_MAX:
        return []
    return [part for part in explain_command(command, asking=False) if part.meaning not in _SAYS_NOTHING]


def explain_command(command: str, *, asking: bool = True) -> list[Part]:
    """Explain a command part by part; nothing of it is run. `asking`: programs' own help and the manual are read."""
    tree = parse(command)
    parts: list[Part] = []
    for simple in tree.simples:
        parts += _of_simple(simple, asking)
    shown = [redirect for simple in tree.simples for redirect in simple.redirects]
    parts += [_of_redirect(redirect) for redirect in tree.redirects if redirect not in shown]
    if not tree.readable:
        parts.append(Part(command.strip(), "this cannot be read as a shell command"))
    return parts[:_PARTS_MAX]


def _of_simple(simple: Simple, asking: bool) -> Iterator[Part]:
    for assignment in simple.assignments:
        name = visible(assignment.partition("=")[0])
        yield Part(assignment, f"sets {name} for this command" if simple.words else f"sets {name}")
    if simple.words:
        yield from _of_program(simple, asking)
    for redirect in simple.redirects:
        yield _of_redirect(redirect)


def _of_program(simple: Simple, asking: bool) -> Iterator[Part]:
    name = program(simple.words[0].text)
    what, flags = PROGRAMS.get(name, ("", {}))
    pipe = "takes what the pipe brings, and " if simple.piped else ""
    yield Part(simple.words[0].raw, pipe + (what or (_manual_line(name) if asking else _A_PROGRAM)))
    pending: Word | None = None
    for place, word in enumerate(simple.words[1:], start=1):
        if name == "find" and word.text in ("-exec", "-execdir", "-ok", "-okdir"):
            yield Part(word.raw, _flag(name, flags, "-exec", asking))
            yield from _of_program(Simple(simple.words[place + 1:], (), (), False, ""), asking)
            return
        if pending is not None:
            yield Part(f"{pending.raw} {word.raw}", _flag(name, flags, pending.text, asking))
            pending = None
        elif _takes_value(flags, word.text) and word.literal:
            pending = word
        else:
            yield from _of_word(name, flags, word, asking)
    if pending is not None:
        yield Part(pending.raw, _flag(name, flags, pending.text, asking))


def _of_word(name: str, flags: object, word: Word, asking: bool) -> Iterator[Part]:
    known = flags if isinstance(flags, dict) else {}
    if word.text in known or word.text.partition("=")[0] in known:
        yield Part(word.raw, _flag(name, known, word.text, asking))
    elif re.match(r"-[a-zA-Z][^a-zA-Z-]", word.text) and _takes_value(known, word.text[:2]):
        yield Part(word.raw, f"{_flag(name, known, word.text[:2], asking)}: {visible(word.text[2:])}")
    elif re.fullmatch(r"-[a-zA-Z0-9]{2,}", word.text) and any(f"-{letter}" in known for letter in word.text[1:]):
        yield Part(word.raw, ", ".join(_flag(name, known, f"-{letter}", asking) for letter in word.text[1:]))
    elif name == "tar" and re.fullmatch(r"[a-zA-Z]+", word.text) and set(word.text) & set("cxt"):
        yield Part(word.raw, ", ".join(_flag(name, known, f"-{letter}", asking) for letter in word.text))
    elif re.fullmatch(r"-\d+", word.text):
        yield Part(word.raw, f"the number {word.text[1:]}")
    elif word.text == "--":
        yield Part(word.raw, "what follows are names, not flags")
    elif word.text.startswith("-") and len(word.text) > 1:
        yield Part(word.raw, _flag(name, known, word.text, asking))
    elif not word.literal:
        yield Part(word.raw, "is only known when it runs")
    elif word.glob:
        yield Part(word.raw, "every name like this")
    elif word.text in (";", "+", "{}"):
        yield Part(word.raw, "the place of each name" if word.text == "{}" else "the end of that command")
    else:
        yield Part(word.raw, _operand(name, word.text))


def _flag(name: str, flags: object, text: str, asking: bool) -> str:
    known = flags if isinstance(flags, dict) else {}
    meaning = known.get(text) or known.get(text.partition("=")[0])
    if meaning:
        return str(meaning)
    return (_help_line(name, text.partition("=")[0]) if asking else "") or (
        f"a flag of {visible(name)}; `man {visible(name)}` says more")


def _takes_value(flags: object, text: str) -> bool:
    """Flags whose meaning points to the word after them ("this many lines", "in this folder")."""
    known = flags if isinstance(flags, dict) else {}
    return bool(text.startswith("-") and "=" not in text and re.search(
        r"\b(this|these|so many)\b|^named like|^of this|^whose path", str(known.get(text, ""))))


def _operand(name: str, text: str) -> str:
    if text in ("~", "$HOME"):
        return "your home folder"
    if text in (".", ".."):
        return "this folder" if text == "." else "the folder above"
    if text.startswith(("http://", "https://")):
        return "the address"
    if name in ("grep", "egrep", "fgrep", "sed", "awk", "rg") and not re.search(r"[/.]\w+$", text):
        return "the pattern, text or file"
    return "what it works on"


def _of_redirect(redirect: Redirect) -> Part:
    target = {"1": "the output", "2": "the errors", "/dev/null": "nowhere"}.get(redirect.target.text,
                                                                              visible(redirect.target.text))
    return Part(f"{redirect.operator} {redirect.target.raw}",
                _REDIRECTS.get(redirect.operator, "redirects to {}").format(target))


def _help_line(name: str, flag: str) -> str:
    """What the program's own help says of a flag."""
    lines = own_help(name).splitlines()
    for line, below in pairwise([*lines, ""]):
        match = re.match(r"\s*((?:-{1,2}[\w-]+(?:[ =\[]\S+)?,? ?)+?)(?:  +|\t|$)(.*)", line)
        if match and flag in re.findall(r"-{1,2}[\w-]+", match[1]):
            return safe_line(match[2] or below)
    return ""


def _manual_line(name: str) -> str:
    """The first line of the machine's manual; the program itself is not started."""
    whatis = shutil.which("whatis")
    if whatis and re.fullmatch(r"[\w.+-]+", name):
        try:
            said = subprocess.run([whatis, name], capture_output=True, text=True, timeout=_MANUAL_SECONDS_MAX,
                                  stdin=subprocess.DEVNULL, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return "a program"
        line = said.stdout.strip().partition("\n")[0]
        if said.returncode == 0 and " - " in line:
            return safe_line(line.partition(" - ")[2])
    return "a program on this machine" if shutil.which(name) else "a program that is not installed here"
