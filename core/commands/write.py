"""`write`: a script made from words, shown whole, written after a yes, run after another."""

from __future__ import annotations

import os
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from core.app import App
from core.assist.file_work import diff_text
from core.assist.script_check import can_check
from core.assist.script_request import (
    ScriptRequest,
    asks_for_script,
    default_name,
    read_request,
    script_in_answer,
    writing_request,
)
from core.assist.script_templates import TEMPLATES, Chosen, chosen_template
from core.commands.declare import command
from core.commands.fix_loop import Trial, Wishes, mended, tried
from core.commands.script_run import Script, run_script, script_at, stopping_error
from core.commands.which_files import shown, standing
from core.store.plain_file import read_plain
from core.store.typed_path import typed_path
from core.words.command import Kind
from core.words.errors import LuciferError, Refused, UsageError
from core.words.events import Answer, Event, Events, Notice, Question, Table
from core.words.safe_text import oddities, safe
from core.words.values import InstalledModel

# A model below this many parameters writes scripts that are worse than a template.
ABLE_PARAMETERS = 1_000_000_000
_OLD_BYTES_MAX = 1_000_000
_TOKENS_MAX = 4_000
_NAMES_MAX = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """A script that has not been written yet; `source` says where it comes from, `needs` what arguments it takes."""

    text: str
    language: str
    name: str
    source: str
    because: tuple[str, ...] = ()
    needs: str = ""


def _request(text: str, bare: bool) -> str:
    if not text.strip():
        raise ValueError("expected what the script is to do")
    if bare and not asks_for_script(text, verb=False):
        raise ValueError("not a request for a script")
    return text


Wanted = Annotated[str, Kind("request", _request, rest=True)]


@command("write", group="scripts")
def write(app: App, request: Wanted, *, template: bool = False) -> Events:
    """Write a script from words: `write a python script to sort files by size`.

    A model that is able to writes it; without one, or with `--template`, it is the ready script that fits the words
    best (`write templates` lists them). The whole file is shown first; after a yes it is written (`undo` takes it
    back), and after another it is run. `… called tidy.py` gives it a name.
    """
    standing(app)
    wanted = read_request(request)
    chosen = chosen_template(wanted.text)
    if chosen is None and not asks_for_script(request, verb=False) and not asks_for_script(request):
        return (yield from app.table.by_name["ask"].handler(app, f"write {request}"))
    model = None if template else _able_model(app, needed=chosen is None)
    if model is not None:
        draft = yield from _by_model(app, wanted, model)
    elif chosen is not None:
        draft = _from_template(app, wanted, chosen)
    else:
        raise LuciferError("no installed model is able to write that, and no template fits",
                           hint="`write templates` lists what is ready; `llm recommend coding` names models that can")
    return (yield from _written(app, draft))


@command("write templates", group="scripts")
def write_templates(app: App) -> Events:
    """List the scripts that `write` can make without a model."""
    del app
    yield Table(("name", "what it does", "languages"),
                tuple((one.name, one.does, ", ".join(one.languages)) for one in TEMPLATES),
                [{"name": one.name, "does": one.does, "languages": list(one.languages)} for one in TEMPLATES],
                "Scripts that are ready")
    return 0


def _able_model(app: App, *, needed: bool) -> InstalledModel | None:
    """Return the model that is to write it; a small one only where there is nothing else, the bundled one never."""
    try:
        model = app.chosen()
    except LuciferError:
        return None
    if model.path == app.bundled:
        return None
    parameters = model.card.parameters or 2 * model.size_bytes
    return model if needed or parameters >= ABLE_PARAMETERS else None


def _by_model(app: App, request: ScriptRequest, model: InstalledModel) -> Generator[Event, str, Draft]:
    language = request.language or "python"
    name = request.name or _free_name(app, default_name(request, language))
    options = replace(app.chat_options(), temperature=0.2, max_tokens=_TOKENS_MAX)
    yield Notice(f"plan: {model.name} writes {name} ({language})")
    turn = yield from app.passing_conversation().ask(writing_request(request, language, name), options,
                                                     shown=not app.flags.json)
    text = script_in_answer(turn.text, language)
    if text is None:
        raise LuciferError(f"{model.name} wrote no script", hint="say it in other words, or add --template")
    return Draft(text, language, name, f"the model {model.name}")


