"""What things do and have, what is used for what, and where one does what; practised within the everyday facts."""

import random
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import article, families, upper_first
from models.spark.lessons.verdict import verdict

_FILE = Path(__file__).parent / "tables" / "things.txt"
# A row that begins with this may share what it does with others, so that nothing is compared with it.
_SHARED = "!"
# {n} the noun of the kind, {c} what it does, {x} its name, {y} the name of another
WHICH = (
    "which {n} {c}", "what {n} {c}", "which {n} {c}", "the {n} that {c}", "name the {n} that {c}",
    "what is the {n} that {c}", "which {n} is it that {c}", "{n} that {c}", "{an} that {c}",
    "i am thinking of {an} that {c}", "it {c}, which {n} is it", "what do you call the {n} that {c}",
    "what is the {n} called that {c}", "which {n} do we know that {c}", "guess the {n}: it {c}", "guess: {an} that {c}",
    "{c}: which {n} is it", "{c}. what {n} is that", "there is {an} that {c}. what is it called",
    "there is one {n} that {c}, which one", "[crossword|quiz|riddle|homework][:| -] {n} that {c}",
    "it is {an} and it {c}", "i forgot the name of the {n} that {c}", "what is the name of the {n} that {c}",
    "can you name the {n} that {c}", "tell me which {n} {c}", "my kid asks which {n} {c}",
    "i am looking for the {n} that {c}", "the {n} which {c} is called", "the {n} that {c} is", "___ {c}, which {n}",
    "fill in the {n}: ___ {c}", "do you know {an} that {c}", "say {an} that {c}", "we saw {an} that {c}. what was it",
    "in my book {an} {c}, which one could it be", "which one {c}", "what {c}", "if {an} {c}, which one is it",
    "{an}. it {c}. what is it", "{n}: {c}", "what kind of {n} {c}", "{n} {c}?",
    "[one word|short answer]: which {n} {c}", "who or what {c}", "what is it: it {c}", "give me the {n} that {c}",
    "riddle: i am {an}, what {c}", "which {n} would you say {c}", "only one {n} {c}, which", "what's that {n} that {c}",
    "the word for the {n} that {c}", "you know, the {n} that {c}, what is it called", "this {n} {c}",
    "that {n} which {c}",
)  # fmt: skip
WHO = (
    "who {c}", "who {c}", "who is it that {c}", "somebody who {c} is called", "what do you call somebody who {c}",
    "whose job is it: {c}", "what do you call a person who {c}", "the person who {c}", "a person who {c} is a",
    "what is the name of the job: he {c}", "he {c}, what is he", "she {c}, what is her job",
    "my uncle {c}. what is his job", "my sister {c}, what is she called", "which job has somebody who {c}",
    "[crossword|quiz|homework]: person who {c}", "name for a person who {c}", "somebody who {c}",
    "i need a person who {c}, who is that", "what is the word for a person who {c}", "one who {c}",
    "a man who {c} is called what", "a woman who {c} is what", "in which job does one see a person who {c}",
    "word for someone who {c}", "someone who {c}, one word", "what is his profession if he {c}",
    "what is a person called who {c}", "the one who {c} is a", "who is the person that {c}",
    "she {c} every day, what does she work as", "he works and {c}, so he is a", "job of somebody who {c}",
    "what job {c}",
)  # fmt: skip
PERSON = tuple(pattern for pattern in WHO if not re.search("job|profession|work", pattern))
ABOUT = (
    "what is special about {x}", "what is {x} known for", "say something about {x}", "tell me one thing about {x}",
    "one fact about {x}", "a fact about {x}", "how would you know {x}", "what makes {x} special",
    "give me a fact about {x}", "why do people know {x}", "what can you say about {x}",
)  # fmt: skip
WORK = (
    "what does {x} do", "what is the job of {x}", "what is the work of {x}", "{x} does what", "what work does {x} do",
    "{x}, what is that job", "what does {x} do all day", "what do people who are {x} do",
    "i want to be {x}, what would i do", "what does {x} do for a living", "my father is {x}, what does he do",
    "the task of {x}", "what is {x} for a job", "what would i do as {x}", "explain the job of {x}",
    "how does {x} earn money", "{x} - what do they do", "duties of {x}",
)  # fmt: skip
DOES = (
    "what does {x} do", "what is {x} for", "{x}: what does it do", "what use is {x}", "what is the job of {x} in short",
    "{x} does what", "why is {x} there", "what does {x} do for us", "why do we have {x}", "the purpose of {x}",
)  # fmt: skip
CHECK = (
    "is it true that {y} {c}", "{y} {c}, right", "{y} {c}, true or false", "true or false: {y} {c}",
    "{y} {c}, yes or no", "am i right that {y} {c}", "{y} {c}, correct", "i think {y} {c}, is that so",
    "is it {y} that {c}", "is {y} the {n} that {c}", "my friend says {y} {c}, is he right", "would you say {y} {c}",
    "i was told that {y} {c}. true",
)  # fmt: skip
CHOICE = (
    "which {n} {c}, {a} or {b}", "{a} or {b}: which one {c}", "what {c}, {a} or {b}", "is it {a} or {b} that {c}",
    "{c}: {a} or {b}", "which one {c}: {a} or {b}", "{a} or {b}, which {c}", "between {a} and {b}, which {c}",
    "who or what {c}, {a} or {b}",
)  # fmt: skip
USE = (
    "what do you use to {v}", "what do i need to {v}", "what do people {v} with", "what do we {v} with",
    "with what do you {v}", "which {n} is for <v+ing>", "what is used for <v+ing>", "{n} for <v+ing>",
    "i want to {v}, what do i need", "what helps you {v}", "what should i use to {v}", "which {n} do i need to {v}",
    "what do you call the {n} for <v+ing>", "what is the {n} for <v+ing> called", "i have to {v}. which {n} do i take",
    "you {v} with", "you {v} with what", "to {v} you need", "to {v} i use", "how do you {v}, with what",
    "<v+ing> is done with", "<v+ing>: what do i need", "the {n} you {v} with",
    "[crossword|quiz|homework]: {n} for <v+ing>", "for <v+ing> i need a", "what would you take to {v}",
    "name the {n} we use to {v}", "which {n} lets you {v}", "what {n} can {v}", "i cannot {v} without what",
    "my kid wants to {v}, what does he need", "what is it called, the {n} to {v}", "what do i buy to {v}",
    "if i want to {v} i need", "what can i use for <v+ing>", "one uses it for <v+ing>, what is it",
    "the thing for <v+ing>", "we {v} with what", "people {v} with", "people use what to {v}",
    "what is good for <v+ing>", "the right {n} to {v}", "what {n} is used to {v}", "in order to {v}, what do i use",
)  # fmt: skip
FOR = (
    "what is {x} for", "what do you use {x} for", "what can i do with {x}", "what do people do with {x}",
    "why do we have {x}", "{x} is for what", "what is the use of {x}", "what is the purpose of {x}",
    "what do i need {x} for", "{x}: what is it for", "what is {x} used for", "{x} is used for",
    "what does one do with {x}", "when do i need {x}", "use of {x}", "purpose of {x}", "i found {x}, what is it for",
    "why would i need {x}", "how is {x} used", "what is {x} good for", "what do we do with {x}",
)  # fmt: skip
PLACE = (
    "where do you {v}", "where can i {v}", "where do people {v}", "where do we go to {v}", "in which {n} can i {v}",
    "which {n} is for <v+ing>", "what is the {n} called where you {v}", "what do you call the {n} where people {v}",
    "i want to {v}, where do i go", "place to {v}", "where should i go to {v}", "the {n} where you {v}",
    "{an} for <v+ing>", "{n} to {v}", "where does one {v}", "i need to {v}, where", "to {v} you go where",
    "you {v} where", "where would i {v}", "[crossword|quiz|homework]: {n} where people {v}", "people {v} where",
    "name the {n} where we {v}", "what {n} do i go to if i want to {v}", "where is it possible to {v}",
    "where do i have to go to {v}", "my friend wants to {v}, where does he go", "a good {n} to {v}",
    "in what {n} do people {v}", "where to {v}", "where do i {v}", "i would like to {v}. which {n} is right",
    "if you want to {v} you go", "<v+ing>: in which {n}", "best {n} for <v+ing>", "at what {n} can you {v}",
)  # fmt: skip
AT = (
    "what do you do {x}", "what can i do {x}", "what do people do {x}", "what happens {x}",
    "why do people go there: {x}", "what does one do {x}", "what is done {x}", "{x}, what do you do", "{x} you can",
    "what would i do {x}", "i am {x}, what can i do here",
)  # fmt: skip


