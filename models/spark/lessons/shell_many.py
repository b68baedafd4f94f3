"""Lessons: one command over many files: by type and size, search in files of a type, all of a folder at once."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.shell_find import any_size
from models.spark.lessons.shell_rank import days_back
from models.spark.lessons.slots import Filled, folder, image_match

WEIGHT = 0.5

_RULES = {
    "find": "[find|find|find|list|show (me)|search for|look for|locate|display|get]",
    "all": "(all |the |all the |any |my |all my )",
    "over": "[larger than|bigger than|over|above|more than|greater than|exceeding]",
    "search": "[search|grep|scan|look through|go through|search through|check]",
    "copy": "[copy|copy|duplicate|cp|back up]",
    "move": "[move|move|mv|put|shift|transfer|relocate|bring]",
    "del": "[delete|delete|remove|erase|get rid of|purge|throw away]",
    "to": "[to|to|into|in|over to]",
    "stuff": "[everything|all files|all the files|all|all contents|the contents|all the contents|every file|all files and folders|the content|all things]",
    "list": "[list|list|show (me)|display|print|see|view|look at]",
}


def _folder_of(rng: random.Random) -> Filled:
    name = names.folder(rng, far=0.02, blanks=0).rstrip("/")
    words = "[{d}|{d}|{d}|the folder {d}|the {d} folder|folder {d}|directory {d}|the {d} directory|my {d} folder|{d}/]"
    return Filled({"d": name}, name, name, {"d": words})


def _new(rng: random.Random) -> Filled:
    name = names.folder(rng, far=0, blanks=0).split("/")[0]
    return Filled({"a": name}, name, name)


_FROM = {"d": _folder_of, "e": folder("e", far=0.03, into=True)}

KINDS = (
    Kind(
        "find {w} -type f {match}", "Finds the {match} files {w} and below.", rules=_RULES, weight=1.4,
        slots={"match": image_match},
        acts="""
            <find> <all><tf> <in>
            <find> <in> <all><tf>
            search <in> for <all><tf>
            """,
        topics="""
            +(all |the |all the |my |any )<tf> <in>
            a list of (all |the |my )<tf> <in>
            """,
        asks="""
            [which|what] <tf> [are|are there|do i have|exist] <in>?
            where are (all |the |my |all my )<tf> <in>?
            [are there|do i have] (any )<tf> <in>?
            """,
        terse="""
            <tf> <in>
            find <tf> <in>
            """,
    ),
    Kind(
        "find {w} -type f -name '*.{t}' -size +{z}", "Finds the {t} files {w} and below that are larger than {z}.",
        rules=_RULES, weight=0.9, slots={"z": any_size},
        acts="""
            <find> <all><tf> <over> <size> <in>
            <find> <all><tf> <in> (that are |which are )<over> <size>
            <find> <in> <all><tf> <over> <size>
            """,
        topics="""
            +(all |the |any )<tf> (that are |which are )<over> <size> <in>
            """,
        asks="""
            [which|what] <tf> are <over> <size> <in>?
            [are there|do i have] <tf> <over> <size> <in>?
            """,
        terse="""
            <tf> <over> <size> <in>
            """,
    ),
    Kind(
        "grep -rl --include='*.{t}' {x} {w}", "Lists the {t} files {w} and below that contain {x}.", rules=_RULES, weight=1.1,
        acts="""
            <find> <all><tf> <in> [containing|that contain|with|that mention|mentioning|having] <x>
            <find> <all><tf> [containing|that contain|with|that mention|mentioning] <x> <in>
            """,
        topics="""
            +(all |the )<tf> [containing|that contain|mentioning|with] <x> <in>
            """,
        asks="""
            [which|what] <tf> <in> [contain|mention|include|have|use] <x>?
            [which|what] <tf> [contain|mention|include|use] <x> <in>?
            in [which|what] <tf> is <x> <in>?
            """,
        terse="""
            <tf> [containing|with text|mentioning] <x> <in>
            """,
    ),
    Kind(
        "grep -n {x} {p}*.{t}", "Shows the lines of the {t} files {p} that contain {x}.", rules=_RULES, weight=1.1,
        acts="""
            <search> <all><tf> <in> for <x>
            [search|search for|find|grep|look for] <x> in <all><tf> <in>
            [show (me)|list|find] (the |all |all the )lines [with|containing|that contain] <x> in <all><tf> <in>
            """,
        asks="""
            where [is|does it say] <x> in <all><tf> <in>?
            """,
        terse="""
            grep {x} <tf> <in>
            search {x} in <tf> <in>
            """,
    ),
    Kind(
        "find {w} -type f -name '*.{t}' -exec cat {{}} + | wc -l", "Counts the lines of all {t} files {w} and below.",
        rules=_RULES, weight=0.8,
        acts="""
            count (the |all |all the )lines [in|of] (all |all the |the |my )<tf> <in>
            count how many lines <all><tf> have (together|in total) <in>
            """,
        topics="""
            the (total )number of lines [in|of] (all |all the |the |my )<tf> <in>
            how many lines (there are |)in (all |all the |the )<tf> <in>
            """,
        asks="""
            how many lines (are there |are )in (all |all the |the |my )<tf> <in> (together|in total|altogether)?
            how many lines of [code|text] are in (the |my |all )<tf> <in>?
            """,
        terse="""
            [line count|lines|count lines|total lines] (of )(all )<tf> <in>
            """,
    ),
    Kind(
        "cp -r {d}/. {e}", "Copies all that is in {d} into {e}.", rules=_RULES, weight=1, slots=_FROM,
        acts="""
            <copy> <stuff> [from|in|of|inside|that is in|out of] <d> <to> <e>
            <copy> <stuff> <to> <e> from <d>
            """,
        asks="""
            i [need|want] <stuff> [from|of|in] <d> (copied )[in|to|into] <e>
            """,
        terse="""
            copy <stuff> {d} <to> {e}
            """,
    ),
    Kind(
        "mv {d}/* {e}", "Moves all that is in {d} into {e}.", rules=_RULES, weight=1, slots=_FROM,
        acts="""
            <move> <stuff> [from|in|of|inside|that is in|out of] <d> <to> <e>
            <move> <stuff> <to> <e> from <d>
            """,
        asks="""
            <stuff> [from|in] <d> [should|must] [go|be moved] [to|into] <e>
            """,
        terse="""
            move <stuff> {d} <to> {e}
            """,
    ),
    Kind(
        "find {w} -type f -mtime +{days} -delete", "Deletes the files {w} and below that have not changed for more than {days}.",
        rules=_RULES, weight=0.9, slots={"days": days_back},
        acts="""
            <del> <all>files <in> [older than|not changed for|that are older than|untouched for|not touched for] <days>
            <del> <all>(old )files [older than|not changed for|that are older than|that i did not touch for] <days> <in>
            """,
        asks="""
            <all>files older than <days> <in> [can go|can be deleted|must go]
            """,
        terse="""
            [delete|remove] files older than <days> <in>
            """,
    ),
    Kind(
        "mkdir -p {a} && mv {p}*.{t} {a}/", "Makes the folder {a} and moves the {t} files {p} into it.", rules=_RULES, weight=0.8,
        slots={"a": _new},
        acts="""
            [make|create] (a |a new |the )[folder|directory] ([called|named]) {a} and [move|put] <all><tf> <in> [in it|into it|there|in there|inside]
            <move> <all><tf> <in> <to> a new [folder|directory] ([called|named]) {a}
            """,
        terse="""
            new folder {a} with <all><tf> <in>
            """,
    ),
    Kind(
        "mkdir -p {a} && cd {a}", "Makes the folder {a} and goes into it.", rules=_RULES, weight=0.8,
        slots={"a": _new},
        acts="""
            [make|create|mkdir] (a |a new |the )[folder|directory|dir] ([called|named]) {a} and [go|cd|change|switch|step] [into it|in it|there|into it|inside]
            [make|create] (a |a new |the )[folder|directory] ([called|named]) {a} and [enter|open] it
            """,
        terse="""
            mkdir {a} and cd
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about many files without end."""
    return stream(KINDS, rng)
