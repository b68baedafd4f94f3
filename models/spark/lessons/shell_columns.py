"""Lessons: columns of a table: show, sort by, sum, count the values of, choose rows by; with any separator."""

# A wording stays on one line, however long.
# ruff: noqa: E501
# fmt: off

import random
from collections.abc import Iterator
from typing import NamedTuple

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind
from models.spark.lessons.slots import Filled, bare, file, file_words, number

WEIGHT = 1.6


class Table(NamedTuple):
    """A way to separate columns: its options for cut, awk, sort and tr, usual file endings, and what is said of it."""

    cut: str
    awk: str
    sort: str
    sign: str
    endings: tuple[str, ...]
    said: str
    weight: float


_TABLES = (
    Table("-d',' ", "-F',' ", "-t',' ", ",", ("csv",), "", 5.0),
    Table("-d',' ", "-F',' ", "-t',' ", ",", ("txt", "data", "csv"), "[comma separated|separated by commas|, comma separated,|\\(comma separated\\)]", 0.8),
    Table("", "-F'\\t' ", "-t$'\\t' ", "\\t", ("tsv", "tsv", "tsv"), "[||||tab separated|separated by tabs|\\(tab separated\\)]", 1.5),
    Table("-d';' ", "-F';' ", "-t';' ", ";", ("csv", "txt", "csv"), "[separated by ;|separated by semicolons|with ; as separator|with semicolons|\\(semicolon separated\\)|, separator ;,|semicolon-separated]", 1.2),
    Table("-d':' ", "-F':' ", "-t':' ", ":", ("txt", "conf", ""), "[separated by :|separated by colons|with : as separator|\\(colon separated\\)|, separator :,|split at :]", 1.0),
    Table("-d'|' ", "-F'|' ", "-t'|' ", "|", ("txt", "csv", "data"), "[separated by pipes|separated by the pipe sign|with pipes between|\\(pipe separated\\)]", 0.6),
    Table("-d' ' ", "", "", " ", ("txt", "log", "log", "dat"), "[||||separated by spaces|separated by blanks]", 2.0),
)


class Ask(NamedTuple):
    """One thing to do with a table; {get} prints column n, {cut}, {awk} and {sort} are the options for its separator."""

    command: str
    says: str
    acts: str
    topics: str = ""
    asks: str = ""
    terse: str = ""
    weight: float = 1.0


