"""Fit against the real thing: a worker loads a model, answers with a full batch and guesses, and is weighed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import gguf
import other_shapes as shapes
import pytest

from core.engine.engine import ChatOptions, Engine, LoadOptions
from core.engine.process import resident_bytes
from core.models.fit import estimate
from core.models.gguf_header import read_header
from core.store.machine import Machine
from core.words.values import Message, Role

GB = 10**9
MACHINE = Machine(memory_total_bytes=64 * GB, memory_available_bytes=60 * GB, cores_physical=2, cores_logical=2,
                  os_name="Linux", arch="x86_64")
# F16 stays as it is in the file; llama.cpp repacks other types on some processors, and frees the mapped pages later.
F16 = gguf.GGMLQuantizationType.F16
# shape, context, type of the context's memory
LOADS = {
    "dense": (shapes.llama(kv_heads=16, vocabulary=64000), 8192, "f16"),
    "grouped query": (shapes.llama(vocabulary=64000), 16384, "f16"),
    "tied embeddings": (shapes.llama(tied=True, kv_heads=1, head=128, vocabulary=128000), 8192, "f16"),
    "quantized KV": (shapes.llama(kv_heads=16, vocabulary=64000), 16384, "q8_0"),
    "mixture": (shapes.experts(count=32, vocabulary=32000), 8192, "f16"),
    "sliding window": (shapes.windowed(vocabulary=128000), 8192, "f16"),
    "recurrent": (shapes.recurrent(layers=12, width=768, vocabulary=64000), 8192, "f16"),
}
A_FULL_BATCH = [Message(Role.USER, "w7 " * 130)]


@pytest.mark.model
@pytest.mark.parametrize(("shape", "context", "kv_type"), LOADS.values(), ids=LOADS.keys())
def test_memory_is_within_ten_percent_of_what_a_worker_takes(
        tmp_path: Path, shape: shapes.Shape, context: int, kv_type: str) -> None:
    path = shapes.write(tmp_path / "model.gguf", replace(shape, type=F16))
    engine = Engine()
    try:
        engine.load(LoadOptions(path, context=context, kv_type=kv_type, threads=1))
        assert 512 < engine.count(A_FULL_BATCH) < 1024
        reply = engine.chat(A_FULL_BATCH, ChatOptions(max_tokens=32, temperature=0.0))
        list(reply)
        assert engine.worker_pid is not None
        taken = resident_bytes(engine.worker_pid)
    finally:
        engine.close()
    needed = estimate(read_header(path), path.stat().st_size, context, kv_type, MACHINE).memory_needed_bytes
    print(f"\n{needed / 1e6:.0f} MB worked out, {taken / 1e6:.0f} MB taken: {needed / taken - 1:+.1%}")
    assert needed == pytest.approx(taken, rel=0.10)
