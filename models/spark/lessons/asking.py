"""How people lead up to a question, and what it looks like when typed."""

import random
import re

from models.spark.lessons.phrasing import fill, rough

_LEAD = (
    "[hi|hello|hey|hey there|good morning|hi spark|hello there](,|!) ",
    "[please |pls |]tell me(,|:) ",
    "[can|could] you tell me(,) ",
    "do you know ",
    "[quick question|question|one question|another question|next question][:|,| -] ",
    "[ok|okay|so|well|and|now|um|hmm|alright|ok so](,) ",
    "i [want|need|would like|'d like] to know ",
    "[i wonder|i was wondering|i am wondering|just curious|out of curiosity](,) ",
    "[please answer|answer me|answer this|help me][:|,] ",
    "[my kid asks|my son asks|my daughter wants to know|a friend asks|for homework|for school|quiz time][:|,] ",
    "[say|spark|lucifer|luciferai|friend|buddy|mate|hey spark|my friend], ",
    "[hi|hello|hey][,|!] [how are you|nice to meet you|i have a question|i am back|it is me again|me again][?|.|!|:] ",
    "[thanks|thank you|great|nice|cool|perfect][.|,|!] [now|and|next|so|] ",
    "[good morning|good evening|good afternoon|greetings][,|!|.] ",
    "[i need help|i have a small question|can i ask you|may i ask|let me ask you|i am curious|test question][:|,] ",
    "[can you|could you|would you] [please |]answer[:|,| this:] ",
    "[i forgot|remind me](,|:) ",
    "[please|pls] ",
)
_TAIL = (
    "(,) please",
    " pls",
    "(,) thanks",
    ", do you know",
    ", any idea",
    " again",
    ", can you tell me",
    " exactly",
    ", i forgot",
    ", quick",
    "(,) in short",
)
_WHAT_IS = re.compile(r"^what (is|are) ((?:the |an? )?[^,?]+)$")
_CONTRACTED = {"what is ": ("what's ", "whats "), "who is ": ("who's ", "whos "), "where is ": ("where's ", "wheres ")}
_NOT_TURNED = (" called", " made ", " like", " vs ", " is ")


def ask(question: str, rng: random.Random, keep: tuple[str, ...] = ()) -> str:
    """A clean question in lower case, as somebody might type it; the parts in `keep` stay as they are."""
    text = _reshape(question.strip(), rng)
    style = rng.random()
    if style < 0.30:
        text = fill(rng.choice(_LEAD), rng).rstrip() + " " + text
    elif style < 0.36:
        tail = fill(rng.choice(_TAIL), rng)
        text += (tail if tail.startswith(",") else f" {tail}") if text[-1:].isalnum() else ""
    if rng.random() < 0.28:
        text, keep = text.lower(), tuple(part.lower() for part in keep)
    if text[-1:] not in "?!." and rng.random() < 0.72:
        text += "?"
    return rough(text, rng, keep=keep)


def _reshape(text: str, rng: random.Random) -> str:
    """Turn "what is X" round or shorten it, now and then."""
    style = rng.random()
    if style < 0.22:
        for full, short in _CONTRACTED.items():
            if text.startswith(full):
                return rng.choice(short) + text[len(full) :]
    elif style < 0.34:
        found = _WHAT_IS.match(text)
        if found and not any(part in text[8:] for part in _NOT_TURNED):
            verb, thing = found.groups()
            lead = rng.choice(
                ("do you know what", "tell me what", "can you tell me what", "i want to know what",
                 "could you tell me what", "i'd like to know what", "i forgot what", "please tell me what")
            )  # fmt: skip
            return f"{lead} {thing} {verb}"
    return text
