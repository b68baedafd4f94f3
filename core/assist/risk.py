"""How much harm a shell command can do."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from core.words.values import Risk


@dataclass(frozen=True, slots=True)
class Verdict:
    risk: Risk
    reasons: tuple[str, ...]


def judge(command: str) -> Verdict:
    """Say how much harm a command can do, and why."""
    return Verdict(Risk.CHANGES, ("it is not known to be harmless",))


def file_words(command: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(command))
    except ValueError:
        return ()
