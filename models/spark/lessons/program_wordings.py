"""How people ask a program for its command: frames round a wish, and how they lead up to it.

A frame has <w>, the wish as a verb phrase ("leave this program"), or <n>, the wish as a noun ("leaving", "the exit").
"""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random

from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill, rough

# Classes of words that the wishes in wishes.txt name in <>.
RULES = {
    "prog": "[luciferai|lucifer|this program|this thing|the program|this app|this tool|this]",
    "inprog": "[in luciferai|in lucifer|in this program|here|in this app|in this thing|with luciferai|in this tool]",
    "model": "[model|model|model|llm|language model|ai model|ai]",
    "models": "[models|models|models|llms|language models|ai models]",
    "another": "[another|a different|some other|the other|a new|a second]",
    "get": "[get|download|install|fetch|add|pull|load|grab]",
    "see": "[see|list|show|view|look at|check|display|find out|get a list of|have a look at]",
    "drop": "[delete|remove|uninstall|get rid of|throw away|erase|wipe|drop|kick out|take off]",
    "swap": "[switch|change|swap|replace]",
    "disk": "[disk|computer|machine|laptop|pc|hard drive|drive|system]",
    "talk": "[chat|conversation|talk|session|discussion|dialogue|thread]",
    "talks": "[chats|conversations|talks|sessions|discussions]",
    "day": "[yesterday|last week|last night|monday|the other day|this morning|before|last month|friday]",
    "file": "[file|document|text file|script]",
    "q": "[question|prompt|message|query]",
    "answer": "[answer|reply|response]",
    "cmd": "[command|shell command|terminal command|bash command]",
    "now": "(now|right now|at once|please)",
}

