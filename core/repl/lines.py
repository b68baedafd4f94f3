"""Lines from a pipe, each carried out as if typed at the prompt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.app import App
from core.commands.perform import perform
from core.commands.route import route
from core.render.drive import Stopped, drive
from core.render.screen import Screen


def run_lines(app: App, screen: Screen) -> int:
    """Carry out the lines one after the other until `exit` or the end; return the status of the last one."""
    status = 0
    for text in whole_texts(app.input_lines()):
        status = drive(perform(app, route(text, app.table)), screen)
        if app.leaving or isinstance(status, Stopped):
            break
    return status


def whole_texts(lines: Iterable[str]) -> Iterator[str]:
    r"""Join lines that belong together: those ending in a backslash, and those between two lines with three quotes."""
    held: list[str] = []
    quoted = False
    for line in lines:
        text = line.rstrip("\r\n")
        if text.count('"""') % 2:
            quoted = not quoted
            text = text.replace('"""', "")
        elif not quoted and text.endswith("\\") and not text.endswith("\\\\"):
            held.append(text[:-1])
            continue
        held.append(text)
        if not quoted:
            yield "\n".join(held).strip("\n")
            held = []
    if held:
        yield "\n".join(held).strip("\n")
