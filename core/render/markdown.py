"""Markdown drawn while it arrives: a finished line becomes rows that never change, only the last line is still open.

Nothing is interpreted but Markdown, links show their real target, and every newline of the model stays a newline.
The work per character is bounded: a line too long to hold is cut into rows as it grows, a table too wide is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from core.render.code import Highlighter
from core.render.columns import cells, cut
from core.render.grid import grid
from core.render.inline import runs
from core.render.theme import Theme
from core.render.wrap import Row, wrap

LINE_CHARS_MAX = 2_000  # of one open line; what is before is drawn for good
TABLE_ROWS_MAX = 500
TABLE_COLUMNS_MAX = 64
FENCE_CHARS_MAX = 80

_FENCE = re.compile(r"^(?P<indent>[ >]{0,24})(?P<fence>`{3,}|~{3,})(?P<words>[ \t]*(?P<language>[\w+#.-]*)[^`]*)$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"^(?P<indent> *)(?P<bullet>[-*+]|\d{1,9}[.)])(?P<gap> {1,4})(?=\S)")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")


@dataclass(slots=True)
class Drawn:
    """Rows that are finished, and those that the next words may still change."""

    done: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """What stands before a line's own text, on its first row and on those after; and the text's style."""

    first: str
    rest: str
    text: str
    style: str = ""
    offset: int = 0  # where the text begins in the source


class MarkdownStream:
    """Feed it safe text; it gives rows for a terminal of the width it is told."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._line = ""
        self._lead: str | None = None  # the rows of this line before are drawn; this stands before the next
        self._style = ""
        self._fence: tuple[str, str] | None = None  # its sign and its indent
        self._opening = ""  # the line that opened it, while nothing stands below that
        self._code: Highlighter | None = None
        self._table: list[str] = []

    def feed(self, text: str, width: int) -> Drawn:
        """Take more text; return the rows it finished and the rows that are open."""
        done: list[str] = []
        lines = text.expandtabs(4).split("\n")
        for index, piece in enumerate(lines):
            for at in range(0, max(1, len(piece)), LINE_CHARS_MAX):
                self._line += piece[at : at + LINE_CHARS_MAX]
                if len(self._line) > LINE_CHARS_MAX:
                    done += self._relieve(width)
            if index < len(lines) - 1:
                done += self._end_line(width)
        if self._fence is None and len(self._line) > 4 * width:
            done += self._relieve(width)
        return Drawn(done, self._open_rows(width))

    def finish(self, width: int) -> list[str]:
        """Return the last rows; the stream can be used again."""
        done = self._end_line(width) if self._line or self._lead is not None else []
        done += self._end_table(width)
        return done + self._end_code()

    # --- whole lines ---------------------------------------------------------------------------------------------

    def _end_line(self, width: int) -> list[str]:
        line, self._line = self._line, ""
        if self._lead is not None:
            rows = self._rows(_Line(self._lead, self._lead, line, self._style), width)
            self._lead, self._style = None, ""
            return [row.text for row in rows]
        if self._fence is not None and self._in_code(line):
            return self._code_line(line)
        if self._fence is not None:  # a quote that ends takes the code in it along
            return self._end_code() + self._text_line(line, width)
        if line.lstrip().startswith("|") and len(line) <= LINE_CHARS_MAX:
            self._table.append(line)
            return self._end_table(width) if len(self._table) > TABLE_ROWS_MAX else []
        return self._end_table(width) + self._text_line(line, width)

    def _text_line(self, line: str, width: int) -> list[str]:
        fence = _FENCE.match(line) if len(line) <= FENCE_CHARS_MAX else None
        if fence:
            words = fence["words"].split()
            self._fence = (fence["fence"], fence["indent"])
            self._code = Highlighter(fence["language"], self._theme)
            self._opening = line if len(words) == 1 else ""
            # One word is the name of a language and goes without saying; more words are text of the answer.
            return [row.text for row in self._rows(self._read(line), width)] if len(words) > 1 else []
        if _RULE.match(line):
            return [self._theme.paint(("─" if self._theme.unicode else "-") * min(width, 60), "rule")]
        return [row.text for row in self._rows(self._read(line), width)] or [""]

    def _in_code(self, line: str) -> bool:
        """Say whether a line still belongs to the block of code: one in a quote ends where the quote does."""
        indent = self._fence[1] if self._fence else ""
        return ">" not in indent or line.lstrip().startswith(">")

    def _code_line(self, line: str) -> list[str]:
        fence, indent = self._fence or ("", "")
        inside = bool(indent) and line[: len(indent)].strip(" >") == ""
        bare = line[len(indent) :].strip() if inside else line.strip()
        if bare and set(bare) == {fence[0]} and len(bare) >= len(fence):
            return self._end_code()
        self._opening = ""
        if inside:
            line = line[len(indent) :]
        return [self._code.line(line) if self._code else line]

    def _end_code(self) -> list[str]:
        """End a block of code; one that held nothing but its opening line shows that."""
        opening, self._opening = self._opening, ""
        self._fence = self._code = None
        return [opening] if opening else []

    def _end_table(self, width: int) -> list[str]:
        lines, self._table = self._table, []
        if not lines:
            return []
        rows = [_cells(line) for line in lines]
        columns = max(len(row) for row in rows)
        if len(lines) < 2 or not _TABLE_RULE.match(lines[1]) or columns > TABLE_COLUMNS_MAX:
            return [row for line in lines for row in self._text_line(line, width)]
        plain = [["".join(run.text for run in runs(cell)) for cell in row] for row in (rows[0], *rows[2:])]
        return grid(plain[0], plain[1:], width, self._theme)

    # --- the open line -------------------------------------------------------------------------------------------

    def _open_rows(self, width: int) -> list[str]:
        if self._table:
            return [cut(line, width) for line in (*self._table, self._line)]
        if not self._line:
            return []
        if self._fence is not None:
            if set(self._line.strip(" >")) <= {self._fence[0][0]}:
                return []  # perhaps the closing fence
            return [cut(self._line[-4 * width :] if cells(self._line) > 4 * width else self._line, width)]
        if self._lead is None and _undecided(self._line):
            return []
        if self._lead is not None:
            line = _Line(self._lead, self._lead, self._line, self._style)
        else:
            line = self._read(self._line)
        return [row.text for row in self._rows(line, width, unfinished=True)]

    def _relieve(self, width: int) -> list[str]:
        """Draw for good all rows of the open line but the last two, and keep the rest open."""
        if self._fence is not None:
            return [] if len(self._line) <= LINE_CHARS_MAX else self._cut_code()
        if self._lead is None:
            done = self._end_table(width)
            line = self._read(self._line)
        else:
            done, line = [], _Line(self._lead, self._lead, self._line, self._style)
        rows = self._rows(line, width, unfinished=True)
        keep = next((at for at in range(len(rows) - 2, 0, -1) if not set(rows[at].marks) & {"[", "("}), None)
        if keep is None:
            return done + (self._as_typed(width) if len(self._line) > LINE_CHARS_MAX else [])
        reopened = "".join(rows[keep].marks)
        self._line = reopened + self._line[line.offset + rows[keep].start :]
        self._lead, self._style = line.rest, line.style
        return done + [row.text for row in rows[:keep]]

    def _as_typed(self, width: int) -> list[str]:
        """Draw a line that is nothing but signs, without reading them."""
        line, self._line = self._line, ""
        self._lead, self._style = "", ""
        return [line[at : at + width // 2] for at in range(0, len(line), max(1, width // 2))]

    def _cut_code(self) -> list[str]:
        self._opening = ""
        line, self._line = self._line[:LINE_CHARS_MAX], self._line[LINE_CHARS_MAX:]
        return [line]

    def _read(self, line: str) -> _Line:
        """Tell a line's prefix (quote bars, indent, bullet) from its text."""
        heading = _HEADING.match(line)
        if heading:
            return _Line("", "", heading[2], "heading", heading.start(2))
        quoted = re.match(r"^(?: {0,3}> ?){1,8}", line)
        bars, offset = "", 0
        if quoted:
            sign = "│ " if self._theme.unicode else "> "
            bars = self._theme.paint(sign * quoted[0].count(">"), "quote")
            offset = quoted.end()
        item = _ITEM.match(line[offset:])
        if item:
            indent = item["indent"][:24]
            bullet = item["bullet"]
            if bullet in "-*+":
                bullet = "•" if self._theme.unicode else "-"
            lead = bars + indent + " " * len(bullet) + " "
            return _Line(f"{bars}{indent}{bullet} ", lead, line[offset + item.end() :], "", offset + item.end())
        blanks = len(line[offset:]) - len(line[offset:].lstrip(" "))
        indent = " " * min(blanks, 24)
        return _Line(bars + indent, bars + indent, line[offset + blanks :], "quote" if quoted else "", offset + blanks)

    def _rows(self, line: _Line, width: int, *, unfinished: bool = False) -> list[Row]:
        lead, rest = _shown_cells(line.first), _shown_cells(line.rest)
        if width - rest < 12:  # deeper than the screen is wide: the text matters more than the indent
            line = _Line("", "", line.text, line.style, line.offset)
            lead = rest = 0
        parts = runs(line.text, unfinished=unfinished)
        rows = wrap(parts, width - lead, width - rest, self._theme, *([line.style] if line.style else []))
        first = [Row(line.first + row.text, row.start, row.marks) for row in rows[:1]]
        return first + [Row(line.rest + row.text, row.start, row.marks) for row in rows[1:]]


def _undecided(line: str) -> bool:
    """Say whether the next characters decide what kind of line this is: "``", "- -", "#"."""
    bare = line.strip()
    if len(line) > FENCE_CHARS_MAX:
        return False
    return bool(re.fullmatch(r"[`~]{1,2}|[`~]{3,}[ \t]*[^\s`]*|#{1,6}|[-*_+>](?:\s*[-*_>])*|\d{1,9}[.)]?|\|", bare))


def _cells(line: str) -> list[str]:
    """Cut a table's row at its bars, but not at escaped ones."""
    bare = line.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", bare)]


def _shown_cells(painted: str) -> int:
    return cells(re.sub("\x1b\\[[0-9;]*m", "", painted))
