"""Grammars and JSON schemas that an answer must follow, tried first where they can do no harm. Worker only."""

from __future__ import annotations

import json
import os
import select
import sys
import time
from collections.abc import Callable

from llama_cpp import llama_cpp as api
from llama_cpp.llama_grammar import json_schema_to_gbnf

from core.engine.native import Vocabulary
from core.engine.options import ChatOptions
from core.engine.process import resident_bytes
from core.engine.sampling import GrammarSampler
from core.words.errors import Refused, UsageError
from core.words.values import Json

TRIAL_SECONDS_MAX = 3.0
_TRIAL_MEMORY_BYTES = 512 << 20
GRAMMAR_CHARACTERS_MAX = 1 << 20
_WHY_CHARACTERS_MAX = 200
# How a trial ends, as an exit status; anything else is a crash.
_GOOD, _CRASHED, _MISTAKEN, _REFUSED, _FULL, _LATE = range(6)


def grammar_of(options: ChatOptions, vocabulary: Vocabulary) -> str | None:
    """Return the GBNF that the options ask for, after a trial; None when they ask for none."""
    grammar, schema = options.grammar, options.json_schema
    if grammar is not None and schema is not None:
        raise UsageError("an answer can follow a grammar or a JSON schema, not both")
    if schema is not None:
        return _tried("the JSON schema", lambda: _from_schema(schema), vocabulary)
    if grammar is not None:
        return _tried("the grammar", lambda: grammar, vocabulary)
    return None


def _from_schema(schema: Json) -> str:
    try:
        return str(json_schema_to_gbnf(json.dumps(schema)))
    except MemoryError:
        raise
    # The binding's converter fails in as many ways as a schema can be wrong, and may quote all of it.
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        raise UsageError(f"the JSON schema cannot be followed: {why[:_WHY_CHARACTERS_MAX]}") from error


def _tried(what: str, make: Callable[[], str], vocabulary: Vocabulary) -> str:
    """Make, compile and apply a grammar once in a forked child: a hostile one (`root ::= root`) crashes or never ends.

    A schema may take as long, or as much memory, on its way to a grammar.
    """
    if sys.platform == "win32":
        return _sized(what, make())
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = _CRASHED
        try:
            _limit()
            status = _trial(what, make, vocabulary, writing)
        finally:
            os._exit(status)
    os.close(writing)
    try:
        said, status = _outcome(child, reading)
    finally:
        os.close(reading)
    if status == _GOOD:
        return said
    if status == _REFUSED:
        raise UsageError(said)
    if status == _MISTAKEN:
        raise UsageError(f"{what} has a mistake", hint="GBNF needs a rule called root")
    if status == _LATE:
        raise Refused(f"{what} takes too long to compile")
    if status == _FULL:
        raise Refused(f"{what} takes too much memory to compile")
    raise Refused(f"{what} crashes llama.cpp", hint="a rule that begins with itself never ends")


def _outcome(child: int, reading: int) -> tuple[str, int]:
    """Return what a child wrote and how it ended; end one that is late."""
    deadline = time.monotonic() + TRIAL_SECONDS_MAX
    said = b""
    while select.select([reading], [], [], max(0.0, deadline - time.monotonic()))[0]:
        part = os.read(reading, 1 << 16)
        if not part:
            return said.decode("utf-8", "surrogatepass"), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said += part
    os.kill(child, 9)
    os.waitpid(child, 0)
    return "", _LATE


def _trial(what: str, make: Callable[[], str], vocabulary: Vocabulary, writing: int) -> int:
    """Write the grammar, or why there is none, and return how it went."""
    try:
        said, status = _sized(what, make()), _GOOD
        if not _compiles(said, vocabulary):
            said, status = "", _MISTAKEN
    except UsageError as error:
        said, status = error.message, _REFUSED
    except MemoryError:
        said, status = "", _FULL
    with os.fdopen(writing, "wb") as file:
        file.write(said.encode("utf-8", "surrogatepass"))
    return status


def _sized(what: str, grammar: str) -> str:
    if len(grammar) > GRAMMAR_CHARACTERS_MAX:
        raise UsageError(f"{what} gives a grammar of {len(grammar)} characters; {GRAMMAR_CHARACTERS_MAX} are allowed")
    return grammar


def _limit() -> None:
    import resource  # noqa: PLC0415 - not on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (int(TRIAL_SECONDS_MAX) + 1,) * 2)
    limit = resident_bytes(os.getpid()) + _TRIAL_MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _compiles(grammar: str, vocabulary: Vocabulary) -> bool:
    sampler = GrammarSampler.make(vocabulary, grammar)
    if sampler is None:
        return False
    size = vocabulary.size
    table = (api.llama_token_data * size)(*(api.llama_token_data(token, 0.0, 0.0) for token in range(size)))
    sampler.apply(api.llama_token_data_array(table, size, -1, False))
    return True
