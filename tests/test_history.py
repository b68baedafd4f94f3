"""The file of what was typed: torn lines, odd kinds of file and great size cost no entry and no start."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from core.repl.history import FILE_BYTES_MAX, TypedHistory

pytestmark = pytest.mark.timeout(20)


def kept(path: Path) -> list[str]:
    return list(TypedHistory(path).load_history_strings())


def test_an_entry_after_a_torn_line_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_text('"first"\n"torn')
    TypedHistory(path).remember("second")
    assert kept(path) == ["second", "first"]


def test_a_pipe_in_place_of_the_file_holds_up_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history"
    os.mkfifo(path)
    assert kept(path) == []
    TypedHistory(path).remember("typed")


def test_a_file_grown_too_large_is_trimmed_to_its_newest_entries(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_text("".join(json.dumps(f"{number:06} {'x' * 900}") + "\n" for number in range(5_000)))
    before = kept(path)
    assert path.stat().st_size <= FILE_BYTES_MAX
    assert before[0].startswith("004999")
    assert kept(path) == before
