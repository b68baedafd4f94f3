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
    "[crossword|crossword clue|crossword question|quiz|quiz question|trivia|homework|school question|test][:| -|,] ",
    "[my kid|my son|my daughter|my wife|my teacher|my boss|a friend|someone] [asked|asks|wants to know][:|,|] ",
    "[i am|i'm] [doing a quiz|doing a crossword|doing homework|helping my kid|learning|learning english], ",
    "[hello|hi|dear] [sir|friend|bot|ai|computer|all][,|] ",
    "[yo|hey man|hey bro|listen|look|dude][,|] ",
    "[basic|easy|simple|stupid|dumb|silly|short|small|strange] question[:|,| but] ",
    "[riddle me this|answer quickly|quick|fast|one word][:|,] ",
    "[sorry|excuse me|pardon][,|] [but|] ",
    "[maybe you know|perhaps you know|you surely know|you must know|i bet you know][:|,] ",
    "[i am not sure|not sure|i am confused|i can't remember|i do not remember][:|,] ",
    "[for my crossword|for a quiz|for my homework|for my kid|for a test][:|,] ",
    "[question is|my question is|my question|here is my question|the question][:|,] ",
    "[one more|another one|next one|last one][:|,] ",
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
    " [for a crossword|for a quiz|for my homework|for school|for my kid]",
    ", [my kid|my son|my daughter|my teacher] asks",
    ", [simple|quick|easy] question",
    ", [do u know|you know|can you say|who knows]",
    ", [tell me|answer me|help me|i need it]",
    ", [friend|buddy|bro|mate|spark|man]",
    " ?? [anyone|]",
    ", [i need to know|i want to know|just asking|just curious]",
    " [right now|today] (please)",
)
_WHAT_IS = re.compile(r"^what (is|are) ((?:the |an? )?[^,?]+)$")
_CONTRACTED = {"what is ": ("what's ", "whats "), "who is ": ("who's ", "whos "), "where is ": ("where's ", "wheres ")}
_NOT_TURNED = (" called", " made ", " like", " vs ", " is ")


def ask(question: str, rng: random.Random, keep: tuple[str, ...] = ()) -> str:
    """A clean question in lower case, as somebody might type it; the parts in `keep` stay as they are."""
    text = _reshape(question.strip(), rng)
    style = rng.random()
    if style < 0.20:
        text = fill(rng.choice(_LEAD), rng).rstrip() + " " + text
    elif style < 0.25:
        tail = fill(rng.choice(_TAIL), rng)
        text += (tail if tail.startswith(",") else f" {tail}") if text[-1:].isalnum() else ""
    if rng.random() < 0.28:
        text, keep = text.lower(), tuple(part.lower() for part in keep)
    if text[-1:] not in "?!." and rng.random() < 0.72:
        text += "?" if rng.random() < 0.93 else rng.choice(("??", " ?", "???", "?!", "!"))
    if rng.random() < 0.02 and not keep:
        text = text.upper()
    return rough(text, rng, keep=keep)


# The same question from another side: a pattern, and what it may become.
_TURNS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (
            r"^(what|which) (\w+) (has|comes|goes|lives|makes|gives) (.*)",
            (r"the \2 that \3 \4 is", r"name the \2 that \3 \4", r"tell me the \2 which \3 \4"),
        ),
        (r"^which (.*)", (r"what \1",)),
        (r"^what (color|colour|planet|animal|bird|country|city|language|month|day|gas|organ) (.*)", (r"which \1 \2",)),
        (r"^what do you call (.*)", (r"what is \1 called", r"what's the name for \1", r"what name has \1")),
        (
            r"^how do i (.*)",
            (r"how to \1", r"how can i \1", r"how do you \1", r"what is the way to \1", r"i want to \1"),
        ),
        (r"^when is (.*)", (r"\1 is when", r"when exactly is \1", r"what is the date of \1", r"when do we have \1")),
        (r"^where is (.*)", (r"\1 is where", r"where can \1 be found", r"where do i find \1", r"where's \1 at")),
        (r"^where do (.*)", (r"in which place do \1", r"where exactly do \1")),
        (r"^why (is|are) (\w+|the \w+|our \w+) (.*)", (r"how come \2 \1 \3", r"what is the reason \2 \1 \3")),
        (r"^why do (.*)", (r"how come \1", r"what is the reason \1", r"for what reason do \1")),
        (
            r"^who (wrote|made|invented|created|painted|founded|discovered) (.*)",
            (r"\2 was \1 by who", r"who was it that \1 \2", r"which person \1 \2", r"the one who \1 \2"),
        ),
        (
            r"^what is the (.*) of (.*)",
            (
                *(r"\2: what is the \1", r"for \2, what is the \1", r"what \1 has \2", r"\2, \1"),
                *(r"\1 of \2", r"the \1 of \2 is", r"\2 \1", r"\2's \1"),
            ),
        ),
        (r"^what is (.*)", (r"\1 is what", r"\1, what is it", r"so \1 is")),
        (r"^how many (\w+) (.*)", (r"what number of \1 \2", r"tell me how many \1 \2", r"how much \1 \2")),
        (r"^how (far|fast|old|tall|high|long|big|hot|cold) (is|are) (.*)", (r"\3, how \1", r"\3 \2 how \1")),
        (r"^when (did|do|does) (.*)", (r"in which year \1 \2", r"\2 when", r"what year \1 \2")),
        (r"^what does (.*) (mean|make|say|eat)$", (r"\1 \2s what", r"\1, what does it \2", r"what \1 \2")),
        (r"^what do (.*)", (r"tell me what \1", r"\1 what")),
        (r"^can (.*)", (r"is it true that \1", r"tell me if \1", r"i wonder if \1")),
        (r"^name (.*)", (r"\1", r"give me \1", r"say \1", r"i need \1")),
        (r"^is (.*)", (r"am i right: is \1", r"yes or no: is \1", r"tell me, is \1")),
        (r"^explain (.*)", (r"i want to understand \1", r"could you explain \1", r"a short explanation of \1")),
    )
)
_PERSONAL = re.compile(r"\b(you|your|i|my|me|is a|is an)\b")
_SMALL_WORDS = re.compile(r"\b(what|is|are|the|a|an|of|in|do|does|tell|me|name|which|you|call|to)\b ?", re.IGNORECASE)


def _turn(text: str, rng: random.Random) -> str:
    """Ask from another side, where a pattern fits."""
    for pattern, becomes in _TURNS:
        if pattern.match(text):
            return pattern.sub(rng.choice(becomes), text)
    return text


def _reshape(text: str, rng: random.Random) -> str:
    """Turn "what is X" round or shorten it, now and then."""
    style = rng.random()
    if style > 0.89:
        return _turn(text, rng)
    if style > 0.87 and text.count(" ") > 3:
        bare = _SMALL_WORDS.sub("", text).strip()
        return bare if bare.count(" ") > 1 and not _PERSONAL.search(text) else text
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
