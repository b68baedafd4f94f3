"""Lessons: lines of a file chosen by one or two conditions, and what follows: count, sort, first ten, save, number."""

# A wording stays on one line, however long.
# ruff: noqa: E501
# fmt: off

import random
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind
from models.spark.lessons.slots import Filled, bare, file, file_words, number, quoted, word

WEIGHT = 2.6


class Filter(NamedTuple):
    """One demand on a line: the command that lets it through, and how it is worded after "lines" and after "that"."""

    command: str
    plain: str
    after: str
    that: str
    values: Mapping[str, object]
    rules: Mapping[str, str]


Drawn = Callable[[random.Random, str], Filter]


def _word(rng: random.Random, slot: str) -> tuple[str, Mapping[str, object], Mapping[str, str]]:
    drawn = word(slot)(rng)
    return drawn.plain, drawn.values, drawn.rules


def _edge(rng: random.Random, slot: str) -> tuple[str, Mapping[str, object], Mapping[str, str]]:
    text = names.word(rng) if rng.random() < 0.75 else rng.choice(("#", "http", "import", "def", "ERROR", "//", "From", ">", "-", "INFO"))
    return text, {slot: text}, {slot: "[#|#|#|\"#\"|'#'|the word #]".replace("#", "{" + slot + "}")}


def has(rng: random.Random, slot: str) -> Filter:
    text, values, rules = _word(rng, slot)
    hash_ = f"<{slot}>"
    return Filter(f"grep {quoted(text)}", f"contain {text}", f"[containing|with|with|mentioning|that have|including|having|about] {hash_}",
                  f"[contain|contain|have|mention|include] {hash_}", values, rules)


def has_any_case(rng: random.Random, slot: str) -> Filter:
    text, values, rules = _word(rng, slot)
    case = "[, ignoring case|, upper or lower case|, case insensitive|, case-insensitive| in any case| ignoring case| no matter the case| regardless of case| \\(case insensitive\\)| \\(ignore case\\)|, big or small letters|, in capitals or not|, not case sensitive|, case does not matter|, capitals or not|, capital or small letters|, upper and lower case alike|, I don't care about the case|, don't care about capitals|, case should not matter|, any capitalization|, upper/lower case does not matter|, either case|, caps or not]"
    return Filter(f"grep -i {quoted(text)}", f"contain {text} in any case", f"[containing|with|mentioning] <{slot}>{case}",
                  f"[contain|have|mention] <{slot}>{case}", values, rules)


def lacks(rng: random.Random, slot: str) -> Filter:
    text, values, rules = _word(rng, slot)
    return Filter(f"grep -v {quoted(text)}", f"do not contain {text}", f"[without|without|not containing|not mentioning|lacking|with no] <{slot}>",
                  f"[do not|don't|dont|never] [contain|have|mention|include] <{slot}>", values, rules)


def starts(rng: random.Random, slot: str) -> Filter:
    text, values, rules = _edge(rng, slot)
    return Filter(f"grep '^{text}'", f"start with {text}", f"[starting|beginning|that start|that begin] with <{slot}>",
                  f"[start|begin] with <{slot}>", values, rules)


def starts_not(rng: random.Random, slot: str) -> Filter:
    text, values, rules = _edge(rng, slot)
    return Filter(f"grep -v '^{text}'", f"do not start with {text}", f"[not starting|not beginning] with <{slot}>",
                  f"[do not|don't|dont] [start|begin] with <{slot}>", values, rules)


def ends(rng: random.Random, slot: str) -> Filter:
    text = names.word(rng) if rng.random() < 0.8 else rng.choice((";", ",", ":", "ok", "!"))
    rules = {slot: "[{#}|{#}|\"{#}\"|'{#}'|the word {#}]".replace("#", slot)}
    return Filter(f"grep '{text}$'", f"end with {text}", f"[ending|that end|finishing] [with|in] <{slot}>",
                  f"[end|finish] [with|in] <{slot}>", {slot: text}, rules)


def either(rng: random.Random, slot: str) -> Filter:
    one, two = names.word(rng), names.word(rng)
    other = slot + "o"
    pair = f"[{{{slot}}} or {{{other}}}|{{{slot}}} or {{{other}}}|either {{{slot}}} or {{{other}}}|\"{{{slot}}}\" or \"{{{other}}}\"|{{{slot}}}/{{{other}}}]"
    return Filter(f"grep -E '{one}|{two}'", f"contain {one} or {two}", f"[containing|with|mentioning] {pair}",
                  f"[contain|have|mention] {pair}", {slot: one, other: two}, {})


