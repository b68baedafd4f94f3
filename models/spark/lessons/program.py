"""LuciferAI itself: every command explained, and which command does what one wants."""

import random
from collections.abc import Callable, Iterator

from models.spark.lessons.asking import ask
from models.spark.lessons.names import made_up
from models.spark.lessons.phrasing import fill
from models.spark.lessons.program_wishes import commands, wishes
from models.spark.lessons.program_wordings import RULES, typed, wish
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
_MODELS = (
    "llama3.2", "llama3.1", "llama3", "llama2", "mistral", "mixtral", "tinyllama", "phi-2", "phi3", "gemma",
    "gemma2", "qwen2.5", "qwen2.5-coder", "qwen3", "deepseek-r1", "deepseek-coder", "codellama", "starcoder2",
    "smollm2", "yi", "openchat", "zephyr", "vicuna", "falcon", "solar", "orca-mini", "stablelm", "dolphin", "hermes",
    "llama3.2:1b", "llama3.2:3b", "qwen2.5:7b", "gemma2:2b", "mistral:7b", "deepseek-r1:7b", "qwen2.5-coder:7b",
    "granite", "command-r",
)  # fmt: skip
_WITH_MODEL = (
    ("install {m}|download {m}|get {m}|add {m}|fetch {m}|get the model {m}|install the {m} model",
     "Type `install {m}`: it downloads the model and checks it."),
    ("switch to {m}|use {m}|change to {m}|make {m} answer|talk to {m}|select {m}|activate {m} for answers",
     "Type `llm use {m}`: it switches to that model when it is installed."),
    ("uninstall {m}|remove {m}|get rid of {m}|remove the {m} model|throw {m} away|free the space of {m}",
     "Type `uninstall {m}`: it removes the model from your machine."),
    ("know if {m} fits my machine|check if my computer can run {m}|see whether {m} fits in memory"
     "|know how much memory {m} needs|find out if {m} is too big for me",
     "Type `llm fit {m}`: it says whether the model fits in your memory."),
    ("see details of {m}|know the license of {m}|get information about {m}|see the context length of {m}|inspect {m}",
     "Type `llm info {m}`: it shows the model's details."),
    ("turn {m} off|disable {m}|stop {m} from being used|switch {m} off",
     "Type `llm disable {m}`: the model is kept but not used."),
    ("turn {m} on|enable {m}|allow {m} to be used|switch {m} on",
     "Type `llm enable {m}`: LuciferAI may use the model again."),
    ("test {m}|see how good {m} is|run the tests on {m}|check the quality of {m}",
     "Type `test {m}`: it runs the tier tests over that model."),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless questions about LuciferAI's commands with their answers."""
    kinds: list[Callable[[random.Random], tuple[str, str]]] = [_about, _wish, _general, _with_model]
    while True:
        yield [rng.choices(kinds, (20, 50, 18, 12))[0](rng)]


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


def _with_model(rng: random.Random) -> tuple[str, str]:
    model = rng.choice(_MODELS) if rng.random() < 0.75 else _new_model(rng)
    wants, answer = rng.choice(_WITH_MODEL)
    return typed(wish(rng.choice(wants.split("|")), rng, m=model), rng, keep=(model,)), answer.format(m=model)


def _new_model(rng: random.Random) -> str:
    size = rng.choice((":1b", ":3b", ":7b", ":8b", "-mini", "-7b", "-instruct", ":13b", "-chat"))
    return made_up(rng) + size


def lines_of_commands() -> list[list[str]]:
    """The rows of commands.tsv: names, what it does, what one may want."""
    return commands()
