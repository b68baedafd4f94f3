"""`help`: all commands, or one in full."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import CommandName
from core.words.command import Command, CommandTable
from core.words.events import Answer, Events
from core.words.values import Json

GROUPS = ("chat", "files", "models", "scripts", "tests", "settings")
_ROUTES = (("any other text", "goes to the model"), ("/command", "is a command for certain"),
           ("!command", "runs in the shell"), ("?text", "goes to the model for certain, like text after a blank"),
           ("@file", "in a question: the file goes along"))


@command("help", group="settings")
def help_(app: App, topic: CommandName = "", *, markdown: bool = False) -> Events:
    """List all commands, or show one in full: help llm use"""
    found = app.table.get(topic.lower().removeprefix("/")) if topic else None
    if found is not None:
        yield Answer(_in_full(found), command_data(found))
    elif markdown:
        yield Answer(reference(app.table), form="code")
    else:
        yield Answer(_overview(app.table), [command_data(each) for each in app.table])
    return 0


def command_data(found: Command) -> dict[str, Json]:
    """Write a command as `help --json` prints it."""
    return {"name": found.name, "aliases": list(found.aliases), "group": found.group, "usage": found.usage,
            "summary": found.summary, "help": found.help, "needs": [need.value for need in found.needs]}


def _in_full(found: Command) -> str:
    aliases = f"\n\nalso: {', '.join(found.aliases)}" if found.aliases else ""
    needs = f"\n\nneeds: {', '.join(need.value for need in found.needs)}" if found.needs else ""
    return f"{found.usage}\n\n{found.help}{aliases}{needs}"


def _overview(table: CommandTable) -> str:
    parts = []
    for group in GROUPS:
        commands = [each for each in table if each.group == group]
        if commands:
            parts.append("\n".join([group, *(f"  {each.name:<18}{each.summary}" for each in commands)]))
    parts.append("\n".join(["a line", *(f"  {typed:<18}{meaning}" for typed, meaning in _ROUTES)]))
    return "\n\n".join(parts) + "\n\n`help COMMAND` shows one in full."


def reference(table: CommandTable) -> str:
    """Write docs/COMMANDS.md."""
    lines = ["# Commands", "", "Made by `python3 lucifer.py help --markdown`; a test holds it equal to the code.", ""]
    lines += ["| a line | what it is |", "|---|---|", *(f"| `{typed}` | {meaning} |" for typed, meaning in _ROUTES), ""]
    for group in GROUPS:
        lines += [f"## {group.capitalize()}", ""]
        for each in (each for each in table if each.group == group):
            lines += [f"### `{each.usage}`", "", each.help, ""]
            if each.aliases:
                lines += ["Also: " + ", ".join(f"`{alias}`" for alias in each.aliases), ""]
    return "\n".join(lines)
