"""`history`: what was said in this conversation."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import Count
from core.words.events import Answer, Events
from core.words.values import Json, Message, Role


@command("history", group="chat")
def history(app: App, count: Count = 20) -> Events:
    """Show what was said in this conversation: the last 20 messages, or as many as asked for."""
    messages = app.conversation_at_hand().turns[-count:]
    yield Answer("\n\n".join(said(message) for message in messages) or "nothing was said yet",
                 [message_data(message) for message in messages])
    return 0


def said(message: Message) -> str:
    """Write a message as it is read again: questions marked, answers as they were."""
    return f"> {message.text}" if message.role is Role.USER else message.text


def message_data(message: Message) -> dict[str, Json]:
    """Write a message as JSON."""
    return {"role": message.role.value, "text": message.text, "at": message.at, "origin": message.origin,
            **({"thought": message.thought} if message.thought else {})}
