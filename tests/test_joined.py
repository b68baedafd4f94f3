"""Lines that belong together become the same text at a prompt of lines, from a pipe and on a terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from at_hand import program

from core.repl.plain_reader import PlainReader

pytestmark = pytest.mark.timeout(60)

WHOLE = [
    ("one", "one"), ('"""x"""', "x"), ('"""\na\nb\n"""', "a\nb"), ('"""a\nb"""', "a\nb"), ("a\\\nb", "a\nb"),
    ("a\\\\", "a\\\\"), ('!echo """a\nb"""', '!echo """a\nb"""'), ('"""a\\\nb"""', "a\\\nb"),
    ('"""never closed', "never closed"),
    ('say """x""" twice', 'say """x""" twice'), ("ends\\", "ends")]


@pytest.mark.parametrize(("typed", "text"), WHOLE)
def test_lines_at_a_prompt_of_lines_are_one_text(typed: str, text: str) -> None:
    assert PlainReader(io.StringIO(typed + "\n"), io.StringIO(), "> ").read() == text


def test_lines_from_a_pipe_are_the_same_text(tmp_path: Path) -> None:
    ended = program(tmp_path, stdin='"""!echo hi"""\n!echo """a\nb"""\n!echo c\\\necho d\n')
    assert (ended.stdout, ended.returncode) == ("hi\na\nb\nc\nd\n", 0)
