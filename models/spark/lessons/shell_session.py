"""Lessons: the session: users, history, screen, disks, manual pages, restart."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, quoted

WEIGHT = 0.3

_RULES = {
    "machine": "[computer|machine|system|pc|laptop|box|server|PC]",
    "show": "[show (me)|print|display|tell (me)|give (me)|get|check|see|list|view]",
}
_COMMANDS = ("ls", "grep", "find", "tar", "sed", "awk", "chmod", "cp", "mv", "rm", "ps", "du", "df", "ssh", "curl", "git",
             "rsync", "cut", "sort", "tr", "head", "tail", "xargs", "kill", "ln", "less", "wc", "diff", "zip")  # fmt: skip


def _command(rng: random.Random) -> Filled:
    name = rng.choice(_COMMANDS) if rng.random() < 0.75 else names.word(rng)
    return Filled({"r": name}, name, name)


def _assignment(rng: random.Random) -> Filled:
    name = rng.choice((names.word(rng).upper(), f"{names.word(rng)}_{names.word(rng)}".upper(), "EDITOR", "LANG", "DEBUG"))
    value = rng.choice((names.word(rng), str(rng.randrange(1000)), f"{names.word(rng)} {names.word(rng)}", "true"))
    shell = quoted(value) if " " in value else value
    return Filled({"var": name, "val": value}, f"{name}={shell}", f"{name} to {value}")


KINDS = (
    Kind(
        "who", "Lists who is logged in.", rules=_RULES, weight=1.2,
        acts="""
            <show> (all |the |all the )[logged in|logged-in|current|active] users
            <show> who (else )is [logged in|logged on|on this <machine>|connected|signed in] (now|)
            <show> users [logged in|on this <machine>]
            """,
        topics="""
            +(all |the |all the )[logged in|logged-in|active] users
            """,
        asks="""
            who (else )is [logged in|on this <machine>|connected|logged on|signed in|online here] (now|right now|)?
            [which|what] users are [logged in|on this <machine>|active]?
            am i alone on this <machine>?
            """,
        terse="""
            [who|logged in users|users logged in|who is logged in]
            """,
    ),
    Kind(
        "history", "Lists the commands you typed before.", rules=_RULES, weight=1,
        acts="""
            <show> (my |the |all |all my )[command history|shell history|bash history|history of commands|previous commands|past commands|last commands|recent commands|terminal history]
            <show> (the )commands i [typed|ran|used|entered|have run] (before|recently|so far|)
            """,
        topics="""
            (my |the )[command history|shell history|bash history|terminal history]
            +(the )commands i [typed|ran|used|entered] (before|recently|last|)
            """,
        asks="""
            [which|what] commands [did i|have i] [type|run|use|used|enter|typed] (before|recently|so far|last)?
            what did i type before?
            """,
        terse="""
            [history|command history|shell history|last commands]
            """,
    ),
    Kind(
        "clear", "Clears the screen.", rules=_RULES, weight=0.9,
        acts="""
            [clear|clean|wipe|empty] (the |my |this )[screen|terminal|console|terminal window|display]
            """,
        terse="""
            [clear|cls|clear screen|clear terminal]
            """,
    ),
    Kind(
        "lsblk", "Lists the disks and their partitions.", rules=_RULES, weight=1,
        acts="""
            <show> (all |the |all the |my )[disks|drives|hard drives|partitions|disks and partitions|block devices|connected drives|storage devices]
            """,
        topics="""
            +(all |the |all the |my )[disks|drives|hard drives|partitions|disks and partitions|block devices|storage devices]
            """,
        asks="""
            [which|what] [disks|drives|hard drives|partitions|storage devices] [are there|do i have|are connected|does this <machine> have|are attached]?
            how many [disks|drives|partitions] [are there|do i have]?
            """,
        terse="""
            [lsblk|disks|list disks|partitions|drives|list drives|block devices]
            """,
    ),
    Kind(
        "man {r}", "Opens the manual page of {r}.", rules=_RULES, weight=1.2, slots={"r": _command},
        acts="""
            [show (me)|open|read|display|see|look at] (the )[manual|man page|manual page|manpage|documentation|help page|docs] (page )[of|for|about|on] (the command |the ){r} (command|)
            man {r}
            """,
        terse="""
            man {r}
            [manual|man page|manpage] {r}
            """,
    ),
    Kind(
        "sudo reboot", "Restarts the machine.", rules=_RULES, weight=0.32,
        acts="""
            [restart|reboot] (the |my |this )<machine> (now|)
            [restart|reboot] now
            """,
        terse="""
            [reboot|restart]
            """,
    ),
    Kind(
        "sudo shutdown now", "Turns the machine off.", rules=_RULES, weight=0.32,
        acts="""
            [shut down|turn off|power off|switch off|shutdown|power down] (the |my |this )<machine> (now|)
            """,
        terse="""
            [shutdown|power off|shut down|poweroff]
            """,
    ),
    Kind(
        "export {set}", "Sets the environment variable {set}.", rules=_RULES, weight=0.9, slots={"set": _assignment},
        acts="""
            [set|change|export] (the )(environment variable |variable |env var |env variable ){var} [to|as|=] {val}
            [make|create|define] (an |the )[environment variable|env variable|variable] (called |named ){var} [with|with the value|set to|with value] {val}
            [give|assign] (the variable ){var} the value {val}
            """,
        terse="""
            export {var} {val}
            {var}={val}
            """,
    ),
    Kind(
        "ping -c 4 1.1.1.1", "Sends four pings to 1.1.1.1 to see whether the network works.", rules=_RULES, weight=0.28,
        acts="""
            [check|test|see] (if |whether )[the internet|my internet|the network|my internet connection|the internet connection|my connection] [works|is working|is up|is ok]
            [test|check] (the |my )[internet|internet connection|network connection|connection to the internet]
            """,
        asks="""
            [is|does] [the internet|my internet|the network|my internet connection] [working|up|down|work|broken] (right now|)?
            [do i have|is there] (an )[internet|internet connection|network connection|connection to the internet]?
            """,
        terse="""
            [internet test|check internet|internet working|test connection]
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about the session without end."""
    return stream(KINDS, rng)
