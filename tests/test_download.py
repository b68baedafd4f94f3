"""A download resumes, restarts or gives up as it should, whatever the server does: rows D01 to D12 of the faults."""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest
from downloading import FILE, MIB, REPO, digest, downloader, fetch, finish, left_in, model_bytes, wanted
from hub_faults import body, both, cut, flipped, header, ignored_range, replaced_etag, status
from loopback_hub import LoopbackHub, Repo

from core.models.model_download import Patience, Replaced, Wanted
from core.models.trouble import retry_seconds
from core.words.errors import BrokenFile, NetworkError
from core.words.events import Progress

MODEL = model_bytes(300_000)


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with LoopbackHub({REPO: {FILE: MODEL}}) as served:
        yield served


def stopped_at(hub: LoopbackHub, folder: Path, size: int, content: bytes = MODEL) -> Wanted:
    """Leave a part of so many bytes, as an earlier run does that is ended in the midst."""
    hub.misbehave(cut(size), *[status(404)])
    asked = wanted(hub, folder, content)
    with pytest.raises(NetworkError):
        fetch(asked)
    hub.seen.clear()
    assert [path.stat().st_size for path in folder.glob("*.part")] == [size]
    return asked


def test_a_file_arrives_whole_under_its_name_and_nothing_is_left_beside_it(hub: LoopbackHub, tmp_path: Path) -> None:
    fetched, _ = fetch(wanted(hub, tmp_path, MODEL))
    assert fetched.path.read_bytes() == MODEL
    assert (fetched.sha256, fetched.size_bytes, fetched.verified) == (digest(MODEL), len(MODEL), True)
    assert left_in(tmp_path) == [FILE]
    assert [seen.headers.get("accept-encoding") for seen in hub.bodies()] == ["identity"]


def test_a_file_that_is_here_is_not_asked_for_again(hub: LoopbackHub, tmp_path: Path) -> None:
    fetch(wanted(hub, tmp_path, MODEL))
    hub.seen.clear()
    fetched, _ = fetch(wanted(hub, tmp_path, MODEL))
    assert (fetched.verified, hub.seen) == (True, [])


@pytest.mark.parametrize("seed", range(100))
def test_d01_a_drop_anywhere_costs_no_byte_twice(hub: LoopbackHub, tmp_path: Path, seed: int) -> None:
    at = random.Random(seed).randrange(len(MODEL))
    hub.misbehave(cut(at, random.Random(seed).choice(("close", "reset"))))
    fetched, _ = fetch(wanted(hub, tmp_path, MODEL))
    assert fetched.path.read_bytes() == MODEL
    first, *rest = hub.bodies()
    assert [(seen.range_start, seen.headers.get("if-range")) for seen in rest if seen.range_start] == [
        (seen.range_start, hub.blob(REPO, "main", FILE).etag) for seen in rest if seen.range_start]
    assert sum(seen.sent for seen in hub.bodies()) - len(MODEL) <= MIB
    assert first.range_start == 0


