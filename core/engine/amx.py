"""Whether llama.cpp's AMX kernels run here: some builds crash on the first batch (ldtilecfg fault). Worker only."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from llama_cpp import llama_cpp as api

from core.engine.native import Context, Model
from core.engine.random_model import Shape, build_model


class Amx:
    """Tries AMX once in a forked child while the worker goes on starting; asked before the first load.

    GCC 12 drops the stores that fill the tile configuration, so a llama.cpp compiled with it on a machine with AMX dies
    of a general protection fault in every batch of two or more tokens with quantised weights. Without the extra buffer
    types the same build is sound. Must be made before this process has computed anything or started threads.
    """

    def __init__(self) -> None:
        self._child = 0
        self._works = True
        if sys.platform != "linux" or b"AMX_INT8 = 1" not in api.llama_print_system_info():
            return
        self._child = os.fork()
        if self._child == 0:
            status = 1
            try:
                _compute_a_batch()
                status = 0
            finally:
                os._exit(status)

    def works(self) -> bool:
        """Wait for the verdict; True too where there is no AMX to worry about."""
        if self._child:
            self._works = os.waitpid(self._child, 0)[1] == 0
            self._child = 0
        return self._works


def blank_model() -> Model:
    """Load a model of nothing from a file in memory: inside its fence a worker may not write to a temporary folder."""
    descriptor = os.memfd_create("probe.gguf")
    try:
        path = Path(f"/proc/self/fd/{descriptor}")
        build_model(path, shape=Shape(layers=1, width=64, context=64), quant="q8_0", blank=True)
        return Model(path, gpu_layers=0, extra_buffers=True, progress=lambda _: None)
    finally:
        os.close(descriptor)


def _compute_a_batch() -> None:
    context = Context(blank_model(), context=64, threads=1, flash_attention=None, kv_type="f16")
    context.decode([5, 6, 7, 8], 0)
