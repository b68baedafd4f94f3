"""`context`: what the model is given, part by part, counted; and what is at hand for "it" and "that file"."""

from __future__ import annotations

import os
from pathlib import Path

from core.app import App
from core.assist.material import question_alone
from core.assist.references import Reference, References
from core.commands.declare import command
from core.commands.kinds import Count, Text
from core.commands.perform import perform
from core.commands.plain_words import Said
from core.store.typed_path import typed_path
from core.words.command import AskModel, Need
from core.words.errors import UsageError
from core.words.events import Answer, Events, Table
from core.words.safe_text import visible
from core.words.values import Json, Role

_SHOWN_CHARACTERS = 60
_LISTED = 12


@command("context", group="chat", needs=(Need.MODEL,))
def context(app: App) -> Events:
    """Show what is in the context: each part with its tokens, and how much of the whole is used.

    Below it stands what is at hand: the files, folders, commands and outputs that "it" and "that file" can mean.
    """
    loaded = app.engine_ready()
    conversation = app.conversation_at_hand()
    parts = conversation.parts(loaded)
    used = sum(part.tokens for part in parts)
    rows = tuple((part.name, str(part.tokens), _short(part.text)) for part in parts)
    total = ("total", f"{used} of {loaded.context}", f"{used * 100 // max(1, loaded.context)}% used")
    at_hand = conversation.references.list()
    yield Table(("part", "tokens", "text"), (*rows, total),
                {"model": loaded.name, "context": loaded.context, "used": used, "free": max(0, loaded.context - used),
                 "parts": [{"part": part.name, "tokens": part.tokens, "text": part.text} for part in parts],
                 "references": [_data(reference) for reference in at_hand]})
    if at_hand and not app.flags.json:
        yield _table(at_hand[:_LISTED])
    return 0


@command("context refs", group="chat")
def context_refs(app: App) -> Events:
    """List what is at hand in this session, the latest first: "it" means the first of its kind."""
    yield _table(_references(app).list())
    return 0


@command("context forget", group="chat")
def context_forget(app: App, number: Count) -> Events:
    """Take one thing away from what is at hand, by its number; the file or folder itself stays as it is."""
    gone = _references(app).forget(number)
    yield Answer(f"no longer at hand: {gone.kind} {gone.name}", _data(gone))
    return 0


@command("context use", group="chat")
def context_use(app: App, which: Text) -> Events:
    """Say what "it" means from now on: a number of `context refs`, or a file or folder.

    At the prompt "no, I meant b.py" does the same.
    """
    meant = _chosen(app, which)
    if meant is None:
        line = which.line if isinstance(which, Said) else which
        return (yield from perform(app, AskModel(line)))
    again = _question_about_another(app, meant)
    if again:
        app.next_line = again
    hint = "; the last question stands in the line again" if again else ""
    where = f" ({visible(meant.text)})" if meant.kind in ("file", "folder") else ""
    yield Answer(f'"it" is {meant.kind} {meant.name} now{where}{hint}', _data(meant))
    return 0


def _chosen(app: App, which: str) -> Reference | None:
    """Return the thing meant, made the latest; None where a sentence speaks of nothing that is there."""
    references = _references(app)
    if which.isdigit():
        return references.use(int(which))
    found = references.resolve(which)
    if found is not None and found.number:
        return references.use(found.number)
    if found is not None:  # a row of a list, which has no number
        return references.note(found.kind, found.text, "meant")
    path = typed_path(which, app.cwd)
    if os.path.lexists(path):
        return references.note("folder" if path.is_dir() else "file", os.path.abspath(path), "meant")  # noqa: PTH100
    named = next((one for one in references.list() if Path(one.text).name.lower() == which.lower()), None)
    if named is not None:
        return references.use(named.number)
    if isinstance(which, Said) and not references.list():
        return None
    raise UsageError(f"there is no file {visible(which)} here, and nothing at hand is called that",
                     hint="`context refs` lists what is at hand")


def _question_about_another(app: App, meant: Reference) -> str:
    """Return the last question where it took another file along because it said "it": to be asked again."""
    if not app.fills_in or not app.has_conversation or meant.kind not in ("file", "folder"):
        return ""
    asked = [turn for turn in app.conversation.turns if turn.role is Role.USER][-1:]
    if not asked or asked[0].origin != "file" or "@" in asked[0].text.partition("\n")[0]:
        return ""
    return question_alone(asked[0])


def _references(app: App) -> References:
    """What is at hand in the session at the prompt; from a command line, in the last session there was."""
    if app.interactive or app.has_conversation:
        return app.references
    return app.conversation_at_hand().references


def _table(found: tuple[Reference, ...]) -> Table:
    rows = tuple((str(one.number), one.kind, one.name if one.kind not in ("file", "folder") else visible(one.text),
                  one.how, one.at[11:16]) for one in found)
    return Table(("number", "kind", "at hand", "how", "at"), rows, [_data(one) for one in found], title="at hand",
                 empty="nothing is at hand yet: files, folders and commands are, once they are shown, changed or run")


def _data(one: Reference) -> Json:
    return {"number": one.number, "kind": one.kind, "text": one.text, "how": one.how, "at": one.at}


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN_CHARACTERS else flat[:_SHOWN_CHARACTERS - 1] + "…"
