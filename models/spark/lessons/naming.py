"""Naming a thing from its description, and the part of the body from what it does."""

import random
from functools import lru_cache

from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import lines, pairs

NAMED = (
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
    "i am thinking of {d}. what is it", "think of {d}, what is that", "describe it in one word: {d}", "you know, {d}",
    "you know {d}, what is it called again", "what is that thing called: {d}", "it is {d}. name it", "{d} -> word",
    "what would you call {d}", "is there a word for {d}", "is there a name for {d}", "there must be a word for {d}",
    "i can't think of the word for {d}", "the word is on my tongue: {d}", "in english, {d} is called",
    "{d} in one word", "how do english people call {d}", "what do they call {d} in english", "{d}: one word", "{d} = ?",
    "{d} is known as", "{d} is also known as what", "{d} goes by which name", "which name do we give {d}",
    "what is another name for {d}", "say in one word: {d}", "{d}, in one word", "find the word: {d}",
    "find the word for {d}", "solve: {d}", "[five down|seven across|three down|12 across]: {d}", "hint: {d}",
    "the clue is {d}", "the answer to the clue {d}", "what am i looking for: {d}", "looking for a word: {d}",
    "we saw {d}, what was it", "give it a name: {d}", "my book talks about {d}, what is meant", "what is meant by {d}",
    "if someone says {d}, what do they mean", "can you name {d}", "could you name {d} for me", "please name {d}",
    "do you know a word for {d}", "called what: {d}", "what do grown-ups call {d}", "what do kids call {d}",
    "and {d} is called", "then what is {d} called", "not the long way, the word for {d}", "i describe it: {d}",
    "{d}. what do i mean", "{d}, you know what i mean",
)  # fmt: skip
BODY = (
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
    "what on my body is for {g}", "without which part of the body can i not {v}", "{g}: which body part",
    "{g} - body part", "which part of me do i need to {v}", "i cannot {v} without my", "people {v} with their",
    "to {v} i need my", "{v} with what", "if i want to {v} i use my", "what do humans use to {v}",
    "what do humans use for {g}", "we need what to {v}", "what is the body part called that lets us {v}",
    "the part of the body you {v} with", "the part we use for {g} is", "what do you use when {g}",
    "body: which part do i use for {g}", "when i {v}, which body part works", "{g} needs which part",
    "[biology|body] question: {g}, with what", "which body part do people use for {g}",
    "a person can {v} because of the", "how do we {v}, with what", "how do people {v}, with which part",
    "what makes it possible to {v}", "{g} happens with the",
)  # fmt: skip


def described(rng: random.Random) -> tuple[str, str]:
    """A thing asked for by its description."""
    if rng.random() < 0.22:
        return _body(rng)
    descriptions, answer = rng.choice(pairs("described.tsv"))
    thing = fill(rng.choice(descriptions), rng)
    if thing.startswith("what "):
        return ask(thing, rng), answer
    return ask(fill(rng.choice(NAMED), rng, d=thing), rng), answer


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
    return ask(fill(rng.choice(BODY), rng, v=verb, g=ing), rng), answer
