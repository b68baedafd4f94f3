"""LuciferAI itself: every command explained, and which command does what one wants."""

import random
from collections.abc import Callable, Iterator

from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill
from models.spark.lessons.program_given import talk_of_model, with_flag, with_model, with_setting
from models.spark.lessons.program_pairs import pair
from models.spark.lessons.program_wishes import commands, wishes
from models.spark.lessons.program_wordings import RULES, typed
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
    "what does the {c} command do", "what does the command {c} do", "what is the {c} command",
    "explain the {c} command", "what does {q} do", "how does the {c} command work", "what is the {c} command for",
    "what is the command {c} for", "the {c} command", "{c} command", "what does {q} do in luciferai",
    "explain {q} in luciferai", "when do i use {q}", "what happens when i type {q}", "what happens if i type {q}",
    "help with {q}", "tell me about the {c} command", "how do i use {q}", "how do i use the {c} command",
    "how to use the {c} command", "what is {q} good for", "describe the {c} command",
    "what can i do with the {c} command", "purpose of the {c} command", "usage of {q}",
    "what is luciferai's {c} command", "what does luciferai's {c} do", "i do not understand the {c} command",
    "can you explain the {c} command", "why would i use {q}", "what does typing {q} do", "help {c}",
    "is there a {c} command", "what {q} does", "{q} does what", "{q}, what is it for", "what's {q} for",
    "whats the {c} command", "what will {q} do", "the command {c}, what does it do", "{q} is for what",
    "what do i use {q} for", "what can {q} do", "why is there a {c} command", "when should i type {q}",
    "i typed {q}, what does it do", "say what {q} does", "what does the {c} thing do in luciferai",
    "what is {q} in this program", "what does {q} do here", "i saw {q} in the help, what is it", "how does {q} work",
    "meaning of the {c} command", "info on {q}", "the {c} command is for what", "luciferai {c} command",
)  # fmt: skip
_ABOUT_PLAIN = (
    "what does {c} do", "what is {c}", "explain {c}", "how does {c} work", "what is {c} for", "how do i use {c}",
    "{c}, what does it do", "what's {c}", "tell me about {c}", "meaning of {c}", "usage of {c}",
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless questions about LuciferAI's commands with their answers."""
    talks: list[Callable[[random.Random], Conversation]] = [talk_of_model, pair]
    kinds: list[Callable[[random.Random], tuple[str, str]]] = [
        *(_about, _wish, _general),
        *(with_model, with_setting, with_flag),
    ]
    while True:
        if rng.random() < 0.08:
            yield rng.choice(talks)(rng)
        else:
            yield [rng.choices(kinds, (17, 52, 10, 13, 4, 4))[0](rng)]


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
    wanted = rng.choices(every, weights)[0]
    return wanted.ask(rng), wanted.answer


def _general(rng: random.Random) -> tuple[str, str]:
    questions, answer = rng.choice(pairs("program.tsv"))
    return typed(fill(rng.choice(questions), rng, RULES), rng), answer


def lines_of_commands() -> list[list[str]]:
    """The rows of commands.tsv: names, what it does, what one may want."""
    return commands()
