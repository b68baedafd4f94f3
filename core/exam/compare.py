"""Models side by side: how well they foretell a text, how far the others are from the first, size, speed, memory."""

from __future__ import annotations

import random
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.engine.engine import Engine
from core.engine.options import ChatOptions, LoadOptions, Score
from core.exam.measured import Share
from core.exam.said import answer_alone
from core.store.kv_states import KvStates
from core.words.errors import LuciferError
from core.words.events import Answer, Choice, Event, Notice, Progress, Question
from core.words.values import InstalledModel, Json, Message, Role, Usage

CONTEXT = 2048
TOKENS_MAX = 8192
_ANSWER_TOKENS = 96
_BLIND_TOKENS = 400
_KEPT_KEY = "c0" * 16
_QUESTION = "Write a few sentences about the sea."


@dataclass(frozen=True, slots=True)
class Compared:
    """One model of a comparison; `problem` says what could not be measured and why."""

    model: InstalledModel
    score: Score | None
    usage: Usage
    memory_bytes: int
    problem: str = ""

    @property
    def prompt_tokens_per_second(self) -> float | None:
        read = self.usage.prompt - self.usage.reused
        return read / self.usage.prompt_seconds if self.usage.prompt_seconds else None

    def data(self) -> dict[str, Json]:
        score = self.score
        return {"name": self.model.name, "quant": self.model.quant, "size_bytes": self.model.size_bytes,
                "perplexity": score and round(score.perplexity, 4),
                "bits_per_byte": score and round(score.bits_per_byte, 5),
                "divergence": score and score.divergence, "divergence_99": score and score.divergence_99,
                "same_top": score and score.same_top, "tokens_scored": score and score.tokens,
                "tokens_per_second": round(self.usage.tokens_per_second, 2),
                "prompt_tokens_per_second": self.prompt_tokens_per_second and round(self.prompt_tokens_per_second, 2),
                "memory_bytes": self.memory_bytes, "problem": self.problem}


def compare(models: Sequence[InstalledModel], text: str, kv: KvStates, log: Path
            ) -> Generator[Event, str, list[Compared]]:
    """Measure one model after the other; the first is what the others' divergence is taken from."""
    kept = kv.path(_KEPT_KEY) if kv.enabled else None
    found: list[Compared] = []
    try:
        for place, model in enumerate(models):
            yield Progress(f"reading the text with {model.name}", place, len(models))
            engine = Engine(kv=kv, log=log)
            try:
                found.append(_measured(engine, model, text, first=place == 0, kept=kept))
            except LuciferError as error:
                found.append(Compared(model, None, Usage(), 0, error.message))
            finally:
                engine.close()
        yield Progress("done", len(models), len(models))
    finally:
        if kept is not None:
            kept.unlink(missing_ok=True)
    return found


def _measured(engine: Engine, model: InstalledModel, text: str, *, first: bool, kept: Path | None) -> Compared:
    engine.load(LoadOptions(path=model.path, context=CONTEXT))
    problem = ""
    if first or kept is None or not kept.exists():
        score = engine.score(text, tokens_max=TOKENS_MAX, save=kept if first else None)
    else:
        try:
            score = engine.score(text, tokens_max=TOKENS_MAX, against=kept)
        except LuciferError as error:
            problem = error.message
            score = engine.score(text, tokens_max=TOKENS_MAX)
    with engine.chat([Message(Role.USER, f"{text[:2000]}\n\n{_QUESTION}")],
                     ChatOptions(max_tokens=_ANSWER_TOKENS, temperature=0.0, draft=False)) as reply:
        for _ in reply:
            pass
    return Compared(model, score, reply.usage, engine.memory_bytes(), problem)


@dataclass(frozen=True, slots=True)
class Preference:
    """How often the person liked the first model's answer better, unseen which was whose; ties count for neither."""

    first: int
    second: int
    ties: int

    @property
    def share(self) -> Share:
        return Share(self.first, self.first + self.second)

    def data(self) -> dict[str, Json]:
        return {"first": self.first, "second": self.second, "ties": self.ties, **self.share.data()}


def blind(first: InstalledModel, second: InstalledModel, prompts: Sequence[str], log: Path, chance: random.Random
          ) -> Generator[Event, str, Preference]:
    """Let both answer the person's own questions and have them choose, in an order that nobody knows."""
    answers: list[list[str]] = []
    for model in (first, second):
        engine = Engine(log=log)
        try:
            engine.load(LoadOptions(path=model.path, context=CONTEXT * 2))
            mine = []
            for place, prompt in enumerate(prompts):
                yield Progress("the two models answer", len(answers) * len(prompts) + place, 2 * len(prompts))
                mine.append(_answer(engine, prompt))
            answers.append(mine)
        finally:
            engine.close()
    votes = {"first": 0, "second": 0, "tie": 0}
    for place, prompt in enumerate(prompts):
        swapped = chance.random() < 0.5
        shown = (answers[1][place], answers[0][place]) if swapped else (answers[0][place], answers[1][place])
        yield Answer(f"{place + 1} of {len(prompts)}: {prompt}\n\n--- answer 1 ---\n{shown[0]}\n\n--- answer 2 ---\n"
                     f"{shown[1]}")
        vote = yield Question("which is better?", (Choice("1", "answer 1"), Choice("2", "answer 2"),
                                                   Choice("t", "a tie"), Choice("q", "enough")), default="q", yes="t")
        if vote == "q":
            yield Notice("stopped; what was said so far counts")
            break
        votes["tie" if vote == "t" else "first" if (vote == "1") != swapped else "second"] += 1
    return Preference(votes["first"], votes["second"], votes["tie"])


def _answer(engine: Engine, prompt: str) -> str:
    with engine.chat([Message(Role.USER, prompt)], ChatOptions(max_tokens=_BLIND_TOKENS, temperature=0.0)) as reply:
        for _ in reply:
            pass
    return answer_alone(reply.text) or "(no answer)"
