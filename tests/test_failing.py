"""What was begun is taken back when the rest fails, whatever ends it, and kept when it does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.words.failing import if_it_fails


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_any_failure_takes_back_and_goes_on(error: type[BaseException]) -> None:
    undone: list[int] = []
    with pytest.raises(error), if_it_fails(undone.append, 1):
        raise error
    assert undone == [1]


def test_nothing_is_taken_back_at_a_good_end_or_a_return() -> None:
    undone: list[int] = []

    def returns() -> int:
        with if_it_fails(undone.append, 1):
            return 2

    assert (returns(), undone) == (2, [])


def test_a_closed_generator_takes_back() -> None:
    undone: list[int] = []

    def steps() -> Iterator[int]:
        with if_it_fails(undone.append, 1):
            yield 1

    begun = steps()
    assert next(begun) == 1
    begun.close()  # type: ignore[attr-defined]
    assert undone == [1]
