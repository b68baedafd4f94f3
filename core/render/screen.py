"""The one place where events become something a person or a program reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TextIO

from core.render.json_lines import JsonScreen
from core.render.plain import PlainScreen
from core.render.sink import Sink
from core.render.terminal import TerminalScreen
from core.render.theme import choose_theme
from core.words.events import Event, Question
from core.words.lent import Lent


class Screen(Protocol):
    """What a command's events are shown on."""

    def show(self, event: Event) -> None:
        """Show one event; raise ScreenGone when nobody can see it."""

    def ask(self, question: Question) -> str:
        """Return the key the person chose, or the question's default."""

    def lend(self, program: Lent) -> str:
        """Lend the terminal to a program until that ends or is suspended: LENT, or "" where there is none to lend."""

    def copy(self, text: str) -> str:
        """Ask the terminal to put a text on the clipboard: COPIED, or "" where there is no terminal to ask."""

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
    if json:
        return JsonScreen(stdin, stdout, stderr, quiet=quiet, yes=yes)
    out = Sink(stdout)
    if out.is_terminal and not plain and environ.get("TERM") not in ("dumb", "unknown"):
        look = choose_theme(theme, environ, unicode=out.holds_unicode)
        return TerminalScreen(stdin, stdout, stderr, quiet=quiet, yes=yes, show_thinking=show_thinking, theme=look)
    return PlainScreen(stdin, stdout, stderr, quiet=quiet, yes=yes, show_thinking=show_thinking)