_RULES = {
    "show": "[show (me)|show (me)|print|display|list|get|give (me)|output|extract|cut out|pick]",
    "nth": "[column {n}|column {n}|column {n}|column number {n}|the {nth} column|the {nth} column|the {nth} field|field {n}|col {n}|column no {n}]",
    "mth": "[column {m}|column {m}|column number {m}|the {mth} column|field {m}|col {m}|the {mth} field]",
    "of": "[of|of|in|from|from]",
    "rows": "[rows|rows|lines|records|entries]",
    "down": "[largest first|biggest first|highest first|from high to low|in descending order|high to low|greatest first]",
    "up": "[|||smallest first|ascending|from low to high|in ascending order|lowest first]",
    "num": "[numerically|as numbers|by number|numeric|in numerical order]",
    "top": "[most common|most frequent|commonest|top|most used]",
}
_ASKS = (
    Ask("{get}", "Shows column {n} of {f}.", """
        <show> (only |just )<nth> <of> <f>
        <show> (only |just )(all )(the )(values|content) <of> <nth> <of> <f>
        <show> the {nth} column <of> <f>
        """, "<nth> <of> <f>\nthe values in <nth> <of> <f>", "what is in <nth> of <f>?", "<nth> {f}", 1.6),
    Ask("cut {cut}-f{n},{m} {f}", "Shows columns {n} and {m} of {f}.", """
        <show> (only |just )(the )[columns|fields|columns number] {n} and {m} <of> <f>
        <show> (only |just )<nth> and <mth> <of> <f>
        """, "+columns {n} and {m} <of> <f>", "", "columns {n},{m} {f}", 1.2),
    Ask("cut {cut}-f{n}-{m} {f}", "Shows columns {n} to {m} of {f}.", """
        <show> (only |just )(the )[columns|fields] {n} [to|through|-|till] {m} <of> <f>
        <show> (only |just )(the )columns from {n} to {m} <of> <f>
        """, "+columns {n} [to|-|through] {m} <of> <f>", "", "", 0.9),
    Ask("awk {awk}'{{print $NF}}' {f}", "Shows the last column of {f}.", """
        <show> (only |just )the last [column|field] <of> <f>
        """, "the last [column|field] <of> <f>", "", "last column {f}", 0.8),
    Ask("sort {sort}-k{n},{n} {f}", "Sorts the lines of {f} by column {n}.", """
        sort (the lines of |the rows of |)<f> by <nth>
        [sort|order] <f> (alphabetically )by <nth>
        [show (me)|print|list] <f> [sorted|ordered] by <nth>
        [order|sort] the <rows> <of> <f> by <nth>
        """, "<f> sorted by <nth>", "", "sort {f} by <nth>", 1.8),
    Ask("sort {sort}-k{n},{n}n {f}", "Sorts the lines of {f} by the numbers in column {n}.", """
        sort (the lines of |the rows of |)<f> by <nth> <num>
        sort (the lines of |the rows of |)<f> <num> by <nth>
        sort <f> by the (numbers|values) in <nth>[, | ]<up>
        [show (me)|print|list] <f> sorted <num> by <nth>
        """, "", "", "sort {f} by <nth> <num>", 1.4),
    Ask("sort {sort}-k{n},{n}nr {f}", "Sorts the lines of {f} by the numbers in column {n}, largest first.", """
        sort (the lines of |the rows of |)<f> by <nth>[, | ]<down>
        sort (the lines of |the rows of |)<f> by (the number in )<nth> <num>(, | )<down>
        [show (me)|print|list] the <rows> <of> <f> by <nth>, <down>
        """, "", "", "sort {f} by <nth> <down>", 1.3),
    Ask("sort {sort}-k{n},{n}nr {f} | head -n {k}", "Shows the {k} lines of {f} with the largest numbers in column {n}.", """
        [show (me)|get|give me|list|find|print] the [top {k}|{k} top] <rows> <of> <f> by <nth>
        [show (me)|get|give me|list|find] the {k} <rows> <of> <f> with the [largest|highest|biggest] [value|number|values|numbers] in <nth>
        """, "+the top {k} <rows> <of> <f> by <nth>", "", "top {k} {f} by <nth>", 1.0),
    Ask("{get} | sort -u", "Shows every different value in column {n} of {f} once.", """
        <show> (all )(the )[unique|distinct|different] values [in|of] <nth> <of> <f>
        <show> <nth> <of> <f>[, | ][without duplicates|each value once|without repeats]
        """, "+the [unique|distinct|different] values in <nth> <of> <f>", "[which|what] [different|unique] values [does <nth> of <f> have|are in <nth> of <f>]?", "unique <nth> {f}", 1.4),
    Ask("{get} | sort -u | wc -l", "Counts the different values in column {n} of {f}.", """
        count the [unique|distinct|different] values [in|of] <nth> <of> <f>
        count how many [unique|different|distinct] values are in <nth> <of> <f>
        """, "the number of [unique|distinct|different] values in <nth> <of> <f>", "how many [unique|distinct|different] values [are (there) in <nth> of <f>|does <nth> of <f> have]?", "", 1.1),
    Ask("{get} | sort | uniq -c | sort -rn", "Counts how often each value stands in column {n} of {f}, most frequent first.", """
        count how often each value [occurs|appears|comes up|stands] in <nth> <of> <f>
        count the <rows> <of> <f> (for each|per|by) value [in|of] <nth>
        [count|tally] the values [in|of] <nth> <of> <f>
        [group|count] <f> by <nth>
        [show (me)|get] [a count|the counts|the frequency] of each value in <nth> <of> <f>
        """, "how often each value [occurs|appears] in <nth> <of> <f>", "how many times does each value [appear|occur] in <nth> of <f>?\nhow many <rows> are there per value of <nth> in <f>?", "count per <nth> {f}", 1.6),
    Ask("{get} | sort | uniq -c | sort -rn | head -n {k}", "Shows the {k} most frequent values in column {n} of {f}.", """
        <show> the {k} <top> values [in|of] <nth> <of> <f>
        <show> the top {k} (values )[in|of] <nth> <of> <f>
        """, "+the {k} <top> values [in|of] <nth> <of> <f>", "what are the {k} <top> values in <nth> of <f>?", "top {k} <nth> {f}", 1.3),
    Ask("{get} | sort | uniq -c | sort -rn | head -n 1", "Shows the most frequent value in column {n} of {f}.", """
        [show (me)|find|get|tell me] the [most common|most frequent|commonest] value [in|of] <nth> <of> <f>
        """, "the [most common|most frequent] value in <nth> <of> <f>", "which value is the most [common|frequent] in <nth> of <f>?", "", 0.7),
    Ask("awk {awk}'{{s += ${n}}} END {{print s}}' {f}", "Adds up column {n} of {f}.", """
        [sum|total|add up|sum up|add together|add] (all |the |all the )(values |numbers )(in |of )<nth> <of> <f>
        [show (me)|get|find|calculate|compute|tell me|work out] the [sum|total] of (the values in )<nth> <of> <f>
        """, "the [sum|total] of <nth> <of> <f>", "what is the [sum|total] of <nth> in <f>?\nwhat does <nth> of <f> add up to?", "sum <nth> {f}", 1.6),
    Ask("awk {awk}'{{s += ${n}}} END {{print s / NR}}' {f}", "Computes the average of column {n} of {f}.", """
        [show (me)|get|find|calculate|compute|tell me|work out] the [average|mean|avg|arithmetic mean] of (the values in )<nth> <of> <f>
        average <nth> <of> <f>
        """, "the [average|mean] of <nth> <of> <f>\nthe [average|mean] value of <nth> <of> <f>", "what is the [average|mean] of <nth> in <f>?", "[average|avg|mean] <nth> {f}", 1.4),
    Ask("{get} | sort -n | tail -n 1", "Shows the largest number in column {n} of {f}.", """
        [show (me)|get|find|tell me] the [largest|biggest|highest|maximum|max|greatest] (value |number |)[in|of] <nth> <of> <f>
        """, "the [largest|biggest|highest|maximum|max] (value |number |)in <nth> <of> <f>", "what is the [largest|biggest|highest|maximum|max] (value |number |)in <nth> of <f>?", "max <nth> {f}", 1.2),
    Ask("{get} | sort -n | head -n 1", "Shows the smallest number in column {n} of {f}.", """
        [show (me)|get|find|tell me] the [smallest|lowest|minimum|min|least] (value |number |)[in|of] <nth> <of> <f>
        """, "the [smallest|lowest|minimum|min] (value |number |)in <nth> <of> <f>", "what is the [smallest|lowest|minimum] (value |number |)in <nth> of <f>?", "min <nth> {f}", 1.0),
    Ask("awk {awk}'${n} == \"{x}\"' {f}", "Shows the lines of {f} in which column {n} is {x}.", """
        [show (me)|list|print|get|find|filter] (all |the |all the |only the )<rows> <of> <f> [where|in which|with|for which] <nth> [is|equals|is equal to|=|is exactly] [{x}|"{x}"]
        [show (me)|list|print|get|find] (all |the |all the )<rows> [where|in which] <nth> [is|equals] [{x}|"{x}"] in <f>
        [show (me)|list|get] (all |the )<rows> <of> <f> with {x} in <nth>
        """, "+(all )(the )<rows> <of> <f> [where|with] <nth> [is|equals|=] {x}", "[which|what] <rows> <of> <f> have {x} in <nth>?", "", 1.6),
    Ask("awk {awk}'${n} == \"{x}\"' {f} | wc -l", "Counts the lines of {f} in which column {n} is {x}.", """
        count (the |all |all the )<rows> <of> <f> [where|in which|for which] <nth> [is|equals] [{x}|"{x}"]
        count how many <rows> <of> <f> have {x} in <nth>
        """, "the number of <rows> <of> <f> with {x} in <nth>", "how many <rows> <of> <f> have {x} in <nth>?\nin how many <rows> of <f> is <nth> {x}?", "", 1.0),
    Ask("awk {awk}'${n} != \"{x}\"' {f}", "Shows the lines of {f} in which column {n} is not {x}.", """
        [show (me)|list|print|get] (all |the |all the )<rows> <of> <f> [where|in which] <nth> [is not|isn't|is different from|is anything but] {x}
        """, "", "", "", 0.6),
    Ask("awk {awk}'${n} > {v}' {f}", "Shows the lines of {f} in which column {n} is greater than {v}.", """
        [show (me)|list|print|get|find|filter] (all |the |all the |only the )<rows> <of> <f> [where|in which|with|for which] <nth> [is |][over|above|greater than|more than|larger than|bigger than|higher than|>] {v}
        [show (me)|list|get] (all |the )<rows> <of> <f> with more than {v} in <nth>
        """, "+(all )(the )<rows> <of> <f> where <nth> is [over|above|greater than|more than|bigger than] {v}", "[which|what] <rows> <of> <f> have [more than|over] {v} in <nth>?", "", 1.4),
    Ask("awk {awk}'${n} < {v}' {f}", "Shows the lines of {f} in which column {n} is less than {v}.", """
        [show (me)|list|print|get|find|filter] (all |the |all the )<rows> <of> <f> [where|in which|for which] <nth> is [under|below|less than|smaller than|lower than] {v}
        """, "+(all )(the )<rows> <of> <f> where <nth> is [under|below|less than|smaller than] {v}", "", "", 1.0),
    Ask("awk {awk}'${n} > {v}' {f} | wc -l", "Counts the lines of {f} in which column {n} is greater than {v}.", """
        count (the |all |all the )<rows> <of> <f> [where|in which] <nth> is [over|above|greater than|more than|bigger than] {v}
        """, "", "how many <rows> <of> <f> have [more than|over] {v} in <nth>?", "", 0.7),
    Ask("awk {awk}'${n} == \"{x}\" && ${m} > {v}' {f}", "Shows the lines of {f} in which column {n} is {x} and column {m} is greater than {v}.", """
        [show (me)|list|print|get|find] (all |the |all the )<rows> <of> <f> [where|in which] <nth> [is|equals] {x} and <mth> is [over|above|greater than|more than|bigger than] {v}
        """, "+<rows> <of> <f> where <nth> is {x} and <mth> is [over|above|greater than|more than] {v}", "", "", 0.9),
    Ask("awk {awk}'${m} == \"{x}\" {{print ${n}}}' {f}", "Shows column {n} of the lines of {f} in which column {m} is {x}.", """
        [show (me)|list|print|get] <nth> of (all |the |all the )<rows> <of> <f> [where|in which] <mth> [is|equals] {x}
        """, "<nth> of the <rows> <of> <f> where <mth> is {x}", "", "", 0.9),
    Ask("awk {awk}'${n} == \"{x}\" {{s += ${m}}} END {{print s}}' {f}", "Adds up column {m} of the lines of {f} in which column {n} is {x}.", """
        [sum|add up|total] <mth> of (all |the |all the )<rows> <of> <f> [where|in which] <nth> [is|equals] {x}
        """, "the [sum|total] of <mth> [where|for rows where] <nth> is {x} in <f>", "", "", 0.7),
    Ask("awk {awk}'{{s[${n}] += ${m}}} END {{for (k in s) print k, s[k]}}' {f}", "Adds up column {m} of {f} for each value in column {n}.", """
        [sum|add up|total] <mth> [for each|per|grouped by|by|for every] (value [of|in] )<nth> <of> <f>
        """, "the [sum|total] of <mth> [per|for each|grouped by] (value of )<nth> <of> <f>", "", "", 0.7),
    Ask("awk {awk}'NR == 1 {{print NF}}' {f}", "Counts the columns of {f}.", """
        count the [columns|fields] <of> <f>
        """, "the number of [columns|fields] <of> <f>", "how many [columns|fields] [does <f> have|are in <f>|has <f>]?", "[number of columns|column count] {f}", 0.8),
    Ask("{get} > {g}", "Writes column {n} of {f} into {g}.", """
        [save|write|put|store|copy|extract] <nth> <of> <f> [into|to|in] <g>
        <show> <nth> <of> <f> and [save|write|put] it [in|to|into] <g>
        """, "", "i [need|want] <nth> of <f> in <g>", "", 1.1),
    Ask("cut {cut}-f{n} --complement {f}", "Shows {f} without column {n}.", """
        [show (me)|print|display] <f> without <nth>
        [show (me)|print] (all |the |all the )columns of <f> [except|but not|without] <nth>
        [drop|leave out|skip|hide] <nth> <of> <f>
        """, "<f> without <nth>", "", "{f} without <nth>", 0.9),
    Ask("tail -n +2 {f} | sort {sort}-k{n},{n}", "Sorts {f} by column {n}, without its first line.", """
        sort <f> by <nth>[,| but| and] [skip|without|leave out|ignore|ignoring|not] the [header|first line|header line|heading]
        """, "", "", "", 0.7),
)
_WEIGHTS = [ask.weight for ask in _ASKS]