def _from_template(app: App, request: ScriptRequest, chosen: Chosen) -> Draft:
    template = chosen.template
    suffix = {"python": ".py", "bash": ".sh", "javascript": ".js"}[chosen.language]
    return Draft(template.text(chosen.language), chosen.language,
                 request.name or _free_name(app, template.name + suffix), f"the template {template.name}",
                 chosen.because, template.needs)


def _written(app: App, draft: Draft) -> Events:
    """Show the whole file, write it after a yes, and offer to run it."""
    path = typed_path(draft.name, standing(app))
    old = _content(path)
    yield from _shown(app, draft, path, old)
    if old == draft.text:
        yield Notice(f"{shown(app, path)} holds exactly this already")
    else:
        verb = "Write" if old is None else "Replace"
        answer = yield Question(f"{verb} {shown(app, path)}?")
        if answer == "y" and _content(path) != old:
            raise Refused(f"{shown(app, path)} was changed meanwhile; nothing was written", hint="say it again")
        if answer != "y":
            if app.flags.json:
                yield Answer("", _data(draft, path, written=False))
            if app.interactive:
                yield Notice("nothing was written")
                return 6
            raise Refused("nothing was written", hint="`--yes` writes it without asking")
        app.files.write(path, draft.text)
        yield Notice(f"wrote {shown(app, path)} ({len(draft.text.splitlines())} lines); `undo` takes it back")
    app.references.note("file", str(path), "written")
    if app.flags.json:
        yield Answer("", _data(draft, path, written=True))
        return 0
    return (yield from _offer_run(app, draft, path))


def _shown(app: App, draft: Draft, path: Path, old: str | None) -> Generator[Event, str, None]:
    if draft.because:
        words = ", ".join(draft.because)
        template = draft.source.removeprefix("the template ")
        does = next(one.does for one in TEMPLATES if one.name == template)
        yield Notice(f"plan: {shown(app, path)}, a {draft.language} script that {does}")
        yield Notice(f"this is a template that ships with the program, chosen by your words {safe(words)}; no model "
                     "wrote it")
    text = diff_text(old, draft.text, shown(app, path)) if old is not None else draft.text
    # An answer of the model was shown as it came; only what differs from a file that is there is new.
    seen = app.interactive and not app.flags.plain and not draft.because and old is None
    if not (app.flags.json or seen):
        yield Answer(text, form="code", language="diff" if old is not None else draft.language)
    for oddity in oddities(text.replace(" " * 9, " ")):
        yield Notice(f"careful: it {oddity}", "warning")


def _offer_run(app: App, draft: Draft, path: Path) -> Events:
    """Run the new script after a yes; one that fails is mended as `fix` does."""
    try:
        script = script_at(app, path, "--help" if draft.needs else "")
    except UsageError as missing:
        yield Notice(f"{missing.message}: {missing.hint}", "warning")
        return 0
    name = shown(app, path)
    if draft.needs:
        yield Notice(f"`run {name} {draft.needs}` runs it")
    wishes = Wishes()
    broken = yield from _unreadable(app, script)
    if broken is not None:
        yield Notice(f"{name} cannot be run as it is", "warning")
        return (yield from mended(app, script, broken, wishes)).status
    answer = yield Question(f"Show its --help now ({name} --help)?" if draft.needs else f"Run {name} now?", yes="n")
    if answer != "y":
        return 0
    outcome = yield from run_script(app, script)
    error = stopping_error(script, outcome)
    if error is None:
        return outcome.ended.status
    return (yield from mended(app, script, Trial(draft.text, error, outcome), wishes)).status


def _unreadable(app: App, script: Script) -> Generator[Event, str, Trial | None]:
    """Return the trial of a script that its interpreter cannot even read."""
    if not can_check(script.interpreter):
        return None
    trial = yield from tried(app, script, Wishes(runs=False))
    return trial if trial.error is not None else None


def _free_name(app: App, name: str) -> str:
    """Return a name that no file has yet: sort_by_size_2.py where there is a sort_by_size.py."""
    first = Path(name)
    numbered = (f"{first.stem}_{number}{first.suffix}" for number in range(2, _NAMES_MAX))
    return next((each for each in (name, *numbered) if not os.path.lexists(app.cwd / each)), name)


def _content(path: Path) -> str | None:
    if not os.path.lexists(path):
        return None
    return read_plain(path, size_max=_OLD_BYTES_MAX).decode("utf-8", "surrogateescape")


def _data(draft: Draft, path: Path, *, written: bool) -> dict[str, object]:
    return {"file": str(path), "language": draft.language, "source": draft.source, "because": list(draft.because),
            "written": written, "text": draft.text}
