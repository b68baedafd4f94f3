"""Lines typed at a terminal that can do nothing but lines: `--plain`, a dumb terminal, a screen reader."""

from __future__ import annotations

from typing import TextIO

from core.repl.joined import Joiner
from core.words.safe_text import clean_input


class PlainReader:
    """Reads one line at a time; a backslash at its end or three quotes go on to the next."""

    def __init__(self, stdin: TextIO, stderr: TextIO, sign: str) -> None:
        self._stdin = stdin
        self._stderr = stderr
        self._sign = sign

    def read(self) -> str:
        """Return a line; raise EOFError at the end."""
        joiner = Joiner()
        while True:
            self._stderr.write(self._sign if joiner.is_empty else ". ")
            self._stderr.flush()
            try:
                typed = self._stdin.readline()
            except KeyboardInterrupt:
                self._stderr.write("\n")  # what comes next stands below the ^C
                raise
            if not typed and joiner.is_empty:
                self._stderr.write("\n")
                raise EOFError
            text = joiner.add(clean_input(typed).rstrip("\n")) if typed else joiner.rest()
            if text is not None:
                return text
