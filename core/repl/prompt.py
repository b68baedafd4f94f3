"""The prompt line: prompt_toolkit with our keys, history, completion, pastes and toolbar."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import Completer
from prompt_toolkit.cursor_shapes import CursorShape
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import Style

from core.render.edit_line import HiddenShown, drawing_on
from core.render.theme import Theme
from core.repl.history import TypedHistory
from core.repl.joined import unquoted
from core.repl.keys import bind
from core.repl.pastes import Pastes
from core.repl.signals import interrupts_as_keys
from core.words.safe_text import clean_input, safe
from core.words.units import bytes_text
from core.words.values import Json

if sys.platform != "win32":
    from core.repl.terminal_input import TerminalInput

SIGN = "> "
WATCH_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Habits:
    """What the person set about the prompt."""

    vi: bool = False
    keeps_history: bool = False

    @classmethod
    def of(cls, setting: Callable[[str], Json]) -> Habits:
        """Take them from the settings in force."""
        return cls(setting("keys") == "vi", bool(setting("history")))


class Prompt:
    """Reads lines at a terminal."""

    def __init__(
        self,
        stdin: TextIO,
        stdout: TextIO,
        *,
        term: str | None,
        history: Path,
        habits: Callable[[], Habits],
        theme: Callable[[], Theme],
        completer: Completer,
        edited: Callable[[str], str],
        toolbar: Callable[[], str],
    ) -> None:
        self._pastes = Pastes()
        self._habits, self._theme = habits, theme
        self._history = TypedHistory(history, keeps=habits().keeps_history)
        self._input, output = _devices(stdin, stdout, term, self._refuse)
        self._toolbar = toolbar
        self._remark = ""
        self._session: PromptSession[str] = PromptSession(
            SIGN,
            multiline=True,
            complete_while_typing=Condition(_completes_at_once),
            enable_suspend=True,
            auto_suggest=AutoSuggestFromHistory(),
            history=self._history,
            completer=completer,
            reserve_space_for_menu=6,
            prompt_continuation="  ",
            bottom_toolbar=self._below,
            input_processors=[HiddenShown()],
            key_bindings=bind(self._pastes, edited, self._say),
            cursor=CursorShape._NEVER_CHANGE,
            color_depth=ColorDepth.DEPTH_4_BIT if theme().colour else ColorDepth.DEPTH_1_BIT,
            input=self._input,
            output=output,
        )
        self._session.app.ttimeoutlen = 0.05
        self._timeout = self._session.app.timeoutlen

    def read(self, *, typed: bytes = b"", filled: str = "", begun: Callable[[], None] | None = None) -> str:
        """Return one line, pastes in full. `typed` came before, `filled` stands there to be changed.

        `begun` is called when the prompt is on screen.

        Raises EOFError at Ctrl-D or a closed terminal, KeyboardInterrupt at Ctrl-C on an empty line.
        """
        self._pastes.forget()
        self._remark = ""
        self._follow_habits()
        if typed and sys.platform != "win32" and isinstance(self._input, TerminalInput):
            store_typeahead(self._input, self._input.keys_of(typed.decode("utf-8", "surrogateescape")))

        def pre_run() -> None:
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(_leave_with)
            self._session.app.create_background_task(self._watch())
            loop.call_soon(ready)
            if begun is not None:
                loop.call_soon(begun)

        with interrupts_as_keys(self._session.app) as ready:
            line = self._session.prompt(
                default=filled, pre_run=pre_run, set_exception_handler=False, handle_sigint=False
            )
        text = clean_input(self._pastes.expand(line))
        self._history.remember(text)
        return unquoted(text)

    def _follow_habits(self) -> None:
        """Take over what was set since the last line."""
        habits = self._habits()
        self._history.keeps = habits.keeps_history
        self._session.style = _style(self._theme())
        self._session.editing_mode = EditingMode.VI if habits.vi else EditingMode.EMACS
        self._session.app.timeoutlen = 0.3 if habits.vi else self._timeout

    async def _watch(self) -> None:
        """Draw the toolbar again when what it says has changed, and only then."""
        said = self._toolbar()
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if said != (said := self._toolbar()):
                self._session.app.invalidate()

    def _say(self, remark: str) -> None:
        self._remark = remark
        self._session.app.invalidate()

    def _refuse(self, size: int) -> None:
        self._say(f"a paste of {bytes_text(size)} is too long for the prompt: save it and name it with @file")

    def _below(self) -> str:
        if self._remark and get_app().current_buffer.text:
            self._remark = ""
        return safe(self._remark or self._toolbar())


def _devices(
    stdin: TextIO, stdout: TextIO, term: str | None, refuse: Callable[[int], None]
) -> tuple[Input, Output]:
    """Return where keys come from and where the prompt is drawn."""
    if sys.platform == "win32":
        return create_input(stdin), drawing_on(stdout, term)
    return TerminalInput(stdin, refuse), drawing_on(stdout, term)


def _completes_at_once() -> bool:
    """Open the menu while typing only after a slash or an @, where the person asks for it."""
    before = get_app().current_buffer.document.text_before_cursor
    return (before.startswith("/") and "\n" not in before) or before.rpartition(" ")[2].startswith("@")


def _leave_with(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """End the reading with the error instead of asking for a key that may never come."""
    app = get_app()
    error = context.get("exception")
    if app.is_running and not app.is_done and isinstance(error, BaseException):
        app.exit(exception=error)
    elif app.is_running is False:
        loop.default_exception_handler(context)


def _style(theme: Theme) -> Style:
    if not theme.colour:
        return Style([("bottom-toolbar", "noreverse"), ("auto-suggestion", ""), ("completion-menu", "noreverse")])
    grey = "ansigray" if theme.light else "ansibrightblack"
    return Style(
        [
            ("prompt", "bold ansiblue" if theme.light else "bold ansicyan"),
            ("bottom-toolbar", f"noreverse {grey}"),
            ("auto-suggestion", grey),
        ]
    )
