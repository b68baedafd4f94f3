"""Runs a command: shows its events, hands it the answers, ends it when the person or the terminal says so."""

from __future__ import annotations

from core.render.screen import Screen
from core.render.sink import ScreenGone
from core.words.errors import Declined, Interrupted, LuciferError
from core.words.events import Copy, Events, Failure, Lend, Question


class Stopped(int):
    """The exit status of what Ctrl-C ended; a command's own status may be the same number."""


def drive(events: Events, screen: Screen) -> int:
    """Run a handler to its end and return its exit status; an expected error is shown, Ctrl-C returns 130."""
    try:
        return _run(events, screen)
    except KeyboardInterrupt:
        return _fail(events, screen, Interrupted("stopped"))
    except ScreenGone as error:
        events.close()
        if error.quiet:
            return error.status
        return _fail(events, screen, error)
    except LuciferError as error:
        return _fail(events, screen, error)
    finally:
        events.close()


def _run(events: Events, screen: Screen) -> int:
    answer: str | None = None
    while True:
        try:
            event = next(events) if answer is None else events.send(answer)
        except StopIteration as end:
            screen.flush()
            return end.value or 0
        if isinstance(event, Question):
            answer = screen.ask(event)
        elif isinstance(event, Lend):
            answer = screen.lend(event.program)
        elif isinstance(event, Copy):
            answer = screen.copy(event.text)
        else:
            answer = None
            screen.show(event)


def _fail(events: Events, screen: Screen, error: LuciferError) -> int:
    """End the handler first (it may have a child to stop), then say what happened."""
    events.close()
    try:
        screen.flush()
        declined = isinstance(error, Declined)
        screen.show(Failure(error.kind, error.message, error.hint, error.status, error.facts, declined))
    except ScreenGone as gone:
        return error.status if isinstance(error, ScreenGone) else gone.status
    return Stopped(error.status) if isinstance(error, Interrupted) else error.status
