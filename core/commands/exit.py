"""`exit`: leave the prompt."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.words.events import Events


@command("exit", aliases=("quit",), group="settings")
def leave(app: App) -> Events:
    """Leave. The conversation is kept: `resume` goes on with it."""
    app.leaving = True
    yield from ()
    return 0
