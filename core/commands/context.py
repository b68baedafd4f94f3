"""`context`: what the model is given, part by part, counted."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.words.command import Need
from core.words.events import Events, Table

_SHOWN_CHARACTERS = 60


@command("context", group="chat", needs=(Need.MODEL,))
def context(app: App) -> Events:
    """Show what is in the context: each part with its tokens, and how much of the whole is used."""
    loaded = app.engine_ready()
    parts = app.conversation_at_hand().parts(loaded)
    used = sum(part.tokens for part in parts)
    rows = tuple((part.name, str(part.tokens), _short(part.text)) for part in parts)
    total = ("total", f"{used} of {loaded.context}", f"{used * 100 // max(1, loaded.context)}% used")
    yield Table(("part", "tokens", "text"), (*rows, total),
                {"model": loaded.name, "context": loaded.context, "used": used, "free": max(0, loaded.context - used),
                 "parts": [{"part": part.name, "tokens": part.tokens, "text": part.text} for part in parts]})
    return 0


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN_CHARACTERS else flat[:_SHOWN_CHARACTERS - 1] + "…"
