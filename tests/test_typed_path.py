"""Paths that people type: whatever they hold, a person is told what is wrong with them in words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from at_hand import ROOT, open_app, program, say
from build_gguf import build
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from core.assist.material import named_material, piped_text, read_file
from core.commands.declare import table
from core.repl.completion import LineCompleter
from core.store.home import Home
from core.store.session_log import Session
from core.store.sessions import Sessions
from core.store.typed_path import typed_path
from core.words.errors import DiskError, LuciferError, UsageError
from core.words.values import Message, Role

LONG = "x" * 300


def test_a_path_is_taken_from_the_folder_at_hand_or_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert typed_path("a/b", tmp_path) == tmp_path / "a" / "b"
    assert typed_path("~/a", Path("/")) == tmp_path / "a"
    assert typed_path("/a", tmp_path) == Path("/a")


@pytest.mark.parametrize(("text", "error"), [("~nouser/x", UsageError), ("~nouser", UsageError), ("a\0b", UsageError),
                                             ("\ud800", UsageError), (LONG, DiskError), ("x/" * 5000, DiskError)],
                         ids=["person", "home", "NUL", "half", "long", "deep"])
def test_what_can_be_no_path_is_said(tmp_path: Path, text: str, error: type[LuciferError]) -> None:
    with pytest.raises(error):
        typed_path(text, tmp_path)


@pytest.mark.parametrize("word", ["~nouser/x", "x/" * 5000], ids=["person", "long"])
def test_a_name_that_can_be_no_file_is_no_file(tmp_path: Path, word: str) -> None:
    with pytest.raises(UsageError, match="there is no file") as caught:
        named_material(f"ask @{word} hi", tmp_path)
    assert len(caught.value.message) < 120


@pytest.mark.parametrize("word", ["@~nouser", f"@{LONG}", "@\ud800"])
def test_a_word_that_can_be_no_file_stays_a_word(tmp_path: Path, word: str) -> None:
    assert named_material(f"ask {word} hi", tmp_path) == ()


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="no /proc")  # noqa: PTH110
def test_a_file_that_opens_but_cannot_be_read_is_a_disk_error() -> None:
    with pytest.raises(DiskError):
        read_file(Path("/proc/self/mem"))


def test_a_device_named_with_a_question_is_not_even_opened() -> None:
    look = ("import sys; from pathlib import Path; from core.assist.material import read_file\n"
            "from core.words.errors import Refused\n"
            "sys.addaudithook(lambda name, facts: print(facts[0]) if name == 'open' else None)\n"
            "try:\n    read_file(Path('/dev/null'))\nexcept Refused as error:\n    print('refused:', error.message)")
    ended = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == "refused: /dev/null is a device, not a file\n"


def test_standard_input_that_cannot_be_read_is_a_disk_error(tmp_path: Path) -> None:
    with (tmp_path / "output").open("w") as stream, pytest.raises(DiskError):
        piped_text(stream, wait=True)


def test_export_to_an_impossible_name_is_refused_in_words(tmp_path: Path) -> None:
    app = open_app(tmp_path / "home")
    session: Session = Sessions(app.home).start()
    session.add(Message(Role.USER, "hello"))
    app.cwd = tmp_path
    assert say(app, "export ~nouser/x.md --session last").status == 2
    assert say(app, f"export {LONG}.md --session last").status == 5
    assert say(app, "export fine.md --session last").status == 0


def test_completion_of_an_impossible_name_offers_nothing(tmp_path: Path) -> None:
    completer = LineCompleter(table(), {}, lambda: tmp_path)
    for typed in ("@~nouser/", f"@{LONG}/", "export ~nouser/"):
        assert list(completer.get_completions(Document(typed), CompleteEvent())) == []


def test_an_at_sign_completes_last_and_the_clipboard_too(tmp_path: Path) -> None:
    (tmp_path / "lasting.txt").touch()
    completer = LineCompleter(table(), {}, lambda: tmp_path)
    for typed, texts in (("why @la", ["@lasting.txt", "@last"]), ("@cl", ["@clipboard"]), ('@"la', ['@"lasting.txt"'])):
        assert [each.text for each in completer.get_completions(Document(typed), CompleteEvent())] == texts


def test_models_folders_that_cannot_be_are_warned_about_and_the_rest_is_searched(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    build(tmp_path / "more" / "found.gguf")
    (tmp_path / "here").mkdir()
    build(tmp_path / "here" / "stray.gguf")
    folders = f"~nouser/m: :/{LONG}:{tmp_path / 'more'}:"
    ended = program(tmp_path, "llm", "list", cwd=tmp_path / "here", environ={"LUCIFER_MODELS": folders})
    assert (ended.returncode, "found" in ended.stdout, "stray" in ended.stdout) == (0, True, False)
    assert "nouser" in ended.stderr
    (tmp_path / "settings.yaml").write_text('models_folders:\n- ""\n- " "\n')
    ended = program(tmp_path, "llm", "list", cwd=tmp_path / "here")
    assert (ended.returncode, "stray" in ended.stdout) == (0, False)


@pytest.mark.parametrize(("root", "environ"), [
    ("~nouser/x", {}), (LONG, {}), (None, {"LUCIFER_HOME": "~nouser/x"}), (None, {"HOME": "/" + LONG}),
    (None, {"HOME": "x/" * 5000})])
def test_an_impossible_home_means_memory_only(root: str | None, environ: dict[str, str], tmp_path: Path,
                                              monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    home = Home.open(root, environ)
    assert home.problem
    assert list(tmp_path.iterdir()) == []