def _compose(rng: random.Random) -> tuple[str, str]:
    ask = rng.choices(_ASKS, _WEIGHTS)[0]
    table = rng.choices(_TABLES, [table.weight for table in _TABLES])[0]
    name = names.file(rng, table.endings, folders=0.05)
    wide = 8 if rng.random() < 0.85 else 15
    first = number("n", 1, wide)(rng)
    second = number("m", 1, wide)(rng)
    while int(second.shell) <= int(first.shell):
        first, second = number("n", 1, wide)(rng), number("m", 1, wide)(rng)
    searched = names.word(rng) if rng.random() < 0.7 else rng.choice((names.person(rng).capitalize(), "yes", "no", "active", "open", "error", "done", "new"))
    limit = rng.choice((0, 1, 5, 10, 18, 20, 50, 100, 100, 200, 500, 1000, rng.randrange(1, 5000)))
    # Blanks between words are one column to awk, whatever their number; cut would count each.
    get = f"awk '{{print ${first.shell}}}' {bare(name)}" if table.sign == " " else f"cut {table.cut}-f{first.shell} {bare(name)}"
    words = f"[{file_words('f')}] {table.said}" if table.said else file_words("f")
    given = {
        "f": Filled({"f": name}, bare(name), name, {**_RULES, "f": words}),
        "n": first,
        "m": second,
        "k": number("k", 2, 20)(rng),
        "x": Filled({"x": searched}, searched, searched),
        "v": Filled({"v": limit}, str(limit), str(limit)),
        "g": file("g", "txt", "csv", folders=0.02)(rng),
        "cut": Filled({}, table.cut, ""),
        "awk": Filled({}, table.awk, ""),
        "sort": Filled({}, table.sort, ""),
        "get": Filled({}, get, ""),
    }
    return Kind(ask.command, ask.says, acts=ask.acts, topics=ask.topics, asks=ask.asks, terse=ask.terse).compose(rng, given)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about columns without end."""
    while True:
        yield [_compose(rng)]
