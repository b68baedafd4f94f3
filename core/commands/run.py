"""`run` and `!`: a shell command that the person typed."""

from __future__ import annotations

from collections.abc import Generator

from core.app import App
from core.assist.run_shell import Ended, Limits, run_shell
from core.assist.running import run_in_front
from core.commands.declare import command
from core.commands.kinds import Shell
from core.words.events import Answer, Event, Events, Output


@command("run", group="scripts")
def run(app: App, command: Shell) -> Events:
    """Run a shell command, or a script with its arguments; `!command` does the same. Returns its exit status."""
    return (yield from run_typed(app, command))


def run_typed(app: App, command: str) -> Events:
    """Run what the person typed, as a shell would: with the terminal for itself where there is one."""
    if app.flags.json:
        return (yield from _recorded(app, command))
    return (yield from run_in_front(app, command, app.cwd)).status


def _recorded(app: App, command: str) -> Generator[Event, str, int]:
    """Run a command whose status and output come once, as data."""
    heard: dict[bool, list[str]] = {False: [], True: []}
    limits = Limits(seconds=None, leftovers=True) if app.interactive else Limits(None, None, leftovers=True)
    running = run_shell(command, app.cwd, app.environ, limits=limits, stdin=app.child_stdin())
    try:
        while True:
            event = next(running)
            if isinstance(event, Output):
                heard[event.error].append(event.text)
            else:
                yield event
    except StopIteration as end:
        ended: Ended = end.value
    finally:
        running.close()
    yield Answer("", {"command": command} | ended.data() | {"stdout": "".join(heard[False]),
                                                            "stderr": "".join(heard[True])})
    return ended.status
