"""`batch`: requests as JSON lines in, answers as JSON lines out, in order, by one process with one loaded model."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from core.app import App
from core.assist.conversation import reply_data
from core.assist.risk import judge
from core.assist.run_shell import Limits, run_shell, with_output
from core.assist.suggesting import Suggesting
from core.commands.declare import command
from core.commands.do import proposal_data
from core.store.typed_path import typed_path
from core.words.command import Need
from core.words.errors import LuciferError, UsageError
from core.words.events import Answer, Event, Events
from core.words.values import Json

Facts = dict[str, Json]
_EXAMPLE = 'a line looks like {"id": 1, "kind": "ask", "text": "what is a symlink?"}'
_FOLDER = "name a folder that is there, or leave cwd out for the folder of the batch"


@dataclass(frozen=True, slots=True)
class Request:
    """One line of input."""

    id: Json
    kind: str
    text: str
    folder: Path


@command("batch", group="scripts", needs=(Need.MODEL,))
def batch(app: App) -> Events:
    """Answer requests from standard input, one JSON object per line, one answer per line, in order.

    A request is {"id", "kind": "ask" | "do" | "risk" | "run", "text", "cwd"}. Each stands alone: none sees the
    conversation of another. `do` answers with the command and runs it only under `--yes`. An answer carries the
    request's id, and "error" where it failed; the lines after it are answered all the same.
    """
    for line in app.input_lines():
        if not line.strip():
            continue
        facts: Facts = {"id": None}
        try:
            request = _read(app, line, facts)
            facts |= yield from _KINDS[request.kind](app, request)
        except LuciferError as error:
            facts["error"] = {"kind": error.kind, "message": error.message, "hint": error.hint}
        except (OSError, RuntimeError, ValueError) as error:
            facts["error"] = {"kind": LuciferError.kind, "message": f"{type(error).__name__}: {error}", "hint": ""}
        yield Answer(json.dumps(facts), facts, "code")
    return 0


def _read(app: App, line: str, facts: Facts) -> Request:
    try:
        request = json.loads(line, parse_constant=_number, parse_float=_number)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"not a line of JSON: {error}", hint=_EXAMPLE) from error
    if not isinstance(request, dict):
        raise UsageError("a request is a JSON object", hint=_EXAMPLE)
    if isinstance(request.get("id"), dict | list):
        raise UsageError("an id is a text or a number", hint=_EXAMPLE)
    facts["id"] = request.get("id")
    kind, text, folder = request.get("kind"), request.get("text"), request.get("cwd")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise UsageError(f"kind is {kind!r}", hint=f"kind is one of {', '.join(_KINDS)}")
    if not isinstance(text, str) or not text.strip():
        raise UsageError("text is missing", hint=_EXAMPLE)
    if re.search("[\0\ud800-\udfff]", text):
        raise UsageError("text holds a NUL or half a character", hint="take it out: no shell and no model reads it")
    if folder is not None and not isinstance(folder, str):
        raise UsageError("cwd is not a folder's name", hint=_FOLDER)
    try:
        path = typed_path(folder or ".", app.cwd)
    except UsageError as error:
        raise UsageError(f"cwd: {error.message}", hint=error.hint or _FOLDER) from error
    if not os.path.isdir(path):  # noqa: PTH112 - Path's own raises where it may not look
        raise UsageError(f"cwd {folder!r} is not a folder", hint=_FOLDER)
    return Request(request.get("id"), kind, text, path.resolve())


def _number(text: str) -> float:
    """Refuse what Python reads and JSON has not: NaN, Infinity, and what is too large for a number."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is no number")
    return value


def _ask(app: App, request: Request) -> Generator[Event, str, Facts]:
    turn = yield from app.passing_conversation().ask(request.text, app.chat_options(), shown=False)
    data: Facts = reply_data(turn, app.chosen().name)
    return data


def _do(app: App, request: Request) -> Generator[Event, str, Facts]:
    proposal = yield from Suggesting(app, request.text, request.folder, app.machine.os_name).first()
    data = proposal_data(proposal)
    if app.flags.yes:
        data |= yield from _executed(app, proposal.command, request.folder)
    return data


def _risk(app: App, request: Request) -> Generator[Event, str, Facts]:
    del app
    yield from ()
    verdict = judge(request.text)
    return {"risk": verdict.risk.value, "reasons": list(verdict.reasons)}


def _run(app: App, request: Request) -> Generator[Event, str, Facts]:
    return {"command": request.text} | (yield from _executed(app, request.text, request.folder))


def _executed(app: App, command: str, folder: Path) -> Generator[Event, str, Facts]:
    """Run a command; its output goes into the answer and is not shown."""
    running = run_shell(command, folder, app.environ, limits=Limits())
    ended, stdout, stderr = yield from with_output(running)
    return ended.data() | {"stdout": stdout, "stderr": stderr}


_KINDS: dict[str, Callable[[App, Request], Generator[Event, str, Facts]]] = {
    "ask": _ask, "do": _do, "risk": _risk, "run": _run}
