"""The quick way to the first prompt: the person types while the rest of the program is still being imported."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from core.render.keyboard import Keyboard
from core.render.sink import Sink
from core.render.theme import choose_theme
from core.repl.loop import serve
from core.repl.prompt import Habits, Prompt
from core.repl.signals import handled
from core.store.home import Home
from core.store.settings import Settings
from core.store.typed_path import standing_folder
from core.words.errors import LuciferError
from core.words.later import Later
from core.words.safe_text import safe
from core.words.values import Json

if TYPE_CHECKING:
    from core.repl import first_hint as first_hints
    from core.repl.prompting import Turns
else:
    first_hints = Later("core.repl.first_hint")

LOOK_SECONDS = 0.1


def open_prompt() -> int:
    """Show the prompt at once and serve it; return the exit status."""
    try:
        return _serve_prompt()
    except ImportError as error:
        return _refuse(LuciferError(f"the program is not complete: {error}", hint="delete .venv and start again"))
    except LuciferError as error:
        return _refuse(error)


def _refuse(error: LuciferError) -> int:
    sys.stderr.write(f"error: {safe(error.message)}\n" + (f"  {safe(error.hint)}\n" if error.hint else ""))
    return error.status


def _serve_prompt() -> int:
    standing_folder()
    environ = dict(os.environ)
    home = Home.open(None, environ)
    settings = Settings.load(home, environ, {})
    lost = [f"{home.problem}; nothing is kept after this run"] if home.problem else []
    for warning in (*lost, *filter(None, (home.warning,)), *settings.warnings):
        sys.stderr.write(f"warning: {safe(warning)}\n")
    keyboard = Keyboard(sys.stdin)
    rest = _Rest(environ, keyboard, home)
    unicode = Sink(sys.stdout).holds_unicode

    def setting(name: str) -> Json:
        return (rest.setting or settings.get)(name)

    prompt = Prompt(
        sys.stdin,
        sys.stdout,
        term=environ.get("TERM"),
        history=home.history,
        habits=lambda: Habits.of(setting),
        theme=lambda: choose_theme(str(setting("theme")), environ, unicode=unicode),
        completer=rest,
        edited=lambda text: rest.turns().edited(text),
        toolbar=rest.toolbar,
    )

    def read() -> str:
        typed = keyboard.take()  # what was typed ahead is a line of its own: nothing stands before it
        return prompt.read(typed=typed, filled="" if typed else rest.filled(), begun=rest.begun)

    keyboard.open()
    with handled(keyboard):
        try:
            return serve(read, rest.turns)
        finally:
            try:
                rest.close()
            finally:
                keyboard.close()


class _Rest(Completer):
    """All of the program but the prompt, built in a thread once the prompt is on screen."""

    def __init__(self, environ: dict[str, str], keyboard: Keyboard, home: Home) -> None:
        self._environ = environ
        self._keyboard = keyboard
        self._home = home
        self._hinted = False
        self._told: Future[str] | None = None
        self._builder = ThreadPoolExecutor(1, "opening")
        self._built: Future[Turns] | None = None

    def start(self) -> None:
        """Begin to build, once."""
        self._built = self._built or self._builder.submit(self._build)

    def begun(self) -> None:
        """Begin to build behind the prompt that is on screen, and say once what larger models there are."""
        self.start()
        if not self._hinted:
            get_app().create_background_task(self._hint(get_app()))

    def turns(self) -> Turns:
        """Return what carries out lines, waiting for it if need be; raise what kept it from being built."""
        self.start()
        assert self._built is not None
        return self._built.result()

    def filled(self) -> str:
        """Return what is to stand in the next prompt."""
        built = self._built
        return built.result().filled() if built is not None and built.done() and not built.exception() else ""

    @property
    def setting(self) -> Callable[[str], Json] | None:
        """What looks a setting up as it is by now; None before the rest is built."""
        built = self._built
        return built.result().setting if built is not None and built.done() and not built.exception() else None

    def toolbar(self) -> str:
        """Say how things stand, as far as that is known yet."""
        if self._built is None or not self._built.done():
            return " starting"
        return " not started" if self._built.exception() else self._built.result().toolbar()

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Offer what may stand at the cursor, once it is known."""
        return self.turns().completer.get_completions(document, complete_event)

    def close(self) -> None:
        """End what was built."""
        self._builder.shutdown()
        if self._built is not None and self._built.exception() is None:
            self._built.result().close()

    async def _hint(self, prompt: Application[Any]) -> None:
        """Put the lines for a first start above the prompt; a line that is sent meanwhile puts that off."""
        assert self._built is not None
        # Looked at now and then: each prompt has an event loop of its own, which may be gone when a thread is done.
        while not self._built.done():
            await asyncio.sleep(LOOK_SECONDS)
        if self._built.exception() is not None:
            return
        if self._told is None:
            self._told = Future()
            threading.Thread(target=self._tell, args=(self._told,), name="hint", daemon=True).start()
        while not self._told.done():
            await asyncio.sleep(LOOK_SECONDS)
        self._hinted = True
        if told := self._told.result():
            # At once and as the terminal stands, so that no key is echoed beside the prompt.
            prompt.renderer.erase()
            self.turns().say(told)
            prompt.invalidate()
            first_hints.note_shown(self._home)

    def _tell(self, told: Future[str]) -> None:
        """Find out what to say, in a thread that nobody waits for at the end."""
        told.set_running_or_notify_cancel()
        try:
            told.set_result("" if first_hints.was_shown(self._home) else first_hints.first_hint(self._environ))
        except LuciferError:
            told.set_result("")  # whatever is wrong, the command that needs it says so

    def _build(self) -> Turns:
        try:
            # By name, because it is all that must not delay the first prompt.
            turns: Turns = import_module("core.repl.prompting").open_turns(self._environ, self._keyboard)
            import_module("rich.syntax")  # so that the first code block does not wait for it
            return turns
        finally:
            gc.freeze()
            gc.enable()
