"""Sizes, counts and durations as people read and type them."""

from __future__ import annotations

import math
import re

from core.words.errors import UsageError

_SIZES = {"": 1, "b": 1, "k": 1000, "kb": 1000, "m": 1000**2, "mb": 1000**2, "g": 1000**3, "gb": 1000**3,
          "t": 1000**4, "tb": 1000**4, "kib": 1024, "mib": 1024**2, "gib": 1024**3, "tib": 1024**4}


def bytes_text(size_bytes: int | None) -> str:
    """Write a size with three significant digits in decimal units: 2019377696 -> "2.02 GB"."""
    if size_bytes is None:
        return "unknown"
    if size_bytes < 1000:
        return f"{size_bytes} B"
    size = float(size_bytes)
    for unit in ("kB", "MB", "GB", "TB"):
        size /= 1000
        if size < 999.5 or unit == "TB":
            return f"{size:.{2 if size < 9.995 else 1 if size < 99.95 else 0}f} {unit}"
    raise AssertionError("unreachable")


# What a system can count of one disk.
_SIZE_LIMIT = 2**63


def parse_bytes(text: str) -> int:
    """Read "8GB", "512 MiB" or "1000"; raise UsageError for anything else."""
    match = re.fullmatch(r"\s*(\d{1,20}(?:\.\d{1,20})?)\s*([a-zA-Z]*)\s*", text)
    size_bytes = float(match[1]) * _SIZES.get(match[2].lower(), math.inf) if match else math.inf
    if size_bytes >= _SIZE_LIMIT:
        shown = text if len(text) <= 40 else text[:37] + "..."
        raise UsageError(f"{shown!r} is not a size", hint="write a size like 8GB or 512MiB")
    return round(size_bytes)


def count_text(count: int | None) -> str:
    """Write a parameter count: 1235814432 -> "1.2B"."""
    if count is None:
        return "unknown"
    for size, unit in ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K")):
        if count >= size:
            return f"{count / size:.1f}".removesuffix(".0") + unit
    return str(count)


def seconds_text(seconds: float) -> str:
    """Write a duration: 0.42 -> "0.4 s", 75 -> "1 min 15 s", 7300 -> "2 h 1 min"."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
