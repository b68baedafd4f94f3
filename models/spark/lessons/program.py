"""LuciferAI itself: every command explained, and which command does what one wants."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Callable, Iterator

from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill
from models.spark.lessons.program_given import talk_of_model, with_flag, with_model, with_setting, with_words
from models.spark.lessons.program_pairs import pair, two_commands
from models.spark.lessons.program_wishes import commands, wishes
from models.spark.lessons.program_wordings import RULES, typed
from models.spark.lessons.spoken import is_answered_as
from models.spark.lessons.tables import names, pairs, words

WEIGHT = 1.2

Conversation = list[tuple[str, str]]

# A bare "what is memory" is about computers; these words need "command" or the program's name beside them.
_COMMON = frozenset(
    words(
        """ask do explain new sessions edit context history memory list ls pwd cd read cat find tree create copy move
        rename delete open run watch test config profile role keys doctor help exit quit task index serve risk batch
        bench export install uninstall fix undo retry resume compact !"""
    )
)
_ABOUT = (
    "what [does|will|can|would] {q} do( here| in luciferai| exactly|)", "what is {q}( for| good for| in this program| in luciferai|)",
    "what [does|is] the {c} command( do| for| about|)", "what [does|is] the command {c}( do| for|)", "[explain|describe|define] the {c} command",
    "[explain|describe|clarify] {q}( in luciferai| to me| please|)", "how does {q} work", "how does the {c} command work", "the {c} command",
    "{c} command", "[when|why] [do|should|would|must] i [use|type|need] {q}", "what happens [when|if|after] i type {q}", "help with {q}",
    "[tell me|say something|a word|talk] about the {c} command", "how [do i|to|can i|does one] use {q}", "how [do i|to|can i] use the {c} command",
    "what can i do with [the {c} command|{q}]", "[purpose|usage|meaning|use|sense|job] of [the {c} command|{q}]", "what is luciferai's {c} command",
    "what does luciferai's {c} do", "i [do not|don't|did not] [understand|get] [the {c} command|{q}]", "can you explain [the {c} command|{q}]",
    "what does [typing|writing|entering] {q} do", "help {c}", "is there a {c} command", "what {q} [does|is|means]", "{q} [does|means|is] what",
    "{q}, what [is it for|does it do|is that|is it]", "what's {q} for", "whats the {c} command", "the command {c}, what does it do",
    "{q} is for what", "what do i use {q} for", "why is there a {c} command", "i typed {q}, what [does it do|did it do|happens now|now]",
    "[say|tell me|remind me] what {q} does", "what does the {c} [thing|word|command] do in luciferai", "i saw {q} in the [help|list|manual], what is it",
    "info on {q}", "the {c} command is for what", "luciferai {c} command", "a colleague types {q}, what [is that|does it do]",
    "[should|can|may] i type {q}, what [would|will] it do", "what's the [point|purpose|idea] of {q}", "i never used {q}, what does it do",
    "is {q} [useful|dangerous|safe], what does it do", "what exactly does {q} do", "[in short|briefly|in one line], what does {q} do",
    "so {q} does what", "{q}?", "{q} please explain", "what for is {q}", "what is {q} doing", "what do you know about the {c} command",
)  # fmt: skip
_ABOUT_PLAIN = (
    "what does {c} do", "what is {c}( for|)", "explain {c}", "how does {c} work", "how do i use {c}", "{c}, what does it do", "what's {c}",
    "tell me about {c}", "meaning of {c}", "usage of {c}", "{c} does what", "what {c} does", "when do i type {c}", "what happens with {c}",
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless questions about LuciferAI's commands with their answers."""
    talks: list[Callable[[random.Random], Conversation]] = [talk_of_model, pair, two_commands]
    kinds: list[Callable[[random.Random], tuple[str, str]]] = [
        *(_about, _wish, _general),
        *(with_model, with_setting, with_flag, with_words),
    ]
    while True:
        if rng.random() < 0.11:
            yield rng.choice(talks)(rng)
        else:
            yield [rng.choices(kinds, (17, 50, 9, 13, 4, 4, 3))[0](rng)]


def _about(rng: random.Random) -> tuple[str, str]:
    spelled, does, _ = rng.choice(commands())
    command = names(spelled)[0] if rng.random() < 0.8 else rng.choice(names(spelled))
    patterns = _ABOUT if command in _COMMON or rng.random() < 0.5 else _ABOUT_PLAIN
    quoted = f"`{command}`" if rng.random() < 0.6 else f'"{command}"' if rng.random() < 0.5 else f"/{command}"
    if command not in _COMMON and rng.random() < 0.4:
        quoted = command
    return ask(fill(rng.choice(patterns), rng, c=command, q=quoted), rng, keep=(quoted, command)), does


def _wish(rng: random.Random) -> tuple[str, str]:
    every, weights = wishes()
    while True:
        wanted = rng.choices(every, weights)[0]
        asked = wanted.ask(rng)
        if is_answered_as(asked, wanted.answer):
            return asked, wanted.answer


def _general(rng: random.Random) -> tuple[str, str]:
    questions, answer = rng.choice(pairs("program.tsv"))
    asked = fill(rng.choice(questions), rng, RULES)
    return (typed(asked, rng), answer) if is_answered_as(asked, answer) else _general(rng)


def lines_of_commands() -> list[list[str]]:
    """The rows of commands.tsv: names, what it does, what one may want."""
    return commands()
