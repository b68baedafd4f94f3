"""`ask`: a question to the model; also what any other text at the prompt becomes."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import replace

from core.app import App
from core.assist.conversation import Turn
from core.assist.error_words import why_failed
from core.assist.grounding import ground
from core.assist.material import WAIT_SECONDS, Material, is_silent, named_material
from core.assist.mending import mended
from core.assist.referred import referred_material
from core.assist.shell import offered
from core.commands.compact import compacted
from core.commands.declare import command
from core.commands.do import consented
from core.commands.kinds import SessionId, Text
from core.words.command import Need
from core.words.errors import Declined, DoesNotFit, Refused, UsageError
from core.words.events import Answer, Choice, Event, Events, Notice, Question
from core.words.safe_text import safe

_WHY = re.compile(
    r"\bwhy\b|\b(?:fail|crash)(?:s|ed|ing)?\b|\bwent wrong\b|\bwhat happened\b"
    r"|\b(?:did|does) ?(?:n't|not)? ?(?:it|that|this) (?:not )?work"
    r"|\bwhat(?:'s| is| was| does) (?:wrong|(?:that|the|this) (?:error|problem)(?: mean)?[ ?.!]*$)", re.IGNORECASE)
_WAYS_ON = (Choice("c", "compact the conversation and ask again"), Choice("s", "start a new session with this"),
            Choice("n", "neither"))


@command("ask", group="chat", needs=(Need.MODEL,))
def ask(app: App, question: Text = "", *, session: SessionId = "") -> Events:
    """Ask the model a question.

    What it names goes along: @file, @folder (a tree and its text files), @last (the last command and its output) and
    @clipboard; and so does what a pipe brings: `git diff | lucifer ask "what changed?"`. Sizes are shown first.
    Without a question, the piped text is the question. `--session last` goes on with the last conversation.
    """
    if session:
        app.resume(session)
    piped = ""
    if question and app.once and is_silent(app.stdin):
        yield Notice(f"standard input sent nothing in {WAIT_SECONDS} s and was left out; what takes longer can go into "
                     "a file, named in the question as @FILE", "warning")
    else:
        piped = app.piped_text(wait=not question).strip()
    if not question and not piped:
        raise UsageError("ask needs a question", hint='for example: ask "how do I list hidden files?"')
    if not question:
        return (yield from answer(app, piped))
    materials: tuple[Material, ...] = (Material("standard input", piped, "stdin"),) if piped else ()
    materials += named_material(question, app.cwd, app.references)
    turns = app.conversation.turns if app.has_conversation else []
    spoken_of = () if materials else referred_material(question, app.references, app.cwd, turns)
    if spoken_of and not app.flags.json and _is_small(app) and (yield from _known_failure(app, question, spoken_of)):
        return 0
    return (yield from answer(app, question, materials or spoken_of))


def _is_small(app: App) -> bool:
    """Whether the model was made for single requests, and never learned to read a text that goes along with one."""
    return app.engine_ready().system_prompt == ""


def _known_failure(app: App, question: str, materials: tuple[Material, ...]) -> Generator[Event, str, bool]:
    """Say without a model why the last command failed, where its output tells; False where it does not."""
    ran, output = app.references.last_run()
    if materials[0].origin != "command output" or ran is None or _WHY.search(question) is None:
        return False
    wrote, status = output.text if output else "", re.search(r"\d+", ran.how)
    found = why_failed(ran.text, wrote, int(status[0]) if status else 0)
    if found is None:
        return False
    means, remedy = (safe(part) for part in found)
    better = mended(ran.text, wrote, app.cwd, app.environ.get("PATH", ""))
    meant = "; `fix the last command` puts it right" if better else ""
    yield Answer(f"{ran.name}: {means}. To try: {remedy}{meant}.", {"means": means, "remedy": remedy})
    return True


def answer(app: App, question: str, materials: tuple[Material, ...] = ()) -> Events:
    """Answer a question; at a terminal, offer to run the one command that the answer holds."""
    guessed = bool(materials) and _is_small(app)
    if guessed:
        names = " and ".join(material.name for material in materials)
        yield Notice(f"this model is too small to read texts: what it says of {names} is a guess; `llm recommend` "
                     "names models for this machine that can", "warning")
    turn = yield from _answered(app, question, materials)
    if turn.stop == "length":
        yield Notice("the answer was cut off: it reached max_tokens or the end of the context", "warning")
    proposal = offered(turn.text, app.cwd, app.conversation.origin) if (
        app.interactive and not guessed) else None
    if proposal is not None and turn.stop != "cancelled":
        proposal = replace(proposal, remarks=ground(proposal.command, "", app.cwd, app.environ.get("PATH", "")).remarks)
        try:
            # `--yes` answers what the person asked for, and this command was not asked for.
            yield from consented(app, proposal, yes="n")
        except Refused as refusal:
            yield Notice(refusal.message)
    return 0


def _answered(app: App, question: str, materials: tuple[Material, ...]) -> Generator[Event, str, Turn]:
    """Ask; when the conversation has outgrown the context, show the numbers and let the person choose."""
    try:
        return (yield from app.conversation.ask(question, app.chat_options(), materials=materials))
    except DoesNotFit as error:
        if not app.conversation.turns:
            raise DoesNotFit(error.message.replace("the conversation has", "the question has"), hint="shorten it, or "
                             "take a model with a larger context: `llm list` shows them") from error
        alone, room = app.engine.count_text(question), app.engine_ready().context
        if alone >= room:
            raise DoesNotFit(f"the question alone has {alone:,} tokens, the context holds {room:,}", hint="shorten it, "
                             "or take a model with a larger context: `llm list` shows them") from error
        if not app.interactive:
            raise
        way = yield Question(f"{error.message}. What now?", choices=_WAYS_ON, default="n", yes="n")
        if way == "c":
            yield from compacted(app)
        elif way == "s":
            app.new_conversation()
        else:
            raise Declined("not asked; nothing was changed") from error
    return (yield from app.conversation.ask(question, app.chat_options(), materials=materials))
