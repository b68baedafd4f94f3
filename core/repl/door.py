"""The way in: flags, then one command, piped lines, or the prompt."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from core import VERSION
from core.app import App, Flags
from core.commands.declare import table
from core.commands.perform import perform
from core.commands.route import route_arguments
from core.render.drive import drive
from core.render.screen import Screen, open_screen
from core.repl.lines import run_lines
from core.words.command import Route, RunCommand
from core.words.errors import Interrupted, LuciferError, UsageError
from core.words.events import Failure, Notice
from core.words.later import Later

if TYPE_CHECKING:
    from core.repl import prompting
else:
    # One command, or lines from a pipe, need no line editor.
    prompting = Later("core.repl.prompting")

_USAGE = "lucifer [--json] [--model NAME] [--profile NAME] [--yes] [--quiet] [--plain] [--home DIR] [COMMAND ...]"
_SWITCHES = ("json", "yes", "quiet", "plain", "debug")
_VALUED = ("model", "profile", "home")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments and return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    environ = dict(os.environ)
    _have_streams()
    try:
        flags, words = read_flags(arguments)
    except UsageError as error:
        return _refuse(error, "--json" in arguments)
    if words == ["--version"]:
        sys.stdout.write(f"lucifer {VERSION}\n")
        return 0
    try:
        return _open(flags, words, environ)
    except KeyboardInterrupt:
        return Interrupted.status
    except LuciferError as error:
        return _refuse(error, flags.json)


def report(error: Exception, arguments: Sequence[str]) -> int:
    """Say that the program itself failed; `--debug` shows where."""
    if "--debug" in arguments:
        traceback.print_exception(error)
    return _refuse(LuciferError(f"an error of the program itself: {type(error).__name__}: {error}",
                                hint="--debug shows where"), "--json" in arguments)


def read_flags(arguments: Sequence[str]) -> tuple[Flags, list[str]]:
    """Take out the global flags, which may stand anywhere but inside a shell command; return them and the rest."""
    flags = Flags()
    words: list[str] = []
    pending = list(arguments)
    while pending:
        word = pending.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if word == "--" or _in_shell(words):
            words += [word, *pending] if words else pending
            break
        if word in ("--help", "-h") and not words:
            words.append("help")
        elif word == "--version" and not words:
            return flags, ["--version"]
        elif word.startswith("--") and name in _SWITCHES and not equals:
            given: dict[str, Any] = {name: True}
            flags = replace(flags, **given)
        elif word.startswith("--") and name in _VALUED:
            if not equals and not pending:
                raise UsageError(f"--{name} needs a value", hint=f"usage: {_USAGE}")
            named: dict[str, Any] = {name: value if equals else pending.pop(0)}
            flags = replace(flags, **named)
        elif word.startswith("-") and not words and word != "-":
            raise UsageError(f"there is no flag {word}", hint=f"usage: {_USAGE}")
        else:
            words.append(word)
    return flags, words


def _in_shell(words: Sequence[str]) -> bool:
    """Say whether what follows belongs to a shell command; one quoted as a whole, to be judged, has its own inside."""
    if words and words[0].startswith("!"):
        return True
    command = table().get(words[0].removeprefix("/").lower()) if len(words) > 1 else None
    if command is None:
        return False
    first = next((argument.kind for argument in command.arguments if not argument.flag), None)
    return first is not None and first.name == "shell" and (command.name == "run" or " " not in words[1])


def _open(flags: Flags, words: list[str], environ: Mapping[str, str]) -> int:
    app = App(flags, environ, table(), sys.stdin)
    screen = open_screen(json=flags.json, plain=flags.plain, quiet=flags.quiet, yes=flags.yes, environ=environ,
                         stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr,
                         show_thinking=bool(app.settings.get("show_thinking")), theme=str(app.settings.get("theme")))
    try:
        _warn(app, screen)
        if words:
            return _once(app, screen, route_arguments(words, app.table))
        if _is_terminal(sys.stdin) and _is_terminal(sys.stdout) and not flags.json:
            return _prompt(app, screen)
        return run_lines(app, screen)
    finally:
        app.close()
        screen.close()


def _once(app: App, screen: Screen, route: Route) -> int:
    """Carry out one command; `resume` at a terminal goes on at the prompt."""
    at_terminal = _is_terminal(sys.stdin) and _is_terminal(sys.stdout) and not app.flags.json
    resumes = isinstance(route, RunCommand) and route.command.name == "resume"
    if resumes and at_terminal:
        app.interactive = True
        return drive(perform(app, route), screen) or _prompt(app, screen)
    app.once = True
    return drive(perform(app, route), screen)


def _prompt(app: App, screen: Screen) -> int:
    app.interactive = True
    return prompting.run_loop(app, screen)


def _warn(app: App, screen: Screen) -> None:
    if app.home.problem:
        screen.show(Notice(f"{app.home.problem}; nothing is kept after this run", "warning"))
    for warning in (*filter(None, (app.home.warning,)), *app.settings.warnings):
        screen.show(Notice(warning, "warning"))


def _refuse(error: LuciferError, as_json: bool) -> int:
    """Say why nothing could even begin."""
    screen = open_screen(json=as_json, plain=True, quiet=False, yes=False, environ={}, stdin=sys.stdin,
                         stdout=sys.stdout, stderr=sys.stderr, show_thinking=False, theme="auto")
    screen.show(Failure(error.kind, error.message, error.hint, error.status))
    return error.status


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (OSError, ValueError):
        return False


def _have_streams() -> None:
    """Put nothing in the place of closed streams; read any bytes without failing; write UTF-8 wherever a pipe leads."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not _is_terminal(stream):
            reconfigure(encoding="utf-8", errors="replace")
