"""Ever-growing numbers for the lines of all logs: they tell what came later when the clock does not."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from core.store.atomic import have_mode, lock, make_folder, read_at

_TAIL_BYTES = 65_536
_COUNTER_BYTES = 32
# Beyond this a number is not exact everywhere, and no line of ours has it.
NUMBER_LIMIT = 2**53
# A number that counting never reaches was written by another hand; going on from it would lead beyond the limit.
_BELIEVED_LIMIT = 2**52


def next_number(logs: Path, at_least: int = 0) -> int:
    """Return a number larger than every one before, in this or any other process.

    The counter is a small file beside the logs. Where it cannot be kept (disk full, read-only) the caller's own
    last number plus one still orders one conversation rightly.
    """
    at_least = at_least if at_least < _BELIEVED_LIMIT else 0
    try:
        make_folder(logs)
        descriptor = os.open(logs / ".sequence", os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
                             | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError:
        return at_least + 1
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return at_least + 1
        have_mode(logs / ".sequence", 0o600)
        lock(descriptor)
        text = read_at(descriptor, 0, _COUNTER_BYTES).strip()
        last = int(text) if text.isdigit() and int(text) < NUMBER_LIMIT - 1 else _highest(logs)
        number = max(last, at_least) + 1
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, b"%-*d" % (_COUNTER_BYTES, number))
        return number
    except OSError:
        return at_least + 1
    finally:
        os.close(descriptor)


def number_of(line: bytes) -> int:
    """Return the number a log line starts with, or 0 for none that can be believed."""
    head = line[:40].removeprefix(b'{"seq": ').split(b",", 1)[0]
    number = int(head) if head.isdigit() and line.startswith(b'{"seq": ') else 0
    return number if number < _BELIEVED_LIMIT else 0


def _highest(logs: Path) -> int:
    """Look for the last number in the ends of all logs: the counter file was lost."""
    highest = 0
    for path in logs.glob("session_*.json"):
        try:
            if not path.is_file():
                continue
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
                highest = max([highest, *map(number_of, file)])
        except OSError:
            continue
    return highest
