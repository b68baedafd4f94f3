"""What may be demanded of files: their type, size, age, name, text, depth, owner; each with its test and its wordings.

A condition is worded in up to four ways, so that several combine in any order:
    after    behind the noun:          files "bigger than 5 MB"
    that     behind "that" or "which": files that "are bigger than 5 MB"
    before   before the noun:          "empty" files
    apart    at the end of all:        files, "but skip node_modules"
"""

# A wording stays on one line, however long.
# ruff: noqa: E501
# fmt: off

import random
from collections.abc import Callable, Mapping
from typing import NamedTuple

from models.spark.lessons import names
from models.spark.lessons.slots import Filled, image_match, quoted, type_ending, word

_NONE: Mapping[str, str] = {}


class Condition(NamedTuple):
    """One demand: its place among the tests of find, the test, the sentence, and the wordings."""

    place: int
    test: str
    plain: str
    after: str
    that: str
    values: Mapping[str, object]
    rules: Mapping[str, str] = _NONE
    before: str = ""
    apart: str = ""


Drawn = Callable[[random.Random], Condition]

# The order of tests in a command.
DEPTH, TYPE, NAME, PATH, SIZE, AGE, OWNER, TEXT = range(8)

_BIGGER = "[bigger than|larger than|over|above|more than|greater than|heavier than|exceeding|of more than|of over]"
_SMALLER = "[smaller than|under|below|less than|lighter than|of less than|of under]"
_CHANGED = "[changed|changed|modified|modified|edited|touched|updated|written|saved|altered]"
_UNITS = {"M": " MB|MB| mb|mb| megabytes| megs| M|M| meg", "k": " KB|KB| kb|kb| kilobytes| k|k|K", "G": " GB|GB| gb|gb| gigabytes| gigs|G", "c": " bytes| bytes| B"}
_UNIT_NAMES = {"M": "MB", "k": "KB", "G": "GB", "c": "bytes"}
_LONG_UNITS = {"M": "megabytes|megs", "k": "kilobytes", "G": "gigabytes|gigs", "c": "bytes"}
_FINER = {"1M": "1024k", "1G": "1024M", "1k": "1024c"}


def _size(rng: random.Random, slot: str, unit: str, value: int) -> Filled:
    """A size as find writes it, in figures or in words."""
    plain = f"{value} {_UNIT_NAMES[unit]}"
    if value == 1 and unit != "c":
        one = {"M": "megabyte|meg|MB|mb", "k": "kilobyte|KB|kb|k", "G": "gigabyte|gig|GB|gb"}[unit]
        return Filled({}, f"1{unit}", plain, {slot: f"[a|one|1] [{one}]"})
    if value <= 100 and rng.random() < 0.2:
        words = {slot: f"{{{slot}}} [{_LONG_UNITS[unit]}]"}
        return Filled({slot: names.spoken_number(value)}, f"{value}{unit}", plain, words)
    return Filled({slot: value}, f"{value}{unit}", plain, {slot: f"{{{slot}}}[{_UNITS[unit]}]"})


def _any_size(rng: random.Random, slot: str) -> Filled:
    if rng.random() < 0.03:
        return Filled({}, "512M", "512 MB", {slot: "[half a gig|half a gigabyte|0.5 GB|half a GB]"})
    unit = rng.choices("MkGc", (7, 3, 2, 0.5))[0]
    return _size(rng, slot, unit, names.count(rng, 20 if unit == "G" else 1000))


def bigger(rng: random.Random) -> Condition:
    size = _any_size(rng, "z")
    return Condition(
        SIZE, f"-size +{size.shell}", f"larger than {size.plain}",
        f"[{_BIGGER} <z>|{_BIGGER} <z>|{_BIGGER} <z> (in size|of size)|with (a )size [over|above|of more than] <z>|with more than <z>|\\> <z>]",
        f"are {_BIGGER} <z> (in size)", size.values, size.rules,
        apart="[,|, but|, and|.|] [only|just] [the ones|those|files|big ones] [over|above|bigger than|larger than] <z>",
    )


