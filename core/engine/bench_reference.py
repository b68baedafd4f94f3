"""llama.cpp called directly, without anything of the engine around it: what the engine's speed is compared with."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from llama_cpp import llama_cpp as api

from core.engine.amx import Amx
from core.engine.frames import read_frame, write_frame

BATCH = 512


def main() -> int:
    """Load the model that the first message names, then time every message's tokens until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    api.llama_backend_init()
    wanted = read_frame(sys.stdin.buffer)
    if wanted is None:
        return 1
    model_params = api.llama_model_default_params()
    model_params.use_extra_bufts = Amx().works()
    model = api.llama_model_load_from_file(wanted["path"].encode(), model_params)
    params = api.llama_context_default_params()
    params.n_ctx = wanted["context"]
    params.n_batch = params.n_ubatch = BATCH
    params.n_threads = params.n_threads_batch = wanted["threads"]
    context = api.llama_init_from_model(model, params)
    write_frame(answers, {"ready": True})
    while (request := read_frame(sys.stdin.buffer)) is not None:
        write_frame(answers, _time(context, request["tokens"], request["kept"], request["generate"]))
    os._exit(0)


def _time(context: Any, prompt: list[int], kept: int, generate: int) -> dict[str, float]:  # noqa: ANN401
    """Read a prompt and generate greedily; return the seconds to the first token and of those after it.

    The first `kept` tokens stay from the prompt before, as in the engine: where a batch begins decides how many cells
    it looks at.
    """
    memory = api.llama_get_memory(context)
    if not (kept and api.llama_memory_seq_rm(memory, 0, kept, -1)):
        api.llama_memory_clear(memory, True)
        kept = 0
    sampler = api.llama_sampler_init_greedy()
    begun = time.perf_counter()
    for start in range(kept, len(prompt), BATCH):
        part = prompt[start:start + BATCH]
        tokens = (api.llama_token * len(part))(*part)
        if api.llama_decode(context, api.llama_batch_get_one(tokens, len(part))):
            return {"failed": 1.0}
    one = (api.llama_token * 1)(api.llama_sampler_sample(sampler, context, -1))
    read = time.perf_counter()
    for _ in range(generate - 1):
        api.llama_decode(context, api.llama_batch_get_one(one, 1))
        one[0] = api.llama_sampler_sample(sampler, context, -1)
    done = time.perf_counter()
    api.llama_sampler_free(sampler)
    return {"prompt_seconds": read - begun, "generate_seconds": done - read}


if __name__ == "__main__":
    sys.exit(main())
