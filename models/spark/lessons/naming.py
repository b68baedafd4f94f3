"""Naming a thing from its description, and the part of the body from what it does."""

import random
from functools import lru_cache

from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import lines, pairs

_NAMED = (
    "what do [we|you|people] call {d}", "what is {d} called", "how do [we|you] call {d}", "how is {d} called",
    "what is the [name|word|term] for {d}", "[name|word|term] for {d}", "the [name|word] for {d} is",
    "{d} is called [what|how]", "{d}, what is [it|that] called", "{d}, what do we call it", "what name has {d}",
    "what's the [english |right |]word for {d}", "which word means {d}", "what word do we use for {d}", "name {d}",
    "(a )[crossword|crossword clue|quiz|quiz question|riddle|clue|puzzle][:| -] {d}", "{d} \\(one word\\)",
    "i [need|am looking for|forgot|want] the [word|name] for {d}", "give me the [word|name] for {d}", "guess: {d}",
    "what could this be: {d}", "what am i thinking of: {d}", "do you know what {d} is called", "{d}", "{d} is what",
    "my [kid|son|daughter|teacher] asks what {d} is called", "how would you name {d}", "what is it: {d}",
    "the word for {d}, [what was it|i forgot it]", "we call {d} what", "tell me the name of {d}", "one word for {d}",
    "{d} for a crossword", "{d} - the name", "how do they say {d} in one word", "{d} has what name",
)  # fmt: skip
_BODY = (
    "[with|using] [what|which] (body )part do [we|you|people|i|humans] {v}",
    "what body part do [we|you|people] {v} with",
    "[what|which] part of the body do [we|you|people|i] [use to {v}|{v} with]", "what do [we|you|people|i] {v} with",
    "[what|which] (body )part is [for|used for|good for] {g}", "[what|which] part of the body is [for|used for] {g}",
    "[what|which] (body )part lets [us|you|me] {v}", "body part for {g}", "part of the body for {g}",
    "[what|which] (body )part helps [us|you] {v}", "[we|you|people|i] {v} with [our|your|what|which body part]",
    "with what do [we|you|people|i] {v}", "{g} is done with [what|which body part]", "to {v} we use what",
    "what do i need to {v}, which part of my body", "[what|which] organ is [for|used for] {g}", "organ for {g}",
    "[what|which] organ do [we|you|people] [use to {v}|{v} with|use for {g}]", "we use what to {v}",
    "humans {v} with [what|which part]", "name the body part for {g}", "name the part of the body we {v} with",
    "which of my body parts do i use when {g}", "in order to {v}, what part of the body do we use",
)  # fmt: skip


def described(rng: random.Random) -> tuple[str, str]:
    """A thing asked for by its description."""
    if rng.random() < 0.22:
        return _body(rng)
    descriptions, answer = rng.choice(pairs("described.tsv"))
    thing = fill(rng.choice(descriptions), rng)
    if thing.startswith("what "):
        return ask(thing, rng), answer
    return ask(fill(rng.choice(_NAMED), rng, d=thing), rng), answer


@lru_cache(maxsize=1)
def _uses() -> tuple[tuple[tuple[tuple[str, str], ...], str], ...]:
    """What each part of the body does, as plain verb and with -ing."""
    found = []
    for uses, answer in lines("body.tsv", 2):
        verbs = [use.strip().split(";") for use in uses.split(" / ")]
        found.append((tuple((plain, ing) for plain, ing in verbs), answer))
    return tuple(found)


def _body(rng: random.Random) -> tuple[str, str]:
    verbs, answer = rng.choice(_uses())
    verb, ing = rng.choice(verbs)
    return ask(fill(rng.choice(_BODY), rng, v=verb, g=ing), rng), answer
