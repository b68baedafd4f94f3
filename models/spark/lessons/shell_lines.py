"""Lessons: search, sort and compare the lines of text files."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import file, number

WEIGHT = 2.0

_RULES = {
    "search": "[search|search|grep|look|scan|check|go through|look through|search through]",
    "find": "[find|find|find|search for|search|look for|grep|grep for|locate|look up|seek|spot]",
    "show": "[show|show (me)|print|display|list|get|give (me)|output]",
    "within": "[in|in|in|in|inside|within|from|of]",
    "holds": "[containing|with|that contain|which contain|that have|mentioning|that mention|that include|matching|having|where there is]",
    "nocase": "[ignoring case|case insensitive|case-insensitive|case insensitively|ignore case|ignoring upper and lower case|no matter the case|upper or lower case|regardless of case|in any case|whatever the case|not case sensitive|without caring about case|big or small letters|case does not matter|i don't care about the case|capitals or not|capital or small letters|upper and lower case alike|any capitalization|don't care about capitals|either case|both upper and lower case|caps or not|and it should not matter if it is upper or lower case|however it is capitalized|nocase|any case]",
    "numbered": "[with line numbers|with the line numbers|and show line numbers|including line numbers|and line numbers|with line number|showing line numbers|with their line numbers|plus line numbers]",
    "back": "[in reverse|reversed|backwards|in reverse order|descending|in descending order|from z to a|z to a|z-a|the other way round|in backward order|reverse]",
    "num": "[by number|numerically|as numbers|in numeric order|by numeric value|by the numbers|numeric|from the smallest to the largest number|from small to large number]",
    "numback": "[by number, largest first|numerically in reverse|numerically, highest first|from the largest to the smallest number|by number descending|numeric descending|in descending numeric order|as numbers in reverse|highest number first]",
    "lines": "[lines|lines|lines|rows|entries]",
    "sort": "[sort|sort|sort|order|arrange]",
    "times": "[how often|how many times|how many times|how frequently|how many time|how much times]",
    "nth": "[column {n}|column {n}|column number {n}|field {n}|col {n}|column no {n}|the {nth} column|the {nth} column|{nth} column|the {nth} field]",
}  # fmt: skip
_CSV = {"f": file("f", "csv"), "n": number("n", 1, 12)}
_TABLE = {"f": file("f", "txt", "log", "dat", "tsv", "out", "data"), "n": number("n", 1, 12)}

KINDS = (
    Kind(
        "grep {x} {f}", "Shows the lines of {f} that contain {x}.", rules=_RULES, weight=2,
        acts="""
            <find> <x> <within> <f>
            <search> <f> for <x>
            <search> <within> <f> for <x>
            <search> for <x> <within> <f>
            [<find>|<show>] (the |all |all the |every )[line|lines|lines|rows|entries] <holds> <x> <within> <f>
            [<find>|<show>] [all|every|the|any] (the )[occurrences|occurrence|mentions|matches|places|hits] of <x> <within> <f>
            <show> (only |just )the <lines> of <f> <holds> <x>
            [filter] <f> [for|by|on] <x>
            [see|check] where <x> [is|appears|occurs] <within> <f>
            [look up|look for|spot|pick out|dig out|fish out] <x> <within> <f>
            """,
        topics="""
            +(the |all |all the |only the |only )<lines> <holds> <x> <within> <f>
            +(the |all |all the )<lines> <within> <f> <holds> <x>
            +(all |the )[occurrences|mentions|matches] of <x> <within> <f>
            """,
        asks="""
            [which|what] <lines> <within> <f> [contain|have|mention|include|match] <x>?
            [does|do] <f> [contain|mention|have|include] <x>?
            [is|is there] <x> (anywhere |somewhere )[in|inside|mentioned in|within] <f>?
            (is there )any mention of <x> [in|inside|within] <f>?
            what does <f> say about <x>?
            [where|what] [is said|is written|do we have] about <x> [in|inside] <f>?
            where (in <f> )is <x> <within> <f>?
            where does <x> [appear|occur|show up|come up] <within> <f>?
            """,
        terse="""
            grep {x} {f}
            [search|find|look for|grep] <x> {f}
            {f} [search|grep|find|lines with|lines containing] {x}
            """,
    ),
    Kind(
        "grep -i {x} {f}", "Shows the lines of {f} that contain {x}, in upper or lower case.", rules=_RULES, weight=1.2,
        acts="""
            <find> <x> <within> <f>[,|] (but )<nocase>
            <search> <f> for <x>[,|] (but )<nocase>
            [<find>|<show>] (the |all |all the )<lines> <holds> <x> <within> <f>[,|] <nocase>
            [<find>|<show>] (the |all |all the )<lines> <within> <f> <holds> <x>[,|] <nocase>
            <nocase> [search|find|grep] (for )<x> <within> <f>
            [do|run] a case[-| ]insensitive [search|grep] for <x> <within> <f>
            [find|show (me)] (all )<x> <within> <f>, [in capitals too|also in capitals|written in capitals or not|also with a capital letter|uppercase too]
            """,
        topics="""
            +(the |all |all the )<lines> <holds> <x> <within> <f>[,|] <nocase>
            a case insensitive search for <x> <within> <f>
            """,
        asks="""
            [which|what] <lines> <within> <f> [contain|have|mention] <x>[,|] <nocase>?
            is <x> in <f>, <nocase>?
            """,
        terse="""
            grep -i {x} {f}
            [search|find|grep] {x} {f} <nocase>
            """,
    ),
    Kind(
        "grep -n {x} {f}", "Shows the lines of {f} that contain {x}, with line numbers.", rules=_RULES, weight=1.3,
        acts="""
            <find> <x> <within> <f>[,|] <numbered>
            <search> <f> for <x>[,|] <numbered>
            [<find>|<show>] (the |all |all the )<lines> <holds> <x> <within> <f>[,|] <numbered>
            [<find>|<show>] (the |all |all the )line numbers (of <f> )where <x> [appears|is|occurs|stands] <within> <f>
            [<find>|<show>|see|tell (me)] (on |in )[which|what] [line|lines|line number] <x> [is|appears|occurs] <within> <f>
            """,
        topics="""
            +(the |all |all the )<lines> <holds> <x> <within> <f>[,|] <numbered>
            +(the |all the )line numbers [of|with|for|containing] <x> <within> <f>
            """,
        asks="""
            (on|in|at) [which|what] [line|lines|line number|row] [is|of {f} is|does it say] <x> <within> <f>?
            [on|in|at] [which|what] [line|lines|line number] does <x> [appear|occur|stand|show up] <within> <f>?
            [which|what] line numbers <within> <f> [contain|have|mention] <x>?
            """,
        terse="""
            grep -n {x} {f}
            [search|find|grep] {x} {f} <numbered>
            line numbers of <x> <within> {f}
            """,
    ),
    Kind(
        "grep -c {x} {f}", "Counts the lines of {f} that contain {x}.", rules=_RULES, weight=1.1,
        acts="""
            count (the |all |all the |how many )<lines> <holds> <x> <within> <f>
            count (the |all |all the |how many )<lines> <within> <f> <holds> <x>
            [tell (me)|find out|see] how many <lines> <within> <f> [contain|have|mention|include] <x>
            count (the )matching lines for <x> <within> <f>
            """,
        topics="""
            the [number|count|amount] of <lines> <holds> <x> <within> <f>
            how many <lines> <within> <f> [contain|have|mention|include] <x>
            """,
        asks="""
            how many <lines> <within> <f> [contain|have|mention|include|match|has|with|contains] <x>?
            how many <lines> <holds> <x> [are there|are|do we have] <within> <f>?
            [in|on] how many <lines> <within> <f> [does <x> appear|is <x>|do we find <x>]?
            """,
        terse="""
            [count|number of] lines <holds> {x} <within> {f}
            grep -c {x} {f}
            """,
    ),
    Kind(
        "grep -o {x} {f} | wc -l", "Counts how often {x} stands in {f}.", rules=_RULES, weight=1.3,
        acts="""
            count (the |all |all the |every )[occurrences|occurrence|matches|mentions|appearances|uses|times] of <x> <within> <f>
            count (all |the )<x> <within> <f>
            count <times> <x> [appears|occurs|is mentioned|shows up|is used|is] <within> <f>
            [tell (me)|find out|see|show (me)] <times> <x> [appears|occurs|is mentioned|shows up|is used|is written] <within> <f>
            """,
        topics="""
            the [number|count|amount] of [occurrences|matches|mentions|times] of <x> <within> <f>
            <times> <x> [appears|occurs|is mentioned|shows up|is] <within> <f>
            the count of <x> <within> <f>
            """,
        asks="""
            <times> [does|do] <x> [appear|occur|come up|show up|come] <within> <f>?
            <times> [is|was] <x> [mentioned|used|written|found|repeated] <within> <f>?
            <times> <x> <within> <f>?
            how many [occurrences of |matches of |times |]{x} (are there |are )<within> <f>?
            <times> does <f> [mention|contain|say|use] <x>?
            """,
        terse="""
            count {x} <within> {f}
            [occurrences|count|number|matches] of {x} <within> {f}
            """,
    ),
    Kind(
        "grep -v {x} {f}", "Shows the lines of {f} that do not contain {x}.", rules=_RULES, weight=1,
        acts="""
            <show> (the |all |all the |only the |only )<lines> <within> <f> [without|not containing|that do not contain|that don't contain|that don't have|not having|not mentioning|that lack|except those with] <x>
            <show> (the |all |all the )<lines> [without|not containing|that do not contain|that don't contain|that don't mention] <x> <within> <f>
            <show> <f> [without|except|leaving out|but not|but skip|excluding] (the )lines [with|containing|that have|that contain] <x>
            [hide|skip|leave out|filter out|exclude] (the |all )lines [with|containing|that contain] <x> [from|in|of] <f>
            """,
        topics="""
            +(the |all |all the |only the )<lines> <within> <f> [without|not containing|that do not contain|that don't contain] <x>
            +(the |all |all the )<lines> [without|not containing|that do not have] <x> <within> <f>
            """,
        asks="""
            [which|what] <lines> <within> <f> (do not|don't|dont) [contain|have|mention|include] <x>?
            """,
        terse="""
            grep -v {x} {f}
            lines [without|not containing] {x} <within> {f}
            """,
    ),
    Kind(
        "sort {f}", "Shows the lines of {f} in order.", rules=_RULES, weight=1.5,
        acts="""
            <sort> (the )<f>
            <sort> (all |the |all the )(lines|rows|content|contents|entries) (of|in) <f>
            <sort> (all |the |all the )[lines|rows|content|contents|entries|names|words] [of|in|from|inside] <f> ([alphabetically|in alphabetical order|by alphabet|by name|from a to z|a to z])
            <sort> <f> [alphabetically|in alphabetical order|by alphabet|from a to z|a to z|a-z|by line|in order|line by line|in abc order]
            <show> (the |all the )<lines> [of|in|from] <f> [sorted|in alphabetical order|alphabetically|in order|in sorted order]
            <show> <f> [sorted|in sorted order|alphabetically|in alphabetical order]
            [alphabetize|alphabetise] (the lines of )<f>
            put (the )<lines> of <f> in [order|alphabetical order]
            """,
        topics="""
            +(the |all the )(sorted )<lines> of <f>[,| in] [sorted|alphabetical order|order|sorted order]
            <f> [sorted|in alphabetical order|sorted alphabetically]
            """,
        terse="""
            sort {f}
            {f} [sorted|sort|alphabetical|sort alphabetically]
            """,
    ),
    Kind(
        "sort -r {f}", "Shows the lines of {f} in reverse order.", rules=_RULES, weight=1,
        acts="""
            <sort> <f> <back>
            <sort> (all |the |all the )[lines|rows|content|contents|entries] [of|in|from] <f> <back>
            <show> (the |all the )<lines> [of|in|from] <f> sorted <back>
            <show> <f> sorted <back>
            [reverse sort|sort backwards|sort in reverse] (the lines of )<f>
            """,
        topics="""
            +(the |all the )<lines> of <f> sorted <back>
            <f> sorted <back>
            """,
        terse="""
            sort {f} <back>
            sort -r {f}
            {f} [reverse sort|sort reverse|sorted backwards|sorted descending]
            """,
    ),
    Kind(
        "sort -n {f}", "Shows the lines of {f} in the order of their numbers.", rules=_RULES, weight=1,
        acts="""
            <sort> <f> <num>
            <sort> (all |the |all the )[lines|rows|content|numbers|values|numbers] [of|in|from|inside] <f> <num>
            <sort> the numbers [of|in|from|inside] <f>
            <show> <f> sorted <num>
            """,
        topics="""
            +(the |all the )[lines|numbers|values] [of|in] <f> sorted <num>
            """,
        terse="""
            sort {f} <num>
            [numeric sort|sort numerically|sort numbers|sort -n] {f}
            """,
    ),
    Kind(
        "sort -rn {f}", "Shows the lines of {f} by number, largest first.", rules=_RULES, weight=0.24,
        acts="""
            <sort> <f> <numback>
            <sort> (all |the |all the )[lines|rows|numbers|values] [of|in|from] <f> <numback>
            <sort> the numbers [of|in|inside] <f> [largest first|biggest first|from high to low|descending|in reverse|from big to small|highest first]
            """,
        terse="""
            sort {f} <numback>
            [numeric sort reverse|sort numbers descending] {f}
            """,
    ),
    Kind(
        "sort -u {f}", "Shows every different line of {f} once, sorted.", rules=_RULES, weight=1.3,
        acts="""
            <show> (the |all |all the |only |only the )[unique|distinct|different] <lines> [of|in|from] <f>
            [remove|drop|delete|filter out|get rid of|kill|eliminate|strip] (the |all |all the |any )[duplicates|duplicate lines|double lines|repeated lines|repeats|duplicated lines|doubles|dupes|duplicate rows] [of|in|from] <f>
            <show> <f> without [duplicates|duplicate lines|repeated lines|repeats|doubles]
            <show> [each|every] line of <f> [once|only once|just once|one time]
            [collapse|squash|merge|throw out|weed out|drop] (the )[repeated|duplicate|identical|same|equal|double] lines [of|in|from] <f>
            [dedupe|deduplicate|uniq] (the lines of )<f>
            [sort and remove duplicates|sort and dedupe|sort unique] <f>
            """,
        topics="""
            +(the |all |all the |only the )[unique|distinct|different] <lines> [of|in|from] <f>
            <f> without [duplicates|duplicate lines|repeated lines]
            """,
        asks="""
            what are the [unique|distinct|different] [lines|entries|values] <within> <f>?
            [which|what] [different|unique|distinct] lines are in <f>?
            """,
        terse="""
            [unique lines|uniq|distinct lines|dedupe|remove duplicates] {f}
            {f} [unique lines|unique|no duplicates|dedupe|without duplicates]
            """,
    ),
    Kind(
        "sort {f} | uniq -d", "Shows the lines that stand more than once in {f}.", rules=_RULES, weight=0.8,
        acts="""
            [<find>|<show>] (the |all |all the |only the |any )[duplicate|duplicated|repeated|double|repeating] <lines> [of|in|from] <f>
            [<find>|<show>] (the |all |any )[duplicates|repeats|dupes|doubles] [of|in|from] <f>
            [<find>|<show>] (the |all )<lines> that [appear|occur|are there|stand] [more than once|twice|several times|multiple times|twice or more] <within> <f>
            """,
        topics="""
            +(the |all |any )[duplicate|duplicated|repeated|double] <lines> [of|in|from] <f>
            +(the |all )[duplicates|repeats] <within> <f>
            """,
        asks="""
            [are there|does <f> have|is there] (any )[duplicate|repeated|double|duplicated] [lines|entries|rows] <within> <f>?
            [which|what] <lines> <within> <f> are [repeated|duplicated|there twice|there more than once|duplicates]?
            """,
        terse="""
            [duplicate lines|duplicates|repeated lines] <within> {f}
            {f} [duplicates|duplicate lines|repeated lines]
            """,
    ),
    Kind(
        "diff {f} {g}", "Shows the lines in which {f} and {g} differ.", rules=_RULES, weight=1.6,
        acts="""
            [compare|diff|match|check] <f> [with|and|to|against] <g>
            [spot|find|show (me)|point out|list|highlight] the [differences|changes] between <f> and <g>
            [compare|diff] (the )(two |2 )(files |documents )[{f}|{f}] [and|with|to|vs] {g}
            [<show>|<find>|tell (me)|see|check] (all |the |all the |any )[differences|difference|changes|diff] [between|of] <f> and <g>
            [<show>|tell (me)|see|find out|check] [what|how|in what|where] <f> [differs|is different] from <g>
            [<show>|tell (me)|see|find out] what [is different|changed|differs|the difference is] between <f> and <g>
            [see|check|find out|tell (me)] [if|whether] <f> and <g> are [the same|identical|equal|different]
            """,
        topics="""
            +(all |the |all the |any )[differences|changes] between <f> and <g>
            the [difference|diff|comparison] [between|of] <f> and <g>
            """,
        asks="""
            [what is|what's|whats] [the difference|different|the diff|changed|not the same] between <f> and <g>?
            [are|is] <f> and <g> [the same|identical|equal|different|the same file]?
            how [does|is] <f> [differ|different] from <g>?
            [where|how|in which lines] do <f> and <g> differ?
            what changed [from|between] <f> [to|and] <g>?
            """,
        terse="""
            diff {f} {g}
            [compare|difference|differences|diff between] {f} [and|vs|with|] {g}
            {f} vs {g}
            """,
    ),
    Kind(
        "cut -d',' -f{n} {f}", "Shows column {n} of {f}.", rules=_RULES, weight=1.6, slots=_CSV,
        acts="""
            [<show>|extract|cut|cut out|pull out|take|pick|read|select] (only |just )<nth> [of|from|in] <f>
            [<show>|extract|cut] (the )values [of|in|from] <nth> [of|from|in] <f>
            [<show>|extract] <f> [only|just] <nth>
            """,
        topics="""
            (only |just )<nth> [of|from|in] <f>
            +(the |all )values [of|in] <nth> [of|from|in] <f>
            """,
        asks="""
            what is in <nth> [of|in] <f>?
            """,
        terse="""
            {f} <nth>
            <nth> [of |in |]{f}
            """,
    ),
    Kind(
        "awk '{{print ${n}}}' {f}", "Shows word {n} of every line of {f}.", rules=_RULES, weight=0.32, slots=_TABLE,
        acts="""
            [<show>|extract|take|pick] (only |just )[word {n}|the word number {n}|column {n}|field {n}|the {nth} word|the {nth} column|the {nth} field] [of|in|from] [each|every|all] [line|lines|row] [of|in] <f>
            [<show>|extract|cut] (only |just )[column {n}|field {n}|column number {n}|the {nth} column] [of|from|in] <f>[|, separated by blanks|, separated by spaces|, split by spaces]
            """,
        topics="""
            (only |just |the )[{nth} column|{nth} field|{nth} word of every line] [of|from|in] <f>
            """,
        terse="""
            {f} [column {n}|field {n}]
            [column {n}|field {n}] [of |in |]{f}
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to search and sort lines without end."""
    return stream(KINDS, rng)
