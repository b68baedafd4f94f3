"""What the tests of the mover share: model files of any size, and a fetch run to its end with all it said."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

from gguf_bytes import fact, head, number_fact, tensor, text_fact
from loopback_hub import LoopbackHub

from core.models.model_download import Downloader, Fetched, Limits, Patience, Several, Wanted
from core.words.events import Notice, Progress

REPO, FILE = "owner/repo", "model-Q4_K_M.gguf"
MIB = 1024 * 1024
# As the real ones, but over in a moment.
QUICK = Patience(tries=3, wait_seconds=0.01)
SHORT = Limits(connect_seconds=2.0, head_seconds=1.0, stall_seconds=1.0)


def model_bytes(size: int = 300_000, seed: int = 1, *, part: int = 1, parts: int = 1) -> bytes:
    """Return a GGUF file of about that size: a true head, and numbers that no two places share."""
    facts = [text_fact("general.architecture", "llama")]
    if parts > 1:
        facts += [fact("split.no", 2, (part - 1).to_bytes(2, "little")),
                  fact("split.count", 2, parts.to_bytes(2, "little")), number_fact("split.tensors.count", parts)]
    values = size // 4
    content = head(facts, [tensor(f"t{part}", (values,), 0, 0)])
    luck, numbers = random.Random(seed), bytearray()
    while len(numbers) < values * 4:
        numbers += luck.randbytes(min(MIB, values * 4 - len(numbers)))
    return bytes(content + b"\0" * (-len(content) % 32) + numbers)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def wanted(hub: LoopbackHub, folder: Path, content: bytes | None, *, name: str = FILE, repo: str = REPO,
           mirrors: Sequence[str] = ()) -> Wanted:
    """Ask for a file of the hub; `content` None: without knowing its size and digest."""
    size, sha256 = (None, None) if content is None else (len(content), digest(content))
    return Wanted(name, (hub.address(repo, name), *mirrors), folder / name, size, sha256)


def downloader(environ: Mapping[str, str] | None = None, *, token: str | None = None, token_origin: str = "",
               patience: Patience = QUICK, limits: Limits = SHORT, several: Several | None = None) -> Downloader:
    return Downloader(lambda origin: token if origin == token_origin else None, environ or {}, patience=patience,
                      limits=limits, several=several)


def finish(moving: Generator[Progress | Notice, None, object]) -> tuple[object, list[Progress | Notice]]:
    """Run a fetch to its end; return its result and everything it said."""
    events = []
    while True:
        try:
            events.append(next(moving))
        except StopIteration as end:
            return end.value, events


def fetch(asked: Wanted, by: Downloader | None = None) -> tuple[Fetched, str]:
    """Fetch one file; return what came of it and the notices, one a line."""
    fetched, events = finish((by or downloader()).fetch(asked))
    assert isinstance(fetched, Fetched)
    return fetched, "\n".join(event.text for event in events if isinstance(event, Notice))


def left_in(folder: Path) -> list[str]:
    """Return what lies in a folder, by name."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
