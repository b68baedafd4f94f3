"""The line below the prompt: its context figure is that of the turns the model would be given now."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from at_hand import open_app, say
from build_gguf import build

from core.app import App
from core.commands.perform import perform
from core.commands.route import route
from core.repl.toolbar import Toolbar
from core.words.events import PieceEvent

pytestmark = [pytest.mark.model, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("home")
    (root / "models").mkdir()
    build(root / "models" / "hello.gguf", says=["Hello", " there"])
    build(root / "models" / "endless.gguf", chain=True)
    return root


def prompt(opened: list[App], home: Path, model: str) -> tuple[App, Toolbar]:
    app = open_app(home, model=model)
    opened.append(app)
    app.engine_ready()
    return app, Toolbar(app)


def shown(toolbar: Toolbar) -> str:
    """The context figure, once it is known."""
    deadline = time.monotonic() + 20
    while " context … " in toolbar.text():
        assert time.monotonic() < deadline, "never counted"
        time.sleep(0.005)
    return toolbar.text().split(" | ")[1].removeprefix("context ").split(" of ")[0].replace(",", "")


def counted(app: App) -> str:
    loaded = app.engine.wait()
    return str(app.engine.count(app.conversation.messages(loaded)))


def test_it_follows_what_is_asked_taken_back_and_summed_up(opened: list[App], home: Path) -> None:
    app, toolbar = prompt(opened, home, "hello")
    assert shown(toolbar) == "0"
    figures = []
    for line in ("hi", "a second question, which is longer", "undo", "compact"):
        assert say(app, line, ["y"]).failure is None
        toolbar.changed()
        figures.append(shown(toolbar))
        assert figures[-1] == counted(app)
    assert int(figures[0]) < int(figures[1]) and figures[0] == figures[2]


def test_an_answer_that_was_stopped_counts_as_far_as_it_came(opened: list[App], home: Path) -> None:
    app, toolbar = prompt(opened, home, "endless")
    events = perform(app, route("go on", app.table))
    while not isinstance(next(events), PieceEvent):
        pass
    events.close()
    assert shown(toolbar) == counted(app) != "0"


def test_a_resumed_conversation_is_counted(opened: list[App], home: Path) -> None:
    before, _ = prompt(opened, home, "hello")
    say(before, "remember this")
    app, toolbar = prompt(opened, home, "hello")
    assert say(app, f"resume {before.conversation.session.id}").failure is None
    assert shown(toolbar) == counted(app) == counted(before)


def test_telling_how_things_stand_never_waits(opened: list[App], home: Path) -> None:
    app, toolbar = prompt(opened, home, "endless")
    events = perform(app, route("go on", app.table))
    while not isinstance(next(events), PieceEvent):
        pass
    begun = time.monotonic()
    assert " context … " in toolbar.text()
    assert time.monotonic() - begun < 0.5
    events.close()
