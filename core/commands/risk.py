"""`risk`: how much harm a shell command can do."""

from __future__ import annotations

from core.app import App
from core.assist.risk import judge
from core.commands.declare import command
from core.commands.kinds import Shell
from core.words.events import Answer, Events


@command("risk", group="chat")
def risk(app: App, command: Shell) -> Events:
    """Say how much harm a shell command can do, and why. Runs nothing."""
    del app
    verdict = judge(command)
    reasons = "".join(f"\n- {reason}" for reason in verdict.reasons)
    yield Answer(verdict.risk.value + reasons, {"risk": verdict.risk.value, "reasons": list(verdict.reasons)})
    return 0
