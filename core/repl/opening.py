"""The quick way to the first prompt: the person types while the rest of the program is still being imported."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from core.render.keyboard import Keyboard
from core.render.sink import Sink
from core.render.theme import choose_theme
from core.repl.editor import edit
from core.repl.loop import serve
from core.repl.prompt import Habits, Prompt
from core.repl.signals import handled
from core.store.home import Home
from core.store.settings import Settings
from core.words.safe_text import safe

if TYPE_CHECKING:
    from core.repl.prompting import Turns


def open_prompt() -> int:
    """Show the prompt at once and serve it; return the exit status."""
    environ = dict(os.environ)
    home = Home.open(None, environ)
    settings = Settings.load(home, environ, {})
    lost = [f"{home.problem}; nothing is kept after this run"] if home.problem else []
    for warning in (*lost, *settings.warnings):
        sys.stderr.write(f"warning: {safe(warning)}\n")
    keyboard = Keyboard(sys.stdin)
    rest = _Rest(environ, keyboard)
    prompt = Prompt(
        sys.stdin,
        sys.stdout,
        habits=Habits.of(settings.get, home.history, environ),
        theme=choose_theme(settings.get("theme"), environ, unicode=Sink(sys.stdout).holds_unicode),
        completer=rest,
        edited=lambda text: edit(text, chosen=str(settings.get("editor") or ""), environ=environ),
        toolbar=rest.toolbar,
    )
    keyboard.open()
    with handled(keyboard):
        try:
            return serve(lambda: prompt.read(typed=keyboard.take(), begun=rest.start), rest.turns)
        finally:
            rest.close()
            keyboard.close()


class _Rest(Completer):
    """All of the program but the prompt, built in a thread once the prompt is on screen."""

    def __init__(self, environ: dict[str, str], keyboard: Keyboard) -> None:
        self._environ = environ
        self._keyboard = keyboard
        self._thread: threading.Thread | None = None
        self._turns: Turns | None = None
        self._error: BaseException | None = None

    def start(self) -> None:
        """Begin to build, once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._build, daemon=True, name="opening")
            self._thread.start()

    def turns(self) -> Turns:
        """Return what carries out lines, waiting for it if need be; raise what kept it from being built."""
        self.start()
        assert self._thread is not None
        self._thread.join()
        if self._turns is None:
            assert self._error is not None
            raise self._error
        return self._turns

    def toolbar(self) -> str:
        """Say how things stand, as far as that is known yet."""
        return self._turns.toolbar() if self._turns else " starting"

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Offer what may stand at the cursor, once it is known."""
        return self.turns().completer.get_completions(document, complete_event)

    def close(self) -> None:
        """End what was built."""
        if self._thread is not None:
            self._thread.join()
        if self._turns is not None:
            self._turns.close()

    def _build(self) -> None:
        try:
            # By name, because it is all that must not delay the first prompt.
            self._turns = import_module("core.repl.prompting").open_turns(self._environ, self._keyboard)
            import_module("rich.syntax")  # so that the first code block does not wait for it
        except BaseException as error:  # noqa: BLE001 - raised again in the main thread, by turns()
            self._error = error
        finally:
            gc.freeze()
            gc.enable()
