"""A run spread over a Ray cluster: a task is one tier of one model; what a lost node left is asked on another."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

from core.choose.choice import needed_bytes
from core.exam.harness import Harness
from core.exam.jobs import MakeTask, Remaining
from core.exam.ray_cluster import Cluster, ClusterLost
from core.exam.record import RunLog, read_records
from core.exam.sat import Sat
from core.exam.task import part_name
from core.words.events import Event, Notice
from core.words.values import InstalledModel

_LOOK_SECONDS = 0.5
_LOSSES_MAX = 5
_CPUS_MAX = 2


class RayJobs:
    """Asks on every node; the answers go into the file of the run as they come, each once.

    A node needs this program under the same path, its packages in the Python that Ray uses there, and the model's file
    under the same path. What no node could do stays unasked, and is asked by whoever started the run.
    """

    def __init__(self, address: str, harness: Harness, log: RunLog, make_task: MakeTask, root: str,
                 environ: Mapping[str, str]) -> None:
        self._address = address
        self._harness = harness
        self._log = log
        self._make_task = make_task
        self._root = root
        self._environ = environ
        self._running: dict[str, tuple[InstalledModel, int | None]] = {}
        self._losses: dict[str, int] = {}
        self._given_up: set[str] = set()
        self._done: dict[str, Sat] = {}

    def run(self, models: Sequence[InstalledModel], said: Callable[[Sat], Event]
            ) -> Generator[Event, str, dict[str, Sat]]:
        """Return what came of the models that were asked to their end; `said` makes what is shown of each."""
        with Cluster(self._address, self._root, self._environ) as cluster:
            self._log.begin()
            clock = Remaining(self._harness, models)
            yield Notice(f"Ray cluster at {self._address}, nodes: {cluster.nodes}, cores: {cluster.facts['cores']}")
            try:
                while self._send(cluster, models):
                    yield clock.progress(f"{len(self._done)} of {len(models)} models done, nodes: {cluster.nodes}")
                    for facts in cluster.hear(_LOOK_SECONDS):
                        yield from self._take(facts)
                    yield from self._say_done(models, said)
                    yield from self._give_up_too_large(cluster)
            except ClusterLost:
                yield Notice("the Ray cluster is gone; what is left is asked here", "warning")
        return self._done

    def _send(self, cluster: Cluster, models: Sequence[InstalledModel]) -> bool:
        """Hand out what can be asked now; return whether anything is under way."""
        cpus = min(_CPUS_MAX, cluster.facts["cores_min"])
        for model in models:
            for tier in self._harness.open_parts(model):
                name = f"{model.name}, {'probes' if tier is None else f'tier {tier}'}"
                if name in self._running or name in self._given_up:
                    continue
                if not _fits(model, cluster):
                    self._given_up.add(name)
                    continue
                task = dataclasses.replace(self._make_task(model, cpus), part=part_name(tier),
                                           known=tuple(self._harness.known_of(model, tier)))
                cluster.ask(name, task.to_json(), cpus=cpus, memory_bytes=needed_bytes(model))
                self._running[name] = (model, tier)
        return bool(self._running)

    def _take(self, facts: Mapping[str, Any]) -> Generator[Event, str, None]:
        """Take in what came of a task."""
        name = facts["name"]
        if name not in self._running:
            return
        model, tier = self._running[name]
        if "lines" in facts:
            self._write_down(model, tier, facts["lines"].encode())
            return
        del self._running[name]
        # A node with another version of the tests, or without a fence for commands, has not answered all of it.
        done = "over" in facts and len(self._harness.known_of(model, tier)) == len(self._harness.questions(tier))
        if "lost" not in facts and not done:
            self._given_up.add(name)
            why = facts.get("failed", "not all of it was answered there")
            yield Notice(f"{name}: {why[:300]}; it is asked here afterwards", "warning")
        elif "lost" in facts:
            self._losses[name] = self._losses.get(name, 0) + 1
            left = "what is left of it is asked on another"
            if self._losses[name] >= _LOSSES_MAX:
                self._given_up.add(name)
                left = "it is asked here afterwards"
            yield Notice(f"{name}: its node was lost; {left}", "warning")

    def _give_up_too_large(self, cluster: Cluster) -> Generator[Event, str, None]:
        """Wait no longer for what fits on no node that is left."""
        for name, (model, _) in list(self._running.items()):
            if not _fits(model, cluster):
                del self._running[name]
                self._given_up.add(name)
                yield Notice(f"{name}: it fits on no node that is left; it is asked here afterwards", "warning")

    def _write_down(self, model: InstalledModel, tier: int | None, lines: bytes) -> None:
        """Write down answers under the name and key that the model has here; none twice, none to other questions."""
        digests = {question.id: question.item.digest for question in self._harness.questions(tier)}
        for record in read_records(lines):
            digest = record.key.rpartition(":")[2]
            key = f"{self._harness.key_of(model)}:{digest}"
            if digests.get(record.id) == digest and self._log.find(key, record.id) is None:
                self._log.introduce(model, self._harness.key_of(model))
                self._log.add(dataclasses.replace(record, model=model.name, key=key))

    def _say_done(self, models: Sequence[InstalledModel], said: Callable[[Sat], Event]) -> Generator[Event, str, None]:
        """Say what came of the models of which nothing is open any more."""
        under_way = {model.name for model, _ in self._running.values()}
        for model in models:
            if model.name not in self._done and model.name not in under_way and not self._harness.open_parts(model):
                self._done[model.name] = self._harness.sat_of(model)
                yield said(self._done[model.name])


def _fits(model: InstalledModel, cluster: Cluster) -> bool:
    return bool(cluster.facts["cores"]) and needed_bytes(model) <= cluster.facts["memory_max"]
