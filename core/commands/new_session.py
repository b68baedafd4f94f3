"""`new`: an empty conversation."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.words.events import Answer, Events


@command("new", group="chat")
def new(app: App) -> Events:
    """Begin a new conversation. The one before stays in its log: `resume last` goes back to it."""
    app.new_conversation()
    yield Answer("a new conversation", {"session": app.conversation.session.id})
    return 0