WISH = (
    "how [do|do|do|can|can|would|could|should|might|does|must|may] [i|i|i|i|we|you|one|a user|u] <w>",
    "how [do|can] i <w>( <inprog>)",
    "how do i <w>", "how can i <w>", "how to <w>", "how to <w> <inprog>", "how <w>", "how 2 <w>", "howto <w>",
    "<w>, how", "<w> how", "<w>(,) [how is that done|how does that work|how does it go|what do i type|which command]",
    "how [i|i can|can one|am i to|am i supposed to|is one supposed to|does one|do people] <w>",
    "what [do|should|must|can|would|shall] i [type|type|type|write|enter|say|put in|press|do|use] [to|if i want to|when i want to|in order to] <w>",
    "what [do|should] i type (here )to <w>",
    "[what is|what's|whats|tell me|give me|name|remind me of|i need|i forgot|say] the [command|command|right command|word|luciferai command|exact command] [to|to|that lets me|which lets me|i need to|for when i want to] <w>",
    "[which|what] (luciferai )command [do i need to|do i use to|lets me|will let me|should i use to|can i use to|must i type to|would|will|is there to] <w>",
    "[which|what] command [is it|is the one|was it] [if i want to|when i want to|to] <w>",
    "[where is|where's|where can i find|where do i find|i don't see|i can't find|i cannot find|show me] the [option|setting|command|menu|button|function|feature|key|switch|place] to <w>",
    "[where|in which menu|in which place] [do|can|could|should] i <w>",
    "[is there|is there|there is|do you have|does luciferai have|have you got|got] [a|any|some] [way|way|command|option|possibility|trick|button|key|simple way|quick way|easy way|setting] to <w>",
    "[is it|is it|would it be|isn't it] [possible|possible|allowed|difficult|hard|easy] to <w>( <inprog>)",
    "[can|can|could|may|am i able to|am i allowed to] i <w>( <inprog>)",
    "[can|could|does|will] [luciferai|this program|this thing|it|you] let me <w>",
    "i [can't|can not|cannot|couldn't|could not] [find|figure out|find out|work out|see|remember|understand] how to <w>",
    "i [do not|don't|dont|did not|didn't] [know|understand|see|get|remember] how (to|i can|i could|one can) <w>",
    "[no idea|no clue|not sure|not clear to me|any idea|any clue|unclear] how (to|i can) <w>",
    "i [want|want|want|need|would like|'d like|wish|have|just want|only want|really need] to <w>", "[i |]wanna <w>", "i gotta <w>",
    "i [want|need|would like] to <w>[, what do i type|, which command|, how| - how|. how|. what do i do|, help|, what now|, what must i write]",
    "[want|need|would like|trying|like|wanting] to <w>( please|)",
    "[i am|i'm|im] trying to <w>[| but nothing works| and fail| but how| and cannot]",
    "i [tried|have tried|try|was trying] to <w>[, but how| but it does not work| and it fails|, no luck| and nothing happens|]",
    "[help|please help|can you help|could you help|pls help] me (to )<w>", "let me <w>", "lemme <w>",
    "[show|tell|teach|explain] me how (to|i can|i) <w>", "[can|could] you [tell|show|explain to] me how to <w>",
    "[please|pls|kindly] [tell|tell me|explain|say] how to <w>", "[do you know|you know|who knows] how to <w>",
    "[command|the command|key|luciferai command|word|syntax] to <w>", "(best |easiest |quickest |right |proper )way to <w>",
    "i [forgot|have forgotten|keep forgetting] how to <w>", "[remind me|once more|again,] how to <w>",
    "[what if|what about when|and if|suppose|so if|imagine] i want to <w>", "[time|i think it is time|now it is time] to <w>",
    "[i need|looking for|i am looking for|searching for|i look for|give me|i search] [a|the] [command|way|option|word] to <w>",
    "[there must be|surely there is|i guess there is|i hope there is|i suppose there is] a [way|command] to <w>",
    "[i was told|they say|my friend says|i read|i heard] [that i can|one can|you can] <w>[, how|. how| but how]",
    "(my )[boss|teacher|friend|wife|son|colleague|mum|dad|grandma|daughter] wants to <w>[, how|. how|, what does she type|, what to type|]",
    "[i am new here|new here|first time here|newbie here|noob question|i am a beginner|i just installed this|i started today][,|.|:| -|;] how (do i|can i|to) <w>",
    "[there is|i see] no [button|menu|icon|obvious way] to <w>", "why can't i <w>", "why is it so hard to <w>",
    "[is|was] there not a command to <w>", "<w> [is possible|possible|is that possible|can it be done|can that be done]",
    "i must <w> [but don't know how|but how|today|quickly|now|, help me]", "[we need|we want|we would like] to <w>",
    "what is the [trick|way|procedure|step|method] to <w>", "what happens if i want to <w>", "and to <w>", "to <w>",
    "[please|pls] <w>", "[can|could|would|will] you <w>( for me| please|)", "<w> [please|pls|now|for me|quickly]", "<w>", "<w>",
    # The same with "leaving" for "leave".
    "[which|what] [command|key|word|option] [is|do i use|do i need|does] for <w+ing>", "command for <w+ing>",
    "[what is|what's|whats|tell me|give me|i forgot] the [command|way|word|key|procedure] [for|of] <w+ing>",
    "[is there|do you have|got] [a|any] [command|way|option|key|word] [for|of] <w+ing>", "<w+ing>, how", "<w+ing> how",
    "how does <w+ing> work( <inprog>)", "[how about|what about|thinking about|interested in] <w+ing>", "<w+ing> <inprog>",
    "i [need|could use|want] [help|some help|a hand|assistance] [with|in] <w+ing>", "[help|problem|trouble|question] with <w+ing>",
    "[i have|i am having|i've got] [trouble|problems|difficulties|a hard time] <w+ing>", "<w+ing>", "<w+ing> [?|please|- which command|help]",
    "[a question|one question|question|my question is|a word|something] about <w+ing>", "does luciferai [support|allow|know|offer] <w+ing>",
    "[explain|describe|walk me through|guide me through|show me] <w+ing> <inprog>", "where do i [start|look] for <w+ing>",
)  # fmt: skip
NOUN = (
    "<n>", "<n>", "<n>, [how|please|which command|what do i type|where|pls]", "<n> [how|please|pls|command|?]",
    "[which|what] [command|key|word|option] is [for|there for] <n>", "[is there|got|do you have] [a|any|some] [command|option|way|setting] for <n>",
    "[what is|what's|whats|tell me|i forgot|i need] the [command|word|option|key] for <n>", "command for <n>", "the command for <n>",
    "where [is|do i find|can i find|is the option for|is the command for] <n>", "how [does|do you do|do i do|about|works] <n>( <inprog>)",
    "[i am looking for|looking for|i look for|i need|i want|i search|i can't find|i don't find] <n>", "[help|question|problem] [with|about|on] <n>",
    "[explain|tell me about|something about|info on|how to use] <n>", "<n> <inprog>", "[can i have|may i have|give me|could i get] <n>",
    "[does luciferai|does this program|does it|do you] [have|offer|support|know] <n>", "[what about|and|how about|ok and] <n>",
)  # fmt: skip
_LEAD = (
    "[hi|hello|hey|hey there|hiya|good morning|hi spark|hello spark|hey lucifer|good evening][,|!|.] ",
    "[ok|okay|so|well|now|um|hmm|alright|ok so|right|oh|ah|look|listen|actually|anyway][,|] ",
    "[please|pls|plz|sorry|excuse me|pardon][,|] ",
    "[quick question|question|one question|stupid question|silly question|dumb question|newbie question|small question][:|,| -] ",
    "[i am new|i'm new here|i am new to this|new user here|beginner here|i just got this|first day with this][,|.|:] ",
    "[help|help me|please help|i am stuck|i'm stuck|i am lost][,|:|.|!] ",
    "[thanks|thank you|great|nice|cool|ok thanks|perfect][,|.|!] [now|and|next|] ",
    "[and|and now|then|next|also|but|one more thing:|another thing:|by the way,|btw] ",
    "[spark|lucifer|luciferai|buddy|mate|bro|dude|friend][,|] ",
    "[i read the help but|i typed help but|i looked everywhere but|sorry to ask again but|i asked already but] ",
    "[i am in a hurry|my boss is waiting|no time|i have to catch a train|this is urgent][,|:|.] ",
)
_TAIL = (
    "(,) [please|pls|thanks|thx|thank you|ty|plz]", ", [any idea|do you know|u know|help|please help|quick]",
    "[, spark|, mate|, buddy|, friend|, bro|, dude]", " [again|exactly|then|anyway|actually|now|quickly]",
    " [in luciferai|in lucifer|in this program|here|with this program|in luciferai please]", " ?? [help|please|]",
    ", [i am new here|i'm new|i am a beginner|i forgot|i can't find it|it is not in the menu]",
)  # fmt: skip
_QUESTION = ("how", "what", "which", "where", "can", "is", "does", "do", "could", "may", "why", "am", "will", "any", "who")
_WRONG_ING = ("reseting", "forgeting", "chating", "loging", "unseting", "formating")


