"""Small mistakes in one or two lines of Python: the broken code, the right code and what was wrong."""

import keyword
import random
from collections.abc import Callable

from models.spark.lessons.names import WORDS as ALL_WORDS
from models.spark.lessons.names import made_up
from models.spark.lessons.phrasing import rough

WORDS = tuple(word for word in ALL_WORDS if not keyword.iskeyword(word))
_FIX = (
    "fix this: {c}", "fix: {c}", "fix {c}", "what is wrong with {c}", "what is wrong here: {c}", "debug {c}",
    "debug this: {c}", "correct this code: {c}", "find the mistake: {c}", "why does this not work: {c}",
    "fix the syntax error: {c}", "repair this python: {c}", "this gives a syntax error: {c}", "please fix `{c}`",
    "debug `{c}`", "fix `{c}`", "what is the error in `{c}`", "correct `{c}`", "there is a bug in {c}",
    "can you fix this code: {c}", "{c} does not work", "help, this line fails: {c}",
    "python says invalid syntax: {c}", "where is the error: {c}", "fix this line: {c}", "what's wrong with `{c}`",
    "why is this wrong: {c}", "find the bug: `{c}`", "fix my code: {c}", "this fails: `{c}`", "check this code: {c}",
    "make this work: {c}", "I get a syntax error in {c}", "spot the error in {c}", "correct: {c}",
)  # fmt: skip
_NAMES = (
    "x",
    "y",
    "n",
    "a",
    "b",
    "i",
    "j",
    "k",
    "name",
    "count",
    "total",
    "value",
    "item",
    "text",
    "number",
    "age",
    "score",
)
_VERBS = (
    "add",
    "run",
    "show",
    "greet",
    "square",
    "double",
    "load",
    "save",
    "print_all",
    "check",
    "area",
    "multiply",
    "test",
)
_PRINTED = ("hello", "hi", "yes", "no", "done", "ok", "big", "small", "error")
_SIGNS = ("<", ">", "<=", ">=", "==", "!=")

Mistake = tuple[str, str, str]


def one(rng: random.Random) -> Mistake:
    """A request with broken code, the right code and a sentence about it."""
    broken, right, sentence = rng.choice(_KINDS)(rng)
    pattern = rng.choice(_FIX)
    lead, _, tail = pattern.partition("{c}")
    return (
        rough(lead.strip(" `") + ",", rng)[:-1] + (" `" if lead.endswith("`") else " ") * bool(lead) + broken + tail,
        right,
        sentence,
    )


def _name(rng: random.Random) -> str:
    style = rng.random()
    return rng.choice(_NAMES) if style < 0.6 else rng.choice(WORDS) if style < 0.85 else made_up(rng) + "_"


def _verb(rng: random.Random) -> str:
    return rng.choice(_VERBS) if rng.random() < 0.7 else rng.choice(WORDS) + rng.choice(("", "_it", "_all"))


def _act(rng: random.Random, name: str) -> str:
    return rng.choice(
        (f"print({name})", f"print({name})", f'print("{rng.choice(_PRINTED)}")', "pass", f"print({name} + 1)")
    )


def _head(rng: random.Random) -> tuple[str, str]:
    """A line that needs a colon, without it, and a name used after it."""
    name, other = rng.sample(_NAMES, 2)
    number = rng.choice((3, 5, 10, 10, 20, 100, rng.randrange(100)))
    heads = (
        (f"for {name} in range({number})", name),
        (f"for {name} in range({number})", name),
        (f"for {name} in {rng.choice(WORDS)}s", name),
        (f"while {name} {rng.choice(_SIGNS[:4])} {number}", name),
        (f"if {name} {rng.choice(_SIGNS)} {number}", name),
        (f"def {_verb(rng)}({name}, {other})", name),
        (f"def {_verb(rng)}({name})", name),
        (f"for {name} in range({rng.randrange(5)}, {number + 5})", name),
    )
    return rng.choice(heads)


def _colon(rng: random.Random) -> Mistake:
    head, name = _head(rng)
    act = f"return {name}" if head.startswith("def") and rng.random() < 0.6 else _act(rng, name)
    gap = rng.choice((" ", " ", "\n    ", "\n  "))
    return f"{head}{gap}{act}", f"{head}:\n    {act}", f"A colon was missing after `{head}`: a syntax error."


