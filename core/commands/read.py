"""`read`: what is in a file, whole or some of its lines."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from core.app import App
from core.assist.file_reading import Part, read_lines
from core.commands.declare import command
from core.commands.file_kinds import ReadingWords
from core.commands.file_requests import Reading
from core.commands.file_rows import counted
from core.commands.files_meant import exactly, files_meant
from core.commands.which_files import shown
from core.words.errors import UsageError
from core.words.events import Answer, Event, Events, Notice
from core.words.units import bytes_text

# Shown at a prompt: what a person can look through. On a command line, what a program can want.
_LINES_MAX, _BYTES_MAX = 500, 40_000
_ONCE_LINES_MAX, _ONCE_BYTES_MAX = 10_000_000, 64_000_000
_LANGUAGES = {
    ".py": "python", ".pyi": "python", ".js": "javascript", ".mjs": "javascript", ".ts": "typescript", ".tsx": "tsx",
    ".jsx": "jsx", ".sh": "bash", ".bash": "bash", ".zsh": "bash", ".c": "c", ".h": "c", ".cpp": "cpp", ".hpp": "cpp",
    ".cc": "cpp", ".rs": "rust", ".go": "go", ".java": "java", ".rb": "ruby", ".php": "php", ".json": "json",
    ".yaml": "yaml", ".yml": "yaml", ".toml": "toml", ".ini": "ini", ".cfg": "ini", ".html": "html", ".xml": "xml",
    ".css": "css", ".sql": "sql", ".md": "markdown", ".diff": "diff", ".patch": "diff", ".lua": "lua", ".pl": "perl",
    ".kt": "kotlin", ".swift": "swift", ".cs": "csharp", ".r": "r", ".tex": "latex", ".scss": "scss", ".vue": "vue"}
_NAMES = {"makefile": "make", "dockerfile": "docker", "cmakelists.txt": "cmake", ".bashrc": "bash", ".zshrc": "bash"}


@command("read", aliases=("cat", "show"), group="files")
def read(app: App, what: ReadingWords) -> Events:
    """Show a file: `read main.py`, `read the first 20 lines of main.py`, `read lines 10 to 20 of main.py`.

    `it` and `that file` are the file at hand. At the prompt at most 500 lines are shown at once, and it says so.
    """
    files = yield from _files(app, exactly(app, what.whole, what.files))
    for path in files:
        if len(files) > 1:
            yield Notice(f"{shown(app, path)}:")
        part = _part(app, path, what)
        yield from _shown_part(app, path, part)
        app.references.note("file", str(path), "read")
    if len(files) > 1:
        app.references.note_list(files)
    return 0


def _files(app: App, words: Sequence[str]) -> Generator[Event, str, list[Path]]:
    files = yield from files_meant(app, words)
    for path in files:
        if path.is_dir():
            raise UsageError(f"{shown(app, path)} is a folder", hint=f"`list {shown(app, path)}` shows what is in it")
    return files


def _part(app: App, path: Path, what: Reading) -> Part:
    lines, size = (_LINES_MAX, _BYTES_MAX) if app.interactive else (_ONCE_LINES_MAX, _ONCE_BYTES_MAX)
    return read_lines(path, begin=max(1, what.begin), end=what.end, last=what.last, lines_max=lines, bytes_max=size)


def _shown_part(app: App, path: Path, part: Part) -> Generator[Event, str, None]:
    data = {"path": str(path), "text": part.text, "first_line": part.first, "last_line": part.last,
            "total_lines": part.total, "size_bytes": part.size_bytes, "cut": part.cut}
    if part.text:
        language = _NAMES.get(path.name.lower()) or _LANGUAGES.get(path.suffix.lower(), "")
        yield Answer(part.text, data, "code", language)
    elif app.flags.json:
        yield Answer("", data)
    if not part.text:
        lines = f"{shown(app, path)} has only {counted(part.total, 'line')}" if part.total else (
            f"{shown(app, path)} is empty")
        yield Notice(lines)
    elif part.cut:
        total = f" of {part.total:,}" if part.total is not None else ""
        name = f'"{shown(app, path)}"' if " " in shown(app, path) else shown(app, path)
        more = f"; `read lines {part.last + 1} to {part.last + _LINES_MAX} of {name}` goes on" if (
            part.last and part.last < (part.total or part.last + 1)) else ""
        span = f"lines {part.first:,} to {part.last:,}{total}" if part.last else "the last lines"
        if part.first == part.last and not part.text.endswith("\n"):
            span = f"the beginning of line {part.first:,}{total}"
        yield Notice(f"{span}, {bytes_text(part.size_bytes)} in all{more}")
