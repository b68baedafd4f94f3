"""A list is followed up: "read the second one", "delete the first two", "move them to old"."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_hand import open_app, say

from core.app import App
from core.assist.at_hand_words import spelled_out
from core.assist.listed import paths_printed, rows_meant
from core.assist.references import References
from core.commands.declare import table
from core.commands.route import route
from core.store.home import Home
from core.store.sessions import Sessions
from core.words.command import AskModel, RunCommand
from core.words.errors import Declined
from core.words.events import Notice


@pytest.fixture
def app(tmp_path: Path) -> App:
    (tmp_path / "work" / "sub").mkdir(parents=True)
    for name in ("a.log", "b.log", "c.log", "notes.txt", "two words.log"):
        (tmp_path / "work" / name).write_text(f"this is {name}\n")
    opened = open_app(tmp_path / "home")
    opened.cwd = tmp_path / "work"
    return opened


@pytest.mark.parametrize(("words", "rows"), [
    ("the first one", (0,)), ("the first", (0,)), ("the second file", (1,)), ("third one", (2,)),
    ("the 4th one", (3,)), ("the last", (4,)), ("the last one", (4,)), ("the sixth one", ()), ("the 0th one", ()),
    ("the first two", (0, 1)), ("the first 3 files", (0, 1, 2)), ("the last two", (3, 4)), ("the first six", ()),
    ("them", (0, 1, 2, 3, 4)), ("all of them", (0, 1, 2, 3, 4)), ("these files", (0, 1, 2, 3, 4)),
    ("all of those", (0, 1, 2, 3, 4)), ("both", ()), ("the files", None), ("first", None), ("the one", None),
    ("it", None), ("the first time", None), ("all", None), ("", None)])
def test_words_mean_rows(words: str, rows: tuple[int, ...] | None) -> None:
    assert rows_meant(words, 5) == rows
    assert rows_meant("both of them", 2) == (0, 1)


@pytest.mark.parametrize(("line", "meant"), [
    ("delete the first one", ("delete", ("the first one",))), ("delete them", ("delete", ("them",))),
    ("delete all of them", ("delete", ("all of them",))), ("read the second one", ("read", ("the second one",))),
    ("read the first two", ("read", ("the first two",))), ("delete both", ("delete", ("both",))),
    ("delete the first and the third one", ("delete", ("the first", "the third one"))),
    ("move them to old/", ("move", ("them",))), ("copy the first two files to ~/x", ("copy", ("the first two files",))),
    ("delete both of us", None), ("read the first book of the bible", None), ("open the second bottle", None),
    ("delete the first line of it", None), ("move them around", None), ("copy these ideas to paper", None)])
def test_a_line_that_follows_a_list_up_is_a_command(line: str, meant: tuple[str, tuple[str, ...]] | None) -> None:
    found = route(line, table())
    if meant is None:
        assert isinstance(found, AskModel)
        return
    assert isinstance(found, RunCommand)
    what = next(iter(found.values.values()))
    assert (found.command.name, what.sources if found.command.name in ("move", "copy") else what.files) == meant


def test_a_row_is_read_and_one_that_is_not_there_is_said(app: App) -> None:
    say(app, "find log files")
    assert shown(app, "read the second one") == "this is b.log"
    assert shown(app, "read the last one") == "this is b.log", "by now that is what was read last"
    assert "no file was shown or made that 'the ninth one' could mean" in str(say(app, "read the ninth one").failure)
    say(app, "find log files")
    assert shown(app, "read the last one") == "this is two words.log"


def test_several_are_deleted_after_one_question_that_names_them(app: App) -> None:
    say(app, "find log files")
    assert isinstance(say(app, "delete the first two", ["n"]).failure, Declined)
    (asked,) = say(app, "delete the first two", ["y"]).questions
    assert [name in asked.text for name in ("a.log", "b.log", "c.log")] == [True, True, False]
    assert sorted(path.name for path in app.cwd.iterdir()) == ["c.log", "notes.txt", "sub", "two words.log"]
    rest = say(app, "delete them", ["y"])
    assert Notice("left out, no longer there: a.log, b.log") in rest.events
    assert sorted(path.name for path in app.cwd.iterdir()) == ["notes.txt", "sub"]
    assert "no longer there" in str(say(app, "read the first one").failure)


def test_one_row_is_asked_about_before_it_goes(app: App) -> None:
    say(app, "find log files")
    assert "two words.log" in say(app, "delete the last one", ["y"]).questions[0].text
    assert not (app.cwd / "two words.log").exists()


def test_they_are_moved_and_renamed(app: App) -> None:
    say(app, "find log files")
    say(app, "move them to sub")
    assert sorted(path.name for path in (app.cwd / "sub").iterdir()) == ["a.log", "b.log", "c.log", "two words.log"]
    say(app, "list sub")
    say(app, "rename the second one to second.log")
    assert (app.cwd / "sub" / "second.log").read_text() == "this is b.log\n"
    say(app, "list sub")
    assert "'them' means 4 files here, and this takes one" in str(say(app, "rename them to x.log").failure)


def test_a_folder_is_no_file_to_read(app: App) -> None:
    say(app, "list")
    assert "'them' means folders too, and this takes files" in str(say(app, "read them").failure)


def test_what_a_command_printed_is_a_list(app: App) -> None:
    output = "total 8\n-rw-r--r-- 1 ada ada 14 Nov  1 10:00 two words.log\n4.0K\t./b.log\nnotes.txt:3:hello\nno file\n"
    assert [path.name for path in paths_printed(output, app.cwd)] == ["two words.log", "b.log", "notes.txt"]
    assert paths_printed("sub:\na.log\n", app.cwd) == [], "a recursive list names files without their folder"
    assert paths_printed("├── a.log\n", app.cwd) == []
    say(app, "!ls *.log")
    assert shown(app, "read the second one") == "this is b.log"


def shown(app: App, line: str) -> str:
    """What the line shows of a file."""
    return str(say(app, line).data["text"]).strip()


@pytest.mark.parametrize(("request_", "spelled"), [
    ("compress them", "compress a.log 'two words.log' sub"), ("zip all of them into x", None),
    ("make the first one executable", "make a.log executable"), ("count the lines in the second one", None),
    ("sort the first two by size", None), ("find the duplicates and delete them", ""),
    ("show the first line of it", ""), ("print the first file in src", ""), ("list the first ten files", ""),
    ("find a script and run the first one", ""), ("show them who I am", ""), ("print the ninth one", "")])
def test_a_request_names_the_rows(app: App, request_: str, spelled: str | None) -> None:
    app.references.note_list([app.cwd / "a.log", app.cwd / "two words.log", app.cwd / "sub"], "listed")
    rows = {"all of them": "a.log 'two words.log' sub", "the first two": "a.log 'two words.log'",
            "the second one": "'two words.log'", "them": "a.log 'two words.log' sub"}
    said = next((words for words in rows if spelled is None and words in request_), "")
    wanted = request_ if spelled == "" else spelled or request_.replace(said, rows[said])
    assert spelled_out(request_, app.references, app.cwd) == wanted


def test_lists_come_back_with_the_session_and_a_torn_one_is_none(tmp_path: Path) -> None:
    sessions = Sessions(Home.open(tmp_path / "home", {}))
    session = sessions.start()
    found = References(session)
    found.note_list([tmp_path / "a", tmp_path / "b"], "found")
    session.event("listed", rows=[["/x", "file"], 7, ["/y"], [3, "file"]], how="found")
    found.note_list([], "found")
    again = References(sessions.open(session.id))
    assert [one.text for one in found.resolve_all("them")] == [str(tmp_path / "a"), str(tmp_path / "b")]
    assert [one.text for one in again.resolve_all("them")] == ["/x"]
