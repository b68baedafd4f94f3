"""Lessons: a whole text file: repeated lines, frequent words, two files compared, lines between marks, edits of chosen lines."""

# A wording stays on one line, however long.
# ruff: noqa: E501
# fmt: off

import random
from collections.abc import Iterator
from dataclasses import replace

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, Slot, file, number

WEIGHT = 1.8

_RULES = {
    "show": "[show (me)|show (me)|print|display|list|get|give (me)|output]",
    "del": "[delete|remove|delete|remove|drop|cut out|erase|strip|take out|get rid of]",
    "from": "[from|in|of|from]",
    "lines": "[lines|lines|lines|rows|entries]",
    "dup": "[duplicate|repeated|double|duplicated|identical]",
    "keep": "[, keeping the order|, keep the order|, keeping order| but keep the order| without sorting|, without sorting (it|them)|, in the original order| and keep the first of each|, order unchanged|, do not sort]",
    "common": "[common|most common|most frequent|most used|top|commonest]",
}


def _plain(slot: str) -> Slot:
    """A word that sed and awk take as it is."""

    def draw(rng: random.Random) -> Filled:
        text = names.word(rng) if rng.random() < 0.75 else rng.choice(("TODO", "ERROR", "BEGIN", "END", "START", "STOP", "error", "debug", "password", "localhost", "DEBUG"))
        words = "[#|#|#|#|\"#\"|'#'|the word #]".replace("#", "{" + slot + "}")
        return Filled({slot: text}, text, text, {slot: words})

    return draw


def _range(rng: random.Random) -> Filled:
    low = rng.choice((1, 1, 2, 3, 5, 10, rng.randrange(1, 100)))
    high = low + rng.choice((1, 2, 4, 5, 9, 10, 20, rng.randrange(1, 100)))
    words = {"ab": "[{i} to {j}|{i}-{j}|{i} through {j}|{i} till {j}|from {i} to {j}|between {i} and {j}|{i} - {j}]"}
    return Filled({"i": low, "j": high}, f"{low},{high}", f"{low} to {high}", words)


_XY = {"x": _plain("x"), "y": _plain("y")}
_XYZ = {**_XY, "z": _plain("z")}
_ENDINGS = (*names.TEXT_ENDINGS, "txt", "log", "csv", "")
_TEXTS = {slot: file(slot, *_ENDINGS) for slot in "fgh"}

