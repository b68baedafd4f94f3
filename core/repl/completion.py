"""What Tab offers: commands, what their arguments may be, and files after an @."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from core.commands.completions import FILES, Source, arguments_of
from core.store.typed_path import typed_path
from core.words.command import Command, CommandTable
from core.words.errors import LuciferError
from core.words.safe_text import safe_line, visible

FILES_MAX = 500
# What an @ may name that is no file.
_SPECIAL = (("last", "the last command and its output"), ("clipboard", "what was copied"))
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
            typed, quoted = (mention[2], False) if mention[1] is None else (mention[1], True)
            yield from self._files(typed, quoted, "@")
            for name, remark in () if quoted else _SPECIAL:
                if name.startswith(typed) and name != typed:
                    yield Completion(f"@{name}", -len(typed) - 1, display=f"@{name}", display_meta=remark)
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
        for text, remark in arguments_of(command, before, self._sources, word):
            if text == FILES:
                yield from self._files(word, False, "")
            else:
                yield Completion(text, -len(word), display=visible(text), display_meta=safe_line(remark))

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
