"""`memory`: facts the person wants remembered; they go into every conversation, visibly."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import Text
from core.words.events import Answer, Events, Notice, Table


@command("memory", aliases=("memory list",), group="chat")
def memory(app: App) -> Events:
    """List what is remembered. It is given to the model with every conversation; `context` shows it there."""
    facts = app.lasting.list()
    if not app.settings.get("memory"):
        yield Notice("memory is off: `config set memory on` uses these facts again")
    yield Table(("number", "fact"), tuple((str(fact.number), fact.text) for fact in facts),
                [{"number": fact.number, "fact": fact.text, "at": fact.at} for fact in facts],
                empty="nothing is remembered; `memory add ...` remembers a fact")
    return 0


@command("memory add", group="chat")
def memory_add(app: App, fact: Text) -> Events:
    """Remember a fact, for example: memory add I use fish, not bash"""
    added = app.lasting.add(fact)
    yield Answer(f"remembered as number {added.number}: {added.text}", {"number": added.number, "fact": added.text})
    return 0


@command("memory forget", group="chat")
def memory_forget(app: App, which: Text) -> Events:
    """Forget a fact, by its number or by words that only it holds."""
    gone = app.lasting.forget(which)
    yield Answer(f"forgotten: {gone.text}", {"number": gone.number, "fact": gone.text})
    return 0
