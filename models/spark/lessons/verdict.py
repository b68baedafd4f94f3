"""Yes or No after a fact was called to mind: what is decided first and explained afterwards is decided by chance."""

import re

from models.spark.turns import THINK, THOUGHT

_DECIDED = re.compile(r"(?P<said>Yes|No)\. (?P<fact>.+)", re.DOTALL)


def verdict(right: bool, fact: str, claimed: str) -> str:
    """The answer to a claim: the fact and what was claimed side by side as scratch work, then the decision."""
    return _answer("Yes" if right else "No", fact, f" Asked: {claimed.removesuffix('.')}.")


def considered(answer: str) -> str:
    """An answer as a table has it; one that begins with Yes or No calls its fact to mind before."""
    found = _DECIDED.fullmatch(answer)
    return _answer(found["said"], found["fact"], "") if found else answer


def _answer(said: str, fact: str, beside: str) -> str:
    return f"{THINK}{fact}{beside}{THOUGHT}{said}. {fact}"
