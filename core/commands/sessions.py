"""`sessions`: the conversations there were, and those that hold some words."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import Count, ForcedWords
from core.words.events import Events, Table


@command("sessions", group="chat")
def sessions(app: App, words: ForcedWords = "", *, limit: Count = 20) -> Events:
    """List the latest conversations, or search all of them for words."""
    hits = app.sessions.search(words, limit) if words else []
    found = [(hit.session, hit.excerpt) for hit in hits] if words else [
        (summary, "") for summary in app.sessions.list(limit)]
    data = [{"id": summary.id, "title": summary.title, "model": summary.model, "started": summary.started,
             "last": summary.last, "turns": summary.turns, "excerpt": excerpt} for summary, excerpt in found]
    columns = ("session", "last", "turns", "model", "found" if words else "title")
    rows = tuple((summary.id, summary.last[:16].replace("T", " "), str(summary.turns), summary.model or "",
                  excerpt or summary.title) for summary, excerpt in found)
    yield Table(columns, rows, data, empty=f"no session holds {words!r}" if words else "no sessions yet")
    return 0
