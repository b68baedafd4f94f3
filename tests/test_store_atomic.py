"""Writing: whole files or none, log lines never interleaved, private from the first moment."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import stat
from pathlib import Path

import pytest

from core.store.atomic import append_line, write_file
from core.store.plain_file import open_plain, read_plain
from core.words.errors import BrokenFile, DiskError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o077], ids=oct)
def test_files_are_private_under_any_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_file(tmp_path / "whole", "text")
        append_line(tmp_path / "lines", "one")
    finally:
        os.umask(before)
    assert mode(tmp_path / "whole") == mode(tmp_path / "lines") == 0o600


def test_write_replaces_whole_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_file(path, "first")
    write_file(path, b"second")
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_write_follows_a_link_instead_of_replacing_it(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "settings"
    real.parent.mkdir()
    real.write_text("old")
    link = tmp_path / "settings"
    link.symlink_to(real)
    write_file(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_failed_write_keeps_the_old_file_and_leaves_no_part(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_file(path, "old")
    with _file_size_limit(1000), pytest.raises(DiskError):
        write_file(path, "x" * 100_000)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_line_that_fits_only_partly_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "log"
    append_line(path, "first")
    with _file_size_limit(100), pytest.raises(DiskError):
        append_line(path, "x" * 1000)
    append_line(path, "second")
    assert path.read_text() == "first\nsecond\n"


def test_torn_last_line_is_closed_off_before_the_next(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b'whole\n{"torn": ')
    append_line(path, "next")
    assert path.read_text() == 'whole\n{"torn": \nnext\n'


def test_appending_makes_the_folder_again_when_it_was_deleted(tmp_path: Path) -> None:
    append_line(tmp_path / "logs" / "log", "line")
    assert (tmp_path / "logs" / "log").read_text() == "line\n"
    assert mode(tmp_path / "logs") == 0o700


def _write_many(path: Path, letter: str) -> None:
    for _ in range(200):
        append_line(path, letter * 5000)


def test_lines_of_two_processes_never_mix(tmp_path: Path) -> None:
    path = tmp_path / "log"
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write_many, args=(path, letter)) for letter in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    lines = path.read_text().splitlines()
    assert sorted(set(lines)) == ["a" * 5000, "b" * 5000]
    assert len(lines) == 400


def test_appending_to_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DiskError):
        append_line(tmp_path / "pipe", "line")


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_reading_what_is_no_file_is_refused_without_blocking(tmp_path: Path, kind: str) -> None:
    path = {"pipe": tmp_path / "pipe", "folder": tmp_path, "device": Path("/dev/zero")}[kind]
    if kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(BrokenFile, match=f"is a {kind}"):
        open_plain(path)


def test_reading_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * 1001)
    with pytest.raises(BrokenFile, match="too large"):
        read_plain(tmp_path / "large", size_max=1000)


class _file_size_limit:
    """Let this process write files of at most so many bytes: the nearest thing to a full disk without root."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __enter__(self) -> None:
        self._handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._size, self._before[1]))

    def __exit__(self, *_: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)
        signal.signal(signal.SIGXFSZ, self._handler)


def test_files_and_folders_can_be_used_under_a_umask_that_takes_everything(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        write_file(tmp_path / "a" / "b" / "whole", "text")
        append_line(tmp_path / "a" / "lines", "one")
    finally:
        os.umask(before)
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700
    assert mode(tmp_path / "a" / "b" / "whole") == mode(tmp_path / "a" / "lines") == 0o600
