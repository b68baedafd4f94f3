"""`llm use`: which model answers."""

from __future__ import annotations

from dataclasses import replace

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ModelName
from core.commands.template_shown import agree_on_template
from core.models.records import InstallRecord
from core.words.errors import BrokenFile, UnknownModel
from core.words.events import Answer, Events, Notice, Progress
from core.words.failing import if_it_fails
from core.words.safe_text import visible
from core.words.values import InstalledModel


@command("llm use", group="models")
def llm_use(app: App, name: ModelName) -> Events:
    """Let a model answer from now on; `llm use auto` leaves the choice to the program.

    At the prompt it is loaded at once. When that fails, the model before goes on answering. A chat template that is not
    the known one of its family is shown before the model's first use, and a model that nobody has tried is tried out.
    """
    wanted = "auto" if name == "auto" else app.shelf.find(name).name
    if wanted != "auto":
        model = app.shelf.find(wanted)
        shown = visible(model.name)
        if model.problem:
            raise BrokenFile(f"{shown} cannot be used: {model.problem}", hint="`llm list` shows the others")
        if not model.enabled:
            raise UnknownModel(f"{shown} is disabled", hint=f"`llm enable {shown}` switches it on")
        yield from agree_on_template(app, model)
        yield from _try_out(app, model)
    if app.interactive:
        yield from _swap(app, wanted)
    value = app.settings.set("model", wanted)
    if value.value != wanted:
        yield Notice(f"kept for later; for now {visible(str(value.value))} is set by {value.origin}")
    chosen = app.chosen().name
    yield Answer(f"{visible(chosen)} answers now", {"model": chosen, "setting": value.value, "origin": value.origin})
    return 0


def _try_out(app: App, model: InstalledModel) -> Events:
    """Try a model that came untried (found in another program, put into the folder), and keep the verdict."""
    record, shown = app.shelf.record_of(model), visible(model.name)
    if model.path == app.bundled or (record is not None and record.verdict):
        return 0
    yield Progress(f"trying {shown}", 0)
    trial = app.tried(model)
    if trial.loads is False:
        raise BrokenFile(f"{shown} cannot be used: {trial.verdict}",
                         hint=f"`llm verify {shown}` looks at its file, `llm list` shows the others")
    yield Notice(f"{shown}, before its first use: {visible(trial.verdict)}")
    if trial.loads:
        known = record or InstallRecord(model.name, str(model.path))
        app.shelf.add_all([(known.files or model.paths, replace(known, verdict=trial.verdict))])
    return 0


def _swap(app: App, wanted: str) -> Events:
    before = app.settings.value("model")
    app.settings.set("model", wanted, session=True)
    # Ctrl-C, or nobody listens any more: then too the model before goes on answering.
    with if_it_fails(app.settings.restore, before, "model"):
        yield Progress(f"loading {visible(app.chosen().name)}", 0)
        app.engine_ready()
    return 0
