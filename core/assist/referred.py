"""The texts that go along with a question because it speaks of them: "fix the error in it", "why did that fail?"."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from core.assist.material import Material, file_material, output_material
from core.assist.references import Reference, References
from core.assist.referring import Referring, referring
from core.store.typed_path import typed_path
from core.words.errors import LuciferError
from core.words.values import Message

_SCRIPT = re.compile(r".*\.(?:py|sh|bash|js|mjs|ts|rb|pl|lua|php|awk|sed|r|go|rs|c|cpp|java)", re.IGNORECASE)


def is_fresh(reference: Reference, turns: Sequence[Message]) -> bool:
    """Say whether a thing was at hand after the last answer: only then can a bare "it" mean it."""
    if not turns:
        return True
    try:
        return datetime.fromisoformat(reference.at) >= datetime.fromisoformat(turns[-1].at)
    except (ValueError, TypeError):
        return False


def referred_material(question: str, references: References, folder: Path,
                      turns: Sequence[Message] = ()) -> tuple[Material, ...]:
    """Return what a question speaks of without an @; what the model was given already, unchanged, is left out.

    `turns` are those of the conversation so far: "it" means nothing that lay before the last answer.
    """
    ways = referring(question)
    latest = references.last("file", "output", "command")
    if latest is not None and latest.kind == "file":
        # What was at hand last is what "it" means, the file here and not what a command wrote before.
        ways = tuple(sorted(ways, key=lambda meant: meant.kind != "file"))
    for meant in ways:
        found = (_file(meant, references, folder, turns) if meant.kind == "file" else
                 _output(meant, references, folder, turns))
        if found:
            return tuple(one for one in found if not _was_given(one, turns))
    return ()


def failed(last: Reference) -> bool:
    """Say whether a command, or its output, is noted as that of a failure."""
    status = re.search(r"\d+", last.how)
    return status is not None and int(status[0]) != 0


def _last_run(references: References) -> Reference | None:
    """Return what tells how the last command ended: its output or, where it wrote nothing, the command itself."""
    ran, output = references.last_run()
    return output or ran


def _file(meant: Referring, references: References, folder: Path, turns: Sequence[Message]) -> tuple[Material, ...]:
    """The file meant and, where the command that ran last was about that file and failed, what that wrote."""
    found = references.resolve(meant.words, "file")
    last = _last_run(references)
    fresh_failure = last is not None and failed(last) and is_fresh(last, turns)
    path: Path | None = None
    if found is not None and (meant.lasting or is_fresh(found, turns)):
        path = Path(found.text)
    elif "." in meant.words:
        path = _there(meant.words, folder, references)
    elif fresh_failure:
        path = _script_of(references, folder)
    material = file_material(path) if path is not None else None
    if material is None:
        return ()
    wrote = output_material(references) if fresh_failure and path == _script_of(references, folder) else None
    return (material, wrote) if wrote else (material,)


def _output(meant: Referring, references: References, folder: Path, turns: Sequence[Message]) -> tuple[Material, ...]:
    """What the last command wrote and, where it failed over a script, that script."""
    last = _last_run(references)
    if last is None or (meant.kind == "failure" and not failed(last)):
        return ()
    if not (meant.lasting and meant.kind == "output") and not is_fresh(last, turns):
        return ()
    wrote = output_material(references)
    script = _script_of(references, folder) if failed(last) else None
    material = file_material(script) if script is not None else None
    return tuple(one for one in (wrote, material) if one is not None)


def _there(name: str, folder: Path, references: References) -> Path | None:
    """Return the file of a name that was typed: in the folder, else the one at hand that is called so."""
    try:
        path = typed_path(name, folder)
    except LuciferError:
        return None
    if path.is_file():
        return path
    files = (Path(one.text) for one in references.list() if one.kind == "file")
    return next((file for file in files if file.name == name), None)


def _script_of(references: References, folder: Path) -> Path | None:
    """Return the script that the last command ran, if it names one."""
    ran = references.last("command")
    try:
        words = shlex.split(ran.text)[:8] if ran else []
    except ValueError:
        return None
    for word in words:
        if _SCRIPT.fullmatch(word) and not word.startswith("-"):
            try:
                path = typed_path(word, folder)
            except LuciferError:
                continue
            if path.is_file():
                return path
    return None


def _was_given(material: Material, turns: Sequence[Message]) -> bool:
    text = material.text.rstrip()
    return bool(text) and any(text in turn.text for turn in turns)
