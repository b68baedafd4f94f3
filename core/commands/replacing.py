"""What is asked before files are replaced: the difference of texts, the sizes of everything else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.app import App
from core.assist.file_work import diff_text
from core.commands.which_files import shown
from core.store.carry import fingerprint
from core.store.plain_file import read_plain
from core.words.errors import LuciferError, Refused
from core.words.events import Choice, Question
from core.words.safe_text import safe
from core.words.units import bytes_text

_TEXT_BYTES_MAX = 1_000_000
_DIFF_LINES_MAX = 40
_SHOWN_MAX = 12


def same_content(old: Path, new: bytes | None) -> bool:
    """Say whether a file holds exactly these bytes."""
    return new is not None and _bytes(old) == new


def content_of(path: Path) -> bytes | None:
    """Return the bytes of an ordinary file of moderate size; None for anything else."""
    return _bytes(path)


def question(app: App, replaced: Sequence[tuple[Path, bytes | None, int]], *, others: bool) -> Question:
    """Ask whether files may be replaced: each with its new content (None: too large) and new size.

    `others`: there is more to do that replaces nothing, so that these can be left out.
    """
    lines = []
    for path, new, size in replaced[:_SHOWN_MAX]:
        lines.append(f"{shown(app, path)} exists already" + ("" if new is None or len(replaced) > 3 else ":"))
        lines += _difference(app, path, new, size, brief=len(replaced) > 3)
    if len(replaced) > _SHOWN_MAX:
        lines.append(f"and {len(replaced) - _SHOWN_MAX} more")
    what = "it" if len(replaced) == 1 else "them"
    skip = (Choice("s", f"skip {what}"),) if others else ()
    return Question("\n".join([*lines, f"Replace {what}? What is there now goes to the trash."]),
                    (Choice("y", "yes"), *skip, Choice("n", "no")))


def seal(paths: Iterable[Path]) -> dict[Path, str]:
    """Note how files are that a question is asked about; a link by what it leads to."""
    return {path: fingerprint(Path(os.path.realpath(path))) for path in paths}


def refuse_changed(app: App, sealed: dict[Path, str]) -> None:
    """Raise Refused where a file is another than when the question was asked: the yes was to what was shown."""
    changed = next((path for path, before in sealed.items() if seal([path])[path] != before), None)
    if changed is not None:
        raise Refused(f"{shown(app, changed)} was changed meanwhile, and stays as it is", hint="say it again")


def _difference(app: App, path: Path, new: bytes | None, size: int, *, brief: bool) -> list[str]:
    old = _bytes(path)
    texts = [_text(each) for each in (old, new)]
    if brief or texts[0] is None or texts[1] is None:
        try:
            now = bytes_text(path.stat().st_size)
        except OSError:
            now = "unknown"
        return [f"  now {now}, then {bytes_text(size)}"]
    diff = diff_text(texts[0], texts[1], shown(app, path)).split("\n")
    left_out = len(diff) - _DIFF_LINES_MAX
    return [f"  {safe(line)}" for line in diff[:_DIFF_LINES_MAX]] + (
        [f"  … and {left_out:,} more lines of difference"] if left_out > 0 else [])


def _bytes(path: Path) -> bytes | None:
    try:
        return read_plain(path, size_max=_TEXT_BYTES_MAX)
    except LuciferError:
        return None


def _text(content: bytes | None) -> str | None:
    if content is None or b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
