"""A script run for the person: by the right program, its arguments as typed, its output kept for the next question."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.app import App
from core.assist.installed import missing_programs
from core.assist.interpreter import SCRIPT_SUFFIXES, Interpreter, interpreter_for
from core.assist.run_shell import Ended, Limits, run_shell, with_output
from core.assist.running import run_in_front
from core.assist.script_error import ScriptError, read_error
from core.commands.file_words import is_reference
from core.commands.line import split_line
from core.commands.which_files import chosen_file, missing
from core.store.typed_path import typed_path
from core.words.errors import LuciferError, UsageError
from core.words.events import Answer, Event, Events
from core.words.safe_text import visible

_AGAIN = re.compile(r"\s+again$")


@dataclass(frozen=True, slots=True)
class Script:
    """A script, the program that runs it, and its arguments as they were typed (a shell reads them)."""

    path: Path
    interpreter: Interpreter
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended; `error` is what went wrong in the script, where that can be read. Output apart with --json."""

    ended: Ended
    command: str
    error: ScriptError | None
    stdout: str = ""
    stderr: str = ""


def script_in(app: App, command: str) -> Generator[Event, str, Script | None]:
    """Return the script that a typed command begins with; None where it is a command for the shell."""
    if points(app, command):
        return script_at(app, (yield from chosen_file(app, without_again(command))), "")
    first = next(iter(split_line(command).words), None)
    if first is None or first.text in (".", ".."):
        return None
    if _is_program(app, first.text):
        return None
    path = _there(app, first.text)
    if path is None:
        if Path(first.text).suffix.lower() in SCRIPT_SUFFIXES and re.fullmatch(r"[\w./~ -]+", first.text):
            raise missing(app, typed_path(first.text, app.cwd))
        return None
    found = interpreter_for(path, app.environ)
    return Script(path, found, command[first.end:].strip()) if found else None


def read_whole(app: App, command: str) -> str:
    """Put a line that is as a whole the name of a file in quotes: names may hold blanks.

    A line that begins with a program stays a command; where the file is named as scripts are, neither is run.
    """
    if " " not in command or _there(app, command) is None:
        return command
    first = next(iter(command.split()), "")
    if not _is_program(app, first):
        return shlex.quote(command)
    if Path(command).suffix.lower() not in SCRIPT_SUFFIXES:
        return command
    raise UsageError(f"{first} is a program, and a file here is called {visible(command)}",
                     hint=f"`run ./{command}` runs the file, `!command {command}` the program")


def run_typed(app: App, command: str) -> Events:
    """Run a command as a shell would: with the terminal for itself where there is one."""
    if not app.flags.json:
        return (yield from run_in_front(app, command, app.cwd)).status
    ended, stdout, stderr = yield from captured(app, command)
    yield Answer("", {"command": command} | ended.data() | {"stdout": stdout, "stderr": stderr})
    return ended.status


def points(app: App, command: str) -> bool:
    """Say whether a command is no more than "it" or "that script", and no program is called so."""
    words = without_again(command)
    return is_reference(words) and shutil.which(words, path=app.environ.get("PATH")) is None


def without_again(command: str) -> str:
    """Leave out the "again" of "it again"."""
    return _AGAIN.sub("", command.strip())


def script_at(app: App, path: Path, arguments: str) -> Script:
    """Return the script that a file is; raise UsageError where nothing says what runs it."""
    found = interpreter_for(path, app.environ)
    if found is None:
        raise UsageError(f"{visible(path.name)} does not say what runs it: neither its name nor its first line",
                         hint="give it a name such as x.py, x.sh or x.js, or begin it with #! and a program")
    return Script(path, found, arguments)


def run_script(app: App, script: Script, until: Callable[[], bool] | None = None) -> Generator[Event, str, Outcome]:
    """Run a script and return how it ended; with --json what it writes is kept, not shown.

    `until` ends it when it says so; such a run has no terminal and reads nothing.
    """
    with _program(script) as built:
        command = command_line(app, script, built)
        run = _ended_early(app, command, until) if until else (
            captured(app, command) if app.flags.json else _shown(app, command))
        ended, stdout, stderr = yield from run
    error = read_error(script.interpreter.language, ended.output, script.path)
    app.references.note("file", str(script.path), "ran" if ended.status == 0 else "failed")
    return Outcome(ended, command, error, stdout, stderr)


def command_line(app: App, script: Script, built: Path | None = None) -> str:
    """Return the shell command that runs a script; a compiled one is built and then run."""
    first, *rest = script.interpreter.command
    name = Path(first).name
    # A name is what the person would type, as long as it leads to the same program.
    words = [name if shutil.which(name, path=app.environ.get("PATH")) == first else first, *rest]
    if script.interpreter.language == "python" and not app.interactive and not rest:
        words.append("-u")  # into a pipe, too, each line is written when it is printed
    source = _seen_from(app.cwd, script.path)
    if built is not None:
        flags = {"c": ("-o", str(built), "-lm"), "c++": ("-o", str(built))}.get(script.interpreter.language,
                                                                            ("-o", str(built)))
        return f"{shlex.join([*words, source, *flags])} && {shlex.quote(str(built))} {script.arguments}".rstrip()
    return f"{shlex.join([*words, source])} {script.arguments}".rstrip()


def stopping_error(script: Script, outcome: Outcome) -> ScriptError | None:
    """Return the error that a run ended with; of a shell script also one that it went on after."""
    if outcome.error is None or (outcome.ended.status == 0 and script.interpreter.language != "bash"):
        return None
    return outcome.error


@contextmanager
def _program(script: Script) -> Generator[Path | None, None, None]:
    """Make room for the program that a compiler writes; it is gone after the run."""
    if not script.interpreter.compiles:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="lucifer-run-"))
    try:
        yield folder / script.path.stem
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _shown(app: App, command: str) -> Generator[Event, str, tuple[Ended, str, str]]:
    return (yield from run_in_front(app, command, app.cwd)), "", ""


def _ended_early(app: App, command: str, until: Callable[[], bool]) -> Generator[Event, str, tuple[Ended, str, str]]:
    limits = Limits(None, None, until=until)
    return (yield from run_shell(command, app.cwd, app.environ, limits=limits)), "", ""


def captured(app: App, command: str) -> Generator[Event, str, tuple[Ended, str, str]]:
    """Run a command whose output comes once, as data: return how it ended, and its two outputs."""
    limits = Limits(seconds=None, leftovers=True) if app.interactive else Limits(None, None, leftovers=True)
    return (yield from with_output(run_shell(command, app.cwd, app.environ, limits=limits, stdin=app.child_stdin())))


def _is_program(app: App, word: str) -> bool:
    """Say whether a shell finds a program under a name, or takes it for a word of its own."""
    return bool(word) and "/" not in word and not missing_programs(
        shlex.quote(word), app.cwd, app.environ.get("PATH", ""))


def _there(app: App, name: str) -> Path | None:
    try:
        path = typed_path(name, app.cwd)
        return path if path.is_file() else None
    except (LuciferError, OSError):
        return None


def _seen_from(folder: Path, path: Path) -> str:
    """Write a path as the person would: short below the folder they stand in, and never like a flag."""
    try:
        name = os.fspath(path.relative_to(folder))
    except ValueError:
        return os.fspath(path)
    return f"./{name}" if name.startswith("-") else name
