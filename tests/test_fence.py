"""G09: the worker that runs a stranger's model file reads only what it needs; all else is refused by the kernel."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from build_gguf import build

from core.engine.engine import ChatOptions, Engine, LoadOptions
from core.engine.fence import held_back, worker_fence
from core.engine.spawn import command, environment
from core.store.home import Home
from core.store.kv_states import KvStates
from core.store.landlock import SCOPES_SINCE, TCP_SINCE, Fence, version
from core.words.values import Message, Role

needs_landlock = pytest.mark.skipif(not version(), reason="this kernel has no Landlock: nothing can be held back here")
ROOT = Path(__file__).resolve().parents[1]
HI = [Message(Role.USER, "hi")]


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def probed(fence: Fence, places: dict[str, object]) -> dict[str, str]:
    done = subprocess.run([*command("core.engine.fenced"), fence.to_json(), "tests.fence_probe", json.dumps(places)],
                          env=environment({**os.environ, "PYTHONPATH": str(ROOT)}), capture_output=True, text=True,
                          check=True, cwd="/")
    found: dict[str, str] = json.loads(done.stdout)
    return found


@needs_landlock
def test_a_worker_reads_its_model_writes_states_and_is_refused_all_else(tmp_path: Path, port: int) -> None:
    models, states, person = tmp_path / "models", tmp_path / "kv", tmp_path / ".ssh"
    for folder in (models, states, person):
        folder.mkdir()
    for path in (models / "a.gguf", models / "other.gguf", person / "id_rsa"):
        path.write_bytes(b"x")
    (models / "link.gguf").symlink_to(models / "a.gguf")
    found = probed(worker_fence(LoadOptions(models / "link.gguf"), states), {
        "read": {"the model": str(models / "link.gguf"), "another model": str(models / "other.gguf"),
                 "a key": str(person / "id_rsa"), "the processor": "/proc/cpuinfo", "nothing": "/dev/null"},
        "list": {"the person's folder": str(tmp_path)},
        "write": {"a state": str(states / "1.part"), "the model": str(models / "a.gguf"),
                  "a file": str(tmp_path / "new"), "nothing": "/dev/null"}, "port": port})
    tcp = found.pop("tcp")
    udp, signalled = found.pop("udp"), found.pop("signal")
    assert found == {
        "read the model": "ok", "read another model": "EACCES", "read a key": "EACCES", "read the processor": "ok",
        "read nothing": "ok", "list the person's folder": "EACCES", "write a state": "ok",
        "write the model": "EACCES", "write a file": "EACCES", "write nothing": "ok", "exec": "EACCES"}
    # TCP is refused by Landlock 4 and later; UDP only where the process may have a network of its own.
    assert tcp == "EACCES" if version() >= TCP_SINCE else tcp in ("ok", "ENETUNREACH")
    assert udp in (("ENETUNREACH", "ECONNREFUSED", "EACCES") if "network" in held_back(os.environ) else ("ok",))
    assert signalled == ("EPERM" if version() >= SCOPES_SINCE else "ok")
    assert (models / "a.gguf").read_bytes() == b"x"


@needs_landlock
def test_doctor_learns_what_is_held_back_from_a_process_that_tried() -> None:
    told = held_back(os.environ)
    assert told.startswith("held back: files")
    assert ("tcp" in told, "signals" in told) == (version() >= TCP_SINCE, version() >= SCOPES_SINCE)


def test_every_part_of_a_split_model_and_its_adapters_are_read_and_nothing_beside_them(tmp_path: Path) -> None:
    fence = worker_fence(LoadOptions(tmp_path / "m-00001-of-00003.gguf", adapters=((tmp_path / "a.gguf", 1.0),)), None)
    own = [path for path in fence.reads if path.startswith(str(tmp_path))]
    assert own == [str(tmp_path / name) for name in (
        "m-00001-of-00003.gguf", "m-00002-of-00003.gguf", "m-00003-of-00003.gguf", "a.gguf")]
    assert fence.runs[0] == os.path.realpath(sys.executable)
    assert fence.network is False


def test_a_fence_goes_through_json() -> None:
    fence = Fence(("/a",), ("/b",), ("/c", "/d"), (), network=True)
    assert Fence.from_json(fence.to_json()) == fence


def test_without_landlock_the_part_runs_all_the_same_and_says_so() -> None:
    script = ("import sys\nfrom core.store import landlock\nsys.platform = 'other'\n"
              "print(landlock.version(), landlock.confine(landlock.Fence()))\n"
              "sys.argv[1:] = [landlock.Fence().to_json()]\nfrom core.engine import fenced\nfenced.main()")
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0 ()\n", "fence: none: this kernel has no Landlock\n")


@pytest.mark.model
def test_the_fenced_engine_answers_saves_resumes_swaps_and_renders_after_its_template_child_died(tmp_path: Path
                                                                                                 ) -> None:
    one = build(tmp_path / "one.gguf", says=["first", " model"])
    two = build(tmp_path / "two.gguf", says=["second", " model"])
    log = tmp_path / "engine.log"
    states = KvStates(Home.open(str(tmp_path / "home"), {}), 1 << 30)
    engine = Engine(kv=states, log=log)
    try:
        engine.load(LoadOptions(one))
        assert said(engine) == "first model"
        assert engine.save_kv("a" * 8, HI) > 0
        assert engine.restore_kv("a" * 8, HI) > 0
        assert engine.worker_pid is not None
        for child in psutil.Process(engine.worker_pid).children():
            child.send_signal(signal.SIGKILL)
        engine.chat([Message(Role.USER, "hello again")]).close()
        assert said(engine) == "first model"
        engine.load(LoadOptions(two))
        assert said(engine) == "second model"
    finally:
        engine.close()
    lines = [line for line in log.read_text().splitlines() if line.startswith("fence: ")]
    assert len(lines) == (2 if version() else 0)
    assert all(line.startswith("fence: held back: files") for line in lines)


def said(engine: Engine) -> str:
    reply = engine.chat(HI, ChatOptions(temperature=0))
    list(reply)
    return reply.text


@needs_landlock
def test_amx_can_be_tried_inside_the_fence(tmp_path: Path) -> None:
    fence = worker_fence(LoadOptions(build(tmp_path / "one.gguf")), None)
    done = subprocess.run([*command("core.engine.fenced"), fence.to_json(), "tests.amx_probe"],
                          env=environment({**os.environ, "PYTHONPATH": str(ROOT)}), capture_output=True, text=True,
                          check=False, cwd="/", timeout=60)
    assert done.stdout == "1\n", done.stderr[-2000:]
