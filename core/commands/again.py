"""`run again`: the last command once more; at the prompt also "run it again" and "again"."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from core.app import App
from core.assist.consent import settle
from core.assist.references import Reference
from core.assist.referred import is_fresh
from core.assist.risk import judge
from core.assist.shell import propose
from core.commands.declare import command
from core.commands.explain import explanation
from core.commands.perform import perform
from core.commands.plain_words import Said
from core.commands.script_run import run_typed
from core.words.command import AskModel, Kind
from core.words.errors import Refused, UsageError
from core.words.events import Events, Notice
from core.words.values import Risk


def _number(text: str, bare: bool) -> str:
    """A number that `context refs` shows; in a line that a slash or a command line marks as one, words too."""
    if not text.strip() or (bare and not text.isdigit()):
        raise ValueError("expected a number that `context refs` shows")
    return text


AtHand = Annotated[str, Kind("at hand", _number, rest=True)]


@command("run again", group="scripts")
def again(app: App, which: AtHand = "") -> Events:
    """Run the last command again, or one by its number in `context refs`. What may change something is asked about."""
    found = command_at_hand(app, which)
    if found is None:
        return (yield from perform(app, AskModel(which.line if isinstance(which, Said) else which)))
    typed = found.text
    if judge(typed).risk is Risk.READ_ONLY:
        yield Notice(f"again: {typed}")
    else:
        try:
            agreed = yield from settle(propose(typed, "", app.cwd, "you"), explanation)
        except Refused as refusal:
            if not app.interactive:
                raise
            yield Notice(refusal.message)
            return refusal.status
        typed = agreed.command
    # What was judged is a line for a shell: no file that is called so is run in its place.
    return (yield from run_typed(app, typed))


def means_last_command(app: App, words: str) -> bool:
    """Say whether "it again" means the command that ran last: not where that ran the script at hand."""
    last, file = app.references.last("command", "file"), app.references.last("file")
    if last is None or last.kind != "command" or not words.strip().lower().endswith("again"):
        return False
    return file is None or Path(file.text).name not in last.text


def command_at_hand(app: App, which: str) -> Reference | None:
    """Return the command that a number or words mean; None where a sentence speaks of something the model said."""
    references = app.references
    if which:
        found = references.resolve(f"#{which}" if which.isdigit() else which, "command")
    else:
        found = references.last("command")
        turns = app.conversation.turns if app.has_conversation else ()
        # "run it" and "the command" can only mean a command; "do it again" may mean what the model said since.
        sure = isinstance(which, Said) and re.search(r"command|\b(?:re-?)?run\b|execute", which.line, re.IGNORECASE)
        if isinstance(which, Said) and not (found and (sure or is_fresh(found, turns))) and (turns or not sure):
            return None
    if found is None:
        raise UsageError("no command was run in this session" if not which else f"no command at hand is {which!r}",
                         hint="`context refs` lists what is at hand")
    return found
