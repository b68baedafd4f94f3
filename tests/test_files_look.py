"""Looking at files: `list`, `read`, `find`, `tree`, `pwd`, `cd`, whatever lies in the folder."""

from __future__ import annotations

import io
import os
import socket
from pathlib import Path

import pytest
from at_hand import Heard, open_app, program, say

from core.app import App
from core.render.plain import PlainScreen
from core.words.events import Answer, Notice, Table
from core.words.values import Json


@pytest.fixture
def app(tmp_path: Path) -> App:
    (tmp_path / "work").mkdir()
    app = open_app(tmp_path / "home")
    app.cwd = tmp_path / "work"
    return app


def fill(folder: Path, **files: str | int) -> None:
    """Make files: a text, or so many bytes."""
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else "x" * content)


def names(heard: Heard) -> list[str]:
    return [each["name"] for each in heard.data]


def remarks(heard: Heard) -> str:
    return "\n".join(event.text for event in heard.events if isinstance(event, Notice))


def text(heard: Heard) -> str:
    return "".join(event.text for event in heard.events if isinstance(event, Answer))


def printed(heard: Heard) -> str:
    """What a pipe would be given."""
    out, err = io.StringIO(), io.StringIO()
    screen = PlainScreen(io.StringIO(), out, err, quiet=False, yes=False, show_thinking=False)
    for event in heard.events:
        screen.show(event)
    return out.getvalue()


def test_list_shows_what_is_there_in_the_order_and_of_the_sort_asked_for(app: App) -> None:
    fill(app.cwd, a_py=30, b_txt=10, c_py=20, _hidden=1, sub__d_py=5)
    assert names(say(app, "list")) == ["a.py", "b.txt", "c.py", "sub"]
    assert names(say(app, "list hidden files")) == [".hidden"]
    assert names(say(app, "list python files by size")) == ["a.py", "c.py"]
    assert names(say(app, "list files by size, smallest first"))[-1] == "a.py"
    assert names(say(app, "ls -la")) == [".hidden", "a.py", "b.txt", "c.py", "sub"]
    assert names(say(app, "list folders")) == ["sub"]
    assert names(say(app, "list sub/")) == ["d.py"]
    assert names(say(app, "list files bigger than 15 bytes")) == ["a.py", "c.py"]
    assert names(say(app, "list the 1 largest files")) == ["a.py"]
    assert remarks(say(app, "list")) == "3 files, 1 folder, 60 B"


def test_list_as_data_says_what_each_thing_is(app: App) -> None:
    fill(app.cwd, a_txt=3)
    (app.cwd / "sub").mkdir()
    (app.cwd / "gone").symlink_to("nowhere")
    (app.cwd / "loop").symlink_to("loop")
    os.mkfifo(app.cwd / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(app.cwd / "socket"))
    data = {each["name"]: each for each in say(app, "list").data}
    assert {name: each["kind"] for name, each in data.items()} == {
        "a.txt": "file", "gone": "link", "loop": "link", "pipe": "pipe", "socket": "socket", "sub": "folder"}
    assert (data["gone"]["target"], data["a.txt"]["size_bytes"]) == ("nowhere", 3)
    assert data["a.txt"]["path"] == str(app.cwd / "a.txt")
    shown = printed(say(app, "list"))
    assert "gone -> nowhere (leads nowhere)" in shown
    assert "loop -> loop (leads nowhere)" in shown
    assert "pipe (pipe)" in shown


ODD = ["line\nbreak", "esc\x1b[31mred", "rtl\u202etxt.exe", "tab\there", b"\xff\xfe.bin", "-rf", " blank ", "\x07bell"]


@pytest.mark.parametrize("line", ["list", "tree", "find files bigger than 0 bytes"])
def test_names_that_would_deceive_are_made_visible(app: App, line: str) -> None:
    for name in ODD:
        (app.cwd / os.fsdecode(name)).write_text("x")
    shown = printed(say(app, line))
    assert not set(shown) & {"\x1b", "\x07", "\u202e", "\udcff"}
    for part in ("line<U+000A>break", "esc<U+001B>[31mred", "rtl<U+202E>txt.exe", "-rf", "<U+DCFF>"):
        assert part in shown


