"""What the person said earlier: their name, likes and pets, their last words, and what was never told."""

import random
from collections.abc import Iterator
from typing import NamedTuple

from models.spark.lessons import talk
from models.spark.lessons.asking import ask
from models.spark.lessons.names import PEOPLE, WORDS, made_up
from models.spark.lessons.phrasing import fill, rough
from models.spark.lessons.tables import words

WEIGHT = 0.9

Conversation = list[tuple[str, str]]


class Topic(NamedTuple):
    told: str
    noted: str
    asked: str
    recalled: str
    unknown: str
    values: tuple[str, ...]


_LIKES = words(
    """pizza chess music football coffee tea chocolate hiking books cats dogs painting swimming jazz cooking gardening
    tennis python linux movies dancing trains birds running cheese photography puzzles rain winter summer pasta sushi
    history poetry maps robots bikes sailing horses fishing singing yoga basketball rugby judo bread apples"""
)
_JOBS = words(
    """teacher nurse doctor student baker farmer pilot programmer carpenter plumber lawyer painter driver cook singer
    designer gardener librarian builder tailor dentist waiter clerk miner sailor butcher firefighter"""
)
_PLACES = words(
    """Berlin London Paris Madrid Rome Lisbon Oslo Dublin Vienna Prague Warsaw Athens Tokyo Delhi Cairo Lima Quito
    Toronto Chicago Boston Sydney Mumbai Lagos Nairobi Geneva Porto Lyon Milan Naples Hamburg Leeds Seville"""
)
_FOODS = words(
    """pizza pasta sushi curry soup bread cheese rice noodles salad chocolate pancakes lasagna tacos dumplings steak
    fish chicken ramen paella risotto falafel goulash waffles porridge potatoes beans eggs apples strawberries"""
)
_MONTHS = words("January February March April May June July August September October November December")
_CARS = words("Toyota Ford Honda Volvo Fiat Skoda Mazda Tesla Peugeot Renault Audi Opel Nissan Kia Jeep Lada Beetle")
_COLOURS = ("red", "blue", "green", "yellow", "purple", "black", "white", "orange", "pink", "brown", "grey")
_PETS = ("cat", "dog", "rabbit", "parrot", "hamster", "horse", "goldfish", "turtle", "bird", "snake")
_KIN = ("brother", "sister", "mother", "father", "son", "daughter", "wife", "husband", "friend", "boss", "uncle")
_NAME = Topic(
    "[my name is|i am|i'm|call me|you can call me|my name's|people call me|i am called|the name is|this is|im"
    "|it's|please call me|everybody calls me|my friends call me|you are talking to|my name, by the way, is] {x}",
    "Nice to meet you, {x}.",
    "[what is|what's|whats|do you know|do you remember|tell me|can you say] my name|who am i|how am i called"
    "|what did i say my name was|remember my name|say my name|my name is|what was my name|what do people call me"
    "|do you still know my name|my name was what|how did i introduce myself|what name did i give you"
    "|whats my name again"
    "|by what name do you know me|you know my name, right|have i told you my name|what should you call me"
    "|what am i called",
    "Your name is {x}.",
    "I do not know your name: you have not told me.",
    (),
)
_TOPICS = (
    Topic("i [like|love|really like|enjoy|am fond of|'m a fan of] {x}", "Good to know that you like {x}.",
          "what do i [like|love|enjoy]|what is it that i like|do you remember what i like|tell me what i like"
          "|what did i say i like|do you know what i [like|enjoy]|what am i fond of|which thing do i like"
          "|what was it that i [like|love]|i like what",
          "You like {x}.", "I do not know what you like: you have not told me.", _LIKES),
    Topic("my [favorite|favourite] [color|colour] is {x}", "I will keep in mind that your favourite colour is {x}.",
          "[what is|what's] my [favorite|favourite] [color|colour]|which [color|colour] do i like best"
          "|do you know my favourite colour|which colour did i say is my favourite|my favourite colour is what"
          "|do you remember my favorite color|what color do i prefer"
          "|tell me my favourite colour", "Your favourite colour is {x}.",
          "I do not know your favourite colour: you have not told me.", _COLOURS),
    Topic("i [live|am living] in {x}|i am from {x}|i come from {x}|my home is in {x}|my city is {x}",
          "Good to know that you live in {x}.",
          "where do i live|in which city do i live|do you know where i live|what city do i live in|where am i from"
          "|where is my home|which city is mine|where did i say i live|what is my city|do you remember where i live"
          "|in what town do i live|what is my home town|tell me where i live",
          "You live in {x}.", "I do not know where you live: you have not told me.", _PLACES),
    Topic("i am a {x}|i work as a {x}|my job is {x}|i'm a {x}", "Good to know that you are a {x}.",
          "what is my job|what do i do for a living|what do i work as|do you know my job|what is my profession"
          "|what did i say my job is|what kind of work do i do|do you remember my job|tell me my job|what am i by trade"
          "|as what do i work|my job is what|what is my work",
          "You are a {x}.", "I do not know your job: you have not told me.", _JOBS),
    Topic("i am {x} years old|i'm {x} years old|my age is {x}|i am {x}", "Good to know that you are {x} years old.",
          "how old am i|what is my age|do you know my age|do you know how old i am|tell me my age"
          "|how many years old am i"
          "|what age did i say|do you remember my age|my age is what|how old did i say i am|say how old i am"
          "|guess my age",
          "You are {x} years old.", "I do not know your age: you have not told me.",
          tuple(str(age) for age in range(7, 96))),
    Topic("my [favorite|favourite] [food|dish|meal] is {x}|the food i like best is {x}|i like to eat {x} best of all",
          "I will keep in mind that your favourite food is {x}.",
          "[what is|what's|whats] my [favorite|favourite] [food|dish|meal]|what do i like to eat best"
          "|which food do i like"
          "|do you [know|remember] my favourite food|what food did i say i like best|tell me my favourite food",
          "Your favourite food is {x}.", "I do not know your favourite food: you have not told me.", _FOODS),
    Topic("my birthday is in {x}|i was born in {x}|i have my birthday in {x}|my birthday month is {x}",
          "I will keep in mind that your birthday is in {x}.",
          "[when|in which month] is my birthday|[when|in which month] was i born|do you [know|remember] my birthday"
          "|what is my birthday|what is the month of my birthday|when do i have my birthday|tell me my birthday",
          "Your birthday is in {x}.", "I do not know your birthday: you have not told me.", _MONTHS),
    Topic("i drive a {x}|my car is a {x}|i have a {x} as a car|i own a {x} car", "Good to know that your car is a {x}.",
          "what car do i [drive|have|own]|what is my car|which car is mine|do you [know|remember] [my car|what i drive]"
          "|what kind of car do i have|which make is my car", "Your car is a {x}.",
          "I do not know your car: you have not told me.", _CARS),
)  # fmt: skip
_SAID = (
    "what did i just say", "what did i say", "what was my last message", "repeat what i said", "what did i just ask",
    "what have i just written", "what did i write", "what was my question", "repeat my last message",
    "what were my last words", "can you repeat my last message", "what have i said", "quote my last message",
    "what did i type before this", "what was it that i just said", "which words did i use last", "my last message was",
    "what did i tell you just now", "what did i write before", "read my last message back to me",
    "what did i just type",
    "what did i ask", "do you remember what i just said", "what was the last thing i said", "say again what i said",
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless short conversations that look back, or cannot."""
    kinds = (_told_and_asked, _own_name, _kin, _never_told, _last_words)
    while True:
        yield rng.choices(kinds, (26, 34, 16, 12, 14))[0](rng)


def _either(patterns: str, rng: random.Random, **values: object) -> str:
    """One of the patterns separated by | outside of brackets."""
    return fill(f"[{patterns}]", rng, **values)


def _statement(text: str, rng: random.Random, keep: str) -> str:
    lead = fill("[hi, |hello, |hey, |hello! |by the way, |||||||||]", rng)
    return rough(f"{lead} {text}".strip() + rng.choice(("", "", ".", "!")), rng, keep=(keep,))


def _between(rng: random.Random) -> Conversation:
    """Now and then something else is said before the question."""
    return next(talk.examples(rng))[:1] if rng.random() < 0.3 else []


def _any_name(rng: random.Random) -> str:
    name = rng.choice(PEOPLE) if rng.random() < 0.6 else made_up(rng)
    return name.capitalize() if rng.random() < 0.75 else name


def _own_name(rng: random.Random) -> Conversation:
    name = _any_name(rng)
    shown = name[:1].upper() + name[1:]
    turns = [(_statement(_either(_NAME.told, rng, x=name), rng, name), _NAME.noted.format(x=shown))]
    if rng.random() < 0.75:
        turns += _between(rng)
        turns.append((ask(_either(_NAME.asked, rng), rng), _NAME.recalled.format(x=shown)))
    return turns


def _told_and_asked(rng: random.Random) -> Conversation:
    topic = rng.choice(_TOPICS)
    value = rng.choice(topic.values)
    if topic.values is _LIKES and rng.random() < 0.4:
        value = rng.choice(WORDS)
    turns = [(_statement(_either(topic.told, rng, x=value), rng, value), topic.noted.format(x=value))]
    if rng.random() < 0.75:
        turns += _between(rng)
        turns.append((ask(_either(topic.asked, rng), rng), topic.recalled.format(x=value)))
    return turns


def _kin(rng: random.Random) -> Conversation:
    who = rng.choice(_PETS + _KIN)
    name = _any_name(rng)
    shown = name[:1].upper() + name[1:]
    told = _either("my {w} is called {x}|my {w}'s name is {x}|i have a {w} named {x}|i have a {w} called {x}"
                   "|the name of my {w} is {x}|my {w} is named {x}", rng, w=who, x=name)  # fmt: skip
    turns = [(_statement(told, rng, name), f"Good to know that your {who} is called {shown}.")]
    if rng.random() < 0.75:
        turns += _between(rng)
        asked = _either("what is my {w}'s name|what is my {w} called|what is the name of my {w}|how is my {w} called"
                        "|do you remember my {w}'s name|what do i call my {w}", rng, w=who)  # fmt: skip
        turns.append((ask(asked, rng, keep=(who,)), f"Your {who} is called {shown}."))
    return turns


def _never_told(rng: random.Random) -> Conversation:
    topic = rng.choice((*_TOPICS, _NAME, _NAME))
    asked = _either(topic.asked, rng)
    if asked == "who am i":  # On a computer this asks for the user's login name.
        asked = "what is my name"
    return [*_between(rng), (ask(asked, rng), topic.unknown)]


def _last_words(rng: random.Random) -> Conversation:
    said, answer = next(talk.examples(rng))[0]
    asked = rng.choice(_SAID)
    return [(said, answer), (ask(asked, rng), f'You said: "{said}"')]