def smaller(rng: random.Random) -> Condition:
    size = _any_size(rng, "z")
    test = _FINER.get(size.shell, size.shell)
    return Condition(
        SIZE, f"-size -{test}", f"smaller than {size.plain}",
        f"[{_SMALLER} <z>|{_SMALLER} <z>|{_SMALLER} <z> (in size|of size)|with less than <z>|\\< <z>]",
        f"are {_SMALLER} <z>", size.values, size.rules,
        apart="[,|, but|, and] [only|just] [the ones|those|small ones] [under|below|smaller than] <z>",
    )


def size_between(rng: random.Random) -> Condition:
    unit = rng.choices("MkG", (6, 3, 1))[0]
    low = names.count(rng, 10 if unit == "G" else 400) + 1
    high = low + names.count(rng, 10 if unit == "G" else 500)
    small, large = _size(rng, "z", unit, low), _size(rng, "zz", unit, high)
    short = f"[{{za}}|{{za}}{rng.choice(_UNITS[unit].split('|'))}]"
    rules = {**small.rules, **large.rules, "range": f"[<z> and <zz>|{short} and <zz>|<z> and <zz>]"}
    return Condition(
        SIZE, f"-size +{low}{unit} -size -{high}{unit}", f"between {low} and {high} {_UNIT_NAMES[unit]}",
        "[between <range>|(sized |with a size |with sizes )between <range>|[over|bigger than|larger than|above] <z> [and|but] [under|smaller than|below|less than] <zz>|from <z> to <zz>]",
        "are [between <range>|[over|bigger than|larger than] <z> [and|but] [under|smaller than|below] <zz>]",
        {**small.values, **large.values, "za": low}, rules,
    )


def _days(rng: random.Random) -> Filled:
    """A stretch of days, in days, weeks, months or years."""
    unit, length = rng.choices((("day", 1), ("week", 7), ("month", 30), ("year", 365)), (6, 3, 3, 1.2))[0]
    most = {"day": 100, "week": 8, "month": 12, "year": 5}[unit]
    value = rng.choice((2, 3, 5, 7, 10, 14, 15, 30, 60, 90)) if unit == "day" and rng.random() < 0.7 else rng.randrange(1, most + 1)
    days = value * length
    plain = f"{days} days" if days > 1 else "day"
    if value == 1:
        one = {"day": "day|24 hours|24h", "week": "week|7 days", "month": "month|30 days", "year": "year|365 days"}[unit]
        return Filled({}, str(days), plain, {"age": f"[a|one|1] [{unit}]", "span": f"[{one}|{unit}]"})
    typed = names.typed_number(rng, value)
    short = f"|{unit[0]}" if typed.isdigit() and unit in ("day", "week") else ""
    said = f"{{k}}[ {unit}s| {unit}s| {unit}s{short}]"
    return Filled({"k": typed}, str(days), plain, {"age": said, "span": said})


def recent(rng: random.Random) -> Condition:
    days = _days(rng)
    last = "[in|within|during|over|from|of] the [last|past] <span>"
    return Condition(
        AGE, f"-mtime -{days.shell}", f"changed in the last {days.plain}",
        f"[<changed> {last}|<changed> {last}|from the [last|past] <span>|newer than <age>|younger than <age>|of the last <span>|<changed> less than <age> ago|not older than <age>|i <changed> in the last <span>|<changed> since the last <span>|max <age> old]",
        f"[were|have been|got] <changed> {last}", days.values, {**days.rules, "changed": _CHANGED},
        apart="[,| but|, but] only [the ones|those] (<changed> )from the last <span>",
    )


def today(_rng: random.Random) -> Condition:
    span = "[today|today|in the last 24 hours|in the last day|since yesterday|within the last day]"
    return Condition(
        AGE, "-mtime -1", "changed in the last day", f"[<changed> {span}|<changed> {span}|from today|i <changed> {span}]",
        f"[were|have been|got] <changed> {span}", {}, {"changed": _CHANGED}, before="today's",
    )


