"""Memory that runs out in a load, memory that comes free with a worker, and the layers that a GPU has room for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from build_gguf import build

from core.engine.process import private_bytes, resident_bytes

ROOT = Path(__file__).resolve().parents[1]
# Only a worker may import llama.cpp, so each of these runs as a process of its own.
LOADS = f"""
import resource, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from core.engine import native
from core.words.errors import LuciferError

def load(path):
    try:
        native.Model(Path(path), gpu_layers=0, extra_buffers=False, progress=lambda _: None)
    except LuciferError as error:
        print(type(error).__name__, error.status)

native.start(keep_log=True)
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
hard = resource.getrlimit(resource.RLIMIT_AS)[1]
resource.setrlimit(resource.RLIMIT_AS, (used + 8_000_000, hard))
load(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
load(sys.argv[2])
"""
MAPS = """
import mmap, sys
held = bytearray(b"x") * int(sys.argv[2])
with open(sys.argv[1], "rb") as file:
    mapped = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
sum(mapped[place] for place in range(0, len(mapped), 4096))
print("ready", flush=True)
sys.stdin.read()
"""
HALVES = f"""
import json, sys
sys.path.insert(0, {str(ROOT)!r})
from core.engine.service import fewer_layers
tried = [None, *json.loads(sys.argv[1])]
while tried[-1] != 0:
    tried.append(fewer_layers(tried[-1], 32))
print(tried)
"""
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.mark.model
@needs_linux
def test_memory_that_runs_out_in_a_load_is_not_taken_for_a_damaged_file(tmp_path: Path) -> None:
    large = build(tmp_path / "large.gguf", vocab="spm", words=40_000, width=128)
    assert large.stat().st_size > 16_000_000
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(large.read_bytes()[:1_000_000])
    done = subprocess.run([sys.executable, "-c", LOADS, str(large), str(broken)], capture_output=True, text=True,
                          check=True, timeout=60)
    assert done.stdout == "DoesNotFit 9\nBrokenFile 4\n"


@needs_linux
def test_a_mapped_file_does_not_count_as_memory_that_comes_free(tmp_path: Path) -> None:
    (tmp_path / "mapped").write_bytes(bytes(64_000_000))
    process = subprocess.Popen([sys.executable, "-c", MAPS, str(tmp_path / "mapped"), "20000000"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None and process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        assert resident_bytes(process.pid) > 84_000_000
        assert 20_000_000 < private_bytes(process.pid) < 50_000_000
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()
    assert private_bytes(process.pid) == 0


@pytest.mark.model
@pytest.mark.parametrize(("asked", "tried"), [
    ([], [None, 16, 8, 4, 2, 1, 0]), ([999], [None, 999, 16, 8, 4, 2, 1, 0]), ([5], [None, 5, 2, 1, 0])])
def test_a_full_gpu_gets_half_as_many_layers_until_none(asked: list[int], tried: list[int | None]) -> None:
    done = subprocess.run([sys.executable, "-c", HALVES, json.dumps(asked)], capture_output=True, text=True, check=True,
                          timeout=60)
    assert done.stdout == f"{tried}\n"
