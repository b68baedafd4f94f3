"""Sums in endless wordings, worked out digit by digit before the answer; the exam's pairs are never used."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from models.spark.lessons import scratch
from models.spark.lessons.names import person, spoken_number
from models.spark.lessons.phrasing import ask

WEIGHT = 2.2

Conversation = list[tuple[str, str]]
Lesson = tuple[str, str]

EQUATION = re.compile(r"\b(\d+)(?:[+-]| [+-] )(\d+)(?::| =)")
_EXAM = Path(__file__).parent.parent / "exams" / "sums.jsonl"
_ASK = """[||||||what is|what's|whats|what is|what does|how much is|how much does|calculate|compute|work out|solve|tell me|
give me|find|figure out|can you [do|calculate|work out|solve|compute|tell me]|could you [work out|calculate|compute]|please [calculate|work out|compute]|
do you know what [is|]|i need|i need to know|i want to know|help me with|quick:|quick question,|hey,|evaluate|answer this:|what would|
what will|math:|maths:|so what is|ok what's|now|and|then|what about|how about|do|how many is|result of|the result of|what is the result of|
what do you get for|what do i get for|tell me what is|say what is|what is the answer to|answer of|i wonder what is|pls|please]"""
_END = """[||||||||||?|?|?|please|pls|equals|equals what|is what|is how much|= ?|=?|=|equal to|makes what|make|come to|thanks|for me|thank you|
is equal to what|is|gives what|what does it make|how much is it|whats the answer|what is it?|how much?]"""

_ADD = f"""[<ask> {{a}}<plus>{{b}} <end>|<ask> {{a}}<plus>{{b}} <end>|<ask> {{a}}<plus>{{b}} <end>|{{a}}<plus>{{b}}|{{a}}<plus>{{b}} <end>|
[add|sum|sum up|total|add up|add together|please add|can you add|could you add|combine|count together|put together] {{a}} [and|and|to|with|,|plus] {{b}} (<end>)|
[add|please add] {{a}} to {{b}}|add {{a}}, {{b}}|
<ask> the [sum|total] of {{a}} and {{b}} <end>|(the) [sum|total|addition] of {{a}} [and|with|,] {{b}} <end>|sum {{a}} {{b}}|add {{a}} {{b}}|
what [do|does|would|will] {{a}} and {{b}} [make|make together|come to|add up to|equal|give|sum to|total] (?)|
{{a}} and {{b}} [make|makes|together make|give|come to|add up to|is|equals] [what|how much|how many] (?)|
[how much|how many|what] [is|are|do|does] {{a}} and {{b}} [together|in total|altogether|added together|added|combined|added up|make|give]|
if [i|you|we] add {{a}} [and|to|with] {{b}} (,) what [do i get|do you get|is it|is the result|comes out|is the total] (?)|
{{a}} added to {{b}} (<end>)|what is {{a}} added to {{b}}|{{a}} increased by {{b}} <end>|{{a}} more than {{b}} is [what|how much]|what is {{a}} more than {{b}}|
[what number is|which number is|what is] {{b}} more than {{a}} (?)|start [with|at|from] {{a}} and add {{b}}|take {{a}} and add {{b}}|
put {{a}} and {{b}} together|when you add {{a}} and {{b}} what [do you get|is it]|{{a}}, {{b}}, [sum|total|added|together] (?)|
[sum|addition|total|plus]: {{a}} {{b}}|{{a}} {{b}} [added|sum|total|plus]|do the sum {{a}}<plus>{{b}}|sum of these two numbers {{a}} and {{b}}|
i [have|got] {{a}} and {{b}}, [what is|how much is|whats] the [sum|total]|[total|sum] for {{a}} and {{b}} please]"""
_PLUS = "[ + | + | + |+|+|+| plus | plus | plus | and | add | added to | +|+ |  +  ]"

_TAKE = f"""[<ask> {{a}}<minus>{{b}} <end>|<ask> {{a}}<minus>{{b}} <end>|<ask> {{a}}<minus>{{b}} <end>|{{a}}<minus>{{b}}|{{a}}<minus>{{b}} <end>|
[subtract|take|deduct|take away|please subtract|can you subtract|remove] {{b}} from {{a}} (<end>)|what is {{b}} [subtracted|taken|taken away] from {{a}} (?)|
(<ask>) the difference [between|of] {{a}} and {{b}} <end>|[if i take|when you take|if you take] {{b}} [away from|from|off] {{a}} what [is left|remains|do i get|is it]|
what is left [if i|when you] take {{b}} from {{a}}|how much is {{a}} [decreased|reduced] by {{b}}|{{b}} less than {{a}} is [what|how much]|what is {{b}} less than {{a}}|
{{a}} take {{b}}|{{a}} without {{b}} <end>|start with {{a}} and [take away|subtract] {{b}}|how much more is {{a}} than {{b}}|
how many more is {{a}} than {{b}}|[difference|subtraction|minus]: {{a}} {{b}}|from {{a}} take {{b}}|what do you get when you subtract {{b}} from {{a}}|
how far is it from {{b}} to {{a}}|what must i add to {{b}} to get {{a}}]"""
_MINUS = "[ - | - | - |-|-|-| minus | minus | minus | take away | less | subtract |- | −]"

_TIMES = f"""[<ask> {{a}}<by>{{b}} <end>|<ask> {{a}}<by>{{b}} <end>|<ask> {{a}}<by>{{b}} <end>|{{a}}<by>{{b}}|{{a}}<by>{{b}} <end>|
[multiply|please multiply|can you multiply|times] {{a}} [by|and|with|times] {{b}} (<end>)|(<ask>) the product of {{a}} and {{b}} <end>|
what is {{a}} multiplied by {{b}}|[what do|how much do|how many is] {{a}} [times|multiplied by] {{b}} [make|give|]|
[if i multiply|when you multiply] {{a}} [by|and|with] {{b}} what [do i get|is it|comes out]|{{a}} lots of {{b}} (is what)|{{a}} groups of {{b}} is how many|
what is {{a}} sets of {{b}}|{{a}} {{b}}s (are what)|product: {{a}} {{b}}|{{b}} [taken|repeated] {{a}} times is what|how much is {{a}} of {{b}}]"""
_BY = "[ * | * |*|*| x | x |x| × |×| times | times | times | multiplied by | by | X ]"

_SHARE = f"""[<ask> {{a}}<over>{{b}} <end>|<ask> {{a}}<over>{{b}} <end>|{{a}}<over>{{b}}|{{a}}<over>{{b}} <end>|
[divide|please divide|can you divide|split] {{a}} [by|into|in] {{b}} (<end>)|what is {{a}} divided by {{b}}|how many times does {{b}} [go|fit] [into|in] {{a}}|
how many {{b}}s [are|are there] in {{a}}|(<ask>) the quotient of {{a}} and {{b}} <end>|share {{a}} [between|among] {{b}}|{{b}} into {{a}}|
what do you get when you divide {{a}} by {{b}}]"""
_OVER = "[ / | / |/|/| ÷ |÷| divided by | divided by | over | : | by ]"

_RULES = {
    "ask": " ".join(_ASK.split("\n")),
    "end": " ".join(_END.split("\n")),
    "plus": _PLUS,
    "minus": _MINUS,
    "by": _BY,
    "over": _OVER,
}

_STORY_ADD = """[[i|we|you|{p}] [have|has|had|own|bought|found|picked|counted] {a} <thing> and [get|gets|got|buy|buys|bought|find|finds|found|receive|add|pick] {b} more(,|.)
[how many <thing> (now)|how many <thing> are there|how many [do i|do we|does {p}] have (now|in total|altogether)|how many in total|what is the total|how many altogether] (?)|
if i have {a} <thing> and [get|buy|someone gives me|{p} gives me|i find] {b} (more) how many (<thing>) do i have|
there are {a} <thing> [on the table|in the box|in the bag|in a basket|in the room] and {b} [more come|more arrive|more are added|others next to them](,|.) how many (<thing>) [in all|in total|are there|altogether] (?)|
{a} <thing> and {b} <other>, how many [things|in total|altogether|together|all in all] (?)|{a} <thing> plus {b} <thing> (is how many)|
a [book|shirt|lamp|pizza|coffee|ticket|bag] costs {a} and a [pen|cake|drink|hat|cup|toy|snack] costs {b}, [how much|what is the total|what do they cost together|how much together|how much is that] (?)|
[i|we|{p}] [walked|drove|ran|read|saved|spent|paid|earned] {a} [yesterday|on monday|first|in the morning] and {b} [today|on tuesday|later|in the evening](,|.) [how much|what] [is that|is it] [in total|together|altogether] (?)|
my [brother|sister|friend|cousin] is {a} (years old), in {b} years how old will [he|she|they] be|how old is someone aged {a} after {b} years|
a class has {a} [girls|boys] and {b} [boys|girls|others], how many [pupils|children|students] (?)]"""
_STORY_TAKE = """[[i|we|{p}] [have|had|has] {a} <thing> and [give away|gave away|lose|lost|eat|ate|sell|sold|use|used|break|broke] {b}(,|.) how many (<thing>) [are left|are left over|remain|left|do i have|do i have left|are there now] (?)|
if i have {a} <thing> and [eat|lose|give {p}|use|sell] {b} how many [are left|do i have left|remain|have i got] (?)|
there are {a} <thing> [on the table|in the box|in the bag|on a bus|in the room] and {b} [are taken|leave|fall|go away|get lost|are removed](,|.) how many (<thing>) [are left|remain|stay] (?)|
[i have|i had] {a} [dollars|euros|pounds|coins] and [spend|spent|pay|paid] {b}(,|.) [how much|what] [is left|do i have left|remains] (?)|
{a} <thing>, {b} [gone|eaten|broken|sold], how many left (?)|it costs {b} and i pay with {a}, how much change (do i get) (?)]"""
_STORY_TIMES = """[{a} [boxes|bags|packs|rows|shelves|baskets] with {b} <thing> [each|in each|in every one](,|.) how many <thing> [in total|altogether|are there] (?)|
if [one|a|each] [book|ticket|cup|box|pizza] costs {b}, how much [do|are] {a} (cost) (?)|i [read|walk|save|earn|drink] {b} [pages|km|dollars|cups] [a day|every day|each day] for {a} days(,|.) how [many|much] [in total|altogether|is that] (?)|
there are {a} [tables|cars|teams|rooms] with {b} [people|seats|players] each, how many [people|seats|players|altogether] (?)]"""
_STORY_SHARE = """[{a} <thing> [shared|split|divided] [between|among|by] {b} [kids|children|friends|people|boxes|bags], how many [each|for each|does each get|per person] (?)|
[i|we] have {a} <thing> for {b} [people|children|friends], how many [each|does each one get] (?)|[put|pack] {a} <thing> into {b} [boxes|bags] equally, how many in each|
if {b} [people|friends] share {a} <thing> how many does each get]"""
_THINGS = {
    "thing": "[apples|apples|eggs|books|coins|marbles|cookies|pens|stickers|cards|oranges|toys|balls|sweets|candies|fish|birds|cars|files|photos|flowers|keys|stamps|cups|bananas|dogs|cats|sheep|nuts|plates|chairs|stones]",
    "other": "[pears|forks|spoons|bottles|boxes|cows|ducks|lemons|bags|bikes|plums|pencils]",
}


def _one_line(pattern: str) -> str:
    return " ".join(pattern.replace("|\n", "|").split("\n"))


def held_pairs() -> frozenset[tuple[int, int]]:
    """The exam's pairs of sums and differences, in both orders; products are a table and must all be learned."""
    if not _EXAM.exists():
        return frozenset()
    rows = [json.loads(line) for line in _EXAM.read_text(encoding="utf-8").splitlines() if line.strip()]
    return frozenset(pair for r in rows if r["op"] in "+-" for pair in ((r["a"], r["b"]), (r["b"], r["a"])))


