"""Small pieces of code in Python, bash and JavaScript, and small mistakes put right."""

import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from models.spark.lessons import mistakes
from models.spark.lessons.names import WORDS
from models.spark.lessons.phrasing import rough
from models.spark.lessons.tables import names

WEIGHT = 1.8

Conversation = list[tuple[str, str]]

_TABLE = Path(__file__).parent / "tables" / "snippets.txt"
_SPOKEN = {"python": ("python", "python", "Python", "python3", "py"), "bash": ("bash", "bash", "shell", "sh", "Bash"),
           "javascript": ("javascript", "JavaScript", "js", "javascript", "node")}  # fmt: skip
_SHARE = {"python": 3, "bash": 1, "javascript": 1}
_LEAD = (*[""] * 5, "please ", "pls ", "hi, ", "hello, ", "hey ", "can you ", "could you ", "could you please ",
         "i need you to ", "i want you to ", "would you ")  # fmt: skip
_ORDER = (
    "write {l} code to {t}", "write a {l} [function] to {t}", "write a {l} program to {t}",
    "write {l} code that can {t}", "{t} in {l}", "{t} in {l}", "{t} with {l}", "{t} using {l}",
    "show me how to {t} in {l}", "give me {l} code to {t}", "write a {l} snippet to {t}",
    "give me a {l} snippet to {t}", "show me {l} code to {t}", "write a small {l} script to {t}",
    "give me a {l} example to {t}", "write some {l} to {t}", "make a {l} function to {t}",
    "write a function in {l} to {t}", "explain how to {t} in {l}", "teach me to {t} in {l}",
    "tell me how to {t} in {l}", "help me {t} in {l}", "write code in {l} to {t}", "show a {l} example: {t}",
    "create {l} code to {t}", "code to {t} in {l}",
)  # fmt: skip
_QUESTION = (
    "how do i {t} in {l}", "how to {t} in {l}", "how can i {t} in {l}", "how do you {t} in {l}", "{l}: {t}",
    "{l} {t}", "{l}: how to {t}", "in {l}, how do i {t}", "i want to {t} in {l}", "i need to {t} in {l}",
    "what is the {l} code to {t}", "what is the way to {t} in {l}", "{l} code to {t}", "{l} snippet to {t}",
    "{t} {l}", "{t} ({l})", "{l} example: {t}", "i need {l} code to {t}", "do you know how to {t} in {l}",
    "how would i {t} in {l}", "is there a way to {t} in {l}", "{l} function to {t}", "i need a {l} function to {t}",
    "how does one {t} in {l}", "what code lets me {t} in {l}", "i want a {l} script to {t}",
    "simple {l} code to {t}", "i'd like {l} code to {t}", "{l} one-liner to {t}",
)  # fmt: skip
_BARE = (
    "write a function to {t}", "write code to {t}", "show me code to {t}", "write a function that can {t}",
    "code to {t}", "write a program to {t}", "give me code to {t}", "function to {t}", "i need a function to {t}",
    "a function to {t}", "show me a snippet to {t}", "write a snippet to {t}", "how do i {t} in code",
    "make a function to {t}",
)  # fmt: skip
_THIRD = (
    "write a {l} function that {t}", "write a {l} program that {t}", "write {l} code that {t}",
    "a {l} function that {t}", "i need a {l} function that {t}", "give me a {l} function which {t}",
    "{l} function that {t}", "make a {l} script that {t}", "write a function in {l} that {t}",
    "show me a {l} snippet that {t}", "i want {l} code that {t}", "create a {l} function that {t}",
    "a {l} snippet that {t} please", "can you write a {l} function that {t}", "code in {l} that {t}",
    "write me a {l} one-liner that {t}",
)  # fmt: skip
_DOING = (
    "{l} code for {t}", "write {l} code for {t}", "a {l} function for {t}", "give me {l} code for {t}", "{t} in {l}",
    "{t} with {l}", "show me {t} in {l}", "an example of {t} in {l}", "{l} example for {t}",
    "i need {l} code for {t}", "{l} function for {t}", "help with {t} in {l}", "write a {l} script for {t}",
    "what is the {l} way of {t}", "snippet for {t} in {l}",
)  # fmt: skip
_DOUBLED = ("get", "put", "set", "swap", "split", "sum", "strip", "trim", "flip", "map", "log", "stop", "cut", "run")
_EXPLAINED = ("explain", "give an example", "show recursion", "show a", "say ", "play ")
_NO_VERB = ("for loop", "while loop", "fizzbuzz", "fizz buzz", "hello world", "factorial", "fibonacci", "gcd",
            "a ", "an ",
            "recursion example", "if else example", "if statement", "palindrome check", "try except", "try catch",
            "is-prime function", "string length", "string to int", "int to string", "http get",
            "list comprehension example", "sum of a list", "length of a list", "multiplication table",
            "word count of a string", "celsius to fahrenheit",
            "adding two numbers", "random number between", "file exists check")  # fmt: skip
