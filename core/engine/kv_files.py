"""The state of a conversation on disk: llama.cpp's file for a sequence, then what the tokens stand for. Worker only."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import struct
from pathlib import Path
from typing import Any

from llama_cpp import llama_cpp as api

from core.engine.speaker import Speaker
from core.words.errors import BrokenFile, DiskError

# After llama.cpp's own part: JSON, its length, the SHA-256 of all before it, and this mark. llama.cpp reads only what
# it wrote; what the tokens stand for must be as whole as that, or a wrong token would be read in silence.
_MARK = b"LUCIFER2"
_END = struct.Struct("<Q32s8s")
_STEP = 1 << 20


def save(speaker: Speaker, path: Path) -> int:
    """Write what the context holds; return the number of tokens."""
    count = len(speaker.cached)
    if count == 0:
        return 0
    tokens = (api.llama_token * count)(*speaker.cached)
    if api.llama_state_seq_save_file(speaker.context.pointer, bytes(path), 0, tokens, count) == 0:
        raise DiskError(f"the state of the conversation could not be written to {path}")
    units = [[data.decode("latin-1"), list(ids)] for data, ids in speaker.spoken]
    try:
        digest = _digest(path, path.stat().st_size)
        facts = json.dumps({"tokens": speaker.cached, "units": units}).encode()
        digest.update(facts)
        with path.open("ab") as file:
            file.write(facts + _END.pack(len(facts), digest.digest(), _MARK))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DiskError(f"the state of the conversation could not be written to {path}: {error.strerror}") from error
    return count


def restore(speaker: Speaker, path: Path) -> int:
    """Take up a saved state; raise BrokenFile when it is not whole or not for this context."""
    facts = _read_facts(path)
    tokens = facts["tokens"]
    if len(tokens) >= speaker.context.size:
        raise BrokenFile(f"the saved conversation has {len(tokens)} tokens, the context {speaker.context.size}")
    speaker.clear()
    room = (api.llama_token * len(tokens))()
    count = ctypes.c_size_t()
    done = api.llama_state_seq_load_file(speaker.context.pointer, bytes(path), 0, room, len(tokens),
                                         ctypes.byref(count))
    if done == 0 or list(room[:count.value]) != tokens:
        speaker.context.forget_all()
        raise BrokenFile("the saved conversation does not fit this model and context")
    speaker.cached = tokens
    speaker.spoken = [(text.encode("latin-1"), tuple(ids)) for text, ids in facts["units"]]
    return len(tokens)


def _read_facts(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            end = file.seek(-_END.size, os.SEEK_END)
            size, sealed, mark = _END.unpack(file.read(_END.size))
            if mark != _MARK or size > end:
                raise BrokenFile("the saved conversation is cut short")
        if _digest(path, end).digest() != sealed:
            raise BrokenFile("the saved conversation is damaged")
        with path.open("rb") as file:
            file.seek(end - size)
            return dict(json.loads(file.read(size)))
    except (OSError, ValueError, struct.error) as error:
        raise BrokenFile(f"the saved conversation cannot be read: {error}") from error


def _digest(path: Path, size: int) -> hashlib._Hash:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (data := file.read(min(size, _STEP))):
            digest.update(data)
            size -= len(data)
    return digest
