"""Rows of faults and the tests that stand for them: what every table of rows must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

TESTS = Path(__file__).resolve().parent


def check_rows(rows: Mapping[str, Sequence[str]], letter: str, count: int) -> None:
    """Assert that the rows are all there, each with a test, and that each test named as file::name is there."""
    assert [row[:3] for row in rows] == [f"{letter}{number:02}" for number in range(1, count + 1)]
    for row, told in rows.items():
        tests = [words for words in told if "::" in words]
        assert tests, row
        for words in tests:
            file, name = words.split("::")
            assert f"\ndef {name}(" in (TESTS / file).read_text(encoding="utf-8"), words
