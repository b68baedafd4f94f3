"""Checks that run a model's code, SQL or JSON: right is what does the right thing, in whatever words it is written."""

from __future__ import annotations

import ast
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
from core.exam.said import code_blocks, plain
from core.exam.verdict import Verdict
from core.words.values import Json

_SECONDS_MAX = 20.0
_SQL_SECONDS_MAX = 2.0
_SQL_ROWS_MAX = 1000


def python_of(answer: str) -> str:
    """The Python code of an answer: its Python blocks together, else its only block, else what parses as code."""
    blocks = code_blocks(answer)
    marked = [block.text for block in blocks if block.language in ("python", "py", "python3")]
    if marked:
        whole = "\n\n".join(marked)
        return whole if _parses(whole) else next((one for one in marked if _parses(one)), whole)
    if blocks:
        return max((block.text for block in blocks), key=lambda text: (_parses(text), len(text)))
    lines = answer.strip().splitlines()
    starts = [number for number, line in enumerate(lines) if re.match(r"(?:async )?def |class |import |from \w", line)]
    for start in starts[:3]:
        for end in range(len(lines), start, -1):
            if _parses("\n".join(lines[start:end])):
                return "\n".join(lines[start:end])
    return answer


def _parses(code: str) -> bool:
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


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
    with tempfile.TemporaryDirectory(prefix="exam-") as folder:
        child = subprocess.Popen([*command("core.engine.fenced"), code_fence().to_json(), "core.exam.code_runner"],
                                 cwd=folder, text=True, env={"PATH": "/nowhere", "HOME": folder},
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                 start_new_session=True)
        try:
            written, _ = child.communicate(job, timeout=_SECONDS_MAX)
        finally:
            _end(child)
    found = written.partition(seal)[2]
    if not found:
        return ["the code ended its process"]
    return [str(result) for result in json.loads(found)["results"]]


def _end(child: subprocess.Popen[str]) -> None:
    """End the process and all that it may have started."""
    if child.poll() is None and sys.platform != "win32":
        os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.communicate()


@dataclass(frozen=True, slots=True)
class JsonCheck:
    """The answer is JSON that keeps to a schema and, where given, holds these values (text is compared loosely)."""

    schema: Json
    expected: Json = None

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        found = json_of(answer)
        if found is None:
            return Verdict(False, "holds no valid JSON")
        try:
            fastjsonschema.compile(self.schema)(found)
        except fastjsonschema.JsonSchemaValueException as error:
            return Verdict(False, f"breaks the schema: {error.message}"[:200])
        wrong = _difference(found, self.expected, "")
        return Verdict(not wrong, wrong or "keeps to the schema")


def json_of(answer: str) -> Json:
    """Return the JSON value of an answer: all of it, its block, or the first object or list in it; None without one."""
    texts = [answer, *(block.text for block in code_blocks(answer))]
    for text in texts:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    start = re.search(r"[{\[]", answer)
    if start is None:
        return None
    try:
        return json.JSONDecoder().raw_decode(answer[start.start():])[0]
    except (ValueError, RecursionError):
        return None


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


def sql_of(answer: str) -> str:
    """The query of an answer: its block, else the text from SELECT or WITH to the semicolon."""
    blocks = [block.text for block in code_blocks(answer) if block.language in ("sql", "sqlite", "")]
    text = blocks[0] if blocks else plain(answer)
    found = re.search(r"\b(?:SELECT|WITH)\b.*?(?:;|\Z)", text, re.DOTALL | re.IGNORECASE)
    return found[0].strip().rstrip(";") if found else ""


def _only_reads(action: int, *_: str | None) -> int:
    reads = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
    return sqlite3.SQLITE_OK if action in reads else sqlite3.SQLITE_DENY
