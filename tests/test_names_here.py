"""Plain words that mean a file command because of what is here, and those that stay the model's."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_hand import open_app, say, values

from core.app import App
from core.commands.file_making import Making
from core.commands.names_here import command_here

MEANT = [
    ("delete pics", "delete: pics"), ("remove pics", "delete: pics"), ("please delete pics", "delete: pics"),
    ("can you remove notes.txt?", "delete: notes.txt"), ("remove notes.txt please", "delete: notes.txt"),
    ("erase notes.txt", "delete: notes.txt"), ("trash the folder pics", "delete: pics"),
    ("delete old backup.zip", "delete: old backup.zip"), ("delete -rf", "delete: -rf"),
    ("delete meeting notes.txt", "delete: meeting notes.txt"),
    ("delete Ann's list.txt", "delete: Ann's list.txt"), ("show Ben\u2019s list.txt", "read: Ben\u2019s list.txt"),
    ("copy Ann's list.txt to old", "copy: Ann's list.txt > old"), ("remove it", "delete: it"),
    ("list pics", "list: pics"), ("ls pics", "list: pics"), ("what is in pics?", "list: pics"),
    ("what's in the folder pics", "list: pics"), ("show me pics", "list: pics"), ("tree pics", "tree: pics"),
    ("go to pics", "cd: pics"), ("show notes", "read: notes"), ("what is in notes.txt", "read: notes.txt"),
    ("what is in it?", "read: it"), ("read my plans.txt", "read: my plans.txt"), ("open notes", "open: notes"),
    ("copy pics to backup", "copy: pics > backup"), ("move pics to old", "move: pics > old"),
    ("copy old backup.zip to old", "copy: old backup.zip > old"), ("rename pics to photos", "rename: pics > photos"),
    ("rename old backup.zip to new backup.zip", "rename: old backup.zip > new backup.zip"),
    ("rename it to new notes.txt", "rename: it > new notes.txt"), ("fix my plans.txt", "fix: my plans.txt"),
    ("please watch notes.txt", "watch: notes.txt"), ("make a folder called archive", "create: archive"),
    ("make a file todo.txt", "create: todo.txt"),
    ("please make me a new empty folder called a b", "create: a b")]
FOR_THE_MODEL = [
    "delete files", "delete my account", "remove duplicates from the list", "remove llama3.2", "remove it all",
    "list pictures of cats", "show me the way", "show pics of cats", "read me a story", "what is in a hamburger?",
    "what is in the box", "go to bed", "go to pics and sing", "copy that", "copy pics and notes", "move on",
    "move pics around", "copy notes.txt and -rf", "rename pics around", "rename it", "open up", "open source",
    "could you run a marathon", "make it so", "make a folder", "make test",
    "make pics", "make a plan for notes.txt", "create pics", "trees in pics", "delete pics\nnow", "delete " + "x" * 500,
    "put pics back", "put it on my list", "put a smile on", "make a copy of it", "go", "go up the hill",
    "fix notes", "fix pics", "fix my plans", "watch notes", "remove that folder",
    "delete the old notes.txt", "read meeting notes.txt", "delete meeting stuff.txt", "delete nothing.txt or pics"]


@pytest.fixture
def app(tmp_path: Path) -> App:
    folder = tmp_path / "work"
    for name in ("pics", "old"):
        (folder / name).mkdir(parents=True)
    for name in ("notes.txt", "notes", "my plans.txt", "plans.txt", "old backup.zip", "-rf", "pics/cat.jpg",
                 "Ann's list.txt", "Ben\u2019s list.txt"):
        (folder / name).write_text(f"this is {name}\n")
    opened = open_app(tmp_path / "home")
    opened.cwd = folder
    opened.references.note("file", str(folder / "notes.txt"), "read")
    return opened


def said(app: App, line: str) -> str:
    """Write what a line means here: the command, its names, and where to."""
    found = command_here(app, line)
    if found is None:
        return ""
    if not found.values:
        return f"{found.command.name}: "
    if "command" in found.values:
        return f"{found.command.name}: {found.values['command']}"
    value = found.values["what" if "what" in found.values else next(iter(found.values))]
    names = value if isinstance(value, str) else ", ".join(
        getattr(value, "files", ()) or getattr(value, "sources", ()) or getattr(value, "folders", ())
        or [getattr(value, "place", "") or value.file])
    target = getattr(value, "target", "")
    return f"{found.command.name}: {names}" + (f" > {target}" if target else "")


@pytest.mark.parametrize(("line", "meant"), MEANT, ids=[line for line, _ in MEANT])
def test_a_sentence_whose_names_are_here_is_a_command(line: str, meant: str, app: App) -> None:
    assert said(app, line) == meant


@pytest.mark.parametrize("line", FOR_THE_MODEL, ids=[line[:30] for line in FOR_THE_MODEL])
def test_a_sentence_that_names_nothing_here_is_for_the_model(line: str, app: App) -> None:
    assert said(app, line) == ""


def test_what_is_deleted_in_plain_words_lies_in_the_trash_and_comes_back(app: App) -> None:
    heard = say(app, "remove pics", ["y"])
    assert (heard.status, (app.cwd / "pics").exists()) == (0, False)
    assert say(app, "put it back").failure is None
    assert (app.cwd / "pics" / "cat.jpg").read_text() == "this is pics/cat.jpg\n"


def test_a_flag_behind_a_name_is_read_as_one(app: App) -> None:
    (app.cwd / "tidy.py").write_text("print('tidy')\n")
    found = command_here(app, "please fix tidy.py --check")
    assert found is not None
    assert (found.command.name, found.values["script"].file, found.values["check"]) == ("fix", "tidy.py", True)


@pytest.mark.parametrize("undone_by", ["another session", "this one"])
def test_put_it_back_is_about_what_this_session_took_away(undone_by: str, app: App) -> None:
    assert say(app, "remove pics", ["y"]).status == 0
    later = app
    if undone_by == "another session":
        later = open_app(app.home.root)
        later.cwd = app.cwd
    assert said(later, "put it back") == {"another session": "", "this one": "undo: file"}[undone_by]
    assert say(later, "undo").failure is None
    assert (app.cwd / "pics" / "cat.jpg").exists()


@pytest.mark.parametrize("line", ["delete my plans.txt", "move my plans.txt to old", "rename my plans.txt to p.md"])
def test_a_name_with_blanks_is_not_taken_for_a_part_of_it(app: App, line: str) -> None:
    # "my" is an article elsewhere: plans.txt is here too, and was not named.
    assert say(app, line).failure is None
    assert [(app.cwd / name).exists() for name in ("my plans.txt", "plans.txt")] == [False, True]


def test_my_is_no_part_of_a_name_where_nothing_is_called_so(app: App) -> None:
    assert say(app, "read my notes.txt").data["text"] == "this is notes.txt\n"
    assert say(app, "read my plans.txt").data["text"] == "this is my plans.txt\n"


def test_a_folder_that_stands_in_the_way_of_a_read_is_listed(app: App) -> None:
    assert "cat.jpg" in str(say(app, "show pics").data)


@pytest.mark.parametrize(("line", "made"), [
    ("create a folder called old stuff", Making(("old stuff",))),
    ("create a folder called old stuff in src", Making(("old stuff",), place="src")),
    ("create a folder named my old stuff with subfolders a and b", Making(("my old stuff",), ("a", "b"))),
    ("create a folder called salt and pepper", Making(("salt", "pepper"))),
    ("create a folder called My Docs", Making(("My Docs",))),
    ("create a folder called src lib", Making(("src", "lib")))])
def test_the_words_after_called_are_one_name_unless_something_joins_them(line: str, made: Making) -> None:
    assert values(line) == {"what": made}
