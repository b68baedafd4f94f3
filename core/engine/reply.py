"""An answer while it is made, and afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from core.engine.process import Call
from core.words.errors import EngineDied
from core.words.values import Piece, Stop, Usage

CANCEL_SECONDS_MAX = 10.0


class Reply:
    """Iterate for Pieces; afterwards `.text .thought .usage .stop .logprobs .notices` hold.

    Leaving the loop early, closing, Ctrl-C: all stop the worker, keep what came, and leave it ready for a next prompt.
    `text` does not repeat the prefill that was asked for.
    """

    def __init__(self, call: Call, *, on_success: Callable[[], None], on_stuck: Callable[[str], None],
                 notices: tuple[str, ...]) -> None:
        self._call = call
        self._on_success = on_success
        self._on_stuck = on_stuck
        self._pieces: list[Piece] = []
        self._iterator: Iterator[Piece] | None = None
        self.usage = Usage()
        self.stop: Stop = "cancelled"
        self.logprobs: tuple[dict[str, Any], ...] = ()
        self.notices = notices
        self.progress: tuple[int, int] | None = None
        self.finished = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self._pieces if not piece.thought)

    @property
    def thought(self) -> str:
        return "".join(piece.text for piece in self._pieces if piece.thought)

    def __iter__(self) -> Iterator[Piece]:
        if self._iterator is None:
            self._iterator = self._run()
        return self._iterator

    def __enter__(self) -> Reply:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def ask_to_stop(self) -> None:
        """Cancel without waiting; the loop over this reply ends by itself soon after."""
        if not self.finished:
            self._call.ask_to_stop()

    def close(self) -> None:
        """Cancel if still being made; return when the worker is ready again."""
        if self.finished:
            return
        self.finished = True
        if not self._call.cancel(CANCEL_SECONDS_MAX):
            self._on_stuck(f"it did not stop within {CANCEL_SECONDS_MAX:.0f} s of being asked to")
        self._take(self._call.last)

    def _run(self) -> Iterator[Piece]:
        try:
            while not self.finished:
                frame = self._call.next()
                if "piece" in frame:
                    piece = Piece(frame["piece"], bool(frame["thought"]))
                    self._pieces.append(piece)
                    yield piece
                elif "progress" in frame:
                    self.progress = (frame["progress"]["done"], frame["progress"]["total"])
                elif "done" in frame:
                    self.finished = True
                    self._take(frame["done"])
                    self._on_success()
        except EngineDied:
            self.finished = True
            raise
        finally:
            self.close()

    def _take(self, facts: dict[str, Any] | None) -> None:
        if not facts:
            return
        self.usage = Usage(prompt=facts["prompt"], reused=facts["reused"], generated=facts["generated"],
                           prompt_seconds=facts["prompt_seconds"], generate_seconds=facts["generate_seconds"])
        self.stop = facts["stop"]
        self.logprobs = tuple(facts["logprobs"])
        self.notices += tuple(facts["notices"])
