"""What goes along with a question: files, folders and output, their sizes said first, in part where they do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_hand import Heard, open_app, say
from build_gguf import build

from core.app import App
from core.assist.folder_text import folder_text
from core.assist.parts_of_text import part_of
from core.words.events import Notice, PieceEvent, ReplyDone

pytestmark = [pytest.mark.model, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("home")
    (root / "models").mkdir()
    build(root / "models" / "hello.gguf", says=["Hello", " there"], context=2048)
    return root


@pytest.fixture
def app(home: Path, tmp_path: Path) -> Iterator[App]:
    made = open_app(home, model="hello")
    made.cwd = tmp_path
    yield made
    made.close()


def before_the_answer(heard: Heard) -> list[str]:
    """Return the notices that were seen before the first piece of the answer."""
    found: list[str] = []
    for event in heard.events:
        if isinstance(event, PieceEvent):
            return found
        found += [event.text] if isinstance(event, Notice) else []
    raise AssertionError(f"no answer came: {heard.failure}")


def asked(app: App) -> str:
    return app.conversation.turns[-2].text


def test_what_was_shown_goes_along_when_it_is_spoken_of(app: App, tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("print(1 +)\n")
    assert say(app, "show me main.py").status == 0
    tokens = app.engine_ready() and app.engine.count_text("print(1 +)\n")
    heard = say(app, "is there a bug in it?")
    assert before_the_answer(heard) == [f"main.py goes along: {tokens} tokens"]
    assert asked(app) == "is there a bug in it?\n\nmain.py:\n```\nprint(1 +)\n```"
    assert before_the_answer(say(app, "how are you?")) == []
    assert asked(app) == "how are you?"
    kinds = [(one["kind"], one["how"]) for one in say(app, "context refs").data]
    assert ("file", "asked about") in kinds


def test_it_is_another_file_once_the_person_says_so(app: App, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("a = 1\n")
    (tmp_path / "b.py").write_text("b = 2\n")
    say(app, "show me b.py")
    say(app, "show me a.py")
    say(app, "what does it do?")
    assert asked(app).startswith("what does it do?\n\na.py:")
    app.fills_in = True
    assert say(app, "no, I meant b.py").data["text"] == str(tmp_path / "b.py")
    assert app.next_line == "what does it do?"
    say(app, "what does it do?")
    assert asked(app).startswith("what does it do?\n\nb.py:")
    number = next(one["number"] for one in say(app, "context refs").data if one["text"].endswith("a.py"))
    assert say(app, f"context use {number}").data["text"] == str(tmp_path / "a.py")
    assert say(app, f"context forget {number}").status == 0
    assert all(one["text"] != str(tmp_path / "a.py") for one in say(app, "context refs").data)
    assert say(app, "no, I meant nosuch.py").status == 2


def test_the_last_command_and_its_output_go_along(app: App) -> None:
    say(app, "! ls nosuch")
    heard = say(app, "what is wrong in @last ?")
    assert before_the_answer(heard)[0].startswith("the output of ls nosuch: ")
    assert "$ ls nosuch\nls: cannot access 'nosuch'" in asked(app)
    say(app, "new")
    assert say(app, "what is wrong in @last ?").status == 2
    say(app, "! ls nosuch")
    assert before_the_answer(say(app, "why did that fail?"))[0].startswith("the output of ls nosuch goes along: ")
    assert "(exit status 2)" in asked(app)


def test_a_folder_goes_along_as_its_tree_and_its_texts(app: App, tmp_path: Path) -> None:
    src = tmp_path / "src"
    (src / "inner").mkdir(parents=True)
    (src / "a.txt").write_text("alpha\n")
    (src / "inner" / "b.txt").write_text("beta\n")
    (src / "c.bin").write_bytes(b"\0\1")
    (src / ".env").write_text("SECRET=1\n")
    heard = say(app, "what is in @src ?")
    told = before_the_answer(heard)[0]
    assert told.startswith("src/: its tree and 2 of 2 text files, ")
    assert told.endswith("passed over: 1 not text, 1 private")
    assert "src/ (what is in it):\n```\n.env\na.txt\nc.bin\ninner/\n  b.txt\n```" in asked(app)
    assert "src/inner/b.txt:\n```\nbeta\n```" in asked(app)
    assert "SECRET" not in asked(app)


def test_a_large_file_goes_in_part_and_says_which_lines(app: App, tmp_path: Path) -> None:
    lines = [f"entry {number} all is well" for number in range(1, 1001)]
    lines[699] = "entry 700 the turbine stopped"
    (tmp_path / "big.log").write_text("\n".join(lines) + "\n")
    heard = say(app, "what happened to the turbine in @big.log ?")
    told = before_the_answer(heard)[0]
    assert told.startswith("big.log in part: lines 1 to ")
    assert "698 to 702" in told
    assert told.count("of 1,000 (") == 1
    assert "the turbine stopped" in asked(app)
    assert "[… lines 703 to" in asked(app)
    done = next(event for event in heard.events if isinstance(event, ReplyDone))
    assert done.data["tokens"]["prompt"] <= 2048 - 512


def test_a_part_holds_beginning_end_and_what_the_question_names() -> None:
    text = "\n".join(f"line {number}" if number != 50 else "line 50 ERROR disk full" for number in range(1, 101))
    taken = part_of(text, 60, "what is the error with the disk?", lambda part: len(part) // 5 + 1)
    assert taken.tokens <= 60
    assert taken.what == "lines 1 to 11, 48 to 52 and 94 to 100 of 100"
    assert taken.text.split("\n")[11:13] == ["[… lines 12 to 47 are left out …]", "line 48"]
    one_line = part_of("x" * 10_000, 50, "", lambda part: len(part) // 4 + 1)
    assert one_line.what == "characters 1 to 69 and 9,932 to 10,000"
    assert "[… characters 70 to 9,931 are left out …]" in one_line.text


def test_a_folder_of_many_files_is_bounded_and_follows_no_link(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"f{number:03}.txt").write_text(str(number))
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "x.js").write_text("no")
    (tmp_path / "root").symlink_to("/")
    read = folder_text(tmp_path)
    assert (len(read.files), read.passed_over) == (200, "201 beyond the limits")
    assert "x.js" not in read.tree
