"""What Tab offers: commands, what their arguments may be, and files after an @."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from core.store.typed_path import typed_path
from core.words.command import Command, CommandTable
from core.words.errors import LuciferError
from core.words.safe_text import safe_line, visible

FILES_MAX = 500
# A way to list names and what to say beside each: models, sessions, settings, ...
Source = Callable[[], Iterable[tuple[str, str]]]

_MENTION = re.compile(r"""(?:^|(?<=\s))@(?:"([^"\n]*)|(\S*))$""")


class LineCompleter(Completer):
    """Completes one typed line; `sources` gives the names for each kind of argument."""

    def __init__(self, table: CommandTable, sources: Mapping[str, Source], folder: Callable[[], Path]) -> None:
        self._table = table
        self._sources = sources
        self._folder = folder

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Offer what may stand at the cursor."""
        del complete_event
        before = document.text_before_cursor
        mention = _MENTION.search(before)
        if mention:
            yield from self._files(mention[1] if mention[1] is not None else mention[2], mention[1] is not None, "@")
        elif "\n" not in before and not before.startswith((" ", "?", "!")):
            yield from self._line(before)
        elif before.startswith("!"):
            yield from self._files(before.rpartition(" ")[2].removeprefix("!"), False, "")

    def _line(self, before: str) -> Iterator[Completion]:
        typed = before.removeprefix("/").lower()
        for name in self._table.names:
            command = self._table.by_name[name]
            if name.startswith(typed) and name != typed:
                yield Completion(name, -len(typed), display_meta=safe_line(command.summary))
        found, rest = self._command(before.removeprefix("/"))
        if found is not None:
            yield from self._argument(found, rest)

    def _command(self, typed: str) -> tuple[Command | None, str]:
        """Return the command that the line begins with, and what follows it."""
        words = typed.split(" ")
        for count in (2, 1):
            command = self._table.get(" ".join(words[:count]).lower())
            if command is not None and len(words) > count:
                return command, " ".join(words[count:])
        return None, ""

    def _argument(self, command: Command, rest: str) -> Iterator[Completion]:
        *before, word = rest.split(" ")
        if word.startswith("-"):
            for argument in command.arguments:
                flag = f"--{argument.name.replace('_', '-')}"
                if argument.flag and flag.startswith(word):
                    yield Completion(flag, -len(word))
            return
        positional = [argument for argument in command.arguments if not argument.flag]
        place = len([one for one in before if one and not one.startswith("-")])
        if not positional:
            return
        kind = positional[min(place, len(positional) - 1)].kind
        if kind is None or (place >= len(positional) and not kind.rest):
            return
        if kind.choices:
            yield from _matching(((choice, "") for choice in kind.choices), word)
        elif kind.name in ("path", "shell", "files"):
            yield from self._files(word, False, "")
        elif kind.name in self._sources:
            yield from _matching(self._sources[kind.name](), word)

    def _files(self, typed: str, quoted: bool, sign: str) -> Iterator[Completion]:
        head, slash, tail = typed.rpartition("/")
        try:
            folder = typed_path(head + slash or ".", self._folder())
            with os.scandir(folder) as found:
                entries = [(not entry.is_dir(), entry.name) for entry, _ in zip(found, range(FILES_MAX), strict=False)]
        except (OSError, LuciferError):
            return
        for is_file, name in sorted(entries):
            hidden = name.startswith(".") and not tail.startswith(".")
            if hidden or not name.startswith(tail) or not name.isprintable():
                continue
            path = head + slash + name + ("" if is_file else "/")
            blank = bool(re.search(r"[\s\"']", path)) or quoted
            text = sign + (f'"{path}"' if blank and is_file else f'"{path}' if blank and sign else path)
            back = len(sign) + len(typed) + (1 if quoted else 0)
            yield Completion(text, -back, display=visible(name) + ("" if is_file else "/"))


def _matching(names: Iterable[tuple[str, str]], word: str) -> Iterator[Completion]:
    for name, remark in names:
        if name.lower().startswith(word.lower()):
            yield Completion(name, -len(word), display=visible(name), display_meta=safe_line(remark))
