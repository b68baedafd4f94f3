"""A disk that fills, a folder not ours, Ctrl-C at any step: what a download leaves (rows D23, V04, V06, V07)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from downloading import FILE, MIB, REPO, fetch, left_in, model_bytes, wanted
from hub_faults import both, cut, header, slow
from loopback_hub import LoopbackHub

from core.models.model_download import Wanted
from core.models.part_file import part_path

ROOT = Path(__file__).resolve().parents[1]
MODEL = model_bytes(3 * MIB)
CHILD = """
import os, sys
sys.path[:0] = [{root!r}, {tests!r}]
from campaigns.downloads import EAGER
from downloading import *
from core.words.errors import LuciferError
"x".encode("idna")  # what is loaded late must not lie where the other person cannot read
user = {user}
if user:
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
try:
    fetch(Wanted("m", ({url!r},), Path({target!r}), {size}, {sha!r}),
          downloader(limits=Limits(), several=EAGER if {several} else None))
    print("arrived")
except LuciferError as error:
    print(f"{{type(error).__name__}} {{error.status}}: {{error.message}} | {{error.hint}}")
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with LoopbackHub({REPO: {FILE: MODEL}}) as served:
        yield served


def script(asked: Wanted, *, several: bool = False, user: int = 0) -> list[str]:
    return [sys.executable, "-c", CHILD.format(
        root=str(ROOT), tests=str(ROOT / "tests"), url=asked.urls[0], target=str(asked.target), size=asked.size_bytes,
        sha=asked.sha256, several=several, user=user)]


def inside(folder: Path, options: str, shell: str, *words: str) -> list[str]:
    """Run a shell line where a file system of its own lies on the folder; return what it printed."""
    whole = f"mount -t tmpfs -o {options} none {folder} && {shell}"
    probe = subprocess.run(["unshare", "-Urm", "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("no user namespaces here")
    done = subprocess.run(["unshare", "-Urm", "sh", "-c", whole, "sh", *words], capture_output=True, text=True,
                          check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("several", [False, True], ids=["one connection", "several"])
def test_v07_a_disk_that_fills_on_the_way_keeps_the_part_and_goes_on_when_there_is_room(
        hub: LoopbackHub, tmp_path: Path, several: bool) -> None:
    if several:
        hub.always(slow(4_000_000))
        asked = wanted(hub, tmp_path, MODEL)
        # Somebody else fills the disk in the meantime: the check before the first byte found room.
        fill = "(while ! ls *.part; do sleep 0.01; done; head -c 3000000 /dev/zero > other) >/dev/null 2>&1 & "
        size = 5
    else:
        hub.always(both(header("X-Linked-Size", None), header("X-Linked-ETag", None)), on="resolve")
        asked, fill, size = replace(wanted(hub, tmp_path, MODEL), size_bytes=None, sha256=None), "", 2
    lines = inside(tmp_path, f"size={size}M", f"cd {tmp_path}; {fill}\"$@\"; ls; mount -o remount,size=12M {tmp_path}; "
                   f"\"$@\"; sha256sum {FILE}; ls | grep -v other", *script(asked, several=several))
    assert lines[0].startswith("DiskError 5: "), lines
    assert ("No space left on device" in lines[0], "free some space and try again" in lines[0]) == (True, True), lines
    names = lines[1:lines.index("arrived")]
    assert (FILE in names, any(name.endswith(".part") for name in names)) == (False, True), names
    assert lines[lines.index("arrived") + 1:] == [f"{hub.blob(REPO, 'main', FILE).sha256}  {FILE}", FILE]
    assert sum(seen.sent for seen in hub.bodies()) <= len(MODEL) + 2 * MIB


def test_v06_a_folder_that_is_only_to_be_read_is_said_before_a_byte_is_asked_for(hub: LoopbackHub,
                                                                                tmp_path: Path) -> None:
    asked = wanted(hub, tmp_path, MODEL)
    (line, listed) = inside(tmp_path, "size=9M", f"echo old > {tmp_path}/old.gguf; mount -o remount,ro {tmp_path}; "
                            f"\"$@\"; cat {tmp_path}/old.gguf", *script(asked))
    assert line.startswith("DiskError 5: cannot write "), line
    assert ("Read-only file system" in line, listed, hub.seen) == (True, "old", [])


def test_v06_somebody_elses_folder_is_said_before_a_byte_is_asked_for(hub: LoopbackHub) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can be two people")
    folder = Path(tempfile.mkdtemp(prefix="models-of-root-"))
    try:
        folder.chmod(0o755)
        (folder / "old.gguf").write_text("old")
        done = subprocess.run(script(wanted(hub, folder, MODEL), user=12345), capture_output=True, text=True,
                              check=False)
        assert done.stdout.startswith("DiskError 5: cannot write "), done.stdout + done.stderr
        assert ("Permission denied" in done.stdout, hub.seen) == (True, [])
        assert {path.name: path.read_text() for path in folder.iterdir()} == {"old.gguf": "old"}
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize(("call", "times"), [("fsync", 2), ("rename", 1), ("unlink", 1), ("flock", 2)])
def test_d23_ctrl_c_at_a_step_on_the_disk_leaves_what_the_next_run_finishes(hub: LoopbackHub, tmp_path: Path, call: str,
                                                                           times: int) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    asked = wanted(hub, tmp_path, MODEL)
    part = part_path(asked.target, asked.sha256 or "")
    for number in range(1, times + 1):
        done = subprocess.run(["strace", "-f", "-o", os.devnull, "-P", str(part), "-P", f"{part}.json", "-P",
                               str(tmp_path), "-e", f"trace={call}", "-e", f"inject={call}:signal=INT:when={number}",
                               *script(asked)], capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == ("stopped\n", "")
        assert fetch(asked)[0].path.read_bytes() == MODEL
        assert left_in(tmp_path) == [FILE]
        asked.target.unlink()


def test_v04_who_fetches_another_model_does_not_wait(hub: LoopbackHub, tmp_path: Path) -> None:
    other = model_bytes(200_000, seed=2)
    hub.misbehave(cut(1_000_000, "hang"))
    asked = wanted(hub, tmp_path, MODEL)
    first = subprocess.Popen(script(asked), stdout=subprocess.PIPE)
    try:
        while sum(path.stat().st_size for path in tmp_path.glob("*.part")) < 1_000_000:
            time.sleep(0.02)
        with LoopbackHub({REPO: {"other.gguf": other}}) as second:
            fetched, said = fetch(wanted(second, tmp_path, other, name="other.gguf"))
        assert (fetched.verified, said, first.poll()) == (True, "", None)
    finally:
        first.kill()
        first.communicate()
