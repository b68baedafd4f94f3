"""`undo`: take back the last thing: a file change by our own tools, a `compact`, or a turn of the conversation."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from core.app import App
from core.commands.declare import command
from core.words.command import Kind
from core.words.errors import Refused, UsageError
from core.words.events import Answer, Events
from core.words.safe_text import visible

if TYPE_CHECKING:
    from core.assist.conversation import Conversation

_KINDS = {"delete": "delete", "deletion": "delete", "deleting": "delete", "move": "move", "rename": "move",
          "copy": "create", "create": "create", "creation": "create", "overwrite": "overwrite", "edit": "overwrite"}
_LAST = re.compile(rf"(?:the )?(?:last )?(?:(file|file change|change to files)|({'|'.join(_KINDS)}))")


def _change(text: str, bare: bool) -> int | str:
    """Read a number from the timeline, or a word for the kind of change; "file" is any."""
    del bare
    said = " ".join(text.lower().split())
    if re.fullmatch(r"#?\d{1,15}", said):
        return int(said.lstrip("#"))
    kind = _LAST.fullmatch(said)
    if kind is None:
        raise ValueError("expected a number from `timeline`, or a word such as: delete")
    return "file" if kind[1] else _KINDS[kind[2]]


Change = Annotated[int | str, Kind("change", _change, rest=True)]


@command("undo", group="chat")
def undo(app: App, change: Change = "", *, anyway: bool = False) -> Events:
    """Undo the last file change made by this program or, if nothing was changed since, the last `compact` or turn.

    `undo 12` takes back a change from `timeline`, `undo delete` the last deletion, also of an earlier session. Where
    something newer would be lost it says so; `--anyway` then puts the newer into the trash.
    """
    entry = app.journal.last()
    conversation = _conversation(app) if entry is None or app.has_conversation else None
    if change != "" or (entry is not None and (conversation is None or not conversation.turns
                                               or entry.number > conversation.last_number)):
        return (yield from _change_undone(app, change, anyway=anyway))
    if conversation is None or not conversation.turns:
        raise UsageError("there is nothing to undo")
    return (yield from _turn_undone(app, conversation))


def _conversation(app: App) -> Conversation:
    try:
        return app.conversation_at_hand()
    except UsageError as error:
        raise UsageError("there is nothing to undo") from error


def _change_undone(app: App, change: int | str, *, anyway: bool) -> Events:
    number = change if isinstance(change, int) else None
    if isinstance(change, str) and change not in ("", "file"):
        number = next((entry.group for entry in reversed(app.journal.entries()) if entry.kind == change), None)
        if number is None:
            raise Refused("there is no such change to undo", hint="`timeline` shows what was changed")
    with app.files.sides.noted(*_paths(app, number)):
        description = app.journal.undo(number, anyway=anyway)
    # Seen from where the person stands; what programs are told is whole.
    yield Answer(visible(description.replace(f"{app.cwd}{os.sep}", "")), {"undone": "file", "detail": description})
    return 0


def _paths(app: App, number: int | None) -> list[Path]:
    """Return the paths of what is about to be undone: across disks, something is made ready beside each."""
    entries = app.journal.entries()
    group = number if number is not None or not entries else entries[-1].group
    return [path for entry in entries if group in (entry.group, entry.number) for path in entry.paths]


def _turn_undone(app: App, conversation: Conversation) -> Events:
    if conversation.summary is not None and conversation.just_compacted:
        gone = conversation.summary.text
        conversation.take_back_summary()
        yield Answer("took back the summary: the model is given the conversation itself again",
                     {"undone": "compact", "detail": gone})
        return 0
    exchange = conversation.last_exchange()
    ran, _ = app.references.last_run()
    since = ran is not None and datetime.fromisoformat(ran.at) >= datetime.fromisoformat(exchange[0].at)
    conversation.retract(len(exchange))
    question = exchange[0].text.partition("\n")[0]
    stays = f"\n  what `{visible(ran.text)}` did stays: a command that ran is not taken back" if ran and since else ""
    yield Answer(f"took back the last question and its answer: {question}{stays}",
                 {"undone": "turn", "detail": exchange[0].text, "messages": len(exchange)})
    return 0
