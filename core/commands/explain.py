"""`explain`: what each part of a shell command does, without running it."""

from __future__ import annotations

from core.app import App
from core.assist.explanation import explain_command
from core.assist.risk import judge
from core.commands.declare import command
from core.commands.kinds import Shell
from core.words.events import Answer, Event, Events
from core.words.safe_text import visible


@command("explain", group="chat")
def explain(app: App, command: Shell) -> Events:
    """Say what each part of a shell command does, and how much harm it can do. Runs nothing."""
    del app
    yield explanation(command)
    return 0


def explanation(command: str) -> Event:
    """Explain a command part by part; nothing in it can write a line of its own into what is said of it."""
    verdict = judge(command)
    parts = explain_command(command)
    shown = [visible(part.text) for part in parts]
    width = min(32, max(map(len, shown), default=0))
    lines = [f"{text:<{width}}  {part.meaning}" for text, part in zip(shown, parts, strict=True)]
    risk = f"risk: {verdict.risk.value}" + (f" ({'; '.join(verdict.reasons)})" if verdict.reasons else "")
    return Answer("\n".join([*lines, risk]),
                  {"command": command, "parts": [{"text": part.text, "meaning": part.meaning} for part in parts],
                   "risk": verdict.risk.value, "reasons": list(verdict.reasons)})
