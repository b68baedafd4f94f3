"""The assistant lane: a folder laid out before lines are said, and what must then be true of it and was shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from core.exam.verdict import Verdict
from core.words.values import Json

KINDS = ("shows", "hides", "shows_folder", "shows_last", "makes", "removes")


def lay_out(files: Mapping[str, str | None], folder: Path) -> None:
    """Make the files of an item; a name that ends in a slash is a folder."""
    for name, content in files.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content or "", encoding="utf-8")


def judge_effect(effect: Mapping[str, Json], wording: int, folder: Path, shown: Sequence[str]) -> Verdict:
    """Compare what is there and what was shown (one text for each line said) with what an item asks for."""
    everything = "\n".join(shown)
    for text in effect.get("shows", ()):
        if text not in everything:
            return Verdict(False, f"does not show {text!r}")
    for text in effect.get("hides", ()):
        if text in everything:
            return Verdict(False, f"shows {text!r}")
    for text in effect["shows_last"][wording] if "shows_last" in effect else ():
        if not shown or text not in shown[-1]:
            return Verdict(False, f"does not show {text!r} in the end")
    if effect.get("shows_folder") and str(folder) not in everything:
        return Verdict(False, "does not show the folder")
    for name, content in effect.get("makes", {}).items():
        wrong = _not_made(folder / name, name.endswith("/"), content)
        if wrong:
            return Verdict(False, f"{name}: {wrong}")
    for name in effect.get("removes", ()):
        if (folder / name).exists():
            return Verdict(False, f"{name} is still there")
    return Verdict(True, "done")


def _not_made(path: Path, is_folder: bool, content: str | None) -> str:
    if not (path.is_dir() if is_folder else path.is_file()):
        return "was not made"
    if content is not None and path.read_text(encoding="utf-8", errors="replace") != content:
        return "holds something else"
    return ""
