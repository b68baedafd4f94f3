"""The clipboard's text, by whichever program of the machine can read it."""

from __future__ import annotations

import os
import shutil
import subprocess

from core.words.errors import LuciferError, UsageError
from core.words.safe_text import clean_input

SECONDS_MAX = 3.0
BYTES_MAX = 2_000_000
# Each with the variable without which it has no clipboard to read.
_READERS = (("WAYLAND_DISPLAY", ("wl-paste", "--no-newline")), ("DISPLAY", ("xclip", "-selection", "clipboard", "-o")),
            ("DISPLAY", ("xsel", "--clipboard", "--output")), ("", ("pbpaste",)),
            ("", ("powershell.exe", "-NoProfile", "-Command", "Get-Clipboard")))


def clipboard_text() -> str:
    """Return what was copied last; raise what to do where that cannot be read."""
    for variable, command in _READERS:
        if (variable and not os.environ.get(variable)) or shutil.which(command[0]) is None:
            continue
        try:
            ended = subprocess.run(command, capture_output=True, timeout=SECONDS_MAX, check=False,
                                   stdin=subprocess.DEVNULL)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise LuciferError(f"{command[0]} could not read the clipboard: {error}", hint="paste the text "
                                                                                           "instead") from error
        text = clean_input(ended.stdout[:BYTES_MAX].decode("utf-8", errors="replace"))
        if ended.returncode or not text.strip():
            raise LuciferError("the clipboard holds no text", hint="copy the text first, or paste it")
        return text
    raise UsageError("the clipboard cannot be read here", hint="paste the text, or install wl-clipboard or xclip")
