"""What a program has changed about the terminal it was lent, and the sequences that change it back."""

from __future__ import annotations

import re

_HELD_MAX = 4096
# Private modes that a terminal begins with switched on; every other one begins switched off.
_ON_AT_FIRST = frozenset((7, 25))
# Not ours to change back: what is drawn while it holds back, and the colours of the window.
_LEFT_ALONE = frozenset((3, 12, 2026))
_SEQUENCE = re.compile(
    rb"\x1b\[\?(?P<private>[0-9;]{1,60})(?P<set>[hl])|(?P<keypad>\x1b[=>])|(?P<region>\x1b\[[0-9]*;?[0-9]*r)"
    rb"|(?P<push>\x1b\[>[0-9;]*u)|(?P<pop>\x1b\[<[0-9]*u)|(?P<keys>\x1b\[>4;[0-9]+m)|(?P<shape>\x1b\[[0-9]* q)"
    rb"|(?P<reset>\x1bc|\x1b\[!p)|(?P<insert>\x1b\[4[hl])|(?P<charset>\x1b\(0|\x0e)|(?P<ascii>\x1b\(B|\x0f)"
    rb"|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b(?:[ -/]+[0-~]|[0-OQ-WYZ\\`-~])")


class Traces:
    """Is fed everything that a program writes."""

    def __init__(self) -> None:
        self._held = b""
        self._private: dict[int, bool] = {}
        self._others: dict[str, bytes] = {}
        self._pushed = 0
        self._line_open = self._coloured = False

    def feed(self, data: bytes) -> None:
        """Take what was written next, cut anywhere."""
        data = self._held + data
        self._held = b""
        at = 0
        for match in _SEQUENCE.finditer(data):
            self._text(data[at:match.start()])
            at = match.end()
            self._take(match)
        rest = data[at:]
        begun = rest.rfind(b"\x1b")
        if begun >= 0 and len(rest) - begun < _HELD_MAX:
            self._held, rest = rest[begun:], rest[:begun]
        self._text(rest)

    def undo(self) -> str:
        """Return what puts the terminal back: its modes, colours and cursor, and the beginning of a line."""
        parts = [b"\x1b[0m"] if self._coloured else []
        for number, on in self._private.items():
            wanted = number in _ON_AT_FIRST
            if on != wanted and number not in _LEFT_ALONE:
                parts.append(b"\x1b[?%d%c" % (number, b"h" if wanted else b"l"))
        parts += self._others.values()
        if self._pushed > 0:
            parts.append(b"\x1b[<%du" % self._pushed)
        return b"".join(parts).decode("ascii") + ("\r\n" if self._line_open else "")

    def again(self) -> str:
        """Return what a suspended program had set: it is given back when the program goes on."""
        return "".join(f"\x1b[?{number}{'h' if on else 'l'}" for number, on in self._private.items()
                       if on != (number in _ON_AT_FIRST) and number not in _LEFT_ALONE)

    def _text(self, text: bytes) -> None:
        if text:
            self._line_open = text[-1:] not in b"\r\n"

    def _take(self, match: re.Match[bytes]) -> None:
        kind = match.lastgroup or ""
        self._coloured |= match[0][-1:] == b"m" and kind != "keys"
        if kind == "set":
            for number in match["private"].split(b";"):
                if number:
                    self._private[int(number)] = match["set"] == b"h"
                    if int(number) in (47, 1047, 1049):
                        self._line_open = False
        elif kind == "keypad":
            self._note(kind, b"\x1b>" if match[0] == b"\x1b=" else b"")
        elif kind == "region":
            # Setting it moves the cursor home: that is kept.
            self._note(kind, b"\x1b7\x1b[r\x1b8" if match[0] != b"\x1b[r" else b"")
        elif kind in ("push", "pop"):
            self._pushed = max(0, self._pushed + (1 if kind == "push" else -int(match[0][3:-1] or 1)))
        elif kind == "keys":
            self._note(kind, b"\x1b[>4m")
        elif kind == "shape":
            self._note(kind, b"\x1b[0 q")
        elif kind == "insert":
            self._note(kind, b"\x1b[4l" if match[0] == b"\x1b[4h" else b"")
        elif kind in ("charset", "ascii"):
            self._note("charset", b"\x1b(B\x0f" if kind == "charset" else b"")
        elif kind == "reset":
            self._private, self._others, self._pushed = {}, {}, 0
            self._line_open = self._coloured = False

    def _note(self, kind: str, back: bytes) -> None:
        self._others.pop(kind, None)
        if back:
            self._others[kind] = back
