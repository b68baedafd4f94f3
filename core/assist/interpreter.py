"""Which program runs a script: what its first line asks for, else its name; and what to install when it is missing."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.store.plain_file import open_plain
from core.words.errors import LuciferError, UsageError
from core.words.safe_text import visible

_FIRST_LINE_MAX = 256
_VENVS = (".venv", "venv", "env")
# The programs that run a kind of file, best first, and what to type where none of them is here.
_BY_SUFFIX: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    ".py": ("python", (("python3",), ("python",))),
    ".sh": ("bash", (("bash",), ("sh",))),
    ".bash": ("bash", (("bash",),)),
    ".zsh": ("zsh", (("zsh",),)),
    ".fish": ("fish", (("fish",),)),
    ".js": ("javascript", (("node",), ("bun",), ("deno", "run"))),
    ".mjs": ("javascript", (("node",), ("bun",), ("deno", "run"))),
    ".cjs": ("javascript", (("node",), ("bun",))),
    ".ts": ("typescript", (("tsx",), ("bun",), ("ts-node",), ("deno", "run"))),
    ".rb": ("ruby", (("ruby",),)),
    ".pl": ("perl", (("perl",),)),
    ".php": ("php", (("php",),)),
    ".lua": ("lua", (("lua",), ("lua5.4",), ("lua5.3",), ("luajit",))),
    ".go": ("go", (("go", "run"),)),
    ".r": ("r", (("Rscript",),)),
    ".awk": ("awk", (("awk", "-f"),)),
    ".java": ("java", (("java",),)),
    ".c": ("c", (("cc",), ("gcc",), ("clang",))),
    ".cpp": ("c++", (("c++",), ("g++",), ("clang++",))),
    ".rs": ("rust", (("rustc",),)),
}
_COMPILED = frozenset(("c", "c++", "rust"))
SCRIPT_SUFFIXES = frozenset(_BY_SUFFIX)
_REMEDIES = {
    "python": "`sudo apt install python3`, or `brew install python`",
    "bash": "`sudo apt install bash`, or `brew install bash`",
    "javascript": "Node.js runs it: `sudo apt install nodejs`, or `brew install node`",
    "typescript": "tsx runs it: `npm install -g tsx` (needs Node.js)",
    "r": "`sudo apt install r-base`, or `brew install r`",
    "go": "`sudo apt install golang`, or `brew install go`",
    "java": "`sudo apt install default-jdk`, or `brew install openjdk`",
    "c": "`sudo apt install gcc`, or `xcode-select --install` on a Mac",
    "c++": "`sudo apt install g++`, or `xcode-select --install` on a Mac",
    "rust": "`sudo apt install rustc`, or `brew install rust`",
    "php": "`sudo apt install php-cli`, or `brew install php`",
}
_LANGUAGE_OF = (
    (r"python[\d.]*|pypy[\d.]*", "python"), (r"bash|sh|dash|ksh|ash", "bash"), (r"node|nodejs|bun|deno", "javascript"),
    (r"tsx|ts-node", "typescript"), (r"perl[\d.]*", "perl"), (r"ruby[\d.]*", "ruby"), (r"php[\d.]*", "php"),
    (r"lua[\d.]*|luajit", "lua"), (r"zsh", "zsh"), (r"fish", "fish"), (r"[gm]?awk|nawk", "awk"), (r"Rscript", "r"))


@dataclass(frozen=True, slots=True)
class Interpreter:
    """What runs a script: the words before its name. `compiles`: it makes a program, and that is run."""

    language: str
    command: tuple[str, ...]
    compiles: bool = False

    @property
    def program(self) -> str:
        return self.command[0]


def interpreter_for(path: Path, environ: Mapping[str, str]) -> Interpreter | None:
    """Return what runs a file; None where nothing says that it is a script; raise UsageError when that is missing."""
    asked = _shebang(path)
    if asked:
        return _from_shebang(path, asked, environ)
    known = _BY_SUFFIX.get(path.suffix.lower())
    if known is None:
        return None
    language, choices = known
    own = _beside(path) if language == "python" else None
    if own:
        return Interpreter(language, (own,))
    for choice in choices:
        found = _which(choice[0], environ)
        if found:
            return Interpreter(language, (found, *choice[1:]), language in _COMPILED)
    raise _missing(path, choices[0][0], language)


def _from_shebang(path: Path, asked: list[str], environ: Mapping[str, str]) -> Interpreter:
    name = Path(asked[0]).name
    language = _language(name)
    own = _beside(path) if language == "python" and name in ("python", "python3") else None
    if own:
        return Interpreter(language, (own, *asked[1:]))
    if "/" in asked[0] and os.access(asked[0], os.X_OK):
        return Interpreter(language, tuple(asked))
    found = _which(name, environ) or (_which("python3", environ) if name == "python" else None)
    if not found:
        raise _missing(path, name, language)
    return Interpreter(language, (found, *asked[1:]))


def _shebang(path: Path) -> list[str]:
    """Return the program that a file's first line names, and its arguments; `env` is looked through."""
    try:
        handle, _ = open_plain(path)
    except LuciferError:
        return []
    with os.fdopen(handle, "rb") as file:
        first = file.read(_FIRST_LINE_MAX).partition(b"\n")[0].decode("utf-8", "replace").strip()
    if not first.startswith("#!"):
        return []
    words = first[2:].split()
    if words and Path(words[0]).name == "env":
        words = words[1:]
        while words and (words[0].startswith("-") or re.fullmatch(r"\w+=\S*", words[0])):
            words = words[1:]
        return words
    # The kernel hands over everything behind the program as one argument.
    return [words[0], " ".join(words[1:])] if len(words) > 1 else words


def _language(program: str) -> str:
    return next((language for pattern, language in _LANGUAGE_OF if re.fullmatch(pattern, program)), program)


def _beside(path: Path) -> str | None:
    """Return the Python of a virtual environment that lies beside a script."""
    for name in _VENVS:
        folder = path.parent / name
        python = folder / "bin" / "python"
        if (folder / "pyvenv.cfg").is_file() and os.access(python, os.X_OK):
            return str(python)
    return None


def _which(name: str, environ: Mapping[str, str]) -> str | None:
    return shutil.which(name, path=environ.get("PATH", os.defpath))


def _missing(path: Path, program: str, language: str) -> UsageError:
    remedy = _REMEDIES.get(language, f"`sudo apt install {program}`, or `brew install {program}`")
    return UsageError(f"{visible(path.name)} is run by {visible(program)}, and that is not installed",
                      hint=f"{remedy}; then try again")