def _operand(rng: random.Random) -> int:
    style = rng.random()
    if style < 0.14:
        return rng.randrange(0, 10)
    if style < 0.82:
        return rng.randrange(10, 100)
    if style < 0.97:
        return rng.randrange(100, 1000)
    return rng.randrange(1000, 10000)


def _typed(rng: random.Random, number: int, words: bool) -> str:
    if not words or number > 999:
        return str(number)
    spoken = spoken_number(number)
    style = rng.random()
    if style < 0.35:
        spoken = spoken.replace("-", " ")
    elif style < 0.42:
        spoken = spoken.replace("-", "")
    elif style < 0.5:
        spoken = spoken.capitalize()
    return spoken.replace(" and ", " ") if rng.random() < 0.3 else spoken


def _worded(rng: random.Random, pattern: str, a: int, b: int, words_share: float = 0.16) -> str:
    style = rng.random()
    first = style < words_share
    second = style < words_share * 0.85 or words_share < style < words_share * 1.15
    return ask(
        _one_line(pattern),
        rng,
        _RULES | _THINGS,
        a=_typed(rng, a, first),
        b=_typed(rng, b, second),
        p=person(rng),
    )


def _answer(work: str, said: str) -> str:
    return f"<think>{work}</think>{said}"


def _sum(rng: random.Random, a: int, b: int) -> Lesson:
    pattern = _STORY_ADD if rng.random() < 0.2 else _ADD
    return _worded(rng, pattern, a, b), _answer(scratch.add(a, b), f"{a} + {b} = {a + b}.")


