"""The messages between prompt and worker: a length, then JSON."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

Frame = dict[str, Any]
_HEAD = struct.Struct("<I")
FRAME_BYTES_MAX = 1 << 28


class BadFrame(Exception):
    """The other side sent bytes that are no message."""


def write_frame(file: IO[bytes], frame: Frame) -> None:
    """Send a message in one write."""
    data = json.dumps(frame, separators=(",", ":")).encode()
    file.write(_HEAD.pack(len(data)) + data)
    file.flush()


def read_frame(file: IO[bytes]) -> Frame | None:
    """Return the next message, or None when the other side is gone."""
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    size = _HEAD.unpack(head)[0]
    if size > FRAME_BYTES_MAX:
        raise BadFrame(f"a message of {size} bytes")
    data = file.read(size)
    if len(data) < size:
        return None
    try:
        frame = json.loads(data)
    except ValueError as error:
        raise BadFrame(str(error)) from error
    if not isinstance(frame, dict):
        raise BadFrame("a message that is no object")
    return frame
