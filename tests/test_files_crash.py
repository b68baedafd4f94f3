"""A kill at any step of a change, or of its undoing, loses nothing: what follows finds its way back to the start.

Some of the steps are tried each time; EVERY_STEP=1 in the environment tries all of them, which takes minutes.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from at_hand import START, open_app, program, say

from core.assist.file_work import FileWork
from core.assist.sides import Sides
from core.store.home import Home
from core.store.journal import Journal
from core.words.errors import DiskError, Refused

BEFORE = {"a.txt": "one\n", "b.txt": "two\n", "d/x": "x\n", "d/e/y": "y\n"}
# What changes a disk, as Python tells of it before it is done.
_STEPS = frozenset(("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.utime"))


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A folder to work in and a home, in memory where there is such a disk: on one disk, or on two."""
    memory = Path("/dev/shm")
    two = memory.is_dir() and memory.stat().st_dev != tmp_path.stat().st_dev
    if request.param == "two disks" and not two:
        pytest.skip("there is no second disk here")
    folder = Path(tempfile.mkdtemp(dir=memory if two else tmp_path))
    yield (folder if request.param == "same disk" else tmp_path) / "work", folder / "home"
    shutil.rmtree(folder)


def lay(work: Path, home: Path) -> None:
    for folder in (work, home, home.parent / "elsewhere"):
        shutil.rmtree(folder, ignore_errors=True)
    for name, content in BEFORE.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(content)
    (work / "link").symlink_to("a.txt")


def tree(folder: Path) -> dict[str, str | None]:
    """What lies below a folder, but for what was being made ready when the kill came."""
    return {str(path.relative_to(folder)): f"-> {path.readlink()}" if path.is_symlink()
            else None if path.is_dir() else path.read_text()
            for path in sorted(folder.rglob("*")) if ".part" not in str(path)}


def left_over(work: Path, home: Path) -> list[Path]:
    """What was being made ready beside a person's files, or in the trash."""
    return [path for folder in (work, home.parent / "elsewhere", home / "trash") for path in folder.rglob("*.part")]


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do work in a child that is killed before its given step; say whether it came to that."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if writes or event in _STEPS:
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(watch)
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def undo_all(home: Path) -> None:
    journal = Journal(Home.open(home, {}))
    while journal.last() is not None:
        journal.undo()


def deeds(work: Path, home: Path) -> dict[str, Callable[[], object]]:
    files = FileWork(Journal(Home.open(home, {})))
    far = home.parent / "elsewhere"
    return {"overwrite": lambda: files.write(work / "a.txt", "new\n"), "create": lambda: files.write(work / "n/m", "1"),
            "delete file": lambda: files.delete(work / "a.txt"), "delete folder": lambda: files.delete(work / "d"),
            "delete several": lambda: files.delete_all([work / "a.txt", work / "d", work / "link"]),
            "move folder": lambda: files.move(work / "d", far / "d"),
            "rename": lambda: files.move(work / "d", work / "f"),
            "move onto": lambda: files.move(work / "a.txt", work / "b.txt"),
            "copy folder": lambda: files.copy(work / "d", far / "d"),
            "copy onto": lambda: files.copy(work / "a.txt", work / "b.txt")}


def first_and_stride(place: tuple[Path, Path], deed: str) -> tuple[int, int]:
    """Say which steps are tried: on a real disk, which is slow to be sure of what it wrote, fewer."""
    if os.environ.get("EVERY_STEP"):
        return 1, 1
    near = place[0].parent == place[1].parent
    return 1 + DEEDS.index(deed) % 3, 4 if near else 9


DEEDS = ("overwrite", "create", "delete file", "delete folder", "delete several", "move folder", "rename", "move onto",
         "copy folder", "copy onto")
FAR = DEEDS if os.environ.get("EVERY_STEP") else ("delete folder", "move folder", "move onto")
CASES = [*(("same disk", deed) for deed in DEEDS), *(("two disks", deed) for deed in FAR)]


@pytest.mark.parametrize(("place", "deed"), CASES, indirect=["place"])
def test_a_kill_at_any_step_of_a_change_can_be_undone(place: tuple[Path, Path], deed: str) -> None:
    work, home = place
    step, stride = first_and_stride(place, deed)
    while True:
        lay(work, home)
        start = tree(work)
        died = killed_at(step, deeds(work, home)[deed])
        FileWork(Journal(Home.open(home, {}))).sides.sweep()
        assert left_over(work, home) == [], f"killed before step {step}"
        undo_all(home)
        assert tree(work) == start, f"killed before step {step}"
        if not died:
            break
        step += stride
    assert step > 3


