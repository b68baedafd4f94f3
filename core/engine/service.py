"""What a worker can be asked to do, by name. Worker only."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from llama_cpp import llama_cpp as api

from core.engine import kv_files, native
from core.engine.amx import Amx
from core.engine.constraint import grammar_of
from core.engine.embedding import embed
from core.engine.frames import Frame
from core.engine.options import ChatOptions
from core.engine.parallel import Parallel
from core.engine.preflight import parts_of
from core.engine.prompt import PromptBuilder
from core.engine.scoring import score
from core.engine.speaker import Emit, Speaker, shared_count
from core.engine.template import TemplateProcess
from core.models.gguf_header import read_header
from core.words.errors import DoesNotFit, EngineDied
from core.words.failing import if_it_fails
from core.words.values import Message, Role

CONTEXT_USUAL = 4096
_IDENTITY_BYTES = 1 << 16


class Service:
    """Holds at most one model and answers requests one at a time."""

    def __init__(self) -> None:
        native.start(keep_log=True)
        self._amx = Amx()
        self._templates = TemplateProcess()
        self._templates.start()
        self._speaker: Speaker | None = None
        self._operations: dict[str, Callable[[Frame, Emit], dict[str, Any]]] = {
            "load": self._load, "chat": self._chat, "count": self._count, "count_text": self._count_text,
            "tokens": self._tokens, "save": self._save, "restore": self._restore, "embed": self._embed,
            "batch": self._batch, "score": self._score,
        }

    @property
    def loaded(self) -> bool:
        return self._speaker is not None

    @property
    def speaker(self) -> Speaker:
        if self._speaker is None:
            raise EngineDied("no model is loaded")
        return self._speaker

    def cancel(self, on: bool) -> None:
        """Raise or lower the flag that stops a computation; callable from another thread."""
        if self._speaker is not None:
            self._speaker.context.flag.set(on)

    def handle(self, request: Frame, emit: Emit) -> dict[str, Any]:
        return self._operations[request["op"]](request, emit)

    def count_text(self, text: str) -> int:
        return len(self.speaker.context.model.vocabulary.tokenize(text, special=False))

    def _count_text(self, request: Frame, _: Emit) -> dict[str, Any]:
        return {"tokens": self.count_text(request["text"])}

    def _count(self, request: Frame, _: Emit) -> dict[str, Any]:
        return {"tokens": len(self.speaker.prompt(messages_of(request)).tokens)}

    def _tokens(self, request: Frame, _: Emit) -> dict[str, Any]:
        return {"tokens": self.speaker.prompt(messages_of(request)).tokens}

    def _chat(self, request: Frame, emit: Emit) -> dict[str, Any]:
        options = ChatOptions.from_json(request["options"])
        warned = self.speaker.prompts.warning
        grammar = grammar_of(options, self.speaker.context.model.vocabulary)
        answer = self.speaker.answer(messages_of(request), options, grammar, emit)
        warning = self.speaker.prompts.warning
        return {**answer.to_json(), "notices": [warning] if warning != warned else []}

    def _batch(self, request: Frame, emit: Emit) -> dict[str, Any]:
        options = ChatOptions.from_json(request["options"])
        grammar = grammar_of(options, self.speaker.context.model.vocabulary)
        lanes = Parallel(self.speaker, options, grammar, lambda index, text: emit({"piece": text, "index": index}))
        return lanes.answer(messages_of(request), request["prompts"])

    def _save(self, request: Frame, _: Emit) -> dict[str, Any]:
        """Save the state if it is that of this conversation and not of another."""
        tokens = self.speaker.prompt(messages_of(request), opening=False).tokens
        shared = shared_count(self.speaker.cached, tokens)
        if shared < min(len(self.speaker.cached), len(tokens)) // 2:
            return {"tokens": 0}
        return {"tokens": kv_files.save(self.speaker, Path(request["path"]))}

    def _restore(self, request: Frame, _: Emit) -> dict[str, Any]:
        """Take up a saved state; answer how much of the conversation it covers."""
        kv_files.restore(self.speaker, Path(request["path"]))
        tokens = self.speaker.prompt(messages_of(request), opening=False).tokens
        return {"tokens": shared_count(self.speaker.cached, tokens)}

    def _embed(self, request: Frame, _: Emit) -> dict[str, Any]:
        return {"vectors": embed(self.speaker.context.model, request["texts"], request["threads"])}

    def _score(self, request: Frame, _: Emit) -> dict[str, Any]:
        save, against = request["save"], request["against"]
        return score(self.speaker, request["text"], tokens_max=request["tokens_max"],
                     save=Path(save) if save else None, against=Path(against) if against else None)

    def _load(self, request: Frame, emit: Emit) -> dict[str, Any]:
        begun = time.perf_counter()
        wanted, path = request["options"], Path(request["options"]["path"])
        last = 0.0

        def progress(done: float) -> None:
            nonlocal last
            now = time.perf_counter()
            if now - last > 0.1:
                last = now
                emit({"progress": {"label": "loading", "done": int(done * 100), "total": 100}})

        context, layers = self._opened(path, wanted, progress)
        model, on_gpu = context.model, _gpu_layers(layers, context.model.layers)
        if wanted["adapters"]:
            context.use_adapters([(name, scale) for name, scale in wanted["adapters"]])
        prompts = PromptBuilder(model.vocabulary, model.metadata, self._templates)
        prompts.check()
        self._speaker = Speaker(context, prompts)
        greeting = self._speaker.prompt([Message(Role.USER, "hello")])
        return {
            "name": path.stem, "path": str(path), "context": context.size, "context_trained": model.context_trained,
            "parameters": model.parameters, "size_bytes": model.size_bytes, "vocab": model.vocabulary.size,
            "threads": wanted["threads"], "gpu_layers": on_gpu, "template": "file" if prompts.uses_file else "built-in",
            "warnings": [*([prompts.warning] if prompts.warning else []),
                         *([f"the GPU has room for {on_gpu} of {model.layers + 1} layers"]
                           if layers != wanted["gpu_layers"] else [])],
            "system_prompt": model.metadata.get("lucifer.system_prompt"),
            "prefill_ok": not greeting.thinking.begun, "seconds": time.perf_counter() - begun,
            "fingerprint": _fingerprint(path, {**wanted, "gpu_layers": layers}, stretched=_stretched(context)),
        }

    def _opened(self, path: Path, wanted: dict[str, Any], progress: Callable[[float], None]
                ) -> tuple[native.Context, int | None]:
        """Load a model and make its context; put fewer layers on a GPU that is full. Return how many were tried."""
        layers: int | None = wanted["gpu_layers"]
        while True:
            try:
                model = native.Model(path, gpu_layers=layers, extra_buffers=self._amx.works(), progress=progress)
                with if_it_fails(model.close):
                    size = wanted["context"] or min(model.context_trained, CONTEXT_USUAL)
                    return native.Context(model, context=size, threads=wanted["threads"], kv_type=wanted["kv_type"],
                                          flash_attention=wanted["flash_attention"]), layers
            except DoesNotFit:
                if layers == 0 or not api.llama_supports_gpu_offload():
                    raise
                layers = fewer_layers(layers, read_header(path).whole("block_count") or 0)


def messages_of(request: Frame) -> list[Message]:
    return [Message(Role(role), text, thought=thought) for role, text, thought in request["messages"]]


def fewer_layers(layers: int | None, in_model: int) -> int:
    """Return half as many layers as were to go on the GPU; None were all, and the output counts as one."""
    return (in_model + 1 if layers is None else min(layers, in_model + 1)) // 2


def _gpu_layers(wanted: int | None, layers: int) -> int:
    """Return how many layers are on a GPU: all unless fewer were wanted, none when this build cannot use one."""
    if not api.llama_supports_gpu_offload():
        return 0
    return layers + 1 if wanted is None else min(wanted, layers + 1)


def _stretched(context: native.Context) -> bool:
    """Say whether positions are turned in the way of a long context: some models (Phi 3) have two ways of it."""
    metadata = context.model.metadata
    trained = metadata.get(f"{metadata.get('general.architecture')}.rope.scaling.original_context_length", "")
    return trained.isdecimal() and context.size > int(trained)


def _fingerprint(path: Path, wanted: dict[str, Any], *, stretched: bool) -> str:
    """Digest all that a saved KV state depends on: every part of the file, its adapters, how the cache is laid out."""
    digest = hashlib.sha256(api.llama_version())
    for name in (*parts_of(path), *(Path(adapter) for adapter, _ in wanted["adapters"])):
        facts = name.stat()
        digest.update(f"{facts.st_size} {facts.st_mtime_ns}".encode())
        with name.open("rb") as file:
            digest.update(file.read(_IDENTITY_BYTES))
            file.seek(max(0, facts.st_size - _IDENTITY_BYTES))
            digest.update(file.read(_IDENTITY_BYTES))
    scales = [scale for _, scale in wanted["adapters"]]
    laid_out = (wanted["kv_type"], wanted["flash_attention"], wanted["gpu_layers"], scales, stretched)
    digest.update(repr(laid_out).encode())
    return digest.hexdigest()
