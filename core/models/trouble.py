"""Why one try at fetching something came to nothing, and whether another may do better."""

from __future__ import annotations

import email.utils
import re
import time

WAIT_SECONDS_MAX = 60.0


class Trouble(Exception):
    """What kept a server's answer from being of use.

    `again`: another try may help. `broken`: the server's bytes cannot be right, whatever the connection does.
    `changed`: it is another version than the one whose beginning is here. `wait_seconds`: how long the server asks to
    be left alone.
    """

    def __init__(self, text: str, *, again: bool = True, broken: bool = False, changed: bool = False,
                 wait_seconds: float | None = None, hint: str = "") -> None:
        super().__init__(text)
        self.again = again
        self.broken = broken
        self.changed = changed
        self.wait_seconds = wait_seconds
        self.hint = hint


_AGAIN = {408: "took too long", 425: "is not ready", 429: "is asked too often", 500: "has an error",
          502: "cannot reach its own servers", 503: "is overloaded", 504: "cannot reach its own servers"}
_REASONS = {400: "does not understand the request", 401: "wants to know who asks", 403: "does not allow it",
            404: "has no such file", 405: "does not allow it", 410: "no longer has the file",
            451: "may not give it out, for legal reasons"}
_TOKEN_HINT = "models with terms need them accepted on the model's page, and HF_TOKEN set"


def status_trouble(host: str, status: int, retry_after: str | None) -> Trouble:
    """Say in one line what a status other than success means."""
    if status in _AGAIN or status >= 500:
        return Trouble(f"{host} {_AGAIN.get(status, 'has an error')} (status {status})",
                       wait_seconds=retry_seconds(retry_after))
    hint = _TOKEN_HINT if status in (401, 403) else ""
    return Trouble(f"{host} {_REASONS.get(status, 'answers oddly')} (status {status})", again=False, hint=hint)


def retry_seconds(text: str | None) -> float | None:
    """Read a Retry-After header: seconds or a date, at most a minute; None for anything else."""
    if text is None:
        return None
    text = text.strip()
    if re.fullmatch(r"[0-9]{1,18}", text):
        return min(float(text), WAIT_SECONDS_MAX)
    if re.fullmatch(r"[\x20-\x7e]{1,64}", text) and not re.fullmatch(r"[+-]?[0-9.]+", text):
        try:
            return min(max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time()), WAIT_SECONDS_MAX)
        except (ValueError, TypeError, OverflowError):
            return None
    return None
