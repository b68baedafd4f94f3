"""What is asked of the engine and what it says about a loaded model."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.words.errors import UsageError
from core.words.values import Json

SCHEMA_CHARACTERS_MAX = 1 << 20
SCHEMA_DEPTH_MAX = 200
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
class Score:
    """How well a model foretells a text: `nats` over `tokens`; lower is better. The rest only beside another model.

    `bits_per_byte` compares models of different vocabularies too. `divergence` is the mean Kullback-Leibler divergence
    in nats from the other model's distribution, `divergence_99` its 99th percentile, `same_top` how often both hold the
    same token for the likeliest.
    """

    tokens: int
    nats: float
    perplexity: float
    bits_per_byte: float
    divergence: float | None = None
    divergence_99: float | None = None
    same_top: float | None = None


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
        """Return what a message can carry; raise UsageError for a JSON schema that is too long or too deep for one."""
        _check_size(self.json_schema)
        return {**{f.name: getattr(self, f.name) for f in dataclasses.fields(self)}, "stop": list(self.stop)}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> ChatOptions:
        return cls(**{**facts, "stop": tuple(facts["stop"])})


def _check_size(schema: Json) -> None:
    too_deep = UsageError("the JSON schema is nested too deeply", hint=f"{SCHEMA_DEPTH_MAX} levels are allowed")
    try:
        characters = len(json.dumps(schema))
    except RecursionError:
        raise too_deep from None
    if characters > SCHEMA_CHARACTERS_MAX:
        raise UsageError(f"the JSON schema has {characters} characters; {SCHEMA_CHARACTERS_MAX} are allowed")
    level, depth = [schema], 0
    while level := [child for value in level for child in _inside(value)]:
        depth += 1
        if depth > SCHEMA_DEPTH_MAX:
            raise too_deep


def _inside(value: Json) -> list[Json]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
