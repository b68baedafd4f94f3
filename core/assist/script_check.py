"""Whether the text of a script can be run at all, by its own interpreter's word; nothing of it is run."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.assist.interpreter import Interpreter
from core.assist.script_error import ScriptError, read_error

CHECK_SECONDS = 20.0
_LANGUAGES = ("python", "bash", "javascript")
_PYTHON = """
import json, sys, traceback, warnings
warnings.simplefilter("ignore")
given = json.load(sys.stdin)
found = []
for text in given["texts"]:
    try:
        compile(text, given["name"], "exec", dont_inherit=True)
        found.append("")
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        found.append("".join(traceback.format_exception_only(type(error), error)))
json.dump(found, sys.stdout)
"""
_NODE = """
const vm = require('vm');
let given = '';
process.stdin.on('data', (part) => { given += part; });
process.stdin.on('end', () => {
  const { texts, name } = JSON.parse(given);
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  const found = texts.map((text) => {
    const source = text.replace(/^#!.*/, '');
    try {
      vm.compileFunction(source, names, { filename: name });
      return '';
    } catch (error) { return String(error.stack); }
  });
  process.stdout.write(JSON.stringify(found));
});
"""


def can_check(interpreter: Interpreter) -> bool:
    """Say whether a text of this language can be checked without running it."""
    if interpreter.language == "javascript":
        return Path(interpreter.program).name in ("node", "nodejs")
    return interpreter.language in _LANGUAGES


def syntax_errors(texts: Sequence[str], path: Path, interpreter: Interpreter, environ: Mapping[str, str]
                  ) -> list[ScriptError | None]:
    """Return for each text of a script what keeps it from being run, or None.

    A text that even the checking breaks on has an error of line 0.
    """
    if not texts:
        return []
    if interpreter.language == "bash":
        written = [_shell_says(text, path, interpreter, environ) for text in texts]
    elif interpreter.language == "javascript" and is_module(path):
        written = [_module_says(text, path, interpreter, environ) for text in texts]
    else:
        own = ["-I", "-c", _PYTHON] if interpreter.language == "python" else ["-e", _NODE]
        answer = _run([interpreter.program, *own], json.dumps({"texts": list(texts), "name": str(path)}), environ)[0]
        try:
            written = [str(each) for each in json.loads(answer)]
        except ValueError:
            written = ["it cannot be read"] * len(texts)
        written += ["it cannot be read"] * (len(texts) - len(written))
    return [_error(interpreter.language, each, path) for each in written[:len(texts)]]


def is_module(path: Path) -> bool:
    """Say whether a JavaScript file is a module (`import`), by its name or the nearest package.json."""
    if path.suffix in (".mjs", ".cjs"):
        return path.suffix == ".mjs"
    for folder in path.absolute().parents:
        package = folder / "package.json"
        if package.is_file():
            try:
                facts = json.loads(package.read_bytes()[:1_000_000])
            except (OSError, ValueError, RecursionError):
                return False
            return isinstance(facts, dict) and facts.get("type") == "module"
    return False


def _shell_says(text: str, path: Path, interpreter: Interpreter, environ: Mapping[str, str]) -> str:
    name = Path(interpreter.program).name
    status, said = _run([interpreter.program, "-n"], text, environ)[1:]
    # `bash -n` warns of an unfinished here-document and calls it fine all the same.
    lines = [line for line in said.splitlines() if "warning: here-document" not in line]
    named = [str(path) + line[line.index(":"):] for line in lines if line.split(":")[0].endswith(name)]
    return "\n".join(named or lines or ["it cannot be read"]) if status or named else ""


def _module_says(text: str, path: Path, interpreter: Interpreter, environ: Mapping[str, str]) -> str:
    status, said = _run([interpreter.program, "--input-type=module", "--check", "-"], text, environ)[1:]
    return (said.replace("[stdin]:", f"{path}:") or "it cannot be read") if status else ""


def _run(command: list[str], given: str, environ: Mapping[str, str]) -> tuple[str, int, str]:
    """Return what a checking program wrote, its status, and what it complained of."""
    quiet = {name: value for name, value in environ.items() if name not in ("NODE_OPTIONS", "BASH_ENV", "ENV")}
    try:
        ended = subprocess.run(command, input=given.encode("utf-8", "surrogateescape"), capture_output=True,
                               timeout=CHECK_SECONDS, check=False, cwd=tempfile.gettempdir(), env=quiet)
    except (OSError, subprocess.TimeoutExpired):
        return "", 1, ""
    return ended.stdout.decode("utf-8", "replace"), ended.returncode, ended.stderr.decode("utf-8", "replace")


def _error(language: str, written: str, path: Path) -> ScriptError | None:
    if not written:
        return None
    return read_error(language, written, path) or ScriptError(
        language, "SyntaxError", written.strip().splitlines()[-1][:200], str(path), 0)
