"""Showing a person a chat template that is not a known one, before its first use."""

from __future__ import annotations

from core.app import App
from core.models.chat_templates import Compared
from core.words.errors import Declined
from core.words.events import Answer, Events, Notice, Question
from core.words.safe_text import safe, visible
from core.words.values import InstalledModel

_PIECES_MAX = 12
_SHOWN_MAX = 60_000
_PIECE_CHARACTERS_MAX = 240


def agree_on_template(app: App, model: InstalledModel) -> Events:
    """Show what is odd about a model's template and ask, once for each template; without a terminal only say so."""
    if not app.template_waits(model):
        return 0
    compared = app.templates.look(model).compared
    if compared is None:
        return 0
    yield Notice(f"{visible(model.name)}: {comparison(compared)}", "warning")
    if not (app.interactive or app.stdin.isatty()):
        yield Notice(f"`llm info {visible(model.name)} --template` shows it whole")
        return 0
    if (yield Question("A template puts your words before the model; a changed one can add words of its own, or leave "
                       "some out.\nUse the model with this template?")) != "y":
        raise Declined(f"{visible(model.name)} is not used",
                       hint=f"`llm info {visible(model.name)} --template` shows the template whole")
    app.templates.agree(model, compared.sha256)
    return 0


def template_notice(app: App, model: InstalledModel) -> Notice | None:
    """Say of a model that has just come that its template is to be looked at; None when it is not."""
    compared = app.templates.look(model).compared if app.template_waits(model) else None
    if compared is None:
        return None
    return Notice(f"{first_line(compared)}; `llm use {visible(model.name)}` shows what is different, and asks",
                  "warning")


def template_answer(app: App, model: InstalledModel) -> Answer:
    """Return the whole template, made safe and bounded, with what it is beside the known ones."""
    look = app.templates.look(model)
    if look.compared is None:
        return Answer(f"{visible(model.name)} has no chat template in its file: a built-in form is used", {
            "name": model.name, "template": None, "sha256": None, "known": None, "same": None, "agreed": None})
    compared, text = look.compared, safe(look.template)
    if len(text) > _SHOWN_MAX:
        text = f"{text[:_SHOWN_MAX]}\n… {len(text) - _SHOWN_MAX} more characters"
    agreed = app.templates.is_agreed(compared.sha256)
    return Answer(f"{text}\n\n{visible(model.name)}: {comparison(compared)}\n  SHA-256 {compared.sha256}"
                  + ("\n  you have agreed to it" if agreed else ""), {
        "name": model.name, "template": look.template, "sha256": compared.sha256, "known": compared.known or None,
        "same": compared.same, "changed": list(compared.changed), "missing": compared.missing,
        "on_words": list(compared.on_words), "agreed": agreed}, form="code")


def first_line(compared: Compared) -> str:
    """Say in one line what a template is beside the known ones."""
    if compared.same:
        return f"its chat template is the known one of {compared.known}"
    if compared.known:
        return f"its chat template is not the known one of {compared.known}"
    return "its chat template is none that is known" + (
        ", and it looks for words in what you say" if compared.on_words else "")


def comparison(compared: Compared) -> str:
    """Write what is different, made safe and cut short."""
    lines = [first_line(compared)]
    if compared.known and not compared.same:
        if compared.changed:
            lines += ["  these pieces of it are not in the known one:", *_listed(compared.changed)]
        if compared.missing:
            lines.append(f"  {compared.missing} piece{'s' * (compared.missing > 1)} of the known one "
                         f"{'are' if compared.missing > 1 else 'is'} not in it")
    if compared.on_words:
        lines += ["  it looks for words in what you say:", *_listed(compared.on_words)]
    return "\n".join(lines)


def _listed(pieces: tuple[str, ...]) -> list[str]:
    shown = []
    for piece in pieces[:_PIECES_MAX]:
        text = visible(" ".join(piece.split()))
        shown.append("    " + (text if len(text) <= _PIECE_CHARACTERS_MAX else text[:_PIECE_CHARACTERS_MAX - 1] + "…"))
    more = len(pieces) - _PIECES_MAX
    return shown + ([f"    and {more} more"] if more > 0 else [])
