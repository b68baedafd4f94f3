"""Events on a terminal a person looks at: answers as streaming Markdown, everything else around them."""

from __future__ import annotations

import base64
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from core.render.asking import choices_text, discard_typed, meaning, proposal_lines, request_instead, unasked
from core.render.code import Highlighter
from core.render.columns import cut
from core.render.grid import grid
from core.render.inline import Run
from core.render.keyboard import PASTE_OFF, PASTE_ON, Keyboard
from core.render.lending import can_lend, lend
from core.render.markdown import MarkdownStream
from core.render.plain import failure_text
from core.render.progress import progress_row
from core.render.sink import ScreenGone, Sink
from core.render.tail import LiveTail
from core.render.theme import Theme
from core.render.wrap import fold, wrap
from core.words.events import (
    COPIED,
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
from core.words.later import Later
from core.words.lent import Lent
from core.words.safe_text import SafeStream, safe, safe_line

if TYPE_CHECKING:
    from core.render import edit_line
else:
    edit_line = Later("core.render.edit_line")

ANSWER_CHARS_MAX = 300_000  # shown of one answer; the session keeps all of it
ANSWER_ROWS_MAX = 10_000
COPY_BYTES_MAX = 70_000  # more than this many terminals take for a fault
COLUMNS_MAX = 300
_HELD = "\u00a0"  # a blank at which no row ends


class TerminalScreen:
    """Standard output is a terminal; what is drawn stays in its scrollback, there is no alternate screen."""

    def __init__(
        self,
        stdin: TextIO,
        stdout: TextIO,
        stderr: TextIO,
        *,
        quiet: bool,
        yes: bool,
        show_thinking: bool,
        theme: Theme,
    ) -> None:
        self._stdin, self._stdout = stdin, stdout
        self._out = Sink(stdout)
        self._err = Sink(stderr)
        self._quiet = quiet
        self._yes = yes
        self.show_thinking = show_thinking
        self.theme = theme
        self.keyboard = Keyboard(stdin)
        self._drawing = threading.RLock()
        self._silent = False
        self._streamed = False
        self._said = ""  # the answer that stands just above
        self._instead: str | None = None  # the line typed at a question; None: there is no next line for it
        self.instead = ""  # that line, once it can stand in the next
        self._tail = LiveTail(self._out, self.size)
        self._reset()

    def _reset(self) -> None:
        self._markdown: MarkdownStream | None = None
        self._answer = SafeStream()
        self._thought = SafeStream()
        self._thinking = ""
        self._child: SafeStream | None = None
        self._child_line_open = False
        self._room = ANSWER_CHARS_MAX
        self._rows_left = ANSWER_ROWS_MAX
        self._left_out = 0

    def size(self) -> tuple[int, int]:
        """Return columns and rows, as they are now."""
        try:
            columns, rows = os.get_terminal_size(self._out.fileno())
        except (OSError, ValueError):
            columns, rows = 80, 24
        return columns or 80, rows or 24

    @property
    def width(self) -> int:
        """Columns to write in: the last one stays free, so that no terminal folds a full row."""
        return max(2, min(COLUMNS_MAX, self.size()[0]) - 1)

    @contextmanager
    def working(self) -> Iterator[None]:
        """For the duration, keep what is typed for the next prompt; a paste stays marked as one."""
        self._said = ""
        self._out.write(PASTE_ON)
        self.keyboard.listen()
        done = threading.Event()
        self._silent = True
        self._instead = ""
        waiting = threading.Thread(target=self._wait_visibly, args=(done,), daemon=True, name="waiting")
        waiting.start()
        try:
            yield
        finally:
            done.set()
            waiting.join()
            self.keyboard.rest()
            self.instead, self._instead = self._instead or self.instead, None

    def _wait_visibly(self, done: threading.Event) -> None:
        """Until the first thing is shown, tell every second that work goes on."""
        seconds = 0
        while not done.wait(1.0):
            seconds += 1
            with self._drawing, suppress(ScreenGone):
                if not self._silent:
                    return
                row = cut(f"working: {seconds} s, Ctrl-C stops", self.width)
                self._tail.update((), [self.theme.paint(row, "notice")])

    def show(self, event: Event) -> None:
        """Draw one event."""
        with self._drawing:
            self._silent = False
            self._show(event)

    def _show(self, event: Event) -> None:
        if isinstance(event, PieceEvent):
            if event.piece.thought:
                self._think(event.piece.text)
            else:
                self._streamed = True
                self._stream(self._answer.feed(event.piece.text))
        elif isinstance(event, ReplyDone):
            if not self._streamed and event.text:
                self._stream(safe(event.text))
            self._streamed = False
            self._said = event.text
            self.flush()
            self._out.write("\n")
        elif isinstance(event, Output):
            self._output(event)
        elif isinstance(event, Progress):
            self._progress(event)
        else:
            # A remark may come between an answer's last piece and its end; the answer is not drawn again for that.
            self._streamed = self._streamed and isinstance(event, Notice)
            self._said = self._said if isinstance(event, Notice) else ""
            self.flush()
            self._whole(event)

    def ask(self, question: Question) -> str:
        """Ask and wait for a typed line; what was typed before the question was on screen does not count."""
        self.flush()
        given = unasked(question, self._stdin, seen=True, yes=self._yes, answered=self._said)
        if given is not None:
            if given.lines:
                self._remark("\n".join(given.lines), "warning")
            return given.answer
        for line in self._proposal(question):
            self._out.write(line + "\n")
        with self.keyboard.lines():
            # With pastes marked, a pasted "y" is not the same as a typed one.
            discard_typed(self._stdin)
            if not question.choices and question.default and "\n" not in question.default:
                return str(edit_line.edit_line(question.text, question.default, self._stdin, self._stdout))
            self._out.write(f"{self._asked(question)} {PASTE_ON}")
            try:
                typed = self._stdin.readline()
            except UnicodeDecodeError:
                typed = "\x1b\n"  # neither a choice nor a text
            self._out.write(PASTE_OFF if typed else PASTE_OFF + "\n")
            if "\x1b" in typed:
                discard_typed(self._stdin)
        instead = request_instead(question, typed)
        if instead and self._instead is not None:
            self._instead = instead
            self._remark("that is no answer; it stands in the next line", "notice")
        return meaning(question, typed) if typed else question.default

    def _asked(self, question: Question) -> str:
        """Return a question and its keys, broken between words but in no key."""
        head, _, last = safe(question.text).rpartition("\n")
        keys = choices_text(question).replace(" ", _HELD).replace(f",{_HELD}", ", ")
        row, *more = (part.replace(_HELD, " ") for part in fold(f"{last} {keys}".rstrip(), max(20, self.size()[0] - 2)))
        whole = row.startswith(last)
        rows = [self.theme.paint(last, "bold") + row[len(last):] if whole else row, *more]
        return "\n".join([*([self.theme.paint(head, "bold")] if head else []), *rows])

    def lend(self, program: Lent) -> str:
        """Lend the terminal; keys typed before go to the program, those it leaves unread to the next prompt."""
        if not can_lend(self._stdin, self._out, self._err):
            return ""
        self.flush()
        with self.keyboard.away() as typed:
            self._out.write(PASTE_OFF)
            left = lend(program, self._stdin.fileno(), self._out, typed)
        self.keyboard.keep(left)
        self._out.write(PASTE_ON)
        return LENT

    def copy(self, text: str) -> str:
        """Ask the terminal, by OSC 52, to put a text on the clipboard; one that does not know how stays silent."""
        content = text.encode("utf-8", "replace")
        if len(content) > COPY_BYTES_MAX:
            return ""
        self.flush()
        self._out.write(f"\x1b]52;c;{base64.b64encode(content).decode()}\x07")
        return COPIED

    def flush(self) -> None:
        """Finish what is half drawn."""
        with self._drawing:
            self._silent = False
            self._flush()

    def _flush(self) -> None:
        if self._thinking:
            self._end_thinking()
        self._stream(self._answer.finish())
        if self._markdown is not None:
            self._tail.update(self._markdown.finish(self.width), ())
        else:
            self._tail.update((), ())
        if self._child is not None:
            self._write_child(self._child.finish())
            if self._child_line_open:
                self._out.write("\n")
        left_out = self._left_out
        self._reset()
        if left_out:
            self._remark(f"{left_out} more characters are not shown; `export` has all of them", "warning")

    def close(self) -> None:
        """Give the terminal back as it was found."""
        self.keyboard.close()
        self.flush()

    # --- answers -------------------------------------------------------------------------------------------------

    def _stream(self, text: str) -> None:
        if not text:
            return
        if self._thinking:
            self._end_thinking()
        if self._markdown is None:
            self._tail.update((), ())
            self._markdown = MarkdownStream(self.theme)
        shown = text[: self._room if self._rows_left > 0 else 0]
        self._room -= len(shown)
        self._left_out += len(text) - len(shown)
        if shown:
            drawn = self._markdown.feed(shown, self.width)
            self._rows_left -= len(drawn.done)
            self._tail.update(drawn.done, drawn.open)

    def _think(self, text: str) -> None:
        """Show a thought as dim rows, or one row that says how long it has become."""
        thought = self._thought.feed(text)
        self._thinking += thought
        if not self.show_thinking:
            self._tail.update((), [self.theme.paint(cut(f"thinking: {len(self._thinking)} characters", self.width),
                                                    "thought")])
            return
        *lines, self._thinking = self._thinking.split("\n")
        done = [row for line in lines for row in self._rows(line, "thought")]
        rows = self._rows(self._thinking or " ", "thought")
        self._thinking = self._thinking or " "
        self._tail.update(done, rows)

    def _end_thinking(self) -> None:
        rest, self._thinking = self._thinking, ""
        self._tail.update(self._rows(rest, "thought") if self.show_thinking else (), ())

    def _rows(self, line: str, name: str) -> list[str]:
        return [row.text for row in wrap([Run(line, (), 0)], self.width, self.width, self.theme, name)] or [""]

    # --- everything else -----------------------------------------------------------------------------------------

    def _whole(self, event: Event) -> None:
        if isinstance(event, Notice):
            if not (self._quiet and event.level in ("info", "good")):
                self._remark(safe(event.text), "notice" if event.level == "info" else event.level)
        elif isinstance(event, Failure):
            mild = event.declined or event.kind == "interrupted"
            self._remark(failure_text(event), "notice" if mild else "error")
        elif isinstance(event, Answer):
            self._answered(event)
        elif isinstance(event, Table):
            if event.title and event.rows:
                self._out.write(self.theme.paint(safe_line(event.title), "heading") + "\n")
            lines = grid(event.columns, event.rows, self.width, self.theme) if event.rows else [safe_line(event.empty)]
            self._out.write("\n".join(lines) + "\n")

    def _answered(self, event: Answer) -> None:
        text = safe(event.text)
        if event.form == "markdown":
            self._stream(text)
            self.flush()
        elif text:
            if event.form == "plain":
                text = "\n".join(row for line in text.split("\n") for row in fold(line, self.width))
            elif event.language:
                colours = Highlighter(event.language, self.theme)
                text = "\n".join(colours.line(line) for line in text.split("\n"))
            self._out.write(text if text.endswith("\n") else text + "\n")

    def _remark(self, text: str, name: str) -> None:
        if not self._err.is_terminal:
            self._err.write(text + "\n")
            return
        for line in text.split("\n"):
            self._err.write("\n".join(self._rows(line, name)) + "\n")

    def _proposal(self, question: Question) -> list[str]:
        proposal = question.proposal
        if proposal is None:
            return []
        lines = []
        for line in proposal_lines(question, self._said):
            name = "command" if line.startswith("  | ") else ""
            if line.startswith("  risk: "):
                first, _, reasons = line.partition("\n")
                lines += self._rows(first, proposal.risk.value)
                lines += [row for reason in reasons.split("\n") if reason for row in self._rows(reason, "notice")]
            else:
                lines += self._command_rows(line) if name else self._rows(line, "notice")
        return lines

    def _command_rows(self, line: str) -> list[str]:
        """Wrap a command anywhere but never lose or add a character; each row after the first is marked."""
        room = max(8, self.width - 4)
        rows: list[str] = []
        rest = line[4:]
        while True:
            piece = cut(rest, room).removesuffix("…") if len(rest) > room // 2 else rest
            piece = rest[: max(1, len(piece))]
            sign = "  | " if not rows else "  : "
            rows.append(sign + self.theme.paint(piece, "command"))
            rest = rest[len(piece) :]
            if not rest:
                return rows

    def _output(self, event: Output) -> None:
        if self._child is None:
            self.flush()
            self._child = SafeStream()
        self._write_child(self._child.feed(event.text))

    def _write_child(self, text: str) -> None:
        if text:
            self._out.write(text)
            self._child_line_open = not text.endswith("\n")

    def _progress(self, event: Progress) -> None:
        if self._quiet or not self._err.is_terminal:
            return
        if self._markdown is not None or self._child is not None:
            self.flush()
        self._tail.update((), [self.theme.paint(progress_row(event, self.width, self.theme), "notice")])
