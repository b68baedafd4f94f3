"""The process that runs llama.cpp. Reads requests on standard input, writes answers on what was standard output."""

from __future__ import annotations

import contextlib
import ctypes
import os
import queue
import signal
import sys
import threading
import traceback
from typing import IO, NoReturn

from core.engine.frames import BadFrame, Frame, read_frame, write_frame
from core.engine.service import Service
from core.words.errors import LuciferError

_PR_SET_PDEATHSIG = 1


class Mailbox:
    """Reads requests in a thread of its own, so that a cancel or a ping is heard while a batch is computed."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes], service: Service) -> None:
        self._requests = requests
        self._answers = answers
        self._service = service
        self._lock = threading.Lock()
        self._cancelled: set[int] = set()
        self._current = 0
        self._waiting: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def send(self, frame: Frame) -> None:
        with self._lock:
            write_frame(self._answers, frame)

    def next(self) -> Frame | None:
        """Wait for a request that was not cancelled meanwhile; None when the prompt is gone."""
        request = self._waiting.get()
        if request is None:
            return None
        with self._lock:
            self._current = request["id"]
            self._service.cancel(request["id"] in self._cancelled)
            # What came later may wait behind this one, and be cancelled already.
            self._cancelled = {number for number in self._cancelled if number > request["id"]}
        return request

    def _listen(self) -> None:
        while True:
            try:
                request = read_frame(self._requests)
            except BadFrame:
                request = None
            if request is None:  # the prompt is gone: nothing that is being computed has a reader
                os._exit(0)
            self._sort(request)

    def _sort(self, request: Frame) -> None:
        number, kind = request["id"], request["op"]
        if kind == "cancel":
            with self._lock:
                self._cancelled.add(number)
                if number == self._current:
                    self._service.cancel(True)
        elif kind == "ping":
            self.send({"id": number, "done": {}})
        elif kind == "count_text" and self._service.loaded:
            self.send({"id": number, "done": {"tokens": self._service.count_text(request["text"])}})
        else:
            self._waiting.put(request)


def _serve(mailbox: Mailbox, service: Service) -> int:
    while (request := mailbox.next()) is not None:
        number = request["id"]

        def emit(frame: Frame, number: int = number) -> None:
            mailbox.send({"id": number, **frame})

        try:
            emit({"done": service.handle(request, emit)})
        except LuciferError as error:
            emit({"error": {"kind": error.kind, "message": error.message, "hint": error.hint}})
        except MemoryError:
            emit({"error": {"kind": "does-not-fit", "message": "the memory of this machine is used up",
                            "hint": "a smaller model or context needs less"}})
        # The worker's own door: a mistake of ours must not look like a crash of llama.cpp.
        except Exception as error:  # noqa: BLE001
            traceback.print_exc()
            emit({"error": {"kind": "failed", "message": f"the engine failed: {type(error).__name__}: {error}",
                            "hint": "the log named in `doctor` holds the details"}})
    return 0


def _die_with_parent() -> None:
    """Ask Linux to kill this process when the one that started it ends; elsewhere the end of the pipe must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def main() -> NoReturn:
    """Keep standard output for answers; whatever llama.cpp prints goes to standard error, which is the log."""
    _die_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    service = Service()
    mailbox = Mailbox(sys.stdin.buffer, answers, service)
    mailbox.send({"id": 0, "ready": True})
    status = _serve(mailbox, service)
    os._exit(status)  # without unloading: the system takes memory back faster than destructors do


if __name__ == "__main__":
    main()
