"""Grammars and JSON schemas that an answer must follow, tried first where they can do no harm. Worker only."""

from __future__ import annotations

import json
import os
import sys
import time

from llama_cpp import llama_cpp as api
from llama_cpp.llama_grammar import json_schema_to_gbnf

from core.engine.native import Vocabulary
from core.engine.options import ChatOptions
from core.engine.process import resident_bytes
from core.engine.sampling import GrammarSampler
from core.words.errors import Refused, UsageError

TRIAL_SECONDS_MAX = 3.0
_TRIAL_MEMORY_BYTES = 512 << 20
GRAMMAR_CHARACTERS_MAX = 1 << 20


def grammar_of(options: ChatOptions, vocabulary: Vocabulary) -> str | None:
    """Return the GBNF that the options ask for, after a trial; None when they ask for none."""
    if options.grammar is not None and options.json_schema is not None:
        raise UsageError("an answer can follow a grammar or a JSON schema, not both")
    if options.json_schema is not None:
        grammar = _from_schema(options)
    elif options.grammar is not None:
        grammar = options.grammar
    else:
        return None
    if len(grammar) > GRAMMAR_CHARACTERS_MAX:
        raise UsageError(f"the grammar has {len(grammar)} characters; {GRAMMAR_CHARACTERS_MAX} are allowed")
    _try(grammar, vocabulary)
    return grammar


def _from_schema(options: ChatOptions) -> str:
    try:
        return str(json_schema_to_gbnf(json.dumps(options.json_schema)))
    # The binding's converter fails in as many ways as a schema can be wrong.
    except Exception as error:
        raise UsageError(f"the JSON schema cannot be followed: {error}") from error


def _try(grammar: str, vocabulary: Vocabulary) -> None:
    """Compile and apply a grammar once in a forked child: a hostile one (`root ::= root`) crashes or never ends."""
    if sys.platform == "win32":
        return
    child = os.fork()
    if child == 0:
        status = 1
        try:
            _limit()
            status = 0 if _compiles(grammar, vocabulary) else 2
        finally:
            os._exit(status)
    deadline = time.monotonic() + TRIAL_SECONDS_MAX
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > deadline:
            os.kill(child, 9)
            os.waitpid(child, 0)
            raise Refused("the grammar takes too long to compile")
        time.sleep(0.002)
    if os.waitstatus_to_exitcode(status) == 2:
        raise UsageError("the grammar has a mistake", hint="GBNF needs a rule called root")
    if status != 0:
        raise Refused("the grammar crashes llama.cpp", hint="a rule that begins with itself never ends")


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