def _difference(rng: random.Random, a: int, b: int) -> Lesson:
    if a < b and rng.random() < 0.85:
        a, b = b, a
    story = rng.random() < 0.25 and a >= b
    return _worded(rng, _STORY_TAKE if story else _TAKE, a, b), _answer(
        scratch.subtract(a, b), f"{a} - {b} = {a - b}."
    )


def _product(rng: random.Random, a: int, b: int) -> Lesson:
    style = rng.random()
    a, b = (rng.randrange(0, 13), rng.randrange(0, 13)) if style < 0.5 else (a % 100, b % 100)
    if 0.5 <= style < 0.8:
        b = b % 10
        a, b = (a, b) if rng.random() < 0.7 else (b, a)
    story = rng.random() < 0.15 and min(a, b) > 0
    return _worded(rng, _STORY_TIMES if story else _TIMES, a, b), _answer(
        scratch.multiply(a, b), f"{a} x {b} = {a * b}."
    )


def _quotient(rng: random.Random, a: int, b: int) -> Lesson:
    b = rng.randrange(1, 13) if rng.random() < 0.9 else rng.randrange(1, 26)
    exact = rng.random() < 0.7
    a = b * rng.randrange(1, 13 if rng.random() < 0.6 else 40) if exact else a % 200
    rest = f" remainder {a % b}" if a % b else ""
    story = rng.random() < 0.2 and exact
    return _worded(rng, _STORY_SHARE if story else _SHARE, a, b), _answer(
        scratch.divide(a, b), f"{a} / {b} = {a // b}{rest}."
    )


