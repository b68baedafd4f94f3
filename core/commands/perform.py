"""Carries out a route: the one way from a line to the events of its handler."""

from __future__ import annotations

from core.app import App
from core.words.command import AskModel, Nothing, Route, RunCommand, RunShell
from core.words.errors import UsageError
from core.words.events import Events


def perform(app: App, route: Route) -> Events:
    """Return the events of a route. A line that is no command raises UsageError when its first event is asked for."""
    if isinstance(route, RunCommand):
        return route.command.handler(app, **route.values)
    if isinstance(route, AskModel):
        return app.table.by_name["ask"].handler(app, route.text)
    if isinstance(route, RunShell):
        return app.table.by_name["run"].handler(app, route.command)
    return _nothing(route)


def _nothing(route: Nothing) -> Events:
    if route.problem:
        raise UsageError(route.problem, hint=route.hint)
    yield from ()
    return 0
