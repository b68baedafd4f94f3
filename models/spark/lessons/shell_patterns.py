"""Lessons: pick, sum and count within text files: columns, beginnings of lines, chance."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, file, number

WEIGHT = 0.35

_RULES = {
    "show": "[show|show (me)|print|display|list|get|give (me)|output|find]",
    "lines": "[lines|lines|lines|rows|entries]",
    "nth": "[column {n}|column {n}|column number {n}|field {n}|col {n}|the {nth} column|the {nth} column|the {nth} field]",
    "sum": "[sum|total|add up|sum up|add together|calculate the sum of|compute the total of|tally]",
}
_CSV = {"f": file("f", "csv"), "n": number("n", 1, 12)}


def _start(rng: random.Random) -> Filled:
    text = names.word(rng) if rng.random() < 0.8 else rng.choice(("#", "http", "import", "def", "ERROR", "//", "From"))
    return Filled({"x": text}, text, text, {"x": "[{x}|{x}|\"{x}\"|'{x}'|the word {x}|the text {x}]"})


_AT_EDGE = {"x": _start}

KINDS = (
    Kind(
        "grep '^{x}' {f}", "Shows the lines of {f} that start with {x}.", rules=_RULES, weight=1.2, slots=_AT_EDGE,
        acts="""
            <show> (the |all |all the |only the )<lines> [in|of|from] <f> [starting|beginning|that start|that begin|which start] with <x>
            <show> (the |all |all the )<lines> [starting|beginning|that start|that begin] with <x> [in|of|from] <f>
            """,
        topics="""
            +(the |all |all the )<lines> [in|of|from] <f> [starting|beginning|that start] with <x>
            """,
        asks="""
            [which|what] <lines> [in|of] <f> [start|begin] with <x>?
            """,
        terse="""
            {f} lines [starting|beginning] with {x}
            """,
    ),
    Kind(
        "grep '{x}$' {f}", "Shows the lines of {f} that end with {x}.", rules=_RULES, weight=0.9, slots=_AT_EDGE,
        acts="""
            <show> (the |all |all the |only the )<lines> [in|of|from] <f> [ending|that end|which end] [with|in] <x>
            <show> (the |all |all the )<lines> [ending|that end] [with|in] <x> [in|of|from] <f>
            """,
        asks="""
            [which|what] <lines> [in|of] <f> end [with|in] <x>?
            """,
        terse="""
            {f} lines ending with {x}
            """,
    ),
    Kind(
        "awk -F',' '{{s += ${n}}} END {{print s}}' {f}", "Adds up column {n} of {f}.", rules=_RULES, weight=1.1, slots=_CSV,
        acts="""
            <sum> (all |the |all the )(values |numbers )(in |of )<nth> [of|in|from] <f>
            [show (me)|get|find|calculate|compute|tell (me)] the [sum|total] of (the values in |)<nth> [of|in|from] <f>
            """,
        topics="""
            the [sum|total] of <nth> [of|in|from] <f>
            """,
        asks="""
            what is the [sum|total] of <nth> [of|in] <f>?
            what does <nth> [of|in] <f> add up to?
            """,
        terse="""
            sum <nth> {f}
            """,
    ),
    Kind(
        "tail -n +2 {f}", "Shows {f} without its first line.", rules=_RULES, weight=0.8,
        acts="""
            <show> <f> [without|but skip|except|leaving out|skipping|minus] (the |its )[first line|header|header line|first row|heading]
            [skip|leave out|drop|hide] the [first line|header|header line|first row] [of|in] <f>
            <show> (everything |all |all lines )[but|except] the [first line|header] of <f>
            """,
        terse="""
            {f} without header
            """,
    ),
    Kind(
        "sort -u {f} | wc -l", "Counts the different lines of {f}.", rules=_RULES, weight=0.9,
        acts="""
            count (the |all |how many )[unique|distinct|different] <lines> [in|of] <f>
            """,
        topics="""
            the number of [unique|distinct|different] <lines> [in|of] <f>
            """,
        asks="""
            how many [unique|distinct|different] <lines> (are |are there |)in <f>?
            how many [unique|distinct|different] <lines> does <f> have?
            """,
        terse="""
            count unique lines {f}
            {f} number of unique lines
            """,
    ),
    Kind(
        "grep -c '^$' {f}", "Counts the blank lines of {f}.", rules=_RULES, weight=0.24,
        acts="""
            count (the |all |how many )[blank|empty] lines [in|of] <f>
            """,
        asks="""
            how many [blank|empty] lines (are |are there |)in <f>?
            how many [blank|empty] lines does <f> have?
            """,
        terse="""
            count [blank|empty] lines {f}
            """,
    ),
    Kind(
        "shuf {f}", "Shows the lines of {f} in a random order.", rules=_RULES, weight=0.28,
        acts="""
            [shuffle|mix|mix up|randomize|scramble] (the |all |all the )(lines of |order of lines in )<f>
            <show> (the )lines of <f> in [random|a random|mixed] order
            """,
        terse="""
            shuffle {f}
            {f} random order
            """,
    ),
    Kind(
        "realpath {f}", "Prints the full path of {f}.", rules=_RULES, weight=1,
        acts="""
            [show (me)|print|get|give (me)|tell (me)] the [full|absolute|complete|whole|entire|real] path (name )[of|to|for] <f>
            """,
        topics="""
            the [full|absolute|complete|whole|real] path [of|to|for] <f>
            """,
        asks="""
            what is the [full|absolute|complete|whole] path [of|to|for] <f>?
            """,
        terse="""
            [full path|absolute path|realpath] {f}
            {f} [full path|absolute path]
            """,
    ),
    Kind(
        "nano {f}", "Opens {f} in the editor nano.", rules=_RULES, weight=1.2,
        acts="""
            [edit|modify] <f>
            [edit|open|change] <f> [in an editor|in the editor|with nano|in nano|with an editor|for editing|to edit it|in a text editor]
            [open an editor|open the editor|open nano|start nano|start an editor] [for|with|on] <f>
            """,
        asks="""
            i [want|need] to [change|edit] (something in |the text of |)<f> [by hand|myself|in an editor]
            """,
        terse="""
            edit {f}
            nano {f}
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to pick and count within text without end."""
    return stream(KINDS, rng)
