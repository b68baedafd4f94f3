"""The prompt loop: read a line, find its way, show what it does. One of the three doors that catch everything."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from contextlib import nullcontext

from core.app import App
from core.commands.perform import perform
from core.commands.route import route
from core.render.drive import drive
from core.render.screen import Screen
from core.render.sink import ScreenGone
from core.render.terminal import TerminalScreen
from core.repl.completion import LineCompleter, Source
from core.repl.editor import edit
from core.repl.plain_reader import PlainReader
from core.repl.prompt import SIGN, Habits, Prompt
from core.repl.signals import handled
from core.repl.toolbar import Toolbar
from core.words.errors import LuciferError
from core.words.events import Failure, Notice

FAILURES_MAX = 3

Reader = Callable[[], str]


def run_loop(app: App, screen: Screen) -> int:
    """Serve the prompt until the person leaves; return the exit status."""
    if not isinstance(screen, TerminalScreen):
        return _Loop(app, screen, PlainReader(sys.stdin, sys.stderr, SIGN).read).run()
    prompt = _prompt(app, screen)
    begun = _Warming(app)

    def read() -> str:
        return prompt.read(typed=screen.keyboard.take(), begun=begun.start)

    screen.keyboard.open()
    with handled(screen.keyboard):
        try:
            return _Loop(app, screen, read).run()
        finally:
            screen.keyboard.close()


class _Loop:
    def __init__(self, app: App, screen: Screen, read: Reader) -> None:
        self._app = app
        self._screen = screen
        self._read = read
        self._failures = 0
        self._leaving_asked = False

    def run(self) -> int:
        try:
            while not self._app.leaving and self._failures < FAILURES_MAX:
                line = self._next_line()
                if line is None:
                    break
                self._carry_out(line)
        except ScreenGone as gone:
            return gone.status
        return 1 if self._failures >= FAILURES_MAX else 0

    def _next_line(self) -> str | None:
        """Return what was typed, "" when there is nothing to do, None when the person leaves."""
        try:
            line = self._read()
        except EOFError:
            return None
        except KeyboardInterrupt:
            if self._leaving_asked:
                return None
            self._leaving_asked = True
            self._screen.show(Notice("press Ctrl-C again, or Ctrl-D, to leave"))
            return ""
        except OSError as error:  # the terminal is gone
            raise ScreenGone(error) from error
        except Exception as error:  # noqa: BLE001 - the loop is a door: a fault of the line editor must not end it
            self._failed(error)
            return ""
        self._leaving_asked = False
        self._failures = 0
        return line

    def _carry_out(self, line: str) -> None:
        if not line.strip():
            return
        screen = self._screen
        try:
            with screen.working() if isinstance(screen, TerminalScreen) else nullcontext():
                drive(perform(self._app, route(line, self._app.table)), screen)
        except KeyboardInterrupt:
            screen.flush()
        except ScreenGone:
            raise
        except LuciferError as error:
            screen.show(Failure(error.kind, error.message, error.hint, error.status))
        except Exception as error:  # noqa: BLE001 - the loop is a door: one line goes wrong, the next may not
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._failures += 1
        if self._app.flags.debug:
            traceback.print_exception(error)
        self._screen.flush()
        what = f"an error of the program itself: {type(error).__name__}: {error}"
        self._screen.show(Failure("internal", what, "--debug shows where", 1))


class _Warming:
    """Begins to load the model once the prompt is on screen."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._begun = False

    def start(self) -> None:
        if not self._begun:
            self._begun = True
            threading.Thread(target=self._app.warm_up, daemon=True, name="warm-up").start()


def _prompt(app: App, screen: TerminalScreen) -> Prompt:
    get = app.settings.get
    habits = Habits(
        vi=get("keys") == "vi", history=app.home.history if get("history") else None, term=app.environ.get("TERM")
    )
    return Prompt(
        sys.stdin,
        sys.stdout,
        habits=habits,
        theme=screen.theme,
        completer=LineCompleter(app.table, _sources(app), lambda: app.cwd),
        edited=lambda text: edit(text, chosen=str(get("editor") or ""), environ=app.environ),
        toolbar=Toolbar(app).text,
    )


def _sources(app: App) -> dict[str, Source]:
    """Where the names come from that Tab offers for each kind of argument."""

    def models() -> Iterable[tuple[str, str]]:
        return [(model.name, model.quant or "") for model in app.shelf.models()]

    def sessions() -> Iterable[tuple[str, str]]:
        return [(session.id, session.title) for session in app.sessions.list(20)]

    return {
        "model": models,
        "session": sessions,
        "setting": lambda: [(name, str(value.value)) for name, value in app.settings.all().items()],
        "profile": lambda: [(name, "") for name in app.profiles.names()],
        "command": lambda: [(name, app.table.by_name[name].summary) for name in app.table.names],
    }