def _comma(rng: random.Random) -> Mistake:
    verb = _verb(rng)
    a, b = rng.sample(_NAMES, 2)
    if rng.random() < 0.4:
        return (
            f"def {verb}({a} {b})",
            f"def {verb}({a}, {b}):\n    pass",
            "A comma between the parameters and the colon were missing.",
        )
    act = rng.choice((f"return {a} + {b}", f"return {a} * {b}", f"print({a}, {b})", f"return {a} - {b}"))
    gap = rng.choice((" ", "\n    "))
    return (
        f"def {verb}({a} {b}):{gap}{act}",
        f"def {verb}({a}, {b}):\n    {act}",
        "A comma between the parameters was missing.",
    )


def _list_comma(rng: random.Random) -> Mistake:
    name = _name(rng)
    one, two, three = (str(rng.randrange(100)) for _ in range(3))
    return f"{name} = [{one} {two}, {three}]", f"{name} = [{one}, {two}, {three}]", "A comma in the list was missing."


def _bracket(rng: random.Random) -> Mistake:
    name = _name(rng)
    call = rng.choice((f"print({name}", f'print("{rng.choice(WORDS)}"', f"{name} = len({rng.choice(_NAMES)}",
                       f"{name} = int(input()"))  # fmt: skip
    return call, call + ")", "A closing parenthesis was missing."


def _quote(rng: random.Random) -> Mistake:
    word = rng.choice(WORDS)
    if rng.random() < 0.5:
        return f'print("{word})', f'print("{word}")', "A closing quote was missing."
    name = _name(rng)
    return f'{name} = "{word}', f'{name} = "{word}"', "A closing quote was missing."


def _old_print(rng: random.Random) -> Mistake:
    thing = rng.choice((f'"{rng.choice(WORDS)}"', _name(rng), f'"{rng.choice(WORDS)} {rng.choice(WORDS)}"'))
    return f"print {thing}", f"print({thing})", "In Python 3, print needs parentheses."


def _equals(rng: random.Random) -> Mistake:
    name, number = _name(rng), rng.randrange(100)
    act = _act(rng, name)
    gap = rng.choice((" ", "\n    "))
    return f"if {name} = {number}:{gap}{act}", f"if {name} == {number}:\n    {act}", "To compare, use == instead of =."


def _indent(rng: random.Random) -> Mistake:
    head, name = _head(rng)
    act = _act(rng, name)
    return f"{head}:\n{act}", f"{head}:\n    {act}", "The line after the colon must be indented."


def _plus_text(rng: random.Random) -> Mistake:
    name, word, number = _name(rng), rng.choice(WORDS), rng.randrange(100)
    return (f'{name} = {number}\nprint("{word}: " + {name})', f'{name} = {number}\nprint("{word}: " + str({name}))',
            "A number must be turned into text with str before it is added to text.")  # fmt: skip


def _function_word(rng: random.Random) -> Mistake:
    verb, name = _verb(rng), rng.choice(_NAMES)
    return (f"function {verb}({name}):\n    return {name}", f"def {verb}({name}):\n    return {name}",
            "In Python a function begins with def.")  # fmt: skip


def _true(rng: random.Random) -> Mistake:
    name = _name(rng)
    small, right = rng.choice((("true", "True"), ("false", "False"), ("null", "None")))
    return f"{name} = {small}", f"{name} = {right}", f"Python writes {right} with a capital letter."


def _else_if(rng: random.Random) -> Mistake:
    name, number = rng.choice(_NAMES), rng.randrange(50)
    start = f'if {name} > {number}:\n    print("big")\n'
    end = f' {name} == {number}:\n    print("same")'
    return f"{start}else if{end}", f"{start}elif{end}", "Python writes elif instead of else if."


def _plus_plus(rng: random.Random) -> Mistake:
    name = rng.choice(_NAMES)
    return f"{name}++", f"{name} += 1", "Python has no ++; use += 1."


_KINDS: tuple[Callable[[random.Random], Mistake], ...] = (
    _colon, _colon, _colon, _colon, _comma, _comma, _comma, _list_comma, _bracket, _bracket, _quote, _quote, _old_print,
    _equals, _indent, _plus_text, _function_word, _true, _else_if, _plus_plus,
)  # fmt: skip
