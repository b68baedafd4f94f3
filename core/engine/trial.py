"""Trying a model out: is it loaded, does it answer a sum, does it end its answer by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from core.engine.engine import Engine
from core.engine.options import ChatOptions, LoadOptions
from core.words.errors import BrokenFile, DoesNotFit, EngineDied
from core.words.values import Message, Role

_QUESTION = "What is 2 + 2? Answer with the number alone."
_TOKENS_MAX = 96
_CONTEXT = 512


@dataclass(frozen=True, slots=True)
class Trial:
    """`loads` is None when it could not be tried; `verdict` says in a few words what came of it."""

    loads: bool | None
    verdict: str


def try_out(path: Path, *, embedding: bool, log: Path | None = None) -> Trial:
    """Load a model in a worker of its own, beside whatever answers now, and ask it one sum."""
    engine = Engine(log=log)
    try:
        try:
            loaded = engine.load(LoadOptions(path=path, context=_CONTEXT))
        except DoesNotFit as error:
            return Trial(None, f"not tried: {error.message}")
        except (BrokenFile, EngineDied) as error:
            return Trial(False, f"does not load: {error.message}")
        if embedding:
            return Trial(True, "loads")
        template = "" if loaded.template == "file" else "; the file has no template of its own"
        return Trial(True, _answer(engine) + template)
    finally:
        engine.close()


def _answer(engine: Engine) -> str:
    options = ChatOptions(max_tokens=_TOKENS_MAX, temperature=0, draft=False)
    reply = engine.chat([Message(Role.USER, _QUESTION)], options)
    try:
        for _ in reply:
            pass
    except (BrokenFile, EngineDied) as error:
        return f"loads, but does not answer: {error.message}"
    finally:
        reply.close()
    if reply.stop != "end":
        thinking = reply.thought and not reply.text
        return "loads; it was still thinking at the end of the trial" if thinking else (
            "loads, but does not end its answers by itself")
    right = re.search(r"\b4\b|\bfour\b", reply.text, re.IGNORECASE)
    return "works" if right else "answers, but not that 2 + 2 is 4"
