"""A Ray cluster as this program sees it: a process that has joined it, told what to ask, saying what comes."""

from __future__ import annotations

import contextlib
import importlib.util
import ipaddress
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from typing import Any

from core.engine.spawn import command, environment
from core.store.json_lines import facts_in
from core.words.errors import NetworkError, UsageError
from core.words.failing import if_it_fails
from core.words.values import Json

_KNOCK_SECONDS = 5.0
_JOIN_SECONDS = 60.0
_END_SECONDS = 15.0


class ClusterLost(Exception):
    """What had joined the cluster has ended."""


class Cluster:
    """Use as a context manager; raises UsageError without the package ray, NetworkError where no cluster answers."""

    def __init__(self, address: str, root: str, environ: Mapping[str, str]) -> None:
        if importlib.util.find_spec("ray") is None:
            raise UsageError("`--ray` needs the package ray, which is not installed",
                             hint=f"`{sys.executable} -m pip install ray` installs it; without it `--jobs N` tests "
                                  "several models at once on this machine")
        self._address = address
        _knock(address)
        self._said = b""
        self._complained = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._process = subprocess.Popen(command("core.exam.ray_child"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=self._complained, env=_environment(address, environ))
        self.nodes = 0
        self.facts: dict[str, Any] = {}
        with if_it_fails(self.close):
            self._tell({"address": address, "root": root})
            self._join()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, name: str, task: Json, *, cpus: int, memory_bytes: int) -> None:
        """Hand out a task; what it says comes under its name."""
        self._tell({"name": name, "task": task, "cpus": cpus, "memory": memory_bytes})

    def hear(self, seconds: float) -> list[dict[str, Any]]:
        """Return what has come of the tasks, after waiting so long at most; raise ClusterLost."""
        heard = []
        for facts in self._lines(seconds):
            if "nodes" in facts:
                self.nodes, self.facts = facts["nodes"], facts
            else:
                heard.append(facts)
        return heard

    def close(self) -> None:
        """Leave the cluster; what runs there for this program is stopped."""
        assert self._process.stdin is not None and self._process.stdout is not None
        if not self.nodes:  # it is still joining, and hears nothing
            self._process.kill()
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._complained.close()

    def _tell(self, facts: Json) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(facts).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise ClusterLost from error

    def _lines(self, seconds: float) -> list[dict[str, Any]]:
        """Return the lines that are there after `seconds` at most; raise ClusterLost at their end."""
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        added = os.read(self._process.stdout.fileno(), 1 << 20) if ready else b""
        *whole, self._said = (self._said + added).split(b"\n")
        if ready and not added:
            raise ClusterLost
        return [facts for line in whole if (facts := facts_in(line)) is not None]

    def _join(self) -> None:
        """Wait for the first line."""
        late = time.monotonic() + _JOIN_SECONDS
        try:
            while not self.nodes:
                for facts in self.hear(max(0.0, late - time.monotonic())):
                    raise _no_cluster(self._address, str(facts.get("refused", "")))
                if time.monotonic() > late:
                    raise _no_cluster(self._address, f"nothing came of joining it for {_JOIN_SECONDS:.0f} s")
        except ClusterLost as error:
            self._complained.seek(max(0, self._complained.seek(0, os.SEEK_END) - 4000))
            last = self._complained.read().decode("utf-8", "replace").strip().splitlines()[-1:]
            raise _no_cluster(self._address, "".join(last)) from error


def _environment(address: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which Ray tells nobody how it is used, and keeps to the loopback if it is there."""
    own = {name: value for name, value in environ.items() if name.startswith("RAY_")}  # a cluster's token among them
    here = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"} if is_loopback(address) else {}
    return {**environment(environ), **own, **here, "RAY_USAGE_STATS_ENABLED": "0"}


def is_loopback(address: str) -> bool:
    """Say whether an address is this machine's own."""
    host = address.rpartition(":")[0].strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _knock(address: str) -> None:
    """Raise NetworkError where nobody listens: Ray itself would wait for minutes."""
    if address == "auto":
        return
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _KNOCK_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise _no_cluster(address, "") from error


def _no_cluster(address: str, why: str) -> NetworkError:
    reason = f": {why.strip().splitlines()[0][:200]}" if why.strip() else ""
    return NetworkError("this machine is in no Ray cluster" if address == "auto"
                        else f"no Ray cluster answers at {address}{reason}",
                        hint="`ray start --head` starts one here, `ray start --address=HOST:PORT` joins one")
