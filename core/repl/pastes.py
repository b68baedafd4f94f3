"""Long pastes at the prompt: shown as one short mark, handed on in full."""

from __future__ import annotations

import re

from core.words.safe_text import clean_input

LINES_MAX = 5
CHARS_MAX = 800
BYTES_MAX = 4_000_000

_MARK = re.compile(r"\[Pasted #(\d+) \+\d+ (?:lines|characters)\]")


class Pastes:
    """Keeps what was pasted into one line of the prompt."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def fold(self, pasted: str) -> str:
        """Return what to insert for pasted text: itself when short, else a mark such as [Pasted #1 +80 lines]."""
        text = clean_input(pasted)
        count = len(text.splitlines())
        if count <= LINES_MAX and len(text) <= CHARS_MAX:
            return text
        self._texts.append(text)
        size = f"{count} lines" if count > 1 else f"{len(text)} characters"
        return f"[Pasted #{len(self._texts)} +{size}]"

    def expand(self, line: str) -> str:
        """Put the pasted texts back in the place of their marks; a mark the person typed stays as it is."""

        def text_of(mark: re.Match[str]) -> str:
            number = int(mark[1])
            return self._texts[number - 1] if 1 <= number <= len(self._texts) else mark[0]

        return _MARK.sub(text_of, line)

    def forget(self) -> None:
        """Begin a new line; its first paste is #1."""
        self._texts.clear()
