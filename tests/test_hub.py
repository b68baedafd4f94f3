"""The hub: the real client against a hub on loopback, in good and bad days; what it says in one line, and to whom."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_faults import Misbehaviour, body, cut, header, raw, redirect, status
from loopback_hub import LoopbackHub, Repo

from core.models.hub import Found, Hub, checked_endpoint, endpoint_of, is_offline, token_of
from core.models.listing import Listing, RemoteFile
from core.words.errors import LuciferError, NetworkError, Refused, UnknownModel, UsageError

ROOT = Path(__file__).resolve().parents[1]
REPO = "owner/small-GGUF"
SHA = "5c0e0ea421571c300b5df6aec0a118b5c3dc02e0683a546341d5efc689df2f58"


@pytest.fixture
def server() -> Iterator[LoopbackHub]:
    with LoopbackHub({REPO: {"small-Q4_K_M.gguf": b"x" * 2000, "README.md": b"hi"},
                      "meta/gated-GGUF": Repo({"g.gguf": b"y" * 5000}, license="llama3.2", gated=True)}) as hub:
        yield hub


def hub_of(server: LoopbackHub, token: str | None = None, *, offline: bool = False) -> Hub:
    return Hub(server.url, lambda _: token, offline)


def failure(server: LoopbackHub, *, repo: str = REPO, token: str | None = None) -> LuciferError:
    with pytest.raises(LuciferError) as caught:
        hub_of(server, token).files(repo)
    error = caught.value
    assert "\n" not in error.message and error.message.isprintable()
    return error


def test_files_of_a_repository_come_with_sizes_digests_commit_and_license(server: LoopbackHub) -> None:
    assert hub_of(server).files(REPO) == Listing(
        REPO, server.commit(REPO), (RemoteFile("README.md", 2, None), RemoteFile("small-Q4_K_M.gguf", 2000, SHA)),
        "apache-2.0", gated=False)
    assert hub_of(server).files(REPO, server.commit(REPO)).commit == server.commit(REPO)
    assert (hub_of(server).files("meta/gated-GGUF").gated, len(server.seen)) == (True, 3)


def test_a_git_id_is_never_taken_for_a_sha256(server: LoopbackHub) -> None:
    def swapped(sent: bytes) -> bytes:
        answer = json.loads(sent)
        answer["siblings"][1]["lfs"]["sha256"] = "a" * 40
        answer["siblings"][1]["size"] = -5
        return json.dumps(answer).encode()
    server.misbehave(body(swapped), on="api")
    assert hub_of(server).files(REPO).files[1] == RemoteFile("small-Q4_K_M.gguf", None, None)


def test_search_asks_the_hub_for_gguf_repositories(server: LoopbackHub) -> None:
    assert hub_of(server).search("small", limit=5) == [Found(REPO, 7, 1, False, "apache-2.0")]
    assert hub_of(server).search("nothing like it") == []
    assert "filter=gguf" in server.seen[0].path and "sort=downloads" in server.seen[0].path


def test_addresses_are_built_from_repository_file_and_revision(server: LoopbackHub) -> None:
    hub = hub_of(server)
    assert hub.url(REPO, "sub/a b.gguf") == f"{server.url}/{REPO}/resolve/main/sub/a%20b.gguf"
    assert hub.url(REPO, "x.gguf", "refs/pr/1") == f"{server.url}/{REPO}/resolve/refs%2Fpr%2F1/x.gguf"


@pytest.mark.parametrize(("fault", "message", "hint"), [
    (status(401), "{host} has no repository owner/small-GGUF", "check the name; a private one needs HF_TOKEN"),
    (status(404), "{host} has no repository owner/small-GGUF", "check the name; a private one needs HF_TOKEN"),
    (status(403), "owner/small-GGUF asks for its terms to be accepted first",
     "accept them at {url}/owner/small-GGUF, then set HF_TOKEN to a token of your account"),
    (status(401, X_Error_Code="GatedRepo"), "owner/small-GGUF asks for its terms to be accepted first",
     "accept them at {url}/owner/small-GGUF, then set HF_TOKEN to a token of your account"),
    (status(451), "owner/small-GGUF is not offered here for legal reasons (451)", "another publisher may offer it"),
    (status(429, Retry_After="7"), "{host} asks to wait for 7 s: too many requests",
     "try again later; HF_TOKEN may help"),
    (status(429, Retry_After="\x1b[2J"), "{host} asks to wait: too many requests",
     "try again later; HF_TOKEN may help"),
    (status(503), "{host} has a fault of its own (503)", "try again later"),
    (status(418), "{host} refuses (418)", "try again later"),
    (redirect("http://evil.example/x"), "127.0.0.1 sends on to http://evil.example/x",
     "that is not safe: only https:// is used"),
    (redirect("file:///etc/passwd"), "127.0.0.1 sends on to file://127.0.0.1/etc/passwd",
     "that is not safe: only https:// is used"),
    (header("Content-Encoding", "gzip"), "127.0.0.1 answers compressed, though asked not to", ""),
    (body(lambda _: b"<html>please log in</html>"), "{host} did not answer as a hub does",
     "a login page of the network may be in the way; open a web page first"),
    (body(lambda _: b'{"id": "x", "siblings": 7, "sha": "abc"}'), "{host} did not answer as a hub does",
     "a login page of the network may be in the way; open a web page first"),
    (body(lambda _: b"[[[[" * 100_000), "{host} did not answer as a hub does",
     "a login page of the network may be in the way; open a web page first"),
    (raw(b"\x16\x03\x01 not http\r\n\r\n"), "cannot reach {host}: ", "is this machine connected?"),
    (cut(10), "cannot reach {host}: peer closed connection", "is this machine connected?"),
], ids=["401", "404", "403", "gated", "451", "429", "429-odd", "503", "418", "to-http", "to-file", "gzip", "portal",
        "odd-json", "deep-json", "no-http", "cut"])
def test_what_goes_wrong_is_one_line_with_a_way_forward_and_is_not_retried(
        server: LoopbackHub, fault: Misbehaviour, message: str, hint: str) -> None:
    server.misbehave(fault, on="api")
    error = failure(server)
    host = server.url.removeprefix("http://")
    assert error.message.startswith(message.format(host=host)) and (error.kind, error.status) == ("network", 3)
    assert error.hint == hint.format(url=server.url)
    assert len(server.seen) == 1


def test_unknown_repository_revision_and_spelling_are_told_apart(server: LoopbackHub) -> None:
    assert failure(server, repo="owner/other").message.endswith("has no repository owner/other")
    with pytest.raises(UnknownModel, match="owner/small-GGUF has no revision nope"):
        hub_of(server).files(REPO, "nope")
    with pytest.raises(UsageError, match="'a--b/c' cannot be a repository"):
        hub_of(server).files("a--b/c")
    assert "the token may not see it" in failure(server, repo="owner/other", token="hf_x").hint


def test_a_search_that_fails_is_not_retried_either(server: LoopbackHub) -> None:
    server.always(status(503), on="api")
    with pytest.raises(NetworkError, match="has a fault of its own"):
        hub_of(server).search("small")
    assert len(server.seen) == 1


def test_redirects_are_walked_but_not_for_ever_and_their_bodies_are_not_read(server: LoopbackHub) -> None:
    server.misbehave(redirect(f"{server.url}/api/models/{REPO}?blobs=true", body=1 << 30), on="api")
    assert hub_of(server).files(REPO).files[1].sha256 == SHA
    server.seen.clear()
    server.always(redirect(f"{server.url}/api/models/{REPO}"), on="api")
    assert failure(server).message == "127.0.0.1 sends on and on"
    assert len(server.seen) == 6


def test_the_token_goes_to_the_hub_alone_also_when_it_sends_on(server: LoopbackHub) -> None:
    with LoopbackHub({REPO: {"other.gguf": b"z" * 2000}}) as other:
        server.misbehave(redirect(f"{other.url}/api/models/{REPO}?blobs=true"), on="api")
        assert hub_of(server, "hf_canary").files(REPO).files[0].filename == "other.gguf"
        assert server.seen[0].headers["authorization"] == "Bearer hf_canary"
        assert "hf_canary" not in json.dumps(other.seen[0].headers)


def test_without_a_token_none_is_sent_even_if_one_lies_in_the_home(server: LoopbackHub, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("hf_canary")
    script = (f"import sys; sys.path[:0] = [{str(ROOT)!r}]\nfrom core.models.hub import Hub\n"
              f"Hub({server.url!r}, lambda _: None, False).files({REPO!r})")
    subprocess.run([sys.executable, "-c", script], check=True, cwd=tmp_path, env={
        "HF_HOME": str(tmp_path), "HF_TOKEN": "hf_canary", "PATH": "/usr/bin:/bin"})
    assert "authorization" not in server.seen[0].headers
    assert server.seen[0].headers["user-agent"] == "luciferai"


def test_an_endless_answer_is_left(server: LoopbackHub) -> None:
    server.misbehave(body(lambda _: b'{"id": "' + b"x" * 40_000_000), on="api")
    assert failure(server).message == "127.0.0.1 answers with far too much"


def test_nothing_is_asked_offline(server: LoopbackHub) -> None:
    hub = hub_of(server, offline=True)
    for ask in (lambda: hub.files(REPO), lambda: hub.search("small")):
        with pytest.raises(NetworkError, match=r"offline: 127\.0\.0\.1:[0-9]+ is not asked"):
            ask()
    assert server.seen == []


def test_a_hub_that_is_not_there_is_said_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    started = time.monotonic()
    with pytest.raises(NetworkError, match=rf"cannot reach 127\.0\.0\.1:{port}: .*[Cc]onnection refused"):
        Hub(f"http://127.0.0.1:{port}", lambda _: None, False).search("x")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(("environ", "endpoint", "offline"), [
    ({}, "https://huggingface.co", False),
    ({"HF_ENDPOINT": "https://mirror.example/"}, "https://mirror.example", False),
    ({"HF_ENDPOINT": "https://mirror.example", "LUCIFER_ENDPOINT": "http://127.0.0.1:1"}, "http://127.0.0.1:1", False),
    ({"LUCIFER_ENDPOINT": "", "LUCIFER_OFFLINE": "1"}, "https://huggingface.co", True),
    ({"HF_HUB_OFFLINE": "ON"}, "https://huggingface.co", True),
    ({"LUCIFER_OFFLINE": "0", "HF_HUB_OFFLINE": ""}, "https://huggingface.co", False)])
def test_the_environment_names_the_hub_and_switches_it_off(environ: dict[str, str], endpoint: str,
                                                           offline: bool) -> None:
    assert (endpoint_of(environ), is_offline(environ)) == (endpoint, offline)


def test_the_token_is_given_for_the_hubs_own_origin_only() -> None:
    token = token_of({"HF_TOKEN": "hf_x"})
    assert token("https://huggingface.co/api/models/a/b") == "hf_x"
    for other in ("https://cdn.huggingface.co/x", "http://huggingface.co/x", "https://huggingface.co:444/x",
                  "https://huggingface.co.evil.example/", "https://evil.example/?https://huggingface.co"):
        assert token(other) is None
    assert token_of({}, lambda: "hf_kept")("https://huggingface.co/x") == "hf_kept"
    assert token_of({"LUCIFER_ENDPOINT": "http://127.0.0.1:9", "HF_TOKEN": "t"})("https://huggingface.co/x") is None


@pytest.mark.parametrize(("endpoint", "kind"), [
    ("http://mirror.example", UsageError), ("ftp://mirror.example", UsageError), ("mirror.example", UsageError),
    ("https://me:secret@mirror.example", Refused), ("", UsageError)])
def test_a_hub_that_would_be_spoken_to_in_clear_is_refused(endpoint: str, kind: type[LuciferError]) -> None:
    with pytest.raises(kind) as caught:
        checked_endpoint(endpoint)
    assert "secret" not in caught.value.message


# --- what a listing offers -----------------------------------------------------------------------------------------

def listing(*names: str) -> Listing:
    return Listing("o/r-GGUF", "c" * 40, tuple(RemoteFile(name, 10, None) for name in names))


def test_choices_are_whole_sets_the_usual_quant_first() -> None:
    found = listing("r-Q8_0.gguf", "r-Q4_K_M.gguf", "r-IQ1_S.gguf", "r.imatrix.gguf", "README.md", "mmproj-F32.gguf",
                    "mmproj-F16.gguf", "BF16/r-BF16-00001-of-00002.gguf", "BF16/r-BF16-00002-of-00002.gguf",
                    "r-F32-00001-of-00002.gguf", "../r-Q2_K.gguf", "UD-Q6_K/r-model.gguf").choices()
    assert [(choice.quant, len(choice.files)) for choice in found] == [
        ("Q4_K_M", 1), ("Q6_K", 1), ("Q8_0", 1), ("BF16", 2), ("IQ1_S", 1)]
    assert {choice.projector.filename for choice in found if choice.projector} == {"mmproj-F16.gguf"}
    assert [file.part for file in found[3].files] == [1, 2]
    assert found[0].files[0].revision == "c" * 40


def test_a_quant_or_file_is_chosen_or_those_there_are_named() -> None:
    found = listing("r-Q8_0.gguf", "sub/r-Q3_K_M.gguf")
    assert found.choice(None).quant == "Q3_K_M"
    assert found.choice("q8_0").quant == "Q8_0"
    assert found.choice(None, "sub/r-Q3_K_M.gguf").files[0].filename == "sub/r-Q3_K_M.gguf"
    with pytest.raises(UnknownModel, match="o/r-GGUF has no Q4_0") as caught:
        found.choice("Q4_0")
    assert caught.value.hint == "it has Q3_K_M, Q8_0"
    with pytest.raises(UnknownModel, match="o/r-GGUF holds no GGUF model"):
        listing("model.safetensors").choice(None)
    with pytest.raises(Refused):
        found.choice(None, "../x.gguf")
