"""What is easily mixed up: two commands of LuciferAI, or a wish about it and its twin about files or the system."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from functools import lru_cache

from models.spark.lessons import (
    shell_files,
    shell_list,
    shell_move,
    shell_process,
    shell_run,
    shell_session,
    shell_size,
    shell_system,
)
from models.spark.lessons.phrasing import fill
from models.spark.lessons.program_wishes import Wish, wishes
from models.spark.lessons.program_wordings import RULES, WISH, typed
from models.spark.lessons.request import Kind

Conversation = list[tuple[str, str]]

# The wishes of LuciferAI, the command of the system, and how the latter is wished for as the former is.
_PAIRS = (
    ("uninstall;delete conversation", "rm {f}", "[delete|remove|erase|get rid of] (the file |my file ){f}"),
    ("uninstall;remove luciferai", "pip uninstall -y {r}", "[uninstall|remove|delete] the python package {r}"),
    ("uninstall;llm gc", "rm -r {d}", "[delete|remove|get rid of] the folder {d}"),
    ("install;better model", "pip install {r}", "[install|get|download|add] the python package {r}"),
    ("install;update", "sudo apt install {r}", "[install|get|add] the program {r} with apt"),
    ("llm list;which models;sessions", "ls {v}", ""),
    ("stop answer;exit", "pkill {r}", "[stop|kill|end|quit] the process {r}"),
    ("stop answer;exit", "kill {i}", "[stop|kill|end|cancel] process {i}"),
    ("history;sessions;search typed", "history", ""),
    ("llm use;profile use", "cd {d}", "[go|change|switch|move] to the folder {d}"),
    ("new;profile create", "mkdir {a}", "[make|create|start] a new folder {a}"),
    ("new;clear screen", "clear", ""),
    ("llm du;where models", "du -sh {d}", ""),
    ("llm fit;out of memory", "free -h", ""),
    ("exit;stop answer", "sudo shutdown now", ""),
    ("version;update", "python3 --version", ""),
    ("export;own model", "cp {f} {g}", "[copy|save|duplicate] the file {f} as {g}"),
    ("help;role", "man {r}", ""),
    ("run;fix;attach", "python3 {f}", ""),
)
# Commands of LuciferAI that people ask to be told apart.
_TOLD_APART = (
    "sessions history", "retry edit", "new compact", "uninstall;llm disable", "do run", "explain risk", "do explain",
    "install;llm import", "test bench", "config profile", "memory context", "resume sessions", "export history",
    "doctor help", "llm fit;llm info", "delete uninstall", "exit new", "llm use;llm enable", "compact export",
    "llm use;install", "install uninstall", "llm enable;llm disable", "memory add;memory forget", "undo edit",
    "profile use;profile create", "config set;config unset", "llm list;llm info", "run fix", "fix watch", "test;short test",
    "llm recommend;llm select", "llm discover;llm import", "llm du;llm gc", "context compact", "do task", "history context",
    "install;llm list all", "config config set", "new exit", "resume history", "memory history", "read open", "copy move",
)  # fmt: skip
_DIFFERENCE = (
    "[what is|what's|whats|tell me|explain] the difference between {a} and {b} ; {a} vs {b} ; {a} or {b} ; {a} or {b}, which one when ; when do i use {a} and when {b} ; is {a} the same as {b} ; {a} and {b}, what's the difference ; {a} and {b}: same thing? ; how [is|does] {a} [different from|differ from] {b} ; i mix up {a} and {b} ; i confuse {a} with {b} ; {a} versus {b} ; difference {a} {b} ; compare {a} and {b} ; why are there both {a} and {b} ; what does {a} do that {b} does not ; what do {a} and {b} do ; explain {a} and {b} ; should i use {a} or {b} ; isn't {a} just {b}"
)
_WHICH = (
    "(in order |)to {w}, is it {a} or {b} ; is it {a} or {b} if i want to {w} ; do i [need|type|use] {a} or {b} to {w} ; {a} or {b} to {w} ; which one is it to {w}, {a} or {b} ; i want to {w}: {a} or {b} ; should i type {a} or {b} to {w} ; [which|what] is right to {w}, {a} or {b}"
)
_ABOUT_PROGRAM = ("inprog", "lucifer", "program", "not a command", "this thing", "w+ing", "menu", "button", "option")
_NEUTRAL = tuple(frame for frame in WISH if not any(word in frame for word in _ABOUT_PROGRAM))


def _named(name: str) -> Wish:
    return next(each for each in wishes()[0] if each.name == name)


def two_commands(rng: random.Random) -> Conversation:
    """Two commands to be told apart, or which of them does what is wanted."""
    both = rng.choice(_TOLD_APART)
    names = both.split(";") if ";" in both else both.split(" ", 1)
    rng.shuffle(names)
    first, second = (_named(name) for name in names)
    sign = rng.choice(("`", "`", "", '"'))
    shown = {"a": sign + first.name + sign, "b": sign + second.name + sign}
    keep = tuple(shown.values())
    if rng.random() < 0.5:
        asked = fill(rng.choice(_DIFFERENCE.split(" ; ")), rng, **shown)
        return [(typed(asked, rng, keep), f"{first.answer} {second.answer}")]
    meant = rng.choice((first, second))
    want = fill(rng.choice(meant.verbs), rng, RULES)
    return [(typed(fill(rng.choice(_WHICH.split(" ; ")), rng, w=want, **shown), rng, keep), meant.answer)]


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Kind]:
    modules = (shell_files, shell_list, shell_move, shell_process, shell_run, shell_session, shell_size, shell_system)
    return {kind.command: kind for module in modules for kind in module.KINDS}


def pair(rng: random.Random) -> Conversation:
    """One side of a pair, or both in one talk."""
    ours, command, like = rng.choice([found for found in _PAIRS if found[1] in _kinds()])
    name = rng.choice(ours.split(";"))
    wanted = _named(name)
    turns = [(wanted.ask(rng), wanted.answer), _of_the_system(_kinds()[command], like, rng)]
    rng.shuffle(turns)
    return turns if rng.random() < 0.6 else turns[:1]


def _of_the_system(kind: Kind, like: str, rng: random.Random) -> tuple[str, str]:
    filled = kind.draw(rng)
    asked, answer = kind.compose(rng, filled)
    if not like or rng.random() < 0.4:
        return asked, answer
    named = {slot: each.plain for slot, each in filled.items()}
    text = fill(rng.choice(_NEUTRAL), rng, RULES | {"w": like}, **named)
    return typed(text, rng, tuple(named.values())), answer
