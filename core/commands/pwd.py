"""`pwd`: the folder the person stands in."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.which_files import standing
from core.words.events import Answer, Events
from core.words.safe_text import visible


@command("pwd", group="files")
def pwd(app: App) -> Events:
    """Show the folder you stand in."""
    folder = standing(app)
    yield Answer(visible(str(folder)), {"folder": str(folder)}, "code")
    return 0
