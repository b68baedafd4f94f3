"""Every key an expert reaches for, pressed on a real terminal."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal

ROOT = Path(__file__).resolve().parents[1]
PROMPT = [sys.executable, "-m", "tests.prompt_app"]


def open_prompt(home: Path, *arguments: str, columns: int = 80, rows: int = 24, **environ: str) -> Terminal:
    terminal = Terminal([*PROMPT, *arguments], columns=columns, rows=rows, folder=home,
                        environ={"HOME": str(home), "PYTHONPATH": str(ROOT), **environ})
    terminal.wait_for(lambda: "\n>" in "\n" + terminal.text, seconds=60)
    return terminal


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    (folder / "notes.txt").write_text("the notes")
    (folder / "my file.txt").write_text("blank")
    (folder / "papers").mkdir()
    lines = ["git log --oneline", "how big is the moon", "good morning to you"]
    (folder / ".luciferai").mkdir(mode=0o700)
    (folder / ".luciferai" / "history").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


@pytest.fixture(scope="module")
def shared(home: Path) -> Iterator[Terminal]:
    editor = home / "editor.sh"
    editor.write_text('#!/bin/sh\nwas=$(cat "$1")\nprintf "written\\nin the editor: %s" "$was" > "$1"\n')
    editor.chmod(0o700)
    with open_prompt(home, EDITOR=str(editor)) as terminal:
        yield terminal


@pytest.fixture
def terminal(shared: Terminal) -> Iterator[Terminal]:
    """A prompt with an empty line, on a clear screen."""
    yield shared
    clear(shared)


def clear(terminal: Terminal) -> None:
    """Empty the line and the screen, whatever was going on: a search, a menu, the end of an answer."""
    for _ in range(5):
        terminal.wait_for(lambda: waiting(terminal))
        terminal.send("x\x03x\x03")  # once for a search, once for the line
        terminal.settle()
        if terminal.lines[terminal.screen.cursor.y] == ">":
            break
    terminal.send("\x0c")
    terminal.wait_for(lambda: terminal.lines[0] == ">")


def waiting(terminal: Terminal) -> bool:
    """Say whether the prompt takes keys: its toolbar is there only then."""
    return terminal.text.split("\n")[-1].startswith((" scripted-1b |", " a paste of"))


def said(terminal: Terminal, text: str) -> None:
    """Wait until the model was asked exactly this."""
    wanted = "".join(f"you said {text!r}".split())
    terminal.wait_for(lambda: wanted in "".join(terminal.scrollback.split()))


def line(terminal: Terminal, text: str) -> None:
    terminal.wait_for(lambda: terminal.lines[terminal.screen.cursor.y] == text)


def test_a_line_is_sent_by_enter(terminal: Terminal) -> None:
    terminal.send("hello there\r")
    said(terminal, "hello there")


@pytest.mark.parametrize(
    "keys", ["\x1b\r", "\n", "\\\r", "\x1b[13;2u"], ids=["Alt-Enter", "Ctrl-J", "backslash", "Shift-Enter"]
)
def test_a_new_line_inside_a_question(terminal: Terminal, keys: str) -> None:
    terminal.send("one" + keys + "two")
    line(terminal, "  two")
    terminal.send("\r")
    said(terminal, "one\ntwo")


def test_three_quotes_hold_lines_together(terminal: Terminal) -> None:
    terminal.send('"""one\rtwo\rthree"""\r')
    said(terminal, "one\ntwo\nthree")


def test_ctrl_c_clears_the_line(terminal: Terminal) -> None:
    terminal.send("nonsense")
    line(terminal, "> nonsense")
    terminal.send("\x03")
    line(terminal, ">")
    assert "leave" not in terminal.text


def test_ctrl_r_finds_an_old_line(terminal: Terminal) -> None:
    terminal.send("\x12moon")
    terminal.wait_for("how big is the moon")
    terminal.send("\r")
    terminal.settle()
    terminal.send("\r")
    said(terminal, "how big is the moon")


def test_up_brings_back_the_last_line_and_down_returns(terminal: Terminal) -> None:
    terminal.send("how deep is the sea\r")
    said(terminal, "how deep is the sea")
    terminal.settle()
    terminal.send("\x1b[A")
    line(terminal, "> how deep is the sea")
    terminal.send("\x1b[B")
    line(terminal, ">")


def test_a_suggestion_from_history_is_taken_with_the_right_arrow(terminal: Terminal) -> None:
    terminal.send("good mo")
    terminal.wait_for("> good morning to you")
    terminal.send("\x1b[C\r")
    said(terminal, "good morning to you")


def test_a_line_that_begins_with_a_blank_is_not_kept(terminal: Terminal, home: Path) -> None:
    terminal.send(" secret words\r")
    terminal.wait_for("you said")
    terminal.settle()
    history = home / ".luciferai" / "history"
    assert "secret" not in history.read_text()
    assert "hello there" in history.read_text()
    assert stat.S_IMODE(history.stat().st_mode) & 0o077 == 0 or "good morning" in history.read_text()


def test_tab_completes_a_command(terminal: Terminal) -> None:
    terminal.send("/sess\t")
    terminal.wait_for(lambda: "/sessions" in terminal.lines[0])


def test_a_slash_opens_the_menu_of_commands(terminal: Terminal) -> None:
    terminal.send("/co")
    terminal.wait_for(lambda: "config" in terminal.text and "compact" in terminal.text and "context" in terminal.text)


def test_tab_completes_a_command_of_two_words_and_a_setting(terminal: Terminal) -> None:
    terminal.send("llm l\t")
    line(terminal, "> llm list")
    terminal.send("\x03")
    line(terminal, ">")
    terminal.send("/config set temp\t")
    terminal.wait_for(lambda: "/config set temperature" in terminal.lines[0])


def test_an_at_sign_completes_files(terminal: Terminal) -> None:
    terminal.send("explain @no\t")
    terminal.wait_for(lambda: "explain @notes.txt" in terminal.lines[0])
    terminal.send("\x03@")
    terminal.wait_for(lambda: "papers/" in terminal.text and "my file.txt" in terminal.text)


def test_ctrl_g_opens_the_editor_and_brings_its_text_back(terminal: Terminal) -> None:
    terminal.send("draft\x07")
    terminal.wait_for("in the editor: draft")
    terminal.send("\r")
    said(terminal, "written\nin the editor: draft")


def test_a_short_paste_is_shown_and_not_sent(terminal: Terminal) -> None:
    terminal.send("\x1b[200~one\ntwo\n\x1b[201~")
    terminal.wait_for("  two")
    terminal.settle()
    assert "you said" not in terminal.text


def test_a_long_paste_folds_and_is_sent_in_full(terminal: Terminal) -> None:
    text = "\n".join(f"row {number}" for number in range(80))
    terminal.send(f"look: \x1b[200~{text}\x1b[201~")
    line(terminal, "> look: [Pasted #1 +80 lines]")
    terminal.send("\r")
    said(terminal, "look: " + text)


def test_a_paste_that_smuggles_its_end_is_one_unsent_line(terminal: Terminal) -> None:
    terminal.send("\x1b[200~ls\x1b[201~\nrm -rf ~\n\x1b[201~")
    terminal.wait_for("rm -rf ~")
    terminal.settle()
    assert "you said" not in terminal.text


def test_ctrl_o_unfolds_a_paste(terminal: Terminal) -> None:
    terminal.send("\x1b[200~a\nb\nc\nd\ne\nf\ng\x1b[201~\x0f")
    terminal.wait_for("  g")


def test_late_replies_are_not_typed(terminal: Terminal) -> None:
    terminal.send("ab\x1b[24;80R\x1b]11;rgb:0000/0000/0000\x07\x1b[?62;c")
    terminal.send("c")
    line(terminal, "> abc")


def test_a_paste_of_ten_megabytes_is_refused_with_a_way_on(terminal: Terminal) -> None:
    terminal.send("\x1b[200~" + "x" * 10_000_000 + "\x1b[201~")
    terminal.wait_for("too long for the prompt", seconds=30)
    terminal.send("still here\r")
    said(terminal, "still here")


def test_a_hundred_kilobytes_without_marks_do_not_send_themselves(terminal: Terminal) -> None:
    terminal.send("words of a line\r" * 6_400)
    terminal.wait_for("[Pasted #1")
    terminal.settle()
    assert "you said" not in terminal.text


def test_bytes_that_are_no_text_are_replaced(terminal: Terminal) -> None:
    terminal.send(b"a\xe9\xffb\r")
    terminal.wait_for("you said 'a\ufffd\ufffdb'")


def test_an_exclamation_mark_runs_a_command(terminal: Terminal) -> None:
    terminal.send("!echo one; echo two\r")
    terminal.wait_for(lambda: "one\ntwo" in terminal.text)


def test_the_toolbar_tells_model_context_speed_and_memory(terminal: Terminal) -> None:
    terminal.send("hi\r")
    said(terminal, "hi")
    terminal.wait_for("scripted-1b | context 123 of 4,096 | 46 tokens/s | 1.20 GB")


def test_keys_typed_while_an_answer_streams_wait_for_the_next_prompt(terminal: Terminal) -> None:
    terminal.send("slow 40\r")
    terminal.wait_for("word2 ")
    terminal.send("typed ahead")
    line(terminal, "> typed ahead")
    assert terminal.text.count("typed ahead") == 1
    terminal.send("\r")
    said(terminal, "typed ahead")


def test_a_line_sent_ahead_is_carried_out_after_the_answer(terminal: Terminal) -> None:
    terminal.send("slow 20\r")
    terminal.wait_for("word2 ")
    terminal.send("next question\r")
    said(terminal, "next question")


def test_ctrl_c_stops_an_answer_and_keeps_what_came(terminal: Terminal, home: Path) -> None:
    terminal.send("forever\r")
    terminal.wait_for("word9 ")
    terminal.send("\x03")
    terminal.wait_for("stopped")
    assert "word9 " in terminal.text and "word9 " in (home / "came.txt").read_text()
    terminal.send("1+1\r")
    said(terminal, "1+1")


def test_escape_stops_an_answer_too(terminal: Terminal) -> None:
    terminal.send("forever\r")
    terminal.wait_for("word9 ")
    terminal.send("\x1b")
    terminal.wait_for("stopped")


def test_ctrl_c_stops_a_shell_command(terminal: Terminal) -> None:
    terminal.send("!sleep 600\r")
    terminal.settle()
    terminal.send("\x03")
    terminal.wait_for("stopped")


def test_a_fault_in_a_handler_costs_one_line(terminal: Terminal) -> None:
    terminal.send("crash\r")
    terminal.wait_for("an error of the program itself: RuntimeError: a fault in a handler")
    terminal.send("and on\r")
    said(terminal, "and on")


def test_a_no_is_no_error(home: Path) -> None:
    with open_prompt(home) as terminal:
        terminal.send("/backup models not-there\r")
        terminal.wait_for("N = no]")
        terminal.settle(0.05)
        terminal.send("n\r")
        terminal.wait_for("nothing was changed")
        assert "error" not in terminal.text


def test_ctrl_c_twice_leaves(home: Path) -> None:
    with open_prompt(home) as terminal:
        terminal.send("\x03")
        terminal.wait_for("press Ctrl-C again")
        terminal.send("\x03")
        assert terminal.wait_for_end() == 0


def test_ctrl_d_leaves_an_empty_line_only(home: Path) -> None:
    with open_prompt(home) as terminal:
        terminal.send("x\x04")
        line(terminal, "> x")
        terminal.send("\x7f\x04")
        assert terminal.wait_for_end() == 0


def test_vi_keys_by_setting(home: Path) -> None:
    with open_prompt(home, LUCIFER_KEYS="vi") as terminal:
        terminal.send("one two three\x1b")
        terminal.settle(0.4)
        terminal.send("0dw")
        line(terminal, "> two three")
        terminal.send("A!\r")
        said(terminal, "two three!")


def test_history_outlives_the_program_and_is_private(tmp_path: Path) -> None:
    with open_prompt(tmp_path) as terminal:
        terminal.send("remember me\r")
        said(terminal, "remember me")
        terminal.send("\x04")
        terminal.wait_for_end()
    kept = tmp_path / ".luciferai" / "history"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with open_prompt(tmp_path) as terminal:
        terminal.send("\x1b[A")
        line(terminal, "> remember me")


def test_what_is_typed_before_the_prompt_is_there_is_not_lost(tmp_path: Path) -> None:
    with Terminal(PROMPT, folder=tmp_path, environ={"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}) as terminal:
        terminal.send("very early\r")
        said(terminal, "very early")
