"""The program in a test: an App with a home of its own, driven in this process, or the whole program as a child."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.app import App, Flags
from core.commands.declare import table
from core.commands.perform import perform
from core.commands.route import route
from core.words.command import RunCommand
from core.words.errors import LuciferError
from core.words.events import Answer, Event, Question, Table
from core.words.values import Json

ROOT = Path(__file__).resolve().parents[1]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from core.repl.door import main; sys.exit(main())"


@dataclass
class Heard:
    """What a line did: its events, its status, and the failure that ended it."""

    events: list[Event] = field(default_factory=list)
    status: int = 0
    failure: LuciferError | None = None

    @property
    def data(self) -> Json:
        """The data of the one answer or table."""
        found = [event.data for event in self.events if isinstance(event, Answer | Table)]
        assert len(found) == 1, self.failure
        return found[0]

    @property
    def questions(self) -> list[Question]:
        return [event for event in self.events if isinstance(event, Question)]


def open_app(home: Path, *, model: str | None = None, interactive: bool = True, stdin: str = "") -> App:
    """Make an App as the prompt has it."""
    flags = Flags(model=model, home=str(home))
    app = App(flags, {"PATH": os.environ["PATH"], "HOME": str(home)}, table(), io.StringIO(stdin))
    app.interactive = interactive
    return app


def prompt(opened: list[App], home: Path, folder: Path, model: str) -> App:
    """Make an App that stands in a folder, with a model; whoever closes the `opened` ones closes it."""
    app = open_app(home, model=model)
    app.cwd = folder
    opened.append(app)
    return app


def say(app: App, line: str, answers: Sequence[str] = (), seen: Callable[[Event], None] | None = None) -> Heard:
    """Type a line; questions get the answers in turn, then their defaults."""
    heard, left = Heard(), list(answers)
    events = perform(app, route(line, app.table))
    reply: str | None = None
    try:
        while True:
            event = next(events) if reply is None else events.send(reply)
            heard.events.append(event)
            if seen is not None:
                seen(event)
            reply = None
            if isinstance(event, Question):
                reply = left.pop(0) if left else event.default
    except StopIteration as end:
        heard.status = end.value or 0
    except LuciferError as error:
        heard.failure, heard.status = error, error.status
    return heard


def values(line: str) -> Json:
    """Return the arguments that a line gives its command."""
    found = route(line, table())
    assert isinstance(found, RunCommand), found
    return found.values


def program(home: Path, *arguments: str, stdin: str | bytes | int | None = None, cwd: Path | None = None,
            environ: dict[str, str] | None = None, start: str = START, seconds: float = 60
            ) -> subprocess.CompletedProcess[str]:
    """Run the whole program once, without a terminal."""
    given: dict[str, object] = {"stdin": subprocess.DEVNULL} if stdin is None else (
        {"stdin": stdin} if isinstance(stdin, int) else {"input": stdin.decode("latin-1") if isinstance(stdin, bytes)
                                                         else stdin})
    return subprocess.run([sys.executable, "-c", start, *arguments], cwd=cwd or home, text=True, capture_output=True,
                          timeout=seconds, check=False, **given,  # type: ignore[call-overload]
                          env={**os.environ, "LUCIFER_HOME": str(home), **(environ or {})})
