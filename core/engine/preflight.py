"""What a load will need, checked before anything is loaded: the file's head, memory, context, threads."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from core.engine.options import LoadOptions
from core.models.fit import context_for, estimate
from core.models.gguf_header import read_header, read_headers
from core.store.machine import Machine
from core.store.strain import strain
from core.words.errors import BrokenFile, UsageError

_KV_TYPES_PLAIN = ("f32", "f16", "bf16")  # llama.cpp reads the others back only within flash attention
_PART = re.compile(r"(.+)-(\d{5})-of-(\d{5})\.gguf")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to load; `fits_beside` when the current model can stay in memory meanwhile."""

    context: int
    threads: int
    fits_beside: bool
    warning: str | None = None


def plan_load(options: LoadOptions, *, in_use_bytes: int) -> Plan:
    """Choose context and threads; raise UsageError, BrokenFile or DoesNotFit.

    `in_use_bytes` is what becomes available when the current model leaves.
    """
    if options.flash_attention is False and options.kv_type not in _KV_TYPES_PLAIN:
        raise UsageError(f"kv_type {options.kv_type} needs flash_attention, which is off",
                         hint="`config set flash_attention auto` or `config set kv_type f16`")
    header = read_headers(parts_of(options.path))
    for adapter, _ in options.adapters:  # llama.cpp would wait for ever at a pipe
        read_header(adapter)
    size_bytes = header.size_bytes
    machine = Machine.probe()
    if options.memory_limit_bytes is not None:
        available = min(machine.memory_available_bytes, options.memory_limit_bytes)
        machine = replace(machine, memory_available_bytes=available)
    alone = replace(machine, memory_available_bytes=machine.memory_available_bytes + in_use_bytes)
    context = context_for(header, alone, options.context, options.kv_type, size_bytes)
    fits_beside = estimate(header, size_bytes, context, options.kv_type, machine).fits
    sparing = strain() if options.threads is None else None
    threads = options.threads or max(1, machine.cores_physical // (2 if sparing else 1))
    return Plan(context, threads, fits_beside, f"{sparing}, so half the threads are used" if sparing else None)


def parts_of(path: Path) -> list[Path]:
    """Return all files of a split model, or the one file; raise BrokenFile when a part is missing."""
    match = _PART.fullmatch(path.name)
    if match is None:
        return [path]
    if not 1 <= int(match[2]) <= int(match[3]):
        raise BrokenFile(f"{path.name} is not a part that a split model can have")
    parts = [path.with_name(f"{match[1]}-{number:05d}-of-{match[3]}.gguf") for number in range(1, int(match[3]) + 1)]
    for part in parts:
        if not part.is_file():
            raise BrokenFile(f"{part.name} is missing beside {path.name}")
    return parts
