"""`completion`: what bash, zsh and fish need to complete our commands; `complete`: what may stand next in a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ForcedText, ShellName
from core.commands.shell_widget import SHELL_FILES, program_words
from core.words.command import Command, CommandTable
from core.words.events import Answer, Events
from core.words.safe_text import safe_line

# A way to list names and what to say beside each: models, sessions, settings, ...
Source = Callable[[], Iterable[tuple[str, str]]]
FILES = ":files"
FILE_KINDS = frozenset(("path", "shell", "files", "place"))
GLOBAL_FLAGS = ("--json", "--model", "--profile", "--yes", "--quiet", "--plain", "--home", "--debug", "--version")
_VALUED = {"--model": "model", "--profile": "profile", "--home": "path"}
# Anything else would have to be quoted, in a way that each shell has its own of.
_PLAIN = re.compile(r"[\w.:/@+=~,%-]+")


@command("completion", group="settings")
def completion(app: App, shell: ShellName) -> Events:
    """Print what completes our commands, flags, models and settings in bash, zsh or fish.

    In ~/.bashrc: eval "$(lucifer completion bash)". It asks the program itself at each Tab, so it is never out of date.
    """
    del app
    text = (SHELL_FILES / f"completion.{shell}").read_text(encoding="utf-8")
    text = text.replace("@PROGRAM@", program_words(shell))
    yield Answer(text.rstrip("\n"), {"shell": shell, "code": text}, "code")
    return 0


@command("complete", group="settings")
def complete(app: App, line: ForcedText) -> Events:
    """Print what may stand at the end of a command line, one a line, each with a remark after a tab.

    The line begins with the program's own name, as a shell has it; ":files" says that files may stand there too.
    """
    found = sorted(dict(offered(app.table, names(app), line)).items())
    written = [(text, safe_line(remark)) for text, remark in found if text == FILES or _PLAIN.fullmatch(text)]
    if written:
        yield Answer("\n".join(f"{text}\t{remark}" for text, remark in written),
                     [{"text": text, "remark": remark} for text, remark in written], "code")
    return 0


def offered(table: CommandTable, sources: Mapping[str, Source], line: str) -> Iterator[tuple[str, str]]:
    """Yield what may stand at the end of a line, with a remark for each."""
    *before, word = re.split(r"\s+", line)[1:] or [""]
    words, pending = _without_flags(before)
    if pending:
        yield from _named(pending, (), sources, word)
        return
    command_words = [each.lower() for each in words]
    found, rest = _command(table, command_words)
    if word.startswith("-"):
        yield from ((flag, "") for flag in GLOBAL_FLAGS if flag.startswith(word))
        yield from arguments_of(found, rest, sources, word) if found else ()
        return
    head = " ".join(command_words)
    for name in table.names:
        first, _, second = name.partition(" ")
        if not words and first.startswith(word.lower()):
            yield first, table.by_name[name].summary if not second else f"{first} ..."
        elif len(words) == 1 and second.startswith(word.lower()) and first == head and second:
            yield second, table.by_name[name].summary
    if found is not None:
        yield from arguments_of(found, rest, sources, word)


def _without_flags(words: list[str]) -> tuple[list[str], str]:
    """Leave out the global flags and their values; also return the kind of value that is still to come."""
    left: list[str] = []
    pending = ""
    for word in words:
        if pending:
            pending = ""
        elif word in _VALUED:
            pending = _VALUED[word]
        elif word and word not in GLOBAL_FLAGS and not re.match(r"--(?:model|profile|home)=", word):
            left.append(word)
    return left, pending


def _command(table: CommandTable, words: list[str]) -> tuple[Command | None, list[str]]:
    for count in (2, 1):
        found = table.get(" ".join(words[:count])) if len(words) >= count else None
        if found is not None:
            return found, words[count:]
    return None, []


def arguments_of(found: Command, rest: list[str], sources: Mapping[str, Source], word: str
                 ) -> Iterator[tuple[str, str]]:
    """Yield what may stand after a command and the words in `rest`, that begins with `word`."""
    flags = {f"--{argument.label}": argument for argument in found.arguments if argument.flag}
    if word.startswith("-"):
        yield from ((flag, "") for flag in flags if flag.startswith(word))
        return
    if rest and rest[-1] in flags and not flags[rest[-1]].switch:
        kind = flags[rest[-1]].kind
        yield from _named(kind.name, kind.choices, sources, word) if kind else ()
        return
    positional = [argument for argument in found.arguments if not argument.flag]
    place = len([each for each in rest if not each.startswith("-")])
    for argument in positional[place:] if place < len(positional) else positional[-1:]:
        if argument.kind is not None and (place < len(positional) or argument.kind.rest):
            yield from _named(argument.kind.name, argument.kind.choices, sources, word)
        # What may be left out (`llm list [all] [words]`) may be followed by what stands behind it.
        if argument.required:
            return


def _named(kind: str, choices: tuple[str, ...], sources: Mapping[str, Source], word: str) -> Iterator[tuple[str, str]]:
    yield from ((choice, "") for choice in choices if choice.startswith(word))
    if kind in FILE_KINDS:
        yield FILES, ""
    elif kind in sources:
        yield from ((name, remark) for name, remark in sources[kind]() if name.lower().startswith(word.lower()))


def names(app: App) -> dict[str, Source]:
    """Where the names come from that each kind of argument takes."""

    def models() -> Iterable[tuple[str, str]]:
        return [(model.name, model.quant or "") for model in app.shelf.models()]

    def sessions() -> Iterable[tuple[str, str]]:
        return [("last", "the last one"), *((session.id, session.title) for session in app.sessions.list(20))]

    def known() -> Iterable[tuple[str, str]]:
        here = {model.name for model in app.shelf.models()}
        return [(card.name, ", ".join(card.use_cases)) for card in app.models_map.cards if card.name not in here]

    return {
        "model": models,
        "models": models,
        "known model": known,
        "session": sessions,
        "setting": lambda: [(name, str(value.value)) for name, value in app.settings.all().items()],
        "profile": lambda: [(name, "") for name in app.profiles.names()],
        "command": lambda: [(name, app.table.by_name[name].summary) for name in app.table.names],
    }
