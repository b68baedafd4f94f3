"""The house plan holds: arrows point down, files and functions fit on a screen, nothing is unused or badly named."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# docs/DESIGN.md, "Rooms": a room may import rooms of a lower floor, and itself.
FLOORS = {"words": 0, "store": 1, "models": 1, "engine": 2, "choose": 2, "assist": 3, "exam": 3, "team": 3, "rag": 3,
          "workshop": 3, "model_parts": 4, "app": 4, "commands": 5, "repl": 6, "server": 6, "render": 6}
# Same floor, yet allowed: models uses what the store keeps; the doors draw.
SIDEWAYS = {("models", "store"), ("repl", "render"), ("server", "render"), ("choose", "engine"), ("app", "model_parts")}
# render imports only words; app may build anything below.
LINES_MAX, FUNCTION_LINES_MAX = 400, 60
EMPTY_NAMES = re.compile(r"utils?|helpers?|manager|enhanced|common|misc|legacy|compat|(.*_)?(v2|new|old)")


@cache
def tracked(*patterns: str) -> tuple[Path, ...]:
    """Return the files git knows or would add, so that build products do not count."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", *patterns], cwd=ROOT, capture_output=True,
                            text=True, check=True).stdout.split("\n")
    return tuple(sorted(ROOT / name for name in set(listed) if name and (ROOT / name).exists()))


def core_files() -> list[Path]:
    return [path for path in tracked("*.py") if path.relative_to(ROOT).parts[0] == "core"]


def python_files() -> tuple[Path, ...]:
    return tracked("*.py")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "core").parts
    return parts[0].removesuffix(".py")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of_ours(node: ast.AST) -> list[tuple[int, str]]:
    """Return (line, dotted name) for each import of core.* below `node`."""
    found = []
    for child in ast.walk(node):
        if isinstance(child, ast.ImportFrom) and (child.module or "").split(".")[0] == "core":
            found += [(child.lineno, f"{child.module}.{alias.name}") for alias in child.names]
        elif isinstance(child, ast.Import):
            found += [(child.lineno, alias.name) for alias in child.names if alias.name.split(".")[0] == "core"]
    return found


@pytest.mark.parametrize("path", core_files(), ids=name_of)
def test_arrows_point_down(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    wrong = []
    for line, dotted in imports_of_ours(tree_of(path)):
        target = dotted.split(".")[1] if "." in dotted else ""
        if target not in FLOORS or target == room or (room, target) in SIDEWAYS:
            continue
        if FLOORS[target] >= FLOORS[room] or (room == "render" and target != "words"):
            wrong.append(f"{name_of(path)}:{line} imports {dotted}")
    assert wrong == []


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_files_and_functions_fit_on_a_screen(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    long = [f"{node.name}: {node.end_lineno - node.lineno + 1} lines" for node in ast.walk(tree_of(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
            and node.end_lineno - node.lineno + 1 > FUNCTION_LINES_MAX]
    assert (lines <= LINES_MAX, long) == (True, []), f"{lines} lines"


@pytest.mark.parametrize("path", core_files(), ids=name_of)
def test_no_import_of_ours_inside_a_function(path: Path) -> None:
    inside = [found for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
              for found in imports_of_ours(node)]
    assert inside == []


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_names_say_something_and_first_lines_too(path: Path) -> None:
    assert EMPTY_NAMES.fullmatch(path.stem) is None
    if path.stat().st_size:
        assert ast.get_docstring(tree_of(path)), f"{name_of(path)} does not say what it is for"


def test_everything_in_core_is_imported_by_something() -> None:
    used: set[str] = set()
    for path in python_files():
        for _, dotted in imports_of_ours(tree_of(path)):
            used |= {dotted, dotted.rpartition(".")[0]}
    text = "\n".join(path.read_text(encoding="utf-8") for path in python_files())
    unused = []
    for path in core_files():
        dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        # Commands are found by folder; a module run with `-m` is named as a string.
        if path.stem in ("__init__", "__main__") or room_of(path) == "commands" or f'"{dotted}"' in text:
            continue
        if dotted not in used:
            unused.append(dotted)
    assert unused == []


def test_readme_tree_is_the_tree() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```text\n(lucifer\.py.*?)```", readme, re.DOTALL)
    assert block is not None, "README.md has no ```text block that begins with lucifer.py"
    named = {line.split()[0].rstrip("/") for line in block[1].splitlines() if line.strip()}
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    rooms = {f"core/{path.relative_to(ROOT).parts[1]}" for path in core_files()
             if len(path.relative_to(ROOT).parts) > 2 or path.stem != "__init__"}
    hidden = {name for name in top if name.startswith(".")}
    assert {name for name in named if "/" not in name} == top - hidden - {"core"}
    assert {name for name in named if name.startswith("core/")} == rooms


def test_what_is_installed_holds_every_room_and_every_data_file() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    packages = set(re.findall(r'"([\w.]+)"', text.partition("\npackages = ")[2].partition("\n")[0]))
    rooms = {".".join(path.relative_to(ROOT).parent.parts) for path in core_files()}
    assert rooms <= packages
    patterns = re.findall(r'"([^"]+)"', text.partition('\n"config" = ')[2].partition("\n")[0])
    data = [path.relative_to(ROOT / "config") for path in tracked("config/*") if "profiles" not in path.parts]
    assert [str(path) for path in data if not any(path.match(pattern) for pattern in patterns)] == []


def is_blind(handler: ast.ExceptHandler) -> bool:
    """True for `except:` and `except (Base)Exception:` that swallow what they catch."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    named = any(each is None or (isinstance(each, ast.Name) and each.id in ("Exception", "BaseException"))
                for each in caught)
    return named and not isinstance(handler.body[-1], ast.Raise)


@pytest.mark.parametrize("path", core_files(), ids=name_of)
def test_no_blind_except_and_no_unfinished_words(path: Path) -> None:
    blind = [node.lineno for node in ast.walk(tree_of(path)) if isinstance(node, ast.ExceptHandler) and is_blind(node)]
    # A child's reaches its parent as a message, and a thread's reaches whoever waits for its result; what a check of an
    # answer trips over makes that one answer wrong, in words.
    doors = {"core/repl/loop.py": 1, "core/repl/start.py": 1, "core/server/door.py": 1, "core/engine/worker.py": 1,
             "core/engine/template_child.py": 1, "core/engine/process.py": 1, "core/exam/harness.py": 1}
    assert len(blind) <= doors.get(name_of(path), 0), f"lines {blind}"
    unfinished = re.findall(r"\b(?:TODO|FIXME|XXX|coming soon|not implemented)\b", path.read_text(encoding="utf-8"))
    assert unfinished == []


def test_importing_the_prompt_does_not_import_the_engine_library() -> None:
    script = ("import sys, core.repl.door, core.repl.loop\n"
              "print(sorted({'llama_cpp', 'numpy', 'torch'} & set(sys.modules)))")
    python = ROOT / ".venv" / "bin" / "python"
    result = subprocess.run([str(python), "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.stdout.strip(), result.returncode) == ("[]", 0), result.stderr
