"""`sessions`: the conversations there were, and those that hold some words."""

from __future__ import annotations

import re
from typing import Annotated

from core.app import App
from core.commands.declare import command
from core.commands.kinds import Count
from core.words.command import Kind
from core.words.events import Events, Table

_WORDS_MAX = 3
# "sessions of parliament are public" and "sessions with a therapist" are no search.
_SENTENCE = re.compile(
    r"(?i)\b(?:of|are|is|was|were|be|in|with|for|the|an?|to|at|by|on|from|and|or|as|can|could|should|will|would|may"
    r"|might|must|have|has|had|do|does|did|that|this|these|those|my|your|our|their|i|you|we|they|it|what|when|why|how"
    r"|who|not|no|usually|often|always|never|about|during|between|after|before)\b")


def _sought(text: str, bare: bool) -> str:
    """Any words; in a line that nothing else marks as a command, a few that are plainly no sentence."""
    words = text.split()
    if not words:
        raise ValueError("expected words to look for")
    if bare and (len(words) > _WORDS_MAX or text.endswith(("?", "!", ".")) or _SENTENCE.search(text)):
        raise ValueError("a slash in front says that this is the command")
    return text


Sought = Annotated[str, Kind("words", _sought, rest=True)]


@command("sessions", group="chat")
def sessions(app: App, words: Sought = "", *, limit: Count = 20) -> Events:
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
