"""Lessons: how much room files and folders take, and what is left on the disk."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import number

WEIGHT = 1.2

_RULES = {
    "big": "[biggest|largest|heaviest|fattest|most space consuming|most heavy]",
    "folders": "[folders|directories|subfolders|dirs|subdirectories]",
    "space": "[space|disk space|room|storage|disk|hard disk space]",
    "eats": "[takes|uses|eats|fills|takes up|is eating|is using|is taking|is filling|consumes|occupies|eats up|is hogging|takes up]",
    "many": "[how much|how many|how much of]",
    "free": "[free|left|available|empty|remaining|unused|still free|left over|spare]",
}

KINDS = (
    Kind(
        "du -ah {w} | sort -rh | head -n 20", "Shows what takes the most space {w}.", rules=_RULES, weight=1.3,
        acts="""
            [find out|see|check|show (me)|tell (me)|figure out] what <eats> (up )[all my|the most|most|so much|my] <space> <in>
            [find|list|show (me)] (the )[things|stuff|files and folders] that [take|use|eat|fill] (up )(all |the most |most )<space> <in>
            """,
        topics="""
            what <eats> (up )[all my|the most|most|so much|my] <space> <in>
            +the [biggest|largest|heaviest] [things|items|space hogs|space eaters] <in>
            +the [biggest|largest] files and folders <in>
            """,
        asks="""
            (so )[what|what's|whats] <eats> (up )[all my|the most|most|so much|my] <space> <in>?
            [what's|whats|what is] [eating|filling|using|hogging|taking|clogging|taking up|eating up|using up|consuming] (up )(all |all of |most of |so much of )[my|the] [disk|disk space|space|storage|hard drive|drive|room|ssd] <in>?
            [where did|where has|where is] (all )my [space|disk space|storage] (gone|go|going|been going) <in>?
            why is [my disk|the disk|my drive|my hard drive|my storage] (so |almost )full? <in>
            [which|what] [things|files and folders|files or folders] [use|take|eat] (up )the most <space> <in>?
            """,
        terse="""
            [space hogs|disk hogs|disk usage|space usage|biggest things|largest items] <in>
            what <eats> <space> <in>
            """,
    ),
    Kind(
        "du -h {w} | sort -rh | head -n 10", "Shows the biggest folders {w}.", rules=_RULES, weight=1.3,
        acts="""
            [find|list|show (me)|display|search for] (the |my )<big> <folders> <in>
            [find out|see|show (me)|tell (me)] which <folders> [[take|use|eat|need] (up )(the )most <space>|are (the )[biggest|largest]] <in>
            sort <folders> <in> by [size|how big they are]
            [list|show (me)] (the |all )<folders> <in> [by size|sorted by size|biggest first]
            """,
        topics="""
            +(the |my )<big> <folders> <in>
            +(the )<folders> (that |which )[take|use|eat] (up )the most <space> <in>
            +<folders> <in> (sorted |ordered )by size
            """,
        asks="""
            [which|what] are (the |my )<big> <folders> <in>?
            [which|what] [folder|directory|dir] [is (the )[biggest|largest]|[takes|uses|eats] (up )(the )most <space>] <in>?
            [which|what] <folders> [take|use|eat|need] (up )(the )most <space> <in>?
            """,
        terse="""
            <big> <folders> <in>
            <folders> by size <in>
            """,
    ),
    Kind(
        "du -h {w} | sort -rh | head -n {n}", "Shows the {n} biggest folders {w}.", rules=_RULES, weight=0.8,
        slots={"n": number("n", 2, 40)},
        acts="""
            [find|list|show (me)|display] (the |my )[{n} <big>|<big> {n}|top {n}|top {n} <big>] <folders> <in>
            """,
        topics="""
            +(the |my )[{n} <big>|<big> {n}|top {n} <big>] <folders> <in>
            +the {n} <folders> (that |which )[take|use|eat] (up )the most <space> <in>
            """,
        asks="""
            [which|what] are (the |my )[{n} <big>|<big> {n}|top {n}] <folders> <in>?
            [which|what] {n} <folders> [take|use|eat|need] (up )(the )most <space> <in>?
            """,
        terse="""
            [{n} <big>|<big> {n}|top {n}] <folders> <in>
            """,
    ),
    Kind(
        "du -sh {d}", "Shows how much space {d} takes.", rules=_RULES, weight=2,
        acts="""
            [show (me)|get|check|tell (me)|find out|calculate|print|measure|display|determine|work out|give (me)] (the )(total |full |whole |overall )[size|disk usage|disk size|weight|space] of <d>
            [tell (me)|find out|check|show (me)|see|calculate] [how [big|large|heavy] <d> is|how much (space |room |disk space )<d> [takes|uses]]
            """,
        topics="""
            (the )(total |full |whole |overall )[size|disk usage|disk size|space used] [of|by|for] <d>
            how [big|large|heavy] <d> is
            how much (disk )space <d> [takes|uses|needs|takes up|occupies]
            """,
        asks="""
            how [big|large|heavy|huge] is <d> (in total|altogether|on disk|overall|now)?
            how many [megabytes|MB|gigs|GB|megs] [is|has|are in] <d>?
            how many [megabytes|MB|gigs|GB|megs] does <d> [have|take|use]?
            how much (disk )[space|room|storage|disk] does <d> [take|use|need|take up|occupy|eat|consume|have]?
            how much (disk )space is <d> [using|taking|eating|occupying]?
            how much [room|space|storage] does <d> [occupy|fill|take|eat up|need|use]?
            what [is|'s] the (total )[size|disk usage|weight|volume] [of|for] <d>?
            what does <d> weigh?
            what size (is|has) <d>?
            """,
        terse="""
            [size|folder size|directory size|disk usage|total size|du|dir size] (of ){d}
            {d} [size|folder size|total size|disk usage|how big]
            """,
    ),
    Kind(
        "du -sh .", "Shows how much space this folder takes.", rules=_RULES, weight=0.9,
        acts="""
            [show (me)|get|check|tell (me)|find out|calculate|print] (the )(total )[size|disk usage] of [this|the current|the working|my current] [folder|directory|dir]
            [tell (me)|find out|check|see] how [big|large] [this|the current] [folder|directory|dir] is
            """,
        topics="""
            (the )(total |whole )[size|disk usage] of [this|the current|my current|the present] [folder|directory|dir|project]
            how [big|large] [this|the current] [folder|directory] is
            the [size|total size] of everything [here|in here|in this folder]
            """,
        asks="""
            how [big|large|heavy] is [this|the current|my current|the] [folder|directory|dir|project]?
            how much (disk )space does [this|the current|my current] [folder|directory|dir|project] [take|use|need|take up]?
            how much space [do|does] [the files|everything|all] here [take|use]?
            """,
        terse="""
            [size|disk usage|total size] [here|of this folder|current folder|this folder|current directory|of this directory]
            """,
    ),
    Kind(
        "ls -lh {f}", "Shows the size of {f}, with its owner and date.", rules=_RULES, weight=1.7,
        acts="""
            [show (me)|get|check|tell (me)|find out|print|display|give (me)] (the )[size|file size|weight] of <f>
            [tell (me)|find out|check|show (me)|see] how [big|large|heavy] <f> is
            """,
        topics="""
            (the )[size|file size|weight] of <f>
            how [big|large|heavy] <f> is
            how much (disk )space <f> [takes|uses|needs|takes up]
            """,
        asks="""
            how [big|large|heavy|huge] is <f>?
            how many [megabytes|MB|kilobytes|KB|megs] [is|has] <f>?
            how many [megabytes|MB|kilobytes|KB|megs] does <f> [have|take]?
            how much (disk )[space|room] does <f> [take|use|need|take up]?
            what [is|'s] the (file )[size|weight] of <f>?
            what size (is|has) <f>?
            is <f> [big|large|a big file]?
            """,
        terse="""
            [size|file size] (of ){f}
            {f} [size|file size|how big]
            """,
    ),
    Kind(
        "wc -c {f}", "Counts the bytes of {f}.", rules=_RULES, weight=0.24,
        acts="""
            count the bytes [in|of] <f>
            [show (me)|get|tell (me)] the [size|exact size] of <f> in bytes
            """,
        topics="""
            the [number of bytes|byte count|size in bytes|exact size in bytes] [in|of] <f>
            the [size|exact size] of <f> in bytes
            """,
        asks="""
            how many bytes [are there in|are in|is|does|has] <f> (have)?
            how [big|large] is <f> in bytes?
            """,
        terse="""
            {f} [bytes|byte count|size in bytes]
            [bytes|byte count|count bytes] {f}
            """,
    ),
    Kind(
        "du -sh {p}* | sort -rh", "Shows how much space each file and folder {p} takes, biggest first.", rules=_RULES, weight=0.9,
        acts="""
            [show (me)|list|get|tell (me)|print] (the )(size|disk usage) of [each|every] [folder|file and folder|item|thing|subfolder|entry|file or folder] <in>
            [show (me)|list] (the )sizes of (all |all the |the )[folders|subfolders|directories|items|files and folders] <in>
            [show (me)|tell (me)|see] how [big|large] [each|every] [folder|item|thing|subfolder] <in> is
            """,
        topics="""
            the [size|disk usage] of [each|every] [folder|item|thing|subfolder|entry|directory] <in>
            +(the )sizes of (all |all the |the )[folders|subfolders|directories|items] <in>
            how much space [each|every] [folder|item|subfolder|thing] <in> [takes|uses]
            """,
        asks="""
            how [big|large] is [each|every] [folder|item|subfolder|thing|directory] <in>?
            how [big|large] are (all |all the |the )[folders|subfolders|directories] <in>?
            how much space does [each|every] [folder|item|subfolder|thing] <in> [take|use]?
            """,
        terse="""
            [folder sizes|sizes of folders|size per folder|subfolder sizes|size of each folder] <in>
            """,
    ),
    Kind(
        "df -h", "Shows the free and used space of every disk.", rules=_RULES, weight=1.8,
        acts="""
            [check|show (me)|display|see|print|get|tell (me)|find out|look at] (the |my |how much )[free|available|remaining] [space|disk space|storage|space on disk|room] (on (the |my )[disk|disks|drive|drives|computer|machine|hard drive]|i have|there is)
            [check|show (me)|display|see|look at] (the |my )[disk space|disk usage|disk|disks|storage|drive space|space on the disk|hard disk space|partitions usage]
            [check|see|tell (me)|find out] how [full|much full] [my|the] [disk|drive|hard drive|ssd|hard disk|storage|partition] is
            [check|see] if i have [enough|some|any] [disk space|space on the disk|room on disk|storage] (left)
            """,
        topics="""
            (the |my |all )[free|available|remaining] [space|disk space|storage|space on disk|hard disk space] (on (the |my )[disk|disks|drive|computer|machine|laptop])
            the space [left|free|available] on [the disk|my disk|this disk|the drive|my drive|this computer|the hard drive]
            [disk space|disk usage|storage usage|disk free space|drive usage]
            how [full] [my|the] [disk|drive|hard drive] is
            how much [space|disk space|storage|room] (is |i have |i still have |there is )<free> (on the disk|on my disk|on this computer)
            """,
        asks="""
            how [full|empty] is [my|the] [disk|drive|hard drive|ssd|hard disk|storage|computer|laptop|system disk]?
            how much [space|disk space|storage|room|disk|free space|hard drive space|memory on disk] (is |do i have |do we have |there is |have i |have i got |i have )<free> (on [the|my|this] [disk|drive|computer|hard drive|machine|laptop|system|hard disk])?
            how many [gigabytes|GB|gigs] [are|do i have|have i|is] <free> (on [the|my] [disk|drive|hard drive])?
            [is|am i] [my|the|] [disk|drive|hard drive|storage] [full|almost full|running out|running out of space]?
            am i running out of [space|disk space|storage|disk]?
            [do i have|is there] (still )(enough |any )[space|disk space|room|free space] (left )(on [the|my] [disk|drive|computer])?
            """,
        terse="""
            [disk space|free space|disk usage|free disk|df|free disk space|space left|disk free|storage left|available space|disk status]
            [how much|how many] (disk )space [free|left]
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about room on the disk without end."""
    return stream(KINDS, rng)
