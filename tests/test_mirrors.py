"""Mirrors are what the two lists say, the person's own first, and a bad line never stops a download."""

from __future__ import annotations

from pathlib import Path

import pytest
from downloading import FILE, QUICK, REPO, SHORT, digest, fetch, model_bytes
from hub_faults import raw
from loopback_hub import LoopbackHub

from core.models.mirrors import Mirrors
from core.models.model_download import Downloader, Wanted

SHIPPED = Path(__file__).resolve().parents[1] / "config" / "mirrors.yaml"


def test_no_mirror_ships() -> None:
    assert Mirrors.load(SHIPPED, None) == Mirrors((), ())


def test_the_persons_own_come_before_those_that_ship(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped.yaml", tmp_path / "own.yaml"
    shipped.write_text("mirrors:\n  - https://a.example/{repo}/resolve/{revision}/{filename}\n")
    own.write_text("mirrors:\n  - http://127.0.0.1:9/{repo}/{filename}\n")
    mirrors = Mirrors.load(shipped, own)
    assert mirrors.urls("o/r", "f g.gguf", "abc") == (
        "http://127.0.0.1:9/o/r/f%20g.gguf", "https://a.example/o/r/resolve/abc/f%20g.gguf")
    assert mirrors.warnings == ()


@pytest.mark.parametrize(("text", "warning"), [
    ("mirrors: [7]", "mirror 1 is not an address"), ("mirrors: ['https://a.example/{repo}']", "must hold {repo}"),
    ("mirrors: ['http://a.example/{repo}/{filename}']", "is not an https address"),
    ("mirrors: ['https://a.example/{repo}/{filename}/{token}']", "no other braces"),
    ("mirrors: ['https://a.example/{repo.x}/{filename}']", "no other braces"),
    ("mirrors: ['https://a.example/{']", "odd braces"), ("[]", "no list called mirrors"),
    ("mirrors: {a: b}", "no list called mirrors"), ("{", "not YAML"),
    ("a: !!python/object/apply:os.system [x]", "not YAML")])
def test_a_line_that_is_no_mirror_is_left_out_and_said(tmp_path: Path, text: str, warning: str) -> None:
    own = tmp_path / "mirrors.yaml"
    own.write_text(text)
    mirrors = Mirrors.load(SHIPPED, own)
    assert (len(mirrors.patterns), len(mirrors.warnings)) == (0, 1)
    assert warning in mirrors.warnings[0]


def test_a_hub_that_fails_is_helped_out_by_a_mirror_from_the_list(tmp_path: Path) -> None:
    content = model_bytes(100_000)
    with LoopbackHub({REPO: {FILE: content}}) as hub, LoopbackHub({REPO: {FILE: content}}) as mirror:
        hub.always(raw(b""), on="resolve")
        mirrors = Mirrors((mirror.url + "/{repo}/resolve/{revision}/{filename}",))
        by = Downloader(lambda _: None, {}, mirrors=mirrors, limits=SHORT, patience=QUICK)
        asked = Wanted(FILE, (hub.address(REPO, FILE),), tmp_path / FILE, len(content), digest(content))
        assert fetch(asked, by)[0].path.read_bytes() == content
        assert len(mirror.bodies()) == 1
