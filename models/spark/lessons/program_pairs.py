"""What is easily mixed up: a wish about LuciferAI, and one in the same words about files or the system."""

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
from models.spark.lessons.program_wishes import wishes
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
_ABOUT_PROGRAM = ("inprog", "lucifer", "program", "not a command", "this thing", "w+ing", "menu", "button", "option")
_NEUTRAL = tuple(frame for frame in WISH if not any(word in frame for word in _ABOUT_PROGRAM))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Kind]:
    modules = (shell_files, shell_list, shell_move, shell_process, shell_run, shell_session, shell_size, shell_system)
    return {kind.command: kind for module in modules for kind in module.KINDS}


def pair(rng: random.Random) -> Conversation:
    """One side of a pair, or both in one talk."""
    ours, command, like = rng.choice([found for found in _PAIRS if found[1] in _kinds()])
    name = rng.choice(ours.split(";"))
    wanted = next(each for each in wishes()[0] if each.name == name)
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