def old(rng: random.Random) -> Condition:
    days = _days(rng)
    return Condition(
        AGE, f"-mtime +{days.shell}", f"older than {days.plain}".replace("than day", "than a day"),
        "[older than <age>|older than <age>|older than <age>|more than <age> old|over <age> old|not <changed> (in|for) (the last )<span>|untouched for (more than )<age>|<changed> more than <age> ago|last <changed> more than <age> ago|unchanged for <age>|from before the last <span>|i did not touch for <age>]",
        "[are older than <age>|are more than <age> old|have not been <changed> [for|in] <age>|were not <changed> in the last <span>|nobody touched for <age>|were last <changed> over <age> ago]",
        days.values, {**days.rules, "changed": _CHANGED},
        apart="[,| but|, but] [only|just] [the ones|those|what is] older than <age>",
    )


def minutes(rng: random.Random) -> Condition:
    if rng.random() < 0.5:
        value = rng.choice((5, 10, 15, 20, 30, 45, 60, 90))
        drawn = Filled({"k": names.typed_number(rng, value)}, str(value), f"{value} minutes", {"span": "{k} [minutes|min|mins|minutes]"})
    else:
        hours = rng.choice((1, 2, 3, 4, 6, 8, 12))
        one = {"span": "[hour|60 minutes|one hour]"} if hours == 1 else {"span": "{k} [hours|hours|hrs|h]"}
        said = {} if hours == 1 else {"k": names.typed_number(rng, hours)}
        drawn = Filled(said, str(hours * 60), f"{hours * 60} minutes", one)
    return Condition(
        AGE, f"-mmin -{drawn.shell}", f"changed in the last {drawn.plain}",
        "[<changed> in the last <span>|<changed> within the [last|past] <span>|from the last <span>|<changed> less than <span> ago]",
        "[were|have been|got] <changed> in the [last|past] <span>", drawn.values, {**drawn.rules, "changed": _CHANGED},
    )


def newer_than_file(rng: random.Random) -> Condition:
    name = names.file(rng, folders=0)
    return Condition(
        AGE, f"-newer {quoted(name) if ' ' in name else name}", f"newer than {name}",
        "[newer than {nf}|newer than the file {nf}|<changed> after {nf}|more recent than {nf}]",
        "[are newer than {nf}|were <changed> after {nf}]", {"nf": name}, {"changed": _CHANGED},
    )


def of_year(rng: random.Random) -> Condition:
    year = rng.randrange(2010, 2030)
    return Condition(
        AGE, f"-newermt {year}-01-01 -not -newermt {year + 1}-01-01", f"changed in {year}",
        "[from {yr}|from the year {yr}|<changed> in {yr}|of {yr}|dated {yr}]", "were <changed> in {yr}",
        {"yr": year}, {"changed": _CHANGED},
    )


def since_date(rng: random.Random) -> Condition:
    day = f"{rng.randrange(2015, 2030)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    after = rng.random() < 0.6
    word_ = "[since|after|from] {dt}" if after else "before {dt}"
    return Condition(
        AGE, f"-newermt {day}" if after else f"-not -newermt {day}", f"changed {'since' if after else 'before'} {day}",
        f"[<changed> {word_}|{word_ if not after else '<changed> since {dt}'}|{'newer' if after else 'older'} than {{dt}}]",
        f"were <changed> {word_}", {"dt": day}, {"changed": _CHANGED},
    )


_NX = "[{nx}|{nx}|{nx}|\"{nx}\"|'{nx}'|the word {nx}]"


def name_has(rng: random.Random) -> Condition:
    part = names.word(rng) if rng.random() < 0.85 else names.stem(rng)
    return Condition(
        NAME, f"-iname '*{part}*'", f"with {part} in their name",
        "[with <nx> in [the|their|its] [name|names|filename|file name|title]|having <nx> in the name|whose [name|names|filename] [contains|contain|has|includes] <nx>|named something like <nx>|called something with <nx>|with names containing <nx>|named *{nx}*]",
        "[have|contain|got|carry] <nx> in [the|their] [name|names|filename]", {"nx": part}, {"nx": _NX},
    )


