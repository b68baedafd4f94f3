"""`llm enable` and `llm disable`: which models may be chosen."""

from __future__ import annotations

import re

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ModelsNamed
from core.words.errors import UnknownModel
from core.words.events import Answer, Events
from core.words.safe_text import visible
from core.words.values import InstalledModel


@command("llm enable", group="models")
def llm_enable(app: App, models: ModelsNamed) -> Events:
    """Let models be chosen again: a name, `all`, or `tier 2`."""
    done = [app.shelf.enable(model.name) for model in _named(app, models)]
    yield _answer(done, "enabled")
    return 0


@command("llm disable", group="models")
def llm_disable(app: App, models: ModelsNamed) -> Events:
    """Keep models from being chosen: a name, `all`, or `tier 2`. Their files stay."""
    done = [app.shelf.disable(model.name) for model in _named(app, models)]
    yield _answer(done, "disabled")
    return 0


def _named(app: App, models: str) -> list[InstalledModel]:
    if models == "all":
        return app.shelf.models()
    tier = re.fullmatch(r"tier\s*([0-4])", models)
    if tier is None:
        return [app.shelf.find(models)]
    found = [model for model in app.shelf.models() if model.tier == int(tier[1])]
    if not found:
        raise UnknownModel(f"no installed model is of tier {tier[1]}", hint="`llm list` shows the tiers")
    return found


def _answer(models: list[InstalledModel], state: str) -> Answer:
    names = [visible(model.name) for model in models]
    return Answer(f"{state}: {', '.join(names)}", [{"name": model.name, "enabled": model.enabled} for model in models])
