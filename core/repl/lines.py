"""Lines from a pipe, each carried out as if typed at the prompt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.app import App
from core.commands.perform import perform
from core.commands.route import route
from core.render.drive import Stopped, drive
from core.render.screen import Screen
from core.repl.joined import Joiner


def run_lines(app: App, screen: Screen) -> int:
    """Carry out the lines one after the other until `exit` or the end; return the status of the last one."""
    status = 0
    for text in whole_texts(app.input_lines()):
        status = drive(perform(app, route(text, app.table)), screen)
        if app.leaving or isinstance(status, Stopped):
            break
    return status


def whole_texts(lines: Iterable[str]) -> Iterator[str]:
    """Join the lines that belong together."""
    joiner = Joiner()
    for line in lines:
        text = joiner.add(line.rstrip("\r\n"))
        if text is not None:
            yield text
    if not joiner.is_empty:
        yield joiner.rest()