def whole_word(rng: random.Random, slot: str) -> Filter:
    text = names.word(rng)
    said = f"[the whole word|the full word|the exact word|the complete word] {{{slot}}}"
    return Filter(f"grep -w '{text}'", f"contain the whole word {text}", f"[containing|with] {said}", f"[contain|have] {said}", {slot: text}, {})


def digits(_rng: random.Random, _slot: str) -> Filter:
    said = "[a number|numbers|a digit|digits|any digit|any number]"
    return Filter("grep '[0-9]'", "contain a digit", f"[containing|with|having] {said} (in them|)", f"[contain|have|include] {said}", {}, {})


def longer(rng: random.Random, slot: str) -> Filter:
    most = rng.choice((10, 20, 40, 50, 60, 72, 79, 80, 80, 100, 120, 200, rng.randrange(5, 300)))
    chars = "[characters|chars|characters|letters|signs]"
    return Filter(f"awk 'length > {most}'", f"are longer than {most} characters",
                  f"[longer than {{{slot}}} {chars}|over {{{slot}}} {chars} (long|)|with more than {{{slot}}} {chars}|longer than {{{slot}}}|of more than {{{slot}}} {chars}]",
                  f"are [longer than|over|more than] {{{slot}}} {chars} (long)", {slot: most}, {})


def shorter(rng: random.Random, slot: str) -> Filter:
    most = rng.choice((5, 10, 20, 40, 50, 80, rng.randrange(3, 100)))
    chars = "[characters|chars|letters]"
    return Filter(f"awk 'length < {most}'", f"are shorter than {most} characters",
                  f"[shorter than {{{slot}}} {chars}|under {{{slot}}} {chars} (long|)|with [less|fewer] than {{{slot}}} {chars}]",
                  f"are [shorter than|under] {{{slot}}} {chars}", {slot: most}, {})


def not_blank(_rng: random.Random, _slot: str) -> Filter:
    return Filter("grep -v '^$'", "are not blank", "[that are not empty|which aren't blank|with some text]", "are not [empty|blank]", {}, {})


_FILTERS: tuple[tuple[Drawn, float], ...] = (
    (has, 6), (has_any_case, 3.5), (lacks, 3.5), (starts, 2.5), (starts_not, 1), (ends, 2), (either, 2), (whole_word, 1),
    (digits, 0.7), (longer, 1.5), (shorter, 0.7), (not_blank, 0.6),
)
_LINES = "[lines|lines|lines|lines|rows|entries|records]"
_RULES = {
    "show": "[show (me)|show (me)|print|display|list|get|give (me)|output|find|extract|filter|see]",
    "all": "[|||the |all |all the |only the |every one of the ]",
    "lines": _LINES,
    "from": "[from|in|of|in|inside]",
    "save": "[save|write|put|store|dump]",
    "unique": "[unique|distinct|different]",
    "sorted": "[sorted|in alphabetical order|alphabetically|sorted alphabetically|in order|from a to z]",
    "backwards": "[sorted backwards|in reverse order|sorted in reverse|from z to a|in descending order]",
}


class Tail(NamedTuple):
    """What follows the filters; {lines} in the command is the filtering, {count} its short counting form."""

    command: str
    says: str
    acts: str
    topics: str = ""
    asks: str = ""
    weight: float = 1.0