class Thing(NamedTuple):
    """A row: its kind, the name, and groups of wordings of what it does."""

    mode: str
    kind: str
    nouns: tuple[str, ...]
    name: str
    clauses: tuple[tuple[str, ...], ...]
    shared: bool


@lru_cache(maxsize=1)
def things() -> tuple[Thing, ...]:
    """All rows of things.txt."""
    found: list[Thing] = []
    kind, mode, nouns = "", "", ()
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            kind, mode, listed = line[3:].split(" | ")
            nouns = tuple(listed.split(", "))
        elif line.strip() and not line.startswith("# "):
            name, clauses = line.lstrip(_SHARED).split(" | ")
            groups = tuple(tuple(group.split(" / ")) for group in clauses.strip().split(" ; "))
            found.append(Thing(mode, kind, nouns, name, groups, line.startswith(_SHARED)))
    return tuple(found)


@lru_cache(maxsize=1)
def _wheel() -> tuple[tuple[Thing, tuple[str, ...]], ...]:
    return tuple((thing, group) for thing in things() for group in thing.clauses)


@lru_cache(maxsize=1)
def _told() -> frozenset[str]:
    """The tools that a family of facts already says the use of."""
    return frozenset(key.lstrip("*") for row in families()["used-for"].rows for key in row.keys)