_NOUN = (
    "{t} in {l}", "{l} {t}", "write {t} in {l}", "show me {t} in {l}", "give me {t} in {l}", "{l}: {t}", "{t} {l}",
    "i need {t} in {l}", "how does {t} look in {l}", "an example of {t} in {l}", "{t}, in {l} please", "{t} with {l}",
    "{t} using {l}", "can i see {t} in {l}", "write me {t} in {l}", "code for {t} in {l}", "{l} code for {t}",
)  # fmt: skip


class Snippet(NamedTuple):
    language: str
    tasks: tuple[str, ...]
    code: str
    sentence: str
    check: str


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless requests for small code, and small mistakes to put right."""
    wheel = [snippet for snippet in snippets() for _ in range(_SHARE[snippet.language])]
    while True:
        if rng.random() < 0.8:
            yield _snippet_of(rng.choice(wheel), rng)
        else:
            yield _mistake(rng)


@lru_cache(maxsize=1)
def snippets() -> tuple[Snippet, ...]:
    """All snippets of the table."""
    found: list[Snippet] = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            language, _, tasks = line[3:].partition(" | ")
            found.append(Snippet(language, names(tasks), "", "", ""))
        elif found and line.startswith("-- "):
            found[-1] = found[-1]._replace(sentence=line[3:])
        elif found and line.startswith(">> "):
            found[-1] = found[-1]._replace(check=line[3:])
        elif found:
            found[-1] = found[-1]._replace(code=found[-1].code + line + "\n")
    return tuple(found)


def fenced(language: str, code: str, sentence: str) -> str:
    """Code as an answer: a fence and at most one sentence."""
    return f"```{language}\n{code.rstrip()}\n```" + (f"\n{sentence}" if sentence else "")


def _snippet_of(snippet: Snippet, rng: random.Random) -> Conversation:
    number, word = str(rng.choice((5, 10, 10, 20, 50, 100, rng.randrange(2, 100)))), rng.choice(WORDS)
    task = rng.choice(snippet.tasks).replace("{n}", number).replace("{w}", word)
    code = snippet.code.replace("{n}", number).replace("{w}", word)
    text = _request(task, snippet.language, rng)
    if rng.random() < 0.3 and text[-1].isalnum():
        text += rng.choice(("?", "?", ".", " please", " thanks"))
    return [(rough(text, rng), fenced(snippet.language, code, snippet.sentence))]


def _request(task: str, language: str, rng: random.Random) -> str:
    spoken = rng.choice(_SPOKEN[language])
    if task.startswith(_NO_VERB) or task in _NO_VERB:
        pattern = (
            rng.choice(_NOUN)
            if language != "python" or rng.random() < 0.85
            else rng.choice(("write {t}", "{t} function"))
        )
        return pattern.replace("{l}", spoken).replace("{t}", task)
    if task.startswith(_EXPLAINED):
        pattern = rng.choice(("{t}", "{t} in {l}", "please {t}", "can you {t}", "{l}: {t}", "could you {t} in {l}"))
        return pattern.replace("{l}", spoken).replace("{t}", task)
    style = rng.random()
    if style < 0.18:
        return rng.choice(_THIRD).replace("{l}", spoken).replace("{t}", does(task)).replace("a  ", "a ")
    if style < 0.26:
        return rng.choice(_DOING).replace("{l}", spoken).replace("{t}", doing(task))
    if language == "python" and style < 0.36:
        pattern = rng.choice(_LEAD) + rng.choice(_BARE)
    elif style < 0.7:
        pattern = rng.choice(_LEAD) + rng.choice(_ORDER)
    else:
        pattern = rng.choice(_QUESTION)
    pattern = pattern.replace("[function]", rng.choice(("function", "function", "script", "method", "snippet")))
    return pattern.replace("{l}", spoken).replace("{t}", task)


def does(task: str) -> str:
    """The task with its first word in the third person: "sort a list" as "sorts a list"."""
    verb, _, rest = task.partition(" ")
    if verb.endswith(("ch", "sh", "s", "x", "o")):
        verb += "es"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        verb = verb[:-1] + "ies"
    else:
        verb += "s"
    return f"{verb} {rest}".strip()


def doing(task: str) -> str:
    """The task with its first word as a gerund: "sort a list" as "sorting a list"."""
    verb, _, rest = task.partition(" ")
    if verb in _DOUBLED:
        verb += verb[-1]
    elif verb.endswith("e") and not verb.endswith("ee"):
        verb = verb[:-1]
    return f"{verb}ing {rest}".strip()


def _mistake(rng: random.Random) -> Conversation:
    asked, code, sentence = mistakes.one(rng)
    return [(asked, fenced("python", code, sentence))]
