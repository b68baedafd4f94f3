"""Several connections for one file where that is faster: as safe as one, whatever one of them meets."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from campaigns import downloads
from downloading import FILE, MIB, REPO, digest, downloader, fetch, finish, left_in, model_bytes, wanted
from hub_faults import Misbehaviour, Reply, Seen, both, cut, flipped, header, ignored_range, replaced_etag, slow, status
from loopback_hub import LoopbackHub

from core.models.ahead import Stretch, bytes_ahead, stretches_of
from core.models.model_download import Several, Wanted
from core.models.pace import Pace
from core.models.part_file import part_path
from core.words.errors import BrokenFile, NetworkError
from core.words.events import Progress
from core.words.units import bytes_text

MODEL = model_bytes(3 * MIB // 2)
# As the real one, but it needs a moment where that needs seconds, and never finds that one connection is enough.
EAGER = downloads.EAGER
LIMIT = 2_000_000


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    """A hub that gives each connection so much and no more."""
    with LoopbackHub({REPO: {FILE: MODEL}}) as served:
        served.always(slow(LIMIT))
        yield served


def pieces(hub: LoopbackHub) -> list[tuple[int, int]]:
    """Return the pieces of the file that were asked for, in the file's order."""
    asked = [seen.headers.get("range", "").removeprefix("bytes=").split("-") for seen in hub.bodies()]
    return sorted((int(words[0]), int(words[1])) for words in asked if words[-1])


def pace_after(rates: Callable[[int], float], several: Several | None = None, *, size: int = 10**11) -> list[int]:
    """Return how many connections there are, second by second, when that many bring such a rate."""
    pace, received, counts = Pace(several or Several()), 0, []
    for second in range(40):
        pace.weigh(float(second), received, size - received)
        counts.append(pace.connections)
        received += int(rates(pace.connections))
    return [*sorted(set(counts), key=counts.index), counts[-1]]


@pytest.mark.parametrize(("rates", "counts"), [
    (lambda count: 20e6 * count, [1, 2, 4, 8, 8]),
    (lambda _: 20e6, [1, 2, 1]),
    (lambda count: 20e6 * min(count, 3), [1, 2, 4, 8, 4]),
    (lambda count: 20e6 * min(count, 2), [1, 2, 4, 2]),
    (lambda count: 30e6 / count, [1, 2, 1]),
    (lambda _: 250e6, [1, 1])],
    ids=["each is limited", "the line is full", "three fill it", "two fill it", "fewer are faster", "fast enough"])
def test_connections_are_added_only_while_more_of_them_bring_more(rates: Callable[[int], float],
                                                                  counts: list[int]) -> None:
    assert pace_after(rates) == counts


def test_what_is_here_in_a_moment_gets_no_second_connection() -> None:
    assert pace_after(lambda _: 20e6, size=100_000_000) == [1, 1]


def test_where_each_connection_is_limited_several_bring_one_file(hub: LoopbackHub, tmp_path: Path) -> None:
    fetched, _ = fetch(wanted(hub, tmp_path, MODEL), downloader(several=EAGER))
    assert (fetched.path.read_bytes() == MODEL, fetched.sha256, left_in(tmp_path)) == (True, digest(MODEL), [FILE])
    asked = pieces(hub)
    assert len(asked) >= 3
    assert all(end < start for (_, end), (start, _) in pairwise(asked))
    assert sum(seen.sent for seen in hub.bodies()) - len(MODEL) <= MIB
    etag = hub.blob(REPO, "main", FILE).etag
    assert {seen.headers.get("if-range") for seen in hub.bodies() if "range" in seen.headers} == {etag}


def test_done_and_total_count_what_came_ahead_of_its_turn(hub: LoopbackHub, tmp_path: Path) -> None:
    _, events = finish(downloader(several=EAGER).fetch(wanted(hub, tmp_path, MODEL)))
    done = [event.done for event in events if isinstance(event, Progress)]
    assert (done == sorted(done), done[-1]) == (True, len(MODEL))


def only_helpers(fault: Misbehaviour) -> Misbehaviour:
    """The first connection asks for the rest of the file, the others for a piece of it."""
    def change(seen: Seen, reply: Reply) -> Reply:
        is_piece = not seen.headers.get("range", "bytes=0-").endswith("-")
        return fault(seen, reply) if is_piece else slow(LIMIT)(seen, reply)
    return change


@pytest.mark.parametrize("fault", [
    ignored_range(), both(slow(LIMIT), replaced_etag()), header("Content-Range", "bytes 0-9/10"),
    header("Content-Range", None), status(429, Retry_After="1"), status(503), status(403), status(416), cut(40_000),
    cut(40_000, "reset"), cut(0), header("Content-Encoding", "gzip")],
    ids=["range ignored", "another version", "another range", "no range", "429", "503", "403", "416", "dropped",
         "reset", "nothing", "compressed"])
def test_what_goes_wrong_with_a_further_connection_costs_only_its_help(hub: LoopbackHub, tmp_path: Path,
                                                                       fault: Misbehaviour) -> None:
    hub.always(only_helpers(fault))
    fetched, said = fetch(wanted(hub, tmp_path, MODEL), downloader(several=EAGER))
    assert (fetched.path.read_bytes() == MODEL, said, left_in(tmp_path)) == (True, "", [FILE])


