"""The facts that rooms hand to each other: frozen, slotted, without behaviour that touches the world."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Literal

Json = Any  # a value that json.dumps accepts

Stop = Literal["end", "length", "cancelled"]
Priority = Literal["high", "medium", "low"]
# What a card's first file rests on: a source states its digest, a listing names it, or only a hand-written list does.
Verification = Literal["sha256", "listed", "mentioned"]
Origin = Literal["typed", "file", "stdin", "command output", "memory", "model", "program"]


class Role(str, Enum):
    """Who speaks in a conversation."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class Risk(str, Enum):
    """How much harm a shell command can do; the words are those of the JSON contract."""

    READ_ONLY = "read-only"
    CHANGES = "changes"
    DANGEROUS = "dangerous"


@dataclass(frozen=True, slots=True)
class Value:
    """A setting and where it came from, e.g. Value(0.7, origin="profile coding")."""

    value: Json
    origin: str


@dataclass(frozen=True, slots=True)
class Message:
    """One turn. `at` is an ISO 8601 time with zone; `thought` is what a thinking model kept to itself."""

    role: Role
    text: str
    at: str = ""
    origin: Origin = "typed"
    thought: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of streamed answer; `thought` is True inside a thinking part."""

    text: str
    thought: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and seconds of one reply. `prompt` counts all prompt tokens, `reused` those found in the KV cache."""

    prompt: int = 0
    reused: int = 0
    generated: int = 0
    load_seconds: float = 0.0
    prompt_seconds: float = 0.0
    generate_seconds: float = 0.0

    @property
    def tokens_per_second(self) -> float:
        return self.generated / self.generate_seconds if self.generate_seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A shell command that has NOT run.

    `parts` says what each part does, `touches` what it works on, `remarks` what does not fit this machine.
    """

    command: str
    explanation: str
    risk: Risk
    reasons: tuple[str, ...]
    folder: Path
    origin: str = "you"
    parts: tuple[tuple[str, str], ...] = ()
    touches: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One remote file of a model; url and local name are derived, never stored. None: nobody stated it.

    A split file is `part` of `parts`. `projector` marks the file that lets a model see (mmproj).
    """

    repo: str
    filename: str
    quant: str
    size_bytes: int | None = None
    sha256: str | None = None
    revision: str | None = None
    part: int = 1
    parts: int = 1
    projector: bool = False


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known about a model; None where nobody stated it."""

    name: str
    aliases: tuple[str, ...] = ()
    family: str | None = None
    publisher: str | None = None
    parameters: int | None = None
    context_length: int | None = None
    license: str | None = None
    use_cases: tuple[str, ...] = ()
    tier: int | None = None
    files: tuple[ModelFile, ...] = ()
    active_parameters: int | None = None
    priority: Priority | None = None
    verification: Verification | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A GGUF on this machine, as `llm list` shows it. `paths` holds every part of a split file, in order."""

    name: str
    paths: tuple[Path, ...]
    size_bytes: int
    enabled: bool
    card: ModelCard
    quant: str | None
    tier: int
    problem: str | None = None
    metadata: dict[str, Json] = field(default_factory=dict, compare=False, hash=False)

    @property
    def path(self) -> Path:
        return self.paths[0]
