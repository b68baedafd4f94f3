"""llama.cpp through the binding's low-level API: a model, its vocabulary, and one context. Worker only."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from llama_cpp import llama_cpp as api

from core.engine.log import note
from core.words.errors import BrokenFile, DoesNotFit, LuciferError

BATCH = 512
CELLS = 256
SEQUENCES = 9
OUTPUTS_MAX = 64
ONE_THREAD_BYTES_MAX = 48_000_000
KV_TYPES = {"f32": 0, "f16": 1, "q4_0": 2, "q4_1": 3, "q5_0": 6, "q5_1": 7, "q8_0": 8, "bf16": 30}
_NO_MEMORY = re.compile("cannot allocate memory|(?:unable|failed) to allocate|out of memory|bad_alloc", re.IGNORECASE)
_HIDDEN = 1 << 0 | 1 << 3  # attributes "unknown" and "control": only parse_special matches these in text
_log_lines: list[str] = []


class DecodeAborted(Exception):
    """The person cancelled while a batch was being computed."""


@api.llama_log_callback  # type: ignore[untyped-decorator]
def _log(level: int, text: bytes, _: object) -> None:
    if level == 1:  # debugging remarks, by the thousand
        return
    line = text.decode("utf-8", "replace")
    note(line)
    if level == 4:  # an error; the last few explain a failed load
        _log_lines.append(line.strip())
        del _log_lines[:-5]


def start(*, keep_log: bool) -> None:
    """Start llama.cpp once per process."""
    if keep_log:
        api.llama_log_set(_log, ctypes.c_void_p(0))
    api.llama_backend_init()


def last_errors() -> str:
    return "; ".join(_log_lines)


class Flag:
    """A byte that llama.cpp reads between two operations to learn that it must stop.

    The callback is libc's strlen, so that no Python runs in the middle of a computation: it returns 0 (go on) for an
    empty string and 1 (stop) when the first byte is set.
    """

    def __init__(self) -> None:
        self._bytes = ctypes.create_string_buffer(2)
        libc = ctypes.CDLL("msvcrt" if sys.platform == "win32" else None)
        self._function = ctypes.cast(libc.strlen, api.ggml_abort_callback)

    def set(self, on: bool) -> None:
        self._bytes[0] = b"\x01" if on else b"\x00"

    @property
    def is_set(self) -> bool:
        return self._bytes.raw[0] != 0

    def watch(self, context: int) -> None:
        api.llama_set_abort_callback(context, self._function, ctypes.cast(self._bytes, ctypes.c_void_p))


class Vocabulary:
    """Text to tokens and back."""

    def __init__(self, model: int) -> None:
        self.pointer: Any = api.llama_model_get_vocab(model)
        self.size: int = api.llama_vocab_n_tokens(self.pointer)
        self.bos: int = api.llama_vocab_bos(self.pointer)
        self.adds_bos: bool = api.llama_vocab_get_add_bos(self.pointer)
        self.kind: int = api.llama_vocab_type(self.pointer)
        self._pieces: dict[int, bytes] = {}
        self._ends = frozenset(t for t in range(self.size) if api.llama_vocab_is_eog(self.pointer, t))

    def ends_turn(self, token: int) -> bool:
        return token in self._ends

    def is_hidden(self, token: int) -> bool:
        return bool(api.llama_vocab_get_attr(self.pointer, token) & _HIDDEN)

    def text(self, token: int) -> str:
        raw: bytes = api.llama_vocab_get_text(self.pointer, token) or b""
        return raw.decode("utf-8", "replace")

    def special_texts(self) -> tuple[set[str], set[str]]:
        """Return the texts of control tokens, and of tokens declared by the user of the tokenizer."""
        control, declared = set(), set()
        for token in range(self.size):
            attributes = api.llama_vocab_get_attr(self.pointer, token)
            if attributes & _HIDDEN:
                control.add(self.text(token))
            elif attributes & 1 << 4:
                declared.add(self.text(token))
        return control - {""}, declared - {""}

    def tokenize(self, text: str, *, special: bool, ends: bool = False) -> list[int]:
        """Return a text's tokens; `ends` adds those that the vocabulary wants before and after a text."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        tokens = (api.llama_token * room)()
        count = api.llama_tokenize(self.pointer, data, len(data), tokens, room, ends, special)
        if count < 0:  # a vocabulary without a space sign writes one space as three bytes
            room = -count
            tokens = (api.llama_token * room)()
            count = api.llama_tokenize(self.pointer, data, len(data), tokens, room, ends, special)
        if count < 0:
            raise LuciferError(f"the vocabulary cannot write a text of {len(data)} bytes")
        return tokens[:count]

    def piece(self, token: int) -> bytes:
        """Return a token's bytes; control tokens have theirs too (`<|im_end|>`)."""
        found = self._pieces.get(token)
        if found is None:
            room = 64
            buffer = ctypes.create_string_buffer(room)
            size = api.llama_token_to_piece(self.pointer, token, buffer, room, 0, True)
            if size < 0:
                buffer = ctypes.create_string_buffer(-size)
                size = api.llama_token_to_piece(self.pointer, token, buffer, -size, 0, True)
            found = self._pieces[token] = buffer.raw[:max(size, 0)]
        return found


