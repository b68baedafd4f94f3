"""What is asked of the engine and what it says about a loaded model."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.words.values import Json

State = Literal["off", "starting", "loading", "ready", "busy", "dead"]


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How to load a model; None lets the engine choose from the model and the machine."""

    path: Path
    context: int | None = None
    gpu_layers: int | None = None
    threads: int | None = None
    flash_attention: bool | None = None
    kv_type: str = "f16"
    adapters: tuple[tuple[Path, float], ...] = ()
    memory_limit_bytes: int | None = None

    def to_json(self) -> Json:
        return {**{f.name: getattr(self, f.name) for f in dataclasses.fields(self)}, "path": str(self.path),
                "adapters": [[str(path), scale] for path, scale in self.adapters]}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that is ready to answer; `system_prompt` "" means that it wants none."""

    name: str
    path: Path
    context: int
    context_trained: int
    parameters: int
    size_bytes: int
    vocab: int
    threads: int
    gpu_layers: int
    template: Literal["file", "built-in"]
    warnings: tuple[str, ...]
    system_prompt: str | None
    prefill_ok: bool
    seconds: float
    fingerprint: str

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Loaded:
        return cls(**{**facts, "path": Path(facts["path"]), "warnings": tuple(facts["warnings"])})


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """How to answer: `json_schema` is a dict, `grammar` is GBNF, `logprobs` asks for that many candidates."""

    max_tokens: int | None = None
    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    seed: int | None = None
    stop: tuple[str, ...] = ()
    prefill: str = ""
    grammar: str | None = None
    json_schema: Json = None
    logprobs: int = 0
    draft: bool = True

    def to_json(self) -> Json:
        return {**{f.name: getattr(self, f.name) for f in dataclasses.fields(self)}, "stop": list(self.stop)}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> ChatOptions:
        return cls(**{**facts, "stop": tuple(facts["stop"])})
