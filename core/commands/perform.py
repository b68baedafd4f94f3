"""Carries out a route: the one way from a line to the events of its handler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.app import App
from core.words.command import AskModel, Nothing, Route, RunCommand, RunShell
from core.words.errors import UsageError
from core.words.events import Events
from core.words.later import Later

if TYPE_CHECKING:
    from core.assist import at_hand_words, intent, script_request
    from core.commands import names_here
else:
    at_hand_words = Later("core.assist.at_hand_words")
    intent = Later("core.assist.intent")
    script_request = Later("core.assist.script_request")
    names_here = Later("core.commands.names_here")


def perform(app: App, route: Route) -> Events:
    """Return the events of a route. A line that is no command raises UsageError when its first event is asked for."""
    if isinstance(route, RunCommand):
        return route.command.handler(app, **route.values)
    if isinstance(route, AskModel):
        # At the prompt plain words may ask for a deed; what is only asked from a command line is answered.
        if app.interactive and not route.chat:
            return _deed(app, route.text)
        return app.table.by_name["ask"].handler(app, route.text)
    if isinstance(route, RunShell):
        return app.table.by_name["run"].handler(app, route.command)
    return _nothing(route)


def _deed(app: App, text: str) -> Events:
    """What plain words at the prompt ask for: a script, a command about files that are here, a shell command, talk."""
    if script_request.asks_for_script(text):
        return app.table.by_name["write"].handler(app, text)
    meant = names_here.command_here(app, text)
    if meant is not None:
        return meant.command.handler(app, **meant.values)
    wanted = "@" not in text and (intent.wants_command(text) or at_hand_words.means_last(text) or at_hand_words.counts(
        text, app.references, app.cwd, app.conversation.turns))
    return app.table.by_name["do" if wanted else "ask"].handler(app, text)


def _nothing(route: Nothing) -> Events:
    if route.problem:
        raise UsageError(route.problem, hint=route.hint)
    yield from ()
    return 0
