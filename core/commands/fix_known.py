"""`fix known` and `fix forget`: the fixes that worked before, kept on this machine only."""

from __future__ import annotations

import re

from core.app import App
from core.assist.known_fixes import KnownFixes
from core.commands.declare import command
from core.commands.kinds import NumberOrAll
from core.words.events import Answer, Events, Question, Table


@command("fix known", group="scripts")
def fix_known(app: App) -> Events:
    """List the fixes that have worked on this machine, with how often; `fix` tries them first."""
    known = KnownFixes(app.home).all()
    rows = tuple((str(fix.number), fix.language, *(re.sub(r"⟦\d+⟧", "…", text) for text in (fix.sign, fix.reason)),
                  fix.record) for fix in known)
    yield Table(("number", "language", "error", "what was done", "record"), rows, [fix.data() for fix in known],
                "Known fixes", empty="no fix is known yet: `fix FILE` remembers what worked")
    return 0


@command("fix forget", group="scripts")
def fix_forget(app: App, which: NumberOrAll) -> Events:
    """Forget a known fix by its number (`fix known` lists them), or all of them."""
    known = KnownFixes(app.home)
    if which == "all":
        answer = yield Question(f"Forget all {len(known.all())} known fixes?")
        if answer != "y":
            yield Answer("nothing was forgotten", {"forgotten": 0})
            return 6
    count = known.forget(None if which == "all" else int(which))
    yield Answer(f"forgot {count} fix{'' if count == 1 else 'es'}", {"forgotten": count})
    return 0
