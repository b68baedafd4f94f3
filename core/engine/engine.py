"""The engine as the rest of the program sees it: load a model, get an answer; the worker behind it may die."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from core.engine.fence import worker_fence
from core.engine.options import ChatOptions, Loaded, LoadOptions, Score, State
from core.engine.preflight import Plan, plan_load
from core.engine.process import Keeper, WorkerProcess
from core.engine.reply import CANCEL_SECONDS_MAX, Reply
from core.store.kv_states import KvStates
from core.store.landlock import Fence, version
from core.words.errors import BrokenFile, EngineDied, LuciferError
from core.words.values import Json, Message

__all__ = ["ChatOptions", "Engine", "LoadOptions", "Loaded", "Reply", "State"]

DEATHS_MAX = 3
_BACK_OFF_SECONDS = 0.2


class Engine:
    """Makes tokens with at most one loaded model. Nothing is started before `start`, `load` or `load_soon`."""

    def __init__(self, *, kv: KvStates | None = None, log: Path | None = None) -> None:
        self._kv = kv
        self._log = log
        self._lock = threading.RLock()
        self._keeper: Keeper | None = None
        self._worker: WorkerProcess | None = None
        self._options: LoadOptions | None = None
        self._pending: Future[Loaded] | None = None
        self._revival: Future[Loaded] | None = None
        self._reply: Reply | None = None
        self._deaths = 0
        self._cause = ""
        self._notices: list[str] = []
        self._closed = False
        self.loaded: Loaded | None = None

    @property
    def state(self) -> State:
        with self._lock:
            if any(each is not None and not each.done() for each in (self._pending, self._revival)):
                return "loading"
            if self._deaths >= DEATHS_MAX:
                return "dead"
            if self._worker is None or not self._worker.alive:
                return "off"
            if self.loaded is None:
                return "starting"
            return "busy" if self._reply is not None and not self._reply.finished else "ready"

    @property
    def worker_pid(self) -> int | None:
        worker = self._worker
        return worker.pid if worker is not None else None

    def start(self) -> None:
        """Start a worker in the background, so that a later load finds llama.cpp imported already."""
        self._submit_quietly()

    def load(self, options: LoadOptions) -> Loaded:
        """Load a model, replacing the one before; when that fails, the one before answers the next prompt."""
        self._submit(options)
        return self.wait()

    def load_soon(self, options: LoadOptions) -> None:
        """Begin loading; whoever needs the model next waits for it and gets the failure, if any."""
        self._submit(options)

    def wait(self) -> Loaded:
        """Wait until a model is ready; raise why none is."""
        while (under_way := self._pending or self._revival) is not None:
            try:
                under_way.result()
            finally:
                with self._lock:
                    if under_way.done():
                        self._pending = None if self._pending is under_way else self._pending
                        self._revival = None if self._revival is under_way else self._revival
        if self._deaths >= DEATHS_MAX:
            raise EngineDied(f"the engine stopped {DEATHS_MAX} times in a row: {self._cause}",
                             hint="`llm use` another model, or see the log named in `doctor`")
        if self.loaded is None:
            raise EngineDied("no model is loaded", hint="`llm use NAME` loads one")
        return self.loaded

    def chat(self, messages: Sequence[Message], options: ChatOptions | None = None) -> Reply:
        """Begin an answer; an earlier one that is still being made is cancelled."""
        options = options or ChatOptions()
        worker = self._ready_worker()
        with self._lock:
            notices, self._notices = tuple(self._notices), []
        call = worker.call("chat", messages=_plain(messages), options=options.to_json())
        reply = Reply(call, on_success=self._survived, on_stuck=worker.kill, notices=notices)
        self._reply = reply
        return reply

    def count(self, messages: Sequence[Message]) -> int:
        """Return how many tokens the rendered conversation has, the opening of the answer included.

        An answer that is being made is waited for; `count_text` does not wait.
        """
        return int(self._ask("count", messages=_plain(messages))["tokens"])

    def tokens(self, messages: Sequence[Message]) -> list[int]:
        """Return the tokens that an answer to these messages would start from."""
        return list(self._ask("tokens", messages=_plain(messages))["tokens"])

    def count_text(self, text: str) -> int:
        """Return how many tokens a bare text has; answered even while a reply is being made."""
        return int(self._ask("count_text", text=text)["tokens"])

    def save_kv(self, session_id: str, messages: Sequence[Message]) -> int:
        """Keep what the model has read of a session on disk; return the number of tokens, 0 when nothing is kept."""
        if self._kv is None or not self._kv.enabled:
            return 0
        worker, key = self._ready_worker(), self._key(session_id)
        part = self._kv.path(key)
        try:
            tokens = int(worker.call("save", path=str(part), messages=_plain(messages)).result()["tokens"])
            return tokens if tokens and self._kv.commit(part, key) else 0
        finally:
            part.unlink(missing_ok=True)

    def restore_kv(self, session_id: str, messages: Sequence[Message]) -> int:
        """Take up a session's saved state; return how many tokens of `messages` need no reading again."""
        if self._kv is None:
            return 0
        worker, key = self._ready_worker(), self._key(session_id)
        path = self._kv.find(key)
        if path is None:
            return 0
        try:
            return int(worker.call("restore", path=str(path), messages=_plain(messages)).result()["tokens"])
        except (BrokenFile, EngineDied):  # the text is there to be read again
            self._kv.forget(key)
            return 0

    def _key(self, session_id: str) -> str:
        fingerprint = self.loaded.fingerprint if self.loaded is not None else ""
        return hashlib.sha256(f"{fingerprint} {session_id}".encode()).hexdigest()

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return a vector of length one for each text."""
        threads = self.wait().threads
        return list(self._ask("embed", texts=list(texts), threads=threads)["vectors"])

    def score(self, text: str, *, tokens_max: int = 8192, save: Path | None = None, against: Path | None = None
              ) -> Score:
        """Say how well the model foretells a text of at most so many tokens; what was read before is forgotten.

        `save` keeps its distributions (2 bytes for each token of the vocabulary at each place), `against` compares with
        those another model left. Both must lie where saved states do: elsewhere the worker may not write.
        """
        facts = self._ready_worker().call("score", text=text, tokens_max=tokens_max, save=save and str(save),
                                          against=against and str(against)).result()
        return Score(**facts)

    def batch(self, shared: Sequence[Message], prompts: Sequence[str],
              options: ChatOptions | None = None) -> Iterator[tuple[int, str]]:
        """Answer independent prompts that share a beginning, side by side; yield (prompt number, text) as it comes."""
        worker = self._ready_worker()
        call = worker.call("batch", messages=_plain(shared), prompts=list(prompts),
                           options=(options or ChatOptions()).to_json())
        try:
            while "done" not in (frame := call.next()):
                if "piece" in frame:
                    yield frame["index"], frame["piece"]
        finally:
            if not call.cancel(CANCEL_SECONDS_MAX):
                worker.kill(f"it did not stop within {CANCEL_SECONDS_MAX:.0f} s of being asked to")

    def memory_bytes(self) -> int:
        """Return the memory that the worker occupies."""
        worker = self._worker
        return worker.memory_bytes() if worker is not None else 0

    def cancel(self) -> None:
        """Stop the answer that is being made; callable from any thread."""
        reply = self._reply
        if reply is not None:
            reply.ask_to_stop()

    def close(self) -> None:
        """End the worker; the engine can be used again afterwards."""
        with self._lock:
            worker, self._worker, self._options, self.loaded = self._worker, None, None, None
            under_way, self._pending, self._revival = (self._pending, self._revival), None, None
            self._closed = True
        for each in under_way:
            if each is not None:
                each.cancel()
        if worker is not None:
            worker.close()

    def _ask(self, operation: str, **facts: Json) -> dict[str, Json]:
        return self._loaded_worker().call(operation, **facts).result()

    def _ready_worker(self) -> WorkerProcess:
        """Return a worker with a loaded model that is not busy; an answer that nobody waits for ends here."""
        if self._reply is not None:
            self._reply.close()
        return self._loaded_worker()

    def _loaded_worker(self) -> WorkerProcess:
        self.wait()
        worker = self._worker
        if worker is None:
            raise EngineDied("no model is loaded", hint="`llm use NAME` loads one")
        return worker

    # What follows runs in the keeper's thread, one job after another.

    def _submit(self, options: LoadOptions) -> Future[Loaded]:
        if self._reply is not None:
            self._reply.close()
        options = replace(options, path=options.path.absolute())
        with self._lock:
            self._deaths, self._revival = 0, None  # what becomes of the model before is of no interest any more
            self._pending = self._the_keeper().submit(lambda: self._load(options))
            return self._pending

    def _submit_quietly(self) -> None:
        with self._lock:
            self._the_keeper().submit(self._idle_worker)

    def _the_keeper(self) -> Keeper:
        self._closed = False
        if self._keeper is None:
            self._keeper = Keeper()
        return self._keeper

    def _idle_worker(self, options: LoadOptions | None = None) -> WorkerProcess:
        """Return a worker that has loaded nothing and may load this; a fresh one beside the current one if need be."""
        worker, fence = self._worker, self._fence(options)
        if worker is not None and self.loaded is None:
            if worker.alive and worker.fence == fence:
                return worker
            worker.close()
        worker = WorkerProcess(self._log, self._on_death, fence)
        if self.loaded is None:
            self._worker = worker
        return worker

    def _fence(self, options: LoadOptions | None) -> Fence | None:
        """What a worker may touch that is to load this model; None where the kernel keeps no fences."""
        if options is None or not version():
            return None
        return worker_fence(options, self._kv.folder if self._kv is not None else None)

    def _load(self, options: LoadOptions) -> Loaded:
        """Load beside the current model when both fit, else instead of it; go back to it on failure."""
        old, old_options = self._worker, self._options
        plan = plan_load(options, in_use_bytes=old.private_bytes() if old is not None and self.loaded else 0)
        if self.loaded is not None and not plan.fits_beside and old is not None:
            with self._lock:
                self._worker, self.loaded, self._options = None, None, None
            old.close()
        worker = self._idle_worker(options)
        try:
            loaded = self._load_in(worker, options, plan)
            with self._lock:
                previous = self._answer_with(worker, options, loaded)
                self._deaths, self._notices = 0, list(loaded.warnings)
        except LuciferError:
            if worker is not self._worker or self.loaded is None:
                worker.close()
            if old_options is not None and self.loaded is None:
                self._load_again(old_options)
            raise
        if previous is not None and previous is not worker:
            previous.close()
        if self._closed:
            self.close()
        return loaded

    def _load_again(self, options: LoadOptions) -> Loaded:
        worker = self._idle_worker(options)
        loaded = self._load_in(worker, options, plan_load(options, in_use_bytes=0))
        self._answer_with(worker, options, loaded)
        return loaded

    def _answer_with(self, worker: WorkerProcess, options: LoadOptions, loaded: Loaded) -> WorkerProcess | None:
        """Let this worker answer from now on, unless it has died since it loaded; return the one before."""
        with self._lock:
            if not worker.alive:
                raise EngineDied(f"the engine stopped: {worker.death}")
            previous, self._worker = self._worker, worker
            self.loaded, self._options = loaded, options
        return previous

    def _load_in(self, worker: WorkerProcess, options: LoadOptions, plan: Plan) -> Loaded:
        begun = time.perf_counter()
        facts = worker.call("load", options={**options.to_json(), "context": plan.context, "threads": plan.threads})
        loaded = Loaded.from_json(facts.result())
        warnings = loaded.warnings + ((plan.warning,) if plan.warning else ())
        return replace(loaded, seconds=time.perf_counter() - begun, warnings=warnings)

    def _on_death(self, worker: WorkerProcess) -> None:
        """Note a death and start again with the same model, up to three times in a row.

        A worker that had not loaded yet is not counted here: whoever waits for the load learns of its death.
        """
        with self._lock:
            if worker is not self._worker or self._closed:
                return
            loaded, options, self._worker, self.loaded = self.loaded, self._options, None, None
            if loaded is None:
                return
            self._deaths += 1
            self._cause = worker.death
            if options is None or self._deaths >= DEATHS_MAX:
                return
            self._revival = self._the_keeper().submit(lambda: self._revive(options))

    def _revive(self, options: LoadOptions) -> Loaded:
        while True:
            if self._closed:
                raise EngineDied(f"the engine stopped: {self._cause}")
            if self.loaded is not None:  # another model was asked for meanwhile
                return self.loaded
            time.sleep(_BACK_OFF_SECONDS * max(0, self._deaths - 1))
            try:
                loaded = self._load_again(options)
                with self._lock:
                    self._notices.append(f"the engine stopped ({self._cause}) and was started again")
                if self._closed:
                    self.close()
                return loaded
            except EngineDied as error:
                with self._lock:
                    self._deaths += 1
                    self._cause = error.message
                    if self._deaths >= DEATHS_MAX:
                        raise EngineDied(f"the engine stopped {DEATHS_MAX} times in a row: {error.message}",
                                         hint="`llm use` another model, or see the log named in `doctor`") from error

    def _survived(self) -> None:
        self._deaths = 0


def _plain(messages: Sequence[Message]) -> list[list[str]]:
    return [[message.role.value, message.text, message.thought] for message in messages]
