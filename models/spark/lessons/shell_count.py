"""Lessons: count files and folders."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons.request import Conversation, Kind, stream

WEIGHT = 0.7

_MANY = {
    "many": "[how many|how many|how much|what number of|whats the number of|what is the count of]",
    "number": "[the number of|number of|the count of|count of|the amount of|the total number of|total number of|a count of]",
}

KINDS = (
    Kind(
        "find {w} -type f | wc -l", "Counts the files {w}.", rules=_MANY, weight=1.8,
        acts="""
            count (the |all |all the |my )files <in>
            [count|tell (me)] how many files (there are|are|i have) <in>
            [find out|figure out|calculate|determine] <number> files <in>
            """,
        topics="""
            <number> files <in>
            how many files (there are|are|i have) <in>
            the [file count|total of files] <in>
            """,
        asks="""
            <many> files (are there|are|do i have|do we have|exist|are stored|live|can you see|you see) <in>?
            <many> files (are) <in>?
            <many> files [does this folder|does the folder|does it] [contain|have|hold] <in>?
            """,
        terse="""
            count files <in>
            (total )number of files <in>
            file count <in>
            files <in> [count|how many|total]
            """,
    ),
    Kind(
        "find {w} -type f {match} | wc -l", "Counts the {match} files {w}.", rules=_MANY, weight=1.8,
        acts="""
            count (the |all |all the |my )<tf> <in>
            [count|tell (me)] how many <tf> (there are|are|i have) <in>
            [find out|figure out|determine] <number> <tf> <in>
            """,
        topics="""
            <number> <tf> <in>
            how many <tf> (there are|are|i have) <in>
            """,
        asks="""
            <many> <tf> (are there|are|do i have|do we have|exist|are stored|have i) <in>?
            <many> <tf> (are) <in>?
            """,
        terse="""
            count <tf> <in>
            number of <tf> <in>
            <tf> count <in>
            <tf> <in> how many
            """,
    ),
    Kind(
        "find {w} -mindepth 1 -type d | wc -l", "Counts the folders {w}.", rules=_MANY, weight=1.2,
        acts="""
            count (the |all |all the |my )[folders|directories|subfolders|dirs|subdirectories] <in>
            [count|tell (me)] how many [folders|directories|subfolders|dirs] (there are|are|i have) <in>
            """,
        topics="""
            <number> [folders|directories|subfolders|dirs|subdirectories] <in>
            how many [folders|directories|subfolders|dirs] (there are|are|i have) <in>
            the [folder|directory] count <in>
            """,
        asks="""
            <many> [folders|directories|subfolders|dirs|subdirectories] (are there|are|do i have|do we have|exist) <in>?
            """,
        terse="""
            count [folders|directories|subfolders|dirs] <in>
            number of [folders|directories|dirs] <in>
            [folder|directory|dir] count <in>
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to count files without end."""
    return stream(KINDS, rng)