def _three(rng: random.Random, a: int, b: int) -> Lesson:
    c = rng.randrange(1, 60)
    a, b = a % 100, b % 100
    sign = rng.choice((" + ", "+", " plus ", " and ", ", "))
    listed = sign.join(_typed(rng, n, False) for n in (a, b, c))
    pattern = "[<ask> {x} <end>|{x}|{x} <end>|<ask> {x} <end>]"
    if sign in (" and ", ", "):
        pattern = "[add (up|together) {x}|sum {x}|sum of {x}|what do {x} make (together)|total of {x}|what is the sum of {x}|add the numbers {x}]"
    said = f"{a} + {b} + {c} = {a + b + c}."
    return ask(pattern, rng, _RULES, x=listed), _answer(f"{scratch.add(a, b)} {scratch.add(a + b, c)}", said)


def _unknown(rng: random.Random, a: int, b: int) -> Lesson:
    a, b = a % 50, b % 50
    name = rng.choice(("x", "x", "x", "n", "y", "a", "?", "_"))
    first = f"{name}{rng.choice(('+', ' + ', ' plus '))}{a}"
    if rng.random() < 0.3:
        first = f"{a} + {name}"
    spread = rng.choice(("=", " = ", " equals ", " is "))
    said = f"{name if name.isalpha() else 'it'} = {b}."
    worded = ask(
        "[solve {x}|{x}|find {n} if {x}|{x}, what is {n}|what is {n} in {x}|if {x} then {n}|if {x} what is {n}|solve for {n}: {x}|{x} {n}=?]",
        rng,
        x=f"{first}{spread}{a + b}",
        n=name,
    )
    return worded, _answer(scratch.subtract(a + b, a), said)


