"""A bare line is a request or talk: the router tells them apart, and is tried on lines that it did not learn from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.assist.intent import read_words, wants_command
from models.router.train import lessons, plain

LINES = [json.loads(line) for line in
         (Path(__file__).parent / "router_lines.jsonl").read_text(encoding="utf-8").splitlines()]


def test_of_400_lines_97_in_100_are_told_apart_and_few_of_chat_are_taken_for_requests() -> None:
    wrong = [row for row in LINES if wants_command(row["text"]) != (row["expect"] == "command")]
    assert (len(LINES), len({plain(row["text"]) for row in LINES})) == (400, 400)
    assert len(wrong) <= 12, [row["text"] for row in wrong]
    assert len([row for row in wrong if row["expect"] == "chat"]) <= 6


def test_no_line_that_it_is_tried_on_is_among_its_lessons() -> None:
    learned = {plain(text) for text, _ in lessons(seed=7, times=1, talks=0)}
    assert [row["text"] for row in LINES if plain(row["text"]) in learned] == []


@pytest.mark.parametrize("line", [
    "how do I list files?", "what does rm -rf do?", "never delete the logs", "", "   ", "?", "x" * 5000,
    "list files\nand then more", "\u202e\u0000\ud800", "what command shows the date"])
def test_what_only_speaks_of_commands_or_is_no_sentence_is_chat(line: str) -> None:
    assert wants_command(line) is False


def test_names_numbers_and_quotes_count_by_their_kind() -> None:
    assert read_words("What's in ./a/b.txt or *.py since 10 MB 'x y'?") == [
        "what", "is", "in", "<path>", "or", "<glob>", "since", "<size>", "<quoted>", "?"]
