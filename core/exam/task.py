"""What another process is told to ask: a model, or one tier of it; and that process, while it runs."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.engine.spawn import command, environment
from core.exam.harness import Plan
from core.words.values import Json

_END_SECONDS = 10.0
_SAID_BYTES_MAX = 100_000
WHOLE = "whole"
PROBES = "probes"


@dataclass(frozen=True, slots=True)
class Task:
    """`part` is "whole", "probes" or a tier's number; of a part, the questions in `known` are not asked.

    `key` is the model's, as whoever gave the task knows it.
    """

    home: str
    path: str
    size_bytes: int
    run: str
    plan: Plan
    threads: int
    key: str = ""
    part: str = WHOLE
    known: tuple[str, ...] = ()

    @property
    def tier(self) -> int | None:
        return None if self.part == PROBES else int(self.part)

    def to_json(self) -> dict[str, Json]:
        facts = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {**facts, "plan": self.plan.options(), "known": list(self.known)}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Task:
        return cls(**{**facts, "plan": Plan.read(facts["plan"]), "known": tuple(facts["known"])})


def part_name(tier: int | None) -> str:
    """Return how a task names a tier."""
    return PROBES if tier is None else str(tier)


class TaskProcess:
    """The process that does a task. It ends by itself when this one does; what it says is kept for a reason."""

    def __init__(self, task: Task, environ: Mapping[str, str]) -> None:
        self.task = task
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._complained = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(command("core.commands.exam_child"), stdin=subprocess.PIPE, stdout=self._said,
                                         stderr=self._complained, env=environment(environ))
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it is dead already: its status says so
            self._process.stdin.write(json.dumps(task.to_json()).encode() + b"\n")
            self._process.stdin.flush()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def status(self) -> int | None:
        """Return how it ended; None while it runs."""
        return self._process.poll()

    def ending(self) -> dict[str, Any]:
        """Return what a process that ended well says of its model: why it could not be tested, if so."""
        self._said.seek(0)
        try:
            found = json.loads(self._said.read(_SAID_BYTES_MAX))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def reason(self) -> str:
        """Say why it failed: the last line of its complaint, or the signal."""
        status = self.status or 0
        size = self._complained.seek(0, os.SEEK_END)
        self._complained.seek(max(0, size - 4000))
        lines = self._complained.read().decode("utf-8", "replace").strip().splitlines()
        last = f": {lines[-1].strip()[:300]}" if lines else ""
        return f"was killed by signal {-status}" if status < 0 else f"ended with status {status}{last}"

    def close(self) -> None:
        """End it, kindly first."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._said.close()
        self._complained.close()
