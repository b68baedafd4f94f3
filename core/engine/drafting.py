"""Guess the next tokens from what stands earlier in the text, when that pays."""

from __future__ import annotations

from collections.abc import Sequence

DRAFT_MAX = 24
_NEEDLE = 3
_SIZES = (1, 2, 3, 4, 6, 8, 11, 15, 19, DRAFT_MAX)
_DECAY = 0.97
_GAIN_MIN = 0.05
_LOSS_SHARE_MAX = 0.015
_STEEPNESS_MAX = 5.0


class Costs:
    """What a batch of n tokens costs, in steps of one token; learned while answering, kept as long as the model is.

    The shape is what CPUs show: each token adds its part up to eight, then wider kernels make the next eight almost
    free. Only its steepness differs between machines.
    """

    def __init__(self) -> None:
        self._steepness = 1.0

    def of(self, tokens: int) -> float:
        return 1 + self._steepness * _shape(tokens)

    def learn(self, tokens: int, steps: float) -> None:
        """Believe a cheap batch sooner than a dear one, which may only have been interrupted by something else."""
        seen = min(max((steps - 1) / _shape(tokens), 0.0), _STEEPNESS_MAX)
        self._steepness += (0.4 if seen < self._steepness else 0.15) * (seen - self._steepness)

    def relax(self) -> None:
        """Forget a part of bad experience, or a wrong one would never be corrected."""
        if self._steepness > 1:
            self._steepness = (self._steepness + 1) / 2


def _shape(tokens: int) -> float:
    if tokens <= 8:
        return 0.15 * (tokens - 1)
    return 1.05 + 0.02 * (tokens - 8) if tokens <= 16 else 1.21 + 0.09 * (tokens - 16)


class Drafter:
    """Follows a place earlier in the text that reads like the end of it, and proposes what came next there.

    Whether it would have been right is known for every token, drafted or not: that share decides whether a draft pays
    and how long it should be. It also keeps accounts of seconds won and lost; once it has lost 1.5% of the time spent,
    it drafts no more until that share has shrunk.
    """

    def __init__(self, tokens: Sequence[int], costs: Costs) -> None:
        self._tokens: list[int] = []
        self._places: dict[tuple[int, ...], int] = {}
        self._costs = costs
        self._follow: int | None = None
        self._detour: int | None = None
        self._right = 0.0
        self._wrong = 0.0
        self._plain_seconds = 0.0
        self._spent_seconds = 0.0
        self._balance_seconds = 0.0
        self.accepted = 0
        costs.relax()
        for token in tokens:
            self._append(token)
        self._look_up()

    def add(self, token: int) -> None:
        """Take note of the next token of the answer."""
        source = self._follow
        detour, self._detour = self._detour, None
        self._append(token)
        if source is not None and self._tokens[source] == token:
            self._right = self._right * _DECAY + 1
            self._wrong *= _DECAY
            self._follow = source + 1
            return
        if source is not None:
            self._right *= _DECAY
            self._wrong = self._wrong * _DECAY + 1
        self._look_up()
        if self._follow is not None:
            return
        if detour is not None and self._tokens[detour] == token:
            self._follow = detour + 1  # one word was replaced, and the old text goes on behind it
        elif source is not None and source + 1 < len(self._tokens) - 1:
            self._detour = source + 1

    def propose(self, room: int) -> list[int]:
        """Return a guess of the tokens to come, or nothing."""
        if self._follow is None or self._plain_seconds == 0.0:
            return []
        if self._balance_seconds < -_LOSS_SHARE_MAX * self._spent_seconds:
            return []
        size = min(self._best_size(), room)
        return self._tokens[self._follow:self._follow + size] if size > 0 else []

    def learn(self, proposed: int, accepted: int, seconds: float) -> None:
        """Take note of how long a step took and how many of its guesses came true."""
        self._spent_seconds += seconds
        if proposed == 0:
            before = self._plain_seconds
            # The fastest recent plain step: a slow one says more about the machine than about the model.
            self._plain_seconds = seconds if before == 0.0 else min(seconds, before * 1.02)
            return
        self.accepted += accepted
        # An interruption by another program hits plain steps as well: it is not the draft's loss.
        usual = 1.5 * self._costs.of(proposed + 1) * self._plain_seconds
        self._balance_seconds += self._plain_seconds * (accepted + 1) - min(seconds, usual)
        self._costs.learn(proposed + 1, seconds / self._plain_seconds)

    def _append(self, token: int) -> None:
        tokens = self._tokens
        place = len(tokens)
        if place >= _NEEDLE:
            self._places[tuple(tokens[place - _NEEDLE:])] = place
        tokens.append(token)

    def _look_up(self) -> None:
        self._follow = self._places.get(tuple(self._tokens[-_NEEDLE:]))

    def _best_size(self) -> int:
        """Return the draft length that wins most, 0 when none wins at least 5% of a step."""
        share = self._right / (self._right + self._wrong + 0.5)
        best, gain_most = 0, _GAIN_MIN
        expected, length = 1.0, 0
        for size in _SIZES:
            while length < size:
                length += 1
                expected += share ** length
            gain = expected - self._costs.of(size + 1)
            if gain > gain_most * self._costs.of(size + 1):
                best, gain_most = size, gain / self._costs.of(size + 1)
        return best