def test_d01_a_later_run_goes_on_with_range_and_if_range(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = stopped_at(hub, tmp_path, 123_456)
    fetched, said = fetch(asked)
    assert fetched.path.read_bytes() == MODEL
    (seen,) = hub.bodies()
    assert seen.headers["range"] == "bytes=123456-"
    assert seen.headers["if-range"] == hub.blob(REPO, "main", FILE).etag
    assert "going on at 123 kB" in said


def test_d02_a_link_that_drops_every_64_kib_still_finishes(tmp_path: Path) -> None:
    content = model_bytes(2 * MIB)
    with LoopbackHub({REPO: {FILE: content}}) as hub:
        hub.always(cut(64 * 1024))
        fetched, _ = fetch(wanted(hub, tmp_path, content))
        assert fetched.path.read_bytes() == content
        assert len(hub.bodies()) == 33
        assert sum(seen.sent for seen in hub.bodies()) == len(content)


def test_d03_a_server_that_ignores_range_is_taken_from_the_start_once(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = stopped_at(hub, tmp_path, 100_000)
    hub.always(ignored_range())
    fetched, said = fetch(asked)
    assert fetched.path.read_bytes() == MODEL
    assert len(hub.bodies()) == 1
    assert "does not send the rest of a file; starting over" in said


@pytest.mark.parametrize("careless", [True, False], ids=["206 with another ETag", "200 as If-Range asks"])
def test_d04_a_file_that_changed_is_started_over_aloud(tmp_path: Path, careless: bool) -> None:
    other = model_bytes(300_000, seed=2)
    files = {FILE: MODEL}
    with LoopbackHub({REPO: files}) as hub:
        asked = Wanted(FILE, (hub.address(REPO, FILE),), tmp_path / FILE, len(MODEL), None)
        hub.always(header("X-Linked-ETag", None), on="resolve")  # nobody states a digest
        hub.misbehave(cut(100_000), status(404))
        with pytest.raises(NetworkError):
            fetch(asked)
        files[FILE] = other
        if careless:
            hub.misbehave(both(ignored_range(), lambda _, reply: reply, header("ETag", '"new"')))
        fetched, said = fetch(asked)
        assert fetched.path.read_bytes() == other
        assert "has changed; starting over" in said


def test_d04_a_206_of_another_version_is_not_joined_to_this_one(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = stopped_at(hub, tmp_path, 100_000)
    hub.misbehave(both(body(lambda sent: bytes(len(sent))), replaced_etag()))
    fetched, said = fetch(asked)
    assert fetched.path.read_bytes() == MODEL
    assert [seen.range_start for seen in hub.bodies()] == [100_000, 0]
    assert "has changed; starting over" in said


@pytest.mark.parametrize("content_range", [
    "bytes 0-299999/300000", "bytes 100001-300127/300128", None, "garbage", "bytes 100000-1/300128",
    "bytes 100000-99/1", "bytes 100000-300127/999999", "bytes -5-300127/300128"], ids=str)
def test_d05_an_answer_for_another_range_is_never_joined(hub: LoopbackHub, tmp_path: Path,
                                                         content_range: str | None) -> None:
    asked = stopped_at(hub, tmp_path, 100_000)
    hub.always(lambda seen, reply: header("Content-Range", content_range)(seen, reply) if reply.status == 206
               else reply)
    fetched, said = fetch(asked)
    assert fetched.path.read_bytes() == MODEL
    assert [seen.range_start for seen in hub.bodies()] == [100_000, 100_000, 0]
    assert said.count("starting over") == 1


def test_d05_a_server_that_answers_nothing_but_wrong_ranges_ends_it(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = stopped_at(hub, tmp_path, 100_000)
    hub.always(lambda _, reply: replace(reply, status=206, headers={
        **reply.headers, "Content-Range": "bytes 7-300127/300128"}))
    with pytest.raises(BrokenFile, match="sends another part of the file"):
        fetch(asked)
    assert not (tmp_path / FILE).exists()
    assert len(hub.bodies()) == 3


@pytest.mark.parametrize("change", [lambda sent: sent + b"more", lambda sent: sent[:-10]], ids=["longer", "shorter"])
def test_d06_a_body_that_is_not_its_range_is_not_kept(hub: LoopbackHub, tmp_path: Path,
                                                      change: Callable[[bytes], bytes]) -> None:
    asked = stopped_at(hub, tmp_path, 100_000)
    hub.misbehave(body(change))
    fetched, _ = fetch(asked)
    assert fetched.path.read_bytes() == MODEL
    hub.always(body(change))
    (tmp_path / FILE).unlink()
    with pytest.raises(BrokenFile):
        fetch(asked)
    assert not (tmp_path / FILE).exists()


def test_d07_a_part_that_is_complete_is_checked_and_renamed_without_a_body(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = stopped_at(hub, tmp_path, 100_000)
    (part,) = tmp_path.glob("*.part")
    part.write_bytes(MODEL)
    fetched, _ = fetch(asked)
    assert (fetched.path.read_bytes() == MODEL, hub.seen) == (True, [])


def test_d07_of_unknown_size_the_answer_416_says_that_it_is_complete(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.always(both(header("X-Linked-ETag", None), header("X-Linked-Size", None)), on="resolve")
    asked = wanted(hub, tmp_path, None)
    hub.misbehave(cut(100_000), status(404))
    with pytest.raises(NetworkError):
        fetch(asked)
    (part,) = tmp_path.glob("*.part")
    part.write_bytes(MODEL)
    fetched, _ = fetch(asked)
    assert fetched.path.read_bytes() == MODEL
    assert [(seen.status, seen.sent) for seen in hub.bodies()][-1] == (416, 0)


@pytest.mark.parametrize(("left", "said_of_it"), [
    (MODEL + b"beyond", "longer than the file"), (bytes(200_000), "no model file"),
    (MODEL[:100] + bytes(200_000), "fetching it again whole")], ids=["longer", "zeros", "zeros after a good start"])
def test_d08_a_part_that_cannot_be_right_is_dropped(hub: LoopbackHub, tmp_path: Path, left: bytes,
                                                    said_of_it: str) -> None:
    asked = stopped_at(hub, tmp_path, 1000)
    (part,) = tmp_path.glob("*.part")
    part.write_bytes(left)
    fetched, said = fetch(asked)
    assert fetched.path.read_bytes() == MODEL
    assert said_of_it in said
    assert len(hub.bodies()) <= 2
    assert left_in(tmp_path) == [FILE]


def test_d08_a_part_of_another_file_is_left_alone(tmp_path: Path) -> None:
    other = model_bytes(300_000, seed=2)
    with LoopbackHub({REPO: {FILE: MODEL}, "other/repo": {FILE: other}}) as hub:
        stopped_at(hub, tmp_path, 100_000)
        fetched, _ = fetch(wanted(hub, tmp_path, other, repo="other/repo"))
        assert fetched.path.read_bytes() == other
        assert [seen.range_start for seen in hub.bodies()] == [0]


def test_d09_one_flipped_bit_is_found_set_aside_and_the_next_run_fetches_anew(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = wanted(hub, tmp_path, MODEL)
    hub.misbehave(flipped(200_000))
    with pytest.raises(BrokenFile) as caught:
        fetch(asked)
    (bad,) = tmp_path.glob("*.bad.part")
    assert (caught.value.status, str(bad) in caught.value.hint) == (4, True)
    assert left_in(tmp_path) == [bad.name]
    assert fetch(asked)[0].path.read_bytes() == MODEL


def test_d09_a_flipped_bit_after_a_resume_is_mended_in_the_same_run(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = stopped_at(hub, tmp_path, 100_000)
    hub.misbehave(flipped(7))
    assert fetch(asked)[0].path.read_bytes() == MODEL
    assert [seen.range_start for seen in hub.bodies()] == [100_000, 0]


def test_d10_a_compressed_answer_is_never_stored(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.always(both(body(gzip.compress), header("Content-Encoding", "gzip")))
    with pytest.raises(NetworkError, match="sends the file compressed"):
        fetch(wanted(hub, tmp_path, MODEL))
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(("text", "seconds"), [
    ("2", 2.0), ("0", 0.0), ("99999999", 60.0), ("-1", None), ("soon", None), ("", None), ("2.5", None), ("1e9", None),
    ("9" * 400, None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("Fri, 31 Dec 9999 23:59:59 GMT", 60.0),
    ("Fri, 99 Dec 2026 23:59:59 GMT", None), (None, None)], ids=str)
def test_d11_retry_after_is_read_and_bounded(text: str | None, seconds: float | None) -> None:
    assert retry_seconds(text) == seconds


def test_d11_retry_after_as_a_date_counts_from_now() -> None:
    waits = retry_seconds(formatdate(time.time() + 20, usegmt=True))
    assert waits is not None and 18 <= waits <= 20


@pytest.mark.parametrize("code", [429, 503])
def test_d11_the_wait_a_server_asks_for_is_kept_and_told(hub: LoopbackHub, tmp_path: Path, code: int) -> None:
    hub.misbehave(status(code, Retry_After="2"))
    begun = time.monotonic()
    _, events = finish(downloader().fetch(wanted(hub, tmp_path, MODEL)))
    assert 2.0 <= time.monotonic() - begun < 4.0
    said = " ".join(getattr(event, "text", "") for event in events)
    assert f"(status {code}); trying again in 2.0 s" in said
    assert sum(isinstance(event, Progress) for event in events) >= 2  # a turn each second, so that Ctrl-C is heard


@pytest.mark.parametrize(("code", "said"), [
    (404, "has no such file"), (401, "wants to know who asks"), (403, "does not allow it"), (410, "no longer has"),
    (451, "for legal reasons")], ids=str)
def test_d12_a_final_no_is_taken_at_once(hub: LoopbackHub, tmp_path: Path, code: int, said: str) -> None:
    hub.always(status(code), on="resolve")
    with pytest.raises(NetworkError, match=said) as caught:
        fetch(wanted(hub, tmp_path, MODEL))
    assert (len(hub.seen), caught.value.status, left_in(tmp_path)) == (1, 3, [])


def test_d12_a_gated_repository_opens_with_the_token_and_only_there(tmp_path: Path) -> None:
    with LoopbackHub({REPO: Repo({FILE: MODEL}, gated=True)}) as hub:
        with pytest.raises(NetworkError) as caught:
            fetch(wanted(hub, tmp_path, MODEL))
        assert "HF_TOKEN" in caught.value.hint
        mover = downloader(token=hub.token, token_origin=hub.url)
        assert fetch(wanted(hub, tmp_path, MODEL), mover)[0].verified
        assert ["authorization" in seen.headers for seen in hub.seen] == [False, True, False]


def test_a_server_without_end_is_given_up_after_the_tries_promised(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.always(status(500))
    with pytest.raises(NetworkError, match=r"has an error \(status 500\) \(5 tries in"):
        fetch(wanted(hub, tmp_path, MODEL), downloader(patience=Patience(tries=4, wait_seconds=0.01)))
    assert len(hub.bodies()) == 5


def test_a_file_that_the_publisher_replaced_is_not_fetched(hub: LoopbackHub, tmp_path: Path) -> None:
    old = model_bytes(seed=9)
    with pytest.raises(Replaced) as caught:
        fetch(wanted(hub, tmp_path, old))
    assert caught.value.facts == {"sha256": digest(MODEL), "size_bytes": len(MODEL)}
    assert (hub.bodies(), left_in(tmp_path)) == ([], [])
