"""`do`: words into a shell command, shown, asked about, run."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from core.app import App
from core.assist.consent import DoneByTrial, settle
from core.assist.conversation import Turn
from core.assist.running import run_agreed
from core.assist.shell import PREFILL, read_answer, request_text
from core.assist.trial_run import Changes, trial, unavailable
from core.commands.declare import command
from core.commands.explain import explanation
from core.commands.kinds import Request
from core.words.command import Need
from core.words.errors import LuciferError, Refused
from core.words.events import Answer, Event, Events, Notice
from core.words.values import Json, Proposal

NO_COMMAND_HINT = "say it in other words, or choose a larger model with `llm use`"


@command("do", group="chat", needs=(Need.MODEL,))
def do(app: App, request: Request, *, dry_run: bool = False, trial: bool = False) -> Events:
    """Turn a request into one shell command, show it with its risk, and run it after a yes.

    `--dry-run` only shows it. `--trial` runs it on a copy of the folder, shows what it changes there, and does
    exactly that after another yes; while it is tried it can write nowhere else.
    Without a terminal the answer is No (exit status 6) unless `--yes` is given. The exit status is that of the command.
    """
    proposal = yield from proposed(app, request)
    if dry_run:
        yield Answer(written(proposal), proposal_data(proposal), "code")
        return 0
    try:
        return (yield from consented(app, proposal, yes="t" if trial else "y"))
    except Refused as refusal:
        if not app.interactive:
            raise Refused(refusal.message, hint=refusal.hint or "`--yes` runs it without asking",
                          facts={"command": proposal.command}) from refusal
        yield Notice(refusal.message)
        return refusal.status


def proposed(app: App, request: str) -> Generator[Event, str, Proposal]:
    """Have the model write the command; nothing is run."""
    loaded = app.engine_ready()
    text = request_text(request, app.cwd, system=app.machine.os_name, unguided=loaded.system_prompt == "")
    options = replace(app.chat_options(), temperature=0.0, prefill=PREFILL if loaded.prefill_ok else "")
    turn: Turn = yield from app.conversation.ask(request, options, shown=False, wording=text)
    proposal = read_answer(turn.text, app.cwd, app.conversation.origin)
    if proposal is None:
        raise LuciferError(f"the model wrote no command: {turn.text.strip()[:300]}",
                           hint=NO_COMMAND_HINT)
    return proposal


def consented(app: App, proposal: Proposal, *, yes: str = "y") -> Events:
    """Ask about a proposal and run what was agreed to, or try it first; `yes` is what `--yes` answers."""
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
        agreed = yield from settle(proposal, explanation, yes=yes, trial=offered)
    except DoneByTrial:
        return tried[-1].ended.status
    app.conversation.note("run", command=agreed.command, folder=str(agreed.folder))
    ended = yield from run_agreed(app, agreed.command, agreed.folder)
    app.conversation.note("ran", exit_status=ended.status)
    if app.flags.json:
        yield Answer("", proposal_data(agreed) | ended.data())
    return ended.status


def proposal_data(proposal: Proposal) -> dict[str, Json]:
    """Write a proposal as `do --dry-run --json` prints it."""
    return {"command": proposal.command, "explanation": proposal.explanation, "risk": proposal.risk.value,
            "reasons": list(proposal.reasons)}


def written(proposal: Proposal) -> str:
    """Write a proposal for a person, as lines that can be copied: the command and, as comments, what is said of it.

    A command of many lines could hold such comments itself, so it stands below ours, which say where it begins.
    """
    said = [f"# {proposal.explanation}"] if proposal.explanation else []
    reasons = f": {'; '.join(proposal.reasons)}" if proposal.reasons else ""
    risk = f"# {proposal.risk.value}{reasons}"
    lines = len(proposal.command.splitlines())
    if lines > 1:
        return "\n".join([risk, *said, f"# the command is all of the {lines} lines below", proposal.command])
    return "\n".join([proposal.command, *said, risk])
