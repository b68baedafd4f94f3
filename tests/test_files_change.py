"""Changing files: `create`, `copy`, `move`, `rename`, `delete`, `open`, and `undo` and `timeline` for all of it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from at_hand import Heard, open_app, program, say

from core.app import App
from core.assist.file_work import diff_text
from core.words.events import Answer, Event, Notice, Question


@pytest.fixture
def app(tmp_path: Path) -> App:
    (tmp_path / "work").mkdir()
    app = open_app(tmp_path / "home")
    app.cwd = tmp_path / "work"
    return app


def tree(folder: Path) -> dict[str, str | None]:
    """Everything below a folder: the text of files, None for folders, where links lead."""
    return {str(path.relative_to(folder)): f"-> {path.readlink()}" if path.is_symlink()
            else None if path.is_dir() else path.read_text() for path in sorted(folder.rglob("*"))}


def text(heard: Heard) -> str:
    return "".join(event.text for event in heard.events if isinstance(event, Answer))


def refused(heard: Heard) -> str:
    assert heard.failure is not None
    return heard.failure.message


# What is there, a line, the answers given, what is there then.
DEEDS = [
    ({}, "create a folder called notes with subfolders a and b", [], {"notes": None, "notes/a": None, "notes/b": None}),
    ({}, "create a file todo.txt with the text buy milk", [], {"todo.txt": "buy milk\n"}),
    ({}, "create deep/er/x.py", [], {"deep": None, "deep/er": None, "deep/er/x.py": ""}),
    ({"a": "old\n"}, "create a file called a with the text new", ["y"], {"a": "new\n"}),
    ({"a.txt": "1"}, "copy a.txt to backup/", [], {"a.txt": "1", "backup": None, "backup/a.txt": "1"}),
    ({"a.txt": "1"}, "copy a.txt b.txt", [], {"a.txt": "1", "b.txt": "1"}),
    ({"a.txt": "1", "b.txt": "2"}, "copy a.txt to b.txt", ["y"], {"a.txt": "1", "b.txt": "1"}),
    ({"d/x": "1", "d/e/y": "2"}, "copy the folder d to f", [],
     {"d": None, "d/x": "1", "d/e": None, "d/e/y": "2", "f": None, "f/x": "1", "f/e": None, "f/e/y": "2"}),
    ({"d/x": "1", "f/z": "3"}, "copy the folder d to the folder f", [],
     {"d": None, "d/x": "1", "f": None, "f/z": "3", "f/d": None, "f/d/x": "1"}),
    ({"1.jpg": "1", "2.jpg": "2", "c": "3"}, "move *.jpg to pictures", [],
     {"c": "3", "pictures": None, "pictures/1.jpg": "1", "pictures/2.jpg": "2"}),
    ({"a.txt": "1", "p/a.txt": "2"}, "move a.txt to p/", ["y"], {"p": None, "p/a.txt": "1"}),
    ({"1.log": "1", "2.log": "2", "p/1.log": "x"}, "move all log files to p", ["s"],
     {"1.log": "1", "p": None, "p/1.log": "x", "p/2.log": "2"}),
    ({"a.txt": "1"}, "rename a.txt to A.txt", [], {"A.txt": "1"}),
    ({"d/x": "1"}, "rename the folder d to e", [], {"e": None, "e/x": "1"}),
    ({"a.jpeg": "1", "b.jpeg": "2"}, "rename *.jpeg to *.jpg", ["y"], {"a.jpg": "1", "b.jpg": "2"}),
    ({"a": "1", "b": "2"}, "/rename a to b", ["y"], {"b": "1"}),
    ({"a.txt": "1"}, "delete a.txt", [], {}),
    ({"d/x": "1", "d/e/y": "2", "z": "3"}, "delete the folder d", ["y"], {"z": "3"}),
    ({"a.tmp": "1", "b.tmp": "2", "c": "3"}, "delete *.tmp", ["y"], {"c": "3"}),
    ({"-x": "1", "a b": "2"}, 'delete ./-x "a b"', ["y"], {})]


def lay(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)


@pytest.mark.parametrize(("before", "line", "answers", "after"), DEEDS, ids=[each[1] for each in DEEDS])
def test_a_line_does_what_it_says_and_a_later_session_undoes_it(
        app: App, before: dict[str, str], line: str, answers: list[str], after: dict[str, str | None]) -> None:
    lay(app.cwd, before)
    was = tree(app.cwd)
    heard = say(app, line, answers)
    assert heard.failure is None
    assert len(heard.questions) == len(answers)
    assert tree(app.cwd) == after
    later = open_app(app.home.root, interactive=False)
    assert say(later, "undo").status == 0
    assert tree(app.cwd) == was


ASKED = [each for each in DEEDS if each[2]]


@pytest.mark.parametrize(("before", "line"), [each[:2] for each in ASKED], ids=[each[1] for each in ASKED])
def test_without_a_yes_nothing_is_changed(app: App, before: dict[str, str], line: str) -> None:
    lay(app.cwd, before)
    was = tree(app.cwd)
    heard = say(app, line)
    assert heard.failure is not None
    assert heard.failure.status == 6
    assert tree(app.cwd) == was
    assert app.journal.entries() == []


def test_what_is_replaced_is_shown_as_a_difference_or_as_sizes(app: App) -> None:
    lay(app.cwd, {"a.txt": "one\ntwo\nthree\n", "b.txt": "one\n2\nthree\n"})
    (question,) = say(app, "copy b.txt to a.txt").questions
    assert question.text == (
        "a.txt exists already:\n  --- a.txt (now)\n  +++ a.txt (new)\n  @@ -1,3 +1,3 @@\n   one\n  -two\n  +2\n"
        "   three\nReplace it? What is there now goes to the trash.")
    (app.cwd / "a.bin").write_bytes(bytes(2000))
    (app.cwd / "b.bin").write_bytes(b"\0\1")
    (question,) = say(app, "copy b.bin to a.bin").questions
    assert "now 2.00 kB, then 2 B" in question.text
    assert say(app, "create a file a.txt with the text \"one\\ntwo\\nthree\"").questions == []


def test_a_long_difference_and_one_with_escapes_cannot_hide_the_question(app: App) -> None:
    lay(app.cwd, {"a.txt": "".join(f"{number}\n" for number in range(500)), "b.txt": "\x1b[2Jx\n" * 500})
    (question,) = say(app, "copy b.txt to a.txt").questions
    assert question.text.count("\n") < 50
    assert "more lines of difference" in question.text
    assert "\x1b" not in question.text


def test_delete_shows_what_goes_and_takes_the_link_never_its_target(app: App) -> None:
    lay(app.cwd, {"d/x": "12345", "d/e/y": "1", "z.txt": "1"})
    (app.cwd / "link").symlink_to("d")
    (app.cwd / "gone.txt").symlink_to("nowhere")
    (question,) = say(app, "delete the folder d").questions
    assert question.text == ("To the trash:\n  d/  2 files, 1 folder, 6 B\nDelete this (6 B)? `undo` brings it back.")
    assert say(app, "/delete link").questions == []
    assert say(app, "delete gone.txt").questions == []
    assert sorted(tree(app.cwd)) == ["d", "d/e", "d/e/y", "d/x", "z.txt"]
    say(app, "undo")
    say(app, "undo")
    assert tree(app.cwd)["link"] == "-> d"
    assert tree(app.cwd)["gone.txt"] == "-> nowhere"


def test_a_file_elsewhere_or_only_nearly_named_is_asked_about(app: App, tmp_path: Path) -> None:
    lay(app.cwd, {"sub/notes.txt": "1"})
    (tmp_path / "far.txt").write_text("1")
    for line in ("delete ../far.txt", "delete notes.txt", "delete sub/notes.txt", f"delete {tmp_path}/far.txt"):
        assert len(say(app, line).questions) == 1, line


@pytest.mark.parametrize(("line", "says"), [
    ("copy d to d/in", "cannot be put into itself"), ("move d to d/e/", "cannot be put into itself"),
    ("/copy a.txt a.txt", "is the same place"), ("move a.txt ./", "is the same place"),
    ("/rename a.txt to d", "d exists already"), ("copy a.txt b.txt c.txt", "c.txt is a file, and several things"),
    ("create a folder called a.txt", "a.txt is a file, so no folder"),
    ("/create a file d with the text x", "is a folder"),
    ("create a.txt", "a.txt exists already"), ("create a folder called d", "d exists already"),
    ("delete nosuch.txt", "there is no file nosuch.txt"), ("delete *.nosuch", "no file here is like *.nosuch"),
    ("/delete .", "you stand in"), ("/delete ..", "holds what this program keeps"), ("/delete /", "is a whole disk"),
    ("/delete ../home/journal.jsonl", "is kept by this program"), ("/move . to ../x", "you stand in"),
    ("/move .. to /tmp/nosuch/x", "holds what this program keeps, and is not moved"),
    ("/rename ../home to ../house", "holds what this program keeps, and is not moved"),
    ("/move ../home/*.jsonl to .", "is kept by this program, and is not moved"),
    ("/move ~ to b", "and is not moved"), ("/create a file /dev/full with the text x", "is no ordinary file"),
    ("copy pipe.fifo to a.txt", "ordinary file"), ("rename a.txt to /proc/x", "cannot move"),
    ("move a.txt to trash", "there is no folder 'trash' here"), ("rename *.txt to x.md", "one star on each side")])
def test_what_would_do_harm_is_refused_and_nothing_changes(app: App, line: str, says: str) -> None:
    lay(app.cwd, {"a.txt": "1", "b.txt": "2", "c.txt": "3", "d/e/x": "4"})
    app.journal.record("create", (app.cwd / "x",))
    if "fifo" in line:
        line, says = "/create a file pipe.fifo with the text x", "is no ordinary file"
        os.mkfifo(app.cwd / "pipe.fifo")
    before = sorted(str(path) for path in app.cwd.rglob("*"))
    assert says in refused(say(app, line.replace("copy d ", "/copy d ").replace("move d ", "/move d "), ["y"]))
    assert sorted(str(path) for path in app.cwd.rglob("*")) == before
    assert len(app.journal.entries()) == 1


def test_a_read_only_file_or_folder_is_left_alone(app: App) -> None:
    if os.geteuid() == 0:
        pytest.skip("the administrator may write everywhere")
    lay(app.cwd, {"a.txt": "1", "d/b.txt": "2"})
    (app.cwd / "a.txt").chmod(0o444)
    (app.cwd / "d").chmod(0o555)
    assert "is read-only" in refused(say(app, "create a file a.txt with the text x", ["y"]))
    assert say(app, "delete d/b.txt", ["y"]).status == 5
    assert say(app, "create d/c.txt").status == 5
    assert app.journal.entries() == []
    (app.cwd / "d").chmod(0o755)


def test_mode_time_and_links_survive(app: App) -> None:
    lay(app.cwd, {"run.sh": "echo 1\n"})
    (app.cwd / "run.sh").chmod(0o750)
    (app.cwd / "link.sh").symlink_to("run.sh")
    say(app, "create a file link.sh with the text echo 2", ["y"])
    assert (app.cwd / "run.sh").read_text() == "echo 2\n"
    assert (app.cwd / "link.sh").is_symlink()
    assert stat.S_IMODE((app.cwd / "run.sh").stat().st_mode) == 0o750
    os.utime(app.cwd / "run.sh", (10**9, 10**9))
    say(app, "copy run.sh to copy.sh")
    assert (app.cwd / "copy.sh").stat().st_mtime == 10**9
    say(app, "/copy link.sh to other.sh")
    assert (app.cwd / "other.sh").readlink() == Path("run.sh")


def test_another_name_of_the_same_file_keeps_the_old_text(app: App) -> None:
    lay(app.cwd, {"a.txt": "old\n"})
    (app.cwd / "same.txt").hardlink_to(app.cwd / "a.txt")
    heard = say(app, "create a file a.txt with the text new", ["y"])
    assert any("hard links" in getattr(event, "text", "") for event in heard.events)
    assert tree(app.cwd) == {"a.txt": "new\n", "same.txt": "old\n"}
    (app.cwd / "same.txt").write_text("scribbled over\n")
    say(app, "undo")
    assert tree(app.cwd) == {"a.txt": "old\n", "same.txt": "scribbled over\n"}


def test_what_was_at_hand_is_followed_through_its_changes(app: App) -> None:
    say(app, "create a file a.txt with the text hello")
    say(app, "rename it to b.txt")
    say(app, "copy it to c.txt")
    assert text(say(app, "read it")) == "hello\n"
    assert len(say(app, "delete that file", ["y"]).questions) == 1
    assert tree(app.cwd) == {"b.txt": "hello\n"}


def test_undo_refuses_where_newer_work_would_be_lost_and_says_what_to_do(app: App) -> None:
    say(app, "create a file a.txt with the text one")
    first = app.journal.entries()[-1].number
    say(app, "create a file a.txt with the text two", ["y"])
    second = app.journal.entries()[-1].number
    heard = say(app, f"undo {first}")
    assert heard.failure is not None
    assert heard.failure.hint.startswith(f"`undo {second}` first, or `undo {first} --anyway`")
    (app.cwd / "a.txt").write_text("by hand\n")
    assert "was changed after that" in refused(say(app, "undo"))
    assert (app.cwd / "a.txt").read_text() == "by hand\n"
    say(app, "undo --anyway")
    assert (app.cwd / "a.txt").read_text() == "one\n"
    assert [path.read_text() for path in app.home.trash.glob("*/a.txt")] == ["by hand\n"]
    say(app, "undo")
    assert tree(app.cwd) == {}
    assert "nothing to undo" in refused(say(app, "undo"))


def test_a_created_folder_with_new_things_in_it_is_not_taken_away(app: App) -> None:
    say(app, "create a folder called notes with subfolder a")
    lay(app.cwd, {"notes/mine.txt": "1"})
    assert "notes was changed after that" in refused(say(app, "undo"))
    assert tree(app.cwd) == {"notes": None, "notes/a": None, "notes/mine.txt": "1"}


def test_undo_by_number_and_by_kind(app: App) -> None:
    lay(app.cwd, {"a.txt": "1", "b.txt": "2"})
    for line in ("delete a.txt", "create c.txt", "move b.txt to d/"):
        say(app, line)
    say(app, "undo delete")
    assert sorted(tree(app.cwd)) == ["a.txt", "c.txt", "d", "d/b.txt"]
    number = say(app, "timeline c.txt").data[0]["number"]
    say(app, f"undo {number}")
    assert sorted(tree(app.cwd)) == ["a.txt", "d", "d/b.txt"]
    assert refused(say(app, f"undo {number}")) == f"change {number} is undone already"
    assert refused(say(app, "undo 999999")) == "there is no change number 999999"
    assert refused(say(app, "undo delete")) == "there is no such change to undo"


def test_timeline_tells_what_was_changed_and_whether_it_is_undone(app: App) -> None:
    lay(app.cwd, {"a.txt": "1234"})
    say(app, "delete a.txt")
    say(app, "create a folder called n with subfolders x and y")
    say(app, "undo")
    later = open_app(app.home.root)
    later.cwd = app.cwd
    heard = say(later, "timeline")
    assert [(row["state"], [change["kind"] for change in row["changes"]]) for row in heard.data] == [
        ("undone", ["create", "create", "create"]), ("done", ["delete"])]
    assert len(say(later, "timeline a.txt").data) == 1
    assert say(later, "/timeline no such thing").data == []
    assert any("the trash holds 4 things, 4 B" in getattr(event, "text", "") for event in heard.events)


def test_the_trash_is_emptied_after_a_yes_and_only_what_is_old_enough(app: App) -> None:
    lay(app.cwd, {"a.txt": "1234", "d/x": "12"})
    say(app, "delete a.txt")
    say(app, "delete the folder d", ["y"])
    old = next(app.home.trash.glob("*/a.txt")).parent
    old.rename(old.with_name("20200101-000000-abcd"))
    heard = say(app, "timeline clear 30 days")
    assert (heard.status, len(list(app.home.trash.iterdir()))) == (6, 2)
    assert "a.txt" in heard.questions[0].text
    assert "Delete all of this for good (4 B)?" in heard.questions[0].text
    assert say(app, "timeline clear 30 days", ["y"]).data == {"freed_bytes": 4, "deleted": 1}
    assert say(app, "timeline clear --older-than 1d").data == {"freed_bytes": 0, "deleted": 0}
    (app.home.trash / next(app.home.trash.glob("*/d"))).chmod(0o500)
    assert say(app, "timeline clear", ["y"]).data == {"freed_bytes": 2, "deleted": 1}
    assert [row["state"] for row in say(app, "timeline").data] == ["gone for good", "done"]
    assert list(app.home.trash.iterdir()) == []


def test_nothing_is_deleted_where_there_is_no_trash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    app = open_app(tmp_path / "file" / "home")
    app.cwd = tmp_path
    (tmp_path / "a.txt").write_text("precious")
    assert refused(say(app, "delete a.txt")).startswith("there is no trash: ")
    assert (tmp_path / "a.txt").read_text() == "precious"


def test_open_says_what_it_starts_and_asks_before_what_may_run(app: App, tmp_path: Path) -> None:
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f"#!/bin/sh\necho \"$1\" >> {tmp_path}/opened\n")
    opener.chmod(0o755)
    lay(app.cwd, {"a.pdf": "x", "run.sh": "x"})
    assert "no desktop here" in refused(say(app, "open a.pdf"))
    app.environ = {**app.environ, "DISPLAY": ":0", "PATH": f"{opener.parent}:{os.environ['PATH']}"}
    assert text(say(app, "open a.pdf")) == f"opened with: {opener} {app.cwd / 'a.pdf'}"
    assert (tmp_path / "opened").read_text() == f"{app.cwd / 'a.pdf'}\n"
    assert say(app, "open run.sh").status == 6
    assert (tmp_path / "opened").read_text().count("\n") == 1
    opener.write_text("#!/bin/sh\nexit 3\n")
    assert refused(say(app, "open a.pdf")) == "xdg-open could not open it (status 3)"
    assert refused(say(app, "open a.pdf with vim")) == "vim needs the terminal"


def test_a_pipe_brings_the_text_and_no_terminal_means_no(tmp_path: Path) -> None:
    done = program(tmp_path / "home", "create", "a.txt", stdin="from a pipe\n", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "a.txt").read_text()) == (0, "from a pipe\n")
    done = program(tmp_path / "home", "create", "file", "a.txt", "with", "the", "text", "new", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "a.txt").read_text()) == (6, "from a pipe\n")
    assert "no terminal to ask at: the answer is no" in done.stderr
    done = program(tmp_path / "home", "--yes", "--json", "create", "file", "a.txt", "with", "the", "text", "new",
                   cwd=tmp_path)
    assert (done.returncode, (tmp_path / "a.txt").read_text()) == (0, "new\n")


def test_a_difference_of_line_ends_alone_is_one() -> None:
    assert diff_text("a\n", "a\n", "x") == ""
    assert "the ends of lines are not" in diff_text("a\r\n", "a\n", "x")


def test_a_copy_that_cannot_be_written_names_where_it_was_to_go(app: App) -> None:
    if os.geteuid() == 0:
        pytest.skip("the administrator may write everywhere")
    lay(app.cwd, {"a.txt": "1", "d/b.txt": "2"})
    (app.cwd / "d").chmod(0o555)
    assert f"cannot write {app.cwd / 'd' / 'a.txt'}: Permission denied" in refused(say(app, "copy a.txt to d/"))
    (app.cwd / "d").chmod(0o755)


def test_a_link_that_leads_nowhere_from_its_new_place_is_pointed_out(app: App) -> None:
    lay(app.cwd, {"a.txt": "1", "d/x": ""})
    (app.cwd / "link").symlink_to("a.txt")
    (app.cwd / "whole").symlink_to(app.cwd / "a.txt")
    heard = say(app, "/copy link whole d/")
    assert [event.text for event in heard.events if isinstance(event, Notice)] == [
        "d/link is a link, copied as it is: from there it leads nowhere"]


@pytest.mark.parametrize("line", ["copy new.txt to old.txt", "move new.txt to old.txt", "/rename new.txt to old.txt",
                                  "create a file old.txt with the text hello"])
def test_what_changed_while_it_was_asked_about_is_not_replaced(app: App, line: str) -> None:
    lay(app.cwd, {"new.txt": "new", "old.txt": "old"})

    def seen(event: Event) -> None:
        if isinstance(event, Question):
            (app.cwd / "old.txt").write_text("written meanwhile")

    heard = say(app, line, ["y"], seen)
    assert refused(heard) == "old.txt was changed meanwhile, and stays as it is"
    assert ((app.cwd / "old.txt").read_text(), (app.cwd / "new.txt").read_text()) == ("written meanwhile", "new")


def test_no_script_brings_back_a_folder_that_is_gone(app: App) -> None:
    app.cwd.rmdir()
    assert "is gone" in refused(say(app, "write --template a python script to sort files by size", ["y"]))
    assert not app.cwd.exists()
