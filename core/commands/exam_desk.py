"""A model's desk with the whole program around it: lines go through the real router to the real tools."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.app import App, Flags
from core.assist.folder_names import as_spelt, offered_names
from core.assist.shell import PREFILL, read_answer, request_text, tools_of
from core.commands.perform import perform
from core.commands.route import route
from core.exam import scratch
from core.exam.desk import Answered, ModelDesk
from core.exam.said import answer_alone
from core.model_parts import ROOT
from core.words.errors import Interrupted, LuciferError
from core.words.events import Answer, Event, Events, Notice, Output, PieceEvent, Question, Table
from core.words.values import InstalledModel

_HERE = Path("/home/you/here")
_COMMAND_TOKENS_MAX = 400

PAPER = ROOT / "config" / "tier_tests.yaml"


class ProgramDesk(ModelDesk):
    """Says lines in a home of its own, so that nothing of the person's is read or changed."""

    def __init__(self, app: App, model: InstalledModel, *, threads: int | None = None) -> None:
        super().__init__(model, log=app.home.logs / "engine.log", threads=threads)
        self._app = app
        self._model = model

    def suggest(self, text: str, folder: Path) -> Answered:
        """Ask as `do` does at its first try, names put right as there; alone where a model was made for requests."""
        loaded = self.engine.wait()
        unguided = loaded.system_prompt == ""
        tools = tools_of(self._app.machine.os_name, os.path.realpath(shutil.which("ls") or ""))
        asked = request_text(text, _HERE, system=tools, unguided=unguided,
                             names=() if unguided else offered_names(text, folder))
        answered = self.answer(asked, _COMMAND_TOKENS_MAX, prefill=PREFILL if loaded.prefill_ok else "")
        proposal = read_answer(answer_alone(answered.text), folder, self._model.name)
        if proposal is None:
            return answered
        # The folder that the model was told of is another one when the command is tried.
        command = proposal.command.replace(f"{_HERE}/", "./").replace(str(_HERE), ".")
        spelt = as_spelt(command, text, folder)
        return replace(answered, text=f"{PREFILL}{spelt[0] if spelt else command}\n```", cut=False)

    def say(self, lines: Sequence[str], folder: Path) -> list[str]:
        with scratch.folder() as home:
            flags = Flags(home=str(home), model=self._model.name, yes=True, plain=True)
            environ = {**self._app.environ, "LUCIFER_MODELS": str(self._model.path.parent), "LUCIFER_OFFLINE": "1"}
            program = App(flags, environ, self._app.table, io.StringIO())
            program.cwd = folder
            # The model under test answers here too: a second copy of it would take the memory of two.
            program.use_engine(self.engine)
            return [_shown(program, line) for line in lines]


def _shown(program: App, line: str) -> str:
    """Return all that a line shows, every question answered with yes; what refuses it says why."""
    try:
        return "\n".join(_texts(perform(program, route(line, program.table))))
    except Interrupted:  # the person stops the test, not the line
        raise
    except LuciferError as error:
        return f"{error.message}\n{error.hint}"


def _texts(events: Events) -> list[str]:
    texts: list[str] = []
    answer: str | None = None
    while True:
        try:
            event = events.send(answer) if answer is not None else next(events)
        except StopIteration:
            return texts
        answer = event.yes if isinstance(event, Question) else None
        texts.append(_text(event))


def _text(event: Event) -> str:
    if isinstance(event, Answer | Notice | Output):
        return event.text
    if isinstance(event, PieceEvent):
        return event.piece.text
    if isinstance(event, Table):
        return "\n".join("  ".join(row) for row in event.rows)
    return ""
