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
else:
    at_hand_words = Later("core.assist.at_hand_words")
    intent = Later("core.assist.intent")
    script_request = Later("core.assist.script_request")


def perform(app: App, route: Route) -> Events:
    """Return the events of a route. A line that is no command raises UsageError when its first event is asked for."""
    if isinstance(route, RunCommand):
        return route.command.handler(app, **route.values)
    if isinstance(route, AskModel):
        if app.interactive and not route.chat and script_request.asks_for_script(route.text):
            return app.table.by_name["write"].handler(app, route.text)
        # At the prompt plain words may ask for a deed; what is only asked from a command line is answered.
        wanted = app.interactive and not route.chat and "@" not in route.text and (
            intent.wants_command(route.text) or at_hand_words.means_last(route.text))
        return app.table.by_name["do" if wanted else "ask"].handler(app, route.text)
    if isinstance(route, RunShell):
        return app.table.by_name["run"].handler(app, route.command)
    return _nothing(route)


def _nothing(route: Nothing) -> Events:
    if route.problem:
        raise UsageError(route.problem, hint=route.hint)
    yield from ()
    return 0
