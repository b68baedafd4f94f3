"""`fix`: what is wrong with a script, and a change that mends it; `fix known` shows what has worked before."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.file_words import is_reference
from core.commands.fix_loop import Wishes, last_trial, mended, tried
from core.commands.script_run import script_at
from core.commands.script_words import ScriptWords
from core.commands.which_files import chosen_file, shown
from core.words.errors import Refused
from core.words.events import Answer, Events, Notice


@command("fix", group="scripts")
def fix(app: App, script: ScriptWords, *, check: bool = False, no_model: bool = False) -> Events:
    """Find what is wrong with a script and mend it: `fix FILE [arguments]`, `fix the error in it`.

    The script is checked and run, its error is read, and a change is shown as a diff with its reason: one that has
    worked before, one by a built-in rule, or one the model writes. After a yes it is made (`undo` takes it back) and
    the script runs again, at most three times. `--check` never runs it, `--no-model` asks no model.
    """
    if is_reference(script.file) and app.references.resolve(script.file, "file") is None:
        return (yield from app.table.by_name["ask"].handler(app, f"fix {script.said}"))
    patient = script_at(app, (yield from chosen_file(app, script.file)), script.arguments)
    wishes = Wishes(runs=not check, model=not no_model)
    trial = None if check else last_trial(app, patient)
    if trial is not None:
        yield Notice("it failed when it was run just now, so it is not run again first")
    else:
        trial = yield from tried(app, patient, wishes)
    if trial.error is None:
        done = "can be read: nothing is wrong with how it is written" if check else "ran without an error"
        if not app.flags.json:
            yield Notice(f"{shown(app, patient.path)} {done}")
    report = yield from mended(app, patient, trial, wishes)
    if app.flags.json:
        yield Answer("", report.data(patient))
    elif report.rounds and report.status == 0:
        yield Notice(f"{shown(app, patient.path)} {'can be read' if check else 'runs'} now; `undo` takes it back")
    if report.refused and not app.interactive:
        raise Refused("nothing was changed", hint="`--yes` makes the first change that is found")
    return report.status
