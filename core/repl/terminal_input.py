"""The bytes of a terminal made into keys: pastes whole, replies of the terminal dropped, a closed terminal noticed.

prompt_toolkit's own reader takes 26 seconds for a paste of 10 MB, lets a paste end itself and go on as typed keys,
and inserts the terminal's late replies as text. This reader takes all there is at once and tells these apart first.
"""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Callable
from typing import TextIO

from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from core.repl.pastes import BYTES_MAX

# More than this at once was not typed, marked as a paste or not.
TYPED_CHARS_MAX = 1_024
BURST_SECONDS = 0.02
PASTE_STALL_SECONDS = 2.0

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
# What a terminal answers to questions about itself (and reports of focus): never something that was typed.
_REPLY = re.compile(
    "\x1b\\[[?>=][0-9;:]*[a-zA-Z]|\x1b\\[[?>=]?[0-9;:]*\\$[a-z]|\x1b\\[[0-9]+;[0-9]+R|\x1b\\[[0-9]+(?:;[0-9]+){1,2}t"
    "|\x1b\\[[0-9]*n|\x1b\\[[IO]|\x1b[\\]P_^X][^\x07\x1b\x9c]{0,65536}(?:\x07|\x9c|\x1b\\\\)"
)
_REPLY_BEGUN = re.compile(
    "\x1b(?:\\[[?>=]?[0-9;:]*\\$?|[\\]P_^X](?:[0-9>+$!GTiy][^\x07\x1b\x9c]{0,65536}\x1b?)?|)\\Z"
)
# Shift, Alt and Ctrl with Enter, where a terminal tells them apart: all mean a new line.
_NEWLINE_KEYS = re.compile("\x1b\\[(?:13;[2-8]u|27;[2-8];13~)")


class TerminalInput(Vt100Input):
    """Keys from a terminal; `refuse` is told of a paste that is too long to take."""

    def __init__(self, stdin: TextIO, refuse: Callable[[int], None]) -> None:
        super().__init__(stdin)
        self._refuse = refuse
        self._held = ""  # the beginning of a reply or of a key
        self._held_at = 0.0
        self._paste: list[str] | None = None
        self._paste_chars = 0
        self._paste_at = 0.0
        self._early = True  # what came before the terminal was ours has its Enter turned into a newline

    def read_keys(self) -> list[KeyPress]:
        """Return all keys there are."""
        text = self._read_burst()
        if self._early:
            text, self._early = text.replace("\n", "\r"), False
        return self.keys_of(text)

    def keys_of(self, text: str) -> list[KeyPress]:
        """Return the keys that a burst of input means."""
        if self._paste is not None and time.monotonic() - self._paste_at > PASTE_STALL_SECONDS and _END not in text:
            self._end_paste("")  # its end got lost; the person goes on typing
        if time.monotonic() - self._held_at > PASTE_STALL_SECONDS:
            self._held = ""  # a reply that never ended
        text, self._held = self._held + text, ""
        self._feed(text)
        keys, self._buffer = self._buffer, []
        return keys

    def flush_keys(self) -> list[KeyPress]:
        """Return the keys that only time could tell, such as Esc alone."""
        if len(self._held) < 4 or self._held[1] == "[":
            self.vt100_parser.feed(self._held)
            self._held = ""
        return super().flush_keys()

    def _read_burst(self) -> str:
        pieces: list[str] = []
        size = 0
        wait = 0.0
        while not self.closed and size < 65_536 and select.select([self.fileno()], [], [], wait)[0]:
            try:
                data = os.read(self.fileno(), 65_536)
            except BlockingIOError:
                break
            except OSError:  # EIO: the terminal is gone
                data = b""
            if not data:
                self.stdin_reader.closed = True
                break
            pieces.append(self.stdin_reader._stdin_decoder.decode(data))
            size += len(data)
            # What follows an end mark at once belongs to the paste: it smuggled the mark in.
            wait = BURST_SECONDS if self._paste is not None or b"\x1b[20" in data or size > TYPED_CHARS_MAX else 0.0
        return "".join(pieces)

    def _feed(self, text: str) -> None:
        if self._paste is None:
            typed, begin, text = text.partition(_BEGIN)
            self._feed_typed(typed, more=bool(begin))
            if not begin:
                return
            self._paste, self._paste_chars = [""], 0
        self._paste_at = time.monotonic()
        before = self._paste.pop()
        self._paste_chars += len(text)
        text = before + text
        if _END in text:
            inside, _, after = text.rpartition(_END)
            self._paste.append(inside)
            self._end_paste(after)
        elif self._paste_chars > BYTES_MAX:
            self._paste = [text[-len(_END) :]]  # perhaps half an end mark
        else:
            cut = max(0, len(text) - len(_END))
            self._paste += [text[:cut], text[cut:]]

    def _feed_typed(self, typed: str, *, more: bool) -> None:
        typed = _NEWLINE_KEYS.sub("\x1b\r", _REPLY.sub("", typed))
        begun = None if more else _REPLY_BEGUN.search(typed)
        if begun:
            typed, self._held, self._held_at = typed[: begun.start()], begun[0], time.monotonic()
        if len(typed) > TYPED_CHARS_MAX:
            self._buffer.append(KeyPress(Keys.BracketedPaste, typed))
        else:
            self.vt100_parser.feed(typed)

    def _end_paste(self, after: str) -> None:
        pasted, self._paste = "".join(self._paste or ()), None
        if self._paste_chars > BYTES_MAX:
            self._refuse(self._paste_chars)
            return
        if after.strip("\r\n") and ("\r" in after or "\n" in after):
            pasted, after = pasted + after, ""
        self._buffer.append(KeyPress(Keys.BracketedPaste, pasted.replace(_BEGIN, "").replace(_END, "")))
        if after:
            self._feed(after)
