"""`undo`: take back the last thing: a file change by our own tools, a `compact`, or a turn of the conversation."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.words.errors import UsageError
from core.words.events import Answer, Events


@command("undo", group="chat")
def undo(app: App) -> Events:
    """Undo the last file change made by this program or, if nothing was changed since, the last `compact` or turn."""
    entry = app.journal.last()
    conversation = app.conversation_at_hand() if entry is None or app.has_conversation else None
    if entry is not None and (conversation is None or not conversation.turns
                              or entry.number > conversation.last_number):
        description = app.journal.undo()
        yield Answer(description, {"undone": "file", "detail": description})
        return 0
    if conversation is None or not conversation.turns:
        raise UsageError("there is nothing to undo")
    if conversation.summary is not None and conversation.just_compacted:
        gone = conversation.summary.text
        conversation.take_back_summary()
        yield Answer("took back the summary: the model is given the conversation itself again",
                     {"undone": "compact", "detail": gone})
        return 0
    exchange = conversation.last_exchange()
    conversation.retract(len(exchange))
    question = exchange[0].text.partition("\n")[0]
    yield Answer(f"took back the last question and its answer: {question}",
                 {"undone": "turn", "detail": exchange[0].text, "messages": len(exchange)})
    return 0
