"""Failures that a person can act on: what happened, to what, what to type next; each knows its exit status."""

from __future__ import annotations

from collections.abc import Mapping

from core.words.values import Json


class LuciferError(Exception):
    """Base of every expected failure. `kind` names it in JSON, `status` is the process exit status.

    `facts` go into the JSON beside kind, message and hint.
    """

    kind = "failed"
    status = 1

    def __init__(self, message: str, *, hint: str = "", facts: Mapping[str, Json] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.facts = dict(facts or {})


class UsageError(LuciferError):
    """The words typed do not form a command."""

    kind = "usage"
    status = 2


class NetworkError(LuciferError):
    """A remote host could not be reached or answered badly."""

    kind = "network"
    status = 3


class BrokenFile(LuciferError):
    """A file's bytes are not what they must be (size, checksum, header)."""

    kind = "integrity"
    status = 4


class DiskError(LuciferError):
    """A file could not be written or read: full, read-only, not permitted."""

    kind = "disk"
    status = 5


class Refused(LuciferError):
    """The person did not consent, or a rule of the program forbids it."""

    kind = "refused"
    status = 6


class Declined(Refused):
    """The person said no when asked; at the prompt that is no error."""


class EngineDied(LuciferError):
    """The worker process that runs the model ended unexpectedly."""

    kind = "engine"
    status = 7


class UnknownModel(LuciferError):
    """No model answers to that name."""

    kind = "no-such-model"
    status = 8


class DoesNotFit(LuciferError):
    """The model or the prompt needs more memory or context than there is."""

    kind = "does-not-fit"
    status = 9


class Interrupted(LuciferError):
    """The person pressed Ctrl-C."""

    kind = "interrupted"
    status = 130
