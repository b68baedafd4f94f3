"""`llm compare`: models side by side, over a text and over the person's own questions."""

from __future__ import annotations

import random
from pathlib import Path

from core.app import App
from core.assist.material import question_alone, read_file
from core.commands.declare import command
from core.commands.kinds import Count, FilePath, ModelsNamed
from core.exam.compare import Compared, blind, compare
from core.exam.record import model_key
from core.model_parts import ROOT
from core.words.errors import UsageError
from core.words.events import Events, Notice, Table
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import InstalledModel, Json, Role

_TEXT = ROOT / "README.md"
_PROMPTS_MAX = 50


@command("llm compare", group="tests")
def llm_compare(app: App, models: ModelsNamed, *, text: FilePath | None = None, blind_: Count | None = None) -> Events:
    """Compare two or more installed models: how well each foretells a text, speed, memory, results of the tests.

    Perplexity is lower where a model foretells the text better; bits per byte say the same across vocabularies. The
    divergence tells how far the others are from the first: of two quantisations of one model, what the smaller one
    lost. `--text FILE` reads another text. `--blind N` asks which answer you like better, for your last N questions to
    this program, without saying whose it is.
    """
    chosen = [app.shelf.find(name) for name in models.replace(",", " ").split()]
    if len(chosen) < 2 or len({model.path for model in chosen}) < len(chosen):
        raise UsageError("llm compare needs two models or more, each once", hint="for example: llm compare A B")
    if blind_ is not None:
        return (yield from _blind(app, chosen, blind_))
    words = read_file(app.cwd / text if text is not None else _TEXT)
    found = yield from compare(chosen, words, app.kv_states, app.home.logs / "engine.log")
    for each in found:
        if each.problem:
            yield Notice(f"{visible(each.model.name)}: {each.problem}", "warning")
    known = app.measured.read()
    yield Table(("model", "size", "perplexity", "bits/byte", "divergence", "same top", "tokens/s", "prompt/s", "memory",
                 "tier 0"), tuple(_row(each, known) for each in found),
                [each.data() | {"tests": known.get(model_key(each.model), {}).get("tiers", {})} for each in found],
                title=f"over {(text or Path(_TEXT.name))}")
    return 0


def _row(each: Compared, known: dict[str, Json]) -> tuple[str, ...]:
    score = each.score
    tier = known.get(model_key(each.model), {}).get("tiers", {}).get("0")
    name = visible(each.model.name)
    if score is None:
        return (name, bytes_text(each.model.size_bytes), *[""] * 8)
    far = "" if score.divergence is None else f"{score.divergence:.4f}"
    same = "" if score.same_top is None else f"{score.same_top:.1%}"
    reading = each.prompt_tokens_per_second
    return (name, bytes_text(each.model.size_bytes), f"{score.perplexity:.3f}", f"{score.bits_per_byte:.4f}", far, same,
            f"{each.usage.tokens_per_second:.1f}", f"{reading:.0f}" if reading else "", bytes_text(each.memory_bytes),
            f"{tier['share']:.0%}" if tier else "")


def _blind(app: App, models: list[InstalledModel], count: int) -> Events:
    """Two models, the person's last questions, and their taste."""
    if len(models) != 2:
        raise UsageError("--blind compares two models", hint="for example: llm compare A B --blind 10")
    prompts = _recent_prompts(app, min(count, _PROMPTS_MAX))
    if not prompts:
        raise UsageError("there are no questions of yours in the kept sessions yet", hint="ask a few, then compare")
    first, second = models
    taste = yield from blind(first, second, prompts, app.home.logs / "engine.log", random.Random())
    share = taste.share
    yield Table(("model", "liked better"), (
        (visible(first.name), f"{taste.first}"), (visible(second.name), f"{taste.second}"), ("ties", f"{taste.ties}"),
        ("share of the first", share.text)), taste.data())
    return 0


def _recent_prompts(app: App, count: int) -> list[str]:
    """The person's last questions, newest sessions first, each once."""
    found: dict[str, None] = {}
    for session in app.sessions.list():
        for message in reversed(app.sessions.open(session.id).messages()):
            if message.role is Role.USER and message.origin == "typed":
                found.setdefault(question_alone(message).strip(), None)
        if len(found) >= count:
            break
    return [text for text in found if text][:count]