@lru_cache(maxsize=1)
def _twice() -> frozenset[str]:
    """The names that two things have, such as Mercury: what is special about them is not one thing."""
    found = [thing.name.lower() for thing in things()]
    return frozenset(thing.name for thing in things() if found.count(thing.name.lower()) > 1)


@lru_cache(maxsize=64)
def _others(kind: str, name: str) -> tuple[str, ...]:
    return tuple(thing.name for thing in things() if thing.kind == kind and thing.name != name)


def thing_fact(rng: random.Random) -> tuple[str, str]:
    """One question about what a thing does, is used for, or where one does something."""
    thing, group = rng.choice(_wheel())
    said = group[0] if rng.random() < 0.45 else rng.choice(group)
    if thing.mode == "clause":
        return _clause(thing, group, said, rng)
    noun = rng.choice(thing.nouns)
    patterns, about = (USE, FOR) if thing.mode == "use" else (PLACE, AT)
    answer = use_answer(thing, group[0])
    if group == thing.clauses[0] and rng.random() < 0.2 and thing.name not in _told():
        return ask(fill(rng.choice(about), rng, x=thing.name), rng), answer
    return ask(fill(rng.choice(patterns), rng, {"v": said}, n=noun, an=article(noun), v=said), rng), answer


def use_answer(thing: Thing, use: str) -> str:
    """What is used, or where it is done."""
    return f"You {use} with {thing.name}." if thing.mode == "use" else f"You can {use} {thing.name}."


def _clause(thing: Thing, group: tuple[str, ...], said: str, rng: random.Random) -> tuple[str, str]:
    answer = f"{upper_first(thing.name)} {group[0]}."
    noun = rng.choice(thing.nouns)
    style = rng.random()
    if style < 0.10 and not thing.shared:
        right = rng.random() < 0.5
        asked = thing.name if right else rng.choice(_others(thing.kind, thing.name))
        text = fill(rng.choice(CHECK), rng, y=asked, c=said, n=noun, an=article(noun))
        return ask(text, rng), verdict(right, answer, asked)
    if style < 0.17 and not thing.shared:
        pair = [thing.name, rng.choice(_others(thing.kind, thing.name))]
        rng.shuffle(pair)
        return ask(fill(rng.choice(CHOICE), rng, a=pair[0], b=pair[1], c=said, n=noun, an=article(noun)), rng), answer
    if style < 0.27 and group == thing.clauses[0] and thing.name not in _twice():
        does = thing.kind == "home" and thing.name not in _told() and rng.random() < 0.5
        about = WORK if thing.kind == "job" else DOES if does else ABOUT
        return ask(fill(rng.choice(about), rng, x=thing.name), rng), answer
    who = WHO if thing.kind == "job" else PERSON
    patterns = who if thing.kind in ("job", "relative", "figure") and rng.random() < 0.75 else WHICH
    return ask(fill(rng.choice(patterns), rng, c=said, n=noun, an=article(noun)), rng), answer
