"""`export`: a conversation as Markdown or JSON."""

from __future__ import annotations

import json
import re

from core.app import App
from core.assist.conversation import Conversation
from core.commands.declare import command
from core.commands.history import message_data
from core.commands.kinds import ExportFormat, FilePath, SessionId
from core.store.atomic import write_file
from core.store.typed_path import typed_path
from core.words.errors import DiskError, Refused, UsageError
from core.words.events import Answer, Events
from core.words.safe_text import safe, safe_json, safe_line
from core.words.values import Json, Role


@command("export", group="chat")
def export(app: App, format: ExportFormat = "", file: FilePath | None = None, *, session: SessionId = "") -> Events:
    """Write the conversation as Markdown or JSON: to standard output, or to a file that must not exist yet."""
    if file is not None and not format and re.fullmatch(r"\w+", str(file)):
        raise UsageError(f"there is no format {file}", hint="the formats are markdown and json; a file has an ending, "
                         "such as talk.md")
    conversation = app.look_into(session) if session else app.conversation_at_hand()
    if not format:
        format = "json" if file is not None and file.suffix == ".json" else "markdown"
    document = _document(conversation)
    as_json = safe_json(json.dumps(document, indent=2, ensure_ascii=False))
    text = as_json if format == "json" else _markdown(conversation)
    if file is None:
        yield Answer(text, document if format == "json" else {"format": format, "text": text}, "code")
        return 0
    path = typed_path(str(file), app.cwd)
    if path.exists():
        raise Refused(f"{path} exists already", hint="name a file that does not exist yet")
    if not path.parent.is_dir():
        raise DiskError(f"there is no folder {path.parent}", hint="make it first, or name another")
    write_file(path, text if text.endswith("\n") else text + "\n")
    yield Answer(f"written to {path}", {"path": str(path), "format": format, "messages": len(conversation.turns)})
    return 0


def _document(conversation: Conversation) -> dict[str, Json]:
    session = conversation.session
    return {"id": session.id, "title": session.title, "model": session.model,
            "messages": [message_data(message) for message in conversation.turns]}


def _markdown(conversation: Conversation) -> str:
    parts = [f"# {safe_line(conversation.session.title) or 'Conversation'}"]
    for message in conversation.turns:
        who = "You" if message.role is Role.USER else "LuciferAI"
        parts.append(f"**{who}** ({message.at[:16].replace('T', ' ')})\n\n{safe(message.text)}")
    return "\n\n".join(parts) + "\n"
