"""How people lead up to a question, and what it looks like when typed."""

import random
import re

from models.spark.lessons import leads
from models.spark.lessons.capitals import named, with_capitals
from models.spark.lessons.phrasing import fill, rough

_WHAT_IS = re.compile(r"^what (is|are) ((?:the |an? )?[^,?]+)$")
_CONTRACTED = {"what is ": ("what's ", "whats "), "who is ": ("who's ", "whos "), "where is ": ("where's ", "wheres ")}
_NOT_TURNED = (" called", " made ", " like", " vs ", " is ")


def ask(question: str, rng: random.Random, keep: tuple[str, ...] = ()) -> str:
    """A clean question in lower case, as somebody might type it; the parts in `keep` stay as they are."""
    text = _reshape(question.strip(), rng)
    style = rng.random()
    if style < 0.21:
        text = fill(rng.choice(leads.LEAD), rng).rstrip() + " " + text
    elif style < 0.28:
        tail = fill(rng.choice(leads.TAIL), rng)
        text += (tail if tail[0] in ",?." else f" {tail}") if text[-1:].isalnum() else ""
    elif style < 0.31 and text[-1:].isalnum():
        text = fill(rng.choice(leads.WRAPS), rng, q=text)
    if rng.random() < 0.55:
        text, keep = with_capitals(text, rng), tuple(named(part) for part in keep)
    if rng.random() < 0.26:
        text, keep = text.lower(), tuple(part.lower() for part in keep)
    if rng.random() < 0.04:
        text = _slang(text, rng, keep)
    if text[-1:] not in "?!.:" and rng.random() < 0.72:
        text += "?" if rng.random() < 0.93 else rng.choice(("??", " ?", "???", "?!", "!", "...", " ..."))
    if rng.random() < 0.02 and not keep:
        text = text.upper()
    return rough(text, rng, keep=keep)


