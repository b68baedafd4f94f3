"""Lines typed at a terminal that can do nothing but lines: `--plain`, a dumb terminal, a screen reader."""

from __future__ import annotations

from typing import TextIO

from core.words.safe_text import clean_input


class PlainReader:
    """Reads one line at a time; a backslash at its end or three quotes go on to the next."""

    def __init__(self, stdin: TextIO, stderr: TextIO, sign: str) -> None:
        self._stdin = stdin
        self._stderr = stderr
        self._sign = sign

    def read(self) -> str:
        """Return a line; raise EOFError at the end."""
        lines: list[str] = []
        quoted = False
        while True:
            self._stderr.write(self._sign if not lines else ". ")
            self._stderr.flush()
            typed = self._stdin.readline()
            if not typed and not lines:
                raise EOFError
            text = clean_input(typed).rstrip("\n")
            if text.count('"""') % 2:
                quoted = not quoted
                text = text.replace('"""', "")
            elif not quoted and text.endswith("\\") and not text.endswith("\\\\"):
                lines.append(text[:-1])
                continue
            lines.append(text)
            if not quoted or not typed:
                return "\n".join(lines).strip("\n")
