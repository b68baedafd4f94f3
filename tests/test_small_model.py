"""What a person gets where the model is too small to read a text: what is known without it, no command out of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_hand import Heard, open_app, say
from build_gguf import build

from core.app import App
from core.assist.error_words import why_failed
from core.words.events import Answer, Notice


@pytest.mark.parametrize(("command", "wrote", "known"), [
    ("python3 a.py", "Traceback (most recent call last):\n  File \"a.py\", line 1\nKeyError: 'x'\n",
     ("the dictionary has no key 'x'", "print its keys before this line, or ask with .get(…)")),
    ("python3 b.py", "python3: can't open file '/srv/b.py': [Errno 2] No such file or directory",
     ("there is no file /srv/b.py", "`list` shows what is there")),
    ("ls b", "ls: cannot access 'b': No such file or directory\n",
     ("b is not there, seen from the folder it runs in", "`list` shows what is there")),
    ("cat", "cat: 'my file.txt': No such file or directory",
     ("my file.txt is not there, seen from the folder it runs in", "`list` shows what is there")),
    ("cat a b", "one\ncat: b: No such file or directory\ntwo\n",
     ("b is not there, seen from the folder it runs in", "`list` shows what is there")),
    ("node a.js", "a.js:1\nReferenceError: x is not defined\n    at Object (a.js:1:1)\n",
     ("the name x is used, and nothing of that name was made before",
      "look for a slip in the name, or declare it with let or const")),
    ("grpe", "bash: line 1: grpe: command not found",
     ("there is no command grpe here", "look for a slip in the name, or install the program")),
    ("./go", "bash: ./go: Permission denied", ("./go may not be used like that",
                                                   "`!chmod u+x` makes a file a program")),
    ("make", "make: *** No rule to make target 'x'.  Stop.", None), ("false", "", None)])
def test_why_a_command_failed_is_read_from_what_it_wrote(command: str, wrote: str,
                                                         known: tuple[str, str] | None) -> None:
    assert why_failed(command, wrote, 1) == known


@pytest.mark.parametrize(("status", "means"), [
    (0, "it did not fail: its exit status is 0"), (130, "it was stopped by Ctrl-C"),
    (137, "it was killed, often because the memory was used up"), (3, None)])
def test_a_status_says_something_by_itself(status: int, means: str | None) -> None:
    found = why_failed("x", "nothing that is known", status)
    assert (found and found[0]) == means


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The prompt over a model that wants no instructions, and whose every answer is the same command."""
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "small.gguf", says=["```sh\n", "git", " checkout .", "\n```\n", "Throws away."],
          metadata={"lucifer.system_prompt": ""})
    (tmp_path / "notes.txt").write_text("buy milk\n")
    opened = open_app(tmp_path, model="small")
    opened.cwd = tmp_path
    yield opened
    opened.close()


def told(heard: Heard, kind: type[Answer | Notice]) -> list[str]:
    return [event.text for event in heard.events if isinstance(event, kind)]


@pytest.mark.model
def test_why_did_that_fail_is_answered_without_it(app: App) -> None:
    assert say(app, "!grpe x notes.txt").status == 127
    assert told(say(app, "why did that fail?"), Answer) == [
        "grpe x notes.txt: there is no command grpe here. To try: look for a slip in the name, or install the program; "
        "`fix the last command` puts it right."]
    assert app.conversation.turns == []
    assert say(app, "!true").status == 0
    assert told(say(app, "why did that fail?"), Answer) == [
        "true: it did not fail: its exit status is 0. To try: ask about what it wrote."]
    assert say(app, "!false").status == 1
    failure = say(app, "fix the last command").failure
    assert failure is not None
    assert failure.message == "nothing is known that would put this right: false"


@pytest.mark.model
def test_what_it_makes_of_a_text_is_called_a_guess_and_no_command_of_it_is_offered(app: App) -> None:
    heard = say(app, "@notes.txt explain this")
    assert told(heard, Notice)[0] == ("this model is too small to read texts: what it says of notes.txt is a guess; "
                                      "`llm recommend` names models for this machine that can")
    assert heard.questions == []
    assert [question.text for question in say(app, "?how do I throw my changes away").questions] == ["run this?"]


@pytest.mark.model
def test_what_it_could_not_read_is_kept_but_not_given_to_it_again(app: App) -> None:
    say(app, "?hello")
    say(app, "@notes.txt explain this")
    conversation = app.conversation
    assert len(conversation.turns) == 4
    assert [message.text for message in conversation.messages(app.engine_ready())][:1] == ["hello"]
    assert len(conversation.messages(app.engine_ready())) == 2
