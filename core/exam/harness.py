"""Takes models through the tests: everyone through tier 0, who passes it through its own tier, then the probes."""

from __future__ import annotations

import errno
import tempfile
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from core.exam import scratch
from core.exam.desk import NOT_ANSWERED, Answered, Desk
from core.exam.effects import judge_effect, lay_out
from core.exam.paper import TIERS, Lane, Paper, Question
from core.exam.record import Record, RunLog, model_key
from core.exam.said import answer_alone, repeats_itself
from core.exam.sat import Sat
from core.exam.shell_effect import is_held_back
from core.exam.shell_effect import lay_out as lay_out_for_command
from core.exam.verdict import Verdict
from core.store.atomic import disk_error
from core.words.errors import BrokenFile, DiskError, DoesNotFit, EngineDied, Interrupted, LuciferError
from core.words.events import Event, Progress
from core.words.values import InstalledModel, Json

DEATHS_MAX = 3
# No answer makes these come about: the disk or memory is full, or too much is open here.
_OF_THE_MACHINE = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE,
                             errno.ENOMEM, errno.EAGAIN))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked: `tiers` None for tier 0 and the model's own; `limit` asks so many of each, spread over all."""

    tiers: tuple[int, ...] | None = None
    diagnostic: bool = False
    lane: Lane | None = None
    short: bool = False
    limit: int | None = None
    probes: bool = True

    def of(self, native: int) -> tuple[int, ...]:
        """Return the tiers a model takes, in order; those above its own are diagnostic."""
        if self.tiers is not None:
            return tuple(sorted({0, *self.tiers}))
        higher = tuple(tier for tier in TIERS if tier > native) if self.diagnostic else ()
        return tuple(sorted({0, native})) + higher

    @classmethod
    def read(cls, options: Mapping[str, Any]) -> Plan:
        """Read what `options` wrote."""
        tiers = options["tiers"]
        return cls(**{**{field.name: options[field.name] for field in fields(cls)},
                      "tiers": None if tiers is None else tuple(tiers)})

    def options(self) -> dict[str, Json]:
        """Write it as what tells runs apart."""
        return {"tiers": self.tiers and list(self.tiers), "diagnostic": self.diagnostic, "lane": self.lane,
                "short": self.short, "limit": self.limit, "probes": self.probes}


OpenDesk = Callable[[InstalledModel], Desk]


