"""Real TLS on loopback, with certificates made on the spot: whom a download believes, and that it says so."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from campaigns import downloads
from downloading import FILE, MIB, REPO, downloader, fetch, left_in, model_bytes, wanted
from hub_faults import cut, redirect, slow
from loopback_hub import LoopbackHub, Repo
from proxies import Proxy

from core.words.errors import NetworkError
from core.words.events import Progress

MODEL = model_bytes(300_000)
HERE = "IP:127.0.0.1"


def certificate(folder: Path, name: str, subject: str = HERE) -> Path:
    """Make a certificate that only those believe who are told to; its key is in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    path, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName={subject}", "-keyout", str(key),
                    "-out", str(path)], check=True, capture_output=True)
    path.write_text(path.read_text() + key.read_text())
    return path


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("certificates"), "mine")


@pytest.fixture
def hub(mine: Path) -> Iterator[LoopbackHub]:
    with LoopbackHub({REPO: {FILE: MODEL}}, certificate=mine) as served:
        yield served


def test_a_certificate_that_nobody_vouches_for_is_refused_in_one_line(hub: LoopbackHub, tmp_path: Path) -> None:
    with pytest.raises(NetworkError) as caught:
        fetch(wanted(hub, tmp_path, MODEL), downloader(token="hf_canary", token_origin=hub.url))
    assert caught.value.message == (f"{FILE} cannot be fetched: 127.0.0.1 shows a certificate that is not valid for it "
                                    "(self-signed certificate)")
    assert caught.value.hint == "a company's own certificate goes into SSL_CERT_FILE"
    assert (caught.value.status, hub.seen, left_in(tmp_path)) == (3, [], [])


def test_a_certificate_in_ssl_cert_file_is_believed_on_both_origins(hub: LoopbackHub, mine: Path,
                                                                    tmp_path: Path) -> None:
    hub.misbehave(cut(100_000))
    fetched, _ = fetch(wanted(hub, tmp_path, MODEL), downloader({"SSL_CERT_FILE": str(mine)}))
    assert (fetched.path.read_bytes() == MODEL, fetched.verified) == (True, True)
    assert [seen.range_start for seen in hub.bodies()] == [0, 100_000]


def test_a_certificate_for_another_host_is_refused_though_it_is_trusted(tmp_path: Path) -> None:
    other = certificate(tmp_path, "other", "DNS:other.example")
    with (LoopbackHub({REPO: {FILE: MODEL}}, certificate=other) as hub,
          pytest.raises(NetworkError, match=r"not valid for it \(IP address mismatch")):
        fetch(wanted(hub, tmp_path / "models", MODEL), downloader({"SSL_CERT_FILE": str(other)}))
    assert hub.seen == []


def test_another_trusted_certificate_does_not_vouch_for_this_host(hub: LoopbackHub, tmp_path: Path) -> None:
    other = certificate(tmp_path, "other")
    with pytest.raises(NetworkError, match="shows a certificate that is not valid"):
        fetch(wanted(hub, tmp_path / "models", MODEL), downloader({"SSL_CERT_FILE": str(other)}))
    assert hub.seen == []


@pytest.mark.parametrize("content", [None, "no certificate\n"], ids=["absent", "not a certificate"])
def test_an_ssl_cert_file_that_is_none_is_named(hub: LoopbackHub, tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "own.pem"
    if content:
        path.write_text(content)
    with pytest.raises(NetworkError, match="SSL_CERT_FILE or SSL_CERT_DIR cannot be read"):
        fetch(wanted(hub, tmp_path / "models", MODEL), downloader({"SSL_CERT_FILE": str(path)}))
    assert hub.seen == []


def test_d14_from_tls_no_redirect_leads_out_of_it_even_on_this_machine(hub: LoopbackHub, mine: Path,
                                                                       tmp_path: Path) -> None:
    with LoopbackHub({REPO: {FILE: MODEL}}) as bare:
        hub.always(redirect(bare.address(REPO, FILE)), on="resolve")
        with pytest.raises(NetworkError, match="which is not encrypted"):
            fetch(wanted(hub, tmp_path, MODEL), downloader({"SSL_CERT_FILE": str(mine)}))
        assert (bare.seen, left_in(tmp_path)) == ([], [])


def test_d19_a_server_that_speaks_no_tls_ends_it_in_one_line(mine: Path, tmp_path: Path) -> None:
    with LoopbackHub({REPO: {FILE: MODEL}}) as bare:
        asked = wanted(bare, tmp_path, MODEL)
        url = asked.urls[0].replace("http://", "https://")
        with pytest.raises(NetworkError, match="does not speak TLS as it should"):
            fetch(type(asked)(asked.name, (url,), asked.target, asked.size_bytes, asked.sha256),
                  downloader({"SSL_CERT_FILE": str(mine)}))


def test_d24_through_a_proxy_the_token_is_inside_the_tunnel_only(mine: Path, tmp_path: Path) -> None:
    with LoopbackHub({REPO: Repo({FILE: MODEL}, gated=True)}, certificate=mine) as hub, Tunnel() as proxy:
        environ = {"SSL_CERT_FILE": str(mine), "HTTPS_PROXY": f"http://me:word@127.0.0.1:{proxy.port}"}
        by = downloader(environ, token=hub.token, token_origin=hub.url)
        assert fetch(wanted(hub, tmp_path, MODEL), by)[0].verified
        assert ["authorization" in seen.headers for seen in hub.seen] == [True, False]
    assert [head.split()[:2] for head in proxy.heads] == [
        ["CONNECT", url.removeprefix("https://")] for url in (hub.url, hub.cdn_url)]
    assert all("Proxy-Authorization: Basic bWU6d29yZA==" in head for head in proxy.heads)
    assert not any(hub.token in text for text in (*proxy.heads, proxy.passed.decode("latin-1")))


def test_several_connections_end_at_once_also_in_the_midst_of_tls(mine: Path, tmp_path: Path) -> None:
    content = model_bytes(2 * MIB)
    with LoopbackHub({REPO: {FILE: content}}, certificate=mine) as hub:
        hub.always(slow(500_000))
        asked = wanted(hub, tmp_path, content)
        by = downloader({"SSL_CERT_FILE": str(mine)}, several=downloads.EAGER)
        moving = by.fetch(asked)
        while len([each for each in threading.enumerate() if each.name == "fetching"]) < 2:
            assert isinstance(next(moving), Progress)
        moving.close()
        assert [each for each in threading.enumerate() if each.name == "fetching"] == []
        hub.always(None)
        assert fetch(asked, by)[0].path.read_bytes() == content


class Tunnel(Proxy):
    """A proxy that opens tunnels, and notes what it was told and what passed."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = b""

    def serve(self, client: socket.socket, head: bytes) -> None:
        host, _, port = head.decode("latin-1").split()[1].rpartition(":")
        server = socket.create_connection((host, int(port)))
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        threading.Thread(target=self._pass, args=(server, client), daemon=True).start()
        self._pass(client, server, noted=True)

    def _pass(self, source: socket.socket, target: socket.socket, *, noted: bool = False) -> None:
        try:
            while block := source.recv(65536):
                self.passed += block if noted else b""
                target.sendall(block)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return