def name_starts(rng: random.Random) -> Condition:
    part = names.word(rng)
    return Condition(
        NAME, f"-name '{part}*'", f"whose name starts with {part}",
        "[starting with <nx>|beginning with <nx>|whose [name|names] [starts|begins|start] with <nx>|with names starting with <nx>|with the prefix <nx>|named {nx}*]",
        "[start|begin] with <nx>", {"nx": part}, {"nx": _NX},
    )


def name_lacks(rng: random.Random) -> Condition:
    part = names.word(rng)
    return Condition(
        NAME, f"-not -iname '*{part}*'", f"without {part} in their name",
        "[without <nx> in [the|their] [name|names|filename]|whose name does not contain <nx>|not having <nx> in the name]",
        "[do not|don't|dont] [have|contain] <nx> in [the|their] [name|names|filename]", {"nx": part}, {"nx": _NX},
        apart="[,| but|, but] [not|skip|without|except|ignore] [the ones|those] with <nx> in [the|their] name",
    )


def other_type(rng: random.Random) -> Condition:
    ending = names.ending(rng)
    return Condition(
        NAME, f"-not -name '*.{ending}'", f"that are not .{ending}",
        "[except|but not|other than|apart from|besides|without|excluding] (the )[{ot} files|{ot}s|.{ot} files|.{ot}|*.{ot}|{ot} ones]",
        "[are not|aren't] [{ot} files|.{ot} files|.{ot}|{ot}s]", {"ot": ending},
        apart="[,|, but|, and] [no|not the|leave out the|skip the|except] {ot} files",
    )


def without_folder(rng: random.Random) -> Condition:
    name = rng.choice(("node_modules", ".git", "vendor", "build", "dist", ".venv", "venv", "target", "tmp", "old", "backup")) if rng.random() < 0.5 else names.word(rng)
    out = "[{xd}|{xd}|{xd}|the {xd} folder|the folder {xd}|{xd}/|the {xd} directory|anything in {xd}]"
    return Condition(
        PATH, f"-not -path '*/{name}/*'", f"outside {name}",
        "[not in <xd>|outside (of )<xd>|but not in <xd>|excluding <xd>|except in <xd>|ignoring <xd>|skipping <xd>|without <xd>|not inside <xd>|except for those in <xd>]",
        "[are not in|are outside|do not lie in|aren't inside|are not inside] <xd>", {"xd": name}, {"xd": out},
        apart="[,|, but|, and|;|] [skip|ignore|leave out|exclude|not in|without|don't look in|do not search in|but not in|except] <xd>",
    )


def top_only(_rng: random.Random) -> Condition:
    return Condition(
        DEPTH, "-maxdepth 1", "directly",
        "[not in (the |its |any )[subfolders|subdirectories|sub folders]|without (the |its )[subfolders|subdirectories]|at the top level (only)|directly (there|in it)|no subfolders|not below|excluding subfolders|non-recursively|on the top level]",
        "are [not in (any )[subfolders|a subfolder]|at the top level|not deeper down]", {},
        apart="[,|, but|, and|] [not recursively|no subfolders|not in subfolders|without subfolders|do not go into subfolders|only the top level|don't go deeper|no recursion|top level only|not deeper|skip the subfolders]",
    )


def levels(rng: random.Random) -> Condition:
    most = rng.choice((2, 2, 3, 3, 4, 5))
    return Condition(
        DEPTH, f"-maxdepth {most}", f"at most {most} levels deep",
        "[at most|no more than|not more than|max|up to|maximum] {lv} [levels|folders|levels] [deep|down]",
        "are [at most|no more than|not more than] {lv} levels [deep|down]", {"lv": names.typed_number(rng, most)},
        apart="[,|, but|, and|] [go|look|search] [only|at most|no more than] {lv} levels [deep|down]",
    )


