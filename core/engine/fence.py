"""What the worker that runs a stranger's model file may touch: that file, the saved states, its own program, a GPU."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from core.engine.options import LoadOptions
from core.engine.spawn import command
from core.store.landlock import Fence

_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/etc", "/opt", "/nix/store", "/gnu/store", "/run/opengl-driver",
           "/run/current-system", "/proc", "/sys")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/dri", "/dev/kfd",
            "/dev/dxg", "/dev/accel")
_PART = re.compile(r"-\d{5}-of-(\d{5})\.gguf$")
_PT_INTERP = 3
_TRY_SECONDS = 20.0


def worker_fence(options: LoadOptions, states: Path | None) -> Fence:
    """Return the fence for a worker that is to load this model; `states` is the folder of saved conversations."""
    files = [*_parts(options.path), *(path for path, _ in options.adapters)]
    home = Path(os.environ.get("HOME", "/nonexistent"))
    return Fence(
        reads=(*_SYSTEM, *_program(), *(str(path) for path in files)),
        runs=tuple(_interpreter()),
        # A GPU's driver keeps what it has compiled, and shares memory with itself.
        writes=(*([str(states)] if states is not None else []), "/dev/shm", str(home / ".nv" / "ComputeCache")),
        devices=(*_DEVICES, *(str(path) for path in sorted(Path("/dev").glob("nvidia*")))))


def code_fence() -> Fence:
    """Return the fence for code that a model wrote: it reads Python's own library, and that is all."""
    return Fence(reads=(*_SYSTEM, *_program()))


def held_back(environ: Mapping[str, str]) -> str:
    """Try a fence out in a process of its own; return what it holds back, or why there is none."""
    try:
        told = subprocess.run([*command("core.engine.fenced"), Fence(reads=("/",)).to_json()], env=dict(environ),
                              capture_output=True, text=True, timeout=_TRY_SECONDS, check=False).stderr
    except (OSError, subprocess.SubprocessError) as error:
        return f"none: {error}"
    found = re.search(r"^fence: (.+)$", told, re.MULTILINE)
    return found[1] if found else "none: it could not be tried"


def _parts(path: Path) -> list[Path]:
    """All files of a split model, else the one."""
    match = _PART.search(path.name)
    if match is None:
        return [path]
    return [path.with_name(f"{path.name[:match.start()]}-{number:05}-of-{match[1]}.gguf")
            for number in range(1, min(int(match[1]), 999) + 1)]


def _program() -> Iterator[str]:
    """Where Python, its libraries and this program are."""
    yield from {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    yield str(Path(__file__).resolve().parents[2])
    for name in sys.path:
        # A folder of libraries, not the folder that the person happens to stand in.
        if name and ("python" in name or "packages" in name):
            yield name
    yield from filter(None, os.environ.get("LD_LIBRARY_PATH", "").split(":"))


def _interpreter() -> Iterator[str]:
    """Yield the Python that renders templates, and the loader that starts it: nothing else can be run."""
    python = os.path.realpath(sys.executable)
    yield python
    try:
        with open(python, "rb") as file:  # noqa: PTH123
            head = file.read(4096)
        start, (size, count) = struct.unpack_from("<Q", head, 32)[0], struct.unpack_from("<HH", head, 54)
        for number in range(count):
            at = start + number * size
            if struct.unpack_from("<I", head, at)[0] == _PT_INTERP:
                place, length = struct.unpack_from("<Q", head, at + 8)[0], struct.unpack_from("<Q", head, at + 32)[0]
                yield head[place:place + length - 1].decode()
    except (OSError, struct.error, UnicodeDecodeError):
        return
