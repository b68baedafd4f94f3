"""`resume`: go on with an earlier conversation."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.history import said
from core.commands.kinds import SessionId
from core.words.errors import LuciferError, UsageError
from core.words.events import Answer, Events, Notice

_TAIL_MESSAGES = 6


@command("resume", group="chat")
def resume(app: App, session: SessionId = "last") -> Events:
    """Go on with an earlier conversation, the last one unless the beginning of another's id is given.

    Its text and the model's state come back, so that the first answer need not wait for all of it to be read again.
    """
    conversation = app.resume(_other(app) if session == "last" and app.has_conversation else session)
    for notice in conversation.session.notices:
        yield Notice(notice, "warning")
    tail = conversation.turns[-_TAIL_MESSAGES:]
    left_out = len(conversation.turns) - len(tail)
    title = f"{conversation.session.title} ({conversation.session.id})"
    lines = [title] + ([f"... {left_out} earlier messages"] if left_out else []) + [said(message) for message in tail]
    yield Answer("\n\n".join(lines), {"session": conversation.session.id, "title": conversation.session.title,
                                      "messages": len(conversation.turns)})
    # A model that is still being loaded is not waited for: its state comes back with the first question.
    if app.interactive and app.engine.state == "ready":
        try:
            restored = conversation.restore()
        except LuciferError as error:
            yield Notice(f"the text is back; the model's state is not: {error.message}")
        else:
            if restored:
                yield Notice(f"{restored} tokens restored")
    return 0


def _other(app: App) -> str:
    """Return the last session but the one at hand."""
    at_hand = app.conversation.session.id
    others = [summary.id for summary in app.sessions.list(2) if summary.id != at_hand]
    if not others:
        raise UsageError("there is no other session to resume yet")
    return others[0]
