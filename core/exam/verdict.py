"""What every check of an answer has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an answer is right, and why, in a few words for the report."""

    passed: bool
    why: str


class Check(Protocol):
    """Judges an answer by what it means."""

    def judge(self, question: str, answer: str) -> Verdict:
        """Say whether `answer`, without its thinking, is right."""


class BadTest(Exception):
    """A test's description is wrong; the message says where and how."""
