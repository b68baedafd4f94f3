"""Guess the next tokens from what stands earlier in the text, when that pays."""

from __future__ import annotations

from collections.abc import Sequence

DRAFT_MAX = 24
_NEEDLE = 3
_LOSS_SHARE_MAX = 0.015


class Drafter:
    """Looks up the last tokens in the text so far and proposes what followed them there.

    It keeps accounts: seconds won by accepted guesses against seconds spent on refused ones, with the cost of a plain
    step measured in this very answer. Once the balance is below -1.5% of the time spent so far, it guesses no more
    until time has diluted the loss, so text without repetition is never slowed down noticeably.
    """

    def __init__(self, tokens: Sequence[int]) -> None:
        self._tokens: list[int] = []
        self._places: dict[tuple[int, ...], int] = {}
        self._size = 6
        self._plain_seconds = 0.0
        self._spent_seconds = 0.0
        self._balance_seconds = 0.0
        self.accepted = 0
        for token in tokens:
            self.add(token)

    def add(self, token: int) -> None:
        """Append a token; the tokens before it lead to it from now on."""
        tokens = self._tokens
        place = len(tokens)
        if place >= _NEEDLE:
            self._places[tuple(tokens[place - _NEEDLE:])] = place
        tokens.append(token)

    def propose(self, room: int) -> list[int]:
        """Return a guess of the tokens to come, or nothing."""
        if self._plain_seconds == 0.0 or self._balance_seconds < -_LOSS_SHARE_MAX * self._spent_seconds:
            return []
        place = self._places.get(tuple(self._tokens[-_NEEDLE:]))
        if place is None:
            return []
        return self._tokens[place:place + min(self._size, room)]

    def learn(self, proposed: int, accepted: int, seconds: float) -> None:
        """Take note of how long a step took and how many of its guesses came true."""
        self._spent_seconds += seconds
        if proposed == 0:
            before = self._plain_seconds
            # The fastest recent plain step: a slow one says more about the machine than about the model.
            self._plain_seconds = seconds if before == 0.0 else min(seconds, before * 1.02)
            return
        self.accepted += accepted
        self._balance_seconds += self._plain_seconds * (accepted + 1) - seconds
        if accepted == proposed:
            self._size = min(self._size * 2, DRAFT_MAX)
        else:
            self._size = max(3, min(accepted + 2, DRAFT_MAX))
