#!/usr/bin/env python3
"""The mover beside curl: both fetch one file from the loopback hub, both work out its SHA-256, in turns.

    python tests/campaigns/throughput.py [--size-mb 256] [--rounds 5]
    python tests/campaigns/throughput.py --limit-mb 10 [--size-mb 512]

Prints medians and their ratio, and the processor time that each took, which a busy machine changes little. Exit status
1 when the mover is below 0.9 of curl. With `--limit-mb` the hub gives each connection so many megabytes a second, and
the mover is compared with itself kept to one connection: status 1 below 1.5. The hub is a process of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from downloading import FILE, MIB, REPO, digest, downloader, fetch, model_bytes  # noqa: E402 - through the line above

from core.models.model_download import Limits, Several, Wanted  # noqa: E402

RATIO_MIN, GAIN_MIN = 0.9, 1.5


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size-mb", type=int, default=256)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--limit-mb", type=float, default=0.0)
    chosen = options.parse_args()
    if chosen.limit_mb:
        return limited(chosen.size_mb, int(chosen.limit_mb * 1e6))
    if shutil.which("curl") is None:
        print("curl is not installed: nothing to compare with")
        return 1
    taken: dict[str, list[float]] = {"mover": [], "curl": [], "curl alone": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size, sha256 = make_served(folder, chosen.size_mb)
        with served(folder) as url:
            mover(url, folder / "warm", size, sha256)
            used = {"mover": 0.0, "curl": 0.0}
            for _ in range(chosen.rounds):
                before = processor_seconds()
                taken["mover"].append(mover(url, folder / "mover", size, sha256))
                taken["curl"].append(curl(url, folder / "curl", sha256))
                for name, now, then in zip(used, processor_seconds(), before, strict=True):
                    used[name] += now - then
                taken["curl alone"].append(curl(url, folder / "curl", None))
    middle = {name: statistics.median(seconds) for name, seconds in taken.items()}
    ratio = middle["curl"] / middle["mover"]
    print("medians: " + ", ".join(f"{name} {size / 1e6 / seconds:.0f} MB/s" for name, seconds in middle.items()))
    print(f"mover to curl, both hashing: {ratio:.2f} (at least {RATIO_MIN}); "
          f"to curl without hashing: {middle['curl alone'] / middle['mover']:.2f}")
    print(f"processor time a round: mover {used['mover'] / chosen.rounds:.2f} s, "
          f"curl with sha256sum {used['curl'] / chosen.rounds:.2f} s")
    return int(ratio < RATIO_MIN)


def limited(size_mb: int, bytes_per_second: int) -> int:
    """Compare one connection with several where the hub limits each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size, sha256 = make_served(folder, size_mb)
        with served(folder, "--limit", str(bytes_per_second)) as url:
            one = mover(url, folder / "mover", size, sha256, Several(connections_max=1))
            several = mover(url, folder / "mover", size, sha256)
    print(f"each connection limited to {bytes_per_second / 1e6:.0f} MB/s: one {size / 1e6 / one:.0f} MB/s, several "
          f"{size / 1e6 / several:.0f} MB/s, ratio {one / several:.2f} (at least {GAIN_MIN})")
    return int(one / several < GAIN_MIN)


def make_served(folder: Path, size_mb: int) -> tuple[int, str]:
    """Lay out what the hub serves; return the file's size and digest."""
    path = folder / "served" / REPO / FILE
    path.parent.mkdir(parents=True)
    content = model_bytes(size_mb * MIB)
    path.write_bytes(content)
    return len(content), digest(content)


@contextlib.contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """Run a hub; give the file's address."""
    hub = subprocess.Popen([sys.executable, str(ROOT / "tests" / "loopback_hub.py"), str(folder / "served"), *options],
                           stdout=subprocess.PIPE, text=True)
    try:
        assert hub.stdout is not None
        yield f"{hub.stdout.readline().strip()}/{REPO}/resolve/main/{FILE}"
    finally:
        hub.terminate()
        hub.wait()


def processor_seconds() -> tuple[float, float]:
    """Return what this process has used, and what its finished children have."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime, children.ru_utime + children.ru_stime


def mover(url: str, folder: Path, size: int, sha256: str, several: Several | None = None) -> float:
    """Return how long the mover takes, with its checks, syncs and the rename."""
    begun = time.perf_counter()
    fetched, _ = fetch(Wanted(FILE, (url,), folder / FILE, size, sha256), downloader(limits=Limits(), several=several))
    seconds = time.perf_counter() - begun
    assert fetched.verified
    shutil.rmtree(folder)
    return seconds


def curl(url: str, folder: Path, sha256: str | None) -> float:
    """Return how long curl takes to fetch the file and have it hashed as it passes, or only to fetch it."""
    folder.mkdir()
    target = folder / FILE
    hashing = f"| tee '{target}' | sha256sum" if sha256 else f"-o '{target}'"
    begun = time.perf_counter()
    done = subprocess.run(["bash", "-c", f"curl -sfL '{url}' {hashing} && sync '{target}'"], check=True,
                          capture_output=True, text=True)
    seconds = time.perf_counter() - begun
    assert sha256 is None or done.stdout.split()[0] == sha256
    shutil.rmtree(folder)
    return seconds


if __name__ == "__main__":
    sys.exit(main())
