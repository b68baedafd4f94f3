"""Commands run for the person, so that the next question knows of them: "why did that fail?".

What carries a command out calls one of two functions, and nothing else notes it:
`run_agreed(app, command, folder)` for what was proposed and consented to: output is captured and made harmless;
`run_in_front(app, command, folder)` for what the person typed: at a terminal it gets the terminal itself.
Both note the command, its output and its folder in `app.references`, and say an exit status that is not 0.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from core.assist.jobs import Job, Jobs
from core.assist.listed import paths_printed
from core.assist.references import References
from core.assist.run_shell import Ended, Limits, run_shell
from core.store.home import Home
from core.words.events import LENT, Event, Lend, Notice
from core.words.safe_text import clean_input

_INTERRUPTED = 130


class Owner(Protocol):
    """What of the app a command that is run needs."""

    interactive: bool
    home: Home

    @property
    def environ(self) -> Mapping[str, str]:
        """What the command finds in its environment."""

    @property
    def references(self) -> References:
        """Where commands and their output are noted."""

    @property
    def jobs(self) -> Jobs:
        """The person's own programs, those suspended too."""

    def child_stdin(self) -> int | None:
        """What a command without a terminal reads from."""


def run_agreed(app: Owner, command: str, folder: Path, *, limits: Limits | None = None
               ) -> Generator[Event, str, Ended]:
    """Run what was consented to; a person who is there may let it take longer than the limit."""
    limits = limits or Limits(liftable=app.interactive)
    ended = yield from run_shell(command, folder, app.environ, limits=limits, keep=app.home.logs)
    _note(app, command, folder, ended)
    if app.interactive:
        yield from _said(ended)
    return ended


def run_in_front(app: Owner, command: str, folder: Path) -> Generator[Event, str, Ended]:
    """Run what the person typed with the terminal for itself; without one, as a pipe would, with no limit of time."""
    job = app.jobs.begin(command, folder, app.environ)
    if (yield Lend(job)) == LENT:
        return (yield from _seen_through(app, job))
    limits = Limits(seconds=None, leftovers=True) if app.interactive else Limits(None, None, leftovers=True)
    ended = yield from run_shell(command, folder, app.environ, limits=limits, stdin=app.child_stdin(),
                                 keep=app.home.logs)
    _note(app, command, folder, ended)
    if app.interactive:
        yield from _said(ended)
    return ended


def go_on_with(app: Owner, job: Job) -> Generator[Event, str, Ended]:
    """Give a suspended program the terminal again."""
    if (yield Lend(job)) != LENT:
        return Ended(1)
    return (yield from _seen_through(app, job))


def _seen_through(app: Owner, job: Job) -> Generator[Event, str, Ended]:
    """Say how a program that had the terminal ended, or that it waits."""
    ended = job.ended()
    if job.suspended:
        yield Notice(f"suspended: {job.name}; `fg` goes on with it, `fg --end` ends it")
        return ended
    _note(app, job.command, job.folder, ended)
    yield from _said(ended)
    return ended


def _said(ended: Ended) -> Iterator[Event]:
    """Say how it ended, where that is not well."""
    if ended.status == _INTERRUPTED:
        yield Notice("stopped, exit status 130")
    elif ended.status:
        yield Notice(f"exit status {ended.status}")


def _note(app: Owner, command: str, folder: Path, ended: Ended) -> None:
    how = "ran" if ended.status == 0 else f"failed with exit status {ended.status}"
    app.references.note("command", command, how)
    if ended.output.strip():
        app.references.note("output", ended.output, f"exit status {ended.status}")
        app.references.note_list(paths_printed(command, clean_input(ended.output), folder))
