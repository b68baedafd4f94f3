"""From a request to suggestions that fit this machine: what the person ran before, then what the model writes.

The first answer is the model's best. Where it does not fit (a program, flag or name that is not there), other ways
are gone where the model hesitated, and the one that fits best is taken, with a remark on what still does not.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from core.assist.conversation import Conversation, Turn
from core.assist.folder_names import as_spelt, offered_names
from core.assist.grounding import Grounding, ground
from core.assist.material import Material, with_material
from core.assist.mending import mended
from core.assist.shell import PREFILL, propose, read_answer, request_text, tools_of
from core.engine.options import ChatOptions, Loaded
from core.store.examples import Examples
from core.words.errors import LuciferError
from core.words.events import Event, Notice
from core.words.values import Json, Proposal

NO_COMMAND_HINT = "say it in other words, or choose a larger model with `llm use`"
BEFORE = "you ran this before for the same request"
_TOKENS_MAX = 400
_OTHERS_MAX = 3
_AGAIN_MAX = 6
_EXAMPLES_MAX = 3
_CHOICES = 4
_WAYS_MAX = 12
# As logarithm: a way that the model holds for less likely than this beside its best is none.
_LIKELY = 12.0
_FIRST = 0.5


class Owner(Protocol):
    """What of the app suggesting needs."""

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment, with PATH and SHELL."""

    @property
    def examples(self) -> Examples:
        """What the person made of suggestions before."""

    def engine_ready(self) -> Loaded:
        """Return the loaded model."""

    def chat_options(self) -> ChatOptions:
        """Return how answers are sampled."""

    def passing_conversation(self) -> Conversation:
        """Return a conversation that no log keeps."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the model wrote, and the beginnings of what it might have written instead, the likeliest first."""

    proposal: Proposal | None
    said: str
    ways: list[str]


