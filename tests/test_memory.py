"""What is remembered: said in plain words, taken back, answered without a model; and what was typed before, found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_hand import ROOT, open_app, program, say
from build_gguf import build

from core.app import App
from core.commands.declare import table
from core.commands.route import route
from core.words.command import AskModel, RunCommand
from core.words.events import Notice, ReplyDone, Table

pytestmark = [pytest.mark.model, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("home")
    (root / "models").mkdir()
    build(root / "models" / "hello.gguf", says=["Hello", " there"])
    return root


@pytest.fixture
def app(home: Path, tmp_path: Path) -> Iterator[App]:
    (home / "memory.jsonl").unlink(missing_ok=True)
    made = open_app(home, model="hello")
    made.cwd = tmp_path
    yield made
    made.close()


def facts(app: App) -> list[str]:
    return [fact["fact"] for fact in say(app, "memory").data]


def test_a_name_is_remembered_replaced_asked_for_and_forgotten(app: App) -> None:
    assert say(app, "my name is Ada").data["fact"] == "my name is Ada"
    assert say(app, "what is my name?").data["answer"] == "Ada (remembered: my name is Ada)"
    assert say(app, "call me Grace.").data == {"number": 2, "fact": "call me Grace", "replaced": [1]}
    assert say(app, "who am I?").data["answer"] == "Grace (remembered: call me Grace)"
    assert say(app, "what do you remember about me?").data[0]["fact"] == "call me Grace"
    assert say(app, "forget my name").data["fact"] == "call me Grace"
    assert facts(app) == []
    assert not app.has_conversation


def test_any_fact_is_remembered_when_asked_to_and_answers_by_its_words(app: App) -> None:
    say(app, "remember that my editor is vim")
    say(app, "please remember I use fish as my shell.")
    assert facts(app) == ["my editor is vim", "I use fish as my shell"]
    assert say(app, "what's my editor?").data["answer"] == "vim (remembered: my editor is vim)"
    assert say(app, "what is my shell?").data["answer"] == "remembered: I use fish as my shell"
    say(app, "remember that my editor is nano")
    assert facts(app) == ["I use fish as my shell", "my editor is nano"]
    say(app, "forget that I use fish")
    assert facts(app) == ["my editor is nano"]
    assert say(app, "memory ask what is my editor?").status == 0
    assert say(app, "/memory ask what is my hat?").status == 2


def test_what_memory_does_not_know_goes_to_the_model(app: App) -> None:
    heard = say(app, "what is my name?")
    assert [event.text for event in heard.events if isinstance(event, ReplyDone)] == ["Hello there"]
    assert app.conversation.turns[0].text == "what is my name?"
    # A wish that only looks like a question about oneself is still a wish for a command.
    assert not any(isinstance(event, ReplyDone) for event in say(app, "what is my ip address").events)


def test_with_memory_off_nothing_is_kept_or_answered(app: App) -> None:
    say(app, "my name is Ada")
    say(app, "config set memory off")
    assert any(isinstance(event, ReplyDone) for event in say(app, "what is my name?").events)
    assert any(isinstance(event, ReplyDone) for event in say(app, "my name is Bob").events)
    assert say(app, "remember that I use fish").status == 2
    listed = say(app, "memory")
    assert [event.text for event in listed.events if isinstance(event, Notice)] == [
        "memory is off: `config set memory on` uses it again"]
    assert listed.data[0]["fact"] == "my name is Ada"
    say(app, "config unset memory")


def test_the_bundled_model_that_takes_no_instructions_knows_the_name_from_memory(tmp_path: Path) -> None:
    program(tmp_path, "my", "name", "is", "Ada")
    ended = program(tmp_path, "--model", "spark", "what", "is", "my", "name?")
    assert (ended.stdout, ended.returncode) == ("Ada (remembered: my name is Ada)\n", 0)
    assert (ROOT / "models" / "spark" / "spark.gguf").exists()


def test_what_was_asked_and_run_is_found_in_all_sessions(app: App) -> None:
    say(app, "how do I rotate the nginx logs?")
    say(app, "! echo rotated log")
    say(app, "new")
    say(app, "what is a béret?")
    say(app, "! echo other")
    say(app, "! echo other")
    asked = say(app, "what did I ask about the logs?")
    assert [(one["kind"], one["text"]) for one in asked.data] == [("asked", "how do I rotate the nginx logs?")]
    assert not any(isinstance(event, ReplyDone) for event in asked.events)
    both = say(app, "history search log").data
    assert [(one["kind"], one["text"]) for one in both] == [
        ("ran", "echo rotated log"), ("asked", "how do I rotate the nginx logs?")]
    assert [one["text"] for one in say(app, "history search other").data] == ["echo other"]
    assert [one["text"] for one in say(app, "history search beret").data] == ["what is a béret?"]
    assert say(app, "what did I ask about zebras?").data == []
    table_ = next(event for event in say(app, "what did I ask about zebras?").events if isinstance(event, Table))
    assert table_.empty == "nothing with 'zebras' was asked in this or an earlier session"
    assert say(app, "what was my last question?").data[0]["text"] == "what is a béret?"
    assert say(app, 'history search "*) OR -"').status == 0


def test_what_goes_along_with_a_question_is_no_part_of_what_was_asked(app: App, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("the walrus sleeps\n")
    say(app, "what is in @notes.txt ?")
    assert say(app, "history search walrus").data == []
    assert [one["text"] for one in say(app, "history search notes").data] == ["what is in @notes.txt ?"]


@pytest.mark.parametrize(("line", "searches"), [
    ("sessions tar archives", True), ("sessions nginx", True), ('sessions "of parliament"', True),
    ("sessions", True), ("sessions of parliament are public", False), ("sessions with a therapist", False),
    ("sessions are long", False), ("sessions nginx?", False), ("sessions one two three four", False)])
def test_bare_words_after_sessions_are_a_search_unless_they_make_a_sentence(line: str, searches: bool) -> None:
    found = route(line, table())
    assert isinstance(found, RunCommand) == searches
    assert searches or found == AskModel(line)


def test_the_last_command_is_explained_and_run_again(app: App, tmp_path: Path) -> None:
    say(app, "! echo hello")
    assert say(app, "explain the last command").data["command"] == "echo hello"
    heard = say(app, "run it again")
    assert [event.text for event in heard.events if isinstance(event, Notice)] == ["again: echo hello"]
    assert heard.status == 0
    say(app, "! touch made")
    (tmp_path / "made").unlink()
    asked = say(app, "run it again")
    assert [question.proposal.command for question in asked.questions if question.proposal] == ["touch made"]
    assert (asked.status, (tmp_path / "made").exists()) == (6, False)
    assert say(app, "run it again", ["y"]).status == 0
    assert (tmp_path / "made").exists()
    say(app, "hello?")
    assert say(app, "explain the last command").data["command"] == "touch made"
    assert any(isinstance(event, ReplyDone) for event in say(app, "do it again").events)
    number = next(one["number"] for one in say(app, "context refs").data if one["text"] == "echo hello")
    assert say(app, f"explain last {number}").data["command"] == "echo hello"


def test_nothing_to_run_again_says_so(app: App) -> None:
    heard = say(app, "/run again")
    assert heard.failure is not None
    assert heard.failure.message == "no command was run in this session"