def empty(_rng: random.Random) -> Condition:
    return Condition(
        SIZE, "-empty", "that are empty", "[with nothing in them|without (any )content|of size zero|of 0 bytes|with no content]",
        "are [empty|of size zero|0 bytes|completely empty]", {}, before="[empty|empty|zero byte|0 byte|blank|zero-length]",
    )


def not_empty(_rng: random.Random) -> Condition:
    return Condition(
        SIZE, "-not -empty", "that are not empty", "[with (some )content|with something in them]",
        "are not empty", {}, before="[non-empty|nonempty|non empty]",
    )


def hidden(_rng: random.Random) -> Condition:
    return Condition(NAME, "-name '.*'", "that are hidden", "[whose name starts with a dot|starting with a dot]",
                     "are hidden", {}, before="[hidden|hidden|invisible]")


def owned(rng: random.Random) -> Condition:
    user = rng.choice(("root", "www-data", "nobody", "admin", "guest")) if rng.random() < 0.4 else names.person(rng)
    return Condition(
        OWNER, f"-user {user}", f"owned by {user}", "[owned by {ow}|belonging to {ow}|of user {ow}|of the user {ow}|owned by user {ow}]",
        "[belong to|are owned by] (the user |user ){ow}", {"ow": user},
    )


def rights(rng: random.Random) -> Condition:
    if rng.random() < 0.5:
        return Condition(OWNER, "-executable", "that are executable", "[with execute permission|with execute rights]",
                         "[are executable|can be executed|i can run]", {}, before="[executable|executable|runnable]")
    if rng.random() < 0.4:
        return Condition(OWNER, "-perm -o+w", "that everybody may write", "[writable by [everyone|everybody|others|anyone|all]]",
                         "[everyone|everybody|anyone] can [write|write to|change]", {}, before="world writable")
    mode = rng.choice(("777", "755", "644", "600", "700", "666"))
    return Condition(OWNER, f"-perm {mode}", f"with the permissions {mode}", "with (the )[permissions|permission|mode|rights|chmod] {pm}",
                     "have [permissions|mode|permission] {pm}", {"pm": mode})


def has_text(rng: random.Random) -> Condition:
    """Text inside the file; the test is what grep gets, `find` runs it last."""
    text = word("cx")(rng)
    style = rng.random()
    if style < 0.2:
        case = "[, ignoring case|, in any case|, case does not matter|, capitals or not|, capital or small letters|, upper and lower case alike|, I don't care about the case|, don't care about capitals|, case should not matter|, any capitalization|, upper/lower case does not matter|, either case|, caps or not|, upper or lower case|, case insensitive|, case-insensitively|, no matter the case| \\(any case\\)| \\(ignore case\\)| regardless of case| ignoring upper and lower case]"
        after, that = f"[containing|with|mentioning] <cx>{case}", f"[contain|mention] <cx>{case}"
        return Condition(TEXT, f"grep -il {text.shell}", f"with {text.plain} in them in any case", after, that, text.values, text.rules)
    if style < 0.38:
        after = "[without <cx> (in them|inside)|not containing <cx>|not mentioning <cx>|missing <cx>|lacking <cx>|where <cx> [is missing|does not appear|is not found]]"
        that = "[do not|don't|dont] [contain|mention|have|include|use] <cx> (inside)"
        return Condition(TEXT, f"grep -L {text.shell}", f"without {text.plain} in them", after, that, text.values, text.rules)
    return Condition(
        TEXT, f"grep -l {text.shell}", f"with {text.plain} in them",
        "[containing <cx>|containing <cx>|mentioning <cx>|with <cx> [in them|inside|in the text|in their text|in the content|written in them]|with the text {cx}|in which <cx> [appears|occurs|stands|is written]|having <cx> inside|where i wrote <cx>]",
        "[contain|contain|mention|include|use|say|refer to] <cx>",
        text.values, text.rules, apart="[,|, but|, and] [only|just] [those|the ones] [mentioning|containing] <cx>",
    )


