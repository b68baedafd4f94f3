"""Which installed models a person's words mean: a name, `all`, or `tier 2`."""

from __future__ import annotations

import re
from typing import Annotated

from core.app import App
from core.words.command import Kind
from core.words.errors import UnknownModel
from core.words.values import InstalledModel

_NO_NAME = frozenset((
    "me", "us", "it", "this", "that", "these", "those", "them", "him", "her", "you", "everything", "something", "one",
    "please"))


def _which(text: str, bare: bool) -> str:
    """In a line that nothing else marks as a command, only what reads like a model's name is one."""
    text = " ".join(text.split()) if bare else text
    if not text.strip():
        raise ValueError("expected a name, `all`, or `tier 2`")
    if bare and text.lower() in _NO_NAME:
        raise ValueError("not a name")
    if bare and not re.fullmatch(r"(tier [0-4]|(?!-)[\w.:/@+=~-]+)", re.sub(r"<U\+[0-9A-F]{4,6}>", "", text)):
        raise ValueError("not a name")
    return text


WhichModels = Annotated[str, Kind("models", _which, rest=True)]


def named_models(app: App, words: str) -> list[InstalledModel]:
    """Return the models that are meant; raise UnknownModel when there is none."""
    models = app.shelf.models()
    if words == "all":
        return models
    tier = re.fullmatch(r"tier\s*([0-4])", words)
    if tier is None:
        return [app.shelf.find(words)]
    found = [model for model in models if model.tier == int(tier[1])]
    if not found:
        raise UnknownModel(f"no installed model is of tier {tier[1]}", hint="`llm list` shows the tiers")
    return found