@dataclass
class Suggesting:
    """One request in one folder; `shown` is every command that the person has seen of it.

    `kept` is the conversation that the request belongs to; None keeps it nowhere. `system` names the machine's system.
    """

    app: Owner
    request: str
    folder: Path
    system: str
    kept: Conversation | None = None
    materials: tuple[Material, ...] = ()
    shown: list[str] = field(default_factory=list)
    _ways: list[str] | None = None
    _told: set[str] = field(default_factory=set)

    def first(self) -> Generator[Event, str, Proposal]:
        """Return the first suggestion; raise LuciferError when the model writes no command."""
        known = self.app.examples.of(self.request)
        if known is not None:
            checked = self._grounded(known.command)
            return self._show(propose(known.command, "", self.folder, "you, before", (BEFORE, *checked.remarks)))
        answer = yield from self._asked(self.kept or self.app.passing_conversation())
        proposal = answer.proposal
        if proposal is None or not self._fits(proposal):
            proposal = yield from self._better(proposal)
        if proposal is None:
            raise LuciferError(f"the model wrote no command: {answer.said.strip()[:300]}", hint=NO_COMMAND_HINT)
        return self._show(proposal)

    def another(self) -> Generator[Event, str, Proposal | None]:
        """Return a suggestion that was not shown yet; None when the model has no other."""
        put_right = mended(self.shown[-1], "", self.folder, self._path) if self.shown else None
        if put_right is not None and put_right[0] not in self.shown:
            return self._show(propose(put_right[0], put_right[1], self.folder, "the program"))
        found = yield from self._others(_AGAIN_MAX)
        return self._show(min(found, key=self._faults)) if found else None

    def _better(self, first: Proposal | None) -> Generator[Event, str, Proposal | None]:
        """Look for others where the first answer does not fit, and return what fits best; the first if none is better.

        A larger model is told what does not fit, once.
        """
        found = [first] if first else []
        if not self._unguided():
            faults = self._grounded(first.command).remarks if first else ("it held no command in a ```sh block",)
            told = yield from self._asked(self.app.passing_conversation(), faults=faults)
            found += [told.proposal] if told.proposal else []
        if not any(map(self._fits, found)):
            found += yield from self._others(_OTHERS_MAX)
        return min(found, key=self._faults) if found else None

    def _others(self, most: int) -> Generator[Event, str, list[Proposal]]:
        """Go other ways where the model hesitated most, until one leads to a new command that fits."""
        if self._ways is None:
            best = yield from self._asked(self.app.passing_conversation(), hesitations=True)
            self._ways = [*([""] if best.proposal else []), *best.ways]
        found: list[Proposal] = []
        while self._ways and most:
            way, most = self._ways.pop(0), most - 1
            answer = yield from self._asked(self.app.passing_conversation(), begun=way)
            if answer.proposal is not None and answer.proposal.command not in self.shown:
                found.append(answer.proposal)
                if not self._faults(answer.proposal):
                    break
        return found

    def _asked(self, conversation: Conversation, *, faults: tuple[str, ...] = (), begun: str = "",
               hesitations: bool = False) -> Generator[Event, str, _Answer]:
        """Have the model write a command, the one that it holds for best, or the best that begins as `begun`."""
        loaded = self.app.engine_ready()
        options = self.app.chat_options()
        prefill = PREFILL + begun if loaded.prefill_ok else ""
        options = replace(options, temperature=0.0, prefill=prefill, logprobs=_CHOICES if hesitations else 0,
                          max_tokens=min(options.max_tokens or _TOKENS_MAX, _TOKENS_MAX))
        turn = yield from self._once(conversation.ask(
            self.request, options, shown=False, wording=self._worded(faults), materials=self.materials))
        text = begun + turn.text if prefill else turn.text
        ways = ways_on(turn.logprobs) if hesitations and prefill else []
        proposal = read_answer(text, self.folder, conversation.origin)
        return _Answer(proposal and self._as_spelt(proposal), turn.text, ways)

    def _once(self, asking: Generator[Event, str, Turn]) -> Generator[Event, str, Turn]:
        """Pass on what asking says, each remark once: the same texts go along with every try."""
        reply: str | None = None
        with closing(asking):
            while True:
                try:
                    event = next(asking) if reply is None else asking.send(reply)
                except StopIteration as end:
                    turn: Turn = end.value
                    return turn
                known = isinstance(event, Notice) and event.text in self._told
                reply = None if known else (yield event)
                if isinstance(event, Notice):
                    self._told.add(event.text)

    def _as_spelt(self, proposal: Proposal) -> Proposal:
        """Put a name right that a small model made something else of."""
        found = as_spelt(proposal.command, self.request, self.folder)
        if found is None:
            return proposal
        command, written, named = found
        return propose(command, proposal.explanation.replace(written, named), proposal.folder, proposal.origin)

    def _worded(self, faults: tuple[str, ...]) -> str:
        unguided = self._unguided()
        like = () if unguided else self.app.examples.like(self.request, _EXAMPLES_MAX)
        wording = request_text(
            self.request, self.folder, unguided=unguided, system=self._tools(), shell=self._shell(), faults=faults,
            names=() if unguided else offered_names(self.request, self.folder),
            examples=[(one.request, one.command) for one in like])
        return with_material(wording, self.materials)

    def _unguided(self) -> bool:
        """Whether the model was made for this: it gets the request alone, as it learned."""
        return self.app.engine_ready().system_prompt == ""

    def _show(self, proposal: Proposal) -> Proposal:
        self.shown.append(proposal.command)
        remarks = proposal.remarks or self._grounded(proposal.command).remarks
        return replace(proposal, remarks=remarks)

    def _grounded(self, command: str) -> Grounding:
        return ground(command, self.request, self.folder, self._path)

    @property
    def _path(self) -> str:
        return self.app.environ.get("PATH", os.defpath)

    def _fits(self, proposal: Proposal) -> bool:
        """Whether the first answer stands. The bundled model's other ways are worse than a name that is left out; a
        larger one, told of that, finds a better one.
        """
        checked = self._grounded(proposal.command)
        return checked.runs if self._unguided() else not checked.faults

    def _faults(self, proposal: Proposal) -> int:
        return self._grounded(proposal.command).faults

    def _tools(self) -> str:
        return tools_of(self.system, os.path.realpath(shutil.which("ls", path=self.app.environ.get("PATH")) or ""))

    def _shell(self) -> str:
        name = re.split(r"[/\\]", self.app.environ.get("SHELL", ""))[-1]
        return name if re.fullmatch(r"[a-z]{1,12}", name) else ""


def ways_on(logprobs: Sequence[Json]) -> list[str]:
    """Return other beginnings of an answer: each follows it to a place and goes on with another token there."""
    found: list[tuple[float, str]] = []
    so_far = ""
    for step in logprobs:
        if "```" in so_far + step["text"] or len(found) > _WAYS_MAX * _CHOICES:
            break
        # Another program is more of another way than another flag.
        share = 1.0 if so_far else _FIRST
        found += [(share * (step["logprob"] - other["logprob"]), so_far + other["text"]) for other in step["top"]
                  if other["text"] != step["text"] and other["text"].strip() and "`" not in other["text"]]
        so_far += step["text"]
    likely = [found for found in sorted(found) if found[0] < _LIKELY]
    return [text for _, text in likely[:_WAYS_MAX]]
