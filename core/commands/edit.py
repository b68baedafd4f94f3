"""`edit`: change the last question and ask it again."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ForcedText
from core.words.command import Need
from core.words.errors import Refused
from core.words.events import Events, Question


@command("edit", group="chat", needs=(Need.MODEL,))
def edit(app: App, text: ForcedText = "") -> Events:
    """Change the last question and ask it again; the old question and its answer are taken back.

    At the prompt, `edit` lets you change the question in place; `/edit new words` replaces it.
    """
    conversation = app.conversation_at_hand()
    exchange = conversation.last_exchange()
    if not text:
        text = (yield Question("question:", choices=(), default=exchange[0].text, yes=exchange[0].text)).strip()
    if not text or (text == exchange[0].text and not app.interactive):
        raise Refused("the question was not changed")
    yield from conversation.ask_again(text, app.chat_options(), len(exchange))
    return 0
