"""`history`: what was said in this conversation; `history search`: what was asked and run in all of them."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import Count, Words
from core.store.session_index import Said
from core.words.events import Answer, Events, Table
from core.words.values import Json, Message, Role

_SHOWN_CHARACTERS = 160


@command("history", group="chat")
def history(app: App, count: Count = 20) -> Events:
    """Show what was said in this conversation: the last 20 messages, or as many as asked for."""
    messages = app.conversation_at_hand().turns[-count:]
    yield Answer("\n\n".join(said(message) for message in messages) or "nothing was said yet",
                 [message_data(message) for message in messages])
    return 0


@command("history search", group="chat")
def history_search(app: App, words: Words = "", *, asked: bool = False, limit: Count = 20) -> Events:
    """Find what was asked and which commands were run, in this and all earlier sessions, the latest first.

    All the words must be in it; a word may be the beginning of one. Without words it lists the latest. `--asked`
    leaves out the commands. At the prompt "what did I ask about the logs?" does the same, without a model.
    """
    kinds = ("asked",) if asked else ("asked", "ran")
    found = app.sessions.said(words, kinds, limit)
    shown = "asked" if asked else "asked or run"
    rows = tuple((one.at[:16].replace("T", " "), one.session, _line(one)) for one in found)
    about = f" with {words!r}" if words else ""
    yield Table(("when", "session", shown), rows, [_data(one) for one in found],
                empty=f"nothing{about} was {shown} in this or an earlier session")
    return 0


def _line(one: Said) -> str:
    text = " ".join(one.text.split())
    text = text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS - 1] + "…"
    return f"!{text}" if one.kind == "ran" else text


def _data(one: Said) -> Json:
    return {"session": one.session, "at": one.at, "kind": one.kind, "text": one.text}


def said(message: Message) -> str:
    """Write a message as it is read again: questions marked, answers as they were."""
    return f"> {message.text}" if message.role is Role.USER else message.text


def message_data(message: Message) -> dict[str, Json]:
    """Write a message as JSON."""
    return {"role": message.role.value, "text": message.text, "at": message.at, "origin": message.origin,
            **({"thought": message.thought} if message.thought else {})}
