"""Fit: the memory worked out from a header is what llama.cpp then takes, for every kind of architecture."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import other_shapes as shapes
import pytest
from build_gguf import build

from core.models.fit import PROCESS_BYTES, SCORED, context_for, estimate, vocabulary_bytes
from core.models.gguf_header import read_header, read_headers
from core.models.kv_layers import bytes_per_token, kv_bytes, layers_of
from core.models.model_tiers import tier_of
from core.store.machine import Machine
from core.words.errors import DoesNotFit

GB = 10**9
MACHINE = Machine(memory_total_bytes=8 * GB, memory_available_bytes=6 * GB, cores_physical=2, cores_logical=2,
                  os_name="Linux", arch="x86_64")
# What the engine asks of llama.cpp, in a process of its own that prints llama.cpp's account of its memory.
LOADER = """
import ctypes, sys
import llama_cpp as api
@api.llama_log_callback
def told(level, text, data): sys.stdout.write(text.decode("utf-8", "replace"))
api.llama_log_set(told, ctypes.c_void_p(0))
api.llama_backend_init()
params = api.llama_model_default_params()
params.n_gpu_layers = 0
model = api.llama_model_load_from_file(sys.argv[1].encode(), params)
params = api.llama_context_default_params()
params.n_ctx, params.n_batch, params.n_ubatch, params.kv_unified = int(sys.argv[2]), 512, 512, True
params.n_seq_max = 1 if api.llama_model_is_recurrent(model) or api.llama_model_is_hybrid(model) else 9
params.n_outputs_max, params.n_outputs_max_per_seq = 25, 0
params.type_k = params.type_v = {"f16": 1, "q8_0": 8}[sys.argv[3]]
assert api.llama_init_from_model(model, params)
sys.stdout.flush()
"""
SHAPES = {
    "dense": shapes.llama(kv_heads=16), "grouped": shapes.llama(), "tied, one KV head of 128": shapes.llama(
        tied=True, kv_heads=1, head=128), "large vocabulary": shapes.llama(width=256, heads=4, kv_heads=2, inner=512,
                                                                          vocabulary=64000, layers=2, tied=True),
    "experts": shapes.experts(), "sliding window": shapes.windowed(), "latent": shapes.latent(),
    "recurrent": shapes.recurrent(), "hybrid": shapes.hybrid(),
}


def told(output: str, pattern: str) -> float:
    """Add up the MiB that llama.cpp told of."""
    return sum(float(size) for size in re.findall(pattern + r" buffer size = +([\d.]+) MiB", output)) * 1024**2


@pytest.mark.model
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_memory_is_within_ten_percent_of_what_llama_cpp_takes(tmp_path: Path, shape: shapes.Shape) -> None:
    path = shapes.write(tmp_path / "model.gguf", shape)
    header = read_header(path)
    layers = layers_of(header)
    for context, kv_type in ((512, "f16"), (6000, "q8_0"), (16384, "f16")):
        done = subprocess.run([sys.executable, "-c", LOADER, path, str(context), kv_type], capture_output=True,
                              text=True)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        weights, kv = told(done.stdout, "model"), told(done.stdout, "(?:KV|RS)")
        assert kv_bytes(layers, context, kv_type) == pytest.approx(kv, rel=0.01, abs=20_000)
        assert header.weights_bytes == pytest.approx(weights, rel=0.01)
        outputs = 4 * SCORED * (header.vocabulary or 0)  # taken when that many tokens are first scored at once
        taken = weights + kv + told(done.stdout, "compute") + outputs
        needed = estimate(header, path.stat().st_size, context, kv_type, MACHINE).memory_needed_bytes
        assert needed - PROCESS_BYTES - vocabulary_bytes(header) == pytest.approx(taken, rel=0.10)


@pytest.mark.parametrize(("shape", "expected"), [
    (shapes.llama(layers=4, width=1024, heads=16, kv_heads=4), 2 * 4 * 2 * 256),
    (shapes.llama(layers=4, width=1024, heads=16, kv_heads=16), 2 * 4 * 2 * 1024),
    (shapes.windowed(layers=12, head=256), 2 * 12 * 2 * 256), (shapes.latent(layers=4), 2 * 4 * (256 + 64)),
    (shapes.recurrent(), 0), (shapes.hybrid(layers=8), 2 * 2 * 2 * 128), (shapes.experts(layers=4), 2 * 4 * 2 * 128),
], ids=["grouped", "dense", "window", "latent", "recurrent", "hybrid", "experts"])
def test_a_token_costs_exactly_its_keys_and_values(tmp_path: Path, shape: shapes.Shape, expected: int) -> None:
    layers = layers_of(read_header(shapes.write(tmp_path / "model.gguf", shape)))
    assert bytes_per_token(layers, "f16") == expected


def test_windowed_layers_need_only_their_window_when_the_past_may_go(tmp_path: Path) -> None:
    layers = layers_of(read_header(shapes.write(tmp_path / "model.gguf", shapes.windowed(layers=12))))
    assert sum(bool(layer.window) for layer in layers) == 10
    assert kv_bytes(layers, 16384, "f16", whole_windows=False) == 1024 * (2 * 16384 + 10 * 1024)


def test_layers_that_share_or_only_predict_hold_no_memory_of_their_own(tmp_path: Path) -> None:
    shape = shapes.llama(layers=4)
    for key in ("attention.shared_kv_layers", "nextn_predict_layers"):
        path = shapes.write(tmp_path / "model.gguf", replace(shape, facts={**shape.facts, key: 1}))
        assert len(layers_of(read_header(path))) == 3


def test_automatic_context_is_the_trained_one_when_memory_allows(tmp_path: Path) -> None:
    header = read_header(build(tmp_path / "tiny.gguf", context=2048))
    assert context_for(header, MACHINE, None) == 2048
    assert context_for(header, MACHINE, 300) == 300


def test_automatic_context_shrinks_to_the_memory_at_hand(tmp_path: Path) -> None:
    shape = shapes.llama(layers=4, context=131072)
    header = read_header(shapes.write(tmp_path / "model.gguf", shape))
    contexts = [context_for(header, replace(MACHINE, memory_total_bytes=free, memory_available_bytes=free), None)
                for free in (300_000_000, 500_000_000, 4 * GB)]
    assert contexts == sorted(contexts)
    assert 512 <= contexts[0] < contexts[1] < contexts[2] == 32768
    assert contexts[0] % 256 == 0


def test_what_does_not_fit_is_refused_with_numbers_and_a_way_on(tmp_path: Path) -> None:
    header = read_header(shapes.write(tmp_path / "model.gguf", shapes.llama(context=131072)))
    small = replace(MACHINE, memory_total_bytes=400_000_000, memory_available_bytes=400_000_000)
    with pytest.raises(DoesNotFit) as caught:
        context_for(header, small, 2**24)
    assert "16777216 tokens needs" in caught.value.message
    best = int(re.findall(r"config set context (\d+)", caught.value.hint)[0])
    assert context_for(header, small, best) == best
    with pytest.raises(DoesNotFit, match="the model needs"):
        context_for(header, replace(small, memory_available_bytes=100_000_000), None)
    fit = estimate(header, 0, 2**24, "f16", small)
    assert not fit.fits
    assert fit.memory_needed_bytes > fit.memory_available_bytes
    assert "q8_0" in fit.advice


def test_more_than_the_trained_context_is_said(tmp_path: Path) -> None:
    header = read_header(build(tmp_path / "tiny.gguf", context=512))
    assert "512 tokens" in estimate(header, 0, 1024, "f16", MACHINE).advice
    assert estimate(header, 0, 512, "f16", MACHINE).advice == ""


def test_experts_that_rest_are_not_read_for_every_token(tmp_path: Path) -> None:
    few = read_header(shapes.write(tmp_path / "few.gguf", shapes.experts(count=8)))
    all_of_them = read_header(shapes.write(tmp_path / "all.gguf", replace(
        shapes.experts(count=8), facts={**shapes.experts(count=8).facts, "expert_used_count": 8})))
    speeds = [estimate(header, 0, 512, "f16", MACHINE).tokens_per_second_expected for header in (few, all_of_them)]
    assert speeds[0] > 1.5 * speeds[1] > 0


@pytest.mark.parametrize(("parameters", "tier"), [
    (0, 0), (1_100_000_000, 0), (2_200_000_000, 0), (2_200_000_001, 1), (8_599_999_999, 1), (8_600_000_000, 2),
    (13_499_999_999, 2), (13_500_000_000, 3), (68_999_999_999, 3), (69_000_000_000, 4), (671_000_000_000, 4)])
def test_tier_follows_the_number_of_parameters(parameters: int, tier: int) -> None:
    assert tier_of(parameters) == tier


def test_split_model_is_counted_whole(tmp_path: Path) -> None:
    parts = []
    for number in range(2):
        parts.append(build(tmp_path / f"big-{number + 1:05d}-of-00002.gguf", layers=2 + number,
                           metadata={"split.no": number, "split.count": 2}))
    headers = [read_header(path) for path in parts]
    both = read_headers(parts)
    assert both.weights_bytes == sum(header.weights_bytes for header in headers)
    assert both.size_bytes == sum(path.stat().st_size for path in parts)
    assert estimate(headers[0], both.size_bytes, 512, "f16", MACHINE).weights_bytes == both.size_bytes
