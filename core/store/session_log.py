"""One conversation's log: a file of JSON lines that is only ever appended to, safe for two writers at once."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import get_args

from core.store.atomic import append_line
from core.store.numbers import NUMBER_LIMIT, next_number
from core.store.plain_file import open_plain
from core.words.errors import BrokenFile, DiskError
from core.words.safe_text import safe_json
from core.words.values import Json, Message, Origin, Role, Usage

_SIZE_MAX = 1_000_000_000
_TITLE_MAX = 60
_ROLES = {role.value: role for role in Role}
_ORIGINS: tuple[Origin, ...] = get_args(Origin)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read: `type` is message, retract, start or a note of what happened."""

    seq: int
    at: str
    type: str
    facts: dict[str, Json]


class Session:
    """A conversation, in memory and in its log. The log appears with the first message."""

    def __init__(self, path: Path, session_id: str, model: str | None = None) -> None:
        self.id = session_id
        self.path = path
        self.notices: list[str] = []
        self._model = model
        self._lines: list[Line] = []
        self._unwritten: list[Line] = []
        self._known: set[int] = set()
        self._offset = 0
        self._opened = False
        self._file: tuple[int, int] | None = None

    def add(self, message: Message, usage: Usage | None = None, model: str | None = None) -> None:
        """Append one turn at once; raise DiskError (the turn then still counts in this process)."""
        facts: dict[str, Json] = {"role": message.role.value, "text": message.text, "origin": message.origin}
        if message.thought:
            facts["thought"] = message.thought
        if model:
            facts["model"] = model
        if usage:
            facts["usage"] = asdict(usage)
        self._append("message", facts, at=message.at)

    def event(self, type_: str, **facts: Json) -> None:
        """Append a remark on what happened (a command that ran, a model change); it is no part of the conversation."""
        self._append(type_, facts)

    def retract(self, count: int) -> list[Message]:
        """Take back the last `count` messages by a further line; return them, oldest first."""
        standing = self._standing()[-count:] if count > 0 else []
        if standing:
            self._append("retract", {"seqs": [line.seq for line in standing]})
        return [_message(line) for line in standing]

    def messages(self) -> list[Message]:
        """Return the conversation as it stands, turns of another process included."""
        return [_message(line) for line in self._standing()]

    def lines(self) -> list[Line]:
        """Return everything the log holds, retracted turns and remarks too, in order."""
        self._refresh()
        return list(self._lines)

    @property
    def title(self) -> str:
        """The beginning of the first question."""
        return title_of(self._lines)

    @property
    def model(self) -> str | None:
        """The model that spoke last."""
        named = [line.facts["model"] for line in self._lines if isinstance(line.facts.get("model"), str)]
        return named[-1] if named else self._model

    def _standing(self) -> list[Line]:
        self._refresh()
        return standing(self._lines)

    def _append(self, type_: str, facts: dict[str, Json], at: str = "") -> None:
        self._refresh()
        if self._file is None and all(line.type != "start" for line in self._unwritten):
            self._remember("start", {"id": self.id, "model": self._model}, "")
        self._remember(type_, facts, at)
        # What a full disk once kept out is written before what comes after it.
        while self._unwritten:
            self._write(self._unwritten[0])
            del self._unwritten[0]

    def _remember(self, type_: str, facts: dict[str, Json], at: str) -> None:
        """Number a line before anything is written: an answer must not vanish because the disk is full."""
        number = next_number(self.path.parent, self._lines[-1].seq if self._lines else 0)
        at = at or datetime.now().astimezone().isoformat(timespec="milliseconds")
        line = Line(number, at, type_, {name: _whole(value) for name, value in facts.items()})
        self._lines.append(line)
        self._known.add(number)
        self._unwritten.append(line)

    def _write(self, line: Line) -> None:
        # A log is watched with `tail -f`, so that it must not command a terminal.
        append_line(self.path, safe_json(json.dumps({"seq": line.seq, "at": line.at, "type": line.type, **line.facts},
                                                    ensure_ascii=False, allow_nan=False)))

    def _refresh(self) -> None:
        """Read what was appended since; after a rotation keep what is in memory and read the new file too."""
        try:
            status = self.path.stat()
        except OSError:
            self._file, self._offset = None, 0
            return
        file = (status.st_dev, status.st_ino)
        if file != self._file or status.st_size < self._offset:
            self._file, self._offset = file, 0
        if status.st_size == self._offset:
            return
        content, self._offset, torn = read_from(self.path, self._offset)
        lines, bad = parse(content)
        # Only on opening: later, a line may look torn while another process is writing it.
        if torn and not self._opened:
            self.notices.append(f"{self.path.name}: the last line is torn and is left out")
        if bad:
            self.notices.append(f"{self.path.name}: {bad} unreadable line{'s' if bad > 1 else ''} left out")
        self._opened = True
        fresh = [line for line in lines if line.seq not in self._known]
        self._known.update(line.seq for line in fresh)
        self._lines += fresh
        self._lines.sort(key=lambda line: line.seq)


