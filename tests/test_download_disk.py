"""A download survives kills, full disks, torn journals and other processes: rows V01 to V09 of the faults."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from campaigns import downloads, faulty_hub
from downloading import FILE, MIB, REPO, digest, downloader, fetch, finish, left_in, model_bytes, wanted
from hub_faults import cut, slow, status
from loopback_hub import LoopbackHub

from core.models.model_download import Fetched, Wanted
from core.models.part_file import lock_of
from core.words.errors import BrokenFile, DiskError, NetworkError, Refused
from core.words.events import Notice

ROOT = Path(__file__).resolve().parents[1]
MODEL = model_bytes(300_000)
CHILD = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from downloading import *
from core.words.errors import LuciferError
try:
    _, said = fetch(Wanted("m", ({url!r},), Path({target!r}), {size}, {sha!r}), downloader(limits=Limits()))
    print(said)
except LuciferError as error:
    print(f"{{type(error).__name__}}: {{error.message}} | {{error.hint}}")
    sys.exit(error.status)
"""


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with LoopbackHub({REPO: {FILE: MODEL}}) as served:
        yield served


def script(asked: Wanted) -> list[str]:
    """Return a command that fetches in a process of its own."""
    return [sys.executable, "-c", CHILD.format(
        root=str(ROOT), tests=str(ROOT / "tests"), url=asked.urls[0], target=str(asked.target), size=asked.size_bytes,
        sha=asked.sha256)]


def part_of(hub: LoopbackHub, folder: Path, size: int) -> Wanted:
    hub.misbehave(cut(size), status(404))
    asked = wanted(hub, folder, MODEL)
    with pytest.raises(NetworkError):
        fetch(asked)
    hub.seen.clear()
    return asked


def test_v01_killed_at_random_and_resumed_no_file_is_wrong() -> None:
    figures = downloads.campaign(8, 4, seed=7)
    assert (figures.kills, figures.wrong, figures.litter) == (8, 0, 0)
    assert max(figures.again, default=0) <= MIB


@pytest.mark.parametrize("call", ["fsync", "rename,renameat,renameat2", "unlink,unlinkat", "flock", "ftruncate",
                                  "write"])
def test_v02_killed_at_each_step_on_the_disk_the_next_run_finishes(hub: LoopbackHub, tmp_path: Path, call: str) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    for number in range(1, 12):
        folder = tmp_path / f"{number}"
        asked = part_of(hub, folder, 100_000) if call != "write" else wanted(hub, folder, MODEL)
        folder.mkdir(exist_ok=True)
        part = f"{asked.target}.{(asked.sha256 or '')[:16]}.part"
        only = ["-P", part, "-P", part + ".json"] if call == "write" else []
        traced = subprocess.run(
            ["strace", "-f", "-o", os.devnull, *only, "-e", f"trace={call}", "-e",
             f"inject={call}:signal=KILL:when={number}", *script(asked)], capture_output=True, check=False)
        names = left_in(folder)
        assert sum(name.endswith(".part") for name in names) <= 1 and len(names) <= 2, names
        if FILE in names:
            assert (folder / FILE).read_bytes() == MODEL
        fetch(asked)
        assert ((folder / FILE).read_bytes() == MODEL, left_in(folder)) == (True, [FILE])
        if traced.returncode == 0:
            return
    pytest.fail("it never ran to its end")


