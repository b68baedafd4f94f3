"""One conversation: its turns, what the model is given, the answer streamed back, and every turn logged at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from core.assist import summary
from core.assist.fitting import answer_room, fitted
from core.assist.material import GIVEN, Material, material_names, with_material, without_texts
from core.assist.references import References
from core.assist.summarising import written_summary
from core.assist.summary import Summary
from core.engine.engine import Reply
from core.engine.options import ChatOptions, Loaded
from core.store.session_log import Line, standing
from core.words.errors import DiskError, EngineDied, LuciferError, UsageError
from core.words.events import Event, Notice, PieceEvent, ReplyDone
from core.words.failing import if_it_fails
from core.words.values import Json, Message, Origin, Role, Stop, Usage

SYSTEM_PROMPT = ("You are LuciferAI, an assistant in a terminal. You run offline on the person's own machine. "
                 "Be brief and exact. Put a shell command in a ```sh block. Say so when you do not know.")


class Talker(Protocol):
    """The part of the engine that a conversation uses."""

    @property
    def loaded(self) -> Loaded | None:
        """The model that is loaded now, if one is."""

    def chat(self, messages: Sequence[Message], options: ChatOptions) -> Reply:
        """Start an answer."""

    def count(self, messages: Sequence[Message]) -> int:
        """Count the tokens of a rendered conversation."""

    def count_text(self, text: str) -> int:
        """Count the tokens of a bare text."""

    def save_kv(self, session_id: str, messages: Sequence[Message]) -> object:
        """Keep the state of a conversation on disk."""

    def restore_kv(self, session_id: str, messages: Sequence[Message]) -> int:
        """Bring a kept state back; return how many tokens that spares."""


class Log(Protocol):
    """Where turns are kept: a session, or nowhere."""

    notices: list[str]

    @property
    def id(self) -> str:
        """The name of the session."""

    @property
    def title(self) -> str:
        """What the conversation is about."""

    @property
    def model(self) -> str | None:
        """The model that spoke last."""

    def add(self, message: Message, usage: Usage | None = None, model: str | None = None) -> None:
        """Keep one turn."""

    def event(self, type_: str, **facts: Json) -> None:
        """Keep a remark."""

    def retract(self, count: int) -> list[Message]:
        """Take back the last turns."""

    def messages(self) -> list[Message]:
        """Return the turns that stand."""

    def lines(self) -> list[Line]:
        """Return everything kept, in order."""


class Unlogged:
    """The log of a conversation that is not kept."""

    id = title = ""
    model = None

    def __init__(self) -> None:
        self.notices: list[str] = []

    def add(self, message: Message, usage: Usage | None = None, model: str | None = None) -> None:
        """Keep nothing."""

    def event(self, type_: str, **facts: Json) -> None:
        """Keep nothing."""

    def retract(self, count: int) -> list[Message]:
        """There is nothing to take back."""
        del count
        return []

    def messages(self) -> list[Message]:
        """There are none."""
        return []

    def lines(self) -> list[Line]:
        """There are none."""
        return []


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer that came to its end, or as far as it came."""

    text: str
    stop: Stop
    usage: Usage
    logprobs: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the context, as `context` shows it."""

    name: str
    tokens: int
    text: str


class Conversation:
    """The turns so far, in memory and in the session's log."""

    def __init__(self, *, engine: Talker, ready: Callable[[], Loaded], session: Log,
                 facts: Callable[[], Sequence[str]], system: Callable[[], str], model: Callable[[], str],
                 warnings: list[str]) -> None:
        self._engine = engine
        self._ready = ready
        self._facts = facts
        self._system = system
        self._model = model
        # Filled by what makes up the messages; said, and emptied, with the next answer.
        self._warnings = warnings
        self._unsaved = False
        self.session = session
        self.turns: list[Message] = session.messages()
        self.summary: Summary | None = summary.in_force(session.lines())
        self.references = References(session)
        # What the model has read that others wrote: also what came with the turns of an earlier run.
        self.read_names = [name for message in self.turns for name in material_names(message)]
        self.last_usage: Usage | None = None
        # Set where a kept state may lie on disk: it is brought back when it is first needed.
        self.unrestored = False

    def system_message(self, loaded: Loaded) -> Message | None:
        """Return the first message, with what is to be remembered; a model that wants none gets none."""
        if loaded.system_prompt == "":
            return None
        text = self._system() or loaded.system_prompt or SYSTEM_PROMPT
        facts = self._facts()
        if facts:
            listed = "\n".join(f"- {fact}" for fact in facts)
            text += f"\n\nThe person asked you to remember, in their own words:\n{listed}"
        return Message(Role.SYSTEM, text, origin="program")

    def messages(self, loaded: Loaded) -> list[Message]:
        """Return everything the model is given: a summary, where there is one, in the place of what it covers."""
        system = self.system_message(loaded)
        older = self.summary.messages() if self.summary else []
        turns = self.turns[self.summary.covers if self.summary else 0:]
        return [*([system] if system else []), *older, *(without_texts(turns) if loaded.system_prompt == "" else turns)]

    def ask(self, question: str, options: ChatOptions, *, materials: tuple[Material, ...] = (),
            origin: Origin = "typed", shown: bool = True, wording: str = "") -> Generator[Event, str, Turn]:
        """Ask, stream the answer, and keep both. What came of an interrupted answer is kept too.

        `wording` is what the model gets in the place of the question; it is not kept. `origin` is that of a question
        which holds the texts that went along with it.
        """
        begun = time.monotonic()
        loaded = self._ready()
        waited = time.monotonic() - begun
        if self.unrestored:
            with suppress(LuciferError):
                self.restore()
        if materials:
            materials = yield from self._fitted(question, materials, options, loaded)
        message = Message(Role.USER, with_material(question, materials), at=_now(),
                          origin=materials[0].origin if materials else origin)
        self.read_names += [material.name for material in materials]
        given = replace(message, text=wording) if wording else message
        reply = self._engine.chat([*self.messages(loaded), given], options)
        kept, pieces, complete = len(self.turns), 0, False
        try:
            while self._warnings:
                yield Notice(self._warnings.pop(0), "warning")
            yield from self._keep(message)
            if shown:  # from here on "the second one" may be one of the answer
                self.references.forget_list()
            for piece in reply:
                pieces += 1
                if shown:
                    yield PieceEvent(piece)
            complete = True
        except EngineDied as error:
            if pieces:
                raise EngineDied(f"{error.message}; what came of the answer is kept", hint=error.hint) from error
            raise
        finally:
            if not complete:
                reply.close()
                if len(self.turns) > kept:
                    self._keep_quietly(reply, pieces, options.prefill)
        for notice in reply.notices:
            yield Notice(notice, "warning")
        usage = reply.usage if reply.usage.load_seconds else replace(reply.usage, load_seconds=waited)
        yield from self._keep(_answer(reply, options.prefill), usage=usage)
        self.last_usage = usage
        turn = Turn(reply.text, reply.stop, usage, reply.logprobs)
        if shown:
            yield ReplyDone(turn.text, turn.usage, reply_data(turn, self._model()))
        return turn

    def _fitted(self, question: str, materials: tuple[Material, ...], options: ChatOptions, loaded: Loaded
                ) -> Generator[Event, str, tuple[Material, ...]]:
        """Make what goes along fit what is free in the context, and say its size before the answer begins."""
        used = self._engine.count([*self.messages(loaded), Message(Role.USER, question)])
        room = loaded.context - used - answer_room(loaded.context, options.max_tokens)
        for material in materials:
            if material.path:
                self.references.note("folder" if material.is_folder else "file", material.path, "asked about")
        return (yield from fitted(question, materials, room, self._engine.count_text))

    @property
    def origin(self) -> str:
        """Say where a command in an answer comes from: the model, and what it had read that others wrote."""
        read = ", ".join(dict.fromkeys(self.read_names))
        return f"the model, which had read {read}" if read else "the model"

    @property
    def last_number(self) -> int:
        """The place of the last turn, or of the summary, among all that this program has written down."""
        return max(self._last_message, self.summary.seq if self.summary else 0)

    @property
    def just_compacted(self) -> bool:
        """Whether nothing was said since the summary was put in place."""
        return self.summary is not None and self.summary.seq > self._last_message

    @property
    def _last_message(self) -> int:
        return max((line.seq for line in standing(self.session.lines())), default=0)

    def note(self, type_: str, **facts: Json) -> None:
        """Keep a remark in the log; a full disk does not stop what was agreed to."""
        with suppress(DiskError):
            self.session.event(type_, **facts)

    def ask_again(self, question: str, options: ChatOptions, taken_back: int,
                  materials: tuple[Material, ...] = (), origin: Origin = "typed") -> Generator[Event, str, Turn]:
        """Ask a question in the place of the last one; when nothing comes of it, the old turns come back."""
        gone = self.retract(taken_back)
        left = len(self.turns)
        # Ctrl-C too, and a handler that is closed: what was said before is not lost to it.
        with if_it_fails(lambda: self._bring_back(gone) if len(self.turns) == left else None):
            return (yield from self.ask(question, options, materials=materials, origin=origin))

    def retract(self, count: int) -> list[Message]:
        """Take back the last messages, in memory and in the log."""
        gone = self.turns[-count:] if count else []
        self._take_back(len(gone))
        return gone

    def last_exchange(self) -> list[Message]:
        """Return the messages from the last question on."""
        places = [place for place, message in enumerate(self.turns) if message.role is Role.USER]
        if not places:
            raise UsageError("there is no question yet in this session")
        return self.turns[places[-1]:]

    def summarise(self, options: ChatOptions) -> Generator[Event, str, tuple[Summary, int, int]]:
        """Have the model write a summary; return it with the tokens before and after. Nothing is changed yet."""
        if not self.turns:
            raise UsageError("there is nothing to compact")
        loaded = self._ready()
        given = self.messages(loaded)
        before = self._engine.count(given)
        text = yield from written_summary(self._engine, given, options, loaded.context)
        made = Summary(text, len(self.turns))
        system = self.system_message(loaded)
        return made, before, self._engine.count([*([system] if system else []), *made.messages()])

    def compact(self, made: Summary) -> None:
        """Give the model this summary from now on; every message stays in the log and in what is shown."""
        covered = summary.covered_by(self.session.lines())
        with suppress(DiskError):
            self.session.event(summary.LINE_TYPE, text=made.text, seqs=covered)
        self.summary = replace(made, seq=max((line.seq for line in self.session.lines()), default=0))

    def take_back_summary(self) -> None:
        """Give the model the messages again that the summary stands for (or the summary before this one)."""
        if self.summary is not None:
            with suppress(DiskError):
                self.session.event("retract", seqs=[self.summary.seq])
            self.summary = summary.in_force(self.session.lines())

    def parts(self, loaded: Loaded) -> list[Part]:
        """Count what the context holds, part by part; the sums are those of the rendered conversation."""
        found: list[Part] = []
        given: list[Message] = []
        before = 0
        for message in self.messages(loaded):
            given.append(message)
            total = self._engine.count(given)
            name = {Role.SYSTEM: "instructions", Role.USER: "you", Role.ASSISTANT: "answer"}[message.role]
            if message.origin == "memory":
                name = "summary"
            elif message.role is Role.USER and message.origin in GIVEN:
                name = f"you, with {', '.join(material_names(message))}"
            found.append(Part(name, max(0, total - before), message.text))
            before = max(before, total)
        return found

    def save(self) -> None:
        """Keep the state of the context on disk for a quick `resume`; no model is loaded for that."""
        loaded = self._engine.loaded
        if self.turns and loaded is not None:
            self._engine.save_kv(self.session.id, self.messages(loaded))

    def restore(self) -> int:
        """Bring back the kept state of this session; return how many tokens need no processing again."""
        self.unrestored = False
        return self._engine.restore_kv(self.session.id, self.messages(self._ready()))

    def _take_back(self, count: int) -> None:
        if count:
            del self.turns[-count:]
            if self.summary is not None:
                left = min(self.summary.covers, len(self.turns))
                self.summary = replace(self.summary, covers=left) if left else None
            with suppress(DiskError):
                self.session.retract(count)

    def _bring_back(self, gone: Sequence[Message]) -> None:
        model = self.session.model
        for message in gone:
            self.turns.append(message)
            with suppress(DiskError):
                self.session.add(message, model=model if message.role is Role.ASSISTANT else None)

    def _keep(self, message: Message, usage: Usage | None = None) -> Generator[Event, str, None]:
        self.turns.append(message)
        try:
            self.session.add(message, usage, self._model() if message.role is Role.ASSISTANT else None)
            self._unsaved = False
        except DiskError as error:
            if not self._unsaved:
                self._unsaved = True
                yield Notice(f"this session is not being saved: {error.message}", "warning")

    def _keep_quietly(self, reply: Reply, pieces: int, prefill: str) -> None:
        """Keep half an answer while the handler is being closed; a question nothing came of is taken back."""
        if not pieces:
            self._take_back(1)
            return
        self.turns.append(_answer(reply, prefill))
        with suppress(DiskError):
            self.session.add(self.turns[-1], reply.usage, self._model())
            self.session.event("incomplete", stop=reply.stop)


def _answer(reply: Reply, prefill: str) -> Message:
    return Message(Role.ASSISTANT, prefill + reply.text, at=_now(), origin="model", thought=reply.thought)


def reply_data(turn: Turn, model: str) -> Json:
    """Write an answer as `ask --json` prints it."""
    usage = turn.usage
    return {"text": turn.text, "model": model,
            "tokens": {"prompt": usage.prompt, "reused": usage.reused, "generated": usage.generated},
            "seconds": {"load": round(usage.load_seconds, 4), "prompt": round(usage.prompt_seconds, 4),
                        "generate": round(usage.generate_seconds, 4)},
            "stop": turn.stop}


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="milliseconds")
