"""`llm enable` and `llm disable`: which models may be chosen."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ModelsNamed
from core.commands.which_models import named_models
from core.words.events import Answer, Events, Notice
from core.words.safe_text import visible
from core.words.values import InstalledModel


@command("llm enable", group="models")
def llm_enable(app: App, models: ModelsNamed) -> Events:
    """Let models be chosen again: a name, `all`, or `tier 2`."""
    yield _answer(app.shelf.switch(named_models(app, models), on=True), "enabled")
    return 0


@command("llm disable", group="models")
def llm_disable(app: App, models: ModelsNamed) -> Events:
    """Keep models from being chosen: a name, `all`, or `tier 2`. Their files stay."""
    yield _answer(app.shelf.switch(named_models(app, models), on=False), "disabled")
    if not any(model.enabled and not model.problem for model in app.shelf.models()):
        yield Notice("no model is left to answer; `llm enable NAME` brings one back", "warning")
    return 0


def _answer(models: list[InstalledModel], state: str) -> Answer:
    names = [visible(model.name) for model in models]
    return Answer(f"{state}: {', '.join(names)}", [{"name": model.name, "enabled": model.enabled} for model in models])
