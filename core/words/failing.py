"""Taking back what was begun when the rest fails, Ctrl-C and a closed generator included; the failure goes on."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Generic, ParamSpec

Given = ParamSpec("Given")


class if_it_fails(Generic[Given]):
    """Call something at the end of the block if an exception leaves it."""

    def __init__(self, undo: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs) -> None:
        self._undo, self._args, self._kwargs = undo, args, kwargs

    def __enter__(self) -> None:
        """There is nothing to do before."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
                 ) -> None:
        if kind is not None:
            self._undo(*self._args, **self._kwargs)
