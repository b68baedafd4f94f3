"""Events as plain lines: for pipes, `--plain`, dumb terminals and screen readers. No escape codes at all."""

from __future__ import annotations

from typing import TextIO

from core.render.asking import ask_on_lines
from core.render.columns import aligned
from core.render.lending import can_lend, lend
from core.render.progress import amount, pace
from core.render.sink import Sink
from core.words.events import (
    LENT,
    Answer,
    Event,
    Failure,
    Notice,
    Output,
    PieceEvent,
    Progress,
    Question,
    ReplyDone,
    Table,
)
from core.words.lent import Lent
from core.words.safe_text import SafeStream, safe, safe_line

_LONG_BYTES = 100_000_000


class PlainScreen:
    """Answers and data go to standard output, everything else to standard error."""

    def __init__(
        self, stdin: TextIO, stdout: TextIO, stderr: TextIO, *, quiet: bool, yes: bool, show_thinking: bool
    ) -> None:
        self._stdin = stdin
        self._out = Sink(stdout)
        self._err = Sink(stderr)
        self._quiet = quiet
        self._yes = yes
        self.show_thinking = show_thinking
        self._answer = SafeStream()
        self._thought = SafeStream()
        self._children = {False: SafeStream(), True: SafeStream()}
        self._line_open = False  # an answer was streamed and its last line has no end yet
        self._streamed = False
        self._thinking = False
        self._progress = ""
        self._said = ""  # the answer that stands just above

    def show(self, event: Event) -> None:
        """Print one event."""
        if isinstance(event, PieceEvent):
            self._piece(event)
        elif isinstance(event, Output):
            self._output(event)
        elif isinstance(event, ReplyDone):
            if not self._streamed and event.text:
                self._print(safe(event.text))
            self.flush()
            self._said = event.text
        elif isinstance(event, Progress):
            self._show_progress(event)
        else:
            streamed = self._streamed
            self.flush()
            # A remark may come between an answer's last piece and its end; the answer is not printed again for that.
            self._streamed = streamed and isinstance(event, Notice)
            self._said = self._said if isinstance(event, Notice) else ""
            self._whole(event)

    def ask(self, question: Question) -> str:
        """Ask on standard error; without a terminal the answer is the default, or what `--yes` says."""
        self.flush()
        return ask_on_lines(question, self._stdin, self._err, yes=self._yes, answered=self._said)

    def lend(self, program: Lent) -> str:
        """Lend the terminal, where all three streams are one."""
        if not can_lend(self._stdin, self._out, self._err):
            return ""
        self.flush()
        lend(program, self._stdin.fileno(), self._out)
        return LENT

    def copy(self, text: str) -> str:
        """Copy nothing: asking a terminal takes an escape code, and none is written here."""
        del text
        return ""

    def flush(self) -> None:
        """End an open line; what was held back of a stream is shown."""
        self._end_thinking()
        self._write_answer(self._answer.finish())
        if self._line_open:
            self._out.write("\n")
        self._line_open = self._streamed = False
        for error, stream in self._children.items():
            (self._err if error else self._out).write(stream.finish())

    def close(self) -> None:
        """End the last line."""
        self.flush()

    def _whole(self, event: Event) -> None:
        if isinstance(event, Notice):
            if not (self._quiet and event.level in ("info", "good")):
                prefix = "" if event.level in ("info", "good") else f"{event.level}: "
                self._err.write(f"{prefix}{safe(event.text)}\n")
        elif isinstance(event, Failure):
            self._err.write(failure_text(event) + "\n")
        elif isinstance(event, Answer):
            self._print(safe(event.text))
        elif isinstance(event, Table):
            if event.rows:
                self._print("\n".join(aligned(event.columns, event.rows)))
            else:
                self._err.write(f"{safe_line(event.empty)}\n")

    def _print(self, text: str) -> None:
        self._out.write(text if text.endswith("\n") else text + "\n")

    def _piece(self, event: PieceEvent) -> None:
        if event.piece.thought:
            if self.show_thinking:
                self._thinking = True
                self._err.write(self._thought.feed(event.piece.text))
            return
        self._end_thinking()
        self._streamed = True
        self._write_answer(self._answer.feed(event.piece.text))

    def _write_answer(self, text: str) -> None:
        if text:
            self._out.write(text)
            self._line_open = not text.endswith("\n")

    def _end_thinking(self) -> None:
        if self._thinking:
            self._err.write(self._thought.finish() + "\n")
            self._thinking = False

    def _output(self, event: Output) -> None:
        sink = self._err if event.error else self._out
        text = self._children[event.error].feed(event.text)
        sink.write(text)
        if text and not event.error:
            self._line_open = not text.endswith("\n")

    def _show_progress(self, event: Progress) -> None:
        """Say that a piece of work began and that it ended; of much to fetch also every tenth, as for a log."""
        label = safe_line(event.label)
        finished = event.total is not None and event.done >= event.total
        is_long = event.unit == "bytes" and event.total is not None and event.total >= _LONG_BYTES
        state = f"{label}\n{finished}\n{10 * event.done // event.total if is_long and event.total else 0}"
        if self._quiet or state == self._progress:
            return
        self._progress = state
        self._err.write(f"{label}: {amount(event)}{pace(event)}\n")


def failure_text(event: Failure) -> str:
    """Write what happened and what to do next; a stop that was asked for, and a No, are no errors."""
    hint = f"\n  {safe(event.hint)}" if event.hint else ""
    return f"{'' if event.declined or event.kind == 'interrupted' else 'error: '}{safe(event.message)}{hint}"
