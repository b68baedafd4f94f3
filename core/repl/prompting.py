"""The prompt of a whole program: its lines carried out by the app, its names completed, its state below the line."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING

from core.app import App, Flags
from core.commands.completions import names
from core.commands.declare import table
from core.commands.perform import perform
from core.commands.route import route
from core.render.drive import drive
from core.render.keyboard import Keyboard
from core.render.plain import PlainScreen
from core.render.screen import Screen, open_screen
from core.render.terminal import TerminalScreen
from core.render.theme import choose_theme
from core.repl.completion import LineCompleter
from core.repl.editor import edit
from core.repl.loop import serve
from core.repl.plain_reader import PlainReader
from core.repl.prompt import SIGN, Habits, Prompt
from core.repl.signals import handled
from core.repl.toolbar import Toolbar
from core.words.errors import LuciferError
from core.words.events import Failure, Notice
from core.words.values import Json

if TYPE_CHECKING:
    from core.assist.jobs import Job


def run_loop(app: App, screen: Screen) -> int:
    """Serve the prompt until the person leaves; return the exit status."""
    turns = Turns(app, screen)
    if not isinstance(screen, TerminalScreen):
        return serve(PlainReader(sys.stdin, sys.stderr, SIGN).read, lambda: turns)
    prompt = Prompt(
        sys.stdin,
        sys.stdout,
        term=app.environ.get("TERM"),
        history=app.home.history,
        habits=lambda: Habits.of(app.settings.get),
        theme=lambda: screen.theme,
        completer=turns.completer,
        edited=turns.edited,
        toolbar=turns.toolbar,
    )

    def read() -> str:
        typed = screen.keyboard.take()  # what was typed ahead is a line of its own: nothing stands before it
        return prompt.read(typed=typed, filled="" if typed else turns.filled(), begun=turns.warm_up)

    app.fills_in = True

    screen.keyboard.open()
    with handled(screen.keyboard):
        try:
            return serve(read, lambda: turns)
        finally:
            screen.keyboard.close()


def open_turns(environ: Mapping[str, str], keyboard: Keyboard) -> Turns:
    """Build the app and its screen for a prompt that is already being typed at."""
    app = App(Flags(), environ, table(), sys.stdin)
    app.interactive = True
    screen = open_screen(
        json=False,
        plain=False,
        quiet=False,
        yes=False,
        environ=environ,
        stdin=sys.stdin,
        stdout=sys.stdout,
        stderr=sys.stderr,
        show_thinking=bool(app.settings.get("show_thinking")),
        theme=str(app.settings.get("theme")),
    )
    if isinstance(screen, TerminalScreen):
        screen.keyboard = keyboard
        app.fills_in = True
    turns = Turns(app, screen)
    turns.warm_up()
    return turns


class Turns:
    """Carries out one typed line after the other."""

    def __init__(self, app: App, screen: Screen) -> None:
        self._app = app
        self._screen = screen
        self._warm = False
        self._told: tuple[Job, ...] = ()
        self.completer = LineCompleter(app.table, names(app), lambda: app.cwd)
        self._toolbar = Toolbar(app)
        self.toolbar = self._toolbar.text

    @property
    def leaving(self) -> bool:
        """Say whether the person has asked to leave."""
        return self._app.leaving

    def may_leave(self) -> bool:
        """Say whether no program is suspended, or the person has been told of it."""
        suspended = self._app.jobs.suspended if "jobs" in vars(self._app) else ()
        if not suspended or suspended == self._told:
            return True
        self._told, self._app.leaving = suspended, False
        names = ", ".join(job.name for job in suspended)
        self.say(f"suspended: {names}; `fg` goes on with the last, leaving once more ends all")
        return False

    def carry_out(self, line: str) -> None:
        """Do what a typed line asks for and show it; what is typed meanwhile waits for the next prompt."""
        screen = self._screen
        self._follow_settings()
        try:
            with screen.working() if isinstance(screen, TerminalScreen) else nullcontext():
                drive(perform(self._app, route(line, self._app.table)), screen)
        finally:
            self._toolbar.changed()

    def _follow_settings(self) -> None:
        """Show things as was set since the last line."""
        if isinstance(self._screen, PlainScreen | TerminalScreen):
            self._screen.show_thinking = bool(self.setting("show_thinking"))
        if isinstance(self._screen, TerminalScreen):
            unicode = self._screen.theme.unicode
            self._screen.theme = choose_theme(str(self.setting("theme")), self._app.environ, unicode=unicode)

    def setting(self, name: str) -> Json:
        """Return a setting as it is by now."""
        return self._app.settings.get(name)

    def filled(self) -> str:
        """Return what is to stand in the next prompt, to be changed; once."""
        text, self._app.next_line = self._app.next_line, ""
        if isinstance(self._screen, TerminalScreen):
            text, self._screen.instead = text or self._screen.instead, ""
        return text

    def stop(self) -> None:
        """Finish what is half shown after Ctrl-C."""
        self._screen.flush()

    def say(self, remark: str) -> None:
        """Show a remark."""
        self._screen.show(Notice(remark))

    def fail(self, error: Exception) -> None:
        """Show what went wrong; an error that is not ours with its kind, and its place under --debug."""
        self._screen.flush()
        if isinstance(error, LuciferError):
            self._screen.show(Failure(error.kind, error.message, error.hint, error.status))
            return
        if self._app.flags.debug:
            traceback.print_exception(error)
        what = f"an error of the program itself: {type(error).__name__}: {error}"
        self._screen.show(Failure("internal", what, "--debug shows where", 1))

    def edited(self, text: str) -> str:
        """Return the text as the person's editor left it."""
        return edit(text, chosen=str(self._app.settings.get("editor") or ""), environ=self._app.environ)

    def warm_up(self) -> None:
        """Begin to load the model, once."""
        if not self._warm:
            self._warm = True
            self._app.warm_up()

    def close(self) -> None:
        """End what the app began."""
        self._app.close()
        self._screen.close()
