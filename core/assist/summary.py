"""The summary that stands for a conversation's older messages in the context; the messages themselves stay kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.store.session_log import Line, standing
from core.words.values import Message, Role

REQUEST = ("Summarise our conversation so far in a few short sentences: what was asked, what was found, "
           "what was decided, and names, numbers and paths that matter later.")
LINE_TYPE = "compact"
_ASKED = "What have we talked about so far?"


@dataclass(frozen=True, slots=True)
class Summary:
    """What the model is given in the place of the first `covers` messages; `seq` is its line in the log."""

    text: str
    covers: int
    seq: int = 0

    def messages(self) -> list[Message]:
        """Return the summary as an exchange, so that question and answer keep taking turns."""
        return [Message(Role.USER, _ASKED, origin="memory"), Message(Role.ASSISTANT, self.text, origin="memory")]


def in_force(lines: Sequence[Line]) -> Summary | None:
    """Return the summary that a log's last standing compact line gives, if there is one."""
    taken_back = {seq for line in lines if line.type == "retract" for seq in _numbers(line)}
    for line in reversed(lines):
        text = line.facts.get("text")
        if line.type == LINE_TYPE and line.seq not in taken_back and isinstance(text, str):
            covered = _numbers(line)
            covers = sum(message.seq in covered for message in standing(list(lines)))
            return Summary(text, covers, line.seq) if covers else None
    return None


def covered_by(lines: Sequence[Line]) -> list[int]:
    """Return the numbers of the messages that stand now: what a summary made now covers."""
    return [line.seq for line in standing(list(lines))]


def _numbers(line: Line) -> set[int]:
    seqs = line.facts.get("seqs")
    return {seq for seq in seqs if isinstance(seq, int)} if isinstance(seqs, list) else set()
