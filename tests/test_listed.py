"""A list is followed up: "read the second one", "delete the first two", "move them to old"."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_hand import open_app, say

from core.app import App
from core.assist.at_hand_words import spelled_out
from core.assist.listed import paths_printed, rows_meant
from core.assist.references import References
from core.commands.file_requests import Sending
from core.commands.names_here import command_here
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


ROWS = [("file", "document"), ("folder", "directory"), ("file", "document", "script"), ("file", "document"),
        ("folder", "directory")]


@pytest.mark.parametrize(("words", "rows"), [
    ("the first one", (0,)), ("the first", (0,)), ("the second one", (1,)), ("third one", (2,)),
    ("the 4th one", (3,)), ("the last", (4,)), ("the last one", (4,)), ("the sixth one", ()), ("the 0th one", ()),
    ("the first two", (0, 1)), ("the first 3 entries", (0, 1, 2)), ("the last two", (3, 4)), ("the first six", ()),
    ("them", (0, 1, 2, 3, 4)), ("all of them", (0, 1, 2, 3, 4)), ("all of those", (0, 1, 2, 3, 4)), ("both", ()),
    ("the second file", (2,)), ("these files", (0, 2, 3)), ("those folders", (1, 4)), ("both folders", (1, 4)),
    ("the first folder", (1,)), ("the third folder", ()), ("the last two files", (2, 3)), ("the first script", (2,)),
    ("the last file", None), ("the last script", None), ("the files", None), ("first", None), ("the one", None),
    ("it", None), ("the first time", None), ("all", None), ("", None)])
def test_words_mean_rows(words: str, rows: tuple[int, ...] | None) -> None:
    assert rows_meant(words, ROWS) == rows
    assert rows_meant("both of them", ROWS[:2]) == (0, 1)


@pytest.mark.parametrize(("line", "meant"), [
    ("delete the first one", "delete: the first one"), ("delete them", "delete: them"),
    ("please get rid of them", None), ("remove all of them please", "delete: all of them"),
    ("read the second one", "read: the second one"), ("can you show me the second one?", "read: the second one"),
    ("read the first two files", "read: the first two files"), ("delete both", "delete: both"),
    ("delete the first and the third one", "delete: the first, the third one"),
    ("move them to sub", "move: them > sub"), ("move them to old/", "move: them > old/"),
    ("put them into the folder new", "move: them > new"), ("copy the first two to sub", "copy: the first two > sub"),
    ("rename the second one to x.log", "rename: the second one > x.log"),
    ("delete the ninth one", "delete: the ninth one"), ("read the ninth one", None),
    ("move them to monday", None), ("put them into words", None), ("copy them to me", None), ("put them to rest", None),
    ("delete both of us", None), ("read the first book of the bible", None), ("open the second bottle", None),
    ("delete the first line of it", None), ("move them around", None), ("copy these ideas to paper", None)])
def test_a_line_that_follows_a_list_up_is_a_command(app: App, line: str, meant: str | None) -> None:
    assert isinstance(route(line, app.table), AskModel), "what is at hand is not seen by the route"
    app.references.note_list([app.cwd / name for name in ("a.log", "b.log", "c.log")])
    found = command_here(app, line)
    assert (summed_up(found) if found else None) == meant


def summed_up(found: RunCommand) -> str:
    what = next(iter(found.values.values()))
    if isinstance(what, Sending):
        return f"{found.command.name}: {', '.join(what.sources)} > {what.target}"
    return f"{found.command.name}: {', '.join(what.files)}"


@pytest.mark.parametrize("line", ["move that to monday", "put it into english", "put this into context",
                                  "copy that to clipboard", "move it to tomorrow", "put it to rest"])
def test_what_points_goes_to_places_only(app: App, line: str) -> None:
    app.references.note("file", str(app.cwd / "notes.txt"), "read")
    assert command_here(app, line) is None
    for place in ("move it to backup", "copy it to notes2", "move it to sub", "move that file to archive",
                  "copy this file to backup", "copy it as old",
                  "move it to archive/", "copy it to notes.bak", "put it into the folder new"):
        assert command_here(app, place) is not None or isinstance(route(place, app.table), RunCommand), place


def test_a_row_is_read_and_one_that_is_not_there_is_said(app: App) -> None:
    say(app, "find log files")
    assert shown(app, "read the second one") == "this is b.log"
    assert shown(app, "read the last one") == "this is two words.log", "a row that is shown leaves the list at hand"
    assert "no list is at hand that 'the ninth one' could mean" in str(say(app, "delete the ninth one").failure)


def test_a_list_is_at_hand_until_something_else_is(app: App) -> None:
    for other in ("read notes.txt", "create x.txt", "cd sub", "!true", "copy notes.txt to y.txt"):
        say(app, "find log files")
        say(app, other)
        assert "no list is at hand" in str(say(app, "delete them", ["y"]).failure), other
        app.cwd = app.cwd.parent if app.cwd.name == "sub" else app.cwd
    say(app, "list")
    app.references.forget_list()
    assert command_here(app, "show me the second one") is None, "it may be the second one of an answer"


def test_several_are_deleted_after_one_question_that_names_them(app: App) -> None:
    say(app, "find log files")
    assert isinstance(say(app, "delete the first two", ["n"]).failure, Declined)
    (asked,) = say(app, "delete the first two", ["y"]).questions
    assert [name in asked.text for name in ("a.log", "b.log", "c.log")] == [True, True, False]
    assert sorted(path.name for path in app.cwd.iterdir()) == ["c.log", "notes.txt", "sub", "two words.log"]
    rest = say(app, "delete them", ["y"])
    assert Notice("left out, no longer there: a.log, b.log") in rest.events
    assert sorted(path.name for path in app.cwd.iterdir()) == ["notes.txt", "sub"]
    assert "no longer there" in str(say(app, "delete the first one").failure)
    say(app, "find log files")
    app.references.note_list([app.cwd / "gone.a", app.cwd / "gone.b"])
    assert "'them' means is no longer there: gone.a and 1 more" in str(say(app, "delete them").failure)


def test_one_row_is_asked_about_before_it_goes(app: App) -> None:
    say(app, "find log files")
    assert "two words.log" in say(app, "delete the last one", ["y"]).questions[0].text
    assert not (app.cwd / "two words.log").exists()


def test_they_are_moved_and_renamed_one_after_the_other(app: App) -> None:
    say(app, "find log files")
    say(app, "move the first one to sub")
    say(app, "move the last two to sub")
    assert sorted(path.name for path in (app.cwd / "sub").iterdir()) == ["a.log", "c.log", "two words.log"]
    say(app, "list sub")
    say(app, "rename the second one to second.log")
    assert (app.cwd / "sub" / "second.log").read_text() == "this is c.log\n"
    say(app, "list sub")
    assert "'them' means 3 files here, and this takes one" in str(say(app, "rename them to x.log").failure)


def test_what_was_moved_or_read_together_is_at_hand_together(app: App) -> None:
    say(app, "move a.log and b.log to sub")
    assert [path.name for path in at_hand(app)] == ["a.log", "b.log"]
    assert {path.parent.name for path in at_hand(app)} == {"sub"}
    say(app, "read notes.txt c.log")
    assert [path.name for path in at_hand(app)] == ["notes.txt", "c.log"]


def at_hand(app: App) -> list[Path]:
    return [Path(one.text) for one in app.references.resolve_all("them")]


def test_what_lies_inside_a_row_goes_with_it(app: App) -> None:
    (app.cwd / "sub" / "in.log").write_text("x")
    app.references.note_list([app.cwd / "sub", app.cwd / "sub" / "in.log", app.cwd / "a.log"])
    assert say(app, "delete them", ["y"]).status == 0
    assert sorted(path.name for path in app.cwd.iterdir()) == ["b.log", "c.log", "notes.txt", "two words.log"]


def test_a_folder_is_no_file_to_read(app: App) -> None:
    say(app, "list")
    assert "'them' means folders too, and this takes files" in str(say(app, "/read them").failure)


@pytest.mark.parametrize(("command", "output", "names"), [
    ("ls -l", "total 8\n-rw-r--r-- 1 ada ada 14 Nov  1 10:00 two words.log\n", ["two words.log"]),
    ("ls", "a.log\n'two words.log'\n", ["a.log", "two words.log"]),
    ("ls -l", "lrwxrwxrwx 1 ada ada 5 Nov  1 10:00 newest -> c.log\n", ["newest"]),
    ("du -h * | sort -h", "4.0K\t./b.log\n8.0K\tsub\n", ["b.log", "sub"]),
    ("grep -n this *", "notes.txt:3:hello\nb.log:1:see a.log\n", ["notes.txt", "b.log"]),
    ("wc -l *.log", " 1 a.log\n 1 b.log\n 2 total\n", ["a.log", "b.log"]),
    ("find . -name '*.log'", "./a.log\n./c.log\n", ["a.log", "c.log"]),
    ("ls -d sub", "sub\n", ["sub"]),
    ("ls sub", "a.log\nb.log\n", []),  # names in there, which are here too
    ("ls su*", "a.log\n", []), ("find sub -printf '%f\\n'", "a.log\n", []), ("grep -h . names", "a.log\n", []),
    ("find sub | xargs -n1 basename", "a.log\n", []), ("fd -x basename", "a.log\n", []), ("rg -I a", "a.log\n", []),
    ("find . -maxdepth 1 -name '*.log' | sort | head -5", "./a.log\n", ["a.log"]),
    ("ls -t | head -1", "a.log\n", ["a.log"]),
    ("ls", "a.log  b.log\n", []), ("ls", "a.log b.log\n", []), ("ls", "a.log\nno file\n", []),
    ("cd sub && ls", "a.log\n", []), ("ssh host ls", "a.log\n", []), ("echo put this in sub", "put this in sub\n", []),
    ("ls -R", "sub:\na.log\n", []), ("find . -printf '%f\\n'", "x\n", []), ("find .", ".\n./a.log\n", []),
    ("tree", "├── a.log\n", []), ("find .", "./a.log\n" * 2_000, [])])
def test_only_what_is_surely_a_list_of_files_is_one(app: App, command: str, output: str, names: list[str]) -> None:
    (app.cwd / "newest").symlink_to("c.log")
    assert [path.name for path in paths_printed(command, output, app.cwd)] == names


def test_what_a_command_printed_is_a_list(app: App) -> None:
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
    app.references.note_list([app.cwd / "a.log", app.cwd / "two words.log", app.cwd / "sub"])
    rows = {"all of them": "a.log 'two words.log' sub", "the first two": "a.log 'two words.log'",
            "the second one": "'two words.log'", "them": "a.log 'two words.log' sub"}
    said = next((words for words in rows if spelled is None and words in request_), "")
    wanted = request_ if spelled == "" else spelled or request_.replace(said, rows[said])
    assert spelled_out(request_, app.references, app.cwd) == wanted


def test_no_list_comes_back_with_the_session(tmp_path: Path) -> None:
    sessions = Sessions(Home.open(tmp_path / "home", {}))
    session = sessions.start()
    found = References(session)
    found.note("folder", str(tmp_path), "listed")
    found.note_list([tmp_path / "a", tmp_path / "b"])
    assert [one.text for one in found.resolve_all("them")] == [str(tmp_path / "a"), str(tmp_path / "b")]
    assert References(sessions.open(session.id)).resolve_all("them") == ()
