#!/usr/bin/env python3
"""Downloads from a hub that misbehaves at random: no wrong file may ever get its real name.

    python tests/campaigns/faulty_hub.py [--count 10000] [--seed 1]

Each script lines up one to six faults (drops, resets, wrong ranges, changed versions, flipped bits, sign-in pages,
garbage, redirects, refusals ...) before a file of about 1 MiB, fetches it up to three times, and then once more from a
hub that is well again. In every third script the hub is slow and several connections fetch, each meeting faults. Exit
status 1 when a wrong file was accepted, a last fetch failed, or more than 1.2 times the file's size was sent again at
the median. The same --count and --seed give the same scripts.
"""

from __future__ import annotations

import argparse
import gzip
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from campaigns.downloads import EAGER  # noqa: E402 - through the line above
from downloading import FILE, MIB, REPO, downloader, fetch, model_bytes, wanted  # noqa: E402
from hub_faults import (  # noqa: E402
    Misbehaviour,
    body,
    both,
    cut,
    flipped,
    header,
    ignored_range,
    raw,
    redirect,
    replaced_etag,
    slow,
    status,
)
from loopback_hub import LoopbackHub  # noqa: E402

from core.models.model_download import Limits, Patience  # noqa: E402
from core.words.errors import LuciferError  # noqa: E402

AGAIN_MAX = 1.2
QUICK = Patience(tries=3, wait_seconds=0.0, wait_seconds_max=0.0)
PAGE = b"<html>please sign in</html>" * 400


def faults(luck: random.Random, size: int) -> dict[str, Callable[[], Misbehaviour]]:
    """Return every fault by name, each to be made with random figures."""
    def at() -> int:
        return luck.randrange(size)

    return {
        "drop": lambda: cut(at()), "reset": lambda: cut(at(), "reset"), "nothing sent": lambda: cut(0),
        "range ignored": ignored_range, "range ignored, then a drop": lambda: both(ignored_range(), cut(at())),
        "another version": replaced_etag,
        "another version's bytes": lambda: both(body(bytes_of(luck)), replaced_etag()),
        "wrong range": lambda: header("Content-Range", f"bytes {at()}-{size - 1}/{size}"),
        "no range": lambda: header("Content-Range", None), "odd range": lambda: header("Content-Range", "bytes x"),
        "other total": lambda: header("Content-Range", f"bytes 0-{size - 1}/{size + 1}"),
        "longer": lambda: body(lambda sent: sent + b"more"), "shorter": lambda: body(lambda sent: sent[:-10]),
        "longer than said": lambda: body(lambda sent: sent + b"more", length=size),
        "shorter than said": lambda: both(body(lambda sent: sent[:len(sent) // 2], length=size), cut(size)),
        "a flipped bit": lambda: flipped(at()), "zeros": lambda: body(lambda sent: bytes(len(sent))),
        "shifted": lambda: body(lambda sent: sent[1:] + sent[:1]),
        "compressed": lambda: both(body(gzip.compress), header("Content-Encoding", "gzip")),
        "compressed, unsaid": lambda: body(gzip.compress),
        "sign-in page": lambda: both(body(lambda _: PAGE), header("Content-Type", "text/html")),
        "page as part": lambda: body(lambda sent: (PAGE * (len(sent) // len(PAGE) + 1))[:len(sent)]),
        "busy": lambda: status(luck.choice((429, 500, 502, 503)), Retry_After=luck.choice(("0", "-1", "soon"))),
        "refused": lambda: status(luck.choice((401, 403, 404, 416, 451))),
        "odd success": lambda: status(luck.choice((201, 204, 206, 299))),
        "astray": lambda: redirect(luck.choice(("file:///etc/passwd", "http://203.0.113.1/", "", "https://["))),
        "garbage": lambda: raw(luck.randbytes(200)), "hung up": lambda: raw(b""),
        "bad chunks": lambda: raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nGGUF!\r\nzz\r\n"),
        "no length": lambda: both(header("Content-Length", None), header("Connection", "close"), cut(at())),
    }


def bytes_of(luck: random.Random) -> Callable[[bytes], bytes]:
    seed = luck.randrange(1 << 30)
    return lambda sent: random.Random(seed).randbytes(len(sent))


class Tally:
    """What came of the scripts."""

    def __init__(self) -> None:
        self.wrong = self.unfinished = self.arrived_early = 0
        self.again: list[float] = []
        self.endings: Counter[str] = Counter()


def one_script(hub: LoopbackHub, content: bytes, luck: random.Random, tally: Tally) -> None:
    known = faults(luck, len(content))
    names = luck.choices(sorted(known), k=luck.randint(1, 6))
    for name in names:
        on_resolve = name in ("busy", "refused", "astray", "garbage", "hung up", "sign-in page") and luck.random() < 0.5
        hub.misbehave(known[name](), on="resolve" if on_resolve else "file")
    hub.seen.clear()
    with tempfile.TemporaryDirectory() as folder:
        asked = wanted(hub, Path(folder), content if luck.random() < 0.8 else None)
        several = luck.random() < 1 / 3
        hub.always(slow(4_000_000) if several else None)
        by = downloader(patience=QUICK, limits=Limits(5, 5, 5), several=EAGER if several else None)
        for _ in range(3):
            try:
                fetch(asked, by)
                tally.arrived_early += 1
            except LuciferError as error:
                tally.endings[error.kind] += 1
            tally.wrong += asked.target.exists() and asked.target.read_bytes() != content
            if asked.target.exists():
                break
        hub.well()
        try:
            fetch(asked, by)
        except LuciferError as error:
            print(f"{names}: {error.message}")
            tally.unfinished += 1
        tally.wrong += asked.target.exists() and asked.target.read_bytes() != content
    tally.again.append(max(0, sum(seen.sent for seen in hub.bodies()) - len(content)) / len(content))


def campaign(count: int, seed: int) -> Tally:
    luck, tally = random.Random(seed), Tally()
    content = model_bytes(MIB, seed=seed)
    with LoopbackHub({REPO: {FILE: content}}) as hub:
        hub.blob(REPO, "main", FILE)
        for _ in range(count):
            one_script(hub, content, luck, tally)
    return tally


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    begun = time.monotonic()
    tally = campaign(chosen.count, chosen.seed)
    again = statistics.median(tally.again)
    print(f"{chosen.count} random fault scripts in {time.monotonic() - begun:.0f} s; {tally.arrived_early} arrived in "
          "spite of them; other ends: " + ", ".join(f"{count} {kind}" for kind, count in tally.endings.most_common()))
    print(f"wrong files accepted: {tally.wrong}; not finished by a hub that is well: {tally.unfinished}")
    print(f"sent again, as a part of the file's size: median {again:.2f} (bar {AGAIN_MAX})")
    return int(bool(tally.wrong or tally.unfinished) or again > AGAIN_MAX)


if __name__ == "__main__":
    sys.exit(main())
