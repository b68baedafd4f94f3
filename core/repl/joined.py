"""Lines that belong together: a backslash at the end, or three quotes not yet closed, lead on to the next."""

from __future__ import annotations

_QUOTES = '"""'


class Joiner:
    """Takes lines one by one and gives the whole text back, the same wherever they were typed."""

    def __init__(self) -> None:
        self._held: list[str] = []

    @property
    def is_empty(self) -> bool:
        return not self._held

    def add(self, line: str) -> str | None:
        """Take a line; return the text once it is whole."""
        text = "\n".join([*self._held, line])
        if not is_open(text) and leads_on(line):
            self._held.append(line[:-1])
            return None
        if is_open(text):
            self._held.append(line)
            return None
        self._held = []
        return unquoted(text)

    def rest(self) -> str:
        """Return what no further line completes."""
        text, self._held = "\n".join(self._held), []
        return unquoted(text + _QUOTES) if is_open(text) else text


def is_open(text: str) -> bool:
    """Say whether three quotes have been opened and not closed."""
    return text.count(_QUOTES) % 2 == 1


def leads_on(line: str) -> bool:
    """Say whether a line ends in a backslash; two of them are an ordinary backslash."""
    return line.endswith("\\") and not line.endswith("\\\\")


def unquoted(text: str) -> str:
    """Take the quotes off a text written between three quotes on each side."""
    bare = text.strip()
    if len(bare) >= 6 and bare.startswith(_QUOTES) and bare.endswith(_QUOTES) and bare.count(_QUOTES) == 2:
        return bare[3:-3].strip("\n")
    return text
