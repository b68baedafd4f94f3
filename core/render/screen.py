"""The one place where events become something a person or a program reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TextIO

from core.render.json_lines import JsonScreen
from core.render.plain import PlainScreen
from core.words.events import Event, Question


class Screen(Protocol):
    """What a command's events are shown on."""

    def show(self, event: Event) -> None:
        """Show one event; raise ScreenGone when nobody can see it."""

    def ask(self, question: Question) -> str:
        """Return the key the person chose, or the question's default."""

    def flush(self) -> None:
        """Finish what is half shown."""

    def close(self) -> None:
        """Leave the terminal as it was found."""


def open_screen(
    *,
    json: bool,
    plain: bool,
    quiet: bool,
    yes: bool,
    environ: Mapping[str, str],
    stdin: TextIO,
    stdout: TextIO,
    stderr: TextIO,
    show_thinking: bool,
    theme: str,
) -> Screen:
    """Choose the screen that fits where the output goes."""
    del plain, environ, theme
    if json:
        return JsonScreen(stdin, stdout, stderr, quiet=quiet, yes=yes)
    return PlainScreen(stdin, stdout, stderr, quiet=quiet, yes=yes, show_thinking=show_thinking)
