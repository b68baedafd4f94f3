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