def test_a_large_folder_is_shown_in_part_and_it_says_so(app: App) -> None:
    for number in range(250):
        (app.cwd / f"f{number:03}").touch()
    heard = say(app, "list")
    assert len(heard.data) == 200
    assert "50 more are not shown" in remarks(heard)
    heard = say(app, "tree")
    assert "… and 50 more" in text(heard)
    app.interactive = False
    assert len(say(app, "list").data) == 250


def test_what_cannot_be_looked_into_is_said_and_the_rest_is_shown(app: App) -> None:
    fill(app.cwd, open__a_py=1)
    (app.cwd / "node_modules").mkdir()
    fill(app.cwd / "node_modules", b_py=1)
    heard = say(app, "find all python files")
    assert (names(heard), remarks(heard)) == (["a.py"], "not looked into: node_modules")
    failure = say(app, "list nosuch/").failure
    assert failure is not None
    assert (failure.message, failure.status) == ("there is no file or folder nosuch", 2)
    failure = say(app, "list opne/").failure
    assert failure is not None
    assert failure.hint == "did you mean open?"


def test_read_gives_the_lines_asked_for(app: App) -> None:
    fill(app.cwd, n_txt="".join(f"{number}\n" for number in range(1, 1001)))
    assert text(say(app, "read the first 3 lines of n.txt")) == "1\n2\n3\n"
    assert text(say(app, "read the last 2 lines of n.txt")) == "999\n1000\n"
    assert text(say(app, "read lines 10 to 12 of n.txt")) == "10\n11\n12\n"
    data = say(app, "read n.txt lines 999-5000").data
    assert data["text"] == "999\n1000\n"
    assert (data["first_line"], data["last_line"], data["total_lines"]) == (999, 1000, 1000)
    heard = say(app, "read n.txt")
    assert heard.data["last_line"] == 500
    assert heard.data["cut"]
    assert remarks(heard) == "lines 1 to 500 of 1,000, 3.89 kB in all; `read lines 501 to 1000 of n.txt` goes on"
    assert remarks(say(app, "read lines 2000 to 2010 of n.txt")) == "n.txt has only 1,000 lines"
    app.interactive = False
    assert say(app, "read n.txt").data["last_line"] == 1000


def test_read_remembers_what_it_showed(app: App) -> None:
    fill(app.cwd, a_py="print(1)\n")
    heard = say(app, "show me a.py")
    assert [event.language for event in heard.events if isinstance(event, Answer)] == ["python"]
    assert text(say(app, "read it")) == "print(1)\n"
    failure = say(open_app(app.home.root), "read it").failure
    assert failure is not None
    assert failure.message == "no file was shown or made that 'it' could mean"


@pytest.mark.parametrize(("content", "shown"), [
    (b"", ""), (b"no end", "no end"), (b"a\r\nb\r\n", "a\r\nb\r\n"), (b"\xef\xbb\xbfx\n", "x\n"),
    ("grün\n".encode("utf-16"), "grün\n"), (b"caf\xe9\n", "caf\ufffd\n"), (b"\x1b[31mred\n", "\x1b[31mred\n")])
def test_text_of_any_sort_is_read(app: App, content: bytes, shown: str) -> None:
    (app.cwd / "t.txt").write_bytes(content)
    heard = say(app, "read t.txt")
    assert text(heard) == shown
    assert remarks(heard) == ("" if content else "t.txt is empty")


@pytest.mark.parametrize(("name", "says"), [
    ("dev", "/dev/zero is a device, not a file"), ("pipe", "is a pipe, not a file"),
    ("bin.dat", "it is binary data, 100 B"), ("pic.png", "it is a PNG image"), ("folder/", "folder is a folder"),
    ("gone", "No such file"), ("loop", "Too many levels of symbolic links"), ("endless/../folder", "is a folder")])
