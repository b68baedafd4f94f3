#!/usr/bin/env python3
"""Downloads killed with -9 and resumed, over and over: no final file may be wrong, and few bytes be fetched twice.

    python tests/campaigns/downloads.py [--count 1000] [--kills 20] [--seed 1] [--limit-mb 4]

A child process fetches a file of 1 to 8 MiB from the loopback hub and is killed when a random number of bytes is sent,
or a moment after the last one, while it hashes, renames or tidies up. After `--kills` kills the file is let finish.
`--count` is the number of kills in all. With `--limit-mb` the hub gives each connection no more than that a second, and
the child uses several. Exit status 1 when a final file was wrong even once, more than one part and one journal were
left (not counting what came ahead), or a kill cost more than 1 MiB.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from downloading import FILE, MIB, REPO, downloader, fetch, model_bytes, wanted  # noqa: E402 - through the line above
from hub_faults import slow, struck  # noqa: E402
from loopback_hub import LoopbackHub  # noqa: E402

from core.models.model_download import Limits, Patience, Several, Wanted  # noqa: E402
from core.models.part_file import part_path  # noqa: E402

CHILD_SECONDS = 60
# Takes a further connection as soon as it can, and keeps it whatever it brings.
EAGER = Several(connections_max=4, warm_seconds=0.02, weigh_seconds=0.05, gain_min=0.0, fast_bytes=1 << 60,
                worth_seconds=0.0, stretch_seconds=0.1, stretch_bytes_min=128 * 1024)


@dataclass(slots=True)
class Figures:
    """What came of the kills. `again` holds, for each, the bytes that had left the server and had to leave it anew."""

    kills: int = 0
    files: int = 0
    wrong: int = 0
    litter: int = 0
    after_rename: int = 0
    with_several: int = 0
    again: list[int] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.wrong and not self.litter and max(self.again, default=0) <= MIB


def fetch_once(asked: Wanted, several: Several | None = None) -> None:
    """What the child does."""
    fetch(asked, downloader(patience=Patience(tries=20, wait_seconds=0.05), limits=Limits(), several=several))


def campaign(count: int, kills_a_file: int, seed: int, *, limit: int = 0) -> Figures:
    """Kill `count` times, `kills_a_file` at most for one file; `limit` is what each connection gets a second."""
    luck, figures = random.Random(seed), Figures()
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["downloads", "core.models.model_download"])
    while figures.kills < count:
        content = model_bytes(luck.randrange(MIB, 8 * MIB), seed=luck.random().__hash__())
        figures.files += 1
        with tempfile.TemporaryDirectory() as name, LoopbackHub({REPO: {FILE: content}}) as hub:
            folder = Path(name)
            asked = wanted(hub, folder, content)
            if limit:
                hub.always(slow(limit))
            for _ in range(min(kills_a_file, count - figures.kills)):
                if (folder / FILE).exists():
                    break
                if limit:
                    kill_among_several(hub, asked, processes, luck, figures)
                else:
                    kill_once(hub, asked, content, processes, luck, figures)
            fetch_once(asked, EAGER if limit else None)
            figures.wrong += (folder / FILE).read_bytes() != content
            figures.litter += len(list(folder.iterdir())) != 1
    return figures


def kill_once(hub: LoopbackHub, asked: Wanted, content: bytes, processes: multiprocessing.context.ForkServerContext,
              luck: random.Random, figures: Figures) -> None:
    """Start a child, kill it at a random point, and look at what it left."""
    folder = asked.target.parent
    held = part_size(folder)
    left = len(content) - held
    child = processes.Process(target=fetch_once, args=(asked,))
    known = threading.Event()

    def kill() -> None:
        known.wait()
        with contextlib.suppress(ProcessLookupError):  # it was quicker
            if child.pid:
                os.kill(child.pid, signal.SIGKILL)

    if luck.random() < 0.3:  # after the last byte: during hashing, rename, tidying
        moment = luck.random() * 0.02
        hub.misbehave(struck(left, lambda: threading.Timer(moment, kill).start()))
    else:
        hub.misbehave(struck(luck.randrange(left + 1), kill))
    child.start()
    known.set()
    child.join(CHILD_SECONDS)
    killed = child.exitcode == -signal.SIGKILL
    assert killed or child.exitcode == 0, f"the child ended with {child.exitcode}"
    time.sleep(0.001)
    if not killed:
        return
    figures.kills += 1
    if (folder / FILE).exists():
        figures.after_rename += 1
        figures.wrong += (folder / FILE).read_bytes() != content
    else:
        asking = hub.bodies()[-1:] or []
        reached = max((seen.range_start + seen.sent for seen in asking), default=0)
        figures.again.append(max(0, reached - part_size(folder)))
    names = [path.name for path in folder.iterdir()]
    figures.litter += sum(name.endswith(".part") for name in names) > 1 or sum(
        name.endswith(".json") for name in names) > 1 or len(names) > 2


def kill_among_several(hub: LoopbackHub, asked: Wanted, processes: multiprocessing.context.ForkServerContext,
                       luck: random.Random, figures: Figures) -> None:
    """Start a child, kill it when it uses several connections and a random number of bytes is sent, and look."""
    folder = asked.target.parent
    before = covered(asked)
    kill_at = luck.randrange((asked.size_bytes or 0) - before + 1)
    hub.seen.clear()
    child = processes.Process(target=fetch_once, args=(asked, EAGER))
    child.start()
    while child.is_alive() and (len(list(folder.glob("*.part"))) < 2
                                or sum(seen.sent for seen in hub.bodies()) < kill_at):
        time.sleep(0.001)
    child.kill()
    child.join(CHILD_SECONDS)
    if child.exitcode != -signal.SIGKILL:
        return
    figures.kills += 1
    names = [path.name for path in folder.iterdir()]
    figures.with_several += sum(name.endswith(".part") for name in names) > 1
    figures.litter += sum(name.endswith(".json") for name in names) > 1
    if not (folder / FILE).exists():
        figures.again.append(max(0, sum(seen.sent for seen in hub.bodies()) - (covered(asked) - before)))


def covered(asked: Wanted) -> int:
    """Return how many bytes of the file are here, in the part or ahead of it, each counted once."""
    part = part_path(asked.target, asked.sha256 or "")
    size = part.stat().st_size if part.exists() else 0
    ahead = [(int(path.name.split(".")[-2]), path.stat().st_size) for path in part.parent.glob("*.part")
             if path != part]
    return size + sum(max(0, start + length - max(start, size)) for start, length in ahead)


def part_size(folder: Path) -> int:
    """Return how much of the file is here."""
    return sum(path.stat().st_size for path in folder.glob("*.part"))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=40)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--limit-mb", type=float, default=0.0)
    chosen = options.parse_args()
    begun = time.monotonic()
    figures = campaign(chosen.count, chosen.kills, chosen.seed, limit=int(chosen.limit_mb * 1e6))
    again = sorted(figures.again)
    print(f"kill -9 and resume: {figures.kills} times over {figures.files} files in {time.monotonic() - begun:.0f} s; "
          + (f"{figures.with_several} of them while several connections were at work" if chosen.limit_mb else
             f"{figures.after_rename} of them after the rename"))
    print(f"wrong final files: {figures.wrong}; folders with litter: {figures.litter}")
    if again:
        print(f"bytes fetched again after a kill: median {again[len(again) // 2]:,}, at most {again[-1]:,} "
              f"(bar {MIB:,})")
    return int(not figures.good)


if __name__ == "__main__":
    sys.exit(main())
