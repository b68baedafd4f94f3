"""A Ray cluster for tests: each node a process of its own, with an address of its own on the loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

_START_SECONDS = 60.0


class Nodes:
    """Use as a context manager: a head with one core, and `add` for more like it."""

    def __init__(self) -> None:
        # Ray's sockets lie here, and the name of a socket cannot be long.
        self._folder = Path(tempfile.mkdtemp(prefix="ray-"))
        self._nodes: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.2", 0))
            port = free.getsockname()[1]
        self.address = f"127.0.0.2:{port}"
        self._start("127.0.0.2", "--head", "--port", str(port), "--include-dashboard=false", "--temp-dir",
                    str(self._folder))

    def __enter__(self) -> Nodes:
        return self

    def __exit__(self, *_: object) -> None:
        for node in reversed(self._nodes):
            kill_tree(node)
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self) -> subprocess.Popen[bytes]:
        """Start another node and return the process that it ends with."""
        return self._start(f"127.0.0.{len(self._nodes) + 2}", "--address", self.address)

    def _start(self, host: str, *flags: str) -> subprocess.Popen[bytes]:
        said = self._folder / f"{host}.said"
        with said.open("wb") as out:
            node = subprocess.Popen(
                [str(Path(sys.executable).parent / "ray"), "start", *flags, "--node-ip-address", host, "--num-cpus",
                 "1", "--block", "--disable-usage-stats"], env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0"},
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        self._nodes.append(node)
        deadline = time.monotonic() + _START_SECONDS
        while b"Ray runtime started" not in said.read_bytes():
            assert node.poll() is None and time.monotonic() < deadline, said.read_text()
            time.sleep(0.1)
        return node


def kill_tree(node: subprocess.Popen[bytes]) -> None:
    """End a node as a power cut does: all its processes at once."""
    try:
        every = [psutil.Process(node.pid), *psutil.Process(node.pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in every:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    node.wait()
    psutil.wait_procs(every, 30)
