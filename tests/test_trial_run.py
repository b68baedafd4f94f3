"""A command tried on a copy: nothing outside is touched, what it would change is shown, and a yes does exactly that."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import psutil
import pytest

from core.app import App
from core.assist.consent import DoneByTrial, settle
from core.assist.shell import propose
from core.assist.trial_run import Changes, trial, unavailable
from core.store.landlock import TCP_SINCE, version
from core.words.errors import LuciferError, Refused
from core.words.events import Answer, Event, Notice, Output, Question
from core.words.values import Proposal
from tests.at_hand import ROOT, open_app

needs_landlock = pytest.mark.skipif(bool(unavailable()), reason=f"nothing can be tried here: {unavailable()}")


@pytest.fixture
def app(tmp_path: Path) -> App:
    return open_app(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("one\ntwo\n")
    (folder / "old.log").write_text("old")
    (folder / "sub" / "z.txt").write_text("z")
    (folder / "link").symlink_to("a.txt")
    return folder


def tried(app: App, folder: Path, command: str, answer: str = "n") -> tuple[Changes, list[Event]]:
    """Try a command; the one question gets the answer."""
    work = trial(app, propose(command, "", folder, "the model"))
    events: list[Event] = []
    reply: str | None = None
    try:
        while True:
            event = next(work) if reply is None else work.send(reply)
            events.append(event)
            reply = answer if isinstance(event, Question) else None
    except StopIteration as end:
        return end.value, events


def shown(events: list[Event]) -> str:
    return next(event.text for event in events if isinstance(event, Answer))


def contents(folder: Path) -> dict[str, str]:
    """Everything in a folder: links by where they lead, files by text and mode."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_dir():
            found[name] = "folder"
        else:
            found[name] = f"{stat.S_IMODE(path.stat().st_mode):o} {path.read_text()}"
    return found


EVERYTHING = ("echo three >> a.txt; chmod 755 a.txt; rm old.log; mkdir new; echo n > new/n; mv sub/z.txt zz.txt; "
              "rmdir sub; ln -sfn zz.txt link")


@needs_landlock
def test_what_it_would_change_is_shown_and_nothing_is_changed(app: App, folder: Path) -> None:
    before = contents(folder)
    changes, events = tried(app, folder, EVERYTHING)
    lines = shown(events).split("\n")
    assert lines[0] == f"it would leave, in {folder}: 2 changed, 2 created, 2 deleted, 1 moved"
    assert lines[1:8] == ["  ~ a.txt", "  ~ link", "  + new/", "  + new/n (2 B)", "  - old.log", "  - sub/",
                          "  > sub/z.txt -> zz.txt"]
    assert lines[8:14] == ["--- a.txt (now)", "+++ a.txt (new)", "@@ -1,2 +1,3 @@", " one", " two", "+three"]
    assert (contents(folder), changes.applied, changes.ended.status) == (before, False, 0)
    assert list((app.home.root / "trials").iterdir()) == []


@needs_landlock
def test_a_yes_does_exactly_that_and_undo_takes_all_of_it_back(app: App, folder: Path) -> None:
    before = contents(folder)
    changes, _ = tried(app, folder, EVERYTHING, "y")
    assert changes.applied
    assert contents(folder) == {"a.txt": "755 one\ntwo\nthree\n", "link": "-> zz.txt", "new": "folder",
                                "new/n": "644 n\n", "zz.txt": "644 z"}
    app.journal.undo()
    assert contents(folder) == before