_TAILS = (
    Tail("{lines}", "Shows the lines of {f} {chosen}.", """
        <show> <all><np>
        <show> <all><np>
        [grep|search|filter|look in|go through] <f> for <np0>
        [in|from] <f>(,| ) <show> <all><np0>
        """, "+<all><np>", "[which|what] <lines> [in|of] <f> <thats>?\n[which|what] <np> [are there|do we have|exist]?\n[are there|is there] (any )<np>?", 3.0),
    Tail("{count}", "Counts the lines of {f} {chosen}.", """
        count <all><np>
        [count|tell me|find out|check] how many <np> there are
        [in|for] <f>(,| ) count <all><np0>
        """, "the number of <np>\nhow many <np> there are", "how many <np> are there?\nhow many <lines> [in|of] <f> <thats>?\nhow many <np>?", 2.2),
    Tail("{lines} | head -n {n}", "Shows the first {n} lines of {f} {chosen}.", """
        <show> the [first {n}|{n} first|top {n}] <np>
        """, "+the first {n} <np>", "", 1.0),
    Tail("{lines} | tail -n {n}", "Shows the last {n} lines of {f} {chosen}.", """
        <show> the [last {n}|{n} last|latest {n}|final {n}] <np>
        """, "+the last {n} <np>", "", 1.0),
    Tail("{lines} | head -n 1", "Shows the first line of {f} {chosen1}.", """
        <show> (only )the first of the <np>
        <show> (only )the very first of <all><np>
        """, "the first of the <np>", "", 0.4),
    Tail("{lines} | tail -n 1", "Shows the last line of {f} {chosen1}.", """
        <show> (only )the last of the <np>
        """, "the last of the <np>", "", 0.4),
    Tail("{lines} | sort", "Shows the lines of {f} {chosen}, sorted.", """
        <show> <all><np>(,| ) <sorted>
        sort <all><np>
        <show> <all><np> and sort them
        """, "+<all><np>(,| ) <sorted>", "", 1.2),
    Tail("{lines} | sort -r", "Shows the lines of {f} {chosen}, sorted backwards.", """
        <show> <all><np>(,| ) <backwards>
        sort <all><np> [backwards|in reverse|in reverse order]
        """, "", "", 0.5),
    Tail("{lines} | sort -u", "Shows the different lines of {f} {chosen}, sorted.", """
        <show> the <unique> <np>
        <show> <all><np>(,| ) [without duplicates|each only once|every one only once|without repeats|but no duplicates|deduplicated]
        """, "+the <unique> <np>", "what <unique> <np> are there?", 1.2),
    Tail("{lines} | sort -u | wc -l", "Counts the different lines of {f} {chosen}.", """
        count the <unique> <np>
        """, "the number of <unique> <np>", "how many <unique> <np> are there?", 0.7),
    Tail("{lines} | sort | uniq -c | sort -rn", "Counts how often each line of {f} {chosen1} occurs, most frequent first.", """
        [count|show (me)] how often each of the <np> [occurs|appears|comes up]
        <show> <all><np> [with|and] [how often each occurs|their counts|counts], most [frequent|common] first
        """, "", "how often does each of the <np> [occur|appear]?", 0.6),
    Tail("{lines} > {g}", "Writes the lines of {f} {chosen} into {g}.", """
        <save> <all><np> [into|to|in] <g>
        <show> <all><np> and [save|write|put|store] them [in|to|into] <g>
        [copy|extract] <all><np> [into|to] <g>
        [make|create] {g} [with|from|out of] <all><np>
        """, "", "i [need|want] <all><np> in {g}", 2.0),
    Tail("{lines} >> {g}", "Adds the lines of {f} {chosen} at the end of {g}.", """
        [append|add] <all><np> to (the end of )<g>
        """, "", "", 0.6),
    Tail("{lines} | sort > {g}", "Writes the lines of {f} {chosen} into {g}, sorted.", """
        [sort|take] <all><np>(,| and) (sort them and )[save|write|put] them [in|to|into] <g> <sorted>
        <save> <all><np> [into|to|in] <g>, <sorted>
        """, "", "", 0.6),
    Tail("{numbered}", "Shows the lines of {f} {chosen}, with line numbers.", """
        <show> <all><np> [with line numbers|with their line numbers|and their line numbers|with the number of the line|and in which line they are|numbered]
        <show> the line numbers of <all><np>
        """, "+<all><np> with line numbers\n+the line numbers of <all><np>", "on which line numbers are <all><np>?", 1.3),
    Tail("{lines} | awk '{{print ${n}}}'", "Shows word {n} of the lines of {f} {chosen}.", """
        <show> (only )[word {n}|the {nth} word|column {n}|the {nth} column] of <all><np>
        """, "[word {n}|the {nth} word|the {nth} column] of <all><np>", "", 0.8),
    Tail("{lines} | wc -w", "Counts the words in the lines of {f} {chosen}.", """
        count the words in <all><np>
        """, "", "how many words are in <all><np>?", 0.4),
)
_WEIGHTS = [tail.weight for tail in _TAILS]


