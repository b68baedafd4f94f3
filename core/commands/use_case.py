"""What a model may be wanted for, as a person types it."""

from __future__ import annotations

from typing import Annotated

from core.choose.recommend import USE_CASES, use_case_of
from core.words.command import Kind


def _use_case(text: str, bare: bool) -> str:
    del bare
    found = use_case_of(text)
    if found is None:
        raise ValueError(f"expected one of {', '.join(USE_CASES)}")
    return found


UseCase = Annotated[str, Kind("use case", _use_case, rest=True)]
