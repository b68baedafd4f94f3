"""`fg`: go on with a program that Ctrl-Z suspended."""

from __future__ import annotations

from core.app import App
from core.assist.running import go_on_with
from core.commands.declare import command
from core.words.errors import UsageError
from core.words.events import Answer, Events


@command("fg", group="scripts")
def fg(app: App, *, end: bool = False) -> Events:
    """Go on with the program that Ctrl-Z suspended last; `--end` ends it instead. Returns its exit status."""
    suspended = app.jobs.suspended
    if not suspended:
        raise UsageError("no program is suspended", hint="Ctrl-Z suspends one that `!` or `run` started")
    job = suspended[-1]
    if end:
        app.jobs.end(job)
        yield Answer(f"ended: {job.name}", {"ended": job.command})
        return 0
    return (yield from go_on_with(app, job)).status