def test_a_server_that_wants_no_second_connection_is_asked_once(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.always(only_helpers(status(429, Retry_After="60")))
    fetch(wanted(hub, tmp_path, MODEL), downloader(several=EAGER))
    assert sum(seen.status == 429 for seen in hub.bodies()) == 1


def test_a_wrong_byte_from_a_further_connection_sends_for_the_whole_file_by_one(hub: LoopbackHub,
                                                                               tmp_path: Path) -> None:
    hub.always(only_helpers(both(flipped(100), slow(LIMIT))))
    fetched, said = fetch(wanted(hub, tmp_path, MODEL), downloader(several=EAGER))
    assert fetched.path.read_bytes() == MODEL
    assert "the bytes that came together here are not the file; fetching it again whole" in said
    assert [seen.headers.get("range") for seen in hub.bodies()][-1] is None


def stopped_midway(hub: LoopbackHub, folder: Path) -> Wanted:
    """Leave a part and stretches ahead of it, as closing the program does."""
    hub.always(slow(LIMIT // 3))
    asked = wanted(hub, folder, MODEL)
    moving = downloader(several=EAGER).fetch(asked)
    for event in moving:
        if isinstance(event, Progress) and bytes_ahead(part_of(asked)) > 100_000:
            break
    moving.close()
    hub.seen.clear()
    return asked


def part_of(asked: Wanted) -> Path:
    return part_path(asked.target, asked.sha256 or "")


def test_closing_half_way_keeps_what_came_ahead_and_ends_every_connection(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = stopped_midway(hub, tmp_path)
    assert [thread.name for thread in threading.enumerate() if thread.name == "fetching"] == []
    here = downloads.covered(asked)
    hub.always(None)
    fetched, said = fetch(asked)
    assert (fetched.path.read_bytes() == MODEL, left_in(tmp_path)) == (True, [FILE])
    assert f"going on at {bytes_text(here)}" in said
    assert sum(seen.sent for seen in hub.bodies()) == len(MODEL) - here


def forget_boot(journal: Path) -> None:
    journal.write_text("".join(line for line in journal.read_text().splitlines(keepends=True) if "ahead" not in line))


def reboot(journal: Path) -> None:
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    journal.write_text("".join(json.dumps({**line, "ahead": "an earlier one"} if "ahead" in line else line) + "\n"
                               for line in lines))


@pytest.mark.parametrize("happened", [forget_boot, reboot, Path.unlink],
                         ids=["torn journal", "power cut", "no journal"])
def test_v03_what_came_ahead_is_dropped_where_nothing_vouches_for_it(hub: LoopbackHub, tmp_path: Path,
                                                                     happened: Callable[[Path], None]) -> None:
    asked = stopped_midway(hub, tmp_path)
    size = part_of(asked).stat().st_size
    happened(next(tmp_path.glob("*.json")))
    hub.always(None)
    fetched, _ = fetch(asked)
    assert (fetched.path.read_bytes() == MODEL, left_in(tmp_path)) == (True, [FILE])
    assert [seen.range_start for seen in hub.bodies()] == [size]


def test_a_changed_file_takes_what_came_ahead_with_it(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = stopped_midway(hub, tmp_path)
    hub.always(None)
    hub.misbehave(both(replaced_etag(), lambda _, reply: reply))
    fetched, said = fetch(asked)
    assert (fetched.path.read_bytes() == MODEL, left_in(tmp_path)) == (True, [FILE])
    assert "has changed; starting over" in said
    assert [seen.headers.get("range") for seen in hub.bodies()][-1] is None


@pytest.mark.parametrize(("starts", "kept"), [((100, 200, 900), [100, 900]), ((100,), [100])])
def test_of_stretches_that_overlap_the_first_is_kept(tmp_path: Path, starts: Sequence[int], kept: list[int]) -> None:
    part = tmp_path / "m.gguf.0123456789abcdef.part"
    for start in starts:
        stretch = Stretch.begin(part, start, 10_000)
        assert stretch is not None
        stretch.append(b"x" * 300, lambda: True)
        stretch.close()
    found = stretches_of(part)
    assert [(each.start, each.reach) for each in found] == [(start, start + 300) for start in kept]
    for each in found:
        each.drop()
    assert left_in(tmp_path) == []


def test_v01_killed_with_several_connections_and_resumed_no_file_is_wrong() -> None:
    figures = downloads.campaign(4, 4, seed=5, limit=4_000_000)
    assert (figures.kills, figures.wrong, figures.litter, figures.with_several > 0) == (4, 0, 0, True)
    assert max(figures.again, default=0) <= MIB


def test_a_first_connection_that_ends_for_good_leaves_what_came_for_the_next_run(hub: LoopbackHub,
                                                                                 tmp_path: Path) -> None:
    hub.always(lambda seen, reply: cut(900_000)(seen, slow(LIMIT)(seen, reply)) if "range" not in seen.headers
               else status(404)(seen, reply))
    asked = wanted(hub, tmp_path, MODEL)
    with pytest.raises((NetworkError, BrokenFile)):
        fetch(asked, downloader(several=EAGER))
    assert part_of(asked).stat().st_size == 900_000
    hub.always(None)
    assert fetch(asked)[0].path.read_bytes() == MODEL
