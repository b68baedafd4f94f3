"""Runs a model's function against cases, in a process of its own behind a fence (core/engine/fenced.py).

Standard input: {"code", "function", "cases": [[arguments, expected], ...], "seal"}; standard output: the seal and
{"results": [...], "printed"} with "ok" or the reason for each case. Whatever reaches for the network, other processes
or other files is stopped by an audit hook below the code; limits of the system bound time, memory and what is written.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from math import isclose
from typing import Any, NoReturn, TypeVar, cast

if sys.platform != "win32":
    import resource

SECONDS_MAX = 5
MEMORY_MAX_BYTES = 1 << 30
WRITTEN_MAX_BYTES = 1 << 20
_SHOWN_MAX = 80
_Came = TypeVar("_Came")
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.kill",
              "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.chown",
              "os.truncate", "os.startfile", "os.putenv", "pty.", "ctypes.", "shutil.", "signal.", "webbrowser.",
              "urllib.", "http.", "ftplib.", "smtplib.", "sqlite3.connect", "mmap.", "gc.", "sys._getframe",
              "sys.setprofile", "sys.settrace", "resource.")
# One thread, in which the code runs: a future holds whatever came of it.
_POOL = ThreadPoolExecutor(max_workers=1)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_READS_FROM = (sys.prefix, sys.base_prefix, sys.exec_prefix)


class Forbidden(BaseException):
    """The code reached for what it may not touch. No `except Exception` of the code holds it up."""


def limit_resources() -> None:
    """Bound what this process may use; kept by the system, whatever the code does."""
    if sys.platform == "win32":
        return
    for kind, most in ((resource.RLIMIT_CPU, SECONDS_MAX), (resource.RLIMIT_FSIZE, WRITTEN_MAX_BYTES),
                       (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY_MAX_BYTES)):
        with contextlib.suppress(ValueError, OSError):  # a lower limit is in force already, or macOS has none
            resource.setrlimit(kind, (most, most))


def guard(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook; it cannot be taken off again."""
    if event.startswith(_FORBIDDEN):
        raise Forbidden(event)
    if event == "open":
        path, mode, flags = arguments
        writes = any(letter in mode for letter in "wax+") if isinstance(mode, str) else bool(flags & _WRITES)
        if not isinstance(path, str) or writes or ".." in path.replace("\\", "/").split("/") or (
                not path.startswith(_READS_FROM)):
            raise Forbidden(f"opens {path!r}")


def find_function(names: dict[str, Any], wanted: str) -> Callable[..., Any] | None:
    """The function of that name; else the last one that the code defines, so that a name of its own is no mistake."""
    named: Any = names.get(wanted)
    if callable(named):
        return cast(Callable[..., Any], named)
    defined: list[Callable[..., Any]] = [value for value in names.values()
                                         if callable(value) and getattr(value, "__module__", "") == "answer"]
    return defined[-1] if defined else None


def same(got: object, expected: object) -> bool:
    """Compare by value: tuples are lists, and floating numbers may differ in the last digits; True is not 1."""
    if isinstance(got, bool) or isinstance(expected, bool):
        return got is expected
    if isinstance(got, int | float) and isinstance(expected, int | float):
        return isclose(got, expected, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(got, list | tuple) and isinstance(expected, list | tuple):
        return len(got) == len(expected) and all(map(same, got, expected))
    if isinstance(got, set | frozenset) and isinstance(expected, list):
        return sorted(got) == sorted(expected)
    if isinstance(got, dict) and isinstance(expected, dict):
        return {str(key) for key in got} == {str(key) for key in expected} and all(
            same(got[key], expected[str(key)]) for key in got)
    return type(got) is type(expected) and got == expected


def run(job: dict[str, Any]) -> list[str]:
    """Return "ok" or what was wrong for each case; one entry alone where the code itself does not run."""
    names: dict[str, Any] = {"__name__": "answer"}
    try:
        code = compile(job["code"], "answer", "exec")
    except SyntaxError as error:
        return [f"does not compile: {error.msg} in line {error.lineno}"]
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return [f"does not compile: {error}"]
    how = "fails when it is read"

    def read() -> Callable[..., Any] | None:
        nonlocal how
        try:
            exec(code, names)  # that is the purpose, inside the limits above
            return None if job["function"] is None else find_function(names, job["function"])
        except SystemExit:
            how = "ends itself"
            raise

    function, failed = tried(read)
    if failed:
        # What comes behind the function, a demonstration that fails or asks for input, is not what is judged.
        function = None if failed.startswith(Forbidden.__name__) else names.get(job["function"])
        if not callable(function):
            return [f"{how}: {failed}"]
    if job["function"] is None:
        return ["ok"]
    if function is None:
        return [f"defines no function {job['function']}"]
    return [one_case(function, arguments, expected) for arguments, expected in job["cases"]]


def one_case(function: Callable[..., Any], arguments: list[Any], expected: object) -> str:
    """Call the function once; a generator's values are its result."""
    given = f"{arguments!r:.80}"  # before it has put things of its own among them

    def call() -> str:
        got = function(*arguments)
        if hasattr(got, "__next__"):
            got = [value for _, value in zip(range(1000), got, strict=False)]
        shown = repr(got)[:_SHOWN_MAX]
        return "ok" if same(got, expected) else f"{given} gives {shown}, not {expected!r:.80}"

    said, failed = tried(call)
    return f"{given}: {failed}" if said is None else said


def tried(work: Callable[[], _Came]) -> tuple[_Came | None, str]:
    """Do something; return what came of it, and what it raised in words: a model's code may raise anything.

    Its words are the model's code as well, and so is whether an exception is true: nothing of it is asked out here.
    """
    done = _POOL.submit(work)
    failed = done.exception()
    if failed is None:
        return done.result(), ""
    words = _POOL.submit(told, failed)
    return None, words.result() if words.exception() is None else "raises what cannot be shown"


def told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def main() -> NoReturn:
    job = json.load(sys.stdin)
    # The way out is kept where no name leads to it: what the code prints, and however, ends where its errors do.
    result = os.dup(1)
    os.dup2(2, 1)
    sys.dont_write_bytecode = True  # the guard lets nothing be written, and an import would try
    limit_resources()
    heard = io.StringIO()
    sys.addaudithook(guard)
    with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(heard):
        results = run(job)
    printed = heard.getvalue()[:10_000]
    os.write(result, (job["seal"] + json.dumps({"results": results, "printed": printed})).encode())
    # At once: what the code left to be done at the end, or in threads, is not waited for.
    os._exit(0)


if __name__ == "__main__":
    main()
