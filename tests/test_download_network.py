"""A download goes only where it may, says its secrets only where they belong, and ends: rows D13 to D24."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from downloading import FILE, MIB, REPO, digest, downloader, fetch, left_in, model_bytes, wanted
from hub_faults import body, both, cut, header, raw, redirect, slow, status, struck
from loopback_hub import LoopbackHub, Repo
from proxies import Proxy

from core.models.model_download import Limits, Wanted
from core.models.trouble import Trouble
from core.models.web_address import first_address, next_address, proxy_for
from core.words.errors import BrokenFile, NetworkError, Refused

MODEL = model_bytes(300_000)
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with LoopbackHub({REPO: {FILE: MODEL}}) as served:
        yield served


def test_d13_a_redirect_to_another_host_does_not_carry_the_token(hub: LoopbackHub, tmp_path: Path) -> None:
    fetch(wanted(hub, tmp_path, MODEL), downloader(token="hf_canary", token_origin=hub.url))
    assert [(seen.kind, seen.headers.get("authorization")) for seen in hub.seen] == [
        ("resolve", "Bearer hf_canary"), ("file", None)]
    assert "hf_canary" not in str(hub.seen[1].headers)


@pytest.mark.parametrize(("now", "location"), [
    ("https://a.example/x", "http://a.example/x"), ("https://a.example/x", "http://127.0.0.1/x"),
    ("http://127.0.0.1/x", "http://a.example/x"), ("https://a.example/x", "file:///etc/passwd"),
    ("https://a.example/x", "ftp://a.example/x"), ("https://a.example/x", "https://name:secret@b.example/x"),
    ("https://a.example/x", "https://name@b.example/x"), ("https://a.example/x", "data:,x"),
    ("https://a.example/x", ""), ("https://a.example/x", None),
    ("https://a.example/x", "https://[::1/x"), ("https://a.example/x", "https://b.example:99999/"),
    ("https://a.example/x", "https://b.exa mple/"), ("https://a.example/x", "https://b\r\nX: y/")], ids=str)
def test_d14_a_redirect_that_leads_astray_is_refused(now: str, location: str | None) -> None:
    with pytest.raises(Trouble) as caught:
        next_address(first_address(now), location)
    assert (caught.value.again, "secret" in str(caught.value)) == (False, False)


@pytest.mark.parametrize("location", ["http://203.0.113.9/x", "file:///etc/passwd", "ftp://127.0.0.1/x",
                                      "http://me:secret@127.0.0.1/x"])
def test_d14_such_a_redirect_ends_the_download_at_once(hub: LoopbackHub, tmp_path: Path, location: str) -> None:
    hub.always(redirect(location), on="resolve")
    with pytest.raises(NetworkError, match="redirects to") as caught:
        fetch(wanted(hub, tmp_path, MODEL))
    assert (len(hub.seen), "secret" in str(caught.value), left_in(tmp_path)) == (1, False, [])


@pytest.mark.parametrize("url", ["http://a.example/x.gguf", "https://me:pw@a.example/x.gguf", "file:///x.gguf", "x",
                                 "https://a.example/\x1b[2J", "https://" + "a" * 20_000], ids=lambda url: url[:30])
def test_d14_an_address_that_may_not_be_asked_is_refused_before_any_socket(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refused):
        fetch(Wanted("x", (url,), tmp_path / "x.gguf"))


def test_d15_a_circle_of_redirects_is_seen_and_a_long_chain_stops_at_ten(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = wanted(hub, tmp_path, MODEL)
    hub.misbehave(redirect(asked.urls[0]), on="resolve")
    with pytest.raises(NetworkError, match="in a circle"):
        fetch(asked)
    hub.seen.clear()
    hub.misbehave(*(redirect(f"{asked.urls[0]}?{number}") for number in range(21)), on="resolve")
    with pytest.raises(NetworkError, match="more than 10 times"):
        fetch(asked)
    assert len(hub.seen) == 11


def test_d15_the_body_of_a_redirect_is_not_read(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.misbehave(redirect(f"{hub.cdn_url}/{digest(MODEL)}/{FILE}", body=1 << 30), on="resolve")
    hub.blob(REPO, "main", FILE)
    begun = time.monotonic()
    assert fetch(wanted(hub, tmp_path, MODEL))[0].verified
    assert (time.monotonic() - begun < 5, hub.seen[0].sent <= 4 * MIB) == (True, True)


def test_d16_a_realm_on_another_host_gets_no_token(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.always(status(401, WWW_Authenticate=f'Bearer realm="{hub.url}/token"'))
    with pytest.raises(NetworkError, match="wants to know who asks"):
        fetch(wanted(hub, tmp_path, MODEL), downloader(token="hf_canary", token_origin=hub.url))
    assert ["authorization" in seen.headers for seen in hub.seen] == [True, False]


@pytest.mark.parametrize("name", ["..", "CON", "con.gguf", "-rf.gguf", ".hidden.gguf", "a\0b.gguf", "a\\b.gguf",
                                  "a\nb.gguf", "a\x1b[2Jb.gguf", "x" * 4000, "a:b.gguf", "COM1.gguf", "end.",
                                  "\u202egguf.exe"], ids=lambda name: ascii(name)[:20])
def test_d17_a_name_that_leads_elsewhere_is_refused_before_a_byte(hub: LoopbackHub, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused):
        fetch(Wanted("x", (hub.address(REPO, FILE),), tmp_path / name, None, None))
    assert (hub.seen, left_in(tmp_path)) == ([], [])


def test_d17_a_way_up_or_a_link_at_the_target_is_refused(hub: LoopbackHub, tmp_path: Path) -> None:
    (tmp_path / "link.gguf").symlink_to(tmp_path / "elsewhere")
    for target in (tmp_path / "in" / ".." / ".." / "x.gguf", tmp_path / "link.gguf"):
        with pytest.raises(Refused):
            fetch(Wanted("x", (hub.address(REPO, FILE),), target, None, None))
    assert (hub.seen, left_in(tmp_path)) == ([], ["link.gguf"])


def test_d18_who_refuses_the_connection_or_has_no_name_is_left_for_the_mirror(hub: LoopbackHub, tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{unused.getsockname()[1]}/x"
        asked = Wanted(FILE, (nowhere, "https://no-such-host.invalid/x", hub.address(REPO, FILE)), tmp_path / FILE,
                       len(MODEL), digest(MODEL))
        fetched, said = fetch(asked)
    assert fetched.verified
    assert "accepts no connection; going on at https://no-such-host.invalid/x" in said
    assert "no-such-host.invalid" in said.splitlines()[-1]


@pytest.mark.parametrize("fault", [raw(b"", "hang"), raw(b"HTTP/1.1 200 OK\r\n", "hang"), cut(1000, "hang"), slow(10)],
                         ids=["says nothing", "half a head", "half a body", "a few bytes a second"])
def test_d18_a_server_that_falls_silent_is_left_after_the_stall(hub: LoopbackHub, tmp_path: Path,
                                                                fault: object) -> None:
    hub.always(fault)  # type: ignore[arg-type]
    with LoopbackHub({REPO: {FILE: MODEL}}) as mirror:
        begun = time.monotonic()
        asked = wanted(hub, tmp_path, MODEL, mirrors=[mirror.address(REPO, FILE)])
        fetched, said = fetch(asked, downloader(limits=Limits(2.0, 0.3, 0.3)))
        assert (fetched.verified, time.monotonic() - begun < 20) == (True, True)
        assert "does not answer, or sends too little to go on; going on at" in said


@pytest.mark.parametrize("answer", [
    b"", b"HTTP/1.1 200 OK\r\n", b"\x16\x03\x01\x02\x00" * 20, b"hello\n" * 100, b"<html>HTTP/0.9</html>",
    b"HTTP/1.1 200 OK\r\nX: " + b"a" * 2 * MIB + b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nGGUFGGUF\r\n", b"HTTP/1.1 99999 OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\nGGUF"],
    ids=["nothing", "half a head", "TLS", "words", "HTTP/0.9", "a huge header", "5000 headers", "bad chunk size",
         "odd status", "huge chunk size"])
def test_d19_what_is_no_http_ends_in_one_line(hub: LoopbackHub, tmp_path: Path, answer: bytes) -> None:
    hub.always(raw(answer, "reset" if not answer else "close"))
    with pytest.raises(NetworkError, match=r"cannot be fetched: 127\.0\.0\.1 ") as caught:
        fetch(wanted(hub, tmp_path, MODEL))
    assert (caught.value.status, (tmp_path / FILE).exists()) == (3, False)


def test_d20_a_mirror_goes_on_where_the_first_one_died(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.misbehave(cut(120_000))
    hub.always(raw(b""))
    with LoopbackHub({"copy/repo": {FILE: MODEL}}) as mirror:
        fetched, said = fetch(wanted(hub, tmp_path, MODEL, mirrors=[mirror.address("copy/repo", FILE)]))
        assert fetched.path.read_bytes() == MODEL
        assert [(seen.range_start, seen.sent) for seen in mirror.bodies()] == [(120_000, len(MODEL) - 120_000)]
        assert f"going on at {mirror.url}" in said


def test_d20_a_mirror_with_another_file_is_never_believed(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.misbehave(cut(120_000))
    hub.always(raw(b""))
    with LoopbackHub({REPO: {FILE: model_bytes(300_000, seed=5)}}) as mirror:
        mirror.always(header("X-Linked-ETag", None), on="resolve")
        with pytest.raises(BrokenFile):
            fetch(wanted(hub, tmp_path, MODEL, mirrors=[mirror.address(REPO, FILE)]))
        assert not (tmp_path / FILE).exists()


def test_d20_without_a_digest_no_mirror_is_asked(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.always(status(404), on="resolve")
    with LoopbackHub({REPO: {FILE: MODEL}}) as mirror:
        with pytest.raises(NetworkError):
            fetch(wanted(hub, tmp_path, None, mirrors=[mirror.address(REPO, FILE)]))
        assert mirror.seen == []


@pytest.mark.parametrize("known", [True, False], ids=["digest known", "nothing known"])
@pytest.mark.parametrize("left", [0, 100_000], ids=["from the start", "after a part"])
def test_d21_a_sign_in_page_is_not_taken_for_a_model(hub: LoopbackHub, tmp_path: Path, known: bool, left: int) -> None:
    asked = wanted(hub, tmp_path, MODEL if known else None)
    if left:
        hub.misbehave(cut(left), status(404))
        with pytest.raises(NetworkError):
            fetch(asked)
    page = b"<html>please sign in" + b" " * 50_000
    hub.always(both(body(lambda _: page), header("Content-Type", "text/html"), header("Content-Range", None),
                    lambda _, reply: type(reply)(200, reply.headers, reply.content)), on="resolve")
    with pytest.raises(BrokenFile, match="perhaps this network's sign-in page"):
        fetch(asked)
    assert not (tmp_path / FILE).exists()
    assert sum(path.stat().st_size for path in tmp_path.glob("*.part")) in (0, left)


def test_d22_a_digest_that_nobody_stated_is_what_arrived_and_unverified(hub: LoopbackHub, tmp_path: Path) -> None:
    sha1 = hub.blob(REPO, "main", FILE).sha1
    hub.always(both(header("X-Linked-ETag", f'"{sha1}"'), header("ETag", f'"{sha1}"')), on="resolve")
    hub.always(header("ETag", f'"{sha1}"'))
    fetched, _ = fetch(wanted(hub, tmp_path, None))
    assert (fetched.verified, fetched.sha256) == (False, digest(MODEL))
    assert fetched.path.read_bytes() == MODEL


def test_d22_the_digest_a_hub_states_with_the_file_counts(hub: LoopbackHub, tmp_path: Path) -> None:
    fetched, _ = fetch(wanted(hub, tmp_path, None))
    assert (fetched.verified, fetched.sha256) == (True, digest(MODEL))


CHILD = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from downloading import *
try:
    fetch(Wanted("m", ({url!r},), Path({target!r}), {size}, {sha!r}), downloader(limits=Limits()))
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize("times", [1, 2, 10])
def test_d23_ctrl_c_ends_within_a_second_and_keeps_the_part(hub: LoopbackHub, tmp_path: Path, times: int) -> None:
    reached = threading.Event()
    hub.misbehave(both(struck(200_000, reached.set), cut(200_000, "hang")))
    asked = wanted(hub, tmp_path, MODEL)
    script = CHILD.format(root=str(ROOT), tests=str(ROOT / "tests"), url=asked.urls[0], target=str(asked.target),
                          size=len(MODEL), sha=digest(MODEL))
    child = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE)
    assert reached.wait(60)
    while sum(path.stat().st_size for path in tmp_path.glob("*.part")) < 200_000:
        time.sleep(0.01)
    begun = time.monotonic()
    for _ in range(times):
        if child.poll() is None:
            os.kill(child.pid, signal.SIGINT)
    _, error = child.communicate(timeout=30)
    assert (time.monotonic() - begun < 5.0, error.count(b"Traceback") <= (times > 1)) == (True, True)
    assert [path.stat().st_size for path in tmp_path.glob("*.part")] == [200_000]
    hub.seen.clear()
    assert fetch(asked)[0].verified
    assert [seen.range_start for seen in hub.bodies()] == [200_000]


def test_d24_a_proxy_is_gone_through_without_the_token(hub: LoopbackHub, tmp_path: Path) -> None:
    with Forwarding() as proxy:
        by = downloader({"HTTP_PROXY": f"http://me:word@127.0.0.1:{proxy.port}"}, token="hf_canary",
                        token_origin=hub.url)
        fetch(wanted(hub, tmp_path, MODEL), by)
    assert [line.split()[1] for line in proxy.heads] == [wanted(hub, tmp_path, MODEL).urls[0], proxy.urls[1]]
    assert all("Proxy-Authorization: Basic bWU6d29yZA==" in head for head in proxy.heads)
    assert not any("hf_canary" in head for head in proxy.heads)


def test_d24_no_proxy_names_who_is_reached_directly(hub: LoopbackHub, tmp_path: Path) -> None:
    with Forwarding() as proxy:
        environ = {"http_proxy": f"http://127.0.0.1:{proxy.port}", "NO_PROXY": "localhost,127.0.0.0/8"}
        fetch(wanted(hub, tmp_path, MODEL), downloader(environ))
        assert proxy.heads == []


@pytest.mark.parametrize(("listed", "direct"), [
    ("*", True), ("huggingface.co", True), (".co", True), ("face.co", False), ("huggingface.co:443", True),
    ("huggingface.co:80", False), ("*.huggingface.co", True), ("", False), ("10.0.0.0/8", False)])
def test_d24_no_proxy_is_read_as_curl_reads_it(listed: str, direct: bool) -> None:
    environ = {"HTTPS_PROXY": "http://127.0.0.1:9", "no_proxy": listed}
    assert (proxy_for(first_address("https://huggingface.co/x"), environ) is None) is direct


def test_d24_a_proxy_that_is_dead_or_of_another_kind_is_named(hub: LoopbackHub, tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(NetworkError, match=f"the proxy 127.0.0.1:{port} accepts no connection"):
            fetch(wanted(hub, tmp_path, MODEL), downloader({"ALL_PROXY": f"127.0.0.1:{port}"}))
    with pytest.raises(Refused, match="only http:// proxies are") as caught:
        fetch(wanted(hub, tmp_path, MODEL), downloader({"http_proxy": "socks5://me:secret@127.0.0.1:1"}))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["LUCIFER_OFFLINE", "HF_HUB_OFFLINE"])
def test_offline_asks_nobody(hub: LoopbackHub, tmp_path: Path, name: str) -> None:
    with pytest.raises(NetworkError, match=f"is offline \\({name} is set\\)"):
        fetch(wanted(hub, tmp_path, MODEL), downloader({name: "1"}))
    assert hub.seen == []


def test_the_endpoint_takes_the_place_of_every_remote_host(hub: LoopbackHub, tmp_path: Path) -> None:
    asked = Wanted(FILE, (f"https://huggingface.co/{REPO}/resolve/main/{FILE}",), tmp_path / FILE)
    assert fetch(asked, downloader({"LUCIFER_ENDPOINT": hub.url}))[0].verified


def test_a_token_reaches_no_log_when_it_is_malformed(tmp_path: Path) -> None:
    with LoopbackHub({REPO: Repo({FILE: MODEL}, gated=True)}) as hub:
        with pytest.raises(NetworkError, match="holds characters that no token has") as caught:
            fetch(wanted(hub, tmp_path, MODEL), downloader(token="hf_\ncanary", token_origin=hub.url))
        assert ("canary" in str(caught.value), hub.seen) == (False, [])


class Forwarding(Proxy):
    """A proxy that notes the heads of requests and passes everything on."""

    @property
    def urls(self) -> list[str]:
        return [head.split()[1] for head in self.heads]

    def serve(self, client: socket.socket, head: bytes) -> None:
        address = first_address(head.decode("latin-1").split()[1])
        with client, socket.create_connection((address.host, address.port)) as server:
            server.sendall(head.replace(address.origin.encode(), b"", 1))
            while block := server.recv(65536):
                client.sendall(block)


