"""Putting a text on the clipboard: by a program of the desktop where there is one, else by asking the terminal."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Generator, Mapping

from core.words.events import COPIED, Copy, Event, Notice

_SECONDS_MAX = 3.0
# Each with the variable without which it has no clipboard to write to.
_WRITERS = (("WAYLAND_DISPLAY", ("wl-copy",)), ("DISPLAY", ("xclip", "-selection", "clipboard")),
            ("DISPLAY", ("xsel", "--clipboard", "--input")), ("", ("pbcopy",)), ("", ("clip.exe",)))


def copied(text: str, environ: Mapping[str, str]) -> Generator[Event, str, bool]:
    """Copy a text and say so, or say why not and what to do."""
    for variable, command in _WRITERS:
        found = shutil.which(command[0], path=environ.get("PATH"))
        if found is None or (variable and not environ.get(variable)):
            continue
        try:
            # Output goes nowhere: such a program stays behind to serve the text, and would hold a pipe open.
            ended = subprocess.run([found, *command[1:]], input=text.encode("utf-8", "replace"), check=False,
                                   timeout=_SECONDS_MAX, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=dict(environ))
        except (OSError, subprocess.TimeoutExpired):
            continue
        if ended.returncode == 0:
            yield Notice(f"copied with {command[0]}")
            return True
    if (yield Copy(text)) == COPIED:
        yield Notice("sent to the terminal's clipboard; if pasting brings something else, this terminal does not "
                     "allow that: select the command with the mouse")
        return True
    yield Notice("there is no clipboard here: select the command with the mouse, or install wl-clipboard or xclip",
                 "warning")
    return False
