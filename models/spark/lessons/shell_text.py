"""Lessons: read a text file, whole or in part, and count in it."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, file, number

WEIGHT = 2.2

_RULES = {
    "look": "[show|show (me)|print|display|open|read|cat|view|see|output|give (me)|look at|check|type out|type]",
    "peek": "[show|show (me)|print|display|read|view|see|output|give (me)|get|look at|check]",
    "first": "[first|first|first|top|initial|opening|starting|beginning]",
    "last": "[last|last|last|final|bottom|ending|closing|lowest]",
    "lines": "[lines|lines|lines|lines|rows]",
    "search": "[search|search|grep|look|scan|check|go through|look through|search through]",
    "count": "[count|calculate|tell (me)|find out|get|show (me)|give (me)|determine]",
    "of": "[of|of|of|of|from|from|in|inside]",
}
_LOG = {"f": file("f", "log", "log", "log", "txt", "out", "err")}
_MANY_LINES = {"n": number("n", 2, 200)}


def _from_to(rng: random.Random) -> Filled:
    first = names.count(rng, 300)
    last = first + rng.choice((1, 2, 4, 5, 9, 10, 10, 15, 20, 50, rng.randrange(1, 100)))
    return Filled({"a": first, "b": last}, f"{first},{last}", f"{first} to {last}")


KINDS = (
    Kind(
        "cat {f}", "Shows the content of {f}.", rules=_RULES, weight=2.2,
        acts="""
            <look> <f>
            <look> <f>
            <look> (the |all the |the whole |the full |the entire )[content|contents|text|inside] of <f>
            <look> what <f> [contains|says|has inside|has in it]
            [read|read out|read aloud] <f> (to me|out loud|for me|aloud)
            <look> what is [in|inside|written in] <f>
            <peek> (me )(the )(whole |entire |full )(file |text file )[{f}|"{f}"]
            [dump|reveal|present|echo|spit out|quickly show|peek at|peek into|peek inside|have a look at|take a look at|look into|look inside|inspect|examine|put on screen|bring up|pull up|check out] <f>
            [open|show (me)] <f> [in the terminal|here|on the screen|on screen|as text]
            """,
        topics="""
            (the |all the |the whole )[content|contents|text|inside] of <f>
            what is [in|inside|written in] <f>
            what <f> [contains|says]
            <f>
            """,
        asks="""
            [what is|what's|whats|what do we have|what stands|what's written|what is written] [in|inside|within] <f>?
            what does <f> [contain|say|have|hold|look like|have inside|read]?
            what [have i|did i] [written|write|put|save] in <f>?
            [let me|i want to|i need to|can i|lemme] (have a |take a )look at <f>
            what's <f> about?
            """,
        terse="""
            cat {f}
            {f} [content|contents|show|show me|please|print|view|open]
            [content|contents|show|view|read|print|open|display] {f}
            """,
    ),
    Kind(
        "less {f}", "Opens {f} to read page by page; q leaves.", rules=_RULES, weight=0.2,
        acts="""
            [read|view|show (me)|open|display|page through|browse|scroll through|look at] <f> [page by page|one page at a time|screen by screen|a page at a time|in a pager|with a pager|in less|with less|so i can scroll|with scrolling|paged]
            [page|scroll|leaf|browse] through <f>
            """,
        asks="""
            how [do|can] i [scroll|page|move] (up and down )[through|in] <f>?
            """,
        terse="""
            less {f}
            {f} [paged|page by page|in less|in pager]
            """,
    ),
    Kind(
        "head -n {n} {f}", "Shows the first {n} lines of {f}.", rules=_RULES, weight=2, slots=_MANY_LINES,
        acts="""
            <peek> (only |just )(the )<first> {n} <lines> <of> <f>
            <peek> (me )(the )<first> {n} <lines> <of> <f>
            <peek> {n} <lines> from the [top|start|beginning] of <f>
            <peek> [only|just] (the )<first> {n} of <f>
            <peek> <f>[,| but| -] (only |just )(the )<first> {n} <lines>
            <peek> the [top|start|beginning|head] of <f>(,| -) {n} lines
            [start|beginning|top] of <f>, {n} lines
            <look> <f> (but )[only|just] the [first|top] {n} lines
            [head|cut] {n} lines of <f>
            """,
        topics="""
            +(the )<first> {n} <lines> <of> <f>
            +(the )[top|upper] {n} <lines> <of> <f>
            +{n} <lines> from the [top|start|beginning] of <f>
            the [top|start|beginning|head] {n} lines <of> <f>
            """,
        asks="""
            [what are|what's in|what is in|whats in|what do we have in|what is written in] the <first> {n} <lines> <of> <f>?
            how does <f> [start|begin]? {n} lines
            how do the <first> {n} lines of <f> look?
            """,
        terse="""
            {f} <first> {n} (lines)
            <first> {n} (lines) {f}
            head {n} {f}
            head -{n} {f}
            """,
    ),
    Kind(
        "head -n 10 {f}", "Shows the first 10 lines of {f}.", rules=_RULES, weight=1,
        acts="""
            <peek> (just |only )the [top|start|beginning|head|first few lines|first lines|opening|first part|beginning part|upper part] <of> <f>
            <peek> how <f> [starts|begins]
            """,
        topics="""
            the [top|start|beginning|head|first few lines|first lines|opening|first part] <of> <f>
            how <f> [starts|begins]
            """,
        asks="""
            how does <f> [start|begin]?
            what does <f> [start|begin] with?
            what is at the [top|start|beginning] of <f>?
            """,
        terse="""
            head {f}
            {f} [head|top|start|beginning]
            [top|start|beginning] of {f}
            """,
    ),
    Kind(
        "head -n 1 {f}", "Shows the first line of {f}.", rules=_RULES, weight=0.9,
        acts="""
            <peek> (only |just )(the )[first|top|very first|opening|1st] [line|row] <of> <f>
            <peek> [the header|the header line|line 1|line one|the headline|the title line|the column names] <of> <f>
            """,
        topics="""
            the [first|top|very first|1st] [line|row] <of> <f>
            [the header|the header line|line 1|line one] <of> <f>
            """,
        asks="""
            what is [the first line|the top line|line 1|line one|the header] <of> <f>?
            what does the first line of <f> say?
            """,
        terse="""
            {f} [first line|line 1|header|top line]
            [first line|line 1|header line] {f}
            """,
    ),
    Kind(
        "tail -n {n} {f}", "Shows the last {n} lines of {f}.", rules=_RULES, weight=2, slots=_MANY_LINES,
        acts="""
            <peek> (only |just )(the )<last> {n} <lines> <of> <f>
            <peek> (me )(the )<last> {n} <lines> <of> <f>
            <peek> {n} <lines> from the [end|bottom] of <f>
            <peek> [only|just] (the )<last> {n} of <f>
            <peek> <f>[,| but| -] (only |just )(the )<last> {n} <lines>
            <peek> the [end|bottom|tail] of <f>, {n} lines
            [tail] {n} lines of <f>
            """,
        topics="""
            +(the )<last> {n} <lines> <of> <f>
            +(the )[bottom|lower|most recent|newest] {n} <lines> <of> <f>
            +{n} <lines> from the [end|bottom] of <f>
            the [end|bottom|tail] {n} lines <of> <f>
            """,
        asks="""
            [what are|what's in|what is in|whats in|what do we have in|what is written in] the <last> {n} <lines> <of> <f>?
            how does <f> end? {n} lines
            how do the <last> {n} lines of <f> look?
            """,
        terse="""
            {f} <last> {n} (lines)
            <last> {n} (lines) {f}
            tail {n} {f}
            tail -{n} {f}
            """,
    ),
    Kind(
        "tail -n 10 {f}", "Shows the last 10 lines of {f}.", rules=_RULES, weight=1,
        acts="""
            <peek> (just |only )the [end|bottom|tail|last few lines|last lines|last part|final part|lower part|ending|most recent lines] <of> <f>
            <peek> how <f> [ends|finishes]
            """,
        topics="""
            the [end|bottom|tail|last few lines|last lines|ending|last part|most recent lines] <of> <f>
            how <f> [ends|finishes]
            """,
        asks="""
            how does <f> [end|finish]?
            what does <f> [end|finish] with?
            what is at the [end|bottom|very end] of <f>?
            """,
        terse="""
            tail {f}
            {f} [tail|end|bottom]
            [end|bottom] of {f}
            """,
    ),
    Kind(
        "tail -n 1 {f}", "Shows the last line of {f}.", rules=_RULES, weight=0.8,
        acts="""
            <peek> (only |just )(the )[last|bottom|very last|final] [line|row] <of> <f>
            """,
        topics="""
            the [last|bottom|very last|final] [line|row] <of> <f>
            """,
        asks="""
            what is the [last|bottom|final] line <of> <f>?
            what does the last line of <f> say?
            """,
        terse="""
            {f} [last line|final line|bottom line]
            [last line|final line] {f}
            """,
    ),
    Kind(
        "tail -f {f}", "Follows {f} and shows new lines as they come; Ctrl-C stops.", rules=_RULES, weight=1.5, slots=_LOG,
        acts="""
            [follow|watch|monitor|track|observe|keep an eye on|keep track of|look live at|listen to|stream|keep watching|keep following] <f> (live|in real time|for new lines|as it grows|continuously|for changes|as it updates|while it grows)
            [show (me)|print|display|see|keep showing|stream] (the )new lines [of|in|from] <f> (as they [come|come in|are added|arrive|are written|appear]|live|in real time)
            [show (me)|view|see|read] <f> [live|in real time|as it grows|continuously|while it is written|as it is written|and follow it|and keep following]
            """,
        topics="""
            +new lines of <f> as they [come|come in|are added|arrive|appear]
            the live (output|view|feed) of <f>
            """,
        asks="""
            what is being (written|logged|added) to <f> (now|right now|live)?
            how do i [follow|watch] <f> [live|in real time|while it grows|]?
            """,
        terse="""
            tail -f {f}
            [follow|watch|monitor|live|live tail] {f}
            {f} [live|follow|in real time]
            """,
    ),
    Kind(
        "cat -n {f}", "Shows {f} with line numbers.", rules=_RULES, weight=1.2,
        acts="""
            <look> <f> [with|and|including|plus] (the )[line numbers|numbered lines|line numbering|numbers on each line|row numbers|line numbers on|a number on every line|numbers for each line|line nos]
            [number|enumerate] (the |all |all the )lines of <f>
            <look> (the )[content|contents|text|lines] of <f> with [line numbers|numbered lines]
            <look> <f> [numbered|line by line with numbers]
            [add|put] [line numbers|numbers] [to|on] the (lines of |output of )<f>
            """,
        topics="""
            <f> with [line numbers|numbered lines|line numbering]
            +the (numbered )lines of <f> (with (their )(line )numbers)
            """,
        terse="""
            {f} [with line numbers|line numbers|numbered]
            cat {f} [with line numbers|numbered|with numbers]
            """,
    ),
    Kind(
        "sed -n '{ab}p' {f}", "Shows lines {ab} of {f}.", rules=_RULES, weight=1.6, slots={"ab": _from_to},
        acts="""
            <peek> (only |just )(the )[lines|rows] [{a} to {b}|{a}-{b}|from {a} to {b}|{a} through {b}|{a} until {b}|{a} till {b}|between {a} and {b}|number {a} to {b}] <of> <f>
            <peek> <f> from line {a} to (line )[{b}|{b}|number {b}]
            <peek> <f>[,|:| but only] lines {a} [to|-|through] {b}
            <peek> (everything |the part |the lines |what is )[between|from] line {a} [and|to] (line ){b} <of> <f>
            """,
        topics="""
            +(the )[lines|rows] [{a} to {b}|{a}-{b}|from {a} to {b}|{a} through {b}|between {a} and {b}] <of> <f>
            the part of <f> [from|between] line {a} [to|and] (line ){b}
            """,
        asks="""
            [what is|what's|whats] [in|on|between] lines [{a} to {b}|{a}-{b}|{a} and {b}|{a} through {b}] <of> <f>?
            """,
        terse="""
            {f} lines [{a}-{b}|{a} to {b}|{a} {b}]
            lines [{a}-{b}|{a} to {b}] {f}
            """,
    ),
    Kind(
        "sed -n '{n}p' {f}", "Shows line {n} of {f}.", rules=_RULES, weight=1.1,
        acts="""
            <peek> (only |just )[line {n}|row {n}|line number {n}|line no {n}|the {nth} line|the {nth} line|the {nth} row] <of> <f>
            <peek> [the line with number|the line number] {n} <of> <f>
            """,
        topics="""
            [line {n}|row {n}|line number {n}|the {nth} line|the {nth} line|the {nth} row] <of> <f>
            """,
        asks="""
            [what is|what's|whats|what does it say] [on|in|at] [line {n}|the {nth} line] <of> <f>?
            what does [line {n}|the {nth} line] of <f> say?
            """,
        terse="""
            {f} [line {n}|{nth} line]
            [line {n}|{nth} line] {f}
            """,
    ),
    Kind(
        "wc -l {f}", "Counts the lines of {f}.", rules=_RULES, weight=1.7,
        acts="""
            count (the |all |all the |how many )<lines> (that are |there are )[in|of|inside|from] <f>
            <count> (the )[number of lines|line count|amount of lines|number of rows|total lines] [in|of|for] <f>
            <count> how many <lines> <f> has
            <count> how many <lines> (there )are in <f>
            """,
        topics="""
            the [number of lines|line count|amount of lines|count of lines|number of rows|total number of lines] [in|of|for] <f>
            how many <lines> <f> has
            """,
        asks="""
            how [many|much] <lines> (are there |are |do we have |do i have |exist )[in|inside] <f>?
            how many <lines> does <f> [have|contain|hold|consist of]?
            how many <lines> [has|in|of|long is] <f>?
            how long is <f>(, in lines| in lines| counted in lines)?
            how many rows (of data )[are in|has|are there in] <f>?
            [what is the|the] length of <f> (in lines|in rows|counted in lines)
            what is the [number of lines|line count|total of lines] [in|of] <f>?
            """,
        terse="""
            {f} [line count|lines count|number of lines|how many lines|count lines]
            [line count|count lines|number of lines|wc -l|lines count] (in ){f}
            """,
    ),
    Kind(
        "wc -w {f}", "Counts the words of {f}.", rules=_RULES, weight=1.4,
        acts="""
            count (the |all |all the |how many )words (that are |there are )[in|of|inside|from] <f>
            <count> (the )[number of words|word count|amount of words|total words] [in|of|for] <f>
            <count> how many words <f> has
            """,
        topics="""
            the [number of words|word count|amount of words|count of words|total number of words] [in|of|for] <f>
            how many words <f> has
            """,
        asks="""
            how [many|much] words (are there |are |do we have |do i have |did i write )[in|inside] <f>?
            how many words does <f> [have|contain|hold]?
            how many words [has|in|of] <f>?
            what is the [number of words|word count] [in|of] <f>?
            """,
        terse="""
            {f} [word count|words count|number of words|how many words|count words]
            [word count|count words|number of words|wc -w|words count] (in ){f}
            """,
    ),
    Kind(
        "wc -m {f}", "Counts the characters of {f}.", rules=_RULES, weight=0.28,
        acts="""
            count (the |all |all the |how many )[characters|chars|letters] (that are )[in|of|inside|from] <f>
            <count> (the )[number of characters|character count|amount of letters|number of letters] [in|of|for] <f>
            """,
        topics="""
            the [number of characters|character count|amount of characters|number of letters] [in|of|for] <f>
            """,
        asks="""
            how [many|much] [characters|chars|letters] (are there |are |do we have )[in|inside] <f>?
            how many [characters|chars|letters] does <f> [have|contain]?
            """,
        terse="""
            {f} [character count|chars|number of characters|letter count]
            [character count|count characters|count chars|number of characters] {f}
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to read text files without end."""
    return stream(KINDS, rng)
