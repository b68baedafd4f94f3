"""What is made ready beside a person's files, noted first: what a kill leaves of it is removed by who comes next."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from core.store.atomic import lock, make_folder
from core.store.carry import is_side, remove, side_of

_NOTE_BYTES_MAX = 16_000_000
_NOTED_MAX = 4_000
_EMPTY_SECONDS_MAX = 3600.0


class Sides:
    """The notes of one home. A note is locked as long as its process lives, so that no other takes it for left over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._swept = False

    @contextlib.contextmanager
    def noted(self, *targets: Path) -> Iterator[None]:
        """For the duration, have it written down that these are being made ready, each under a name beside it."""
        self.sweep()
        note = self._folder / f"{os.getpid()}.{os.urandom(6).hex()}"
        descriptor = -1
        with contextlib.suppress(OSError):  # without a note the work is as good, only what a kill leaves stays
            make_folder(self._folder)
            descriptor = os.open(note, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
            if lock(descriptor):  # another that sweeps may hold it to look at it, for a moment
                facts = {"pid": os.getpid(), "targets": [os.path.abspath(path) for path in targets[:_NOTED_MAX]]}  # noqa: PTH100
                os.write(descriptor, json.dumps(facts).encode("ascii"))
            else:
                note.unlink()  # unlocked, it would be taken for left over
        try:
            yield
        finally:
            if descriptor >= 0:
                with contextlib.suppress(OSError):
                    note.unlink()
                os.close(descriptor)

    def sweep(self) -> None:
        """Remove, once, what processes that are gone have left beside the files they worked on."""
        if self._swept:
            return
        self._swept = True
        try:
            notes = sorted(self._folder.iterdir())
        except OSError:
            return
        for note in notes:
            with contextlib.suppress(OSError):
                self._sweep(note)

    def _sweep(self, note: Path) -> None:
        descriptor = os.open(note, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            if not lock(descriptor, 0):
                return
            # Between the opening and the lock it may have been ended by its owner, who may have begun anew since.
            if not os.path.samestat(os.fstat(descriptor), note.lstat()):
                return
            written = os.read(descriptor, _NOTE_BYTES_MAX)
            # An empty one may be about to be written.
            if not written and time.time() - os.fstat(descriptor).st_mtime < _EMPTY_SECONDS_MAX:
                return
            with contextlib.suppress(ValueError, KeyError, TypeError):  # a torn one tells nothing
                facts = json.loads(written)
                for target in facts["targets"]:
                    _remove_sides(Path(target), int(facts["pid"]))
            note.unlink()
        finally:
            os.close(descriptor)


def _remove_sides(target: Path, pid: int) -> None:
    """Remove what a process made ready beside a target: nothing but names that only `side_of` gives."""
    begin = side_of(target).name.rpartition(f".{os.getpid()}.")[0] + f".{pid}."
    with contextlib.suppress(OSError):
        for name in os.listdir(target.parent):  # noqa: PTH208
            if name.startswith(begin) and is_side(name) and name.count(".", len(begin)) == 1:
                with contextlib.suppress(OSError):
                    remove(target.parent / name)
