"""The line below the prompt: which model, how full its context is, how fast it was, how much memory it takes."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.app import App
from core.words.errors import LuciferError
from core.words.units import bytes_text
from core.words.values import Message, Usage

if TYPE_CHECKING:
    from core.assist.conversation import Conversation
    from core.engine.options import Loaded

MEMORY_SECONDS = 2.0


@dataclass(slots=True)
class _Count:
    """How many tokens some turns take with some model, once that is known."""

    loaded: Loaded
    turns: tuple[Message, ...]
    tokens: int | None = None


class Toolbar:
    """Says how things stand; looks at the worker's memory only now and then."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._count: _Count | None = None
        self._memory_bytes = 0
        self._looked_at = 0.0

    def text(self) -> str:
        """Return the line as it is now."""
        engine = self._app.engine
        loaded = engine.loaded
        if loaded is None:
            wanted = str(self._app.settings.get("model"))
            name = "" if wanted == "auto" else f" {wanted}"
            state = "loading" if engine.state in ("starting", "loading") else "no model loaded"
            return f" {state}{name}"
        usage = self._usage()
        used = self._used(loaded)
        parts = [loaded.name, f"context {'…' if used is None else f'{used:,}'} of {loaded.context:,}"]
        if usage and usage.tokens_per_second:
            parts.append(f"{usage.tokens_per_second:.0f} tokens/s")
        memory_bytes = self._memory()
        if memory_bytes:
            parts.append(bytes_text(memory_bytes))
        return " " + " | ".join(parts)

    def changed(self) -> None:
        """Count again: something was done that may have changed what the model is given."""
        self._count = None

    def _used(self, loaded: Loaded) -> int | None:
        """Return the tokens that the turns now take, counted once per change behind the prompt; None: not known."""
        if not self._app.has_conversation:
            return 0
        conversation = self._app.conversation
        turns = tuple(conversation.turns)
        if not turns:
            return 0
        count = self._count
        if count is None or (count.loaded, count.turns) != (loaded, turns):
            if self._app.engine.state != "ready":
                return None
            count = self._count = _Count(loaded, turns)
            threading.Thread(target=self._fill, args=(count, conversation), name="count", daemon=True).start()
        return count.tokens

    def _fill(self, count: _Count, conversation: Conversation) -> None:
        with suppress(LuciferError):
            count.tokens = self._app.engine.count(conversation.messages(count.loaded))

    def _usage(self) -> Usage | None:
        return self._app.conversation.last_usage if self._app.has_conversation else None

    def _memory(self) -> int:
        now = time.monotonic()
        if now - self._looked_at > MEMORY_SECONDS:
            self._memory_bytes, self._looked_at = self._app.engine.memory_bytes(), now
        return self._memory_bytes
