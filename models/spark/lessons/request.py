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

    def draw(self, rng: random.Random) -> dict[str, Filled]:
        """Fill every slot of the command and the sentence."""
        return {name: (self.slots.get(name) or SLOTS[name])(rng) for name in self._needed}

    def compose(self, rng: random.Random, given: Mapping[str, Filled] | None = None) -> tuple[str, str]:
        """Word one request and its answer; `given` slots are taken as they are."""
        filled = self.draw(rng) | dict(given or {})
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
        line = rng.choice(self._wordings[style])
        pattern = self._wrapped(style, line, rng, rules)
        if "in" in rules and "front" in rules and "<in>" in line and rng.random() < 0.05:
            pattern, rules["in"] = f"{rules['front']}, {pattern}", ""
        return ask(pattern, rng, rules, **values)

    def _wrapped(self, style: str, line: str, rng: random.Random, rules: dict[str, str]) -> str:
        """Choose what stands around the wording, and set the rules that depend on it."""
        directed = style != "acts" or rng.random() < 0.6
        rules["me"] = "(me)" if directed else ""
        rules["show"] = _SHOW_DIRECTED if directed else _SHOW_PERSONAL
        if style == "acts":
            rules["r"] = line
            return rng.choice(_DIRECTED if directed else _PERSONAL)
        if style == "topics":
            rules["be"] = "are" if line.startswith("+") else "is"
            rules["r"] = line.removeprefix("+")
            return rng.choice(_TOPICS)
        return line


def stream(kinds: tuple[Kind, ...], rng: random.Random) -> Iterator[Conversation]:
    """Compose conversations of one turn without end."""
    weights = [kind.weight for kind in kinds]
    while True:
        for kind in rng.choices(kinds, weights, k=64):
            yield [kind.compose(rng)]
