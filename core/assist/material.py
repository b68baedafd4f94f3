"""Text that goes along with a question: what it names with @, and what a pipe brings. Bounded, and never a device."""

from __future__ import annotations

import os
import re
import select
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from core.assist.clipboard import clipboard_text
from core.assist.folder_text import folder_text
from core.assist.references import References
from core.store.plain_file import open_plain
from core.store.typed_path import typed_path
from core.words.errors import BrokenFile, DiskError, DoesNotFit, LuciferError, Refused, UsageError
from core.words.safe_text import clean_input, visible
from core.words.units import bytes_text
from core.words.values import Message, Origin, Role

SIZE_MAX_BYTES = 20_000_000
WAIT_SECONDS = 0.2
# Where the texts below a question come from, as its message says.
GIVEN: tuple[Origin, ...] = ("file", "stdin", "command output")
_SHOWN_MAX = 80
_NAMED = re.compile(r"""(?:(?<=\s)|^)@(?:"([^"]+)"|'([^']+)'|(\S+))""")
_MATERIAL = re.compile(r"(?:^|\n\n)[^\n]+:\n`{3,}\n")
# One text from its name to its end; a fence is longer than any within it.
_FENCED = re.compile(r"(?:^|\n\n)([^\n]+):\n(`{3,})\n.*?\n\2(?=\n\n|$)", re.DOTALL)
# "notes.txt" and "a/b", but neither "@ann" nor "@app.route('/')".
_LIKE_A_FILE = re.compile(r"[\w.~/+-]*[./][\w.~/+-]*\w/?")
# In a pasted program, what stands above a function is no file's name.
_DECORATED = re.compile(r"[ \t]*\n\s*(?:@|def |class |async )")


@dataclass(frozen=True, slots=True)
class Material:
    """A text the person gave with a question, and where it came from.

    `path` is the file's, where it is one; `part` says which of its lines these are; `files` are the texts of a folder,
    whose tree is the text. `spoken_of` marks what goes along unnamed, because the question speaks of it.
    """

    name: str
    text: str
    origin: Origin
    path: str = ""
    part: str = ""
    files: tuple[tuple[str, str], ...] = ()
    passed_over: str = ""
    spoken_of: bool = False

    @property
    def is_folder(self) -> bool:
        return self.origin == "file" and self.name.endswith("/")


def named_material(question: str, folder: Path, references: References | None = None) -> tuple[Material, ...]:
    """Read what a question names as @file, @folder, @last or @clipboard; any other @word stays a word."""
    found = []
    for match in _NAMED.finditer(question):
        name = (match[1] or match[2] or match[3]).rstrip(",;:?!") if match[3] else (match[1] or match[2])
        special = _special(name.rstrip("."), references) if match[3] else None
        if special is not None:
            found.append(special)
            continue
        path = _there(name, folder)
        if path is None and name.endswith("."):
            name = name.rstrip(".")
            path = _there(name, folder)
        if path is not None:
            found.append(_folder(name, path) if path.is_dir() else
                         Material(name, read_file(path), "file", _whole(path)))
        elif not match[3] or (_LIKE_A_FILE.fullmatch(name) and not _DECORATED.match(question, match.end())):
            shown = visible(name if len(name) <= _SHOWN_MAX else name[:_SHOWN_MAX - 1] + "…")
            raise UsageError(f"there is no file {shown}", hint=f"if no file is meant, write it as `@{shown}`")
    return tuple(found)


def output_material(references: References) -> Material | None:
    """Return the last command with what it wrote, as it goes along unnamed; None when none ran."""
    ran, output = references.last_run()
    last = output or ran
    if last is None:
        return None
    wrote = output.text.rstrip() if output else "(it wrote nothing)"
    text = "\n".join(part for part in (f"$ {ran.text}" if ran else "", wrote, f"({last.how})" if last.how else "")
                     if part)
    return Material(f"the output of {ran.name}" if ran else "the last output", text, "command output", spoken_of=True)


def file_material(path: Path) -> Material | None:
    """Return a file as it goes along unnamed; None where it cannot, since nobody asked for it by name."""
    try:
        return Material(path.name, read_file(path), "file", _whole(path), spoken_of=True)
    except LuciferError:
        return None


def _special(name: str, references: References | None) -> Material | None:
    """Return what @last and @clipboard stand for; a file of that name is written @./last."""
    if name == "clipboard":
        return Material("the clipboard", clipboard_text(), "command output")
    if name != "last" or references is None:
        return None
    found = output_material(references)
    if found is None:
        raise UsageError("no command was run in this session", hint="a file called last is written @./last")
    return replace(found, spoken_of=False)


