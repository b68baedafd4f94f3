"""`memory`: facts the person wants remembered; they go into every conversation, visibly, and answer by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.app import App
from core.commands.declare import command
from core.commands.kinds import Text
from core.commands.perform import perform
from core.commands.plain_words import Said
from core.store.lasting import Fact
from core.words.command import AskModel
from core.words.errors import UsageError
from core.words.events import Answer, Events, Notice, Table

_OFF_HINT = "`config set memory on` uses it again"
_NAME = re.compile(r"(?:my name is|call me|(?:i am|i'm) called|from now on,? (?:please )?call me) (.+)", re.IGNORECASE)
_OWN = re.compile(r"my ([\w -]{2,40}?) (?:is|are) (.+)", re.IGNORECASE)
_NAMES = re.compile(r"\bname\b|who am i", re.IGNORECASE)
_ASKED = re.compile(r"(?:what(?:'s| is) my|do you (?:know|remember) my) (.+?)\??", re.IGNORECASE)


@command("memory", aliases=("memory list",), group="chat")
def memory(app: App) -> Events:
    """List what is remembered. It is given to the model with every conversation; `context` shows it there."""
    facts = app.lasting.list()
    if not app.settings.get("memory"):
        yield Notice(f"memory is off: {_OFF_HINT}")
    yield Table(("number", "fact"), tuple((str(fact.number), fact.text) for fact in facts),
                [{"number": fact.number, "fact": fact.text, "at": fact.at} for fact in facts],
                empty="nothing is remembered; `memory add ...` remembers a fact")
    return 0


@command("memory add", group="chat")
def memory_add(app: App, fact: Text) -> Events:
    """Remember a fact, for example: memory add I use fish, not bash

    At the prompt "remember that I use fish" and "my name is Ada" do the same; a new name takes the place of the old.
    """
    if isinstance(fact, Said):
        if not app.settings.get("memory"):
            if _NAME.fullmatch(fact):
                return (yield from perform(app, AskModel(fact.line, chat=True)))
            raise UsageError("memory is off, so nothing is remembered", hint=_OFF_HINT)
        fact = Said(fact.strip().rstrip(".!"))
    replaced = _said_before(app.lasting.list(), fact)
    added = app.lasting.add(fact)
    for old in replaced:
        app.lasting.forget(str(old.number))
    instead = f", in the place of: {'; '.join(old.text for old in replaced)}" if replaced else ""
    yield Answer(f"remembered as number {added.number}: {added.text}{instead}",
                 {"number": added.number, "fact": added.text,
                  **({"replaced": [old.number for old in replaced]} if replaced else {})})
    return 0


@command("memory forget", group="chat")
def memory_forget(app: App, which: Text) -> Events:
    """Forget a fact, by its number or by words that only it holds; "forget my name" at the prompt does the same."""
    names = [fact for fact in app.lasting.list() if _NAME.fullmatch(fact.text)]
    numbers = [str(fact.number) for fact in names] if which.lower() == "my name" and names else [which]
    gone = [app.lasting.forget(number) for number in numbers]
    yield Answer(f"forgotten: {'; '.join(fact.text for fact in gone)}",
                 {"number": gone[0].number, "fact": gone[0].text})
    return 0


@command("memory ask", group="chat")
def memory_ask(app: App, question: Text) -> Events:
    """Answer from what is remembered, without a model: memory ask what is my name?"""
    found = _answer(app.lasting.list(), question) if app.settings.get("memory") else ""
    if not found and isinstance(question, Said):
        return (yield from perform(app, AskModel(question.line, chat=_NAMES.search(question) is not None)))
    if not found:
        raise UsageError("nothing that is remembered answers that", hint="`memory` lists what is remembered")
    yield Answer(found, {"answer": found, "from": "memory"})
    return 0


def _said_before(facts: Sequence[Fact], new: str) -> list[Fact]:
    """Return the facts that a new one takes the place of: another name, another "my editor is ..."."""
    if _NAME.fullmatch(new):
        return [fact for fact in facts if _NAME.fullmatch(fact.text) and fact.text != new]
    own = _OWN.fullmatch(new)
    if own is None:
        return []
    before = [(fact, _OWN.fullmatch(fact.text)) for fact in facts]
    return [fact for fact, match in before if match and match[1].lower() == own[1].lower() and fact.text != new]


def _answer(facts: Sequence[Fact], question: str) -> str:
    """Return what the facts say to "what is my name?" and "what is my editor?", the latest first; empty: nothing."""
    asked = _ASKED.fullmatch(question.strip())
    myself = re.fullmatch(r"who am i\??", question.strip(), re.IGNORECASE)
    wanted = "name" if myself else asked[1].lower() if asked else ""
    for fact in reversed(facts):
        name, own = _NAME.fullmatch(fact.text), _OWN.fullmatch(fact.text)
        value = name[1] if name and wanted == "name" else own[2] if own and own[1].lower() == wanted else ""
        if value:
            return f"{value} (remembered: {fact.text})"
    words = re.findall(r"\w+", wanted)
    for fact in reversed(facts):
        if words and set(words) <= set(re.findall(r"\w+", fact.text.lower())):
            return f"remembered: {fact.text}"
    return ""
