"""Lessons: files by age and rank: changed lately, empty, the largest, the newest."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, number

WEIGHT = 1.6


def days_back(rng: random.Random) -> Filled:
    """Days back, said in days, weeks or as a known stretch of time."""
    style = rng.random()
    if style < 0.55:
        value = rng.choice((2, 3, 4, 5, 6, 7, 7, 10, 14, 20, 30, 60, 90, rng.randrange(2, 100)))
        return Filled({"k": names.typed_number(rng, value)}, str(value), f"{value} days", {"days": "{k} days"})
    if style < 0.7:
        return Filled({}, "7", "7 days", {"days": "[week|7 days|one week]", "span": "[<last> [week|7 days]|this week|since last week]"})
    if style < 0.8:
        return Filled({}, "30", "30 days", {"days": "[month|30 days|one month]", "span": "[<last> [month|30 days]|this month|since last month]"})
    if style < 0.88:
        return Filled({}, "1", "day", {"days": "[day|24 hours|24h|one day]"})
    if style < 0.92:
        return Filled({}, "365", "365 days", {"days": "[year|365 days|twelve months]"})
    weeks = rng.choice((2, 3, 4))
    said = names.typed_number(rng, weeks)
    return Filled({"k": said}, str(weeks * 7), f"{weeks * 7} days", {"days": "{k} weeks"})


def _minutes(rng: random.Random) -> Filled:
    if rng.random() < 0.5:
        value = rng.choice((5, 10, 15, 20, 30, 45, 60, 90, rng.randrange(2, 100)))
        return Filled({"k": names.typed_number(rng, value)}, str(value), f"{value} minutes", {"mins": "{k} [minutes|min|mins]"})
    if rng.random() < 0.4:
        return Filled({}, "60", "60 minutes", {"mins": "[hour|one hour|60 minutes]"})
    hours = rng.choice((2, 3, 4, 5, 6, 8, 10, 12))
    said = names.typed_number(rng, hours)
    return Filled({"k": said}, str(hours * 60), f"{hours * 60} minutes", {"mins": "{k} [hours|h|hrs|hours]"})


_AGE = {
    "span": "<last> <days>",
    "find": "[find|find|find|search for|locate|look for|list|list|show (me)|show (me)|display|get]",
    "changed": "[changed|changed|modified|modified|edited|touched|updated|altered|worked on|written|saved]",
    "all": "(all |the |all the |any |my |all my )",
    "last": "[in the last|within the last|during the last|in the past|over the last|in last|the last|less than|since the last|within]",
    "older": "[older than|not changed for|older than|untouched for|not modified in the last|not touched for|not modified for|unchanged for|changed more than|not edited for more than|not changed in the last]",
    "today": "[today|in the last day|in the last 24 hours|since yesterday|within the last day|this day|in the past 24 hours|in the last 24h]",
}  # fmt: skip
_RANK = {
    "big": "[biggest|largest|heaviest|fattest|bigest|hugest]",
    "small": "[smallest|tiniest|lightest|littlest]",
    "files": "[files|files|files|documents]",
    "new": "[newest|latest|most recent|most recently changed|last changed|last modified|most recently modified|youngest]",
    "folders": "[folders|directories|subfolders|dirs|subdirectories]",
    "space": "[space|disk space|room|storage|disk|disk memory]",
}
_ONE = number("n", 2, 50)

KINDS = (
    Kind(
        "find {w} -type f -mtime -{days}", "Finds the files {w} that changed in the last {days}.", rules=_AGE, weight=1.7,
        slots={"days": days_back},
        acts="""
            <find> <all>files (that were |i |which were )<changed> <span> <in>
            <find> <all>files <in> (that were |that i |that have been )<changed> <span>
            <find> <in> <all>files <changed> <span>
            <find> <all>files [newer|younger] than <days> <in>
            """,
        topics="""
            +(all |the |all the |my )files <changed> <span> <in>
            +(all |the |all the |my )files from the last <days> <in>
            +(all |the )files <in> (that were |that have been )<changed> <span>
            """,
        asks="""
            [which|what] files (were|have been|did i|have|got) <changed> <span> <in>?
            [what|what has|what did i|what was|what have i] <changed> <span> <in>?
            [which|what] files are [newer|younger] than <days> <in>?
            did (any )files change <span> <in>?
            what did i work on <span> <in>?
            """,
        terse="""
            files <changed> <span> <in>
            <changed> <span> <in>
            [changes|recent files] last <days> <in>
            """,
    ),
    Kind(
        "find {w} -type f -mtime -1", "Finds the files {w} that changed in the last 24 hours.", rules=_AGE, weight=1.1,
        acts="""
            <find> <all>files (that were |i |which were )<changed> <today> <in>
            <find> <all>files <in> (that were |i |which were )<changed> <today>
            <find> <in> <all>files <changed> <today>
            <find> today's files <in>
            """,
        topics="""
            +(all |the |all the |my )files <changed> <today> <in>
            +today's [files|changes] <in>
            """,
        asks="""
            [which|what] files (were|have been|did i|have) <changed> <today> <in>?
            [what|what has|what did i|what was] <changed> <today> <in>?
            what [did i work on|is new|has changed|changed] <today> <in>?
            what files did i [change|edit|touch|modify|save] <today> <in>?
            """,
        terse="""
            files <changed> <today> <in>
            <changed> today <in>
            today's [files|changes] <in>
            """,
    ),
    Kind(
        "find {w} -type f -mmin -{mins}", "Finds the files {w} that changed in the last {mins}.", rules=_AGE, weight=0.8,
        slots={"mins": _minutes},
        acts="""
            <find> <all>files (that were |i |which were )<changed> <last> <mins> <in>
            <find> <all>files <in> (that were )<changed> <last> <mins>
            """,
        topics="""
            +(all |the |all the |my )files <changed> <last> <mins> <in>
            """,
        asks="""
            [which|what] files (were|have been|did i|have) <changed> <last> <mins> <in>?
            [what|what has|what was] <changed> <last> <mins> <in>?
            """,
        terse="""
            files <changed> <last> <mins> <in>
            """,
    ),
    Kind(
        "find {w} -type f -mtime +{days}", "Finds the files {w} that have not changed for more than {days}.", rules=_AGE,
        weight=0.9, slots={"days": days_back},
        acts="""
            <find> <all>(old )files <older> <days> <in>
            <find> <all>(old )files <in> <older> <days>
            """,
        topics="""
            +(all |the |any )(old )files <older> <days> <in>
            """,
        asks="""
            [which|what] files (are|were|have i) <older> <days> <in>?
            """,
        terse="""
            (old )files <older> <days> <in>
            """,
    ),
    Kind(
        "find {w} -type f -empty", "Finds the empty files {w} and below.", rules=_AGE, weight=1.2,
        acts="""
            <find> <all>empty files <in>
            <find> <in> <all>empty files
            <find> <all>files [that are empty|with nothing in them|with no content|of zero size|with size 0|of 0 bytes|without content|that have nothing inside|of zero bytes|with zero bytes] <in>
            """,
        topics="""
            +(all |the |all the |any )[empty|zero byte|0 byte|blank|zero-length] files <in>
            +(all |the )files [that are empty|with nothing in them|with no content|without content|of size zero] <in>
            """,
        asks="""
            [which|what] files are [empty|blank|zero bytes|of size 0|without any content] <in>?
            [are there|is there|do i have] (any )[empty|blank|zero byte] files <in>?
            [which|what] files have [nothing inside|no content|nothing in them|zero bytes|size 0] <in>?
            """,
        terse="""
            [empty|blank|zero byte|0 byte] files <in>
            find empty files <in>
            """,
    ),
    Kind(
        "find {w} -type d -empty", "Finds the empty folders {w} and below.", rules=_AGE | _RANK, weight=1.2,
        acts="""
            <find> <all>empty <folders> <in>
            <find> <in> <all>empty <folders>
            <find> <all><folders> [that are empty|which are empty|with nothing in them|with no files|without files|that have nothing inside|without content] <in>
            """,
        topics="""
            +(all |the |all the |any )empty <folders> <in>
            +(all |the )<folders> [that are empty|with nothing in them|with no files in them|without content] <in>
            """,
        asks="""
            [which|what] <folders> are [empty|without any files|without content] <in>?
            [are there|is there|do i have] (any )empty <folders> <in>?
            [which|what] <folders> have [nothing inside|no files|nothing in them] <in>?
            """,
        terse="""
            empty <folders> <in>
            find empty <folders> <in>
            """,
    ),
    Kind(
        "find {w} -type f -exec ls -lhS {{}} + | head -n {n}", "Shows the {n} largest files {w} and below.", rules=_RANK,
        weight=1.8, slots={"n": _ONE},
        acts="""
            <show> (me )(the |my )(top )[{n} <big>|{n} <big>|<big> {n}|top {n} <big>|{n} most big] <files> <in>
            [find|search|search for|locate|list] (the |my )[{n} <big>|<big> {n}|top {n} <big>] <files> <in>
            <show> (the )<files> <in>(,|) but only the {n} <big> (ones)
            """,
        topics="""
            +(the |my )[{n} <big>|{n} <big>|<big> {n}|top {n} <big>|top {n} most big] <files> <in>
            the top {n} of [big|the <big>|the largest|large] files <in>
            +the {n} files [that|which] [take|use|need|eat|take up] (up )the most <space> <in>
            """,
        asks="""
            [which|what] are (the |my )[{n} <big>|<big> {n}|top {n} <big>] <files> <in>?
            [which|what] {n} files [take|use|need|eat|take up] (the )most <space> <in>?
            [which|what] {n} files are (the )<big> <in>?
            """,
        terse="""
            [{n} <big>|<big> {n}|top {n} <big>] <files> <in>
            top {n} files by size <in>
            """,
    ),
    Kind(
        "find {w} -type f -exec ls -lhS {{}} + | head -n 10", "Shows the ten largest files {w} and below.", rules=_RANK, weight=1.4,
        acts="""
            <show> (me )(the |my )<big> <files> <in>
            [find|search|search for|locate] (the |my )<big> <files> <in>
            <show> (me )(the |my |some |all |all the |any )[large|big|huge|heavy|very large|really big] <files> <in>
            [find|search|search for|locate|look for] (the |my |all |any )[large|big|huge|heavy|very large] <files> <in>
            [find|see|find out|check] which <files> [are|is] (the )<big> <in>
            [find|find out|see|check] which files [take|use|need|eat] (up )(the )most <space> <in>
            """,
        topics="""
            +(the |my |all the )<big> <files> <in>
            +(the )files [that|which] [take|use|need|eat|take up] (up )(the )most <space> <in>
            """,
        asks="""
            [which|what] [are|is] (the |my )<big> <files> <in>?
            [which|what] files [are|is] (the )<big> <in>?
            [which|what] files [take|use|need|eat|are taking|are eating|take up] (up )(the )(most )<space> <in>?
            """,
        terse="""
            <big> <files> <in>
            find <big> <files> <in>
            """,
    ),
    Kind(
        "find {w} -type f -exec ls -lhS {{}} + | head -n 1", "Shows the largest file {w} and below.", rules=_RANK, weight=1.2,
        acts="""
            <show> (me )(the |my )(single |one |1 )<big> file <in>
            [find|find out|search for|locate] (the |my )(single |one )<big> file <in>
            [find|find out|see] which file is the <big> <in>
            """,
        topics="""
            (the |my )(single |one )<big> file <in>
            the file (that |which )[takes|uses|needs|eats] (up )the most <space> <in>
            """,
        asks="""
            [which|what] is (the |my )(single )<big> file <in>?
            [which|what] file is (the )<big> <in>?
            [which|what] file [takes|uses|needs|eats|takes up] (up )(the )most <space> <in>?
            """,
        terse="""
            <big> file <in>
            """,
    ),
    Kind(
        "find {w} -type f -exec ls -lhSr {{}} + | head -n {n}", "Shows the {n} smallest files {w} and below.", rules=_RANK,
        weight=0.24, slots={"n": _ONE},
        acts="""
            <show> (me )(the |my )[{n} <small>|<small> {n}|top {n} <small>] <files> <in>
            [find|search|search for] (the |my )[{n} <small>|<small> {n}] <files> <in>
            """,
        topics="""
            +(the |my )[{n} <small>|<small> {n}|top {n} <small>] <files> <in>
            """,
        asks="""
            [which|what] are (the |my )[{n} <small>|<small> {n}] <files> <in>?
            """,
        terse="""
            [{n} <small>|<small> {n}] <files> <in>
            """,
    ),
    Kind(
        "find {w} -type f -exec ls -lt {{}} + | head -n {n}", "Shows the {n} newest files {w} and below.", rules=_RANK,
        weight=0.8, slots={"n": _ONE},
        acts="""
            <show> (me )(the |my )[{n} <new>|<new> {n}|top {n} <new>] <files> <in>
            [find|search for|locate] (the |my )[{n} <new>|<new> {n}] <files> <in>
            """,
        topics="""
            +(the |my )[{n} <new>|<new> {n}|top {n} <new>] <files> <in>
            +the last {n} files [that changed|that were changed|i edited|i changed|that were modified] <in>
            """,
        asks="""
            [which|what] are (the |my )[{n} <new>|<new> {n}] <files> <in>?
            [which|what] {n} files [changed|were changed|were modified] [last|most recently] <in>?
            """,
        terse="""
            [{n} <new>|<new> {n}] <files> <in>
            """,
    ),
    Kind(
        "find {w} -type f -exec ls -lt {{}} + | head -n 1", "Shows the newest file {w} and below.", rules=_RANK, weight=0.6,
        acts="""
            <show> (me )(the |my )(one )<new> file <in>
            [find|find out|search for|locate] (the |my )<new> file <in>
            """,
        topics="""
            (the |my )<new> file <in>
            the file [that changed|that was changed|i edited|i changed|that was modified] last <in>
            """,
        asks="""
            [which|what] is (the |my )<new> file <in>?
            [which|what] file [changed|was changed|was modified|did i change|did i edit] [last|most recently] <in>?
            """,
        terse="""
            <new> file <in>
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about the age and rank of files without end."""
    return stream(KINDS, rng)