@needs_landlock
def test_nothing_outside_the_copy_is_written_and_nobody_else_is_reached(app: App, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        changes, events = tried(app, folder, (
            f"echo x > {outside}/x; rm -rf {app.home.root}; mv a.txt {outside}/; "
            f"(echo hi > /dev/tcp/127.0.0.1/{port}) && echo reached; kill -0 {os.getpid()} && echo felt; "
            f"echo t > $TMPDIR/t && echo temporary; cat {outside.parent}/desk/a.txt; touch done"))
        with pytest.raises(BlockingIOError):
            server.accept()
    output = "".join(event.text for event in events if isinstance(event, Output) and not event.error)
    assert list(outside.iterdir()) == []
    assert app.home.models.is_dir()
    assert [(change.kind, str(change.path)) for change in changes.found] == [("created", "done")]
    if version() >= TCP_SINCE:
        assert output == "temporary\none\ntwo\n"


@needs_landlock
def test_programs_that_listen_in_a_file_are_not_reached(app: App, folder: Path, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        server.setblocking(False)
        code = f"import socket; socket.socket(socket.AF_UNIX).connect('{tmp_path}/s')"
        changes, _ = tried(app, folder, f'{sys.executable} -SIc "{code}"')
        if changes.placed:  # else the person is told
            assert changes.ended.status == 1
            with pytest.raises(BlockingIOError):
                server.accept()


@needs_landlock
def test_a_full_path_leads_to_the_copy_or_the_person_is_told(app: App, folder: Path) -> None:
    before = contents(folder)
    changes, events = tried(app, folder, f"rm {folder}/old.log")
    assert contents(folder) == before
    if changes.placed:
        assert [str(change.path) for change in changes.found] == ["old.log"]
    else:
        assert "full paths led to the folder itself" in shown(events)


@needs_landlock
def test_a_folder_with_our_home_in_it_is_tried_without_that(folder: Path) -> None:
    app = open_app(folder / "home")
    changes, events = tried(app, folder, "rm -rf home; touch new")
    assert [str(change.path) for change in changes.found] == ["new"]
    assert changes.placed is False and "full paths led to the folder itself" in shown(events)
    assert app.home.models.is_dir()


@needs_landlock
def test_what_a_trial_leaves_running_is_ended_however_it_hid(app: App, folder: Path) -> None:
    token = f"left{os.getpid()}"
    changes, _ = tried(app, folder, f"(env -i setsid sh -c 'sleep 300; : {token}' >/dev/null 2>&1 &); "
                                    "echo shown > a.txt", "y")
    assert (folder / "a.txt").read_text() == "shown\n"
    left = [process for process in psutil.process_iter(["cmdline"]) if token in " ".join(process.info["cmdline"] or ())]
    for process in left:
        process.kill()
    assert (left == []) or not changes.placed  # without a place of its own for processes, a hidden one is not found


@needs_landlock
def test_what_the_person_changed_meanwhile_is_not_overwritten(app: App, folder: Path) -> None:
    work = trial(app, propose("echo x > a.txt", "", folder, "the model"))
    event = next(work)
    while not isinstance(event, Question):
        event = next(work)
    (folder / "a.txt").write_text("my own new words")
    with pytest.raises(Refused, match=r"changed since the trial: a\.txt"):
        work.send("y")
    assert (folder / "a.txt").read_text() == "my own new words"


@needs_landlock
def test_names_of_one_file_stay_names_of_one_file_in_the_copy(app: App, folder: Path) -> None:
    (folder / "twin.txt").hardlink_to(folder / "a.txt")
    changes, _ = tried(app, folder, "echo more >> a.txt")
    assert [str(change.path) for change in changes.found] == ["a.txt", "twin.txt"]
    assert (folder / "a.txt").read_text() == "one\ntwo\n"


@needs_landlock
def test_a_change_that_hides_its_time_is_found(app: App, folder: Path) -> None:
    changes, _ = tried(app, folder, "touch -r a.txt t; printf 'ONE\\ntwo\\n' > a.txt; touch -r t a.txt; rm t")
    assert [(change.kind, str(change.path)) for change in changes.found] == [("changed", "a.txt")]


def test_a_folder_with_too_much_in_it_is_refused(app: App, folder: Path) -> None:
    with (folder / "large").open("wb") as file:
        file.truncate(60_000_000_000)
    expected = "too much to try it on a copy" if not unavailable() else "no trial"
    with pytest.raises(Refused, match=expected):
        tried(app, folder, "ls")


def test_where_the_kernel_cannot_hold_back_there_is_no_trial() -> None:
    script = ("import sys; sys.platform = 'darwin'\nfrom core.assist.trial_run import unavailable\n"
              "print(unavailable())")
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "this system cannot hold a command back (that takes Linux 5.13 or later with Landlock)\n"


def asked(folder: Path, answers: list[str], *, yes: str = "y", done: bool = True) -> tuple[list[Question], str]:
    """Settle a proposal with a trial that says whether all was done; return what was asked and how it ended."""

    def try_it(proposal: Proposal) -> Generator[Event, str, bool]:
        yield Notice(f"tried {proposal.command}")
        return done

    asking = settle(propose("touch new", "", folder, "the model"), lambda text: Notice(text), yes=yes, trial=try_it)
    questions: list[Question] = []
    reply: str | None = None
    try:
        while True:
            event = next(asking) if reply is None else asking.send(reply)
            reply = None
            if isinstance(event, Question):
                questions.append(event)
                reply = answers.pop(0)
    except StopIteration as end:
        return questions, f"run {end.value.command}"
    except DoneByTrial:
        return questions, "done"
    except LuciferError as error:
        return questions, error.message


@pytest.mark.parametrize(("answers", "yes", "done", "ended", "count"), [
    (["t"], "y", True, "done", 1), (["t", "y"], "y", False, "run touch new", 2), (["t", "n"], "y", False, "not run", 2),
    (["t"], "t", True, "done", 1), (["t"], "t", False, "not done", 1), (["n"], "t", True, "not run", 1),
], ids=["done", "then run", "then no", "only tried and done", "only tried", "no trial"])
def test_consent_offers_a_trial(folder: Path, answers: list[str], yes: str, done: bool, ended: str, count: int
                                ) -> None:
    questions, how = asked(folder, answers, yes=yes, done=done)
    assert (how, len(questions), questions[0].yes) == (ended, count, yes)
    keys = [choice.key for choice in questions[0].choices]
    assert keys == (["t", "e", "x", "n"] if yes == "t" else ["y", "t", "e", "x", "n"])