class Model:
    """Weights in memory."""

    def __init__(self, path: Path, *, gpu_layers: int | None, extra_buffers: bool,
                 progress: Callable[[float], None]) -> None:
        params = api.llama_model_default_params()
        params.n_gpu_layers = 999 if gpu_layers is None else gpu_layers
        params.use_extra_bufts = extra_buffers

        @api.llama_progress_callback  # type: ignore[untyped-decorator]
        def step(done: float, _: object) -> bool:
            progress(done)
            return True

        params.progress_callback = step
        _log_lines.clear()  # what an earlier load met with is no reason
        pointer = api.llama_model_load_from_file(bytes(path), params)
        if not pointer and _NO_MEMORY.search(last_errors()):
            raise DoesNotFit(f"there is not enough memory to load {path.name}: {last_errors()}",
                             hint="close other programs, or take a smaller model: `llm recommend` names some")
        if not pointer:
            raise BrokenFile(f"{path.name} could not be loaded: {last_errors() or 'llama.cpp gives no reason'}",
                             hint="`llm verify` checks the file")
        self.pointer: Any = pointer
        self.vocabulary = Vocabulary(pointer)
        self.recurrent: bool = api.llama_model_is_recurrent(pointer) or api.llama_model_is_hybrid(pointer)
        self.layers: int = api.llama_model_n_layer(pointer)
        self.context_trained: int = api.llama_model_n_ctx_train(pointer)
        self.parameters: int = api.llama_model_n_params(pointer)
        self.size_bytes: int = api.llama_model_size(pointer)
        self.metadata = self._read_metadata()
        self.has_pooling = any(key.endswith(".pooling_type") for key in self.metadata)

    def close(self) -> None:
        """Give the memory back; no context may be left over this model."""
        api.llama_model_free(self.pointer)

    def _read_metadata(self) -> dict[str, str]:
        found: dict[str, str] = {}
        buffer = ctypes.create_string_buffer(1 << 16)
        for number in range(api.llama_model_meta_count(self.pointer)):
            size = api.llama_model_meta_key_by_index(self.pointer, number, buffer, len(buffer))
            key = buffer.value.decode("utf-8", "replace") if size >= 0 else ""
            size = api.llama_model_meta_val_str_by_index(self.pointer, number, buffer, len(buffer))
            if size >= len(buffer):  # a long chat template
                longer = ctypes.create_string_buffer(size + 1)
                api.llama_model_meta_val_str_by_index(self.pointer, number, longer, len(longer))
                found[key] = longer.value.decode("utf-8", "replace")
            elif size >= 0:
                found[key] = buffer.value.decode("utf-8", "replace")
        return found