class Harness:
    """One run over some models; `Ctrl-C` and kills lose the question at hand and no more."""

    def __init__(self, paper: Paper, plan: Plan, log: RunLog, open_desk: OpenDesk, *,
                 keys: Mapping[Path, str] | None = None) -> None:
        """`keys` are those of model files that another process has looked at."""
        self._keys = dict(keys or {})
        self._paper = paper
        self.plan = plan
        self._log = log
        self._open_desk = open_desk
        self._asked: dict[int | None, tuple[Question, ...]] = {}

    def sit(self, model: InstalledModel) -> Generator[Event, str, Sat]:
        """Take one model through its tiers; what an earlier start has answered is not asked again."""
        sat = Sat(model)
        invigilator = _Invigilator(model, self.key_of(model), self._log, self._open_desk)
        try:
            for tier in self.plan.of(model.tier):
                if tier > 0 and not sat.passed(0):
                    break
                yield from self._ask_all(invigilator, sat, tier)
            if self.plan.probes and not self.plan.short and sat.passed(0):
                yield from self._ask_all(invigilator, sat, None)
        except (Interrupted, DiskError):  # neither is the model's: what cannot be written down is not to be asked
            raise
        except LuciferError as error:
            # What was answered stays in the report, whatever ends the asking.
            sat.problem, sat.failed = error.message, isinstance(error, BrokenFile | EngineDied)
        finally:
            invigilator.close()
        sat.unfinished = self._unfinished(sat.records)
        return sat

    def sit_part(self, model: InstalledModel, tier: int | None, known: frozenset[str]
                 ) -> Generator[Event, str, None]:
        """Ask one model what one tier asks (None: the probes), but for the questions that are answered elsewhere."""
        invigilator = _Invigilator(model, self.key_of(model), self._log, self._open_desk)
        try:
            for question in self.questions(tier):
                if question.id not in known and invigilator.known(question) is None:
                    invigilator.ask(question)
                    yield Progress(f"{model.name}: {question.id}", 1)
        finally:
            invigilator.close()

    def open_parts(self, model: InstalledModel) -> list[int | None]:
        """Return the tiers (None: the probes) that can be asked now and are not answered yet."""
        first, *rest = self._parts(model)
        if self._missing(model, first):
            return [first]
        return [tier for tier in rest if self._missing(model, tier)] if self._passed(model, first) else []

    def known_of(self, model: InstalledModel, tier: int | None) -> frozenset[str]:
        """Return the questions of a tier that are answered."""
        return frozenset(record.id for record in self._answers(model, tier))

    def progress(self, model: InstalledModel) -> tuple[int, int]:
        """Return how many questions a model has answered, and how many it is asked in all, as far as is known now."""
        first, *rest = self._parts(model)
        over = not self._missing(model, first) and not self._passed(model, first)
        parts = [first] if over else [first, *rest]
        return (sum(len(self._answers(model, tier)) for tier in parts),
                sum(len(self.questions(tier)) for tier in parts))

    def sat_of(self, model: InstalledModel, *, problem: str = "", failed: bool = False) -> Sat:
        """Say what came of a model that was asked elsewhere, by the answers that are written down."""
        answers = {tier: self._answers(model, tier) for tier in self._parts(model)}
        records = {tier: found for tier, found in answers.items() if found}
        return Sat(model, records, problem, failed, self._unfinished(records))

    def key_of(self, model: InstalledModel) -> str:
        """Return a model's key, the same through the whole run: its file may be changed or removed meanwhile."""
        if model.path not in self._keys:
            known = None if model.path.exists() else self._log.key_of(model.path)
            self._keys[model.path] = known or model_key(model)
        return self._keys[model.path]

    def _unfinished(self, records: Mapping[int | None, Sequence[Record]]) -> frozenset[int | None]:
        return frozenset(tier for tier, found in records.items() if len(found) < len(self.questions(tier)))

    def _parts(self, model: InstalledModel) -> list[int | None]:
        probes = [None] if self.plan.probes and not self.plan.short else []
        return [*self.plan.of(model.tier), *probes]

    def _answers(self, model: InstalledModel, tier: int | None) -> list[Record]:
        key = self.key_of(model)
        found = (self._log.find(f"{key}:{question.item.digest}", question.id) for question in self.questions(tier))
        return [record for record in found if record is not None]

    def _missing(self, model: InstalledModel, tier: int | None) -> bool:
        return len(self._answers(model, tier)) < len(self.questions(tier))

    def _passed(self, model: InstalledModel, tier: int | None) -> bool:
        return Sat(model, {tier: self._answers(model, tier)}).passed(0 if tier is None else tier)

    def questions(self, tier: int | None) -> tuple[Question, ...]:
        """Return what is asked in a tier."""
        if tier not in self._asked:
            self._asked[tier] = self._chosen(tier)
        return self._asked[tier]

    def left_out(self) -> str:
        """Say which questions nobody is asked on this machine, and why; "" where all are."""
        probes = self._paper.questions(None, lane=self.plan.lane)
        count = sum(question.command_in is not None for question in probes)
        if is_held_back() or not count or self.plan.short or not self.plan.probes:
            return ""
        return ("no model's command is run where nothing can hold it back (this kernel has no Landlock): "
                f"{count} probes of the shell are left out")

    def _chosen(self, tier: int | None) -> tuple[Question, ...]:
        asked = self._paper.questions(tier, lane=self.plan.lane, short=self.plan.short)
        if not is_held_back():
            asked = tuple(question for question in asked if question.command_in is None)
        limit = self.plan.limit
        if limit is None or limit >= len(asked):
            return asked
        # Spread over the whole tier, so that a few questions still stand for it.
        return tuple(asked[place * len(asked) // limit] for place in range(limit))

    def _ask_all(self, invigilator: _Invigilator, sat: Sat, tier: int | None) -> Generator[Event, str, None]:
        questions = self.questions(tier)
        name = "probes" if tier is None else f"tier {tier}"
        begun = time.monotonic()
        asked = 0
        for done, question in enumerate(questions):
            left = (time.monotonic() - begun) / asked * (len(questions) - done) if asked else None
            yield Progress(f"{sat.model.name}: {name}", done, len(questions), seconds_left=left)
            known = invigilator.known(question)
            if known is None:
                asked += 1
                known = invigilator.ask(question)
            sat.records.setdefault(tier, []).append(known)
        yield Progress(f"{sat.model.name}: {name}", len(questions), len(questions))


class _Invigilator:
    """Asks one model, writes down what it says, and opens its desk only when there is something left to ask."""

    def __init__(self, model: InstalledModel, key: str, log: RunLog, open_desk: OpenDesk) -> None:
        self._model = model
        self._key = key
        self._log = log
        self._open_desk = open_desk
        self._desk: Desk | None = None
        self._deaths = 0

    def known(self, question: Question) -> Record | None:
        return self._log.find(self._key_of(question), question.id)

    def ask(self, question: Question) -> Record:
        """Ask and judge; a model that dies of a question has failed it, and of three in a row the rest too."""
        desk = self._ready()
        begun = time.perf_counter()
        answered = NOT_ANSWERED
        try:
            with ExitStack() as scene:
                answered, check = _answered(desk, question, scene)
                verdict = _verdict(check)
            self._deaths = 0
        except EngineDied as error:
            self._deaths += 1
            verdict = Verdict(False, error.message)
            if self._deaths >= DEATHS_MAX:
                raise EngineDied(f"it died of {DEATHS_MAX} questions in a row: {error.message}") from error
        except DoesNotFit as error:
            verdict = Verdict(False, error.message)
        except OSError as error:  # nothing that the model is to blame for
            raise disk_error("lay out and judge questions in", Path(tempfile.gettempdir()), error) from error
        item = question.item
        record = Record(
            model=self._model.name, key=self._key_of(question), tier=item.tier, lane=item.lane, skill=item.skill,
            id=question.id, prompt=question.text, response=answered.text, passed=verdict.passed, why=verdict.why,
            seconds=time.perf_counter() - begun, memory_bytes=desk.memory_bytes(),
            prompt_tokens=answered.prompt_tokens, prompt_seconds=answered.prompt_seconds,
            generated=answered.generated, generate_seconds=answered.generate_seconds)
        self._log.introduce(self._model, self._key)
        self._log.add(record)
        return record

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()

    def _ready(self) -> Desk:
        if self._desk is None:
            self._desk = self._open_desk(self._model)
        return self._desk

    def _key_of(self, question: Question) -> str:
        return f"{self._key}:{question.item.digest}"


def _answered(desk: Desk, question: Question, scene: ExitStack) -> tuple[Answered, Callable[[], Verdict]]:
    """Ask, each lane in its own way; return what was answered and what judges it, before `scene` is left."""
    item = question.item
    if item.lane == "model":
        answered = (desk.answer(item.question(question.wording), item.tokens_max) if question.command_in is None
                    else _suggested(desk, question.text, question.command_in))
        return answered, partial(_judge, question, answered)
    folder = scene.enter_context(scratch.folder()) / "here"
    folder.mkdir()
    lay_out(item.folder, folder)
    # The lines of one wording; a line that is refused shows why.
    shown = desk.say(item.asks[question.wording], folder)
    return (replace(NOT_ANSWERED, text="\n".join(shown)),
            partial(judge_effect, item.effect, question.wording, folder, shown))


def _verdict(check: Callable[[], Verdict]) -> Verdict:
    """Judge; what the check itself trips over costs this one question, unless it is this machine that fails."""
    try:
        return check()
    except Exception as error:
        if isinstance(error, DiskError) or getattr(error, "errno", None) in _OF_THE_MACHINE:
            raise
        return Verdict(False, f"could not be judged: {type(error).__name__}: {error}"[:300])


def _judge(question: Question, answered: Answered) -> Verdict:
    check = question.item.check
    text = answer_alone(answered.text)
    if check is None or not text:
        return Verdict(False, "says nothing" + (" before its limit of tokens" if answered.cut else ""))
    if answered.cut and repeats_itself(text):
        return Verdict(False, "repeats itself without end")
    return check.judge(question.item.question(question.wording), text)


def _suggested(desk: Desk, text: str, files: Mapping[str, Json]) -> Answered:
    """Ask for a command in a folder as the request has it; nothing runs there."""
    with scratch.folder() as folder:
        lay_out_for_command(dict(files), folder)
        return desk.suggest(text, folder)


def sit_all(harness: Harness, models: Sequence[InstalledModel], said: Callable[[Sat], Event], *,
            done: Mapping[str, Sat]) -> Generator[Event, str, list[Sat]]:
    """Take one model after the other but those that are done; `said` makes what is shown of each when it is done."""
    results = []
    for model in models:
        if model.name in done:
            results.append(done[model.name])
            continue
        sat = yield from harness.sit(model)
        results.append(sat)
        yield said(sat)
    return results