def _whole(value: Json) -> Json:
    """Put U+FFFD in the place of half characters (lone surrogates), which no terminal and no database takes."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, dict):
        return {_whole(name): _whole(inner) for name, inner in value.items()}
    return [_whole(inner) for inner in value] if isinstance(value, list | tuple) else value


def standing(lines: list[Line]) -> list[Line]:
    """Return the message lines that no later line retracts."""
    gone: set[int] = set()
    for line in lines:
        if line.type == "retract" and isinstance(line.facts.get("seqs"), list):
            gone.update(seq for seq in line.facts["seqs"] if isinstance(seq, int))
    return [line for line in lines if line.type == "message" and line.seq not in gone]


def title_of(lines: list[Line]) -> str:
    """Return a conversation's title: the beginning of its first question."""
    for line in standing(lines):
        if line.facts["role"] == Role.USER.value:
            # What came along with a question stands below it.
            given = line.facts.get("origin") in ("file", "stdin")
            text = str(line.facts["text"]).partition("\n\n")[0] if given else line.facts["text"]
            words = " ".join(text.split())
            return words if len(words) <= _TITLE_MAX else words[: _TITLE_MAX - 1] + "…"
    return ""


def read_from(path: Path, offset: int) -> tuple[bytes, int, bool]:
    """Return the finished lines from `offset` on, the offset behind them, and whether a torn line follows."""
    descriptor, status = open_plain(path)
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size - offset > _SIZE_MAX:
            raise BrokenFile(f"{path} is too large to be a session")
        try:
            file.seek(offset)
            content = file.read(_SIZE_MAX)
        except OSError as error:
            raise DiskError(f"cannot read {path}: {error.strerror or error}") from error
    finished = content.rfind(b"\n") + 1
    rest = content[finished:]
    if rest and _line(rest):  # whole but for its line end
        finished = len(content)
    return content[:finished], offset + finished, finished < len(content)


def parse(content: bytes) -> tuple[list[Line], int]:
    """Return the readable lines and the number of unreadable ones."""
    lines, bad = [], 0
    for raw in content.split(b"\n"):
        if raw.strip():
            line = _line(raw)
            lines += [line] if line else []
            bad += line is None
    return lines, bad


def _line(raw: bytes) -> Line | None:
    try:
        facts = json.loads(raw.decode("utf-8-sig"))
        if b"\\ud" in raw.lower():
            facts = _whole(facts)
    except (ValueError, RecursionError):
        return None
    if not isinstance(facts, dict):
        return None
    seq, at, type_ = facts.pop("seq", None), facts.pop("at", ""), facts.pop("type", None)
    if type(seq) is not int or abs(seq) >= NUMBER_LIMIT or not isinstance(at, str) or not isinstance(type_, str):
        return None
    role = facts.get("role")
    if type_ == "message" and not (isinstance(role, str) and role in _ROLES and isinstance(facts.get("text"), str)):
        return None
    return Line(seq, at, type_, facts)


def _message(line: Line) -> Message:
    origin: Origin = next((known for known in _ORIGINS if known == line.facts.get("origin")), "typed")
    thought = line.facts.get("thought")
    return Message(role=_ROLES[line.facts["role"]], text=line.facts["text"], at=line.at, origin=origin,
                   thought=thought if isinstance(thought, str) else "")
