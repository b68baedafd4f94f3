"""All that a command may show or ask. A handler yields these; it does not know that there is a screen."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from core.words.lent import Lent
from core.words.values import Json, Piece, Proposal, Usage

Level = Literal["info", "good", "warning", "error"]
Form = Literal["plain", "markdown", "code"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark for the person; goes to standard error."""

    text: str
    level: Level = "info"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work is; `total` None means unknown. Goes to standard error; `data` is printed by `--json`."""

    label: str
    done: int
    total: int | None = None
    unit: Literal["bytes", "items", "tokens"] = "items"
    data: Json = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for a person, and the same facts as `data` for `--json`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    data: Json
    title: str = ""
    empty: str = "nothing to show"


@dataclass(frozen=True, slots=True)
class Answer:
    """The result on standard output: `text` for a person, `data` for `--json` (None: data is {"text": text}).

    A terminal folds "plain" text at blanks and draws "markdown"; "code" stays as it is, to be copied, in the colours
    of its `language`.
    """

    text: str
    data: Json = None
    form: Form = "plain"
    language: str = ""


@dataclass(frozen=True, slots=True)
class PieceEvent:
    """A streamed bit of a model's answer."""

    piece: Piece


@dataclass(frozen=True, slots=True)
class ReplyDone:
    """The end of a streamed answer; `data` is what `ask --json` prints."""

    text: str
    usage: Usage
    data: Json


@dataclass(frozen=True, slots=True)
class Choice:
    """One key of a question."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """Asked of the person; the generator receives the chosen key (or the typed text when `choices` is empty).

    `default` is the answer when there is no terminal and no `--yes`; `yes` is what `--yes` answers.
    """

    text: str
    choices: tuple[Choice, ...] = (Choice("y", "yes"), Choice("n", "no"))
    default: str = "n"
    yes: str = "y"
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """Bytes of a child process already decoded; `error` tells standard error apart."""

    text: str
    error: bool = False


LENT = "lent"


@dataclass(frozen=True, slots=True)
class Lend:
    """Lends the terminal to a program; the generator receives LENT when it was, "" where there is none to lend."""

    program: Lent


COPIED = "copied"


@dataclass(frozen=True, slots=True)
class Copy:
    """Asks the terminal to put a text on the clipboard; the generator receives COPIED when it was asked, else ""."""

    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An expected error: what `LuciferError` carries, as an event. `declined`: it is a No, and no fault."""

    kind: str
    message: str
    hint: str
    status: int
    facts: Mapping[str, Json] = field(default_factory=dict)
    declined: bool = False


Event: TypeAlias = (
    Notice | Progress | Table | Answer | PieceEvent | ReplyDone | Question | Output | Lend | Copy | Failure
)
# A handler: yields events, receives the answer to a Question, a Lend or a Copy, returns an exit status (None: 0).
Events: TypeAlias = Generator[Event, str, int | None]