def wish(want: str, rng: random.Random, **values: object) -> str:
    """Word a wish that is a verb phrase; what is named by `values` stays as it is."""
    text = fill(rng.choice(WISH), rng, RULES | {"w": want}, **values)
    return text if not any(wrong in text for wrong in _WRONG_ING) else fill(WISH[0], rng, RULES | {"w": want}, **values)


def noun(thing: str, rng: random.Random, **values: object) -> str:
    """Word a wish that is a noun phrase."""
    return fill(rng.choice(NOUN), rng, RULES | {"n": thing}, **values)


def typed(text: str, rng: random.Random, keep: tuple[str, ...] = ()) -> str:
    """A clean wish as somebody might type it: led up to, ended and misspelled; what is kept has its own capitals."""
    lower = all(part == part.lower() for part in keep)
    if lower and rng.random() < 0.3:
        return ask(text, rng, keep)
    asks = text.split(" ")[0].rstrip(",") in _QUESTION
    style = rng.random()
    if style < 0.24:
        text = fill(rng.choice(_LEAD), rng).rstrip() + " " + text
    elif style < 0.34 and text[-1:].isalnum():
        tail = fill(rng.choice(_TAIL), rng)
        text += tail if tail.startswith(",") else f" {tail}"
    if lower and rng.random() < 0.3:
        text = text.lower()
    if text[-1:] not in "?!." and rng.random() < (0.7 if asks else 0.12):
        text += "?" if rng.random() < 0.92 else rng.choice(("??", " ?", "???", "?!"))
    return rough(text, rng, keep=keep)
