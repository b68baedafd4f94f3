"""The process that has joined a Ray cluster: Ray prints what it likes, and may end the process it is in.

It reads what to ask from standard input and writes what comes to standard output, one JSON object a line; it ends when
its input does.
"""

from __future__ import annotations

import importlib
import json
import os
import queue
import signal
import sys
import threading
from typing import IO, Any

from core.exam import ray_work
from core.words.values import Json

_LOOK_SECONDS = 0.3


def main() -> int:
    """Join the cluster that the first line names, then do what the other lines say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this, and that ends this
    with os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1) as out:
        os.dup2(2, 1)
        told = json.loads(sys.stdin.readline())
        ray = importlib.import_module("ray")
        try:
            ray.init(address=told["address"], log_to_driver=False, logging_level="ERROR")
        except (OSError, ValueError, RuntimeError, AssertionError) as error:
            _say(out, {"refused": str(error).strip() or type(error).__name__})
            return 1
        try:
            _Cluster(ray, out, told["root"]).serve()
        finally:
            ray.shutdown()
    return 0


def _say(out: IO[str], facts: Json) -> None:
    out.write(json.dumps(facts) + "\n")


class _Cluster:
    """Hands tasks to Ray and their answers back, until the input ends."""

    def __init__(self, ray: Any, out: IO[str], root: str) -> None:  # noqa: ANN401
        ray.cloudpickle.register_pickle_by_value(ray_work)
        self._ray = ray
        self._out = out
        self._root = root
        self._work = ray.remote(ray_work.ask)
        self._running: dict[Any, str] = {}
        self._told: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._nodes = -1

    def serve(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()
        while True:
            self._tell_nodes()
            try:
                told = self._told.get(timeout=0 if self._running else _LOOK_SECONDS)
            except queue.Empty:
                self._collect()
                continue
            if told is None:
                for answers in self._running:
                    self._ray.cancel(answers)
                return
            send = self._work.options(num_returns="streaming", num_cpus=told["cpus"], memory=told["memory"],
                                      max_retries=0, name=told["name"])
            self._running[send.remote(self._root, told["task"])] = told["name"]

    def _read(self) -> None:
        for line in sys.stdin:
            self._told.put(json.loads(line))
        self._told.put(None)

    def _tell_nodes(self) -> None:
        """Say how many nodes there are, when that changes, and what the smallest and the largest of them has."""
        resources = [node["Resources"] for node in self._ray.nodes() if node["Alive"]]
        if len(resources) == self._nodes:
            return
        self._nodes = len(resources)
        cpus = [int(each.get("CPU", 0)) for each in resources]
        _say(self._out, {"nodes": self._nodes, "cores": sum(cpus), "cores_min": min(filter(None, cpus), default=1),
                         "memory_max": max((each.get("memory", 0.0) for each in resources), default=0.0)})

    def _collect(self) -> None:
        """Hand back the answers that have come."""
        if not self._running:
            return
        ready, _ = self._ray.wait(list(self._running), num_returns=len(self._running), timeout=_LOOK_SECONDS,
                                  fetch_local=False)
        for answers in ready:
            name = self._running[answers]
            try:
                _say(self._out, {"name": name, "lines": self._ray.get(next(answers)).decode()})
                continue
            except StopIteration:
                _say(self._out, {"name": name, "over": True})
            except self._ray.exceptions.RayTaskError as error:
                _say(self._out, {"name": name, "failed": str(error.cause)})
            except self._ray.exceptions.RayError:
                _say(self._out, {"name": name, "lost": True})
            del self._running[answers]
