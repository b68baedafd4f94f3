"""A model's own chat template, rendered in a killable process; the built-in forms are in fallback.py."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from typing import Any

from core.engine.frames import BadFrame, read_frame, write_frame
from core.engine.spawn import command, environment

RENDER_SECONDS_MAX = 1.0
START_SECONDS_MAX = 20.0
TEMPLATE_CHARACTERS_MAX = 1 << 20


class BrokenTemplate(Exception):
    """The template cannot be used, and why."""


class LateTemplate(BrokenTemplate):
    """The template took too long: it is without end, or the machine stood still for a moment."""


class TemplateProcess:
    """Renders templates in a child that dies when it takes more than a second. Starts in the background."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._ready = False

    def start(self) -> None:
        if self._child is None:
            self._child = subprocess.Popen(
                command("core.engine.template_child"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                env=environment(os.environ))
            self._ready = False

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    def render(self, template: str, facts: dict[str, Any]) -> str:
        """Return the rendered text; raise BrokenTemplate for an error, two time-outs or too much output."""
        if len(template) > TEMPLATE_CHARACTERS_MAX:
            raise BrokenTemplate(f"it is {len(template)} characters long")
        try:
            return self._rendered(template, facts)
        except LateTemplate:  # one stall of a busy machine must not cost the model its template
            return self._rendered(template, facts)

    def _rendered(self, template: str, facts: dict[str, Any]) -> str:
        self.start()
        if not self._ready:
            self._exchange(None, START_SECONDS_MAX)
            self._ready = True
        size = sum(len(message["content"]) for message in facts["messages"])
        answer = self._exchange({"template": template, "facts": facts, "characters_max": 4 * size + (1 << 20)},
                                RENDER_SECONDS_MAX + size / 20e6)
        if "error" in answer:
            raise BrokenTemplate(answer["error"])
        return str(answer["text"])

    def _exchange(self, request: dict[str, Any] | None, seconds: float) -> dict[str, Any]:
        child = self._child
        assert child is not None and child.stdin is not None and child.stdout is not None
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            child.kill()  # reading and writing then end at once

        late = threading.Timer(seconds, expire)
        late.start()
        try:
            if request is not None:
                write_frame(child.stdin, request)
            answer = read_frame(child.stdout)
        except (OSError, BadFrame):
            answer = None
        finally:
            late.cancel()
        if answer is None:
            self.close()
            if expired.is_set():
                raise LateTemplate(f"it took more than {seconds:.0f} s")
            raise BrokenTemplate("it crashed")
        return answer

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()
