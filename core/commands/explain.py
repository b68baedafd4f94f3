"""`explain`: what each part of a shell command does, without running it."""

from __future__ import annotations

from core.app import App
from core.assist.explanation import explain_command
from core.assist.risk import judge
from core.commands.declare import command
from core.commands.kinds import Shell
from core.words.events import Answer, Event, Events


@command("explain", group="chat")
def explain(app: App, command: Shell) -> Events:
    """Say what each part of a shell command does, and how much harm it can do. Runs nothing."""
    del app
    yield explanation(command)
    return 0


def explanation(command: str) -> Event:
    """Explain a command part by part."""
    verdict = judge(command)
    parts = explain_command(command)
    width = min(32, max((len(part.text) for part in parts), default=0))
    lines = [f"{part.text:<{width}}  {part.meaning}" for part in parts]
    risk = f"risk: {verdict.risk.value}" + (f" ({'; '.join(verdict.reasons)})" if verdict.reasons else "")
    return Answer("\n".join([*lines, risk]),
                  {"command": command, "parts": [{"text": part.text, "meaning": part.meaning} for part in parts],
                   "risk": verdict.risk.value, "reasons": list(verdict.reasons)})
