"""What came of each question, kept line by line as it happens, so that a run that was ended goes on where it was."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.store.atomic import append_line, disk_error, make_folder
from core.store.json_lines import whole_lines
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError, UsageError
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
        self._seen_bytes = 0

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
        if file.exists() and file.stat().st_size:
            raise UsageError(f"{file} is not a run that can be gone on with: it is finished, or something else",
                             hint="name a file that is not there yet")
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        return cls(file, {"run": file.stem, "at": now, "options": options}, (), begun=False)

    @classmethod
    def _read(cls, file: Path) -> RunLog | None:
        """Return a run that was not finished; None for any other file. A line cut off by a kill is left out."""
        try:
            content = read_plain(file, size_max=_FILE_BYTES_MAX)
        except (BrokenFile, DiskError):
            return None
        lines = list(whole_lines(content))
        if not lines or "run" not in lines[0] or "finished" in lines[-1]:
            return None
        return cls(file, lines[0], read_records(content), begun=True)

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

    def catch_up(self) -> None:
        """Take in what other processes have added since the last look; a line that is half written waits."""
        try:
            with self.file.open("rb") as file:
                file.seek(self._seen_bytes)
                added = file.read()
        except OSError as error:
            raise disk_error("read", self.file, error) from error
        whole = added[:added.rfind(b"\n") + 1]
        self._seen_bytes += len(whole)
        for record in read_records(whole):
            self._records[(record.key, record.id)] = record

    def add(self, record: Record) -> None:
        """Keep a record at once."""
        self.begin()
        append_line(self.file, json.dumps(dataclasses.asdict(record)))
        self._records[(record.key, record.id)] = record

    def finish(self) -> None:
        """Write down that nothing is left to do."""
        if self._begun:
            append_line(self.file, json.dumps({"finished": True}), sync=True)


def read_records(content: bytes) -> Iterator[Record]:
    """Return the records among the lines of a run."""
    fields = {field.name for field in dataclasses.fields(Record)}
    return (Record(**line) for line in whole_lines(content) if set(line) == fields)
