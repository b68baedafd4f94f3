"""What went wrong in a script, read from what its interpreter wrote: file, line, kind of error, message."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from core.words.values import Json

_READ_CHARACTERS_MAX = 60_000
_PYTHON_FRAME = re.compile(r'^  File "(?P<file>[^"]+)", line (?P<line>\d+)(?:, in (?P<where>.+))?$')
_PYTHON_LAST = re.compile(r"^(?P<kind>(?:[A-Za-z_]\w*\.)*[A-Z]\w*)(?:: ?(?P<message>.*))?$")
_SHELL = re.compile(r"^(?P<file>[^\n:]+?): (?:line )?(?P<line>\d+): (?P<message>.+)$")
_NODE_PLACE = re.compile(r"^(?:file://)?(?P<file>(?:/|[A-Za-z]:\\|\.{0,2}/)[^\n]*?):(?P<line>\d+)$")
_NODE_STACK = re.compile(r"^\s+at (?:.*\()?(?:file://)?(?P<file>/[^\n()]+):(?P<line>\d+):(?P<column>\d+)\)?$")
_NODE_LAST = re.compile(r"^(?:Uncaught )?(?P<kind>[A-Z]\w*(?:Error|Exception))(?: \[\w+\])?(?:: (?P<message>.*))?$")
# Bash goes on after most of what goes wrong in it; these stop it, or are the reason for what follows.
_SHELL_SYNTAX = re.compile(r"syntax error|unexpected (?:EOF|end of file)|unterminated|bad substitution", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScriptError:
    """One error. `line` 0 is not known; `own` False: it is in another file than the script."""

    language: str
    kind: str
    message: str
    file: str
    line: int
    own: bool = True
    column: int = 0

    @property
    def title(self) -> str:
        """The error in one line, as the interpreter says it."""
        if self.language == "bash":
            return self.message or self.kind
        return f"{self.kind}: {self.message}" if self.message else self.kind

    def data(self) -> Json:
        """Write it as JSON."""
        return {"language": self.language, "kind": self.kind, "message": self.message, "file": self.file,
                "line": self.line or None}


def read_error(language: str, written: str, path: Path) -> ScriptError | None:
    """Find the error in what a script wrote to its standard error; None where there is none to be read."""
    written = written[-_READ_CHARACTERS_MAX:]
    if language == "python":
        return _read_python(written, path)
    if language == "bash":
        return _read_shell(written, path)
    return _read_node(written, path) if language == "javascript" else None


def _read_python(written: str, path: Path) -> ScriptError | None:
    """Read the last traceback: the error at its end, and the deepest of its places that is in the script."""
    lines = written.splitlines()
    last = next((place for place in range(len(lines) - 1, -1, -1) if _PYTHON_FRAME.match(lines[place])), None)
    if last is None:
        return None
    ended = next((place for place in range(last + 1, len(lines)) if lines[place] and not lines[place][0].isspace()
                  and _PYTHON_LAST.match(lines[place])), None)
    if ended is None:
        return None
    found = _PYTHON_LAST.match(lines[ended])
    frames = []
    for line in reversed(lines[:last + 1]):
        frame = _PYTHON_FRAME.match(line)
        if frame:
            frames.append((frame["file"], int(frame["line"])))
        elif not line.startswith("  ") and frames:
            break
    own = next((frame for frame in frames if _same(frame[0], path)), None)
    # Where no place is the script's own, the file of the person that it was read from comes before a library.
    place = own or next((frame for frame in frames if not _of_library(frame[0])), frames[0])
    deeper = next((frame for frame in frames if not _of_library(frame[0])), place)
    kind = found["kind"].rpartition(".")[2] if found else ""
    syntax = kind in ("SyntaxError", "IndentationError", "TabError")
    if syntax and frames[0] != own:
        place = frames[0]
    elif own and deeper != own and not _same(deeper[0], path):
        place = deeper
    column = _caret(lines, last) if syntax else 0
    return ScriptError("python", kind, (found["message"] or "").strip() if found else "", place[0], place[1],
                       _same(place[0], path), column)


def _caret(lines: list[str], frame: int) -> int:
    """Return the column that the caret below the source line points to, 1 for the first; 0 where there is none."""
    if frame + 2 >= len(lines) or "^" not in lines[frame + 2]:
        return 0
    shown, caret = lines[frame + 1], lines[frame + 2]
    return caret.index("^") - (len(shown) - len(shown.lstrip())) + 1


def _read_shell(written: str, path: Path) -> ScriptError | None:
    found: list[ScriptError] = []
    for line in written.splitlines():
        match = _SHELL.match(line)
        if match is None or not _names(match["file"], path):
            continue
        message = match["message"]
        message = message.split(": ", 1)[-1] if re.match(r"-c: line \d+:", message) else message
        kind = "SyntaxError" if _SHELL_SYNTAX.search(message) else "ShellError"
        found.append(ScriptError("bash", kind, message, str(path), int(match["line"])))
    # The line that a syntax error quotes back ("line 5: `fi'") is no error of its own.
    found = [error for error in found if not re.fullmatch(r"`.*'", error.message)]
    return next((error for error in found if error.kind == "SyntaxError"), found[0] if found else None)


def _read_node(written: str, path: Path) -> ScriptError | None:
    lines = written.splitlines()
    ended = next((place for place, line in enumerate(lines) if _NODE_LAST.match(line)), None)
    if ended is None:
        return None
    found = _NODE_LAST.match(lines[ended])
    shown = [match for match in map(_NODE_PLACE.match, lines[:ended]) if match]
    stack = [match for match in map(_NODE_STACK.match, lines[ended + 1:]) if match]
    places = [(match["file"], int(match["line"]), 0) for match in shown]
    places += [(match["file"], int(match["line"]), int(match["column"])) for match in stack]
    places = [place for place in places if not place[0].startswith("node:") and "/node_modules/" not in place[0]]
    if found is None or not places:
        return None
    own = next((place for place in places if _same(place[0], path)), None)
    file, line, column = own or places[0]
    column = column or next((place[2] for place in places if place[:2] == (file, line) and place[2]), 0)
    column = column or _node_caret(lines, file, line)
    return ScriptError("javascript", found["kind"], (found["message"] or "").strip(), file, line, own is not None,
                       column)


def _node_caret(lines: list[str], file: str, line: int) -> int:
    place = next((at for at, text in enumerate(lines) if text.endswith(f"{file}:{line}")), len(lines))
    return lines[place + 2].find("^") + 1 if place + 2 < len(lines) else 0


def _same(name: str, path: Path) -> bool:
    if name in (str(path), str(path.resolve())):
        return True
    return Path(name).name == path.name and os.path.realpath(name) == os.path.realpath(path)


def _names(name: str, path: Path) -> bool:
    return Path(name).name == path.name


def _of_library(name: str) -> bool:
    return name.startswith("<") or bool(re.search(r"/(?:site|dist)-packages/|/lib/python[\d.]+/", name))
