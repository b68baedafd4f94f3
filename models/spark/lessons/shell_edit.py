"""Lessons: change the text in files, or show it changed."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, Slot, file, number, quoted, word

WEIGHT = 1.4

_RULES = {
    "replace": "[replace|replace|replace|replace|change|change|substitute|swap|exchange|turn|switch]",
    "with": "[with|with|with|by|for|to]",
    "all": "(all |every |each |any |all the )",
    "within": "[in|in|in|inside|within|of]",
    "show": "[show|show (me)|print|display|give (me)|output]",
    "drop": "[remove|remove|delete|delete|drop|strip|strip out|erase|get rid of|cut|throw out|kill|clean|take out|eliminate|filter out|wipe out|clear]",
    "blank": "[blank|empty|blank|empty|whitespace|void]",
    "upper": "[uppercase|upper case|capitals|capital letters|all caps|upper-case|caps|big letters|block letters|all capitals]",
    "lower": "[lowercase|lower case|small letters|lower-case|lower case letters|all lowercase]",
    "make": "[make|create|write|generate|produce|start|put together|set up]",
}
_SAYINGS = (
    "hello world", "hello", "hi there", "buy milk", "call mom", "this is a test", "to do", "good morning", "done",
    "all good", "see you soon", "thank you", "do not delete", "work in progress", "meeting at noon", "remember the milk",
    "hello, world!", "have a nice day", "it works", "version 2", "node_modules", "export EDITOR=vim", "DEBUG=true",
    "final version", "i was here", "don't panic", "it's done", "that's all",
)  # fmt: skip


def saying(rng: random.Random) -> str:
    """A short text as people note it down."""
    style = rng.random()
    if style < 0.25:
        return rng.choice(_SAYINGS)
    if style < 0.45:
        return names.word(rng)
    if style < 0.85:
        return " ".join(names.word(rng) for _ in range(rng.choice((2, 2, 3, 3, 4))))
    if style < 0.93:
        return f"{names.word(rng).capitalize()} {names.word(rng)}{rng.choice(('', '!', '.'))}"
    return f"{names.word(rng)}{rng.choice(('=', ': ', ' '))}{rng.randrange(1000)}"


def _text(rng: random.Random) -> Filled:
    said = saying(rng)
    words = """["{s}"|"{s}"|the text "{s}"|the line "{s}"]""" if "'" in said else _SAID
    return Filled({"s": said}, quoted(said), said, {"s": words})


def _sed_word(slot: str) -> Slot:
    """A word that sed takes as it is."""
    draw_word = word(slot)

    def draw(rng: random.Random) -> Filled:
        while True:
            drawn = draw_word(rng)
            if not set(drawn.plain) & set("/.'"):
                return drawn._replace(shell=drawn.plain)

    return draw


_SAID = """[{s}|{s}|"{s}"|"{s}"|"{s}"|'{s}'|the text {s}|the text "{s}"|the line "{s}"|the words {s}]"""
_SED = {"x": _sed_word("x"), "y": _sed_word("y")}
_NEW_FILE = file("f", "txt", "txt", "md", "log", "py", "csv", "json", "html", "sh", "conf", "yml", "")
_WRITE = {"s": _text, "f": _NEW_FILE}

KINDS = (
    Kind(
        "sed -i 's/{x}/{y}/g' {f}", "Replaces every {x} with {y} in {f}.", rules=_RULES, weight=2.2, slots=_SED,
        acts="""
            <replace> <all><x> <with> <y> <within> <f>
            <replace> <all>[occurrences|occurrence|instances|mentions] of <x> <with> <y> <within> <f>
            <within> <f>(,) <replace> <all><x> <with> <y>
            <replace> <x> <with> <y> everywhere <within> <f>
            [turn|convert] <all><x> into <y> <within> <f>
            [find|search] <x> and replace (it )with <y> <within> <f>
            [search and replace|find and replace] <x> <with> <y> <within> <f>
            [put|write|use] <y> instead of <x> <within> <f>
            rename <x> to <y> inside (of )<f>
            make <all><x> <within> <f> [become|into] <y>
            """,
        asks="""
            <within> <f> <all><x> should [be|become|read|say] <y>
            every <x> <within> <f> [should|must|has to|needs to] [be|become|turn into] <y>
            i want <y> instead of <x> <within> <f>
            """,
        terse="""
            {f} replace {x} [with|by] {y}
            replace {x} {y} {f}
            {f}: {x} [->|to|=] {y}
            sed {x} {y} {f}
            """,
    ),
    Kind(
        "sed -i '/^$/d' {f}", "Removes the blank lines of {f}.", rules=_RULES, weight=1.4,
        acts="""
            <drop> (all |the |all the |any |every )<blank> [lines|lines|rows] [from|in|of|inside] <f>
            <drop> (all |the )lines [that are|which are] [empty|blank] [from|in] <f>
            clean (up )<f> by removing <blank> lines
            [clean|free] <f> [of|from] (the |all )<blank> lines
            """,
        asks="""
            <f> has [too many|a lot of|lots of|some] <blank> lines, [remove|delete] them
            there are <blank> lines <within> <f>, [remove|delete] them
            """,
        terse="""
            {f} [remove|delete|no|strip] <blank> lines
            [remove|delete|strip] <blank> lines {f}
            """,
    ),
    Kind(
        "grep -v '^$' {f}", "Shows {f} without its blank lines.", rules=_RULES, weight=0.28,
        acts="""
            <show> <f> [without|but skip|leaving out|skipping] (the |all |any )<blank> lines
            <show> (the |all |only )[lines|non empty lines|non-empty lines|non-blank lines] of <f> (that are not empty)
            """,
        terse="""
            {f} without <blank> lines
            non-empty lines of {f}
            """,
    ),
    Kind(
        "sed -i '/{x}/d' {f}", "Removes every line of {f} that contains {x}.", rules=_RULES, weight=0.44, slots=_SED,
        acts="""
            <drop> (all |the |all the |every )[lines|line|rows|lines] [containing|with|that contain|which contain|that have|mentioning|that mention|having] <x> [from|in|of] <f>
            <drop> (all |the |all the |every )[lines|line|rows|lines] [from|in|of] <f> [containing|with|that contain|that have|mentioning|that mention] <x>
            """,
        terse="""
            {f} [delete|remove] lines [with|containing] {x}
            [delete|remove] lines [with|containing] {x} {f}
            """,
    ),
    Kind(
        "sed -i '{n}d' {f}", "Removes line {n} of {f}.", rules=_RULES, weight=0.36, slots={"n": number("n", 1, 200)},
        acts="""
            <drop> (the )[line {n}|line number {n}|line {n}|{nth} line|row {n}|{nth} line] [from|in|of] <f>
            """,
        terse="""
            {f} [delete|remove] line {n}
            [delete|remove] line {n} {f}
            """,
    ),
    Kind(
        "tr '[:lower:]' '[:upper:]' < {f}", "Shows {f} in capital letters.", rules=_RULES, weight=1.4,
        acts="""
            <show> <f> (all |everything )in <upper>
            <show> (the )[content|contents|text] of <f> in <upper>
            [convert|turn|transform|change|translate|put|set|switch] <f> (in)to <upper>
            [convert|turn|transform|change|put] (all |the |all the )[text|content|letters|words|characters|lines|lowercase letters] [in|of|from] <f> (in)to <upper>
            [uppercase|capitalize|upcase|upper case] (all |the |all the |everything in )[the text of |text in |]<f>
            make (all |everything |the text |all letters )[in |of |]<f> [uppercase|upper case|all caps|capital|big letters]
            """,
        topics="""
            <f> in <upper>
            the [text|content] of <f> in <upper>
            """,
        terse="""
            {f} [uppercase|to uppercase|upper|all caps|in capitals]
            [uppercase|upper|caps] {f}
            """,
    ),
    Kind(
        "tr '[:upper:]' '[:lower:]' < {f}", "Shows {f} in small letters.", rules=_RULES, weight=0.4,
        acts="""
            <show> <f> (all |everything )in <lower>
            <show> (the )[content|contents|text] of <f> in <lower>
            [convert|turn|transform|change|translate|put] <f> (in)to <lower>
            [convert|turn|transform|change] (all |the |all the )[text|content|letters|words|capitals] [in|of|from] <f> (in)to <lower>
            [lowercase|downcase|lower case] (all |the |everything in )[the text of |text in |]<f>
            make (all |everything |the text |all letters )[in |of |]<f> [lowercase|lower case|small]
            """,
        topics="""
            <f> in <lower>
            """,
        terse="""
            {f} [lowercase|to lowercase|lower|in small letters]
            [lowercase|lower] {f}
            """,
    ),
    Kind(
        "echo {s} > {f}", "Writes {s} into {f}.", rules=_RULES, weight=1.9, slots=_WRITE,
        acts="""
            <make> (a |the |a new )(text )file (called |named )[{f}|{f}|"{f}"] [with|containing|that contains|that says|with the text|saying|which has|with the content|having] <s> (in it|inside|as content|)
            <make> [{f}|{f}|a new {f}] [with|containing|that contains|that says|with the text|saying|with the content] <s> (in it|inside)
            [write|save|put|store|print|echo|note|type|note down] <s> [to|into|in|in|down in] (a |the |a new )(file )(called |named )[{f}|{f}|"{f}"]
            [make|create|write|start] [{f}|a file {f}|a new file {f}|the file {f}] [saying|reading|that says|that reads|with the words|with the line|with the content|containing|and write|and put in] <s> (in it|into it|there|)
            [write|put|save] <s> [to|into|in] <f>
            [write|put|save] <s> [to|into] (the file )[{f}|{f}]
            """,
        asks="""
            i need a file (called |named )[{f}|"{f}"] [with|containing|that says] <s> (in it|inside)
            [{f}|<f>] should [contain|say|read] <s>
            """,
        terse="""
            echo <s> [to|into|\\>] {f}
            new file {f} [with text|with|containing] <s>
            """,
    ),
    Kind(
        "echo {s} >> {f}", "Adds {s} at the end of {f}.", rules=_RULES, weight=1.9, slots=_WRITE,
        acts="""
            [append|add|attach] <s> [to|at the end of|to the end of|at the bottom of|to the bottom of|at end of] <f>
            [add|append|insert|put] (a |the |one |another )(new )[line|row] [with|saying|that says|containing|with the text|reading|] (the text )["{s}"|{s}|'{s}'] [to|at the end of|to the end of|at the bottom of|in] <f>
            [write|put|insert|stick|tack|attach|glue|place|type] <s> [at the end of|to the end of|at the bottom of|on the end of|onto the end of|at the very end of|below the text of|on] <f>
            [add|write|append|put] (a |one |another )(new )[line|row] [to|in|into|at the end of] <f>[:| saying| reading| with| that says| that reads] <s>
            [append|add] to <f>(:| the line| the text) <s>
            also [write|put] <s> [in|into|to] <f>
            [add|append] <s> (as )(a )[new line|last line] [to|of|in] <f>
            extend <f> [with|by] <s>
            """,
        asks="""
            <f> needs (one more|another|a new|an extra) line[:| saying|] <s>
            """,
        terse="""
            append <s> {f}
            {f} [append|add line|add] <s>
            echo <s> >> {f}
            """,
    ),
    Kind(
        "tac {f}", "Shows {f} with its last line first.", rules=_RULES, weight=0.24,
        acts="""
            <show> <f> [from bottom to top|from the end to the beginning|last line first|from the last line to the first|from end to start|upside down]
            [reverse|turn around|flip] the [order of (the )lines|line order|lines order] [in|of] <f>
            <show> the lines of <f> in [reverse|reversed|opposite] [order|order of lines]
            """,
        terse="""
            tac {f}
            {f} [upside down|last line first|bottom to top]
            """,
    ),
    Kind(
        "shuf -n 1 {f}", "Shows one line of {f}, picked by chance.", rules=_RULES, weight=0.2,
        acts="""
            [<show>|pick|choose|select|draw|get] (me )(a|one) random line [from|of|in|out of] <f>
            """,
        topics="""
            a random line [from|of|in] <f>
            """,
        terse="""
            random line {f}
            {f} random line
            """,
    ),
    Kind(
        "cat {f} {g} > {h}", "Joins {f} and {g} into {h}.", rules=_RULES, weight=0.36,
        acts="""
            [join|merge|combine|concatenate|put together|glue|unite|concat] <f> and <g> [into|to|in|as] (a new file |one file |a file )(called |named )[{h}|{h}|"{h}"]
            [write|save|put] <f> and <g> [into|in|to] (one file |a new file )(called )[{h}|{h}]
            make {h} [from|out of] <f> and <g>
            """,
        terse="""
            [merge|join|concat|combine] {f} {g} [into|to|\\>] {h}
            cat {f} {g} [to|into|\\>] {h}
            """,
    ),
    Kind(
        "sort {f} > {g}", "Writes the sorted lines of {f} into {g}.", rules=_RULES, weight=0.28,
        acts="""
            [sort|order] (the lines of )<f> [and|then] [save|write|store|put] (it|them|the result|the output) [to|into|in|as] <g>
            [sort|order] <f> [into|to] <g>
            [save|write|store] [the sorted lines of|the sorted|a sorted copy of] <f> [to|into|in|as] <g>
            """,
        terse="""
            sort {f} [into|to|\\>] {g}
            """,
    ),
    Kind(
        "truncate -s 0 {f}", "Empties {f} and keeps the file.", rules=_RULES, weight=0.32,
        acts="""
            [empty|clear|wipe|blank|truncate|clean out|clear out|reset] (the )[content of |contents of ||]<f>
            [delete|remove|erase|wipe] (all |the |all the |everything )[content|contents|text|lines|data] [of|in|from|inside] <f>(,| but) (keep the file|not the file itself|but keep the file)
            [delete|remove|erase] everything [in|inside|from] <f>
            make <f> [empty|blank]
            """,
        terse="""
            [empty|clear|truncate|wipe] {f}
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to change text without end."""
    return stream(KINDS, rng)