@pytest.mark.parametrize(("place", "deed"), CASES, indirect=["place"])
def test_a_kill_at_any_step_of_an_undo_can_be_gone_on_with(place: tuple[Path, Path], deed: str) -> None:
    work, home = place
    step, stride = first_and_stride(place, deed)
    while True:
        lay(work, home)
        start = tree(work)
        deeds(work, home)[deed]()
        died = killed_at(step, lambda: undo_all(home))
        undo_all(home)
        assert tree(work) == start, f"killed before step {step}"
        if not died:
            break
        step += stride
    assert step > 3


@pytest.mark.parametrize("place", ["same disk", "two disks"], indirect=True)
def test_a_folder_goes_whole_to_another_disk_and_back(place: tuple[Path, Path]) -> None:
    work, home = place
    lay(work, home)
    (work / "d" / "x").chmod(0o640)
    os.utime(work / "d" / "x", (10**9, 10**9))
    os.mkfifo(work / "d" / "pipe")
    (work / "d" / "closed").mkdir()
    (work / "d" / "closed" / "in").write_text("in")
    (work / "d" / "closed").chmod(0o500)
    files = FileWork(Journal(Home.open(home, {})))
    files.delete(work / "d")
    assert not (work / "d").exists()
    undo_all(home)
    status = (work / "d" / "x").stat()
    assert (status.st_mode & 0o777, status.st_mtime) == (0o640, 10**9)
    assert (work / "d" / "pipe").is_fifo()
    assert ((work / "d" / "closed").stat().st_mode & 0o777, (work / "d" / "closed" / "in").read_text()) == (0o500, "in")
    (work / "d" / "closed").chmod(0o700)


def test_no_room_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("precious\n")
    limited = "import resource, signal; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); " + START
    done = program(tmp_path / "home", "--yes", "create", "a.txt", stdin="x" * 200_000, cwd=tmp_path, start=limited)
    assert (done.returncode, (tmp_path / "a.txt").read_text()) == (5, "precious\n")
    assert "cannot write" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "home"]


CLOSED = (("delete closed/a.txt", "cannot move to the trash"), ("create closed/b.txt", "cannot write"),
          ("create file read_only.txt with the text x", "is read-only"), ("read secret.txt", "cannot read"),
          ("copy secret.txt to b.txt", "cannot copy"), ("list hidden/", "cannot list"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can become somebody else")
def test_what_is_closed_to_us_is_left_alone_and_said() -> None:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    for name, mode in (("closed", 0o755), ("hidden", 0o700)):
        (folder / name).mkdir(mode=mode)
    for name, mode in (("closed/a.txt", 0o644), ("read_only.txt", 0o644), ("secret.txt", 0o600)):
        (folder / name).write_text("a")
        (folder / name).chmod(mode)
    app = open_app(folder / "first")
    app.cwd = Path(tempfile.mkdtemp())
    for line in ("create file a.txt with the text x", "copy a.txt to b.txt", "read b.txt", "list ./", "delete a.txt"):
        assert say(app, line).failure is None  # and every part is imported, which the other person cannot do
    reader, writer = os.pipe()
    if os.fork() == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            other = open_app(folder / "home")
            other.cwd = folder
            heard = [(line, say(other, line, ["y"]).failure) for line, _ in CLOSED]
            os.write(writer, json.dumps([[line, failure.status if failure else 0, failure.message if failure else ""]
                                         for line, failure in heard]).encode())
            os.write(writer, b"" if other.journal.entries() else b"\n")
        finally:
            os._exit(0)
    os.close(writer)
    os.wait()
    with os.fdopen(reader) as file:
        for (line, status, message), (_, says) in zip(json.loads(file.readline()), CLOSED, strict=True):
            assert (status, says in message) == (5, True), (line, message)
    assert tree(folder / "closed") == {"a.txt": "a"}
    assert not (folder / "b.txt").exists()
    shutil.rmtree(folder)
    shutil.rmtree(app.cwd)


def test_two_sessions_at_once_keep_one_journal(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"f{number}").write_text(str(number))

    def delete(session: int) -> None:
        files = FileWork(Journal(Home.open(tmp_path / "home", {})))
        for number in range(session, 12, 2):
            files.delete(tmp_path / f"f{number}")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(delete, range(2)))
    journal = Journal(Home.open(tmp_path / "home", {}))
    assert len({entry.number for entry in journal.entries()}) == 12
    undo_all(tmp_path / "home")
    assert sorted(path.read_text() for path in tmp_path.glob("f*")) == sorted(map(str, range(12)))


def test_a_copy_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 3_000_000)
    journal = Journal(Home.open(tmp_path / "home", {}))
    work = FileWork(journal).copying(tmp_path / "big", tmp_path / "copy")
    assert next(work) == 1 << 20
    work.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["big", "home"]
    assert journal.entries() == []


