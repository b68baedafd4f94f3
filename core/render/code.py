"""Code coloured line by line while it arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeAlias

from core.render.theme import Theme

# A line is coloured in the light of those before it: enough for a doc string, little enough to cost nothing.
LINES_BEFORE_MAX = 30
LINE_CHARS_MAX = 400
LINES_COLOURED_MAX = 1_000

Kind: TypeAlias = tuple[str, ...]
Tokens: TypeAlias = Callable[[str], Iterable[tuple[Kind, str]]]
Paint: TypeAlias = Callable[[Kind, str], str]


class Highlighter:
    """Colours the lines of one code block; a language nobody knows stays plain."""

    def __init__(self, language: str, theme: Theme) -> None:
        self._parts = _open(language, light=theme.light) if language and theme.colour else None
        self._before: list[str] = []
        self._left = LINES_COLOURED_MAX

    def line(self, text: str) -> str:
        """Return the next line, coloured."""
        self._before = [*self._before[-LINES_BEFORE_MAX:], text[:LINE_CHARS_MAX]]
        self._left -= 1
        if self._parts is None or self._left < 0 or len(text) > LINE_CHARS_MAX or not text.strip():
            return text
        tokens, paint = self._parts
        source = "\n".join(self._before)
        skip = len(source) - len(text)
        painted = []
        at = 0
        for kind, piece in tokens(source):
            # A token that began before this line is cut at the line's start.
            part = piece[max(0, skip - at) : max(0, len(source) - at)]
            at += len(piece)
            if part:
                painted.append(paint(kind, part))
        return "".join(painted)


@lru_cache(maxsize=32)
def _open(language: str, *, light: bool) -> tuple[Tokens, Paint] | None:
    """Return what cuts this language into tokens and what paints one; None for an unknown language."""
    from rich.color import ColorSystem  # noqa: PLC0415 - rich is not needed before the first code block
    from rich.syntax import Syntax  # noqa: PLC0415 - the same

    theme = Syntax.get_theme("ansi_light" if light else "ansi_dark")
    lexer = Syntax("", language, tab_size=0).lexer  # tabs stay tabs: what comes out is as long as what went in
    if lexer is None:
        return None

    def paint(kind: Kind, text: str) -> str:
        return theme.get_style_for_token(kind).render(text, color_system=ColorSystem.STANDARD)

    return lexer.get_tokens, paint