_KINDS = (
    Kind("awk '!seen[$0]++' {f}", "Shows {f} without repeated lines, in the order they stand.", rules=_RULES, weight=2.0, acts="""
        <del> (the |all |all the )<dup> <lines> <from> <f><keep>
        <show> <f> without <dup> <lines><keep>
        [dedupe|deduplicate|dedup|uniq] <f><keep>
        [keep|show (me)] (only )the first of (the |all )<dup> <lines> <from> <f>
        """, asks="""
        how [do|can] i [remove|delete] <dup> <lines> <from> <f><keep>?
        """, terse="dedupe {f}<keep>\nunique lines {f}<keep>"),
    Kind("awk '!seen[$0]++' {f} > {g}", "Writes {f} without repeated lines into {g}, in the order they stand.", rules=_RULES, weight=0.9, acts="""
        <del> (the |all |all the )<dup> <lines> <from> <f><keep> and [save|write|put] the result [in|to|into] <g>
        [save|write] <f> without <dup> <lines> [to|into|in|as] <g><keep>
        """),
    Kind("tr -s '[:space:]' '\\n' < {f} | sort | uniq -c | sort -rn | head -n {n}", "Shows the {n} most frequent words of {f}.", rules=_RULES, weight=1.6, slots={"n": number("n", 2, 50)}, acts="""
        <show> the [{n} <common>|<common> {n}|top {n}] words <from> <f>
        [find|get] the {n} words (that are )used most often in <f>
        """, topics="+the [{n} <common>|top {n}] words <from> <f>", asks="what are the {n} <common> words in <f>?\nwhich {n} words [occur|appear] most often in <f>?", terse="top {n} words {f}"),
    Kind("tr -s '[:space:]' '\\n' < {f} | sort | uniq -c | sort -rn", "Counts how often each word stands in {f}, most frequent first.", rules=_RULES, weight=1.4, acts="""
        count how often each word [occurs|appears|comes up|is used] in <f>
        [count|get|show (me)|compute|make] (a |the )word [frequencies|frequency|counts|frequency list|histogram] [of|for|in] <f>
        count (the |)words <from> <f> by frequency
        count (how many times )each [different |]word [appears |occurs |]in <f>
        """, topics="the word [frequencies|frequency|counts] [of|in] <f>\nhow often each word [occurs|appears] in <f>", asks="how often does each word [occur|appear] in <f>?\nwhich words are [most common|used most] in <f>?", terse="word frequency {f}"),
    Kind("tr -s '[:space:]' '\\n' < {f} | sort -u | wc -l", "Counts the different words of {f}.", rules=_RULES, weight=0.9, acts="""
        count (the |how many )[different|unique|distinct] words <from> <f>
        """, topics="the number of [different|unique|distinct] words in <f>", asks="how many [different|unique|distinct] words [are in <f>|does <f> have]?"),
    Kind("sort {f} | uniq -c | sort -rn", "Counts how often each line stands in {f}, most frequent first.", rules=_RULES, weight=1.4, acts="""
        count how often each [line|row|entry] [occurs|appears|comes up] in <f>
        count (the )<dup> <lines> <from> <f>
        [show (me)|list] the <lines> <from> <f> with [their counts|how often they occur|the number of times they occur]
        """, topics="how often each line [occurs|appears] in <f>", asks="how [often|many times] does each line [occur|appear] in <f>?", terse="count each line {f}\nuniq -c {f}"),
    Kind("sort {f} | uniq -c | sort -rn | head -n {n}", "Shows the {n} most frequent lines of {f}.", rules=_RULES, weight=1.1, slots={"n": number("n", 2, 30)}, acts="""
        <show> the [{n} <common>|<common> {n}] <lines> <from> <f>
        """, topics="+the [{n} <common>|<common> {n}] <lines> <from> <f>", asks="what are the {n} <common> <lines> in <f>?"),
    Kind("comm -12 <(sort {f}) <(sort {g})", "Shows the lines that stand in both {f} and {g}.", rules=_RULES, weight=1.8, acts="""
        <show> (the |all |all the )[common lines|lines in common|shared lines] [of|in|between] <f> and <g>
        <show> (the |all |all the |only the )<lines> that [are|stand|occur|appear] in both <f> and <g>
        <show> (the |all )<lines> [that <f> and <g> share|<f> and <g> have in common|of <f> that are also in <g>]
        [compare|check] <f> and <g> and [show|list|print] (me )[the common lines|the lines in both|what is in both]
        find the [overlap|intersection] of <f> and <g>
        """, topics="+the [common lines|lines in common] of <f> and <g>\n+the <lines> that are in both <f> and <g>\nwhat <f> and <g> have in common", asks="[which|what] <lines> are in both <f> and <g>?\nwhat do <f> and <g> have in common?", terse="common lines {f} {g}"),
    Kind("comm -23 <(sort {f}) <(sort {g})", "Shows the lines that stand in {f} but not in {g}.", rules=_RULES, weight=1.4, acts="""
        <show> (the |all |all the )<lines> [that are |which are ||that occur |that stand ](only )in <f> but not in <g>
        <show> (the |all |all the )<lines> of <f> that [are not|do not occur|are missing] in <g>
        <show> what is in <f> but not in <g>
        [compare|check] <f> [with|and] <g> and show (me )[the lines only in {f}|what is missing in {g}|the lines that {g} lacks]
        """, topics="+the <lines> [of|in] <f> that are not in <g>", asks="[which|what] <lines> (of <f> )are (only )in {f} but not in <g>?\n[which|what] <lines> of <f> are missing in <g>?"),
    Kind("paste {f} {g}", "Shows {f} and {g} side by side, line by line.", rules=_RULES, weight=0.8, acts="""
        <show> <f> and <g> [side by side|next to each other|in two columns|line by line next to each other]
        [join|merge|combine|paste] <f> and <g> [line by line|side by side|as columns|column by column]
        """, terse="paste {f} {g}"),
    Kind("sort -m {f} {g}", "Merges the sorted files {f} and {g}.", rules=_RULES, weight=0.4, acts="""
        merge the [sorted|already sorted] files {f} and {g} [and keep them sorted|in order|]
        """),
    Kind("sort {f} {g} > {h}", "Writes the lines of {f} and {g}, sorted, into {h}.", rules=_RULES, weight=0.9, acts="""
        [join|merge|combine|put together] <f> and <g>(,| and) sort (them|the lines|it) and [save|write] [it|them|the result] [to|into|in|as] {h}
        [merge|join|combine] and sort <f> and <g> [into|to] {h}
        """),
    Kind("sort -u {f} {g}", "Shows every different line of {f} and {g} once, sorted.", rules=_RULES, weight=0.8, acts="""
        [merge|combine|join] <f> and <g> [without|and remove] (the )duplicates
        <show> (all )(the )[unique|different|distinct] <lines> of <f> and <g> (together|)
        """),
    Kind("sed -n '/{x}/,/{y}/p' {f}", "Shows the lines of {f} from {x} to {y}.", rules=_RULES, weight=1.8, slots=_XY, acts="""
        <show> (all |the |all the )<lines> <from> <f> [from|between] <x> [and|to] <y>
        <show> [everything|the part|the text|the section|what is] [between|from] <x> [and|to] <y> in <f>
        <show> (the |all )<lines> between <x> and <y> [in|of] <f>
        [extract|cut out] (the part|everything|the lines) between <x> and <y> <from> <f>
        <show> <f> from the line with <x> [to|until] the line with <y>
        """, topics="+the lines between <x> and <y> [in|of] <f>\n[everything|all] between <x> and <y> in <f>", terse="lines between {x} and {y} {f}"),
    Kind("sed -n '/{x}/,$p' {f}", "Shows {f} from the first line with {x} to the end.", rules=_RULES, weight=0.9, slots=_XY, acts="""
        <show> [everything|all lines|the lines|the rest] (of <f> |)[from|after] the (first )line with <x> [to the end|on|onwards|till the end] [of|in] <f>
        <show> <f> [from|starting at|beginning with] the (first )line [with|containing] <x> (to the end|on|)
        """),
    Kind("sed '/{x}/,/{y}/d' {f}", "Shows {f} without the lines from {x} to {y}.", rules=_RULES, weight=0.6, slots=_XY, acts="""
        <show> <f> without the [lines|part|section|text] between <x> and <y>
        <show> <f>(,| but) [leave out|skip|hide] [everything|the lines] between <x> and <y>
        """),
    Kind("sed -i '/^{x}/d' {f}", "Removes the lines of {f} that start with {x}.", rules=_RULES, weight=1.2, slots=_XY, acts="""
        <del> (the |all |all the |every )<lines> <from> <f> [starting|beginning|that start|that begin] with <x>
        <del> (the |all |all the )<lines> [starting|beginning|that start|that begin] with <x> <from> <f>
        """, asks="(all )<lines> [starting|that start] with <x> in <f> [must|should] go, [delete|remove] them", terse="[delete|remove] lines starting with {x} {f}"),
    Kind("sed -i '/{x}$/d' {f}", "Removes the lines of {f} that end with {x}.", rules=_RULES, weight=0.7, slots=_XY, acts="""
        <del> (the |all |all the |every )<lines> <from> <f> [ending|that end] [with|in] <x>
        <del> (the |all |all the )<lines> [ending|that end] [with|in] <x> <from> <f>
        """),
    Kind("sed -i '/{x}/!d' {f}", "Keeps only the lines of {f} that contain {x} and removes the others.", rules=_RULES, weight=0.9, slots=_XY, acts="""
        keep only (the )<lines> <from> <f> [containing|with|that contain] <x>
        keep only (the )<lines> [containing|with|that contain] <x> <from> <f>
        <del> (all |all the )<lines> <from> <f> [not containing|without|that do not contain|that don't have] <x>
        <del> (all |the )<lines> <from> <f> except [those|the ones] with <x>
        """),
    Kind("sed -i '/{x}/s/{y}/{z}/g' {f}", "Replaces {y} with {z} in the lines of {f} that contain {x}.", rules=_RULES, weight=0.9, slots=_XYZ, acts="""
        [replace|change] {y} [with|by|to] {z} [only |]in (the )lines [containing|with|that contain] {x} (in|of) <f>
        in (the )lines of <f> [with|containing] {x}(,|) [replace|change] {y} [with|by|to] {z}
        """),
    Kind("sed -i 's/{x}/{y}/gI' {f}", "Replaces every {x} with {y} in {f}, in upper or lower case.", rules=_RULES, weight=1.1, slots=_XY, acts="""
        [replace|change|swap] (every |all )<x> [with|by|to] <y> in <f>[, ignoring case|, case insensitive|, no matter the case| ignoring upper and lower case|, upper or lower case| in any case]
        """, terse="replace {x} [with|by] {y} {f} [ignoring case|case insensitive]"),
    Kind("sed -i '{n}s/{x}/{y}/' {f}", "Replaces {x} with {y} in line {n} of {f}.", rules=_RULES, weight=0.9, slots={**_XY, "n": number("n", 1, 200)}, acts="""
        [replace|change] <x> [with|by|to] <y> [only |]in [line {n}|line number {n}|the {nth} line] of <f>
        in [line {n}|the {nth} line] of <f>(,|) [replace|change] <x> [with|by|to] <y>
        """),
    Kind("sed 's/{x}/{y}/g' {f} > {g}", "Writes {f} with every {x} replaced by {y} into {g}.", rules=_RULES, weight=0.9, slots=_XY, acts="""
        [replace|change] (every |all )<x> [with|by] <y> in <f> and [save|write|put] [it|the result|the output] [to|into|in|as] <g>
        [save|write] <f> with <x> replaced by <y> [to|into|in|as] <g>
        """),
    Kind("sed -i '{ab}d' {f}", "Removes lines {ab} of {f}.", rules=_RULES, weight=1.2, slots={"ab": _range}, acts="""
        <del> (the )<lines> <ab> <from> <f>
        """, terse="[delete|remove] lines {i}-{j} {f}"),
    Kind("sed -i '1d' {f}", "Removes the first line of {f}.", rules=_RULES, weight=0.9, acts="""
        <del> the [first line|header|header line|first row|heading|top line] <from> <f>
        """, terse="[delete|remove] first line {f}"),
    Kind("sed -i '$d' {f}", "Removes the last line of {f}.", rules=_RULES, weight=0.8, acts="""
        <del> the [last line|last row|final line|bottom line] <from> <f>
        """, terse="[delete|remove] last line {f}"),
    Kind("sed -i '1i {x}' {f}", "Inserts {x} as the first line of {f}.", rules=_RULES, weight=1.0, slots=_XY, acts="""
        [add|insert|put|write] <x> [at the top|at the beginning|as the first line|at the start|in the first line|before the first line] of <f>
        [prepend|prefix] <x> to <f>
        [add|insert] a (first )line <x> at the [top|beginning|start] of <f>
        """, terse="prepend {x} {f}"),
    Kind("sed -i '{n}i {x}' {f}", "Inserts {x} before line {n} of {f}.", rules=_RULES, weight=0.6, slots={**_XY, "n": number("n", 2, 50)}, acts="""
        [add|insert|put] <x> [before line {n}|as line {n}|at line {n}|before the {nth} line] [of|in] <f>
        """),
    Kind("sed -i '/{x}/s/^/# /' {f}", "Comments out the lines of {f} that contain {x}.", rules=_RULES, weight=0.7, slots=_XY, acts="""
        comment out (the |all |all the )<lines> [with|containing|that contain] <x> in <f>
        put a # [before|in front of] (the |all |every )lines [with|containing] <x> in <f>
        """),
    Kind("sed 's/^/{x}/' {f}", "Shows {f} with {x} before every line.", rules=_RULES, weight=0.5, slots=_XY, acts="""
        <show> <f> with <x> [before|in front of|at the beginning of|at the start of] [every|each] line
        """),
    Kind("sed -i 's/[[:space:]]*$//' {f}", "Removes the blanks at the ends of the lines of {f}.", rules=_RULES, weight=0.9, acts="""
        <del> (the |all |all the |)[trailing|ending] [blanks|spaces|whitespace|white space] <from> <f>
        <del> (the |all )[blanks|spaces|whitespace] at the end[s|] of (the |all |each |)lines <from> <f>
        """, terse="[trim|strip] trailing [spaces|whitespace] {f}"),
    Kind("sed -i 's/^[[:space:]]*//' {f}", "Removes the blanks at the beginnings of the lines of {f}.", rules=_RULES, weight=0.6, acts="""
        <del> (the |all |all the |)[leading] [blanks|spaces|whitespace|indentation] <from> <f>
        <del> (the |all )[blanks|spaces|whitespace] at the [beginning|start] of (the |all |each |)lines <from> <f>
        """),
    Kind("cat -s {f}", "Shows {f} with several blank lines in a row made one.", rules=_RULES, weight=0.5, acts="""
        <show> <f> with [only one blank line at a time|repeated blank lines squeezed|multiple blank lines made one|no more than one blank line in a row]
        [squeeze|merge] (the )(repeated|multiple|double) [blank|empty] lines <from> <f> (into one)
        """),
    Kind("awk '{{ print length \": \" $0 }}' {f} | sort -rn | head -n 1", "Shows the longest line of {f} with its length.", rules=_RULES, weight=0.9, acts="""
        [show (me)|find|get|print] the longest [line|row] <from> <f>
        """, topics="the longest line [of|in] <f>", asks="[which|what] is the longest line [of|in] <f>?", terse="longest line {f}"),
    Kind("wc -L {f}", "Prints the length of the longest line of {f}.", rules=_RULES, weight=0.6, acts="""
        [show (me)|find|get|tell me] the length of the longest line <from> <f>
        """, topics="the length of the longest line [of|in] <f>", asks="how long is the longest line [of|in] <f>?"),
    Kind("awk 'NR % {n} == 0' {f}", "Shows one of every {n} lines of {f}.", rules=_RULES, weight=0.6, slots={"n": number("n", 2, 20)}, acts="""
        <show> every {nth} line <from> <f>
        """, terse="every {nth} line {f}"),
    Kind("shuf -n {n} {f}", "Shows {n} lines of {f}, picked by chance.", rules=_RULES, weight=0.8, slots={"n": number("n", 2, 50)}, acts="""
        [<show>|pick|choose|draw] {n} random <lines> <from> <f>
        [<show>|pick|choose|draw] {n} <lines> <from> <f> at random
        """, topics="+{n} random lines <from> <f>", terse="{n} random lines {f}"),
    Kind("tail -n +{n} {f}", "Shows {f} from line {n} on.", rules=_RULES, weight=0.8, slots={"n": number("n", 2, 100)}, acts="""
        <show> <f> [from line {n} on|starting at line {n}|starting from line {n}|from line {n} to the end|from the {nth} line on]
        """, topics="+the lines of <f> from line {n} on"),
    Kind("head -n -{n} {f}", "Shows {f} without its last {n} lines.", rules=_RULES, weight=0.7, slots={"n": number("n", 2, 50)}, acts="""
        <show> <f> without (the |its )last {n} lines
        <show> [all|everything] but the last {n} lines of <f>
        """),
    Kind("grep -C {n} {x} {f}", "Shows the lines of {f} with {x} and {n} lines around each.", rules=_RULES, weight=1.0, slots={"n": number("n", 2, 10)}, acts="""
        <show> (the |all )<lines> [with|containing] <x> in <f> [with|and] {n} lines [around them|around|of context|before and after]
        """),
    Kind("grep -A {n} {x} {f}", "Shows the lines of {f} with {x} and {n} lines after each.", rules=_RULES, weight=0.9, slots={"n": number("n", 2, 10)}, acts="""
        <show> (the |all )<lines> [with|containing] <x> in <f> and (the ){n} lines after [them|it|each]
        <show> the {n} lines after <x> in <f>
        """),
    Kind("grep -B {n} {x} {f}", "Shows the lines of {f} with {x} and {n} lines before each.", rules=_RULES, weight=0.8, slots={"n": number("n", 2, 10)}, acts="""
        <show> (the |all )<lines> [with|containing] <x> in <f> and (the ){n} lines before [them|it|each]
        <show> the {n} lines before <x> in <f>
        """),
    Kind("grep -rin {x} {w}", "Shows every line {w} and below that contains {x} in any case, with file and line number.", rules=_RULES, weight=1.3, acts="""
        [search|search for|look for|find|grep|grep for] <x> in [all files|every file|all the files|all my files|the files|any file] <in>[, ignoring case| ignoring case|, case insensitive| case-insensitively|, no matter the case|, upper or lower case| regardless of case]
        [search|grep] <in> [recursively |]for <x>[, ignoring case| ignoring case|, case insensitive| case-insensitively|, not case sensitive]
        case insensitive search for <x> in [all files|the files|every file] <in>
        """, terse="grep {x} <in> recursive [ignore case|case insensitive]"),
    Kind("grep -ril {x} {w}", "Lists the files {w} and below that contain {x} in any case.", rules=_RULES, weight=1.1, acts="""
        [find|list|show (me)|get] (all |the |all the |)files <in> [containing|with|that contain|mentioning] <x>[, ignoring case| ignoring case|, case insensitive|, no matter the case|, upper or lower case| in any case]
        [find|list|show (me)] (all |the |all the |)files [containing|that contain|mentioning] <x> <in>[, ignoring case|, case insensitive|, no matter the case|, upper or lower case]
        """, asks="[which|what] files <in> [contain|mention] <x>[, ignoring case|, no matter the case|, upper or lower case]?"),
    Kind("grep -ic {x} {f}", "Counts the lines of {f} that contain {x} in any case.", rules=_RULES, weight=0.7, acts="""
        count (the |all |how many )<lines> <from> <f> [with|containing|that contain] <x>[, ignoring case|, case insensitive|, no matter the case|, upper or lower case| in any case]
        """),
    Kind("grep -oE '[0-9]+' {f}", "Shows the numbers in {f}, one a line.", rules=_RULES, weight=0.7, acts="""
        [extract|get|show (me)|list|pull out|find] (all |the |all the |)[numbers|digits|integers] <from> <f>
        """, topics="+all (the )numbers in <f>"),
    Kind("grep -oE '[[:alnum:]._-]+@[[:alnum:].-]+' {f}", "Shows the mail addresses in {f}, one a line.", rules=_RULES, weight=0.8, acts="""
        [extract|get|show (me)|list|pull out|find] (all |the |all the |)[email|mail|e-mail] addresses <from> <f>
        """, topics="+all (the )[email|mail|e-mail] addresses in <f>", asks="[which|what] [email|e-mail|mail] addresses are in <f>?"),
    Kind("grep -oE 'https?://[^ ]+' {f}", "Shows the web addresses in {f}, one a line.", rules=_RULES, weight=0.8, acts="""
        [extract|get|show (me)|list|pull out|find] (all |the |all the |)[urls|links|web addresses|URLs|http links] <from> <f>
        """, topics="+all (the )[urls|links|URLs] in <f>", asks="[which|what] [links|urls] are in <f>?"),
    Kind("tr ',' '\\n' < {f}", "Shows {f} with every comma turned into a new line.", rules=_RULES, weight=0.7, acts="""
        [replace|turn|change] (the |all |every |)commas [with|by|into|to] [newlines|new lines|line breaks] in <f>
        [split|break] <f> at (the |every )comma[s|]
        """),
    Kind("paste -sd',' {f}", "Shows the lines of {f} as one line with commas between.", rules=_RULES, weight=0.9, acts="""
        [join|merge|put|combine] (the |all |all the )lines of <f> [into one line|in one line|on one line|] [with commas|separated by commas|with , between|with commas between them]
        <show> <f> as one line (separated by commas|with commas between)
        """, terse="join lines {f} with commas"),
    Kind("tr -d '\\n' < {f}", "Shows {f} without line breaks.", rules=_RULES, weight=0.5, acts="""
        <show> <f> without (any )[line breaks|newlines|new lines]
        <del> (the |all )[line breaks|newlines] <from> <f>
        """),
    Kind("tr -d '[:digit:]' < {f}", "Shows {f} without digits.", rules=_RULES, weight=0.5, acts="""
        <show> <f> without (any )[digits|numbers]
        <del> (the |all )[digits|numbers] <from> <f>
        """),
    Kind("tr ' ' '_' < {f}", "Shows {f} with every blank turned into an underscore.", rules=_RULES, weight=0.5, acts="""
        [replace|turn|change] (the |all |every |)[spaces|blanks] [with|by|into|to] underscores in <f>
        """),
    Kind("sed -i 's/\\r$//' {f}", "Turns the Windows line ends of {f} into Unix ones.", rules=_RULES, weight=0.7, acts="""
        [convert|change|turn] (the |)[windows|dos|crlf] line [endings|ends|breaks] [in|of] <f> (in)to [unix|linux|lf] (ones|line endings|)
        <del> (the |all )[carriage returns|windows line endings|^M characters] <from> <f>
        [convert|change] <f> from [dos|windows] to [unix|linux] (format|line endings|)
        """, terse="dos2unix {f}"),
    Kind("split -l {n} {f}", "Splits {f} into files of {n} lines.", rules=_RULES, weight=0.8, slots={"n": number("n", 10, 500)}, acts="""
        split <f> into [files|pieces|parts|chunks] of {n} lines (each|)
        [cut|break] <f> into [pieces|parts|chunks] [of|with] {n} lines (each|)
        split <f> every {n} lines
        """, terse="split {f} {n} lines"),
    Kind("rev {f}", "Shows {f} with the letters of every line backwards.", rules=_RULES, weight=0.4, acts="""
        <show> <f> with [every|each] line (written )backwards
        [reverse|turn around] (the )[letters|characters] [of|in] [every|each] line of <f>
        """),
    Kind("fold -s -w {n} {f}", "Shows {f} with lines broken after {n} characters at most.", rules=_RULES, weight=0.5, slots={"n": number("n", 20, 120)}, acts="""
        [wrap|break|fold] (the )lines of <f> [at|after|to] {n} [characters|chars|columns]
        """),
    Kind("sort -R {f} | head -n {n}", "Shows {n} lines of {f} in a random order.", rules=_RULES, weight=0.2, slots={"n": number("n", 2, 50)}, acts="""
        [shuffle|mix] (the lines of )<f> and [show|print] (me )the first {n}
        """),
    Kind("sort {f} | head -n {n}", "Shows the first {n} lines of {f} in sorted order.", rules=_RULES, weight=0.9, slots={"n": number("n", 2, 50)}, acts="""
        sort <f> and [show|print|give] (me )the first {n} (lines|)
        [show (me)|print] the first {n} lines of (the )sorted {f}
        """),
    Kind("sort -rn {f} | head -n {n}", "Shows the {n} largest numbers of {f}.", rules=_RULES, weight=0.9, slots={"n": number("n", 2, 50)}, acts="""
        <show> the {n} [largest|biggest|highest] numbers <from> <f>
        """, topics="+the {n} [largest|biggest|highest] numbers in <f>"),
    Kind("awk '{{s += $1}} END {{print s}}' {f}", "Adds up the numbers in {f}.", rules=_RULES, weight=1.2, acts="""
        [sum|add up|total|add|sum up] (all |the |all the |)[numbers|values] in <f>
        [calculate|compute|get|show (me)|work out] the [sum|total] of (all |the |all the )[numbers|values|lines] in <f>
        """, topics="the [sum|total] of (the |all |all the )numbers in <f>", asks="what is the [sum|total] of the numbers in <f>?\nwhat do the numbers in <f> add up to?", terse="sum {f}"),
    Kind("awk '{{s += $1}} END {{print s / NR}}' {f}", "Computes the average of the numbers in {f}.", rules=_RULES, weight=0.9, acts="""
        [calculate|compute|get|show (me)|work out] the [average|mean|avg] of (all |the |all the )[numbers|values] in <f>
        """, topics="the [average|mean] of the numbers in <f>", asks="what is the [average|mean] of the numbers in <f>?", terse="average {f}"),
    Kind("sort -n {f} | tail -n 1", "Shows the largest number of {f}.", rules=_RULES, weight=0.7, acts="""
        [show (me)|find|get] the [largest|biggest|highest|maximum|max] [number|value] <from> <f>
        """, topics="the [largest|biggest|highest] number in <f>", asks="what is the [largest|biggest|highest] number in <f>?"),
    Kind("sort -n {f} | head -n 1", "Shows the smallest number of {f}.", rules=_RULES, weight=0.6, acts="""
        [show (me)|find|get] the [smallest|lowest|minimum|min] [number|value] <from> <f>
        """, topics="the [smallest|lowest] number in <f>", asks="what is the [smallest|lowest] number in <f>?"),
    Kind("cat -n {f} > {g}", "Writes {f} with line numbers into {g}.", rules=_RULES, weight=0.5, acts="""
        [number|add numbers to|put numbers on] the lines of <f> and [save|write] [it|the result] [to|in|into|as] <g>
        """),
    Kind("tac {f} > {g}", "Writes {f} with its last line first into {g}.", rules=_RULES, weight=0.4, acts="""
        [reverse|turn around] the (order of the )lines of <f> and [save|write] [it|the result] [to|in|into|as] <g>
        """),
    Kind("cmp {f} {g}", "Says where {f} and {g} first differ; nothing when they are the same.", rules=_RULES, weight=0.6, acts="""
        [check|test|see|tell me|find out] [if|whether] <f> and <g> are [identical|the same|equal|exactly the same]
        """, asks="are <f> and <g> [identical|the same|equal]?\nis <f> the same as <g>?"),
    Kind("diff -y {f} {g}", "Compares {f} and {g} side by side.", rules=_RULES, weight=0.6, acts="""
        compare <f> and <g> side by side
        [show (me)|display] the differences [between|of] <f> and <g> side by side
        """),
    Kind("diff -r {d} {e}", "Compares all files of the folders {d} and {e}.", rules=_RULES, weight=0.6, acts="""
        compare the [folders|directories] {d} and {e}
        [show (me)|list|find] the differences between the [folders|directories] {d} and {e}
        """, asks="how do the [folders|directories] {d} and {e} differ?"),
)


KINDS = tuple(replace(kind, slots={**_TEXTS, **kind.slots}) for kind in _KINDS)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about whole texts without end."""
    return stream(KINDS, rng)
