"""`do`: words into a shell command, shown, asked about, run."""

from __future__ import annotations

from collections.abc import Generator

from core.app import App
from core.assist.at_hand_words import means_last, spelled_out
from core.assist.consent import Another, DoneByTrial, settle
from core.assist.copying import copied
from core.assist.material import output_material
from core.assist.mending import mended
from core.assist.running import run_agreed
from core.assist.shell import propose
from core.assist.suggesting import Suggesting
from core.assist.trial_run import Changes, trial, unavailable
from core.assist.typed_command import is_typed_command
from core.commands.declare import command
from core.commands.explain import explanation
from core.commands.kinds import Request
from core.words.command import Need
from core.words.errors import LuciferError, Refused, UsageError
from core.words.events import Answer, Event, Events, Notice
from core.words.safe_text import visible
from core.words.values import Json, Proposal


@command("do", group="chat", needs=(Need.MODEL,))
def do(app: App, request: Request, *, dry_run: bool = False, trial: bool = False) -> Events:
    """Turn a request into one shell command, show it with its risk, and run it after a yes.

    `--dry-run` only shows it. `--trial` runs it on a copy of the folder, shows what it changes there, and does
    exactly that after another yes; while it is tried it can write nowhere else.
    `again` makes another suggestion; a command that you changed or chose is remembered for the same request.
    Without a terminal the answer is No (exit status 6) unless `--yes` is given. The exit status is that of the command.
    """
    proposal, making = yield from proposed(app, request)
    if dry_run:
        yield Answer(written(proposal), _all_data(proposal), "code")
        return 0
    try:
        return (yield from consented(app, proposal, yes="t" if trial else "y", making=making))
    except Refused as refusal:
        if not app.interactive:
            raise Refused(refusal.message, hint=refusal.hint or "`--yes` runs it without asking",
                          facts={"command": proposal.command}) from refusal
        yield Notice(refusal.message)
        return refusal.status


def proposed(app: App, request: str) -> Generator[Event, str, tuple[Proposal, Suggesting]]:
    """Make the first suggestion, and what makes others; nothing is run."""
    last, output = app.references.last_run() if means_last(request) else (None, None)
    named = request if last else spelled_out(request, app.references, app.cwd)
    if named != request:
        yield Notice(f"taken as: {named}")
    material = output_material(app.references) if last else None
    making = Suggesting(app, named, app.cwd, app.machine.os_name, app.conversation, (material,) if material else ())
    if last is not None:
        found = mended(last.text, output.text if output else "", app.cwd, app.environ.get("PATH", ""))
        if found is not None:
            making.shown.append(found[0])
            return propose(found[0], found[1], app.cwd, "the program"), making
        if app.engine_ready().system_prompt == "":
            raise LuciferError(f"nothing is known that would put this right: {last.name}", hint="say what it should "
                               "do, or ask \"why did that fail?\"; `llm recommend` names models that can mend it")
    elif means_last(request):
        raise UsageError("no command was run in this session yet", hint="run one with `!COMMAND`, or ask for one")
    elif is_typed_command(request, app.cwd, app.environ.get("PATH", "")):
        making.shown.append(request)
        return propose(request, "", app.cwd, "you"), making
    return (yield from making.first()), making


def consented(app: App, proposal: Proposal, *, yes: str = "y", making: Suggesting | None = None) -> Events:
    """Ask about a proposal and run what was agreed to, or try it first; `yes` is what `--yes` answers.

    `making` makes other suggestions for the same request, and what the person makes of it is remembered.
    """
    tried: list[Changes] = []

    def trial_of(agreed: Proposal) -> Generator[Event, str, bool]:
        app.conversation.note("try", command=agreed.command, folder=str(agreed.folder))
        try:
            tried.append((yield from trial(app, agreed)))
        except Refused as refusal:
            if yes == "t":
                raise
            yield Notice(refusal.message, "warning")
            return False
        return tried[-1].applied

    offered = trial_of if yes == "t" or not unavailable() else None
    try:
        agreed = yield from settle(proposal, explanation, yes=yes, trial=offered, again=_another(making),
                                   copy=lambda text: copied(text, app.environ))
    except DoneByTrial:
        return tried[-1].ended.status
    app.conversation.note("run", command=agreed.command, folder=str(agreed.folder))
    ended = yield from run_agreed(app, agreed.command, agreed.folder)
    app.conversation.note("ran", exit_status=ended.status)
    if app.flags.json:
        yield Answer("", proposal_data(agreed) | ended.data())
    if making is not None and agreed.command != proposal.command and ended.status == 0:
        yield from _remembered(app, making.request, agreed)
    return ended.status


def _another(making: Suggesting | None) -> Another | None:
    """Return what makes another suggestion, and says so when there is none."""
    if making is None:
        return None

    def again(shown: Proposal) -> Generator[Event, str, Proposal | None]:
        if shown.command not in making.shown:
            making.shown.append(shown.command)
        found = yield from making.another()
        if found is None:
            yield Notice("the model has no other suggestion; e changes this one")
        return found

    return again


def _remembered(app: App, request: str, agreed: Proposal) -> Generator[Event, str, None]:
    """Keep what the person made of a suggestion, where that is wanted."""
    if not app.settings.get("memory") or means_last(request):
        return
    try:
        kept = app.examples.add(request, agreed.command, "edited" if agreed.origin == "you" else "chosen")
    except LuciferError as error:
        yield Notice(f"this is not remembered: {error.message}", "warning")
        return
    if kept is not None:
        yield Notice(f"remembered for this request; `do forget {kept.number}` forgets it, `do examples` shows all")


def proposal_data(proposal: Proposal) -> dict[str, Json]:
    """Write a proposal as `do --dry-run --json` prints it."""
    return {"command": proposal.command, "explanation": proposal.explanation, "risk": proposal.risk.value,
            "reasons": list(proposal.reasons)}


def _all_data(proposal: Proposal) -> dict[str, Json]:
    """Write a proposal with all that a person is shown of it."""
    return proposal_data(proposal) | {
        "folder": str(proposal.folder), "origin": proposal.origin,
        "parts": [{"text": text, "meaning": meaning} for text, meaning in proposal.parts],
        "touches": list(proposal.touches), "remarks": list(proposal.remarks)}


def written(proposal: Proposal) -> str:
    """Write a proposal for a person, as lines that can be copied: the command and, as comments, what is said of it.

    A command of many lines could hold such comments itself, so it stands below ours, which say where it begins.
    """
    said = [f"# {proposal.explanation}"] if proposal.explanation else []
    said += [f"# note: {visible(remark)}" for remark in proposal.remarks]
    reasons = f": {'; '.join(proposal.reasons)}" if proposal.reasons else ""
    risk = f"# {proposal.risk.value}{reasons}"
    lines = len(proposal.command.splitlines())
    if lines > 1:
        return "\n".join([risk, *said, f"# the command is all of the {lines} lines below", proposal.command])
    return "\n".join([proposal.command, *said, risk])
