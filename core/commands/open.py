"""`open`: a file or folder with the program of the desktop, or with one that is named."""

from __future__ import annotations

import shlex

from core.app import App
from core.assist.opener import may_run, opening_command, start
from core.commands.declare import command
from core.commands.file_kinds import OpeningWords
from core.commands.files_meant import exactly
from core.commands.which_files import chosen_file, shown
from core.words.errors import Refused, UsageError
from core.words.events import Answer, Events, Question
from core.words.safe_text import visible

# Programs that need the terminal, which a program started beside us does not get.
_IN_TERMINAL = frozenset((
    "vi", "vim", "nvim", "nano", "emacs", "less", "more", "man", "top", "htop", "micro", "ed", "mc", "hx", "helix"))


@command("open", group="files")
def open_file(app: App, what: OpeningWords) -> Events:
    """Open a file or folder as the desktop would: `open report.pdf`, `open this folder`, `open a.png with gimp`.

    It says which program is started. What may run by being opened, a script or a program, is asked about first.
    """
    path = yield from chosen_file(app, exactly(app, what.whole, what.files)[0], folders=True)
    if what.program in _IN_TERMINAL:
        raise UsageError(f"{what.program} needs the terminal",
                         hint=f"`!{what.program} {shlex.quote(shown(app, path))}`")
    command_line = opening_command(path, what.program, app.environ)
    written = visible(shlex.join(command_line))
    if not what.program and may_run(path):
        answer = yield Question(f"{shown(app, path)} may run when it is opened:\n  {written}\nOpen it?")
        if answer != "y":
            raise Refused("nothing was opened", hint=f"`read {shown(app, path)}` shows a text")
    start(command_line, app.cwd, app.environ)
    app.references.note("folder" if path.is_dir() else "file", str(path), "opened")
    yield Answer(f"opened with: {written}", {"opened": str(path), "command": command_line})
    return 0