def _folder(name: str, path: Path) -> Material:
    read = folder_text(path)
    return Material(name.rstrip("/") + "/", read.tree or "(empty)", "file", _whole(path), files=read.files,
                    passed_over=read.passed_over)


def _whole(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - a link keeps its own name


def _there(name: str, folder: Path) -> Path | None:
    """Return the file of that name, or None when there is none or can be none."""
    try:
        path = typed_path(name, folder)
    except (UsageError, DiskError):
        return None
    return path if os.path.lexists(path) else None


def read_file(path: Path) -> str:
    """Read a text file of bounded size; refuse devices, pipes, folders and binary files with the reason."""
    try:
        handle, facts = open_plain(path)
    except BrokenFile as error:
        raise Refused(error.message, hint="name a file that holds text") from error
    with os.fdopen(handle, "rb") as file:
        if facts.st_size > SIZE_MAX_BYTES:
            raise _too_large(str(path), facts.st_size)
        try:
            data = file.read(SIZE_MAX_BYTES + 1)
        except OSError as error:
            raise DiskError(f"cannot read {path}: {error.strerror}") from error
    if len(data) > SIZE_MAX_BYTES:
        raise _too_large(str(path), len(data))
    return _as_text(str(path), data)


def is_silent(stream: TextIO) -> bool:
    """Say whether an open pipe sends nothing at once; a file, a device and a pipe at its end are not silent."""
    try:
        handle = stream.fileno()
        return not stat.S_ISCHR(os.fstat(handle).st_mode) and not select.select([handle], [], [], WAIT_SECONDS)[0]
    except (OSError, ValueError):
        return False


def piped_text(stream: TextIO, *, wait: bool) -> str:
    """Read what a pipe brings to its end. Unless `wait`, an open pipe that sends nothing at once is left alone."""
    try:
        handle = stream.fileno()
        mode = os.fstat(handle).st_mode
    except (OSError, ValueError):
        return clean_input(stream.read(SIZE_MAX_BYTES + 1)) if wait else ""
    if not wait and (stat.S_ISCHR(mode) or is_silent(stream)):
        return ""
    data = bytearray()
    # Something has arrived: its writer is at work, so its pauses are waited for.
    while len(data) <= SIZE_MAX_BYTES:
        try:
            part = os.read(handle, 65_536)
        except OSError as error:
            raise DiskError(f"cannot read standard input: {error.strerror}") from error
        if not part:
            return _as_text("standard input", bytes(data))
        data += part
    raise _too_large("standard input", len(data))


def with_material(question: str, materials: tuple[Material, ...]) -> str:
    """Write the question with its texts below it, each fenced and named."""
    parts = [question]
    for material in materials:
        longest = max(map(len, re.findall(r"`{3,}", material.text)), default=2)
        fence = "`" * (longest + 1)
        name = f"{material.name} ({material.part})" if material.part else material.name
        parts.append(f"{name}:\n{fence}\n{material.text.rstrip()}\n{fence}")
    return "\n\n".join(part for part in parts if part)


def question_alone(message: Message) -> str:
    """Return a question without the texts that went along with it."""
    if message.origin not in GIVEN:
        return message.text
    return _MATERIAL.split(message.text, maxsplit=1)[0]


def without_texts(turns: Sequence[Message]) -> list[Message]:
    """Leave out the questions that texts went along with, and their answers.

    A model that never learned to read texts makes no sense for as long as it has one before it.
    """
    given = [turn.role is Role.USER and turn.origin in GIVEN for turn in turns]
    return [turn for place, turn in enumerate(turns)
            if not given[place] and not (turn.role is Role.ASSISTANT and place and given[place - 1])]


def material_names(message: Message) -> list[str]:
    """Return the names of the texts that went along with a question."""
    if message.origin not in GIVEN:
        return []
    return [match[1] for match in _FENCED.finditer(message.text)] or [
        {"file": "a file", "stdin": "standard input"}.get(message.origin, "what a command wrote")]


def _as_text(name: str, data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return clean_input(data.decode(encoding, errors="replace").lstrip("\ufeff"))
    if b"\0" in data[:8192]:
        raise Refused(f"{name} is binary ({bytes_text(len(data))})", hint="a model reads text")
    return clean_input(data.decode("utf-8", errors="replace"))


def _too_large(name: str, size_bytes: int) -> DoesNotFit:
    return DoesNotFit(f"{name} has {bytes_text(size_bytes)}, more than the {bytes_text(SIZE_MAX_BYTES)} that may go "
                      "with a question", hint="cut out the part that matters, e.g. with head or grep")