def _double_or_half(rng: random.Random, a: int, b: int) -> Lesson:
    a %= 100
    if rng.random() < 0.4:
        pattern = "[double {x}|what is double {x}|twice {x}|what is twice {x}|two times {x}|<ask> the double of {x}|{x} doubled (is what)|how much is double {x}]"
        return ask(pattern, rng, _RULES, x=str(a)), _answer(scratch.multiply(a, 2), f"{a} x 2 = {a * 2}.")
    if rng.random() < 0.25:
        pattern = "[{x} squared|what is {x} squared|the square of {x}|<ask> {x}^2|square {x}|{x} to the power of 2]"
        n = a % 21
        return ask(pattern, rng, _RULES, x=str(n)), _answer(scratch.multiply(n, n), f"{n} x {n} = {n * n}.")
    a *= 2 if rng.random() < 0.8 else 1
    pattern = "[half of {x}|what is half of {x}|<ask> half of {x} <end>|halve {x}|what's half {x}|{x} halved|50% of {x}|what is 50 percent of {x}|one half of {x}]"
    rest = " remainder 1" if a % 2 else ""
    return ask(pattern, rng, _RULES, x=str(a)), _answer(scratch.divide(a, 2), f"{a} / 2 = {a // 2}{rest}.")


def _compare(rng: random.Random, a: int, b: int) -> Lesson:
    if rng.random() < 0.3:
        b = max(0, a + rng.randrange(-12, 13))
    if a == b:
        b += 1
    big = rng.random() < 0.6
    size = "[bigger|larger|greater|more|higher]" if big else "[smaller|less|lower]"
    most = "[biggest|largest|greatest|highest]" if big else "[smallest|lowest]"
    pattern = f"""[which [is|number is|one is] {size}, {{a}} or {{b}} (?)|what is {size}, {{a}} or {{b}} (?)|which is {size}: {{a}} or {{b}} (?)|
{size}: {{a}} or {{b}}|{{a}} or {{b}}, which is {size} (?)|which of {{a}} and {{b}} is {size} (?)|what's {size} {{a}} or {{b}} (?)|
which is the {most}, {{a}} or {{b}} (?)|the {size} [one|number] of {{a}} and {{b}} (?)|between {{a}} and {{b}}, which is {size} (?)|tell me the {size} number, {{a}} or {{b}}]"""
    if rng.random() < 0.2:
        said = "Yes" if (a > b) == big else "No"
        top = max(a, b) if big else min(a, b)
        asked = ask(f"is {{a}} {size} than {{b}} (?)", rng, a=a, b=b)
        return asked, _answer(
            scratch.larger(a, b), f"{said}, {top} is {'bigger' if big else 'smaller'} than {a + b - top}."
        )
    top = max(a, b) if big else min(a, b)
    said = f"{top} is {'bigger' if big else 'smaller'} than {a + b - top}."
    return ask(_one_line(pattern), rng, a=a, b=b), _answer(scratch.larger(a, b), said)


