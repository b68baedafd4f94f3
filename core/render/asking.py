"""A question on a terminal: what was typed before it was seen is no answer, and anything unclear means the default."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from core.render.sink import Sink
from core.words.events import Choice, Question
from core.words.safe_text import clean_input, oddities, safe, safe_line, visible
from core.words.values import Proposal

if sys.platform != "win32":
    import termios

_PARTS_MAX, _PART_WIDTH_MAX = 8, 28


@dataclass(frozen=True, slots=True)
class Unasked:
    """The answer to a question that nobody is asked, and what is said instead of asking."""

    answer: str
    lines: Sequence[str]


def unasked(question: Question, stdin: TextIO, *, seen: bool, yes: bool, answered: str = "") -> Unasked | None:
    """Say what stands in for a person: `--yes`, or the default where nobody sees the question or types; None: ask."""
    if yes:
        return Unasked(question.yes, proposal_lines(question, answered))
    if seen and is_terminal(stdin):
        return None
    default = next((choice.label for choice in question.choices if choice.key == question.default), question.default)
    return Unasked(question.default, (*proposal_lines(question), safe(question.text),
                                      f"no terminal to ask at: the answer is {safe(default) or 'nothing'}"))


def ask_on_lines(question: Question, stdin: TextIO, err: Sink, *, yes: bool, answered: str = "") -> str:
    """Ask with one plain line, below what was just answered; without a terminal on both sides nobody can answer."""
    given = unasked(question, stdin, seen=err.is_terminal, yes=yes, answered=answered)
    if given is not None:
        err.write("".join(f"{line}\n" for line in given.lines))
        return given.answer
    for line in proposal_lines(question, answered):
        err.write(line + "\n")
    err.write(f"{safe(question.text)} {choices_text(question)} ")
    discard_typed(stdin)
    try:
        typed = stdin.readline()
    except UnicodeDecodeError:
        return question.default
    if not typed:
        err.write("\n")
        return question.default
    return meaning(question, typed)


def is_terminal(stream: TextIO) -> bool:
    """Say whether a person types on this stream."""
    try:
        return stream.isatty()
    except (OSError, ValueError):
        return False


def discard_typed(stdin: TextIO) -> None:
    """Throw away what was typed before the question could be read."""
    if sys.platform != "win32":
        try:
            termios.tcflush(stdin.fileno(), termios.TCIFLUSH)
        except (termios.error, OSError, ValueError):
            return


def meaning(question: Question, typed: str) -> str:
    """Return the key that a typed line names, or the default when it is not exactly a key or its label."""
    answer = typed.strip().lower()
    if not question.choices:
        unreadable = any("\ud800" <= char <= "\udfff" for char in typed)
        return question.default if unreadable else clean_input(typed).strip() or question.default
    for choice in question.choices:
        if answer in (choice.key.lower(), choice.label.lower()):
            return choice.key
    return question.default


def request_instead(question: Question, typed: str) -> str:
    """Return what was typed in the place of an answer, where it is a line of its own; "" for a slip of one word."""
    text = "" if "\x1b" in typed else " ".join(clean_input(typed).split())
    first, _, rest = text.lower().partition(" ")
    first = first.rstrip(",.;:!")
    known = {said.lower() for choice in question.choices for said in (choice.key, choice.label)}
    unreadable = any("\ud800" <= char <= "\udfff" for char in text)
    return text if rest and question.choices and first not in known and not unreadable else ""


def choices_text(question: Question) -> str:
    """Write the keys: "[y = yes, N = no]", the default in capitals."""
    if not question.choices:
        return f"[{safe(question.default)}]" if question.default else ""
    return f"[{', '.join(_key(choice, question.default) for choice in question.choices)}]"


def _key(choice: Choice, default: str) -> str:
    key = choice.key.upper() if choice.key == default else choice.key
    return f"{safe(key)} = {safe(choice.label)}"


def _part_lines(proposal: Proposal) -> list[str]:
    """Write what each part of the command does, the parts in a column."""
    parts = [(visible(text), safe_line(meaning)) for text, meaning in proposal.parts[:_PARTS_MAX]]
    width = min(_PART_WIDTH_MAX, max((len(text) for text, _ in parts), default=0))
    left_out = len(proposal.parts) - len(parts)
    return [*(f"    {text:<{width}}  {meaning}" for text, meaning in parts),
            *([f"    and {left_out} more: x explains them"] if left_out else [])]


def proposal_lines(question: Question, answered: str = "") -> Sequence[str]:
    """Write all that consent rests on: the exact command, the folder, where it came from, the risk and why.

    What explains it is left out where it stands in the answer just above.
    """
    proposal = question.proposal
    if proposal is None:
        return ()
    lines = [f"  | {visible(line)}" for line in proposal.command.split("\n")]
    if proposal.explanation and " ".join(proposal.explanation.split()) not in " ".join(answered.split()):
        lines.append(f"  {safe(proposal.explanation)}")
    lines += _part_lines(proposal)
    lines.append(f"  folder: {visible(str(proposal.folder))}")
    if proposal.touches:
        lines.append(f"  works on: {', '.join(map(visible, proposal.touches))}")
    lines += [f"  note: {visible(remark)}" for remark in proposal.remarks]
    if proposal.origin != "you":
        lines.append(f"  origin: {visible(proposal.origin)}")
    reasons = dict.fromkeys((*proposal.reasons, *oddities(proposal.command)))
    lines.append(f"  risk: {proposal.risk.value}" + "".join(f"\n    - {safe(reason)}" for reason in reasons))
    return lines