def _slang(text: str, rng: random.Random, keep: tuple[str, ...]) -> str:
    """One to three small words as people write them in chats."""
    kept = {word for part in keep for word in part.lower().split()}
    words = text.split(" ")
    free = [at for at, word in enumerate(words) if word in leads.SLANG and word not in kept]
    for at in rng.sample(free, min(len(free), rng.choice((1, 1, 2, 3)))):
        words[at] = rng.choice(leads.SLANG[words[at]])
    return " ".join(words)


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
        (r"^why (is|are) ((?:the |our )\w+|\w+) (.*)", (r"how come \2 \1 \3", r"what is the reason \2 \1 \3")),
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
        (
            r"^(?:what|which) (?!is|are|do|can|was|will|did|should|has|kinds?\b)(\w+) "
            r"((?!is|does|was|has the|has \w+ as)\w+s\b.*)",
            (
                *(r"there is one \1 that \2, which one", r"i am thinking of the \1 that \2", r"\1 that \2"),
                *(r"which \1 is it that \2", r"the \1 which \2, what is it", r"it is the \1 that \2"),
                *(r"do you know a \1 that \2", r"it \2, which \1 is it", r"one \1 \2. which one"),
            ),
        ),
        (
            r"^who ((?!is|was|has)\w+s .*)",
            (
                *(r"the person who \1", r"somebody who \1 is called", r"who is it that \1", r"which person \1"),
                *(r"what do you call somebody who \1", r"a person who \1 is a", r"the one who \1 is called"),
                *(r"he \1, what is he", r"she \1. what is she called", r"whose job is it: \1"),
            ),
        ),
        (
            r"^how many (\w+(?: \w+)?) does (.+?) have$",
            (
                *(r"\2 has how many \1", r"\2: how many \1", r"the number of \1 \2 has", r"how many \1 has \2"),
                *(r"\2, number of \1", r"i count the \1 of \2, how many", r"how many \1 have \2", r"\2 how much \1"),
            ),
        ),
        (
            r"^how many (.+?) are (?:there )?in (.+)",
            (
                *(r"\2 has how many \1", r"\2: how many \1", r"the number of \1 in \2", r"\2, how many \1"),
                *(r"in \2 there are how many \1", r"count the \1 in \2", r"how many \1 \2 has", r"\1 in \2"),
            ),
        ),
        (
            r"^where (?:does|do) (.+) come from",
            (
                *(r"\1 comes from where", r"the origin of \1", r"from where does \1 come", r"\1 comes from"),
                *(
                    r"what is the source of \1",
                    r"where do we get \1 from",
                    r"\1, where is it from",
                    r"where \1 come from",
                ),
            ),
        ),
        (
            r"^what (?:is|are) (.+) made (of|from)$",
            (
                r"\1 is made \2 what",
                r"what do they make \1 \2",
                r"the material of \1",
                r"\1 is made \2",
                r"what is in \1",
            ),
        ),
        (
            r"^what (?:is|are) (.+) (?:for|used for|good for)$",
            (
                r"what do people use \1 for",
                r"\1: what for",
                r"why do we have \1",
                r"the purpose of \1",
                r"what use is \1",
            ),
        ),
        (
            r"^what does (.+) stand for$",
            (
                *(r"\1 stands for", r"the letters \1 mean", r"\1 in full", r"full form of \1", r"\1 full form"),
                *(r"long form of \1", r"what is \1 short for", r"\1 is short for", r"what do the letters \1 mean"),
                *(r"spell out \1", r"\1, what does it stand for", r"\1 is the abbreviation of"),
            ),
        ),
        (r"^explain (.*)", (r"i want to understand \1", r"could you explain \1", r"a short explanation of \1")),
    )
)
_VERB = (
    "have|mean|make|say|eat|live|come|take|stand|become|turn|grow|do|boil|freeze|melt|rise|set|need|give|use|measure|"
    "last|contain|work|start|begin|end|drink|sleep|cost|go|get|call|wear|find|look|happen|help"
)
_THIRD_ODD = {"have": "has", "do": "does", "go": "goes"}
# Which word order a question has when it stands within a sentence.
_WITHIN = (
    (re.compile(r"^(what|how) (is|are) (.+) (called|made of|made from|used for|good for|like|known for|famous for)$"),
     r"\1 \3 \2 \4"),
    (re.compile(r"^(what|who) (is|are|was|were) ((?:the|an?|our|one|half) (?:(?!called|made|,|like\b).)+)$"),
     r"\1 \3 \2"),
    (re.compile(r"^(where|when) (is|are|was|were) ((?:(?!called|made|,|held).)+)$"), r"\1 \3 \2"),
    (re.compile(r"^why (is|are) ((?:the|an?|our) \w+|\w+(?= \w+$)) (.+)$"), r"why \2 \1 \3"),
    (re.compile(r"^(how) do (?:i|you|we) (.+)$"), r"\1 to \2"),
    (re.compile(r"^((?:what|how|where|when|why|which|with what)(?: \w+){0,2}) do ((?:most )?\w+) (.+)$"), r"\1 \2 \3"),
    (re.compile(r"^(how many \w+(?: \w+)?) are there (.+)$"), r"\1 there are \2"),
    (re.compile(r"^((?:which|what|who|how many) (?!is\b|are\b|do\b|does\b|was\b|did\b|do\b).*)$"), r"\1"),
)  # fmt: skip
_DOES = re.compile(rf"^((?:what|how|where|when|why|which)(?: \w+){{0,2}}) does (.+?) ({_VERB})\b(.*)$")
_IF = (
    (re.compile(r"^can ((?:the |an? )?\w+) (.+)$"), r"if \1 can \2"),
    (re.compile(r"^is ((?:the |our )\w+|it|\w+) ((?:an? |true ).+|\w+)$"), r"if \1 is \2"),
    (re.compile(r"^are (\w+) (.+)$"), r"if \1 are \2"),
    (re.compile(r"^do (\w+) (.+)$"), r"if \1 \2"),
)
_PERSONAL = re.compile(r"\b(you|your|i|my|me|is a|is an)\b")
_SMALL_WORDS = re.compile(r"\b(what|is|are|the|a|an|of|in|do|does|tell|me|name|which|you|call|to)\b ?", re.IGNORECASE)


def _turn(text: str, rng: random.Random) -> str:
    """Ask from another side, where a pattern fits."""
    fitting = [(pattern, becomes) for pattern, becomes in _TURNS if pattern.match(text)]
    if not fitting:
        return text
    pattern, becomes = rng.choice(fitting)
    return pattern.sub(rng.choice(becomes), text)


def _within(text: str, rng: random.Random) -> str:
    """The question as part of a sentence: "i wonder where cows live"."""
    found = _DOES.match(text)
    if found:
        first, who, verb, more = found.groups()
        verb = _THIRD_ODD.get(verb, verb + "s")
        return _led(f"{first} {who} {verb}{more}", leads.INDIRECT, rng)
    for pattern, order in _WITHIN:
        if pattern.match(text):
            return _led(pattern.sub(order, text), leads.INDIRECT, rng)
    for pattern, order in _IF:
        if pattern.match(text):
            return _led(pattern.sub(order, text), leads.INDIRECT_IF, rng)
    return text


def _led(clause: str, lead: tuple[str, ...], rng: random.Random) -> str:
    if rng.random() < 0.12:
        return fill(rng.choice(leads.INDIRECT_AFTER), rng, q=clause)
    return f"{fill(rng.choice(lead), rng)} {clause}"


def _reshape(text: str, rng: random.Random) -> str:
    """Turn "what is X" round or shorten it, now and then."""
    style = rng.random()
    if style > 0.86:
        return _turn(text, rng)
    if style > 0.78:
        return _within(text, rng)
    if style > 0.76 and text.count(" ") > 3:
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
