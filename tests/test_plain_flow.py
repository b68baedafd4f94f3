"""`--plain` for a screen reader: nothing is drawn, nothing moves, and a question says what each key does."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from at_hand import ROOT
from build_gguf import build

from tests.terminal import Terminal

pytestmark = [pytest.mark.model, pytest.mark.timeout(120)]
# Rules, blocks, spinners and signs that a voice reads out one by one, or not at all.
DRAWN = re.compile("[\x1b\u2500-\u257f\u2580-\u259f\u25a0-\u25ff\u2800-\u28ff\u2713\u2717]")


def test_a_whole_visit_draws_nothing_and_says_what_the_keys_do(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "shell.gguf", says=["```sh\n", "touch", " made", "\n```\n", "Makes a file."])
    work = tmp_path / "work"
    (work / "inner").mkdir(parents=True)
    (work / "notes.txt").write_text("one\n")
    (work / "inner" / "deep.txt").touch()
    begun = [sys.executable, str(ROOT / "lucifer.py"), "--plain", "--model", "shell"]
    with Terminal(begun, columns=100, rows=60, folder=work,
                  environ={"LUCIFER_HOME": str(tmp_path), "HOME": str(tmp_path)}) as terminal:
        terminal.wait_for(">")
        for line, seen in (("show me notes.txt", "one"), ("tree", "    deep.txt"), ("context refs", "notes.txt"),
                           ("my name is Ada", "remembered as number 1: my name is Ada"),
                           ("what did I ask about zebras?", "nothing with 'zebras' was asked"),
                           ("context", "instructions"), ("do make a file", "run this? [y = run, ")):
            terminal.send(line + "\r")
            terminal.wait_for(seen)
        assert "N = no]" in terminal.text
        terminal.send("y\r")
        terminal.wait_for((work / "made").exists)
        terminal.send("exit\r")
        assert terminal.wait_for_end() == 0
    assert DRAWN.findall(terminal.raw.decode()) == []
