"""What fails half-way leaves everything where it was: nothing of the person's goes to the trash for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.assist.file_work import FileWork
from core.store.home import Home
from core.store.journal import Journal
from core.words.errors import DiskError


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(Home.open(tmp_path / "home", {}))


def test_what_a_move_would_have_replaced_stays_when_the_move_fails(journal: Journal, tmp_path: Path) -> None:
    box = tmp_path / "box"
    (box / "sub").mkdir(parents=True)
    (box / "b").write_text("mine")
    with pytest.raises(DiskError):
        FileWork(journal).move(box / "sub" / "..", box / "b")  # a name that no system renames
    assert (box / "b").read_text() == "mine"
    assert journal.entries() == []


def test_what_an_undo_would_have_put_aside_stays_when_the_undo_fails(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "x" / "a").mkdir(parents=True)
    entry = FileWork(journal).move(tmp_path / "x" / "a", tmp_path / "y")
    (tmp_path / "x").rmdir()
    (tmp_path / "x").symlink_to("y")  # so that the way back leads into the folder itself
    (tmp_path / "x" / "a").write_text("newer")
    with pytest.raises(DiskError):
        journal.undo(entry.group, anyway=True)
    assert (tmp_path / "y" / "a").read_text() == "newer"
    assert [(each.number, each.state) for each in journal.history()] == [(entry.number, "done")]
