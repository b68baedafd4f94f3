"""The journal's way back, the saved contexts' budget, the remembered facts, the machine's limits."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from core.store.home import Home
from core.store.journal import Journal
from core.store.kv_states import KvStates
from core.store.lasting import Lasting
from core.store.machine import Machine
from core.store.strain import strain
from core.words.errors import DiskError, Refused, UsageError


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home", {})


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def test_deleted_file_comes_back_with_content_and_mode(home: Home, work: Path) -> None:
    path = work / "notes.txt"
    path.write_text("precious")
    path.chmod(0o640)
    Journal(home).discard(path)
    assert not path.exists()
    assert Journal(home).undo() == f"undone: deleted {path}"
    assert path.read_text() == "precious"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_deleted_folder_and_link_come_back_as_they_were(home: Home, work: Path) -> None:
    (work / "folder" / "in").mkdir(parents=True)
    (work / "folder" / "in" / "file").write_text("x")
    (work / "link").symlink_to("folder")
    journal = Journal(home)
    journal.discard(work / "link")
    journal.discard(work / "folder")
    journal.undo()
    journal.undo()
    assert (work / "link").readlink() == Path("folder")
    assert (work / "link" / "in" / "file").read_text() == "x"


def test_changed_created_and_moved_files_go_back_in_order(home: Home, work: Path) -> None:
    journal = Journal(home)
    changed, created, source, target = work / "changed", work / "created", work / "source", work / "target"
    changed.write_text("old")
    backup = journal.keep(changed)
    changed.write_text("new")
    journal.record("overwrite", (changed,), backup)
    created.write_text("fresh")
    journal.record("create", (created,))
    source.write_text("moved")
    source.rename(target)
    journal.record("move", (source, target))
    assert [Journal(home).undo().split()[1] for _ in range(3)] == ["moved", "created", "changed"]
    assert changed.read_text() == "old"
    assert source.read_text() == "moved"
    assert not created.exists()
    assert not target.exists()
    assert [path.read_text() for path in home.trash.glob("*/created")] == ["fresh"]
    with pytest.raises(Refused, match="nothing to undo"):
        journal.undo()


def test_one_command_is_undone_as_one(home: Home, work: Path) -> None:
    journal = Journal(home)
    group = 0
    for name in "abc":
        (work / name).write_text(name)
        group = journal.discard(work / name, group=group).group
    journal.undo()
    assert sorted(path.name for path in work.iterdir()) == ["a", "b", "c"]
    assert journal.last() is None


def test_undo_never_destroys_what_came_later(home: Home, work: Path) -> None:
    path = work / "notes"
    path.write_text("first")
    Journal(home).discard(path)
    path.write_text("second")
    with pytest.raises(Refused, match="exists again"):
        Journal(home).undo()
    assert path.read_text() == "second"
    path.unlink()
    Journal(home).undo()
    assert path.read_text() == "first"


def test_journal_with_damaged_lines_still_undoes(home: Home, work: Path) -> None:
    (work / "a").write_text("a")
    Journal(home).discard(work / "a")
    with home.journal.open("ab") as file:
        file.write(b'{"seq": 9}\n[1]\n\xff\n{"seq": 99, "kind": "delete", "paths": [5]}\n{"seq": 7, "kind": "del')
    Journal(home).undo()
    assert (work / "a").exists()


def key(number: int) -> str:
    return f"{number:032x}"


def put(states: KvStates, number: int, size: int, used_at: float) -> bool:
    part = states.path(key(number))
    part.write_bytes(b"x" * size)
    kept = states.commit(part, key(number))
    found = states.find(key(number))
    if found:
        os.utime(found, (used_at, used_at))
    return kept


def test_least_used_context_is_given_up_first(home: Home) -> None:
    states = KvStates(home, 250)
    for number, used_at in ((1, 1000), (2, 2000)):
        assert put(states, number, 100, used_at)
    found = states.find(key(1))
    assert found is not None
    assert put(states, 3, 100, 3000)
    assert [states.find(key(number)) is not None for number in (1, 2, 3)] == [True, False, True]
    assert sorted(path.stat().st_size for path in home.kv.iterdir()) == [100, 100]
    assert stat.S_IMODE(found.stat().st_mode) == 0o600


def test_context_beyond_the_whole_budget_is_not_kept(home: Home) -> None:
    states = KvStates(home, 100)
    assert put(states, 1, 60, 1000)
    assert not put(states, 2, 101, 2000)
    assert states.find(key(1))
    assert list(home.kv.glob("*.part")) == []


def test_no_budget_and_no_home_mean_no_contexts_on_disk(home: Home) -> None:
    assert not KvStates(home, 0).enabled
    assert not KvStates(Home.open(None, {}), 10**9).enabled


@pytest.mark.parametrize("name", ["../evil", "", "ABC", "x" * 32, "0" * 500])
def test_context_key_is_a_digest_and_never_a_path(home: Home, name: str) -> None:
    with pytest.raises(DiskError):
        KvStates(home, 100).path(name)


def test_facts_are_remembered_listed_and_forgotten(home: Home) -> None:
    facts = Lasting(home)
    facts.add("I live in  Zürich")
    facts.add("My dog is called Rex")
    assert facts.add("I live in Zürich").number == 1
    assert Lasting(home).forget("rex").text == "My dog is called Rex"
    assert facts.add("New").number == 3
    assert [(fact.number, fact.text) for fact in Lasting(home).list()] == [(1, "I live in Zürich"), (3, "New")]
    assert stat.S_IMODE(home.memory_file.stat().st_mode) == 0o600


def test_facts_told_at_the_same_time_are_all_remembered(home: Home) -> None:
    ready = Barrier(6)

    def tell(number: int) -> int:
        ready.wait()
        return Lasting(home).add(f"fact {number}").number

    with ThreadPoolExecutor(6) as pool:
        given = list(pool.map(tell, range(6)))
    assert sorted(given) == [1, 2, 3, 4, 5, 6]
    assert sorted(fact.text for fact in Lasting(home).list()) == [f"fact {number}" for number in range(6)]


def test_forgetting_what_is_not_exactly_one_fact_is_refused(home: Home) -> None:
    facts = Lasting(home)
    facts.add("red apples")
    facts.add("green apples")
    for which in ("apples", "pears", "", "9"):
        with pytest.raises(UsageError):
            facts.forget(which)
    assert len(facts.list()) == 2


def test_memory_of_a_container_is_what_counts(tmp_path: Path) -> None:
    proc, cgroup = _machine(tmp_path, group="/docker/abc")
    (cgroup / "memory.max").write_text(f"{2 * 1024**3}\n")
    (cgroup / "memory.current").write_text(f"{1024**3}\n")
    (cgroup / "memory.stat").write_text(f"anon 1\ninactive_file {256 * 1024**2}\n")
    (cgroup / "cpu.max").write_text("150000 100000\n")
    machine = Machine.probe(proc=proc, cgroup=cgroup)
    assert machine.memory_total_bytes == 2 * 1024**3
    assert machine.memory_available_bytes == 1024**3 + 256 * 1024**2
    assert machine.cores_logical <= 2
    assert 1 <= machine.cores_physical <= machine.cores_logical


def test_tightest_group_above_us_counts_and_version_1_is_read(tmp_path: Path) -> None:
    proc, cgroup = _machine(tmp_path, group="/a/b")
    for folder, limit in (("a", 10**9), ("a/b", 8 * 10**9)):
        (cgroup / folder).mkdir(exist_ok=True)
        (cgroup / folder / "memory.max").write_text(f"{limit}\n")
        (cgroup / folder / "memory.current").write_text("0\n")
    assert Machine.probe(proc=proc, cgroup=cgroup).memory_total_bytes == 10**9
    (proc / "self" / "cgroup").write_text("5:memory:/x\n")
    (cgroup / "memory" / "x").mkdir(parents=True)
    (cgroup / "memory" / "x" / "memory.limit_in_bytes").write_text("3000000000\n")
    (cgroup / "memory" / "x" / "memory.usage_in_bytes").write_text("1000000000\n")
    machine = Machine.probe(proc=proc, cgroup=cgroup)
    assert (machine.memory_total_bytes, machine.memory_available_bytes) == (3 * 10**9, 2 * 10**9)


def test_the_group_with_the_least_room_counts_though_its_limit_is_the_larger(tmp_path: Path) -> None:
    proc, cgroup = _machine(tmp_path, group="/a/b")
    for folder, limit, used in (("a", 8 * 10**9, 7_500_000_000), ("a/b", 4 * 10**9, 10**9)):
        (cgroup / folder).mkdir(exist_ok=True)
        (cgroup / folder / "memory.max").write_text(f"{limit}\n")
        (cgroup / folder / "memory.current").write_text(f"{used}\n")
    machine = Machine.probe(proc=proc, cgroup=cgroup)
    assert (machine.memory_total_bytes, machine.memory_available_bytes) == (4 * 10**9, 500_000_000)


def test_a_group_that_is_slowed_down_beyond_a_bound_has_no_room_there(tmp_path: Path) -> None:
    proc, cgroup = _machine(tmp_path, group="/")
    for name, text in (("memory.max", "max"), ("memory.high", f"{2 * 10**9}"), ("memory.current", "500000000")):
        (cgroup / name).write_text(f"{text}\n")
    machine = Machine.probe(proc=proc, cgroup=cgroup)
    assert (machine.memory_total_bytes, machine.memory_available_bytes) == (2 * 10**9, 1_500_000_000)


def test_unlimited_group_leaves_the_machine_s_own_memory(tmp_path: Path) -> None:
    proc, cgroup = _machine(tmp_path, group="/")
    (cgroup / "memory.max").write_text("max\n")
    assert Machine.probe(proc=proc, cgroup=cgroup).memory_available_bytes == 12 * 1024**3


@pytest.mark.skipif(resource.getrlimit(resource.RLIMIT_AS)[1] != resource.RLIM_INFINITY, reason="already limited")
def test_address_space_limit_bounds_memory() -> None:
    script = ("import resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))\n"
              "from core.store.machine import Machine; print(Machine.probe().memory_available_bytes <= 2**31)")
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "True\n"


def _machine(tmp_path: Path, group: str) -> tuple[Path, Path]:
    """Lay out a /proc of a machine with 16 GiB, and an empty control-group tree."""
    proc, cgroup = tmp_path / "proc", tmp_path / "cgroup"
    (proc / "self").mkdir(parents=True)
    cgroup.mkdir()
    (proc / "meminfo").write_text(f"MemTotal: {16 * 1024**2} kB\nMemFree: 5 kB\nMemAvailable: {12 * 1024**2} kB\n")
    (proc / "self" / "cgroup").write_text(f"0::{group}\n")
    return proc, cgroup


def _zone(system: Path, degrees: str, trip: str = "") -> None:
    zone = system / "class" / "thermal" / "thermal_zone0"
    zone.mkdir(parents=True)
    (zone / "temp").write_text(degrees)
    if trip:
        (zone / "trip_point_0_type").write_text("passive\n")
        (zone / "trip_point_0_temp").write_text(trip)


def _battery(system: Path, percent: str, status: str) -> None:
    supply = system / "class" / "power_supply" / "BAT0"
    supply.mkdir(parents=True)
    for name, text in (("type", "Battery\n"), ("status", status), ("capacity", percent)):
        (supply / name).write_text(text)


def test_hot_machine_or_low_battery_asks_to_be_spared(tmp_path: Path) -> None:
    _zone(tmp_path / "hot", "97000\n")
    _zone(tmp_path / "own limit", "83000\n", trip="80000\n")
    _battery(tmp_path / "low", "12\n", "Discharging\n")
    assert [strain(tmp_path / name) for name in ("hot", "own limit", "low")] == [
        "the machine is at 97 °C", "the machine is at 83 °C", "the battery is at 12%"]


def test_cool_charged_or_unreadable_machine_is_not_spared(tmp_path: Path) -> None:
    _zone(tmp_path / "cool", "60000\n", trip="80000\n")
    _zone(tmp_path / "unreadable", "warm\n")
    _battery(tmp_path / "charging", "5\n", "Charging\n")
    _battery(tmp_path / "full", "90\n", "Discharging\n")
    for name in ("cool", "unreadable", "charging", "full", "nothing there"):
        assert strain(tmp_path / name) is None


def test_a_context_that_cannot_be_removed_is_forgotten_without_a_word(home: Home) -> None:
    states = KvStates(home, 1000)
    (home.kv / f"{key(1)}.kv").mkdir(parents=True)
    states.forget(key(1))
    assert states.find(key(1)) is None


def test_undo_goes_backwards_when_the_counter_is_lost(home: Home, work: Path) -> None:
    for name in ("first", "second", "third"):
        (work / name).write_text(name)
        Journal(home).record("create", (work / name,))
        (home.logs / ".sequence").unlink()
    assert [Journal(home).undo() for _ in range(3)] == [
        f"undone: created {work / name}" for name in ("third", "second", "first")]
