#!/usr/bin/env python3
"""The mover beside curl: both fetch one file from the loopback hub, both work out its SHA-256, in turns.

    python tests/campaigns/throughput.py [--size-mb 256] [--rounds 5]

Prints medians and their ratio, and the processor time that each took, which a busy machine changes little. Exit status
1 when the mover is below 0.9 of curl. The hub is a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from downloading import FILE, MIB, REPO, digest, downloader, fetch, model_bytes  # noqa: E402 - through the line above

from core.models.model_download import Limits, Wanted  # noqa: E402

RATIO_MIN = 0.9


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size-mb", type=int, default=256)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    if shutil.which("curl") is None:
        print("curl is not installed: nothing to compare with")
        return 1
    taken: dict[str, list[float]] = {"mover": [], "curl": [], "curl alone": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "served" / REPO / FILE
        path.parent.mkdir(parents=True)
        content = model_bytes(chosen.size_mb * MIB)
        path.write_bytes(content)
        size, sha256 = len(content), digest(content)
        del content
        hub = subprocess.Popen([sys.executable, str(ROOT / "tests" / "loopback_hub.py"), str(folder / "served")],
                               stdout=subprocess.PIPE, text=True)
        try:
            assert hub.stdout is not None
            url = f"{hub.stdout.readline().strip()}/{REPO}/resolve/main/{FILE}"
            mover(url, folder / "warm", size, sha256)
            used = {"mover": 0.0, "curl": 0.0}
            for _ in range(chosen.rounds):
                before = processor_seconds()
                taken["mover"].append(mover(url, folder / "mover", size, sha256))
                taken["curl"].append(curl(url, folder / "curl", sha256))
                for name, now, then in zip(used, processor_seconds(), before, strict=True):
                    used[name] += now - then
                taken["curl alone"].append(curl(url, folder / "curl", None))
        finally:
            hub.terminate()
            hub.wait()
    middle = {name: statistics.median(seconds) for name, seconds in taken.items()}
    ratio = middle["curl"] / middle["mover"]
    print("medians: " + ", ".join(f"{name} {size / 1e6 / seconds:.0f} MB/s" for name, seconds in middle.items()))
    print(f"mover to curl, both hashing: {ratio:.2f} (at least {RATIO_MIN}); "
          f"to curl without hashing: {middle['curl alone'] / middle['mover']:.2f}")
    print(f"processor time a round: mover {used['mover'] / chosen.rounds:.2f} s, "
          f"curl with sha256sum {used['curl'] / chosen.rounds:.2f} s")
    return int(ratio < RATIO_MIN)


def processor_seconds() -> tuple[float, float]:
    """Return what this process has used, and what its finished children have."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime, children.ru_utime + children.ru_stime


def mover(url: str, folder: Path, size: int, sha256: str) -> float:
    """Return how long the mover takes, with its checks, syncs and the rename."""
    begun = time.perf_counter()
    fetched, _ = fetch(Wanted(FILE, (url,), folder / FILE, size, sha256), downloader(limits=Limits()))
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
