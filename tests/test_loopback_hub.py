"""The loopback hub speaks the real hub's protocol: the real huggingface_hub client works against it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from hub_faults import cut, flipped, ignored_range, status
from huggingface_hub import HfApi, get_hf_file_metadata, hf_hub_download, set_client_factory
from huggingface_hub.errors import EntryNotFoundError, GatedRepoError, RepositoryNotFoundError, RevisionNotFoundError
from huggingface_hub.utils._http import default_client_factory
from loopback_hub import LoopbackHub, Repo

MODEL = b"GGUF" + bytes(range(256)) * 4000
SHA256 = hashlib.sha256(MODEL).hexdigest()
OLD = "0" * 40


@pytest.fixture(autouse=True)
def the_clients_own_ways() -> None:
    """Undo what core.models.hub sets for the whole process."""
    set_client_factory(default_client_factory)


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    files = {"model-Q4_K_M.gguf": MODEL, "sub/part one.gguf": b"GGUFsmall", "README.md": b"# card"}
    repos = {"owner/repo": Repo(files, older={OLD: {"model-Q4_K_M.gguf": b"GGUF before"}}),
             "owner/closed": Repo({"secret.gguf": MODEL}, license="gemma", gated=True)}
    with LoopbackHub(repos, page=2) as served:
        yield served


def api(hub: LoopbackHub, token: str | bool = False) -> HfApi:
    return HfApi(endpoint=hub.url, token=token)


def test_the_real_client_reads_names_sizes_digests_and_licenses(hub: LoopbackHub) -> None:
    info = api(hub).model_info("owner/repo", files_metadata=True)
    assert info.sha == hub.commit("owner/repo")
    assert info.card_data is not None and info.card_data.license == "apache-2.0"
    found = {each.rfilename: (each.size, each.lfs.sha256 if each.lfs else None) for each in info.siblings or ()}
    assert found["model-Q4_K_M.gguf"] == (len(MODEL), SHA256)
    assert found["README.md"] == (6, None)
    old = api(hub).model_info("owner/repo", revision=OLD, files_metadata=True)
    assert [(each.rfilename, each.size) for each in old.siblings or ()] == [("model-Q4_K_M.gguf", 11)]


def test_the_real_client_walks_a_tree_of_several_pages_and_searches(hub: LoopbackHub) -> None:
    tree = list(api(hub).list_repo_tree("owner/repo", recursive=True))
    assert [each.path for each in tree] == ["README.md", "model-Q4_K_M.gguf", "sub/part one.gguf"]
    assert [each.id for each in api(hub).list_models(search="clos")] == ["owner/closed"]
    paths = api(hub).get_paths_info("owner/repo", ["sub/part one.gguf"])
    assert [each.path for each in paths] == ["sub/part one.gguf"]


def test_the_real_client_fetches_a_file_from_the_second_origin(hub: LoopbackHub, tmp_path: Path) -> None:
    facts = get_hf_file_metadata(hub.address("owner/repo", "model-Q4_K_M.gguf"), token=False)
    assert (facts.etag, facts.size, facts.commit_hash) == (SHA256, len(MODEL), hub.commit("owner/repo"))
    assert facts.location.startswith(hub.cdn_url)
    path = hf_hub_download("owner/repo", "model-Q4_K_M.gguf", endpoint=hub.url, local_dir=tmp_path, token=False)
    assert Path(path).read_bytes() == MODEL
    assert [seen.port for seen in hub.bodies()] == [int(hub.cdn_url.rsplit(":", 1)[1])]


def test_the_real_client_hears_what_is_missing_and_what_is_gated(hub: LoopbackHub, tmp_path: Path) -> None:
    with pytest.raises(RepositoryNotFoundError):
        api(hub).model_info("owner/nothing")
    with pytest.raises(RevisionNotFoundError):
        api(hub).model_info("owner/repo", revision="v9")
    with pytest.raises(EntryNotFoundError):
        get_hf_file_metadata(hub.address("owner/repo", "none.gguf"), token=False)
    with pytest.raises(GatedRepoError):
        get_hf_file_metadata(hub.address("owner/closed", "secret.gguf"), token=False)
    with pytest.raises(GatedRepoError):
        get_hf_file_metadata(hub.address("owner/closed", "secret.gguf"), token="hf_bad")
    path = hf_hub_download("owner/closed", "secret.gguf", endpoint=hub.url, local_dir=tmp_path, token=hub.token)
    assert Path(path).read_bytes() == MODEL
    assert "authorization" not in hub.bodies()[-1].headers


def test_ranges_follow_the_standard_and_misbehaviours_come_in_order(hub: LoopbackHub) -> None:
    address = hub.address("owner/repo", "model-Q4_K_M.gguf")
    whole = urlopen(address)
    etag = whole.headers["ETag"]
    assert whole.read() == MODEL

    def part(**headers: str) -> tuple[int, bytes, str | None]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with urlopen(Request(address, headers=named)) as answer:
                return answer.status, answer.read(), answer.headers["Content-Range"]
        except HTTPError as error:
            return error.code, b"", error.headers["Content-Range"]

    size = len(MODEL)
    assert part(Range="bytes=4-9", If_Range=etag) == (206, MODEL[4:10], f"bytes 4-9/{size}")
    assert part(Range="bytes=4-", If_Range='"other"') == (200, MODEL, None)
    assert part(Range=f"bytes={size}-") == (416, b"", f"bytes */{size}")
    hub.misbehave(ignored_range(), flipped(3), cut(5), status(503, Retry_After="2"))
    assert part(Range="bytes=4-")[:2] == (200, MODEL)
    assert part(Range="bytes=0-3")[1] == b"GGUG"
    with pytest.raises(Exception, match="IncompleteRead"):
        part(Range="bytes=0-99")
    assert part(Range="bytes=0-3")[0] == 503
    assert part(Range="bytes=0-3")[1] == b"GGUF"
