"""`fix` finds the error, shows the change, makes it after a yes, and never writes anything else."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from at_hand import ROOT, Heard, open_app, program, say
from terminal import Terminal

from core.app import App
from core.assist.known_fixes import KNOWN_MAX, KnownFixes
from core.assist.script_error import ScriptError
from core.commands.fix_loop import ROUNDS_MAX
from core.words.events import Answer, Event, Notice, Question

pytestmark = pytest.mark.timeout(240)
BROKEN = "name = 'Ann'\nprint('hi ' + nmae)\n"
MENDED = "name = 'Ann'\nprint('hi ' + name)\n"


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An App at the prompt, in a folder of its own."""
    made = open_app(tmp_path / "home")
    made.cwd = tmp_path / "work"
    made.cwd.mkdir()
    return made


def script(app: App, name: str, text: str) -> Path:
    path = app.cwd / name
    path.write_bytes(text.encode())
    return path


def notices(heard: Heard) -> str:
    return "\n".join(event.text for event in heard.events if isinstance(event, Notice))


def shown(heard: Heard) -> str:
    return "\n".join(event.text for event in heard.events if isinstance(event, Answer))


def test_a_change_is_shown_and_made_after_a_yes_and_undone(app: App) -> None:
    path = script(app, "a.py", BROKEN)
    heard = say(app, "fix a.py --no-model", ["y"])
    assert (heard.status, path.read_text(), [question.text for question in heard.questions]) == (
        0, MENDED, ["Change a.py?"])
    assert "-print('hi ' + nmae)\n+print('hi ' + name)" in shown(heard)
    assert "why: line 2: there is no nmae; name is meant" in notices(heard)
    assert "from: a built-in rule" in notices(heard)
    assert say(app, "undo").status == 0
    assert path.read_text() == BROKEN


def test_no_is_the_default_and_changes_nothing(app: App) -> None:
    path = script(app, "a.py", BROKEN)
    heard = say(app, "fix a.py --no-model")
    assert (heard.status, path.read_text(), app.journal.last()) == (6, BROKEN, None)


