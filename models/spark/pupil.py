"""The model as the exams meet it: one question, greedy decoding through llama.cpp, nothing else."""

from __future__ import annotations

import ctypes
from pathlib import Path

import llama_cpp

from models.spark.turns import END, START

CONTEXT = 2048


class Pupil:
    """A GGUF opened for greedy answers; close() gives its memory back."""

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        llama_cpp.llama_backend_init()
        self._quiet = llama_cpp.llama_log_callback(lambda *_: None)
        llama_cpp.llama_log_set(self._quiet, ctypes.c_void_p(0))
        settings = llama_cpp.llama_model_default_params()
        # gcc builds of llama.cpp set up Intel's AMX tiles wrongly: a quantized model would end the process.
        settings.use_extra_bufts = False
        self.model = llama_cpp.llama_model_load_from_file(str(path).encode(), settings)
        if not self.model:
            raise ValueError(f"llama.cpp cannot load {path}")
        self.vocab = llama_cpp.llama_model_get_vocab(self.model)
        self.vocab_size = llama_cpp.llama_vocab_n_tokens(self.vocab)
        chosen = llama_cpp.llama_context_default_params()
        chosen.n_ctx = chosen.n_batch = chosen.n_ubatch = CONTEXT
        chosen.n_threads = chosen.n_threads_batch = threads
        self.context = llama_cpp.llama_init_from_model(self.model, chosen)

    def close(self) -> None:
        llama_cpp.llama_free(self.context)
        llama_cpp.llama_model_free(self.model)

    def tokens(self, text: str, *, special: bool = False) -> list[int]:
        raw = text.encode()
        room = (llama_cpp.llama_token * (len(raw) + 8))()
        count = llama_cpp.llama_tokenize(self.vocab, raw, len(raw), room, len(room), False, special)
        return list(room[:count])

    def logits(self, tokens: list[int]) -> ctypes.Array[ctypes.c_float]:
        """Scores for what follows, after `tokens` were added to what the context holds."""
        room = (llama_cpp.llama_token * len(tokens))(*tokens)
        if llama_cpp.llama_decode(self.context, llama_cpp.llama_batch_get_one(room, len(tokens))) != 0:
            raise RuntimeError("llama.cpp could not decode")
        found = llama_cpp.llama_get_logits_ith(self.context, -1)
        return ctypes.cast(found, ctypes.POINTER(ctypes.c_float * self.vocab_size)).contents

    def forget(self) -> None:
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self.context), True)

    def answer(self, *turns: str, prefill: str = "", tokens_max: int = 320, stop: str = "") -> str:
        """What the model says to the last of the turns (user, assistant, user, ...), begun with `prefill`."""
        self.forget()
        fed: list[int] = []
        for number, turn in enumerate(turns):
            role = "user" if number % 2 == 0 else "assistant"
            fed += self.tokens(f"{START}{role}\n", special=True) + self.tokens(turn)
            fed += self.tokens(f"{END}\n", special=True)
        fed += self.tokens(f"{START}assistant\n{prefill}", special=True)
        said = b""
        for _ in range(min(tokens_max, CONTEXT - len(fed))):
            scores = self.logits(fed)
            best = max(range(self.vocab_size), key=scores.__getitem__)
            if llama_cpp.llama_vocab_is_eog(self.vocab, best):
                break
            said += self._piece(best)
            if stop and stop.encode() in said:
                return said.decode("utf-8", "replace").split(stop)[0]
            fed = [best]
        return said.decode("utf-8", "replace")

    def _piece(self, token: int) -> bytes:
        room = ctypes.create_string_buffer(256)
        length = llama_cpp.llama_token_to_piece(self.vocab, token, room, len(room), 0, False)
        return room.raw[: max(0, length)]
