"""`shell-widget` and `suggest`: a key of the person's own shell turns the words typed there into a command."""

from __future__ import annotations

import re
import shlex
import sys

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ForcedText, ShellName, Text
from core.model_parts import ROOT
from core.words.command import Need
from core.words.errors import LuciferError, UsageError
from core.words.events import Answer, Events, Notice

SHELL_FILES = ROOT / "config" / "shell"
# Ctrl-X Ctrl-L is bound to nothing in bash and zsh. In fish Ctrl-X copies, and Alt-\ is free.
_KEYS = {"bash": "ctrl-x ctrl-l", "zsh": "ctrl-x ctrl-l", "fish": "alt-\\"}
# Keys without which a terminal cannot be used: Enter, Tab, stop, leave, suspend, Esc.
_TAKEN = frozenset("mjicdz[")


@command("shell-widget", group="settings")
def shell_widget(app: App, shell: ShellName, *, key: Text = "") -> Events:
    """Print what gives bash, zsh or fish a key that turns the words in the line into a command; it runs nothing.

    In ~/.bashrc: eval "$(lucifer shell-widget bash)". The key is Ctrl-X Ctrl-L (Alt-\\ in fish); --key "alt-l" or
    --key "ctrl-x l" takes another.
    """
    del app
    text = (SHELL_FILES / f"widget.{shell}").read_text(encoding="utf-8")
    text = text.replace("@PROGRAM@", program_words(shell)).replace("@KEY@", key_text(key or _KEYS[shell], shell))
    yield Answer(text.rstrip("\n"), {"shell": shell, "code": text}, "code")
    return 0


@command("suggest", group="chat", needs=(Need.MODEL,))
def suggest(app: App, request: ForcedText) -> Events:
    """Print one shell command for a request and nothing else: what the key of `shell-widget` puts into the line.

    It runs nothing and keeps nothing in a session. A dangerous command is said to be one on standard error.
    """
    app.keep_no_session()
    for event in app.table.by_name["do"].handler(app, request, dry_run=True):
        data = event.data if isinstance(event, Answer) else None
        if not isinstance(data, dict) or not isinstance(data.get("command"), str):
            yield event
            continue
        if data["risk"] == "dangerous":
            yield Notice(f"dangerous: {'; '.join(data['reasons'])}", "warning")
        yield Answer(data["command"], data, "code")
        return 0
    raise LuciferError("no command came of it", hint="say it in other words")


def program_words(shell: str) -> str:
    """Return how the program is started, from anywhere, in the words of a shell."""
    words = (sys.executable, str(ROOT / "lucifer.py"))
    if shell == "fish":
        return " ".join("'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'" for word in words)
    return shlex.join(words)


def key_text(key: str, shell: str) -> str:
    """Write keys such as "ctrl-x ctrl-l" or "alt-l" as a shell's own settings have them."""
    written = [_one_key(word, shell) for word in key.lower().split()]
    if not 1 <= len(written) <= 2 or any(not word for word in written):
        raise UsageError(f"{key!r} is no key", hint='a key is written "alt-l", "ctrl-g" or "ctrl-x ctrl-l"')
    return "".join(written)


def _one_key(word: str, shell: str) -> str:
    match = re.fullmatch(r"(?:(ctrl|alt)-)?([!-~])", word)
    if match is None or (match[1] == "ctrl" and (not "a" <= match[2] <= "z" or match[2] in _TAKEN)):
        return ""
    letter = "\\" + match[2] if match[2] in "\\\"'^" else match[2]
    if match[1] is None:
        return letter
    controls = {"bash": ("\\C-", "\\e"), "zsh": ("^", "^["), "fish": ("\\c", "\\e")}[shell]
    return controls[match[1] == "alt"] + (letter.upper() if shell == "zsh" and match[1] == "ctrl" else letter)