class Noun(NamedTuple):
    """What is looked for: the test of find, what it is called, and the ending if it is one type."""

    test: str
    plain: str
    values: Mapping[str, object]
    rules: Mapping[str, str]
    ending: str = ""


_FILES = "[files|files|files|files|files|documents|stuff|things|items]"
_FOLDERS = "[folders|folders|directories|dirs|subfolders|subdirectories]"
_TWO = "[{t} and {u} files|{t} and {u} files|.{t} and .{u} files|{t} or {u} files|.{t} or .{u} files|{t}/{u} files|{t} files and {u} files|*.{t} and *.{u}|{t}s and {u}s|{t}, {u} files|files ending in .{t} or .{u}|files with extension {t} or {u}|{s} and {v} files|*.{t} or *.{u} files|{t} & {u} files]"


def any_files(_rng: random.Random) -> Noun:
    return Noun("-type f", "files", {}, {"tf": _FILES})


def folders(_rng: random.Random) -> Noun:
    return Noun("-type d", "folders", {}, {"tf": _FOLDERS})


def one_type(rng: random.Random) -> Noun:
    if rng.random() < 0.05:
        group = image_match(rng)
        return Noun(f"-type f {group.shell}", f"{group.plain} files", group.values, group.rules)
    one = type_ending(rng)
    return Noun(f"-type f -name '*.{one.shell}'", f"{one.plain} files", one.values, one.rules, one.shell)


def two_types(rng: random.Random) -> Noun:
    first, second = rng.sample(sorted(names.SPOKEN_TYPES), 2)
    spoken = [rng.choice(names.SPOKEN_TYPES[ending]) for ending in (first, second)]
    values = {"t": first, "u": second, "s": spoken[0], "v": spoken[1]}
    test = rf"-type f \( -name '*.{first}' -o -name '*.{second}' \)"
    return Noun(test, f".{first} and .{second} files", values, {"tf": _TWO})


# What fits files and how often; a group gives one condition at most.
FOR_FILES: tuple[tuple[float, tuple[tuple[Drawn, float], ...]], ...] = (
    (5.0, ((bigger, 5), (smaller, 3), (size_between, 2), (empty, 1.2), (not_empty, 0.4))),
    (5.0, ((recent, 4), (old, 4), (today, 1.2), (minutes, 1.2), (newer_than_file, 0.8), (of_year, 0.7), (since_date, 0.8))),
    (3.5, ((name_has, 4), (name_starts, 2), (name_lacks, 0.8))),
    (4.0, ((has_text, 1),)),
    (2.5, ((without_folder, 1),)),
    (2.0, ((top_only, 3), (levels, 1))),
    (0.8, ((owned, 1), (rights, 1))),
)
FOR_ANY_FILES = (*FOR_FILES, (0.8, ((other_type, 1),)), (0.4, ((hidden, 1),)))
FOR_FOLDERS: tuple[tuple[float, tuple[tuple[Drawn, float], ...]], ...] = (
    (3.0, ((name_has, 3), (name_starts, 2), (name_lacks, 0.7))),
    (2.5, ((recent, 3), (old, 3), (today, 1))),
    (1.5, ((empty, 1),)),
    (1.5, ((without_folder, 1),)),
    (2.0, ((top_only, 2), (levels, 2))),
    (0.5, ((owned, 1),)),
)


def draw_conditions(rng: random.Random, groups: tuple[tuple[float, tuple[tuple[Drawn, float], ...]], ...], count: int) -> list[Condition]:
    """So many conditions of different groups."""
    left = list(groups)
    found: list[Condition] = []
    while left and len(found) < count:
        at = rng.choices(range(len(left)), [weight for weight, _ in left])[0]
        _, options = left.pop(at)
        found.append(rng.choices([draw for draw, _ in options], [weight for _, weight in options])[0](rng))
    if any(condition.test == "-empty" for condition in found):
        return [condition for condition in found if condition.place != TEXT]
    return found
