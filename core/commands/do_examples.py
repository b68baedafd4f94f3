"""`do examples`, `do forget`: what the person made of suggested commands, and taking it back."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ExampleNumber
from core.words.events import Answer, Events, Notice, Table
from core.words.safe_text import visible


@command("do examples", group="chat")
def do_examples(app: App) -> Events:
    """List the requests whose command you changed or chose: the same request gets that command first.

    Larger models are given those most like a request. They stay on this machine, in examples.jsonl of the home.
    """
    known = app.examples.list()
    if known and not app.settings.get("memory"):
        yield Notice("memory is off: nothing new is remembered; `config set memory on` changes that")
    yield Table(("number", "request", "command"),
                tuple((str(each.number), each.request, visible(each.command)) for each in known),
                [{"number": each.number, "request": each.request, "command": each.command, "how": each.how,
                  "at": each.at} for each in known],
                empty="nothing is remembered: change a suggested command with e and run it")
    return 0


@command("do forget", group="chat")
def do_forget(app: App, which: ExampleNumber) -> Events:
    """Forget an example by its number in `do examples`, or all of them with "all"."""
    gone = app.examples.forget(which)
    text = "\n".join(f"forgotten: {each.request}: {visible(each.command)}" for each in gone) or "there was nothing"
    yield Answer(text, [{"number": each.number, "request": each.request, "command": each.command} for each in gone])
    return 0
