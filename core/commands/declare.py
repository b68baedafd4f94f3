"""How a command is declared, once: the decorator, and the table found by looking through this folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from core.words.command import Command, CommandTable, Need
from core.words.events import Events

Handler = TypeVar("Handler", bound=Callable[..., Events])
MARK = "declared_command"


def command(name: str, *, aliases: tuple[str, ...] = (), group: str, needs: tuple[Need, ...] = ()
            ) -> Callable[[Handler], Handler]:
    """Declare a handler as the command `name`; its signature gives the arguments, its docstring the help."""

    def mark(handler: Handler) -> Handler:
        setattr(handler, MARK, Command(name, aliases, group, needs, handler))
        return handler

    return mark


@lru_cache(maxsize=1)
def table() -> CommandTable:
    """Return every command declared in this folder."""
    by_name: dict[str, Command] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        for thing in vars(importlib.import_module(f"core.commands.{module.name}")).values():
            declared = getattr(thing, MARK, None)
            if isinstance(declared, Command):
                by_name |= dict.fromkeys((declared.name, *declared.aliases), declared)
    return CommandTable(by_name)
