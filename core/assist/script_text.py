"""The text of a script, its code told apart from what is only quoted or remarked; and one change made to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

OPENING = {"(": ")", "[": "]", "{": "}"}
CLOSING = {closing: opening for opening, closing in OPENING.items()}
HIDDEN = "\x01"
_PYTHON = re.compile(r"""
    (?P<remark>\#[^\n]*)
  | (?P<string>(?:'{3}|"{3})(?:\\.|[^\\])*?(?:(?<=[^\\])(?:'{3}|"{3})|\Z)|'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?)
""", re.VERBOSE | re.DOTALL)
_JAVASCRIPT = re.compile(r"""
    (?P<remark>//[^\n]*|/\*.*?(?:\*/|\Z))
  | (?P<string>'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|`(?:\\.|[^`\\])*`?
      |(?:(?<=[=(,:;!&|?{}\n])|(?<=[=(,:;!&|?{}\n]\ )|(?<=return\ ))
       /(?![/*\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/\w*)
""", re.VERBOSE | re.DOTALL)
_SHELL = re.compile(r"""
    (?P<remark>(?<![^\s;&|()])\#[^\n]*)
  | (?P<string>'[^']*'?|"(?:\\.|[^"\\])*"?)
  | (?P<escape>\\.)
""", re.VERBOSE | re.DOTALL)
# Code in a string: f"{name}" of Python, `${name}` of JavaScript.
_FORMAT_HOLE = re.compile(r"(?<!\{)\{(?!\{)([^{}'\"!:\n]*)")
_TEMPLATE_HOLE = re.compile(r"\$\{([^{}'\"`\n]*)")
_PATTERNS = {"python": _PYTHON, "javascript": _JAVASCRIPT, "bash": _SHELL}


@dataclass(frozen=True, slots=True)
class Repair:
    """The whole text of a script with one thing changed, and why, in one line."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket that lacks its partner, or has the wrong one; `line` counts from 1."""

    sign: str
    at: int
    line: int
    partner: str = ""


def listed(words: str) -> tuple[str, ...]:
    """Return the words of a list that is written as one text."""
    return tuple(words.split())


def masked(text: str, language: str) -> str:
    """Return a text of the same length whose strings keep only their quotes and whose remarks are blanks."""
    pattern = _PATTERNS.get(language)
    return pattern.sub(_hide, text) if pattern else text


def _hide(match: re.Match[str]) -> str:
    found = match[0]
    if match.lastgroup == "remark":
        return re.sub(r"[^\n]", " ", found)
    if len(found) == 1 or match.lastgroup == "escape":
        return re.sub(r"[^\n]", HIDDEN, found) if match.lastgroup == "escape" else found
    quote = found[:3] if found[:3] in ("'''", '"""') else found[0]
    closed = len(found) >= 2 * len(quote) and found.endswith(quote)
    inner = found[len(quote):len(found) - len(quote)] if closed else found[len(quote):]
    before = re.search(r"(?:^|\W)([rR]?[fF][rR]?)$", match.string[max(0, match.start() - 3):match.start()])
    holes = _TEMPLATE_HOLE if quote == "`" else _FORMAT_HOLE if before else None
    return quote + _hidden(inner, holes) + (quote if closed else "")


def _hidden(inner: str, holes: re.Pattern[str] | None) -> str:
    """Hide the letters of a string, but not the code that stands in it."""
    if holes is None:
        return re.sub(r"[^\n]", HIDDEN, inner)
    pieces, last = [], 0
    for match in holes.finditer(inner):
        pieces += [re.sub(r"[^\n]", HIDDEN, inner[last:match.start(1)]), match[1]]
        last = match.end(1)
    return "".join([*pieces, re.sub(r"[^\n]", HIDDEN, inner[last:])])


def unpaired(mask: str) -> list[Bracket]:
    """Return the brackets of a masked text that are opened and not closed, closed and not opened, or mixed up."""
    found: list[Bracket] = []
    open_: list[Bracket] = []
    line = 1
    for at, sign in enumerate(mask):
        if sign == "\n":
            line += 1
        elif sign in OPENING:
            open_.append(Bracket(sign, at, line))
        elif sign in CLOSING:
            if open_ and open_[-1].sign == CLOSING[sign]:
                open_.pop()
            elif open_ and any(bracket.sign == CLOSING[sign] for bracket in open_):
                # What stands between was left open.
                while open_[-1].sign != CLOSING[sign]:
                    found.append(open_.pop())
                open_.pop()
            else:
                found.append(Bracket(sign, at, line, open_[-1].sign if open_ else ""))
    return sorted([*found, *open_], key=lambda bracket: bracket.at)


def line_of(text: str, number: int) -> str:
    """Return a line by its number, without its end; "" where there is none."""
    lines = text.split("\n")
    return lines[number - 1] if 1 <= number <= len(lines) else ""


def with_line(text: str, number: int, line: str | None, *, count: int = 1) -> str:
    """Return the text with a line (or `count` of them) replaced; None takes it out."""
    lines = text.split("\n")
    lines[number - 1:number - 1 + count] = [] if line is None else line.split("\n")
    return "\n".join(lines)


def with_line_before(text: str, number: int, line: str) -> str:
    """Return the text with a line put in before the line of that number."""
    lines = text.split("\n")
    lines.insert(number - 1, line)
    return "\n".join(lines)


def inserted(text: str, at: int, what: str) -> str:
    """Return the text with something put in at a place."""
    return text[:at] + what + text[at:]


def indent_of(line: str) -> str:
    """Return the blanks that a line begins with."""
    return line[:len(line) - len(line.lstrip())]


def code_end(mask_line: str) -> int:
    """Return where the code of a masked line ends: remarks are blanks there."""
    return len(mask_line.rstrip())


def replaced_word(line: str, mask_line: str, word: str, new: str) -> str:
    """Return a line with a name replaced wherever it stands as code."""
    pieces, last = [], 0
    for match in re.finditer(rf"(?<![\w$]){re.escape(word)}(?![\w$])", mask_line):
        pieces += [line[last:match.start()], new]
        last = match.end()
    return "".join([*pieces, line[last:]])


def rewritten(line: str, language: str, pattern: str, new: str) -> str:
    """Return a line with a pattern replaced where it stands as code; `new` may name groups as \\1."""
    pieces, last = [], 0
    wanted = re.compile(pattern)
    for hidden in wanted.finditer(masked(line, language)):
        match = wanted.match(line, hidden.start())
        if match and hidden.start() >= last:
            pieces += [line[last:match.start()], match.expand(new)]
            last = match.end()
    return "".join([*pieces, line[last:]])


def translated(line: str, language: str, words: Sequence[tuple[str, str, str]]) -> tuple[str, list[str]]:
    """Apply (pattern, new, reason) to a line's code one after the other; return it with the reasons that applied."""
    reasons: dict[str, None] = {}
    for pattern, new, reason in words:
        after = rewritten(line, language, pattern, new)
        if after != line:
            line, reasons[reason] = after, None
    return line, list(reasons)
