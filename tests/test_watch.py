"""`watch` runs a script again when its file changes, and `write` makes one from words."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from at_hand import START, open_app, program, say

from core.words.events import Answer, Notice, Question

pytestmark = pytest.mark.timeout(240)


def watching(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", START, *arguments], cwd=home, text=True, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            env={**os.environ, "LUCIFER_HOME": str(home / "home")})


def read_until(child: subprocess.Popen[str], wanted: str) -> str:
    assert child.stdout is not None
    text = ""
    for line in child.stdout:
        text += line
        if wanted in line:
            return text
    raise AssertionError(f"not seen: {wanted!r} in {text}")


def test_each_change_is_a_run_and_ctrl_c_leaves(tmp_path: Path) -> None:
    script = tmp_path / "a.py"
    script.write_text("import time\nprint('first run')\ntime.sleep(600)\n")
    child = watching(tmp_path, "watch", "a.py")
    try:
        read_until(child, "first run")
        script.write_text("print('second' + 1)\n")
        assert "TypeError" in read_until(child, "watching a.py")
        # As many editors do it: another file takes the name.
        side = tmp_path / "side"
        side.write_text("print('third run')\n")
        side.replace(script)
        assert "third run" in read_until(child, "watching a.py")
        child.send_signal(signal.SIGINT)
        assert child.wait(20) == 130
    finally:
        child.kill()
        child.communicate()


def test_fixes_are_offered_and_asked(tmp_path: Path) -> None:
    script = tmp_path / "a.py"
    script.write_text("name = 1\nprint(nmae)\n")
    child = watching(tmp_path, "--yes", "watch", "a.py", "--fix")
    try:
        assert "+print(name)" in read_until(child, "watching a.py")
        assert script.read_text() == "name = 1\nprint(name)\n"
    finally:
        child.kill()
        child.communicate()


def test_a_script_from_words_is_shown_whole_written_and_run(tmp_path: Path) -> None:
    app = open_app(tmp_path / "home")
    app.cwd = tmp_path / "work"
    app.cwd.mkdir()
    (app.cwd / "large.bin").write_bytes(b"x" * 9000)
    heard = say(app, "write a python script to sort files by size", ["y", "y"])
    made = app.cwd / "sort_by_size.py"
    assert (heard.status, [one.text for one in heard.events if isinstance(one, Question)]) == (
        0, ["Write sort_by_size.py?", "Run sort_by_size.py now?"])
    said = "\n".join(one.text for one in heard.events if isinstance(one, Notice))
    assert "this is a template that ships with the program, chosen by your words sort, size, files" in said
    assert made.read_text() in "\n".join(one.text for one in heard.events if isinstance(one, Answer))
    last = app.references.resolve("it", "file")
    assert last is not None
    assert last.text == str(made)
    assert say(app, "undo").status == 0
    assert not made.exists()


def test_a_script_is_only_written_after_a_yes_and_never_over_another_unseen(tmp_path: Path) -> None:
    app = open_app(tmp_path / "home")
    app.cwd = tmp_path
    assert (say(app, "write a bash script to back up a folder").status, (tmp_path / "backup_folder.sh").exists()) == (
        6, False)
    (tmp_path / "backup_folder.sh").write_text("mine\n")
    heard = say(app, "write a bash script to back up a folder called backup_folder.sh")
    assert [one.text for one in heard.questions] == ["Replace backup_folder.sh?"]
    assert "-mine" in "\n".join(one.text for one in heard.events if isinstance(one, Answer))
    assert (tmp_path / "backup_folder.sh").read_text() == "mine\n"
    heard = say(app, "write a bash script to back up a folder", ["y"])
    assert (tmp_path / "backup_folder_2.sh").exists()
    assert "`run backup_folder_2.sh FOLDER` runs it" in "\n".join(
        one.text for one in heard.events if isinstance(one, Notice))


def test_what_no_template_fits_and_no_model_can_do_is_said(tmp_path: Path) -> None:
    heard = say(open_app(tmp_path / "home"), "write a python script that mines bitcoin")
    assert heard.failure is not None
    assert (heard.status, "write templates" in heard.failure.hint) == (1, True)


def test_json_says_where_a_script_comes_from(tmp_path: Path) -> None:
    ended = program(tmp_path, "--json", "--yes", "write", "a", "password", "generator")
    data = json.loads(ended.stdout)
    assert (ended.returncode, data["source"], data["written"], data["language"]) == (
        0, "the template make_password", True, "python")
    assert Path(data["file"]).read_text() == data["text"]
    assert len(json.loads(program(tmp_path, "--json", "write", "templates").stdout)) == 16
