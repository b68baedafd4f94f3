"""Everything a command needs, each part built once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from core.model_parts import ModelParts, has_library
from core.store.home import Home
from core.store.settings import Settings
from core.store.typed_path import standing_folder, typed_path
from core.words.command import CommandTable
from core.words.errors import BrokenFile, EngineDied, LuciferError, UnknownModel
from core.words.later import Later
from core.words.safe_text import clean_input, visible
from core.words.units import parse_bytes
from core.words.values import InstalledModel

if TYPE_CHECKING:
    from core.assist import conversation as conversations
    from core.assist import file_work as work
    from core.assist import jobs as own_jobs
    from core.assist import material
    from core.assist import references as at_hand
    from core.assist.conversation import Conversation
    from core.assist.file_work import FileWork
    from core.assist.jobs import Jobs
    from core.assist.references import References
    from core.choose import choice
    from core.engine import engine as engines
    from core.engine import options
    from core.engine.engine import Engine
    from core.engine.options import ChatOptions, Loaded, LoadOptions
    from core.store import examples as corrections
    from core.store import journal as journals
    from core.store import kv_states, lasting, profiles, sessions
    from core.store.examples import Examples
    from core.store.journal import Journal
    from core.store.kv_states import KvStates
    from core.store.lasting import Lasting
    from core.store.profiles import Profiles
    from core.store.sessions import Sessions
else:
    # The first prompt does not wait for what only a command needs.
    own_jobs = Later("core.assist.jobs")
    conversations, material = Later("core.assist.conversation"), Later("core.assist.material")
    at_hand, work = Later("core.assist.references"), Later("core.assist.file_work")
    choice, engines, options = Later("core.choose.choice"), Later("core.engine.engine"), Later("core.engine.options")
    journals, lasting = Later("core.store.journal"), Later("core.store.lasting")
    corrections = Later("core.store.examples")
    kv_states, profiles, sessions = (Later("core.store.kv_states"), Later("core.store.profiles"),
                                     Later("core.store.sessions"))

# Below this, processing a conversation again is quicker than reading its state from disk.
_WORTH_SAVING_TOKENS = 256


@dataclass(frozen=True, slots=True)
class Flags:
    """What was asked for on the command line, before the command."""

    json: bool = False
    model: str | None = None
    profile: str | None = None
    yes: bool = False
    quiet: bool = False
    plain: bool = False
    home: str | None = None
    debug: bool = False


class App(ModelParts):
    """The parts of the program. `interactive` is True where a person sits at the prompt."""

    def __init__(self, flags: Flags, environ: Mapping[str, str], table: CommandTable, stdin: TextIO) -> None:
        self.flags = flags
        self.environ = environ
        self.table = table
        self.stdin = stdin
        self.home = Home.open(flags.home, environ)
        self.settings = Settings.load(self.home, environ, {"model": flags.model, "profile": flags.profile})
        self.cwd = standing_folder()
        self.cwd_before: Path | None = None
        self.interactive = False
        self.leaving = False
        # Where the prompt can be filled in beforehand, `next_line` is what stands there to be changed.
        self.fills_in = False
        self.next_line = ""
        # Once, from a command line: a pipe then carries material, and is not read as lines to carry out.
        self.once = False
        self._conversation: Conversation | None = None
        self._passing_references: References | None = None
        self._resumed = False
        self._lent = False
        self._auto: InstalledModel | None = None
        self._loading: LoadOptions | None = None
        self._refused: LoadOptions | None = None
        self._warnings: list[str] = []
        self._warned_of: Path | None = None
        self._facts_failed = False
        self._folders = self._model_folders()

    @cached_property
    def sessions(self) -> Sessions:
        return sessions.Sessions(self.home)

    @cached_property
    def profiles(self) -> Profiles:
        return profiles.Profiles(self.home)

    @cached_property
    def lasting(self) -> Lasting:
        return lasting.Lasting(self.home)

    @cached_property
    def examples(self) -> Examples:
        """What the person made of suggested commands."""
        return corrections.Examples(self.home)

    @cached_property
    def journal(self) -> Journal:
        return journals.Journal(self.home)

    @cached_property
    def files(self) -> FileWork:
        """What is done to a person's files; every deed is in the journal, and can be undone."""
        return work.FileWork(self.journal)

    @cached_property
    def jobs(self) -> Jobs:
        """The programs that the person gave the terminal to; those that Ctrl-Z suspended wait here."""
        return own_jobs.Jobs()

    @cached_property
    def kv_states(self) -> KvStates:
        """The kept states of conversations, within the budget that is set."""
        return kv_states.KvStates(self.home, parse_bytes(str(self.settings.get("kv_budget"))))

    @cached_property
    def engine(self) -> Engine:
        return engines.Engine(kv=self.kv_states, log=self.home.logs / "engine.log")

    def chosen(self) -> InstalledModel:
        """Return the model that is to answer; raise UnknownModel when there is none."""
        wanted = self.settings.get("model")
        if wanted == "auto":
            models = self.shelf.models()
            # Once made, the choice stands: the chosen model itself takes memory that would now speak against it.
            if self._auto is None or self._auto not in models or not self._auto.enabled or self._is_outdone(models):
                sure = [model for model in models if not self.is_doubtful(model)]
                self._auto = choice.choose(sure or models, self.machine.memory_available_bytes, self.measured.fails)
            return self._auto
        found = self.shelf.find(wanted)
        if not found.enabled:
            raise UnknownModel(f"{found.name} is disabled", hint=f"`llm enable {found.name}` switches it on")
        return found

    def _is_outdone(self, models: list[InstalledModel]) -> bool:
        """Whether the model chosen by itself has failed the tests since, and another has not."""
        chosen = self._auto
        return chosen is not None and self.measured.fails(chosen) and not all(map(self.measured.fails, models))

    def load_options(self, model: InstalledModel) -> LoadOptions:
        """Say how a model is loaded under the settings in force."""
        setting = {name: None if self.settings.get(name) == "auto" else self.settings.get(name)
                   for name in ("context", "gpu_layers", "threads", "flash_attention")}
        return options.LoadOptions(path=model.path, context=setting["context"], gpu_layers=setting["gpu_layers"],
                           threads=setting["threads"], flash_attention=setting["flash_attention"],
                           kv_type=self.settings.get("kv_type"))

    def use_engine(self, engine: Engine) -> None:
        """Answer with an engine that somebody else has loaded and will close."""
        self.engine = engine
        self._lent = True

    def engine_ready(self) -> Loaded:
        """Return the loaded model, loading the chosen one if need be; raise what keeps it from answering."""
        if self._lent:
            return self.engine.wait()
        if not has_library("llama_cpp"):
            raise EngineDied("llama-cpp-python is not installed, so no model can run",
                             hint="`python3 lucifer.py` sets it up; everything but answers works without it")
        chosen = self.chosen()
        if self._warned_of != chosen.path and self.template_waits(chosen):
            self._warned_of = chosen.path
            self._warnings.append(f"the chat template of {visible(chosen.name)} is not a known one: `llm use "
                                  f"{visible(chosen.name)}` shows what is different")
        wanted = self.load_options(chosen)
        loaded = self.engine.loaded
        if loaded is not None and loaded.path == wanted.path.absolute() and self._loading is None:
            # A failed swap has left the model before in place.
            self._loading = wanted
            self._refused = wanted
        if self._loading != wanted:
            self._loading, self._refused = wanted, None
            self.engine.load_soon(wanted)
        try:
            loaded = self.engine.wait()
        except LuciferError as error:
            self._loading = None
            if self.settings.get("model") != "auto" or not isinstance(error, BrokenFile | EngineDied):
                raise
            return self._ready_without(chosen, error)
        if wanted == self._refused:
            told = (f"context {wanted.context} did not fit; {loaded.context} is in use"
                    if wanted.context not in (None, loaded.context) else
                    "the settings changed last could not be used; those before are in use")
            self._warnings += [told] if told not in self._warnings else []
        return loaded

    def _ready_without(self, model: InstalledModel, error: LuciferError) -> Loaded:
        """Set aside a model that was chosen by itself and cannot be loaded, and load the next one."""
        if model.path == self.bundled or self.set_aside.why(model.path):
            raise error
        self.set_aside.put(model.path, error.message)
        self._auto = None
        try:
            loaded = self.engine_ready()
        except LuciferError:
            self.set_aside.release(model.path)  # nothing loads: it need not be this file
            raise error from None
        self._warnings.append(f"{visible(model.name)} cannot be loaded and is set aside: {error.message}; `llm verify "
                              f"{visible(model.name)}` tries it again")
        return loaded

    def warm_up(self) -> None:
        """Begin to load the chosen model behind the prompt; what is wrong with it is said when it is asked."""
        if not has_library("llama_cpp"):
            return
        try:
            self._loading = self.load_options(self.chosen())
            self.engine.load_soon(self._loading)
        except LuciferError:
            return

    def chat_options(self) -> ChatOptions:
        """Return how answers are sampled under the settings in force."""
        get = self.settings.get
        return options.ChatOptions(max_tokens=get("max_tokens"), temperature=self._temperature(), top_k=get("top_k"),
                           top_p=get("top_p"), min_p=get("min_p"), repeat_penalty=get("repeat_penalty"),
                           seed=get("seed"), draft=get("draft") != "off" and get("draft") is not False)

    def _temperature(self) -> float:
        """What the person set; else what the model file recommends; else the default."""
        value = self.settings.value("temperature")
        if value.origin == "default":
            recommended = self.chosen().metadata.get("general.sampling.temp")
            if isinstance(recommended, int | float):
                return float(recommended)
        return float(value.value)

    @property
    def conversation(self) -> Conversation:
        """The conversation at hand; a new one when there is none yet."""
        if self._conversation is None:
            self._conversation = self._open(self.sessions.start())
        return self._conversation

    def passing_conversation(self) -> Conversation:
        """Return a conversation for one question, which no log keeps."""
        return self._open(conversations.Unlogged())

    def keep_no_session(self) -> None:
        """Let what is asked in this run stand in no session."""
        self._conversation = self.passing_conversation()

    @property
    def has_conversation(self) -> bool:
        return self._conversation is not None

    @property
    def references(self) -> References:
        """What is at hand: kept with the session where there is one, else for this run only."""
        if self.interactive or self.has_conversation:
            return self.conversation.references
        self._passing_references = self._passing_references or at_hand.References()
        return self._passing_references

    def new_conversation(self) -> None:
        """Leave the conversation at hand, keeping its state, for a new one."""
        self.keep_state()
        self._conversation = None

    def resume(self, session_id: str) -> Conversation:
        """Open a conversation again by the beginning of its id, or "last"."""
        session = self.sessions.open(session_id)
        self.keep_state()
        self._conversation = self._open(session)
        self._conversation.unrestored = self._resumed = True
        return self._conversation

    def look_into(self, session_id: str) -> Conversation:
        """Return a conversation to look at by the beginning of its id, or "last"; the one at hand stays that."""
        return self._open(self.sessions.open(session_id))

    def conversation_at_hand(self) -> Conversation:
        """Return the conversation to look at: the one at the prompt, else the last one there was."""
        return self.conversation if self._conversation or self.interactive else self.resume("last")

    def piped_text(self, *, wait: bool) -> str:
        """Return what a pipe brings along with a command line; nothing at a prompt, and never a terminal's typing."""
        return material.piped_text(self.stdin, wait=wait) if self.once and not self.stdin.isatty() else ""

    def input_lines(self) -> Iterator[str]:
        """Return the lines of standard input as they come."""
        return (clean_input(line) for line in self.stdin)

    def child_stdin(self) -> int | None:
        """Return what a command that the person typed reads from: the pipe of a command line, else nothing."""
        if not self.once or self.stdin.isatty():
            return None
        try:
            return self.stdin.fileno()
        except (OSError, ValueError):
            return None

    def keep_state(self) -> None:
        """Save the model's state of a conversation worth it; without room on disk its text is enough."""
        conversation = self._conversation
        usage = conversation.last_usage if conversation else None
        if conversation is None or usage is None or usage.prompt + usage.generated < _WORTH_SAVING_TOKENS:
            return
        if self.engine.loaded is not None:
            try:
                conversation.save()
            except LuciferError:
                return

    def close(self) -> None:
        """Keep the conversation's state, end the worker, and hang up on programs that are suspended."""
        if "jobs" in self.__dict__:
            self.jobs.close()
        if "engine" in self.__dict__:
            if self.interactive or self._resumed:
                self.keep_state()
            self.engine.close()

    def _open(self, session: conversations.Log) -> Conversation:
        return conversations.Conversation(engine=self.engine, ready=self.engine_ready, session=session,
                            facts=self._facts, system=lambda: str(self.settings.get("system_prompt") or ""),
                            model=lambda: self.chosen().name, warnings=self._warnings)

    def _facts(self) -> list[str]:
        """What is remembered; a damaged memory is warned about once, and costs no answer."""
        if not self.settings.get("memory"):
            return []
        try:
            return [fact.text for fact in self.lasting.list()]
        except LuciferError as error:
            if not self._facts_failed:
                self._facts_failed = True
                self._warnings.append(f"answering without what is remembered: {error.message}")
            return []

    def _model_folders(self) -> list[Path]:
        """The further folders with models; one that cannot be is a warning and no more."""
        found = []
        for folder in self.settings.get("models_folders") or ():
            try:
                found.append(typed_path(folder, self.cwd))
            except LuciferError as error:
                self.settings.warnings.append(f"models_folders: {error.message}")
        return found
