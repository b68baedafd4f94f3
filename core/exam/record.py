"""What came of each question, kept line by line as it happens, so that a run that was ended goes on where it was."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.models.part_file import is_still, lock_of, open_to_append
from core.store.atomic import append_line, disk_error, make_folder
from core.store.json_lines import whole_lines
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError, LuciferError, UsageError
from core.words.failing import if_it_fails
from core.words.values import InstalledModel, Json, ModelCard

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


_RECORD_FIELDS = {field.name for field in dataclasses.fields(Record)}


def model_key(model: InstalledModel) -> str:
    """Return what changes when a model's file does: its name, size and time of change."""
    try:
        facts = model.path.stat()
    except OSError:
        return model.name
    return f"{model.path.name}:{facts.st_size}:{facts.st_mtime_ns}"


class RunLog:
    """The file of one run: a line that says what it is, one for each model, one for each question, one at its end."""

    def __init__(self, file: Path, head: Json, lines: Iterable[Mapping[str, Json]], *, begun: bool) -> None:
        self.file = file
        self.head = head
        self._records: dict[tuple[str, str], Record] = {}
        self._models: dict[str, Mapping[str, Json]] = {}
        self._take(lines)
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
        return cls(file, lines[0], lines[1:], begun=True)

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
        self._take(whole_lines(whole))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the run for this process, as long as it lives; raise LuciferError where another one is at it."""
        place = self.file.with_name(f".{self.file.name}.lock")
        descriptor = _locked(place, self.file)
        try:
            self._look_again()
            yield
        finally:
            with contextlib.suppress(OSError):
                if not os.fstat(descriptor).st_size:  # whatever holds something is not ours
                    place.unlink()
            os.close(descriptor)

    def _look_again(self) -> None:
        """Take over what another process did to the run between our look and the lock; refuse one that it ended."""
        if not self._begun and not (self.file.exists() and self.file.stat().st_size):
            return
        found = self._read(self.file)
        if found is None:
            raise LuciferError(f"another `test` has just finished or removed this run: {self.file}",
                               hint="give the command again")
        self.head, self._begun = found.head, True
        self._records, self._models = found._records, found._models

    def introduce(self, model: InstalledModel, key: str) -> None:
        """Write down once which model a key stands for, so that its answers can be shown without its file."""
        facts = {"model_key": key, "name": model.name, "path": str(model.path), "tier": model.tier,
                 "size_bytes": model.size_bytes, "quant": model.quant}
        if key not in self._models:
            self.begin()
            append_line(self.file, json.dumps(facts))
            self._models[key] = facts

    def key_of(self, path: Path) -> str | None:
        """Return the key under which a file was asked last; None where it was not."""
        return next((key for key, facts in reversed(self._models.items()) if facts["path"] == str(path)), None)

    def gone(self) -> list[InstalledModel]:
        """Return the models that were asked and whose files are not there any more."""
        last = {facts["path"]: facts for facts in self._models.values() if not Path(facts["path"]).exists()}
        return [InstalledModel(facts["name"], (Path(path),), facts["size_bytes"], enabled=True,
                               card=ModelCard(facts["name"]), quant=facts["quant"], tier=facts["tier"])
                for path, facts in last.items()]

    def add(self, record: Record) -> None:
        """Keep a record at once."""
        self.begin()
        append_line(self.file, json.dumps(dataclasses.asdict(record)))
        self._records[(record.key, record.id)] = record

    def finish(self) -> None:
        """Write down that nothing is left to do."""
        if self._begun:
            append_line(self.file, json.dumps({"finished": True}), sync=True)

    def _take(self, lines: Iterable[Mapping[str, Json]]) -> None:
        for line in lines:
            if set(line) == _RECORD_FIELDS:
                record = Record(**line)
                self._records[(record.key, record.id)] = record
            elif "model_key" in line:
                self._models[line["model_key"]] = line


def _locked(place: Path, run: Path) -> int:
    """Open and lock the file at `place`, which stands for a run; the kernel frees it however its holder ends."""
    try:
        make_folder(place.parent)
        while True:
            descriptor = open_to_append(place)
            with if_it_fails(os.close, descriptor):
                if lock_of(descriptor) == "no":
                    raise LuciferError(f"another `test` is at work on this run: {run}",
                                       hint="wait for it, or begin another: `--fresh`, or another file with `--run`")
                # Whoever had it before may have removed it between our opening and our locking.
                if is_still(place, descriptor):
                    return descriptor
            os.close(descriptor)
    except OSError as error:
        raise disk_error("write", place, error) from error


def read_records(content: bytes) -> Iterator[Record]:
    """Return the records among the lines of a run."""
    return (Record(**line) for line in whole_lines(content) if set(line) == _RECORD_FIELDS)
