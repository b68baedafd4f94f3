"""The line below the prompt: which model, how full its context is, how fast it was, how much memory it takes."""

from __future__ import annotations

import time

from core.app import App
from core.words.units import bytes_text
from core.words.values import Usage

MEMORY_SECONDS = 2.0


class Toolbar:
    """Says how things stand; looks at the worker's memory only now and then."""

    def __init__(self, app: App) -> None:
        self._app = app
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
        used = usage.prompt + usage.generated if usage else 0
        parts = [loaded.name, f"context {used:,} of {loaded.context:,}"]
        if usage and usage.tokens_per_second:
            parts.append(f"{usage.tokens_per_second:.0f} tokens/s")
        memory_bytes = self._memory()
        if memory_bytes:
            parts.append(bytes_text(memory_bytes))
        return " " + " | ".join(parts)

    def _usage(self) -> Usage | None:
        return self._app.conversation.last_usage if self._app.has_conversation else None

    def _memory(self) -> int:
        now = time.monotonic()
        if now - self._looked_at > MEMORY_SECONDS:
            self._memory_bytes, self._looked_at = self._app.engine.memory_bytes(), now
        return self._memory_bytes
