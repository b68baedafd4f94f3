"""`llm use`: which model answers."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ModelName
from core.commands.template_shown import agree_on_template
from core.words.errors import BrokenFile, UnknownModel
from core.words.events import Answer, Events, Notice, Progress
from core.words.safe_text import visible


@command("llm use", group="models")
def llm_use(app: App, name: ModelName) -> Events:
    """Let a model answer from now on; `llm use auto` leaves the choice to the program.

    At the prompt it is loaded at once. When that fails, the model before goes on answering. A chat template that is not
    the known one of its family is shown before the model's first use.
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
    if app.interactive:
        yield from _swap(app, wanted)
    value = app.settings.set("model", wanted)
    if value.value != wanted:
        yield Notice(f"kept for later; for now {visible(str(value.value))} is set by {value.origin}")
    chosen = app.chosen().name
    yield Answer(f"{visible(chosen)} answers now", {"model": chosen, "setting": value.value, "origin": value.origin})
    return 0


def _swap(app: App, wanted: str) -> Events:
    before = app.settings.value("model")
    app.settings.set("model", wanted, session=True)
    try:
        yield Progress(f"loading {visible(app.chosen().name)}", 0)
        app.engine_ready()
    except BaseException:  # Ctrl-C, or nobody listens any more: then too the model before goes on answering
        app.settings.restore(before, "model")
        raise
    return 0
