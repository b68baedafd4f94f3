"""One kind of command request: what people may say, the one command that does it, and the sentence after it.

Quoting is the same in every kind:
- a name of letters, digits and . _ - / ~ @ + : , = % stands as it is, any other name in single quotes
- what is searched, written or matched ('word', '*.py') always stands in single quotes
- a text with an apostrophe stands in double quotes
- an address stands as it is unless it holds a sign the shell would read
"""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from models.spark.lessons.phrasing import ask
from models.spark.lessons.slots import SLOTS, Filled, Slot

Conversation = list[tuple[str, str]]

_BLANK_IN_COMMAND = re.compile(r"\{(\w+)\}")

# Said to the machine: it does the work, so "show me" is natural.
DIRECTED = """
<r>
<r>
<r>
<r>
<r>
<r>
<r>
<r>
<r>
<r>
[please|pls|plz] <r>
[please|pls|plz] <r>
<r>[,|] [please|pls|plz]
<r>[,|] [please|pls|plz]
[can|could|would|will] [you|u] [|please|pls|just|quickly|kindly] <r>?
[can|could|would|will] [you|u] [|please|pls|just] <r>?
[can|could] [you|u] <r> [for me|please|pls|thanks]?
i [want|need|would like|'d like] you to <r>
[hey|hi|hello|yo|ok|okay|hey spark|spark|lucifer|hey lucifer|well|alright|now|so|and|and now|next|then|quick|good morning][,| ] (can you |please )<r>
[just|kindly|quickly|simply|go ahead and|go and|try to|now|first|you must|you should|let's|lets|be so kind and] <r>
<r>[,|] [for me|thanks|thx|ty|thank you|now|quickly|asap|if you can|if possible|right now|real quick|would you|will you|ok|okay|buddy|bro|man|my friend]
[it would be nice if you could|it would be great if you|i was wondering if you could|would be cool if you could|do me a favor and|i'm asking you to|your task: |task: |do this: |make it so: |mind if i ask you to] <r>
"""
# Said about oneself: the person does the work, so "me" has no place.
PERSONAL = """
i [want|need|would like|'d like|have|wanna|gotta|must|really need|just want|also want] [to|to|to|to|] <r>
i [want|need|would like|'d like|have] to <r>
[need|want|have|trying|like] to <r>
[wanna|gotta|let me|lemme] <r>
how [do|can|should|could|would|might] [i|we|you|one] <r>?
how [do|can] i <r>?
how [do|can] i <r>?
[how to|how i can|how can i|how do i|howto|how must i] <r>
[is there|do you know|have you got|there is|any|got] a [way|command|quick way|simple way|trick|easy way|possibility] to <r>?
is it possible to <r>?
[what is|what's|which is|tell me|give me|show me|i need|i want] the [|shell |linux |terminal |bash |right |unix |best ]command [to|for how to|that lets me] <r>?
[command|bash|shell|linux|terminal|bash command|linux command|shell command|terminal command|command line|unix command|cmd|one liner] to <r>
[which|what] command [do i use|should i use|do i need|can i use|do i run|will let me|lets me|would] (to )<r>?
[help me|help me to|can you help me|can you help me to|please help me|could you help me|i need help to|i need your help to] <r>
[show me|tell me|explain|teach me|explain me|please tell me|do you know|can you tell me|can you show me] how [to|i can|i could|i|can i|do i] <r>
[i am trying|i'm trying|im trying|i was trying|i try|i tried|i have been trying|i would love|i'd love|i plan|i'm about|i decided] to <r>
[i don't know|i dont know|no idea|not sure|i forgot|i can't remember|i cannot figure out|any idea|not clear|wondering|i wonder] how to <r>
what [do i|should i|can i|must i|would i] [type|write|run|enter|do] to <r>?
[can|could|may] i <r>?
"""
# Said about the doing: "deleting".
DOING = """
i need help [|with ]<r+ing>
[help|help me|can you help|can you help me|could you help me|please help|please help me] with <r+ing>
[what is|what's|whats|tell me|i need|give me|show me] the (best |right |shell |linux )[command|way|syntax] [for|of] <r+ing>?
[is there|do you know|do we have] a [command|way|tool|trick] [for|of] <r+ing>?
[would|do] you mind <r+ing> [|for me]?
[how about|what about|try|start|consider] <r+ing>
[command|bash|shell|terminal|linux|linux command|bash command|command line] for <r+ing>
[any tips|any idea|i am struggling|i'm having trouble|i have problems|i have trouble|i'm bad|i need a command|i'm looking for a command|what command do i need|what do i need] [for|with] <r+ing>
i am interested in <r+ing>
[thinking of|i was thinking of|i feel like|i'm thinking about|i am <r+ing> and] <r+ing>
<r+ing> (please|pls|is what i want|is my goal|would be nice|how)
"""
# A question put to somebody.
LEADS = """
[tell me|please tell me|can you tell me|could you tell me|do you know|say|spark|lucifer|hey|hi|hello|quick question|question|one question|sorry|excuse me|i wonder|i was wondering|just wondering|i'd like to know|i want to know|i need to know|please|pls|ok|okay|and|now|so|um|hmm|well|good evening|another question|can you say|check|please check|find out|be honest|help me|i forgot][,|:| -||] <r>
"""
TAILS = """
, [i think|if you don't mind|it's urgent|my boss asked|for work|i need it for work|as soon as possible|that would be great|cheers|would be great|much appreciated|ok|right|i need that|for my project|please and thank you|for school|before i leave|when you have time|you know|mate|dude|friend|dear]
[ so i can work| because i need it| before i go| and that's it| and nothing else| or something| somehow| on linux| in bash| in the terminal| in the shell| on the command line| on my computer| via terminal| with a command| again| once more| in one command| real fast]
"""
# The file comes first, and is then "it".
FILE_FIRST = """
[i have|i've got|there is|there's|here is|i got|we have|take|look at|see] [a file|the file|this file|a|my file|my] ([called|named]) {f}[.|,| and| -|;] <r>
[for|in|regarding|about|with|on] (the file |my file |file |my ) {f}[,|:| -] <r>
(the file |my file |file ) {f}[:| -|,] <r>
"""
FOLDER_FIRST = """
[i have|i've got|there is|there's|here is|we have] [a folder|the folder|this folder|a directory|a dir] ([called|named]) {d}[.|,| and| -|;] <r>
(the folder |my folder |folder ) {d}[:| -] <r>
"""
_IT = "[it|it|it|that|this|that file|this file|the file]"
_THERE = "[it|it|that folder|this folder|the folder|that directory]"
TOPICS = """
[show|show me|show me|list|display|print|get|get me|give me|gimme|give|fetch|output|see|view|check|tell me|let me see|lemme see|let me have|bring up|pull up|print out|write out|report|return|just show me|please show|please show me|please give me|pls show|pls give me|please list|please print|please tell me|let's see|lets see|show us|present|reveal] <r>
[show|show me|list|print|display|give me|get|tell me|check|see] <r>
[show|show me|list|print|display|give me|get|tell me|check|see] <r>
[show|show me|list|print|display|give me|get|tell me|check] <r> [please|pls|thanks|for me|now|quickly]
<r>
<r>
<r>[?| please| pls|, please]
what <be> <r>?
what <be> <r>?
[what's|whats|what are|what is] <r>?
[can|could|may] i [see|get|have|look at|view|check] <r>?
[can|could|would|will] [you|u] (please |pls )[show|show me|list|display|give me|get|get me|print|tell me|find out|check|output] <r>?
i [want|need|would like|'d like|wanna] [to see|to know|to get|to view|to check|to have|see|to look at|to find out] <r>
i [want|need|would like|'d like] <r>
[want|need|want to see|need to see|want to know|need to know|wanna see|wanna know|looking for|i am looking for|i'm looking for|i look for] <r>
how [do|can|could|would|should] i [see|get|show|list|check|view|display|find out|print|look at] <r>?
[how to|command to|bash command to|linux command to|is there a way to|what command to|what's the command to|trying to|help me] [see|get|show|list|check|view|display|print] <r>
[do you know|any chance to see|time to see|curious about|i am curious about|interested in|i'm interested in|what about|how about] <r>
"""
_SHOW_DIRECTED = "[show|show me|show me|list|display|print|give me|get me|get|output|tell me]"
_SHOW_PERSONAL = "[see|show|list|display|view|print|get|check|look at]"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _one_full_stop(says: str) -> str:
    return says[:-1] if says.endswith(("..", "!.", "?.")) and not says.endswith("...") else says


