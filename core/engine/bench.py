"""Figures of the engine on this machine, each from one run: speed beside bare llama.cpp, cancel, resume, crash."""

from __future__ import annotations

import getpass
import os
import random
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from types import TracebackType

from core.engine.engine import ChatOptions, Engine, Loaded, LoadOptions
from core.engine.frames import Frame, read_frame, write_frame
from core.engine.process import resident_bytes
from core.engine.random_model import WORDS_1B, Words, follow_chain, make_words
from core.engine.spawn import command
from core.models.fit import measured_speed
from core.models.gguf_header import read_header
from core.store.atomic import disk_error
from core.store.home import Home
from core.store.kv_states import KvStates
from core.words.errors import DiskError, EngineDied, UsageError
from core.words.units import bytes_text
from core.words.values import Message, Role

RANDOM_MODEL = "random-1.1b"
FIGURES = ("decode", "prompt", "cancel", "resume", "draft", "crash", "memory")
_DEPTH_TOKENS, _ANSWER_TOKENS, _READ_TOKENS = 400, 48, 600
_LONG_TOKENS, _SESSION_TOKENS = 8000, 4000
_ROOM_TOKENS = 256
_KV_BUDGET_BYTES = 1 << 34


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value and the bar it is held to."""

    name: str
    value: float
    unit: str
    bar: str
    met: bool
    detail: str


def random_model() -> Path:
    """Return the 1.1B-shaped Q4_K_M model with random weights (0.7 GB), built in seconds when it is not there.

    A child builds it, so that numpy does not count as memory of the prompt's process.
    """
    folder = Path(tempfile.gettempdir()) / f"luciferai-bench-{getpass.getuser()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        # The name can be guessed: what somebody else has put there is not loaded.
        if folder.is_symlink() or (hasattr(os, "geteuid") and folder.stat().st_uid != os.geteuid()):
            raise DiskError(f"{folder} is not a folder of yours", hint="remove it, or set TMPDIR to a folder of yours")
        path = folder / f"{RANDOM_MODEL}.gguf"
        if not path.exists():
            _build(path)
    except OSError as error:
        raise disk_error("write", folder, error) from error
    return path


def _build(path: Path) -> None:
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        made = subprocess.run([*command("core.engine.random_model"), str(part)], capture_output=True, text=True,
                              errors="replace", check=False)
        if made.returncode != 0:
            reason = (made.stderr.strip() or f"status {made.returncode}").splitlines()[-1]
            raise DiskError(f"the model for the bench cannot be built in {path.parent}: {reason}",
                            hint="it needs 0.7 GB of disk; TMPDIR says where")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class Reference:
    """Bare llama.cpp in a process of its own."""

    def __init__(self, path: Path, loaded: Loaded) -> None:
        self._child = subprocess.Popen(
            command("core.engine.bench_reference"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        self._ask({"path": str(path), "context": loaded.context, "threads": loaded.threads})

    def time(self, tokens: Sequence[int], kept: int, generate: int) -> Frame:
        return self._ask({"tokens": list(tokens), "kept": kept, "generate": generate})

    def _ask(self, frame: Frame) -> Frame:
        assert self._child.stdin is not None and self._child.stdout is not None
        write_frame(self._child.stdin, frame)
        answer = read_frame(self._child.stdout)
        if answer is None:
            raise EngineDied("the reference process for the bench stopped")
        return answer

    def __enter__(self) -> Reference:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()


class Bench:
    """Measures one model. The texts are words of the random model's chain, which other models read as nonsense."""

    def __init__(self, path: Path, *, rounds: int = 5, log: Path | None = None) -> None:
        self._path = path
        self._rounds = rounds
        self._log = log
        self._words: Words = make_words("spm", WORDS_1B)
        self._chance = random.Random(7)

    def figures(self, names: Sequence[str]) -> Iterator[Figure]:
        """Measure the named figures in order."""
        measures: tuple[Callable[[], Iterator[Figure]], ...] = (
            self._decode, self._prompt, self._cancel, self._resume, self._draft, self._crash, self._memory)
        for name in names:
            if name not in FIGURES:
                raise UsageError(f"the bench measures no {name!r}", hint="one of: " + ", ".join((*FIGURES, "all")))
        for name in names:
            yield from measures[FIGURES.index(name)]()

    def _engine(self, tokens: int, kv: KvStates | None = None) -> Engine:
        """Load with room for so many tokens, or for what the model was trained for if that is less."""
        engine = Engine(kv=kv, log=self._log)
        trained = read_header(self._path).context_length or tokens
        engine.load(LoadOptions(self._path, context=min(tokens, trained)))
        return engine

    def _text(self, engine: Engine, start: int, tokens: int) -> list[Message]:
        """Return a question of about so many tokens, as many of them as the context has room for."""
        most = max(min(tokens, engine.wait().context - _ROOM_TOKENS), 1)
        text = follow_chain(self._words, start, most).strip()
        while (count := engine.count_text(text)) > most:
            text = text[:int(len(text) * most / count * 0.98)]
        return [Message(Role.USER, text)]

    def _compare(self, tokens: int, answer: int) -> tuple[list[float], list[float], list[Frame]]:
        """Return the ratios of reading and of generating speed, engine to reference, one per round."""
        reading, generating, raws = [], [], []
        engine = self._engine(tokens + answer + _ROOM_TOKENS)
        assert engine.loaded is not None
        with Reference(self._path, engine.loaded) as reference:
            prompt: list[int] = []
            for number in range(self._rounds + 1):
                messages = self._text(engine, 1000 + 2000 * number, tokens)
                before, prompt = prompt, engine.tokens(messages)
                pairs = zip(before, prompt[:-1], strict=False)
                kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
                # In turn, because the threads of the one that was first still spin while the other begins.
                raw = reference.time(prompt, kept, answer) if number % 2 == 0 else None
                ours = _time(engine, messages, ChatOptions(temperature=0, max_tokens=answer, draft=False))
                raw = raw or reference.time(prompt, kept, answer)
                if number == 0:  # the first round warms both up
                    continue
                share = (len(prompt) - ours.reused) / (len(prompt) - kept)
                reading.append(raw["prompt_seconds"] * share / ours.first_seconds)
                generating.append(raw["generate_seconds"] / ours.rest_seconds * (ours.count - 1) / (answer - 1))
                raws.append({**raw, "tokens": len(prompt), "read": len(prompt) - kept})
        engine.close()
        return reading, generating, raws

    def _decode(self) -> Iterator[Figure]:
        _, ratios, raws = self._compare(_DEPTH_TOKENS, _ANSWER_TOKENS)
        speed = (_ANSWER_TOKENS - 1) / statistics.median(raw["generate_seconds"] for raw in raws)
        yield _ratio("decode speed", ratios, 0.95, f"of bare llama.cpp ({speed:.1f} tokens/s at "
                                                   f"{raws[0]['tokens']} tokens of depth)")
        ours, memory = speed * statistics.median(ratios), measured_speed()
        weights = self._path.stat().st_size
        yield Figure("decode against memory", ours * weights / memory, "", "none", True,
                     f"{bytes_text(weights)} of weights for each of {ours:.1f} tokens/s, of the "
                     f"{bytes_text(round(memory))}/s that one core moves: near 1 only memory holds it back")

    def _prompt(self) -> Iterator[Figure]:
        ratios, _, raws = self._compare(_READ_TOKENS, 2)
        speed = statistics.median(raw["read"] / raw["prompt_seconds"] for raw in raws)
        yield _ratio("prompt speed", ratios, 0.97, f"of bare llama.cpp ({speed:.0f} tokens/s over "
                                                   f"{raws[0]['read']} tokens)")

    def _cancel(self) -> Iterator[Figure]:
        engine = self._engine(_LONG_TOKENS + 2 * _ROOM_TOKENS)
        messages = self._text(engine, 0, _LONG_TOKENS)
        count = engine.count(messages)
        seconds = []
        for _ in range(4 * self._rounds):
            reply = engine.chat(messages, ChatOptions(temperature=0, max_tokens=4))
            time.sleep(self._chance.uniform(0.05, 1.5))
            begun = time.perf_counter()
            reply.close()
            seconds.append(time.perf_counter() - begun)
            if reply.stop != "cancelled":
                break
        engine.close()
        worst = sorted(seconds)[max(0, round(0.95 * len(seconds)) - 1)]
        yield Figure("cancel to ready, 95th percentile", worst, "s", "<= 0.5", worst <= 0.5,
                     f"while {count} tokens are being read, {len(seconds)} times, "
                     f"median {statistics.median(seconds):.3f} s")

    def _resume(self) -> Iterator[Figure]:
        options = ChatOptions(temperature=0, max_tokens=24, draft=False)
        with tempfile.TemporaryDirectory() as folder:
            kv = KvStates(Home.open(folder, {}), _KV_BUDGET_BYTES)
            engine = self._engine(_SESSION_TOKENS + 2 * _ROOM_TOKENS, kv)
            history = self._text(engine, 0, _SESSION_TOKENS)
            first = _time(engine, history, options)
            messages = [*history, Message(Role.ASSISTANT, first.text), Message(Role.USER, "once more")]
            engine.save_kv("bench", messages[:2])
            engine.close()
            engine = self._engine(_SESSION_TOKENS + 2 * _ROOM_TOKENS, kv)
            fresh = _time(engine, messages, options)
            engine.close()
            engine = self._engine(_SESSION_TOKENS + 2 * _ROOM_TOKENS, kv)
            begun = time.perf_counter()
            tokens = engine.restore_kv("bench", messages)
            took = time.perf_counter() - begun
            resumed = _time(engine, messages, options)
            engine.close()
        faster = fresh.first_seconds / (took + resumed.first_seconds)
        same = fresh.text == resumed.text
        yield Figure("resume", faster, "times faster", ">= 10, same text", faster >= 10 and same,
                     f"to the first token: {fresh.first_seconds:.1f} s reading again, "
                     f"{took + resumed.first_seconds:.2f} s with {tokens} tokens restored; the text is "
                     + ("the same" if same else "DIFFERENT"))

    def _draft(self) -> Iterator[Figure]:
        engine = self._engine(2048)
        length = 160
        exact = [follow_chain(self._words, place, 1) for place in range(length)]
        strange = [follow_chain(self._words, 9000 + place, 1) for place in range(length)]
        edited = [strange[place] if place % 16 == 7 else word for place, word in enumerate(exact)]
        misleading = [strange[place] if place % 4 == 3 else word for place, word in enumerate(exact)]
        for name, words, bar in (("drafts on an edit", edited, 1.5), ("drafts without repetition", strange, 0.97),
                                 ("drafts on misleading text", misleading, 0.97)):
            messages = [Message(Role.USER, "".join(words).strip())]
            ratios, same = [], True
            for number in range(self._rounds + 1):
                plain, drafted = (
                    _time(engine, messages, ChatOptions(temperature=0, max_tokens=length - 20, draft=draft))
                    for draft in (False, True))
                same = same and plain.text == drafted.text
                if number:
                    ratios.append(plain.rest_seconds / drafted.rest_seconds)
            figure = _ratio(name, ratios, bar, "of the speed without; the text is " + ("the same" if same else "NOT"))
            yield replace(figure, met=figure.met and same)
        engine.close()

    def _crash(self) -> Iterator[Figure]:
        engine = self._engine(1024)
        seconds = []
        for _ in range(self._rounds):
            reply = engine.chat(self._text(engine, 0, 20), ChatOptions(temperature=0))
            pieces = iter(reply)
            next(pieces)
            pid = engine.worker_pid
            assert pid is not None
            begun = time.perf_counter()
            os.kill(pid, signal.SIGKILL)
            try:
                for _ in pieces:
                    pass
            except EngineDied:
                seconds.append(time.perf_counter() - begun)
            _time(engine, self._text(engine, 0, 20), ChatOptions(temperature=0, max_tokens=2))
        engine.close()
        worst = max(seconds, default=99.0)
        yield Figure("crash to notice, worst", worst, "s", "<= 1", worst <= 1, f"{len(seconds)} crashes in mid-answer")

    def _memory(self) -> Iterator[Figure]:
        engine = self._engine(1024)
        highest = 0
        for _ in engine.chat(self._text(engine, 0, 100), ChatOptions(temperature=0, max_tokens=40)):
            highest = max(highest, resident_bytes(os.getpid()))
        worker = engine.memory_bytes()
        engine.close()
        yield Figure("memory of the prompt's process", highest / 1e6, "MB", "< 90", highest < 90e6,
                     f"while chatting; the worker has {bytes_text(worker)}")


@dataclass(frozen=True, slots=True)
class Timed:
    """An answer and its seconds as the prompt's process sees them."""

    text: str
    count: int
    reused: int
    first_seconds: float
    rest_seconds: float


def _time(engine: Engine, messages: Sequence[Message], options: ChatOptions) -> Timed:
    begun = time.perf_counter()
    reply = engine.chat(messages, options)
    first = 0.0
    for _ in reply:
        first = first or time.perf_counter()
    done = time.perf_counter()
    first = first or done
    return Timed(reply.text, reply.usage.generated, reply.usage.reused, first - begun, done - first)


def _ratio(name: str, ratios: Sequence[float], bar: float, detail: str) -> Figure:
    middle = statistics.median(ratios)
    spread = f"{min(ratios):.3f} to {max(ratios):.3f} in {len(ratios)} rounds"
    return Figure(name, middle, "times", f">= {bar}", middle >= bar, f"{detail}; {spread}")
