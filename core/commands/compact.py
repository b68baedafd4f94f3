"""`compact`: for the model, a summary in the place of a long conversation."""

from __future__ import annotations

from collections.abc import Generator

from core.app import App
from core.assist.summary import Summary
from core.commands.declare import command
from core.words.command import Need
from core.words.errors import Declined
from core.words.events import Answer, Event, Events, Question


@command("compact", group="chat", needs=(Need.MODEL,))
def compact(app: App) -> Events:
    """Let the model summarise the conversation; after a yes it goes on from the summary instead of the whole.

    Only what the model is given changes: `history`, `export` and `sessions` keep every word, and `undo` takes the
    summary back.
    """
    made, before, after = yield from compacted(app)
    yield Answer(f"{before} tokens are now {after}; `undo` takes it back",
                 {"tokens_before": before, "tokens_after": after, "summary": made.text, "messages": made.covers})
    return 0


def compacted(app: App) -> Generator[Event, str, tuple[Summary, int, int]]:
    """Show a summary, ask, and put it in place; return it with the tokens before and after."""
    conversation = app.conversation_at_hand()
    made, before, after = yield from conversation.summarise(app.chat_options())
    agreed = yield Question(f"the summary:\n\n{made.text}\n\nIs the model to go on from this ({after} tokens) instead "
                            f"of the whole conversation ({before} tokens)?")
    if agreed != "y":
        raise Declined("not compacted; nothing was changed")
    conversation.compact(made)
    return made, before, after