class Context:
    """Working memory over a model: what has been read in sequence 0, and the means to read on."""

    def __init__(self, model: Model, *, context: int, threads: int, flash_attention: bool | None, kv_type: str,
                 embeddings: bool = False) -> None:
        if kv_type not in KV_TYPES:
            raise LuciferError(f"{kv_type!r} is no KV type", hint="one of: " + ", ".join(KV_TYPES))
        params = api.llama_context_default_params()
        # llama.cpp rounds the context up to 256 cells but not the batch, and a batch larger than that ends the process.
        params.n_ctx = -(-context // CELLS) * CELLS
        params.n_batch = params.n_ubatch = BATCH if not embeddings else max(BATCH, context)
        params.n_seq_max = 1 if model.recurrent or embeddings else SEQUENCES
        params.kv_unified = True
        params.n_outputs_max = 0 if embeddings else OUTPUTS_MAX
        params.n_outputs_max_per_seq = 0
        # A tiny model's step is shorter than the wait of one thread for another.
        params.n_threads = 1 if model.size_bytes < ONE_THREAD_BYTES_MAX else threads
        params.n_threads_batch = threads
        params.flash_attn_type = -1 if flash_attention is None else int(flash_attention)
        params.type_k = params.type_v = KV_TYPES[kv_type]
        params.embeddings = embeddings
        if embeddings and not model.has_pooling:
            params.pooling_type = api.LLAMA_POOLING_TYPE_MEAN
        pointer = api.llama_init_from_model(model.pointer, params)
        if not pointer:
            raise DoesNotFit(f"no room for a context of {context} tokens: {last_errors() or 'no reason given'}",
                             hint="a smaller context, a smaller model or a stronger quantisation fits more easily")
        self.model = model
        self.pointer: Any = pointer
        self.size: int = api.llama_n_ctx(pointer)
        self.memory: Any = api.llama_get_memory(pointer)
        self.flag = Flag()
        self.flag.watch(pointer)
        self._batch = api.llama_batch_init(params.n_batch, 0, 1)
        self._adapters: list[Any] = []

    def close(self) -> None:
        api.llama_batch_free(self._batch)
        api.llama_free(self.pointer)

    def decode(self, tokens: Sequence[int], start: int, *, every_output: bool = False, sequence: int = 0) -> None:
        """Read up to a batch of tokens that stand at `start`; outputs for the last, or for every one."""
        self.decode_rows([(token, start + n, sequence, every_output or n == len(tokens) - 1)
                          for n, token in enumerate(tokens)])

    def decode_rows(self, rows: Sequence[tuple[int, int, int, bool]]) -> None:
        """Read rows of (token, position, sequence, output wanted)."""
        batch = self._batch
        batch.n_tokens = len(rows)
        for n, (token, position, sequence, output) in enumerate(rows):
            batch.token[n] = token
            batch.pos[n] = position
            batch.n_seq_id[n] = 1
            batch.seq_id[n][0] = sequence
            batch.logits[n] = output
        result = api.llama_decode(self.pointer, batch)
        if result == 2:
            raise DecodeAborted
        if result == 1:
            raise DoesNotFit(f"the context of {self.size} tokens is full")
        if result:
            raise LuciferError(f"llama.cpp could not compute (error {result}): {last_errors()}")

    def forget(self, start: int, sequence: int = 0) -> bool:
        """Drop what stands from `start` on; False when this kind of model can only forget everything."""
        return bool(api.llama_memory_seq_rm(self.memory, sequence, start, -1))

    def forget_all(self) -> None:
        api.llama_memory_clear(self.memory, True)

    def logits(self, row: int) -> Any:  # noqa: ANN401
        """Return a pointer to the scores of every token after output `row` (-1: the last)."""
        return api.llama_get_logits_ith(self.pointer, row)

    def use_adapters(self, adapters: Sequence[tuple[str, float]]) -> None:
        """Apply LoRA files, each with its strength."""
        scales = []
        for path, scale in adapters:
            adapter = api.llama_adapter_lora_init(self.model.pointer, os.fsencode(path))
            if not adapter:
                raise BrokenFile(f"the adapter {path} does not fit this model: {last_errors()}")
            self._adapters.append(adapter)
            scales.append(scale)
        count = len(scales)
        pointers = (api.llama_adapter_lora_p_ctypes * count)(*self._adapters)
        api.llama_set_adapters_lora(self.pointer, pointers, count, (ctypes.c_float * count)(*scales))
