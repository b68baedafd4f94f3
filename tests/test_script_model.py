"""What a model writes, a script or a change to one, is shown, checked and asked about like everything else."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from at_hand import open_app, say

from core.app import App, Flags
from core.assist.conversation import Turn
from core.commands.declare import table
from core.engine.options import ChatOptions
from core.words.events import Event, Notice
from core.words.values import InstalledModel, ModelCard, Usage

pytestmark = pytest.mark.timeout(240)


class Speaker:
    """A conversation in which one answer was written beforehand."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def ask(self, question: str, options: ChatOptions, *, shown: bool) -> Generator[Event, str, Turn]:
        del options, shown
        self.asked.append(question)
        yield from ()
        return Turn(self.answer, "end", Usage())


class ModelApp(App):
    """The real app but for the model: a large one, that says what the test wants."""

    speaker: Speaker

    def chosen(self) -> InstalledModel:
        return InstalledModel("able-7b", (self.home.root / "able.gguf",), 4_000_000_000, True,
                              ModelCard("able-7b", parameters=7_000_000_000), "Q4_K_M", 3)

    def passing_conversation(self) -> Speaker:  # type: ignore[override]
        return self.speaker


def app_with(tmp_path: Path, answer: str) -> ModelApp:
    made = ModelApp(Flags(home=str(tmp_path / "home")), {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}, table(),
                    open(os.devnull, encoding="utf-8"))  # noqa: SIM115, PTH123 - as standard input, open to the end
    made.interactive = True
    made.speaker = Speaker(answer)
    made.cwd = tmp_path
    return made


def notices(events: list[Event]) -> str:
    return "\n".join(event.text for event in events if isinstance(event, Notice))


def test_an_able_model_writes_the_script_and_it_is_asked_about(tmp_path: Path) -> None:
    app = app_with(tmp_path, "It prints the date.\n\n```python\nprint('today')\n```\n")
    heard = say(app, "write a python script that prints the date called day.py", ["y", "y"])
    assert (heard.status, (tmp_path / "day.py").read_text()) == (0, "print('today')\n")
    assert [question.text for question in heard.questions] == ["Write day.py?", "Run day.py now?"]
    assert "prints the date" in app.speaker.asked[0]


def test_a_written_script_that_cannot_be_read_goes_to_the_fix_loop(tmp_path: Path) -> None:
    app = app_with(tmp_path, "```python\nif True\n    print('now')\n```")
    heard = say(app, "write a python script that prints now called now.py", ["y", "y"])
    assert (heard.status, (tmp_path / "now.py").read_text()) == (0, "if True:\n    print('now')\n")
    assert [question.text for question in heard.questions] == ["Write now.py?", "Change now.py?"]


def test_an_answer_without_a_script_writes_nothing(tmp_path: Path) -> None:
    heard = say(app_with(tmp_path, "I cannot do that."), "write a python script that prints the date called day.py")
    assert (heard.status, (tmp_path / "day.py").exists()) == (1, False)


def test_a_change_by_a_model_says_so_and_is_only_made_after_a_yes(tmp_path: Path) -> None:
    app = app_with(tmp_path, "```python\nd = {'a': 1}\nprint(d['a'])\n```\nThe key was wrong.")
    path = tmp_path / "a.py"
    path.write_text("d = {'a': 1}\nprint(d['zzz'])\n")
    assert (say(app, "fix a.py").status, path.read_text()) == (6, "d = {'a': 1}\nprint(d['zzz'])\n")
    heard = say(app, "fix a.py", ["y"])
    assert (heard.status, path.read_text()) == (0, "d = {'a': 1}\nprint(d['a'])\n")
    assert "why: The key was wrong.\nfrom: written by the model able-7b" in notices(heard.events)
    assert "KeyError: 'zzz'" in app.speaker.asked[0]


def test_a_change_that_leaves_the_script_unreadable_is_never_offered(tmp_path: Path) -> None:
    app = app_with(tmp_path, "```python\nd = {'a': 1}\nprint(d['a']\n```")
    (tmp_path / "a.py").write_text("d = {'a': 1}\nprint(d['zzz'])\n")
    heard = say(app, "fix a.py", ["y"])
    assert (heard.status, heard.questions) == (1, [])
    assert "able-7b wrote nothing that could mend it" in notices(heard.events)


@pytest.mark.model
def test_the_bundled_model_is_asked_and_its_answer_judged(tmp_path: Path) -> None:
    app = open_app(tmp_path / "home")
    app.cwd = tmp_path
    path = tmp_path / "a.py"
    path.write_text("d = {'a': 1}\nprint(d['zzz'])\n")
    try:
        heard = say(app, "fix a.py")
    finally:
        app.close()
    assert (heard.status in (1, 6), path.read_text()) == (True, "d = {'a': 1}\nprint(d['zzz'])\n")
    assert "asking spark" in notices(heard.events)