def test_v03_a_journal_cut_anywhere_or_not_ours_counts_as_none(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = part_of(hub, tmp_path, 100_000)
    (part,), (journal,) = tmp_path.glob("*.part"), tmp_path.glob("*.json")
    whole, content = journal.read_bytes(), part.read_bytes()
    other = json.dumps({"part of": "0" * 64}).encode() + b"\n" + json.dumps({"bytes": 5, "sha256": "x"}).encode()
    odd = [b"[]", b"7", b"null", b"\xff\xfe", b"{" * 5000, b'{"part of": 7}', other, whole + b'{"bytes": "9"}\n',
           whole + b'{"bytes": 999999999, "sha256": "x"}\n', whole + b'{"place": 5}\n{"etag": {}}\n']
    for text in [whole[:end] for end in range(0, len(whole), 7)] + odd:
        part.write_bytes(content)
        journal.write_bytes(text)
        hub.seen.clear()
        fetched, _ = fetch(asked)
        assert fetched.path.read_bytes() == MODEL
        assert [seen.range_start for seen in hub.bodies()] == [100_000]
        fetched.path.unlink()


def test_v03_a_check_that_no_longer_holds_costs_only_what_follows_it(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = part_of(hub, tmp_path, 100_000)
    (part,), (journal,) = tmp_path.glob("*.part"), tmp_path.glob("*.json")
    with journal.open("a") as file:
        for size in (40_000, 80_000):
            print(json.dumps({"bytes": size, "sha256": digest(MODEL[:size])}), file=file)
    rotten = bytearray(part.read_bytes())
    rotten[60_000] ^= 1
    part.write_bytes(rotten)
    assert fetch(asked)[0].path.read_bytes() == MODEL
    assert [seen.range_start for seen in hub.bodies()] == [40_000]


def test_v03_after_the_machine_went_down_only_what_was_synced_is_kept(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = part_of(hub, tmp_path, 100_000)
    (journal,) = tmp_path.glob("*.json")
    with journal.open("a") as file:
        print(json.dumps({"bytes": 80_000, "sha256": digest(MODEL[:80_000]), "boot": "an earlier one"}), file=file)
    assert fetch(asked)[0].path.read_bytes() == MODEL
    assert [seen.range_start for seen in hub.bodies()] == [80_000]


def test_v04_of_two_that_fetch_one_model_one_waits_and_nothing_is_sent_twice(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.always(slow(150_000))
    asked = wanted(hub, tmp_path, MODEL)
    first = subprocess.Popen(script(asked), stdout=subprocess.PIPE, text=True)
    while not list(tmp_path.glob("*.part")):
        time.sleep(0.02)
    fetched, said = fetch(asked)
    assert first.wait(60) == 0
    assert (fetched.path.read_bytes() == MODEL, fetched.verified) == (True, True)
    assert "another LuciferAI is fetching" in said
    assert sum(seen.sent for seen in hub.bodies()) == len(MODEL)
    assert left_in(tmp_path) == [FILE]


def test_v05_a_holder_that_was_killed_holds_nothing(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.misbehave(cut(100_000, "hang"))
    asked = wanted(hub, tmp_path, MODEL)
    holder = subprocess.Popen(script(asked))
    while sum(path.stat().st_size for path in tmp_path.glob("*.part")) < 100_000:
        time.sleep(0.02)
    with next(tmp_path.glob("*.part")).open("rb") as part:
        assert lock_of(part.fileno()) == "no"
    holder.kill()
    holder.wait()
    assert [name.split(".")[-1] for name in left_in(tmp_path)] == ["part", "json"]
    with next(tmp_path.glob("*.part")).open("rb") as part:
        assert lock_of(part.fileno()) == "yes"
    fetched, said = fetch(asked)
    assert (fetched.verified, "another LuciferAI" in said) == (True, False)


@pytest.mark.parametrize("error", ["ENOSYS", "ENOLCK"])
def test_v05_where_files_cannot_be_locked_it_still_comes_out_right(hub: LoopbackHub, tmp_path: Path,
                                                                   error: str) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    traced = subprocess.run(["strace", "-f", "-o", os.devnull, "-e", "trace=flock", "-e", f"inject=flock:error={error}",
                             *script(wanted(hub, tmp_path, MODEL))], capture_output=True, text=True, check=False)
    assert traced.returncode == 0, traced.stdout + traced.stderr
    assert (tmp_path / FILE).read_bytes() == MODEL


def test_v06_a_folder_that_is_a_link_is_followed_and_one_without_room_is_said_before(hub: LoopbackHub,
                                                                                     tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "models").symlink_to(tmp_path / "real")
    assert fetch(wanted(hub, tmp_path / "models", MODEL))[0].verified
    huge = Wanted("big", (hub.address(REPO, FILE),), tmp_path / "big.gguf", 1 << 50, "0" * 64)
    hub.seen.clear()
    with pytest.raises(DiskError, match=r"big needs 1126 TB more on the disk of .*; .* are free"):
        fetch(huge)
    assert (hub.seen, (tmp_path / "big.gguf").exists()) == ([], False)


def test_v06_a_disk_without_room_is_said_before_a_byte_is_asked_for(tmp_path: Path) -> None:
    command = f"mount -t tmpfs -o size=1M none {tmp_path} && exec \"$@\""
    probe = subprocess.run(["unshare", "-Urm", "sh", "-c", command, "sh", "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("no user namespaces here")
    big = model_bytes(3 * MIB)
    with LoopbackHub({REPO: {FILE: big}}) as other:
        asked = wanted(other, tmp_path, big)
        done = subprocess.run(["unshare", "-Urm", "sh", "-c", command, "sh", *script(asked)], capture_output=True,
                              text=True, check=False)
        assert (done.returncode, "needs 3.15 MB more" in done.stdout, other.seen) == (5, True, [])


@pytest.mark.parametrize("call", ["write", "fsync", "close"])
@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EDQUOT"])
def test_v07_an_error_of_the_disk_at_any_step_leaves_no_wrong_file(hub: LoopbackHub, tmp_path: Path, call: str,
                                                                   error: str) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    for number in (1, 2, 4):
        folder = tmp_path / str(number)
        folder.mkdir()
        asked = wanted(hub, folder, MODEL)
        paths = [f"{asked.target}.{asked.sha256[:16]}.part" if asked.sha256 else ""]
        paths.append(paths[0] + ".json")
        traced = subprocess.run(
            ["strace", "-f", "-o", os.devnull, *(word for path in paths for word in ("-P", path)), "-e",
             f"trace={call}", "-e", f"inject={call}:error={error}:when={number}", *script(asked)], capture_output=True,
            text=True, check=False)
        assert traced.returncode in (0, 5), traced.stdout + traced.stderr
        assert "Traceback" not in traced.stderr.replace("Exception ignored", ""), traced.stderr
        if (folder / FILE).exists():
            assert (folder / FILE).read_bytes() == MODEL
        fetch(asked)
        assert ((folder / FILE).read_bytes() == MODEL, left_in(folder)) == (True, [FILE])


@pytest.mark.parametrize(("limit", "value"), [("RLIMIT_FSIZE", 100_000), ("RLIMIT_NOFILE", 5)])
def test_v08_a_limit_of_the_process_is_said_in_one_line(hub: LoopbackHub, tmp_path: Path, limit: str,
                                                        value: int) -> None:
    asked = wanted(hub, tmp_path, MODEL)
    command = script(asked)
    command[2] = command[2].replace("\ntry:", f"\nimport resource\nfetch_first = downloader()\nresource.setrlimit("
                                              f"resource.{limit}, ({value}, {value}))\ntry:", 1)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.startswith("DiskError: "), "Traceback" in done.stderr) == (5, True, False), (
        done.stdout + done.stderr)
    assert not (tmp_path / FILE).exists()
    assert fetch(asked)[0].verified


def test_random_faults_in_a_row_never_get_a_wrong_file_accepted() -> None:
    tally = faulty_hub.campaign(15, seed=11)
    assert (tally.wrong, tally.unfinished, len(tally.again)) == (0, 0, 15)


def shards(hub: LoopbackHub, folder: Path, contents: dict[str, bytes], *, known: bool = True) -> list[Wanted]:
    return [wanted(hub, folder, content if known else None, name=name) for name, content in contents.items()]


def named(*parts: bytes) -> dict[str, bytes]:
    return {f"big-{number:05}-of-{len(parts):05}.gguf": part for number, part in enumerate(parts, 1)}


def test_v09_a_split_model_appears_only_when_all_its_files_are_right(tmp_path: Path) -> None:
    contents = named(*(model_bytes(50_000, seed, part=seed, parts=3) for seed in (1, 2, 3)))
    with LoopbackHub({REPO: contents}) as hub:
        hub.misbehave(cut(10**9), cut(20_000), status(404))
        with pytest.raises(NetworkError):
            finish(downloader().fetch_set(shards(hub, tmp_path, contents)))
        assert list(tmp_path.glob("*.gguf")) == []
        hub.seen.clear()
        fetched, _ = finish(downloader().fetch_set(shards(hub, tmp_path, contents)))
        assert isinstance(fetched, tuple) and all(isinstance(each, Fetched) and each.verified for each in fetched)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == contents
        assert [seen.range_start for seen in hub.bodies()] == [20_000, 0]


@pytest.mark.parametrize(("change", "said"), [
    ("missing", "part 2 of 3 .* is missing"), ("swapped", "holds part 3 of 3"), ("duplicate", "holds part 1 of 3"),
    ("wrong count", "holds part 2 of 4")])
def test_v09_a_set_whose_files_do_not_belong_together_is_refused(tmp_path: Path, change: str, said: str) -> None:
    one, two, three = (model_bytes(50_000, seed, part=seed, parts=3) for seed in (1, 2, 3))
    other = {"missing": (one, two, three), "swapped": (one, three, two), "duplicate": (one, one, three),
             "wrong count": (one, model_bytes(50_000, 2, part=2, parts=4), three)}[change]
    contents = named(*other)
    with LoopbackHub({REPO: contents}) as hub:
        asked = shards(hub, tmp_path, contents)
        with pytest.raises(BrokenFile, match=said):
            finish(downloader().fetch_set([asked[0], asked[2]] if change == "missing" else asked))
        assert list(tmp_path.glob("*.gguf")) == []


def test_a_file_of_the_same_name_is_not_overwritten_unless_asked(hub: LoopbackHub, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"mine")
    asked = wanted(hub, tmp_path, MODEL)
    with pytest.raises(Refused, match="is there already and is another file"):
        fetch(asked)
    assert ((tmp_path / FILE).read_bytes(), hub.seen) == (b"mine", [])
    replacing = Wanted(asked.name, asked.urls, asked.target, asked.size_bytes, asked.sha256, replace=True)
    assert fetch(replacing)[0].path.read_bytes() == MODEL


def test_closing_the_fetch_half_way_is_a_normal_ending(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.misbehave(slow(200_000))
    asked = wanted(hub, tmp_path, MODEL)
    before = set(threading.enumerate())
    moving = downloader().fetch(asked)
    for event in moving:
        if not isinstance(event, Notice) and event.done:
            break
    moving.close()
    assert {thread.name for thread in set(threading.enumerate()) - before} & {"fetching", "hashing"} == set()
    assert fetch(asked)[0].verified
