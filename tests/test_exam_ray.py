"""A run spread over a Ray cluster: two nodes on the loopback, one killed in the middle; nothing lost, nothing twice.

Runs where the package ray is importable (`pip install ray`), and says so where it is not.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from at_hand import START, program
from exam_family import FAMILY, asked, build_family
from ray_nodes import Nodes, kill_tree

from core.exam.harness import Plan

HAS_RAY = importlib.util.find_spec("ray") is not None
KINDS = tuple(kind for kind in FAMILY if kind.name in ("gemma2-echo", "scholar", "cut-short"))
LIMIT = 8
LOSING = """
class exceptions: RayError = RuntimeError; RayTaskError = type("RayTaskError", (RuntimeError,), {})
class cloudpickle: register_pickle_by_value = staticmethod(print)
class Lost:
    def options(self, **_): return self
    def remote(self, *_): return Lost()
    def __next__(self): raise RuntimeError("lost")
def init(**_): pass
def shutdown(): pass
def nodes(): return [{"Alive": True, "Resources": {"CPU": 1, "memory": 1e15}}]
def remote(_): return Lost()
def get(_): pass
def wait(running, **_): return running, []
"""
needs_ray = pytest.mark.skipif(not HAS_RAY, reason="the package ray is not installed")


def answers(home: Path) -> list[tuple[str, str]]:
    # The last line may be half written.
    lines = [line for file in (home / "exams").glob("run-*.jsonl")
             for line in file.read_text().rpartition("\n")[0].splitlines()]
    return [(record["model"], record["id"]) for record in map(json.loads, lines) if "id" in record]


def is_busy(node: subprocess.Popen[bytes]) -> bool:
    """Say whether a node is at a task, as the titles of its processes have it, and stop it there."""
    for process in psutil.Process(node.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            if ", tier" in " ".join(process.cmdline()) or ", probes" in " ".join(process.cmdline()):
                process.suspend()
                return True
    return False


@pytest.mark.skipif(HAS_RAY, reason="the package ray is installed")
def test_without_the_package_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    done = program(tmp_path, "test", "spark", "--ray", "auto")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: `--ray` needs the package ray, which is not installed\n")
    assert "-m pip install ray`" in done.stderr


@needs_ray
def test_a_cluster_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    done = program(tmp_path, "test", "spark", "--ray", "127.0.0.1:1")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: no Ray cluster answers at 127.0.0.1:1\n")
    assert list(tmp_path.glob("exams/*")) == [], "no run is begun"


@pytest.mark.model
def test_what_every_node_loses_is_asked_here_in_the_end(tmp_path: Path) -> None:
    # In the place of the package: a cluster on which every task is lost.
    (tmp_path / "ray.py").write_text(LOSING, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as head:
        done = program(tmp_path, "test", "spark", "--limit", "2", "--tier", "0", "--ray",
                       f"127.0.0.1:{head.getsockname()[1]}", environ={"PYTHONPATH": str(tmp_path)}, seconds=120)
    lost = [line for line in done.stderr.splitlines() if "its node was lost" in line]
    again = "warning: spark, tier 0: its node was lost; what is left of it is asked on another"
    assert lost == [*[again] * 4, "warning: spark, tier 0: its node was lost; it is asked here afterwards"]
    assert sorted(answers(tmp_path)) == sorted(("spark", question.id) for tier in (0, None)
                                               for question in asked(tier, Plan(limit=2)))


def test_ctrl_c_while_joining_a_cluster_ends_at_once_what_joins(tmp_path: Path) -> None:
    # In the place of the package: joining takes for ever, and whoever is waited for comes to hear of the end.
    (tmp_path / "ray.py").write_text("import pathlib, sys\ndef init(**_):\n    pathlib.Path('joins').touch()\n"
                                     "    sys.stdin.read()\n    pathlib.Path('heard').touch()\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as head, (tmp_path / "said").open("w") as said:
        run = subprocess.Popen([sys.executable, "-c", START, "test", "spark", "--ray",
                                f"127.0.0.1:{head.getsockname()[1]}"], cwd=tmp_path, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=said,
                               env={**os.environ, "LUCIFER_HOME": str(tmp_path), "PYTHONPATH": str(tmp_path)})
        try:
            while not (tmp_path / "joins").exists():
                assert run.poll() is None, (tmp_path / "said").read_text()
                time.sleep(0.02)
            run.send_signal(signal.SIGINT)
            assert run.wait(60) == 130
        finally:
            run.kill()
    assert not (tmp_path / "heard").exists()


def test_offline_no_other_machine_is_asked(tmp_path: Path) -> None:
    done = program(tmp_path, "test", "spark", "--ray", "192.0.2.7:6379", environ={"LUCIFER_OFFLINE": "1"})
    assert (done.returncode, "offline: the Ray cluster at 192.0.2.7:6379 is not asked" in done.stderr) == (3, True)


@pytest.mark.parametrize("address", ["nowhere", "ray://127.0.0.1:1", "host:123456", "a b:1"])
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    done = program(tmp_path, "test", "spark", "--ray", address)
    assert (done.returncode, "expected HOST:PORT" in done.stderr) == (2, True)


def test_jobs_and_a_cluster_do_not_go_together(tmp_path: Path) -> None:
    done = program(tmp_path, "test", "all", "--ray", "auto", "--jobs", "2")
    assert (done.returncode, "do not go together" in done.stderr) == (2, True)


@needs_ray
@pytest.mark.model
@pytest.mark.timeout(300)
def test_a_node_killed_in_the_middle_costs_nothing_and_only_the_cluster_is_spoken_to(tmp_path: Path) -> None:
    build_family(tmp_path / "models", KINDS)
    sockets = tmp_path / "sockets"
    strace = shutil.which("strace")
    watch = [strace, "-f", "-qq", "-e", "trace=connect,sendto", "-o", str(sockets)] if strace else []
    with Nodes() as nodes, (tmp_path / "out").open("w") as out, (tmp_path / "said").open("w") as said:
        second = nodes.add()
        run = subprocess.Popen([*watch, sys.executable, "-c", START, "--json", "test", "all", "--limit", str(LIMIT),
                                "--ray", nodes.address], cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=out,
                               stderr=said, env={**os.environ, "LUCIFER_HOME": str(tmp_path)})
        try:
            # The second is killed in the middle of a task.
            while len(answers(tmp_path)) < 10 or not is_busy(second):
                assert run.poll() is None, (tmp_path / "said").read_text()
                time.sleep(0.02)
            kill_tree(second)
            assert run.wait(200) == 1
        finally:
            run.kill()
    plan = Plan(limit=LIMIT)
    given = answers(tmp_path)
    wanted = {(name, question.id) for name in ("spark", "scholar") for tier in (0, None)
              for question in asked(tier, plan)}
    wanted |= {("gemma2-echo", question.id) for question in asked(0, plan)}
    assert (set(given), len(given)) == (wanted, len(wanted))
    report = json.loads((tmp_path / "out").read_text())["models"]
    assert {name: model["passes_tier_0"] for name, model in report.items()} == {
        "spark": True, "scholar": True, "gemma2-echo": False, "cut-short": False}
    assert "its node was lost" in (tmp_path / "said").read_text()
    if strace:
        spoken_to = re.findall(r'(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)', sockets.read_text())
        assert {address.removeprefix("::ffff:") for address in spoken_to} == {"127.0.0.2", "127.0.0.3"}
