"""The person's folder: where models, sessions, settings and everything else of theirs lives."""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.store.atomic import make_folder
from core.store.typed_path import typed_path
from core.words.errors import LuciferError

_FOLDERS = ("models", "models/custom_models", "logs", "profiles")
_OURS = re.compile(r"\.?(models|custom_models|logs|profiles|kv|trash|keys|history|settings|journal|sessions|memory"
                   r"|shelf|installed|examples|digests|memory_speed|trials|download_rate|greeted|fixes|templates"
                   r"|set_aside)(\..*)?")


@dataclass(frozen=True, slots=True)
class Home:
    """`root` is where everything is written; `problem` says why that is a folder in memory, when it is one.

    `models_root` differs from `root` only then: models in a read-only home can still be used. `warning` is what the
    person should know about a home that is used all the same.
    """

    root: Path
    problem: str | None = None
    models_root: Path | None = None
    warning: str = ""

    @classmethod
    def open(cls, root: Path | str | None, environ: Mapping[str, str]) -> Home:
        """Open `root`, else LUCIFER_HOME, else ~/.luciferai; never fail: without a usable one, stay in memory."""
        named = str(root) if root else environ.get("LUCIFER_HOME", "")
        if named:
            try:
                chosen = Path(os.path.abspath(typed_path(named, Path())))  # noqa: PTH100
            except LuciferError as error:
                return _in_memory(error.message, None, environ)
            except OSError:
                return _in_memory(f"{named} cannot be found from a folder that is gone", None, environ)
        else:
            person = environ.get("HOME") or (environ.get("USERPROFILE") if sys.platform == "win32" else None)
            if not person:
                return _in_memory("HOME is not set", None, environ)
            if not os.path.isdir(person):  # noqa: PTH112 - Path's own raises for a name too long
                return _in_memory(f"the home folder {person} does not exist", None, environ)
            chosen = Path(os.path.abspath(person)) / ".luciferai"  # noqa: PTH100
        problem = _prepare(chosen)
        return _in_memory(problem, chosen, environ) if problem else cls(chosen, warning=_open_to_others(chosen))

    @property
    def in_memory(self) -> bool:
        return self.problem is not None

    @property
    def models(self) -> Path:
        return (self.models_root or self.root) / "models"

    @property
    def custom_models(self) -> Path:
        return self.models / "custom_models"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def kv(self) -> Path:
        return self.root / "kv"

    @property
    def trash(self) -> Path:
        return self.root / "trash"

    @property
    def journal(self) -> Path:
        return self.root / "journal.jsonl"

    @property
    def history(self) -> Path:
        return self.root / "history"

    @property
    def settings_file(self) -> Path:
        return self.root / "settings.yaml"

    @property
    def profiles(self) -> Path:
        return self.root / "profiles"

    @property
    def sessions_index(self) -> Path:
        return self.root / "sessions.db"

    @property
    def memory_file(self) -> Path:
        return self.root / "memory.jsonl"

    @property
    def models_state_file(self) -> Path:
        return self.root / "models.json"

    @property
    def shelf_file(self) -> Path:
        return self.root / "shelf.json"


def _prepare(root: Path) -> str | None:
    """Create what is missing, close what is open to others; return what makes the folder unusable."""
    try:
        make_folder(root)
        if not root.is_dir():
            return f"{root} is not a folder"
        problem = _close_to_others(root)
        if problem:
            return problem
        if not os.access(root, os.W_OK | os.X_OK):
            return f"{root} cannot be written"
    except OSError as error:
        return f"{root} cannot be used: {error.strerror or error}"
    for name in _FOLDERS:
        # One odd folder (a broken link, someone else's) concerns only those who use it; they say so then.
        with contextlib.suppress(OSError):
            make_folder(root / name)
    return None


def _close_to_others(root: Path) -> str | None:
    if sys.platform == "win32":
        return None
    status = root.stat()
    if status.st_uid not in (os.geteuid(), 0) and os.geteuid() != 0:
        return f"{root} belongs to someone else"
    if stat.S_IMODE(status.st_mode) & 0o077 and status.st_uid == os.geteuid() and _is_ours(root, status):
        root.chmod(0o700)
    return None


def _is_ours(root: Path, status: os.stat_result) -> bool:
    """Say whether a folder may be closed to others: what else lies in it may be theirs, and /tmp is everybody's."""
    if root.name == ".luciferai":
        return True
    return not status.st_mode & stat.S_ISVTX and all(_OURS.fullmatch(name) for name in os.listdir(root))  # noqa: PTH208


def _open_to_others(root: Path) -> str:
    if sys.platform == "win32" or not stat.S_IMODE(root.stat().st_mode) & 0o077:
        return ""
    return f"others may look into {root}; `chmod 700 {root}` keeps them out"


def _in_memory(problem: str, models_root: Path | None, environ: Mapping[str, str]) -> Home:
    """Make a throw-away home, in memory where the system has such a place, gone when the program ends."""
    name = f"luciferai-{os.getpid()}-{os.urandom(6).hex()}"
    places = (environ.get("XDG_RUNTIME_DIR"), "/dev/shm", environ.get("TMPDIR"), environ.get("TEMP"), "/tmp", ".")
    for place in places:
        if not place or not os.access(place, os.W_OK | os.X_OK):
            continue
        root = Path(place).absolute() / name
        if _prepare(root) is None:
            atexit.register(shutil.rmtree, root, ignore_errors=True)
            return Home(root, problem, models_root)
    return Home(Path(os.devnull) / name, problem, models_root)
