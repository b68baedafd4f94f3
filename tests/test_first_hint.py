"""The first prompt: it names, once, what this machine could run, behind the prompt and without touching the line."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from at_hand import ROOT, open_app, program, say
from build_gguf import build
from terminal import Terminal

from core.repl.first_hint import first_hint, note_shown, was_shown
from core.store.home import Home

SECONDS = 90.0


def test_the_hint_comes_above_the_line_that_is_being_typed_and_only_once(tmp_path: Path) -> None:
    with Terminal([sys.executable, str(ROOT / "lucifer.py")], columns=100, folder=tmp_path,
                  environ={"HOME": str(tmp_path)}) as terminal:
        terminal.wait_for(lambda: ">" in terminal.lines, SECONDS)
        assert "For this machine" not in terminal.text
        terminal.send("half a li")
        terminal.wait_for("of these.", SECONDS)
        terminal.send("ne")
        terminal.wait_for("> half a line", SECONDS)
        above, _, below = terminal.text.partition("> half a line")
        assert "For this machine" in above and below.count("\n") == 1
        assert "\x1b[?1049h" not in terminal.raw.decode(errors="replace")
        terminal.send("\x15\x04")
        assert terminal.wait_for_end(SECONDS) == 0
    assert was_shown(Home.open(None, {"HOME": str(tmp_path)}))


def test_a_line_that_is_sent_at_once_is_answered_first_and_nothing_is_lost(tmp_path: Path) -> None:
    with Terminal([sys.executable, str(ROOT / "lucifer.py")], columns=100, folder=tmp_path,
                  environ={"HOME": str(tmp_path)}) as terminal:
        terminal.wait_for(lambda: ">" in terminal.lines, SECONDS)
        terminal.send("!echo first\r!echo second\r")
        terminal.wait_for("of these.", SECONDS)
        terminal.wait_for(lambda: "\nsecond\n" in terminal.text and terminal.lines.count(">") == 1, SECONDS)
        assert "\nfirst\n" in terminal.text
        assert (terminal.text.count("of these."), "exception" in terminal.text) == (1, False)
        terminal.send("\x04")
        assert terminal.wait_for_end(SECONDS) == 0


def test_it_names_what_recommend_names_with_size_and_speed(tmp_path: Path) -> None:
    first, second = first_hint({"LUCIFER_HOME": str(tmp_path)}).split("\n")
    shown = re.findall(r"([\w.:-]+) \((\d[\d.]* [MG]B), (\d+) tokens/s\)", first)
    recommended = [each["name"] for each in say(open_app(tmp_path), "llm recommend").data]
    assert [name for name, _, _ in shown] == recommended
    assert second == (f"Only the small bundled model is here; `install {recommended[0]}` fetches the first of these.")


def test_whoever_has_another_model_or_was_told_is_not_told(tmp_path: Path) -> None:
    home = Home.open(tmp_path, {})
    assert not was_shown(home)
    note_shown(home)
    assert was_shown(home)
    build(home.models / "mine.gguf")
    assert first_hint({"LUCIFER_HOME": str(tmp_path)}) == ""
    (home.models / "mine.gguf").write_bytes(b"no model")
    assert first_hint({"LUCIFER_HOME": str(tmp_path)}).startswith("For this machine: ")


def test_a_home_that_keeps_nothing_is_not_told_every_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert was_shown(Home.open(tmp_path / "file", dict(os.environ)))


def test_a_pipe_is_told_nothing(tmp_path: Path) -> None:
    done = program(tmp_path, stdin="pwd\n")
    assert "For this machine" not in done.stdout + done.stderr
    assert not (tmp_path / "greeted").exists()
