"""`retry`: the last question again."""

from __future__ import annotations

import random
from dataclasses import replace

from core.app import App
from core.commands.declare import command
from core.words.command import Need
from core.words.events import Events


@command("retry", group="chat", needs=(Need.MODEL,))
def retry(app: App) -> Events:
    """Ask the last question again; its answer is taken back, and another one is drawn."""
    conversation = app.conversation_at_hand()
    exchange = conversation.last_exchange()
    options = app.chat_options()
    if options.seed is None:
        options = replace(options, seed=random.randrange(2**31), temperature=max(options.temperature, 0.3))
    yield from conversation.ask_again(exchange[0].text, options, len(exchange), origin=exchange[0].origin)
    return 0
