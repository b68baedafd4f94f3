"""The last step of everything shown: text into a stream, with a broken stream told apart from every other fault."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TextIO

from core.words.errors import LuciferError


class ScreenGone(LuciferError):
    """Nobody can see what is written any more: the terminal closed, the pipe's reader left, the disk is full."""

    kind = "disk"
    status = 5

    def __init__(self, error: OSError) -> None:
        super().__init__(f"the output cannot be written: {error.strerror or error}")
        # A reader that has seen enough (`| head`) is no fault worth a word.
        self.quiet = error.errno in (errno.EPIPE, errno.EIO)
        if self.quiet:
            self.status = 1


class Sink:
    """Writes text to a stream at once; what its encoding cannot hold becomes '?'."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.gone = False

    @property
    def is_terminal(self) -> bool:
        """Say whether a person looks at this stream."""
        try:
            return self._stream.isatty()
        except (OSError, ValueError):
            return False

    @property
    def holds_unicode(self) -> bool:
        """Say whether the stream's encoding knows characters beyond ASCII."""
        return "utf" in (getattr(self._stream, "encoding", None) or "").lower()

    def fileno(self) -> int:
        """Return the file descriptor, or raise OSError when there is none."""
        return self._stream.fileno()

    def write(self, text: str) -> None:
        """Write and flush; raise ScreenGone when nobody can read it."""
        if self.gone or not text:
            return
        try:
            try:
                self._stream.write(text)
            except UnicodeEncodeError:
                encoding = self._stream.encoding or "ascii"
                self._stream.write(text.encode(encoding, "replace").decode(encoding))
            self._stream.flush()
        except OSError as error:
            self.gone = True
            self._drop()
            raise ScreenGone(error) from error
        except ValueError as error:  # the stream was closed
            self.gone = True
            raise ScreenGone(OSError(errno.EPIPE, "closed")) from error

    def _drop(self) -> None:
        """Send the stream to nowhere, so that the interpreter's own flush at exit does not fail loudly."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)
