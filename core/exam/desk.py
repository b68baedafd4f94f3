"""Where a model sits the tests: asked bare, greedily, in a worker of its own; and the whole program around it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.engine.engine import Engine
from core.engine.options import ChatOptions, LoadOptions
from core.words.errors import LuciferError
from core.words.values import InstalledModel, Message, Role

# A thinking model may think this long before its answer begins.
THINKING_TOKENS_MAX = 1024
# Enough for the longest question, and no more: several models may sit at once.
CONTEXT_MAX = 16_384


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and what it took. `cut` is True where the limit of tokens ended it."""

    text: str
    cut: bool
    seconds: float
    prompt_tokens: int
    prompt_seconds: float
    generated: int
    generate_seconds: float


NOT_ANSWERED = Answered("", cut=False, seconds=0.0, prompt_tokens=0, prompt_seconds=0.0, generated=0,
                        generate_seconds=0.0)


class Desk(Protocol):
    """A model that is ready to be asked."""

    def answer(self, text: str, tokens_max: int) -> Answered:
        """Ask the bare model one question without any conversation; raise EngineDied, DoesNotFit."""

    def suggest(self, text: str, folder: Path) -> Answered:
        """Ask for a shell command for that folder, as `do` does; what is in the answer has not run."""

    def say(self, lines: Sequence[str], folder: Path) -> list[str]:
        """Say lines to the whole program, standing in a folder; return what each line showed."""

    def memory_bytes(self) -> int:
        """Return what the model occupies now."""

    def close(self) -> None:
        """Free everything."""


class ModelDesk:
    """The model lane: the chat template, greedy, one turn."""

    def __init__(self, model: InstalledModel, *, log: Path | None, threads: int | None = None) -> None:
        context = min(model.card.context_length or CONTEXT_MAX, CONTEXT_MAX)
        self.engine = Engine(log=log)
        try:
            self.engine.load(LoadOptions(path=model.path, context=context, threads=threads))
        except LuciferError:
            self.engine.close()
            raise

    def answer(self, text: str, tokens_max: int, *, prefill: str = "") -> Answered:
        begun = time.perf_counter()
        options = ChatOptions(max_tokens=tokens_max + THINKING_TOKENS_MAX, temperature=0.0, draft=False,
                              prefill=prefill)
        said = 0
        cut = False
        with self.engine.chat([Message(Role.USER, text)], options) as reply:
            for piece in reply:
                said += not piece.thought
                if said > tokens_max:
                    cut = True
                    break
        usage = reply.usage
        return Answered(reply.text, cut or reply.stop == "length", time.perf_counter() - begun,
                        usage.prompt - usage.reused, usage.prompt_seconds, usage.generated, usage.generate_seconds)

    def memory_bytes(self) -> int:
        return self.engine.memory_bytes()

    def close(self) -> None:
        self.engine.close()