def test_without_a_terminal_nothing_is_changed_but_with_yes(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(BROKEN)
    refused = program(tmp_path, "fix", "a.py", "--no-model")
    assert (refused.returncode, path.read_text(), "+print('hi ' + name)" in refused.stdout) == (6, BROKEN, True)
    done = program(tmp_path, "--json", "--yes", "fix", "a.py", "--no-model")
    data = json.loads(done.stdout)
    assert (done.returncode, path.read_text(), data["fixed"], data["exit_status"]) == (0, MENDED, True, 0)
    assert [(one["applied"], one["source"]) for one in data["changes"]] == [(True, "a built-in rule")]


def test_another_change_can_be_asked_for(app: App) -> None:
    path = script(app, "a.py", "def f():\n\nprint('x')\n")
    heard = say(app, "fix a.py --no-model --check", ["a", "y"])
    assert len(heard.questions) == 2
    assert (heard.status, path.read_text()) == (0, "def f():\n\n    print('x')\n")


def test_a_script_that_changed_meanwhile_is_looked_at_again(app: App) -> None:
    path = script(app, "a.py", BROKEN)
    theirs = "print('theirs')\n"

    def meddle(event: Event) -> None:
        if isinstance(event, Question):
            path.write_text(theirs)

    events = say(app, "fix a.py --no-model", ["y"], seen=meddle)
    assert (events.status, path.read_text()) == (0, theirs)
    assert "was changed meanwhile" in notices(events)


def test_several_errors_are_mended_one_after_the_other_and_undone_so(app: App) -> None:
    text = "names = ['Ann', 'Bob'\nfor name in names\n    print('hi ' + nme)\n"
    path = script(app, "a.py", text)
    heard = say(app, "fix a.py --no-model", ["y", "y"])
    assert heard.status == 0
    assert path.read_text() == "names = ['Ann', 'Bob']\nfor name in names:\n    print('hi ' + name)\n"
    assert [say(app, "undo").status for _ in range(2)] == [0, 0]
    assert path.read_text() == text


def test_only_so_many_changes_are_made(app: App) -> None:
    text = "".join(f"name{letter} = 1\n" for letter in "abcdef") + "".join(
        f"print(nmae{letter})\n" for letter in "abcdef")
    script(app, "a.py", text)
    heard = say(app, "fix a.py --no-model", ["y"] * 9)
    assert (heard.status, [question.text for question in heard.questions].count("Change a.py?")) == (1, ROUNDS_MAX)
    assert "it still fails" in notices(heard)


def test_what_nothing_mends_is_explained(app: App) -> None:
    script(app, "a.py", "print({}['key'])\n")
    heard = say(app, "fix a.py --no-model")
    assert (heard.status, heard.questions) == (1, [])
    assert "the dictionary has no key 'key'" in notices(heard)
    script(app, "b.py", "import nosuchpackage_abc\n")
    assert "`!python3 -m pip install nosuchpackage_abc`" in notices(say(app, "fix b.py --no-model"))


def test_check_never_runs_the_script(app: App) -> None:
    script(app, "a.py", "open('ran', 'w').close()\nif True\n    pass\n")
    heard = say(app, "fix a.py --check", ["y"])
    assert (heard.status, (app.cwd / "ran").exists()) == (0, False)
    assert say(app, "fix a.py --check").questions == []


def test_an_error_in_another_file_is_left_to_that_file(app: App) -> None:
    other = script(app, "other.py", "def f()\n    pass\n")
    script(app, "a.py", "import other\n")
    heard = say(app, "fix a.py", ["y"])
    assert (heard.status, other.read_text()) == (1, "def f()\n    pass\n")
    assert f"`fix {other}` looks there" in notices(heard)


def test_what_worked_is_known_next_time_and_can_be_forgotten(app: App) -> None:
    script(app, "a.py", BROKEN)
    say(app, "fix a.py --no-model", ["y"])
    known = say(app, "fix known").data
    assert [(one["sign"], one["worked"], one["failed"]) for one in known] == [
        ("NameError: name ⟦0⟧ is not defined", 1, 0)]
    script(app, "b.py", "name = 'Eve'\nif name:\n    print(nmae, 'again')\n")
    heard = say(app, "fix b.py", ["y"])
    assert "from: a fix you have used before (worked once)" in notices(heard)
    assert (app.cwd / "b.py").read_text() == "name = 'Eve'\nif name:\n    print(name, 'again')\n"
    assert {one["worked"] for one in say(app, "fix known").data} == {1}
    assert say(app, "fix forget 99").status == 2
    assert say(app, "fix forget all", ["y"]).data == {"forgotten": 2}
    assert say(app, "fix known").data == []


def test_a_known_fix_that_does_not_help_is_counted_against_it_and_taken_back(app: App) -> None:
    error = ScriptError("python", "NameError", "name 'y' is not defined", "a.py", 1)
    known = KnownFixes(app.home)
    known.worked(error, "print(y)\n", "print((y))\n", "brackets")
    path = script(app, "a.py", "print(y)\n")
    heard = say(app, "fix a.py --no-model", ["y", "y", "n"])
    assert heard.questions[1].text.startswith("That did not help")
    assert path.read_text() == "print(y)\n"
    assert (known.all()[0].worked, known.all()[0].failed) == (1, 1)


def test_what_was_meant_in_one_script_is_not_what_every_script_means(app: App) -> None:
    script(app, "a.py", BROKEN)
    assert say(app, "fix a.py --no-model", ["y"]).status == 0
    other = "there = 1\nprint(theer)\nprint(nam)\n"
    script(app, "b.py", other)
    heard = say(app, "fix b.py --no-model", ["n"])
    assert "+print(there)" in shown(heard)
    assert "from: a built-in rule" in notices(heard)


def test_a_mark_at_the_beginning_of_a_file_is_no_error_and_stays(app: App) -> None:
    path = script(app, "a.py", "\ufeff" + BROKEN)
    assert say(app, "fix a.py --no-model", ["y"]).status == 0
    assert path.read_text() == "\ufeff" + MENDED


def test_a_script_that_ends_by_itself_is_not_mended(app: App) -> None:
    script(app, "a.py", "raise SystemExit(3)\n")
    heard = say(app, "fix a.py")
    assert (heard.status, notices(heard)) == (
        1, "exit status 3\na.py ended so by itself and wrote no error: nothing shows what to mend")


def test_ctrl_c_ends_fixing_too(app: App) -> None:
    script(app, "a.py", "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    heard = say(app, "fix a.py")
    assert (heard.status, heard.failure and heard.failure.message, heard.questions) == (130, "stopped", [])


def test_a_script_that_ends_itself_with_130_was_not_stopped(app: App) -> None:
    script(app, "a.py", "raise SystemExit(130)\n")
    heard = say(app, "fix a.py")
    assert (heard.status, heard.failure) == (1, None)
    assert "a.py ended so by itself and wrote no error" in notices(heard)


def test_ctrl_c_after_a_change_says_that_the_change_stays(app: App) -> None:
    path = script(app, "a.py", BROKEN + "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    heard = say(app, "fix a.py --no-model", ["y"])
    assert heard.failure is not None
    assert (heard.status, heard.failure.message, heard.failure.hint) == (
        130, "stopped", "the change of a.py stays; `undo` takes it back")
    assert say(app, "undo").status == 0
    assert path.read_text().startswith(BROKEN)


def test_at_a_terminal_a_status_of_130_is_no_ctrl_c_and_ctrl_c_is(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text("raise SystemExit(130)\n")
    (tmp_path / "waits.py").write_text("import time\nprint('waiting')\ntime.sleep(60)\n")
    with Terminal([sys.executable, "-m", "tests.prompt_app"], folder=tmp_path,
                  environ={"HOME": str(tmp_path), "LUCIFER_HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"],
                           "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}) as terminal:
        terminal.wait_for(">")
        terminal.send(f"fix {tmp_path}/own.py --no-model\r")
        terminal.wait_for("ended so by itself")
        terminal.send(f"fix {tmp_path}/waits.py --no-model\r")
        terminal.wait_for("waiting")
        terminal.send("\x03")
        terminal.wait_for("KeyboardInterrupt")
        terminal.wait_for(lambda: terminal.text.rpartition("KeyboardInterrupt")[2].count("stopped") == 2)


def test_known_fixes_are_few_private_and_survive_damage(app: App) -> None:
    known = KnownFixes(app.home)
    for number in range(KNOWN_MAX + 5):
        error = ScriptError("python", f"Error{number}", "x", "a.py", 1)
        if number in (0, 1, KNOWN_MAX + 3, KNOWN_MAX + 4):
            known.worked(error, "a\n", "b\n", "reason")
    place = app.home.root / "fixes.json"
    assert (len(known.all()), place.stat().st_mode & 0o777) == (4, 0o600)
    place.write_text('[{"number": "x"}, 3, null')
    assert known.all() == ()
    assert known.worked(ScriptError("bash", "E", "x", "a.sh", 1), "a\n", "b\n", "reason") is not None


def test_it_is_the_file_at_hand_and_a_run_just_before_is_not_repeated(app: App) -> None:
    path = script(app, "a.py", "open('runs', 'a').write('x')\n" + BROKEN)
    past = path.stat().st_mtime - 100
    os.utime(path, (past, past))
    assert say(app, "run a.py").status == 1
    heard = say(app, "fix the error in it", ["y"])
    assert (heard.status, (app.cwd / "runs").read_text()) == (0, "xx")
    assert "it is not run again first" in notices(heard)


def test_windows_line_ends_stay_in_python_and_go_from_bash(app: App) -> None:
    script(app, "c.py", "print('a'\r\n")
    assert "careful" not in notices(say(app, "fix c.py --no-model"))
    path = script(app, "a.py", BROKEN.replace("\n", "\r\n"))
    assert say(app, "fix a.py --no-model", ["y"]).status == 0
    assert path.read_bytes() == MENDED.replace("\n", "\r\n").encode()
    path = script(app, "a.sh", "x=1\r\nif [ $x = 1 ]; then\r\n  echo one\r\nfi\r\n")
    assert say(app, "fix a.sh --no-model", ["y"]).status == 0
    assert path.read_bytes() == b"x=1\nif [ $x = 1 ]; then\n  echo one\nfi\n"


@pytest.mark.parametrize(("content", "kind"), [(b"\xff\xfe\x00", 2), (b"x" * 500_000, 4)])
def test_what_is_no_text_or_too_large_is_left_alone(app: App, content: bytes, kind: int) -> None:
    path = app.cwd / "a.py"
    path.write_bytes(content)
    assert (say(app, "fix a.py --no-model").status, path.read_bytes()) == (kind, content)


def test_a_hidden_sign_in_a_change_is_pointed_out(app: App) -> None:
    error = ScriptError("python", "NameError", "name 'y' is not defined", "a.py", 1)
    KnownFixes(app.home).worked(error, "print(y)\n", "print(1)  # \u202e)2\n", "odd")
    script(app, "a.py", "print(y)\n")
    heard = say(app, "fix a.py --no-model")
    assert "careful: it holds characters that cannot be seen: <U+202E>" in notices(heard)
