"""The line in the person's own editor, and back."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from core.words.errors import LuciferError
from core.words.safe_text import clean_input


def edit(text: str, *, chosen: str, environ: Mapping[str, str]) -> str:
    """Return the text as the editor left it; raise LuciferError when there is none or it failed."""
    words = shlex.split(chosen or environ.get("VISUAL") or environ.get("EDITOR") or _found())
    if not words:
        raise LuciferError("no editor found", hint="set EDITOR, or `config set editor NAME`")
    handle, name = tempfile.mkstemp(prefix="lucifer-", suffix=".md")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        status = subprocess.call([*words, name])
        if status != 0:
            raise LuciferError(f"{words[0]} ended with status {status}; the line stays as it was")
        return clean_input(path.read_text(encoding="utf-8", errors="surrogateescape")).rstrip("\n")
    except OSError as error:
        raise LuciferError(f"{words[0]} cannot be started: {error.strerror}") from error
    finally:
        path.unlink(missing_ok=True)


def _found() -> str:
    return next((path for name in ("editor", "nano", "vi", "notepad") if (path := shutil.which(name))), "")
