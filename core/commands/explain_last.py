"""`explain last`: what the last command does; at the prompt also "explain the last command"."""

from __future__ import annotations

from core.app import App
from core.commands.again import AtHand, command_at_hand
from core.commands.declare import command
from core.commands.perform import perform
from core.commands.plain_words import Said
from core.words.command import AskModel
from core.words.events import Events, Notice


@command("explain last", group="chat")
def explain_last(app: App, which: AtHand = "") -> Events:
    """Say what the last command does, or one that `context refs` lists by its number. Runs nothing."""
    found = command_at_hand(app, which)
    if found is None:
        return (yield from perform(app, AskModel(which.line if isinstance(which, Said) else which)))
    yield Notice(found.text)
    return (yield from app.table.by_name["explain"].handler(app, found.text))
