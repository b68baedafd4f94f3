"""What came of each question, kept line by line as it happens, so that a run that was ended goes on where it was."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.store.atomic import append_line, make_folder
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import InstalledModel, Json

_FILE_BYTES_MAX = 500_000_000
_RESPONSE_MAX = 4000


@dataclass(frozen=True, slots=True)
class Record:
    """One question and what came of it. `key` tells the model and the wording of the test apart from changed ones."""

    model: str
    key: str
    tier: int | None
    lane: str
    skill: str
    id: str
    prompt: str
    response: str
    passed: bool
    why: str
    seconds: float
    prompt_tokens: int = 0
    prompt_seconds: float = 0.0
    generated: int = 0
    generate_seconds: float = 0.0
    memory_bytes: int = 0

    def detail(self) -> dict[str, Json]:
        """Write it as the report's `details` do."""
        return {"id": self.id, "prompt": self.prompt, "response": self.response[:_RESPONSE_MAX], "passed": self.passed,
                "why": self.why, "seconds": round(self.seconds, 3), "lane": self.lane, "skill": self.skill}


def model_key(model: InstalledModel) -> str:
    """Return what changes when a model's file does: its name, size and time of change."""
    try:
        facts = model.path.stat()
    except OSError:
        return model.name
    return f"{model.path.name}:{facts.st_size}:{facts.st_mtime_ns}"


class RunLog:
    """The file of one run: a line that says what it is, then one line for each question, then one that it is done."""

    def __init__(self, file: Path, head: Json, records: Iterable[Record], *, begun: bool) -> None:
        self.file = file
        self.head = head
        self._records = {(record.key, record.id): record for record in records}
        self._begun = begun

    @classmethod
    def open(cls, folder: Path, options: Json, *, fresh: bool) -> RunLog:
        """Return the last run with the same options if it was not finished, else a new one."""
        if not fresh:
            for file in sorted(folder.glob("run-*.jsonl"), reverse=True)[:20]:
                found = cls._read(file)
                if found is not None and found.head.get("options") == options:
                    return found
        now = datetime.now().astimezone()
        name = f"run-{now:%Y%m%d-%H%M%S-%f}.jsonl"
        return cls(folder / name, {"run": name[4:-6], "at": now.isoformat(timespec="seconds"), "options": options}, (),
                   begun=False)

    @classmethod
    def at(cls, file: Path, options: Json) -> RunLog:
        """Return the run that a file holds; a file that is not there yet becomes one."""
        found = cls._read(file)
        if found is not None:
            return found
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        return cls(file, {"run": file.stem, "at": now, "options": options}, (), begun=False)

    @classmethod
    def _read(cls, file: Path) -> RunLog | None:
        """Return a run that was not finished; None for any other file. A line cut off by a kill is left out."""
        try:
            content = read_plain(file, size_max=_FILE_BYTES_MAX)
        except (BrokenFile, DiskError):
            return None
        lines = []
        for raw in content.splitlines():
            try:
                lines.append(json.loads(raw))
            except (ValueError, RecursionError):
                continue
        if not lines or not isinstance(lines[0], dict) or "run" not in lines[0] or "finished" in lines[-1]:
            return None
        fields = {field.name for field in dataclasses.fields(Record)}
        return cls(file, lines[0], [Record(**line) for line in lines[1:]
                                    if isinstance(line, dict) and set(line) == fields], begun=True)

    @property
    def resumed(self) -> int:
        """How many questions an earlier start has answered."""
        return len(self._records) if self._begun else 0

    def find(self, key: str, question_id: str) -> Record | None:
        return self._records.get((key, question_id))

    def begin(self) -> None:
        """Write the first line, if it is not there yet."""
        if not self._begun:
            make_folder(self.file.parent)
            append_line(self.file, json.dumps(self.head))
            self._begun = True

    def reread(self) -> None:
        """Take in what other processes have added."""
        found = self._read(self.file)
        if found is not None:
            self._records = found._records

    def add(self, record: Record) -> None:
        """Keep a record at once."""
        self.begin()
        append_line(self.file, json.dumps(dataclasses.asdict(record)))
        self._records[(record.key, record.id)] = record

    def finish(self) -> None:
        """Write down that nothing is left to do."""
        if self._begun:
            append_line(self.file, json.dumps({"finished": True}), sync=True)
