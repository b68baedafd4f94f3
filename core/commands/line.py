"""The words of a typed line or of an argument list, and reading them as a command's arguments."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from core.words.command import Argument, Command
from core.words.errors import UsageError
from core.words.spelling import did_you_mean
from core.words.values import Json

# Between two letters ' is an apostrophe, as in "it's.txt", and holds no words together.
_WORD = re.compile(r"""(?:[^\s"'\\]|(?<=\w)'(?=\w)|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+|\S+""", re.DOTALL)
_QUOTING = re.compile(r"""["\\]|(?<!\w)'|'(?!\w)""")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as it stands in the line, and without its quotes."""

    raw: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """Words with the text between them. `line` is empty for an argument list, whose words are joined by a blank."""

    words: tuple[Word, ...]
    line: str = ""

    def text(self, *, shell: bool) -> str:
        """All the words as one text: as typed, without the quotes when it is one quoted word."""
        if len(self.words) == 1:
            word = self.words[0]
            return word.text if word.raw[:1] in "\"'" or not self.line else word.raw
        if not self.line:
            texts = [word.text for word in self.words]
            return shlex.join(texts) if shell else " ".join(texts)
        spans: list[str] = []
        for before, word in zip((None, *self.words), self.words, strict=False):
            # Words taken out as flags leave a gap: only the blanks that touch this word are kept.
            gap = self.line[before.end:word.start] if before else ""
            spans.append(gap if not gap.strip() else " ")
            spans.append(word.raw)
        return "".join(spans)

    def typed(self) -> str:
        """All the words as typed, each with its quotes; those of an argument list with the quotes they need."""
        if not self.line:
            return shlex.join(word.text for word in self.words)
        return self.words[0].raw if len(self.words) == 1 else self.text(shell=True)

    def after(self, count: int) -> Words:
        return Words(self.words[count:], self.line)


def split_line(line: str) -> Words:
    """Cut a typed line into words; quotes hold words together, an unbalanced quote is an ordinary letter."""
    return Words(tuple(Word(match[0], _unquoted(match[0]), match.start(), match.end())
                       for match in _WORD.finditer(line)), line)


def from_arguments(arguments: Sequence[str]) -> Words:
    """Take the words of an argument list, which a shell has already cut and unquoted."""
    return Words(tuple(Word(text, text, 0, 0) for text in arguments))


def read_arguments(command: Command, words: Words, *, bare: bool, names: Collection[str]) -> dict[str, Any]:
    """Read the words after a command's name; raise UsageError when they are not its arguments."""
    values, left = _take_flags(command, words)
    position = 0
    for argument in (argument for argument in command.arguments if not argument.flag):
        if position >= len(left.words):
            if argument.required:
                raise UsageError(f"{command.name} needs <{argument.name}>", hint=f"usage: {command.usage}")
            break
        kind = argument.kind
        if kind is not None and kind.rest:
            rest = left.after(position)
            quoted = len(rest.words) == 1 and rest.words[0].raw[:1] in "\"'"
            text = rest.typed() if kind.name == "files" else rest.text(shell=kind.name == "shell")
            values[argument.name] = _checked(command, argument, text,
                                             bare and not (quoted and kind.name in ("shell", "words", "model")), names)
            position = len(left.words)
        elif _is_optional_word(argument, left.words[position].text):
            values[argument.name] = _checked(command, argument, left.words[position].text, bare, names)
            position += 1
    if position < len(left.words):
        raise UsageError(f"{command.name} does not take {left.words[position].text!r}", hint=f"usage: {command.usage}")
    return values


def _is_optional_word(argument: Argument, text: str) -> bool:
    """A word that may be left out (`llm list [all] [words]`) is skipped when the text is not that word."""
    return argument.required or argument.kind is None or not argument.kind.choices or text in argument.kind.choices


def _checked(command: Command, argument: Argument, text: str, bare: bool, names: Collection[str]) -> Json:
    if argument.kind is None:
        return text
    if argument.kind.name == "command" and text.removeprefix("/") not in names:
        raise UsageError(f"there is no command {text!r}", hint=did_you_mean(text, names) or "`help` lists them")
    try:
        return argument.kind.check(text, bare)
    except ValueError as error:
        raise UsageError(f"{command.name}: {argument.name} {text!r}: {error}", hint=f"usage: {command.usage}") from None


def _take_flags(command: Command, words: Words) -> tuple[dict[str, Any], Words]:
    """Take out the command's own flags; those after the first word of a shell command belong to that command."""
    flags = {"--" + argument.label: argument for argument in command.arguments if argument.flag}
    shell_at = next((place for place, argument in enumerate(
        argument for argument in command.arguments if not argument.flag)
        if argument.kind is not None and argument.kind.name == "shell"), None)
    values: dict[str, Any] = {}
    left: list[Word] = []
    pending = list(words.words)
    while pending:
        word = pending.pop(0)
        in_shell = shell_at is not None and len(left) > shell_at and " " not in left[shell_at].text
        name, equals, given = word.raw.partition("=")
        if in_shell:
            left.append(word)
        elif word.raw == "--":
            left += pending
            break
        elif name in flags:
            argument = flags[name]
            if not equals and not argument.switch:
                if not pending:
                    raise UsageError(f"{name} needs a value", hint=f"usage: {command.usage}")
                given = pending.pop(0).text
            values[argument.name] = True if argument.switch else _checked(command, argument, given, False, ())
        elif word.raw.startswith("--") and re.fullmatch(r"--[a-z][a-z-]*", name) and not _free_text(command, left):
            raise UsageError(f"{command.name} has no {name}",
                             hint=did_you_mean(name, flags) or f"usage: {command.usage}")
        else:
            left.append(word)
    return values, Words(tuple(left), words.line)


def _free_text(command: Command, before: list[Word]) -> bool:
    """Whether a word that looks like a flag stands inside a text that the person wrote."""
    takes_text = any(argument.kind is not None and argument.kind.rest for argument in command.arguments)
    return bool(before) and takes_text


def _unquoted(raw: str) -> str:
    if _QUOTING.search(raw) is None:
        return raw
    try:
        return " ".join(shlex.split(raw)) if raw[:1] in "\"'" or "\\" not in raw else raw
    except ValueError:
        return raw
