"""`run` and `!`: a script, or a shell command, that the person typed."""

from __future__ import annotations

from core.app import App
from core.commands.again import means_last_command
from core.commands.declare import command
from core.commands.kinds import Runnable
from core.commands.script_run import (
    Outcome,
    Script,
    points,
    read_whole,
    run_script,
    run_typed,
    script_in,
    stopping_error,
    without_again,
)
from core.commands.which_files import shown
from core.words.events import Answer, Events, Notice
from core.words.safe_text import visible
from core.words.values import Json


@command("run", group="scripts")
def run(app: App, command: Runnable) -> Events:
    """Run a script with its arguments, or any shell command; `!command` does the same. Returns its exit status.

    A script (`run tidy.py --help`) is run by the program that its first line or its name asks for; the Python of a
    virtual environment beside it comes first. It gets the terminal, has no time limit, and Ctrl-C goes to it.
    """
    command = read_whole(app, command)
    if points(app, command) and means_last_command(app, command):
        return (yield from app.table.by_name["run again"].handler(app))
    if points(app, command) and app.references.resolve(without_again(command), "file") is None:
        return (yield from app.table.by_name["ask"].handler(app, f"run {command}"))
    script = yield from script_in(app, command)
    if script is None:
        return (yield from run_typed(app, command))
    outcome = yield from run_script(app, script)
    error = stopping_error(script, outcome)
    if app.flags.json:
        yield Answer("", _data(script, outcome))
    elif error is not None and app.interactive:
        yield Notice(f"{visible(error.title)}; `fix {shown(app, script.path)}` looks for a remedy")
    return outcome.ended.status


def _data(script: Script, outcome: Outcome) -> Json:
    return {"command": outcome.command, "file": str(script.path), "interpreter": script.interpreter.program,
            **outcome.ended.data(), "stdout": outcome.stdout, "stderr": outcome.stderr,
            "error": outcome.error.data() if outcome.error else None}
