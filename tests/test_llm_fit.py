"""`llm fit` of what is not here: a name of the map, a repository, an address."""

from __future__ import annotations

import json
from pathlib import Path

import other_shapes as shapes
import pytest
from at_hand import open_app, program, say
from build_gguf import build
from loopback_hub import LoopbackHub

from core.models.gguf_header import read_header
from core.models.records import InstallRecord
from core.words.events import Answer, Notice


def test_fit_of_a_known_model_shows_each_quant_before_a_byte_is_here(tmp_path: Path) -> None:
    heard = say(open_app(tmp_path), "llm fit llama3.2:3b")
    assert heard.status == 0
    assert [each["quant"] for each in heard.data["choices"]] == ["Q4_K_M", "Q8_0", "Q6_K"]
    first = heard.data["choices"][0]
    assert (first["size_bytes"], first["size_stated"]) == (2_019_377_696, True)
    assert first["memory_4k_bytes"] < first["memory_16k_bytes"] < first["memory_full_bytes"]
    assert set(heard.data) >= {"quant", "weights_bytes", "kv_bytes_per_token", "context", "memory_needed_bytes",
                               "memory_available_bytes", "fits", "tokens_per_second_expected", "advice"}
    one = say(open_app(tmp_path), "llm fit llama3.2:3b:Q8_0 --context 8192").data
    assert (one["quant"], one["context"], len(one["choices"])) == ("Q8_0", 8192, 1)


def test_fit_of_a_model_that_sees_counts_its_projector_and_says_so(tmp_path: Path) -> None:
    heard = say(open_app(tmp_path), "llm fit smolvlm:256m")
    assert heard.data["projector_bytes"] == 103_769_856
    assert heard.data["memory_needed_bytes"] > heard.data["weights_bytes"] + 103_769_856
    said = [event.text for event in heard.events if isinstance(event, Notice)]
    assert "104 MB of the memory is for the projector, with which it sees" in said
    assert "projector" not in str([event for event in say(open_app(tmp_path), "llm fit llama3.2:3b").events
                                   if isinstance(event, Notice)])


def test_fit_of_an_installed_model_counts_the_projector_it_came_with(tmp_path: Path) -> None:
    app = open_app(tmp_path)
    path = build(app.home.models / "sight.gguf")
    projector = app.home.models / "mmproj-sight.gguf"
    projector.write_bytes(b"GGUF" + bytes(9_999_996))
    alone = say(app, "llm fit sight --context 512").data
    app.shelf.add([path, projector], InstallRecord("sight", "x"))
    heard = say(app, "llm fit sight --context 512")
    assert heard.data["projector_bytes"] == 10_000_000
    assert heard.data["memory_needed_bytes"] - alone["memory_needed_bytes"] == 10_000_000
    answer = next(event.text for event in heard.events if isinstance(event, Answer))
    assert "10.0 MB of the memory is for the projector, with which it sees" in answer


def test_fit_of_a_known_model_is_worked_out_for_no_longer_context_than_it_takes(tmp_path: Path) -> None:
    data = say(open_app(tmp_path), "llm fit tinyllama").data
    assert (data["context"], data["advice"]) == (2048, "")
    long = say(open_app(tmp_path), "llm fit tinyllama --context 8192").data
    assert long["advice"] == "the model was trained for 2048 tokens; beyond that it gets worse"


def test_fit_says_no_to_what_cannot_run_and_knows_no_made_up_names(tmp_path: Path) -> None:
    heard = say(open_app(tmp_path), "llm fit mixtral:8x22b")
    assert (heard.status, heard.data["fits"]) == (9, False)
    assert "llm recommend" in heard.data["advice"]
    failed = say(open_app(tmp_path), "llm fit lama3.2")
    assert failed.failure is not None
    assert (failed.status, failed.failure.hint) == (8, "did you mean llama3.2?")


@pytest.mark.parametrize("asked", ["hf:owner/repo", "hf.co/owner/repo:Q4_K_M",
                                   "{url}/owner/repo/resolve/main/m-Q4_K_M.gguf"])
def test_fit_of_a_file_on_a_server_reads_its_head_only(tmp_path: Path, asked: str) -> None:
    path = shapes.write(tmp_path / "m-Q4_K_M.gguf", shapes.llama())
    with LoopbackHub({"owner/repo": {"m-Q4_K_M.gguf": path}}) as hub:
        done = program(tmp_path, "--json", "llm", "fit", asked.format(url=hub.url),
                       environ={"LUCIFER_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1"})
        assert done.returncode == 0, done.stderr
        assert sum(body.sent for body in hub.bodies()) < 5 * 1024**2 < path.stat().st_size
    found = json.loads(done.stdout)
    header = read_header(path)
    assert found["weights_bytes"] == header.weights_bytes
    assert found["kv_bytes_per_token"] == 2 * 4 * 2 * 256
    assert not list((tmp_path / "models").glob("*.gguf"))


def test_fit_of_a_split_file_on_a_server_reads_each_part(tmp_path: Path) -> None:
    parts = {f"big-Q8_0-{number + 1:05d}-of-00002.gguf": build(
        tmp_path / f"big-Q8_0-{number + 1:05d}-of-00002.gguf", layers=2 + number,
        metadata={"split.no": number, "split.count": 2}) for number in range(2)}
    with LoopbackHub({"owner/repo": dict(parts)}) as hub:
        done = program(tmp_path, "--json", "llm", "fit", "hf:owner/repo",
                       environ={"LUCIFER_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1"})
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["weights_bytes"] == sum(path.stat().st_size for path in parts.values())


def test_fit_of_what_the_hub_lacks_fails_in_a_line(tmp_path: Path) -> None:
    with LoopbackHub({"owner/repo": {"m-Q4_K_M.gguf": b"GGUF"}}) as hub:
        for name, status in (("hf:owner/none", 3), ("hf:owner/repo", 4)):
            done = program(tmp_path, "llm", "fit", name, environ={"LUCIFER_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1"})
            assert done.returncode == status, done.stderr
            assert "Traceback" not in done.stderr
        seen = len(hub.seen)
        offline = program(tmp_path, "llm", "fit", "hf:owner/repo:Q8_0",
                          environ={"LUCIFER_ENDPOINT": hub.url, "LUCIFER_OFFLINE": "1"})
        assert offline.returncode in (3, 8)
        assert len(hub.seen) == seen
