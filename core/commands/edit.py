"""`edit`: change the last question and ask it again."""

from __future__ import annotations

from core.app import App
from core.assist.material import named_material, question_alone
from core.commands.declare import command
from core.commands.kinds import ForcedText
from core.words.command import Need
from core.words.errors import Declined
from core.words.events import Events, Notice, Question


@command("edit", group="chat", needs=(Need.MODEL,))
def edit(app: App, text: ForcedText = "") -> Events:
    """Change the last question and ask it again; the old question and its answer are taken back.

    At the prompt, `edit` lets you change the question in place; `/edit new words` replaces it.
    """
    conversation = app.conversation_at_hand()
    exchange = conversation.last_exchange()
    asked = question_alone(exchange[0])
    if not text and app.fills_in:
        app.next_line = f"/edit {asked}"
        yield Notice("change the question and press Enter; Ctrl-C leaves it as it was")
        return 0
    if not text:
        text = (yield Question("question:", choices=(), default=asked, yes=asked)).strip()
    if not text or (text == asked and not app.interactive):
        raise Declined("the question was not changed")
    materials = named_material(text, app.cwd, app.references)
    yield from conversation.ask_again(text, app.chat_options(), len(exchange), materials)
    return 0