def _neighbour(rng: random.Random, a: int, b: int) -> Lesson:
    if rng.random() < 0.6:
        pattern = """[what (number) comes after {x} (?)|next number after {x}|number after {x}|what is the next number after {x}|what's after {x} (?)|which number follows {x} (?)|
what is one more than {x}|the number right after {x}|{x} is followed by (?)|count one up from {x}|after {x} comes (what) (?)]"""
        return ask(_one_line(pattern), rng, x=a), _answer(scratch.add(a, 1), f"{a + 1} comes after {a}.")
    a = max(a, 1)
    pattern = """[what (number) comes before {x} (?)|number before {x}|what is the number before {x}|which number is right before {x} (?)|what is one less than {x}|before {x} comes (what) (?)]"""
    return ask(_one_line(pattern), rng, x=a), _answer(scratch.subtract(a, 1), f"{a - 1} comes before {a}.")


def _parity(rng: random.Random, a: int, b: int) -> Lesson:
    kind = "even" if a % 2 == 0 else "odd"
    if rng.random() < 0.5:
        said = f"{a} is {kind}."
        pattern = "[is {x} (an) [odd or even|even or odd] (number) (?)|{x}: [odd or even|even or odd] (?)|[odd or even|even or odd], {x} (?)|tell me if {x} is [odd or even|even or odd]]"
        return ask(pattern, rng, x=a), _answer(f"{a % 10} {kind}", said)
    asked = rng.choice(("even", "odd"))
    said = f"{'Yes' if asked == kind else 'No'}, {a} is {kind}."
    return ask(f"[is {{x}} (an) {asked} (number) (?)|is the number {{x}} {asked} (?)|{{x}} is {asked} (?)]", rng, x=a), _answer(
        f"{a % 10} {kind}", said
    )


def _written(rng: random.Random, a: int, b: int) -> Lesson:
    a %= 1000
    if rng.random() < 0.5:
        pattern = "[write {x} in words|{x} in words|how do you [write|spell|say] {x} (in words)|spell the number {x}|say {x} in words|{x} as words]"
        return ask(pattern, rng, x=a), f"{a} in words is {spoken_number(a)}."
    pattern = "[write {x} in [digits|numbers|figures]|{x} [in|as] [digits|a number|figures]|how do you write {x} in [digits|numbers]|what number is {x} (?)|{x} as a number]"
    spoken = _typed(rng, a, True)
    return ask(pattern, rng, x=spoken), f"{spoken_number(a).capitalize()} is {a}."


_KINDS: tuple[tuple[float, Callable[[random.Random, int, int], Lesson]], ...] = (
    (0.50, _sum),
    (0.13, _difference),
    (0.11, _product),
    (0.06, _quotient),
    (0.04, _three),
    (0.03, _unknown),
    (0.03, _double_or_half),
    (0.03, _compare),
    (0.03, _neighbour),
    (0.02, _parity),
    (0.02, _written),
)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Endless sums; a pair of the exam is drawn again, whatever the sum would have been."""
    held = held_pairs()
    shares = [share for share, _ in _KINDS]
    makers = [maker for _, maker in _KINDS]
    while True:
        a, b = _operand(rng), _operand(rng)
        asked, answered = rng.choices(makers, shares)[0](rng, a, b)
        if not uses_pair(answered, held):
            yield [(asked, answered)]


def uses_pair(answered: str, held: frozenset[tuple[int, int]]) -> bool:
    """Whether any sum or difference that is laid out or said is of two numbers of the exam."""
    return any((int(a), int(b)) in held for a, b in EQUATION.findall(answered))
