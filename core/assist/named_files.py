"""Every file that a command's words name or that its programs read by themselves, for the seal of consent."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from core.assist.shell_tree import parse

_NESTING_MAX = 4
_TOKENS_MAX = 2000
_FOLDERS_MAX = 8
_GLOB_MAX = 200
_GLOB_DEPTH = 3
_PATTERN = re.compile(r"[*?\[]")
# What programs read without being told to.
_IMPLIED = {
    "make": ("GNUmakefile", "makefile", "Makefile"), "gmake": ("GNUmakefile", "makefile", "Makefile"),
    **dict.fromkeys(("npm", "npx", "yarn", "pnpm", "bun", "node"), ("package.json",)),
    **dict.fromkeys(("docker", "podman", "docker-compose"), (
        "Dockerfile", "docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml")),
    "cargo": ("Cargo.toml", "build.rs"), "just": ("justfile", "Justfile"), "rake": ("Rakefile",),
    **dict.fromkeys(("pip", "pip3", "uv", "tox", "pytest"), ("setup.py", "pyproject.toml", "conftest.py", "tox.ini")),
    "cmake": ("CMakeLists.txt",), "mvn": ("pom.xml",), "gradle": ("build.gradle",), "git": (".git/config",),
    **dict.fromkeys(("python", "python3"), ("__main__.py",)), "vagrant": ("Vagrantfile",)}


def words_of(command: str) -> tuple[str, ...]:
    """Return every word that may name a file or program: of nested texts, here-documents, lists and assignments too."""
    found: dict[str, None] = {}
    pending = [(command, 0)]
    while pending:
        text, depth = pending.pop()
        tree = parse(text)
        words = [word.text for simple in tree.simples for word in (*simple.words, *simple.fed)]
        words += [redirect.target.text for redirect in tree.redirects]
        found |= dict.fromkeys(words)
        pending += [(word, depth + 1) for word in words if " " in word and depth < _NESTING_MAX]
        found |= dict.fromkeys(text.split())
        found |= dict.fromkeys(re.split(r"[\s'\"`;|&()<>]+", text))
    return tuple(word for word in islice(found, _TOKENS_MAX) if word and "\0" not in word)


def named_files(command: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each word, or part of one, with each path it may stand for, in the folders that the command visits too."""
    words = words_of(command)
    folders = _folders(words, folder)
    for word in words:
        for text in _readings(word):
            for base in folders:
                yield from ((text, path) for path in _paths(text, base))
        for name in _IMPLIED.get(word.rpartition("/")[2], ()):
            yield from ((name, base / name) for base in folders)


def _folders(words: tuple[str, ...], folder: Path) -> list[Path]:
    """The folder, and every one that a word names: any of them may be the one after cd, -C or --directory."""
    found = [folder]
    for word in words:
        for text in _readings(word):
            for path in [path for base in found for path in islice(_paths(text, base), 4)]:
                if len(found) < _FOLDERS_MAX and path not in found and _is_folder(path):
                    found.append(path)
    return found


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _readings(word: str) -> Iterator[str]:
    """The word, and what stands in it after a flag's letter, `=`, `@`, `:` or a comma."""
    yield word
    if re.match(r"-\w.", word):
        yield word[2:]
    for match in islice(re.finditer(r"[=@:,]", word), 8):
        if match.end() < len(word):
            yield word[match.end():]


def _paths(text: str, folder: Path) -> Iterator[Path]:
    """What the shell could make of a word: ~, variables and patterns."""
    text = re.sub(r"\$(?:(?:OLD)?PWD\b|\{(?:OLD)?PWD\})", lambda _: str(folder), text)
    text = os.path.expandvars(text)
    if text.startswith("~"):
        text = os.path.expanduser(text)  # noqa: PTH111 - ~ must stay as it is where there is no such person
    try:
        yield folder / text
        if _PATTERN.search(text):
            root, pattern = (Path("/"), text.lstrip("/")) if text.startswith("/") else (folder, text)
            deep = sum(bool(_PATTERN.search(part)) for part in pattern.split("/"))
            if deep < _GLOB_DEPTH and "**" not in pattern and pattern.strip("/"):
                yield from sorted(islice(root.glob(pattern), _GLOB_MAX))
    except (OSError, ValueError, NotImplementedError, RuntimeError):
        return
