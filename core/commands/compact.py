"""`compact`: a summary in the place of a long conversation."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.words.command import Need
from core.words.events import Answer, Events


@command("compact", group="chat", needs=(Need.MODEL,))
def compact(app: App) -> Events:
    """Let the model summarise the conversation, and put the summary in its place. The log keeps everything."""
    conversation = app.conversation_at_hand()
    before, after = yield from conversation.compact(app.chat_options())
    summary = conversation.turns[-1].text
    yield Answer(f"{before} tokens are now {after}:\n\n{summary}",
                 {"tokens_before": before, "tokens_after": after, "summary": summary})
    return 0
