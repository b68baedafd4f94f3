"""What a run of text looks like, in the sixteen colours that follow the person's own palette."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.render.inline import Marks

_DARK = {
    "heading": "1;36", "code": "36", "link": "4", "target": "2;4", "quote": "2", "rule": "2", "thought": "2;3",
    "notice": "2", "good": "32", "warning": "33", "error": "1;31", "read-only": "32", "changes": "33",
    "dangerous": "1;31", "bold": "1", "italic": "3", "strike": "9", "command": "1",
}
_LIGHT = _DARK | {
    "heading": "1;34", "code": "34", "warning": "31", "changes": "31",
}
_COLOURLESS = {"0", "1", "2", "3", "4", "9"}
_EMPHASIS = {"*": "italic", "_": "italic", "**": "bold", "__": "bold", "~~": "strike", "[": "link", "(": "target"}


@dataclass(frozen=True, slots=True)
class Theme:
    """Paints text by the name of what it is."""

    light: bool = False
    colour: bool = True
    unicode: bool = True

    def paint(self, text: str, *names: str) -> str:
        """Return the text between the codes for these names."""
        table = _LIGHT if self.light else _DARK
        codes = ";".join(table[name] for name in names if name)
        if not self.colour:
            codes = ";".join(code for code in codes.split(";") if code in _COLOURLESS)
        return f"\x1b[{codes}m{text}\x1b[0m" if codes and text else text


def style_names(marks: Marks) -> tuple[str, ...]:
    """Return the style names of what encloses a run."""
    names: list[str] = []
    for mark in marks:
        if mark.startswith("`"):
            names.append("code")
        elif len(mark) == 3:
            names += ["bold", "italic"]
        else:
            names.append(_EMPHASIS[mark])
    return tuple(dict.fromkeys(names))


def choose_theme(wanted: str, environ: Mapping[str, str], *, unicode: bool) -> Theme:
    """Pick the theme: what was asked for, else what the terminal says of its background, else dark."""
    light = wanted == "light"
    if wanted not in ("light", "dark"):
        background = environ.get("COLORFGBG", "").rpartition(";")[2]
        light = background in ("7", "15")
    return Theme(light=light, colour=not environ.get("NO_COLOR"), unicode=unicode)