def _draw_filters(rng: random.Random) -> list[Filter]:
    wanted = rng.choices((1, 2, 3), (5, 5, 0.6))[0]
    draws = [draw for draw, _ in _FILTERS]
    weights = [weight for _, weight in _FILTERS]
    drawn: list[Drawn] = []
    while len(drawn) < wanted:
        draw = rng.choices(draws, weights)[0]
        if draw not in drawn or draw in (has, lacks):
            drawn.append(draw)
    return [draw(rng, f"x{'abc'[at]}") for at, draw in enumerate(drawn)]


def _say(filters: list[Filter], rng: random.Random, rules: dict[str, str]) -> None:
    """Set <which>, what stands after "lines": "with x but without y", "that contain x and not y"; and <thats>."""
    for at, each in enumerate(filters):
        rules.update(each.rules)
        rules[f"after{at}"], rules[f"that{at}"] = each.after, each.that
    order = rng.sample(range(len(filters)), len(filters)) if rng.random() < 0.15 else range(len(filters))
    joint = "[ and | and | but ]" if len(filters) == 2 else "[, | and ]"
    if rng.random() < 0.45:
        rules["which"] = "[that|which|that] " + "[ and | but | and (that )]".join(f"<that{at}>" for at in order)
    else:
        rules["which"] = joint.join(f"<after{at}>" for at in order)
    rules["thats"] = " and ".join(f"<that{at}>" for at in order)


def _commands(filters: list[Filter], shell: str) -> tuple[str, str, str]:
    """The filtering command, the one that counts, the one that numbers."""
    first, *rest = [each.command for each in filters]
    shown = " | ".join((f"{first} {shell}", *rest))
    counted = f"{shown} | wc -l"
    numbered = f"cat -n {shell} | " + " | ".join((first, *rest))
    if first.startswith("grep "):
        tool, _, text = first.partition(" ")
        dashed = text.startswith("-")
        if not rest:
            counted = f"{tool} -{'' if dashed else 'c '}{'c' + text[1:] if dashed else text} {shell}"
        numbered = " | ".join((f"{tool} -{'n' + text[1:] if dashed else 'n ' + text} {shell}", *rest))
    elif first.startswith("awk "):
        condition = first.removeprefix("awk '").removesuffix("'")
        numbered = " | ".join((f"awk '{condition} {{print NR\": \"$0}}' {shell}", *rest))
    return shown, counted, numbered


def _compose(rng: random.Random) -> tuple[str, str]:
    tail = rng.choices(_TAILS, _WEIGHTS)[0]
    filters = _draw_filters(rng)
    if tail.command == "{numbered}":  # what stands behind the number is no longer the beginning of the line
        filters = [filters[0], *(each for each in filters[1:] if "'^" not in each.command and not each.command.startswith("awk"))]
    name = names.file(rng, ("txt", "log", "log", "csv", "md", "py", "conf", "json", ""), folders=0.05)
    rules: dict[str, str] = {**_RULES, "f": file_words("f")}
    values: dict[str, object] = {"f": name}
    for each in filters:
        values.update(each.values)
    _say(filters, rng, rules)
    shown, counted, numbered = _commands(filters, bare(name))
    rules["np"] = rng.choice(("<lines> <from> <f> <which>", "<lines> <which> <from> <f>", "<lines> <which> [in|from] <f>"))
    rules["np0"] = "<lines> <which>"
    plain = " and ".join(each.plain for each in filters)
    given = {
        "lines": Filled(values, shown, "", rules),
        "count": Filled({}, counted, ""),
        "numbered": Filled({}, numbered, ""),
        "f": Filled({}, bare(name), name),
        "chosen": Filled({}, "", f"that {plain}"),
        "chosen1": Filled({}, "", f"among those that {plain}"),
        "g": file("g", "txt", "log", "csv", "md", folders=0.02)(rng),
        "n": number("n", 2, 50)(rng) if "awk" not in tail.command else number("n", 1, 9)(rng),
    }
    return Kind(tail.command, tail.says, acts=tail.acts, topics=tail.topics, asks=tail.asks).compose(rng, given)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests for chosen lines without end."""
    while True:
        yield [_compose(rng)]
