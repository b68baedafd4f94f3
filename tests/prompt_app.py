"""The real prompt over a model that says what the test wants: `python -m tests.prompt_app [--plain] [--boom]`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator
from pathlib import Path
from types import SimpleNamespace

from core.app import App, Flags
from core.assist.conversation import Turn
from core.assist.references import References
from core.commands.declare import command, table
from core.commands.kinds import Text
from core.render.screen import open_screen
from core.repl.prompting import run_loop
from core.words.command import CommandTable
from core.words.events import Answer, Choice, Event, Events, Notice, Output, PieceEvent, Question, ReplyDone
from core.words.values import Piece, Proposal, Risk, Usage


class Scripted:
    """A conversation whose answers are written in the questions."""

    origin = "the model"
    last_usage = None

    def __init__(self) -> None:
        self.turns: list[str] = []
        self.references = References()

    def messages(self, loaded: object) -> list[str]:
        del loaded
        return self.turns

    def ask(self, question: str, *_: object, **__: object) -> Generator[Event, str, Turn]:
        self.turns.append(question)
        came = ""
        try:
            for piece in _pieces(question):
                came += piece
                yield PieceEvent(Piece(piece))
        finally:
            with Path(os.environ["HOME"], "came.txt").open("w") as file:
                file.write(came[-1000:])
        usage = Usage(prompt=100, generated=23, generate_seconds=0.5)
        self.last_usage = usage
        yield ReplyDone(came, usage, {"text": came})
        return Turn(came, "end", usage)


def _pieces(question: str) -> Generator[str, None, None]:
    verb, _, rest = question.partition(" ")
    if verb == "forever":
        for number in range(10**9):
            time.sleep(0.005)
            yield f"word{number} "
    elif verb == "slow":
        for number in range(int(rest)):
            time.sleep(0.02)
            yield f"word{number} "
    elif verb == "stream":
        name, size = rest.split()
        text = Path(name).read_bytes().decode("utf-8", "surrogateescape")
        for at in range(0, len(text), int(size)):
            yield text[at : at + int(size)]
    elif verb == "wait":
        time.sleep(float(rest))
        yield "at last"
    elif verb == "crash":
        raise RuntimeError("a fault in a handler")
    else:
        yield f"you said {question!r}"


def unescaped(text: str) -> str:
    """Read "\\x1b" and "\\u202e" as the characters they name, so that a test can type them."""
    return text.encode("ascii", "backslashreplace").decode("unicode_escape")


@command("consent", group="test")
def consent(app: App, line: Text) -> Events:
    """Ask whether a command may run."""
    time.sleep(0.3 if line.startswith("late") else 0)
    proposal = Proposal(unescaped(line), "does things",
                        Risk.DANGEROUS, ("deletes files",), app.cwd)
    given = yield Question("Run it?", proposal=proposal)
    yield Answer(f"the answer was {given}")


@command("twice", group="test")
def twice(app: App) -> Events:
    """Ask two questions, whatever is answered."""
    del app
    first = yield Question("First?")
    yield Notice(f"first {first}")
    second = yield Question("Second?")
    yield Answer(f"second {second}")


@command("dawdle", group="test")
def dawdle(app: App) -> Events:
    """Ask, then work for a while."""
    del app
    yield Question("Go on?")
    yield Notice("waiting")
    time.sleep(1)


@command("pick", group="test")
def pick(app: App) -> Events:
    """Ask for one of three."""
    del app
    given = yield Question("Which?", choices=(Choice("1", "one"), Choice("2", "two"), Choice("n", "none")))
    yield Answer(f"picked {given}")


@command("write", group="test")
def write(app: App) -> Events:
    """Ask for a text."""
    del app
    given = yield Question("command:", choices=(), default="none")
    yield Answer(f"written {given!r}")


@command("child", group="test")
def child(app: App, text: Text) -> Events:
    """Show text as if a child process had written it."""
    del app
    yield Output(unescaped(text))
    yield Notice("child ended")


@command("kept", group="test")
def kept(app: App) -> Events:
    """Show the output that the next question would know of."""
    output = app.references.last("output")
    yield Answer(f"kept {output.text!r}" if output else "kept nothing", form="code")


class PromptApp(App):
    """The real app but for what makes answers."""

    conversation = Scripted()  # type: ignore[assignment]
    has_conversation = True  # type: ignore[assignment]
    engine = SimpleNamespace(  # type: ignore[assignment]
        loaded=SimpleNamespace(name="scripted-1b", context=4096), state="ready", memory_bytes=lambda: 1_200_000_000,
        count=lambda _: 123)

    def chat_options(self) -> None:  # type: ignore[override]
        """The script needs none."""

    def warm_up(self) -> None:
        """There is nothing to load."""

    def close(self) -> None:
        """There is nothing to end."""


def main() -> int:
    own = {one.name: one for one in (f.declared_command for f in (consent, twice, dawdle, pick, write, child, kept))}
    every = CommandTable(table().by_name | own)
    app = PromptApp(Flags(plain="--plain" in sys.argv), dict(os.environ), every, sys.stdin)
    app.interactive = True
    screen = open_screen(json=False, plain="--plain" in sys.argv, quiet=False, yes="--yes" in sys.argv,
                         environ=os.environ, stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr,
                         show_thinking=False, theme=str(app.settings.get("theme")))
    try:
        return run_loop(app, screen)
    finally:
        screen.close()


if __name__ == "__main__":
    sys.exit(main())
