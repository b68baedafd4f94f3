"""How often and how long one download is tried: by address, with waits that grow, and an end that is known before."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, field

from core.models.trouble import WAIT_SECONDS_MAX, Trouble
from core.models.web_address import shown
from core.words.errors import BrokenFile, LuciferError, NetworkError
from core.words.events import Notice
from core.words.safe_text import visible
from core.words.units import seconds_text

# Tries that bring less than this in all count as tries without progress.
_PROGRESS_BYTES = 32 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """`tries` without progress at one address before the next one is asked; the first waits, doubled each time."""

    tries: int = 5
    wait_seconds: float = 1.0
    wait_seconds_max: float = WAIT_SECONDS_MAX


@dataclass(slots=True)
class Course:
    """Which address to ask next, and when to give up. `best` is how far the file ever was."""

    name: str
    urls: list[str]
    patience: Patience
    best: int = 0
    failures: int = 0
    began: float = field(default_factory=time.monotonic)
    _tries: int = 0

    @property
    def url(self) -> str:
        return self.urls[0]

    def after(self, trouble: Trouble, reached: int, *, hopeless: bool = False) -> Generator[Notice | None, None, None]:
        """Decide what follows a failed try, and wait as long as is right; raise when there is nothing left to try.

        `hopeless` gives this address up. None is yielded once a second while waiting.
        """
        if reached >= self.best + _PROGRESS_BYTES:
            self.best, self._tries = reached, 0
        self._tries += 1
        self.failures += 1
        if hopeless or not trouble.again or self._tries > self.patience.tries:
            yield from self._next_address(trouble)
            return
        wait = trouble.wait_seconds
        if wait is None:
            wait = 0.0 if self._tries == 1 else self.patience.wait_seconds * 2 ** (self._tries - 2)
        wait = min(wait, self.patience.wait_seconds_max)
        if wait >= 1:
            left = self.patience.tries - self._tries
            yield Notice(f"{trouble}; trying again in {seconds_text(wait)}"
                         + (f", then {left} times more at most" if left else ", for the last time"))
        yield from pause(wait)

    def _next_address(self, trouble: Trouble) -> Generator[Notice, None, None]:
        self.urls.pop(0)
        if not self.urls:
            raise self._end(trouble)
        self._tries = 0
        yield Notice(f"{trouble}; going on at {visible(shown(self.url))}", "warning")

    def _end(self, trouble: Trouble) -> LuciferError:
        tries = f" ({self.failures} tries in {seconds_text(time.monotonic() - self.began)})"
        taken = tries if self.failures > 1 else ""
        text = f"{visible(self.name)} cannot be fetched: {trouble}{taken}"
        hint = trouble.hint or ("the same command goes on where this one stopped" if self.best else
                                "try again later" if trouble.again else "")
        return (BrokenFile if trouble.broken else NetworkError)(text, hint=hint)


def pause(seconds: float) -> Generator[None, None, None]:
    """Wait, giving the caller a turn every second."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, 1.0))
        yield None
