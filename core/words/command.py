"""A command as declared: its name, arguments and handler; and what a typed line turned out to be."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any, TypeAlias

from core.words.events import Events


class Need(str, Enum):
    """What must be there before a handler can do its work."""

    MODEL = "model"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Kind:
    """What an argument may be: the name tells completion what to offer, `check` reads or refuses the text.

    `check(text, bare)` gets bare=True when nothing but the words themselves says that the line is a command.
    """

    name: str
    check: Callable[[str, bool], Any]
    rest: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command, taken from the handler's signature."""

    name: str
    kind: Kind | None
    flag: bool
    switch: bool
    default: Any
    required: bool

    @property
    def label(self) -> str:
        """How the name is typed: `from_`, which Python needs, is --from."""
        return self.name.rstrip("_").replace("_", "-")

    @property
    def written(self) -> str:
        """How usage shows it: <name>, [name], [--flag] or [--flag VALUE]."""
        label = self.label
        if self.flag:
            return f"[--{label}]" if self.switch else f"[--{label} {label.upper()}]"
        if self.kind is not None and self.kind.choices:
            label = "|".join(self.kind.choices)
        if self.kind is not None and self.kind.rest:
            label += "..."
        return f"<{label}>" if self.required else f"[{label}]"


@dataclass(frozen=True, slots=True)
class Command:
    """One entry of the table. `load` returns the handler, which is called as handler(app, *positional, **flags)."""

    name: str
    aliases: tuple[str, ...]
    group: str
    needs: tuple[Need, ...]
    load: Callable[[], Callable[..., Events]]

    @property
    def handler(self) -> Callable[..., Events]:
        return self.load()

    @property
    def help(self) -> str:
        return inspect.getdoc(self.handler) or ""

    @property
    def summary(self) -> str:
        return self.help.partition("\n")[0]

    @property
    def arguments(self) -> tuple[Argument, ...]:
        return _arguments(self.handler)

    @property
    def usage(self) -> str:
        return " ".join((self.name, *(argument.written for argument in self.arguments)))


@cache
def _arguments(handler: Callable[..., Events]) -> tuple[Argument, ...]:
    hints = typing.get_type_hints(handler, include_extras=True)
    found = []
    for parameter in list(inspect.signature(handler).parameters.values())[1:]:
        hint = hints[parameter.name]
        kind = _kind_in(hint)
        flag = parameter.kind is inspect.Parameter.KEYWORD_ONLY
        required = parameter.default is inspect.Parameter.empty
        found.append(Argument(parameter.name, kind, flag, hint is bool, None if required else parameter.default,
                              required))
    return tuple(found)


def _kind_in(hint: object) -> Kind | None:
    """Find the Kind in Annotated[...], also where None is allowed beside it."""
    for part in typing.get_args(hint):
        kind = part if isinstance(part, Kind) else _kind_in(part)
        if kind is not None:
            return kind
    return None


@dataclass(frozen=True, slots=True)
class CommandTable:
    """All commands, each also under its aliases."""

    by_name: dict[str, Command]

    def __iter__(self) -> Iterator[Command]:
        """Go through the commands in order of name, each once."""
        return iter(sorted({command.name: command for command in self.by_name.values()}.values(),
                           key=lambda command: command.name))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and alias, as typed."""
        return tuple(sorted(self.by_name))

    def get(self, name: str) -> Command | None:
        return self.by_name.get(name)


@dataclass(frozen=True, slots=True)
class RunCommand:
    """The line is a command; `values` holds what its handler is called with."""

    command: Command
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AskModel:
    """The line is for the model; `chat` is True where the person said that it is talk and no request."""

    text: str
    chat: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class RunShell:
    """The line is a shell command the person typed."""

    command: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to do: an empty line, or one that is no command for the reason in `problem`."""

    problem: str = ""
    hint: str = ""


Route: TypeAlias = RunCommand | AskModel | RunShell | Nothing