_DIRECTED, _PERSONAL, _TOPICS = _lines(DIRECTED), _lines(PERSONAL), _lines(TOPICS)
_DOING, _LEADS, _TAILS = _lines(DOING), _lines(LEADS), tuple(TAILS.strip().splitlines())
_FIRST = {"f": (_lines(FILE_FIRST), _IT), "d": (_lines(FOLDER_FIRST), _THERE)}


@dataclass(frozen=True)
class Kind:
    """A kind of request; one wording a line, a noun phrase in the plural begins with +.

    `acts` are imperatives, `topics` noun phrases, `asks` whole sentences, `terse` bare keywords.
    The names in braces are slots: drawn anew each time, shared by the wording, the command and the sentence.
    """

    command: str
    says: str
    acts: str = ""
    topics: str = ""
    asks: str = ""
    terse: str = ""
    slots: Mapping[str, Slot] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    weight: float = 1.0

    @cached_property
    def _styles(self) -> tuple[tuple[str, ...], tuple[float, ...]]:
        shares = {"acts": 0.42, "topics": 0.26, "asks": 0.26, "terse": 0.06}
        present = tuple(name for name in shares if getattr(self, name))
        return present, tuple(shares[name] for name in present)

    @cached_property
    def _wordings(self) -> dict[str, tuple[str, ...]]:
        # "show (me)" loses its "me" where the person does the work: "how do i show ...".
        return {name: _lines(getattr(self, name).replace("(me)", "<me>")) for name in self._styles[0]}

    @cached_property
    def _needed(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_BLANK_IN_COMMAND.findall(self.command + self.says)))

    def draw(self, rng: random.Random, given: Mapping[str, Filled] | None = None) -> dict[str, Filled]:
        """Fill every slot of the command and the sentence that is not given."""
        left = [name for name in self._needed if name not in (given or ())]
        return {name: (self.slots.get(name) or SLOTS[name])(rng) for name in left}

    def compose(self, rng: random.Random, given: Mapping[str, Filled] | None = None) -> tuple[str, str]:
        """Word one request and its answer; `given` slots are taken as they are."""
        filled = self.draw(rng, given) | dict(given or {})
        return self._request(rng, filled), self._answer(filled)

    def _answer(self, filled: Mapping[str, Filled]) -> str:
        command = _BLANK_IN_COMMAND.sub(lambda m: filled[m.group(1)].shell, self.command)
        command = command.replace("{{", "{").replace("}}", "}")
        says = _BLANK_IN_COMMAND.sub(lambda m: filled[m.group(1)].plain, self.says)
        return f"```sh\n{command.strip()}\n```\n{_one_full_stop(says)}"

    def _request(self, rng: random.Random, filled: Mapping[str, Filled]) -> str:
        values: dict[str, object] = {}
        rules: dict[str, str] = dict(self.rules)
        for each in filled.values():
            values.update(each.values)
            rules.update(each.rules)
        names, shares = self._styles
        style = rng.choices(names, shares)[0]
        lines = self._wordings[style]
        line = lines[int(len(lines) * rng.random() ** 1.5)]  # the plainest wordings stand first
        pattern = self._wrapped(style, line, rng, rules)
        if "front" in rules and "<in>" in line and rng.random() < 0.05:
            pattern, rules["in"] = f"{rules['front']}, {pattern}", ""
        if rng.random() < 0.04:
            pattern = pattern.removesuffix("?") + rng.choice(_TAILS)
        return ask(pattern, rng, rules, **values)

    def _wrapped(self, style: str, line: str, rng: random.Random, rules: dict[str, str]) -> str:
        """Choose what stands around the wording, and set the rules that depend on it."""
        if style == "acts":
            return self._act(line, rng, rules)
        rules["me"], rules["show"] = "(me)", _SHOW_DIRECTED
        if style == "topics":
            rules["be"] = "are" if line.startswith("+") else "is"
            rules["r"] = line.removeprefix("+")
            return rng.choice(_TOPICS)
        if style == "asks" and rng.random() < 0.15:
            rules["r"] = line
            return rng.choice(_LEADS)
        return line

    def _act(self, line: str, rng: random.Random, rules: dict[str, str]) -> str:
        rules["r"] = line
        directed = rng.random() < 0.62
        rules["me"] = "(me)" if directed else ""
        rules["show"] = _SHOW_DIRECTED if directed else _SHOW_PERSONAL
        for slot, (firsts, pronoun) in _FIRST.items():
            if f"<{slot}>" in line and slot in rules and rng.random() < 0.07:
                rules[slot] = pronoun
                rules["r"] = rng.choice(_DIRECTED[:20]).replace("<r>", line)
                return rng.choice(firsts)
        if directed:
            return rng.choice(_DIRECTED)
        return rng.choice(_DOING if rng.random() < 0.2 else _PERSONAL)


def stream(kinds: tuple[Kind, ...], rng: random.Random) -> Iterator[Conversation]:
    """Compose conversations of one turn without end."""
    weights = [kind.weight for kind in kinds]
    while True:
        for kind in rng.choices(kinds, weights, k=64):
            yield [kind.compose(rng)]
