"""How a command is declared, once: the decorator, and the table found by looking through this folder.

The table is read from the files' text, so that the first prompt does not wait for all handlers to be imported; a test
holds it equal to what the decorators say.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from core.words.command import Command, CommandTable, Need
from core.words.events import Events

Handler = TypeVar("Handler", bound=Callable[..., Events])
MARK = "declared_command"
_DECLARED = re.compile(r"^@command\((.*?)\)\ndef (\w+)\(", re.MULTILINE | re.DOTALL)


def command(name: str, *, aliases: tuple[str, ...] = (), group: str, needs: tuple[Need, ...] = ()
            ) -> Callable[[Handler], Handler]:
    """Declare a handler as the command `name`; its signature gives the arguments, its docstring the help."""

    def mark(handler: Handler) -> Handler:
        setattr(handler, MARK, Command(name, aliases, group, needs, lambda: handler))
        return handler

    return mark


@lru_cache(maxsize=1)
def table() -> CommandTable:
    """Return every command declared in this folder."""
    by_name: dict[str, Command] = {}
    for path in sorted(Path(__file__).parent.glob("*.py")):
        for declared in _declared_in(path):
            by_name |= dict.fromkeys((declared.name, *declared.aliases), declared)
    return CommandTable(by_name)


def _declared_in(path: Path) -> Iterator[Command]:
    text = path.read_text(encoding="utf-8")
    if "\n@command(" not in text:
        return
    for match in _DECLARED.finditer(text):
        call = ast.parse(f"f({match[1]})", mode="eval").body
        if isinstance(call, ast.Call):
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            aliases = ast.literal_eval(given["aliases"]) if "aliases" in given else ()
            needs = tuple(Need[name] for name in re.findall(r"Need\.(\w+)", match[1]))
            yield Command(ast.literal_eval(call.args[0]), aliases, ast.literal_eval(given["group"]), needs,
                          partial(_imported, f"core.commands.{path.stem}", match[2]))


def _imported(module: str, function: str) -> Callable[..., Events]:
    handler: Callable[..., Events] = getattr(importlib.import_module(module), function)
    return handler