def test_many_files_are_one_command_in_the_journal(tmp_path: Path) -> None:
    paths = [tmp_path / f"f{number}" for number in range(100)]
    for path in paths:
        path.touch()
    journal = Journal(Home.open(tmp_path / "home", {}))
    FileWork(journal).delete_all(paths)
    assert len({entry.group for entry in journal.entries()}) == 1
    assert journal.undo().endswith("and 95 more")
    assert all(path.exists() for path in paths)
    assert list((tmp_path / "home" / "trash").iterdir()) == []


def test_a_change_that_fails_in_the_middle_keeps_what_was_done(tmp_path: Path) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    lay(work, home)
    journal = Journal(Home.open(home, {}))
    with pytest.raises(DiskError, match="nosuch"):
        FileWork(journal).delete_all([work / "a.txt", work / "nosuch", work / "b.txt"])
    assert [entry.paths[0].name for entry in journal.entries()] == ["a.txt"]
    assert (work / "b.txt").exists()
    journal.undo()
    with pytest.raises(Refused, match="nothing to undo"):
        journal.undo()
    assert (work / "a.txt").read_text() == "one\n"


def test_only_what_a_process_that_is_gone_made_ready_is_swept(tmp_path: Path) -> None:
    work, notes = tmp_path / "work", tmp_path / "notes"
    (work / "d").mkdir(parents=True)
    left = (".a.txt.77.0123abcd.part", ".d.77.0123abcd.part/x")
    kept = (".a.txt.78.0123abcd.part", ".b.txt.77.0123abcd.part", ".a.txt.77.part", ".a.txt.77.0123abcd.1.part",
            "a.txt")
    for name in (*left, *kept):
        (work / name).parent.mkdir(exist_ok=True)
        (work / name).touch()
    with Sides(notes).noted(work / "a.txt", work / "d"):
        (mine,) = notes.iterdir()
        (notes / "foreign").write_text(mine.read_text().replace(f'"pid": {os.getpid()}', '"pid": 77'))
        (notes / "torn").write_text('{"pid": 77, "targ')
        (notes / "about to be written").touch()
        side = work / f".a.txt.{os.getpid()}.0123abcd.part"
        side.touch()
        Sides(notes).sweep()
        assert sorted(path.name for path in work.iterdir()) == sorted([*kept, "d", side.name])
        assert sorted(path.name for path in notes.iterdir()) == sorted(["about to be written", mine.name])
    assert not mine.exists()


def held_in_child(work: Callable[[Callable[[Callable[[], object]], None]], bool]) -> bool:
    """Say whether a claim holds in a child; it may name what is to happen before the next lock is tried for."""
    child = os.fork()
    if child == 0:
        waiting: list[Callable[[], object]] = []

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            del arguments
            if event == "fcntl.flock" and waiting:
                waiting.pop(0)()

        try:
            sys.addaudithook(watch)
            os._exit(0 if work(waiting.append) else 1)
        finally:
            os._exit(2)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


@pytest.mark.parametrize("given_back", [True, False], ids=["looks", "stays"])
def test_a_sweep_that_holds_a_new_note_costs_nobody_a_file(tmp_path: Path, *, given_back: bool) -> None:
    notes = tmp_path / "notes"

    def claim(before_next_lock: Callable[[Callable[[], object]], None]) -> bool:
        held: list[int] = []

        def hold() -> None:
            (note,) = notes.iterdir()
            held.append(os.open(note, os.O_RDWR))
            fcntl.flock(held[0], fcntl.LOCK_EX)

        before_next_lock(hold)
        before_next_lock(lambda: None)  # that of `hold` itself
        if given_back:
            before_next_lock(lambda: os.close(held[0]))
        side = tmp_path / f".a.txt.{os.getpid()}.0123abcd.part"
        with Sides(notes).noted(tmp_path / "a.txt"):
            side.touch()
            if not given_back:
                return list(notes.iterdir()) == []
            Sides(notes).sweep()
            return side.exists() and len(list(notes.iterdir())) == 1

    assert held_in_child(claim)


def test_a_sweep_that_comes_to_a_note_too_late_leaves_what_was_begun_since(tmp_path: Path) -> None:
    notes = tmp_path / "notes"

    def claim(before_next_lock: Callable[[Callable[[], object]], None]) -> bool:
        side, owner = tmp_path / f".a.txt.{os.getpid()}.0123abcd.part", Sides(notes)
        first = contextlib.ExitStack()
        first.enter_context(owner.noted(tmp_path / "a.txt"))

        def end_and_begin() -> None:
            first.close()
            side.touch()

        before_next_lock(end_and_begin)
        Sides(notes).sweep()
        return side.exists() and list(notes.iterdir()) == []

    assert held_in_child(claim)