def test_what_is_no_text_is_said_at_once(app: App, name: str, says: str) -> None:
    (app.cwd / "folder").mkdir()
    (app.cwd / "endless").mkdir()
    (app.cwd / "bin.dat").write_bytes(bytes(100))
    (app.cwd / "pic.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (app.cwd / "gone").symlink_to("nowhere")
    (app.cwd / "loop").symlink_to("loop")
    os.mkfifo(app.cwd / "pipe")
    failure = say(app, "/read /dev/zero" if name == "dev" else f"/read {name}").failure
    assert failure is not None
    assert says in failure.message


def test_one_endless_line_is_cut(app: App) -> None:
    (app.cwd / "long.txt").write_bytes(b"x" * 3_000_000)
    heard = say(app, "read long.txt")
    assert (len(heard.data["text"]), heard.data["cut"], heard.data["total_lines"]) == (40_000, True, 1)
    assert heard.events[-1] == Notice("the beginning of line 1 of 1, 3.00 MB in all")
    assert len(say(app, "read the last 1 lines of long.txt").data["text"]) == 40_000


def test_how_to_go_on_reading_can_be_typed_as_it_is_said(app: App) -> None:
    (app.cwd / "my log.txt").write_text("x\n" * 700)
    said = getattr(say(app, "read my log.txt").events[-1], "text", "")
    assert said == 'lines 1 to 500 of 700, 1.40 kB in all; `read lines 501 to 1000 of "my log.txt"` goes on'
    assert say(app, said.split("`")[1]).data["first_line"] == 501


def test_files_that_the_kernel_makes_up_do_not_hang(app: App) -> None:
    assert say(app, "read /proc/self/status").data["text"].startswith("Name:")
    say(app, "read the first 3 lines of /proc/kmsg")
    assert say(app, "find *.conf in /proc/sys").status == 0


def test_find_by_name_sort_size_time_and_place(app: App) -> None:
    fill(app.cwd, a_py=5, src__b_py=2000, src__deep__c_txt=9, notes_txt="", docs__report_pdf=7)
    os.utime(app.cwd / "a.py", (1_000_000_000, 1_000_000_000))
    assert names(say(app, "find all python files")) == ["a.py", "b.py"]
    assert names(say(app, "find files bigger than 1 kB")) == ["b.py"]
    assert names(say(app, "find python files changed today")) == ["b.py"]
    assert names(say(app, "find files older than 2 years")) == ["a.py"]
    assert names(say(app, "find c.txt")) == ["c.txt"]
    assert names(say(app, "find report.pdf in docs")) == ["report.pdf"]
    assert names(say(app, "find empty files")) == ["notes.txt"]
    assert names(say(app, 'find src -name "*.txt"')) == ["c.txt"]
    assert names(say(app, "find *.TXT")) == []
    assert names(say(app, "find files named rep")) == ["report.pdf"]
    heard = say(app, "find eport.pdf")
    assert names(heard) == ["report.pdf"]
    assert "these names hold it" in remarks(heard)
    assert "did you mean notes.txt?" in remarks(say(app, "find nots.txt"))


def test_find_text_gives_files_lines_and_their_numbers(app: App) -> None:
    fill(app.cwd, a_py="one\nHello you\n", b_py="hello\n", c_txt="hello\n")
    (app.cwd / "bin.py").write_bytes(b"hello\0")
    os.mkfifo(app.cwd / "pipe.py")
    (app.cwd / "loop.py").symlink_to("loop.py")
    heard = say(app, "find hello in *.py")
    assert heard.data == [{"path": str(app.cwd / "a.py"), "line": 2, "text": "Hello you"},
                          {"path": str(app.cwd / "b.py"), "line": 1, "text": "hello"}]
    assert [each["line"] for each in say(app, "find Hello in *.py").data] == [2]
    assert [each["line"] for each in say(app, 'find "hello you" in a.py').data] == [2]
    assert say(app, "read that file").data["path"] == str(app.cwd / "a.py")
    nothing = say(app, "find nowhere in *.py")
    assert nothing.data == []
    (table,) = (event for event in nothing.events if isinstance(event, Table))
    assert table.empty == "'nowhere' is in no file there (6 names looked at)"


def test_loops_of_links_are_not_followed(app: App) -> None:
    fill(app.cwd, a__b__c_py=1)
    (app.cwd / "a" / "up").symlink_to(app.cwd)
    assert names(say(app, "find all python files")) == ["c.py"]
    assert text(say(app, "tree 9 levels")).count("up") == 1


def test_tree_draws_folders_first_and_as_deep_as_asked(app: App) -> None:
    fill(app.cwd, a__b__c__d_txt=1, z_txt=1, a__x_py=1)
    assert text(say(app, "tree")) == ("./\n├── a/\n│   ├── b/\n│   │   └── c/ …\n│   └── x.py\n└── z.txt")
    assert text(say(app, "tree 1 level")) == "./\n├── a/ …\n└── z.txt"
    data: Json = say(app, "tree a/ 1 level").data
    assert data == {"name": str(app.cwd / "a"), "kind": "folder", "children": [
        {"name": "b", "kind": "folder", "children": []}, {"name": "x.py", "kind": "file"}]}
    failure = say(app, "tree z.txt").failure
    assert failure is not None
    assert failure.message == "z.txt is no folder"


def test_cd_goes_there_and_back_and_says_where(app: App) -> None:
    start = app.cwd
    fill(app.cwd, src__deep__x_py=1, other__y=1)
    assert say(app, "cd src/deep").data == {"folder": str(start / "src" / "deep")}
    assert say(app, "cd -").data == {"folder": str(start)}
    assert say(app, "cd deep").data == {"folder": str(start / "src" / "deep")}
    assert say(app, "cd ../..").data == {"folder": str(start)}
    assert say(app, "pwd").data == {"folder": str(start)}
    failure = say(app, "cd othr").failure
    assert failure is not None
    assert failure.hint == "did you mean other?"
    fill(app.cwd, file_txt=1)
    failure = say(app, "cd file.txt").failure
    assert failure is not None
    assert failure.message.endswith("file.txt is no folder")


def test_a_folder_that_vanished_under_us_can_be_left(app: App) -> None:
    start = app.cwd
    (start / "a" / "b").mkdir(parents=True)
    say(app, "cd a/b")
    (start / "a" / "b").rmdir()
    (start / "a").rmdir()
    for line in ("pwd", "list", "read x.py", "create x.py", "find *.py", "tree"):
        failure = say(app, line).failure
        assert failure is not None
        assert failure.message == f"the folder you stand in is gone: {start / 'a' / 'b'}", line
    assert say(app, "cd ..").data == {"folder": str(start)}


def test_several_files_of_a_name_are_offered(app: App) -> None:
    fill(app.cwd, a__main_py="one", b__main_py="two", b__other_py="x")
    heard = say(app, "read main.py", ["2"])
    assert text(heard) == "two"
    assert [choice.key for choice in heard.questions[0].choices] == ["1", "2", "n"]
    failure = say(app, "read main.py").failure
    assert failure is not None
    assert failure.message == "main.py may be any of: a/main.py, b/main.py"
    assert remarks(say(app, "read other.py")).startswith("taken: b/other.py")
    failure = say(app, "read mian.py").failure
    assert failure is not None
    assert failure.message == "there is no file mian.py"


def test_on_a_pipe_the_text_alone_is_printed_and_json_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f():\n    pass\n")
    done = program(tmp_path, "read", "a.py", cwd=tmp_path)
    assert (done.stdout, done.returncode) == ("def f():\n    pass\n", 0)
    done = program(tmp_path, "--json", "read", "the", "last", "1", "lines", "of", "a.py", cwd=tmp_path)
    assert '"text": "    pass\\n"' in done.stdout
    assert done.stdout.count("\n") == 1
    done = program(tmp_path, "--json", "read", "nosuch.py", cwd=tmp_path)
    assert (done.returncode, '"kind": "usage"' in done.stdout) == (2, True)
