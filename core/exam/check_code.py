"""Checks that run a model's code, SQL or JSON: right is what does the right thing, in whatever words it is written."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

import fastjsonschema

from core.engine.fence import code_fence
from core.engine.spawn import command
from core.exam import scratch
from core.exam.code_found import json_of, objects_of, python_of, sql_of
from core.exam.code_runner import WRITTEN_MAX_BYTES
from core.exam.verdict import Verdict
from core.words.values import Json

_SECONDS_MAX = 20.0
_SQL_SECONDS_MAX = 2.0
_SQL_ROWS_MAX = 1000
_SQL_VALUE_MAX = 100_000


@dataclass(frozen=True, slots=True)
class PythonCheck:
    """The code in the answer defines a function that is right in every case; `function` None: it only must compile."""

    function: str | None
    cases: tuple[tuple[list[Json], Json], ...] = ()
    contains: str = ""

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        code = python_of(answer)
        if not code.strip():
            return Verdict(False, "holds no code")
        if self.contains and not re.search(self.contains, code):
            return Verdict(False, "is not the code that was asked for")
        try:
            results = run_python(code, self.function, self.cases)
        except subprocess.TimeoutExpired:
            return Verdict(False, "the code runs too long")
        wrong = [result for result in results if result != "ok"]
        return Verdict(not wrong, wrong[0] if wrong else f"right in {len(results)} cases" if self.cases else "compiles")


def run_python(code: str, function: str | None, cases: tuple[tuple[list[Json], Json], ...]) -> list[str]:
    """Run the cases in a process of their own: nothing in its environment, a folder that is thrown away, and a fence.

    Where the kernel keeps no fences, the limits and the audit hook of code_runner.py hold alone.
    """
    # What the code prints cannot be taken for the result: only the runner knows the seal, and it is new each time.
    seal = secrets.token_hex(16)
    job = json.dumps({"code": code, "function": function, "cases": cases, "seal": seal})
    # The child writes to a file, which the system keeps below WRITTEN_MAX_BYTES, and not into our memory.
    with scratch.folder() as folder, tempfile.TemporaryFile() as output:
        child = subprocess.Popen([*command("core.engine.fenced"), code_fence().to_json(), "core.exam.code_runner"],
                                 cwd=folder, env={"PATH": "/nowhere", "HOME": str(folder)}, stdin=subprocess.PIPE,
                                 stdout=output, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            child.communicate(job.encode(), timeout=_SECONDS_MAX)
        finally:
            _end(child)
        output.seek(0)
        written = output.read(WRITTEN_MAX_BYTES).decode(errors="replace")
    found = written.partition(seal)[2]
    return _results(found, len(cases)) if found else ["the code ended its process"]


def _results(found: str, cases: int) -> list[str]:
    """Read what the runner wrote; code that got at it has spoiled it, whatever it put there."""
    try:
        results = json.JSONDecoder().raw_decode(found)[0]["results"]
    except (ValueError, KeyError, TypeError, RecursionError):
        results = None
    if not isinstance(results, list) or len(results) not in (1, cases) or (results == ["ok"] and cases > 1):
        return ["the code spoiled its result"]
    return [str(result) for result in results]


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the process and all that it may have started, also where it has ended itself already."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    if child.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            child.stdin.close()
    child.wait()


@dataclass(frozen=True, slots=True)
class JsonCheck:
    """The answer is JSON that keeps to a schema and, where given, holds these values (text is compared loosely).

    Of objects with the keys in `once` it holds one only: two different calls are none that can be made.
    """

    schema: Json
    expected: Json = None
    once: tuple[str, ...] = ()

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        found = json_of(answer, self.schema)
        if found is None:
            return Verdict(False, "holds no valid JSON")
        if self.once and (several := len(objects_of(answer, self.once))) > 1:
            return Verdict(False, f"holds {several} of what was asked for once")
        try:
            fastjsonschema.compile(self.schema)(found)
        except fastjsonschema.JsonSchemaValueException as error:
            return Verdict(False, f"breaks the schema: {error.message}"[:200])
        wrong = _difference(found, self.expected, "")
        return Verdict(not wrong, wrong or "keeps to the schema")


def _difference(found: Json, expected: Json, place: str) -> str:
    """Name the first value that is not as expected; keys that nobody expects may be there."""
    if expected is None:
        return ""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return f"{place or 'the whole'} is no object"
        for key, value in expected.items():
            wrong = _difference(found.get(key), value, f"{place}.{key}".lstrip("."))
            if wrong:
                return wrong
        return ""
    if isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            return f"{place} is {found!r:.60}, not {expected!r:.60}"
        return next(filter(None, (_difference(one, other, f"{place}[{number}]")
                                  for number, (one, other) in enumerate(zip(found, expected, strict=True)))), "")
    if isinstance(expected, str) and isinstance(found, str):
        same = _bare(found) == _bare(expected)
    elif isinstance(found, str) and type(expected) in (int, float):
        # Where the type matters the schema says so.
        same = _number(found) == expected
    else:
        same = found == expected and isinstance(found, bool) == isinstance(expected, bool)
    return "" if same else f"{place} is {found!r:.60}, not {expected!r:.60}"


def _bare(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".!?")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class SqlCheck:
    """The query in the answer, run on a small database in memory, gives these rows."""

    setup: str
    rows: tuple[tuple[Json, ...], ...]
    ordered: bool = False

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        query = sql_of(answer)
        if not query:
            return Verdict(False, "holds no query")
        with_limits = sqlite3.connect(":memory:")
        if sys.version_info >= (3, 11):  # a value of ten million letters is no answer, and takes long to be told
            with_limits.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _SQL_VALUE_MAX)
        try:
            with_limits.executescript(self.setup)
            deadline = time.monotonic() + _SQL_SECONDS_MAX
            with_limits.set_progress_handler(lambda: int(time.monotonic() > deadline), 10_000)
            with_limits.set_authorizer(_only_reads)
            got = [tuple(row) for row in with_limits.execute(query).fetchmany(_SQL_ROWS_MAX)]
        except (sqlite3.Error, sqlite3.Warning) as error:
            return Verdict(False, f"the query fails: {error}"[:200])
        finally:
            with_limits.close()
        wanted = list(self.rows)
        right = got == wanted if self.ordered else sorted(got, key=repr) == sorted(wanted, key=repr)
        return Verdict(right, f"gives the {len(wanted)} rows" if right else f"gives {got[:4]!r:.120}")


def _only_reads(action: int, *_: str | None) -> int:
    reads = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
    return sqlite3.SQLITE_OK if action in reads else sqlite3.SQLITE_DENY
