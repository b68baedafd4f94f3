"""Events as JSON for programs: one line on standard output for each answer, table, reply, measured step or failure."""

from __future__ import annotations

import json
from typing import TextIO

from core.render.asking import ask_on_lines
from core.render.sink import Sink
from core.words.events import Answer, Event, Failure, Notice, Output, Progress, Question, ReplyDone, Table
from core.words.lent import Lent
from core.words.safe_text import SafeStream, safe
from core.words.values import Json


class JsonScreen:
    """Standard output holds JSON only; notices, questions and a child's output go to standard error."""

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO, *, quiet: bool, yes: bool) -> None:
        self._stdin = stdin
        self._out = Sink(stdout)
        self._err = Sink(stderr)
        self._quiet = quiet
        self._yes = yes
        self._child = SafeStream()

    def show(self, event: Event) -> None:
        """Print one event."""
        if isinstance(event, Answer):
            self._print({"text": event.text} if event.data is None else event.data)
        elif isinstance(event, Table | ReplyDone):
            self._print(event.data)
        elif isinstance(event, Progress):
            if event.data is not None:
                self._print(event.data)
        elif isinstance(event, Failure):
            self._print({"error": {"kind": event.kind, "message": event.message, "hint": event.hint,
                                   **event.facts}})
        elif isinstance(event, Output):
            self._err.write(self._child.feed(event.text))
        elif isinstance(event, Notice) and not (self._quiet and event.level in ("info", "good")):
            self._err.write(f"{safe(event.text)}\n")

    def ask(self, question: Question) -> str:
        """Ask on standard error; without a terminal the answer is the default, or what `--yes` says."""
        self.flush()
        return ask_on_lines(question, self._stdin, self._err, yes=self._yes)

    def lend(self, program: Lent) -> str:
        """Lend nothing: what a program writes would stand between the JSON."""
        del program
        return ""

    def copy(self, text: str) -> str:
        """Copy nothing: asking a terminal takes an escape code, and none is written here."""
        del text
        return ""

    def flush(self) -> None:
        """Show what was held back of a child's output."""
        self._err.write(self._child.finish())

    def close(self) -> None:
        """Nothing stays open."""
        self.flush()

    def _print(self, data: Json) -> None:
        # ASCII: no control or bidi character can reach a terminal, and half a character cannot break the stream.
        self._out.write(json.dumps(data, ensure_ascii=True) + "\n")
